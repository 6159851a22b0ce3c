"""Laps as a FIT workout, which watches of Garmin, Coros, Suunto and others read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
from fit_tool.profile.profile_type import (
    FileType,
    Intensity,
    Manufacturer,
    Sport,
    WorkoutStepDuration,
    WorkoutStepTarget,
)

from plans.line_ends import without_controls
from plans.watch.laps import Band, Lap, Part, Rounds, rows

# Names are seen on a small screen, and a field holds 255 bytes at most.
LONGEST_NAME: Final = 60
LONGEST_NOTE: Final = 200
# Heart rates from here on are beats a minute, below they are percent of the highest.
_BPM_FROM: Final = 100
_KINDS: Final = {
    "warm_up": Intensity.WARMUP,
    "cool_down": Intensity.COOLDOWN,
    "active": Intensity.ACTIVE,
    "recovery": Intensity.RECOVERY,
    "rest": Intensity.REST,
}


def as_fit(name: str, parts: Sequence[Part], *, made_at: dt.datetime, number: int) -> bytes:
    """The file; ``number`` tells this workout from others, and the same content gives the same bytes."""
    # Not strict: it would not let the steps that lead back count, which Garmin's own encoder counts.
    builder = FitFileBuilder(auto_define=True)
    builder.add_all([_file_id(made_at, number), _workout(name, parts), *_steps(parts)])
    return bytes(builder.build_bytes())


def _file_id(made_at: dt.datetime, number: int) -> FileIdMessage:
    message = FileIdMessage()
    message.type = FileType.WORKOUT
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.time_created = round(made_at.timestamp() * 1000)
    message.serial_number = number % 0xFFFFFFFE + 1
    return message


def _workout(name: str, parts: Sequence[Part]) -> WorkoutMessage:
    message = WorkoutMessage()
    message.sport = Sport.RUNNING
    message.num_valid_steps = rows(parts)
    message.workout_name = _cut(name, LONGEST_NAME)
    return message


def _steps(parts: Sequence[Part]) -> list[WorkoutStepMessage]:
    steps: list[WorkoutStepMessage] = []
    for part in parts:
        first = len(steps)
        for lap in part.laps if isinstance(part, Rounds) else (part,):
            steps.append(_step(lap, len(steps)))
        if isinstance(part, Rounds):
            steps.append(_back_to(first, part.times, len(steps)))
    return steps


def _step(lap: Lap, index: int) -> WorkoutStepMessage:
    message = WorkoutStepMessage()
    message.message_index = index
    message.workout_step_name = _cut(lap.name, LONGEST_NAME)
    message.intensity = _KINDS[lap.kind]
    # The type comes before the value: it says in what unit the value is.
    if lap.metres is not None:
        message.duration_type = WorkoutStepDuration.DISTANCE
        message.duration_distance = lap.metres
    elif lap.seconds is not None:
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = lap.seconds
    else:
        message.duration_type = WorkoutStepDuration.OPEN
    _aim(message, lap.band)
    if lap.note:
        message.notes = _cut(lap.note, LONGEST_NOTE)
    return message


def _aim(message: WorkoutStepMessage, band: Band | None) -> None:
    if band is None:
        message.target_type = WorkoutStepTarget.OPEN
        return
    # Zone 0: the watch takes the two ends that follow.
    if band.measure == "speed":
        message.target_type = WorkoutStepTarget.SPEED
        message.target_value = 0
        message.custom_target_speed_low, message.custom_target_speed_high = band.lo, band.hi
        return
    more = _BPM_FROM if band.measure == "heart_rate" else 0
    message.target_type = WorkoutStepTarget.HEART_RATE
    message.target_value = 0
    message.custom_target_heart_rate_low = round(band.lo) + more
    message.custom_target_heart_rate_high = round(band.hi) + more


def _back_to(first: int, times: int, index: int) -> WorkoutStepMessage:
    """The step that leads back to the ``first`` of a round, until it was done so many times."""
    message = WorkoutStepMessage()
    message.message_index = index
    message.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
    message.duration_step = first
    message.target_type = WorkoutStepTarget.OPEN
    message.target_repeat_steps = times
    return message


def _cut(text: str, most: int) -> str:
    """As much of ``text`` as fits into so many bytes, without what would end a text in a file."""
    return without_controls(text).encode()[:most].decode(errors="ignore").strip() or "–"
