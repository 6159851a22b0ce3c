"""Sessions put to the packs, and what these should answer, as data: for the tests and for the mutants of guidelines.

``SPECIFIED`` is the table of expected results of the specification. ``STANCES`` goes on from there: each stance and
each exception of the founding panel decides a verdict in some row. The families below it walk through all activities,
all things that add a load and all goals, and say who speaks and, above all, who does not.

An answer names guidelines by their code, so that a source is not heard for the wrong reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

from advice.engine import GuidelineSet, advise
from advice.facts import FactValue
from advice.step_facts import step_facts
from tests.advice.panel import athlete, guidelines, load, step, workout
from workouts.exercises import EXERCISES
from workouts.reading import read
from workouts.vocabulary import ACTIVITIES, GOALS, IMPLEMENTS, INJURIES, Implement, slugs
from workouts.workout import Workout


class Answer(NamedTuple):
    """What is said of a session: the verdict, whether it is a split panel's, and who says so, by stance."""

    verdict: str
    split: bool = False
    stop: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    conditional: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A session in shorthand, or as steps; how the athlete differs from the usual one; and the expected answer."""

    session: str | Workout
    expected: Answer
    athlete: Mapping[str, Any] = field(default_factory=dict)
    packs: tuple[str, ...] = ("founding",)
    strict: bool = False

    def __str__(self) -> str:
        differences = ", ".join(f"{key} {value}" for key, value in self.athlete.items())
        return f"{self.session if isinstance(self.session, str) else self.session.steps[0]} | {differences}"

    @property
    def workout(self) -> Workout:
        """The session, of which every word must have been read."""
        return _read(self.session) if isinstance(self.session, str) else self.session

    @cached_property
    def facts(self) -> list[dict[str, FactValue]]:
        """What is known of athlete, week and step, for each step."""
        known = athlete(**self.athlete)
        mass = known.get("body_mass_kg")
        return [{**known, **step_facts(one, self.workout, mass, rounds=rounds)} for one, rounds in self.workout.flat()]

    def answer(self, panel: GuidelineSet | None = None) -> Answer:
        """What the row's packs say, or ``panel`` in their place."""
        panel = guidelines(*self.packs) if panel is None else panel
        advice = advise(self.workout, athlete(**self.athlete), panel, strict=self.strict)
        found: dict[str, set[str]] = {"stop": set(), "against": set(), "conditional": set(), "supports": set()}
        for finding in advice.findings:
            found[finding.guideline.stance].add(finding.guideline.code)
        return Answer(
            advice.verdict,
            advice.split,
            **{stance: frozenset(codes) for stance, codes in found.items()},
            undecided=frozenset(one.guideline.code for one in advice.undecided),
        )


@cache
def _read(text: str) -> Workout:
    reading = read(text)
    if reading.unread_words:
        raise ValueError(f"{text!r} is not read to its end: {reading.unread_words}")
    return reading.workout


def said(verdict: str, *, split: bool = False, **codes: str) -> Answer:
    """An answer from the codes of each stance in a row."""
    return Answer(verdict, split, **{stance: frozenset(row.split()) for stance, row in codes.items()})


SILENCE = said("clear")

SPRINTER = {"level": "competitive", "goal": "short_sprint"}
ULTRA = {"level": "competitive", "goal": "ultra_trail"}
SLIMMER = {"goal": "weight_loss"}
HEAVY = {"heavy_legs_days": 3}
SORE_BONE = {"injuries": ["bone_stress"]}
HEAVY_LEGS = {"heavy_legs_days": 1}
PACK = "25 km easy with a 4 kg backpack"
LUNGES = "3 x 10 lunges with 8 kg dumbbells"
RACE_PACK = said(
    "caution",
    split=True,
    supports="vasiliev-backpack",
    against="babchin-distance sorokin-technique khmeleva-race",
)

