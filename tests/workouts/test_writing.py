"""Canonical text: what a workout is written as, and that it reads back."""

from __future__ import annotations

import math

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
    STRIDES,
    TEN_K,
    THRESHOLD,
    VERY_EASY,
    aim,
    between,
    exactly,
    jog,
    rest,
    rounds,
    run,
    walk,
)
from workouts.exercises import EXERCISES
from workouts.lexicon import PHRASES
from workouts.reading import read
from workouts.vocabulary import EFFORTS, IMPLEMENTS, MEASURES, ROLES, slugs
from workouts.workout import Effort, Load, Recovery, Repeat, Step, Workout
from workouts.writing import write
from workouts.writing_words import WORDS

BIKE = Step("cross", duration_s=exactly(2700), exercise="cycling")
INTERVALS = run(400, x=6, effort=FIVE_K, recovery=rest(s=90))


def lunges(times=1, **more):
    return Step("strength", reps=run(x=times).reps, exercise="lunges", **more)


AMOUNTS = {
    "8 km": run(8000),
    "8-10 km": run((8000, 10_000)),
    "5 mi": run(5 * MI),
    "2.5-3 mi": run((2.5 * MI, 3 * MI)),
    "2.27 mi": run(3653.211),
    "21.0975 km": run(21_097.5),
    "5 x 1200 m": run(1200, x=5),
    "8 x 0.25 mi": run(402.336, x=8),
    "4 x 91.44 m": run(91.44, x=4),
    "4 x 600-1000 m": run((600, 1000), x=4),
    "4-6 x 100 m": run(100, x=(4, 6)),
    "6 x 20 metres": run(20, x=6),
    "4 x 40-60 metres": run((40, 60), x=4),
    "60 metres easy": run(60, effort=EASY),
    "250 m": run(250),
    "at least 10 km": run((10_000, math.inf)),
    "at most 5 mi": run((0, 5 * MI)),
    "40 min": run(s=2400),
    "1 h": run(s=3600),
    "75 min": run(s=4500),
    "2 h 15 min": run(s=8100),
    "60 min 5 s": run(s=3605),
    "6 x 2 min 30 s": run(s=150, x=6),
    "6 x 90 s": run(s=90, x=6),
    "4 x 7.5 s": run(s=7.5, x=4),
    "40-50 min": run(s=(2400, 3000)),
    "6 x 90-120 s": run(s=(90, 120), x=6),
    "4 x 2.5-4 min": run(s=(150, 240), x=4),
    "1-2 h": run(s=(3600, 7200)),
    "at least 30 min": run(s=(1800, math.inf)),
}
EFFORT = {
    "8 km very easy": run(8000, effort=VERY_EASY),
    "8 km at MP": run(8000, effort=MARATHON),
    "20 min at threshold": run(s=1200, effort=THRESHOLD),
    "6 x 1 km at 10k pace": run(1000, x=6, effort=TEN_K),
    "6 x 60 m all-out": run(60, x=6, effort=ALL_OUT),
    "10 x 1 min fast": run(s=60, x=10, effort=FAST),
    "8 km slow": run(8000, effort=Effort("very_easy", "easy")),
    "5 x 600 m at 3k pace": run(600, x=5, effort=STRIDES),
    "8 km at MP > 10k pace": run(8000, effort=Effort("marathon", "10k")),
    "8 km at 10k > 5k pace": run(8000, effort=Effort("10k", "5k")),
    "8 km easy > steady": run(8000, effort=Effort("easy", "steady")),
    "8 km steady > MP": run(8000, effort=Effort("steady", "marathon")),
    "300 m at mile pace > all-out": run(300, effort=Effort("mile", "maximal")),
    "4 strides": run(x=4, effort=STRIDES),
    "6 x 20 s strides": run(s=20, x=6, effort=STRIDES),
    "run easy": run(effort=EASY),
    "run": run(),
}
TARGETS = {
    "8 km @ 4:30/km": run(8000, target=aim("pace_s_per_km", 270)),
    "4 mi easy @ 9:00-9:15/mi": run(4 * MI, effort=EASY, target=aim("pace_s_per_mi", (540, 555))),
    "6 x 800 m in 2:30": run(800, x=6, target=aim("time_s", 150)),
    "8 x 200 m in 34-36 s": run(200, x=8, target=aim("time_s", (34, 36))),
    "21.0975 km in 1:30:05": run(21_097.5, target=aim("time_s", 5405)),
    "2 x 10 mi at MP + 15-25 s": run(10 * MI, x=2, effort=MARATHON, target=aim("slower_s", (15, 25))),
    "3 x 2 km at HM - 5 s": run(2000, x=3, effort=THRESHOLD, target=aim("faster_s", 5)),
    "45 min @ 75-80 % HR": run(s=2700, target=aim("heart_rate_percent", (75, 80))),
    "45 min easy @ at most 145 bpm": run(s=2700, effort=EASY, target=aim("heart_rate_bpm", (0, 145))),
    "5 x 600 m @ 85-90 % effort": run(600, x=5, target=aim("percent_effort", (85, 90))),
    "4 x 5 min RPE 6.5": run(s=300, x=4, target=aim("rpe", 6.5)),
    "8 km RPE 4 in 40 min": run(8000, s=2400, target=aim("rpe", 4)),
    "run RPE 4": run(target=aim("rpe", 4)),
}
PLACES_AND_LOADS = {
    "6 x 200 m uphill hard": run(200, x=6, effort=HARD, uphill=True),
    "6 x 90 s uphill at 6-8 % incline": run(s=90, x=6, uphill=True, grade_percent=between(6, 8)),
    "30 min easy at 1 % incline": run(s=1800, effort=EASY, grade_percent=exactly(1)),
    "8 x hills all-out": run(x=8, effort=ALL_OUT, uphill=True),
    "4 x 30 s in place with a band": run(s=30, x=4, in_place=True, load=Load("band")),
    "8 km easy with 2 kg ankle weights in total": run(8000, effort=EASY, load=Load("ankle_weights", exactly(2))),
    "6 x 60 m with a 5 kg vest": run(60, x=6, load=Load("vest", exactly(5))),
    "40 min with an 8-10 kg vest": run(s=2400, load=Load("vest", between(8, 10))),
    "5 km with weights": run(5000, load=Load("weights")),
    "6 x 50 m with 20.41 kg weights": run(50, x=6, load=Load("weights", exactly(20.41))),
    "6 x 20 metres with a sled of at most 30 kg": run(20, x=6, load=Load("sled", between(0, 30))),
    "30 min walk with dumbbells of at least 4 kg in total": Step(
        "walk", duration_s=exactly(1800), load=Load("dumbbells", between(4, math.inf))
    ),
    "6 x 20 metres with a sled at 80 % of body mass": run(
        20, x=6, load=Load("sled", percent_body_mass=exactly(80))
    ),
    "40 min with a vest at most 10 % of body mass": run(
        s=2400, load=Load("vest", percent_body_mass=between(0, 10))
    ),
}  # fmt: skip
ACTIVITIES = {
    "30 min walk": Step("walk", duration_s=exactly(1800)),
    "cool down 2 x 60 m walk": Step("walk", role="cool_down", reps=exactly(2), distance_m=exactly(60)),
    "45 min cycling": BIKE,
    "yoga": Step("cross", exercise="yoga"),
    "40 min strength": Step("strength", duration_s=exactly(2400)),
    "10 km race": Step("race", distance_m=exactly(10_000)),
    "rest day": Step("rest"),
    "10 lunges with 16 kg dumbbells in total": lunges(10, load=Load("dumbbells", exactly(16))),
    "3 x 30 s planks": Step("strength", reps=exactly(3), duration_s=exactly(30), exercise="planks"),
    "15 kettlebell swings": Step("strength", reps=exactly(15), exercise="kettlebell_swings", load=Load("kettlebell")),
    "3 x 8-10 lunges, 1 min rest": rounds(3, lunges((8, 10)), between=rest(s=60)),
    "3 x 10 star reach": rounds(3, Step("balance", reps=exactly(10), exercise="star_reach")),
    "4 x 40 strength with 113.4 kg weights": rounds(
        4, Step("strength", reps=exactly(40), load=Load("weights", exactly(113.4)))
    ),
}
RECOVERIES = {
    "5 x 1 km, 400 m jog": run(1000, x=5, recovery=jog(400)),
    "5 x 400 m, 30 metres walk": run(400, x=5, recovery=walk(30)),
    "5 x 1 km, 90-120 s jog": run(1000, x=5, recovery=jog(s=(90, 120))),
    "5 x 1 km, at least 3 min rest": run(1000, x=5, recovery=rest(s=(180, math.inf))),
    "3 x 3 mi at MP, 1 mi jog between": run(3 * MI, x=3, effort=MARATHON, recovery=jog(MI)),
    "6 x 1 km, 10 min walk between": run(1000, x=6, recovery=walk(s=600)),
    "5 x 1 km, 400 m jog in 2 min 30 s": run(1000, x=5, recovery=Recovery("run", exactly(400), exactly(150))),
    "8 x 400 m, 200 m float steady": run(400, x=8, recovery=Recovery("run", exactly(200), effort=STEADY)),
    "6 x 200 m uphill, jog between": run(200, x=6, uphill=True, recovery=jog()),
    "3 x 3 mi at MP, 1 mi float steady": run(
        3 * MI, x=3, effort=MARATHON, recovery=Recovery("run", exactly(MI), effort=STEADY)
    ),
}
SINGLE = AMOUNTS | EFFORT | TARGETS | PLACES_AND_LOADS | ACTIVITIES | RECOVERIES

