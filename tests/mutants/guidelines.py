"""Mutants of guidelines: each differs in one threshold, operator, choice, condition, stance or exception flag.

A mutant that a content file could not hold (an objection that is an exception) is not made. The rest are alive until
an example of the guideline or a row of the expected results comes out otherwise than it should.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple

from advice.conditions import OPERATORS, Condition, Truth, Value
from advice.content_files import CONTENT, read_file
from advice.engine import STANCES, Guideline, GuidelineSet
from advice.examples import Example, try_out
from advice.facts import FACTS, Fact
from tests.advice import expected_evidence, expected_results
from tests.advice.expected_results import Row
from tests.advice.panel import guidelines
from tests.mutants.equivalent import EQUIVALENT
from workouts.exercises import EXERCISES
from workouts.reading import Reading, read

THRESHOLD, OPERATOR, CHOICE, CONDITION, STANCE, EXCEPTION = KINDS = (
    "threshold",
    "operator",
    "choice",
    "condition",
    "stance",
    "exception",
)

_ROWS = (*expected_results.ROWS, *expected_evidence.ROWS)

# The smallest change that makes a difference to a coach, in the unit of the fact.
_STEPS = {
    "rep_distance_m": 1,
    "loaded_distance_m": 100,
    "rep_duration_s": 1,
    "reps": 1,
    "load_kg": 0.1,
    "load_percent_body_mass": 0.2,
    "weeks_to_race": 1 / 7,
    "race_pack_kg": 0.5,
    "loaded_runs_last_14_days": 1,
    "heavy_legs_days": 1,
    "longest_run_30_days_km": 0.1,
}
# Whole numbers: there is no half of a repetition.
_COUNTS = frozenset({"reps", "loaded_runs_last_14_days", "heavy_legs_days"})
_OTHER_OPERATORS = {
    "at_most": ("less_than", "at_least"),
    "less_than": ("at_most", "more_than"),
    "at_least": ("more_than", "at_most"),
    "more_than": ("at_least", "less_than"),
    "is_any_of": ("is_none_of",),
    "is_none_of": ("is_any_of",),
    "includes_any_of": ("includes_none_of",),
    "includes_none_of": ("includes_any_of",),
}


class Mutant(NamedTuple):
    """A guideline with one change, and the change in words."""

    guideline: Guideline
    kind: str
    change: str

    def __str__(self) -> str:
        return f"{self.guideline.code}: {self.change}"


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant. ``by`` is "example", "row", "equivalent", or "" for one that survived."""

    mutant: Mutant
    by: str


def put_to_the_test(pack: str, kinds: Collection[str] = KINDS) -> list[Outcome]:
    """Every mutant of the pack that is of one of these kinds, and what noticed it."""
    return [
        Outcome(mutant, noticed_by(mutant, guideline, pack) or ("equivalent" if is_equivalent(mutant) else ""))
        for guideline in guidelines(pack)
        for mutant in mutants_of(guideline)
        if mutant.kind in kinds
    ]


def score(outcomes: Collection[Outcome]) -> float:
    """The share, in per cent, that was noticed, of those that could be."""
    counted = [one for one in outcomes if one.by != "equivalent"]
    return 100 * sum(one.by != "" for one in counted) / len(counted)


def survivors(outcomes: Collection[Outcome]) -> list[str]:
    """The names of those that nothing noticed."""
    return [str(one.mutant) for one in outcomes if not one.by]


def is_equivalent(mutant: Mutant) -> bool:
    """Whether ``EQUIVALENT`` gives a reason why nothing can tell the mutant from its guideline."""
    return any(fnmatchcase(str(mutant), pattern) for pattern in EQUIVALENT)


def noticed_by(mutant: Mutant, guideline: Guideline, pack: str) -> str:
    """What tells the mutant from the guideline of this pack that it was made of: "example", "row", or "" for nothing.

    An example asks whether a guideline applies and never for its stance, so a row must tell the stances apart.
    """
    changed = mutant.guideline
    if any(not try_out(changed, example, _read).passes for example in _examples(pack)[changed.code]):
        return "example"
    takes_another_stand = (changed.stance, changed.exception) != (guideline.stance, guideline.exception)
    panels: dict[tuple[str, ...], GuidelineSet] = {}
    for row in _ROWS:
        # Where it applies to the same steps as before, and says the same of them, the answer is the same.
        if pack not in row.packs or not (takes_another_stand or _truths(changed, row) != _truths(guideline, row)):
            continue
        if row.packs not in panels:
            panels[row.packs] = _with(changed, row.packs)
        if row.answer(panels[row.packs]) != row.expected:
            return "row"
    return ""


