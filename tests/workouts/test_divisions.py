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
    STEADY,
    TEN_K,
    THRESHOLD,
    aim,
    between,
    exactly,
    rounds,
    run,
    steps,
    wholly,
)
from workouts.reading import read
from workouts.workout import Effort, Load

VEST = Load("vest", exactly(5))

PARTS = {
    "14 mile run with the last 4 miles at MP": (run(10 * MI), run(4 * MI, effort=MARATHON)),
    "13 mi w/ final 5 @ MP": (run(8 * MI), run(5 * MI, effort=MARATHON)),
    "Long run 22 km (last 6 km @ MP)": (run(16_000), run(6000, effort=MARATHON)),
    "Long run. 22 km with last 6 at MP": (run(16_000), run(6000, effort=MARATHON)),
    "80 min with last 15 min at threshold": (run(s=3900), run(s=900, effort=THRESHOLD)),
    "15 km easy. Last 3 km at marathon pace.": (run(12_000, effort=EASY), run(3000, effort=MARATHON)),
    "9 km, first 3 km easy": (run(3000, effort=EASY), run(6000)),
    "9 km steady, first 2 km easy and last 1 km hard": (
        run(2000, effort=EASY),
        run(6000, effort=STEADY),
        run(1000, effort=HARD),
    ),
    "9-10 mi progression run - last 2-3 mi at HM": (run(7 * MI), run((2 * MI, 3 * MI), effort=THRESHOLD)),
    "18 km with 4 km at MP at the end": (run(14_000), run(4000, effort=MARATHON)),
    "18 km easy w/ 4 km at MP to finish": (run(14_000, effort=EASY), run(4000, effort=MARATHON)),
    "18 km with 4 km easy to start": (run(4000, effort=EASY), run(14_000)),
    "18 km easy (4 km at MP at the end)": (run(14_000, effort=EASY), run(4000, effort=MARATHON)),
    "2 h with the last hour steady": (run(s=3600), run(s=3600, effort=STEADY)),
    "6 mi easy, run the final mile at 5k pace": (run(5 * MI, effort=EASY), run(MI, effort=FIVE_K)),
    "50 min jog, last 5 min walk": (run(s=2700, effort=EASY), run(s=300, activity="walk")),
    "50 min walk, last 5 min jog": (run(s=2700, activity="walk"), run(s=300, effort=EASY)),
    "50 min, first 10 min as warm-up, last 5 min cool-down": (
        run(s=600, role="warm_up"),
        run(s=2100),
        run(s=300, role="cool_down"),
    ),
    "15 km easy, last 3 km at MP (4:10/km)": (
        run(12_000, effort=EASY),
        run(3000, effort=MARATHON, target=aim("pace_s_per_km", 250)),
    ),
    "12 mi with last 2 @ 6:50": (run(10 * MI), run(2 * MI, target=aim("pace_s_per_mi", 410))),
    "45 min easy, last 10 min RPE 6": (run(s=2100, effort=EASY), run(s=600, target=aim("rpe", 6))),
    "15 km, including the last 3 km at MP": (run(12_000), run(3000, effort=MARATHON)),
    "3 x (3 km, last 500 m fast)": (rounds(3, run(2500), run(500, effort=FAST)),),
    "50 min bike, last 10 min hard": (
        run(s=2400, activity="cross", exercise="cycling"),
        run(s=600, activity="cross", exercise="cycling", effort=HARD),
    ),
    "11 km, first 3 km easy, the rest at MP": (run(3000, effort=EASY), run(8000, effort=MARATHON)),
    "11 km: first 3 km easy, remaining 8 km steady": (run(3000, effort=EASY), run(8000, effort=STEADY)),
    "11 km, first 3 km easy, last 3 km hard, rest steady": (
        run(3000, effort=EASY),
        run(5000, effort=STEADY),
        run(3000, effort=HARD),
    ),
    "12 km easy with the second half at MP": (run(6000, effort=EASY), run(6000, effort=MARATHON)),
    "12 km, first half easy, second half steady": (run(6000, effort=EASY), run(6000, effort=STEADY)),
    "5 mi easy, last half mile all out": (run(round(4.5 * MI, 3), effort=EASY), run(MI / 2, effort=ALL_OUT)),
    "15 km easy, last 3 km at MP, 4:10/km": (
        run(12_000, effort=EASY),
        run(3000, effort=MARATHON, target=aim("pace_s_per_km", 250)),
    ),
    "12 км, первая половина легко, вторая половина быстро": (run(6000, effort=EASY), run(6000, effort=FAST)),
    "14 км легко, последние 3 км в марафонском темпе": (run(11_000, effort=EASY), run(3000, effort=MARATHON)),
    "14 км, первые 4 км легко": (run(4000, effort=EASY), run(10_000)),
    "14 км с 3 км в марафонском темпе в конце": (run(11_000), run(3000, effort=MARATHON)),
}


