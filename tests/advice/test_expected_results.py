"""The expected results: every row of the specification's table, and further ones for every stance."""

from __future__ import annotations

import pytest

from tests.advice import expected_evidence
from tests.advice.expected_results import FURTHER, ROWS, SPECIFIED, SUPPORTED_EXERCISES
from tests.advice.panel import guidelines
from workouts.exercises import EXERCISES


@pytest.mark.parametrize("row", SPECIFIED, ids=str)
def test_the_panel_answers_as_specified(row):
    assert row.answer() == row.expected


@pytest.mark.parametrize("row", FURTHER, ids=str)
def test_each_speaks_where_it_should_and_nowhere_else(row):
    assert row.answer() == row.expected


@pytest.mark.parametrize("row", expected_evidence.ROWS, ids=str)
def test_the_evidence_alone(row):
    assert row.answer() == row.expected


def test_every_guideline_takes_its_stance_somewhere():
    heard = {
        (code, stance)
        for row in (*ROWS, *expected_evidence.ROWS)
        for stance in ("stop", "against", "conditional", "supports")
        for code in getattr(row.expected, stance)
    }

    assert {(one.code, one.stance) for one in guidelines("founding", "safety", "evidence")} <= heard


def test_the_exercises_that_are_named_exist():
    assert {exercise.name for exercise in EXERCISES} >= SUPPORTED_EXERCISES
