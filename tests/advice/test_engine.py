"""The panel's answer: the rules of the verdict one by one, and open questions."""

from __future__ import annotations

import math

import pytest

from advice.conditions import Condition
from advice.engine import Guideline, GuidelineSet, SourceRef, advise, readable
from advice.facts import Interval
from advice.step_facts import STEP_FACTS
from tests.advice.panel import athlete, guidelines, load, step, workout
from workouts.workout import Effort, Range, Repeat, Step, Workout

EASY = workout(step(km=8, effort="easy"))
ANKLES = workout(step(km=8, effort="easy", load=load("ankle_weights", 2)))
VEST_60_UNSAID = workout(step(m=60, reps=6, load=load("vest", 5)))

SPRINTER = {"level": "competitive", "goal": "short_sprint"}


def test_how_hard_it_is_is_asked_and_each_answer_told():
    advice = advise(VEST_60_UNSAID, athlete(**SPRINTER), guidelines("founding"))

    asked = advice.undecided[0]
    assert (asked.guideline.code, asked.asks, asked.question) == ("babchin-accelerations", "effort", "How hard is it?")
    assert asked.would == (("at most mile effort", "avoid"), ("all-out", "caution"))
    assert [one.matters for one in advice.undecided] == [True, False]


def test_the_athletes_own_word_stops_every_load():
    advice = advise(ANKLES, athlete(no_added_load=True), guidelines("founding", "safety"))

    assert advice.verdict == "stop"
    assert advice.findings[0].guideline.code == "athlete-no-added-load"
    assert advise(EASY, athlete(no_added_load=True), guidelines("founding", "safety")).verdict == "clear"


# From here on guidelines of our own, one for each rule.

RUNNING = (Condition("activity", "is_any_of", ("run",)),)
HEAVY = (*RUNNING, Condition("load_kg", "more_than", 3))
RUN = workout(step(km=5, effort="easy"))
UNWEIGHED = workout(step(km=5, effort="easy", load=load("vest")))


def guideline(stance, *, when=RUNNING, exception=False, code=None, source="ada", unless=()):
    return Guideline(
        code or f"{stance}-{exception}", SourceRef(source, source.title()), stance, exception, when, unless
    )


def verdict_of(*panel, session=RUN, facts=None, strict=False):
    advice = advise(session, facts or {}, GuidelineSet(panel), strict=strict)
    return advice.verdict, advice.split


STOP = guideline("stop")
AGAINST = guideline("against")
WITH_CARE = guideline("conditional")
SUPPORT = guideline("supports")
EXCEPTION = guideline("supports", exception=True)
CAREFUL_EXCEPTION = guideline("conditional", exception=True)


@pytest.mark.parametrize(
    ("panel", "usual", "strict"),
    [
        ([], ("clear", False), ("clear", False)),
        ([SUPPORT], ("clear", False), ("clear", False)),
        ([WITH_CARE, SUPPORT], ("caution", False), ("caution", False)),
        ([AGAINST, SUPPORT], ("avoid", False), ("avoid", False)),
        ([AGAINST, EXCEPTION], ("caution", True), ("avoid", False)),
        ([AGAINST, CAREFUL_EXCEPTION], ("caution", True), ("avoid", False)),
        ([EXCEPTION], ("clear", False), ("clear", False)),
        ([CAREFUL_EXCEPTION], ("caution", False), ("caution", False)),
        ([STOP, AGAINST, EXCEPTION], ("stop", False), ("stop", False)),
    ],
)
def test_the_first_rule_that_holds_decides(panel, usual, strict):
    assert verdict_of(*panel) == usual
    assert verdict_of(*panel, strict=True) == strict


@pytest.mark.parametrize(
    ("stance", "exception", "alone"),
    [
        ("stop", False, "caution"),
        ("against", False, "caution"),
        ("conditional", False, "clear"),
        ("supports", True, "clear"),
    ],
)
def test_what_is_undecided_asks_and_only_an_objection_brings_caution(stance, exception, alone):
    panel = GuidelineSet([guideline(stance, when=HEAVY, exception=exception)])

    advice = advise(UNWEIGHED, {}, panel)

    assert advice.verdict == alone
    assert [one.question for one in advice.undecided] == ["How heavy is the load?"]


