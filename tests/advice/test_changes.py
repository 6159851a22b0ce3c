"""What would change the panel's answer: each change, written out and asked again, does what it says."""

from __future__ import annotations

import math

import pytest

from advice.changes import Case, find_changes, settle
from advice.engine import advise
from tests.advice.panel import athlete, guidelines
from workouts.reading import read

SPRINTER = {"goal": "short_sprint", "level": "competitive"}
SESSIONS = (
    ("8 km easy with 1 kg ankle weights on each leg", {"weeks_to_race": 8}),
    ("6 x 150 m all-out with a 5 kg vest", SPRINTER),
    ("6 x 60 m with a 5 kg vest", SPRINTER),
    ("25 km easy with a 4 kg backpack", {"goal": "ultra_trail", "loaded_runs_last_14_days": 2}),
    ("25 km easy with a 4 kg backpack", {"goal": "ultra_trail", "loaded_runs_last_14_days": None}),
    ("40 min steady with a 5 kg vest", {"goal": "weight_loss", "weeks_to_race": None}),
    ("3 x 10 lunges with 8 kg dumbbells", {"strength_base": None}),
    ("2 x (3 x 150 m hard with a 5 kg vest)", {}),
    ("10 min warm up, 5 x 150 m hard with a vest, 10 min cool down", {"body_mass_kg": None}),
    ("6 x 60 m all-out with a parachute", SPRINTER),
)


def case_of(text, packs=("founding", "safety"), *, strict=False, **differences):
    reading, facts, panel = read(text), athlete(**differences), guidelines(*packs)
    return Case(reading, facts, panel, advise(reading.workout, facts, panel, strict=strict), read, strict)


def said(case):
    return {change.said: change for change in find_changes(case)}


@pytest.mark.parametrize("packs", [("founding", "safety"), ("founding", "safety", "evidence")], ids=len)
@pytest.mark.parametrize(("text", "differences"), SESSIONS)
def test_each_change_asked_again_gives_the_verdict_that_it_promises(text, differences, packs):
    case = case_of(text, packs, **differences)
    changes = find_changes(case)
    assert 0 < len(changes) <= 5
    for change in changes:
        again = advise(read(change.text).workout, {**case.facts, **change.facts}, case.guidelines)
        assert again.verdict == change.advice.verdict != case.advice.verdict
        assert set(read(change.text).unread_words) <= set(case.reading.unread_words)


@pytest.mark.parametrize("packs", [("founding", "safety"), ("founding", "safety", "evidence")], ids=len)
@pytest.mark.parametrize(("text", "differences"), SESSIONS)
def test_each_answer_to_a_question_gives_the_verdict_that_it_promises(text, differences, packs):
    case = case_of(text, packs, **differences)
    for undecided in case.advice.undecided:
        answers = settle(case, undecided)
        assert [(one.answer, one.verdict) for one in answers] == list(undecided.would)
        for one in answers:
            if one.text is not None:
                again = advise(read(one.text).workout, {**case.facts, **one.facts}, case.guidelines)
                assert again.verdict == one.verdict


def test_the_load_comes_off_in_the_coachs_own_words():
    change = said(case_of("8 km easy, by the mill, with 1 kg ankle weights on each leg"))[
        "the same session without the load"
    ]
    assert (change.text, change.advice.verdict) == ("8 km easy, by the mill", "clear")


def test_one_fact_alone_comes_before_two_together():
    changes = said(case_of("6 x 150 m all-out with a 5 kg vest", **SPRINTER))
    assert changes["Length of a repetition: at most 100 m"].text == "6 x 100 m all-out with a 5 kg vest"
    assert "the effort is all-out and a repetition is 100 m or shorter" not in changes


def test_what_an_exception_wants_is_tried_together():
    change = said(case_of("8 km easy with a 5 kg vest"))["the effort is all-out and a repetition is 100 m or shorter"]
    assert change.text == "1 x 100 m all-out with a 5 kg vest"
    assert change.shifts[0] == ("supports", ("Oleg Babchin",))
    assert change.against == 3


def test_what_is_another_session_altogether_is_not_offered():
    assert not any("parachute" in change.text for change in find_changes(case_of("25 km easy with a 5 kg vest")))


def test_who_falls_silent_is_told():
    case = case_of("40 min very easy with a 5 kg vest", goal="weight_loss", weeks_to_race=8)
    change = next(one for one in find_changes(case) if one.facts.get("weeks_to_race"))
    assert change.facts["weeks_to_race"].lo == math.inf
    assert ("conditional", ("Yana Khmeleva",)) in change.shifts


def test_the_athletes_own_word_is_not_argued_with():
    for no_added_load in (True, False):
        case = case_of("8 km easy with a 5 kg vest", no_added_load=no_added_load)
        assert not any("no_added_load" in change.facts for change in find_changes(case))


def test_an_exception_changes_nothing_where_the_club_is_strict():
    case = case_of("6 x 150 m all-out with a 5 kg vest", strict=True, **SPRINTER)
    assert {change.advice.verdict for change in find_changes(case)} == {"clear"}


@pytest.mark.parametrize("text", ["", "beer and pizza", "8 km easy", "Rest"])
def test_there_may_be_nothing_to_change(text):
    assert find_changes(case_of(text)) == ()
