from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.vocabulary import ACTIVITIES, EFFORTS, IMPLEMENTS, MEASURES, ROLES, slugs
from workouts.workout import ONCE, Effort, Load, Range, Recovery, Repeat, Span, Step, Target, Workout

numbers = st.integers(0, 100_000).map(lambda hundredths: hundredths / 100)
ranges = st.builds(lambda a, b: Range(min(a, b), max(a, b)), numbers, numbers)
open_ranges = st.one_of(ranges, st.builds(lambda lo: Range(lo, math.inf), numbers))
efforts = st.builds(
    lambda a, b: Effort(EFFORTS[min(a, b)].slug, EFFORTS[max(a, b)].slug),
    st.integers(0, len(EFFORTS) - 1),
    st.integers(0, len(EFFORTS) - 1),
)
spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 50), st.integers(0, 50))
loads = st.builds(
    Load, st.sampled_from(sorted(IMPLEMENTS)), st.none() | open_ranges, st.none() | ranges, st.none() | spans
)
recoveries = st.builds(
    Recovery,
    st.sampled_from(["rest", "walk", "run"]),
    st.none() | ranges,
    st.none() | ranges,
    st.none() | efforts,
)
targets = st.builds(Target, st.sampled_from(slugs(MEASURES)), ranges)
steps = st.builds(
    Step,
    activity=st.sampled_from(slugs(ACTIVITIES)),
    role=st.sampled_from(slugs(ROLES)),
    reps=ranges,
    distance_m=st.none() | open_ranges,
    duration_s=st.none() | open_ranges,
    effort=st.none() | efforts,
    uphill=st.booleans(),
    grade_percent=st.none() | ranges,
    in_place=st.booleans(),
    exercise=st.none() | st.sampled_from(["lunges", "squats"]),
    load=st.none() | loads,
    recovery=st.none() | recoveries,
    target=st.none() | targets,
    span=st.none() | spans,
)


def with_alternatives(inner):
    sequences = st.lists(inner, max_size=3).map(tuple)
    repeats = st.builds(Repeat, ranges, sequences, st.none() | recoveries)
    others = st.lists(sequences, max_size=2).map(tuple)
    return st.builds(lambda item, found: replace(item, alternatives=found), repeats | steps, others)


items = st.recursive(steps, with_alternatives, max_leaves=6)
workouts = st.builds(Workout, st.lists(items, max_size=4).map(tuple))


@given(workouts)
def test_json_both_ways(workout):
    data = workout.to_json()

    assert Workout.from_json(data) == workout
    assert Workout.from_json(data).to_json() == data


@given(workouts)
def test_totals_are_sums_of_their_parts(workout):
    for dimension in ("distance_m", "duration_s"):
        total = workout.total(dimension)
        parts = [part for step in workout.steps if (part := step.total(dimension)) is not None]
        assert (total is None) == (not parts)
        assert total is None or total.lo == pytest.approx(sum(part.lo for part in parts))


def test_what_may_be_done_instead_widens_the_total():
    run = Step(distance_m=Range.exactly(8000))
    bike = Step(activity="cross", duration_s=Range.exactly(2700))
    longer = (Step(distance_m=Range.exactly(6000)), Step(distance_m=Range.exactly(4000)))
    workout = Workout((replace(run, alternatives=((bike,), longer)),))

    assert workout.total("distance_m") == Range(8000, 10_000)
    assert [step.activity for step, _rounds in workout.flat()] == ["run", "cross", "run", "run"]


@pytest.mark.parametrize(
    ("effort", "target", "likely"),
    [
        ("marathon", Target("slower_s", Range(5, 10)), ("marathon", "marathon")),
        ("marathon", Target("slower_s", Range(30, 60)), ("steady", "marathon")),
        ("threshold", Target("faster_s", Range(30, 30)), ("threshold", "10k")),
        ("easy", Target("pace_s_per_km", Range(330, 330)), ("easy", "easy")),
        (None, Target("rpe", Range(3, 4)), ("easy", "steady")),
        (None, Target("rpe", Range(11, 12)), None),
        (None, Target("heart_rate_percent", Range(70, 80)), None),
    ],
)
def test_how_hard_a_target_makes_it(effort, target, likely):
    step = Step(effort=effort and Effort.exactly(effort), target=target)

    assert step.likely_effort == (likely and Effort(*likely))


def test_what_is_not_a_measure():
    with pytest.raises(ValueError, match="not a measure"):
        Target("furlongs", Range(1, 2))


def test_recoveries_come_between_repetitions():
    step = Step(reps=Range.exactly(4), distance_m=Range.exactly(400), recovery=Recovery("run", Range.exactly(100)))

    assert step.total("distance_m") == Range.exactly(1900)
    assert step.total("duration_s") is None


def test_rounds_are_multiplied():
    inner = Step(reps=Range(4, 6), distance_m=Range.exactly(200))
    workout = Workout((Repeat(Range.exactly(2), (inner,), Recovery("rest", None, Range.exactly(180))),))

    assert workout.total("distance_m") == Range(1600, 2400)
    assert workout.total("duration_s") == Range.exactly(180)
    assert list(workout.flat()) == [(inner, Range.exactly(2))]


@pytest.mark.parametrize(("lo", "hi"), [(2, 1), (-1, 1), (math.inf, math.inf), (math.nan, 1)])
def test_what_is_not_a_range(lo, hi):
    with pytest.raises(ValueError, match="not a range"):
        Range(lo, hi)


def test_efforts_ascend():
    assert Effort("easy", "steady").to_json() == ["easy", "steady"]
    assert Effort.exactly("easy").to_json() == "easy"
    with pytest.raises(ValueError, match="not a range of efforts"):
        Effort("mile", "easy")


def test_an_open_range_in_json():
    assert Range(20, math.inf).to_json() == [20, None]
    assert Range.from_json([20, None]) == Range(20, math.inf)


def test_places_do_not_make_workouts_differ():
    assert Step(span=Span(0, 4)) == Step(span=Span(5, 9))
    assert Load("vest", span=Span(0, 4)) == Load("vest")
    assert Step().reps == ONCE
