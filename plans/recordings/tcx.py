"""TCX: an activity in laps, each with what the watch says of it, and track points."""

from __future__ import annotations

from typing import Final

from advice.saying import Said
from plans.recordings.markup import Reader, listen
from plans.recordings.refusing import NotReadable, nothing_recorded, too_long
from plans.recordings.track import MOST_POINTS, Lap, Point, Track, moment, number, seconds, sport_of
from workouts.vocabulary import gettext_noop

_ = gettext_noop

# Nobody runs further or longer in one lap: what is above is no figure of a watch.
MOST: Final = 1e6


def read_tcx(content: bytes) -> Track:
    """The activity of a TCX file; raises :class:`NotReadable`."""
    reader = _Tcx()
    listen(content, reader)
    if reader.activities > 1:
        told = _("There are %(count)s activities in this file. Export the one that you mean by itself.")
        raise NotReadable(Said(told, count=str(reader.activities)))
    if reader.activities == 0 and reader.has_plan:
        raise NotReadable(
            Said(
                _("This is a planned workout or course and not a recording of a run. Export the activity that you ran.")
            )
        )
    if reader.activities == 0:
        raise nothing_recorded()
    return reader.whole()


class _Tcx(Reader):
    """Laps and track points as they go by."""

    def __init__(self) -> None:
        super().__init__()
        self.activities = 0
        self.has_plan = False
        self._track = Track(segments=[[]])
        self._point: dict[str, str] = {}
        self._lap: dict[str, str] = {}
        self._beats: list[tuple[float, float]] = []
        self._highest: list[float] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Activity":
            self.activities += 1
            self._track.sport = sport_of(attributes.get("Sport", ""))
        elif name == "Lap" and self._in_activity:
            self._lap = {}
            self._track.started_at = self._track.started_at or moment(attributes.get("StartTime"))
        elif name == "Trackpoint":
            self._point = {}
        elif name in ("Workout", "Course"):
            self.has_plan = True

    def closed(self, name: str, text: str) -> None:
        if not self._in_activity:
            return
        # A heart rate stands as the Value of its element.
        whose, above = (self.path[-2], self.path[-3]) if name == "Value" else (name, self.path[-2])
        if name == "Trackpoint":
            self._add_point()
        elif name == "Lap":
            self._add_lap()
        elif text and "Trackpoint" in self.path:
            self._point[whose] = text
        elif text and above == "Lap":
            self._lap[whose] = text

    @property
    def _in_activity(self) -> bool:
        return "Activity" in self.path

    def _add_point(self) -> None:
        points = self._track.segments[0]
        if len(points) >= MOST_POINTS:
            raise too_long()
        said = self._point
        points.append(
            Point(
                seconds(moment(said.get("Time"))),
                number(said.get("LatitudeDegrees"), -90, 90),
                number(said.get("LongitudeDegrees"), -180, 180),
                number(said.get("DistanceMeters"), 0, MOST),
                number(said.get("AltitudeMeters")),
                number(said.get("HeartRateBpm")),
            )
        )

    def _add_lap(self) -> None:
        metres = number(self._lap.get("DistanceMeters"), 0, MOST)
        time = number(self._lap.get("TotalTimeSeconds"), 0, MOST)
        self._track.laps.append(Lap(None if metres is None else round(metres), None if time is None else round(time)))
        if len(self._track.laps) > MOST_POINTS:
            raise too_long()
        if metres is not None:
            self._track.distance_m = (self._track.distance_m or 0.0) + metres
        if time is not None:
            self._track.timer_s = (self._track.timer_s or 0.0) + time
        mean, highest = (number(self._lap.get(f"{which}HeartRateBpm"), 1, 250) for which in ("Average", "Maximum"))
        if mean is not None and time:
            self._beats.append((mean, time))
        if highest is not None:
            self._highest.append(highest)

    def whole(self) -> Track:
        """The track with what its laps add up to."""
        track = self._track
        if self._beats:
            track.mean_heart_rate = sum(mean * time for mean, time in self._beats) / sum(
                time for _, time in self._beats
            )
        track.highest_heart_rate = max(self._highest, default=None)
        start, times = seconds(track.started_at), [point.time for point in track.segments[0] if point.time is not None]
        if start is not None and times:
            track.elapsed_s = max(0.0, max(times) - start)
        # Laps that state no length leave it to their points.
        track.distance_m = track.distance_m or None
        return track
