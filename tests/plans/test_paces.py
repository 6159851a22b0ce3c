"""Paces of efforts: worked examples by hand, and what must hold for everybody."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.paces import PaceRange, Paces, RecentRace, riegel
from workouts.reading import read
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import Effort

TODAY = dt.date(2026, 11, 24)
LATELY = dt.date(2026, 11, 1)
TEN_KM = RecentRace(10_000, 45 * 60 + 10, LATELY)


def test_it_works():
    paces = Paces.of(None, TEN_KM, TODAY)
    assert paces is not None
    # 45:10 over 10 km is 4:31 /km, so the hour is run at 10 · (60 / 45.17)^(1 / 1.06) = 13.07 km, or 4:35 /km.
    assert paces.threshold_s_per_km == pytest.approx(275.4, abs=0.1)
    assert sum(paces.ranges["10k"]) / 2 == pytest.approx(271)
    # 5 km: 45:10 · 0.5^1.06 = 21:40.
    assert sum(paces.ranges["5k"]) / 2 == pytest.approx(1300 / 5, abs=0.1)
    # The marathon: 45:10 · 4.2195^1.06 = 3:27:45, a pace of 4:55; and slower.
    assert paces.ranges["marathon"] == pytest.approx((295.5, 313.2), abs=0.1)
    assert paces.ranges["easy"] == pytest.approx((275.4 / 0.84, 275.4 / 0.74), abs=0.1)


def test_riegels_own_form():
    assert riegel(1200, 5000, 10_000) == pytest.approx(1200 * 2**1.06)


def test_a_stated_threshold_goes_before_a_race():
    paces = Paces.of(300.0, TEN_KM, TODAY)
    assert paces is not None
    assert paces.race is None
    assert sum(paces.ranges["threshold"]) / 2 == pytest.approx(300)
    # The race of an hour over 12 km: 10 km in 60 · (10 / 12)^1.06 = 49:27.
    assert sum(paces.ranges["10k"]) / 2 == pytest.approx(296.7, abs=0.1)


def test_nothing_where_nothing_is_known():
    assert Paces.of(None, None, TODAY) is None


@pytest.mark.parametrize(
    ("race", "counts"),
    [
        (TEN_KM, True),
        (RecentRace(10_000, 2710, TODAY), True),
        (RecentRace(10_000, 2710, TODAY - dt.timedelta(days=183)), True),
        (RecentRace(10_000, 2710, TODAY - dt.timedelta(days=184)), False),
        (RecentRace(10_000, 2710, TODAY + dt.timedelta(days=1)), False),
        (RecentRace(800, 150, LATELY), False),
        (RecentRace(50_000, 5 * 3600, LATELY), False),
    ],
)
def test_a_race_counts_for_half_a_year_and_within_the_formula(race, counts):
    assert (Paces.of(None, race, TODAY) is not None) == counts


def test_a_marathon_beyond_the_formula_has_no_pace():
    paces = Paces.of(None, RecentRace(10_000, 55 * 60, LATELY), TODAY)
    assert paces is not None
    assert "marathon" not in paces.ranges
    assert paces.for_effort(Effort("steady", "marathon")) is None
    assert "10k" in paces.ranges


def test_nobody_has_a_pace_for_all_out_and_for_rest():
    paces = Paces.of(300.0, None, TODAY)
    assert paces is not None
    assert {"maximal", "rest"}.isdisjoint(paces.ranges)


def test_an_open_effort_goes_from_the_slowest_of_one_to_the_fastest_of_the_other():
    paces = Paces.of(300.0, None, TODAY)
    assert paces is not None
    assert paces.for_effort(Effort("10k", "5k")) == PaceRange(paces.ranges["5k"].fastest, paces.ranges["10k"].slowest)


@given(st.floats(150, 700))
def test_harder_is_never_slower(threshold):
    paces = Paces.of(threshold, None, TODAY)
    assert paces is not None
    # 10 km are raced slower than an hour by those who take longer for them.
    left_out = "10k" if threshold >= 360 else "rest"
    named = sorted(paces.ranges.keys() - {left_out}, key=EFFORT_ORDER.__getitem__)
    for gentle, hard in itertools.pairwise(named):
        assert sum(paces.ranges[hard]) < sum(paces.ranges[gentle])
    assert all(one.fastest < one.slowest for one in paces.ranges.values())
    hard = paces.for_effort(Effort("threshold", "10k"))
    assert hard is not None
    assert hard.fastest < hard.slowest


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("8 km easy", True),
        ("8 km steady", True),
        ("20 min at threshold", True),
        ("8 km", False),
        ("8 km easy with a 5 kg vest", False),
        ("6 x 200 m uphill hard", False),
        ("6 x 20 s strides", False),
        ("6 x 60 m all-out", False),
        ("8 km easy at 5:30 /km", False),
        ("40 min easy walk", False),
        ("45 min easy bike", False),
    ],
)
def test_which_steps_have_a_pace(text, known):
    paces = Paces.of(300.0, None, TODAY)
    assert paces is not None
    steps = [step for step, _rounds in read(text).workout.flat()]
    assert [paces.for_step(step) is not None for step in steps] == [known] * len(steps)
