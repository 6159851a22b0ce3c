"""What is done off the feet: its words, the label of its line, and what is easy between its repetitions."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, HARD, MARATHON, rest, rounds, run, wholly

NAMES = {
    "deep-water run": "pool_running",
    "spin class": "cycling",
    "stationary bike": "cycling",
    "turbo": "cycling",
    "rowing machine": "rowing",
    "stairmaster": "stair_climbing",
    "cross-country skiing": "skiing",
    "лыжи": "skiing",
}


def bike(s, **more):
    return run(s=s, activity="cross", exercise="cycling", **more)


@pytest.mark.parametrize(("name", "exercise"), NAMES.items())
def test_names(name, exercise):
    assert wholly(f"{name} 35 min") == (run(s=2100, activity="cross", exercise=exercise),)


@pytest.mark.parametrize(
    "text",
    [
        "Bike: 5 x 3 min hard / 90 s easy",
        "Bike: 5 x 3 min hard, 90 s easy",
        "Bike 5 x 3 min hard w/ 90 s easy",
        "5 x 3 min hard / 90 s easy on the bike",
        "Bike: 5 x (3 min hard, 90 s easy)",
    ],
)
def test_what_is_easy_between_is_done_on_the_bike_too(text):
    (found,) = wholly(text)

    between = rounds(5, bike(180, effort=HARD), bike(90, effort=EASY))
    assert found == between


def test_the_label_of_a_line_begins_no_part():
    assert wholly("Swim: 6 x 50 m, 20 s rest") == (
        run(50, x=6, activity="cross", exercise="swimming", recovery=rest(s=20)),
    )
    assert wholly("Bike: 35 min, easy") == wholly("Bike: easy, 35 min") == (bike(2100, effort=EASY),)


def test_repetitions_inside_it_are_of_the_same_kind():
    assert wholly("Bike 50 min with 6 x 1 min hard") == (bike(3000), bike(60, x=6, effort=HARD))
    assert wholly("Bike 50 min + 6 x 1 min hard") == (bike(3000), run(s=60, x=6, effort=HARD))
    assert wholly("stretching with 4 x 100 m")[1] == run(100, x=4)


def test_a_run_behind_a_slash_is_run():
    assert wholly("80 min bike / 25 min run at MP") == (bike(4800), run(s=1500, effort=MARATHON))
    assert wholly("2 x (15 min bike / 5 min run)") == (rounds(2, bike(900), run(s=300)),)


@pytest.mark.parametrize("title", ["Bike:", "Bike session:", "Bike intervals:"])
def test_a_title_of_a_session_on_the_bike_is_no_run(title):
    (turns,) = wholly(f"{title} 4 x 5 min hard / 2 min easy")

    assert [(step.activity, step.exercise) for step in turns.steps] == [("cross", "cycling")] * 2


@pytest.mark.parametrize(
    "text", ["7 km easy + 25 min weights", "7 km easy, 25 min lifting", "7 km easy + 25 min upper body"]
)
def test_lifting_is_strength_work(text):
    assert wholly(text) == (run(7000, effort=EASY), run(s=1500, activity="strength"))


def test_nobody_lifts_for_so_far():
    assert wholly("7 km gym") == (run(7000), run(activity="strength"))


@pytest.mark.parametrize("where", ["over hills", "rolling hills", "in the hills"])
def test_where_a_run_goes_is_not_all_uphill(where):
    assert wholly(f"65 min easy {where}") == (run(s=3900, effort=EASY),)


@pytest.mark.parametrize("title", ["Hills:", "Hill session:", "Hill workout -"])
def test_a_title_of_hills_is_uphill(title):
    assert wholly(f"{title} 7 x 2 min") == (run(s=120, x=7, uphill=True),)
