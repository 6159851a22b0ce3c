from __future__ import annotations

import pytest

from tests.workouts.reads import (
    ALL_OUT,
    EASY,
    FIVE_K,
    HARD,
    MILE,
    STRIDES,
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4(3 min hard, 2 min easy)", rounds(4, run(s=180, effort=HARD), run(s=120, effort=EASY))),
        ('8-10(40 sec "on", 20 sec "off")', rounds((8, 10), run(s=40), run(s=20, activity="rest"))),
        ("3(2 min hard, 1 min easy)", rounds(3, run(s=120, effort=HARD), run(s=60, effort=EASY))),
        ("3(1 km @ 5k, 400 m jog)", rounds(3, run(1000, effort=FIVE_K), run(400, effort=EASY))),
        ("2(4 x 200 m w/ 200 jog)", rounds(2, run(200, x=4, recovery=jog(200)))),
    ],
)
def test_a_number_tied_to_a_bracket_counts_the_rounds_in_it(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


@pytest.mark.parametrize(
    "text", ["10 (easy)", "5 (3 km easy)", "5(3 km easy)", "10(5 km easy, 5 km steady)", "Week 3(1 km, 2 km)"]
)
def test_a_bracket_that_explains_a_number_is_no_round(text: str) -> None:
    assert steps(text) == ()
    assert read(text).unread_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("five 200's at 5k pace with 30 second rest", run(200, x=5, effort=FIVE_K, recovery=rest(s=30))),
        ("six 400s @ mile, 1 min jog", run(400, x=6, effort=MILE, recovery=jog(s=60))),
        ("8-10 400s at 5k pace", run(400, x=(8, 10), effort=FIVE_K)),
        ("five 1ks", run(1000, x=5)),
        ("four 300 m", run(300, x=4)),
        ("six 90-second hills", run(s=90, x=6, uphill=True)),
        ("8 20-second strides", run(s=20, x=8, effort=STRIDES)),
        ("three 10-minute tempo efforts", run(s=600, x=3, effort=THRESHOLD)),
        ("a set of four 300s", run(300, x=4)),
        ("2 sets of six 200s", rounds(2, run(200, x=6))),
        ("3 x six 200s", rounds(3, run(200, x=6))),
    ],
)
def test_a_number_counts_the_sizes_that_stand_right_behind_it(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


@pytest.mark.parametrize("text", ["4 60s", "4 400 m", "set of 3", "sets of"])
def test_a_number_before_what_may_be_seconds_or_thousands_counts_nothing(text: str) -> None:
    assert steps(text) == ()
    assert read(text).unread_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Threshold 2 x 8 x 400 m / 30 s rest",
            rounds(2, run(400, x=8, effort=THRESHOLD, recovery=rest(s=30))),
        ),
        ("Hills 2 x 5 x 1 min", rounds(2, run(s=60, x=5, uphill=True))),
        ("hill sprints 2 x 4 x 10 s", rounds(2, run(s=10, x=4, effort=ALL_OUT, uphill=True))),
        ("Walk 2 x 3 x 5 min", rounds(2, run(s=300, x=3, activity="walk"))),
        ("Warm-up: 2 x 3 x 60 m", rounds(2, run(60, x=3, role="warm_up"))),
        ("RPE 7 2 x 3 x 4 min", rounds(2, run(s=240, x=3, target=aim("rpe", 7)))),
        (
            "Tempo 3 x (1 km, 500 m @ 5k)",
            rounds(3, run(1000, effort=THRESHOLD), run(500, effort=FIVE_K)),
        ),
        (
            "Uphill 5 x (1 min hard, 2 min jog)",
            rounds(5, run(s=60, effort=HARD, uphill=True), run(s=120, effort=EASY)),
        ),
        (
            "Bike: 3 x (5 min hard, 2 min easy)",
            rounds(
                3,
                run(s=300, effort=HARD, activity="cross", exercise="cycling"),
                run(s=120, effort=EASY, activity="cross", exercise="cycling"),
            ),
        ),
    ],
)
def test_what_is_said_before_rounds_is_said_of_the_steps_inside(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


HARD_AND_EASY = run(s=180, effort=HARD), run(s=120, effort=EASY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Repeat 4 times: 3 min hard, 2 min easy", (rounds(4, *HARD_AND_EASY),)),
        ("Repeat x 4: 3 min hard, 2 min easy", (rounds(4, *HARD_AND_EASY),)),
        ("Do the following 4 times: 3 min hard, 2 min easy", (rounds(4, *HARD_AND_EASY),)),
        ("4x: 3 min hard, 2 min easy", (rounds(4, *HARD_AND_EASY),)),
        ("4 раза: 3 мин тяжело, 2 мин легко", (rounds(4, *HARD_AND_EASY),)),
        (
            "4 sets of: 3 min hard. 2 min easy. 2 km cool-down",
            (rounds(4, *HARD_AND_EASY), run(2000, role="cool_down")),
        ),
        (
            "3 rounds of: 400 m, 200 m, 100 m; 2 min rest between rounds",
            (rounds(3, run(400), run(200), run(100), between=rest(s=120)),),
        ),
        (
            "3 sets: 5 x 200 m w/ 200 jog, 3 min rest between sets",
            (rounds(3, run(200, x=5, recovery=jog(200)), between=rest(s=180)),),
        ),
        (
            "10 min warm-up. Repeat 4 times: 3 min hard, 2 min easy. 2 km easy",
            (run(s=600, role="warm_up"), rounds(4, *HARD_AND_EASY), run(2000, effort=EASY)),
        ),
    ],
)
def test_a_colon_behind_a_count_opens_what_is_repeated(text: str, expected: object) -> None:
    assert wholly(text) == expected


