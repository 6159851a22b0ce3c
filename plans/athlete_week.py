"""What an athlete's week shows: the published sessions of all their squads, each advised for this athlete alone.

And the weeks of one person in several clubs as one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from advice.engine import Advice
from clubs import race_words
from clubs.models import Athlete, Club, Meeting, SquadMeeting
from clubs.pace_words import clock, pace, pace_range
from clubs.race_calendar import RaceAhead, RaceCalendar
from plans import wording
from plans.advising import Advisor, Planned
from plans.after_publication import Told, outcomes
from plans.energy import Energy, energies
from plans.fragments import fragment
from plans.how_it_went import HowItWent
from plans.models import DAYS_A_WEEK, Comment, Decision, Log, Session, SessionException, Swap, Tally, Week, read_for
from plans.models.changes import State
from plans.paces import Paces, RecentRace
from plans.watch.laps import is_for_a_watch
from plans.who_suits import TO_SETTLE


@dataclass(frozen=True)
class Entry:
    """A session as one athlete reads it."""

    session: Session
    athlete: Athlete
    advisor: Advisor
    exception: SessionException | None = None
    log: Log | None = None
    meeting: Meeting | None = None
    paces: Paces | None = None
    club_name: str = ""
    """Whose session it is, where the page shows those of several clubs."""
    talk: Tally | None = None

    @property
    def shown(self) -> Session | SessionException:
        """What this athlete does: the exception where there is one, else the squad's session."""
        return self.exception or self.session

    @property
    def as_today(self) -> SafeString:
        """The sheet at the top of the page."""
        return self._rendered("plans/_entry_today.html", is_tomorrow=False)

    @property
    def as_tomorrow(self) -> SafeString:
        """The sheet below today's."""
        return self._rendered("plans/_entry_today.html", is_tomorrow=True)

    @property
    def as_row(self) -> SafeString:
        """A row of the week, which opens."""
        return self._rendered("plans/_entry_row.html", is_tomorrow=False)

    def _rendered(self, template: str, *, is_tomorrow: bool) -> SafeString:
        session, swap, decision = self.session, self.swap, self.decision
        workouts = [self._planned, *([self._planned_before] if swap else [])]
        facts = tuple([self.advisor.hangs_on(self.athlete, planned) for planned in workouts])
        words = (session.date, self.shown.text, self.shown.stored_reading, self.units, self.talk_url, self.talk)
        place = (self.advisor.club.slug, session.pk)
        own = self.exception and (self.exception.pk, self.exception.version, str(self.exception.made_by), session.text)
        coach = (swap and (swap.pk, str(swap.by)), decision and (decision.pk, str(decision.by)))
        # What a load costs hangs on the body mass, which no guideline need ask for.
        mass = self.athlete.body_mass_kg if self.bring else None
        said = self.how_it_went and self.how_it_went.key
        shown = (is_tomorrow, self.meeting, self._paces_shown, self.club_name, session.squad_name, said)
        key = (*place, *words, own, *coach, *shown, facts, mass, self.advisor.guidelines, self.advisor.club.is_strict)
        return fragment(template, key, lambda: {"entry": self, "is_tomorrow": is_tomorrow})

    @property
    def _paces_shown(self) -> Paces | None:
        """The athlete's paces where any step shows one, so that the others are rendered once for a whole squad."""
        if self.paces is None:
            return None
        steps = (step for step, _rounds in self.shown.workout.flat())
        return self.paces if any(self.paces.for_step(step) for step in steps) else None

    @property
    def how_it_went(self) -> HowItWent | None:
        """What the athlete said of it, or the way to say it, once its day has come; nothing of a day off."""
        if self.log is None and (self.session.date > self.advisor.today or self.shown.is_rest):
            return None
        slug, day = self.advisor.club.slug, self.session.date
        return HowItWent(slug, self.athlete.pk, self.session.pk, self.log, day, self.shown.text)

    @property
    def units(self) -> str:
        """What the club measures distances in."""
        return self.advisor.club.units

    @cached_property
    def talk_url(self) -> str:
        """Where the athlete and the coaches talk of it."""
        return reverse("plans:my_talk", args=[self.advisor.club.slug, self.session.pk])

    @property
    def _planned(self) -> Planned:
        return Planned(self.session.date, self.shown.workout)

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
        return wording.lines(self.shown.workout, self.units, self.paces)

    @property
    def total(self) -> str:
        """The distance and the time that are stated."""
        return wording.total(self.shown.workout, self.units)

    @property
    def bring(self) -> list[str]:
        """The loads to bring."""
        return wording.kit(self.shown.workout)

    @property
    def is_for_a_watch(self) -> bool:
        """Whether a watch can lead through it."""
        return is_for_a_watch(self.shown.workout)

    @property
    def energies(self) -> list[Energy]:
        """What the loads cost this athlete."""
        mass = self.athlete.body_mass_kg
        return energies(self.shown.workout, [] if mass is None else [float(mass)], self.units)

    @property
    def swap(self) -> Swap | None:
        """The swap that stands in the words that this athlete does."""
        return self.session.swap if self.exception is None else None

    @property
    def decision(self) -> Decision | None:
        """The coach's decision that stands; of an exception where it is flagged and was there when it was taken."""
        decision, exception = self.session.decision, self.exception
        if decision is None or exception is None:
            return decision
        return decision if self.advice.verdict in TO_SETTLE and exception.updated_at <= decision.at else None

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
    races: Sequence[RaceAhead]


