"""How fast an athlete's efforts are: from a threshold pace, or from a race that was run lately, to a range for each.

One curve says all of it: Riegel's ``T2 = T1 · (D2 / D1)^1.06`` through the race, or through the distance that the
threshold pace makes in an hour. Pure: no clock, no database; today is passed in.

What it rests on
    Riegel, P. S. (1981). Athletic records and human endurance. American Scientist 69, 285–290: the formula, for efforts
    of 3.5 to 230 minutes.
    Vickers, A. J., & Vertosick, E. A. (2016). An empirical study of race times in recreational endurance runners. BMC
    Sports Science, Medicine and Rehabilitation 8:26: with 2303 runners it holds up to the half marathon; for half of
    them it is ten minutes and more too fast over the marathon. So the range of the marathon only begins there.
    Billat, V. L., et al. (2003). The concept of maximal lactate steady state. Sports Medicine 33, 407–426: the highest
    work that is kept up without lactate piling up, what coaches call threshold. That it is the pace of a race of one
    hour is the coaches' rule of thumb.

Editorial, ours and not measured: how wide each range is, which shares of the threshold speed easy running has, and for
how long a race tells anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from clubs.pace_words import LONGEST_RACE_S, SHORTEST_RACE_S
from clubs.race_words import MARATHON_M, MILE_M
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import Effort, Step

EXPONENT: Final = 1.06
HOUR_S: Final = 3600.0
# A race says how fast somebody is for half a year (editorial).
RACE_COUNTS_DAYS: Final = 183
# The distances that efforts are named after (m).
RACES_M: Final = {"marathon": float(MARATHON_M), "10k": 10_000.0, "5k": 5_000.0, "mile": MILE_M}
# A race pace is not exact to the second: 2 % on either side (editorial). The marathon's goes on to 6 % slower, which is
# 12 minutes on 3:20, for Vickers and Vertosick found the formula that much too fast (the figure is editorial).
AROUND: Final = 0.02
MARATHON_SLOWER: Final = 0.06
# The slowest and the fastest share of the threshold speed (editorial; easy ends where talking does).
SHARES: Final = {"very_easy": (0.64, 0.74), "easy": (0.74, 0.84), "steady": (0.84, 0.89)}
# Coaches time what is run on the flat without a load; the pace of anything else is another one.
RUN: Final = frozenset({"run", "race"})


class PaceRange(NamedTuple):
    """From ``fastest`` to ``slowest``, in seconds a kilometre."""

    fastest: float
    slowest: float


class RecentRace(NamedTuple):
    """A race that was run: metres, seconds, the day."""

    distance_m: int
    time_s: int
    date: dt.date

    def counts_on(self, today: dt.date) -> bool:
        """Whether it still says how fast somebody is, and the formula was made for it."""
        is_recent = 0 <= (today - self.date).days <= RACE_COUNTS_DAYS
        return is_recent and SHORTEST_RACE_S <= self.time_s <= LONGEST_RACE_S


@dataclass(frozen=True)
class Paces:
    """The ranges of an athlete's efforts, by the slugs of ``vocabulary.EFFORTS``, and what they come from.

    ``race`` is ``None`` where they come from a threshold pace that was stated. An effort that nothing is known of is
    not among ``ranges``: all-out, and the marathon of somebody for whom it takes longer than the formula holds.
    """

    threshold_s_per_km: float
    race: RecentRace | None
    ranges: Mapping[str, PaceRange]

    def __hash__(self) -> int:
        """The ranges follow from the rest."""
        return hash((self.threshold_s_per_km, self.race))

    @classmethod
    def of(cls, threshold_s_per_km: float | None, race: RecentRace | None, today: dt.date) -> Paces | None:
        """The paces from what is known; a threshold that was stated goes before a race. ``None`` where neither is."""
        if threshold_s_per_km is not None:
            return cls._through(HOUR_S / threshold_s_per_km * 1000, HOUR_S, None)
        if race is not None and race.counts_on(today):
            return cls._through(race.distance_m, race.time_s, race)
        return None

    @classmethod
    def _through(cls, distance_m: float, time_s: float, race: RecentRace | None) -> Paces:
        in_an_hour_m = distance_m * (HOUR_S / time_s) ** (1 / EXPONENT)
        threshold = HOUR_S / in_an_hour_m * 1000
        ranges = {
            effort: PaceRange(threshold / fastest, threshold / slowest) for effort, (slowest, fastest) in SHARES.items()
        }
        ranges["threshold"] = _around(threshold)
        for effort, metres in RACES_M.items():
            seconds = riegel(time_s, distance_m, metres)
            if SHORTEST_RACE_S <= seconds <= LONGEST_RACE_S:
                pace = seconds / metres * 1000
                is_marathon = effort == "marathon"
                ranges[effort] = PaceRange(pace, pace * (1 + MARATHON_SLOWER)) if is_marathon else _around(pace)
        return cls(threshold, race, dict(sorted(ranges.items(), key=lambda item: EFFORT_ORDER[item[0]])))

    @property
    def speeds_m_s(self) -> dict[str, tuple[float, float]]:
        """The same as the slowest and the fastest speed of each effort."""
        return {effort: (1000 / pace.slowest, 1000 / pace.fastest) for effort, pace in self.ranges.items()}

    def for_effort(self, effort: Effort) -> PaceRange | None:
        """From the fastest of both its ends to the slowest; ``None`` where one is not known.

        Whoever takes more than an hour for 10 km races them slower than the hour: the harder end need not be faster.
        """
        ends = self.ranges.get(effort.lo), self.ranges.get(effort.hi)
        if ends[0] is None or ends[1] is None:
            return None
        return PaceRange(min(ends[0].fastest, ends[1].fastest), max(ends[0].slowest, ends[1].slowest))

    def for_step(self, step: Step) -> PaceRange | None:
        """The pace of a step that is run on the flat, without a load, where the coach said an effort and no number."""
        is_plain = step.activity in RUN and step.load is None and not (step.uphill or step.in_place)
        if not is_plain or step.grade_percent or step.target or step.effort is None or step.is_strides:
            return None
        return self.for_effort(step.effort)


def riegel(time_s: float, distance_m: float, other_m: float) -> float:
    """The time (s) over ``other_m`` of somebody who runs ``distance_m`` in ``time_s``."""
    return time_s * (other_m / distance_m) ** EXPONENT


def _around(pace: float) -> PaceRange:
    return PaceRange(pace * (1 - AROUND), pace * (1 + AROUND))
