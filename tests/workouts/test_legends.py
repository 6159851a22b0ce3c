from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, FAST, FIVE_K, MARATHON, MI, MILE, TEN_K, THRESHOLD, aim, rounds, run, steps
from workouts.reading import read
from workouts.workout import Range, Recovery


@pytest.mark.parametrize(
    "legend",
    [
        " - 3 mi @ HM, 1 mi @ 10k",
        " - 3 mi (HM), 1 mi (10k)",
        ": 3 mi at HM and 1 mi at 10k",
        " (3 mi @ HM, 1 mi @ 10k)",
        " (3 mi = HM / 1 mi = 10k)",
    ],
)
def test_a_legend_says_how_hard_the_parts_of_the_list_are(legend):
    three, one = run(3 * MI, effort=THRESHOLD), run(MI, effort=TEN_K)
    reading = read("3 mi/1 mi/3 mi" + legend)

    assert reading.workout.steps == (three, one, three)
    assert reading.unread == ()


@pytest.mark.parametrize(
    "text",
    [
        "6 x (1200 m + 300 m); 1200 m @ 10k, 300 m @ mile",
        "6 x (1200 m + 300 m) - 1200 m @ 10k, 300 m @ mile",
        "6 x (1200 m, 300 m) 1200s at 10k, 300s at mile",
        "6 x (1200 m, 300 m), the 1200s at 10k and the 300s at mile pace",
        "6 x (1200 m + 300 m)\n1200s @ 10k, 300's @ mile",
    ],
)
def test_a_legend_of_rounds_adds_nothing_to_them(text):
    reading = read(text)

    assert reading.workout.steps == (rounds(6, run(1200, effort=TEN_K), run(300, effort=MILE)),)
    assert reading.unread == ()


def test_a_legend_may_speak_of_repetitions_and_of_some_of_them():
    assert steps("4 x 1 km, 6 x 400 m; 1k's @ T, 400s @ mile") == (
        run(1000, x=4, effort=THRESHOLD),
        run(400, x=6, effort=MILE),
    )
    assert steps("4 x 1 km, 6 x 400 m. 400s @ mile") == (run(1000, x=4), run(400, x=6, effort=MILE))


def test_a_legend_keeps_offsets_and_times():
    assert steps("4 mi/2 mi (4 mi = MP+5, 2 mi = MP-5)") == (
        run(4 * MI, effort=MARATHON, target=aim("slower_s", 5)),
        run(2 * MI, effort=MARATHON, target=aim("faster_s", 5)),
    )
    assert steps("4 x (800 m, 400 m) - 800 m in 2:50, 400 m in 1:20") == (
        rounds(4, run(800, target=aim("time_s", 170)), run(400, target=aim("time_s", 80))),
    )


def test_what_stands_behind_a_legend_is_read_as_ever():
    found = steps("3 x (4 min, 2 min) - 4 min @ 10k, 2 min fast w/ 90 s jog, 10 min easy")

    assert found[0].steps == (run(s=240, effort=TEN_K), run(s=120, effort=FAST))
    assert found[0].recovery == Recovery("run", duration_s=Range.exactly(90))
    assert found[1:] == (run(s=600, effort=EASY),)


@pytest.mark.parametrize(
    "tail",
    [
        "3 mi @ HM, 2 mi @ 10k",  # of what is no part of the list
        "3 mi @ HM, 1 mi @ 10k, 3 mi @ MP",  # which of them?
    ],
)
def test_a_tail_that_restates_only_some_of_a_list_is_left_unread(tail):
    assert steps(f"3 mi/1 mi/3 mi - {tail}") == (run(3 * MI), run(MI), run(3 * MI))


def test_parts_that_come_again_are_no_legend():
    assert steps("3 km; 1 km; 3 km @ HM; 1 km @ 10k")[2:] == (run(3000, effort=THRESHOLD), run(1000, effort=TEN_K))
    assert steps("6 x (1 km + 400 m); 1 km @ 10k")[1:] == (run(1000, effort=TEN_K),)
    assert steps("4 x (600 m + 300 m), 600 m @ 5k")[1:] == (run(600, effort=FIVE_K),)


def test_a_legend_of_targets():
    assert steps("3 sets of 800/400 - 800 in 2:48, 400 in 79") == (
        rounds(3, run(800, target=aim("time_s", 168)), run(400, target=aim("time_s", 79))),
    )
    assert steps("4 x 2 km + 4 x 300 m; 2 km @ 4:05/km, 300 m @ mile") == (
        run(2000, x=4, target=aim("pace_s_per_km", 245)),
        run(300, x=4, effort=MILE),
    )


def test_what_restates_all_repetitions_is_not_run_once_more():
    assert steps("4 x 9 min, 6 x 3 min; 9 min @ HM, 3 min @ 5k") == (
        run(s=540, x=4, effort=THRESHOLD),
        run(s=180, x=6, effort=FIVE_K),
    )