@cache
def _examples(pack: str) -> dict[str, list[Example]]:
    records = read_file(CONTENT / f"{pack}.yaml").guidelines
    return {record["code"]: [Example(**one) for one in record["examples"]] for record in records}


def _truths(guideline: Guideline, row: Row) -> list[Truth]:
    return [guideline.applies(facts) for facts in row.facts]


def _with(mutant: Guideline, packs: tuple[str, ...]) -> GuidelineSet:
    return GuidelineSet(mutant if one.code == mutant.code else one for one in guidelines(*packs))


@cache
def _read(text: str) -> Reading:
    return read(text)


def mutants_of(guideline: Guideline) -> Iterator[Mutant]:
    """Every mutant of one guideline."""
    for kind, change, differences in _changes(guideline):
        try:
            yield Mutant(replace(guideline, **differences), kind, change)
        except ValueError:  # what no content file could hold
            continue


_Change = tuple[str, str, dict[str, Any]]


def _changes(guideline: Guideline) -> Iterator[_Change]:
    for name in ("when", "unless"):
        held: tuple[Condition, ...] = getattr(guideline, name)
        for place, condition in enumerate(held):
            before, after = held[:place], held[place + 1 :]
            said = f"{name} {_told(condition)}"
            yield CONDITION, f"{said} -> dropped", {name: before + after}
            for kind, told, other in _other_conditions(condition):
                yield kind, f"{said} -> {told}", {name: (*before, other, *after)}
    if len(guideline.unless) > 1:
        yield CONDITION, "unless -> dropped", {"unless": ()}
    for stance in STANCES:
        if stance.slug != guideline.stance:
            # An exception that objects is none.
            kept = guideline.exception and stance.slug in ("conditional", "supports")
            yield (
                STANCE,
                f"stance {guideline.stance} -> {stance.slug}",
                {"stance": stance.slug, "exception": kept},
            )
    yield (
        EXCEPTION,
        f"exception {guideline.exception} -> {not guideline.exception}",
        {"exception": not guideline.exception},
    )


def _other_conditions(condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    for kind, told, operator, value in _other_tests(FACTS[condition.fact], condition.operator, condition.value):
        try:
            other = Condition(condition.fact, operator, value)
        except ValueError:  # less than nothing, none of no choices
            continue
        yield kind, told, other


def _other_tests(fact: Fact, operator: str, value: Value) -> Iterator[tuple[str, str, str, Value]]:
    allowed = {word.slug for word in OPERATORS[fact.kind]}
    for other in _OTHER_OPERATORS.get(operator, ()):
        if other in allowed:
            yield OPERATOR, other, other, value
    if isinstance(value, bool):
        yield CHOICE, str(not value), operator, not value
    elif isinstance(value, tuple):
        for slug in value:
            yield CHOICE, f"without {slug}", operator, tuple(one for one in value if one != slug)
        for slug in fact.slugs or ("none", *(exercise.name for exercise in EXERCISES)):
            if slug not in value:
                yield CHOICE, f"with {slug}", operator, (*value, slug)
    elif isinstance(value, str):
        place = fact.slugs.index(value)
        for slug in fact.slugs[max(place - 1, 0) : place] + fact.slugs[place + 1 : place + 2]:
            yield THRESHOLD, slug, operator, slug
    else:
        for number in _other_numbers(fact.key, value):
            yield THRESHOLD, f"{number:g}", operator, number


def _other_numbers(key: str, value: float) -> Iterator[float]:
    near = (value - _STEPS[key], value + _STEPS[key])
    half = value // 2 if key in _COUNTS else value / 2
    yield from near
    yield from (far for far in (half, value * 2) if not any(math.isclose(far, one) for one in (value, *near)))


def _told(condition: Condition) -> str:
    value = condition.value
    told = " ".join(value) if isinstance(value, tuple) else value if isinstance(value, (bool, str)) else f"{value:g}"
    return f"{condition.fact} {condition.operator} {told}"
