"""Plans that lie on no calendar yet: weeks of sessions as templates hold them, and where a calendar puts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plans.days import DAYS_A_WEEK, WEEK, monday_of
from plans.line_ends import LONGEST_TEXT
from workouts.vocabulary import BLOCKS, slugs

MOST_WEEKS: Final = 60
MOST_A_DAY: Final = 6


@dataclass(frozen=True, slots=True)
class OutlineWeek:
    """One week: its sessions as (day, text) in order, day 0 for Monday; its block, one of ``BLOCKS`` or none."""

    sessions: tuple[tuple[int, str], ...] = ()
    block: str = ""
    note: str = ""

    def on(self, day: int) -> tuple[str, ...]:
        """The sessions of a day."""
        return tuple(text for other, text in self.sessions if other == day)

    @property
    def days(self) -> list[tuple[int, tuple[str, ...]]]:
        """All seven days with their sessions."""
        return [(day, self.on(day)) for day in range(DAYS_A_WEEK)]

    @classmethod
    def from_json(cls, value: Any) -> OutlineWeek:
        """What :meth:`to_json` wrote; raises ``ValueError`` for anything else, so that no other is ever stored."""
        if not isinstance(value, Mapping) or value.keys() != {"sessions", "block", "note"}:
            raise ValueError("a week has sessions, block and note")
        block, note = value["block"], value["note"]
        if block not in ("", *slugs(BLOCKS)):
            raise ValueError(f"{block!r} is no block")
        if not isinstance(note, str) or len(note) > LONGEST_TEXT:
            raise ValueError("a note is text")
        sessions = tuple((day, text) for day, text in value["sessions"])
        for day, text in sessions:
            if day not in range(DAYS_A_WEEK) or not isinstance(text, str) or not 0 < len(text) <= LONGEST_TEXT:
                raise ValueError(f"{day!r}, {text!r} is no session")
        if any(sum(day == other for other, _text in sessions) > MOST_A_DAY for day in range(DAYS_A_WEEK)):
            raise ValueError(f"a day holds at most {MOST_A_DAY} sessions")
        return cls(tuple(sorted(sessions, key=lambda session: session[0])), block, note)

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {"sessions": [list(session) for session in self.sessions], "block": self.block, "note": self.note}


@dataclass(frozen=True, slots=True)
class Outline:
    """Weeks of sessions; ``race_day`` is the day of the last week on which the race is, where there is one."""

    weeks: tuple[OutlineWeek, ...]
    race_day: int | None = None

    @classmethod
    def from_json(cls, weeks: Any, race_day: int | None = None) -> Outline:
        """An outline from a list of weeks as JSON; raises ``ValueError``."""
        if not isinstance(weeks, list) or not 0 < len(weeks) <= MOST_WEEKS:
            raise ValueError(f"an outline has 1 to {MOST_WEEKS} weeks")
        if race_day is not None and race_day not in range(DAYS_A_WEEK):
            raise ValueError(f"{race_day!r} is no day")
        return cls(tuple(map(OutlineWeek.from_json, weeks)), race_day)

    def to_json(self) -> list[dict[str, Any]]:
        """The weeks as JSON."""
        return [week.to_json() for week in self.weeks]

    @property
    def count(self) -> int:
        """How many sessions it holds."""
        return sum(len(week.sessions) for week in self.weeks)

    @property
    def last_week(self) -> OutlineWeek:
        """The week of the race, where there is one."""
        return self.weeks[-1]

    @property
    def blocks(self) -> list[tuple[str, int]]:
        """The blocks in order, each with its number of weeks."""
        found: list[tuple[str, int]] = []
        for week in self.weeks:
            if found and found[-1][0] == week.block:
                found[-1] = (week.block, found[-1][1] + 1)
            else:
                found.append((week.block, 1))
        return found

    def repeated(self, times: int) -> Outline:
        """The same weeks ``times`` times over."""
        return Outline(self.weeks * times, self.race_day)

    def starting(self, monday: dt.date, weeks: int | None = None) -> Placement:
        """On the calendar from ``monday`` on; the first ``weeks`` of it, if not all are wanted."""
        placed = [PlacedWeek(monday + number * WEEK, week) for number, week in enumerate(self.weeks[:weeks])]
        return Placement(tuple(placed))

    def before(self, race: dt.date, not_before: dt.date) -> Placement:
        """Counted back from ``race``, and nothing of it in weeks before that of ``not_before``.

        In the race's week sessions keep their distance to the race: one from two days before a Sunday's race is on
        Thursday if it is run on Saturday. Those that would fall out of the week are left out. Every other week stays
        as it is, for the days of club life are the same whenever the race is.
        """
        last = monday_of(race)
        first = last - (len(self.weeks) - 1) * WEEK
        placed, left_out = [], []
        for number, week in enumerate(self.weeks):
            monday = first + number * WEEK
            moved, out = (week, []) if monday != last else _shifted(week, self._to_race(race))
            left_out += [(monday + dt.timedelta(days=day), text) for day, text in out]
            placed.append(PlacedWeek(monday, moved))
        begun = monday_of(not_before)
        return Placement(
            tuple(week for week in placed if week.monday >= begun),
            tuple(left_out),
            sum(week.monday < begun for week in placed),
        )

    def _to_race(self, race: dt.date) -> int:
        """How many days later in the week ``race`` is than the outline has it."""
        return 0 if self.race_day is None else race.weekday() - self.race_day


def _shifted(week: OutlineWeek, days: int) -> tuple[OutlineWeek, list[tuple[int, str]]]:
    moved = [(day + days, text) for day, text in week.sessions]
    inside = tuple((day, text) for day, text in moved if 0 <= day < DAYS_A_WEEK)
    return OutlineWeek(inside, week.block, week.note), [one for one in moved if not 0 <= one[0] < DAYS_A_WEEK]


@dataclass(frozen=True, slots=True)
class PlacedWeek:
    """A week of an outline on the calendar."""

    monday: dt.date
    week: OutlineWeek


@dataclass(frozen=True, slots=True)
class Placement:
    """An outline on the calendar.

    ``left_out``: the sessions of the race's week that would fall out of it. ``weeks_past``: how many weeks are over.
    """

    weeks: tuple[PlacedWeek, ...]
    left_out: tuple[tuple[dt.date, str], ...] = ()
    weeks_past: int = 0

    @property
    def days(self) -> Iterator[tuple[dt.date, tuple[str, ...]]]:
        """Every day of every week with what is planned for it, nothing included."""
        for placed in self.weeks:
            for day, texts in placed.week.days:
                yield placed.monday + dt.timedelta(days=day), texts

    @property
    def mondays(self) -> Sequence[dt.date]:
        """The weeks that it covers."""
        return [placed.monday for placed in self.weeks]
