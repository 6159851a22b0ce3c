"""What would change the panel's answer: what is known of session, athlete and week, supposed otherwise and asked again.

Two kinds of change are tried. One fact alone: every answer to it that the guidelines tell apart. And what an exception
wants, two or three facts together: no purpose is served by a short repetition that is not run all-out. A change of the
session is written in the coach's own words and read again, or it is not told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from advice.amending import amended, unloaded, with_step
from advice.answers import Outcome, outcomes
from advice.conditions import Condition, sentence
from advice.engine import VERDICT_ORDER, Advice, GuidelineSet, Undecided, advise
from advice.facts import FACTS, FactValue, Interval
from advice.rewriting import Read
from advice.saying import Said, in_a_row
from advice.step_facts import step_facts
from workouts.reading import Reading
from workouts.vocabulary import IMPLEMENTS, gettext_noop
from workouts.workout import Effort, Load, Range, Step, Workout

_ = gettext_noop

# What can be written otherwise about a step, in the order in which a text bears it.
STEP_KEYS: Final = ("implement", "load_kg", "load_percent_body_mass", "rep_distance_m", "effort")
# What an exception asks for beyond this, another session would be: things that are otherwise, and these with unknowns.
_MOST_OTHERWISE: Final = 2
_MOST_TOGETHER: Final = 3
# The athlete's own word is nothing to be argued with, and nobody wishes for an injury.
_NOT_TRIED: Final = frozenset({"no_added_load", "injuries", "past_bone_stress_injury"})
_SHIFTS_FOR_THE_BETTER: Final = ("supports", "conditional", "silent")
_SHIFTS_FOR_THE_WORSE: Final = ("stop", "against", "conditional")


class Shift(NamedTuple):
    """The sources that would take another stance; ``silent`` where they would say nothing."""

    stance: str
    names: tuple[str, ...]


class Change(NamedTuple):
    """Something that would give another verdict.

    ``said`` names it, ``facts`` are those of athlete and week that it changes, ``text`` is the session as it would
    stand. ``shifts`` tells who would change their mind, ``against`` how many would still object.
    """

    said: str
    facts: Mapping[str, FactValue]
    text: str
    advice: Advice
    shifts: tuple[Shift, ...]
    against: int


class Settled(NamedTuple):
    """An answer to an open question, and the verdict it leads to.

    ``facts`` and ``text`` are as in :class:`Change`, to be asked again with; ``text`` is ``None`` where the answer
    cannot be put into the session's words.
    """

    answer: str
    verdict: str
    facts: Mapping[str, FactValue]
    text: str | None


@dataclass(frozen=True)
class Case:
    """A session put to the panel for one athlete: all that a change may change, and what must stay as it is.

    ``read`` reads a text as ``reading`` was read.
    """

    reading: Reading
    facts: Mapping[str, FactValue]
    guidelines: GuidelineSet
    advice: Advice
    read: Read
    strict: bool = False

    @property
    def workout(self) -> Workout:
        """What was read."""
        return self.reading.workout

    def ask(self, workout: Workout, facts: Mapping[str, FactValue]) -> Advice:
        """The panel's answer, were ``facts`` those of athlete and week."""
        return advise(workout, {**self.facts, **facts}, self.guidelines, strict=self.strict)


class _Trial(NamedTuple):
    """A change before it is put into words: ``steps`` holds what is otherwise about the step in question, by key."""

    said: str
    facts: Mapping[str, FactValue]
    steps: Mapping[str, FactValue]
    verdict: str
    no_load: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(("load",) if self.no_load else (*self.facts, *self.steps))


def find_changes(case: Case, *, at_most: int = 5) -> tuple[Change, ...]:
    """Up to ``at_most`` changes that give another verdict: the best verdict first, and what changes least before."""
    place = _place_in_question(case)
    if place is None:
        return ()
    single = [*_without_load(case), *_of_the_step(case, place), *_of_the_athlete(case)]
    trials = [*single, *_for_exceptions(case, place, single)]
    trials.sort(key=lambda trial: (VERDICT_ORDER[trial.verdict], len(trial.keys)))
    found: list[Change] = []
    told: set[tuple[frozenset[str], str]] = set()
    for trial in trials:
        if len(found) < at_most and (trial.keys, trial.verdict) not in told:
            change = _told(case, place, trial)
            if change is not None:
                told.add((trial.keys, trial.verdict))
                found.append(change)
    return tuple(found)


def settle(case: Case, undecided: Undecided) -> tuple[Settled, ...]:
    """Each possible answer to an open question with its verdict and, where there are any, the words to ask it with."""
    key = undecided.asks
    if key in case.facts or (FACTS[key].scope == "step" and key not in STEP_KEYS) or key == "body_mass_kg":
        return tuple([Settled(answer, verdict, {}, None) for answer, verdict in undecided.would])
    if FACTS[key].scope != "step":
        found = _outcomes(case, key, None, _verdict_for(case, key))
        return tuple([Settled(one.answer, one.verdict, {key: one.example}, case.reading.text) for one in found])
    step, rounds = list(case.workout.flat())[undecided.step]
    known = step_facts(step, case.workout, _mass(case), rounds=rounds).get(key)
    found = _outcomes(case, key, known, _verdict_with(case, undecided.step, key))
    return tuple(
        [Settled(one.answer, one.verdict, {}, _text(case, undecided.step, {key: one.example})) for one in found]
    )


