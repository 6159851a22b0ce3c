"""A heavy-legs table that does not hold together is refused, with a sentence that says where and how to mend it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from advice.content_files import CONTENT
from advice.heavy_legs import NONE, Choice, Condition, Question, Rule, Triage
from advice.heavy_legs_checks import MOST_QUESTIONS, problems

TRIAGE = Triage.from_plain(yaml.safe_load((CONTENT / "heavy_legs.yaml").read_text())["heavy_legs"])


def with_question(slug, **changes):
    return replace(TRIAGE, questions=tuple(replace(q, **changes) if q.slug == slug else q for q in TRIAGE.questions))


def with_cause(slug, **changes):
    return replace(TRIAGE, causes=tuple(replace(c, **changes) if c.slug == slug else c for c in TRIAGE.causes))


def with_rules(*rules):
    return replace(TRIAGE, rules=rules)


def without_choice(slug, gone):
    return with_question(slug, choices=tuple(one for one in TRIAGE.question[slug].choices if one.slug != gone))


def without_rules_on(slug):
    return tuple(rule for rule in TRIAGE.rules if slug not in dict(rule.when))


RULES, QUESTIONS, CAUSES = TRIAGE.rules, TRIAGE.questions, TRIAGE.causes
YES_OR_NO = (Choice("yes", "Yes"), Choice("no", "No"))
MORE = tuple(Question(f"more-{number}", "And what else?", YES_OR_NO) for number in range(2))

BROKEN = [
    # Red flags.
    (with_rules(*RULES[1:]), "Red flag “chest”: add a rule that leads from it to a cause with “medical help now”."),
    (
        with_rules(RULES[0], *RULES[2:]),
        "Red flag “one_leg”: add a rule that leads from it to a cause with “medical help",
    ),
    (with_rules(*RULES[2:-1], *RULES[:2], RULES[-1]), "red flags come first; move it above the rules that ask about"),
    (
        with_rules(Rule("emergency", (*RULES[0].when, Condition("when", ("late",)))), *RULES[1:]),
        "Rule 1 (emergency): a red flag counts alone; take the other conditions out.",
    ),
    (
        with_rules(Rule("warning-sign", RULES[0].when), *RULES[1:]),
        "Red flag “swelling”: add a rule that leads from it to a cause with “medical help now”.",
    ),
    (
        with_rules(Rule("unclear", RULES[0].when), *RULES[1:]),
        "Red flag “dark_urine”: add a rule that leads from it to a cause with “medical help this week”.",
    ),
    (
        with_rules(Rule("emergency", (Condition("signs", (NONE,)),)), *RULES),
        "Rule 1 (emergency): “none” is no red flag; take it out.",
    ),
    (without_choice("signs", "swelling"), "Question “signs”: bring back the choice swelling."),
    (with_question("signs", many=False), "Question “signs”: let any number be ticked, and ask it of everybody."),
    (
        replace(TRIAGE, questions=QUESTIONS[::-1]),
        "Questions: put “signs”, the red flags, first; it is asked of everybody.",
    ),
    (replace(TRIAGE, questions=()), "Questions: put “signs”, the red flags, first; it is asked of everybody."),
    (with_cause("emergency", urgency="none", doctor="Rest."), "Red flag “chest”: add a rule that leads from it"),
    # Doctors.
    (
        with_cause("low-iron", doctor="Eat more spinach."),
        "Cause “low-iron”: write “doctor” or “medical help” into what it says of doctors.",
    ),
    (
        with_cause("low-iron", do_today="Rest."),
        "Cause “low-iron”: write “doctor” or “medical help” into what to do today.",
    ),
    (
        with_cause("low-energy", urgency="none"),
        "Cause “low-energy”: set its urgency to “see a doctor” at least; only a doctor can tell.",
    ),
    (
        with_cause("emergency", doctor="See a doctor soon."),
        "Cause “emergency”: write “now” into what it says of doctors; it cannot wait.",
    ),
    (
        with_cause("low-iron", doctor="See a doctor. 100 mg a day."),
        "“100 mg”: give no doses of anything; leave that to",
    ),
    (with_cause("unclear", likely="It is proven to pass."), "“proven”: no study has shown that much; say “precaution”"),
    (
        replace(with_rules(*without_rules_on("days")), causes=tuple(c for c in CAUSES if c.slug != "lasting-weeks")),
        "Causes: bring back “lasting-weeks”; only a doctor can tell, and nothing else leads there.",
    ),
    # Causes and rules.
    (
        with_rules(*(rule for rule in RULES if rule.cause != "heat")),
        "Cause “heat” cannot be reached: give it a rule, move its rule up, or delete it.",
    ),
    (
        with_rules(
            *RULES[:2],
            Rule("illness", (Condition("life", ("stress",)),)),
            *(r for r in RULES[2:] if r.cause != "sleep-stress"),
        ),
        "Cause “sleep-stress” cannot be reached",
    ),
    (
        with_rules(*RULES[:-1], Rule("moon"), RULES[-1]),
        "Rule 25 (moon): there is no cause “moon”; add it, or name another.",
    ),
    (
        with_rules(Rule("unclear"), *RULES),
        "Rule 1 (unclear): it always holds, so no rule after it counts; add a condition or put it last.",
    ),
    (with_rules(*RULES[:-1]), "Rules: end with one without conditions, for when nothing else holds."),
    (with_rules(), "Rules: end with one without conditions, for when nothing else holds."),
    (
        with_rules(*RULES[:2], Rule("heat", (Condition("moon", ("full",)),)), *RULES[2:]),
        "Rule 3 (heat): there is no question “moon” before it; it can name signs, when, days, after, feel or life.",
    ),
    (
        with_rules(*RULES[:2], Rule("heat", (Condition("after", ("hot", "cold")),)), *RULES[2:]),
        "Rule 3 (heat): “after” has no choice cold; add it there, or take it out here.",
    ),
    (
        with_rules(*RULES[:2], Rule("heat", (Condition("after", ()),)), *RULES[2:]),
        "Rule 3 (heat): name a choice of “after”, or take it out.",
    ),
    (with_cause("heat", urgency="soon"), "Cause “heat”: the urgency is none, see_doctor, this_week or now."),
    (
        with_cause("heat", restrictions=("no_fun",)),
        "Cause “heat”: the restrictions are no_running, no_added_load, no_jumps and",
    ),
    (
        replace(TRIAGE, causes=(*CAUSES, CAUSES[0])),
        "“emergency” stands here twice as a cause: rename one or delete it.",
    ),
    # Questions.
    (
        replace(TRIAGE, questions=(*QUESTIONS, MORE[0])),
        "signs, when, days, after, feel, life and more-0 can all be asked of one athlete; let them be 6 at most.",
    ),
    (
        with_question("feel", ask_if=(Condition("when", ("fast_reps",)), Condition("days", ("weeks",)))),
        "Question “feel” is never asked: mend what it is asked if, or delete it.",
    ),
    (
        with_question("when", ask_if=(Condition("life", ("stress",)),)),
        "Question “when”, asked if: there is no question “life” before it; it can name signs.",
    ),
    (
        with_question("after", choices=YES_OR_NO),
        "Question “after”: add the choice “none”, for who can tick nothing else.",
    ),
    (with_question("feel", choices=YES_OR_NO[:1]), "Question “feel”: give it from 2 to 10 choices."),
    (
        with_question("life", choices=(*TRIAGE.question["life"].choices, *(Choice(f"x{n}", "x") for n in range(4)))),
        "Question “life”: give it from 2 to 10 choices.",
    ),
    (without_choice("when", "late"), "Question “when”: bring back the choice late."),
    (without_choice("days", "three_days"), "Question “days”: one choice begins at 3 days, as the rule does."),
    (
        replace(TRIAGE, questions=tuple(q for q in QUESTIONS if q.slug != "days")),
        "Questions: bring back “days”; the rule of days in a row rests on it.",
    ),
    (
        replace(TRIAGE, questions=(*QUESTIONS, QUESTIONS[1])),
        "“when” stands here twice as a question: rename one or delete",
    ),
    (
        with_question("feel", choices=(*TRIAGE.question["feel"].choices, TRIAGE.question["feel"].choices[0])),
        "“sore” stands here twice as a choice of “feel”: rename one or delete it.",
    ),
]


@pytest.mark.parametrize(("triage", "told"), BROKEN, ids=[told[:50] for _triage, told in BROKEN])
def test_a_broken_table_is_told_where_and_how_to_mend_it(triage, told):
    assert told in " | ".join(problems(triage))


def test_six_questions_on_a_path_are_enough_but_there_may_be_more_in_all():
    """A question that takes another's place is no seventh."""
    fast = replace(MORE[0], ask_if=(Condition("when", ("fast_reps",)),))
    triage = replace(TRIAGE, questions=(*QUESTIONS, fast))
    assert len(triage.questions) > MOST_QUESTIONS
    assert problems(triage) == ()


def test_a_new_cause_with_its_rule_and_its_choice_is_whole():
    question = TRIAGE.question["after"]
    triage = replace(
        with_question("after", choices=(Choice("travel", "A long journey"), *question.choices)),
        causes=(*CAUSES, replace(TRIAGE.cause["unclear"], slug="travel", name="A long journey")),
        rules=(*RULES[:7], Rule("travel", (Condition("after", ("travel",)),)), *RULES[7:]),
    )
    assert problems(triage) == ()
