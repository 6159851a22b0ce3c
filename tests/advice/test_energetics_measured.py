"""The figures that studies printed, against what is reckoned here; ids name the study (S10) or the line (T3, 2-map)."""

from __future__ import annotations

import pytest

from advice.energetics import (
    FOOT_FACTOR_PER_KG,
    FOOT_STUDIES,
    SITES,
    acsm_grade_for,
    cost_factor,
    grade_for,
    load_cost,
    minetti,
    same_effort,
    speed_on_slope,
    why_not_predicted,
)
from tests.advice.panel import load
from workouts.workout import Range

MEASURED_LEVEL = 3.40  # J/kg/m, where the polynomial has 3.6


def lines(*rows):
    """Rows whose first entry is their id."""
    return [pytest.param(*row, id=name) for name, *row in rows]


# Loads. Each row: where, kg in all, body mass, the least and the most per cent that were found.
@pytest.mark.parametrize(
    ("site", "kg", "mass", "least", "most"),
    lines(
        ("S4-waist-slightly-above-proportion", "trunk", 7, 70, 10, 12),
        ("S4-waist-per-kg", "trunk", 1, 70, 1.4, 1.7),
        ("T3-trunk", "trunk", 0.7, 70, 1.0, 1.2),
        ("T4-thigh", "thigh", 0.7, 70, 1.6, 1.6),
        ("T4-lower-leg", "lower_leg", 0.7, 70, 2.6, 2.6),
        ("S11-thigh-1.6-and-0.6", "thigh", 0.754, 75.4, 1.0, 2.2),
        ("S11-thigh-per-kg", "thigh", 1, 75.4, 2.05, 2.15),
        ("S10-lower-leg-2.56", "lower_leg", 0.725, 72.5, 2.55, 2.65),
        ("S10-lower-leg-per-kg", "lower_leg", 1, 72.5, 3.45, 3.65),
        ("S3-hands-0.91-each", "hand", 1.82, 66.5, 2.5 * 1.82, 5 * 1.82),
        ("S3-hands-1.81-each", "hand", 3.62, 66.5, 2.5 * 3.62, 5 * 3.62),
        ("S7-S6-100-g-on-each-shoe", "foot", 0.2, 70, 1.0, 1.0),
        ("T5-foot-per-kg", "foot", 1, 70, 5.0, 5.0),
    ),
)
def test_a_load_costs_what_was_measured(site, kg, mass, least, most):
    percent = 100 * (cost_factor(site, kg, mass) - 1)

    assert least - 1e-9 <= percent <= most + 1e-9


# Each row: where, kg in all, body mass, what was found in per cent; the band holds it.
@pytest.mark.parametrize(
    ("site", "kg", "mass", "found"),
    lines(
        ("Taylor-1980-trunk-in-proportion", "trunk", 7, 70, 10),
        ("S11-thigh-least", "thigh", 0.754, 75.4, 1.0),
        ("S11-thigh-most", "thigh", 0.754, 75.4, 2.2),
        ("Martin-1985-thigh-half-a-kilogram", "thigh", 0.5, 70, 1.7),
        ("Martin-1985-thigh-a-kilogram", "thigh", 1, 70, 3.5),
        ("S10-lower-leg", "lower_leg", 0.725, 72.5, 2.56),
        ("S10-lower-leg-least-at-3-percent", "lower_leg", 2.175, 72.5, 3 * 2.56 * 0.42 / 0.51),
        ("S10-lower-leg-most-at-3-percent", "lower_leg", 2.175, 72.5, 3 * 2.56 * 0.60 / 0.51),
        ("S3-hands-least", "hand", 1.82, 66.5, 2.5 * 1.82),
        ("S3-hands-most", "hand", 1.82, 66.5, 5 * 1.82),
        ("S13-hand-bottle-as-dear-as-a-belt", "hand", 1, 70, 100 / 70),
        ("S2-wrists-below-ankles", "arm", 1, 70, 100 * 2.56 / 70),
    ),
)
def test_the_band_holds_what_was_found(site, kg, mass, found):
    spread = SITES[site].spread
    share = 100 * kg / mass

    assert spread.lo * share - 0.02 <= found <= spread.hi * share + 0.02