@pytest.mark.parametrize(("text", "expected"), PARTS.items())
def test_a_part_with_a_known_place_is_taken_out_of_its_run(text, expected):
    assert wholly(text) == expected


def test_what_is_carried_and_the_slope_are_those_of_all_of_the_run():
    assert [(step.load.kg, step.uphill) for step in wholly("8 km uphill with a 5 kg vest, last 2 km hard")] == [
        (VEST.kg, True),
        (VEST.kg, True),
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("6 km easy", ", last 6 km at MP"),
        ("6 km easy", ", last 8 km at MP"),
        ("16 km easy", ", last 15 min at MP"),
        ("16 km easy", ", last 800 at 5k"),
        ("9 mi easy", " w/ last 2-3 @ MP"),
        ("10 km", ", first 6 km easy, last 6 km hard"),
        ("10 km in 44:00", ", last 2 km hard"),
        ("12 km easy", ", middle 14 km at MP"),
        ("12 km easy", ", middle hard"),
        ("12 km easy", ", middle 4 km at MP, last 2 km hard"),
        ("5 x 1 km", ", middle 2 km hard"),
        ("12 km easy", " with 4 km at MP"),
        ("12 km easy", " with 4 at MP somewhere"),
        ("12 km easy", " including 4 km at MP"),
        ("12 km easy", ", last 4 km"),
        ("12 km easy", ", last 4 km at MP if it feels good"),
        ("12 km easy", ", last 4 km at MP - HM"),
        ("12 km easy", ", last 4 km at MP or HM"),
        ("10 km race", ", last 3 km all out"),
        ("8 km", " with some surges, last 2 hard"),
        ("10 km", ", first 2 km cool-down"),
        ("2 km warm-up, 9 km easy", ", last 2 km cool-down"),
        ("7 km easy, 9 km steady", ", first 2 km hard"),
        ("2 km wu, 9 km steady, 2 km cd", ", last 1 km at MP"),
        ("45 min", " (15 easy, 15 steady, 10 tempo)"),
        ("5 km easy", " then last 2 km hard"),
        ("5 km easy", ", last one hard"),
        ("40 min row", ", last 5 min walk"),
        ("11 km", ", first 3 km easy, rest 9 km steady"),
        ("11 km easy", ", rest at MP"),
        ("11 km easy", ", second half faster"),
    ],
)
def test_a_part_that_cannot_be_told_from_its_run_stays_unread(text, part):
    reading = read(text + part)

    assert reading.workout == read(text).workout
    assert all(word in part for word in reading.unread_words)
    assert reading.unread


def test_the_last_of_repetitions_is_not_taken_out_of_them():
    assert steps("3 x 3 km @ MP (last 1 km @ 10k)") == (run(3000, x=3, effort=MARATHON),)


def test_what_follows_a_part_is_not_said_of_it_alone():
    for text in ("15 km easy, last 3 km at MP, with a 5 kg vest", "15 km easy, last 3 km at MP\nor 60 min bike"):
        assert wholly("15 km easy, last 3 km at MP") == steps(text)
        assert read(text).unread


def test_strides_and_a_cool_down_follow_a_part_as_they_follow_a_run():
    *_before, strides, end = wholly("15 km easy, last 3 km at MP + 4 x 80 m strides, 2 km cool-down")

    assert (strides.reps, end.role) == (exactly(4), "cool_down")


MIDDLES = {
    "12 mi w/ middle 6 @ MP": (run(3 * MI), run(6 * MI, effort=MARATHON), run(3 * MI)),
    "16 km easy with the middle 8 km steady": (
        run(4000, effort=EASY),
        run(8000, effort=STEADY),
        run(4000, effort=EASY),
    ),
    "75 min, middle 25 min tempo, rest easy": (
        run(s=1500, effort=EASY),
        run(s=1500, effort=THRESHOLD),
        run(s=1500, effort=EASY),
    ),
    "2 km warm up, 9 km with middle 4 km at MP, 3 km cool down": (
        run(2000, role="warm_up"),
        run(2500),
        run(4000, effort=MARATHON),
        run(2500),
        run(3000, role="cool_down"),
    ),
}


@pytest.mark.parametrize("text", MIDDLES)
def test_a_middle_leaves_as_much_before_it_as_behind_it(text):
    assert wholly(text) == MIDDLES[text]


