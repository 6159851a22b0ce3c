from __future__ import annotations

import pytest

from tests.workouts.reads import (
    ALL_OUT,
    EASY,
    FIVE_K,
    MI,
    MILE,
    STRIDES,
    TEN_K,
    THRESHOLD,
    aim,
    jog,
    rest,
    rounds,
    run,
    steps,
    walk,
    wholly,
)
from workouts.reading import read
from workouts.workout import Effort

ON_AND_OFF = rounds(6, run(s=120), run(s=60, activity="rest"))


@pytest.mark.parametrize("text", ["400/600/800 equal jog", "400-600-800, equal distance jog rest"])
def test_an_equal_recovery_in_a_list_is_as_long_as_what_it_follows(text):
    assert steps(text) == (run(400), run(400), run(600), run(600), run(800))


@pytest.mark.parametrize(
    "tail", ["equal jog", "equal distance jog", "w/ the same distance jog", "same distance jog recovery"]
)
def test_an_equal_recovery_is_as_long_as_the_repetition(tail):
    assert steps(f"5 x 300 m, {tail}") == (run(300, x=5, recovery=jog(300)),)


def test_an_equal_recovery_needs_something_to_be_equal_to():
    assert steps("8 strides, equal jog") == (run(x=8, effort=STRIDES),)
    assert "equal" in read("8 strides, equal jog").unread_words


@pytest.mark.parametrize("text", ["8 x 40 m sprint, full recovery", "8 x 40 m sprint w/ complete recovery"])
def test_a_full_recovery_is_a_rest_that_nobody_measures(text):
    assert steps(text) == (run(40, x=8, effort=ALL_OUT, recovery=rest()),)


@pytest.mark.parametrize("pause", ["90 s", "90s", "1.5 min"])
def test_a_time_in_brackets_behind_repetitions_by_time_is_their_rest(pause):
    assert steps(f"5 x 4 min ({pause})") == (run(s=240, x=5, recovery=rest(s=90)),)


def test_a_time_in_brackets_that_nobody_runs_so_far_in_is_the_rest():
    assert steps("5 x 1 km (75 s)") == (run(1000, x=5, recovery=rest(s=75)),)
    assert steps("5 x 400 m (75 s)") == (run(400, x=5),)
    assert read("5 x 400 m (75 s)").unread


def test_two_bare_numbers_of_seconds_are_work_and_rest():
    assert steps("12 x 40/20") == (run(s=40, x=12, recovery=rest(s=20)),)
    assert steps("3 * (8 * 30/30), 2 min between sets") == (
        rounds(3, run(s=30, x=8, recovery=rest(s=30)), between=rest(s=120)),
    )
    assert steps("12 x 40/20 m") != steps("12 x 40/20")


@pytest.mark.parametrize("text", ["2 min on, 1 min off x 6", "6 x (2' on / 1' off)", "2 min on, 1 min off (6 times)"])
def test_on_is_work_and_off_is_rest(text):
    assert steps(text) == (ON_AND_OFF,)


def test_off_without_on_is_no_rest():
    assert steps("2 min hard, 1 min off x 6") != (ON_AND_OFF,)


@pytest.mark.parametrize(
    "text",
    ["run 2 min walk 1 min x 5", "Run 2 min, walk 1 min (5 times)", "run 2 min and walk 1 min x5"],
)
def test_running_and_walking_are_counted_together(text):
    assert steps(text) == (rounds(5, run(s=120), run(s=60, activity="walk")),)


def test_what_comes_before_running_and_walking_is_done_once():
    assert steps("walk 5 min, then jog 2 min, walk 1 min (5 times)") == (
        run(s=300, activity="walk"),
        rounds(5, run(s=120, effort=EASY), run(s=60, activity="walk")),
    )


@pytest.mark.parametrize("sign", ["r=", "R=", "rec=", "rest="])
def test_a_sign_of_equality_leads_to_the_rest(sign):
    assert steps(f"1 km wu / 5 x 300 m @ 5k {sign}75s / 1 km cd") == (
        run(1000, role="warm_up"),
        run(300, x=5, effort=FIVE_K, recovery=rest(s=75)),
        run(1000, role="cool_down"),
    )


