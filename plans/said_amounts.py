"""Distances and times of a run as runners type them into a log: "8", "8,2 km", "5 mi"; "50", "1:05:30", "1 h 05"."""

from __future__ import annotations

import re
from typing import Final

from workouts.amounts import MILE_M

KILOMETRE_M: Final = 1000
_METRES: Final = {
    **dict.fromkeys(("m", "metres", "meters", "м"), 1.0),
    **dict.fromkeys(("k", "km", "kms", "kilometres", "kilometers", "к", "км"), KILOMETRE_M),
    **dict.fromkeys(("mi", "mile", "miles"), MILE_M),
}
_DISTANCE: Final = re.compile(r"(?P<number>\d{1,6}(?:[.,]\d{1,4})?) ?(?P<unit>[^\W\d_]*)")

_HOURS, _MINUTES, _SECONDS = "h|hr|hrs|hours?|ч", "m|min|mins|minutes?|['′]|м|мин", 's|sec|secs|seconds?|["″]|с|сек'
_IN_WORDS: Final = re.compile(
    rf"(?:(?P<h>\d{{1,2}}(?:[.,]\d{{1,2}})?) ?(?:{_HOURS})(?![^\W\d_]) ?)?"
    rf"(?:(?P<m>\d{{1,4}}(?:[.,]\d{{1,2}})?)(?!\d)(?: ?(?:{_MINUTES})(?![^\W\d_]))? ?)?"
    rf"(?:(?P<s>\d{{1,4}}) ?(?:{_SECONDS})(?![^\W\d_]))?"
)
_CLOCK: Final = re.compile(r"(?:(?P<h>\d{1,2}):(?=\d{2}:))?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?: ?(?:min|мин))?")
_SIXTY: Final = 60
# Below so many minutes "1:05" may be hours and minutes as well.
_SURELY_MINUTES: Final = 10


class TwoMeanings(ValueError):  # noqa: N818 - what was typed is no error yet
    """What was typed may be hours and minutes or minutes and seconds."""


def read_distance(text: str, units: str) -> int:
    """The metres of ``text``; a number alone is in ``units``, "km" or "mi". ValueError for anything else."""
    said = _DISTANCE.fullmatch(_plain(text))
    if said is None or (said["unit"] and said["unit"] not in _METRES):
        raise ValueError(f"{text!r} is no distance")
    return round(_number(said["number"]) * _METRES[said["unit"] or units])


def read_duration(text: str) -> int:
    """The seconds of ``text``; a number alone is minutes. TwoMeanings for "1:05", ValueError for what is no time."""
    plain = _plain(text)
    if clock := _CLOCK.fullmatch(plain):
        h, m, s = (int(clock[part] or 0) for part in "hms")
        if clock["h"] is not None and m >= _SIXTY:
            raise ValueError(f"{text!r} is no time")
        if clock["h"] is None and m < _SURELY_MINUTES and plain[-1].isdigit():
            raise TwoMeanings(text)
        return (h * _SIXTY + m) * _SIXTY + s
    said = _IN_WORDS.fullmatch(plain)
    if said is None or not any(said.groups()):
        raise ValueError(f"{text!r} is no time")
    hours, minutes, seconds = (_number(said[part] or "0") for part in "hms")
    return round((hours * _SIXTY + minutes) * _SIXTY + seconds)


def distance_as_typed(metres: int, units: str) -> str:
    """A distance as somebody might type it who thinks in ``units``, without the unit."""
    number = metres / (MILE_M if units == "mi" else KILOMETRE_M)
    return f"{number:.3f}".rstrip("0").rstrip(".")


def duration_as_typed(seconds: int) -> str:
    """A time as somebody might type it: "50" minutes, or "1:05:30" where it is not in whole minutes or an hour long."""
    minutes, rest = divmod(seconds, _SIXTY)
    if rest == 0 and minutes < _SIXTY:
        return str(minutes)
    return f"{minutes // _SIXTY}:{minutes % _SIXTY:02d}:{rest:02d}"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).removesuffix(".")


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))
