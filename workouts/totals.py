"""The run that the parts behind it add up to, and where a part of a session begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workouts.drafts import Draft

# Joints over which a load by itself still speaks of the part before: it has a line or a clause of its own.
OWN_LINE: Final = frozenset({"newline", "semicolon"})
# Joints with which a part begins.
PARTING: Final = OWN_LINE | {"start", "half_day"}
# More steps than this are no part of which something is said in common.
LONGEST_PART: Final = 16
# A total may be rounded: "5 km, 5 km, 5 km" and "9 mi".
_TOLERANCE: Final = 0.005
# What a draft and a recovery call the same.
_PAUSES: Final = {"distance": "distance_m", "duration": "duration_s"}


def without_totals(drafts: list[Draft]) -> list[Draft]:
    """ "15 km: 5 km easy, 5 km tempo, 5 km easy": without the run that the parts behind its colon add up to."""
    kept: list[Draft] = []
    for index, draft in enumerate(drafts):
        behind = drafts[index + 1 : index + 1 + LONGEST_PART]
        if not (behind and behind[0].joint == "colon" and _adds_up(draft, behind)):
            kept.append(draft)
    return kept


def _adds_up(total: Draft, behind: Sequence[Draft]) -> bool:
    """Whether the parts of the line are together as long as ``total``, with a last recovery or without it."""
    whole = total.distance or total.duration
    if whole is None or total.repeats or total.load is not None or total.alternatives:
        return False
    parts = list(behind[:1])
    for draft in behind[1:]:
        if draft.joint in PARTING:
            break
        parts.append(draft)
    dimension = "distance" if total.distance is not None else "duration"
    for more in (-1, 0):
        lengths = [length(draft, dimension, more) for draft in parts]
        known = [length for length in lengths if length is not None]
        if (
            len(known) == len(parts)
            and (len(parts) > 1 or parts[0].repeats)
            and abs(sum(known) - whole.lo) < _TOLERANCE * whole.lo
        ):
            return True
    return False


def length(draft: Draft, dimension: str, more: int) -> float | None:
    """How far or how long it is at least, all repetitions and their recoveries; ``more``: so many more of these."""
    if draft.alternatives:
        return None
    if draft.children is None:
        amount = getattr(draft, dimension)
        once = None if amount is None else amount.lo
    else:
        lengths = [length(child, dimension, more) for child in draft.children]
        once = None if None in lengths else sum(length for length in lengths if length is not None)
    if once is None or (draft.reps is not None and not draft.reps.is_exact):
        return None
    times = 1 if draft.reps is None else draft.reps.lo
    pause = None if draft.recovery is None else getattr(draft.recovery, _PAUSES[dimension])
    return float(once * times + (0 if pause is None else pause.lo * max(times + more, 0)))
