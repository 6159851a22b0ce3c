"""A squad's season: half a year of weeks in numbers, with their blocks and the templates that were laid on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from clubs.models import Squad, User
from clubs.race_calendar import RaceAhead, RaceCalendar
from plans.advising import Planned
from plans.days import DAYS_A_WEEK, WEEK, monday_of
from plans.models import LaidTemplate, Session, Template, Week, Writing, hold, one_click
from plans.models.templates import OWN
from plans.season_templates import season_templates
from plans.week_board import Totals

WEEKS_SHOWN: Final = 26
# So much of what lies behind is shown above what is to come.
WEEKS_BEFORE: Final = 2


@dataclass(frozen=True)
class SeasonWeek:
    """One week of the season; ``week`` has no key where nothing was written into it yet."""

    week: Week
    sessions: Sequence[Session]
    is_now: bool
    # Those of the club's calendar that the squad trains for.
    races: Sequence[RaceAhead] = ()

    @property
    def monday(self) -> dt.date:
        """Its first day."""
        return self.week.monday

    @cached_property
    def totals(self) -> Totals:
        """The week in numbers."""
        return Totals.of(self.sessions)

    @cached_property
    def hill_sessions(self) -> int:
        """In how many of its sessions any of it runs uphill."""
        return sum(Planned(session.date, session.workout).climbs for session in self.sessions)

    @property
    def raced(self) -> list[Session]:
        """The sessions that are a race."""
        return [
            session
            for session in self.sessions
            if any(step.activity == "race" for step, _rounds in session.workout.flat())
        ]


class Season:
    """``WEEKS_SHOWN`` weeks of ``squad`` from ``first`` on. Four queries, however much is planned."""

    def __init__(self, squad: Squad, first: dt.date) -> None:
        self.squad, self.first = squad, monday_of(first)
        self.last = self.first + (WEEKS_SHOWN - 1) * WEEK
        today = monday_of(squad.club.today())
        found = {week.monday: week for week in Week.objects.filter(squad=squad).between(self.first, self.last)}
        by_key = {week.pk: week for week in found.values()}
        sessions: dict[dt.date, list[Session]] = {}
        for session in Session.objects.live().filter(week__in=by_key).order_by("day", "position", "pk"):
            session.week = by_key[session.week_id]
            sessions.setdefault(session.week.monday, []).append(session)
        mondays = [self.first + number * WEEK for number in range(WEEKS_SHOWN)]
        calendar = RaceCalendar(squad.club, [squad.solo] if squad.solo else [], self.first, squad)
        self.weeks = [
            SeasonWeek(
                found.get(one) or Week(squad=squad, monday=one),
                sessions.get(one, ()),
                one == today,
                [race for day in range(DAYS_A_WEEK) for race in calendar.on(one + dt.timedelta(days=day))],
            )
            for one in mondays
        ]

    @classmethod
    def around_today(cls, squad: Squad) -> Season:
        """The season with today near its beginning."""
        return cls(squad, squad.club.today() - WEEKS_BEFORE * WEEK)

    @cached_property
    def laid(self) -> list[LaidTemplate]:
        """The templates that were laid on any of its weeks and of which anything is still planned.

        Each knows by ``can_be_laid`` whether it can be laid again: the club may have deleted its template since.
        """
        theirs = Session.objects.live().filter(week__squad=self.squad, template=OuterRef("slug"))
        left = theirs.filter(template_on__range=(OuterRef("first"), OuterRef("last")))
        laid = LaidTemplate.objects.filter(squad=self.squad, first__lt=self.last + WEEK, last__gte=self.first)
        own = Template.objects.alias(key=Concat(Value(OWN), Cast("pk", CharField()))).filter(key=OuterRef("slug"))
        can_be_laid = Q(Exists(own)) | Q(slug__in=list(season_templates()))
        return list(laid.filter(Exists(left)).annotate(can_be_laid=can_be_laid))

    @property
    def before(self) -> dt.date:
        """Where the half year before begins."""
        return self.first - WEEKS_SHOWN * WEEK

    @property
    def after(self) -> dt.date:
        """Where the half year after begins."""
        return self.first + WEEKS_SHOWN * WEEK


def set_block(squad: Squad, mondays: Collection[dt.date], block: str, by: User) -> int:
    """Give these weeks a block, or none; how many changed. Weeks that nothing was written into yet are made."""
    with transaction.atomic(), one_click():
        if block:
            Week.objects.bulk_create([Week(squad=squad, monday=one) for one in mondays], ignore_conflicts=True)
        held = hold(Week.objects.filter(squad=squad, monday__in=mondays).values_list("pk", flat=True))
        others = [week for week in held.values() if week.block != block]
        writing = Writing(by)
        for week in others:
            writing.week(week, "block", {"block": block})
        writing.finish()
        return len(others)
