"""Numbers that say how fast or how hard: "75-80 % HR", "150 bpm", "RPE 6", "85 % effort", "4:30/km", "6:30 min/mile".

``find`` looks ahead from a token and changes nothing. A clock time without a unit ("@ 5:30") is a pace or the time of
one repetition: :func:`of_clock` decides by what can be run at all, and says nothing where both can.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts.amounts import MILE_M
from workouts.tokens import Token
from workouts.workout import Range, Target

# What a person can run for the distance of a repetition (m/s): the world's best over 100 m, and a slow jog.
_FASTEST_M_S: Final = 10.5
_SLOWEST_M_S: Final = 1.8
# The fastest that a pace a mile or a kilometre is given for: nobody trains faster than 2:20 a kilometre by pace.
_FASTEST_PACE_M_S: Final = 7.2
# Up to here a repetition is timed, from there a pace is given ("6 x 800 @ 2:30", "4 mi @ 5:30").
_LONGEST_TIMED_M: Final = 1600.0
# Times that are given in seconds alone are those of repetitions up to here, run at speeds in this band (m/s).
_LONGEST_IN_SECONDS_M: Final = 600.0
_LIKELY_M_S: Final = (3.5, 9.5)
_HIGHEST_BPM: Final = 230
_LOWEST_BPM: Final = 60
_LEAST_PERCENT: Final = 30
# A bare percentage is one of full effort behind these, and is something else before those.
_BEFORE_A_SHARE: Final = frozenset({"at", "at_least", "at_most", "arrow", "filler", "open"})
_NO_EFFORT: Final = frozenset({"body_mass", "grade", "uphill", "hills", "unit"})
# What stands behind the first figure of a target.
_BEHIND_FIGURE: Final = frozenset({"percent", "bpm", "slash", "pace_of", "dash", "to"})
_BOUNDS: Final = frozenset({"at_most", "at_least"})
_MEASURES: Final = {"km": "pace_s_per_km", "mi": "pace_s_per_mi"}


class Found(NamedTuple):
    """A target at a token; ``end`` is the token after it."""

    target: Target
    end: int


def find(tokens: Sequence[Token], i: int) -> Found | None:
    """The target that starts at ``i``, if one does."""
    token = tokens[i]
    if token.kind == "clock":
        return _pace(tokens, i)
    if token.kind == "num":
        if tokens[i + 1].kind not in _BEHIND_FIGURE:
            return None
        return _share(tokens, i) or _beats(tokens, i) or _of_ten(tokens, i) or _pace(tokens, i)
    if token.kind == "rpe":
        return _exertion(tokens, i)
    if _is_heart_rate(tokens, i):
        return _heart_rate(tokens, i)
    if token.kind in ("at_least", "at_most", "arrow") and tokens[i + 1].kind == "num":
        found = _share(tokens, i + 1) or _beats(tokens, i + 1)
        if found is None:
            return None
        return Found(Target(found.target.measure, found.target.value.bounded(token.kind)), found.end)
    return None


def of_clock(seconds: Range, distance_m: Range | None, *, system: str | None) -> Target | None:
    """What "@ 2:30" means for repetitions of ``distance_m``: a time for each of them, a pace, or nobody can tell.

    ``system`` is "km" or "mi" where the session speaks of one of them, else ``None``.
    """
    measure = None if system is None else _MEASURES[system]
    pace = measure is not None and _is_pace(seconds, measure)
    timed = distance_m is not None and all(
        _SLOWEST_M_S <= metres / time <= _FASTEST_M_S
        for metres, time in ((distance_m.lo, seconds.lo), (distance_m.hi, seconds.hi))
    )
    walked = measure is not None and _metres_of(measure) / seconds.hi < _SLOWEST_M_S  # "5 km (18:30)"
    if timed and distance_m is not None and (distance_m.hi <= _LONGEST_TIMED_M or not pace or walked):
        return Target("time_s", seconds)
    return Target(measure, seconds) if pace and measure is not None else None


def of_seconds(seconds: Range, distance_m: Range) -> Target | None:
    """The time of a short repetition where running it so fast is likely; "6 x 200 @ 85" is something else."""
    fast = all(
        _LIKELY_M_S[0] <= metres / time <= _LIKELY_M_S[1]
        for metres, time in ((distance_m.lo, seconds.lo), (distance_m.hi, seconds.hi))
    )
    return Target("time_s", seconds) if fast and distance_m.hi <= _LONGEST_IN_SECONDS_M else None


def _is_pace(seconds: Range, measure: str) -> bool:
    metres = _metres_of(measure)
    return metres / seconds.lo <= _FASTEST_PACE_M_S and metres / seconds.hi >= _SLOWEST_M_S / 2


def _metres_of(measure: str) -> float:
    """The metres that a pace of ``measure`` is for."""
    return MILE_M if measure == "pace_s_per_mi" else 1000.0


def figures(tokens: Sequence[Token], i: int, kind: str = "num") -> tuple[Range, int] | None:
    """A number or an ascending pair of them without units: "75", "75-80"; of the kind "clock" in seconds."""
    if tokens[i].kind != kind:
        return None
    lo = figure(tokens[i])
    hi, j = lo, i + 1
    if tokens[j].kind in ("dash", "to") and tokens[j + 1].kind == kind:
        hi, j = figure(tokens[j + 1]), j + 2
    elif kind == "clock" and (end := _end_of_clock(tokens, i)) is not None:
        hi, j = end, j + 2
    return (Range(min(lo, hi), max(lo, hi)), j) if lo and hi else None


def _end_of_clock(tokens: Sequence[Token], i: int) -> float | None:
    """The seconds of 3:25 in "3:20-25"."""
    sign, seconds = tokens[i + 1 : i + 3] if tokens[i + 1].kind == "dash" else (None, None)
    if sign is None or seconds is None or sign.gap or seconds.gap or seconds.kind != "num":
        return None
    later = tokens[i].value[-1] < seconds.value < 60 and seconds.value == int(seconds.value)
    return figure(tokens[i]) - tokens[i].value[-1] + float(seconds.value) if later else None


def figure(token: Token) -> float:
    """A number, or the seconds of a clock time."""
    if token.kind == "num":
        return float(token.value)
    seconds = 0
    for part in token.value:
        seconds = seconds * 60 + part
    return float(seconds)


def _share(tokens: Sequence[Token], i: int) -> Found | None:
    """ "85-90 % effort", "65% - 75% heart rate", "75 % of max HR"; a bare one after "@" is of full effort."""
    lo: float = tokens[i].value
    hi, j = lo, i + 1
    if tokens[j].kind == "percent" and tokens[j + 1].kind in ("dash", "to") and tokens[j + 2].kind == "num":
        j += 1
    if tokens[j].kind in ("dash", "to") and tokens[j + 1].kind == "num":
        hi, j = tokens[j + 1].value, j + 2
    if tokens[j].kind != "percent" or not _LEAST_PERCENT <= lo <= hi <= 100:
        return None
    j += 1
    k = j
    while k < j + 3 and (tokens[k].kind in ("filler", "article") or _is_maximal(tokens[k])):
        k += 1
    if _is_heart_rate(tokens, k):
        return Found(Target("heart_rate_percent", Range(lo, hi)), k + 1)
    if i and _is_heart_rate(tokens, i - 1) and (i < 2 or tokens[i - 2].kind != "num"):
        return Found(Target("heart_rate_percent", Range(lo, hi)), j)
    if tokens[k].kind == "pace_word" or (k > j and _is_maximal(tokens[k - 1])):
        return Found(Target("percent_effort", Range(lo, hi)), k + (tokens[k].kind == "pace_word"))
    before = tokens[i - 1].kind if i else "start"
    if before in _BEFORE_A_SHARE and tokens[j].kind not in _NO_EFFORT:
        return Found(Target("percent_effort", Range(lo, hi)), j)
    return None


def _is_heart_rate(tokens: Sequence[Token], i: int) -> bool:
    """Whether it is "heart rate", or "HR" where no number of hours stands before it."""
    token = tokens[i]
    if token.kind == "unit" and token.value[2] == "h":
        return token.gap or (i > 0 and tokens[i - 1].kind == "open")
    return token.kind == "heart_rate"


def _is_maximal(token: Token) -> bool:
    return token.kind == "effort" and bool(token.value[0] == "maximal")


def _beats(tokens: Sequence[Token], i: int) -> Found | None:
    """ "150 bpm", "140-150 bpm"."""
    found = figures(tokens, i)
    if found is None or tokens[found[1]].kind != "bpm":
        return None
    return Found(Target("heart_rate_bpm", found[0]), found[1] + 1) if _can_beat(found[0]) else None


def _can_beat(value: Range) -> bool:
    return _LOWEST_BPM <= value.lo <= value.hi <= _HIGHEST_BPM


def _of_ten(tokens: Sequence[Token], i: int) -> Found | None:
    """ "7/10 effort"."""
    if tokens[i + 1].kind != "slash" or tokens[i + 2].kind != "num" or tokens[i + 2].value != 10:
        return None
    if tokens[i + 3].kind != "pace_word" or not 1 <= tokens[i].value <= 10:
        return None
    return Found(Target("rpe", Range.exactly(tokens[i].value)), i + 4)


def _exertion(tokens: Sequence[Token], i: int) -> Found | None:
    """ "RPE 6", "RPE: 6-7", "a level 6-7 effort"."""
    j = i + 1
    while tokens[j].kind in ("colon", "filler", "at", "at_most", "at_least") and j < i + 3:
        j += 1
    found = figures(tokens, j)
    if found is None or not 1 <= found[0].lo <= found[0].hi <= 10:
        return None
    value, bound, j = found[0], tokens[j - 1].kind, found[1]
    if bound in _BOUNDS:
        value = value.bounded(bound)
    if tokens[j].kind == "slash" and tokens[j + 1].kind == "num" and tokens[j + 1].value == 10:
        j += 2
    if tokens[i].value == "level":
        if tokens[j].kind != "pace_word":
            return None
        j += 1
    return Found(Target("rpe", value), j)


def _heart_rate(tokens: Sequence[Token], i: int) -> Found | None:
    """ "HR 150", "heart rate 140-150", "HR 75-80 %"."""
    j = i + 1
    while tokens[j].kind in ("colon", "filler", "at", "at_most", "at_least") and j < i + 3:
        j += 1
    found = figures(tokens, j)
    if found is None:
        return None
    value, k = found
    bound = tokens[j - 1].kind if tokens[j - 1].kind in _BOUNDS else None
    if tokens[k].kind == "percent":
        in_reach = _LEAST_PERCENT <= value.lo <= value.hi <= 100
        return Found(Target("heart_rate_percent", value.bounded(bound)), k + 1) if in_reach else None
    end = k + (tokens[k].kind == "bpm")
    return Found(Target("heart_rate_bpm", value.bounded(bound)), end) if _can_beat(value) else None


def _pace(tokens: Sequence[Token], i: int) -> Found | None:
    """ "4:30/km", "4:30-4:45 min/km", "10 min/mile", "9 min a mile"."""
    found = figures(tokens, i, tokens[i].kind)
    if found is None:
        return None
    value, j = found
    if tokens[i].kind == "num":
        value = Range(value.lo * 60, value.hi * 60)
    unit = tokens[j]
    if unit.kind == "pace_of":
        measure, j = unit.value, j + 1
    elif tokens[i].kind == "num":
        return None
    elif unit.kind == "slash" and tokens[j + 1].kind == "unit" and tokens[j + 1].value[2] in ("km", "k", "mi"):
        measure, j = _MEASURES["mi" if tokens[j + 1].value[2] == "mi" else "km"], j + 2
    elif unit.kind == "per_mile":
        measure, j = unit.value, j + 1
    else:
        return None
    if tokens[j].kind == "pace_word":
        j += 1
    return Found(Target(measure, value), j) if _is_pace(value, measure) else None
