"""A block that is inserted into a run at a known place: "1:00 easy at 0:20, insert 3 x 4 min hard w/ 2 min jog".

The run goes on behind it, so that the session is as long as the run. Where the length of the block is not known
exactly, both stand as they are written and the words that say where it begins stay unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from workouts.amounts import Amount, Reader
from workouts.drafts import Draft
from workouts.tokens import Token
from workouts.totals import PARTING, length
from workouts.workout import Range


class Place(NamedTuple):
    """Where in the run a block begins, said by the tokens from ``first`` up to ``end``."""

    dimension: str
    value: Range
    first: int
    end: int


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
        followed = index + 1 < len(drafts) and drafts[index + 1].joint not in PARTING
        rest = None if place is None or run is None or followed else _rest(run, block, place)
        if place is None or run is None or rest is None:
            told.append(block)
            continue
        places.append(place)
        told[-1:] = [_part(run, place.value), block]
        if rest.lo:
            told.append(_part(run, rest))
    return told, places


def _rest(run: Draft, block: Draft, place: Place) -> Range | None:
    """What is left of the run behind the block: nothing less than 0."""
    dimension = "distance" if place.dimension == "distance_m" else "duration"
    whole, taken = getattr(run, dimension), length(block, dimension, -1)
    untold = any(leaf.reps is not None and leaf.recovery is None for leaf in block.leaves())
    if whole is None or taken is None or untold:
        return None  # nobody says how long it is between "4 x 1 min hard"
    left = round(whole.lo - place.value.lo - taken, 3)
    return Range.exactly(left) if left >= 0 else None


def _part(run: Draft, value: Range) -> Draft:
    part = replace(
        run, distance=None if run.distance is None else value, duration=value if run.distance is None else None
    )
    part.end = run.end
    return part
