"""What a session is called before the colon and its parts: "Tempo: 2 mi easy, 3 mi @ 6:45, 2 mi easy".

The word is no part of its own. It says how hard the part is of which nothing else does; where there is none or more
than one, nobody can tell what it speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence

from workouts.drafts import Draft
from workouts.totals import LONGEST_PART, PARTING


def given(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """``drafts`` without those that are titles of what follows, and the titles that nobody can place."""
    kept: list[Draft] = []
    unplaced: list[Draft] = []
    for index, draft in enumerate(drafts):
        parts = _parts(drafts, index)
        if not (_may_be_title(draft) and len(parts) > 1):
            kept.append(draft)
            continue
        named = [part for part in parts if part.effort is None and _is_run(part)]
        if all(part.effort != draft.effort for part in parts):
            if len(named) == 1 and draft.effort is not None:
                named[0].set_effort(draft.effort, paced=draft.paced)
            else:
                unplaced.append(draft)
    return kept, unplaced


def _parts(drafts: Sequence[Draft], title: int) -> list[Draft]:
    """What stands behind the colon of a title, up to the end of its line."""
    behind = drafts[title + 1 : title + 1 + LONGEST_PART]
    if not behind or behind[0].joint != "colon":
        return []
    parts = [behind[0]]
    for draft in behind[1:]:
        if draft.joint in PARTING:
            break
        parts.append(draft)
    return parts


def _may_be_title(draft: Draft) -> bool:
    named = draft.effort_noun and draft.activity in (None, "run") and draft.joint in PARTING
    return named and not (draft.has_amount or draft.repeats or draft.role or draft.load or draft.alternatives)


def _is_run(part: Draft) -> bool:
    plain = part.children is None and part.has_amount and not part.strides
    return plain and part.role is None and part.default_effort is None and part.activity in (None, "run")
