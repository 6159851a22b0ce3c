"""The content is held by its examples and the expected results: hardly a change of it goes unnoticed."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from advice.conditions import parse
from advice.engine import Guideline, SourceRef
from tests.advice.panel import guidelines
from tests.mutants.equivalent import EQUIVALENT
from tests.mutants.guidelines import KINDS, mutants_of, noticed_by, put_to_the_test, score, survivors

CARRIED = parse({"fact": "load_class", "operator": "is_any_of", "value": "carried,towed"})
FAR = parse({"fact": "rep_distance_m", "operator": "more_than", "value": 100})
HARD = parse({"fact": "effort", "operator": "at_least", "value": "mile"})


def changes(**rest):
    guideline = Guideline("ada-far", SourceRef("ada", "Ada"), **{"stance": "against", "when": (FAR,), **rest})
    return {str(one).removeprefix("ada-far: ") for one in mutants_of(guideline)}


def test_every_small_change_is_made():
    assert changes() == {
        *(f"when rep_distance_m more_than 100 -> {other}" for other in ("99", "101", "50", "200")),
        *(f"when rep_distance_m more_than 100 -> {other}" for other in ("at_least", "less_than")),
        *(f"stance against -> {other}" for other in ("stop", "conditional", "supports")),
    }
    told = "when load_class is_any_of carried towed ->"
    assert changes(when=(FAR, CARRIED)) >= {
        *(f"{told} {other}" for other in ("dropped", "is_none_of", "without carried", "without towed", "with none")),
        "when rep_distance_m more_than 100 -> dropped",
    }
    assert changes(when=(FAR, HARD)) >= {
        *(f"when effort at_least mile -> {other}" for other in ("5k", "maximal", "at_most")),
    }


def test_what_keeps_a_guideline_out_is_changed_too():
    assert changes(unless=(CARRIED, HARD)) >= {
        *("unless -> dropped", "unless effort at_least mile -> dropped", "unless effort at_least mile -> maximal"),
    }


def test_an_exception_loses_its_flag_and_never_objects():
    exception = {"stance": "supports", "exception": True}

    assert changes(**exception) >= {"exception True -> False", "stance supports -> against"}
    assert all(not one.guideline.exception or one.guideline.stance == "conditional" for one in _stances(exception))


def _stances(exception):
    guideline = Guideline("ada-far", SourceRef("ada", "Ada"), when=(FAR,), **exception)
    return [one for one in mutants_of(guideline) if one.kind == "stance"]


def test_every_threshold_and_every_stance_of_the_founding_panel_is_held():
    outcomes = put_to_the_test("founding", ("threshold", "operator", "condition", "stance", "exception"))

    assert len(outcomes) > 200
    assert score(outcomes) >= 95, survivors(outcomes)


def test_the_athletes_own_word_is_held():
    assert survivors(put_to_the_test("safety", KINDS)) == []


@pytest.mark.parametrize("pattern", EQUIVALENT)
def test_what_is_called_equivalent_cannot_be_told_apart(pattern):
    """A reason that stands for no mutant, or for one that is noticed after all, is out of date."""
    pack, guideline = next(
        (pack, one)
        for pack in ("founding", "safety", "evidence")
        for one in guidelines(pack)
        if pattern.startswith((f"{one.code}:", f"{one.code} "))
    )
    meant = [one for one in mutants_of(guideline) if fnmatchcase(str(one), pattern)]

    assert meant
    assert [str(one) for one in meant if noticed_by(one, guideline, pack)] == []