def test_s5_the_farther_from_the_hip_the_dearer():
    trunk, thigh, lower_leg = (cost_factor(site, 1, 70) for site in ("trunk", "thigh", "lower_leg"))

    assert 1 < trunk < thigh < lower_leg < cost_factor("foot", 1, 70)


def test_s2_ankles_cost_more_than_wrists_and_both_in_line_with_the_load():
    for site in ("arm", "lower_leg"):
        added = [cost_factor(site, kg, 70) - 1 for kg in (1.6, 3.2, 4.8)]
        assert added == [pytest.approx(part * added[0]) for part in (1, 2, 3)]
    assert cost_factor("arm", 1.6, 70) < cost_factor("lower_leg", 1.6, 70)


def test_s7_a_foot_costs_the_same_whoever_runs():
    assert pytest.approx(0.05) == FOOT_FACTOR_PER_KG
    assert cost_factor("foot", 1, 50) == cost_factor("foot", 1, 90)
    assert "Franz" in FOOT_STUDIES[0].source


@pytest.mark.parametrize(
    ("carried", "mass", "activity"),
    lines(
        ("S15-backpack-of-15-percent", load("backpack", 11.3), 75.5, "run"),
        ("S10-beyond-3-percent", load("ankle_weights", 2.2), 72.5, "run"),
        ("S16-walking-with-a-backpack", load("backpack", 5), 70, "walk"),
        ("S17-walking-with-a-belt", load("belt", 5), 70, "walk"),
        ("S18-walking-with-a-vest", load("vest", 5), 70, "walk"),
        ("S3-hands-in-walking", load("hand_weights", 1.82), 66.5, "walk"),
    ),
)
def test_what_was_contested_or_measured_in_walking_is_not_predicted(carried, mass, activity):
    assert load_cost(carried, mass, activity=activity) is None
    assert why_not_predicted(carried, mass, activity=activity)


def test_s15_the_contested_study_is_named_beside_the_figure():
    cost = load_cost(load("backpack", 5.285), 75.5)

    assert cost.percent.lo == pytest.approx(7.7)
    assert any(study.found.startswith("Contested") and "Fagundes" in study.source for study in cost.studies)


# Slopes. Each row: slope, J/kg/m, per cent above the polynomial's level, above the measured level, and by the ACSM.
@pytest.mark.parametrize(
    ("slope", "cost", "above", "above_measured", "acsm"),
    lines(
        ("S22-1", 0.01, 3.80, 5.5, 11.8, 4.5),
        ("S22-2", 0.02, 4.01, 11.3, 17.9, 9),
        ("S22-3", 0.03, 4.23, 17.4, 24, 13.5),
        ("S22-4", 0.04, 4.45, 23.6, 31, 18),
        ("S22-5", 0.05, 4.69, 30, 38, 22.5),
        ("S22-6", 0.06, 4.93, 37, 45, 27),
        ("S22-8", 0.08, 5.43, 51, 60, 36),
        ("S22-10", 0.10, 5.97, 66, 76, 45),
        ("S22-12", 0.12, 6.53, 81, 92, 54),
        ("S22-15", 0.15, 7.42, 106, 118, 68),
        ("S22-20", 0.20, 9.01, 150, 165, 90),
    ),
)
def test_what_a_slope_costs(slope, cost, above, above_measured, acsm):
    assert minetti(slope) == pytest.approx(cost, abs=0.006)
    assert 100 * (minetti(slope) / minetti(0) - 1) == pytest.approx(above, abs=0.6)
    assert 100 * (minetti(slope) / MEASURED_LEVEL - 1) == pytest.approx(above_measured, abs=0.6)
    assert acsm_grade_for(1 + acsm / 100) == pytest.approx(slope, abs=0.0012)


