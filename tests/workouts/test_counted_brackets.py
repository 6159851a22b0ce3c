"""Rounds that are counted behind their bracket, and work and rest that are called "on" and "off"."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, FAST, HARD, TEN_K, jog, rest, rounds, run, wholly
from workouts.reading import read

HARD_EASY = rounds(6, run(s=180, effort=HARD), run(s=120, effort=EASY))


@pytest.mark.parametrize("count", ["x 6", "x6", "6 times", "x 6 sets", "6 раз"])
def test_a_bracket_may_be_counted_behind_it(count):
    assert wholly(f"(3 min hard, 2 min easy) {count}") == (HARD_EASY,)


ROUNDS = {
    "[700 m, 350 m] x 3, 2 min rest": (rounds(3, run(700), run(350), between=rest(s=120)),),
    "(400, 200) x 5": (rounds(5, run(400), run(200)),),
    "3 x ((400, 200) x 2, 800 m)": (rounds(3, rounds(2, run(400), run(200)), run(800)),),
    "(5 x 300 m w/ 60 s rest) x 2, 5 min rest between sets": (
        rounds(2, run(300, x=5, recovery=rest(s=60)), between=rest(s=300)),
    ),
    "2 km easy + (1 km @ 10k, 500 m easy) x 4 + 3 km easy": (
        run(2000, effort=EASY),
        rounds(4, run(1000, effort=TEN_K), run(500, effort=EASY)),
        run(3000, effort=EASY),
    ),
    "Разминка 2 км, (1 мин быстро, 1 мин легко) х 8": (
        run(2000, role="warm_up"),
        rounds(8, run(s=60, effort=FAST), run(s=60, effort=EASY)),
    ),
    "(run 2 min, walk 1 min) x 8, 5 min walk": (
        rounds(8, run(s=120), run(s=60, activity="walk")),
        run(s=300, activity="walk"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROUNDS.items(), ids=ROUNDS)
def test_what_is_counted_behind_its_bracket_is_a_part_of_its_own(text, expected):
    assert wholly(text) == expected


@pytest.mark.parametrize(
    "text", ["5 km (400 m hard, 400 m easy) x 3", "40 min with (30 s fast, 30 s easy) x 5", "7 km (4 km, 3 km) x 2 km"]
)
def test_a_bracket_that_tells_of_the_run_before_it_adds_no_rounds(text):
    reading = read(text)

    assert [step.reps.hi for step in reading.workout.steps] == [1]
    assert reading.unread


ON_OFF = {
    "9 x (200 m on, 200 m off)": (rounds(9, run(200), run(200, effort=EASY)),),
    "9 x (200 on/200 off)": (rounds(9, run(200), run(200, effort=EASY)),),
    "9 x (1 min on 1 min off)": (rounds(9, run(s=60), run(s=60, activity="rest")),),
    "400 m on, 400 m off x 4": (rounds(4, run(400), run(400, effort=EASY)),),
    "9 x 400 on 400 off": (run(400, x=9, recovery=jog(400)),),
}


@pytest.mark.parametrize(("text", "expected"), ON_OFF.items(), ids=ON_OFF)
def test_what_is_off_is_jogged_where_it_is_measured_in_metres(text, expected):
    assert wholly(text) == expected