def test_a_bracket_behind_repeat_may_be_a_remark() -> None:
    walk_and_run = rounds(3, run(s=360, activity="walk"), run(s=60, effort=EASY))
    assert steps("Walk 6 min, jog 1 min - repeat 3x (21 min in sum)") == (walk_and_run,)
    assert wholly("Repeat 3 x (400 m, 200 m)") == (rounds(3, run(400), run(200)),)


def test_a_colon_behind_how_often_a_distance_is_run_opens_no_rounds() -> None:
    assert steps("100 m, 6 times: in 15 s") == (run(100, x=6),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 min run, 1 min walk repeated 8 times", (rounds(8, run(s=120), run(s=60, activity="walk")),)),
        ("Run 2 min. Walk 1 min. Repeat 8 times.", (rounds(8, run(s=120), run(s=60, activity="walk")),)),
        (
            "Walk 5 min, then run 2 min, walk 1 min, repeat x 8",
            (run(s=300, activity="walk"), rounds(8, run(s=120), run(s=60, activity="walk"))),
        ),
        ("10 min easy. 3 min hard. Repeat 4 times", (run(s=600, effort=EASY), run(s=180, x=4, effort=HARD))),
    ],
)
def test_what_is_repeated_reaches_back_to_the_harder_phase(text: str, expected: object) -> None:
    assert wholly(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 x hill (45 s)", run(s=45, x=10, uphill=True)),
        ("10 x hills (200 m)", run(200, x=10, uphill=True)),
        ("8 hill sprints (10 s), walk down", run(s=10, x=8, effort=ALL_OUT, uphill=True, recovery=walk())),
        ("6 strides (20 s)", run(s=20, x=6, effort=STRIDES)),
    ],
)
def test_a_bracket_says_how_long_a_hill_or_a_stride_is(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


def test_a_longer_time_behind_strides_may_be_the_rest() -> None:
    assert read("6 strides (60 s)").unread_words == ("60", "s")


@pytest.mark.parametrize(
    "text", ["Hills: 10 x 90 s up, jog down", "10 x 90 s up, jog back down", "10 x 90 s up a hill, jog down"]
)
def test_up_is_a_hill_where_there_is_a_way_down(text: str) -> None:
    assert wholly(text) == (run(s=90, x=10, uphill=True, recovery=jog()),)


def test_up_alone_is_only_a_word() -> None:
    assert read("6 x 1 min up").unread_words == ("up",)
    assert steps("20 min tempo, hard up and hard down")[0] == run(s=1200, effort=THRESHOLD)


@pytest.mark.parametrize(
    "text",
    [
        "two repetitions of the following: 3 min hard, 2 min easy",
        "2 sets of the following: 3 min hard, 2 min easy",
        "2 reps: 3 min hard, 2 min easy",
        "3 min hard, 2 min easy. Do this 2 times.",
    ],
)
def test_what_follows_or_what_was_said_is_repeated(text: str) -> None:
    assert wholly(text) == (rounds(2, *HARD_AND_EASY),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 x (200 hard, 200 easy)", rounds(4, run(200, effort=HARD), run(200, effort=EASY))),
        ("(300 hard + 100 easy) x 5", rounds(5, run(300, effort=HARD), run(100, effort=EASY))),
        ("3 x (2 km at threshold, 400 hard)", rounds(3, run(2000, effort=THRESHOLD), run(400, effort=HARD))),
    ],
)
def test_a_bare_track_distance_with_an_effort_is_run_in_rounds(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


def test_it_is_run_behind_repetitions_on_a_track() -> None:
    assert wholly("3 x 800 + 400 all-out") == (run(800, x=3), run(400, effort=ALL_OUT))


@pytest.mark.parametrize(
    "text", ["200 hard, 200 easy", "3 x (10 hard, 20 easy)", "3 x (100 hard sit-ups, 200 easy)", "3 miles + 400 hard"]
)
def test_elsewhere_a_bare_number_with_an_effort_is_left_open(text: str) -> None:
    assert read(text).unread


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 x (1 min hard, jog back)", run(s=60, x=6, effort=HARD, recovery=jog())),
        ("8 x (45 s uphill, walk down)", run(s=45, x=8, uphill=True, recovery=walk())),
        ("3 x (400 m, 200 m, walk back)", rounds(3, run(400), run(200), between=walk())),
    ],
)
def test_a_way_back_in_a_bracket_comes_between_the_rounds(text: str, expected: object) -> None:
    assert wholly(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "3 sets: 4 x 300 m @ mile w/ 4 min between sets",
        "3 rounds: 4 x 300 m @ mile w/ 4 min between rounds",
        "3 x (4 x 300 m @ mile w/ 4 min between sets)",
    ],
)
def test_what_comes_between_sets_does_not_come_inside_them(text):
    assert wholly(text) == (rounds(3, run(300, x=4, effort=MILE), between=rest(s=240)),)


