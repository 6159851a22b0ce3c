from __future__ import annotations

import pytest

from tests.workouts.reads import (
    EASY,
    FIVE_K,
    HARD,
    MI,
    TEN_K,
    THRESHOLD,
    aim,
    jog,
    rest,
    run,
    steps,
    wholly,
)
from workouts.reading import read
from workouts.workout import Effort, Range


def test_a_part_of_a_run_that_is_not_counted_is_left_unread():
    reading = read("15 km w/ 6 @ MP")

    assert reading.workout.steps == (run(15000),)
    assert reading.unread_words == ("6", "MP")


@pytest.mark.parametrize("text", ["4 x 500 w/ 200 jog - paces 5k > 3k", "4 x 500, 200 jog, pace 5k > 3k"])
def test_a_race_distance_behind_the_word_pace_is_an_effort(text):
    assert steps(text) == (run(500, x=4, effort=Effort("5k", "mile"), recovery=jog(200)),)


@pytest.mark.parametrize("text", ["Rest / XT", "rest/xt", "Off / cross training"])
def test_a_slash_between_a_rest_and_another_thing_is_an_or(text):
    first, *others = steps(text)

    assert not others
    assert first.activity == "rest"
    assert [step.activity for option in first.alternatives for step in option] == ["cross"]


def test_a_slash_between_a_run_and_a_ride_is_an_or():
    (only,) = steps("Easy run / bike")

    assert (only.activity, only.effort) == ("run", EASY)
    assert [step.activity for option in only.alternatives for step in option] == ["cross"]


def test_alternatives_in_a_bracket_only_explain():
    assert [step.alternatives for step in steps("40 min cross training (bike or pool)")] == [()]


@pytest.mark.parametrize("title", ["Hill reps - 6 x 40 s hard", "Hills: 6 x 40 s hard"])
def test_a_title_of_repetitions_is_no_step(title):
    assert steps(title) == (run(s=40, x=6, effort=HARD, uphill=True),)


@pytest.mark.parametrize("text", ["4 x 900 m @ VO2max", "4 x 900 m VO2 max", "4 x 900 m @ V02 pace"])
def test_vo2max_is_one_word(text):
    assert steps(text) == (run(900, x=4, effort=FIVE_K),)


@pytest.mark.parametrize("text", ["4 x 900 m T pace", "4 x 900 m T-pace", "4 x (900 m T)"])
def test_the_letter_of_a_pace(text):
    assert steps(text) == (run(900, x=4, effort=THRESHOLD),)


@pytest.mark.parametrize("text", ["6 x 300 m @ 54-57", "6 x 300 in 54-57 s", "6 x 300 m @ 54-57s"])
def test_seconds_that_a_repetition_is_run_in(text):
    assert steps(text) == (run(300, x=6, target=aim("time_s", (54, 57))),)


def test_seconds_that_nobody_runs_so_far_in_are_left_unread():
    assert steps("6 x 300 m @ 20") == (run(300, x=6),)
    assert read("6 x 300 m @ 20").unread_words == ("20",)


@pytest.mark.parametrize(
    "text", ["4 mi of 300 m fast/150 m easy", "4 mi alternating 300 m fast, 150 m easy", "4 mi alternating MP/10k"]
)
def test_how_a_run_is_made_up_adds_nothing_to_it(text):
    reading = read(text)

    assert reading.workout.steps == (run(4 * MI),)
    assert reading.unread


def test_the_distance_of_a_race():
    assert steps("Mile TT") == (run(MI, activity="race"),)


@pytest.mark.parametrize("text", ["9 km off road", "Cross country 9 km", "9 km easy XC"])
def test_where_it_is_run_adds_nothing(text):
    (only,) = wholly(text)

    assert only.distance_m == Range.exactly(9000)


@pytest.mark.parametrize("text", ["5 x 1 mi - 10k pace - 2 min jog", "5 x 1 mi @ 10k - 2 min jog"])
def test_a_pace_behind_a_dash_is_no_end_of_a_range(text):
    assert steps(text) == (run(MI, x=5, effort=TEN_K, recovery=jog(s=120)),)


def test_a_pace_between_two_race_distances():
    assert steps("10 x 500 @ 10k-5k w/ 50 s") == (run(500, x=10, effort=Effort("10k", "5k"), recovery=rest(s=50)),)


def test_when_the_next_one_starts_is_no_time_to_run_it_in():
    reading = read("6 x 700 on 4:00")

    assert reading.workout.steps == (run(700, x=6),)
    assert reading.unread_words == ("4:00",)


def test_a_title_before_a_warm_up_is_no_step():
    assert [step.role for step in steps("Tempo: 1 mi warm up, 3 mi @ tempo, 1 mi cool down")] == [
        "warm_up",
        "main",
        "cool_down",
    ]


def test_the_rest_of_each_pace():
    assert steps("2 x 1 km @ 10k (60s), 3 x 600 @ 5k (90s)") == (
        run(1000, x=2, effort=TEN_K, recovery=rest(s=60)),
        run(600, x=3, effort=FIVE_K, recovery=rest(s=90)),
    )


@pytest.mark.parametrize("text", ["Strength & conditioning", "S&C", "strength and conditioning"])
def test_two_words_for_one_session_in_the_gym(text):
    assert steps(text) == (run(activity="strength"),)


