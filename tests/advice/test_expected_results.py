"""The expected results: every row of the specification's table, and further ones for every stance."""

from __future__ import annotations

import pytest

from tests.advice import expected_evidence, expected_results
from tests.advice.expected_results import SUPPORTED_EXERCISES
from tests.advice.panel import guidelines
from workouts.exercises import EXERCISES


@pytest.mark.parametrize("row", expected_results.SPECIFIED, ids=str)
def test_the_panel_answers_as_specified(row):
    assert row.answer() == row.expected


@pytest.mark.parametrize("row", [*expected_results.STANCES, *expected_evidence.STANCES], ids=str)
def test_each_stance_is_taken(row):
    assert row.answer() == row.expected


@pytest.mark.parametrize("family", expected_results.FAMILIES)
def test_the_panel_speaks_where_it_should_and_nowhere_else(family):
    assert wrong(expected_results.FAMILIES[family]) == []


@pytest.mark.parametrize("family", expected_evidence.FAMILIES)
def test_the_evidence_speaks_where_it_should_and_nowhere_else(family):
    assert wrong(expected_evidence.FAMILIES[family]) == []


def wrong(rows):
    """The rows that come out otherwise, each with what was expected and what came."""
    answered = [(str(row), row.expected, row.answer()) for row in rows]
    return [(row, expected, answer) for row, expected, answer in answered if answer != expected]


def test_every_guideline_takes_its_stance_somewhere():
    heard = {
        (code, stance)
        for row in (*expected_results.ROWS, *expected_evidence.ROWS)
        for stance in ("stop", "against", "conditional", "supports")
        for code in getattr(row.expected, stance)
    }

    assert {(one.code, one.stance) for one in guidelines("founding", "safety", "evidence")} <= heard


def test_the_exercises_that_are_named_exist():
    assert {exercise.name for exercise in EXERCISES} >= SUPPORTED_EXERCISES
