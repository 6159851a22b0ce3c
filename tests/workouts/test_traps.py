"""The traps that real lines hold, each in a line of our own."""

from __future__ import annotations

import pytest

from tests.workouts.reads import (
    EASY,
    FIVE_K,
    HARD,
    MARATHON,
    MI,
    STEADY,
    TEN_K,
    THRESHOLD,
    aim,
    jog,
    rest,
    rounds,
    run,
    steps,
    wholly,
)
from workouts.reading import read
from workouts.workout import Effort, Load, Range, Step


def test_1_a_bare_m_follows_the_club_below_fifty_and_is_metres_from_there():
    assert wholly("6m steady", bare_m="miles") == (run(round(6 * MI, 3), effort=STEADY),)
    assert wholly("3x4m hard / 2m easy", bare_m="minutes") == (run(s=240, x=3, effort=HARD, recovery=jog(s=120)),)
    assert steps("3x4m hard") == (run(x=3, effort=HARD),)
    assert wholly("8 x 80m") == (run(80, x=8),)


def test_2_a_prime_is_minutes_unless_it_cannot_be():
    assert wholly("20' easy") == (run(s=1200, effort=EASY),)
    assert wholly("6 x 800 @ 10k - 75' rec") == (run(800, x=6, effort=TEN_K, recovery=rest(s=75)),)
    assert wholly("4 x 200 m 45' rest") == (run(200, x=4, recovery=rest(s=45)),)
    assert wholly("4 x 1 km 3' rest") == (run(1000, x=4, recovery=rest(s=180)),)
    assert wholly("2 x 5 km 10' rest") == (run(5000, x=2, recovery=rest(s=600)),)


def test_3_ten_k_is_a_distance_a_pace_or_a_race():
    assert wholly("10k easy") == (run(10_000, effort=EASY),)
    assert wholly("4 x 1 km @ 10k") == (run(1000, x=4, effort=TEN_K),)
    assert wholly("10k race") == (run(10_000, activity="race"),)
    assert wholly("8-10K @ HMP>10k 75' rec") == (
        run(1000, x=(8, 10), effort=Effort("threshold", "10k"), recovery=rest(s=75)),
    )
    assert wholly("6-8 x K") == (run(1000, x=(6, 8)),)


def test_4_plus_and_minus_join_or_shift_a_pace():
    assert wholly("5 km at MP + 3 x 1 km @ HM") == (
        run(5000, effort=MARATHON),
        run(1000, x=3, effort=THRESHOLD),
    )
    assert wholly("12 km @ MP + 5-10") == (run(12_000, effort=MARATHON, target=aim("slower_s", (5, 10))),)
    assert wholly("12 km @ MP-5") == (run(12_000, effort=MARATHON, target=aim("faster_s", 5)),)
    assert [step.activity for step in wholly("4 km tempo -4' rec + 4 x 200 m")] == ["run", "rest", "run"]
    place = read("2 x 5 km steady - Riverside")
    assert place.workout.steps == (run(5000, x=2, effort=STEADY),)
    assert place.unread_words == ("Riverside",)


def test_5_at_brings_a_pace_a_recovery_a_load_or_a_slope():
    assert wholly("4 x 3 min Z4 @ 90 s jog")[0].recovery == jog(s=90)
    assert wholly("2 miles @ 40#")[0].load == Load("weights", Range.exactly(18.14))
    assert wholly("5 km @ 2% incline")[0].grade_percent == Range.exactly(2)
    assert wholly("5 x 800 @ 2:40") == (run(800, x=5, target=aim("time_s", 160)),)
    assert wholly("6 mi @ 6:50") == (run(round(6 * MI, 3), target=aim("pace_s_per_mi", 410)),)


def test_6_a_hyphen_pair_is_a_range_only_if_it_ascends():
    assert wholly("3 x 400-600 m") == (run((400, 600), x=3),)
    assert wholly("5 sets of 1000-200 - 10k/5k - 2' rec") == (
        rounds(5, run(1000, effort=TEN_K), run(200, effort=FIVE_K), between=rest(s=120)),
    )