def test_a_recovery_behind_words_that_are_not_understood():
    reading = read("5 x 300 m at the same feel with 40 s rest")

    assert reading.workout.steps == (run(300, x=5, recovery=rest(s=40)),)
    assert "feel" in reading.unread_words


def test_a_jogged_lap_between_parts_of_a_round():
    assert steps("4 x (500 @ 3k, 300 jog, 300 @ mile, 500 jog)") == (
        rounds(
            4,
            run(500, effort=Effort("5k", "mile")),
            run(300, effort=EASY),
            run(300, effort=MILE),
            run(500, effort=EASY),
        ),
    )


@pytest.mark.parametrize("text", ["5 x (1 km @ 10k w/ 90 s rest)", "5 x (1000 @ 10k with 90 s rest)"])
def test_a_recovery_inside_the_bracket_comes_after_each_round(text):
    assert steps(text) == (run(1000, x=5, effort=TEN_K, recovery=rest(s=90)),)


def test_recoveries_inside_the_bracket_come_where_they_are_written():
    assert steps("2 x (800 @ 5k w/ 200 jog, 300 @ mile w/ 600 jog)") == (
        rounds(2, run(800, effort=FIVE_K), run(200), run(300, effort=MILE), between=jog(600)),
    )


def test_an_easy_lap_behind_repetitions_that_have_their_recovery():
    assert steps("2 x (5 x 300 w/ 1 min rest, 600 easy)") == (
        rounds(2, run(300, x=5, recovery=rest(s=60)), run(600, effort=EASY)),
    )


@pytest.mark.parametrize("text", ["3k, 2k, 1k @ HMP, 75 s rec", "3 km, 2 km, 1 km @ HMP w/ 75 s rest"])
def test_a_pace_and_a_recovery_behind_a_list_are_those_of_all(text):
    pause = run(s=75, activity="rest")

    assert steps(text) == (
        run(3000, effort=THRESHOLD),
        pause,
        run(2000, effort=THRESHOLD),
        pause,
        run(1000, effort=THRESHOLD),
    )


@pytest.mark.parametrize("tail", [" - 2:00 rest", " w/ 2 min recoveries", ", 2 min rest"])
def test_a_recovery_behind_a_list_comes_between_all(tail):
    pause = run(s=120, activity="rest")

    assert steps("900 m, 600 m, 300 m" + tail) == (run(900), pause, run(600), pause, run(300))


def test_short_and_long_recoveries_by_their_letters():
    assert steps("2 x (5 x 300 m) r: 45s R: 4min") == (
        rounds(2, run(300, x=5, recovery=rest(s=45)), between=rest(s=240)),
    )
    assert steps("R: 2 min") == ()


def test_recoveries_between_the_parts_and_the_sets():
    assert steps("2 x (900, 600, 300) @ 5k w/ 300 jog, 4 min between sets") == (
        rounds(
            2,
            run(900, effort=FIVE_K),
            run(300),
            run(600, effort=FIVE_K),
            run(300),
            run(300, effort=FIVE_K),
            between=rest(s=240),
        ),
    )


def test_a_complete_rest_alone_is_a_day_of_rest():
    assert steps("Complete rest") == steps("Full rest") == (run(activity="rest"),)


@pytest.mark.parametrize("tail", ["(40 s / 3 min)", "(3 min/40 s)"])
def test_the_shorter_of_two_rests_is_between_repetitions(tail):
    assert steps(f"2 x 6 x 150 m {tail}") == (rounds(2, run(150, x=6, recovery=rest(s=40)), between=rest(s=180)),)


def test_a_walk_behind_rounds_that_end_walking_is_done_once():
    assert steps("6 x (1 min run / 2 min walk), 4 min walk")[1:] == (run(s=240, activity="walk"),)


def test_running_and_walking_in_one_word():
    assert steps("Run/walk 25 min") == (run(s=1500),)


