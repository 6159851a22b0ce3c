"""Amounts that are written without a figure: "an easy mile", "a steady hour", "three quarters of an hour", "полчаса".

Functions look ahead over a few tokens and change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts.amounts import DIMENSIONS, MILE_M, Amount, beyond
from workouts.lexicon import Several
from workouts.tokens import Token
from workouts.workout import Effort, Range

# What somebody may do one of, or a part of.
_WHOLE: Final = frozenset({"h", "mi", "km", "min"})
# Units that stand for one of them without an article too: "hour easy", "mile jog".
_BARE: Final = frozenset({"h", "mi"})
# What follows such a unit for it to be how much.
_BEHIND_BARE: Final = frozenset({"race", "at", "effort", "jog", "walk", "run", "run_noun"})
# "A mile" and "a kilometre", which also say per what a pace is.
_EACH: Final = {"pace_s_per_mi": (MILE_M, "mi"), "pace_s_per_km": (1000.0, "km")}
# Behind these, they do.
_OF_FIGURES: Final = frozenset({"num", "clock", "unit", "aside", "compare", "bpm"})
# With these behind it, the unit is that of a pace or of a race.
_OF_PACES: Final = frozenset({"pace_word", "gain", "pace_unit", "per_mile"})


class Worded(NamedTuple):
    """One of a unit, or a part of it, and how hard it is where that stands between ("an easy mile")."""

    amount: Amount
    effort: Effort | None = None


def find(tokens: Sequence[Token], i: int) -> Worded | None:
    """ "an easy mile", "easy mile", "an hour and a quarter", from its first word on."""
    j = i + (tokens[i].kind == "article")
    effort = None
    if tokens[j].kind == "effort" and tokens[j].value[2] in ("noun", "word", "limit"):
        effort = Effort(*tokens[j].value[:2])
        j += 1
    unit = tokens[j]
    if unit.kind != "unit" or unit.value[2] not in _WHOLE or (effort is None and unit.value[2] not in _BARE):
        return None
    found = _one(tokens, j)
    return None if found is None else Worded(found, effort)


def bare(tokens: Sequence[Token], i: int) -> Amount | None:
    """ "hour easy", "mile jog", "час трусцой" at the unit."""
    after = tokens[i + 1].kind
    return _one(tokens, i) if tokens[i].value[2] in _BARE and after in _BEHIND_BARE else None


def each(tokens: Sequence[Token], i: int) -> Amount | None:
    """ "a mile", where it does not belong to a pace before it."""
    if tokens[i].value not in _EACH or (i and tokens[i - 1].kind in _OF_FIGURES) or tokens[i + 1].kind in _OF_PACES:
        return None
    size, name = _EACH[tokens[i].value]
    more, end = beyond(tokens, i + 1)
    return Amount("distance_m", Range.exactly(round(size * (1 + more), 3)), end, name)


def part(tokens: Sequence[Token], i: int) -> Amount | None:
    """ "half a mile", "three quarters of an hour": so much of the unit that follows."""
    token, unit = tokens[i], tokens[i + 1]
    if token.kind != "part_of" or unit.kind != "unit" or unit.value[2] not in _WHOLE | {"k"}:
        return None
    what, size, name = unit.value
    return Amount(DIMENSIONS[what], Range.exactly(round(size * token.value, 3)), i + 2, name)


def _one(tokens: Sequence[Token], i: int) -> Amount | None:
    what, size, name = tokens[i].value
    more, end = beyond(tokens, i + 1)
    if isinstance(tokens[i].value, Several) or tokens[end].kind in _OF_PACES:
        return None
    return Amount(DIMENSIONS[what], Range.exactly(round(size * (1 + more), 3)), end, name)