SEVERAL = {
    "": (),
    "warm up 2 km easy; 6 x 400 m at 5k pace, 90 s rest; cool down 1 km": (
        run(2000, effort=EASY, role="warm_up"),
        INTERVALS,
        run(1000, role="cool_down"),
    ),
    "warm up; 20 min at threshold; cool down": (
        run(role="warm_up"),
        run(s=1200, effort=THRESHOLD),
        run(role="cool_down"),
    ),
    "45 min cycling; yoga; then 8 km easy": (BIKE, Step("cross", exercise="yoga"), run(8000, effort=EASY)),
    "(run) or 45 min cycling": (run(alternatives=((BIKE,),)),),
    "8 x hills or 45 min cycling": (run(x=8, uphill=True, alternatives=((BIKE,),)),),
    "6 x 400 m or 10 min rest": (run(400, x=6, alternatives=((Step("rest", duration_s=exactly(600)),),)),),
    "3 x (1 km; 400 m), rest between": (rounds(3, run(1000), run(400), between=rest()),),
    "3 x (1 km; 4 x 400 m), 200 m float between sets at MP": (
        rounds(3, run(1000), run(400, x=4), between=Recovery("run", exactly(200), effort=MARATHON)),
    ),
    "6 x 400 m; then 4 min rest; 4 x 200 m": (
        run(400, x=6),
        Step("rest", duration_s=exactly(240)),
        run(200, x=4),
    ),
    "2 km at MP; 4 min rest; 3 km": (run(2000, effort=MARATHON), Step("rest", duration_s=exactly(240)), run(3000)),
    "6 x 400 m at 5k pace, 90 s rest; then 10 min easy": (INTERVALS, run(s=600, effort=EASY)),
    "3 x (1 km at 10k pace; 400 m at 5k pace), 3 min rest": (
        rounds(3, run(1000, effort=TEN_K), run(400, effort=FIVE_K), between=rest(s=180)),
    ),
    "2-3 x (2 km; 5 x 400 m, 1 min rest)": (rounds((2, 3), run(2000), run(400, x=5, recovery=rest(s=60))),),
    "3 x (4 x 800 m, 90 s rest), 4 min rest": (
        rounds(3, run(800, x=4, recovery=rest(s=90)), between=rest(s=240)),
    ),
    "3 x (4 x 800 m), 4 min rest between sets": (rounds(3, run(800, x=4), between=rest(s=240)),),
    "2 x (3 x (1 min hard; 1 min easy); then 5 min easy)": (
        rounds(2, rounds(3, run(s=60, effort=HARD), run(s=60, effort=EASY)), run(s=300, effort=EASY)),
    ),
    "8 km easy or 45 min cycling or rest day; 4 strides": (
        run(8000, effort=EASY, alternatives=((BIKE,), (Step("rest"),))),
        run(x=4, effort=STRIDES),
    ),
    "(6 x 400 m at 5k pace, 90 s rest) or 8 km easy": (
        run(400, x=6, effort=FIVE_K, recovery=rest(s=90), alternatives=((run(8000, effort=EASY),),)),
    ),
    "8 km easy or (6 x 400 m at 5k pace, 90 s rest)": (run(8000, effort=EASY, alternatives=((INTERVALS,),)),),
    "8 km easy or (2 km easy; 4 x 400 m)": (
        run(8000, effort=EASY, alternatives=((run(2000, effort=EASY), run(400, x=4)),)),
    ),
    "(2 km easy; 4 x 400 m) or 45 min cycling": (
        rounds(1, run(2000, effort=EASY), run(400, x=4), alternatives=((BIKE,),)),
    ),
    "3 x (1 km or 4 min; 400 m)": (rounds(3, run(1000, alternatives=((run(s=240),),)), run(400)),),
    "8 km easy or (2 km or 10 min walk; 4 strides)": (
        run(
            8000,
            effort=EASY,
            alternatives=(
                (
                    run(2000, alternatives=((Step("walk", duration_s=exactly(600)),),)),
                    run(x=4, effort=STRIDES),
                ),
            ),
        ),
    ),
}  # fmt: skip
EVERYTHING = SEVERAL | {text: (step,) for text, step in SINGLE.items()}


