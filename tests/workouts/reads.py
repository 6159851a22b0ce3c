"""Short forms for readings, so that a test shows the coach's words beside what they mean."""

from __future__ import annotations

from typing import Any

from workouts.reading import read
from workouts.workout import Effort, Range, Recovery, Repeat, Step, Target

EASY = Effort.exactly("easy")
VERY_EASY = Effort.exactly("very_easy")
STEADY = Effort.exactly("steady")
MARATHON = Effort.exactly("marathon")
THRESHOLD = Effort.exactly("threshold")
TEN_K = Effort.exactly("10k")
FIVE_K = Effort.exactly("5k")
MILE = Effort.exactly("mile")
ALL_OUT = Effort.exactly("maximal")
HARD = Effort("threshold", "mile")
FAST = Effort("10k", "mile")
STRIDES = Effort("5k", "mile")
MI = 1609.344


def exactly(number: float) -> Range:
    return Range.exactly(number)


def between(lo: float, hi: float) -> Range:
    return Range(lo, hi)


def run(metres: Any = None, *, s: Any = None, x: Any = 1, effort: Effort | None = None, **more: Any) -> Step:
    """A step; numbers stand for exact ranges, pairs for ranges."""
    return Step(reps=_range(x), distance_m=_range(metres), duration_s=_range(s), effort=effort, **more)


def aim(measure: str, value: Any) -> Target:
    found = _range(value)
    assert found is not None
    return Target(measure, found)


def rest(metres: Any = None, *, s: Any = None, activity: str = "rest") -> Recovery:
    return Recovery(activity, _range(metres), _range(s))


def jog(metres: Any = None, *, s: Any = None) -> Recovery:
    return rest(metres, s=s, activity="run")


def walk(metres: Any = None, *, s: Any = None) -> Recovery:
    return rest(metres, s=s, activity="walk")


def rounds(times: Any, *steps: Step | Repeat, between: Recovery | None = None, alternatives: Any = ()) -> Repeat:
    reps = _range(times)
    assert reps is not None
    return Repeat(reps, steps, between, alternatives)


def steps(text: str, **settings: Any) -> tuple[Step | Repeat, ...]:
    """The steps read from ``text``."""
    return read(text, **settings).workout.steps


def wholly(text: str, **settings: Any) -> tuple[Step | Repeat, ...]:
    """The steps read from ``text``, in which every word must have been understood."""
    reading = read(text, **settings)
    assert reading.unread_words == ()
    return reading.workout.steps


def _range(value: Any) -> Range | None:
    if value is None or isinstance(value, Range):
        return value
    return Range(*value) if isinstance(value, tuple) else Range.exactly(value)
