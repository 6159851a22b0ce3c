"""What is done on top of a run, and lists whose parts begin with their names."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, FIVE_K, rounds, run, steps, wholly

RUN = run(9000, effort=EASY)
STRENGTH = run(s=1200, activity="strength")


@pytest.mark.parametrize(
    "text",
    [
        "9 km easy with 20 min of strength after the run",
        "9 km easy w/ 20 min strength work afterwards",
        "9 km easy with 20 minutes of core",
        "9 km easy, 20 min gym after",
        "9 km easy, then 20 min of strength and conditioning",
        "9 км легко с 20 мин силовой",
    ],
)
def test_strength_beside_a_run_is_a_part_of_its_own(text):
    assert wholly(text) == (RUN, STRENGTH)


BESIDE = {
    "core": run(activity="strength"),
    "drills": run(activity="drill", exercise="drills"),
    "15 min stretching after": run(s=900, activity="cross", exercise="stretching"),
    "yoga": run(activity="cross", exercise="yoga"),
    "3 x 10 squats after the run": rounds(3, run(x=10, activity="strength", exercise="squats")),
}


@pytest.mark.parametrize(("words", "step"), BESIDE.items(), ids=BESIDE)
def test_nobody_runs_so_far_what_is_no_run(words, step):
    assert wholly(f"9 km easy with {words}") == (RUN, step)


def test_a_drill_may_be_how_repetitions_are_run():
    assert [step.exercise for step in steps("6 x 60 m with high knees")] == ["high_knees"]


TWICE = (run(s=540), run(activity="walk"), run(s=540))


@pytest.mark.parametrize(
    "text", ["9 min run / walk / 9 min run", "run 9 min / walk / run 9 min", "9 мин бег / ходьба / 9 мин бег"]
)
def test_a_part_of_a_list_may_have_a_name_and_no_amount(text):
    assert wholly(text) == TWICE


def test_parts_of_a_list_come_in_the_order_in_which_they_are_written():
    first, last = run(s=300, activity="walk"), run(s=240, activity="walk")

    assert wholly("5 min walk / 10 min run / 4 min walk") == (first, run(s=600), last)
    assert wholly("walk 5 min / jog 10 min / walk 4 min") == (first, run(s=600, effort=EASY), last)
    assert wholly("5 min walk / 10 min @ 5k / 4 min walk") == (first, run(s=600, effort=FIVE_K), last)


def test_running_and_walking_in_turn_that_nobody_counts_is_a_run():
    assert wholly("25 min run / walk") == (run(s=1500),)