SPECIFIED = (
    Row("8 km easy", SILENCE),
    Row(
        "8 km easy with 1 kg ankle weights on each leg",
        said(
            "avoid",
            against="babchin-distance dyatlova-recreational sorokin-technique khmeleva-race zadorozhnaya-limbs"
            " zadorozhnaya-classic",
            conditional="vasiliev-why",
        ),
        {"weeks_to_race": 8},
    ),
    Row(
        "6 x 60 m all-out with a 5 kg vest",
        said(
            "caution",
            split=True,
            supports="babchin-accelerations",
            against="sorokin-technique",
            conditional="vasiliev-why",
        ),
        SPRINTER,
    ),
    Row(
        "6 x 60 m all-out with a parachute",
        said("clear", supports="babchin-accelerations dyatlova-sprint"),
        SPRINTER,
    ),
    Row(
        "6 x 150 m all-out with a 5 kg vest",
        said("avoid", against="babchin-distance sorokin-technique", conditional="vasiliev-why"),
        SPRINTER,
    ),
    Row(PACK, RACE_PACK, {**ULTRA, "weeks_to_race": 10}),
    Row(PACK, RACE_PACK._replace(verdict="avoid", split=False), {**ULTRA, "weeks_to_race": 10}, strict=True),
    Row(
        PACK,
        said("avoid", against="babchin-distance sorokin-technique"),
        {**ULTRA, "loaded_runs_last_14_days": 2},
    ),
    Row(
        "40 min very easy with a 5 kg vest",
        said(
            "caution",
            split=True,
            against="babchin-distance dyatlova-recreational sorokin-technique",
            conditional="khmeleva-slow vasiliev-why",
        ),
        SLIMMER,
    ),
    Row(
        "40 min steady with a 5 kg vest",
        said(
            "avoid",
            against="babchin-distance dyatlova-recreational sorokin-technique khmeleva-not-slow",
            conditional="vasiliev-why",
        ),
        SLIMMER,
    ),
    Row(LUNGES, said("clear", supports="dyatlova-strength")),
    Row(LUNGES, said("caution", conditional="dyatlova-own-weight-first"), {"strength_base": "none"}),
    Row("6 x 200 m uphill hard, jog down", said("clear", supports="sorokin-hills")),
    Row("4 x 30 s running in place with a band", said("clear", supports="dyatlova-bands")),
    Row(
        "6 x 60 m with a 5 kg vest",
        said(
            "avoid",
            against="sorokin-technique",
            conditional="vasiliev-why",
            undecided="babchin-accelerations babchin-power",
        ),
        SPRINTER,
    ),
)

