"""GPX: a track of positions, mostly with times, sometimes with heights and heart rates."""

from __future__ import annotations

from advice.saying import Said
from plans.recordings.markup import Reader, listen
from plans.recordings.refusing import NotReadable, nothing_recorded, too_long
from plans.recordings.track import MOST_POINTS, Point, Track, moment, number, seconds, sport_of
from workouts.vocabulary import gettext_noop

_ = gettext_noop


def read_gpx(content: bytes) -> Track:
    """The track of a GPX file, its parts one after another; raises :class:`NotReadable`."""
    reader = _Gpx()
    listen(content, reader)
    if any(reader.track.segments):
        return reader.track
    if reader.has_route:
        raise NotReadable(
            Said(_("This is a planned route and not a recording of a run. Export the activity that you ran."))
        )
    if reader.has_places:
        raise NotReadable(
            Said(_("There are single places in this file and no track of a run. Export the activity that you ran."))
        )
    raise nothing_recorded()


class _Gpx(Reader):
    """Track points as they go by."""

    def __init__(self) -> None:
        super().__init__()
        self.track = Track()
        self.has_route = self.has_places = False
        self._count = 0
        self._place: tuple[float | None, float | None] = (None, None)
        self._said: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "trkseg":
            self.track.segments.append([])
        elif name == "trkpt":
            self._place = (number(attributes.get("lat"), -90, 90), number(attributes.get("lon"), -180, 180))
            self._said = {}
        elif name == "rtept":
            self.has_route = True
        elif name == "wpt":
            self.has_places = True

    def closed(self, name: str, text: str) -> None:
        if name == "trkpt":
            self._add()
        elif "trkpt" in self.path:
            # Sensors stand at any depth among the extensions.
            self._said[name] = text
        elif self.path[-2:] == ["trk", "type"]:
            self.track.sport = sport_of(text)

    def _add(self) -> None:
        self._count += 1
        if self._count > MOST_POINTS:
            raise too_long()
        if None in self._place:
            return
        if not self.track.segments:
            self.track.segments.append([])
        said = self._said
        at = seconds(moment(said.get("time")))
        point = Point(at, *self._place, None, number(said.get("ele")), number(said.get("hr")))
        self.track.segments[-1].append(point)
