"""A drill and its dose: how much fits, how it is written, and how it is found again in a coach's text."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.drills import Amount, Dose, is_explosive
from tests.advice.panel import drills
from tests.advice.replacing import SQUATS, STRIDES, drill
from workouts.reading import read

OFFERED = [one for one in drills() if not one.not_suggested]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "4 x 15 s uphill strides, walk down"),
        (60, "4 x 15 s uphill strides, walk down"),
        (119, "5 x 20 s uphill strides, walk down"),
        (120, "6 x 20 s uphill strides, walk down"),
        (190, "8 x 20 s uphill strides, walk down"),
        (2400, "12 x 20 s uphill strides, walk down"),
    ],
)
def test_the_dose_is_what_fits_into_the_time(seconds, words):
    assert STRIDES.text(STRIDES.amount_for(seconds)) == words


@pytest.mark.parametrize(
    ("form", "dose", "words"),
    [
        ("{reps} x {distance} A-skips", Dose(reps=(6, 6), distance_m=(30, 30)), "6 x 30 metres A-skips"),
        ("{reps} x {distance} strides", Dose(reps=(6, 6), distance_m=(80, 80)), "6 x 80 m strides"),
        ("{reps} x {time} uphill walk", Dose(reps=(1, 1), time_s=(600, 600)), "10 min uphill walk"),
        (
            "{reps} x {time} easy, {rest} walk",
            Dose(reps=(1, 1), time_s=(90, 90), rest_s=(30, 60)),
            "1 x 90 s easy, 1 min walk",
        ),
    ],
)
def test_a_drill_is_written_as_coaches_write(form, dose, words):
    one = drill("one", form, dose=dose)

    assert one.text(one.amount_for(600)) == words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"form": "{reps} x {time} strides"}, "does not fit the dose"),
        ({"form": "{sets x squats"}, "does not fit the dose"),
        ({"form": "{} squats"}, "does not fit the dose"),
        ({"purposes": ("glory",)}, "glory is not one of speed_strength"),
        ({"level": "expert"}, "expert is not one of beginner"),
        ({"mode": "never"}, "never is not one of instead"),
        ({"contraindications": ("ego",)}, "ego is not one of achilles"),
    ],
)
def test_a_drill_that_does_not_hold_together_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        drill("one", **wrong)


@pytest.mark.parametrize(
    "data", [{"reps": [6, 4]}, {"reps": 5}, {"reps": ["many", "more"]}, {"laps": [1, 2]}, {"reps": [4]}]
)
def test_a_dose_is_a_range_of_numbers(data):
    with pytest.raises(ValueError, match="Dose: "):
        Dose.from_plain(data)


@pytest.mark.parametrize("one", OFFERED, ids=lambda one: one.code)
def test_every_amount_of_every_drill_is_found_again_in_a_text(one):
    for amount in one.dose.amounts():
        assert one.amount_in(f"8 km easy, then {one.text(amount)}, and home") == amount


@pytest.mark.parametrize("one", OFFERED, ids=lambda one: one.code)
def test_every_step_up_reads_as_it_is_written_and_leads_from_the_least_to_the_most(one):
    amount, seen = one.least, []
    while amount not in seen:
        reading = read(one.text(amount))
        (step, rounds), *_others = reading.workout.flat()
        assert reading.unread_words == ()
        assert one.holds(amount)
        assert step.reps.times(rounds).hi == amount.times
        seen.append(amount)
        amount = one.step_up(amount)
    assert all(later.work_s > earlier.work_s for earlier, later in pairwise(seen))
    assert seen[-1].work_s == one.most.work_s


@pytest.mark.parametrize("one", OFFERED, ids=lambda one: one.code)
@given(seconds=st.floats(0, 20_000))
def test_an_amount_lies_within_the_dose_and_the_time(one, seconds):
    amount = one.amount_for(seconds)

    assert one.holds(amount)
    assert amount == one.least or amount.work_s <= seconds


def test_the_whole_dose_is_given_where_it_fits():
    assert STRIDES.most == STRIDES.amount_for(math.inf) == Amount(None, 12, 20, None, None)
    assert STRIDES.least == Amount(None, 4, 15, None, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("6x20s uphill strides", Amount(None, 6, 20, None, None)),
        ("6 × 20 s Uphill Strides, jog down", Amount(None, 6, 20, None, None)),
        ("uphill strides", None),
        ("40 x 20 s uphill strides", None),
        ("6 x 20 s uphill stridesters", None),
    ],
)
def test_an_amount_is_found_as_coaches_write_it_or_not_at_all(text, amount):
    assert STRIDES.amount_in(text) == amount


def test_pauses_count_for_the_session_and_not_for_the_work():
    amount = Amount(2, 10, None, None, 60)

    assert (amount.work_s, amount.session_s) == (60, 180)
    assert Amount(None, 4, 30, None, 90).session_s == 480


@pytest.mark.parametrize(
    ("text", "explosive"),
    [
        ("3 x 8 box jumps", True),
        ("6 x 60 m all-out", True),
        ("8 x 10 s uphill all-out, walk down", True),
        ("10 km all-out", False),
        ("6 x 20 s strides", False),
        ("3 x 12 squats", False),
    ],
)
def test_what_is_explosive(text, explosive):
    assert is_explosive(read(text).workout) is explosive


def test_what_kind_of_work_a_drill_is():
    assert (STRIDES.activity, STRIDES.climbs, STRIDES.is_explosive) == ("run", True, False)
    assert (SQUATS.activity, SQUATS.climbs) == ("strength", False)
    assert drill("none", "").activity == "rest"


def test_the_dose_is_found_beside_words_that_look_like_it():
    run_walk = next(one for one in drills() if one.code == "re02")

    amount = run_walk.amount_in("40 min very easy, 6 x 1 min very easy, 2 min walk")

    assert amount is not None
    assert (amount.reps, amount.time_s) == (6, 60)
