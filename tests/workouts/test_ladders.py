from __future__ import annotations

import re

import pytest

from tests.workouts.reads import EASY, FIVE_K, HARD, MARATHON, MI, MILE, TEN_K, THRESHOLD, aim, rounds, run, steps
from workouts.reading import read
from workouts.workout import Effort

LADDER = tuple(run(metres) for metres in (300, 500, 700, 500, 300))


@pytest.mark.parametrize(
    "text",
    [
        "Ladder: 300-500-700-500-300",
        "Ladder 300-500-700-500-300",
        "Pyramid: 300, 500, 700, 500, 300",
        "Pyramid session - 300/500/700/500/300",
        "300-500-700-500-300 pyramid",
        "Пирамида: 300-500-700-500-300",
    ],
)
def test_a_word_for_a_list_says_no_more_than_the_list(text):
    reading = read(text)

    assert reading.workout.steps == LADDER
    assert reading.unread == ()


@pytest.mark.parametrize("text", ["Ladder 12 min", "Ladder 12-15 min", "Agility ladder 12 min"])
def test_another_ladder_is_no_run(text):
    reading = read(text)

    assert reading.workout.steps == ()
    assert "adder" in " ".join(reading.unread_words)


def test_a_title_without_a_colon_is_said_of_all_of_the_list():
    assert steps("Fartlek 4-3-2 min") == tuple(run(s=60 * n) for n in (4, 3, 2))
    assert steps("Tempo 4/3/2 km") == tuple(run(1000 * n, effort=THRESHOLD) for n in (4, 3, 2))
    assert steps("Hills 40-50-60-50-40 s") == tuple(run(s=n, uphill=True) for n in (40, 50, 60, 50, 40))
    assert steps("Fartlek pyramid: 1-2-3-2-1 min") == tuple(run(s=60 * n) for n in (1, 2, 3, 2, 1))


def test_a_title_that_says_how_hard_beside_a_list_that_does_too_is_unread():
    assert steps("Easy 6-5-4 km hard") == ()


def test_a_jog_behind_a_hard_ladder_comes_between_its_parts():
    jog = run(s=90)
    one, two, three = (run(s=60 * n, effort=HARD) for n in (1, 2, 3))

    assert steps("1-2-3-2-1 min hard, 90 s jog") == (one, jog, two, jog, three, jog, two, jog, one)
    assert steps("3/2/1 km @ 10k, 12 min jog") == (
        *(run(1000 * n, effort=TEN_K) for n in (3, 2, 1)),
        run(s=720, effort=EASY),
    )


@pytest.mark.parametrize(
    "text",
    ["12 + 18 min tempo", "12 and 18 min tempo", "12 + 18 мин темп", "Tempo 12 + 18 min"],
)
def test_two_numbers_that_are_added_share_a_unit_and_an_effort(text):
    assert steps(text) == (run(s=720, effort=THRESHOLD), run(s=1080, effort=THRESHOLD))


def test_sets_of_numbers_that_share_a_unit():
    assert steps("2 x tempo runs of 12 + 18 min") == (
        rounds(2, run(s=720, effort=THRESHOLD), run(s=1080, effort=THRESHOLD)),
    )
    assert steps("3 sets of 4/2/1 min hard") == (rounds(3, *(run(s=60 * n, effort=HARD) for n in (4, 2, 1))),)
    assert steps("3 x 4/2/1 min hard") == steps("3 sets of 4/2/1 min hard")


def test_and_before_the_last_of_a_list():
    three = tuple(run(s=60 * n, effort=THRESHOLD) for n in (8, 12, 16))

    assert steps("8, 12 and 16 min at threshold") == three
    assert steps("8, 12, and 16 min at threshold") == three
    assert steps("8, 12 и 16 мин темп") == three


@pytest.mark.parametrize(
    "text", ["5 + 400 m", "6 + 8 x 400 m", "5 + 3 min jog", "2 x 9 + 8 min tempo", "8 + 4 min rest"]
)
def test_a_number_that_may_be_something_else_shares_no_unit(text):
    assert re.match(r"\d+", text)[0] in read(text).unread_words


def test_who_jogs_a_list_with_one_unit_jogs_all_of_it():
    assert steps("6/2/6 min jog") == tuple(run(s=60 * n, effort=EASY) for n in (6, 2, 6))
    assert all(step.activity == "walk" for step in steps("6-2-6 min walk"))
    assert all(step.uphill for step in steps("40/60/80 s hills"))
    assert all(step.exercise == "cycling" for step in steps("6/4/6 min bike"))


def test_two_efforts_are_those_of_the_two_amounts_that_take_turns():
    faster = aim("faster_s", 8)
    three, two = run(3 * MI, effort=MARATHON), run(2 * MI, effort=MARATHON, target=faster)

    assert steps("3/2/3/2/3 mi @ MP/MP-8") == (three, two, three, two, three)
    assert read("5 mi easy + 3/2/3 @ MP/MP-8", bare_m="miles").workout.steps[1:] == (three, two, three)


def test_efforts_belong_to_amounts_in_the_order_in_which_these_come_first():
    one, two, three = (run(metres, effort=effort) for metres, effort in ((300, MILE), (600, FIVE_K), (900, TEN_K)))

    assert steps("300/600/900/600/300 m @ mile/5k/10k") == (one, two, three, two, one)
    assert steps("1 km/1 km/1 km @ HM/10k") == (run(1000, effort=Effort("threshold", "10k")),) * 3


@pytest.mark.parametrize("warm_up", ["5 mi warm-up", "5m warm-up"])
def test_a_float_in_metres_does_not_measure_a_ladder_of_miles(warm_up):
    reading = read(f"{warm_up} + 4/2/1 - MP/HM/10k - float 600 m", bare_m="miles")

    assert [step.distance_m.lo for step in reading.workout.steps] == [5 * MI, 4 * MI, 600, 2 * MI, 600, MI]
    assert reading.unread == ()


def test_amounts_with_their_units_between_dashes_are_a_list_and_no_range():
    one, two, three = (run(1000 * n, effort=THRESHOLD) for n in (1, 2, 3))

    assert steps("1 km - 2 km - 3 km - 1 km @ HM") == (one, two, three, one)
    assert steps("7 km - 9 km - 4 x 300 m") == (run((7000, 9000)), run(300, x=4))
    assert steps("7 km - 9 km - 2 km cool-down")[0] == run((7000, 9000))