# Each guideline stands alone for its stance here, or its being an exception decides.
STANCES = (
    Row(
        "8 km easy with a 5 kg vest",
        said("stop", stop="athlete-no-added-load"),
        {"no_added_load": True},
        packs=("safety",),
    ),
    Row("30 min walk with a 5 kg backpack", said("avoid", against="heavy-legs-no-load"), HEAVY, packs=("safety",)),
    Row("3 x 6 squat jumps", said("avoid", against="heavy-legs-no-jumps"), HEAVY, packs=("safety",)),
    Row("6 x 200 m uphill hard, jog down", said("avoid", against="heavy-legs-no-hard-hills"), HEAVY, packs=("safety",)),
    Row("3 x 6 squat jumps", said("stop", stop="sore-bone-no-jumps"), SORE_BONE, packs=("safety",)),
    Row("10 km race with a 5 kg vest", said("avoid", against="race-without-load"), packs=("safety",)),
    Row(
        "6 x 60 m all-out with a sled",
        said(
            "caution",
            split=True,
            against="sorokin-heavy-legs heavy-legs-no-load",
            supports="babchin-accelerations",
        ),
        HEAVY,
        packs=("founding", "safety"),
    ),
    Row(LUNGES, said("avoid", against="sorokin-heavy-legs", supports="dyatlova-strength"), HEAVY_LEGS),
    Row(
        LUNGES,
        said("avoid", against="sorokin-heavy-legs", conditional="dyatlova-own-weight-first"),
        {**HEAVY_LEGS, "strength_base": "none"},
    ),
    Row("3 x 30 s single-leg stand with a 2 kg kettlebell", said("clear", supports="dyatlova-balance")),
    Row(
        "3 x 30 s single-leg stand with a 2 kg kettlebell",
        said("avoid", against="sorokin-heavy-legs", supports="dyatlova-balance"),
        HEAVY_LEGS,
    ),
    Row(
        "6 x 60 m fast with a parachute",
        said("caution", split=True, against="sorokin-heavy-legs", supports="dyatlova-sprint"),
        {**SPRINTER, **HEAVY_LEGS},
    ),
    Row(
        "6 x 60 m all-out with a sled",
        said("caution", split=True, against="sorokin-heavy-legs", supports="babchin-accelerations"),
        HEAVY_LEGS,
    ),
    # No one of the founding panel objects to a band or a hill, so it takes the other pack to see that neither support
    # stands against an objection.
    Row(
        "6 x 150 m all-out with a harness",
        said("avoid", against="ev-sprint-over-100", supports="dyatlova-bands"),
        packs=("founding", "evidence"),
    ),
    Row(
        "6 x 200 m uphill hard, walk down",
        said(
            "avoid",
            against="ev-heavy-legs-hills",
            conditional="ev-heavy-legs-cause",
            supports="sorokin-hills ev-hill-impact ev-hill-intervals",
        ),
        {"heavy_legs_days": 3},
        packs=("founding", "evidence"),
    ),
)


def _other_activities() -> Iterator[Row]:
    """What the panel says of running it says of nothing else."""
    sessions: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"km": 3, "effort": "easy", "load": load("ankle_weights", 3)}, {"weeks_to_race": 8}),
        ({"m": 60, "reps": 6, "effort": "maximal", "load": load("vest", 5)}, SPRINTER),
        ({"m": 60, "reps": 6, "effort": "easy", "load": load("vest", 5)}, SPRINTER),
        ({"m": 60, "reps": 6, "effort": "5k", "load": load("parachute")}, SPRINTER),
        ({"km": 25, "effort": "easy", "load": load("backpack", 4)}, ULTRA),
        ({"km": 5, "effort": "very_easy", "load": load("vest", 5)}, SLIMMER),
        ({"km": 5, "effort": "easy", "load": load("vest", 5)}, SLIMMER),
        ({"seconds": 30, "reps": 4, "in_place": True, "load": load("band")}, {}),
        ({"m": 200, "reps": 6, "effort": "5k", "uphill": True}, {}),
    ]
    first = said("caution", conditional="dyatlova-own-weight-first")
    balance = said("clear", supports="dyatlova-balance")
    for activity in slugs(ACTIVITIES):
        if activity == "run":
            continue
        for told, facts in sessions:
            yield Row(workout(step(activity=activity, **told)), SILENCE, facts)
        heavy, light = (workout(step(activity=activity, minutes=1, load=load("vest", kg))) for kg in (5, 1))
        yield Row(heavy, first if activity in ("strength", "jumps") else SILENCE, {"strength_base": "none"})
        yield Row(light, balance if activity == "balance" else SILENCE)


