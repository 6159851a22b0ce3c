"""Whether a heavy-legs table holds together: what the admin and the loading of content refuse, and how to mend it.

Some things are not an installation's to change: red flags lead to medical help whatever else is said, what needs a
doctor says so, and nobody is told how much of anything to take.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from advice.heavy_legs import (
    DAYS,
    HEAVY_LEGS_DAYS,
    LATER,
    NONE,
    RESTRICTIONS,
    SIGNS,
    URGENCIES,
    URGENCY_ORDER,
    WHEN,
    Cause,
    Condition,
    Question,
    Triage,
    decide,
    next_question,
)
from advice.saying import Said, in_a_row
from workouts.vocabulary import gettext_noop, slugs

_ = gettext_noop

MOST_QUESTIONS: Final = 6
# More than a phone shows, and than a table can be walked with.
MOST_CHOICES: Final = 10

# The red flags that no table is without, and how urgent each is at least.
RED_FLAGS: Final = {"chest": "now", "swelling": "now", "numbness": "this_week", "one_leg": "this_week"}
# The causes that no table is without, since only a doctor can tell, and how urgent each is at least.
DOCTORS_CAUSES: Final = {"low-iron": "see_doctor", "low-energy": "see_doctor", "lasting-weeks": "see_doctor"}

_DOCTOR: Final = re.compile(r"\b(doctors?|medical help|emergency)\b", re.IGNORECASE)
_AT_ONCE: Final = re.compile(r"\b(now|at once|immediately|emergency)\b", re.IGNORECASE)
_DOSE: Final = re.compile(
    r"\d[\d.,]*\s*(mg|milligrams?|mcg|µg|μg|micrograms?|iu|tablets?|capsules?|pills?)\b", re.IGNORECASE
)
_PROVEN: Final = re.compile(r"\b(proven|proves|proved)\b", re.IGNORECASE)


def problems(triage: Triage) -> tuple[Said, ...]:
    """All that is wrong with the table, each as a sentence that says where, and how to mend it; none where it is whole.

    Each look takes for granted what the one before it found in order: names, then red flags, then a walk through all.
    """
    names = (*_in_questions(triage), *_in_causes(triage), *_in_rules(triage))
    return names or tuple(_in_red_flags(triage)) or tuple(_in_paths(triage))


def _in_questions(triage: Triage) -> Iterator[Said]:
    yield from _repeated([question.slug for question in triage.questions], Said(_("question")))
    if not triage.questions or triage.questions[0].slug != SIGNS:
        yield Said(_("Questions: put “%(signs)s”, the red flags, first; it is asked of everybody."), signs=SIGNS)
        return
    for slug in (WHEN, DAYS):
        if slug not in triage.question:
            yield Said(_("Questions: bring back “%(slug)s”; the rule of days in a row rests on it."), slug=slug)
    for place, question in enumerate(triage.questions):
        yield from _in_question(question, triage.questions[:place])


def _in_question(question: Question, earlier: tuple[Question, ...]) -> Iterator[Said]:
    where = {"question": question.slug}
    yield from _repeated([choice.slug for choice in question.choices], Said(_("choice of “%(question)s”"), **where))
    if not 2 <= len(question.choices) <= MOST_CHOICES:
        most = str(MOST_CHOICES)
        yield Said(_("Question “%(question)s”: give it from 2 to %(most)s choices."), most=most, **where)
    if question.many and NONE not in question.slugs:
        yield Said(_("Question “%(question)s”: add the choice “none”, for who can tick nothing else."), **where)
    yield from _in_conditions(question.ask_if, earlier, Said(_("Question “%(question)s”, asked if"), **where))
    missing: set[str] = set()
    if question.slug == SIGNS:
        missing = RED_FLAGS.keys() - question.slugs
        if not question.many or question.ask_if:
            yield Said(_("Question “%(question)s”: let any number be ticked, and ask it of everybody."), **where)
    if question.slug == WHEN:
        missing = {"from_start", *LATER} - question.slugs
    if missing:
        names = in_a_row(sorted(missing), "and")
        yield Said(_("Question “%(question)s”: bring back the choice %(names)s."), names=names, **where)
    if question.slug == DAYS and HEAVY_LEGS_DAYS not in [choice.from_days for choice in question.choices]:
        days = str(HEAVY_LEGS_DAYS)
        yield Said(
            _("Question “%(question)s”: one choice begins at %(days)s days, as the rule does."), days=days, **where
        )


def _in_causes(triage: Triage) -> Iterator[Said]:
    yield from _repeated([cause.slug for cause in triage.causes], Said(_("cause")))
    for slug in DOCTORS_CAUSES.keys() - triage.cause.keys():
        yield Said(_("Causes: bring back “%(slug)s”; only a doctor can tell, and nothing else leads there."), slug=slug)
    for text in _texts(triage):
        if dose := _DOSE.search(text):
            yield Said(_("“%(dose)s”: give no doses of anything; leave that to a doctor."), dose=dose[0])
        if word := _PROVEN.search(text):
            yield Said(_("“%(word)s”: no study has shown that much; say “precaution” or “most likely”."), word=word[0])
    for cause in triage.causes:
        yield from _in_cause(cause)


def _in_cause(cause: Cause) -> Iterator[Said]:
    where = {"cause": cause.slug}
    if cause.urgency not in URGENCY_ORDER:
        known = in_a_row(slugs(URGENCIES), "or")
        yield Said(_("Cause “%(cause)s”: the urgency is %(known)s."), known=known, **where)
        return
    if unknown := set(cause.restrictions).difference(slugs(RESTRICTIONS)):
        names, known = in_a_row(sorted(unknown), "and"), in_a_row(slugs(RESTRICTIONS), "and")
        yield Said(
            _("Cause “%(cause)s”: the restrictions are %(known)s, not %(names)s."), known=known, names=names, **where
        )
    least = DOCTORS_CAUSES.get(cause.slug, "none")
    if cause.rank < URGENCY_ORDER[least]:
        yield Said(_("Cause “%(cause)s”: set its urgency to “see a doctor” at least; only a doctor can tell."), **where)
    if cause.urgency != "none" and not _DOCTOR.search(cause.doctor):
        yield Said(_("Cause “%(cause)s”: write “doctor” or “medical help” into what it says of doctors."), **where)
    if cause.urgency != "none" and not _DOCTOR.search(cause.do_today):
        yield Said(_("Cause “%(cause)s”: write “doctor” or “medical help” into what to do today."), **where)
    if cause.urgency == "now" and not _AT_ONCE.search(cause.doctor):
        yield Said(_("Cause “%(cause)s”: write “now” into what it says of doctors; it cannot wait."), **where)


def _in_rules(triage: Triage) -> Iterator[Said]:
    for number, rule in enumerate(triage.rules, start=1):
        where = Said(_("Rule %(number)s (%(cause)s)"), number=str(number), cause=rule.cause)
        if rule.cause not in triage.cause:
            yield Said(
                _("%(where)s: there is no cause “%(cause)s”; add it, or name another."), where=where, cause=rule.cause
            )
        yield from _in_conditions(rule.when, triage.questions, where)
        if not rule.when and number < len(triage.rules):
            yield Said(
                _("%(where)s: it always holds, so no rule after it counts; add a condition or put it last."),
                where=where,
            )
    if not triage.rules or triage.rules[-1].when:
        yield Said(_("Rules: end with one without conditions, for when nothing else holds."))


def _in_conditions(conditions: Iterable[Condition], questions: Iterable[Question], where: Said) -> Iterator[Said]:
    known = {question.slug: question for question in questions}
    for slug, choices in conditions:
        if slug not in known:
            names = in_a_row(list(known) or [NONE], "or")
            yield Said(
                _("%(where)s: there is no question “%(slug)s” before it; it can name %(names)s."),
                where=where,
                slug=slug,
                names=names,
            )
        elif unknown := set(choices) - known[slug].slugs:
            names = in_a_row(sorted(unknown), "and")
            yield Said(
                _("%(where)s: “%(slug)s” has no choice %(names)s; add it there, or take it out here."),
                where=where,
                slug=slug,
                names=names,
            )
        elif not choices:
            yield Said(_("%(where)s: name a choice of “%(slug)s”, or take it out."), where=where, slug=slug)


def _in_red_flags(triage: Triage) -> Iterator[Said]:
    """Rules on red flags name nothing but red flags, come first, and every flag alone brings medical help."""
    others_began = False
    for number, rule in enumerate(triage.rules, start=1):
        where = Said(_("Rule %(number)s (%(cause)s)"), number=str(number), cause=rule.cause)
        named = dict(rule.when)
        others_began = others_began or SIGNS not in named
        if SIGNS in named and others_began:
            yield Said(
                _("%(where)s: red flags come first; move it above the rules that ask about anything else."), where=where
            )
        if SIGNS in named and len(named) > 1:
            yield Said(_("%(where)s: a red flag counts alone; take the other conditions out."), where=where)
        if SIGNS in named and NONE in named[SIGNS]:
            yield Said(_("%(where)s: “none” is no red flag; take it out."), where=where)
    for choice in triage.question[SIGNS].choices:
        if choice.slug == NONE:
            continue
        led = [
            rule
            for rule in triage.rules
            if rule.when and all(name == SIGNS and choice.slug in ticked for name, ticked in rule.when)
        ]
        rank = max((triage.cause[rule.cause].rank for rule in led), default=0)
        least = RED_FLAGS.get(choice.slug, "this_week")
        if rank < URGENCY_ORDER[least]:
            urgency = Said(dict(URGENCIES)[least])
            yield Said(
                _("Red flag “%(choice)s”: add a rule that leads from it to a cause with “%(urgency)s”."),
                choice=choice.slug,
                urgency=urgency,
            )


def _in_paths(triage: Triage) -> Iterator[Said]:
    """Every question is asked of somebody, nobody is asked too many, and every cause is somebody's answer.

    One tick for each question is enough to find out: rules only ask for what was ticked, so that more ticks make more
    of them hold, and one that comes first with more comes first with the ticks alone that it asks for.
    """
    asked: set[str] = set()
    reached: set[str] = set()
    for path, whole in _paths(triage, {}):
        asked.update(path)
        if not whole:
            names, most = in_a_row(list(path), "and"), str(MOST_QUESTIONS)
            yield Said(
                _("Questions: %(names)s can all be asked of one athlete; let them be %(most)s at most."),
                names=names,
                most=most,
            )
            return
        reached.add(decide(path, {}, triage).cause.slug)
    for question in triage.questions:
        if question.slug not in asked:
            yield Said(
                _("Question “%(question)s” is never asked: mend what it is asked if, or delete it."),
                question=question.slug,
            )
    for cause in triage.causes:
        if cause.slug not in reached:
            yield Said(
                _("Cause “%(cause)s” cannot be reached: give it a rule, move its rule up, or delete it."),
                cause=cause.slug,
            )


def _paths(triage: Triage, path: dict[str, tuple[str]]) -> Iterator[tuple[dict[str, tuple[str]], bool]]:
    """Each way through the questions with one tick for each; not to its end where it grows too long."""
    question = next_question(path, {}, triage)
    if question is None or len(path) == MOST_QUESTIONS:
        yield (path, True) if question is None else ({**path, question.slug: (NONE,)}, False)
        return
    for choice in question.choices:
        yield from _paths(triage, {**path, question.slug: (choice.slug,)})


def _repeated(names: list[str], what: Said) -> Iterator[Said]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Said(_("“%(name)s” stands here twice as a %(what)s: rename one or delete it."), name=name, what=what)


def _texts(triage: Triage) -> Iterator[str]:
    yield triage.why_no_weights
    for question in triage.questions:
        yield from (question.ask, question.hint, *(choice.text for choice in question.choices))
    for cause in triage.causes:
        yield from (cause.name, cause.likely, cause.do_today, cause.tell_coach, cause.doctor)
