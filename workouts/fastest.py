"""How fast anybody runs: what tells the time of a repetition from the rest behind it."""

from __future__ import annotations

from typing import Final

from workouts.vocabulary import RUNNING_SPEEDS_M_S
from workouts.workout import Effort, Range

# The world's best times, rounded down: metres, seconds; over less than the first, a speed that is plausible.
_BEST: Final = (
    (400, 43.0), (800, 100.0), (1000, 131.0), (1500, 205.0), (2000, 283.0), (3000, 437.0),
    (5000, 755.0), (10000, 1570.0),
)  # fmt: skip
# Nobody holds these efforts faster (m/s): the paces of world records, rounded up.
_HELD_M_S: Final = {"marathon": 5.9, "threshold": 6.2, "10k": 6.4, "5k": 6.65, "mile": 7.3}
# A squad's repetition in a session, and the least rest in a circle of so many minutes.
_LIKELY_M_S: Final = 5.0
_LEAST_REST_S: Final = 30.0
# Nobody jogs slower, in seconds for a metre: ten minutes for a kilometre.
_SLOWEST_S_M: Final = 0.6


def can_run(distance_m: Range, duration_s: Range, effort: Effort | None) -> bool:
    """Whether anybody can run the distance in the time, at that effort."""
    fastest = RUNNING_SPEEDS_M_S[1]
    for metres, seconds in _BEST:
        if metres <= distance_m.lo:
            fastest = metres / seconds
    if effort is not None:
        fastest = min(fastest, _HELD_M_S.get(effort.hi, fastest))
    return distance_m.lo <= fastest * duration_s.hi


def may_take(distance_m: Range, duration_s: Range, effort: Effort | None) -> bool:
    """Whether it may be the time that the distance is run in: neither faster than anybody nor slower than a jog."""
    return can_run(distance_m, duration_s, effort) and duration_s.lo < distance_m.hi * _SLOWEST_S_M


def may_be_a_start(distance_m: Range, duration_s: Range) -> bool:
    """Whether a repetition and a rest fit into the time, so that it may be how often one starts: "off 4 min"."""
    return duration_s.hi >= distance_m.lo / _LIKELY_M_S + _LEAST_REST_S
