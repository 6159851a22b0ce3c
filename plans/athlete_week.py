"""What an athlete's week shows: the published sessions of all their squads, each advised for this athlete alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from advice.engine import Advice
from clubs.models import Athlete, Club
from plans import wording
from plans.advising import Advisor, Planned
from plans.energy import Energy, energies
from plans.fragments import fragment
from plans.models import DAYS_A_WEEK, Decision, Session, Swap, Week


@dataclass(frozen=True)
class Entry:
    """A session as one athlete reads it."""

    session: Session
    athlete: Athlete
    advisor: Advisor

    @property
    def as_today(self) -> SafeString:
        """The sheet at the top of the page."""
        return self._rendered("plans/_entry_today.html")

    @property
    def as_row(self) -> SafeString:
        """A row of the week, which opens."""
        return self._rendered("plans/_entry_row.html")

    def _rendered(self, template: str) -> SafeString:
        session, swap, decision = self.session, self.swap, self.decision
        workouts = [self._planned, *([self._planned_before] if swap else [])]
        facts = tuple([self.advisor.hangs_on(self.athlete, planned) for planned in workouts])
        words = (session.date, session.text, session.stored_reading, self.units)
        coach = (swap and (swap.pk, str(swap.by)), decision and (decision.pk, str(decision.by)))
        # What a load costs hangs on the body mass, which no guideline need ask for.
        mass = self.athlete.body_mass_kg if self.bring else None
        key = (*words, *coach, facts, mass, self.advisor.guidelines, self.advisor.club.is_strict)
        return fragment(template, key, lambda: {"entry": self})

    @property
    def units(self) -> str:
        """What the club measures distances in."""
        return self.advisor.club.units

    @property
    def _planned(self) -> Planned:
        return Planned(self.session.date, self.session.workout)

    @property
    def _planned_before(self) -> Planned:
        assert self.swap is not None
        return Planned(self.session.date, self.swap.workout_before)

    @cached_property
    def advice(self) -> Advice:
        """What the panel says, for this athlete."""
        return self.advisor.for_athlete(self.athlete, self._planned)

    @property
    def is_held_back(self) -> bool:
        """Whether the panel tells this athlete to stop and the coach has not decided yet: then only that is said."""
        decided = self.decision is not None and self.decision.covers(self.advice.verdict)
        return self.advice.verdict == "stop" and not decided

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
    def energies(self) -> list[Energy]:
        """What the loads cost this athlete."""
        mass = self.athlete.body_mass_kg
        return energies(self.session.workout, [] if mass is None else [float(mass)], self.units)

    @property
    def swap(self) -> Swap | None:
        """The swap that stands."""
        return self.session.swap

    @property
    def decision(self) -> Decision | None:
        """The coach's decision that stands."""
        return self.session.decision

    @cached_property
    def advice_before(self) -> Advice | None:
        """What the panel says, for this athlete, of the words that a swap replaced."""
        return self.advisor.for_athlete(self.athlete, self._planned_before) if self.swap else None


@dataclass(frozen=True)
class AthleteDay:
    """A day of the athlete's week."""

    date: dt.date
    entries: Sequence[Entry]
    is_today: bool


class AthleteWeek:
    """An athlete's week. Two queries, and one more each where there are swaps and decisions, or no session at all."""

    def __init__(self, club: Club, athlete: Athlete, monday: dt.date) -> None:
        self.club = club
        self.athlete = athlete
        self.monday = monday
        self.today = club.today()
        sessions = Session.objects.published_for(athlete, monday).with_standing()
        self._advisor = Advisor(club, [athlete], monday, sessions)
        mine = [session for session in sessions if session.week.monday == monday]
        mine.sort(key=lambda session: (session.day, session.position, session.pk))
        self.entries = [Entry(session, athlete, self._advisor) for session in mine]

    @property
    def fragment_key(self) -> tuple[Hashable, ...]:
        """All that is seen of the page between its header and its footer."""
        entries = [entry.as_today if entry.session.date == self.today else entry.as_row for entry in self.entries]
        published = tuple(self.published.items())
        return (self.club.slug, self.club.name, self.monday, self.today, published, self.has_squad, *entries)

    @cached_property
    def has_squad(self) -> bool:
        """Whether the athlete is in any squad, without which there is nothing to wait for."""
        return bool(self.published) or self.athlete.squads.exists()

    @cached_property
    def published(self) -> dict[str, str]:
        """The notes of the published weeks by squad; a week may be published without a session, with a note alone."""
        if self.entries:
            return {entry.session.squad_name: entry.session.week.note for entry in self.entries}
        weeks = Week.objects.published().filter(squad__athletes=self.athlete, monday=self.monday)
        return dict(weeks.values_list("squad__name", "note"))

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
    def is_this_week(self) -> bool:
        """Whether today is in it."""
        return self.monday <= self.today < self.monday + dt.timedelta(days=DAYS_A_WEEK)
