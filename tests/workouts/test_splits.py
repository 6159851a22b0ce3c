from __future__ import annotations

import pytest

from tests.workouts.reads import FIVE_K, MI, aim, jog, run, steps
from workouts.reading import read
from workouts.workout import Effort


@pytest.mark.parametrize(
    "text",
    [
        "3 x 700 m - 2:10, 2:06, 2:08",
        "3 x 700 m (2:10, 2:06, 2:08)",
        "3 x 700 m in 2:10, 2:06 and 2:08",
        "3 x 700 m @ 2:10/2:06/2:08",
        "3 x 700 m: 1 @ 2:06, 2 @ 2:10",
        "3 х 700 м за 2:10, 2:06, 2:08",
    ],
)
def test_a_time_for_each_repetition(text):
    reading = read(text)

    assert reading.workout.steps == (run(700, x=3, target=aim("time_s", (126, 130))),)
    assert reading.unread == ()


def test_counts_of_times_that_come_to_as_many():
    assert steps("8 x 900 m w/ 300 m jog, 3 @ 2:50, 3 @ 2:48, 2 @ 2:45") == (
        run(900, x=8, target=aim("time_s", (165, 170)), recovery=jog(300)),
    )
    assert steps("8 x 400 m: 4 @ 5k, 4 @ mile") == (run(400, x=8, effort=Effort("5k", "mile")),)


def test_seconds_of_each_repetition():
    assert steps("4 x 200 m - 33, 32, 32, 31, 200 jog") == (
        run(200, x=4, target=aim("time_s", (31, 33)), recovery=jog(200)),
    )


def test_a_time_for_each_part_of_a_list():
    times = (200, 140, 90)

    assert steps("1000/700/500 m in 3:20, 2:20, 1:30") == tuple(
        run(metres, target=aim("time_s", time)) for metres, time in zip((1000, 700, 500), times, strict=True)
    )


def test_paces_of_longer_repetitions():
    assert steps("3 x 2 mi - 6:10, 6:05, 6:00")[0] == run(2 * MI, x=3, target=aim("pace_s_per_mi", (360, 370)))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("3 x 700 m - 2:10, 2:06", ("2:10", "2:06")),
        ("3 x 700 m in 2:10, 2:06", ("2:10", "2:06")),
        ("3 x 700 m - 2:10, 2:06, 2:08, 2:04", ("2:10", "2:06", "2:08", "2:04")),
        ("3 x 700 m: 1 @ 2:06, 1 @ 2:10", ("1", "2:06", "1", "2:10")),
        ("3 x 400 m, 60, 60, 60", ("60", "60", "60")),  # or rests
        ("3 x 700 m - 0:10, 0:11, 0:12", ("0:10", "0:11", "0:12")),
    ],
)
def test_any_other_number_of_times_is_left_unread(text, unread):
    reading = read(text)

    assert reading.workout.steps[0].target is None
    assert reading.unread_words == unread


def test_a_rest_behind_a_time_is_no_second_time():
    found = steps("5 x 800 m @ 5k in 2:50, 2:30 jog")

    assert found == (run(800, x=5, effort=FIVE_K, target=aim("time_s", 170), recovery=jog(s=150)),)