def test_a_rest_between_parts_of_different_paces():
    pause = run(s=180, activity="rest")

    assert steps("2 km @ HM, 1 km @ 10k, 600 m @ 5k w/ 3' rest") == (
        run(2000, effort=THRESHOLD),
        pause,
        run(1000, effort=TEN_K),
        pause,
        run(600, effort=FIVE_K),
    )


@pytest.mark.parametrize("text", ["12 km w/ middle 15 @ MP", "12 km, fast finish", "12 km w/ the middle @ MP"])
def test_how_a_part_of_a_run_is_run_is_not_said_of_all(text):
    reading = read(text)

    assert reading.workout.steps == (run(12_000),)
    assert reading.unread


@pytest.mark.parametrize("ends", ["2 km warm-up/cool-down", "2 km wu & cd", "2 km w/u and c/d", "2 km wu + cd"])
def test_a_warm_up_and_a_cool_down_named_together(ends):
    assert steps(f"{ends}, 5 x 300 m hard") == (
        run(2000, role="warm_up"),
        run(300, x=5, effort=HARD),
        run(2000, role="cool_down"),
    )


def test_a_cool_down_with_an_amount_of_its_own():
    assert [step.distance_m for step in steps("2 km wu + cd 1 km")] == [Range.exactly(2000), Range.exactly(1000)]


def test_a_pace_between_two_others_written_with_spaces():
    assert steps("4 x 4 min @ 10k - 5k, 2 min jog") == (
        run(s=240, x=4, effort=Effort("10k", "5k"), recovery=jog(s=120)),
    )
    assert steps("4 x 4 min @ 10k - 5k easy")[1:] == (run(5000, effort=EASY),)


def test_ten_mile_pace():
    assert steps("4 mi @ 10M pace") == steps("4 mi @ 10 mile pace") == (run(4 * MI, effort=Effort("threshold", "10k")),)


def test_the_way_down_behind_a_warm_up_is_the_cool_down():
    assert [step.role for step in wholly("2 km warm up, 5 x 700 @ 5k w/ 90s jog, 1 km down")] == [
        "warm_up",
        "main",
        "cool_down",
    ]
    assert "cool_down" not in [step.role for step in steps("5 x 700 @ 5k, 1 km down")]


@pytest.mark.parametrize(
    "lead",
    ["Warm up with 12 minutes of easy jogging, then", "12 min easy jogging warm up.", "Warm up: 12 min easy jogging,"],
)
def test_a_warm_up_in_a_sentence(lead):
    assert steps(f"{lead} run 5 x 2 minutes hard with 90 seconds easy in between. Cool down with 8 minutes.") == (
        run(s=720, effort=EASY, role="warm_up"),
        run(s=120, x=5, effort=HARD, recovery=jog(s=90)),
        run(s=480, role="cool_down"),
    )


def test_a_warm_up_that_is_named_as_done():
    assert [step.role for step in steps("After a 12 minute warm up, run 3 x 6 minutes at threshold")] == [
        "warm_up",
        "main",
    ]


@pytest.mark.parametrize(
    "text", ["Complete 7 x 300m hard. Take 80 seconds rest between each.", "Do 7 x 300m hard with 80 s rest"]
)
def test_what_a_sentence_does_with_its_parts_is_no_remark(text):
    assert wholly(text) == (run(300, x=7, effort=HARD, recovery=rest(s=80)),)


@pytest.mark.parametrize(
    ("text", "seconds"), [("An hour easy", 3600), ("Half an hour easy", 1800), ("half hour easy", 1800)]
)
def test_an_hour_and_half_of_it(text, seconds):
    assert steps(text) == (run(s=seconds, effort=EASY),)


def test_half_a_marathon_is_no_half():
    assert steps("6 km @ half marathon pace") == (run(6000, effort=THRESHOLD),)


@pytest.mark.parametrize("text", ["Cool down, 6 to 9 minutes.", "Cool-down: 6-9 min"])
def test_an_amount_alone_behind_its_role(text):
    assert steps(text) == (run(s=(360, 540), role="cool_down"),)


def test_strides_that_a_run_includes():
    assert len(steps("35 min easy includes strides")) == 2


def test_a_circuit_is_done_in_rounds():
    (circuit,) = wholly("3 rounds of 10 squats, 10 push-ups, 300 m run")

    assert [step.exercise for step in circuit.steps] == ["squats", "push_ups", None]
    assert len(steps("3 sets of 10 squats, 3 sets of 8 lunges")) == 2
    assert [step.role for step in steps("3 rounds of 300 m hard, cool down 1 km")] == ["main", "cool_down"]


def test_half_of_a_unit():
    assert steps("6 x half mile hard") == (run(round(MI / 2, 3), x=6, effort=HARD),)
    assert steps("half a mile easy") == (run(round(MI / 2, 3), effort=EASY),)


def test_half_of_something_else_is_an_unread_word():
    reading = read("9 km, second half faster")

    assert reading.workout.steps == (run(9000),)
    assert reading.hints == ()


def test_a_small_r_without_repetitions_is_an_unread_word():
    assert steps("7 km r easy") == (run(7000, effort=EASY),)


def test_standing_is_a_rest_behind_a_time_alone():
    assert steps("5 x 700 m w/ 80s standing") == (run(700, x=5, recovery=rest(s=80)),)
    assert read("standing long jumps x 5").unread_words[0] == "standing"
