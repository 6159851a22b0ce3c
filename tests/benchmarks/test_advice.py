"""The benchmark compares like with like: every engine is given the same problem and says the same."""

from __future__ import annotations

import pytest

from advice.engine import GuidelineSet
from advice.facts import FACTS
from benchmarks.advice import first_difference
from benchmarks.rivals import RIVALS, pairs_of
from benchmarks.three_values import All, Some, opposite, plain
from benchmarks.verdict_problem import cases, club_week, grown, shipped

PACKS = ("founding", "evidence", "safety")


MEANING = {
    "le": lambda known, value: known <= value,
    "lt": lambda known, value: known < value,
    "ge": lambda known, value: known >= value,
    "gt": lambda known, value: known > value,
    "in": lambda known, value: known in value,
    "not_in": lambda known, value: known not in value,
    "is": lambda known, value: known is value,
    "is_not": lambda known, value: known is not value,
    "has_any": lambda known, value: not set(value).isdisjoint(known),
    "has_none": lambda known, value: set(value).isdisjoint(known),
}


def holds(expression, facts):
    """The meaning of an expression, in plain Python."""
    match expression:
        case All(parts):
            return all(holds(part, facts) for part in parts)
        case Some(parts):
            return any(holds(part, facts) for part in parts)
    return MEANING[expression.operator](facts[expression.name], expression.value)


class Python:
    """An engine of a few lines, which is always there."""

    name = "plain Python"

    def __init__(self, pairs):
        self.pairs = pairs

    def ready(self, facts):
        return facts

    def truths(self, ready):
        return [holds(possibly, ready) + holds(certainly, ready) for certainly, possibly in self.pairs]


class Mistaken(Python):
    """An engine that takes the last guideline for certain."""

    name = "a mistaken engine"

    def truths(self, ready):
        return [*super().truths(ready)[:-1], 2]


def asked(rival, number=50, packs=PACKS):
    panel = GuidelineSet(shipped(*packs))
    pairs = pairs_of(panel)
    return first_difference(panel, pairs, rival(pairs), cases(number, seed=7))


def test_two_values_say_what_three_do():
    assert asked(Python, 100) is None


def test_an_engine_that_differs_is_shown_with_the_session():
    told = asked(Mistaken)

    assert told.startswith("session: ")
    assert "a mistaken engine: Outcome(" in told


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: rival.name)
@pytest.mark.parametrize("packs", [("founding",), PACKS], ids=" ".join)
def test_every_engine_agrees(rival, packs):
    pytest.importorskip(rival.library, reason=f"{rival.name} is not installed; `make bench` installs it")

    assert asked(rival, packs=packs) is None


def test_what_is_certain_is_possible_and_the_opposite_is_neither():
    pairs = pairs_of(shipped(*PACKS))
    for case in cases(20, seed=8):
        for known in case.facts_of_steps():
            facts = plain(known, FACTS)
            for certainly, possibly in pairs:
                assert holds(possibly, facts) >= holds(certainly, facts)
                assert holds(opposite(possibly), facts) is not holds(possibly, facts)


def test_sessions_are_the_same_for_the_same_seed():
    assert cases(20, seed=1) == cases(20, seed=1) != cases(20, seed=2)


def test_the_week_of_a_club_has_seven_sessions_for_every_athlete():
    week = club_week(50, 4, seed=1)

    assert len(week) == 4 * 7
    assert sum(map(len, week)) == 50 * 7
    assert all(len({one.text for one in session}) == 1 for session in week)


def test_a_grown_set_holds_the_first_and_others_that_can_apply_too():
    few = shipped("founding")
    many = grown(few, 10, seed=1)

    assert many[: len(few)] == few
    assert len({one.code for one in many}) == 10 * len(few)
    assert len({(one.when, one.unless) for one in many}) > 3 * len(few)