@pytest.mark.parametrize(("text", "steps"), EVERYTHING.items(), ids=EVERYTHING)
def test_what_is_written(text, steps):
    assert write(Workout(steps)) == text


@pytest.mark.parametrize("bare_m", ["ask", "miles", "minutes", "metres"])
@pytest.mark.parametrize(("text", "steps"), EVERYTHING.items(), ids=EVERYTHING)
def test_it_reads_back(text, steps, bare_m):
    reading = read(text, bare_m=bare_m)

    assert reading.workout == Workout(steps)
    assert reading.unread == ()


@pytest.mark.parametrize("steps", EVERYTHING.values(), ids=EVERYTHING)
def test_it_reads_back_in_russian(steps):
    reading = read(write(Workout(steps), language="ru"))

    assert reading.workout == Workout(steps)
    assert reading.unread == ()


RUSSIAN = {
    "8 км легко": run(8000, effort=EASY),
    "2,5 мили равномерно": run(2.5 * MI, effort=STEADY),
    "21.0975 км в темпе марафона": run(21_097.5, effort=MARATHON),
    "6 х 200 м в гору интенсивно, трусцой между повторами": run(
        200, x=6, effort=HARD, uphill=True, recovery=jog()
    ),
    "5 х 1 км в темпе 10 км, отдых 90 сек": run(1000, x=5, effort=TEN_K, recovery=rest(s=90)),
    "8 км легко с утяжелителями 2 кг в сумме": run(8000, effort=EASY, load=Load("ankle_weights", exactly(2))),
    "6 х 60 м на максимум с жилетом не более 5 кг": run(60, x=6, effort=ALL_OUT, load=Load("vest", between(0, 5))),
    "не менее 30 мин легко": run(s=(1800, math.inf), effort=EASY),
    "3 х 10 выпадов": rounds(3, lunges(10)),
    "6 ускорений": run(x=6, effort=STRIDES),
    "4 х ускорения": run(x=4, effort=STRIDES),
    "8 км легко или 45 мин велосипед": run(8000, effort=EASY, alternatives=((BIKE,),)),
    "8 км 80 % усилия за 40 мин": run(8000, s=2400, target=aim("percent_effort", 80)),
    "бег в темпе забега на 10 км": run(effort=TEN_K),
    "5 х 1 км, активный отдых 400 м равномерно": run(
        1000, x=5, recovery=Recovery("run", exactly(400), effort=STEADY)
    ),
    "выходной": Step("rest"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "step"), RUSSIAN.items(), ids=RUSSIAN)
