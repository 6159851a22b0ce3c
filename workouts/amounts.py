"""Quantities as coaches write them: "8 km", "8–10 km", "1h15", "1'30", "45:00", "half a mile", and counts, "6-8 x".

Functions look ahead from a token and return what they found with the index after it, or ``None``; they change
nothing. A quantity that could mean two things comes back as a ``Doubt``: its tokens belong together, its number must
not be used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from workouts.tokens import Token
from workouts.workout import Range

BareM = Literal["ask", "minutes", "miles", "metres"]

MILE_M: Final = 1609.344
# What a unit of each kind measures.
DIMENSIONS: Final = {"distance": "distance_m", "time": "duration_s"}
LONGEST_M: Final = 500_000.0
LONGEST_S: Final = 48 * 3600.0
MOST_REPS: Final = 200
# A bare "m" from here up is metres: nobody runs 50 miles in a session, nor writes 50 minutes of repetitions so.
BARE_METRES_FROM: Final = 50
# A repeated bare "m" from here up is metres in a club of miles too: "4 x 30m".
_REPEATED_METRES_FROM: Final = 20
# From here up, a prime in a recovery is seconds: "90' rec".
PRIME_SECONDS_FROM: Final = 20


# What may follow "1 h 15" for the 15 to be minutes.
_AFTER_A_TIME: Final = frozenset(
    {"end", "newline", "comma", "semicolon", "dot", "close", "effort", "run", "run_noun", "jog", "walk", "with", "at"}
)

# Behind these a count is of what follows: "(400, 200) 5 x 100".
_COUNTED: Final = frozenset({"num", "clock", "unit", "open", "part_of"})
# What stands behind the first figure of a count.
# Nobody gives a range in two units that is wider: "90 s - 2 min".
_WIDEST: Final = 3
_WRITTEN_TIMES: Final = frozenset({"min", "'", "h"})
# What comes between repetitions, behind its amount.
PAUSES: Final = frozenset({"jog", "walk", "rest", "recovery", "float"})
_IN_COUNTS: Final = frozenset({"times", "dash", "to"})


class Amount(NamedTuple):
    """A distance (``dimension`` "distance_m", metres) or a duration ("duration_s", seconds), up to token ``end``."""

    dimension: str
    value: Range
    end: int
    unit: str


class Doubt(NamedTuple):
    """A quantity that must not be guessed; ``about`` names the question (see ``reading.HINTS``)."""

    about: str
    end: int


class Single(NamedTuple):
    """One number with its unit, or without ("1200"): ``value`` in the unit's base where there is a unit."""

    number: float
    unit: tuple[str, float, str] | None
    end: int
    clock: tuple[int, ...] | None = None


