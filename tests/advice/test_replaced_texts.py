"""The new session in the coach's words: where the drill goes, what stays, and what would misread and is not offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advice.engine import GuidelineSet
from advice.replacements import Dose, suggest
from tests.advice.panel import athlete
from tests.advice.replacing import EVERYTHING, EVERYWHERE, NO_LOADED_RUN, SQUATS, STRIDES, drill, offered
from workouts.reading import read
from workouts.workout import Span


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("8 km easy with a 5 kg vest", "8 km easy, then 3 x 15 squats"),
        ("8 km easy with a 5 kg vest.", "8 km easy, then 3 x 15 squats"),
        ("8 km easy (with a 5 kg vest)", "8 km easy, then 3 x 15 squats"),
        ("8 km easy with a 5 kg vest, meet at the lake", "8 km easy, meet at the lake, then 3 x 15 squats"),
        (
            "2 km easy, 6 km steady with a 5 kg vest, 2 km easy",
            "2 km easy, 6 km steady, then 3 x 12 squats, 2 km easy",
        ),
        ("8 km easy with a 5 kg vest\n2 km easy", "8 km easy, then 3 x 15 squats\n2 km easy"),
    ],
)
def test_a_drill_stands_beside_the_run_without_its_load(text, new):
    (found,) = offered(text)

    assert (found.mode, found.text) == ("alongside", new)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("8 km steady with a 5 kg vest", "10 x 90 s uphill fast, walk down"),
        ("8 km steady with a 5 kg vest, meet at the lake", "10 x 90 s uphill fast, walk down, meet at the lake"),
        (
            "2 km easy, 8 km steady with a 5 kg vest, 2 km easy",
            "2 km easy, 10 x 90 s uphill fast, walk down, 2 km easy",
        ),
    ],
)
def test_a_drill_stands_instead_of_the_step(text, new):
    hills = replace(
        STRIDES,
        form="{reps} x {time} uphill fast, walk down",
        dose=Dose(reps=(4, 10), time_s=(60, 90), rest_s=(90, 120)),
        mode="instead",
    )

    (found,) = offered(text, [hills])

    assert (found.mode, found.text) == ("instead", new)


def test_a_step_inside_a_repeat_keeps_its_place():
    text = "3 x (400 m fast with a 5 kg vest, 400 m easy)"

    (found,) = offered(text, [SQUATS, replace(STRIDES, mode="instead")])

    assert found.text == "3 x (400 m fast, 400 m easy), then 3 x 12 squats"


def test_the_load_comes_off_every_step_that_is_objected_to():
    (found,) = offered("6 km easy with a 5 kg vest, then 2 km steady with a 5 kg vest")

    assert found.text == "6 km easy, then 3 x 12 squats, then 2 km steady"
    assert "The load comes off the rest of the session too." in found.because


def test_where_the_first_step_has_no_drill_the_next_is_tried():
    walk = drill("walk", "{time} walk", purposes=("weight_management",), dose=Dose(time_s=(1200, 3600)), mode="instead")
    text = "3 x (400 m fast with a 5 kg vest, 400 m easy), then 20 min easy with a 5 kg vest"

    (found,) = offered(text, [walk], facts=athlete(goal="weight_loss"))

    assert found.text == "3 x (400 m fast, 400 m easy), then 20 min walk"


def test_a_load_that_is_not_objected_to_stays():
    (found,) = offered("6 km easy with a 5 kg vest, then 3 x 10 lunges with 8 kg dumbbells")

    assert found.text == "6 km easy, then 3 x 12 squats, then 3 x 10 lunges with 8 kg dumbbells"


def test_the_words_that_were_not_read_are_kept():
    text = "8 km easy with a 5 kg vest, bring Zebulon & cake"

    (found,) = offered(text)

    assert "bring Zebulon & cake" in found.text
    assert read(found.text).unread_words == read(text).unread_words


@pytest.mark.parametrize("form", ["{sets} x {reps} floozles", "squats for {reps} floozles", "floozle"])
def test_a_drill_that_cannot_be_read_is_not_offered(form):
    assert offered("8 km easy with a 5 kg vest", [drill("odd", form)]) == ()


def test_a_text_that_reads_worse_as_a_whole_is_not_offered():
    def puzzled(text):
        reading = read(text)
        return replace(reading, unread=(Span(0, 4),)) if ", then" in text else reading

    found = suggest(
        read("8 km easy with a 5 kg vest"),
        athlete(),
        GuidelineSet([NO_LOADED_RUN]),
        [SQUATS],
        equipment=EVERYTHING,
        terrain=EVERYWHERE,
        read=puzzled,
    )

    assert found == ()


def test_a_drill_with_a_word_that_is_not_read_is_not_offered_even_beside_the_same_word():
    assert offered("8 km easy with a 5 kg vest, floozle", [drill("odd", "{sets} x {reps} squats, floozle")]) == ()


def test_a_drill_whose_numbers_read_as_others_is_not_offered():
    assert offered("8 km easy with a 5 kg vest", [drill("odd", "{sets} x 2 x {reps} squats")]) == ()
