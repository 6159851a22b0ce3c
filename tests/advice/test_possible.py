"""Whether conditions can hold together: by table, and against trying every value."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.conditions import Condition, parse
from advice.engine import Guideline, SourceRef
from advice.facts import FACTS, Interval
from advice.possible import can_apply, can_hold, can_meet, clash, implies, opposites


def c(fact, operator, value):
    return parse({"fact": fact, "operator": operator, "value": value})


@pytest.mark.parametrize(
    ("conditions", "possible"),
    [
        ([("rep_distance_m", "at_most", 100), ("rep_distance_m", "more_than", 200)], False),
        ([("rep_distance_m", "at_most", 100), ("rep_distance_m", "at_least", 100)], True),
        ([("rep_distance_m", "at_most", 100), ("rep_distance_m", "more_than", 100)], False),
        ([("rep_distance_m", "less_than", 100), ("rep_distance_m", "at_least", 100)], False),
        ([("reps", "less_than", 0)], False),
        ([("reps", "at_most", 0)], True),
        ([("effort", "at_most", "easy"), ("effort", "at_least", "steady")], False),
        ([("effort", "at_most", "easy"), ("effort", "at_least", "easy")], True),
        ([("activity", "is_any_of", ["run"]), ("activity", "is_none_of", ["run"])], False),
        ([("goal", "is_none_of", list(FACTS["goal"].slugs))], False),
        ([("no_added_load", "is", True), ("no_added_load", "is", False)], False),
        ([("injuries", "includes_any_of", ["calf"]), ("injuries", "includes_none_of", ["calf"])], False),
        ([("injuries", "includes_any_of", ["calf", "knee"]), ("injuries", "includes_none_of", ["calf"])], True),
        ([("exercise", "is_any_of", ["lunges"]), ("exercise", "is_none_of", ["squats"])], True),
        ([("exercise", "is_any_of", ["lunges"]), ("exercise", "is_none_of", ["lunges"])], False),
        ([("exercise", "is_none_of", ["lunges"]), ("exercise", "is_none_of", ["squats"])], True),
        # What adds the load, its kind and its place go together.
        ([("implement", "is_any_of", ["vest"]), ("load_class", "is_any_of", ["towed"])], False),
        ([("implement", "is_any_of", ["vest"]), ("load_site", "is_any_of", ["trunk"])], True),
        ([("load_class", "is_any_of", ["none"]), ("load_kg", "more_than", 0)], False),
        ([("load_class", "is_any_of", ["none"]), ("load_kg", "at_most", 0)], True),
        ([("in_place", "is", True), ("rep_distance_m", "more_than", 100)], False),
        ([("uphill", "is", False), ("grade_percent", "at_least", 4)], False),
        ([("uphill", "is", True), ("grade_percent", "at_least", 4)], True),
    ],
)
def test_what_can_hold_together(conditions, possible):
    assert can_hold([c(*one) for one in conditions]) is possible


def test_the_fewest_that_clash_are_named():
    far, near = c("rep_distance_m", "more_than", 200), c("rep_distance_m", "at_most", 100)
    others = [c("activity", "is_any_of", ["run"]), c("reps", "at_least", 3)]

    assert clash([*others, near, far]) == (near, far)
    assert clash(others) == ()
    assert clash([*others, c("reps", "less_than", 0)]) == (c("reps", "less_than", 0),)


@pytest.mark.parametrize(
    ("conditions", "other", "implied"),
    [
        ([("rep_distance_m", "more_than", 200)], ("rep_distance_m", "more_than", 100), True),
        ([("rep_distance_m", "more_than", 100)], ("rep_distance_m", "more_than", 200), False),
        ([("rep_distance_m", "more_than", 100)], ("rep_distance_m", "at_least", 100), True),
        ([("rep_distance_m", "at_least", 100)], ("rep_distance_m", "more_than", 100), False),
        ([("effort", "at_least", "mile")], ("effort", "is_none_of", ["easy"]), True),
        ([("implement", "is_any_of", ["vest", "backpack"])], ("load_site", "is_any_of", ["trunk"]), True),
        ([("implement", "is_any_of", ["vest", "parachute"])], ("load_class", "is_any_of", ["carried"]), False),
        ([("injuries", "includes_any_of", ["calf"])], ("injuries", "includes_any_of", ["calf", "knee"]), True),
        ([("injuries", "includes_none_of", ["calf", "knee"])], ("injuries", "includes_none_of", ["knee"]), True),
        ([("goal", "is_any_of", ["fitness"])], ("level", "is_any_of", ["recreational"]), False),
    ],
)
def test_what_says_nothing_more(conditions, other, implied):
    assert implies([c(*one) for one in conditions], c(*other)) is implied


def guideline(*when, unless=()):
    return Guideline(
        code="x",
        source=SourceRef("nadia", "Nadia"),
        stance="against",
        when=tuple(c(*one) for one in when),
        unless=tuple(c(*one) for one in unless),
        reason="Because.",
    )


def test_a_guideline_whose_unless_always_holds_never_applies():
    run = ("activity", "is_any_of", ["run"])
    assert not can_apply(
        guideline(("implement", "is_any_of", ["vest"]), unless=[("load_site", "is_any_of", ["trunk"])])
    )
    assert can_apply(guideline(run, unless=[("load_site", "is_any_of", ["trunk"])]))
    assert can_apply(guideline(run, unless=[run, ("reps", "at_least", 3)]))
    assert not can_apply(guideline(run, unless=[run]))


def test_two_that_can_meet():
    vest, towed = guideline(("implement", "is_any_of", ["vest"])), guideline(("load_class", "is_any_of", ["towed"]))
    run = guideline(("activity", "is_any_of", ["run"]), unless=[("implement", "is_any_of", ["vest"])])

    assert not can_meet(vest, towed)
    assert not can_meet(vest, run)
    assert can_meet(run, towed)


NUMBERS = st.sampled_from([0, 50, 100, 100.5, 200])
NUMBER_CONDITIONS = st.builds(
    lambda operator, value: c("rep_distance_m", operator, value),
    st.sampled_from(["at_most", "less_than", "at_least", "more_than"]),
    NUMBERS,
)
EFFORT_CONDITIONS = st.one_of(
    st.builds(
        lambda operator, value: c("effort", operator, value),
        st.sampled_from(["at_most", "at_least"]),
        st.sampled_from(FACTS["effort"].slugs),
    ),
    st.builds(
        lambda operator, value: c("effort", operator, sorted(value)),
        st.sampled_from(["is_any_of", "is_none_of"]),
        st.sets(st.sampled_from(FACTS["effort"].slugs), min_size=1, max_size=4),
    ),
)
VALUES = {
    "rep_distance_m": [Interval.exactly(x) for x in (0, 25, 50, 75, 100, 100.25, 100.5, 150, 200, 1000)]
    + [Interval.exactly(math.inf)],
    "effort": [frozenset({slug}) for slug in FACTS["effort"].slugs],
}


def holds_somewhere(conditions: list[Condition]) -> bool:
    """By trying every value that the conditions could tell apart."""
    fact = conditions[0].fact
    return any(all(one.test(value) for one in conditions) for value in VALUES[fact])


@given(
    st.one_of(st.lists(NUMBER_CONDITIONS, min_size=1, max_size=4), st.lists(EFFORT_CONDITIONS, min_size=1, max_size=4))
)
def test_the_same_as_by_trying(conditions):
    assert can_hold(conditions) == holds_somewhere(conditions)


@given(st.one_of(NUMBER_CONDITIONS, EFFORT_CONDITIONS))
def test_an_opposite_holds_exactly_where_the_condition_does_not(condition):
    for value in VALUES[condition.fact]:
        against = [opposite.test(value) for opposite in opposites(condition)]
        assert any(against) is not condition.test(value)


@given(st.one_of(st.tuples(NUMBER_CONDITIONS, NUMBER_CONDITIONS), st.tuples(EFFORT_CONDITIONS, EFFORT_CONDITIONS)))
def test_implied_exactly_where_trying_finds_no_exception(pair):
    first, second = pair
    tried = all(second.test(value) for value in VALUES[first.fact] if first.test(value))
    assert implies([first], second) == tried