def _precautions() -> Iterator[Row]:
    """The precautions: every activity with everything that adds a load, heavy legs, each injury, each goal."""
    things = (None, *IMPLEMENTS.values())
    for activity in slugs(ACTIVITIES):
        for thing in things:
            told = {"minutes": 20, "activity": activity, "load": None if thing is None else load(thing.slug, 5)}
            for uphill, effort in ((False, "easy"), (True, "threshold"), (True, "marathon")):
                session = workout(step(**told, uphill=uphill, effort=effort))
                for who in (HEAVY, SORE_BONE, {}):
                    found = _precaution(activity, thing, who, hard_hill=uphill and effort == "threshold")
                    yield Row(session, found, who, packs=("safety",))
    for injury in slugs(INJURIES):
        for activity, thing in (("jumps", None), ("run", IMPLEMENTS["vest"])):
            session = workout(step(minutes=20, activity=activity, load=None if thing is None else load(thing.slug, 5)))
            sore = {"injuries": [injury]}
            yield Row(session, _precaution(activity, thing, sore), sore, packs=("safety",))
    for goal in slugs(GOALS):
        for thing in IMPLEMENTS.values():
            session, who = workout(step(km=50, activity="race", load=load(thing.slug, 4))), {"goal": goal}
            yield Row(session, _precaution("race", thing, who), who, packs=("safety",))


def _precaution(activity: str, thing: Implement | None, who: Mapping[str, Any], *, hard_hill: bool = False) -> Answer:
    loaded = thing is not None and thing.load_class in ("carried", "towed")
    against, stop = set(), set()
    if who.get("heavy_legs_days"):
        against |= {"heavy-legs-no-load"} if loaded else set()
        against |= {"heavy-legs-no-jumps"} if activity == "jumps" else set()
        against |= {"heavy-legs-no-hard-hills"} if hard_hill and activity == "run" else set()
    if "bone_stress" in who.get("injuries", ()):
        on_the_feet = activity in ("run", "walk", "jumps", "drill", "race")
        stop |= {"sore-bone-no-load"} if loaded and on_the_feet else set()
        stop |= {"sore-bone-no-jumps"} if activity == "jumps" else set()
    if activity == "race" and loaded and (thing.slug, who.get("goal")) != ("backpack", "ultra_trail"):
        against.add("race-without-load")
    verdict = "stop" if stop else "avoid" if against else "clear"
    return said(verdict, stop=" ".join(stop), against=" ".join(against))


def _implements() -> Iterator[Row]:
    """Each thing that adds a load, on a sprinter's short repetitions and on an ultra runner's long run."""
    for thing in IMPLEMENTS.values():
        tow = {"supports": "dyatlova-sprint"} if thing.slug in ("parachute", "tyre") else {}
        yield Row(
            workout(step(m=60, reps=6, effort="5k", load=load(thing.slug, 5))),
            _of_a_run(thing, "sorokin-technique", "babchin-power vasiliev-why", **tow),
            SPRINTER,
        )
        yield Row(
            workout(step(km=25, effort="easy", load=load(thing.slug, 4))),
            RACE_PACK if thing.slug == "backpack" else _of_a_run(thing, RACE_PACK.against, "vasiliev-why"),
            {**ULTRA, "weeks_to_race": 10},
        )


def _of_a_run(thing: Implement, against: str | frozenset[str], conditional: str, **codes: str) -> Answer:
    """What is said of a competitive athlete's run with ``thing``, if it is carried."""
    if thing.load_class == "elastic":
        return said("clear", supports="dyatlova-bands")
    if thing.load_class == "towed":
        return said("clear", **codes)
    objecting = set(against.split() if isinstance(against, str) else against)
    objecting |= {"zadorozhnaya-limbs"} if thing.site in ("lower_leg", "arm", "hand") else set()
    return said("avoid", against=" ".join(objecting), conditional=conditional)


