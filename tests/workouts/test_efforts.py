from __future__ import annotations

import pytest

from tests.workouts.reads import (
    ALL_OUT,
    EASY,
    FAST,
    FIVE_K,
    HARD,
    MARATHON,
    MI,
    MILE,
    STEADY,
    TEN_K,
    THRESHOLD,
    VERY_EASY,
    aim,
    jog,
    rounds,
    run,
    steps,
    wholly,
)
from workouts.workout import Effort

EFFORTS = {
    "easy": EASY,
    "very easy": VERY_EASY,
    "extremely easy": VERY_EASY,
    "as a recovery run": VERY_EASY,
    "moderate": STEADY,
    "steady": STEADY,
    "at marathon pace": MARATHON,
    "@ MP": MARATHON,
    "@ half marathon pace": THRESHOLD,
    "@ 10-mile pace": Effort("threshold", "10k"),
    "@ vVO2max": FIVE_K,
    "@ LT1": Effort("steady", "marathon"),
    "@ LT2": THRESHOLD,
    "@ VT2": THRESHOLD,
    "at HMP": THRESHOLD,
    "tempo": THRESHOLD,
    "@ LT": THRESHOLD,
    "at threshold": THRESHOLD,
    "@ 10k": TEN_K,
    "at 10K effort": TEN_K,
    "@ 5k pace": FIVE_K,
    "@ 3k": Effort("5k", "mile"),
    "at 3-5k race pace": Effort("5k", "mile"),
    "@ 1500 pace": MILE,
    "@ mile": MILE,
    "at 800m pace": Effort("mile", "maximal"),
    "hard": HARD,
    "fast": FAST,
    "all-out": ALL_OUT,
    "all out": ALL_OUT,
    "flat out": ALL_OUT,
    "MP > 10k": Effort("marathon", "10k"),
    "@ MP->HM": Effort("marathon", "threshold"),
    "5k > mile pace": Effort("5k", "mile"),
    "easy to steady": Effort("easy", "steady"),
    "@ MP-10": MARATHON,
    "@ MP + 5-10": MARATHON,
    "@ MP+40": MARATHON,
    "@ MP+1'": MARATHON,
    "in zone 2": EASY,
    "(Z2)": EASY,
    "Z4": Effort("threshold", "10k"),
    "легко": EASY,
    "очень легко": VERY_EASY,
    "темповый": THRESHOLD,
    "быстро": FAST,
    "в темпе": THRESHOLD,
    "в темпе 10 км": TEN_K,
    "в темпе мили": MILE,
    "в темпе забега на 5 км": FIVE_K,
    "в темпе полумарафона": THRESHOLD,
    "легко > в темпе 10 км": Effort("easy", "10k"),
}


@pytest.mark.parametrize(("words", "effort"), EFFORTS.items(), ids=EFFORTS)
def test_how_hard(words, effort):
    (step,) = steps(f"3 x 2000 m {words}")

    assert step.effort == effort
    assert (step.reps.lo, step.distance_m.lo) == (3, 2000)


@pytest.mark.parametrize("words", ["@ race pace", "at 85 %", "up-tempo", "at sub-threshold", "RPE 7", "pulse 150"])
def test_an_effort_that_is_not_on_the_scale_stays_unread(words):
    (step,) = steps(f"5 km run {words}")

    assert step.effort is None
    assert step.distance_m.lo == 5000


def test_a_pace_makes_a_word_exact():
    (step,) = wholly("4 mi tempo @ MP-5")

    assert step.effort == MARATHON


def test_an_effort_before_a_comma_may_come_behind_it():
    assert wholly("8 km, easy") == wholly("easy, 8 km") == wholly("8 km easy")


@pytest.mark.parametrize("word", ["easy", "tempo", "Steady.", "recovery run"])
def test_an_effort_alone_is_a_session(word):
    (step,) = wholly(word)

    assert step.effort is not None
    assert step.distance_m is None


def test_two_efforts_of_one_run_keep_the_first_and_show_the_second():
    (step,) = steps("30 min easy hard")

    assert step.effort == EASY


def test_the_russian_word_for_tempo_is_also_that_for_pace():
    assert wholly("12 км темп с жилетом 6 кг")[0].effort == THRESHOLD
    assert wholly("12 км темп")[0].effort == THRESHOLD
    assert steps("12 км темп 5:30") == steps("12 км в темпе 5:30") == (run(12_000, target=aim("pace_s_per_km", 330)),)
    assert steps("12 км, темп 5:30") == (run(12_000),)
    assert wholly("4 х 8 мин в темпе ПАНО")[0].effort == THRESHOLD


def test_a_russian_line_of_repetitions():
    assert steps("5 х 1 км по 3:50 через 300 м") == (run(1000, x=5, target=aim("time_s", 230), recovery=jog(300)),)


def test_the_distance_behind_a_word_for_tempo_may_be_that_of_the_run():
    assert wholly("бег в темпе 10 км") == (run(10_000, effort=THRESHOLD),)
    assert wholly("бег в темпе забега на 10 км") == (run(effort=TEN_K),)