@pytest.mark.parametrize(
    ("spoken", "strict", "matter"),
    [
        ([], False, {"stop", "against", "conditional"}),
        ([WITH_CARE], False, {"stop", "against"}),
        ([AGAINST], False, {"stop", "exception"}),
        ([AGAINST], True, {"stop"}),
        ([STOP], False, set()),
    ],
)
def test_only_what_could_still_change_the_verdict_matters(spoken, strict, matter):
    asked = set()
    for name in ("stop", "against", "conditional", "supports", "exception"):
        stance = "supports" if name == "exception" else name
        one = guideline(stance, when=HEAVY, exception=name == "exception", code="open")
        (open_,) = advise(UNWEIGHED, {}, GuidelineSet([*spoken, one]), strict=strict).undecided
        asked |= {name} if open_.matters else set()

    assert asked == matter


def test_an_undecided_exception_changes_nothing_until_it_is_known():
    panel = (AGAINST, guideline("supports", when=HEAVY, exception=True))

    assert verdict_of(*panel, session=UNWEIGHED) == ("avoid", False)


def test_an_unless_takes_a_guideline_back():
    trained = guideline("against", unless=(Condition("level", "is_any_of", ("competitive",)),))

    assert verdict_of(trained, facts={"level": frozenset({"competitive"})}) == ("clear", False)
    assert verdict_of(trained, facts={"level": frozenset({"recreational"})}) == ("avoid", False)
    assert verdict_of(trained) == ("caution", False)


def test_all_of_an_unless_must_hold():
    both = guideline(
        "against",
        unless=(Condition("level", "is_any_of", ("competitive",)), Condition("uphill", "is", True)),
    )

    assert verdict_of(both, facts={"level": frozenset({"competitive"})}) == ("avoid", False)


def test_an_unless_that_is_open_is_asked_about():
    trained = guideline("against", unless=(Condition("level", "is_any_of", ("competitive",)),))

    (asked,) = advise(RUN, {}, GuidelineSet([trained])).undecided

    assert asked.asks == "level"
    assert asked.would == (("recreational", "avoid"), ("competitive", "clear"))


def test_the_first_open_condition_is_asked():
    panel = GuidelineSet([guideline("against", when=(*HEAVY, Condition("goal", "is_any_of", ("fitness",))))])

    assert [one.asks for one in advise(UNWEIGHED, {}, panel).undecided] == ["load_kg"]
    weighed = workout(step(km=5, load=load("vest", 5)))
    assert [one.asks for one in advise(weighed, {}, panel).undecided] == ["goal"]


def test_one_condition_that_is_false_leaves_nothing_to_ask():
    panel = GuidelineSet([guideline("against", when=HEAVY)])

    advice = advise(workout(step(activity="walk", km=5, load=load("vest"))), {}, panel)

    assert (advice.verdict, advice.undecided) == ("clear", ())


@pytest.mark.parametrize(
    ("condition", "facts", "would"),
    [
        (
            Condition("load_kg", "more_than", 3),
            {},
            (("at most 3 kg", "clear"), ("more than 3 kg", "avoid")),
        ),
        (
            Condition("weeks_to_race", "at_most", 12),
            {},
            (("at most 12 weeks", "avoid"), ("more than 12 weeks or no race", "clear")),
        ),
        (Condition("no_added_load", "is", True), {}, (("yes", "avoid"), ("no", "clear"))),
        (
            Condition("injuries", "includes_any_of", ("knee", "shin")),
            {},
            (("shin or knee", "avoid"), ("none of these", "clear")),
        ),
        (
            Condition("age_group", "is_any_of", ("under_16", "over_50")),
            {"age_group": frozenset({"adult", "over_50"})},
            (("adult", "clear"), ("over 50", "avoid")),
        ),
        (
            Condition("strength_base", "at_least", "own_weight"),
            {},
            (("none yet", "clear"), ("at least own-weight exercises", "avoid")),
        ),
        (
            Condition("strength_base", "at_most", "own_weight"),
            {},
            (("at most own-weight exercises", "avoid"), ("exercises with weights", "clear")),
        ),
        (
            Condition("heavy_legs_days", "at_least", 2),
            {"heavy_legs_days": Interval(1, 3)},
            (("less than 2 days", "clear"), ("at least 2 days", "avoid")),
        ),
    ],
)
def test_the_answers_to_a_question_are_told_with_their_verdict(condition, facts, would):
    panel = GuidelineSet([guideline("against", when=(*RUNNING, condition))])

    (asked,) = advise(UNWEIGHED, facts, panel).undecided

    assert asked.would == would