def test_7_decimals_and_thousands():
    assert wholly("3 x 3 km w/.5 float") == (run(3000, x=3, recovery=jog(round(MI / 2, 3))),)
    assert wholly("1,200 m, 800 m, 400 m") == (run(1200), run(800), run(400))


def test_8_a_count_behind_a_list_binds_to_the_list():
    assert wholly("600 m, 300 m x4") == (rounds(4, run(600), run(300)),)


def test_9_words_of_the_recovery_do_not_make_the_session_easy():
    assert wholly("5 x 1 mi @ 10k w/ 400m easy")[0].effort == TEN_K
    assert wholly("5 x 1 km hard, jog recovery")[0].effort == HARD
    assert wholly("5 x 1 km (200 easy jog)")[0].effort is None
    (floated,) = steps("3 x 2 km @ HM w/ 800 float @ MP")
    assert (floated.effort, floated.recovery.effort) == (THRESHOLD, MARATHON)
    assert read("3 x 2 km @ HM w/ 800 float @ MP+30").unread_words == ("30",)


@pytest.mark.parametrize("words", ["(HM runners do 4)", "Kestrel squad:", "Old Mill Loop -", "for Wednesday group:"])
def test_10_people_places_and_groups_are_words(words):
    reading = read(f"{words} 5 x 1 km @ 5k")

    assert reading.workout.steps == (run(1000, x=5, effort=FIVE_K),)
    assert reading.unread


ALTERNATIVES = {
    "Group 1: 5 x 1 km; Group 2: 4 x 1 km": (),
    "Group A: 9 km easy\nGroup B: 6 km easy": (),
    "Fast group 4 x 2 km, slow group 3 x 2 km": (),
    "5 x 1 km (group 1), 4 x 1 km (group 2)": (),
    "A group: 6 x 800 m, B group: 4 x 800 m": (),
    "Option A: 9 km easy. Option B: 30 min bike": (),
    "A) 9 km easy B) 6 km easy": (),
    "10 min warm up, A) 3 x 1 km @ 10k B) 2 x 1 km @ 10k": (run(s=600, role="warm_up"),),
    "10 km easy - A) 3 x 1 km B) 2 x 1 km": (run(10_000, effort=EASY),),
    "3 km easy; group 1: 6 x 400 m; group 2: 4 x 400 m": (run(3000, effort=EASY),),
    "Juniors: 4 x 1 km; Seniors: 6 x 1 km": (),
    "Vera: 9 km easy\nOleg: 6 km easy": (),
    "2 km warm up. Mile runners: 6 x 400 m. Long ones: 5 x 1 km": (run(2000, role="warm_up"),),
    "Группа 1: 5 х 1 км; группа 2: 4 х 1 км": (),
}


@pytest.mark.parametrize(("text", "expected"), ALTERNATIVES.items(), ids=ALTERNATIVES)
def test_10_what_each_group_does_is_not_added_up(text, expected):
    reading = read(text)

    assert reading.workout.steps == expected
    assert reading.unread_words[-1] not in (")", ":")


def test_10_one_group_is_the_squad_itself():
    assert steps("Group B: 8 km easy") == (run(8000, effort=EASY),)
    assert wholly("9 km easy") == steps("9 km easy with the group, then team dinner")
    assert steps("Note: 9 km easy. Sun: 6 x 400 m") == (run(9000, effort=EASY), run(400, x=6))
    assert wholly("9 km easy") == steps("AM group run 9 km easy, PM no group run")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "No session",
        "SPRING25 see other sheet",
        "TBC",
        "coach away",
        "-",
        "see you at 6:30",
        "For sprinters; drills or bounds. For milers; 8 or 10 hills.",
    ],
)
def test_11_a_cell_that_is_no_workout_has_no_step(text):
    assert steps(text) == ()


def test_12_a_gym_set_and_towed_runs():
    assert wholly("3 x 12 w/ 100 lbs") == (
        rounds(3, Step(activity="strength", reps=Range.exactly(12), load=Load("weights", Range.exactly(45.36)))),
    )
    assert wholly("5 x 40m w/ 30 lb drag") == (run(40, x=5, load=Load("sled", Range.exactly(13.61))),)
