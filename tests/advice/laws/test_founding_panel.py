"""What must hold of the founding panel for every athlete."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advice.engine import advise
from tests.advice.panel import guidelines, step, workout
from tests.advice.strategies import athlete_facts


@given(athlete_facts(), st.sampled_from([1, 8, 42]), st.sampled_from(["very_easy", "easy"]), st.booleans())
def test_an_unloaded_easy_run_is_clear_and_carries_no_noise(facts, km, effort, strict):
    advice = advise(workout(step(km=km, effort=effort)), facts, guidelines("founding", "safety"), strict=strict)

    assert (advice.verdict, advice.findings, advice.undecided) == ("clear", (), ())


@given(athlete_facts())
def test_a_day_of_rest_is_clear_and_carries_no_noise(facts):
    advice = advise(workout(step(activity="rest")), facts, guidelines("founding", "safety"))

    assert (advice.verdict, advice.findings, advice.undecided) == ("clear", (), ())


def test_an_empty_session_is_clear():
    assert advise(workout(), {}, guidelines("founding")).verdict == "clear"