def number(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """A number at ``i``: figures, words, "1/2", "1 1/2", "1-and-a-half"."""
    token = tokens[i]
    if token.kind != "num":
        return None
    value: float = token.value
    after = tokens[i + 1]
    if after.kind == "unit":
        return value, i + 1
    if after.kind == "slash" and not after.gap and (part := _fraction(tokens, i)) is not None:
        return part, i + 3
    if after.kind == "num" and after.gap and value == int(value) and (part := _fraction(tokens, i + 1)) is not None:
        return value + part, i + 4
    j = i + 1
    if after.kind == "dash" and not after.gap:
        j = i + 2
    more, end = beyond(tokens, j)
    return (value + more, end) if more else (value, i + 1)


def beyond(tokens: Sequence[Token], i: int) -> tuple[float, int]:
    """The part that goes beyond what is whole ("an hour *and a half*"), and where it ends; 0 where there is none."""
    return (tokens[i].value, i + 1) if tokens[i].kind == "and_part" else (0.0, i)


def _fraction(tokens: Sequence[Token], i: int) -> float | None:
    """ "1/2", "3/4", "1/4" and their like, written without spaces, before a unit or the other end of a range."""
    if tokens[i].kind != "num" or tokens[i + 1].kind != "slash" or tokens[i + 1].gap:
        return None
    below = tokens[i + 2]
    if below.kind != "num" or below.gap or tokens[i + 3].kind not in ("unit", "to"):
        return None
    above: float = tokens[i].value
    if below.value in (2, 3, 4) and above in (1, 2, 3) and above < below.value:
        return above / float(below.value)
    return None


def single(tokens: Sequence[Token], i: int) -> Single | None:
    """One number with the unit that follows it; times may have several parts ("1h15", "2 min 30 s", "1'30")."""
    token = tokens[i]
    if token.kind == "clock":
        return _clock(tokens, i)
    found = number(tokens, i)
    if found is None:
        return None
    value, j = found
    unit_at = j + 1 if tokens[j].kind == "dash" and not tokens[j].gap and not tokens[j + 1].gap else j
    unit = _unit(tokens, unit_at)
    if unit is None:
        return Single(value, None, j)
    j = unit_at + 1
    beside, j = beyond(tokens, j)  # "two hours and a quarter"
    value += beside
    if unit[0] != "time":
        return Single(value * unit[1], unit, j)
    if unit[2] == "m" or unit[2] == "s":
        return Single(value * unit[1], unit, j)
    seconds = value * unit[1]
    name = unit[2]
    # "1 h 15 min", "1h15", "2 min 30 s", "1'30", "1'30\""
    while name in ("h", "min", "'") and tokens[j].kind == "num" and tokens[j].value < 60:
        if (more := _part(tokens, j, name)) is None:
            break
        part, name, j = more
        seconds += part
    return Single(seconds, unit, j)


def _unit(tokens: Sequence[Token], i: int) -> tuple[str, float, str] | None:
    token = tokens[i]
    if token.kind == "unit":
        unit: tuple[str, float, str] = token.value
        return unit
    if token.kind == "with" and token.value == "с" and tokens[i + 1].kind not in ("implement", "heft", "num"):
        return "time", 1.0, "s"
    return None


def _part(tokens: Sequence[Token], j: int, name: str) -> tuple[float, str, int] | None:
    """The next smaller part of a time after hours or minutes."""
    value: float = tokens[j].value
    after = tokens[j + 1]
    if after.kind == "unit":
        smaller = {"h": ("min", "m", "'"), "min": ("s", '"'), "'": ("s", '"')}[name]
        if after.value[2] in smaller and (not after.gap or tokens[j].gap):
            factor = 60.0 if name == "h" else 1.0
            return value * factor, "min" if name == "h" else "s", j + 2
        return None
    joined = after.kind in ("times", "slash") or (after.kind == "dash" and not after.gap)
    tied = not tokens[j].gap and not joined
    if (tied or (value >= 10 and after.kind in _AFTER_A_TIME)) and value == int(value):
        return value * (60.0 if name == "h" else 1.0), "min" if name == "h" else "s", j + 1
    return None


def _clock(tokens: Sequence[Token], i: int) -> Single:
    parts: tuple[int, ...] = tokens[i].value
    unit = _unit(tokens, i + 1)
    end = i + 1
    if len(parts) == 3:
        seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
        if unit is not None and unit[2] in ("h", "min", "s"):
            end += 1
        return Single(float(seconds), ("time", 1.0, "clock3"), end)
    if unit is not None and unit[2] == "h":
        return Single(parts[0] * 3600.0 + parts[1] * 60.0, unit, i + 2)
    if unit is not None and unit[2] in ("min", "s"):
        end += 1
    return Single(parts[0] * 60.0 + parts[1], ("time", 1.0, "clock"), end, clock=parts)


def _nowhere() -> bool:
    """No words near a number make its "m" metres."""
    return False


class Reader:
    """Reads quantities under a club's settings; ``doubts`` is what could not be decided."""

    def __init__(self, bare_m: BareM) -> None:
        self.bare_m = bare_m

    def amount(
        self,
        tokens: Sequence[Token],
        i: int,
        *,
        repeated: bool = False,
        recovery: bool = False,
        metres: Callable[[], bool] = _nowhere,
    ) -> Amount | Doubt | None:
        """A distance or duration at ``i``.

        ``repeated``: it is the size of a repetition (a clock time is then minutes and seconds); ``recovery``: it is a
        recovery (a prime from 20 up is then seconds); ``metres``, asked where it matters: sprint or sled words are
        near, so ``m`` is metres.
        """
        kind = tokens[i].kind
        bound = kind if kind in ("at_most", "at_least") else None
        if kind == "num" and tokens[i + 1].kind == "plus" and (plus := _and_more(tokens, i)) is not None:
            return plus
        first = single(tokens, i + 1 if bound else i)
        if first is None:
            return None
        ranges = tokens[first.end].kind in ("dash", "to")
        second = _second(tokens, i, first, recovery=recovery) if ranges else None
        unit = (second or first).unit
        if unit is None or unit[0] == "mass":
            return None
        end = (second or first).end
        if bound is None and tokens[end].kind == "or_more":
            bound, end = "at_least", end + 1
        lo = first.number if first.unit is not None or second is None else first.number * unit[1]
        hi = second.number if second else lo
        if first.unit is not None and second is not None and first.unit[0] != unit[0]:
            return None
        name = unit[2]
        if name == "m":
            least = _REPEATED_METRES_FROM if repeated and self.bare_m == "miles" else BARE_METRES_FROM
            return self._bare_m(lo, hi, end, bound, metres=lo >= least or metres())
        if name == "clock" and not repeated and not recovery:
            return _whole_clock(first, second, end)
        if name == "'" and recovery and lo >= PRIME_SECONDS_FROM * 60:
            lo, hi, name = lo / 60, hi / 60, '"'
        return bounded(DIMENSIONS[unit[0]], lo, hi, end, name, bound)

    def _bare_m(self, lo: float, hi: float, end: int, bound: str | None, *, metres: bool) -> Amount | Doubt:
        if metres or self.bare_m == "metres":
            return bounded("distance_m", lo, hi, end, "m", bound)
        if hi >= BARE_METRES_FROM or self.bare_m == "ask":
            return Doubt("bare_m", end)
        if self.bare_m == "minutes":
            return bounded("duration_s", lo * 60, hi * 60, end, "m", bound)
        return bounded("distance_m", lo * MILE_M, hi * MILE_M, end, "m", bound)


def _and_more(tokens: Sequence[Token], i: int) -> Amount | Doubt | None:
    """ "5+ miles": a number and a plus sign stand at ``i``."""
    if tokens[i + 1].gap:
        return None
    unit = _unit(tokens, i + 2)
    if unit is None or unit[0] == "mass":
        return None
    if unit[2] == "m":
        return Doubt("bare_m", i + 3)
    value = tokens[i].value * unit[1]
    return bounded(DIMENSIONS[unit[0]], value, value, i + 3, unit[2], "at_least")


def bounded(dimension: str, lo: float, hi: float, end: int, name: str, bound: str | None) -> Amount | Doubt:
    """The amount from ``lo`` to ``hi``, rounded to what is stored; a doubt where nobody does as much, or nothing."""
    most = LONGEST_M if dimension == "distance_m" else LONGEST_S
    if lo <= 0 or hi > most or (name == "'" and hi > 300 * 60):
        return Doubt("size", end)
    return Amount(dimension, Range(round(lo, 3), round(hi, 3)).bounded(bound), end, name)


def _second(tokens: Sequence[Token], i: int, first: Single, *, recovery: bool) -> Single | None:
    """The upper end of a range after ``first`` and a joint: it must ascend and stand alone ("1200-300" is two reps)."""
    j = first.end
    if not recovery and i > 0 and tokens[i - 1].kind in ("slash", "dash") and tokens[i - 2].kind in ("num", "unit"):
        return None  # "2 mi/1 mi - 2 mi", "1-2-3 min"
    other = single(tokens, j + 1)
    if other is None or other.unit is None:
        return None
    after = tokens[other.end].kind
    if after == "pace_word":
        return None  # "1 mile - 10k pace"
    if first.unit is not None and after in PAUSES and i > 0 and tokens[i - 1].kind == "times":
        return None  # "6 x 90 s - 2 min jog"
    if first.unit is not None and after == "dash" and _climbs_on(tokens, other):
        return None  # "1 km - 2 km - 3 km", but "8 km - 10 km - 2 km cool-down"
    if after in ("times", "dash") and not (after == "dash" and tokens[other.end].gap):
        return None
    unit = other.unit
    if first.unit is None:
        if unit[2] == "clock":
            return None
        return other if first.number * unit[1] < other.number else None
    if first.unit[0] != unit[0] or unit[0] == "mass":
        return None
    if "m" in (first.unit[2], unit[2]) and first.unit[2] != unit[2]:
        return None
    if unit[2] in _WRITTEN_TIMES and first.unit[2] != unit[2] and other.number > first.number * _WIDEST:
        return None  # "off 60 s - 4 min between sets"
    return other if first.number < other.number else None


def _climbs_on(tokens: Sequence[Token], other: Single) -> bool:
    """Whether behind the dash after ``other`` stands more of the same, so that it is no end of a range but a rung."""
    figure, unit = tokens[other.end + 1], tokens[min(other.end + 2, len(tokens) - 1)]
    if figure.kind != "num" or unit.kind != "unit" or other.unit is None or unit.value[0] != other.unit[0]:
        return False
    return bool(figure.value * unit.value[1] > other.number)


def _whole_clock(first: Single, second: Single | None, end: int) -> Amount | Doubt:
    """A clock time as the size of a whole run: minutes and seconds from 5:00 up; below, hours or minutes is a guess."""
    clock = first.clock
    if clock is not None and clock[0] < 5:
        return Doubt("clock", end)
    return bounded("duration_s", first.number, second.number if second else first.number, end, "clock", None)


def count(tokens: Sequence[Token], i: int) -> tuple[Range, int] | None:
    """How many, followed by a sign or word for "times": "6 x", "6-8 x", "6 to 8 times", "4 - 5 x"."""
    if tokens[i].kind != "num" or tokens[i + 1].kind not in _IN_COUNTS:
        return None
    found = plain_range(tokens, i)
    if found is None or tokens[found[1]].kind != "times":
        return None
    reps, j = found
    j += 1
    return (reps, j) if reps.lo >= 1 and reps.hi <= MOST_REPS else None


def count_behind(tokens: Sequence[Token], i: int) -> tuple[Range, int] | None:
    """How often what ends before ``i`` is done: "x 5", "x 5 sets", "5 times"."""
    if tokens[i].kind != "times":
        found = count(tokens, i)
        return found if found is not None and tokens[found[1]].kind not in _COUNTED else None
    found = plain_range(tokens, i + 1)
    if found is None or not 1 <= found[0].lo <= found[0].hi <= MOST_REPS:
        return None
    reps, end = found
    after = tokens[end].kind
    if after in _COUNTED or after in ("times", "percent"):
        return None
    return reps, end + (after == "sets")


def plain_range(tokens: Sequence[Token], i: int) -> tuple[Range, int] | None:
    """A whole number or an ascending pair of them, without a unit."""
    if tokens[i].kind != "num" or tokens[i].value != int(tokens[i].value):
        return None
    lo: float = tokens[i].value
    joint = tokens[i + 1].kind
    if joint in ("dash", "to") and tokens[i + 2].kind == "num":
        hi: float = tokens[i + 2].value
        if lo < hi and hi == int(hi):
            return Range(lo, hi), i + 3
        return None
    return Range(lo, lo), i + 1
