from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, rounds, run, steps, wholly
from workouts.reading import read

THREE = run(2000, effort=EASY), run(200, x=4), run(1000, effort=EASY)


@pytest.mark.parametrize(
    "text",
    [
        "1) 2 km easy 2) 4 x 200 m 3) 1 km easy",
        "1) 2 km easy, 2) 4 x 200 m, 3) 1 km easy",
        "1) 2 km easy\n2) 4 x 200 m\n3) 1 km easy",
        "(1) 2 km easy (2) 4 x 200 m (3) 1 km easy",
        "1. 2 km easy 2. 4 x 200 m 3. 1 km easy",
        "1. 2 km easy\n2. 4 x 200 m\n3. 1 km easy",
        "a) 2 km easy b) 4 x 200 m c) 1 km easy",
    ],
)
def test_the_marks_of_an_enumeration_part_its_items(text: str) -> None:
    assert wholly(text) == THREE


def test_what_an_enumeration_lists_may_be_repeated() -> None:
    assert wholly("3 rounds of: 1) 400 m 2) 200 m") == (rounds(3, run(400), run(200)),)


@pytest.mark.parametrize(
    "text",
    ["A) 5 km easy B) 8 km easy", "a) 5 km easy or b) 8 km easy", "Week 1) 5 km Week 2) 8 km", "2) 5 km 1) 8 km"],
)
def test_variants_and_numbers_out_of_order_are_no_enumeration(text: str) -> None:
    assert steps(text) == ()
    assert read(text).unread_words


def test_one_number_or_one_that_counts_is_no_mark() -> None:
    assert read("1. 5 km easy").unread_words == ("1",)
    assert steps("1. 5 km easy x 2. 3 km")[0] == run(5000, x=2, effort=EASY)
