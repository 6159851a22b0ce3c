"""An athlete's log as a coach reads it: week by week, the newest first, what was planned beside how it went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from clubs.models import Athlete, Club
from plans.days import WEEK, monday_of
from plans.tellings import Telling, tellings
from plans.training import Training, Turn

WEEKS_SHOWN: Final = 4


@dataclass(frozen=True)
class Row:
    """A session and what is told of it."""

    turn: Turn
    telling: Telling | None
    is_over: bool


@dataclass(frozen=True)
class LogWeek:
    """A week of the log, its days in order."""

    monday: dt.date
    rows: Sequence[Row]


class AthleteLog:
    """``WEEKS_SHOWN`` weeks of an athlete, fetched with their squads, up to the week of ``last``.

    Three queries, and one more where the legs felt heavy.
    """

    def __init__(self, club: Club, athlete: Athlete, last: dt.date) -> None:
        self.club, self.athlete, self.last = club, athlete, monday_of(last)
        self.first = self.last - (WEEKS_SHOWN - 1) * WEEK
        self.today = club.today()

    @cached_property
    def weeks(self) -> list[LogWeek]:
        """The weeks, the newest first."""
        turns = Training([self.athlete], self.first, self.last).of(self.athlete)
        logs = [turn.log for turn in turns if turn.log]
        for log in logs:
            log.athlete = self.athlete
        told = {telling.log.pk: telling for telling in tellings(self.club, logs)}
        rows: dict[dt.date, list[Row]] = {}
        for turn in turns:
            telling = told.get(turn.log.pk) if turn.log else None
            rows.setdefault(monday_of(turn.date), []).append(Row(turn, telling, turn.date < self.today))
        mondays = [self.last - number * WEEK for number in range(WEEKS_SHOWN)]
        return [LogWeek(monday, rows.get(monday, ())) for monday in mondays]

    @property
    def before(self) -> dt.date:
        """The newest of the weeks before these."""
        return self.first - WEEK

    @property
    def after(self) -> dt.date | None:
        """The newest of the weeks after these, up to this one."""
        this_week = monday_of(self.today)
        return min(self.last + WEEKS_SHOWN * WEEK, this_week) if self.last < this_week else None
