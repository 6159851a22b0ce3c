"""What stands in the plan around a session: which drills were done, how many days ago, and how much of each.

Days are counted from the session: 1 is the day before, -1 the day after. Whether a drill is new can only be said where
weeks before this one are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from advice.drills import Amount, Drill
from workouts.vocabulary import ACTIVITIES, EFFORTS

WEEKS_BACK: Final = 4

# Words that name no drill: an easy run or a walk may stand in a week more than once.
_EVERYDAY: Final = frozenset(
    part for word in (*EFFORTS, *ACTIVITIES) for name in word for part in name.lower().replace("_", " ").split()
)
_DAYS_A_WEEK: Final = 7


class Entry(NamedTuple):
    """Another session of the plan.

    ``days_ago`` is negative where it is still to come; ``in_week`` tells whether it stands in the same week, from
    Monday to Sunday, ``is_explosive`` whether it jumps or sprints.
    """

    days_ago: int
    text: str
    in_week: bool = False
    is_hard: bool = False
    is_explosive: bool = False
    climbs: bool = False


class Use(NamedTuple):
    """A drill in the plan: how many days ago, and how much of it; ``None`` where the words do not tell how much."""

    days_ago: int
    amount: Amount | None


class History(NamedTuple):
    """The sessions around the one in question; those of the four weeks before it as far as they are known."""

    entries: tuple[Entry, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything before this week is known, so that a drill can be told to be new."""
        return any(entry.days_ago > 0 and not entry.in_week for entry in self.entries)

    @property
    def hard_day_beside(self) -> bool:
        """Whether the day before or the day after is hard."""
        return any(entry.is_hard and abs(entry.days_ago) == 1 for entry in self.entries)

    def explosive_within(self, days: int) -> bool:
        """Whether there are jumps or sprints on a day less than ``days`` away."""
        return any(entry.is_explosive and abs(entry.days_ago) < days for entry in self.entries)

    def has_in_week(self, drill: Drill) -> bool:
        """Whether the week holds the drill already."""
        return any(entry.in_week and names(entry.text, drill) for entry in self.entries)

    def of_its_kind_in_week(self, drill: Drill, drills: Iterable[Drill]) -> int:
        """How many sessions of the week have a drill off the same shelf, or climb where the drill does."""
        shelf = [one for one in drills if one.category == drill.category]
        return sum(
            entry.in_week and ((drill.climbs and entry.climbs) or any(names(entry.text, one) for one in shelf))
            for entry in self.entries
        )

    def uses(self, drill: Drill) -> tuple[Use, ...]:
        """When the drill stood in the plan of the last four weeks, the latest first."""
        found = [
            Use(entry.days_ago, drill.amount_in(entry.text))
            for entry in self.entries
            if 0 < entry.days_ago <= WEEKS_BACK * _DAYS_A_WEEK and names(entry.text, drill)
        ]
        return tuple(sorted(found, key=lambda use: use.days_ago))

    def weeks_with(self, drill: Drill) -> int:
        """In how many of the last four weeks the drill stood in the plan."""
        return len({(use.days_ago - 1) // _DAYS_A_WEEK for use in self.uses(drill)})


def is_everyday(drill: Drill) -> bool:
    """Whether its words name nothing but an easy run or a walk, which is no repetition of a drill."""
    return _EVERYDAY.issuperset(drill.phrase.split())


def names(text: str, drill: Drill) -> bool:
    """Whether ``text`` names the drill by its words, or is its code."""
    lowered = text.lower()
    if lowered == drill.code.lower():
        return True
    return drill.phrase in lowered and not is_everyday(drill) and bool(_named(drill.phrase).search(lowered))


@lru_cache(maxsize=500)
def _named(phrase: str) -> re.Pattern[str]:
    return re.compile(f"(?<!\\w){re.escape(phrase)}(?!\\w)")
