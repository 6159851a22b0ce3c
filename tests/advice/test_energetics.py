"""What a load costs: the published figures, the limits of what is predicted, and the slope that costs the same."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.energetics import (
    LIMITS_OF_ENERGY,
    MINETTI,
    NOT_PREDICTED,
    SITES,
    SLOPES_SINCE,
    LoadCost,
    cost_factor,
    grade_for,
    is_sprint,
    load_cost,
    minetti,
    outward,
    same_effort,
    speed_of,
    speed_on_slope,
    step_cost,
    why_not_predicted,
)
from tests.advice.panel import load, step
from workouts.vocabulary import ACTIVITIES, IMPLEMENTS, slugs
from workouts.workout import Load, Range, Step


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
    assert "about 4–7 % more energy (3–9 %), like running a 0.7–1.3 % slope (0.5–1.6 %)" in cost.sentence()


def test_the_sentence_says_what_it_means_and_what_it_does_not():
    said = load_cost(load("ankle_weights", 2), 70).sentence()

    assert "A slope of 1.3 % gives the same effort, with less impact and nothing on your ankles." in said
    assert said.endswith(LIMITS_OF_ENERGY)
    assert said.startswith("Costs about 7 % more energy (6–9 %), like running a 1.3 % slope (1.0–1.6 %).")


@pytest.mark.parametrize(
    ("carried", "activity", "why"),
    [
        (load("vest"), "run", "mass"),
        (load("sled", 5), "run", "towed"),
        (load("parachute"), "run", "towed"),
        (load("band"), "run", "elastic"),
        (load("barbell", 5), "run", "free_weight"),
        (load("weights", 5), "run", "free_weight"),
        (load("vest", 5), "walk", "activity"),
        (load("dumbbells", 2), "strength", "activity"),
    ],
)
def test_what_was_not_measured_is_not_predicted(carried, activity, why):
    assert load_cost(carried, 70, activity=activity) is None
    assert why_not_predicted(carried, 70, activity=activity) == NOT_PREDICTED[why]


@pytest.mark.parametrize(
    ("carried", "said"),
    [
        (load("vest", 7.1), "on the trunk it is known up to 10 % of body mass, 7 kg in all for a runner of 70 kg."),
        (Load("vest", Range(5, 9)), "on the trunk it is known up to 10 % of body mass, 7 kg in all"),
        (Load("vest", Range(20, math.inf)), "on the trunk it is known up to 10 % of body mass, 7 kg in all"),
        (Load("vest", percent_body_mass=Range(12, 12)), "on the trunk it is known up to 10 % of body mass."),
        (load("ankle_weights", 2.2), "on the lower legs it is known up to 3 % of body mass, 2.1 kg in all"),
        (load("dumbbells", 8), "in the hands it is known up to 5.5 % of body mass, 3.8 kg in all"),
        (load("wrist_weights", 4), "on the arms it is known up to 5.5 % of body mass, 3.8 kg in all"),
    ],
)
def test_heavier_than_measured_is_not_predicted(carried, said):
    assert load_cost(carried, 70) is None
    assert said in why_not_predicted(carried, 70)


def test_a_race_is_a_run():
    assert load_cost(load("backpack", 4), 70, activity="race") == load_cost(load("backpack", 4), 70)


def test_running_on_the_spot_is_not_predicted():
    assert step_cost(step(load=load("vest", 5), in_place=True), 70) == NOT_PREDICTED["in_place"]
    assert step_cost(step(load=load("band"), in_place=True), 70) == NOT_PREDICTED["elastic"]
    assert step_cost(step(load=load("vest", 5)), 70) == load_cost(load("vest", 5), 70)


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


def test_the_same_ground_without_a_load_is_the_same_speed():
    assert speed_on_slope(10, 1, 0) == 10


@pytest.mark.parametrize(
    ("it", "km_h"),
    [
        (step(km=8, minutes=40), (12, 12)),
        (Step(distance_m=Range(8000, 10000), duration_s=Range(3000, 3600)), (8, 12)),
        (step(km=8), None),
        (step(minutes=40), None),
        (step(km=8, minutes=8), None),
        (step(km=8, minutes=600), None),
        (step(km=8, minutes=0), None),
        (Step(distance_m=Range(8000, math.inf), duration_s=Range(3000, 3600)), None),
        (Step(distance_m=Range(8000, 8000), duration_s=Range(3000, math.inf)), None),
    ],
)
def test_a_speed_is_what_distance_and_time_make(it, km_h):
    speed = speed_of(it)
    assert (speed and (speed.lo * 3.6, speed.hi * 3.6)) == (km_h and pytest.approx(km_h))


@pytest.mark.parametrize(
    ("it", "sprint"),
    [
        (step(m=60, effort="maximal"), True),
        (step(m=400, effort="mile"), True),
        (step(km=5, effort="5k"), False),
        (step(km=8, effort="easy"), False),
        (step(km=8), False),
        (step(m=100, seconds=15), True),
        (step(km=8, minutes=40, effort="maximal"), False),
    ],
)
def test_a_sprint_is_faster_than_what_was_measured(it, sprint):
    assert is_sprint(it) is sprint


@pytest.mark.parametrize(
    ("numbers", "places", "rounded"),
    [
        (Range(5.01, 8.99), 0, Range(5, 9)),
        (Range(0, 0), 0, Range(0, 0)),
        (Range(5, 9), 0, Range(5, 9)),
        (Range(0.3, 0.1 + 0.2), 1, Range(0.3, 0.3)),  # what binary fractions are off by is no reason to say 0.4
        (Range(0.96, 1.51), 1, Range(0.9, 1.6)),
    ],
)
def test_bands_are_rounded_outward(numbers, places, rounded):
    assert outward(numbers, places) == rounded


SHARES = st.builds(lambda ends: Range(*sorted(ends)), st.tuples(st.floats(0, 100), st.floats(0, 100)))
SITED = st.sampled_from(["vest", "ankle_weights", "hand_weights", "wrist_weights"])


def cost_of(implement, percent_of_limit):
    """What a load costs that is so much of the heaviest one at its place; the range is inside the limit."""
    limit = SITES[load(implement).thing.site].limit
    return load_cost(Load(implement, percent_body_mass=percent_of_limit.times(Range.exactly(limit))), None)


def holds(outer, inner):
    return outer.lo <= inner.lo and inner.hi <= outer.hi


@given(SITED, SHARES)
def test_a_band_holds_its_figure_as_shown_too(implement, share):
    cost = cost_of(implement, share)

    assert holds(cost.percent_band, cost.percent)
    assert holds(cost.grade_band_percent, cost.equivalent_grade_percent)
    for band, figure, places in (
        (cost.percent_band, cost.percent, 0),
        (cost.grade_band_percent, cost.equivalent_grade_percent, 1),
    ):
        shown = outward(band, places)
        assert shown.lo - 1e-8 <= band.lo <= band.hi <= shown.hi + 1e-8
        assert holds(shown, Range(round(figure.lo, places), round(figure.hi, places)))


@given(SITED, SHARES, SHARES)
def test_more_load_costs_more(implement, one, other):
    less, more = (cost_of(implement, Range.exactly(end)) for end in sorted((one.lo, other.lo)))

    for kind in ("percent", "equivalent_grade_percent", "percent_band", "grade_band_percent"):
        low, high = getattr(less, kind), getattr(more, kind)
        assert low.lo <= high.lo
        assert low.hi <= high.hi


@given(SITED, SHARES, SHARES)
def test_a_wider_range_of_loads_has_a_wider_band(implement, one, other):
    wide = Range(min(one.lo, other.lo), max(one.hi, other.hi))

    assert holds(cost_of(implement, wide).percent_band, cost_of(implement, one).percent_band)
    assert holds(cost_of(implement, wide).grade_band_percent, cost_of(implement, one).grade_band_percent)


@given(SITED, st.floats(0, 200), st.floats(30, 150))
def test_nothing_is_predicted_beyond_the_limit(implement, kg, mass):
    limit = SITES[load(implement).thing.site].limit
    cost = load_cost(Load(implement, Range.exactly(kg)), mass)

    assert (cost is None) == (kg / mass > limit + 1e-9)
    assert (cost is None) == (why_not_predicted(load(implement, kg), mass) is not None)


@given(st.sampled_from(list(IMPLEMENTS)), st.sampled_from(slugs(ACTIVITIES)), st.none() | st.floats(0, 1000))
def test_there_is_a_cost_or_a_reason(implement, activity, kg):
    it = step(activity=activity, load=load(implement, kg))
    answer = step_cost(it, 70)

    assert isinstance(answer, LoadCost) or answer.endswith(".")


@given(SITED, SHARES, st.floats(1.5, 9), st.floats(0.005, 0.45))
def test_the_same_effort_is_the_same_power(implement, share, speed, slope):
    cost = cost_of(implement, Range.exactly(share.hi))
    equal = same_effort(cost, Range.exactly(speed), slope)

    assert equal.hill.lo * minetti(slope) == pytest.approx(speed * minetti(0) * (1 + cost.percent.lo / 100))
    assert holds(equal.band, equal.hill)


def test_every_site_has_its_studies():
    for site in SITES.values():
        assert site.spread.lo < site.k < site.spread.hi
        assert site.studies
        assert all(study.found.endswith(".") and study.source for study in site.studies)
    assert load_cost(load("vest", 5), 70).studies[-2:] == (MINETTI, SLOPES_SINCE)
