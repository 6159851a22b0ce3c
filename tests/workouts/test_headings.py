"""What lines are headed with is no part of what is done."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, run, steps
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
