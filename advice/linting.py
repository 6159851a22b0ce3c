"""What may be wrong with content, each complaint with where it is and how to mend it.

An error keeps a guideline from doing what it says: conditions that cannot hold together, an example that fails. A
warning is for somebody to look at: a review that is due, a drill that its own panel would object to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, NamedTuple

from advice.conditions import Condition, sentence
from advice.drills import Drill
from advice.engine import Guideline, GuidelineSet, SourceRef, advise
from advice.examples import Example, facts_of_athlete, try_out
from advice.facts import FACTS
from advice.possible import can_apply, can_meet, clash, implies
from advice.rewriting import Read
from advice.saying import Said, Value, figure, in_a_row
from workouts.vocabulary import gettext_noop

_ = gettext_noop

Weight = Literal["error", "warning"]
Kind = Literal["guideline", "drill", "source"]


class Complaint(NamedTuple):
    """One thing to mend: the code or slug of what it is about, a stable ``rule``, what is wrong and what to do."""

    weight: Weight
    kind: Kind
    name: str
    rule: str
    wrong: Said
    mend: Said


@dataclass(frozen=True)
class Entry:
    """A guideline as it is kept, with what the engine does not ask for.

    ``packs`` are the slugs of its packs; ``overdue`` tells whether its review date has passed.
    """

    guideline: Guideline
    status: str = "published"
    packs: frozenset[str] = frozenset()
    examples: tuple[Example, ...] = ()
    overdue: bool = False


@dataclass(frozen=True)
class Content:
    """All content at once. ``broken`` are guidelines, and ``broken_drills`` drills, that do not hold together: why."""

    entries: tuple[Entry, ...] = ()
    drills: tuple[Drill, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    broken_drills: tuple[tuple[str, str], ...] = ()

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The guidelines that count or are about to: retired ones are history."""
        return tuple(entry for entry in self.entries if entry.status != "retired")


def complaints(content: Content, read: Read) -> list[Complaint]:
    """Everything there is to mend, errors first, then by name. ``read`` reads a session."""
    found = [
        *_broken(content),
        *(one for entry in content.standing for one in of_guideline(entry, read)),
        *_duplicates(content.standing),
        *_exceptions_to_nothing(content.standing),
        *_drills(content, read),
        *_sources(content),
    ]
    return sorted(found, key=lambda one: (one.weight != "error", one.kind, one.name, one.rule))


def of_guideline(entry: Entry, read: Read) -> Iterator[Complaint]:
    """What is wrong with one guideline by itself."""
    yield from (of_conditions := list(_conditions(entry.guideline)))
    if not any(one.weight == "error" for one in of_conditions):
        # What can never apply has no example that would tell more.
        yield from _examples(entry, read)
    yield from _words(entry)


def of_rule(guideline: Guideline) -> list[Complaint]:
    """What is wrong with what a guideline asks and says, for an editor that tells all else by itself."""
    return [*_conditions(guideline), *_claims(guideline)]


def _of(guideline: Guideline, weight: Weight, rule: str, wrong: Said, mend: Said) -> Complaint:
    return Complaint(weight, "guideline", guideline.code, rule, wrong, mend)


def _quoted(conditions: Sequence[Condition]) -> Said:
    quoted = [Said(_("“%(condition)s”"), condition=sentence(condition)) for condition in conditions]
    return Said("%(row)s", row=in_a_row(quoted, "and"))


def _broken(content: Content) -> Iterator[Complaint]:
    mend = Said(_("Open it and mend what the message names; until then it is left out of all advice."))
    for code, why in content.broken:
        yield Complaint("error", "guideline", code, "broken", Said("%(why)s", why=why), mend)
    for code, why in content.broken_drills:
        yield Complaint("error", "drill", code, "broken", Said("%(why)s", why=why), mend)


def _conditions(guideline: Guideline) -> Iterator[Complaint]:
    """Conditions that cannot hold together, that always keep it from applying, or that say nothing more."""
    for conditions, where in ((guideline.when, _("when")), (guideline.unless, _("unless"))):
        if clashing := clash(conditions):
            wrong = Said(_("%(conditions)s can never hold together."), conditions=_quoted(clashing))
            if len(clashing) == 1:
                wrong = Said(_("%(conditions)s can never hold."), conditions=_quoted(clashing))
            mend = Said(_("Change or remove one of these conditions (%(where)s)."), where=Said(where))
            yield _of(guideline, "error", "impossible", wrong, mend)
            return
    if not can_apply(guideline):
        wrong = Said(
            _("It can never apply: whenever its conditions hold, so does %(unless)s, which keeps it from applying."),
            unless=_quoted(guideline.unless),
        )
        yield _of(guideline, "error", "never", wrong, Said(_("Remove the condition with “unless”, or narrow it.")))
        return
    for conditions in (guideline.when, guideline.unless):
        yield from _idle(guideline, conditions)
    for condition in guideline.unless:
        if len(guideline.unless) > 1 and implies(guideline.when, condition):
            wrong = Said(_("%(condition)s holds whenever it could apply."), condition=_quoted([condition]))
            yield _of(guideline, "warning", "idle", wrong, Said(_("Remove it: it makes no difference.")))


