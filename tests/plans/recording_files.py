"""Files as watches and phones make them, for tests: a run straight to the north at an even pace."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import math
import zipfile
from collections.abc import Iterable
from typing import Any

from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.lap_message import LapMessage
from fit_tool.profile.messages.record_message import RecordMessage
from fit_tool.profile.messages.session_message import SessionMessage
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.profile_type import FileType, Manufacturer, Sport

# Tuesday, 24 November 2026, 7:30 in Berlin.
MORNING = dt.datetime(2026, 11, 24, 6, 30, tzinfo=dt.UTC)
METRES_A_DEGREE = 2 * math.pi * 6_371_008.8 / 360


def way(seconds: int, speed: float = 3.0, every: int = 1) -> list[tuple[int, float, float]]:
    """Seconds since the start, degrees of latitude, and metres: a run to the north."""
    return [(at, 52 + at * speed / METRES_A_DEGREE, at * speed) for at in range(0, seconds + 1, every)]


def _milliseconds(at: dt.datetime) -> int:
    return round(at.timestamp() * 1000)


def fit_of(messages: Iterable[Any], kind: FileType = FileType.ACTIVITY) -> bytes:
    """A FIT file of ``messages``."""
    builder = FitFileBuilder()
    head = FileIdMessage()
    head.type, head.manufacturer, head.time_created = kind, Manufacturer.DEVELOPMENT.value, _milliseconds(MORNING)
    builder.add(head)
    for message in messages:
        builder.add(message)
    return builder.build().to_bytes()


def fit_records(seconds: int = 600, start: dt.datetime = MORNING, **given: Any) -> list[RecordMessage]:
    """A record every second at 3 m/s and 150 beats; ``given`` fields take the place of these."""
    records = []
    for at, latitude, metres in way(seconds):
        record = RecordMessage()
        record.timestamp = _milliseconds(start + dt.timedelta(seconds=at))
        fields = {"position_lat": latitude, "position_long": 13.0, "distance": metres, "heart_rate": 150} | given
        for name, value in fields.items():
            if value is not None:
                setattr(record, name, value)
        records.append(record)
    return records


def fit_session(start: dt.datetime = MORNING, sport: Sport = Sport.RUNNING, **given: Any) -> SessionMessage:
    """What a watch says of a whole run: 10 minutes, 1,800 m."""
    session = SessionMessage()
    session.start_time, session.sport = _milliseconds(start), sport
    said = {"total_distance": 1800.0, "total_elapsed_time": 600.0, "total_timer_time": 600.0} | given
    for name, value in said.items():
        setattr(session, name, value)
    return session


def fit_lap(metres: float, seconds: float, sport: Sport = Sport.RUNNING) -> LapMessage:
    """A lap."""
    lap = LapMessage()
    lap.total_distance, lap.total_timer_time, lap.sport = metres, seconds, sport
    return lap


def fit_run(seconds: int = 600, start: dt.datetime = MORNING, **given: Any) -> bytes:
    """A run of 3 m/s as a watch keeps it, its session in the end; ``given`` are fields of the session."""
    whole = {"total_distance": seconds * 3.0, "total_elapsed_time": float(seconds), "total_timer_time": float(seconds)}
    return fit_of([*fit_records(seconds, start), fit_session(start, **whole | given)])


def fit_workout() -> bytes:
    """A planned workout."""
    workout = WorkoutMessage()
    workout.sport, workout.num_valid_steps = Sport.RUNNING, 1
    return fit_of([workout], FileType.WORKOUT)


def gpx_point(latitude: float, longitude: float = 13.0, at: dt.datetime | None = None, more: str = "") -> str:
    """A track point."""
    time = f"<time>{at:%Y-%m-%dT%H:%M:%SZ}</time>" if at else ""
    return f'<trkpt lat="{latitude:.8f}" lon="{longitude}">{time}{more}</trkpt>'


def gpx_of(inside: str) -> bytes:
    """A GPX file around ``inside``."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
    return f"{head}{inside}</gpx>".encode()


def gpx_run(seconds: int = 600, start: dt.datetime | None = MORNING, speed: float = 3.0, more: str = "") -> bytes:
    """A run to the north, a point each second; without times where ``start`` is ``None``."""
    points = [
        gpx_point(latitude, at=start and start + dt.timedelta(seconds=at), more=more)
        for at, latitude, _metres in way(seconds, speed)
    ]
    return gpx_of(f"<trk><type>running</type><trkseg>{''.join(points)}</trkseg></trk>")


def tcx_of(inside: str) -> bytes:
    """A TCX file around ``inside``."""
    name = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    return f'<?xml version="1.0"?><TrainingCenterDatabase xmlns="{name}">{inside}</TrainingCenterDatabase>'.encode()


def tcx_run(seconds: int = 600, start: dt.datetime = MORNING, points: bool = True) -> bytes:
    """A run in two laps of the same length, with heart rates of 140 and 160 on the mean."""
    half = seconds // 2
    laps = []
    for number, mean in ((0, 140), (1, 160)):
        track = "".join(
            f"<Trackpoint><Time>{start + dt.timedelta(seconds=at):%Y-%m-%dT%H:%M:%SZ}</Time>"
            f"<DistanceMeters>{metres}</DistanceMeters><HeartRateBpm><Value>{mean}</Value></HeartRateBpm></Trackpoint>"
            for at, _latitude, metres in way(seconds)[number * half : (number + 1) * half + number]
        )
        laps.append(
            f'<Lap StartTime="{start + dt.timedelta(seconds=number * half):%Y-%m-%dT%H:%M:%SZ}">'
            f"<TotalTimeSeconds>{half}</TotalTimeSeconds><DistanceMeters>{half * 3}</DistanceMeters>"
            f"<AverageHeartRateBpm>\n<Value>{mean}</Value>\n</AverageHeartRateBpm>"
            f"<MaximumHeartRateBpm><Value>{mean + 15}</Value></MaximumHeartRateBpm>"
            f"{f'<Track>{track}</Track>' if points else ''}</Lap>"
        )
    return tcx_of(f'<Activities><Activity Sport="Running"><Id>x</Id>{"".join(laps)}</Activity></Activities>')


def zip_of(**files: bytes) -> bytes:
    """A zip; ``_`` in a name stands for a dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def gz_of(content: bytes) -> bytes:
    """A gzip, with no time in it: the same bytes in every worker of the tests."""
    return gzip.compress(content, mtime=0)
