"""A guideline's own tests: what comes of an example, and which condition decided."""

from __future__ import annotations

import math

import pytest

from advice.conditions import parse
from advice.engine import Guideline, SourceRef
from advice.examples import TYPICAL_ATHLETE, Example, facts_of_athlete, try_out, worded
from advice.facts import FACTS, NO_RACE, Interval
from workouts.reading import read


def condition(fact, operator, value):
    return parse({"fact": fact, "operator": operator, "value": value})


VESTS = Guideline(
    code="nadia-vests",
    source=SourceRef("nadia", "Nadia Example"),
    stance="against",
    reason="Vests bounce.",
    when=(
        condition("implement", "is_any_of", ["vest"]),
        condition("activity", "is_any_of", ["run"]),
        condition("rep_distance_m", "more_than", 100),
    ),
    unless=(condition("goal", "is_any_of", ["ultra_trail"]), condition("weeks_to_race", "at_most", 12)),
)


def outcome(text, expected="applies", **athlete):
    return try_out(VESTS, Example(text, expected, athlete), read)


@pytest.mark.parametrize(
    ("text", "athlete", "found", "facts", "because"),
    [
        ("8 km easy with a 5 kg vest", {}, "applies", (), "It applies: all that it asks for holds."),
        (
            "8 km easy with 1 kg ankle weights",
            {},
            "does_not",
            ("implement",),
            "It does not apply, because this does not hold: the load comes from weight vest (here: ankle weights).",
        ),
        (
            "6 x 60 m all-out with a 5 kg vest",
            {},
            "does_not",
            ("rep_distance_m",),
            "It does not apply, because this does not hold: a repetition is longer than 100 m (here: 60 m).",
        ),
        (
            "40 s easy with a 5 kg vest",
            {},
            "undecided",
            ("rep_distance_m",),
            "It stays undecided, because this is not known for sure: "
            "a repetition is longer than 100 m (here: 60 m to 360 m).",
        ),
        (
            "8 km easy with a 5 kg vest",
            {"goal": "ultra_trail", "weeks_to_race": 8},
            "does_not",
            ("goal", "weeks_to_race"),
            "It does not apply, because this keeps it from applying: the athlete's goal is ultra-trail "
            "(here: ultra-trail) and a race is 12 weeks away or less (here: 8 weeks).",
        ),
        (
            "8 km easy with a 5 kg vest",
            {"goal": "unknown", "weeks_to_race": 8},
            "undecided",
            ("goal",),
            "It stays undecided, because this is not known for sure: the athlete's goal is ultra-trail "
            "(here: not known).",
        ),
    ],
)
def test_what_comes_of_it_and_what_decided(text, athlete, found, facts, because):
    told = outcome(text, found, **athlete)

    assert told.found == found
    assert told.passes
    assert tuple(one.fact for one in told.decided_by) == facts
    assert told.because == because


def test_the_step_that_comes_nearest_tells_why():
    told = outcome("2 km easy, 6 x 60 m all-out with a 5 kg vest, 2 km easy", "does_not")

    assert [one.fact for one in told.decided_by] == ["rep_distance_m"]


def test_any_step_that_it_applies_to_is_enough():
    assert outcome("2 km easy, 4 x 400 m hard with a 5 kg vest, 2 km easy").passes


def test_it_fails_where_another_outcome_was_expected():
    assert not outcome("8 km easy", "applies").passes
    assert not outcome("8 km easy with a 5 kg vest", "does_not").passes


@pytest.mark.parametrize("expected", ["applies", "does_not", "undecided"])
def test_a_session_that_cannot_be_read_never_passes(expected):
    told = outcome("see you at the clubhouse", expected)

    assert not told.passes
    assert "Write it another way." in told.because
    assert told.unread


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Example("8 km easy", "maybe"), "expects applies, does_not, undecided"),
        (lambda: Example("  ", "applies"), "needs a session"),
        (lambda: Example("8 km easy", "applies", {"mood": "good"}), "no fact of an athlete"),
        (lambda: Example("8 km easy", "applies", {"effort": "easy"}), "no fact of an athlete"),
        (lambda: Example("8 km easy", "applies", {"goal": "fame"}), "fame is not a choice"),
        (lambda: Example("8 km easy", "applies", {"body_mass_kg": "none"}), "give a number"),
    ],
)
def test_an_example_that_does_not_hold_together(make, told):
    with pytest.raises(ValueError, match=told):
        make()


def test_facts_of_the_typical_athlete_and_of_others():
    typical = facts_of_athlete({})

    assert typical["weeks_to_race"] == NO_RACE
    assert set(typical) == set(TYPICAL_ATHLETE)
    other = facts_of_athlete({"goal": "unknown", "weeks_to_race": 8, "level": "competitive"})
    assert "goal" not in other
    assert other["weeks_to_race"] == Interval(8, 8)
    assert other["level"] == {"competitive"}
    assert facts_of_athlete({"weeks_to_race": "none"})["weeks_to_race"] == NO_RACE


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("rep_distance_m", None, "not known"),
        ("rep_distance_m", Interval(60, 60), "60 m"),
        ("rep_distance_m", Interval(45.04, 270), "45 m to 270 m"),
        ("rep_distance_m", Interval(45, math.inf), "45 m or more"),
        ("weeks_to_race", NO_RACE, "no race"),
        ("effort", frozenset({"easy", "rest"}), "rest or easy"),
        ("effort", frozenset(FACTS["effort"].slugs), "not known"),
        ("injuries", frozenset(), "none"),
        ("injuries", frozenset({"achilles", "calf"}), "Achilles and calf"),
        ("uphill", True, "yes"),
        ("uphill", False, "no"),
        ("exercise", frozenset({"step_ups"}), "step ups"),
    ],
)
def test_values_in_words(fact, value, words):
    assert worded(FACTS[fact], value) == words
