"""Times for each repetition: "4 x 600 m - 1:50, 1:48, 1:46, 1:45", "10 x 800 m, 4 @ 2:32, 6 @ 2:28".

As many times as there are repetitions, or counts that come to as many, are from the fastest to the slowest of them;
as many as the parts of a list are one for each. Any other number of times is left unread.
"""

from __future__ import annotations

from typing import Final

from workouts import efforts
from workouts.drafts import Draft
from workouts.legends import Legends
from workouts.marks import SEPARATORS
from workouts.recoveries import IN
from workouts.targets import figure, of_clock, of_seconds
from workouts.workout import Effort, Range, Target

_BETWEEN: Final = frozenset({"comma", "slash", "and"})
_APART: Final = frozenset({"comma", "dash", "open", "colon", "semicolon", "dot"})
_FEWEST: Final = 2
# Nobody writes down more times than this.
_MOST: Final = 30
_SECONDS: Final = ("s", '"')


class Splits(Legends):
    """Times for each repetition."""

    __slots__ = ()

    def splits(self) -> bool:
        """Times in a segment of their own, of what stands before it."""
        if not self.draft.is_empty or self.draft.joint not in _APART:
            return False
        before = self._open_draft()
        if before is None:
            return False
        if len(self._times(self.i, _FEWEST)[0]) >= _FEWEST:
            found = self.splits_at(self.i, before)
        else:
            found = self._count_at(self.i) > 0 and self._counted(before)
        if not found:
            return False
        self.paused = True
        self.draft.first = self.i  # what follows may come to nothing; this does not
        return True

    def splits_at(self, i: int, draft: Draft) -> bool:
        """So many times from ``i`` on as ``draft`` has repetitions or parts: "in 1:50, 1:48, 1:46, 1:45"."""
        parts, in_seconds = _parts(draft), self.tokens[i].kind == "num"
        if not _FEWEST <= len(parts) <= _MOST or (in_seconds and draft is not self.draft and self._may_be_rests()):
            return False
        times, end = self._times(i, len(parts))
        if len(times) != len(parts) or not self._ends(end):
            return False
        found: dict[Draft, Target] = {}
        for part, time in zip(parts, times, strict=True):
            target = self._target_of(part, time, in_seconds=in_seconds)
            if target is None or not _widen(found, part, target):
                return False
        for part, target in found.items():
            part.target = target
        return self.read_to(end)

    def lists_times(self, i: int) -> bool:
        """Whether more than one time stands at ``i``: then the first is not that of each repetition."""
        return len(self._times(i, _FEWEST)[0]) >= _FEWEST and len(_parts(self.draft)) >= _FEWEST

    def _times(self, i: int, most: int) -> tuple[list[float], int]:
        """The times from ``i`` on, all of them clock times or all of them seconds, and where they end."""
        kind, j, end = self.tokens[i].kind, i, i
        times: list[float] = []
        while kind in ("clock", "num") and self.tokens[j].kind == kind and len(times) <= most:
            unit = self.tokens[j + 1]
            behind = j + 1 + (kind == "num" and unit.kind == "unit" and unit.value[2] in _SECONDS)
            if not self._ends(behind):
                break
            times.append(figure(self.tokens[j]))
            j, end = behind + 1, behind
            if self.tokens[end].kind not in _BETWEEN:
                break
        return times, end

    def _may_be_rests(self) -> bool:
        """ "3 x 400 m, 60, 60, 60": behind a comma bare numbers may be what comes between."""
        return self.draft.joint == "comma"

    def _target_of(self, part: Draft, seconds: float, *, in_seconds: bool) -> Target | None:
        if part.target is not None or part.distance is None or not seconds:
            return None
        time = Range.exactly(seconds)
        if in_seconds:
            return of_seconds(time, part.distance)
        return of_clock(time, part.distance, system=self._system(part))

    def _ends(self, end: int) -> bool:
        after, tied = self.tokens[end], not self.tokens[min(end + 1, len(self.tokens) - 1)].gap
        if after.kind == "dash" and tied:
            return False  # "30, 29-30"
        return after.kind in SEPARATORS or after.kind in ("end", "with", "slash")

    def _counted(self, draft: Draft) -> bool:
        """ "2 @ 2:32, 6 @ 2:28", "4 @ 10k, 4 @ 5k": how many are run in which time, or how hard."""
        parts = _parts(draft)
        if draft.children is not None or len(parts) < _FEWEST:
            return False
        found: dict[Draft, Target] = {}
        hard: list[Effort] = []
        left, j, end = len(parts), self.i, self.i
        while left > 0 and (count := self._count_at(j)):
            left -= count
            end, effort = j + 3, efforts.progression(self.tokens, j + 2, context=True)
            if self.tokens[j + 2].kind == "clock":
                target = self._target_of(draft, figure(self.tokens[j + 2]), in_seconds=False)
                if target is None or not _widen(found, draft, target):
                    return False
            elif effort is not None and effort.paced and not effort.loose and effort.offsets == (None,):
                hard.append(effort.overall)
                end = effort.end
            else:
                return False
            if self.tokens[end].kind not in _BETWEEN:
                break
            j = end + 1
        if left or bool(found) == bool(hard) or (hard and draft.effort is not None) or not self._ends(end):
            return False
        if hard:
            draft.set_effort(efforts.span_of(hard), paced=True)
        else:
            draft.target = found[draft]
        return self.read_to(end)

    def _count_at(self, j: int) -> int:
        """The whole number at ``j`` that "@", "at" or "in" follows, else none."""
        token, link = self.tokens[j], self.tokens[j + 1] if self.tokens[j].kind == "num" else self.tokens[j]
        leads = link.kind == "at" or (link.kind == "with" and link.value in IN)
        return int(token.value) if leads and token.value == int(token.value) else 0


def _parts(draft: Draft) -> list[Draft]:
    """What a time each is for: the repetitions of one amount, or the parts of a list."""
    if draft.children is not None:
        return draft.leaves() if draft.reps is None else []
    if draft.reps is None or not draft.reps.is_exact or draft.reps.lo > _MOST:
        return []
    return [draft] * int(draft.reps.lo)


def _widen(found: dict[Draft, Target], part: Draft, target: Target) -> bool:
    """Take the target into that of ``part``, if both are measured alike."""
    before = found.setdefault(part, target)
    if before.measure != target.measure:
        return False
    found[part] = Target(target.measure, before.value.hull(target.value))
    return True
