"""What every kind of file comes to before it is summed up: points on the way, and what the device says of the whole."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Kind = Literal["fit", "gpx", "tcx"]
Sport = Literal["run", "walk", "ride", "swim", ""]
Place = tuple[float, float]
"""Degrees of latitude and longitude."""

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# A point for every second of two days.
MOST_POINTS: Final = 200_000
# Before GPS there were no such files; a clock that says so was never set.
FIRST_YEAR, LAST_YEAR = 1990, 2100


class Point(NamedTuple):
    """One moment of a recording: ``None`` where it was not recorded.

    Seconds since 1970 in UTC, degrees, metres since the start, metres above the sea, beats a minute.
    """

    time: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    distance_m: float | None = None
    altitude_m: float | None = None
    heart_rate: float | None = None

    @property
    def place(self) -> Place | None:
        """Where it was, ``None`` where half of that is not known or all of it."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Lap:
    """A lap as the device counted it: metres and seconds."""

    distance_m: int | None
    time_s: int | None


@dataclass(slots=True)
class Track:
    """A recording as it was read. ``segments`` are points without a break; the rest is what the device itself states.

    ``timer_s`` is the time that the device's own clock ran, pauses left out.
    """

    segments: list[list[Point]] = field(default_factory=list)
    sport: Sport = ""
    started_at: dt.datetime | None = None
    distance_m: float | None = None
    elapsed_s: float | None = None
    timer_s: float | None = None
    moving_s: float | None = None
    ascent_m: float | None = None
    mean_heart_rate: float | None = None
    highest_heart_rate: float | None = None
    laps: list[Lap] = field(default_factory=list)


def sport_of(written: str) -> Sport:
    """The sport that a device writes as ``written``: "running", "Biking", "trail_running", or Strava's number."""
    name = written.strip().lower()
    marks: dict[Sport, tuple[str, ...]] = {
        "run": ("run", "jog"),
        "walk": ("walk", "hik"),
        "ride": ("cycl", "bik", "ride"),
        "swim": ("swim",),
    }
    numbers: dict[str, Sport] = {"9": "run", "10": "walk", "4": "walk", "1": "ride", "16": "swim"}
    named = [sport for sport, words in marks.items() if any(word in name for word in words)]
    return numbers.get(name) or (named[0] if named else "")


def number(written: str | None, least: float = -math.inf, most: float = math.inf) -> float | None:
    """A number as a file writes it, or ``None`` where there is none between ``least`` and ``most``."""
    try:
        value = float(written or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and least <= value <= most else None


def moment(written: str | None) -> dt.datetime | None:
    """A time as a file writes it, in UTC where no zone is named; ``None`` where it is none or its clock was not set."""
    try:
        found = dt.datetime.fromisoformat((written or "").strip())
    except ValueError:
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)


def seconds(at: dt.datetime | None) -> float | None:
    """The seconds since 1970, or ``None``."""
    return None if at is None else (at - EPOCH).total_seconds()
