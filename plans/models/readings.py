"""What was read from a session's text, as it is kept beside it."""

from __future__ import annotations

import functools
import json
from typing import cast

from clubs.models import Club
from workouts.reading import BareM, Reading, read
from workouts.workout import Span, Workout


def store(reading: Reading) -> str:
    """A reading as the text that is kept beside the coach's words: its steps and the spans of its unread words."""
    spans = [span.to_json() for span in reading.unread]
    return json.dumps({"steps": reading.workout.to_json(), "unread": spans}, separators=(",", ":"))


@functools.lru_cache(maxsize=10_000)
def stored(text: str) -> tuple[Workout, tuple[Span, ...]]:
    """What :func:`store` wrote. Equal readings are equal values, so a squad's sessions are read back once."""
    kept = json.loads(text)
    return Workout.from_json(kept["steps"]), tuple(Span(start, end) for start, end in kept["unread"])


def read_for(club: Club, text: str) -> Reading:
    """Read ``text`` by the club's convention of what a bare "m" means."""
    return read(text, bare_m=cast("BareM", club.bare_m))


class Worded:
    """What a coach wrote and what was read from it: of sessions, and of what an athlete does in their place."""

    text: str
    stored_reading: str

    @property
    def reading(self) -> Reading:
        """The text, the workout and the words that were not read, as they were when it was saved."""
        return Reading(self.text, self.workout, stored(self.stored_reading)[1])

    @property
    def workout(self) -> Workout:
        """What was read from the text when it was saved."""
        return stored(self.stored_reading)[0]

    @property
    def is_rest(self) -> bool:
        """Whether the day is off, so that a verdict would say nothing."""
        steps = [step for step, _rounds in self.workout.flat()]
        return bool(steps) and all(step.activity == "rest" for step in steps)

    @property
    def is_unread(self) -> bool:
        """Whether nothing was understood, so that a verdict would be an empty promise."""
        return not self.workout.steps


def has_loaded_run(workout: Workout) -> bool:
    """Whether any of it is run with a load."""
    return any(step.load is not None and step.activity == "run" for step, _rounds in workout.flat())
