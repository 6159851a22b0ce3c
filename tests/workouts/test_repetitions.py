from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workouts.reads import (
    EASY,
    FAST,
    FIVE_K,
    HARD,
    MARATHON,
    MI,
    MILE,
    STEADY,
    STRIDES,
    TEN_K,
    THRESHOLD,
    aim,
    exactly,
    jog,
    rest,
    rounds,
    run,
    steps,
    walk,
    wholly,
)
from workouts.reading import read
from workouts.workout import Effort, Load, Range, Recovery, Step

RECOVERIES = {
    "5x1000m 90 sec rec": rest(s=90),
    "5 x 1000 m w/ 400 jog": jog(400),
    "5 x 1000m w/400j": jog(400),
    "5 x 1000 m with 2 min walk": walk(s=120),
    "5 x 1000 (200 jog)": jog(200),
    "5 x 1000 m [3:00 recovery]": rest(s=180),
    "5 x 1000 - 60 sec rest btw reps": rest(s=60),
    "5 x 1000, 2 minutes walk break": walk(s=120),
    "5 x 1000 / 90s walk": walk(s=90),
    "5 x 1000 @ 1 min jog": jog(s=60),
    "5 x 1000 m, jog down": jog(),
    "5 x 1000 m, walk back": walk(),
    "5 x 1000 m. 400 metre jog recovery": jog(400),
    "5 x 1000 3' rest b/t reps": rest(s=180),
    "5 x 1000 2'-3' rest": rest(s=(120, 180)),
    "5 x 1000 rest 90 sec": rest(s=90),
    "5 x 1000 off 2 min": rest(s=120),
    "5 x 1000 w/ 60 s": rest(s=60),
    "5 x 1000 rest 400 m jog": jog(400),
    "5 х 1000 м через 400 м трусцой": jog(400),
    "5 x 1000 with a minute jog in between": jog(s=60),
    "5 x 1000 w/ .5 mi float": jog(round(MI / 2, 3)),
    "5 x 1000 w/ 800m easy": jog(800),
    "5 х 1000 м, отдых 2 мин": rest(s=120),
    "5 х 1000 м, трусцой 400 м": jog(400),
    "5 х 1000 м, отдых между повторами": rest(),
    "5 x 1000, 400 m jog in 2:30": rest(400, s=150, activity="run"),
    "5 x 1000, 400 m float at MP": Recovery("run", exactly(400), effort=MARATHON),
    "5 х 1000 м, активный отдых 400 м в темпе марафона": Recovery("run", exactly(400), effort=MARATHON),
}


@pytest.mark.parametrize(("text", "recovery"), RECOVERIES.items(), ids=RECOVERIES)
def test_recovery_in_its_usual_places(text, recovery):
    assert wholly(text) == (run(1000, x=5, recovery=recovery),)


