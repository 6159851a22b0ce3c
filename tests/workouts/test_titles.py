"""What a session is called before the colon and its parts."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, FIVE_K, THRESHOLD, aim, rest, run, steps, wholly
from workouts.reading import read

WARM_UP, COOL_DOWN = run(2000, role="warm_up"), run(2000, role="cool_down")

TITLED = {
    "Tempo: 2 km easy, 5 km, 2 km easy": (run(2000, effort=EASY), run(5000, effort=THRESHOLD), run(2000, effort=EASY)),
    "Tempo: 2 km warm-up, 5 km @ 4:10/km, 2 km cool-down": (
        WARM_UP,
        run(5000, effort=THRESHOLD, target=aim("pace_s_per_km", 250)),
        COOL_DOWN,
    ),
    "Threshold: 2 km warm-up, 4 x 1 km w/ 60 s rest, 2 km cool-down": (
        WARM_UP,
        run(1000, x=4, effort=THRESHOLD, recovery=rest(s=60)),
        COOL_DOWN,
    ),
    "Tempo: 2 km easy, 5 km tempo, 4 x 200 m": (
        run(2000, effort=EASY),
        run(5000, effort=THRESHOLD),
        run(200, x=4),
    ),
}


@pytest.mark.parametrize(("text", "meant"), TITLED.items(), ids=TITLED)
def test_a_title_says_how_hard_the_part_is_of_which_nothing_else_does(text, meant):
    assert wholly(text) == meant


def test_a_title_of_nobody_knows_what_stays_unread():
    reading = read("Tempo: 2 km easy, 3 km @ 5k, 2 km easy")

    assert reading.workout.steps == (run(2000, effort=EASY), run(3000, effort=FIVE_K), run(2000, effort=EASY))
    assert reading.unread_words == ("Tempo",)


@pytest.mark.parametrize("end", ["finishing at MP", "starting at MP", "finish fast"])
def test_how_hard_a_run_ends_is_not_how_hard_it_is(end):
    reading = read(f"60 min easy, {end}")

    assert reading.workout.steps == (run(s=3600, effort=EASY),)
    assert len(reading.unread_words) == 1
    assert steps(f"60 min, {end}") == (run(s=3600),)
