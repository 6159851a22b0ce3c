"""What lines are headed with is no part of what is done."""

from __future__ import annotations

import pytest

from tests.workouts.reads import (
    ALL_OUT,
    EASY,
    FIVE_K,
    HARD,
    MARATHON,
    STRIDES,
    THRESHOLD,
    VERY_EASY,
    jog,
    rest,
    run,
    steps,
    walk,
    wholly,
)
from workouts.reading import read

HEADINGS = (
    "M:", "Th:", "Sa:", "Day 1:", "W3D2:", "Week 4, Day 2:", "Week 4 -", "12/3:", "Mon 12/3:", "3.12:", "03.12:",
    "12.03.2024:", "2024-03-12:", "12 March:", "March 12:", "12th March -", "Tue 12 Mar:", "6:30pm:", "19:00:",
    "7:00 -", "Session 2:", "Неделя 4:", "День 1:", "Пн:",
)  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_says_nothing_of_what_is_done(heading):
    assert steps(f"{heading} 9 km") == (run(9000),)
    assert steps(f"{heading} 7 x 300 m") == (run(300, x=7),)


def test_its_numbers_stay_unread():
    assert read("Week 4, Day 2: 9 km").unread_words == ("Week", "4", "Day", "2")


def test_each_line_may_have_one():
    assert steps("Day 1: rest\nDay 2: 9 km easy\nDay 3: 12 km") == (
        run(activity="rest"),
        run(9000, effort=EASY),
        run(12_000),
    )


@pytest.mark.parametrize(
    "text", ["R: 2 min", "1-2-3: 2 min", "400: 60 s", "8.25: 3 km", "Group B: 9 km", "with 4: 9 km"]
)
def test_what_is_no_heading_keeps_what_follows_unread(text):
    assert steps(text) == ()
    assert read(text).unread


@pytest.mark.parametrize("text", ["1-2 miles: easy", "10k: easy"])
def test_an_amount_is_no_heading(text):
    (step,) = steps(text)

    assert step.distance_m is not None


@pytest.mark.parametrize("text", ["2000/2000: ", "2000/1900: 8 km", "2024/3: 8 km", "99999/99999: 8 km"])
def test_two_figures_of_which_one_is_a_year_are_no_date(text):
    assert read(text).text == text


@pytest.mark.parametrize(
    "title",
    ["Intervals:", "Intervals -", "Reps:", "Speed:", "Speed work:", "Track session -", "Short intervals:", "Повторы:"],
)
def test_a_title_that_only_names_repetitions_adds_nothing_to_them(title):
    assert steps(f"{title} 7 x 300 m, 90 s rest") == (run(300, x=7, recovery=rest(s=90)),)


def test_such_a_title_leaves_no_word_unread():
    assert wholly("Mile repeats: 7 x 300 m") == (run(300, x=7),)
    assert wholly("2 km easy\nTrack session: 7 x 300 m") == (run(2000, effort=EASY), run(300, x=7))


@pytest.mark.parametrize(
    ("title", "effort"),
    [
        ("VO2max:", FIVE_K),
        ("VO2max intervals -", FIVE_K),
        ("Threshold session:", THRESHOLD),
        ("MP:", MARATHON),
        ("Hard:", HARD),
    ],
)
def test_a_title_says_how_hard_the_repetitions_are(title, effort):
    assert wholly(f"{title} 7 x 3 min w/ 1 min jog, 10 min easy") == (
        run(s=180, x=7, effort=effort, recovery=jog(s=60)),
        run(s=600, effort=EASY),
    )


def test_a_title_of_strides_is_no_part_beside_them():
    assert wholly("Strides: 7 x 90 m, walk back") == (run(90, x=7, effort=STRIDES, recovery=walk()),)
    assert len(steps("Strides: 7 x 400 m @ 5k")) == 2


def test_recovery_as_all_there_is_to_do_is_a_run():
    assert wholly("Recovery: 35 min") == (run(s=2100, effort=VERY_EASY),)
    assert wholly("Recovery: 35 min easy") == (run(s=2100, effort=EASY),)
    assert read("Recovery: 2 min, 7 x 300 m").unread_words == ("Recovery", "2", "min")


def test_names_for_running_in_and_for_sprints():
    assert wholly("20 min easy, build-ups 4 x 80 m")[-1] == run(80, x=4, effort=STRIDES)
    assert wholly("5 x flying 40 m") == (run(40, x=5, effort=ALL_OUT),)


@pytest.mark.parametrize(
    "text", ["Tempo run: 10 min easy, 20 min tempo, 10 min easy", "Tempo: 10 min easy, 20 min tempo, 10 min easy"]
)
def test_a_title_that_one_of_the_parts_says_again_is_none_of_them(text):
    assert wholly(text) == (run(s=600, effort=EASY), run(s=1200, effort=THRESHOLD), run(s=600, effort=EASY))


def test_cross_training_as_a_title():
    assert wholly("XT - bike 70 min") == wholly("bike 70 min")