def test_a_small_r_before_a_time_is_the_rest():
    assert steps('5 x 1500 (5:00) r 80"') == (run(1500, x=5, target=aim("time_s", 300), recovery=rest(s=80)),)


def test_what_a_recovery_says_stays_read_beside_what_is_not():
    reading = read("7 x 500 m, 200 m jog jolly 80 secs")

    assert reading.workout.steps == (run(500, x=7, recovery=jog(200)),)
    assert reading.unread_words == ("jolly", "80", "secs")


@pytest.mark.parametrize(
    "tail", ["w/ rest = 80 sec", "R 80 sec", "- recover 80 sec", ", rest: 80 sec", "(rest 80 sec)"]
)
def test_words_that_lead_to_the_rest(tail):
    assert steps(f"5 x 700 @ 10k pace {tail}") == (run(700, x=5, effort=TEN_K, recovery=rest(s=80)),)


def test_an_equal_time_for_a_distance_is_nobody_knows_what():
    reading = read("5 x 300 m with equal time recovery")

    assert reading.workout.steps == (run(300, x=5),)
    assert reading.unread
    assert steps("5 x 2 min with equal time recovery") == (run(s=120, x=5, recovery=rest(s=120)),)
    assert steps("5 x 300 m, equal rest") == (run(300, x=5),)
    assert steps("5 x 300 m, equal distance recovery") == (run(300, x=5, recovery=jog(300)),)


def test_what_alternates_is_repeated():
    assert steps("Alternate: 45 sec jog / 75 sec walk, repeat 6 times") == (
        rounds(6, run(s=45, effort=EASY), run(s=75, activity="walk")),
    )


@pytest.mark.parametrize("tail", ["(200)", "[200]", "rec 200", "R=200", "/ 200 jog", "{200 jog}"])
def test_a_lap_that_is_jogged_between(tail):
    assert steps(f"9 x 300 {tail}") == (run(300, x=9, recovery=jog(200)),)


@pytest.mark.parametrize("text", ["6 x 25s/15s", '6 x 25"/15"', "6 x 25 s / 15 s"])
def test_of_two_short_times_the_second_is_the_rest(text):
    assert steps(text) == (run(s=25, x=6, recovery=rest(s=15)),)
    assert steps("6 x 25 s hard/15 s easy")[0].recovery != rest(s=15)


@pytest.mark.parametrize(
    "text",
    [
        "3 x 4 x 400 m r=1' R=3'",
        "3 x 4 x 400 m, R = 3', r = 1'",
        "3 x 4 x 400 m (r 1 min / R 3 min)",
    ],
)
def test_a_small_letter_is_the_rest_inside_a_set_and_a_capital_one_that_between_sets(text: str) -> None:
    assert wholly(text) == (rounds(3, run(400, x=4, recovery=rest(s=60)), between=rest(s=180)),)


def test_the_letters_part_the_rests_of_a_list_too() -> None:
    assert wholly("3 x (1 km, 500 m) r = 2', R = 4'") == (
        rounds(3, run(1000), run(s=120, activity="rest"), run(500), between=rest(s=240)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "6 x 1000 m R = 2'",
        "6 x 1000 p 2'",
        "6 x 1000 m, p = 2 min",
        "6 x 1000 m P: 2 min",
        "6 x 1000 m, pause 2 min",
        "6 x 1000 м, пауза 2 мин",
        "6 x 1000 m / p 2'",
        "6 x 1000 (2')",
        "6 x 1000 / 2'",
        "6 x 1000 off 120",
    ],
)
def test_short_signs_and_times_alone_are_the_rest(text: str) -> None:
    assert wholly(text) == (run(1000, x=6, recovery=rest(s=120)),)


@pytest.mark.parametrize("text", ["6 x 1000 (3')", "6 x 1000 / 3'", "6 x 1000 off 4 min", "6 x 1000 off 200"])
def test_a_time_that_may_be_that_of_the_repetition_or_its_start_is_left(text: str) -> None:
    reading = read(text)
    assert reading.workout.steps == (run(1000, x=6),)
    assert reading.unread_words