def test_an_answer_that_changes_nothing_is_told_as_any():
    panel = GuidelineSet([AGAINST, guideline("conditional", when=HEAVY)])

    (asked,) = advise(UNWEIGHED, {}, panel).undecided

    assert asked.would == (("any answer", "avoid"),)


def test_no_answer_is_told_that_is_ruled_out_already():
    low = guideline("against", code="low", when=(Condition("rep_distance_m", "more_than", 3000),))
    high = guideline("stop", code="high", when=(Condition("rep_distance_m", "at_least", 20000),))
    panel = GuidelineSet([low, high, guideline("against", when=(Condition("effort", "at_least", "mile"),))])
    session = workout(Step(duration_s=Range(600, 600), effort=Effort("5k", "mile")))

    answers = {one.guideline.code: one.would for one in advise(session, {}, panel).undecided}

    assert answers == {
        "low": (("at most 3 km", "caution"), ("more than 3 km", "avoid")),
        "against-False": (("5k effort", "caution"), ("mile effort", "avoid")),
    }


def test_a_question_is_asked_of_the_step_where_it_matters():
    panel = GuidelineSet([AGAINST, guideline("conditional", when=(Condition("load_kg", "more_than", 3),))])

    advice = advise(workout(step(km=5, load=load("vest")), step(activity="walk", km=5, load=load("vest"))), {}, panel)

    assert [(one.step, one.matters) for one in advice.undecided] == [(1, True)]


def test_an_answer_about_one_step_leaves_the_other_steps_alone():
    panel = GuidelineSet([guideline("against", when=HEAVY)])
    session = workout(step(km=5, load=load("vest")), step(km=1, load=load("vest", 5)))

    advice = advise(session, {}, panel)

    assert [one.verdict for one in advice.steps] == ["caution", "avoid"]
    assert advice.undecided[0].would == (("any answer", "avoid"),)


def test_an_answer_about_the_athlete_counts_on_every_step():
    injured = (*RUNNING, Condition("injuries", "includes_any_of", ("knee",)))
    panel = GuidelineSet([guideline("stop", when=injured)])

    (asked,) = advise(workout(step(km=5), step(km=3)), {}, panel).undecided

    assert asked.would == (("knee", "stop"), ("none of these", "clear"))


def test_the_body_mass_is_asked_for_where_the_load_was_weighed():
    share = (Condition("load_percent_body_mass", "more_than", 10),)
    panel = GuidelineSet([guideline("against", when=share)])

    (weighed,) = advise(workout(step(km=5, load=load("vest", 5))), {}, panel).undecided
    (unweighed,) = advise(UNWEIGHED, {}, panel).undecided

    assert (weighed.asks, weighed.question) == ("body_mass_kg", "What does the athlete weigh?")
    assert (unweighed.asks, unweighed.question) == ("load_percent_body_mass", "How heavy is the load?")
    assert weighed.would == (("at most 10 % of body mass", "clear"), ("more than 10 % of body mass", "avoid"))


def test_a_session_is_as_bad_as_its_worst_step():
    advice = advise(workout(step(km=2), *ANKLES.steps), athlete(), guidelines("founding"))

    assert [one.verdict for one in advice.steps] == ["clear", "avoid"]
    assert advice.verdict == "avoid"
    assert {finding.step for finding in advice.findings} == {1}


def test_a_split_step_does_not_split_a_session_with_a_worse_one():
    panel = GuidelineSet([AGAINST, guideline("supports", exception=True, when=HEAVY)])

    advice = advise(workout(step(km=5, load=load("vest", 5)), step(km=5)), {}, panel)

    assert [one.split for one in advice.steps] == [True, False]
    assert (advice.verdict, advice.split) == ("avoid", False)


