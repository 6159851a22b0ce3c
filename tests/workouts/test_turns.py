from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, FAST, MARATHON, rounds, run, steps, wholly
from workouts.reading import read
from workouts.workout import Repeat


def in_turn(times: object, ran: int, walked: int, *, jog: bool = False) -> Repeat:
    return rounds(times, run(s=ran, effort=EASY if jog else None), run(s=walked, activity="walk"))


RUN_AND_WALK = {
    "Alternate 1 min jog and 2 min walk for 24 minutes": in_turn(8, 60, 120, jog=True),
    "Alternate 1 minute of jogging with 2 minutes of walking for 24 min in total": in_turn(8, 60, 120, jog=True),
    "Alternating between running 1 min and walking 2 min for 24 min": in_turn(8, 60, 120),
    "Alternate 1 min run and 2 min walk. Repeat 8 times.": in_turn(8, 60, 120),
    "run 1 min / walk 2 min x 8": in_turn(8, 60, 120),
    "run 1 min walk 2 min for 24 min": in_turn(8, 60, 120),
    "Run for 1 min, then walk for 2 min. Repeat for 24 min.": in_turn(8, 60, 120),
    "Run 1 min, walk 2 min, x 8": in_turn(8, 60, 120),
    "1 min run/2 min walk (24 min total)": in_turn(8, 60, 120),
    "(run 1 min, walk 2 min) x 8": in_turn(8, 60, 120),
    "24 min run/walk (1 min run, 2 min walk)": in_turn(8, 60, 120),
    "24 min: run 1 min, walk 2 min": in_turn(8, 60, 120),
    "24 min of 1 min run / 2 min walk": in_turn(8, 60, 120),
    "24 min alternating 1 min run and 2 min walk": in_turn(8, 60, 120),
    "24 min run/walk 1:2": in_turn(8, 60, 120),
    "run/walk 1 min/2 min for 24 min": in_turn(8, 60, 120),
    "чередовать 1 мин бега и 2 мин ходьбы 24 минуты": in_turn(8, 60, 120),
    "чередовать 1 мин бега и 2 мин ходьбы в течение 24 минут": in_turn(8, 60, 120),
}


@pytest.mark.parametrize("text", RUN_AND_WALK)
def test_running_and_walking_in_turn(text: str) -> None:
    assert wholly(text) == (RUN_AND_WALK[text],)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alternate 90 s of running and 2 min of walking for a total of 20 minutes", in_turn((5, 6), 90, 120)),
        ("run 2-3 min, walk 1 min for 24 min", rounds((6, 8), run(s=(120, 180)), run(s=60, activity="walk"))),
    ],
)
def test_a_total_that_does_not_come_out_even_lies_between_two_numbers_of_rounds(text: str, expected: Repeat) -> None:
    assert wholly(text) == (expected,)


def test_what_is_done_before_and_after_is_no_part_of_the_rounds() -> None:
    five = run(s=300, activity="walk")
    assert wholly("Walk 5 min, then run 1 min, walk 2 min, repeat 8 times, walk 5 min") == (
        five,
        in_turn(8, 60, 120),
        five,
    )
    assert wholly("Walk 5 min. Alternate run 1 min and walk 2 min x 8. Walk 5 min") == (five, in_turn(8, 60, 120), five)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alternate 30 s fast, 30 s easy for 10 min", rounds(10, run(s=30, effort=FAST), run(s=30, effort=EASY))),
        (
            "10 km alternating 1 km at MP, 1 km easy",
            rounds(5, run(1000, effort=MARATHON), run(1000, effort=EASY)),
        ),
    ],
)
def test_a_word_for_turns_makes_rounds_of_any_two_phases(text: str, expected: Repeat) -> None:
    assert wholly(text) == (expected,)


def test_two_phases_of_which_nobody_says_how_often_are_done_once() -> None:
    assert wholly("run 1 min/walk 2 min") == (run(s=60), run(s=120, activity="walk"))
    assert wholly("run 10 min, walk 1 min, run 10 min") == (
        run(s=600),
        run(s=60, activity="walk"),
        run(s=600),
    )


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("30 min alternating 2 min run and 1 min walk x 5", "x"),
        ("25 min run/walk (3 min run, 1 min walk)", "walk"),
        ("20 min run/walk 30/30", "30"),
    ],
)
def test_rounds_that_do_not_make_up_the_run_are_left(text: str, unread: str) -> None:
    reading = read(text)
    assert len(reading.workout.steps) == 1
    assert unread in reading.unread_words


def test_a_count_behind_a_comma_may_be_of_the_run_alone() -> None:
    assert steps("walk 5 min, run 3 min x 4") == (run(s=300, activity="walk"), run(s=180, x=4))


def test_repeat_speaks_of_all_pairs_of_a_list() -> None:
    assert wholly("60 s jog / 60 s walk, 2 min jog / 2 min walk, repeat 2x") == (
        rounds(
            2,
            run(s=60, effort=EASY),
            run(s=60, activity="walk"),
            run(s=120, effort=EASY),
            run(s=120, activity="walk"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 sets of 60 s jog/90 s walk", in_turn(8, 60, 90, jog=True)),
        ("8 x 60 s jog / 90 s walk", in_turn(8, 60, 90, jog=True)),
        ("60 s jog, 90 s walk, 8 rounds", in_turn(8, 60, 90, jog=True)),
        ("Alternate 60 s jogging with 90 s walking, 8 reps", in_turn(8, 60, 90, jog=True)),
    ],
)
def test_a_jog_that_is_done_in_turn_with_a_walk_is_what_is_run(text: str, expected: Repeat) -> None:
    assert wholly(text) == (expected,)


def test_a_walk_added_to_rounds_of_running_and_walking_is_done_once() -> None:
    assert wholly("6 x (2 min run/2 min walk) + 5 min walk")[1:] == (run(s=300, activity="walk"),)