def test_inside_the_sets_of_a_line_something_else_may_come_between():
    inside = run(300, x=4, effort=MILE, recovery=jog(s=90))

    assert wholly("3 sets: 4 x 300 m @ mile w/ 90 s jog w/ 4 min between sets") == (
        rounds(3, inside, between=rest(s=240)),
    )


PAIR = run(400), run(200)


@pytest.mark.parametrize(
    "text", ["3 x (400, 200 w/ 100 jog)", "3 sets of 400, 200 w/ 100 jog", "3 sets: 400, 200 w/ 100 jog"]
)
def test_a_round_may_be_two_distances_of_the_track(text):
    assert wholly(text) == (rounds(3, *PAIR, between=jog(100)),)


def test_sets_of_a_distance_of_the_track_and_a_recovery_are_no_pair():
    assert wholly("3 sets of 400, 200 jog") == (run(400, x=3, recovery=jog(200)),)
    assert wholly("3 sets of 400, 200 m walk") == (run(400, x=3, recovery=walk(200)),)


def test_what_is_measured_otherwise_is_no_part_of_the_rounds():
    assert wholly("5 repeats of 2 min hard, 1 min easy, then 3 km easy") == (
        rounds(5, run(s=120, effort=HARD), run(s=60, effort=EASY)),
        run(3000, effort=EASY),
    )


@pytest.mark.parametrize("head", ["3 rounds of", "3 rounds:"])
def test_a_circuit_may_begin_with_running(head):
    assert wholly(f"{head} 300 m run, 15 squats, 10 push-ups") == (
        rounds(
            3,
            run(300),
            run(x=15, activity="strength", exercise="squats"),
            run(x=10, activity="strength", exercise="push_ups"),
        ),
    )
