"""Conditions: three values, ranges, checked by the declaration of their fact, and readable."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.conditions import OPERATORS, Condition, all_of, negated, parse, sentence
from advice.facts import FACTS, Interval
from tests.advice.strategies import conditions, fact_values

FAR = Condition("rep_distance_m", "more_than", 100)


def test_it_works():
    assert FAR.check({"rep_distance_m": Interval(150, 150)}) is True
    assert FAR.check({"rep_distance_m": Interval(60, 60)}) is False
    assert FAR.check({}) is None


@pytest.mark.parametrize(
    ("operator", "below", "at", "across", "above"),
    [
        ("at_most", True, True, None, False),
        ("less_than", True, False, None, False),
        ("at_least", False, True, None, True),
        ("more_than", False, False, None, True),
    ],
)
def test_a_range_holds_for_all_of_it_or_none_of_it_or_stays_open(operator, below, at, across, above):
    condition = Condition("rep_distance_m", operator, 100)

    assert condition.check({"rep_distance_m": Interval(30, 99)}) is below
    assert condition.check({"rep_distance_m": Interval(100, 100)}) is at
    assert condition.check({"rep_distance_m": Interval(30, 180)}) is across
    assert condition.check({"rep_distance_m": Interval(101, math.inf)}) is above


def test_the_ends_of_a_range_decide_with_the_threshold_on_them():
    assert Condition("rep_distance_m", "at_most", 100).check({"rep_distance_m": Interval(30, 100)}) is True
    assert Condition("rep_distance_m", "less_than", 100).check({"rep_distance_m": Interval(30, 100)}) is None
    assert Condition("rep_distance_m", "at_least", 100).check({"rep_distance_m": Interval(100, 180)}) is True
    assert Condition("rep_distance_m", "more_than", 100).check({"rep_distance_m": Interval(100, 180)}) is None


def test_no_race_is_beyond_every_number_of_weeks():
    none_ahead = {"weeks_to_race": Interval(math.inf, math.inf)}

    assert Condition("weeks_to_race", "at_most", 12).check(none_ahead) is False
    assert Condition("weeks_to_race", "more_than", 12).check(none_ahead) is True


@pytest.mark.parametrize(
    ("operator", "inside", "outside", "across"),
    [("is_any_of", True, False, None), ("is_none_of", False, True, None)],
)
def test_choices(operator, inside, outside, across):
    condition = Condition("goal", operator, ("road_race", "fitness"))

    assert condition.check({"goal": frozenset({"road_race", "fitness"})}) is inside
    assert condition.check({"goal": frozenset({"short_sprint"})}) is outside
    assert condition.check({"goal": frozenset({"short_sprint", "fitness"})}) is across
    assert condition.check({"goal": None}) is None


def test_efforts_have_an_order():
    gentle = Condition("effort", "at_most", "easy")
    hard = Condition("effort", "at_least", "threshold")

    assert gentle.check({"effort": frozenset({"very_easy", "easy"})}) is True
    assert gentle.check({"effort": frozenset({"easy", "steady"})}) is None
    assert hard.check({"effort": frozenset({"mile"})}) is True
    assert hard.check({"effort": frozenset({"marathon"})}) is False


def test_flags_and_injuries():
    injured = Condition("injuries", "includes_any_of", ("knee", "shin"))
    spared = Condition("injuries", "includes_none_of", ("knee",))

    assert Condition("uphill", "is", True).check({"uphill": False}) is False
    assert Condition("uphill", "is", True).check({}) is None
    assert injured.check({"injuries": frozenset({"knee", "back"})}) is True
    assert injured.check({"injuries": frozenset()}) is False
    assert injured.check({}) is None
    assert spared.check({"injuries": frozenset({"knee"})}) is False


@pytest.mark.parametrize(
    ("truths", "together"),
    [
        ([], True),
        ([True, True], True),
        ([True, None], None),
        ([None, False], False),
        ([False, None], False),
        ([True, False], False),
    ],
)
def test_false_and_unknown_is_false(truths, together):
    assert all_of(truths) is together


def test_the_opposite_of_unknown_is_unknown():
    assert [negated(truth) for truth in (True, False, None)] == [False, True, None]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ({"fact": "rep_distance_m", "operator": "at_most", "value": "100"}, 100.0),
        ({"fact": "activity", "operator": "is_any_of", "value": ["run", "walk"]}, ("run", "walk")),
        ({"fact": "activity", "operator": "is_any_of", "value": "run"}, ("run",)),
        ({"fact": "activity", "operator": "is_any_of", "value": "run, walk"}, ("run", "walk")),
        ({"fact": "effort", "operator": "at_least", "value": ["maximal"]}, "maximal"),
        ({"fact": "uphill", "operator": "is", "value": "yes"}, True),
        ({"fact": "uphill", "operator": "is", "value": False}, False),
        ({"fact": "loaded_runs_last_14_days", "operator": "at_most", "value": 0}, 0.0),
    ],
)
def test_plain_data_is_parsed(data, value):
    assert parse(data) == Condition(data["fact"], data["operator"], value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "the fact is missing"),
        ({"fact": "goal", "operator": "is_any_of"}, "the value is missing"),
        ({"fact": "shoes", "operator": "is", "value": True}, "There is no fact called 'shoes'"),
        ({"fact": "goal", "operator": "at_most", "value": 1}, "Goal cannot be asked with 'at_most'; use is_any_of or"),
        ({"fact": "goal", "operator": "is_any_of", "value": ["gold"]}, "Goal: gold is not a choice; use road_race"),
        ({"fact": "goal", "operator": "is_any_of", "value": []}, "Goal: choose at least one of road_race"),
        ({"fact": "goal", "operator": "is_any_of", "value": [3]}, "Goal: choose at least one of road_race"),
        ({"fact": "effort", "operator": "at_most", "value": "brisk"}, "Effort: choose one of rest, very_easy"),
        ({"fact": "load_kg", "operator": "at_most", "value": "heavy"}, "Load: give a number, not 'heavy'"),
        ({"fact": "load_kg", "operator": "at_most", "value": -2}, "Load: give a number from 0 up"),
        ({"fact": "load_kg", "operator": "at_most", "value": "nan"}, "Load: give a number from 0 up"),
        ({"fact": "uphill", "operator": "is", "value": "perhaps"}, "Uphill: say yes or no"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(data, words):
    with pytest.raises(ValueError, match=words):
        parse(data)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("load_class", "is_any_of", ("carried",)), "the load is carried"),
        (Condition("load_class", "is_any_of", ("none",)), "there is no load"),
        (Condition("load_class", "is_none_of", ("none",)), "there is a load"),
        (Condition("activity", "is_any_of", ("run",)), "the activity is running"),
        (Condition("activity", "is_any_of", ("run", "walk", "drill")), "the activity is running, walking or drills"),
        (Condition("activity", "is_none_of", ("run",)), "the activity is not running"),
        (Condition("activity", "is_none_of", ("run", "walk")), "the activity is neither running nor walking"),
        (FAR, "a repetition is longer than 100 m"),
        (Condition("load_kg", "at_most", 2), "the load is at most 2 kg"),
        (Condition("effort", "at_most", "mile"), "the effort is at most mile effort"),
        (Condition("effort", "at_least", "maximal"), "the effort is all-out"),
        (Condition("weeks_to_race", "at_most", 12), "a race is 12 weeks away or less"),
        (Condition("uphill", "is", True), "it goes uphill"),
        (Condition("uphill", "is", False), "it does not go uphill"),
        (Condition("load_site", "is_any_of", ("hand", "arm")), "the load sits on hand or arm"),
        (Condition("injuries", "includes_any_of", ("knee", "shin")), "the athlete's injuries include knee or shin"),
        (Condition("injuries", "includes_none_of", ("knee",)), "the athlete's injuries do not include knee"),
        (Condition("exercise", "is_any_of", ("lunges",)), "the exercise is lunges"),
    ],
)
def test_a_condition_reads_as_a_sentence(condition, words):
    assert sentence(condition) == words


@given(conditions(keys=tuple(FACTS)))
def test_every_condition_has_a_sentence_and_survives_the_way_through_plain_data(condition):
    assert "%(" not in sentence(condition)
    assert (
        parse({"fact": condition.fact, "operator": condition.operator, "value": condition.plain_value()}) == condition
    )


@given(st.data(), conditions(keys=tuple(FACTS)))
def test_what_holds_of_a_range_holds_of_everything_in_it(data, condition):
    fact = FACTS[condition.fact]
    loose = data.draw(fact_values(fact))
    if isinstance(loose, Interval):
        at = loose.lo if data.draw(st.booleans()) or math.isinf(loose.hi) else loose.hi
        narrow = Interval.exactly(at)
    elif fact.kind in ("choice", "ordered"):
        narrow = frozenset({data.draw(st.sampled_from(sorted(loose)))})
    else:
        narrow = loose

    truth = condition.check({fact.key: loose})

    assert truth is None or condition.check({fact.key: narrow}) is truth
    assert condition.check({fact.key: narrow}) is not None


def test_every_kind_of_fact_has_operators():
    assert {fact.kind for fact in FACTS.values()} <= OPERATORS.keys()
