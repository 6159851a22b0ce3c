from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, run, steps
from workouts.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "Bring 2 bottles",
        "2 km from the station",
        "Meet at 18:30",
        "remember the drills we talked about",
        "Tempo explained: see handout",
        "<b>hello</b>",
        "'; DROP TABLE plans; --",
        "🏃‍♀️🔥",
        "1 x week",
        "last 3 km",
        "not too hard",
        "after 22 km I was tired",
        "pre-race meal",
        "race pace",
        "step up in class",
        "LT = what you can hold for an hour",
        "3:02, 3:04, 3:01",
    ],
)
def test_a_remark_is_no_workout(text):
    reading = read(text)

    assert reading.workout.steps == ()
    assert reading.unread


def test_a_remark_beside_a_session_is_kept_and_harmless():
    reading = read("8 km easy, then coffee at Ana's")

    assert reading.workout.steps == (run(8000, effort=EASY),)
    assert reading.unread_words == ("coffee", "Ana", "s")


def test_unread_words_stand_where_they_were_typed():
    text = "6x200m uphill hard, bouncy"
    (span,) = read(text).unread

    assert text[span.start : span.end] == "bouncy"


def test_a_denied_effort_is_not_the_effort():
    (step,) = steps("8 km run, not hard")

    assert step.effort is None