def _idle(guideline: Guideline, conditions: tuple[Condition, ...]) -> Iterator[Complaint]:
    """Conditions that say nothing more than the others on the same fact; of two that say the same, the second."""
    for place, condition in enumerate(conditions):
        others = [one for at, one in enumerate(conditions) if at != place and one.fact == condition.fact]
        same_later = condition in conditions[place + 1 :]
        if others and not same_later and implies(others, condition):
            wrong = Said(
                _("%(condition)s says nothing that %(others)s does not say."),
                condition=_quoted([condition]),
                others=_quoted(others),
            )
            yield _of(guideline, "warning", "idle", wrong, Said(_("Remove it, or correct the one that is meant.")))


def _examples(entry: Entry, read: Read) -> Iterator[Complaint]:
    guideline, expected = entry.guideline, {example.expected for example in entry.examples}
    for place, example in enumerate(entry.examples, start=1):
        outcome = try_out(guideline, example, read)
        here: dict[str, Value] = {"place": figure(place), "text": example.text}
        if not outcome.passes:
            wrong = Said(_("Example %(place)s, “%(text)s”, fails. %(because)s"), because=outcome.because, **here)
            yield _of(guideline, "error", "example", wrong, Said(_("Correct the example, or the condition it names.")))
        elif outcome.unread:
            wrong = Said(
                _("In example %(place)s, “%(text)s”, this is not read: %(unread)s."),
                unread=", ".join(outcome.unread),
                **here,
            )
            yield _of(guideline, "warning", "example", wrong, Said(_("Write the session so that all of it is read.")))
    if "applies" not in expected:
        wrong = Said(_("No example shows a session to which it applies."))
        yield _of(guideline, "warning", "example", wrong, Said(_("Add one: it is the guideline's own test.")))
    if "does_not" not in expected:
        wrong = Said(_("No example shows a session to which it does not apply."))
        yield _of(guideline, "warning", "example", wrong, Said(_("Add one just beyond a threshold.")))


# Injuries of runners with weights have not been counted, so nothing can have been shown of them.
_CLAIMS: Final = re.compile(r"\bproven\b|\bguarantee[sd]?\b|\b(?:prevents?|causes?) injur", re.IGNORECASE)


def _words(entry: Entry) -> Iterator[Complaint]:
    """What is missing around the conditions, and what is claimed in the reason."""
    guideline = entry.guideline
    if not guideline.reason.strip():
        yield _of(
            guideline, "error", "reason", Said(_("It gives no reason.")), Said(_("Say why in a sentence or two."))
        )
    yield from _claims(guideline)
    if not guideline.reference.strip():
        weight: Weight = "warning" if guideline.grade == "expert_opinion" else "error"
        wrong = Said(_("It has no reference."))
        yield _of(guideline, weight, "source", wrong, Said(_("Say where the position can be read.")))
    if not entry.packs:
        wrong = Said(_("It is in no pack, so no club listens to it."))
        yield _of(guideline, "warning", "pack", wrong, Said(_("Tick a pack.")))
    if entry.overdue:
        wrong = Said(_("Its review date has passed."))
        mend = Said(_("Look whether it still holds, then set a later date or retire it."))
        yield _of(guideline, "warning", "review", wrong, mend)


def _claims(guideline: Guideline) -> Iterator[Complaint]:
    if found := _CLAIMS.search(f"{guideline.reason} {guideline.instead}"):
        wrong = Said(_("It claims more than is known: “%(claim)s”."), claim=found[0])
        mend = Said(_("Say what was measured, or call it a precaution: no study has counted these injuries."))
        yield _of(guideline, "warning", "claim", wrong, mend)


