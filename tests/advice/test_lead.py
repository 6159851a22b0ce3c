"""The sentence that opens an answer: how many stand where, and what about the session tips it."""

from __future__ import annotations

import pytest

from advice.engine import advise
from advice.lead import lead
from tests.advice.panel import athlete, guidelines
from workouts.reading import read

SPRINTER = {"goal": "short_sprint", "level": "competitive"}


@pytest.mark.parametrize(
    ("text", "differences", "expected"),
    [
        (
            "8 km easy with 1 kg ankle weights on each leg",
            {"weeks_to_race": 8},
            "five of the six who speak on it are against, because a repetition is longer than 100 m, "
            "the athlete is recreational and a race is 12 weeks away or less.",
        ),
        (
            "6 x 60 m all-out with a 5 kg vest",
            SPRINTER,
            "The panel is split: one is against, but Oleg Babchin can see a purpose, because the effort is all-out and "
            "a repetition is 100 m or shorter.",
        ),
        (
            "6 x 60 m at mile effort with a 5 kg vest",
            SPRINTER,
            "one of the three who speak on it is against, because the load is carried.",
        ),
        (
            "3 x 10 lunges with 8 kg dumbbells",
            {"strength_base": "none"},
            "Alena Dyatlova asks for care, because the athlete's strength base is none yet; nobody is against.",
        ),
        (
            "6 x 200 m uphill hard, jog down",
            {},
            "Sergey Sorokin supports it, because it goes uphill; nobody is against.",
        ),
        (
            "8 km easy with a 5 kg vest",
            {"no_added_load": True},
            "The athlete's own word says stop, because the athlete is to have no added load.",
        ),
        ("8 km easy", {}, "Nothing is added to the body here, and nobody on the panel objects."),
        ("5 km walk with a 5 kg vest", {}, "Nobody on the panel speaks for or against this."),
        (
            "3 x 10 lunges with 8 kg dumbbells",
            {"strength_base": "none", "heavy_legs_days": None},
            "Alena Dyatlova asks for care, because the athlete's strength base is none yet.",
        ),
    ],
)
def test_it_says_who_and_what_tips_it(text, differences, expected):
    workout = read(text).workout
    assert lead(advise(workout, athlete(**differences), guidelines("founding", "safety")), workout) == expected


A_LOAD = "A load in it was not understood, and the answer does not count it"
SOME_WORDS = "Some of the words were not understood, and the answer does not count them."


@pytest.mark.parametrize(
    ("text", "unread", "opening", "told"),
    [
        ("8 km easy", ["5 kg vest"], "Nobody on the panel objects to what was read.", A_LOAD),
        ("8 km easy", ["5 kilo extra"], "Nobody on the panel objects to what was read.", A_LOAD),
        ("8 km easy", ["жилет"], "Nobody on the panel objects to what was read.", A_LOAD),
        ("8 km easy", ["bouncy"], "Nobody on the panel objects to what was read.", SOME_WORDS),
        ("8 km easy with a 5 kg vest", ["1 kg", "ankle weights"], "four of the five who speak on it", A_LOAD),
        ("5 km walk with a 5 kg vest", ["bouncy"], "Nobody on the panel speaks for or against this.", SOME_WORDS),
    ],
)
def test_what_was_not_read_is_never_passed_over(text, unread, opening, told):
    workout = read(text).workout
    said = lead(advise(workout, athlete(), guidelines("founding", "safety")), workout, unread)
    assert said.startswith(opening)
    assert told in said
    assert "Nothing is added" not in said


def test_it_never_repeats_a_reason():
    for text in ("8 km easy with a 5 kg vest", "6 x 60 m all-out with a 5 kg vest", "25 km easy with a 4 kg backpack"):
        workout = read(text).workout
        advice = advise(workout, athlete(), guidelines("founding", "safety", "evidence"))
        assert not any(finding.guideline.reason in lead(advice, workout) for finding in advice.findings)


def test_of_several_places_the_one_of_this_load_is_named():
    workout = read("8 km easy with 1 kg wrist weights").workout
    advice = advise(workout, athlete(level="competitive", goal="fitness"), guidelines("founding"))
    assert "the load sits on arm" in lead(advice, workout)
