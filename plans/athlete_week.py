"""What an athlete's week shows: the published sessions of all their squads, each advised for this athlete alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from advice.engine import Advice
from clubs.models import Athlete, Club
from plans import wording
from plans.advising import Advisor, Planned
from plans.models import DAYS_A_WEEK, Decision, Session, Swap, Week


@dataclass(frozen=True)
class Entry:
    """A session as the athlete reads it."""

    session: Session
    advice: Advice
    units: str
    _advisor: Advisor
    _athlete: Athlete

    @cached_property
    def lines(self) -> list[wording.Line]:
        """The steps."""
        return wording.lines(self.session.workout, self.units)

    @property
    def total(self) -> str:
        """The distance and the time that are stated."""
        return wording.total(self.session.workout, self.units)

    @property
    def bring(self) -> list[str]:
        """The loads to bring."""
        return wording.kit(self.session.workout)

    @property
    def is_rest(self) -> bool:
        """Whether nothing is to be done."""
        steps = list(self.session.workout.flat())
        return bool(steps) and all(step.activity == "rest" for step, _rounds in steps)

    @property
    def is_unread(self) -> bool:
        """Whether the words say nothing that could be advised on."""
        return not self.session.workout.steps

    @cached_property
    def swap(self) -> Swap | None:
        """The swap that stands."""
        return self.session.swap

    @cached_property
    def decision(self) -> Decision | None:
        """The coach's decision that stands."""
        return self.session.decision

    @cached_property
    def advice_before(self) -> Advice | None:
        """What the panel says, for this athlete, of the words that a swap replaced."""
        if self.swap is None:
            return None
        return self._advisor.for_athlete(self._athlete, Planned(self.session.date, self.swap.workout_before))


@dataclass(frozen=True)
class AthleteDay:
    """A day of the athlete's week."""

    date: dt.date
    entries: Sequence[Entry]
    is_today: bool


class AthleteWeek:
    """An athlete's week. Four queries, whatever the number of squads and sessions."""

    def __init__(self, club: Club, athlete_id: int, monday: dt.date) -> None:
        self.club = club
        self.monday = monday
        self.today = club.today()
        self.athlete = club.athletes.get(pk=athlete_id)
        weeks = list(Week.objects.published().filter(squad__athletes=athlete_id).until(monday).select_related("squad"))
        self.weeks = [week for week in weeks if week.monday == monday]
        fetched = Session.objects.live().of_weeks(self.weeks, loaded_runs_of=weeks).with_standing()
        sessions = list(fetched) if weeks else []
        squads = {week.squad_id for week in weeks}
        self._advisor = Advisor(club, [self.athlete], monday, sessions, lambda _athlete: squads)
        mine = [session for session in sessions if session.week.monday == monday]
        mine.sort(key=lambda session: (session.day, session.position, session.pk))
        self.entries = [self._entry(session) for session in mine]

    @cached_property
    def days(self) -> list[AthleteDay]:
        """Monday to Sunday."""
        dates = [self.monday + dt.timedelta(days=number) for number in range(DAYS_A_WEEK)]
        return [
            AthleteDay(date, [entry for entry in self.entries if entry.session.date == date], date == self.today)
            for date in dates
        ]

    @property
    def today_first(self) -> AthleteDay | None:
        """Today, where it is in this week."""
        return next((day for day in self.days if day.is_today), None)

    @property
    def rest_of_week(self) -> list[AthleteDay]:
        """The other days."""
        return [day for day in self.days if not day.is_today]

    @property
    def notes(self) -> list[Week]:
        """The published weeks that carry a note."""
        return [week for week in self.weeks if week.note]

    @property
    def is_this_week(self) -> bool:
        """Whether today is in it."""
        return self.monday <= self.today < self.monday + dt.timedelta(days=DAYS_A_WEEK)

    def _entry(self, session: Session) -> Entry:
        advice = self._advisor.for_athlete(self.athlete, Planned(session.date, session.workout))
        return Entry(session, advice, self.club.units, self._advisor, self.athlete)
