"""What a slash parts: the halves of a repetition, its recovery, a list, or things to choose from."""

from __future__ import annotations

from typing import Final

from workouts import amounts, fastest, recoveries
from workouts.amounts import Amount
from workouts.figures import Figures
from workouts.marks import SEPARATORS
from workouts.workout import Range, Recovery

_LONGEST_OF_PAIR_S: Final = 90.0
# A second time up to this share of the first is no part of its own.
_SHARE_OF_REST: Final = 0.5
# What goes on about a rest behind a slash: "rest / recovery", "rest/walk".
_STILL_REST: Final = frozenset({"recovery", "rest", "rest_day", "off", "walk", "jog", "num", "end"})
_VERBS: Final = frozenset({"run", "jog", "walk"})
_NUMBERS: Final = frozenset({"num", "clock"})
_NAMES_OR_NUMBERS: Final = _VERBS | _NUMBERS
# What begins the size of a repetition.
_SIZES: Final = frozenset({"num", "clock", "unit", "part_of"})


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
            and after in ("num", "clock", "jog", "walk", "rest", "recovery", "article", "pause_sign", "daniels")
        ):
            found = recoveries.find(self.tokens, self.i, self.reader)
            if isinstance(found, recoveries.Found):
                return self._take_recovery(found, draft)
        if self._next_by_name():
            return True
        if after not in ("num", "clock", "unit") or not self.leaf.has_amount or draft.recovery is not None:
            return True
        counted = amounts.count(self.tokens, self.i)
        if counted is not None:
            if draft.reps is not None and self.tokens[counted[1]].kind in _SIZES:
                self._alternate()
                self.leaf.reps = counted[0]
                self.read_to(counted[1])
                return self._size()
            return True
        size = self._slash_size()
        return True if size is None else self._take_size(size)

    def _next_by_name(self) -> bool:
        """ "10 min run / walk / 10 min run", "run 10 min / walk 2 min": the next of a list has its name first.

        "20 min run / walk" is done in turn, nobody says how.
        """
        draft, leaf, tokens = self.draft, self.leaf, self.tokens
        if draft.reps is not None or draft.recovery is not None or tokens[self.i].kind not in _NAMES_OR_NUMBERS:
            return False
        kind, behind = tokens[self.i].kind, tokens[self.i + 1].kind
        if kind in _NUMBERS:  # behind "walk /"
            nameless = leaf is draft or leaf.has_amount or leaf.activity is None
            if nameless or tokens[self.i - 2].kind not in _VERBS:
                return False
            self._alternate()
            return True
        named = leaf.activity is not None or _VERBS & {tokens[self.i - 2].kind, tokens[draft.first].kind}
        if not named or not (leaf.has_amount or leaf is not draft):
            return False
        goes_on = behind == "slash" and _NUMBERS & {token.kind for token in tokens[self.i + 2 : self.i + 4]}
        if behind in _NUMBERS or goes_on:
            self._alternate()
            return True
        ends = behind in SEPARATORS or behind == "end"
        return ends and leaf is draft and tokens[self.i - 2].kind in _VERBS and self.read_to(self.i + 1)

    def _take_size(self, size: Amount) -> bool:
        """An amount behind a slash: the rest of the repetitions, or another part of a list."""
        draft = self.draft
        alone = self._is_time_alone(size)
        if alone and draft.distance is not None and fastest.can_run(draft.distance, size.value, draft.effort):
            return self.skip_to(size.end)  # "5 x 1000 m / 3'": the rest, or the time to run it in?
        if alone or self._is_short_rest(size):
            draft.recovery = Recovery("rest", duration_s=size.value)
            return self.read_to(size.end)
        self._alternate()
        return self.set_amount(size)

    def _is_short_rest(self, size: Amount) -> bool:
        """Whether a time is the rest, where nobody says how hard either is: both are short, or it far shorter.

        "8 x 20 s/10 s", "3 x 10 min / 2 min".
        """
        draft = self.draft
        if draft.reps is None or draft.children is not None or draft.duration is None or draft.effort or draft.target:
            return False
        longest = max(draft.duration.hi, size.value.hi)
        short = size.dimension == "duration_s" and (
            longest <= _LONGEST_OF_PAIR_S or size.value.hi <= draft.duration.lo * _SHARE_OF_REST
        )
        after = self.tokens[size.end].kind
        return short and (after in SEPARATORS or after == "end")

    def _is_time_alone(self, size: Amount) -> bool:
        """Whether a time and nothing else stands behind repetitions of a distance."""
        draft, after = self.draft, self.tokens[size.end].kind
        repeated = draft.reps is not None and draft.children is None and draft.distance is not None
        return repeated and size.dimension == "duration_s" and (after in SEPARATORS or after == "end")

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
            if self._not_ours(found) or (found.unit == "s" and self._is_plural(found)):
                return None
            return found
        token = self.tokens[self.i]
        if self._is_track_distance(self.i) and self.leaf.unit in ("bare", "metre", "m", "k", "km"):
            return Amount("distance_m", Range.exactly(token.value), self.i + 1, "bare")
        return None
