"""What each possible answer to an open question would do: "at most mile effort: avoid; all-out: caution".

A fact is tried at one value of every stretch that the conditions on it tell apart, and neighbouring answers that lead
to the same verdict are put in one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Final, NamedTuple

from advice.conditions import Condition
from advice.facts import Fact, FactValue, Interval
from advice.saying import Said, in_a_row
from workouts.vocabulary import gettext_noop

_ = gettext_noop

Answers = tuple[tuple[str, str], ...]
"""Pairs of an answer, something ``Said``, and a verdict's slug."""
VerdictOf = Callable[[FactValue], str]

ANY_ANSWER: Final = Said(_("any answer"))


class Outcome(NamedTuple):
    """An answer, something ``Said``, the verdict's slug that it leads to, and one value that gives that answer."""

    answer: str
    verdict: str
    example: FactValue


def answers(fact: Fact, conditions: Iterable[Condition], known: FactValue, verdict_of: VerdictOf) -> Answers:
    """Each possible answer in words with the verdict it leads to, in the natural order of the answers.

    ``known`` is what is known already, a range or some choices, or ``None``; no answer outside it is tried.
    """
    return tuple([(one.answer, one.verdict) for one in outcomes(fact, conditions, known, verdict_of)])


def outcomes(
    fact: Fact, conditions: Iterable[Condition], known: FactValue, verdict_of: VerdictOf
) -> tuple[Outcome, ...]:
    """The same with a value that gives each answer; one outcome for all where every answer leads to the same."""
    match fact.kind:
        case "number":
            found = _numbers(fact, conditions, known if isinstance(known, Interval) else None, verdict_of)
        case "ordered":
            found = _ordered(fact, known if isinstance(known, frozenset) else frozenset(fact.slugs), verdict_of)
        case "flag":
            found = [
                Outcome(Said(_("yes")), verdict_of(True), example=True),
                Outcome(Said(_("no")), verdict_of(False), example=False),
            ]
        case _:
            found = _grouped(fact, _named(fact, conditions, known), verdict_of)
    alike = len({one.verdict for one in found}) == 1
    return (found[0]._replace(answer=ANY_ANSWER),) if alike else tuple(found)


class _Cell(NamedTuple):
    """A stretch of numbers that no condition tells apart; ``at`` where it is a threshold itself."""

    lo: float
    hi: float
    at: bool

    @property
    def sample(self) -> Interval:
        """A number of the stretch, a whole one where there is one near its middle."""
        if self.at:
            return Interval.exactly(self.lo)
        middle = self.lo + 1 if math.isinf(self.hi) else (self.lo + self.hi) / 2
        return Interval.exactly(round(middle) if self.lo < round(middle) < self.hi else middle)


def _numbers(
    fact: Fact, conditions: Iterable[Condition], known: Interval | None, verdict_of: VerdictOf
) -> list[Outcome]:
    lo, hi = known or Interval(0, math.inf)
    thresholds = {float(one.value) for one in conditions if isinstance(one.value, (int, float))}
    cells, below = [], lo
    for threshold in sorted(limit for limit in thresholds if lo <= limit <= hi):
        if below < threshold:
            cells.append(_Cell(below, threshold, at=False))
        cells.append(_Cell(threshold, threshold, at=True))
        below = threshold
    if below < hi or not cells:
        cells.append(_Cell(below, hi, at=False))
    found = []
    for verdict, stretch in groupby(cells, key=lambda cell: verdict_of(cell.sample)):
        members = list(stretch)
        # An end that belongs to the stretch says more than a number somewhere in it, "no race" more than one far away.
        example = next((cell for cell in (members[0], members[-1]) if cell.at), members[0]).sample
        if members[0].lo == lo and not float(example.lo).is_integer():
            example = Interval.exactly(lo)
        if math.isinf(members[-1].hi) and "endless" in fact.phrases:
            example = Interval.exactly(math.inf)
        found.append(Outcome(_stretch(fact, members[0], members[-1], Interval(lo, hi)), verdict, example))
    return found


_AT_LEAST: Final = _("at least %(value)s")
_AT_MOST: Final = _("at most %(value)s")


def _stretch(fact: Fact, first: _Cell, last: _Cell, whole: Interval) -> str:
    """The stretch from ``first`` to ``last`` in words; the ends of what is possible go without saying."""
    words = []
    if first.lo > whole.lo:
        words.append(Said(_AT_LEAST if first.at else _("more than %(value)s"), value=fact.amount(first.lo)))
    if last.hi < whole.hi:
        words.append(Said(_AT_MOST if last.at else _("less than %(value)s"), value=fact.amount(last.hi)))
    if last.hi == math.inf and "endless" in fact.phrases:
        return in_a_row([*words, Said(fact.phrases["endless"])], "or")
    if words:
        return in_a_row(words, "and")
    return ANY_ANSWER if first.lo != last.hi else fact.amount(first.lo)


def _ordered(fact: Fact, possible: frozenset[str], verdict_of: VerdictOf) -> list[Outcome]:
    slugs = [slug for slug in fact.slugs if slug in possible]
    found: list[Outcome] = []
    for verdict, stretch in groupby(slugs, key=lambda slug: verdict_of(frozenset({slug}))):
        members = list(stretch)
        first, last = fact.label_of(members[0]), fact.label_of(members[-1])
        if len(members) == 1:
            label = first
        elif members[0] == slugs[0]:
            label = Said(_AT_MOST, value=last)
        elif members[-1] == slugs[-1]:
            label = Said(_AT_LEAST, value=first)
        else:
            label = Said(_("%(first)s to %(last)s"), first=first, last=last)
        # The end that lies beside other answers is where this one begins.
        example = members[0] if members[-1] == slugs[-1] else members[-1]
        found.append(Outcome(label, verdict, frozenset({example})))
    return found


def _named(fact: Fact, conditions: Iterable[Condition], known: FactValue) -> list[str]:
    """The choices worth trying: those still possible, and of injuries those that a condition names."""
    named = {slug for one in conditions if isinstance(one.value, tuple) for slug in one.value}
    if fact.kind == "many":
        return [slug for slug in fact.slugs if slug in named]
    possible = known if isinstance(known, frozenset) else frozenset(fact.slugs) or named
    return [slug for slug in fact.slugs or sorted(named) if slug in possible]


def _grouped(fact: Fact, slugs: list[str], verdict_of: VerdictOf) -> list[Outcome]:
    tried: list[tuple[str, frozenset[str]]] = [(fact.label_of(slug), frozenset({slug})) for slug in slugs]
    if fact.kind == "many":
        tried.append((Said(_("none of these")), frozenset()))
    by_verdict: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for one in tried:
        by_verdict.setdefault(verdict_of(one[1]), []).append(one)
    return [
        Outcome(in_a_row([label for label, _value in alike], "or"), verdict, alike[0][1])
        for verdict, alike in by_verdict.items()
    ]
