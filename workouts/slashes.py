"""What a slash parts: the halves of a repetition, its recovery, a list, or things to choose from."""

from __future__ import annotations

from typing import Final

from workouts import amounts, recoveries
from workouts.amounts import Amount
from workouts.figures import Figures
from workouts.marks import SEPARATORS
from workouts.workout import Range, Recovery

_LONGEST_OF_PAIR_S: Final = 90.0
# What goes on about a rest behind a slash: "rest / recovery", "rest/walk".
_STILL_REST: Final = frozenset({"recovery", "rest", "rest_day", "off", "walk", "jog", "num", "end"})


class Slashes(Figures):
    """ "3' fast/3' medium", "5 x 1 km / 90 s walk", "rest / bike"."""

    __slots__ = ()

    def _slash(self, _depth: int) -> bool:
        """ "3' fast/3' medium": the other half of a repetition, its recovery, or another of a list."""
        if self._parts_alternatives():
            self.leaf.noun = True
            self.tokens[self.i].kind = "or"
            return True
        self.i += 1
        if (
            self.draft.is_empty
            and self.tokens[self.i - 2].kind == "close"
            and (before := self._open_draft()) is not None
        ):
            if not (before.repeats or before.has_amount):
                return True
            self.drafts.pop()  # "3' fast (10k) / 3' easy" goes on after the bracket
            self.draft, self.leaf = before, before.leaves()[-1]
        draft = self.draft
        after = self.tokens[self.i].kind
        if (
            draft.reps is not None
            and self._target() is draft
            and after in ("num", "clock", "jog", "walk", "rest", "recovery", "article")
        ):
            found = recoveries.find(self.tokens, self.i, self.reader)
            if isinstance(found, recoveries.Found):
                return self._take_recovery(found, draft)
        if after not in ("num", "clock", "unit") or not self.leaf.has_amount or draft.recovery is not None:
            return True
        counted = amounts.count(self.tokens, self.i)
        if counted is not None:
            if draft.reps is not None:
                self._alternate()
                self.leaf.reps = counted[0]
                self.read_to(counted[1])
                return self._size()
            return True
        size = self._slash_size()
        if size is not None and self._is_short_rest(size):
            draft.recovery = Recovery("rest", duration_s=size.value)
            return self.read_to(size.end)
        if size is not None:
            self._alternate()
            return self.set_amount(size)
        return True

    def _is_short_rest(self, size: Amount) -> bool:
        """ "8 x 20 s/10 s": of two short times of which nobody says how hard they are, the second is the rest."""
        draft = self.draft
        if draft.reps is None or draft.children is not None or draft.duration is None or draft.effort or draft.target:
            return False
        short = size.dimension == "duration_s" and max(draft.duration.hi, size.value.hi) <= _LONGEST_OF_PAIR_S
        after = self.tokens[size.end].kind
        return short and (after in SEPARATORS or after == "end")

    def _parts_alternatives(self) -> bool:
        """ "Rest / XT", "easy run / bike", "swim/bike": named things, none of which is more of the other."""
        leaf, after = self.leaf, self.tokens[self.i + 1]
        named = leaf.noun or leaf.effort_noun or self.tokens[self.i - 1].kind == "run"
        if leaf is not self.draft or leaf.repeats or not named or leaf.role is not None or leaf.has_amount:
            return False
        if leaf.activity == "rest":
            return after.kind not in _STILL_REST
        crosses = after.kind == "exercise" and after.value[0].activity == "cross"
        return (crosses or after.kind in ("rest_day", "off")) and leaf.activity in (None, "run", "cross")

    def _slash_size(self) -> Amount | None:
        found = self.reader.amount(self.tokens, self.i, repeated=self.leaf.repeats or self.draft.repeats)
        if isinstance(found, Amount):
            if self._not_ours(found.end) or (found.unit == "s" and self._is_plural(found)):
                return None
            return found
        token = self.tokens[self.i]
        if self._is_track_distance(self.i) and self.leaf.unit in ("bare", "metre", "m", "k", "km"):
            return Amount("distance_m", Range.exactly(token.value), self.i + 1, "bare")
        return None
