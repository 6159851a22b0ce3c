"""The problem that the engines are given: sessions as coaches write them, athletes, weeks, and sets of guidelines."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from advice.conditions import Condition, parse
from advice.engine import Guideline, SourceRef
from advice.facts import FACTS, FactValue, Interval, facts_from
from advice.step_facts import STEP_FACTS, Scene, facts_of
from workouts import vocabulary
from workouts.reading import read
from workouts.workout import Workout

CONTENT = Path(__file__).resolve().parent.parent / "advice" / "content"

Facts = dict[str, FactValue]

WITHOUT_LOAD = (
    "Rest",
    "{easy} km easy",
    "{easy} km easy",
    "{easy} km steady",
    "{minutes} min very easy",
    "{long} km easy, off road",
    "10 min warm up, 5 x 800 m at 10k effort w/ 2 min jog, 10 min cool down",
    "2 km warm up, 4 x {minutes} s strides, 2 km cool down",
    "{reps} x {short} m uphill hard, jog down",
    "15 min easy, {reps} x 30 s all-out, 10 min easy",
    "3 x 10 squats",
    "3 x 10 lunges, 2 x 15 calf raises",
    "{minutes} min cycling",
)
WITH_LOAD = (
    "{easy} km easy with {half} kg ankle weights on each leg",
    "{easy} km {effort} with a {kg} kg vest",
    "{minutes} min {effort} with a {kg} kg backpack",
    "{long} km easy with a {kg} kg backpack",
    "{long} km easy with a vest",
    "{minutes} min walk with a {kg} kg vest",
    "{reps} x {short} m all-out with a {kg} kg vest",
    "{reps} x {short} m with a {kg} kg vest",
    "10 min warm up, {reps} x {short} m {effort} with a parachute, 10 min cool down",
    "{reps} x {short} m all-out with a sled",
    "{easy} km easy with {half} kg hand weights",
    "3 x 10 lunges with {kg} kg dumbbells",
    "2 km easy, 3 x 10 squats with {kg} kg dumbbells, 5 km {effort} with a {kg} kg vest",
    "4 x 30 s running in place with a band",
)


class Case(NamedTuple):
    """One session for one athlete."""

    text: str
    workout: Workout
    athlete: Facts

    def facts_of_steps(self, keys: Iterable[str] = STEP_FACTS) -> Iterator[Facts]:
        """The facts of each step that ``keys`` names, and all those of the athlete and the week."""
        mass = self.athlete.get("body_mass_kg")
        for step, rounds in self.workout.flat():
            scene = Scene(step, rounds, self.workout, mass if isinstance(mass, Interval) else None)
            yield {**self.athlete, **facts_of(scene, keys)}


def cases(number: int, seed: int, *, loaded: float = 0.5) -> list[Case]:
    """So many sessions, each for an athlete of its own; ``loaded`` is the share of those with a load."""
    chance = random.Random(seed)
    made = []
    for _place in range(number):
        text = session(chance, loaded=loaded)
        made.append(Case(text, read(text).workout, athlete(chance)))
    return made


def club_week(athletes: int, squads: int, seed: int) -> list[list[Case]]:
    """The week of a club by session of a squad: seven sessions for each squad, one in seven of them with a load."""
    chance = random.Random(seed)
    week = []
    for squad in range(squads):
        members = [athlete(chance) for _place in range(squad, athletes, squads)]
        for _day in range(7):
            text = session(chance, loaded=1 / 7)
            week.append([Case(text, read(text).workout, member) for member in members])
    return week


def session(chance: random.Random, *, loaded: float) -> str:
    """What a coach writes for a day."""
    return chance.choice(WITH_LOAD if chance.random() < loaded else WITHOUT_LOAD).format(
        easy=chance.randint(4, 14),
        long=chance.randint(15, 32),
        minutes=chance.randrange(20, 80, 5),
        reps=chance.randint(3, 10),
        short=chance.choice([40, 60, 80, 100, 150, 200, 300]),
        kg=chance.choice([1, 2, 3, 4, 5, 6, 8, 10, 12]),
        half=chance.choice([0.5, 1, 1.5]),
        effort=chance.choice(["", "very easy", "easy", "steady", "at threshold", "hard"]),
    )


def athlete(chance: random.Random, *, unknown: float = 0.1) -> Facts:
    """What is known of an athlete in a week; each fact is missing with a probability of ``unknown``."""
    injuries = vocabulary.slugs(vocabulary.INJURIES)
    plain = {
        "goal": chance.choice(["road_race", "road_race", *vocabulary.slugs(vocabulary.GOALS)]),
        "level": chance.choice(["recreational", "recreational", "competitive"]),
        "weeks_to_race": chance.choice([math.inf, round(chance.uniform(0, 30) * 7) / 7]),
        "race_pack_kg": chance.choice([0, 0, 3, 6]),
        "strength_base": chance.choice(vocabulary.slugs(vocabulary.STRENGTH_BASES)),
        "injuries": chance.choice([[], [], [], [chance.choice(injuries)], ["knee", "back"]]),
        "past_bone_stress_injury": chance.random() < 0.1,
        "no_added_load": chance.random() < 0.05,
        "age_group": chance.choice(["under_16", "adult", "adult", "adult", "over_50"]),
        "body_mass_kg": chance.randint(45, 100),
        "loaded_runs_last_14_days": chance.choice([0, 0, 1, 2, 4]),
        "heavy_legs_days": chance.choice([0, 0, 0, 1, 3]),
        "hard_yesterday": chance.random() < 0.3,
        "hill_sessions_in_week": chance.randint(0, 3),
        "longest_run_30_days_km": chance.randint(5, 35),
        "block": chance.choice(vocabulary.slugs(vocabulary.BLOCKS)),
    }
    return facts_from({key: value for key, value in plain.items() if chance.random() >= unknown})


def shipped(*packs: str) -> list[Guideline]:
    """The guidelines of these content files."""
    return [guideline for pack in packs for guideline in _in_file(pack)]


def _in_file(pack: str) -> Iterator[Guideline]:
    content = yaml.safe_load((CONTENT / f"{pack}.yaml").read_text(encoding="utf-8"))
    sources = {one["slug"]: SourceRef(one["slug"], one["name"], one["role"]) for one in content["sources"]}
    for one in content["guidelines"]:
        yield Guideline(
            code=one["code"],
            source=sources[one["source"]],
            stance=one["stance"],
            exception=one.get("exception", False),
            when=tuple(parse(condition) for condition in one["when"]),
            unless=tuple(parse(condition) for condition in one.get("unless", ())),
            reason=one["reason"],
            instead=one.get("instead", ""),
        )


def grown(guidelines: list[Guideline], times: int, seed: int) -> list[Guideline]:
    """A set ``times`` as large: the guidelines, and variants of each as other sources might take the same position.

    A variant moves every threshold by up to half of it, either way, and every point of an ordered scale by up to two
    places. Of what is chosen from a list (implements, goals, levels, injuries, sites; not what is done nor the class of
    the load) it exchanges a third for other choices. Stance, reason and what is asked about stay.
    """
    chance = random.Random(seed)
    found = list(guidelines)
    for number in range(1, times):
        for one in guidelines:
            source = dataclasses.replace(one.source, slug=f"{one.source.slug}-{number}")
            found.append(
                dataclasses.replace(
                    one,
                    code=f"{one.code}-{number}",
                    source=source,
                    when=tuple(_moved(condition, chance) for condition in one.when),
                    unless=tuple(_moved(condition, chance) for condition in one.unless),
                )
            )
    return found


def _moved(condition: Condition, chance: random.Random) -> Condition:
    fact, value = FACTS[condition.fact], condition.value
    if condition.fact in ("activity", "load_class") or isinstance(value, bool):
        return condition
    if isinstance(value, tuple):
        if not fact.slugs:
            return condition
        kept = {chance.choice(fact.slugs) if chance.random() < 1 / 3 else slug for slug in value}
        return Condition(fact.key, condition.operator, tuple(sorted(kept)))
    if isinstance(value, str):
        place = fact.slugs.index(value) + chance.randint(-2, 2)
        return Condition(fact.key, condition.operator, fact.slugs[min(max(place, 0), len(fact.slugs) - 1)])
    return Condition(fact.key, condition.operator, round(value * chance.uniform(0.5, 1.5), 1))
