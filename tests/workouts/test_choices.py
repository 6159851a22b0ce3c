from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workouts.reads import (
    EASY,
    FIVE_K,
    MARATHON,
    MI,
    STEADY,
    THRESHOLD,
    VERY_EASY,
    aim,
    exactly,
    jog,
    run,
    steps,
    wholly,
)
from workouts.reading import read
from workouts.workout import Effort, Load, Step


@pytest.mark.parametrize(
    "text", ["7 or 9 km easy", "7 km or 9 km easy", "Easy 7 or 9 km", "Easy 7 km or 9 km", "7 или 9 км легко"]
)
def test_what_is_said_once_of_two_amounts_is_said_of_both(text):
    reading = read(text)

    assert reading.workout.steps == (run(7000, effort=EASY, alternatives=((run(9000, effort=EASY),),)),)
    assert reading.unread == ()


def test_any_number_of_amounts_may_be_offered():
    first = steps("6 or 7 or 8 mi @ MP")[0]

    assert first.distance_m == run(6 * MI).distance_m
    assert [other[0] for other in first.alternatives] == [run(n * MI, effort=MARATHON) for n in (7, 8)]


@pytest.mark.parametrize(
    "text", ["2000 or 3000 m time trial", "Time trial 2000 or 3000 m", "Time trial: 2000 m or 3000 m"]
)
def test_a_race_is_run_over_either_distance(text):
    race = steps(text)[0]

    assert race == run(2000, activity="race", alternatives=((run(3000, activity="race"),),))


def test_a_role_and_an_exercise_are_those_of_both_where_they_share_a_unit():
    assert [step.role for step in steps("2 or 3 km warm-up, 5 km tempo")] == ["warm_up", "main"]
    assert steps("20 or 30 min bike")[0].exercise == "cycling"
    assert steps("20 min or 30 min bike")[0].exercise is None


def test_amounts_that_differ_in_more_than_length_keep_what_is_theirs():
    assert steps("9 km or 4 km tempo") == (run(9000, alternatives=((run(4000, effort=THRESHOLD),),)),)
    assert steps("45 min easy or 30 min")[0].alternatives == ((run(s=1800),),)
    assert steps("7 km or easy 9 km")[0].effort is None


def test_a_choice_of_what_was_not_understood_is_none():
    reading = read("6 x 400 m w/ 2 or 3 min jog")

    assert reading.workout.steps == (run(400, x=6),)
    assert reading.unread_words == ("2", "or", "3", "min", "jog")


@pytest.mark.parametrize("pause", ["400 or 600 m jog", "2 or 3 min easy"])
def test_two_short_amounts_behind_repetitions_may_be_what_comes_between(pause):
    assert steps(f"6 x 700 m, {pause}") == (run(700, x=6),)
    assert steps("6 x 700 m, 2 or 3 km cool-down")[1].alternatives == ((run(3000, role="cool_down"),),)


EFFORTS = {
    "50 min easy or steady": (run(s=3000, effort=EASY), (run(s=3000, effort=STEADY),)),
    "50 мин легко или темпово": (run(s=3000, effort=EASY), (run(s=3000, effort=THRESHOLD),)),
    "1:20 Z2 or Z3": (run(s=4800, effort=EASY), (run(s=4800, effort=Effort("steady", "marathon")),)),
    "10 mi zone 2 or zone 1": (run(10 * MI, effort=EASY), (run(10 * MI, effort=Effort("very_easy", "easy")),)),
    "9 km (easy or steady or MP)": (
        run(9000, effort=EASY),
        (run(9000, effort=STEADY), run(9000, effort=MARATHON)),
    ),
    "12 km at MP or MP+10": (
        run(12_000, effort=MARATHON),
        (run(12_000, effort=MARATHON, target=aim("slower_s", 10)),),
    ),
}


@pytest.mark.parametrize(("text", "offered"), EFFORTS.items(), ids=EFFORTS)
def test_efforts_with_or_between_them_are_those_of_the_same_run(text, offered):
    (step,) = wholly(text)
    first, others = offered

    assert step.alternatives == tuple((other,) for other in others)
    assert step == run(step.distance_m, s=step.duration_s, effort=first.effort, alternatives=step.alternatives)


@pytest.mark.parametrize("pace", ["5k or 3k pace w/ 200 m jog", "5k or 3k w/ 200 m jog", "5k or 3k, 200 m jog"])
def test_what_comes_between_belongs_to_both(pace):
    (step,) = wholly(f"7 x 500 m @ {pace}")

    assert step.recovery == jog(200)
    assert step.effort == FIVE_K
    assert step.alternatives == ((run(500, x=7, effort=Effort("5k", "mile"), recovery=jog(200)),),)


def test_a_load_behind_the_choice_is_that_of_both():
    (step,) = wholly("7 km easy or steady with a 5 kg vest")

    assert step.load == step.alternatives[0][0].load == Load("vest", exactly(5))


def test_another_word_for_the_same_effort_offers_nothing():
    assert wholly("25 min tempo or threshold") == (run(s=1500, effort=THRESHOLD),)


@pytest.mark.parametrize(
    "text", ["7 x 400 m w/ 200 m easy or steady", "400/800/400 @ 5k or 3k pace", "Long run easy or MP"]
)
def test_an_effort_that_may_be_of_something_else_offers_nothing(text):
    reading = read(text)

    assert "or" in reading.unread_words
    assert not any(step.alternatives for step in reading.workout.steps)


def test_the_other_effort_has_its_own_place_in_the_text():
    text = "10 mi zone 2 or zone 1"
    ((other,),) = wholly(text)[0].alternatives

    assert text[other.span.start : other.span.end] == "zone 1"


SESSIONS = {
    "Recovery run or rest": (run(effort=VERY_EASY), Step("rest")),
    "Easy run or cross-training": (run(effort=EASY), Step("cross", exercise="cross_training")),
    "Easy or rest": (run(effort=EASY), Step("rest")),
    "Rest or easy run": (Step("rest"), run(effort=EASY)),
    "Easy run or tempo": (run(effort=EASY), run(effort=THRESHOLD)),
    "Easy run or long run": (run(effort=EASY), run()),
    "Parkrun or tempo run": (Step("race"), run(effort=THRESHOLD)),
}


@pytest.mark.parametrize(("text", "both"), SESSIONS.items(), ids=SESSIONS)
def test_a_session_that_is_named_alone_may_stand_beside_another(text, both):
    first, other = both

    assert wholly(text) == (replace(first, alternatives=((other,),)),)
