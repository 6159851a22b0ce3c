"""A load taken out of a coach's text and a drill put in, to the letter."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from advice.rewriting import amounts, rewritings
from tests.advice.panel import load, step
from workouts.workout import Range, Repeat, Span, Workout

DRILL = Workout((step(activity="strength", exercise="squats", reps=10),))


class Typed(NamedTuple):
    text: str
    workout: Workout


def typed(text, *parts):
    """A session of the steps in ``parts``: (its words, the words of its load or None)."""
    steps = []
    for words, load_words in parts:
        start = text.index(words)
        one = step(km=len(steps) + 1, span=Span(start, start + len(words)))
        if load_words is not None:
            begin = text.index(load_words)
            one = replace(one, load=replace(load("vest", 5), span=Span(begin, begin + len(load_words))))
        steps.append(one)
    return Typed(text, Workout(tuple(steps)))


def texts(session, mode="alongside", target=0, unload=(0,)):
    return [text for text, _expected in rewritings(session, target, unload, "10 squats", DRILL, mode)]


@pytest.mark.parametrize(
    ("text", "load_words", "new"),
    [
        ("8 km with a vest", "with a vest", "8 km, then 10 squats"),
        ("8 km with a vest.", "with a vest", "8 km, then 10 squats"),
        ("8 km with a vest , hilly", "with a vest", "8 km, hilly, then 10 squats"),
        ("8 km, with a vest, hilly", "with a vest", "8 km, hilly, then 10 squats"),
        ("8 km (with a vest) hilly", "with a vest", "8 km hilly, then 10 squats"),
        ("8 km [vest], hilly", "vest", "8 km, hilly, then 10 squats"),
        ("8 km with a vest hilly", "with a vest", "8 km hilly, then 10 squats"),
        ("with a vest: 8 km", "with a vest", ": 8 km, then 10 squats"),
        ("vest, 8 km", "vest", "8 km, then 10 squats"),
        ("8 km, with a vest", "with a vest", "8 km, then 10 squats"),
        ("8 km with a vest\nBring a cake!", "with a vest", "8 km\nBring a cake!, then 10 squats"),
    ],
)
def test_it_works(text, load_words, new):
    assert texts(typed(text, ("8 km", load_words)))[0] == new


def test_the_second_place_for_a_drill_is_right_behind_its_step():
    assert texts(typed("8 km with a vest, hilly", ("8 km", "with a vest"))) == [
        "8 km, hilly, then 10 squats",
        "8 km, then 10 squats, hilly",
    ]


def test_with_steps_to_come_the_drill_goes_right_behind_its_step_first():
    session = typed("8 km with a vest, 2 km jog", ("8 km", "with a vest"), ("2 km jog", None))

    assert texts(session) == ["8 km, then 10 squats, 2 km jog", "8 km, 2 km jog, then 10 squats"]


def test_a_step_is_replaced_with_its_load():
    session = typed("1 km jog, 8 km hilly with a vest, 2 km jog", ("1 km jog", None), ("8 km hilly", "with a vest"))

    assert texts(session, "instead", target=1, unload=(1,)) == ["1 km jog, 10 squats, 2 km jog"]


def test_a_load_within_the_words_of_its_step_goes_with_it():
    session = typed("8 km with a vest hilly", ("8 km with a vest hilly", "with a vest"))

    assert texts(session, "instead") == ["10 squats"]


def test_a_load_said_once_for_two_steps_does_not_take_the_other_step_along():
    session = typed("8 km, 2 km jog with a vest", ("8 km", "with a vest"), ("2 km jog", "with a vest"))

    assert texts(session, "instead", target=0, unload=(0, 1)) == ["10 squats, 2 km jog"]


def test_a_load_of_two_steps_that_stands_within_the_replaced_one_goes_with_it():
    session = typed("8 km with a vest hilly, 2 km", ("8 km with a vest hilly", "with a vest"), ("2 km", "with a vest"))

    assert texts(session, "instead", target=0, unload=(0, 1)) == ["10 squats, 2 km"]


def test_every_objected_load_is_taken_out_and_no_other():
    session = typed(
        "8 km in one, 2 km in two, 1 km in three",
        ("8 km", "in one"),
        ("2 km", "in two"),
        ("1 km", "in three"),
    )

    assert texts(session, "instead", target=0, unload=(0, 2)) == ["10 squats, 2 km in two, 1 km"]
    assert texts(session, "alongside", target=0, unload=(0, 2))[0] == "8 km, then 10 squats, 2 km in two, 1 km"


def test_what_must_be_read_is_told_with_each_text():
    session = typed("8 km with a vest, 2 km jog", ("8 km", "with a vest"), ("2 km jog", None))
    plain, jog, squats = step(km=1), step(km=2), DRILL.steps[0]

    alongside = [expected for _text, expected in rewritings(session, 0, (0,), "10 squats", DRILL, "alongside")]
    ((_text, instead),) = rewritings(session, 0, (0,), "10 squats", DRILL, "instead")

    assert alongside == [amounts(Workout((plain, squats, jog))), amounts(Workout((plain, jog, squats)))]
    assert instead == amounts(Workout((squats, jog)))


def test_where_the_text_does_not_tell_the_place_nothing_is_written():
    session = typed("8 km with a vest", ("8 km", "with a vest"))
    (one,) = session.workout.steps
    unplaced_load = Typed(session.text, Workout((replace(one, load=load("vest", 5)),)))
    unplaced_step = Typed(session.text, Workout((replace(one, span=None),)))

    assert texts(unplaced_load) == []
    assert texts(unplaced_step, "instead") == []
    assert texts(unplaced_step) == ["8 km, then 10 squats"]


def test_unloaded_takes_the_load_out_and_nothing_else():
    session = typed("meet at 8, 8 km with a vest, 2 km jog", ("8 km", "with a vest"), ("2 km jog", None))

    ((text, expected),) = rewritings(session, 0, (0,), "", Workout(), "unloaded")

    assert text == "meet at 8, 8 km, 2 km jog"
    assert expected == amounts(Workout((step(km=1), step(km=2))))


def test_behind_the_step_goes_with_its_load_taken_out():
    assert texts(typed("8 km with a vest", ("8 km", "with a vest")), "after") == [
        "8 km, then 10 squats",
        "8 km, then 10 squats",
    ]


@pytest.mark.parametrize("sets", ["3 x ", "3x", "3 × ", "3 sets of "])
def test_an_exercise_is_replaced_with_its_sets(sets):
    text = f"2 km jog, {sets}10 lunges with a vest"
    jog = replace(step(km=1), span=Span(0, 8))
    start = text.index("10 lunges")
    lunges = step(activity="strength", exercise="lunges", reps=10, span=Span(start, start + len("10 lunges")))
    vest = replace(load("vest", 5), span=Span(text.index("with a vest"), len(text)))
    session = Typed(text, Workout((jog, Repeat(Range.exactly(3), (replace(lunges, load=vest),)))))

    assert texts(session, "instead", target=1, unload=(1,)) == ["2 km jog, 10 squats"]


def test_a_number_before_a_step_that_is_done_once_stays():
    session = typed("at 3 x 8 km with a vest", ("8 km", "with a vest"))

    assert texts(session, "instead") == ["at 3 x 10 squats"]


def test_amounts_differ_where_what_is_to_be_done_differs():
    one = step(km=8, effort="easy", reps=2)

    for changed in (
        {"effort": None},
        {"uphill": True},
        {"exercise": "lunges"},
        {"load": load("vest", 5)},
        {"activity": "walk"},
    ):
        assert amounts(Workout((replace(one, **changed),))) != amounts(Workout((one,)))
    assert amounts(Workout((replace(one, role="warm_up"),))) == amounts(Workout((one,)))