def test_in_russian(text, step):
    assert write(Workout((step,)), language="ru") == text


def test_the_clubs_units_decide_where_a_distance_is_as_short_in_either():
    both = Workout((run(402_336),))

    assert write(both, units="km") == "402.336 km"
    assert write(both, units="mi") == "250 mi"
    assert write(Workout((run(8000),)), units="mi") == "8 km"


@pytest.mark.parametrize(
    ("metres", "text"), [(5042, "5.042 km"), (1234.567, "1.234567 km"), (999.9, "999.9 m"), (0.5, "0.5 metres")]
)
def test_no_figure_is_rounded_away(metres, text):
    assert write(Workout((run(metres),))) == text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_word_of_the_domain_has_a_text(language):
    words = WORDS[language]

    assert set(words.efforts) == set(words.paces) == set(slugs(EFFORTS)) - {"rest"}
    assert set(words.targets) == set(slugs(MEASURES))
    assert set(words.roles) == set(slugs(ROLES)) - {"main"}
    assert set(words.implements) == set(IMPLEMENTS)
    assert set(words.exercises) == {exercise.name for exercise in EXERCISES}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_every_exercise_is_written_as_coaches_call_it(exercise):
    for language in WORDS.values():
        for said in filter(None, language.exercises[exercise.name]):
            assert said in exercise.words.replace("-", " ").split("|")