@pytest.mark.parametrize(
    ("slope", "measured", "deviation"),
    lines(
        ("S21-level", 0, 3.40, 0.24),
        ("S21-cheapest", -0.20, 1.73, 0.36),
        ("S21-steepest-down", -0.45, 3.92, 0.81),
        ("S21-steepest-up", 0.45, 18.93, 1.74),
    ),
)
def test_the_polynomial_stays_within_what_was_measured(slope, measured, deviation):
    assert minetti(slope) == pytest.approx(measured, abs=deviation)


def test_s21_going_down_is_cheapest_near_20_percent():
    cheapest = min(range(-45, 46), key=lambda percent: minetti(percent / 100))
    assert -22 <= cheapest <= -17


@pytest.mark.parametrize(
    ("slope", "measured", "above", "off_by"),
    lines(
        ("S23-padulo-7", 0.07, 53, 44, 10),
        ("S24-balducci-12.5", 0.125, 82, 85.4, 5),
        ("S24-balducci-25", 0.25, 169, 198, 30),
    ),
)
def test_other_studies_of_slopes_are_not_far_off(slope, measured, above, off_by):
    reckoned = 100 * (minetti(slope) / minetti(0) - 1)

    assert reckoned == pytest.approx(above, abs=0.6)
    assert reckoned == pytest.approx(measured, abs=off_by)


@pytest.mark.parametrize(
    ("surcharge", "grade", "acsm"),
    lines(
        ("2-map-3", 3, 0.55, 0.67),
        ("2-map-5", 5, 0.90, 1.11),
        ("2-map-7", 7, 1.26, 1.56),
        ("2-map-10", 10, 1.77, 2.22),
        ("2-map-12", 12, 2.11, 2.67),
        ("2-map-15", 15, 2.61, 3.33),
        ("2-map-20", 20, 3.42, 4.44),
        ("2-map-30", 30, 4.98, 6.67),
    ),
)
def test_the_slope_that_a_surcharge_is_like(surcharge, grade, acsm):
    assert 100 * grade_for(1 + surcharge / 100) == pytest.approx(grade, abs=0.0051)
    assert 100 * acsm_grade_for(1 + surcharge / 100) == pytest.approx(acsm, abs=0.0051)


def test_t13_a_load_on_the_trunk_is_like_a_fifth_of_its_share_in_slope():
    for percent in (2, 5, 10):
        assert 100 * grade_for(1 + percent / 100) == pytest.approx(0.18 * percent, rel=0.04)
        assert 100 * acsm_grade_for(1 + percent / 100) == pytest.approx(0.22 * percent, rel=0.02)


def test_example_a_a_vest_of_a_tenth():
    cost = load_cost(load("vest", 7), 70)

    assert (cost.percent_band.lo, cost.percent_band.hi) == (pytest.approx(10), pytest.approx(12))
    assert cost.grade_band_percent.lo == pytest.approx(1.8, abs=0.05)
    assert cost.grade_band_percent.hi == pytest.approx(2.1, abs=0.05)
    watts = minetti(0) * 10 / 3.6 * 70
    assert watts == pytest.approx(700, abs=1)
    assert (watts * 1.10, watts * 1.12) == (pytest.approx(770, abs=1), pytest.approx(785, abs=2))


def test_example_b_a_kilogram_on_each_ankle():
    cost = load_cost(load("ankle_weights", 2), 70)

    assert cost.percent.lo == pytest.approx(7.3, abs=0.15)
    assert cost.equivalent_grade_percent.lo == pytest.approx(1.3, abs=0.05)
    assert cost.acsm_grade_percent.lo == pytest.approx(1.6, abs=0.06)


def test_example_c_the_vests_power_on_a_hill_is_8_km_an_hour():
    assert speed_on_slope(10, 1.10, 0.06) == pytest.approx(8.0, abs=0.05)
    equal = same_effort(load_cost(load("vest", 7), 70), Range.exactly(10 / 3.6))
    assert equal.band.lo * 3.6 == pytest.approx(8.0, abs=0.05)
    assert equal.hill.lo * 3.6 == pytest.approx(8.1, abs=0.05)
