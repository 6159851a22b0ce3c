"""What must hold of every verdict, whatever the guidelines, the session and the athlete."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from advice.aloud import aloud
from advice.conditions import Condition
from advice.engine import VERDICT_ORDER, GuidelineSet, advise, readable
from advice.facts import FACTS
from advice.step_facts import step_facts
from tests.advice.strategies import athlete_facts, efforts, guidelines, panels, ranges, steps, workouts
from workouts.workout import Workout

SEVERITY = VERDICT_ORDER
EVERY_FACT = tuple(FACTS)
LOADED = Condition("load_class", "is_none_of", ("none",))
strictness = st.booleans()


def verdict(workout, facts, panel, *, strict=False):
    return advise(workout, facts, GuidelineSet(panel), strict=strict).verdict


@given(
    panels(),
    guidelines(code="new", stance="against") | guidelines(code="new", stance="stop"),
    workouts(),
    athlete_facts(),
    strictness,
)
def test_an_objection_never_improves_a_verdict(panel, objection, workout, facts, strict):
    before = verdict(workout, facts, panel, strict=strict)

    after = verdict(workout, facts, [*panel, objection], strict=strict)

    assert SEVERITY[after] >= SEVERITY[before]


@given(panels(), guidelines(code="new", stance="supports"), workouts(), athlete_facts(), strictness)
def test_support_never_worsens_a_verdict(panel, support, workout, facts, strict):
    before = verdict(workout, facts, panel, strict=strict)

    after = verdict(workout, facts, [*panel, support], strict=strict)

    assert SEVERITY[after] <= SEVERITY[before]


@given(panels(), guidelines(code="new", stance="conditional", exception=True), workouts(), athlete_facts(), strictness)
def test_a_conditional_exception_adds_caution_and_nothing_worse(panel, care, workout, facts, strict):
    before = verdict(workout, facts, panel, strict=strict)

    after = verdict(workout, facts, [*panel, care], strict=strict)

    assert SEVERITY[after] <= max(SEVERITY[before], SEVERITY["caution"])


@given(panels(), workouts(), athlete_facts(complete=True), st.data(), strictness)
def test_learning_a_fact_of_the_athlete_brings_no_avoid_without_caution(panel, workout, facts, data, strict):
    known = data.draw(st.frozensets(st.sampled_from(sorted(facts))))
    before = verdict(workout, {key: facts[key] for key in known}, panel, strict=strict)

    after = verdict(workout, facts, panel, strict=strict)

    assert before != "clear" or after in ("clear", "caution")


@given(panels(), steps(), efforts(), ranges(), ranges(), athlete_facts(), strictness)
def test_learning_a_fact_of_the_step_brings_no_avoid_without_caution(panel, step, effort, kg, distance, facts, strict):
    unsaid = replace(step, effort=None, load=None if step.load is None else replace(step.load, kg=None))
    # Of a rest it is known how hard it is.
    effort = None if step.activity == "rest" else effort
    said = replace(unsaid, effort=effort, load=None if step.load is None else replace(step.load, kg=kg))
    if said.activity == "run" and said.duration_s is None and said.distance_m is None:
        said = replace(said, distance_m=distance)
    before = verdict(Workout((unsaid,)), facts, panel, strict=strict)

    after = verdict(Workout((said,)), facts, panel, strict=strict)

    assert before != "clear" or after in ("clear", "caution")


@given(panels(), workouts(), athlete_facts(), st.randoms(use_true_random=False), strictness)
def test_the_order_of_guidelines_never_matters(panel, workout, facts, random, strict):
    shuffled = random.sample(panel, len(panel))

    one = advise(workout, facts, GuidelineSet(panel), strict=strict)
    other = advise(workout, facts, GuidelineSet(shuffled), strict=strict)

    assert one == other


@given(panels(), workouts(), athlete_facts(), strictness)
def test_a_strict_club_is_never_milder(panel, workout, facts, strict):
    assert SEVERITY[verdict(workout, facts, panel, strict=True)] >= SEVERITY[verdict(workout, facts, panel)]


@given(panels(), workouts(), athlete_facts())
def test_the_compiled_set_finds_what_the_guidelines_say_one_by_one(panel, workout, facts):
    _finds_what_they_say_one_by_one(panel, workout, facts)


@given(panels(max_size=12, keys=EVERY_FACT), workouts(), athlete_facts(keys=EVERY_FACT))
def test_the_compiled_set_finds_it_whatever_fact_is_asked_about(panel, workout, facts):
    _finds_what_they_say_one_by_one(panel, workout, facts)


def _finds_what_they_say_one_by_one(panel, workout, facts):
    advice = advise(workout, facts, GuidelineSet(panel))

    mass = facts.get("body_mass_kg")
    for (step, rounds), found in zip(workout.flat(), advice.steps, strict=True):
        known = {**facts, **step_facts(step, workout, mass, rounds=rounds)}
        applying = {one.code for one in panel if one.applies(known) is True}
        open_ = {one.code for one in panel if one.applies(known) is None}
        assert {finding.guideline.code for finding in found.findings} == applying
        assert {one.guideline.code for one in found.undecided} == open_


@given(panels(), workouts(), athlete_facts(), strictness)
def test_every_open_question_has_answers_and_verdicts_that_exist(panel, workout, facts, strict):
    advice = advise(workout, facts, GuidelineSet(panel), strict=strict)

    for one in advice.undecided:
        assert one.question.endswith("?")
        assert one.would
        assert all(label and found in SEVERITY for label, found in one.would)


@given(panels(), workouts(), athlete_facts())
def test_only_the_facts_that_are_asked_about_matter(panel, workout, facts):
    asked = GuidelineSet(panel)
    kept = {key: value for key, value in facts.items() if key in asked.asked_facts}

    assert advise(workout, kept, asked) == advise(workout, facts, asked)


@given(panels(keys=EVERY_FACT), steps(load=st.none()), athlete_facts(keys=EVERY_FACT), strictness)
def test_guidelines_about_loads_say_nothing_of_a_session_without_one(panel, step, facts, strict):
    about_loads = GuidelineSet([replace(one, when=(*one.when, LOADED)) for one in panel])

    advice = advise(Workout((step,)), facts, about_loads, strict=strict)

    assert (advice.verdict, advice.split, advice.findings, advice.undecided) == ("clear", False, (), ())


@given(panels(keys=EVERY_FACT), workouts(), athlete_facts(keys=EVERY_FACT), strictness)
def test_every_session_has_an_answer_that_can_be_read(panel, workout, facts, strict):
    advice = advise(workout, facts, GuidelineSet(panel), strict=strict)

    assert advice.verdict in SEVERITY
    assert len(advice.steps) == len(list(workout.flat()))
    assert sum(len(source.findings) for source in advice.by_source()) == len(advice.findings)
    assert all(aloud(readable(finding.guideline)) for finding in advice.findings)
    assert all(aloud(one.question) and one.would for one in advice.undecided)


@given(panels(keys=EVERY_FACT), st.lists(st.tuples(workouts(), athlete_facts(keys=EVERY_FACT)), max_size=4))
def test_what_a_set_was_asked_before_changes_nothing(panel, asked):
    often = GuidelineSet(panel)

    for workout, facts in asked:
        assert advise(workout, facts, often) == advise(workout, facts, GuidelineSet(panel))
