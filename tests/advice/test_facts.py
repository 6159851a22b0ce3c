"""Facts: declared once, checked by their declaration; what a step is worth as facts."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from advice.facts import FACTS, NO_RACE, Interval, facts_from
from advice.step_facts import STEP_FACTS, step_facts
from tests.advice.panel import load, step, workout
from workouts.workout import Effort, Load, Range, Repeat, Workout


def test_it_works():
    facts = facts_from({"goal": "road_race", "weeks_to_race": 8, "injuries": ["knee"], "no_added_load": False})

    assert facts == {
        "goal": frozenset({"road_race"}),
        "weeks_to_race": Interval(8, 8),
        "injuries": frozenset({"knee"}),
        "no_added_load": False,
    }


def test_every_fact_is_declared_whole():
    for key, fact in FACTS.items():
        assert fact.key == key
        assert fact.label
        assert fact.question.endswith("?")
        assert fact.kind in ("number", "flag") or fact.choices or key == "exercise"
        assert fact.kind != "flag" or {"true", "false"} <= fact.phrases.keys()
    assert {key for key, fact in FACTS.items() if fact.scope == "step"} == STEP_FACTS.keys()


def test_what_is_unknown_is_left_out():
    assert facts_from({"goal": None, "level": "competitive", "block": []}) == {"level": frozenset({"competitive"})}


def test_no_injury_is_known_and_not_unknown():
    assert facts_from({"injuries": []}) == {"injuries": frozenset()}


def test_no_race_is_infinitely_far_off():
    assert facts_from({"weeks_to_race": math.inf}) == {"weeks_to_race": NO_RACE}


@pytest.mark.parametrize("given", [[8, 10], (8, 10), Range(8, 10), Interval(8, 10)])
def test_a_range_stays_a_range(given):
    assert facts_from({"body_mass_kg": given}) == {"body_mass_kg": Interval(8, 10)}


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({"shoe_size": 43}, "There is no fact called 'shoe_size'"),
        ({"goal": "marathon"}, "Goal: marathon is not a choice; use road_race"),
        ({"injuries": ["knee", "ego"]}, "Current injuries: ego is not a choice"),
        ({"body_mass_kg": "heavy"}, "Body mass: give a number"),
        ({"body_mass_kg": -70}, "Body mass: -70 is not a number from 0 up"),
        ({"body_mass_kg": [80, 70]}, "nor a range from small to large"),
        ({"no_added_load": "perhaps"}, "No added load: say yes or no"),
    ],
)
def test_what_a_fact_cannot_be_is_refused_in_a_sentence(plain, words):
    with pytest.raises(ValueError, match=words):
        facts_from(plain)


@pytest.mark.parametrize(
    ("key", "number", "words"),
    [
        ("rep_distance_m", 100, "100 m"),
        ("rep_distance_m", 5000, "5 km"),
        ("rep_duration_s", 90, "90 s"),
        ("rep_duration_s", 600, "10 min"),
        ("weeks_to_race", 1, "1 week"),
        ("weeks_to_race", 12, "12 weeks"),
        ("loaded_runs_last_14_days", 1, "1"),
        ("load_percent_body_mass", 10, "10 % of body mass"),
    ],
)
def test_numbers_carry_their_unit(key, number, words):
    assert FACTS[key].amount(number) == words


def test_an_unloaded_step_has_a_load_of_nothing():
    facts = step_facts(run := step(km=8, effort="easy"), workout(run))

    assert facts["implement"] == facts["load_class"] == facts["load_site"] == frozenset({"none"})
    assert facts["load_kg"] == facts["load_percent_body_mass"] == facts["loaded_distance_m"] == Interval(0, 0)


def test_a_loaded_step_tells_what_it_carries_and_where():
    facts = step_facts(run := step(km=8, load=load("ankle_weights", 2)), workout(run), 80)

    assert facts["implement"] == frozenset({"ankle_weights"})
    assert facts["load_class"] == frozenset({"carried"})
    assert facts["load_site"] == frozenset({"lower_leg"})
    assert facts["load_kg"] == Interval(2, 2)
    assert facts["load_percent_body_mass"] == Interval(2.5, 2.5)


def test_a_load_in_percent_takes_the_body_mass_to_weigh():
    run = step(km=8, load=Load("sled", percent_body_mass=Range(80, 80)))

    assert step_facts(run, workout(run), Interval(60, 70))["load_kg"] == Interval(48, 56)
    assert "load_kg" not in step_facts(run, workout(run))


def test_what_the_coach_did_not_say_is_unknown():
    facts = step_facts(run := step(m=60, reps=6, load=load("vest")), workout(run), 70)

    assert "effort" not in facts
    assert "load_kg" not in facts
    assert "load_percent_body_mass" not in facts


def test_a_loose_effort_is_any_of_several():
    loose = replace(step(m=200), effort=Effort("10k", "mile"))

    assert step_facts(loose, workout(loose))["effort"] == frozenset({"10k", "5k", "mile"})


def test_a_repetition_in_time_covers_a_range_of_distances():
    facts = step_facts(run := step(seconds=20), workout(run))

    assert facts["rep_distance_m"] == Interval(30, 180)
    assert facts["rep_duration_s"] == Interval(20, 20)


def test_a_repetition_over_a_distance_takes_a_range_of_times():
    facts = step_facts(run := step(m=90), workout(run))

    assert facts["rep_duration_s"] == Interval(10, 60)


def test_running_on_the_spot_covers_no_distance():
    run = step(seconds=30, reps=4, in_place=True, load=load("band"))

    assert step_facts(run, workout(run))["rep_distance_m"] == Interval(0, 0)


def test_strength_covers_no_distance_and_takes_an_unknown_time():
    lunges = step(activity="strength", exercise="lunges", reps=10)
    facts = step_facts(lunges, workout(lunges))

    assert facts["rep_distance_m"] == Interval(0, 0)
    assert "rep_duration_s" not in facts
    assert facts["exercise"] == frozenset({"lunges"})


def test_the_slope_of_a_hill_is_unknown_and_that_of_a_plain_run_is_none():
    hill, plain, treadmill = step(m=200, uphill=True), step(km=8), step(km=8, grade_percent=Range(6, 6))

    assert "grade_percent" not in step_facts(hill, workout(hill))
    assert step_facts(plain, workout(plain))["grade_percent"] == Interval(0, 0)
    assert step_facts(treadmill, workout(treadmill))["uphill"] is True


def test_repetitions_and_loaded_amounts_count_the_rounds_and_the_whole_session():
    sprint = step(m=60, reps=2, load=load("vest", 5))
    session = Workout((step(km=2), Repeat(Range(3, 3), (sprint, step(m=100))), step(km=1, load=load("vest", 5))))

    facts = step_facts(sprint, session, rounds=Range(3, 3))

    assert facts["reps"] == Interval(6, 6)
    assert facts["loaded_distance_m"] == Interval(1360, 1360)


def test_a_loaded_step_of_unknown_length_leaves_the_sum_open():
    unknown = step(load=load("vest", 5))

    facts = step_facts(unknown, workout(step(km=2, load=load("vest", 5)), unknown))

    assert facts["loaded_distance_m"] == Interval(2000, math.inf)