class AthleteWeek:
    """An athlete's week.

    Four queries, and one more each where there are swaps, decisions, exceptions, no session at all, or changes after
    publication. On a Sunday tomorrow is of the week after, which is then asked for too. ``names_club`` is for a page
    that shows several clubs.
    """

    def __init__(self, club: Club, athlete: Athlete, monday: dt.date, *, names_club: bool = False) -> None:
        self.club = club
        self.athlete = athlete
        self.monday = monday
        self.today = club.today()
        self._names_club = names_club
        sessions = Session.objects.published_for(athlete, monday).with_standing()
        own = SessionException.objects.for_athletes(sessions)
        self.races = RaceCalendar(club, [athlete], since=min(monday, self.today))
        self._advisor = Advisor(club, [athlete], monday, sessions, exceptions=own.values(), races=self.races)
        mine = [session for session in sessions if session.week.monday == monday]
        talk = Comment.objects.tallies_of(athlete, mine)
        self.unread = sum(tally.unread for tally in talk.values())
        mine.sort(key=lambda session: (session.day, session.position, session.pk))
        logs = Log.objects.of_sessions(athlete, mine)
        squads = {session.week.squad_id for session in mine}
        meetings = SquadMeeting.objects.of_squads(squads).by_day() if squads else {}
        self.entries = [
            Entry(
                session,
                athlete,
                self._advisor.in_block(session.week.block),
                own.get(session.pk),
                logs.get(session.pk),
                None if session.is_rest else meetings.get((session.week.squad_id, session.day)),
                self.paces,
                club.name if names_club else "",
                talk.get(session.pk),
            )
            for session in mine
        ]

    @property
    def fragment_key(self) -> tuple[Hashable, ...]:
        """All that is seen of the page between its header and its footer."""
        shown = [
            entry.as_today if day is self.today_first else entry.as_tomorrow if day is self.tomorrow else entry.as_row
            for day in (self.today_first, self.tomorrow, *self.rest_of_week)
            if day is not None
            for entry in day.entries
        ]
        head = (self.club.slug, self.club.name, self.monday, self.today, self.published, self.has_squad)
        races = (tuple(self.races.of(self.athlete)), self.tomorrow and tuple(self.tomorrow.races))
        return (*head, *races, self.changed, self.paces, self.recent_race, self.club.units, *shown)

    @cached_property
    def recent_race(self) -> RecentRace | None:
        """The race that the athlete told of, whether it still counts or not."""
        return recent_race_of(self.athlete)

    @cached_property
    def paces(self) -> Paces | None:
        """How fast the athlete's efforts are, where the profile says it."""
        return paces_of(self.athlete, self.today)

    @property
    def pace_rows(self) -> list[tuple[str, str]]:
        """Each effort with its range of paces, from the gentlest."""
        if self.paces is None:
            return []
        return [
            (str(gettext(wording.EFFORT_LABELS[effort])), pace_range(*ends, self.club.units))
            for effort, ends in self.paces.ranges.items()
        ]

    @property
    def paces_from(self) -> str:
        """What the paces come from: "a threshold pace of 4:35 /km", "10 km in 45:10 on 1 November 2026"."""
        if self.paces is None:
            return ""
        race = self.paces.race
        if race is None:
            told = pace(self.paces.threshold_s_per_km, self.club.units)
            return gettext("a threshold pace of %(pace)s") % {"pace": told}
        return gettext("%(distance)s in %(time)s on %(day)s") % {
            "distance": race_words.distance(race.distance_m, self.club.units),
            "time": clock(race.time_s),
            "day": date_format(race.date, "j F Y"),
        }

    @cached_property
    def next_race(self) -> RaceAhead | None:
        """The next race that the athlete trains for, seen from today."""
        return self.races.next_for(self.athlete, self.today)

    @cached_property
    def has_squad(self) -> bool:
        """Whether the athlete is in any squad, without which there is nothing to wait for."""
        return bool(self.published) or self.athlete.squads.going_on().exists()

    @cached_property
    def published(self) -> tuple[tuple[str, str], ...]:
        """The squads of the published weeks with their notes; a week may be published with a note alone."""
        return tuple((squad, week.note) for squad, week in self._weeks)

    @cached_property
    def _weeks(self) -> tuple[tuple[str, Week], ...]:
        """The published weeks, each with the name of its squad."""
        if self.entries:
            weeks = {entry.session.week_id: entry.session for entry in self.entries}
            return tuple((session.squad_name, session.week) for session in weeks.values())
        found = Week.objects.published().visible().filter(squad__athletes=self.athlete, monday=self.monday)
        return tuple((week.squad.name, week) for week in found.select_related("squad"))

    @cached_property
    def changed(self) -> tuple[Told, ...]:
        """What coaches changed after they had published it."""
        return outcomes(self.club, [week for _squad, week in self._weeks], self.athlete, self._may_read)

    def _may_read(self, week: Week, state: State) -> bool:
        """Whether a session, as it stood, is not held back from the athlete: while the panel says stop, it is."""
        standing = next((entry for entry in self.entries if entry.session.text == state["text"]), None)
        if standing is not None:
            return not standing.is_held_back
        planned = Planned(week.date_of(state["day"]), read_for(self.club, state["text"]).workout)
        return self._advisor.in_block(week.block).for_athlete(self.athlete, planned).verdict != "stop"

    @cached_property
    def days(self) -> list[AthleteDay]:
        """Monday to Sunday."""
        dates = [self.monday + dt.timedelta(days=number) for number in range(DAYS_A_WEEK)]
        return [
            AthleteDay(
                date,
                [entry for entry in self.entries if entry.session.date == date],
                date == self.today,
                [race for race in self.races.of(self.athlete) if race.date == date],
            )
            for date in dates
        ]

    @cached_property
    def today_first(self) -> AthleteDay | None:
        """Today, where it is in this week and something is published of it."""
        return next((day for day in self.days if day.is_today), None) if self.published else None

    @cached_property
    def tomorrow(self) -> AthleteDay | None:
        """The day after today, where today is in this week and the week that tomorrow is in is published."""
        if not self.is_this_week:
            return None
        after = self.today + dt.timedelta(days=1)
        here = next((day for day in self.days if day.date == after), None)
        if here is not None:
            return here if self.published else None
        following = AthleteWeek(self.club, self.athlete, after, names_club=self._names_club)
        return following.days[0] if following.published else None

    @property
    def rest_of_week(self) -> list[AthleteDay]:
        """The other days."""
        return [day for day in self.days if day not in (self.today_first, self.tomorrow)]

    @property
    def has_runs(self) -> bool:
        """Whether there is anything for a watch in it that the athlete may read."""
        return any(entry.is_for_a_watch and not entry.is_held_back for entry in self.entries)

    @property
    def is_this_week(self) -> bool:
        """Whether today is in it."""
        return self.monday <= self.today < self.monday + dt.timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True)
