"""What the words that were not understood make of an amount beside them: nothing, or the size of what is no run."""

from __future__ import annotations

from typing import Final

from workouts.drafts import Draft
from workouts.lexicon import OWNER, PLACE, STATEMENT
from workouts.marks import PROSE_WORDS, READ, SILENT, Marks

# Joints over which nothing that was read before is spoken of any longer.
_HEADS: Final = frozenset({"start", "newline", "plus", "then", "semicolon", "half_day", "or", "dot"})
# Where a line begins, the place to run may come first.
_OPENS: Final = frozenset({"start", "newline"})
# Units that nothing but an amount has.
_PLAIN: Final = frozenset({"km", "k", "mi", "h", "min"})
# In another unit, so many unknown words may be a place or a name; more of them are about something else.
_MOST_STRANGERS: Final = 2
# Kinds of words that may stay unread beside an amount and take nothing from it.
_BY_THE_WAY: Final = (SILENT - {"break"}) | {"pace_word", "group", "ornament", "weekday"}
# What leads to a place, with the words for it.
_LEADS_TO_PLACE: Final = frozenset({"article", "at", "with", "to"})


class Beside(Marks):
    """The judgement of what stands around an amount."""

    __slots__ = ()

    def _stands_out(self, draft: Draft) -> bool:
        """Whether the amount is a run of its own, whatever the unknown words beside it say.

        It opens its clause ("35 min Riverside", "8 miles with the Tuesday group"), or a place comes first and the
        distance ends the line ("Round the lake 8 km").
        """
        heads = draft.joint in _HEADS or (draft.joint == "comma" and not self.drafts)
        unit = draft.leaves()[0].unit
        if not heads or unit == "clock" or not all(map(self._is_by_the_way, range(draft.first, self.i))):
            return False
        opening = draft.first
        while self.tokens[opening].kind in ("filler", "article"):
            opening += 1
        if self.understood[opening] == READ:
            return unit in _PLAIN or self.strangers(draft.first, self.i) <= _MOST_STRANGERS
        return self._is_behind_place(draft, opening)

    def _is_by_the_way(self, index: int) -> bool:
        """Whether the word was understood, or leaves the amount beside it what it is."""
        token = self.tokens[index]
        if self.understood[index] or token.kind in _BY_THE_WAY:
            return True
        if token.kind != "word":
            return token.value in ("without", "faster")
        if token.value == OWNER:  # "8 km with the boys": they come along
            before = index - 1 - (self.tokens[index - 1].kind == "article")
            return before > 0 and self.tokens[before].value == "with"
        return token.value != STATEMENT

    def _is_behind_place(self, draft: Draft, first: int) -> bool:
        """ "Finish at the club 8 km": so far, and before it nothing but where."""
        if draft.distance is None or draft.unit not in _PLAIN or draft.joint not in _OPENS:
            return False
        if self.tokens[self.i].kind not in ("end", "newline", "dot") or self.understood[self.i - 1] != READ:
            return False
        end = first
        leads = False
        while self.understood[end] != READ:
            token = self.tokens[end]
            leads = leads or token.kind in _LEADS_TO_PLACE or (token.kind == "word" and token.value == PLACE)
            end += 1
        return leads and self.strangers(first, end) < PROSE_WORDS and self._is_clean(end, self.i)

    def _is_prose(self, draft: Draft) -> bool:
        """Whether unknown words stand before all that was read of it, and many of them."""
        first = draft.first
        while first < self.i and not self.understood[first]:
            first += 1
        return self.strangers(draft.first, first) >= PROSE_WORDS
