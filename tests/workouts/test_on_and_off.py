"""A run that is made up of work and what comes between: "20 min of 1 min on, 1 min off"."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, FAST, FIVE_K, HARD, MI, THRESHOLD, jog, rest, run, steps, walk, wholly
from workouts.reading import read

ON_OFF = run(s=90, x=8, recovery=rest(s=60))
HARD_EASY = run(s=90, x=8, effort=HARD, recovery=jog(s=60))

RUNS = {
    "20 min of 90 s on 60 s off": ON_OFF,
    "20 min of 90 s on and 60 s off": ON_OFF,
    "20 min as 90 s on/60 s off": ON_OFF,
    "20 min: 90 s on, 60 s off": ON_OFF,
    "20 min (90 s on, 60 s off)": ON_OFF,
    "20 min, 90 s on, 60 s off": ON_OFF,
    "20 min fartlek - 90 s on / 60 s off": ON_OFF,
    "20 min of 90 s hard, 60 s easy": HARD_EASY,
    "20 min: 90 s hard/60 s easy": HARD_EASY,
    "20 min fartlek (90 s hard, 60 s jog)": HARD_EASY,
    "20 мин: 90 с быстро, 60 с легко": run(s=90, x=8, effort=FAST, recovery=jog(s=60)),
    "24 min of 3 min at 5k pace w/ 1 min walk": run(s=180, x=6, effort=FIVE_K, recovery=walk(s=60)),
    "6 km of 1 km at HM, 500 m float": run(1000, x=4, effort=THRESHOLD, recovery=jog(500)),
    "3 km of 300 on/200 off": run(300, x=6, recovery=jog(200)),
    "3 miles of 400 m on, 400 m off": run(400, x=6, recovery=jog(400)),  # on the track
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RUNS.items(), ids=RUNS)
def test_a_run_made_up_of_work_and_rest_is_its_rounds(text, expected):
    assert wholly(text) == (expected,)


def test_what_stands_around_the_run_is_a_part_of_its_own():
    assert wholly("15 min warm-up, 20 min of 90 s on/60 s off, 10 min cool-down") == (
        run(s=900, role="warm_up"),
        ON_OFF,
        run(s=600, role="cool_down"),
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("25 min: 2 min hard, 1 min easy", run(s=1500)),
        ("5 km fartlek: 1 min hard / 1 min easy", run(5000)),
        ("5 km of 700 on 500 off", run(5000)),
        ("4 mi of 1 min on, 1 min off", run(4 * MI)),
    ],
)
def test_work_and_rest_that_do_not_fill_the_run_add_nothing_to_it(text, whole):
    reading = read(text)

    assert [(step.distance_m, step.duration_s) for step in reading.workout.steps] == [
        (whole.distance_m, whole.duration_s)
    ]
    assert reading.unread


def test_what_may_follow_the_run_is_not_inside_it():
    assert steps("9 km, 1 km hard, 500 m easy") == (run(9000), run(1000, effort=HARD), run(500, effort=EASY))
    assert steps("30 min: 10 min easy, 20 min hard") == (run(s=600, effort=EASY), run(s=1200, effort=HARD))


def test_metres_off_behind_a_bare_distance_are_jogged():
    assert wholly("7 x 400 on 200 off") == (run(400, x=7, recovery=jog(200)),)


@pytest.mark.parametrize("text", ["18 x 30/15", "18 x 30/15 s", "30/15 x 18", "30/15s x 18"])
def test_two_bare_numbers_are_seconds_on_and_off(text):
    assert wholly(text) == (run(s=30, x=18, recovery=rest(s=15)),)


@pytest.mark.parametrize("text", ["12 min of 20/20", "12 min: 20/20"])
def test_they_may_make_up_a_run(text):
    assert wholly(text) == (run(s=20, x=18, recovery=rest(s=20)),)


@pytest.mark.parametrize("text", ["30/15", "30/15 x 400 m", "70/25 x 6"])
def test_by_themselves_they_are_nothing_that_can_be_told(text):
    assert steps(text) == ()
