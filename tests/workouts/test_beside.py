"""Amounts among words that nobody knows: a run of its own, or the size of something else."""

from __future__ import annotations

import pytest

from tests.workouts.reads import MI, STEADY, run, steps
from workouts.reading import read


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("35 min Riverside", run(s=2100)),
        ("8 miles with the Thursday group on the trails", run(8 * MI)),
        ("12 km whichever way you fancy", run(12_000)),
        ("45 min @ some effort", run(s=2700)),
        ("6 miles no watch", run(6 * MI)),
        ("8 km with the boys", run(8000)),
        ("8 km 🏃 with Ira", run(8000)),
        ("Warm clothes! 10 km in the snow", run(10_000)),
        ("Round the reservoir 9 km", run(9000)),
        ("Start at the clubhouse 9 km", run(9000)),
    ],
)
def test_an_amount_at_the_head_of_its_clause_or_behind_a_place_is_a_run(text, step):
    assert steps(text) == (step,)


def test_the_words_around_it_stay_unread():
    assert read("12 km whichever way you fancy").unread_words == ("whichever", "way", "you", "fancy")


def test_parts_between_slashes_keep_their_amounts_where_words_are_unknown():
    assert steps("30 mins @ lower XY effort / 30 mins @ higher XY effort") == (run(s=1800), run(s=1800))
    assert steps("15 min steady / 15 min faster") == (run(s=900, effort=STEADY), run(s=900))


@pytest.mark.parametrize(
    "text",
    [
        "10 km mark",
        "5 miles away from home",
        "8 km is plenty",
        "40 km a week",
        "45 min per day",
        "8 km every day",
        "10k group",
        "10k runners",
        "5 km boys, 4 km girls",
        "Masha 8 km",
        "Bus 30 min",
        "Sauna at the club 20 min",
        "30 min drive",
        "60 min tennis",
        "10 min break",
        "2 km less than usual",
        "10 s faster",
        "5 min faster than last week",
        "10 km PB 42 min",
        "8 km @ £5",
        "30 минут расслабляющих упражнений",
    ],
)
def test_an_amount_of_something_else_is_no_run(text):
    reading = read(text)

    assert reading.workout.steps == ()
    assert reading.unread
