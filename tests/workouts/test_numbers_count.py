"""No number is read into nothing, nor changed by storing.

Another number in the place of one that was read makes another workout, or another word unread.
"""

from __future__ import annotations

import re

import pytest

from benchmarks.reading import OWN_LINES, lines_of
from benchmarks.reading_rivals import sentences
from workouts.reading import accounts, read
from workouts.workout import Workout

IN_BRACKETS = [
    "3 x (300 + 300), 3 min between sets w/ strides",
    "2 x [",
    "5 x (600, 600) b/t sets 4'",
    "2x(3 x 2 '+ 2')",
]


@pytest.mark.parametrize("text", IN_BRACKETS)
def test_a_count_of_nothing_is_not_read(text):
    assert numbers_without_effect(text) == []


def test_every_number_that_is_read_counts():
    lines = [*lines_of(OWN_LINES), *sentences(100, seed=3)]

    assert [(line, lost) for line in lines if (lost := numbers_without_effect(line))] == []


@pytest.mark.parametrize("text", ["9 easy mi", "7-8 x 200 @ 10k-⅓", "9 mi easy", "6 x 1/3 mi"])
def test_storing_changes_nothing(text):
    workout = read(text).workout

    assert Workout.from_json(workout.to_json()) == workout


def numbers_without_effect(text):
    """The numbers that are marked as read and make no difference."""
    reading = read(text)
    fate = [kind for span, kind in accounts(text) for _place in range(span.start, span.end)]
    return [
        found[0]
        for found in re.finditer("[0-9]+", text)
        if fate[found.start()] == "read"
        and all(same(reading, read(text[: found.start()] + other + text[found.end() :])) for other in near(found[0]))
    ]


def near(number):
    """A few other numbers of the same form; one alone may round to the same, or be one that nobody means."""
    return [str(int(number) + more).zfill(len(number)) for more in (1, 2, 3)]


def same(one, other):
    return one.workout == other.workout and len(one.unread) == len(other.unread)
