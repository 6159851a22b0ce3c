"""What "or" offers in place of the part before it: another part, another amount, or the same run at another effort.

What is said once of two amounts is said of both: "4 km or 5 km easy", "Time trial 3000 or 5000 m".
"""

from __future__ import annotations

from typing import Final

from workouts.drafts import Draft
from workouts.marks import READ
from workouts.role_headings import RoleHeadings
from workouts.workout import Range

# Hard amounts that differ as much are hardly alike but for their length: "8 km or 4 km tempo".
_MOST_UNLIKE: Final = 2
# Targets that are those of one length alone.
_OF_ONE_LENGTH: Final = frozenset({"time_s"})
# What else than running is said of both: who names a race or a bike behind one unit means both by it.
_NAMES: Final = ("activity", "exercise", "noun", "alone")
_HOW: Final = ("effort", "default_effort", "target", "paced", "uphill", "role", "treadmill", "in_place")


class Choices(RoleHeadings):
    """What may be done instead."""

    __slots__ = ()

    def _offer(self, draft: Draft, before: Draft | None, *, clean: bool) -> None:
        """ "45 min easy or 9 km bike": what may be done in place of the part before it."""
        target = self.drafts[-1] if self.drafts and not self.broken else before
        whole = draft.has_amount or draft.children is not None or (draft.noun and clean)
        sized = target is not None and (target.has_amount or target.children is not None or target.noun)
        if target is not None and not (whole and sized):
            whole, sized = (whole or _is_run_beside(draft, target)), (sized or _is_run_beside(target, draft))
        unclear = target is None or target.is_portion  # of the run, or of its last part?
        if (
            not whole
            or not sized
            or unclear
            or target is None
            or self.explaining
            or self._is_prose(draft)
            or self._is_lost()
        ):
            self._forget(draft.first, self.i)
            self.broken = True
            return
        self.understood[self.separator] = READ
        share(target, draft)
        target.alternatives = (*target.alternatives, draft)
        named = target.alone or (target.effort_noun and not target.is_named)
        on_the_move = target.activity in (None, "run", "walk", "cross")
        if named and on_the_move and not (target.has_amount or target.repeats):
            target.distance, target.duration = draft.distance, draft.duration  # "walk or jog 30 min"

    def _offer_way(self, draft: Draft, before: Draft | None, *, clean: bool) -> None:
        """What says only how hard: of the part before it, or, beside what is no run, a run of its own."""
        if not clean or before is None:
            self._forget(draft.first, self.i)
        elif _is_run_beside(draft, before):
            self._offer(draft, before, clean=clean)
        elif not self._offer_effort(draft, before):
            self._forget(draft.first, self.i)

    def _offer_effort(self, draft: Draft, before: Draft) -> bool:
        """ "40 min easy or steady", "8 km at MP or HM": how hard the part right before it may be done instead."""
        beside = draft.load or draft.uphill or draft.grade or draft.in_place or draft.recovery
        told = before.effort is not None and before.has_amount and before.children is None
        apart = before.end != self.separator or before.recovery is not None  # of it, or of what comes between?
        if draft.effort is None or beside or not told or apart or before.is_portion or before.alternatives:
            return False
        self.understood[self.separator] = READ
        before.end = draft.end
        if (draft.effort, draft.target) != (before.effort, before.target):  # "at tempo or threshold"
            before.otherwise = (*before.otherwise, draft)
        return True

    def _is_lost(self) -> bool:
        """Whether "or" follows a number that was not understood: "6 x 400 m w/ 2 or 3 min jog"."""
        before = self.separator - 1
        return self.tokens[before].kind in ("num", "clock") and self.understood[before] != READ


def _is_run_beside(run: Draft, other: Draft) -> bool:
    """ "Rest or easy run", "Recovery run or bike", "Easy or tempo": an effort by itself is a run beside another day."""
    another = other.activity not in (None, "run") or ((other.effort_noun or other.noun) and not other.has_amount)
    return run.effort_noun and run.activity in (None, "run") and not run.has_amount and another


def share(first: Draft, other: Draft) -> None:
    """Say of both what was said once, behind ``other`` or before ``first``; nothing where they differ otherwise."""
    if not (_is_amount(first) and _is_amount(other)):
        return
    if other.described and _goes_back(first, other):
        for earlier in (first, *first.alternatives):
            if earlier.is_plain_amount:
                _say(earlier, other, named=earlier.shares_unit)
    elif other.is_plain_amount and not first.described and (first.distance is None) == (other.distance is None):
        _say(other, first, named=True)


def _is_amount(draft: Draft) -> bool:
    return draft.has_amount and not draft.repeats and draft.load is None and draft.grade is None


def _goes_back(first: Draft, other: Draft) -> bool:
    """Whether what stands behind the second amount is said of the first one too."""
    if not first.is_plain_amount:
        return False
    if first.shares_unit:
        return True
    plain = other.role is None and other.exercise is None and other.activity in (None, "run")
    return plain and (not other.is_hard or _is_alike(first, other))


def _is_alike(first: Draft, other: Draft) -> bool:
    one, two = (_size(draft) for draft in (first, other))
    same = (first.distance is None) == (other.distance is None)
    return same and max(one.lo, two.lo) < _MOST_UNLIKE * min(one.lo, two.lo)


def _size(draft: Draft) -> Range:
    found = draft.distance or draft.duration
    assert found is not None
    return found


def _say(silent: Draft, told: Draft, *, named: bool) -> None:
    """Say of ``silent`` how ``told`` is done, and where it is ``named`` what is done."""
    for name in (*_HOW, *(_NAMES if named else ())):
        if name == "target" and told.target is not None and told.target.measure in _OF_ONE_LENGTH:
            continue
        setattr(silent, name, getattr(told, name))
