"""Repetitions inside a run: "1:00 easy at 0:20, insert 3 x 4 min hard w/ 2 min jog", "18 mi with 2 x 4 mi @ MP".

The session is as long as the run: what the repetitions leave of it stands around them where their place is said, else
before them. Where nobody can tell how much that is, both stand as they are written, and the words that say where the
block begins stay unread. Short and fast repetitions come on top of a run ("8 km easy with 6 x 100 m").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from workouts.amounts import Amount, Reader
from workouts.drafts import Draft
from workouts.tokens import Token
from workouts.totals import PARTING, length
from workouts.workout import Range

# Shorter repetitions are done on top of a run.
_SHORTEST_INSIDE_M: Final = 400.0
_SHORTEST_INSIDE_S: Final = 60.0


class Place(NamedTuple):
    """Where in the run a block begins, said by the tokens from ``first`` up to ``end``.

    ``value`` is None where nobody says where: somewhere in the run.
    """

    dimension: str
    value: Range | None
    first: int
    end: int


def somewhere(first: int, end: int) -> Place:
    """ "with", "incl.": the block is inside the run, if it can be."""
    return Place("", None, first, end)


def find(tokens: Sequence[Token], i: int, run: Draft, reader: Reader) -> Place | None:
    """ "at 0:45, insert", "at 5 km insert", where "at" stands at ``i``."""
    whole = run.distance or run.duration
    if whole is None or not whole.is_exact or run.repeats or run.alternatives:
        return None
    if tokens[i + 1].kind == "clock":
        found: Amount | None = _clock(tokens, i + 1, whole)
    else:
        amount = reader.amount(tokens, i + 1)
        found = amount if isinstance(amount, Amount) else None
    if found is None or not found.value.is_exact:
        return None
    end = found.end + (tokens[found.end].kind == "comma")
    same = found.dimension == ("distance_m" if run.distance is not None else "duration_s")
    if not same or found.value.hi >= whole.lo or tokens[end].value != "insert":
        return None
    return Place(found.dimension, found.value, i, end + 1)


def _clock(tokens: Sequence[Token], i: int, whole: Range) -> Amount | None:
    """A time on the clock of the run: hours and minutes where it is so long, else minutes and seconds."""
    parts: tuple[int, ...] = tokens[i].value
    if len(parts) != 2:
        return None
    seconds = parts[0] * 3600.0 + parts[1] * 60.0
    if seconds >= whole.lo:
        seconds /= 60
    return Amount("duration_s", Range.exactly(seconds), i + 1, "clock") if seconds else None


def around(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Place]]:
    """``drafts`` with their runs around what was inserted into them, and the places that were kept."""
    told: list[Draft] = []
    places: list[Place] = []
    for index, block in enumerate(drafts):
        place, run = block.inserted, told[-1] if told else None
        if place is None and block.joint == "colon":
            place = somewhere(block.first, block.first)  # "45 min fartlek: 8 x 2 min hard, 1 min easy"
        followed = index + 1 < len(drafts) and drafts[index + 1].joint not in PARTING
        around_it = None if place is None or run is None or followed else _around(run, block, place)
        if place is None or run is None or around_it is None:
            told.append(block)
            continue
        places.append(place)
        before, behind = around_it
        told[-1:] = [_part(run, before), block]
        if behind.lo:
            told.append(_part(run, behind))
    return told, places


def _around(run: Draft, block: Draft, place: Place) -> tuple[Range, Range] | None:
    """What of the run stands before the block and behind it; ``None`` where nobody can tell."""
    dimension = "distance" if run.distance is not None else "duration"
    whole, taken = getattr(run, dimension), length(block, dimension, -1)
    if whole is None or taken is None:
        return None
    if place.value is None:
        fits = _holds(run) and _is_inside(block) and taken < whole.lo
        return (Range(round(whole.lo - taken, 3), round(whole.hi - taken, 3)), Range.exactly(0)) if fits else None
    if any(leaf.reps is not None and leaf.recovery is None for leaf in block.leaves()):
        return None  # nobody says how long it is between "4 x 1 min hard"
    left = round(whole.lo - place.value.lo - taken, 3)
    return (place.value, Range.exactly(left)) if left >= 0 else None


def _holds(run: Draft) -> bool:
    """Whether it is one run of which a part may be told."""
    sized = (run.distance is None) != (run.duration is None) and run.target is None
    plain = not (run.repeats or run.alternatives or run.role or run.load)
    return sized and plain and run.activity in (None, "run")


def _is_inside(block: Draft) -> bool:
    """Whether it is running, long enough at a time to be a part of the run before it."""
    return block.repeats and all(
        leaf.activity in (None, "run")
        and not (leaf.strides or leaf.uphill or leaf.role or leaf.exercise or leaf.alternatives)
        and (
            (leaf.distance is not None and leaf.distance.lo >= _SHORTEST_INSIDE_M)
            or (leaf.duration is not None and leaf.duration.lo >= _SHORTEST_INSIDE_S)
        )
        for leaf in block.leaves()
    )


def _part(run: Draft, value: Range) -> Draft:
    part = replace(
        run, distance=None if run.distance is None else value, duration=value if run.distance is None else None
    )
    part.end = run.end
    return part