@pytest.mark.parametrize("text", ["6 x 1000 p", "6 x 1000, 2 min turnaround", "6 x 1000 on 4 min"])
def test_a_stray_letter_and_a_start_are_no_rest(text: str) -> None:
    reading = read(text)
    assert reading.workout.steps == (run(1000, x=6),)
    assert reading.unread_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four 30-second repetitions followed by 60 s rest", run(s=30, x=4, recovery=rest(s=60))),
        ("six 2-minute intervals, each followed by 1 min jog", run(s=120, x=6, recovery=jog(s=60))),
        ("6 x 400 m, followed by a 200 m jog", run(400, x=6, recovery=jog(200))),
        ("6 x 400 m followed by 60 s rest after each", run(400, x=6, recovery=rest(s=60))),
        ("6 x 400 m with 1 min rest after each one", run(400, x=6, recovery=rest(s=60))),
        ("6 x 400 m, 1 min rest after each 400", run(400, x=6, recovery=rest(s=60))),
        ("6 x 400 m, 60 s between each 400 m", run(400, x=6, recovery=rest(s=60))),
        ("6 х 400 м, отдых 1 мин после каждого", run(400, x=6, recovery=rest(s=60))),
        (
            "3 x 4 x 200 m, 1 min after each rep, 3 min rest after each set",
            rounds(3, run(200, x=4, recovery=rest(s=60)), between=rest(s=180)),
        ),
    ],
)
def test_what_follows_each_repetition_comes_between_them(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


def test_what_follows_all_repetitions_is_a_part() -> None:
    assert wholly("6 x 400 m followed by 3 min rest, then 4 x 200 m") == (
        run(400, x=6),
        run(s=180, activity="rest"),
        run(200, x=4),
    )
    assert wholly("6 x 400 m followed by 5 min jog") == (run(400, x=6), run(s=300, effort=EASY))


@pytest.mark.parametrize("text", ["6 x 300 m downhill (jog up recovery)", "6 x 300 m downhill, jog back up"])
def test_the_way_up_is_what_comes_between_runs_downhill(text: str) -> None:
    reading = read(text)
    assert reading.workout.steps == (run(300, x=6, recovery=jog()),)
    assert reading.unread_words == ("downhill",)


def test_a_letter_right_behind_a_time_makes_it_the_rest() -> None:
    assert wholly("6 x 1 km, 2 min r, 2 km easy") == (run(1000, x=6, recovery=rest(s=120)), run(2000, effort=EASY))
    assert read("20 min r").unread_words == ("r",)


def test_metres_alone_in_brackets_are_jogged_between_repetitions_unless_they_are_their_sum() -> None:
    assert wholly("8 x 300 m (100 m)") == (run(300, x=8, recovery=jog(100)),)
    for text in ("3 x 200 m (600 m)", "2 x 1 mile (1600 m)"):
        assert read(text).unread_words
        assert read(text).workout.steps[0].recovery is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 x 10 min / 2 min", run(s=600, x=3, recovery=rest(s=120))),
        ("5 x 3'/2'", rounds(5, run(s=180), run(s=120))),
    ],
)
def test_a_far_shorter_time_behind_a_slash_is_the_rest(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


@pytest.mark.parametrize("lead", ["finish with", "ending with a", "end w/", "Finish off with", "закончить с"])
def test_what_ends_the_session_comes_between_nothing(lead):
    assert wholly(f"7 x 1 km, {lead} 3 km jog") == (run(1000, x=7), run(3000, effort=EASY))


@pytest.mark.parametrize(
    "pauses",
    [
        "(walk back; 6 min)",
        "(walk back/6 min)",
        "(walk back, 6 min between sets)",
        "; [walk back recovery; 6 min]",
        ", walk back, 6 min between sets",
    ],
)
def test_a_walk_between_repetitions_and_a_rest_between_sets_in_one_bracket(pauses):
    assert wholly(f"3 x 4 x 70 m {pauses}") == (rounds(3, run(70, x=4, recovery=walk()), between=rest(s=360)),)


@pytest.mark.parametrize("sign", ["; ", ", ", "/", " and "])
def test_two_rests_in_one_bracket(sign):
    assert wholly(f"3 x 4 x 250 m (60 s{sign}4 min)") == (
        rounds(3, run(250, x=4, recovery=rest(s=60)), between=rest(s=240)),
    )
    assert wholly(f"3 x 4 x 250 m (250 m{sign}4 min)") == (
        rounds(3, run(250, x=4, recovery=jog(250)), between=rest(s=240)),
    )
    assert wholly(f"2 x (350 m, 250 m) [60 s{sign}4 min]") == (
        rounds(2, run(350), run(s=60, activity="rest"), run(250), between=rest(s=240)),
    )


def test_a_time_that_the_repetition_may_be_run_in_is_no_rest():
    reading = read("3 x 4 x 250 m (41 s; 4 min)")

    assert reading.workout.steps == (rounds(3, run(250, x=4)),)
    assert reading.unread_words == ("41", "s", "4", "min")


@pytest.mark.parametrize(
    ("tail", "recovery"),
    [
        ("@ 10k rest 90s", rest(s=90)),
        ("@ 10k jog 2 min", jog(s=120)),
        ("@ 10k jog 400", jog(400)),
        ("at 10k pace rest 90 s", rest(s=90)),
        ("at 10k pace jog 400 m", jog(400)),
        ("at 10k pace jog recovery", jog()),
    ],
)
def test_a_recovery_right_behind_a_pace_leaves_the_pace_alone(tail, recovery):
    assert wholly(f"6 x 1000 {tail}") == (run(1000, x=6, effort=TEN_K, recovery=recovery),)


@pytest.mark.parametrize(("tail", "metres"), [("@ 1 km jog", 1000), ("@ 800 m jog", 800), ("@ 1 km float", 1000)])
def test_what_is_jogged_is_no_pace(tail, metres):
    assert wholly(f"6 x 2 km {tail}") == (run(2000, x=6, recovery=jog(metres)),)


@pytest.mark.parametrize("tail", [", 2' / 5'", ", 2' & 5'", " - 2 min / 5 min", " r2' R5'"])
def test_two_bare_times_behind_sets_are_both_rests(tail):
    assert wholly(f"2 x (3 x 1 km){tail}") == (rounds(2, run(1000, x=3, recovery=rest(s=120)), between=rest(s=300)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 x 1 mile @ 10k, 2 min", run(MI, x=5, effort=TEN_K, recovery=rest(s=120))),
        ("5 x 3 min @ threshold, 1 min", run(s=180, x=5, effort=THRESHOLD, recovery=rest(s=60))),
        ("5 x 400 @ mile, 45 s", run(400, x=5, effort=MILE, recovery=rest(s=45))),
    ],
)
def test_a_bare_time_that_ends_a_line_of_repetitions_is_their_rest(text, expected):
    assert wholly(text) == (expected,)


@pytest.mark.parametrize(
    "text", ["5 x 400 @ mile, 90 s", "5 x 3 min, 1 min", "5 x 800 @ 5k, 2 min, 10 min easy", "5 x 10 squats, 1 min"]
)
def test_it_is_left_open_where_it_may_be_something_else(text):
    assert read(text).unread


def test_a_float_ends_a_round():
    assert wholly("5 x (3 min @ 10k, 1 min float)") == (run(s=180, x=5, effort=TEN_K, recovery=jog(s=60)),)
    assert wholly("5 x (1000 @ 10k, 500 float)") == (run(1000, x=5, effort=TEN_K, recovery=jog(500)),)


@pytest.mark.parametrize("text", ["5 x 4 min @ 10k (1:30)", "5 x 4 min @ 10k (90 s)"])
def test_a_clock_time_that_is_no_pace_is_the_rest_too(text):
    assert wholly(text) == (run(s=240, x=5, effort=TEN_K, recovery=rest(s=90)),)


def test_a_clock_time_that_may_be_that_of_a_lap_is_no_rest():
    assert steps("8 x 400 (1:30)")[0].recovery is None


def test_a_full_recovery_may_be_cut_short():
    assert wholly("6 x 60 m all-out w/ full rec") == wholly("6 x 60 m all-out w/ full recovery")


def test_on_and_off_of_the_same_time():
    assert wholly("9 x 1 min on/off") == (run(s=60, x=9, recovery=rest(s=60)),)


@pytest.mark.parametrize("tail", ["w/ 200 walk/jog", ", 200 m jog/walk recovery", "w/ 200 jog or walk"])
def test_what_may_be_walked_or_jogged(tail):
    assert wholly(f"6 x 600 m {tail}") == (run(600, x=6, recovery=jog(200)),)


def test_a_time_that_nobody_takes_for_so_short_a_way_is_the_rest():
    assert wholly("7 x 60 m all-out, 2 min") == (run(60, x=7, effort=ALL_OUT, recovery=rest(s=120)),)


def test_a_jog_behind_a_ladder_up_and_down_comes_between_its_parts():
    assert steps("1-2-3-2-1 min, 1 min jog") == steps("1-2-3-2-1 min w/ 1 min jog")
    assert len(steps("1, 2, 3 min, 1 min jog")) == 4


def test_a_short_jog_behind_a_semicolon_comes_between_and_a_long_one_does_not():
    assert wholly("6 x 800 m; 2 min jog") == (run(800, x=6, recovery=jog(s=120)),)
    assert len(wholly("6 x 800 m; 10 min jog")) == 2


def test_what_comes_between_reps_and_between_sets_is_no_range():
    assert wholly("3 x 4 x 300 m off 60 s - 4 min jog between sets") == (
        rounds(3, run(300, x=4, recovery=rest(s=60)), between=jog(s=240)),
    )
    assert wholly("6 x 800 m w/ 90 s - 2 min rest") == (run(800, x=6, recovery=rest(s=(90, 120))),)


def test_a_count_behind_a_jog_is_that_of_both():
    assert wholly("400 m @ 5k, 200 m jog x 5") == (rounds(5, run(400, effort=FIVE_K), run(200, effort=EASY)),)
    assert len(steps("8 km easy, 200 m jog x 5")) == 2


def test_a_rest_behind_seconds_is_no_end_of_a_range():
    assert wholly("6 x 90 s - 2' jog") == (run(s=90, x=6, recovery=jog(s=120)),)
    assert wholly("6 x 90 s - 2 min") == (run(s=(90, 120), x=6),)


@pytest.mark.parametrize("pause", [" w/ 1'r", ", 1'R", " 1' r", ", 1'rest", " (1'rest)"])
def test_a_sign_for_minutes_may_be_tied_to_the_word_behind_it(pause):
    assert wholly(f"4 x 6'{pause}") == (run(s=360, x=4, recovery=rest(s=60)),)


def test_a_letter_behind_a_distance_is_a_pace():
    assert wholly("5 x 1 km I, 200 m R") == (run(1000, x=5, effort=FIVE_K), run(200, effort=MILE))


@pytest.mark.parametrize("pause", [", 2:30 RI", " (RI 2:30)", " w/ 2:30 rest interval"])
def test_a_rest_may_be_called_an_interval(pause):
    assert wholly(f"4 x 800 m{pause}") == (run(800, x=4, recovery=rest(s=150)),)


@pytest.mark.parametrize("remark", ["negative split", "by feel", "out and back", "after work"])
def test_known_remarks_take_nothing_from_the_run(remark):
    reading = read(f"45 min {remark}")

    assert reading.workout.steps == (run(s=2700),)
    assert reading.unread_words == (remark,)


def test_a_time_behind_in_is_that_of_the_repetition_though_off_follows():
    (step,) = wholly("6 x 1 km in 3:55 off 75 s")

    assert (step.target, step.recovery) == (aim("time_s", 235), rest(s=75))


def test_a_jog_behind_a_number_that_nobody_understood_is_no_part_of_its_own():
    assert steps("5 x 700 m - 2:35 - 80 s jog") == (run(700, x=5),)


def test_on_and_off_are_counted_together():
    assert wholly("3 min on, 2 min off 5 times") == wholly("3 min on, 2 min off x 5")
