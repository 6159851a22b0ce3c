"""Amounts without a figure."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, HARD, MARATHON, MI, STEADY, jog, run, steps, wholly
from workouts.reading import read

WHOLE = {
    "an easy mile": run(MI, effort=EASY),
    "a mile easy": run(MI, effort=EASY),
    "jog a mile": run(MI, effort=EASY),
    "easy mile": run(MI, effort=EASY),
    "a hard minute": run(s=60, effort=HARD),
    "a steady hour": run(s=3600, effort=STEADY),
    "hour run": run(s=3600),
    "mile at MP": run(MI, effort=MARATHON),
    "a couple of easy miles": run(2 * MI, effort=EASY),
    "a couple km easy": run(2000, effort=EASY),
    "an hour and a half easy": run(s=5400, effort=EASY),
    "a mile and a half": run(round(1.5 * MI, 3)),
    "2 hours and a quarter easy": run(s=8100, effort=EASY),
    "three quarters of an hour easy": run(s=2700, effort=EASY),
    "quarter of an hour steady": run(s=900, effort=STEADY),
    "полчаса легко": run(s=1800, effort=EASY),
    "полтора часа легко": run(s=5400, effort=EASY),
    "час трусцой": run(s=3600, effort=EASY),
    "пара километров легко": run(2000, effort=EASY),
}


@pytest.mark.parametrize(("text", "step"), WHOLE.items())
def test_amounts_in_words_are_read(text, step):
    assert wholly(text) == (step,)


def test_they_open_and_close_a_session():
    warm_up, cool_down = run(MI, effort=EASY, role="warm_up"), run(MI, effort=EASY, role="cool_down")

    assert wholly("warm up with an easy mile, then 2 x 2 km, cool down with an easy mile") == (
        warm_up,
        run(2000, x=2),
        cool_down,
    )
    assert wholly("Jog a mile to warm up, 7 x 300 m, a mile jog to cool down") == (
        warm_up,
        run(300, x=7),
        cool_down,
    )
    assert wholly("7 x 300 m w/ a mile jog") == (run(300, x=7, recovery=jog(MI)),)


@pytest.mark.parametrize(
    "text", ["a few miles", "easy miles", "miles at MP", "steady hours", "a mile pace", "6 min a mile"]
)
def test_where_nobody_says_how_much_there_is_no_step(text):
    reading = read(text)

    assert reading.workout.steps == ()
    assert reading.unread


def test_one_of_them_inside_a_run_adds_nothing_to_it():
    assert steps("4 mi with a mile at tempo") == (run(4 * MI),)


@pytest.mark.parametrize(
    ("text", "metres"),
    [("half marathon race", 21097.5), ("Race half marathon", 21097.5), ("HM race", 21097.5), ("marathon race", 42195)],
)
def test_a_race_whose_name_says_how_far_it_is(text, metres):
    assert steps(text) == (run(metres, activity="race"),)


def test_a_marathons_race_pace_is_no_race():
    assert steps("5 km at marathon race pace") == (run(5000, effort=MARATHON),)
