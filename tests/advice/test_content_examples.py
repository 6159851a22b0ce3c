"""The examples that come with each guideline: they hold, and they show both sides of everything it asks for."""

from __future__ import annotations

from functools import cache

import pytest

from advice.conditions import sentence
from advice.content_files import CONTENT, read_file
from advice.examples import Example, try_out
from advice.facts import FACTS
from tests.advice.panel import guidelines
from workouts.reading import read

PACKS = ("founding", "safety", "evidence")
GUIDELINES = {one.code: one for one in guidelines(*PACKS)}
RECORDS = {record["code"]: record for pack in PACKS for record in read_file(CONTENT / f"{pack}.yaml").guidelines}

every_guideline = pytest.mark.parametrize("code", GUIDELINES)


@cache
def outcomes(code):
    """What comes of each example of the guideline."""
    return [try_out(GUIDELINES[code], Example(**one), read) for one in RECORDS[code]["examples"]]


def lets_in(code):
    return [one for one in outcomes(code) if one.found == "applies"]


def keeps_out(code):
    return [one for one in outcomes(code) if one.found == "does_not"]


@every_guideline
def test_the_examples_hold_and_are_read_to_their_end(code):
    for one in outcomes(code):
        assert one.passes, f"{one.example}: {one.because}"
        assert one.unread == (), one.example.text


@every_guideline
def test_some_apply_and_some_do_not(code):
    assert lets_in(code)
    assert keeps_out(code)
    told = {f"{one.example.text} {sorted(one.example.athlete.items())}" for one in outcomes(code)}
    assert len(told) == len(outcomes(code)) >= 3


@every_guideline
def test_each_condition_alone_keeps_a_session_out(code):
    """So that a condition that is dropped, turned round or asks for nothing is found out."""
    alone = {one.decided_by for one in keeps_out(code)}

    assert [str(sentence(one)) for one in GUIDELINES[code].when if (one,) not in alone] == []


@pytest.mark.parametrize("code", [code for code, one in GUIDELINES.items() if one.unless])
def test_each_exemption_has_both_its_sides(code):
    """A session that it keeps out; and, for each condition of it, one that applies since this alone does not hold."""
    guideline = GUIDELINES[code]

    assert any(set(one.decided_by) == set(guideline.unless) for one in keeps_out(code))
    for condition in guideline.unless:
        without_it = type(guideline)(
            code,
            guideline.source,
            "supports",
            when=guideline.when,
            unless=tuple(one for one in guideline.unless if one != condition),
        )
        tried = [try_out(without_it, one.example, read).found for one in lets_in(code)]
        assert "does_not" in tried, str(sentence(condition))


@every_guideline
def test_what_is_not_known_of_an_athlete_leaves_it_open(code):
    guideline = GUIDELINES[code]
    if any(FACTS[one.fact].scope != "step" for one in (*guideline.when, *guideline.unless)):
        assert "undecided" in {one.found for one in outcomes(code)}


def test_at_least_thirty_guidelines_have_a_threshold_a_grade_and_a_reference():
    whole = [
        code
        for code, one in GUIDELINES.items()
        if any(FACTS[condition.fact].kind in ("number", "ordered") for condition in (*one.when, *one.unless))
        and RECORDS[code]["grade"]
        and RECORDS[code]["reference"]
    ]

    assert len(whole) >= 30
