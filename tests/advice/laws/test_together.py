"""All laws of verdicts and suggestions on the same random athlete and session: what ``make soak`` does 100,000 times.

To draw a case costs more than to judge it, so one case is put to every law.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.advice.laws import test_suggestions, test_verdicts
from tests.advice.laws.test_suggestions import BOTH, EVERY_PLACE, FOUNDING, PLACES, athletes, texts
from tests.advice.strategies import athlete_facts, efforts, guidelines, panels, ranges, steps, workouts
from workouts.reading import read


def law(test):
    """The body of a law, to be called with a case that was drawn for all."""
    return test.hypothesis.inner_test


@pytest.mark.soak
@given(
    panel=panels(),
    objection=guidelines(code="new", stance="against") | guidelines(code="new", stance="stop"),
    support=guidelines(code="new", stance="supports"),
    care=guidelines(code="new", stance="conditional", exception=True),
    workout=workouts() | texts().map(lambda text: read(text).workout),
    step=steps(),
    effort=efforts(),
    kg=ranges(),
    distance=ranges(),
    complete=athlete_facts(complete=True),
    random=st.randoms(use_true_random=False),
    data=st.data(),
    strict=st.booleans(),
)
def test_every_law_of_verdicts(
    panel, objection, support, care, workout, step, effort, kg, distance, complete, random, data, strict
):
    laws = test_verdicts
    known = data.draw(st.frozensets(st.sampled_from(sorted(complete))))
    facts = {key: complete[key] for key in known}
    case = {"panel": panel, "workout": workout, "facts": facts}
    law(laws.test_an_objection_never_improves_a_verdict)(**case, objection=objection, strict=strict)
    law(laws.test_support_never_worsens_a_verdict)(**case, support=support, strict=strict)
    law(laws.test_a_conditional_exception_adds_caution_and_nothing_worse)(**case, care=care, strict=strict)
    law(laws.test_the_order_of_guidelines_never_matters)(**case, random=random, strict=strict)
    law(laws.test_a_strict_club_is_never_milder)(**case, strict=strict)
    law(laws.test_the_compiled_set_finds_what_the_guidelines_say_one_by_one)(**case)
    law(laws.test_every_open_question_has_answers_and_verdicts_that_exist)(**case, strict=strict)
    law(laws.test_only_the_facts_that_are_asked_about_matter)(**case)
    law(laws.test_every_session_has_an_answer_that_can_be_read)(**case, strict=strict)
    of_athlete = law(laws.test_learning_a_fact_of_the_athlete_brings_no_avoid_without_caution)
    of_athlete(panel=panel, workout=workout, facts=complete, data=data, strict=strict)
    of_step = law(laws.test_learning_a_fact_of_the_step_brings_no_avoid_without_caution)
    of_step(panel=panel, step=step, effort=effort, kg=kg, distance=distance, facts=facts, strict=strict)
    if step.load is None:
        unloaded = law(laws.test_guidelines_about_loads_say_nothing_of_a_session_without_one)
        unloaded(panel=panel, step=step, facts=facts, strict=strict)


@pytest.mark.soak
@given(
    text=texts(),
    facts=athletes(),
    places=PLACES,
    history=test_suggestions.HISTORIES,
    strict=st.booleans(),
    indoors=st.booleans(),
    shipped=st.sampled_from([FOUNDING, BOTH]),
)
def test_every_law_of_suggestions(text, facts, places, history, strict, indoors, shipped):
    whatever = law(test_suggestions.test_whatever_is_offered_can_be_done_as_it_is_written)
    whatever(text, facts, places, history, strict, indoors, shipped)
    if places == frozenset(EVERY_PLACE):
        law(test_suggestions.test_something_is_offered_only_where_a_load_is_not_clear)(text, facts, places)