def test_between_two_paces_is_how_fast_and_no_recovery():
    slower = Effort("threshold", "10k")

    assert wholly("3 x 1 km between 10k and half marathon pace") == (run(1000, x=3, effort=slower),)
    assert wholly("3 x 1 km @ between 5k & 10k pace") == (run(1000, x=3, effort=Effort("10k", "5k")),)
    assert steps("3 x 1 km between 200 m jogs") == (run(1000, x=3, recovery=jog(200)),)


@pytest.mark.parametrize(
    "text",
    [
        "steady run with 12 min at threshold",
        "Medium length steady run with a step up to 1 x 12 minute threshold effort",
        "steady run finishing with 12 min tempo",
        "Steady run building to 12 min at threshold",
    ],
)
def test_an_effort_right_behind_an_amount_is_that_of_the_amount(text):
    assert steps(text) == (run(effort=STEADY), run(s=720, effort=THRESHOLD))


def test_a_run_that_has_its_length_keeps_its_effort():
    assert steps("60 min easy with 20 min at MP") == (run(s=3600, effort=EASY),)
    assert steps("Easy with the dog 8 km") == (run(8000, effort=EASY),)
    assert steps("tempo run with 2 min easy jog between") == ()


@pytest.mark.parametrize(
    ("pace", "effort"),
    [
        ("at goal 5k pace", FIVE_K),
        ("at your current 10k pace", TEN_K),
        ("at goal half marathon pace", THRESHOLD),
        ("@ target MP", MARATHON),
        ("cruise intervals", THRESHOLD),
        ("all easy", EASY),
    ],
)
def test_whose_race_it_is_changes_nothing(pace, effort):
    assert wholly(f"5 x 1 km {pace}") == (run(1000, x=5, effort=effort),)


@pytest.mark.parametrize("pace", ["at goal pace", "at race pace", "just below threshold", "sub 10k pace"])
def test_a_pace_that_nobody_can_tell_stays_unread(pace):
    assert steps(f"5 x 1 km {pace}") == (run(1000, x=5),)


def test_just_over_so_many_kilometres_is_how_far():
    assert steps("just over 5 km easy") == (run(5000, effort=EASY),)


@pytest.mark.parametrize("text", ["parkrun as tempo", "Parkrun at threshold effort", "tempo parkrun"])
def test_a_parkrun_at_an_effort_is_no_race(text):
    assert wholly(text) == (run(effort=THRESHOLD),)
    assert wholly("parkrun") == (run(activity="race"),)


BRACKETS = {
    "7 sets of 4' fast (10k effort)/3' medium (MP+40)": rounds(
        7, run(s=240, effort=TEN_K), run(s=180, effort=MARATHON, target=aim("slower_s", 40))
    ),
    "7 x 4' fast (10k)/3' medium (MP + 30-40)": rounds(
        7, run(s=240, effort=TEN_K), run(s=180, effort=MARATHON, target=aim("slower_s", (30, 40)))
    ),
    "7 x 4 min hard (3:30/km) / 3 min steady (4:05/km)": rounds(
        7,
        run(s=240, effort=HARD, target=aim("pace_s_per_km", 210)),
        run(s=180, effort=STEADY, target=aim("pace_s_per_km", 245)),
    ),
    "7 x (4 min hard (5k), 3 min steady (MP))": rounds(
        7, run(s=240, effort=FIVE_K), run(s=180, effort=MARATHON)
    ),
    "3 x 800/400 fast (5k pace)": rounds(3, run(800, effort=FIVE_K), run(400, effort=FIVE_K)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BRACKETS.items(), ids=BRACKETS)
def test_a_bracket_behind_one_part_of_a_list_says_how_fast_that_part_is(text, expected):
    assert wholly(text) == (expected,)


def test_a_distance_in_brackets_that_can_be_run_in_the_time_is_no_pace():
    assert steps("22 min hard (5k)") == (run(s=1320, effort=HARD),)
    assert steps("22 min hard (10k)") == (run(s=1320, effort=TEN_K),)


@pytest.mark.parametrize(
    ("text", "effort"),
    [
        ("5 x 1 km from MP to 10k", Effort("marathon", "10k")),
        ("6 x 600 cutdown from 10k to 5k", Effort("10k", "5k")),
        ("7 km from easy to steady", Effort("easy", "steady")),
    ],
)
def test_from_one_effort_to_the_other(text, effort):
    assert wholly(text)[0].effort == effort


@pytest.mark.parametrize("text", ["25 min @ M", "25 min at M", "25 min M pace", "25 min @ M-pace"])
def test_the_letter_of_the_marathon_stands_behind_a_sign_or_before_its_pace(text):
    assert wholly(text) == (run(s=1500, effort=MARATHON),)


def test_elsewhere_it_is_a_unit():
    assert steps("3 x 2M @ MP", bare_m="miles") == (run(2 * MI, x=3, effort=MARATHON),)
