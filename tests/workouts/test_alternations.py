from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, HARD, MARATHON, MI, TEN_K, THRESHOLD, aim, rounds, run, steps
from workouts.reading import read

TURNS = run(1000, effort=THRESHOLD), run(1000, effort=MARATHON)


@pytest.mark.parametrize(
    "text",
    [
        "14 km alternating 1 km at HM and 1 km at MP",
        "14 km alternating 1 km @ HM / 1 km @ MP",
        "14 km, alternating between 1 km @ HM and 1 km @ MP",
        "14 km alternations (1 km @ HM, 1 km @ MP)",
        "14 km alternations: 1 km @ HM/1 km @ MP",
        "14 km (alternating 1 km @ HM, 1 km @ MP)",
        "14 km alternating km at HM and MP",
        "14 км чередуя 1 км в темпе полумарафона и 1 км в темпе марафона",
    ],
)
def test_a_run_of_two_parts_in_turn_is_as_many_rounds_of_them(text):
    reading = read(text)

    assert reading.workout.steps == (rounds(7, *TURNS),)
    assert reading.unread == ()


def test_rounds_keep_offsets_times_and_ranges():
    slower = run(MI, effort=MARATHON, target=aim("slower_s", 25))

    assert steps("8 mi alternating 1 mi @ MP / 1 mi @ MP+25") == (rounds(4, run(MI, effort=MARATHON), slower),)
    assert steps("30 min alternating 3 min hard with 2 min easy") == (
        rounds(6, run(s=180, effort=HARD), run(s=120, effort=EASY)),
    )
    assert steps("6-10 km alternating 1 km @ HM and 1 km @ MP") == (rounds((3, 5), *TURNS),)


def test_the_parts_may_have_paces():
    fast, slow = (run(1000, target=aim("pace_s_per_km", seconds)) for seconds in (235, 265))

    assert steps("10 km alternating 1 km @ 3:55/km, 1 km @ 4:25/km") == (rounds(5, fast, slow),)


def test_what_follows_is_a_part_of_its_own():
    found = steps("2 km easy + 14 km alternating 1 km @ HM and 1 km @ MP + 2 km easy")

    assert found == (run(2000, effort=EASY), rounds(7, *TURNS), run(2000, effort=EASY))


@pytest.mark.parametrize(
    "turns",
    [
        "alternating 1 km @ HM and 1 km @ MP",
        "alternating 2 km @ HM, 1 km @ MP, 2 km @ 10k",
        "alternating 3 min hard, 2 min easy",
        "alternations: 1 km @ HM/1 km @ MP",
        "alternations (MP-5/MP+25)",
    ],
)
def test_parts_that_do_not_fill_the_run_add_nothing_to_it(turns):
    reading = read(f"15 km {turns}")

    assert [step.distance_m for step in reading.workout.steps] == [run(15_000).distance_m]
    assert reading.unread


def test_a_run_that_has_an_effort_of_its_own_is_not_made_up_anew():
    assert steps("14 km @ 10k alternating 1 km at HM and 1 km at MP") == (run(14_000, effort=TEN_K),)


@pytest.mark.parametrize("sign", ["alternations - (", "alternations- [", "alternations: ("])
def test_a_sign_and_a_bracket_may_stand_before_the_parts_together(sign):
    close = "]" if "[" in sign else ")"

    assert steps(f"14 km {sign}1 km at HM / 1 km at MP{close}") == (rounds(7, *TURNS),)
