"""A block that is inserted into a run at a known place."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, HARD, MARATHON, THRESHOLD, jog, rounds, run, steps, wholly
from workouts.reading import read

BLOCK = run(s=180, x=3, effort=HARD, recovery=jog(s=60))
RUN = (run(s=900, effort=EASY), BLOCK, run(s=2040, effort=EASY))


@pytest.mark.parametrize(
    "text",
    [
        "1:00 easy at 0:15, insert 3 x 3 min hard w/ 1 min jog",
        "1 h easy; at 0:15 insert 3 x 3 min hard w/ 1 min jog",
        "60 min Z2, at 15 min insert 3 x 3 min hard @ 1 min jog",
        "60 min easy at 15:00, inserting 3 x 3 min hard, 1 min jog",
    ],
)
def test_the_run_goes_on_behind_what_was_inserted_into_it(text):
    assert wholly(text) == RUN


def test_a_part_may_be_inserted_by_its_distance_or_end_the_run():
    assert wholly("9 km easy at 5 km, insert 3 km MP") == (
        run(5000, effort=EASY),
        run(3000, effort=MARATHON),
        run(1000, effort=EASY),
    )
    assert wholly("50 min easy at 35 min, insert 15 min tempo") == (
        run(s=2100, effort=EASY),
        run(s=900, effort=THRESHOLD),
    )


@pytest.mark.parametrize(
    "text",
    [
        "9 km easy at 5 km, insert 10 min MP",
        "60 min easy at 20:00, insert 10 min tempo, 5 min steady",
        "60 min easy at 55 min, insert 10 min tempo",
        "60 min easy at 20 min, insert 4 x 1 min hard",
        "40-50 min easy at 20 min, insert 10 min tempo",
    ],
)
def test_where_a_block_begins_stays_unread_where_nobody_can_tell_what_is_left(text):
    reading = read(text)

    assert "insert" in reading.unread_words
    assert reading.workout.steps[0].effort == EASY


@pytest.mark.parametrize("word", ["with", "incl.", "insert", "including", "включая"])
def test_a_run_is_no_longer_than_it_is_for_the_repetitions_inside_it(word):
    block = run(s=120, x=5, effort=HARD, recovery=jog(s=60))

    assert wholly(f"50 min easy, {word} 5 x 2 min hard w/ 1 min jog") == (run(s=2160, effort=EASY), block)


INSIDE = {
    "24 km with 2 x 5 km @ MP": (run(14_000), run(5000, x=2, effort=MARATHON)),
    "Long run 24 km w/ 2 x 5 km @ MP, 1 km jog": (run(13_000), run(5000, x=2, effort=MARATHON, recovery=jog(1000))),
    "22-24 km with 2 x 5 km @ MP": (run((12_000, 14_000)), run(5000, x=2, effort=MARATHON)),
    "24 km w/ 3 x (3 km @ MP, 1 km easy)": (
        run(12_000),
        rounds(3, run(3000, effort=MARATHON), run(1000, effort=EASY)),
    ),
    "24 km with 4 x 1 km hard w/ 2 min jog": (run(20_000), run(1000, x=4, effort=HARD, recovery=jog(s=120))),
}


@pytest.mark.parametrize(("text", "meant"), INSIDE.items(), ids=INSIDE)
def test_what_the_repetitions_leave_of_the_run_comes_before_them(text, meant):
    assert wholly(text) == meant


@pytest.mark.parametrize(
    ("whole", "block"),
    [
        ("9 km easy", "6 x 100 m"),
        ("9 km easy", "6 x 20 s strides"),
        ("9 km easy", "8 x 45 s hills"),
        ("9 km easy", "6 x 2 min hard"),
        ("9 km easy", "5 x 2 km hard"),
        ("9 km in a 5 kg vest", "3 x 1 km hard"),
    ],
)
def test_what_cannot_be_inside_the_run_or_measured_by_it_stands_beside_it(whole, block):
    assert steps(f"{whole} with {block}")[0] == steps(whole)[0]


def test_of_repetitions_that_nobody_can_measure_by_the_run_the_word_stays_unread():
    assert read("9 km easy, incl. 6 x 2 min hard").unread_words == ("incl",)


def test_a_block_behind_the_colon_of_a_run_is_inside_it():
    assert wholly("48 min fartlek: 8 x 2 min hard, 1 min easy") == (
        run(s=1500),
        run(s=120, x=8, effort=HARD, recovery=jog(s=60)),
    )