def test_a_guideline_is_found_once_with_the_first_step_it_is_about():
    session = Workout((step(activity="rest"), Repeat(Range(2, 2), (step(km=1), step(km=2)))))

    advice = advise(session, {}, GuidelineSet([AGAINST]))

    assert [finding.step for finding in advice.findings] == [1]
    assert [len(one.findings) for one in advice.steps] == [0, 1, 1]


def test_findings_come_by_weight_and_then_by_source():
    panel = [
        guideline("supports", code="d", source="ada"),
        guideline("against", code="b", source="cy"),
        guideline("against", code="c", source="bo"),
        guideline("stop", code="a", source="cy"),
    ]

    advice = advise(workout(step(km=1), step(km=2)), {}, GuidelineSet(panel))

    assert [finding.guideline.code for finding in advice.findings] == ["a", "c", "b", "d"]


def test_a_source_stands_where_its_weightiest_finding_does():
    panel = [
        guideline("supports", code="a", source="cy"),
        guideline("conditional", code="b", source="bo"),
        guideline("against", code="c", source="cy"),
    ]

    sources = advise(RUN, {}, GuidelineSet(panel)).by_source()

    assert [(one.source.slug, one.stance) for one in sources] == [("cy", "against"), ("bo", "conditional")]
    assert [finding.guideline.code for finding in sources[0].findings] == ["c", "a"]


def test_a_race_and_a_rest_day_are_answered_like_any_other():
    for activity in ("race", "rest", "cross", "balance"):
        assert advise(workout(step(activity=activity)), {}, guidelines("founding", "safety")).verdict == "clear"


def test_the_facts_that_are_asked_about_are_known():
    panel = GuidelineSet([guideline("against", when=HEAVY)])

    assert panel.asked_facts == {"activity", "load_kg", "body_mass_kg"}


def test_a_set_is_equal_only_to_itself():
    assert GuidelineSet([AGAINST]) != GuidelineSet([AGAINST])
    assert len({GuidelineSet([AGAINST]), GuidelineSet([AGAINST])}) == 2


def test_a_guideline_reads_as_a_sentence():
    far = Guideline(
        "far",
        SourceRef("ada", "Ada"),
        "against",
        when=(
            Condition("load_class", "is_any_of", ("carried",)),
            *RUNNING,
            Condition("rep_distance_m", "more_than", 100),
        ),
    )

    assert (
        readable(far)
        == "Applies when the load is carried, the activity is running and a repetition is longer than 100 m."
    )
    assert readable(guideline("supports", unless=HEAVY)) == (
        "Applies when the activity is running, unless the activity is running and the load is more than 3 kg."
    )


def test_two_guidelines_of_one_code_are_refused():
    with pytest.raises(ValueError, match="same code"):
        GuidelineSet([guideline("against", code="a"), guideline("supports", code="a")])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"stance": "maybe"}, "'maybe' is no stance"),
        ({"stance": "against", "exception": True}, "only a guideline that supports"),
        ({"stance": "against", "when": ()}, "say when it applies"),
    ],
)
def test_a_guideline_that_does_not_hold_together_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        guideline(**wrong)


def test_no_race_ahead_is_told_from_a_race_nobody_knows_of():
    near = GuidelineSet([guideline("against", when=(*RUNNING, Condition("weeks_to_race", "at_most", 12)))])

    assert advise(RUN, athlete(weeks_to_race=math.inf), near).verdict == "clear"
    assert advise(RUN, athlete(weeks_to_race=None), near).verdict == "caution"


def test_what_a_session_is_as_a_whole_is_added_up_once(monkeypatch):
    asked = []
    added_up = STEP_FACTS["loaded_distance_m"]
    monkeypatch.setitem(STEP_FACTS, "loaded_distance_m", lambda scene: asked.append(scene.step) or added_up(scene))
    loaded = workout(*[step(km=km, effort="easy", load=load("vest", 5)) for km in range(2, 12)])
    advice = advise(loaded, athlete(), guidelines("evidence"))
    assert len(advice.steps) == 10
    assert len(asked) == 1
