"""A run and its parts: what is said to be the first or the last of it, or to add up to it, is taken out of it.

"16 km easy, last 4 km at MP" is 12 km easy and 4 km at MP, "60 min: 20 easy, 40 steady" is these two parts: so the
distance and the time of a session are those of its run, and its middle leaves as much before it as behind it. A part
whose place nobody names stays unread.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workouts import portions
from workouts.drafts import Draft
from workouts.marks import SEPARATORS
from workouts.portions import Found, Portion, Run
from workouts.qualities import Qualities
from workouts.workout import Range

# Metres or seconds by which parts in other units than that of the run may miss it.
_ROUNDING: Final = 1.0
# What is left of a run around its middle, on each side of it.
_HALF: Final = Range.exactly(0.5)
# Joints behind which a run is explained, and parts with units of their own may be those of the run.
_EXPLAINING: Final = frozenset({"colon", "open"})
# Joints behind which bare numbers that add up to the run can only be its parts.
_LISTING: Final = _EXPLAINING | {"comma", "dash"}
# Joints with which a run begins what is said, so that "first" can only speak of it.
_OPENING: Final = frozenset({"start", "newline", "semicolon", "dot", "then", "half_day"})
# Joints behind which "the last 2 km" may come after the run.
_SEQUENCE: Final = frozenset({"then", "plus"})
# Joints behind which more may be said of the run.
_WITHIN: Final = frozenset({"comma", "and", "then", "dash", "slash"})
_LONGEST_CLAUSE: Final = 12
_LONGEST_TITLE: Final = 4
# What shows that "total" speaks of what follows it.
_BEHIND_TOTAL: Final = frozenset({"num", "clock", "run", "run_noun", "word", "filler"})
# What can be done for a part of the way.
_ON_THE_MOVE: Final = frozenset({None, "run", "walk", "cross"})


class Divisions(Qualities):
    """Parts of a run."""

    __slots__ = ()

    def portion_word(self, _depth: int) -> bool:
        """ "last 4 km at MP", "first 5 easy, next 3 @ MP": parts of a run by their place in it."""
        if self.tokens[self.i].value == "next":
            self.tokens[self.i].kind = "word"  # of a run by itself it says nothing
            return False
        if self._divide(self.i):
            return True
        self.leaf.sure = self.leaf.sure or self.leaf.has_amount
        return self.aside()

    def portions_joined(self, i: int) -> bool:
        """ "20 km with 5 km at MP at the end", "60 min with 20 easy, 40 steady": what "with" leads to at ``i``."""
        return self.tokens[i].kind == "num" and self.draft.has_amount and self._divide(i)

    def portions_included(self, i: int) -> bool:
        """ "15 km incl. the last 3 km at MP", "12 km incl. 2 km warm-up": parts with a place of their own."""
        return self._divide(i, included=True)

    def portions_listed(self) -> bool:
        """ "40 min: 20 easy, 10 moderate, 10 hard", "30 min (10 easy, 20 steady)": parts that add up to the run."""
        draft, joint = self.draft, self.draft.joint
        if draft.has_amount and draft.end == self.i - 1 and self.tokens[draft.end].kind == "filler":
            return self._divide(self.i)  # "40 min of 10 easy, 30 steady"
        if not draft.is_empty or joint not in _LISTING:
            return False
        explains = joint in _EXPLAINING
        if not explains and (self.tokens[self.i].kind != "num" or self.tokens[self.i + 1].kind in ("unit", "times")):
            return False
        return self._divide(self.i, bare=not explains)

    def total_word(self, _depth: int) -> bool:
        """ "total running time 40 min", "12 km total": a note on all that is done, and no more to do."""
        if self.draft.repeats:
            return False
        if self.leaf.has_amount and self.tokens[self.i + 1].kind in _BEHIND_TOTAL:
            return self.aside()
        if self.drafts and (colon := self._colon_ahead()):
            self.i = colon + 1  # "…. Total: 12 km"
            return self.aside()
        self.draft.is_total = True
        return self.skip_to(self.i + 1)

    def _colon_ahead(self) -> int:
        """The colon behind a title of a few words; 0 where there is none."""
        j = self.i + 1
        while self.tokens[j].kind in _BEHIND_TOTAL and j < self.i + _LONGEST_TITLE:
            j += 1
        return j if self.tokens[j].kind == "colon" else 0

    def _divide(self, i: int, *, bare: bool = False, included: bool = False) -> bool:
        """Take the parts from ``i`` on out of their run.

        ``bare``: they must be numbers alone that add up to it; ``included``: they are said to be inside it, so that a
        warm-up is the first of it.
        """
        run = self._run_of_parts()
        fitting = None if run is None else self._fitting(run, i, bare=bare, included=included)
        if run is None or fitting is None:
            return False
        if run is self.draft:
            run.sure = True
            self.split()
            amount, run = (run.distance, run.duration), self._run_of_parts()
            if run is None or (run.distance, run.duration) != amount:
                return self.aside()  # it came to something else, or to nothing
        self._put_parts(run, *fitting)
        return True

    def _fitting(self, run: Draft, i: int, *, bare: bool, included: bool) -> tuple[Found, Range | None] | None:
        """The parts of ``run`` that stand at ``i`` and what they leave of it; ``None`` where they do not fit."""
        value = run.distance or run.duration
        assert value is not None
        dimension = "distance_m" if run.distance is not None else "duration_s"
        whole = Run(dimension, value, run.unit, lambda: self._system(run))
        found = portions.find(self.tokens, i, whole, self.reader)
        if found is None:
            return None
        if run.activity == "cross" and any(portion.how.activity for portion in found.parts):
            return None  # nobody rows at a walk
        if included:
            found = found._replace(parts=[portion.placed() for portion in found.parts])
        if _adds_up(found.parts, value):
            fits = not bare or (run.effort is None and all(portion.shared for portion in found.parts))
            return (found, None) if fits and found.rest is None else None
        if bare or not self._may_lead(run, found.parts):
            return None
        rest = _rest_of(found, value)
        ends = found.rest is not None or found.parts[-1].place in ("last", "middle")
        return None if rest is None or not (ends or self._ends_clause(found.end)) else (found, rest)

    def _ends_clause(self, i: int) -> bool:
        """Whether no number follows that may be of the run too: "10 km, first 2 km easy, then 4 x 1 km hard"."""
        j, most = i, i + _LONGEST_CLAUSE
        while self.tokens[j].kind in _WITHIN and j < most:
            j += 1
        if j == i:
            return True
        while self.tokens[j].kind not in SEPARATORS and self.tokens[j].kind != "end" and j < most:
            if self.tokens[j].kind in ("num", "clock"):
                return False
            j += 1
        return True

    def _run_of_parts(self) -> Draft | None:
        """The run that parts here belong to: of this segment, or the one before."""
        draft = self.draft
        if not draft.is_empty:
            run: Draft | None = draft
        else:
            told = draft.joint not in _SEQUENCE and self._is_clean(draft.first, self.i)
            run = self._open_draft() if told else None
        if run is None or run.children is not None or run.repeats or run.alternatives or run.is_portion:
            return None
        if run.activity not in _ON_THE_MOVE or run.strides or (run.distance is None) == (run.duration is None):
            return None
        if run.target is not None and run.target.measure == "time_s":
            return None  # the time of all of it
        return run

    def _may_lead(self, run: Draft, found: Sequence[Portion]) -> bool:
        """Whether parts named by their places can only be those of ``run``."""
        if any(portion.shared for portion in found) and not self._is_clean(run.first, self.i):
            return False  # "8 km with some surges, last 2 hard"
        if run is self.draft or self.draft.joint in _EXPLAINING or len(self.drafts) == 1:
            return True
        # other parts stand before the run, and the warm-up may be one of them
        of_session = any(portion.how.role for portion in found)
        return not (run.role or of_session) and (found[0].place != "first" or run.joint in _OPENING)

    def _put_parts(self, run: Draft, found: Found, rest: Range | None) -> None:
        """Put the parts in the place of their run, with the ``rest`` of it where they leave one."""
        pieces = [_piece(run, portion) for portion in found.parts]
        if rest is not None:
            around = found.parts[0].place == "middle"
            rest = rest.times(_HALF) if around else rest
            run.distance, run.duration = (rest, None) if run.distance else (None, rest)
            own = run if found.rest is None else _piece(run, found.rest._replace(value=rest))
            if around:
                pieces.insert(0, replace(own))
                pieces.append(own)
            else:
                pieces.insert(len(pieces) - (found.parts[-1].place == "last"), own)
        joint = run.joint
        for piece in pieces:
            piece.joint, joint = joint, "comma"
            piece.is_portion = True
        self.drafts[-1:] = pieces
        self.read_to(found.end)
        self.draft.first = self.i
        self.broken = True  # what follows may be about the run as well as about its last part


def _adds_up(parts: Sequence[Portion], whole: Range) -> bool:
    """Whether several parts are the whole run: then their sum shows that they are, whatever their places."""
    if len(parts) < 2 or any(portion.place == "first" for portion in parts[1:]):
        return False
    return _are_close(sum((portion.value for portion in parts), Range.exactly(0)), whole)


def _rest_of(found: Found, whole: Range) -> Range | None:
    """What parts with a place leave of the run; ``None`` where a place is not known or nothing is left."""
    places = [portion.place for portion in found.parts]
    middle = places[1 : len(places) - (places[-1] == "last")]
    if places != ["middle"] and (places[0] not in ("first", "last") or set(middle) - {"next"}):
        return None
    taken = sum((portion.value for portion in found.parts), Range.exactly(0))
    lo, hi = round(whole.lo - taken.lo, 3), round(whole.hi - taken.hi, 3)
    if not 0 < lo <= hi < math.inf:
        return None
    rest = Range(lo, hi)
    said = found.rest is not None and found.rest.value.hi > 0
    return rest if found.rest is None or not said or _are_close(found.rest.value, rest) else None


def _are_close(one: Range, other: Range) -> bool:
    return abs(one.lo - other.lo) <= _ROUNDING and abs(one.hi - other.hi) <= _ROUNDING


def _piece(run: Draft, portion: Portion) -> Draft:
    """A part of ``run``: what is carried, where and up which slope stays; how hard and how fast is its own."""
    how = portion.how
    piece = replace(run, first=portion.first, joint="comma")
    piece.end = portion.end
    piece.distance, piece.duration = (portion.value, None) if run.distance else (None, portion.value)
    piece.unit, piece.sure = portion.unit, True
    piece.activity, piece.role = how.activity or run.activity, how.role or run.role
    piece.effort, piece.default_effort, piece.target, piece.paced = how.effort, None, how.target, how.paced
    return piece