SESSIONS = {
    "6 x 800": (run(800, x=6),),
    "6-8 x 400": (run(400, x=(6, 8)),),
    "6 to 8 times 400 m": (run(400, x=(6, 8)),),
    "6*400m": (run(400, x=6),),
    "3×10 min": (run(s=600, x=3),),
    "4 by 1:30 @ 10k": (run(s=90, x=4, effort=TEN_K),),
    "4xMile @ 10K": (run(MI, x=4, effort=TEN_K),),
    "9-11 x K": (run(1000, x=(9, 11)),),
    "5 minutes x5": (run(s=300, x=5),),
    "200 m 6 to 10 times": (run(200, x=(6, 10)),),
    "100 м — 4—8 раз": (run(100, x=(4, 8)),),
    "2 x (4 x 200 m)": (rounds(2, run(200, x=4)),),
    "2x 3x 70m": (rounds(2, run(70, x=3)),),
    "3 sets of 4 x 200 @ mile w/ 1' rest - 4' b/t sets": (
        rounds(3, run(200, x=4, effort=MILE, recovery=rest(s=60)), between=rest(s=240)),
    ),
    "2 sets of (6 x 400 @ 5k) 1' rest / 4' b/t sets": (
        rounds(2, run(400, x=6, effort=FIVE_K, recovery=rest(s=60)), between=rest(s=240)),
    ),
    "2 sets of (400 m + 200 m), rest between sets": (rounds(2, run(400), run(200), between=rest()),),
    "4 sets of 600 m": (run(600, x=4),),
    "4 x (8' steady + 2' easy + 1' fast)": (
        rounds(4, run(s=480, effort=STEADY), run(s=120, effort=EASY), run(s=60, effort=FAST)),
    ),
    "5 x 3' fast/2' moderate": (rounds(5, run(s=180, effort=FAST), run(s=120, effort=STEADY)),),
    "5 x 3' fast/2' easy": (run(s=180, x=5, effort=FAST, recovery=jog(s=120)),),
    "3 sets of 1000/500 @ 10k/5k - 2' rec": (
        rounds(3, run(1000, effort=TEN_K), run(500, effort=FIVE_K), between=rest(s=120)),
    ),
    "4 sets of 800 (5k)/200 (mile)": (rounds(4, run(800, effort=FIVE_K), run(200, effort=MILE)),),
    "3 sets of 3k/2 x 1k @ HM/10k - 3'/1' rest": (
        rounds(
            3,
            run(3000, effort=THRESHOLD),
            Step(activity="rest", duration_s=Range.exactly(180)),
            run(1000, x=2, effort=TEN_K, recovery=rest(s=60)),
        ),
    ),
    "2 sets of 2000 @ 10k - 3:00 rest - 3 x 300m @ 5k/45' rest - 3:00 rest": (
        rounds(
            2,
            run(2000, effort=TEN_K),
            Step(activity="rest", duration_s=Range.exactly(180)),
            run(300, x=3, effort=FIVE_K, recovery=rest(s=45)),
            between=rest(s=180),
        ),
    ),
    "5 km + 3 km + 2 km - 4' rest - MP/HM/10k": (
        run(5000, effort=MARATHON),
        Step(activity="rest", duration_s=Range.exactly(240)),
        run(3000, effort=THRESHOLD),
        Step(activity="rest", duration_s=Range.exactly(240)),
        run(2000, effort=TEN_K),
    ),
    "1, 2, 3 min x3": (rounds(3, run(s=60), run(s=120), run(s=180)),),
    "5/4/3 km @ MP": tuple(run(metres, effort=MARATHON) for metres in (5000, 4000, 3000)),
    "1600-1200-800-400 @ 5k": tuple(run(metres, effort=FIVE_K) for metres in (1600, 1200, 800, 400)),
    "3 x (600 @ 5k, 300 @ mile) 2' rec": (
        rounds(3, run(600, effort=FIVE_K), run(300, effort=MILE), between=rest(s=120)),
    ),
    "2 x (1200 @ 10k + 400)": (rounds(2, run(1200, effort=TEN_K), run(400)),),
    "1600/1200/800 - 5k": tuple(run(metres, effort=FIVE_K) for metres in (1600, 1200, 800)),
    "3 km + 2 km": (run(3000), run(2000)),
    "10 x 1 min hard, 1 min easy": (run(s=60, x=10, effort=HARD, recovery=jog(s=60)),),
    "10 x 1 min on / 1 min off": (run(s=60, x=10, recovery=rest(s=60)),),
    "Hills: 10 x 60 s": (run(s=60, x=10, uphill=True),),
    "Fartlek: 6 x 2 min fast": (run(s=120, x=6, effort=FAST, activity="run"),),
    "Tempo: 3 x 10 min": (run(s=600, x=3, effort=THRESHOLD),),
    "4 rounds: 400 m, 12 squats": (rounds(4, run(400), run(x=12, activity="strength", exercise="squats")),),
    "long run, 18 km": (run(18_000, activity="run"),),
    "AM 5 km easy PM 4 x 200 m": (run(5000, effort=EASY), run(200, x=4)),
    "Tue: 8 km; Wed: rest": (run(8000), Step(activity="rest")),
    "8 km easy; 4 x 100 m strides": (run(8000, effort=EASY), run(100, x=4, effort=Effort("5k", "mile"))),
    "8 km easy\n4 x 100 m fast": (run(8000, effort=EASY), run(100, x=4, effort=FAST)),
    "5 min easy 10 min hard": (run(s=300, effort=EASY), run(s=600, effort=HARD)),
    "2 km jog, then 6 x 400 m": (run(2000, effort=EASY, activity="run"), run(400, x=6)),
    "walk 5 min, then 3 repetitions of 90 s running, 90 s walking and 3 min running": (
        run(s=300, activity="walk"),
        rounds(3, run(s=90), run(s=90, activity="walk"), run(s=180)),
    ),
    "5 repetitions of 400 m hard": (run(400, x=5, effort=HARD),),
    "90 s jog / 90 s walk, 2 min jog / 2 min walk, repeat pattern 3x": (
        rounds(
            3,
            run(s=90, effort=EASY),
            run(s=90, activity="walk"),
            run(s=120, effort=EASY),
            run(s=120, activity="walk"),
        ),
    ),
    "2 x (3 min fast/3 min easy) 10 min jog": (
        rounds(2, run(s=180, effort=FAST), run(s=180, effort=EASY)),
        run(s=600, effort=EASY),
    ),
    "2 x 8 x 300m / 40-60 sec rest": (rounds(2, run(300, x=8, recovery=rest(s=(40, 60)))),),
    "4 x 1.2 km T": (run(1200, x=4, effort=THRESHOLD),),
    "6 x 300 m R, 3 km E": (run(300, x=6, effort=MILE), run(3000, effort=EASY)),
    "12 easy minutes": (run(s=720, effort=EASY),),
    "4 x mile cutdown": (run(MI, x=4),),
    "walk 3 min, jog 2 min - repeat 6x": (
        rounds(6, run(s=180, activity="walk"), run(s=120, effort=EASY)),
    ),
    "3 km easy, rest 3 min, 3 km fast": (
        run(3000, effort=EASY),
        Step(activity="rest", duration_s=Range.exactly(180)),
        run(3000, effort=FAST),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SESSIONS.items(), ids=SESSIONS)
def test_sessions_of_several_parts(text, expected):
    assert wholly(text) == expected


def test_a_jog_too_long_for_a_recovery_is_a_part_of_its_own():
    assert wholly("6 x 400 m, 10 min jog") == (run(400, x=6), run(s=600, effort=EASY))
    assert wholly("6 x 400 m + 2 km jog") == (run(400, x=6), run(2000, effort=EASY))


TOGETHER = {
    "5-6 x 5' steady + 2' easy": (
        rounds((5, 6), run(s=300, effort=STEADY), run(s=120, effort=EASY)),
    ),
    "6 x 400 m + 400 m jog": (rounds(6, run(400), run(400, effort=EASY)),),
    "4 x 3 min hard + 90 s walk + 2 km easy": (
        rounds(4, run(s=180, effort=HARD), run(s=90, activity="walk")),
        run(2000, effort=EASY),
    ),
    "5 x 1 km w/ 400 jog + 1 km easy": (run(1000, x=5, recovery=jog(400)), run(1000, effort=EASY)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOGETHER.items(), ids=TOGETHER)
def test_what_is_easy_and_short_behind_a_plus_belongs_to_the_rounds(text, expected):
    assert wholly(text) == expected


@pytest.mark.parametrize(
    "tail", ["3' steady", "5' easy", "9' easy", "400 m jog", "5-12 min easy"], ids=lambda tail: tail.replace(" ", "_")
)
def test_what_may_be_done_once_or_each_time_is_left_unread(tail):
    reading = read(f"3 x 8 min hard + {tail}")

    assert reading.workout.steps == (run(s=480, x=3, effort=HARD),)
    assert " ".join(reading.unread_words) == tail.replace("-", " ").replace("'", " '").replace(" '", "'")


def test_what_may_come_in_one_of_two_rounds_is_left_unread():
    assert steps("2 x 4 x 300 m + 200 m jog") == (rounds(2, run(300, x=4)),)


def test_rounds_are_not_made_across_an_unread_number():
    assert steps("4 x 4 min hard, lap 5, + 2 min easy") == (run(s=240, x=4, effort=HARD),)


@pytest.mark.parametrize(
    "text",
    ["1600-800 @ 5k", "90 @ 5k", "3-2-1 @ 10k", "450-150 @ mile", "90-60 jog", "5 x 90 @ 5k", "2 x (7 @ 5k, 9 @ mile)"],
)
def test_an_effort_beside_an_unread_number_is_no_step(text):
    reading = read(text)

    assert reading.workout.steps == ()
    assert reading.unread


def test_a_session_that_lacks_only_its_unit_is_kept():
    assert steps("35 tempo") == (run(effort=THRESHOLD),)


def test_a_jog_behind_a_list_is_no_effort():
    assert steps("3 x [2 min hard / 1 min easy jog recovery]") == (
        rounds(3, run(s=120, effort=HARD), run(s=60, effort=EASY)),
    )
    assert steps("3 min jog / 2 min walk") == (run(s=180, effort=EASY), run(s=120, activity="walk"))


def test_a_recovery_behind_a_time_for_each_repetition():
    reading = read("8 x 300 @ 48-50 w/ 300 walk")

    assert reading.workout.steps == (run(300, x=8, recovery=walk(300), target=aim("time_s", (48, 50))),)
    assert reading.unread_words == ()


def test_rounds_in_rounds_are_read_or_left_as_a_whole():
    assert wholly("2 x (3 x (2 x (3 x (2 x 100 m))))") != ()
    for text in ("2 x (3 x (2 x (3 x (2 x (4 x 100 m)))))", "2 x 3 x 2 x 3 x 2 x 4 x 100 m"):
        reading = read(text)
        assert reading.workout.steps == ()
        assert [word for word in reading.unread_words if word.isdigit()] == ["2", "3", "2", "3", "2", "4", "100"]


def test_a_legend_behind_a_list_adds_nothing_to_it():
    reading = read("3mi/2mi - 3mi (HM) 2mi (10k)")

    assert reading.workout.steps == (run(round(3 * MI, 3)), run(round(2 * MI, 3)))
    assert reading.unread_words == ("3mi", "HM", "2mi", "10k")


def test_a_pause_after_a_single_part_is_a_step():
    first, pause, second = wholly("4 km tempo - 5' rec - 4 x 200 m")

    assert (first.effort, second.reps.lo) == (THRESHOLD, 4)
    assert (pause.activity, pause.duration_s) == ("rest", Range.exactly(300))


@pytest.mark.parametrize("tail", [", 1 min", " Q: 2'", " (60s)", ", 1 min / 4 min"])
def test_a_bare_time_behind_repetitions_is_not_guessed(tail):
    reading = read("6 x 400 m" + tail)

    assert reading.workout.steps == (run(400, x=6),)
    assert reading.unread


def test_what_a_bracket_explains_is_not_done_twice():
    reading = read("7 km alternations (1 km @ MP, 1 km easy)")

    assert reading.workout.total("distance_m") == Range.exactly(7000)
    assert "easy" in reading.unread_words


ALTERNATIVES = {
    "45 min easy or 9 km bike": (
        run(s=2700, effort=EASY, alternatives=((run(9000, activity="cross", exercise="cycling"),),)),
    ),
    "25 min tempo or 4x6 min w/ 1 min rest, 2 km CD": (
        run(s=1500, effort=THRESHOLD, alternatives=((run(s=360, x=4, recovery=rest(s=60)),),)),
        run(2000, role="cool_down"),
    ),
    "rest day, or 30 min swim": (
        run(activity="rest", alternatives=((run(s=1800, activity="cross", exercise="swimming"),),)),
    ),
    "walk or jog 40 min": (
        run(s=2400, activity="walk", alternatives=((run(s=2400, effort=EASY),),)),
    ),
    "8 x hills or 45 min bike": (
        run(x=8, uphill=True, alternatives=((run(s=2700, activity="cross", exercise="cycling"),),)),
    ),
    "6 x 400 m or 10 min rest": (run(400, x=6, alternatives=((run(s=600, activity="rest"),),)),),
    "2 sets of 600/400 or 5 x 1 km": (
        rounds(2, run(600), run(400), alternatives=((run(1000, x=5),),)),
    ),
    "8 km easy. Or 6 km steady. Or rest": (
        run(8000, effort=EASY, alternatives=((run(6000, effort=STEADY),), (run(activity="rest"),))),
    ),
    "45 мин легко или 9 км вело": (
        run(s=2700, effort=EASY, alternatives=((run(9000, activity="cross", exercise="cycling"),),)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ALTERNATIVES.items(), ids=ALTERNATIVES)
def test_what_may_be_done_instead(text, expected):
    assert wholly(text) == expected


@pytest.mark.parametrize("text", ["8 km easy or what Vera says", "8 km easy or slower", "10 km, Tue or Wed"])
def test_what_stands_behind_or_and_is_no_session_stays_words(text):
    reading = read(text)

    assert [step.alternatives for step in reading.workout.steps] == [()]
    assert "or" in reading.unread_words


ROLES = {
    "15 min warm up, 3 x 1 km @ 10k, 10 min cool down": ("warm_up", "main", "cool_down"),
    "2 km WU, 3 x 1 km, 2 km CD": ("warm_up", "main", "cool_down"),
    "w/up 2 km, 3 x 1 km, c/d 2 km": ("warm_up", "main", "cool_down"),
    "Warm-up: 2 km easy. Main: 3 x 1 km. Cool-down: 1-2 km": ("warm_up", "main", "cool_down"),
    "warm up, 20 min steady, cooldown": ("warm_up", "main", "cool_down"),
    "разминка 2 км, 3 х 1 км, заминка 10 мин": ("warm_up", "main", "cool_down"),
}


@pytest.mark.parametrize(("text", "roles"), ROLES.items(), ids=ROLES)
def test_warm_up_and_cool_down(text, roles):
    assert tuple(step.role for step in wholly(text)) == roles


HILLS = {
    "6 x 200 m uphill": (run(200, x=6, uphill=True),),
    "8 x 30 s hill, jog down": (run(s=30, x=8, uphill=True, recovery=jog()),),
    "6 x 2 min hill reps": (run(s=120, x=6, uphill=True),),
    "8 x 10 s hill sprints, walk down": (
        run(s=10, x=8, effort=Effort.exactly("maximal"), uphill=True, recovery=walk()),
    ),
    "4 x 3 min uphill at 6-8 %": (run(s=180, x=4, uphill=True, grade_percent=Range(6, 8)),),
    "10 km @ 1% incline": (run(10_000, grade_percent=Range.exactly(1)),),
    "40 min treadmill at 5 %": (run(s=2400, grade_percent=Range.exactly(5)),),
    "6 х 200 м в гору": (run(200, x=6, uphill=True),),
    "10 km hilly route": (run(10_000),),
}


@pytest.mark.parametrize(("text", "expected"), HILLS.items(), ids=HILLS)
def test_hills(text, expected):
    assert wholly(text) == expected


def test_a_walk_right_behind_its_count_is_what_is_repeated():
    walked = Step("walk", role="cool_down", reps=exactly(2), distance_m=exactly(60))

    assert wholly("cool down 2 x 60 m walk") == (walked,)


RUNS = {
    "run with a vest": run(load=Load("vest")),
    "run in place": run(in_place=True),
    "бег уклон 3 %": run(grade_percent=exactly(3)),
}


@pytest.mark.parametrize(("text", "step"), RUNS.items(), ids=RUNS)
def test_a_run_of_which_nobody_says_how_long(text, step):
    assert wholly(text) == (step,)


@pytest.mark.parametrize("text", ["run with short steps", "until then run without the vest"])
def test_advice_on_running_is_no_run(text):
    assert steps(text) == ()


@pytest.mark.parametrize(("opening", "deep"), [("2 x (3 km; ", 9), ("8 km or (2 km; ", 9), ("8 km or (2 km; ", 500)])
def test_nothing_is_read_of_brackets_deeper_than_anyone_runs(opening, deep):
    reading = read(opening * deep + ")" * deep)

    assert reading.workout.steps == ()
    assert reading.unread


def test_downhill_is_not_uphill():
    assert not any(step.uphill for step in steps("6 x 200 m downhill"))


OTHER = {
    "Rest": "rest", "day off": "rest", "OFF": "rest", "выходной": "rest", "Race day": "race", "10 km race": "race",
    "45 min bike": "cross", "swim 30 min": "cross", "pool-running 40 min": "cross", "elliptical 20 min": "cross",
    "yoga": "cross", "30 min strength": "strength", "gym": "strength", "40 min walk": "walk", "hike 2 hours": "walk",
    "drills": "drill", "plyometrics": "jumps", "3 x 60 s skipping rope": "jumps", "5 x 20 m bounds": "jumps",
    "2 x 30 s single-leg stand": "balance", "3 x 30 s plank": "strength",
}  # fmt: skip


@pytest.mark.parametrize(("text", "activity"), OTHER.items(), ids=OTHER)
def test_what_is_not_running(text, activity):
    (step,) = wholly(text)

    assert step.activity == activity


def test_a_label_speaks_of_its_line():
    first, second, third = wholly("Bike: 4 x 4 min hard, 10 min easy\n5 km easy")

    assert (first.activity, second.activity, third.activity) == ("cross", "cross", "run")


SETS = {
    "3 x 10 lunges": (3, 10, "lunges"),
    "3 sets of 10 lunges": (3, 10, "lunges"),
    "lunges 3 x 10": (3, 10, "lunges"),
    "3 x 8-12 step-ups": (3, (8, 12), "step_ups"),
    "push-ups (2x15)": (2, 15, "push_ups"),
    "squats 4 x 6": (4, 6, "squats"),
    "squats, 4 x 6": (4, 6, "squats"),
    "squats, 4 sets of 6": (4, 6, "squats"),
    "squats: 4 sets of 6-8": (4, (6, 8), "squats"),
    "3 x 12 each leg single-leg squats": (3, 12, "single_leg_squats"),
    "3 х 10 приседаний": (3, 10, "squats"),
}


@pytest.mark.parametrize(("text", "sets"), SETS.items(), ids=SETS)
def test_sets_of_an_exercise(text, sets):
    times, movements, exercise = sets

    (repeat,) = wholly(text)

    (step,) = repeat.steps
    assert repeat == rounds(times, run(x=movements, activity=step.activity, exercise=exercise))


@pytest.mark.parametrize(
    "text",
    [
        "3 x 40 s plank",
        "40 s plank x 3",
        "plank 3 x 40 s",
        "plank, 3 x 40 s",
        "plank: 3 sets of 40 s",
        "plank 3 sets x 40 s",
    ],
)
def test_an_exercise_that_is_held(text):
    assert wholly(text) == (run(s=40, x=3, activity="strength", exercise="planks"),)


def test_a_count_behind_several_exercises_is_not_guessed_to_be_of_one():
    assert read("squats, lunges, 3 x 10").unread_words == ("3", "x", "10")


def test_sets_of_nothing_that_is_known_are_no_step():
    assert steps("bench press 3 sets x 10 reps") == ()


def test_a_circuit_names_its_exercises_and_counts_its_rounds():
    circuit = rounds(
        4,
        run(x=8, activity="strength", exercise="burpees"),
        run(x=16, activity="strength", exercise="lunges"),
        run(x=24, activity="jumps", exercise="squat_jumps"),
    )

    assert wholly("circuits: 8 burpees, 16 lunges, 24 squat jumps x4") == (circuit,)
    assert wholly("8 burpees, 16 lunges, 24 squat jumps x4") == (circuit,)
    assert wholly("8 km easy, 10 push-ups x4") == (
        run(8000, effort=EASY),
        rounds(4, run(x=10, activity="strength", exercise="push_ups")),
    )


def test_counted_exercises_and_strides():
    push_ups, sit_ups = wholly("10 push-ups and 25 sit-ups")
    easy, strides = wholly("8 km easy with 4 strides")

    assert (push_ups.exercise, push_ups.reps.lo, sit_ups.reps.lo) == ("push_ups", 10, 25)
    assert (easy.effort, strides.reps.lo, strides.effort) == (EASY, 4, Effort("5k", "mile"))


def test_totals_are_those_of_the_coach():
    reading = read("3 km easy, 5 x 1 km w/ 400 jog, 10 min cool down")

    assert reading.to_json()["total"] == {"distance_m": [9600, 9600], "duration_s": [600, 600]}


KEPT = {
    "9 km Riverside": (run(9000), ("Riverside",)),
    "2.5 mile Pre-race": (run(round(2.5 * MI, 3)), ("Pre-race",)),
    "12 min R1": (run(s=720), ("R1",)),
    "Leg-speed 80 metres 6 to 8 times": (run(80, x=(6, 8)), ("Leg-speed",)),
    "Riverside fartlek": (run(), ("Riverside",)),
}


@pytest.mark.parametrize(("text", "step", "unread"), [(text, *found) for text, found in KEPT.items()], ids=KEPT)
def test_a_name_beside_an_amount_hides_nothing(text, step, unread):
    reading = read(text)

    assert [replace(found, activity="run") for found in reading.workout.steps] == [step]
    assert reading.unread_words == unread


def test_what_is_far_behind_many_unknown_words_is_another_thing():
    reading = read("steady run with a bit of tempting fun for 12 min")

    assert all(step.duration_s is None for step in reading.workout.steps)
    assert "12" in reading.unread_words


@pytest.mark.parametrize("text", ["5 mile repeats @ 10k", "5 x mile repeats @ 10k", "1 mile repeats x 5 @ 10k"])
def test_mile_repeats_are_of_a_mile(text):
    assert steps(text) == (run(MI, x=5, effort=TEN_K),)


@pytest.mark.parametrize("text", ["6 x 800s", "Yasso 800s x 6"])
def test_distances_in_the_plural_that_are_counted(text):
    assert steps(text) == (run(800, x=6),)


@pytest.mark.parametrize("text", ["Hill repeats x 7", "Hills x 7"])
def test_hills_counted_behind_their_name(text):
    assert steps(text) == (run(x=7, uphill=True),)


def test_the_first_part_of_what_is_otherwise_counted():
    assert steps("870 + 2 x 500")[0].distance_m == Range.exactly(500)
    assert [step.distance_m.lo for step in steps("800 + 2 x 500 + 3 x 300")] == [800, 500, 300]


def test_repeated_metres_in_a_club_of_miles():
    assert read("4 x 30m", bare_m="miles").workout.steps == (run(30, x=4),)
    assert read("2 x 6m", bare_m="miles").workout.steps == (run(6 * MI, x=2),)


def test_an_easy_part_right_behind_a_hard_one_comes_back_in_each_round():
    assert steps("15 x 40 s hard 40 s easy") == (rounds(15, run(s=40, effort=HARD), run(s=40, effort=EASY)),)


@pytest.mark.parametrize("text", ["Seven 300m repeats", "7 300 m reps", "300 x 7", "7 times 300 m"])
def test_a_count_in_front_of_an_amount(text):
    assert steps(text) == (run(300, x=7),)


def test_a_mile_without_its_number():
    assert steps("3 km tempo. Mile @ 10k, 2 km @ MP, mile @ 5k") == (
        run(3000, effort=THRESHOLD),
        run(MI, effort=TEN_K),
        run(2000, effort=MARATHON),
        run(MI, effort=FIVE_K),
    )


def test_the_plural_with_an_apostrophe():
    assert steps("6 x 300's @ mile") == (run(300, x=6, effort=MILE),)
    assert steps("300's @ mile") == ()


@pytest.mark.parametrize("text", ["8's easy", "run 1's at tempo", "row 1's amount"])
def test_an_apostrophe_makes_no_seconds(text):
    assert all(step.duration_s is None for step in steps(text))


def test_a_count_of_nothing_at_the_end_behind_a_slash():
    reading = read("3 x 400 m / 4 x")

    assert reading.workout.steps == (run(400, x=3),)
    assert reading.unread_words == ("4", "x")


@pytest.mark.parametrize("name", ["stride-throughs", "stride throughs", "acceleration runs"])
def test_more_names_for_strides(name):
    assert wholly(f"5 x 70 m {name}") == (run(70, x=5, effort=STRIDES),)


RUSSIAN = {
    "7 по 300 м": (run(300, x=7),),
    "7 по 300 через 100": (run(300, x=7, recovery=jog(100)),),
    "интервалы 5х4 мин": (run(s=240, x=5),),
    "7 км по 4:40": (run(7000, target=aim("pace_s_per_km", 280)),),
    "3 по 12 приседаний": (rounds(3, run(x=12, activity="strength", exercise="squats")),),
}


@pytest.mark.parametrize(("text", "meant"), RUSSIAN.items(), ids=RUSSIAN)
def test_so_many_of_each_in_russian(text, meant):
    assert wholly(text) == meant


@pytest.mark.parametrize("title", ["Intervals", "Intervals:", "Speedwork", "Track work -"])
def test_a_title_adds_nothing_to_the_repetitions_behind_it(title):
    assert wholly(f"{title} 7 x 300 m") == (run(300, x=7),)
