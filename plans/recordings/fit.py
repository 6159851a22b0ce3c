"""FIT: the binary form of Garmin and most others, with the device's own sums in its ``session`` messages.

Only what is whole is taken: a file has a length and a checksum, and where either is wrong, so may be any number in it.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from fitdecode import FIT_FRAME_CRC, FIT_FRAME_DATA, FIT_FRAME_DEFINITION, CrcCheck, ErrorHandling, FitReader

from advice.saying import Said
from plans.recordings.refusing import NotReadable, damaged, nothing_recorded, too_long
from plans.recordings.track import LAST_YEAR, MOST_POINTS, Lap, Point, Sport, Track, seconds, sport_of
from workouts.vocabulary import gettext_noop

_ = gettext_noop

Message = Mapping[str, Any]

SIGNATURE: Final = b".FIT"
FIT_EPOCH: Final = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
# A smaller number of seconds counts from when the device was switched on.
FIRST_TIME: Final = 0x10000000
DEGREES: Final = 180 / 2**31
# Two days of records with twenty values each, and of what stands between them.
MOST_VALUES: Final = 20 * MOST_POINTS
MOST_FRAMES: Final = 3 * MOST_POINTS
# What a FIT file may be instead of an activity, by its ``file_id``.
PLANS: Final = ("workout", "course", "schedules")


def read_fit(content: bytes) -> Track:
    """The activity of a FIT file; raises :class:`NotReadable`."""
    header, body = content[0], int.from_bytes(content[4:8], "little")
    if header + body + 2 > len(content):
        raise damaged()
    found = _Activity()
    try:
        for name, message in _messages(content):
            found.hear(name, message)
    except NotReadable:
        raise
    except Exception:  # whatever the decoder's arithmetic meets in a broken message
        raise damaged() from None
    return found.whole()


def is_fit(content: bytes) -> bool:
    """Whether it begins as a FIT file does."""
    return content[8:12] == SIGNATURE


def _messages(content: bytes) -> Iterator[tuple[str, Message]]:
    """The messages of the first file in ``content``, by name, up to its checksum.

    What follows a whole file is another one that belongs to it, of a heart rate strap for example, or rubbish.
    """
    frames_read = values = 0
    options = {"processor": None, "check_crc": CrcCheck.RAISE, "error_handling": ErrorHandling.IGNORE}
    with FitReader(io.BytesIO(content), **options) as frames:
        for frame in frames:
            if frame.frame_type == FIT_FRAME_CRC:
                return
            frames_read += 1
            values += _values_in(frame)
            if frames_read > MOST_FRAMES or values > MOST_VALUES:
                raise too_long()
            if frame.frame_type == FIT_FRAME_DATA:
                yield frame.name, {field.name: field.value for field in frame.fields if field.value is not None}


def _values_in(frame: Any) -> int:
    """How much there is in a frame, for who counts."""
    if frame.frame_type == FIT_FRAME_DEFINITION:
        return len(frame.field_defs) + len(frame.dev_field_defs)
    if frame.frame_type == FIT_FRAME_DATA:
        return sum(len(field.raw_value) if isinstance(field.raw_value, tuple) else 1 for field in frame.fields)
    return 0


class _Activity:
    """What the messages of a file tell, gathered as they come."""

    def __init__(self) -> None:
        self.kind = ""
        self.points: list[Point] = []
        self.sessions: list[Message] = []
        self.laps: list[Message] = []

    def hear(self, name: str, message: Message) -> None:
        """Take one message."""
        if name == "file_id":
            self.kind = self.kind or str(message.get("type", ""))
        elif name == "record":
            if len(self.points) >= MOST_POINTS:
                raise too_long()
            self.points.append(_point(message))
        elif name == "session":
            self.sessions.append(message)
        elif name == "lap":
            self.laps.append(message)

    def whole(self) -> Track:
        """The track. Of several sports in one file it is the run, where there is one."""
        if not self.points and not self.sessions:
            if self.kind in PLANS:
                raise NotReadable(
                    Said(
                        _(
                            "This is a planned workout or course and not a recording of a run. "
                            "Export the activity that you ran."
                        )
                    )
                )
            raise nothing_recorded()
        runs = [session for session in self.sessions if _sport(session) == "run"]
        sessions = runs or self.sessions
        sport: Sport = _sport(sessions[0]) if sessions else ""
        laps = [lap for lap in self.laps if len(self.sessions) < 2 or _sport(lap) == sport]
        starts = [start for session in sessions if (start := _moment(session.get("start_time"))) is not None]
        return Track(
            segments=[self._points_of(sessions)],
            sport=sport,
            started_at=min(starts, default=None),
            distance_m=_sum(sessions, "total_distance"),
            elapsed_s=_sum(sessions, "total_elapsed_time"),
            timer_s=_sum(sessions, "total_timer_time"),
            moving_s=_sum(sessions, "total_moving_time"),
            ascent_m=_sum(sessions, "total_ascent"),
            mean_heart_rate=_mean_rate(sessions),
            highest_heart_rate=max(filter(None, (_figure(one, "max_heart_rate") for one in sessions)), default=None),
            laps=[Lap(_whole(lap, "total_distance"), _whole(lap, "total_timer_time")) for lap in laps],
        )

    def _points_of(self, sessions: list[Message]) -> list[Point]:
        """The points of ``sessions`` alone, where the file has others too."""
        if len(sessions) == len(self.sessions):
            return self.points
        spans = []
        for session in sessions:
            start, length = seconds(_moment(session.get("start_time"))), _figure(session, "total_elapsed_time")
            if start is not None and length is not None:
                spans.append((start, start + length))
        return [
            point
            for point in self.points
            if point.time is not None and any(first <= point.time <= last for first, last in spans)
        ]


def _point(record: Message) -> Point:
    latitude, longitude = _figure(record, "position_lat"), _figure(record, "position_long")
    has_place = latitude is not None and longitude is not None
    return Point(
        seconds(_moment(record.get("timestamp"))),
        latitude * DEGREES if has_place and latitude is not None else None,
        longitude * DEGREES if has_place and longitude is not None else None,
        _figure(record, "distance"),
        _figure(record, "enhanced_altitude", "altitude"),
        _figure(record, "heart_rate"),
    )


def _figure(message: Message, *names: str) -> float | None:
    """The first of the fields that holds a number."""
    for name in names:
        value = message.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
    return None


def _whole(message: Message, name: str) -> int | None:
    value = _figure(message, name)
    return None if value is None else round(value)


def _sum(sessions: Iterable[Message], name: str) -> float | None:
    known = [value for session in sessions if (value := _figure(session, name)) is not None and value >= 0]
    return sum(known) if known else None


def _mean_rate(sessions: Iterable[Message]) -> float | None:
    """The mean heart rate of several sessions, each as long as its clock ran."""
    weighed = [(_figure(one, "avg_heart_rate"), _figure(one, "total_timer_time") or 1.0) for one in sessions]
    known = [(rate, time) for rate, time in weighed if rate is not None]
    return sum(rate * time for rate, time in known) / sum(time for _, time in known) if known else None


def _moment(value: Any) -> dt.datetime | None:
    """A time, counted in seconds from the end of 1989."""
    if not isinstance(value, (int, float)) or not value >= FIRST_TIME:
        return None
    at = FIT_EPOCH + dt.timedelta(seconds=value)
    return at if at.year <= LAST_YEAR else None


def _sport(message: Message) -> Sport:
    return sport_of(str(message.get("sport", "")))
