from __future__ import annotations

import pytest

from tests.workouts.reads import (
    EASY,
    HARD,
    MARATHON,
    MI,
    MILE,
    STEADY,
    STRIDES,
    TEN_K,
    THRESHOLD,
    aim,
    rest,
    rounds,
    run,
    steps,
)
from workouts.reading import read


@pytest.mark.parametrize("text", ["200-500-800-500-200 @ mile", "200 - 500 - 800 - 500 - 200 @ mile pace"])
def test_a_rising_list_joined_by_dashes_is_no_range(text):
    assert steps(text) == tuple(run(metres, effort=MILE) for metres in (200, 500, 800, 500, 200))


def test_times_joined_by_dashes_share_their_unit():
    assert steps("2-4-6-4-2 min hard") == tuple(run(s=60 * n, effort=HARD) for n in (2, 4, 6, 4, 2))
    assert steps("2-4 min hard") == (run(s=(120, 240), effort=HARD),)


def test_a_ladder_without_a_unit_has_that_of_the_line():
    ladder = tuple(run(n * MI, effort=MARATHON) for n in (3, 2, 1))

    assert steps("6 mi easy + 3/2/1 @ MP") == (run(6 * MI, effort=EASY), *ladder)
    assert steps("6 mi easy + 20 min steady + 3/2/1 @ MP")[2:] == ()
    assert steps("6 mi easy + 3/2/1") == (run(6 * MI, effort=EASY),)


def test_a_list_with_efforts_is_counted_as_one():
    pair = rounds(3, run(s=480, effort=MARATHON), run(s=240, effort=THRESHOLD))

    assert steps("8 min @ MP, 4 min @ HMP x 3") == (pair,)
    assert steps("8 min easy, 4 min @ HMP x 3") == (run(s=480, effort=EASY), run(s=240, x=3, effort=THRESHOLD))


def test_two_amounts_are_no_list():
    assert steps("5 km, 3 km @ MP") == (run(5000), run(3000, effort=MARATHON))


def test_a_ladder_of_race_paces_is_in_miles_where_the_club_says_so():
    ladder = zip((5, 3, 1), (MARATHON, THRESHOLD, TEN_K), strict=True)

    assert read("5/3/1 @ MP/HMP/10k", bare_m="miles").workout.steps == tuple(
        run(miles * MI, effort=pace) for miles, pace in ladder
    )
    assert steps("5/3/1 @ MP/HMP/10k") == ()


@pytest.mark.parametrize(
    "text", ["12 km: 4 km easy, 4 km steady, 4 km tempo", "12 km progression: 4k easy, 4k steady, 4k tempo"]
)
def test_a_total_before_its_parts_is_not_run_twice(text):
    assert steps(text) == (run(4000, effort=EASY), run(4000, effort=STEADY), run(4000, effort=THRESHOLD))


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("35 min", "10 min easy, 3 x 5 min hard, 10 min easy"),
        ("32 min", "10 min easy, 4 x 2 min hard w/ 1 min jog, 10 min easy"),
        ("31 min", "10 min easy, 4 x 2 min hard w/ 1 min jog, 10 min easy"),
        ("9 km", "2 km warm-up, 5 x 1 km @ 10k w/ 90 s, 2 km cool-down"),
        ("12 km", "3 km easy, 3 x (1 km hard, 1 km easy), 3 km easy"),
        ("5 km", "5 x 1 km"),
    ],
)
def test_a_total_counts_repetitions_and_their_recoveries(total, parts):
    assert steps(f"{total}: {parts}") == steps(parts)


def test_what_does_not_add_up_is_no_total():
    assert len(steps("12 km: 4 km easy, 4 km steady")) == 3


def test_a_share_of_effort_behind_a_list_is_that_of_all():
    assert [step.target for step in steps("400 m, 300 m, 200 m @ 90%")] == [aim("percent_effort", 90)] * 3


def test_a_jog_in_brackets_behind_the_list_of_a_set():
    assert steps("2 sets of: 700, 500, 300 (200 jog)") == (rounds(2, run(700), run(200), run(500), run(200), run(300)),)


def test_times_in_brackets_behind_each_part_of_a_list():
    assert steps("1500 m (5:15), 1000 m (3:20), 500 m (1:35)") == tuple(
        run(metres, target=aim("time_s", seconds)) for metres, seconds in ((1500, 315), (1000, 200), (500, 95))
    )


@pytest.mark.parametrize("text", ["800, 600, 400, 2 min rest", "800-600-400-2 min rest"])
def test_a_rest_behind_distances_of_the_track_does_not_give_them_its_unit(text):
    pause = run(s=120, activity="rest")

    assert steps(text) == (run(800), pause, run(600), pause, run(400))


def test_distances_of_the_track_are_no_minutes():
    assert steps("400/200/4 min") == ()
    assert steps("3 sets of 400, 200, 4 min between sets") == (rounds(3, run(400), run(200), between=rest(s=240)),)


def test_a_pace_in_brackets_is_that_of_a_list_tied_by_dashes():
    assert steps("4k-3k-2k (10k pace)") == tuple(run(metres, effort=TEN_K) for metres in (4000, 3000, 2000))


def test_so_many_strides_are_metres():
    assert steps("150 stride") == (run(effort=STRIDES),)
    assert read("150 stride").unread_words == ("150",)