WHOLES = {
    "9 miles: first 4 easy, next 3 at MP, last 2 easy": (
        run(4 * MI, effort=EASY),
        run(3 * MI, effort=MARATHON),
        run(2 * MI, effort=EASY),
    ),
    "9 miles, first 4 miles easy, last 5 miles steady": (run(4 * MI, effort=EASY), run(5 * MI, effort=STEADY)),
    "9 km, first 3 easy, middle 3 steady, final 3 @ 10k": (
        run(3000, effort=EASY),
        run(3000, effort=STEADY),
        run(3000, effort=TEN_K),
    ),
    "12 miles as the first 6 miles averaging 9:40 pace, the last 6 averaging 8:50 pace": (
        run(6 * MI, target=aim("pace_s_per_mi", 580)),
        run(6 * MI, target=aim("pace_s_per_mi", 530)),
    ),
    "35 min progression: 20 easy, 10 moderate, 5 hard": (
        run(s=1200, effort=EASY),
        run(s=600, effort=STEADY),
        run(s=300, effort=HARD),
    ),
    "45 min: 15 easy / 15 steady / 15 tempo": tuple(run(s=900, effort=each) for each in (EASY, STEADY, THRESHOLD)),
    "45 min (15 easy, 15 steady, 15 tempo)": tuple(run(s=900, effort=each) for each in (EASY, STEADY, THRESHOLD)),
    "45 min, 15 easy, 15 steady, 15 tempo": tuple(run(s=900, effort=each) for each in (EASY, STEADY, THRESHOLD)),
    "45 min with 15 easy, 15 steady, 15 tempo": tuple(run(s=900, effort=each) for each in (EASY, STEADY, THRESHOLD)),
    "45 min of 15 easy, 15 steady, 15 tempo": tuple(run(s=900, effort=each) for each in (EASY, STEADY, THRESHOLD)),
    "9 miles: 2 E, 5 T, 2 E": tuple(
        run(miles * MI, effort=each) for miles, each in ((2, EASY), (5, THRESHOLD), (2, EASY))
    ),
    "8 km (5 km easy, 3 km steady)": (run(5000, effort=EASY), run(3000, effort=STEADY)),
    "9 км: первые 3 км легко, следующие 3 км темп, последние 3 км быстро": tuple(
        run(3000, effort=each) for each in (EASY, THRESHOLD, FAST)
    ),
}


@pytest.mark.parametrize(("text", "expected"), WHOLES.items())
def test_parts_that_add_up_to_the_run_stand_in_its_place(text, expected):
    assert wholly(text) == expected


def test_what_no_part_names_keeps_the_effort_of_the_run():
    assert wholly("9 miles steady: first 4 easy, last 3 at MP") == (
        run(4 * MI, effort=EASY),
        run(2 * MI, effort=STEADY),
        run(3 * MI, effort=MARATHON),
    )


def test_a_comma_before_units_joins_what_is_done_one_after_the_other():
    assert len(steps("8 km, 5 km easy, 3 km steady")) == 3


def test_a_range_of_runs_loses_an_exact_part_at_both_ends():
    assert wholly("10-12 km with last 3 @ MP") == (run(between(7000, 9000)), run(3000, effort=MARATHON))


@pytest.mark.parametrize(
    "note",
    [
        ", total running time 50 minutes",
        ". Total running 9 km",
        ". 9 km total running",
        ", 9 km run total",
        ". 9 km easy in total",
        " (total 9 km)",
        " for a total of 9 km",
        "; total: 9 km",
        ". Total distance: 9 km run",
        ", всего 9 км",
    ],
)
def test_a_total_is_a_note_and_never_a_step(note):
    session = "2 km warm-up, 5 x 800 m, 1 km cool-down"

    assert steps(session + note) == wholly(session)
    assert "9" in (unread := read(session + note).unread_words) or "50" in unread


@pytest.mark.parametrize("text", ["total running time 50 minutes", "9 km total", "total 9 km"])
def test_a_total_of_nothing_is_no_session(text):
    assert steps(text) == ()


def test_a_total_says_how_long_a_run_without_a_length_is_and_not_how_long_it_is_fast():
    assert steps("Long run. Total running 70 to 80 min.") == (run(s=(4200, 4800)),)
    assert steps("Tempo run. Total running 50 min.") == (run(effort=THRESHOLD),)
    assert steps("50 min easy in total") == (run(s=3000, effort=EASY),)


INCLUDED = {
    "15 km incl. the last 3 km at MP": (run(12_000), run(3000, effort=MARATHON)),
    "12 km incl. 2 km warm-up and 1 km cool-down": (
        run(2000, role="warm_up"),
        run(9000),
        run(1000, role="cool_down"),
    ),
    "12 km (including 2 km warm-up)": (run(2000, role="warm_up"), run(10_000)),
    "12 km incl. 4 strides": (run(12_000), run(x=4, effort=Effort("5k", "mile"))),
}


@pytest.mark.parametrize(("text", "expected"), INCLUDED.items())
def test_what_a_run_includes_at_a_known_place(text, expected):
    assert wholly(text) == expected


@pytest.mark.parametrize("word", ["incl.", "inc.", "incl", "including"])
def test_a_part_somewhere_in_the_run_is_not_added_to_it(word):
    reading = read(f"50 min easy, {word} 15 min at threshold")

    assert reading.workout.steps == (run(s=3000, effort=EASY),)
    assert reading.unread_words[1:] == ("15", "min", "threshold")


def test_what_follows_the_first_part_may_be_of_the_run_too():
    first, *others = steps("10 km, first 2 km easy, then 4 x 1 km hard w/ 2 min jog")

    assert (first.distance_m, len(others)) == (exactly(10_000), 1)
