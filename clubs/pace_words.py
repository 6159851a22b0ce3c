"""Paces and the times of races, as runners write them: "4:35 /km", "7:20 /mi", "45:10", "1:38:20"."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from clubs.race_words import MILE_M, NBSP

KILOMETRE_M: Final = 1000.0
# What a threshold pace can be (s/km): faster than the world's best over an hour, and a walk.
FASTEST_PACE_S, SLOWEST_PACE_S = 150, 720
# The efforts that Riegel's formula was found for (s); it says nothing of shorter and of longer ones.
SHORTEST_RACE_S, LONGEST_RACE_S = 210, 230 * 60
# Speeds (m/s) between which somebody may have raced: a fast walk, and the world's best over a mile.
_RACING_M_S: Final = (1.2, 7.3)

_CLOCK: Final = r"(?P<minutes>\d{1,2})[:.](?P<seconds>[0-5]\d)"
_PACE: Final = re.compile(rf"{_CLOCK} ?(?:min(?:utes)?)? ?(?:(?:/|per|a) ?)?(?P<unit>km|k|kilomet(?:re|er)|mi|mile)?")
_UNITS_M: Final = {"mi": MILE_M, "mile": MILE_M}
_TIME: Final = re.compile(r"(?P<first>\d{1,3}):(?P<second>[0-5]\d)(?::(?P<third>[0-5]\d))?")
_IN_WORDS: Final = re.compile(r"(?:(?P<hours>\d) ?h(?:ours?)?)? ?(?:(?P<minutes>\d{1,3}) ?(?:min(?:utes)?)?)?")


def read_pace(text: str, units: str) -> float:
    """The seconds a kilometre of "4:35", "4:35 /km", "7:20 /mi"; ValueError for what is no threshold pace.

    A pace without a unit is one of the club's ``units`` ("km" or "mi").
    """
    said = _PACE.fullmatch(" ".join(text.casefold().split()))
    if said is None:
        raise ValueError(f"{text!r} is no pace")
    metres = _UNITS_M.get(said["unit"] or units, KILOMETRE_M)
    pace = (int(said["minutes"]) * 60 + int(said["seconds"])) * KILOMETRE_M / metres
    if not FASTEST_PACE_S <= pace <= SLOWEST_PACE_S:
        raise ValueError(f"nobody's threshold is at {pace} s/km")
    return pace


def pace(seconds_per_km: float, units: str) -> str:
    """A pace in ``units``: "4:35 /km", "7:23 /mi"."""
    return f"{clock(_in_units(seconds_per_km, units))}{NBSP}{_per(units)}"


def pace_range(fastest: float, slowest: float, units: str) -> str:
    """Two paces (s/km) as a range: "5:16–6:02 /km"; they are given to five seconds, as nobody runs more exactly."""
    ends = dict.fromkeys(clock(5 * round(_in_units(end, units) / 5)) for end in (fastest, slowest))
    return f"{'–'.join(ends)}{NBSP}{_per(units)}"


def read_time(text: str, distance_m: int) -> int:
    """The seconds of "45:10", "1:38:20", "1 h 38", "45 min" for ``distance_m``; ValueError for what is no such time.

    "1:38" is an hour and 38 minutes where nobody runs so far in a minute and 38 seconds.
    """
    said = " ".join(text.casefold().split())
    candidates = [seconds for seconds in _seconds_of(said) if seconds and _is_run(distance_m / seconds)]
    if not candidates:
        raise ValueError(f"{text!r} is no time for {distance_m} m")
    return candidates[0]


def clock(seconds: float) -> str:
    """Seconds as a clock shows them: "4:35", "45:10", "1:38:20"."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def _seconds_of(said: str) -> list[int]:
    """What a time may mean, the likeliest first."""
    if shown := _TIME.fullmatch(said):
        first, second, third = (int(part or 0) for part in shown.groups())
        if shown["third"] is not None:
            return [first * 3600 + second * 60 + third]
        return [first * 60 + second, first * 3600 + second * 60]
    if worded := _IN_WORDS.fullmatch(said):
        return [int(worded["hours"] or 0) * 3600 + int(worded["minutes"] or 0) * 60]
    return []


def _is_run(metres_per_second: float) -> bool:
    return _RACING_M_S[0] <= metres_per_second <= _RACING_M_S[1]


def _in_units(seconds_per_km: float, units: str) -> float:
    return seconds_per_km * (MILE_M / KILOMETRE_M if units == "mi" else 1)


def _per(units: str) -> str:
    return _("/mi") if units == "mi" else _("/km")