class SharedDay:
    """A day on which several clubs may have planned something."""

    date: dt.date
    entries: Sequence[Entry]
    races: Sequence[RaceAhead]

    @classmethod
    def of(cls, days: Iterable[AthleteDay | None]) -> SharedDay | None:
        """The same day of several clubs' weeks as one; ``None`` where no club has it."""
        found = [day for day in days if day is not None]
        if not found:
            return None
        entries = [entry for day in found for entry in day.entries]
        # What has a time comes in its order, before what is done any time.
        entries.sort(key=lambda one: (one.meeting and one.meeting.time) or dt.time.max)
        return cls(found[0].date, entries, [race for day in found for race in day.races])


class EveryClubsWeek:
    """The weeks of one person in all their clubs as one; each costs what :class:`AthleteWeek` costs.

    Today is that of the first club's clock.
    """

    def __init__(self, athletes: Sequence[Athlete], monday: dt.date) -> None:
        self.monday = monday
        self.today = athletes[0].club.today()
        self.weeks = [AthleteWeek(one.club, one, monday, names_club=True) for one in athletes]

    @property
    def fragment_key(self) -> tuple[Hashable, ...]:
        """All that is seen of the page between its header and its footer."""
        first, tomorrow = self.today_first, self.tomorrow
        days = (
            (first, [entry.as_today for entry in first.entries] if first else []),
            (tomorrow, [entry.as_tomorrow for entry in tomorrow.entries] if tomorrow else []),
            *((day, [entry.as_row for entry in day.entries]) for day in self.rest_of_week),
        )
        shown = tuple((day and (day.date, *day.races), *entries) for day, entries in days)
        clubs = tuple((week.club.slug, week.club.name, week.published, bool(week.changed)) for week in self.weeks)
        return (self.monday, self.today, clubs, shown)

    @property
    def is_this_week(self) -> bool:
        """Whether today is in it."""
        return self.monday <= self.today < self.monday + dt.timedelta(days=DAYS_A_WEEK)

    @property
    def today_first(self) -> SharedDay | None:
        """Today, where it is in this week."""
        return self._shared(self.today) if self.is_this_week else None

    @property
    def tomorrow(self) -> SharedDay | None:
        """The day after today, where today is in this week and any club published it."""
        return SharedDay.of(week.tomorrow for week in self.weeks) if self.is_this_week else None

    @property
    def rest_of_week(self) -> list[SharedDay]:
        """The other days."""
        dates = [self.monday + dt.timedelta(days=number) for number in range(DAYS_A_WEEK)]
        above = (self.today, self.today + dt.timedelta(days=1)) if self.is_this_week else ()
        return [day for date in dates if date not in above and (day := self._shared(date))]

    def _shared(self, date: dt.date) -> SharedDay | None:
        return SharedDay.of(day for week in self.weeks for day in week.days if day.date == date)


def recent_race_of(athlete: Athlete) -> RecentRace | None:
    """The race that the athlete's profile tells of."""
    distance, time, date = athlete.recent_race_distance_m, athlete.recent_race_time_s, athlete.recent_race_on
    return None if distance is None or time is None or date is None else RecentRace(distance, time, date)


def paces_of(athlete: Athlete, today: dt.date) -> Paces | None:
    """The athlete's paces as the profile tells them."""
    threshold = athlete.threshold_pace_s_per_km
    return Paces.of(None if threshold is None else float(threshold), recent_race_of(athlete), today)
