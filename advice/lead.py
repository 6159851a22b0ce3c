"""One sentence that opens the panel's answer: how many stand where, and what about this session tips it.

The reasons themselves are the sources' and follow it; this says which circumstances they turn on, so that it repeats
none of them. And it says where the answer does not count all that was written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from advice.conditions import Condition, sentence
from advice.engine import Advice, Finding, SourceStance
from advice.facts import FactValue
from advice.saying import Said, in_a_row, ngettext
from advice.step_facts import step_facts
from workouts.tokens import tokenize
from workouts.vocabulary import gettext_noop
from workouts.workout import Workout

_ = gettext_noop

# What the session is about in any case: it tips nothing.
_GIVEN: Final = frozenset({"activity", "load_class", "exercise"})
_MOST_NAMED: Final = 3
_NUMBERS: Final = (
    _("none"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
)


def names_a_load(unread: Iterable[str]) -> bool:
    """Whether words that were not read are about something added to the body: a thing to carry or tow, or a weight."""
    return any(
        token.kind == "implement" or (token.kind == "unit" and token.value[0] == "mass")
        for words in unread
        for token in tokenize(words)
    )


def lead(advice: Advice, workout: Workout, unread: Collection[str] = ()) -> Said:
    """The sentence with its full stop, to be begun with a capital by whoever shows it.

    ``unread`` are the words that were not read: where there are any, a second sentence says what they count for.
    """
    said = _of_all_who_speak(advice, workout, unread)
    return Said(_("%(said)s %(unread)s"), said=said, unread=of_unread(unread)) if unread else said


def of_unread(unread: Iterable[str]) -> Said:
    """What the words count for that were not read, of which there is at least one."""
    if names_a_load(unread):
        return Said(
            _(
                "A load in it was not understood, and the answer does not count it: write it beside what it is carried "
                "in, for example “8 km easy with a 5 kg vest”."
            )
        )
    return Said(_("Some of the words were not understood, and the answer does not count them."))


def _of_all_who_speak(advice: Advice, workout: Workout, unread: Collection[str]) -> Said:
    by_stance: dict[str, list[SourceStance]] = {}
    for one in advice.by_source():
        by_stance.setdefault(one.stance, []).append(one)
    speaking = sum(map(len, by_stance.values()))
    if not speaking:
        return _of_nobody(advice, workout, unread)
    if "stop" in by_stance:
        said = ngettext("%(name)s says stop", "%(count)s say stop", len(by_stance["stop"]), **_names(by_stance["stop"]))
        return _because(said, by_stance["stop"], workout)
    against = by_stance.get("against", [])
    if against and advice.split:
        sides = [one for stance in ("supports", "conditional") for one in by_stance.get(stance, [])]
        for_it = [one for one in sides if any(finding.guideline.exception for finding in one.findings)]
        names = in_a_row([one.source.name for one in for_it], "and")
        said = ngettext(
            "The panel is split: one is against, but %(names)s can see a purpose",
            "The panel is split: %(count)s are against, but %(names)s can see a purpose",
            len(against),
            count=_number(len(against)),
            names=names,
        )
        return _because(said, for_it, workout, exceptions=True)
    if against:
        return _because(_of_all(len(against), speaking), against, workout)
    if careful := by_stance.get("conditional", []):
        said = ngettext("%(name)s asks for care", "%(count)s ask for care", len(careful), **_names(careful))
        return _because(said, careful, workout, nobody_against=not _open_objection(advice))
    supporting = by_stance["supports"]
    said = ngettext("%(name)s supports it", "%(count)s support it", len(supporting), **_names(supporting))
    return _because(said, supporting, workout, nobody_against=not _open_objection(advice))


def _of_all(against: int, speaking: int) -> Said:
    count, of_all = _number(against), _number(speaking)
    if speaking == 1:
        return Said(_("The only one who speaks on it is against"))
    if against == speaking:
        return Said(_("All %(of_all)s who speak on it are against"), of_all=of_all)
    return ngettext(
        "%(count)s of the %(of_all)s who speak on it is against",
        "%(count)s of the %(of_all)s who speak on it are against",
        against,
        count=count,
        of_all=of_all,
    )


def _of_nobody(advice: Advice, workout: Workout, unread: Collection[str]) -> Said:
    if _open_objection(advice):
        return Said(_("Nobody has spoken yet: it hangs on an answer that is still open."))
    if any(step.load is not None for step, _rounds in workout.flat()):
        return Said(_("Nobody on the panel speaks for or against this."))
    if unread:
        return Said(_("Nobody on the panel objects to what was read."))
    return Said(_("Nothing is added to the body here, and nobody on the panel objects."))


def _because(
    said: Said,
    sources: Iterable[SourceStance],
    workout: Workout,
    *,
    exceptions: bool = False,
    nobody_against: bool = False,
) -> Said:
    """The sentence with what it turns on: that which most of ``sources`` ask about first."""
    findings = [
        finding
        for source in sources
        for finding in source.findings
        if finding.guideline.stance == source.stance and (finding.guideline.exception or not exceptions)
    ]
    turning = _turning_on(findings, workout)
    if turning and nobody_against:
        return Said(
            _("%(said)s, because %(turning)s; nobody is against."),
            said=said,
            turning=in_a_row(turning[:_MOST_NAMED], "and"),
        )
    if turning:
        return Said(_("%(said)s, because %(turning)s."), said=said, turning=in_a_row(turning[:_MOST_NAMED], "and"))
    return Said(_("%(said)s; nobody is against."), said=said) if nobody_against else Said(_("%(said)s."), said=said)


def _turning_on(findings: Iterable[Finding], workout: Workout) -> list[Said]:
    steps = list(workout.flat())
    known: dict[int, Mapping[str, FactValue]] = {}
    counted: Counter[Said] = Counter()
    for finding in findings:
        step, rounds = steps[finding.step]
        facts = known.setdefault(finding.step, step_facts(step, workout, rounds=rounds))
        told = {_narrowed(one, facts) for one in finding.guideline.when if one.fact not in _GIVEN}
        counted.update(sentence(one) for one in sorted(told, key=lambda one: one.fact))
    # Who objects to any load at all turns on nothing but that.
    loaded = [sentence(one) for finding in findings for one in finding.guideline.when if one.fact == "load_class"]
    return [said for said, _count in counted.most_common()] or loaded[:1]


def _narrowed(condition: Condition, facts: Mapping[str, FactValue]) -> Condition:
    """The condition on what is the case here: of "lower leg, arm or hand" the lower leg."""
    here = facts.get(condition.fact)
    several = isinstance(condition.value, tuple) and len(condition.value) > 1 and condition.operator == "is_any_of"
    if several and isinstance(here, frozenset) and len(here) == 1:
        return Condition(condition.fact, condition.operator, tuple(here))
    return condition


def _open_objection(advice: Advice) -> bool:
    return any(one.guideline.stance in ("stop", "against") for one in advice.undecided)


def _names(sources: list[SourceStance]) -> dict[str, str]:
    return {"name": sources[0].source.name, "count": _number(len(sources))}


def _number(count: int) -> Said:
    return Said(_NUMBERS[count]) if count < len(_NUMBERS) else Said("%(count)s", count=str(count))