def _outcomes(case: Case, key: str, known: FactValue, verdict_of: Callable[[FactValue], str]) -> tuple[Outcome, ...]:
    return outcomes(FACTS[key], case.guidelines.conditions_on(key), known, verdict_of)


def _place_in_question(case: Case) -> int | None:
    """The step that weighs most, one with a load before others."""
    flat = list(case.workout.flat())
    places = range(len(flat))
    return max(
        places,
        key=lambda at: (VERDICT_ORDER[case.advice.steps[at].verdict], flat[at][0].load is not None, -at),
        default=None,
    )


def without_load(case: Case) -> Advice:
    """The panel's answer to the same session without any load."""
    bare = case.workout
    for place, (step, _rounds) in enumerate(case.workout.flat()):
        if step.load is not None:
            bare = with_step(bare, place, replace(step, load=None))
    return case.ask(bare, {})


def _without_load(case: Case) -> Iterator[_Trial]:
    if not any(step.load is not None for step, _rounds in case.workout.flat()):
        return
    verdict = without_load(case).verdict
    if verdict != case.advice.verdict:
        yield _Trial(Said(_("the same session without the load")), {}, {}, verdict, no_load=True)


def _of_the_athlete(case: Case) -> Iterator[_Trial]:
    """One fact of athlete or week that is known, otherwise; of an open one the question tells."""
    for key in sorted(case.guidelines.asked_of(case.workout), key=list(FACTS).index):
        if key in _NOT_TRIED or case.facts.get(key) is None:
            continue
        found = _outcomes(case, key, None, _verdict_for(case, key))
        for one in found:
            if one.verdict != case.advice.verdict:
                yield _Trial(_said(key, one), {key: one.example}, {}, one.verdict)


def _of_the_step(case: Case, place: int) -> Iterator[_Trial]:
    """One thing about the step in question, otherwise: how hard, how far, how heavy."""
    step, rounds = list(case.workout.flat())[place]
    known = step_facts(step, case.workout, _mass(case), rounds=rounds)
    for key in case.guidelines.entry(step).step_keys:
        if key not in STEP_KEYS or known.get(key) is None:
            continue
        for one in _outcomes(case, key, None, _verdict_with(case, place, key)):
            if one.verdict != case.advice.verdict and _with(case, step, {key: one.example}) is not None:
                yield _Trial(_said(key, one), {}, {key: one.example}, one.verdict)


def _for_exceptions(case: Case, place: int, single: list[_Trial]) -> Iterator[_Trial]:
    """What an exception wants that is not so, taken together, where no part of it does as much alone."""
    step, rounds = list(case.workout.flat())[place]
    facts = {**case.facts, **step_facts(step, case.workout, _mass(case), rounds=rounds)}
    for guideline in case.guidelines:
        missing = [condition for condition in guideline.when if condition.check(facts) is not True]
        otherwise = [condition for condition in missing if condition.check(facts) is False]
        is_near = 1 < len(missing) <= _MOST_TOGETHER and len(otherwise) <= _MOST_OTHERWISE
        if not guideline.exception or not is_near:
            continue
        wanted = {condition.fact: _satisfying(condition) for condition in missing}
        if None in wanted.values():
            continue
        of_step = {key: value for key, value in wanted.items() if FACTS[key].scope == "step"}
        others = {key: value for key, value in wanted.items() if key not in of_step}
        changed = _with(case, step, of_step)
        if changed is None:
            continue
        verdict = case.ask(with_step(case.workout, place, changed), others).verdict
        better = VERDICT_ORDER[verdict] < VERDICT_ORDER[case.advice.verdict]
        if better and not any(one.keys <= wanted.keys() and one.verdict == verdict for one in single):
            said = in_a_row([sentence(condition) for condition in missing], "and")
            yield _Trial(said, others, of_step, verdict)


def _said(key: str, one: Outcome) -> Said:
    fact = FACTS[key]
    if fact.kind == "flag":
        return Said(fact.phrases["true" if one.example else "false"])
    return Said(_("%(fact)s: %(answer)s"), fact=Said(fact.label), answer=one.answer)


def _satisfying(condition: Condition) -> FactValue:
    """A value for which the condition holds, as close to its limit as can be; ``None`` where none is to be had."""
    limit = condition.value
    found: FactValue = None
    if isinstance(limit, bool):
        found = limit
    elif isinstance(limit, (int, float)):
        nearest = {"less_than": limit - 1 if limit >= 1 else limit / 2, "more_than": limit + 1}
        number = nearest.get(condition.operator, limit)
        if condition.operator == "more_than" and "endless" in FACTS[condition.fact].phrases:
            number = math.inf
        found = Interval.exactly(number)
    elif isinstance(limit, str):
        found = frozenset({limit})
    elif condition.operator == "is_any_of":
        found = frozenset(limit[:1])
    elif condition.operator == "includes_none_of":
        found = frozenset[str]()
    return found if condition.test(found) is True else None