@pytest.mark.parametrize("implement", IMPLEMENTS)
def test_every_thing_is_written_as_coaches_call_it(implement):
    node = PHRASES
    *words, last = WORDS["en"].implements[implement].split()
    for word in words:
        node = node[word].then

    assert node[last].kind == "implement"
    assert node[last].value[0] == implement


def test_a_rest_is_no_recovery_of_what_was_done_in_place_of_repetitions():
    repeated = run(400, x=6, alternatives=((run(8000),),))
    last = run(8000, alternatives=((run(400, x=6),),))
    pause = Step("rest", duration_s=exactly(60))

    assert write(Workout((repeated, pause))) == "6 x 400 m or 8 km; then 1 min rest"
    assert write(Workout((last, pause))) == "8 km or 6 x 400 m; then 1 min rest"


def test_what_is_said_of_an_alternative_is_not_said_of_the_part():
    workout = Workout((run(5000, alternatives=((run(6000, uphill=True),),)),))

    assert write(workout) == "(5 km) or 6 km uphill"
    assert read(write(workout)).workout == workout


def test_what_is_run_in_place_of_a_warm_up_is_no_warm_up():
    workout = Workout((run(2000, role="warm_up", alternatives=((run(3000),),)),))

    assert write(workout) == "warm up 2 km or (3 km)"
    assert read(write(workout)).workout == workout


def test_a_warm_up_without_an_amount_is_no_heading():
    workout = Workout((run(role="warm_up"), run(s=600, effort=EASY), run(400, x=6)))

    assert write(workout) == "warm up; then 10 min easy; 6 x 400 m"
    assert read(write(workout)).workout == workout


def test_a_distance_and_its_time_are_both_kept():
    text = write(Workout((run(8000, s=2400, effort=EASY),)))

    assert text == "8 km easy in 40 min"
    assert read(text).workout.steps == (run(8000, effort=EASY, target=aim("time_s", 2400)),)


def test_miles_in_the_time_of_a_stride_are_none():
    workout = Workout((run(1609.344, s=27, effort=STRIDES, target=aim("rpe", 5)),))

    assert write(workout) == "1 mi at 3k pace RPE 5 in 27 s"
    assert read(write(workout)).workout == workout


def test_rounds_of_one_part_keep_their_brackets():
    recovered = Repeat(exactly(3), (lunges(10, recovery=rest(s=5)),))

    assert write(Workout((recovered,))) == "3 x (10 lunges, 5 s rest)"
    assert write(Workout((rounds(2, run(200, x=3)),))) == "2 x (3 x 200 m)"
    assert write(Workout((run(100, effort=MILE),))) == "100 metres at mile pace"