def _duplicates(entries: Sequence[Entry]) -> Iterator[Complaint]:
    """Guidelines of one source that ask the same, in packs that are listened to together."""
    for one, other in combinations(sorted(entries, key=lambda entry: entry.guideline.code), 2):
        first, second = one.guideline, other.guideline
        if first.source.slug != second.source.slug or _asks(first) != _asks(second):
            continue
        told = {"code": first.code}
        if first.stance == second.stance:
            wrong = Said(_("It asks the same as %(code)s and takes the same stance."), **told)
            yield _of(second, "warning", "duplicate", wrong, Said(_("Retire one of the two.")))
        else:
            wrong = Said(_("It asks the same as %(code)s of the same source but takes another stance."), **told)
            yield _of(second, "error", "contradiction", wrong, Said(_("Retire one, or tell apart when each applies.")))


def _asks(guideline: Guideline) -> tuple[frozenset[object], frozenset[object]]:
    """Its conditions whatever their order."""

    def plain(conditions: Iterable[Condition]) -> frozenset[object]:
        return frozenset(
            (one.fact, one.operator, frozenset(one.value) if isinstance(one.value, tuple) else one.value)
            for one in conditions
        )

    return plain(guideline.when), plain(guideline.unless)


def _exceptions_to_nothing(entries: Sequence[Entry]) -> Iterator[Complaint]:
    """Exceptions that no objection of their packs can ever meet."""
    objections = [entry for entry in entries if entry.guideline.stance in ("against", "stop")]
    for entry in entries:
        if not entry.guideline.exception or not can_apply(entry.guideline):
            continue
        if not any(
            entry.packs & objection.packs and can_meet(entry.guideline, objection.guideline) for objection in objections
        ):
            wrong = Said(_("It is marked as an exception, but nothing in its packs objects to what it allows."))
            mend = Said(_("Take the mark away, or put it into the pack whose objections it answers."))
            yield _of(entry.guideline, "warning", "exception", wrong, mend)


def _drills(content: Content, read: Read) -> Iterator[Complaint]:
    """Drills that a coach's text could not hold, or that the panels themselves object to; names that lead nowhere."""
    published = GuidelineSet(entry.guideline for entry in content.entries if entry.status == "published")
    for drill in content.drills:
        yield from _drill(drill, published, read)
    known = {drill.code for drill in content.drills} | {drill.category for drill in content.drills}
    for entry in content.standing:
        if lost := [name for name in entry.guideline.replacements if name not in known]:
            wrong = Said(_("It names drills that are not offered: %(drills)s."), drills=", ".join(lost))
            yield _of(entry.guideline, "warning", "drill", wrong, Said(_("Publish the drill, or name another.")))


def _drill(drill: Drill, published: GuidelineSet, read: Read) -> Iterator[Complaint]:
    if drill.not_suggested or not drill.form:
        return
    facts = facts_of_athlete(
        {"strength_base": drill.strength_base, "level": "competitive"}
        if drill.level == "advanced"
        else {"strength_base": max(drill.strength_base, "own_weight", key=FACTS["strength_base"].slugs.index)}
    )
    for amount in {drill.amount_for(0), drill.amount_for(float("inf"))}:
        text = drill.text(amount)
        reading = read(text)
        told = {"text": text}
        if reading.unread_words or not reading.workout.steps:
            wrong = Said(
                _("“%(text)s” is not read cleanly: %(unread)s."), unread=", ".join(reading.unread_words), **told
            )
            mend = Said(_("Write its form in shorthand that is read as a session."))
            yield Complaint("error", "drill", drill.code, "unread", wrong, mend)
            return
        advice = advise(reading.workout, facts, published)
        if advice.verdict != "clear":
            objecting = [
                finding.guideline.code for finding in advice.findings if finding.guideline.stance != "supports"
            ]
            objecting += [open_.guideline.code for open_ in advice.undecided if open_.matters]
            wrong = Said(
                _("“%(text)s” is not clear for a typical athlete. What speaks against it: %(codes)s."),
                codes=", ".join(dict.fromkeys(objecting)),
                **told,
            )
            mend = Said(_("Change its dose or its form, or say why it is not suggested."))
            yield Complaint("warning", "drill", drill.code, "unclear", wrong, mend)
            return


def _sources(content: Content) -> Iterator[Complaint]:
    """Sources nobody can place, and sources without a position."""
    used = {entry.guideline.source.slug for entry in content.entries}
    for source in content.sources:
        if source.slug not in used:
            wrong = Said(_("No guideline is of this source."))
            yield Complaint(
                "warning", "source", source.slug, "unused", wrong, Said(_("Add one, or delete the source."))
            )
        elif not source.role.strip():
            wrong = Said(_("Nothing says who or what this source is."))
            yield Complaint("warning", "source", source.slug, "source", wrong, Said(_("Fill in its role.")))
