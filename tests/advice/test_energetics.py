"""What a load costs: the published figures, the limits of what is predicted, and the slope that costs the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.energetics import (
    LIMITS_OF_ENERGY,
    NOT_PREDICTED,
    cost_factor,
    grade_for,
    load_cost,
    minetti,
    speed_on_slope,
    why_not_predicted,
)
from tests.advice.panel import load
from workouts.workout import Load, Range


def test_it_works():
    cost = load_cost(load("ankle_weights", 2), 70)

    assert cost.percent.is_exact
    assert cost.percent.lo == pytest.approx(7.4, abs=0.05)
    assert cost.equivalent_grade_percent.lo == pytest.approx(1.3, abs=0.05)
    assert (cost.confidence, cost.assumed) == ("medium", False)


def test_a_vest_of_a_tenth_of_the_body():
    cost = load_cost(load("vest", 7), 70)

    assert cost.percent.lo == pytest.approx(11)
    assert cost.equivalent_grade_percent.lo == pytest.approx(1.9, abs=0.05)


def test_hands_are_told_with_low_confidence():
    cost = load_cost(load("dumbbells", 2), 80)

    assert cost.percent.lo == pytest.approx(5)
    assert cost.confidence == "low"


def test_an_unknown_body_mass_is_assumed_and_said():
    cost = load_cost(load("vest", 7), None)

    assert (cost.percent.lo, cost.assumed_mass_kg) == (pytest.approx(11), 70)
    assert "Reckoned for 70 kg." in cost.sentence()


def test_a_share_of_body_mass_needs_no_body_mass():
    cost = load_cost(Load("vest", percent_body_mass=Range(5, 10)), None)

    assert (cost.percent.lo, cost.percent.hi) == (pytest.approx(5.5), pytest.approx(11))
    assert not cost.assumed


def test_a_range_of_loads_costs_a_range():
    cost = load_cost(Load("ankle_weights", Range(1, 2)), 70)

    assert (cost.percent.lo, cost.percent.hi) == (pytest.approx(3.71, abs=0.01), pytest.approx(7.43, abs=0.01))
    assert cost.equivalent_grade_percent.lo < cost.equivalent_grade_percent.hi
    assert "3.7–7.4 %" in cost.sentence()


def test_the_sentence_says_what_it_means_and_what_it_does_not():
    said = load_cost(load("ankle_weights", 2), 70).sentence()

    assert "A slope of 1.3 % gives the same effort, with less impact and nothing on your ankles." in said
    assert said.endswith(LIMITS_OF_ENERGY)


@pytest.mark.parametrize(
    ("carried", "activity", "why"),
    [
        (load("vest", 7.1), "run", "limit"),
        (load("ankle_weights", 2.2), "run", "limit"),
        (Load("vest", Range(5, 9)), "run", "limit"),
        (load("dumbbells", 8), "run", "limit"),
        (load("vest"), "run", "mass"),
        (load("sled", 5), "run", "site"),
        (load("band"), "run", "site"),
        (load("barbell", 5), "run", "site"),
        (load("vest", 5), "walk", "activity"),
        (load("dumbbells", 2), "strength", "activity"),
    ],
)
def test_what_was_not_measured_is_not_predicted(carried, activity, why):
    assert load_cost(carried, 70, activity=activity) is None
    assert why_not_predicted(carried, 70, activity=activity) == NOT_PREDICTED[why]


def test_the_limit_itself_is_predicted():
    assert load_cost(Load("ankle_weights", percent_body_mass=Range(3, 3)), None) is not None
    assert load_cost(load("vest", 7), 70) is not None


def test_no_load_costs_nothing_to_tell():
    assert load_cost(None, 70) is None


@pytest.mark.parametrize(
    ("site", "percent"),
    [("trunk", 1.1), ("thigh", 1.6), ("lower_leg", 2.6), ("hand", 2.0), ("arm", 2.0)],
)
def test_a_hundredth_of_the_body_costs_by_where_it_sits(site, percent):
    assert cost_factor(site, 0.7, 70) == pytest.approx(1 + percent / 100)


def test_a_kilogram_on_the_feet_costs_five_percent_whatever_the_body():
    assert cost_factor("foot", 1, 50) == cost_factor("foot", 1, 90) == pytest.approx(1.05)


@pytest.mark.parametrize(
    ("grade", "cost"), [(0, 3.6), (0.01, 3.80), (0.05, 4.69), (0.06, 4.93), (0.10, 5.97), (0.15, 7.42), (0.20, 9.01)]
)
def test_the_polynomial_of_minetti(grade, cost):
    assert minetti(grade) == pytest.approx(cost, abs=0.006)


@pytest.mark.parametrize(
    ("surcharge", "grade"),
    [(3, 0.55), (5, 0.90), (7, 1.26), (10, 1.77), (12, 2.11), (15, 2.61), (20, 3.42), (30, 4.98)],
)
def test_the_mapping_from_surcharge_to_slope(surcharge, grade):
    assert 100 * grade_for(1 + surcharge / 100) == pytest.approx(grade, abs=0.0051)


@given(st.floats(0, 0.45))
def test_a_slope_is_found_again_from_its_cost(slope):
    assert grade_for(minetti(slope) / minetti(0)) == pytest.approx(slope, abs=1e-9)


@pytest.mark.parametrize("factor", [0.99, 9, float("nan")])
def test_a_cost_that_no_slope_has_is_refused(factor):
    with pytest.raises(ValueError, match="No slope from 0 to 45 %"):
        grade_for(factor)


@pytest.mark.parametrize("slope", [-0.46, 0.46, float("nan")])
def test_a_slope_beyond_what_was_measured_is_refused(slope):
    with pytest.raises(ValueError, match="Measured on slopes"):
        minetti(slope)


def test_the_speed_on_a_hill_that_costs_what_the_vest_did():
    assert speed_on_slope(10, 1.10, 0.06) == pytest.approx(8.0, abs=0.05)
    assert speed_on_slope(10, 1, 0) == 10
