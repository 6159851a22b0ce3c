"""A word for the warm-up or the cool-down as the heading of what follows it: "Warm up; 10 min easy. Main set; …"."""

from __future__ import annotations

from typing import Final

from workouts.beside import Beside
from workouts.drafts import Draft
from workouts.marks import SENTENCE_ENDS, SEPARATORS

# Signs behind which a clause begins: a word for the warm-up that fills the clause before it is a heading.
_BEHIND_HEADING: Final = frozenset({"semicolon", "dot", "newline"})
_BEFORE_HEADING: Final = frozenset({"start", "newline", "plus", "then", "semicolon", "dot"})
# What is longer is hardly a warm-up.
_LONGEST_WARM_UP_S: Final = 1500.0
_LONGEST_WARM_UP_M: Final = 5000.0
_UP_TO_EASY: Final = frozenset({"very_easy", "easy"})
# What a warm-up is that is measured.
_ON_FOOT: Final = frozenset({None, "run", "walk"})


class RoleHeadings(Beside):
    """Headings that name the role of what follows them."""

    __slots__ = ()

    def _is_under_heading(self, draft: Draft, before: Draft) -> bool:
        """ "Warm up; 10 min easy. Main set; …": what stands under the heading, if it may be the warm-up."""
        alone = before.role is not None and not (before.effort or before.load or before.exercise or before.strides)
        if not alone or draft.repeats or draft.role or draft.exercise or draft.strides:
            return False
        if draft.activity not in _ON_FOOT:
            return False
        if draft.joint == "dash":
            return self.tokens[self.separator].gap
        fills = draft.joint == "comma" and self.tokens[self.i].kind in SENTENCE_ENDS
        if not (draft.joint in _BEHIND_HEADING or fills) or before.joint not in _BEFORE_HEADING or _is_long(draft):
            return False
        return before.role == "cool_down" or self._leads_on(draft)

    def _leads_on(self, draft: Draft) -> bool:
        """Whether more than the cool-down follows the warm-up: else it may be all that is run between the two."""
        j = self.i
        while self.tokens[j].kind in SEPARATORS:
            j += 1
        following = self.tokens[j]
        if following.kind == "end":
            return draft.is_light and draft.joint != "comma"
        return following.kind != "role" or following.value == "warm_up"


def _is_long(draft: Draft) -> bool:
    """Whether it is longer, or harder, than what is run before and after the main part of a session."""
    if draft.effort is not None and draft.effort.hi not in _UP_TO_EASY:
        return True  # "Warm up. 20 min tempo."
    if draft.distance is not None and draft.distance.hi > _LONGEST_WARM_UP_M:
        return True
    return draft.duration is not None and draft.duration.hi > _LONGEST_WARM_UP_S