def _with(case: Case, step: Step, wanted: Mapping[str, FactValue]) -> Step | None:
    """``step`` with everything in ``wanted``; ``None`` where that cannot be."""
    changed: Step | None = step
    for key in wanted:
        changed = _with_one(case, changed, key, wanted[key]) if changed is not None else None
    return changed


def _with_one(case: Case, step: Step, key: str, value: FactValue) -> Step | None:
    match key, value:
        case "effort", frozenset() as efforts if len(efforts) == 1:
            return replace(step, effort=Effort.exactly(*efforts))
        case "rep_distance_m", Interval(lo, hi) if 0 < lo == hi < math.inf and step.exercise is None:
            return replace(step, distance_m=Range.exactly(lo), duration_s=None)
        case "implement", frozenset() as things if len(things) == 1 and step.load and things <= IMPLEMENTS.keys():
            (thing,) = things
            load = Load(thing, step.load.kg, step.load.percent_body_mass)
            # What is carried weighs the same elsewhere on the body; what is towed is another matter.
            alike = load.thing.load_class == step.load.thing.load_class
            return replace(step, load=load if alike else Load(thing))
        case "load_kg", Interval(lo, hi) if 0 < lo == hi < math.inf:
            return _weighing(step, lo)
        case "load_percent_body_mass", Interval(lo, hi) if 0 < lo == hi < math.inf:
            mass = _mass(case)
            return None if mass is None else _weighing(step, mass.lo * lo / 100)
    return None


def _weighing(step: Step, kg: float) -> Step | None:
    """``step`` with a load of ``kg``, rounded down to what can be weighed out."""
    rounded = math.floor(kg * 10) / 10
    if step.load is None or rounded <= 0:
        return None
    return replace(step, load=Load(step.load.implement, Range.exactly(rounded)))


def _verdict_for(case: Case, key: str) -> Callable[[FactValue], str]:
    """What the verdict would be, were ``key``, a fact of athlete or week, otherwise."""
    return lambda value: case.ask(case.workout, {key: value}).verdict


def _verdict_with(case: Case, place: int, key: str) -> Callable[[FactValue], str]:
    """What the verdict would be, were the step at ``place`` otherwise in ``key``; as it is where it cannot be."""
    step = list(case.workout.flat())[place][0]

    def verdict_of(value: FactValue) -> str:
        changed = _with_one(case, step, key, value)
        return case.advice.verdict if changed is None else case.ask(with_step(case.workout, place, changed), {}).verdict

    return verdict_of


def _text(case: Case, place: int, wanted: Mapping[str, FactValue]) -> str | None:
    """The session's text with everything in ``wanted`` about the step at ``place``, one thing after another."""
    reading = case.reading
    for key in (key for key in STEP_KEYS if key in wanted):
        step = list(reading.workout.flat())[place][0]
        changed = _with_one(case, step, key, wanted[key])
        text = None if changed is None else amended(reading, place, changed, case.read)
        if text is None:
            return None
        reading = case.read(text)
    return reading.text


def _told(case: Case, place: int, trial: _Trial) -> Change | None:
    """The change in words; ``None`` where it cannot be written, or does not do what it did as values."""
    text = unloaded(case.reading, case.read) if trial.no_load else _text(case, place, trial.steps)
    if text is None:
        return None
    advice = case.ask(case.read(text).workout, trial.facts)
    if advice.verdict != trial.verdict:
        return None
    shifts, against = _shifts(case.advice, advice)
    return Change(trial.said, trial.facts, text, advice, shifts, against)


def _shifts(before: Advice, after: Advice) -> tuple[tuple[Shift, ...], int]:
    """Who takes another stance, what weighs most for the new verdict first, and how many still object."""
    then = {one.source: one.stance for one in before.by_source()}
    now = {one.source: one.stance for one in after.by_source()}
    changed = {source: now.get(source, "silent") for source in (*now, *then) if now.get(source) != then.get(source)}
    better = VERDICT_ORDER[after.verdict] < VERDICT_ORDER[before.verdict]
    shifts = []
    for stance in _SHIFTS_FOR_THE_BETTER if better else _SHIFTS_FOR_THE_WORSE:
        names = tuple([source.name for source, taken in changed.items() if taken == stance])
        if names:
            shifts.append(Shift(stance, names))
    still = sum(stance in ("stop", "against") and then.get(source) == stance for source, stance in now.items())
    return tuple(shifts), still


def _mass(case: Case) -> Interval | None:
    mass = case.facts.get("body_mass_kg")
    return mass if isinstance(mass, Interval) else None
