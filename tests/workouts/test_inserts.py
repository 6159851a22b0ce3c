"""A block that is inserted into a run at a known place."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, HARD, MARATHON, THRESHOLD, jog, run, wholly
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
