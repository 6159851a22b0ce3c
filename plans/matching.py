"""Which session a recorded run belongs to, and whether all of it was run. Pure: sessions, days and figures in."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plans.recordings.summary import Summary
from workouts.workout import Range, Workout

# Editorial: a run of a third or of three times what was planned for its day is more likely another one.
FURTHEST_APART: Final = math.log(3)
# Where a session does not say how long it is, it is taken for neither a good match nor a bad one.
UNKNOWN_APART: Final = math.log(1.5)
# Editorial too: up to here a run is a whole session that was cut a little short.
LEAST_OF_IT: Final = 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session that a run might be: its key, its day and its workout; ``taken`` where it has a run already."""

    key: int
    date: dt.date
    workout: Workout
    taken: bool = False


def nearest(candidates: Iterable[Candidate], day: dt.date, summary: Summary) -> Candidate | None:
    """The session of ``day`` that the run is most like; ``None`` where it is like none of them."""
    near = [(_apart(one.workout, summary), one) for one in candidates if one.date == day and not one.taken]
    apart, found = min(near, key=lambda pair: pair[0], default=(math.inf, None))
    return found if apart <= FURTHEST_APART else None


def is_whole(workout: Workout, summary: Summary) -> bool:
    """Whether the run is long enough to be all of the session, as far as the session says how long it is."""
    compared = _comparable(workout, summary)
    return compared is None or compared[1] >= LEAST_OF_IT * compared[0].lo


def _apart(workout: Workout, summary: Summary) -> float:
    """The logarithm of how many times the run is longer or shorter than planned; 0 within the ends of a range."""
    compared = _comparable(workout, summary)
    if compared is None:
        return UNKNOWN_APART
    planned, done = compared
    if done <= 0 or planned.hi <= 0:
        return math.inf
    if done < planned.lo:
        return math.log(planned.lo / done)
    return max(0.0, math.log(done / planned.hi)) if math.isfinite(planned.hi) else 0.0


def _comparable(workout: Workout, summary: Summary) -> tuple[Range, float] | None:
    """What is planned and what was done, as metres or else as seconds.

    Of a session that states both ("15 min easy, 6 x 400 m") neither is its whole length, and nothing is compared.
    """
    metres, seconds = workout.total("distance_m"), workout.total("duration_s")
    if metres is not None and seconds is None and summary.distance_m is not None:
        return metres, summary.distance_m
    if seconds is not None and metres is None and summary.time_s is not None:
        return seconds, summary.time_s
    return None