def _goals() -> Iterator[Row]:
    """Who speaks to whom, and when no race is near."""
    for goal in slugs(GOALS):
        classic = " zadorozhnaya-classic" if goal == "road_race" else ""
        everyone = "babchin-distance dyatlova-recreational sorokin-technique" + classic
        slow, not_slow = (" khmeleva-slow", " khmeleva-not-slow") if goal == "weight_loss" else ("", "")
        yield Row(
            "8 km easy with a 5 kg vest",
            said("avoid", against=everyone + not_slow, conditional="vasiliev-why"),
            {"goal": goal},
        )
        yield Row(
            "8 km very easy with a 5 kg vest",
            said(
                "caution" if slow else "avoid",
                split=bool(slow),
                against=everyone,
                conditional="vasiliev-why" + slow,
            ),
            {"goal": goal},
        )
        yield Row(
            "8 km very easy with a 5 kg vest",
            said("avoid", against=everyone + " khmeleva-race", conditional="vasiliev-why"),
            {"goal": goal, "weeks_to_race": 12},
        )
        yield Row(
            "25 km very easy with a 4 kg backpack",
            said("caution", split=True, against=everyone, supports="vasiliev-backpack")
            if goal == "ultra_trail"
            else said(
                "caution" if slow else "avoid",
                split=bool(slow),
                against=everyone,
                conditional="vasiliev-why" + slow,
            ),
            {"goal": goal},
        )
        yield Row(
            "6 x 60 m fast with a tyre",
            said("clear", supports="dyatlova-sprint") if goal == "short_sprint" else SILENCE,
            {"goal": goal},
        )


def _without_carrying() -> Iterator[Row]:
    """What the panel says of a carried load it says of no other, and of none."""
    for told, bands in (
        ({}, SILENCE),
        ({"load": load("sled", 10)}, SILENCE),
        ({"load": load("band", 1)}, said("clear", supports="dyatlova-bands")),
    ):
        yield Row(workout(step(km=8, effort="easy", **told)), bands, {"weeks_to_race": 8})
        yield Row(workout(step(km=8, effort="easy", **told)), bands, SLIMMER)
        yield Row(workout(step(km=8, effort="very_easy", **told)), bands, SLIMMER)
        yield Row(workout(step(m=60, reps=6, effort="easy", **told)), bands, SPRINTER)
        for base in ("none", "own_weight"):
            for activity, exercise in (("strength", "lunges"), ("jumps", "squat_jumps"), ("balance", "")):
                one = step(activity=activity, exercise=exercise or None, reps=10, **told)
                yield Row(workout(one), SILENCE, {"strength_base": base})
        if told:
            yield Row(workout(step(km=8, effort="easy", uphill=True, **told)), bands)
    yield Row("25 km easy", SILENCE, ULTRA)
    yield Row(
        "8 km easy with a 5 kg vest",
        said("avoid", against="babchin-distance sorokin-technique", conditional="vasiliev-why"),
        {"strength_base": "none", "level": "competitive", "goal": "fitness"},
    )
    yield Row("6 x 60 m all-out", SILENCE, SPRINTER)
    yield Row("6 x 60 m all-out with a band", said("clear", supports="dyatlova-bands"), SPRINTER)
    yield Row("8 km easy with a band", said("clear", supports="dyatlova-bands"), HEAVY_LEGS)
    yield Row("8 km easy", SILENCE, {"heavy_legs_days": 5})


SUPPORTED_EXERCISES = frozenset(
    {
        *("lunges", "side_lunges", "lunge_jumps", "step_ups", "squats", "goblet_squats", "split_squats"),
        *("single_leg_squats", "jumps", "squat_jumps", "box_jumps", "pogo_jumps", "depth_jumps", "bounds", "hops"),
    }
)


def _exercises() -> Iterator[Row]:
    """Which exercises are good with a weight: those that were named, and no other."""
    for exercise in EXERCISES:
        weighted = step(activity=exercise.activity, exercise=exercise.name, reps=10, load=load("kettlebell", 8))
        named = exercise.name in SUPPORTED_EXERCISES
        yield Row(workout(weighted), said("clear", supports="dyatlova-strength") if named else SILENCE)


FAMILIES = {
    "precautions": tuple(_precautions()),
    "each activity": tuple(_other_activities()),
    "each implement": tuple(_implements()),
    "each goal": tuple(_goals()),
    "without carrying": tuple(_without_carrying()),
    "each exercise": tuple(_exercises()),
}
ROWS = (*SPECIFIED, *STANCES, *(row for family in FAMILIES.values() for row in family))
