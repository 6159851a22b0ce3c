"""What a recording comes to: distance, times, climbing, heart rate and laps.

What the device states goes before what its points add up to: it had more of them, and the athlete saw its figures.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median
from typing import Any, Final, NamedTuple

from plans.recordings.refusing import nothing_recorded
from plans.recordings.track import EPOCH, Kind, Lap, Place, Point, Sport, Track

EARTH_M: Final = 6_371_008.8
# The fastest that anybody ever ran is 12.4 m/s: what is further away was never reached on foot.
FASTEST: Final[Mapping[Sport, float]] = {"run": 12.5, "walk": 12.5, "": 12.5, "swim": 12.5, "ride": 35.0}
# Between points without a time a gap is taken for one of reception rather than of recording from here on.
LEAP_M: Final = 1_000.0
# So many points in a row that lie elsewhere were no slip of reception: it goes on from there.
STRAYS: Final = 5
# Steep ground is climbed at little more than this over the flat, and who stands drifts by less.
MOVING_MPS: Final = 0.5
# From one second to the next a position wanders more than a walker walks.
WINDOW_S: Final = 5.0
# Heights from satellites wander by some metres where nobody climbs: less than this from low to high is noise.
CLIMB_M: Final = 5.0
# A bridge, a wrong reading: what lasts shorter than half of so many points is not ground.
SPIKE_POINTS: Final = 5
HEART_RATES: Final = (25, 250)
HEIGHTS_M: Final = (-500, 9_000)


class Step(NamedTuple):
    """A point, and how far its segment has come there."""

    point: Point
    metres: float


@dataclass(frozen=True, slots=True)
class Summary:
    """A recording in figures, ``None`` where the file does not tell: metres, seconds, beats a minute.

    ``elapsed_s`` goes from start to end; ``timer_s`` is what the watch's own clock showed, where it says so;
    ``moving_s`` leaves out where the athlete stood.
    """

    kind: Kind
    sport: Sport = ""
    started_at: dt.datetime | None = None
    distance_m: int | None = None
    elapsed_s: int | None = None
    timer_s: int | None = None
    moving_s: int | None = None
    ascent_m: int | None = None
    mean_heart_rate: int | None = None
    highest_heart_rate: int | None = None
    laps: tuple[Lap, ...] = ()

    @property
    def time_s(self) -> int | None:
        """How long the session took: by the watch's own clock, else from start to end.

        Standing between repetitions belongs to a session, so this is not the time of moving.
        """
        return self.elapsed_s if self.timer_s is None else self.timer_s

    def to_json(self) -> dict[str, Any]:
        """A JSON object that :meth:`from_json` reads back."""
        started = None if self.started_at is None else self.started_at.isoformat()
        return {**asdict(self), "started_at": started, "laps": [[lap.distance_m, lap.time_s] for lap in self.laps]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Summary:
        """The summary that :meth:`to_json` wrote."""
        started = None if kept["started_at"] is None else dt.datetime.fromisoformat(kept["started_at"])
        return cls(**{**kept, "started_at": started, "laps": tuple(Lap(*lap) for lap in kept["laps"])})


def summarise(kind: Kind, track: Track) -> Summary:
    """Sum a track up; raises :class:`NotReadable` where it has neither a distance nor a time."""
    segments = _with_times_or_without(track.segments)
    points = [point for segment in segments for point in segment]
    progress = [list(_progress(segment, FASTEST[track.sport])) for segment in segments]
    times = [point.time for point in points if point.time is not None]
    walked = sum(steps[-1].metres for steps in progress if steps)
    distance = track.distance_m if track.distance_m is not None else (walked if any(progress) else None)
    elapsed = track.elapsed_s if track.elapsed_s is not None else (max(times) - min(times) if times else None)
    if elapsed is not None and track.timer_s is not None:
        # Some devices count from the first position, and their clock ran before.
        elapsed = max(elapsed, track.timer_s)
    if not distance and not elapsed and not track.timer_s:
        raise nothing_recorded()
    beats = [point.heart_rate for point in points if _is_between(point.heart_rate, HEART_RATES)]
    rates = [rate for rate in beats if rate is not None]
    moving = track.moving_s if track.moving_s is not None else _moving_s(progress)
    clock = track.timer_s if track.timer_s is not None else elapsed
    started = track.started_at
    if started is None and times:
        started = EPOCH + dt.timedelta(seconds=min(times))
    return Summary(
        kind=kind,
        sport=track.sport,
        started_at=started,
        distance_m=_whole(distance),
        elapsed_s=_whole(elapsed) if elapsed is not None else _whole(track.timer_s),
        timer_s=_whole(track.timer_s),
        # The windows of standing and walking do not fall exactly on the pauses of the watch's clock.
        moving_s=_whole(moving if moving is None or clock is None else min(moving, clock)),
        ascent_m=_whole(track.ascent_m if track.ascent_m is not None else _ascent_m(points)),
        mean_heart_rate=_whole(_rate(track.mean_heart_rate) or (fmean(rates) if rates else None)),
        highest_heart_rate=_whole(_rate(track.highest_heart_rate) or max(rates, default=None)),
        laps=tuple(track.laps),
    )


def _with_times_or_without(segments: list[list[Point]]) -> list[list[Point]]:
    """The segments as they are, or without the few times that they have: those say nothing of the whole."""
    points = [point for segment in segments for point in segment]
    if 2 * sum(point.time is not None for point in points) >= len(points):
        return segments
    return [[point._replace(time=None) for point in segment] for segment in segments]


def metres_between(one: Place, other: Place) -> float:
    """The metres between two places along a great circle, by the haversine formula."""
    first, second = math.radians(one[0]), math.radians(other[0])
    north, east = second - first, math.radians(other[1] - one[1])
    chord = math.sin(north / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(east / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(chord)))


def _progress(segment: Sequence[Point], fastest: float) -> Iterator[Step]:
    """The points with the metres since the segment's start, by the device's own where it wrote them at all."""
    if any(point.distance_m is not None for point in segment):
        return _by_device(segment)
    return _by_positions(segment, fastest)


def _by_device(segment: Iterable[Point]) -> Iterator[Step]:
    metres, before = 0.0, None
    for point in segment:
        if point.distance_m is not None:
            # Some devices begin each lap at nought.
            metres += max(0.0, point.distance_m - (before or 0.0))
            before = point.distance_m
            yield Step(point, metres)


def _by_positions(segment: Iterable[Point], fastest: float) -> Iterator[Step]:
    """Metres from place to place; what nobody can have reached in the time is left out."""
    metres, strays = 0.0, 0
    before, left = None, None
    for point in segment:
        here = point.place
        if here is None:
            continue
        if before is not None and left is not None:
            step = metres_between(left, here)
            if step > _furthest(before, point, fastest):
                strays += 1
                if strays < STRAYS:
                    continue
            else:
                metres += step
        before, left, strays = point, here, 0
        yield Step(point, metres)


def _furthest(before: Point, point: Point, fastest: float) -> float:
    if before.time is None or point.time is None:
        return LEAP_M
    return fastest * max(0.0, point.time - before.time)


def _moving_s(progress: Iterable[Sequence[Step]]) -> float | None:
    """The seconds in which the way went on; ``None`` where no two points have a time."""
    timed = [[(step.point.time, step) for step in steps if step.point.time is not None] for steps in progress]
    if all(len(steps) < 2 for steps in timed):
        return None
    return sum(_moving_in(steps) for steps in timed if steps)


def _moving_in(timed: Sequence[tuple[float, Step]]) -> float:
    """The same of one segment, window by window."""
    moving = 0.0
    start, before = timed[0]
    for end, after in timed[1:]:
        if end - start < WINDOW_S and after is not timed[-1][1]:
            continue
        if end > start and _gained(before, after) / (end - start) >= MOVING_MPS:
            moving += end - start
        start, before = end, after
    return moving


def _gained(before: Step, after: Step) -> float:
    """The metres from one step to a later one: as the crow flies where that is known, for who drifts gets nowhere."""
    gone = after.metres - before.metres
    start, end = before.point.place, after.point.place
    return gone if start is None or end is None else min(gone, metres_between(start, end))


def _ascent_m(points: Iterable[Point]) -> float | None:
    """The metres climbed from each low to the next high, where they are more than noise; ``None`` without heights."""
    heights = [point.altitude_m for point in points if _is_between(point.altitude_m, HEIGHTS_M)]
    known = [height for height in heights if height is not None]
    if len(known) < 2:
        return None
    climbed = 0.0
    low = high = known[0]
    rises = False
    for height in _without_spikes(known):
        if rises:
            high = max(high, height)
            if high - height >= CLIMB_M:
                climbed += high - low
                low, rises = height, False
        else:
            low = min(low, height)
            if height - low >= CLIMB_M:
                high, rises = height, True
    return climbed + (high - low if rises else 0.0)


def _without_spikes(heights: Sequence[float]) -> Iterator[float]:
    reach = SPIKE_POINTS // 2
    for at in range(len(heights)):
        # At both ends the window shrinks evenly, so that the first and the last height stay as they are.
        near = min(reach, at, len(heights) - 1 - at)
        yield median(heights[at - near : at + near + 1])


def _is_between(value: float | None, ends: tuple[float, float]) -> bool:
    return value is not None and ends[0] <= value <= ends[1]


def _rate(value: float | None) -> float | None:
    return value if _is_between(value, HEART_RATES) else None


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
