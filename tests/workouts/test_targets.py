"""Numbers that say how fast or how hard, and when nobody can tell which of the two."""

from __future__ import annotations

import math

import pytest

from tests.workouts.reads import EASY, FIVE_K, MARATHON, MI, THRESHOLD, aim, between, jog, run, steps, wholly
from workouts.reading import read

TARGETS = {
    "5 km at 75-80% HR": run(5000, target=aim("heart_rate_percent", (75, 80))),
    "5 km at 70% - 75% of max heart rate": run(5000, target=aim("heart_rate_percent", (70, 75))),
    "40 min HR 140-150": run(s=2400, target=aim("heart_rate_bpm", (140, 150))),
    "40 min @ 145 bpm": run(s=2400, target=aim("heart_rate_bpm", 145)),
    "40 min easy, heart rate below 150": run(s=2400, effort=EASY),
    "50 min easy (RPE: 3)": run(s=3000, effort=EASY, target=aim("rpe", 3)),
    "4 x 400 m RPE 8-9": run(400, x=4, target=aim("rpe", (8, 9))),
    "4 x 400 m at a level 6-7 effort": run(400, x=4, target=aim("rpe", (6, 7))),
    "3 x 1 km 8/10 effort": run(1000, x=3, target=aim("rpe", 8)),
    "4 x 80 m at 90% effort": run(80, x=4, target=aim("percent_effort", 90)),
    "4 x 80 m @ 85-90%": run(80, x=4, target=aim("percent_effort", (85, 90))),
    "4 x 80 m @ >75% effort": run(80, x=4, target=aim("percent_effort", (75, math.inf))),
    "6 km @ 4:30/km": run(6000, target=aim("pace_s_per_km", 270)),
    "6 km @ 4:30-4:45 min/km": run(6000, target=aim("pace_s_per_km", (270, 285))),
    "6 km, 4:30 per km": run(6000, target=aim("pace_s_per_km", 270)),
    "6 mi easy 9 min/mile": run(round(6 * MI, 3), effort=EASY, target=aim("pace_s_per_mi", 540)),
    "5 mi @ 7:10": run(round(5 * MI, 3), target=aim("pace_s_per_mi", 430)),
    "9 km very easy (6:30)": run(9000, effort=steps("very easy")[0].effort, target=aim("pace_s_per_km", 390)),
    "6 x 800 @ 2:55": run(800, x=6, target=aim("time_s", 175)),
    "6 x 800 m in 2:50-2:55": run(800, x=6, target=aim("time_s", (170, 175))),
    "5 x 1200 in 4:10 per rep": run(1200, x=5, target=aim("time_s", 250)),
    "10 km in 45:00": run(10_000, target=aim("time_s", 2700)),
    "8 x 200 m in 34-36 s": run(200, x=8, target=aim("time_s", (34, 36))),
    "45 min @ at most 145 bpm": run(s=2700, target=aim("heart_rate_bpm", (0, 145))),
    "45 min easy, RPE at most 4": run(s=2700, effort=EASY, target=aim("rpe", (0, 4))),
    "40 min, HR at most 80 %": run(s=2400, target=aim("heart_rate_percent", (0, 80))),
    "40 мин пульс не более 145 уд/мин": run(s=2400, target=aim("heart_rate_bpm", (0, 145))),
    "4 х 80 м 85-90 % усилия": run(80, x=4, target=aim("percent_effort", (85, 90))),
    "2 х 1 ч 80 % усилия": run(s=3600, x=2, target=aim("percent_effort", 80)),
    "5 км за 25:00": run(5000, target=aim("time_s", 1500)),
    "8 x 200 m in 40 s at 5 % incline": run(200, x=8, grade_percent=between(5, 5), target=aim("time_s", 40)),
    "8 km RPE 4 in 40 min": run(8000, s=2400, target=aim("rpe", 4)),
    "6 x 800 m at 5k pace + 5 s in 2:50": run(800, s=170, x=6, effort=FIVE_K, target=aim("slower_s", 5)),
    "run RPE 4": run(target=aim("rpe", 4)),
    "8 x 400 (1:28)": run(400, x=8, target=aim("time_s", 88)),
    "3 km @ MP+15-25": run(3000, effort=MARATHON, target=aim("slower_s", (15, 25))),
    "3 km @ HM-5": run(3000, effort=THRESHOLD, target=aim("faster_s", 5)),
    "3 km @ MP+45/1'": run(3000, effort=MARATHON, target=aim("slower_s", (45, 60))),
    "5 x 800 at 5-10 sec slower than 5k pace": run(800, x=5, effort=FIVE_K, target=aim("slower_s", (5, 10))),
    "5 x 800 5 s faster than 5k pace, 400 jog": run(
        800, x=5, effort=FIVE_K, target=aim("faster_s", 5), recovery=jog(400)
    ),
}


@pytest.mark.parametrize(("text", "step"), TARGETS.items(), ids=TARGETS)
def test_how_fast_in_numbers(text, step):
    reading = read(text)

    assert reading.workout.steps == (step,)
    assert bool(reading.unread) == ("below" in text)


def test_a_time_before_something_is_not_that_of_the_run():
    assert steps("разминка 2 км за 30 мин до старта") == (run(2000, role="warm_up"),)


def test_a_pace_behind_a_walk_is_no_recovery():
    (step,) = wholly("4 x 1 mi walk @ 14:00/mi")

    assert (step.activity, step.recovery, step.target) == ("walk", None, aim("pace_s_per_mi", 840))


def test_each_of_a_list_has_its_own_offset():
    first, second = wholly("3 sets of 2k/1k @ MP+5/HM-5")[0].steps

    assert (first.target, second.target) == (aim("slower_s", 5), aim("faster_s", 5))


@pytest.mark.parametrize(
    "text",
    [
        "8 km alternations (MP-10/MP+20)",
        "10 km MP+20 > MP-10",
    ],
)
def test_offsets_of_both_ends_belong_to_no_step(text):
    reading = read(text)

    assert [(step.effort, step.target) for step in reading.workout.steps] == [(MARATHON, None)]
    assert "10" in reading.unread_words


@pytest.mark.parametrize("text", ["20 min steady @ 4:30", "6 km @ 1:10", "5 km @ 25 %"])
def test_what_may_be_two_things_is_left_unread(text):
    reading = read(text)

    assert [step.target for step in reading.workout.steps] == [None]
    assert reading.unread


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("10 mi (67:00)", aim("time_s", 4020)),
        ("5 km (19:30)", aim("time_s", 1170)),
        ("3 km easy (13:30)", aim("time_s", 810)),
        ("6 mi easy (9:45)", aim("pace_s_per_mi", 585)),
    ],
)
def test_a_time_in_brackets_behind_a_run_is_its_time_or_its_pace(text, target):
    assert [step.target for step in steps(text)] == [target]


@pytest.mark.parametrize("text", ["third set faster than race pace", "slower than last week"])
def test_a_comparison_with_nothing_known_is_a_remark(text):
    assert steps(text) == ()
    assert read(text).unread


def test_a_percentage_of_a_hill_or_of_body_weight_is_no_effort():
    assert wholly("4 x 1 min uphill at 8 %")[0].target is None
    assert wholly("4 x 20 m sled at 80% BW")[0].target is None


def test_the_second_of_two_times_may_leave_its_minutes_out():
    assert wholly("6 x 1 km @ 3:20-25") == wholly("6 x 1 km @ 3:20-3:25")
    assert wholly("10 km @ 4:30-45/km") == wholly("10 km @ 4:30-4:45/km")
    assert read("6 x 1 km @ 3:20-15").unread_words == ("15",)
