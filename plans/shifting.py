"""Shifting all that a squad has by some days, and clearing it away: first shown day by day, then done whole or not."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final, Self

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clubs.models import Squad, User
from plans.days import DAYS_A_WEEK, WEEK, monday_of
from plans.line_ends import LONGEST_TEXT
from plans.models import Session, SessionException, Week, Writing, hold, one_click
from plans.models.changes import present_click
from plans.outline import MOST_WEEKS

MOST_DAYS: Final = MOST_WEEKS * DAYS_A_WEEK


class BoardChanged(Exception):  # noqa: N818 - nothing went wrong: somebody was faster
    """What was confirmed is no longer what would happen; ``sweep`` is what would."""

    def __init__(self, sweep: Sweep) -> None:
        super().__init__(_("Something changed on the board since you were shown what would happen."))
        self.sweep = sweep


@dataclass(frozen=True)
class Swept:
    """One session that is moved or deleted.

    ``to``: the day it goes to, where it is moved. ``stands``: what stays on that day. ``own``: what athletes have in
    place of it. ``is_shut``: athletes can read its week, and nobody said that it may change.
    """

    session: Session
    is_shut: bool
    own: Sequence[SessionException]
    to: dt.date | None = None
    stands: Sequence[Session] = ()


@dataclass(frozen=True)
class WeekMove:
    """The note and the block of a whole week that go to the week of ``to``, where ``stands`` is."""

    week: Week
    to: dt.date
    is_shut: bool
    stands: Week | None

    @property
    def keeps_block(self) -> bool:
        """Whether the week that it goes to has a block of its own, which stays."""
        return bool(self.stands and self.stands.block and self.week.block)

    @property
    def note(self) -> str:
        """What the note there is then: its own and, below, the one that comes."""
        return "\n".join(filter(None, (self.stands.note if self.stands else "", self.week.note)))


class Sweep(ABC):
    """What happens to all that a squad has from ``first`` to ``last``. Three queries, however much that is."""

    def __init__(self, squad: Squad, first: dt.date, last: dt.date, *, days: int = 0, published: bool = False) -> None:
        self.squad, self.first, self.last, self.days, self.published = squad, first, last, days, published
        shift = dt.timedelta(days=days)
        reach = min(first, first + shift), max(last, last + shift)
        self.weeks = {week.monday: week for week in Week.objects.filter(squad=squad).between(*reach)}
        by_key = {week.pk: week for week in self.weeks.values()}
        for week in self.weeks.values():
            week.squad = squad
        found = Session.objects.live().filter(week__in=by_key).order_by("week__monday", "day", "position", "pk")
        self._there: dict[dt.date, list[Session]] = defaultdict(list)
        inside = []
        for session in found:
            session.week = by_key[session.week_id]
            if first <= session.date <= last:
                inside.append(session)
            else:
                self._there[session.date].append(session)
        own: dict[int, list[SessionException]] = defaultdict(list)
        theirs = SessionException.objects.live().filter(session__in=inside).select_related("athlete")
        for one in theirs.order_by("athlete__name", "pk"):
            own[one.session_id].append(one)
        self.swept = self._swept(inside, own)

    def _swept(self, inside: list[Session], own: dict[int, list[SessionException]]) -> list[Swept]:
        return [Swept(session, self._is_shut(session.date), own[session.pk]) for session in inside]

    def _is_shut(self, *days: dt.date) -> bool:
        weeks = (self.weeks.get(monday_of(day)) for day in days)
        return not self.published and any(week.is_published for week in weeks if week)

    @cached_property
    def going(self) -> list[Swept]:
        """Those that are moved or deleted."""
        return [one for one in self.swept if not one.is_shut]

    @property
    def left_out(self) -> int:
        """How many stay, for athletes can read their weeks."""
        return len(self.swept) - len(self.going)

    @property
    def dates(self) -> set[dt.date]:
        """The days that lose something."""
        return {one.session.date for one in self.going}

    @property
    def exceptions(self) -> int:
        """How many sessions of single athletes go along."""
        return sum(len(one.own) for one in self.going)

    @property
    def beside(self) -> int:
        """How many go to days on which something stands that stays there."""
        return sum(bool(one.stands) for one in self.going)

    @property
    def by_week(self) -> list[tuple[Week, list[Swept]]]:
        """The sessions by the week in which they stand."""
        return [(week, list(those)) for week, those in groupby(self.swept, key=lambda one: one.session.week)]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.going)

    @property
    def problem(self) -> str:
        """Why it cannot be done."""
        return ""

    @cached_property
    def fingerprint(self) -> str:
        """What is there and what would become of it, in short: equal ones are equal."""
        told = [
            [(one.session.pk, one.session.version, one.to, one.is_shut, len(one.own)) for one in self.swept],
            [(one.pk, one.version) for day in sorted(self._there) for one in self._there[day]],
            [(week.monday, week.is_published, week.note, week.block) for week in self._told_weeks()],
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def _told_weeks(self) -> Iterable[Week]:
        told = (week for week in self.weeks.values() if week.is_published or week.note or week.block)
        return sorted(told, key=lambda week: week.monday)

    def _mondays(self) -> set[dt.date]:
        """The weeks that are written into."""
        return {one.session.week.monday for one in self.going}

    def do(self, confirmed: str, by: User) -> uuid.UUID:
        """Do it, all or nothing, and return by what it is undone.

        Raises :class:`BoardChanged` where it would be something else by now than what was ``confirmed``.
        """
        with transaction.atomic(), one_click():
            # Somebody who lays or shifts on this squad waits; whoever writes into one of the weeks, too.
            list(Squad.objects.select_for_update(no_key=True).filter(pk=self.squad.pk))
            missing = self._mondays() - self.weeks.keys()
            Week.objects.bulk_create(
                [Week(squad=self.squad, monday=monday) for monday in missing], ignore_conflicts=True
            )
            mondays = self._mondays() | self.weeks.keys()
            hold(Week.objects.filter(squad=self.squad, monday__in=mondays).values_list("pk", flat=True))
            now = self.again()
            if now.fingerprint != confirmed or now.problem:
                raise BoardChanged(now)
            writing = Writing(by)
            now._write(writing)
            writing.finish()
            return present_click().batch

    def again(self) -> Self:
        """The same of what is there by now."""
        return type(self)(self.squad, self.first, self.last, days=self.days, published=self.published)

    @abstractmethod
    def _write(self, writing: Writing) -> None:
        """Do it, while the weeks are held."""


class Clearing(Sweep):
    """All sessions from a day to a day are deleted; the notes and the blocks of the weeks stay."""

    def _write(self, writing: Writing) -> None:
        now = timezone.now()
        for one in self.going:
            writing.session(one.session, "deleted", {"deleted_at": now})


class Shift(Sweep):
    """All from a day to a day goes ``days`` later, or earlier where they are less than 0; whole weeks with their notes.

    It stands beside what is there outside of these days; nothing is overwritten.
    """

    def _swept(self, inside: list[Session], own: dict[int, list[SessionException]]) -> list[Swept]:
        shift = dt.timedelta(days=self.days)
        shut = {one.pk for one in inside if self._is_shut(one.date, one.date + shift)}
        for session in inside:
            if session.pk in shut:
                self._there[session.date].append(session)
        return [
            Swept(one, one.pk in shut, own[one.pk], one.date + shift, tuple(self._there.get(one.date + shift, ())))
            for one in inside
        ]

    @cached_property
    def week_moves(self) -> list[WeekMove]:
        """The whole weeks whose notes and blocks move along."""
        if self.days % DAYS_A_WEEK:
            return []
        monday = self.first if self.first.weekday() == 0 else monday_of(self.first) + WEEK
        found = []
        while monday + WEEK - dt.timedelta(days=1) <= self.last:
            week, to = self.weeks.get(monday), monday + dt.timedelta(days=self.days)
            if week is not None and (week.note or week.block):
                moves_on = self._moves(to)
                found.append(WeekMove(week, to, self._is_shut(monday, to), None if moves_on else self.weeks.get(to)))
            monday += WEEK
        return found

    def _moves(self, monday: dt.date) -> bool:
        """Whether the whole week of ``monday`` moves."""
        inside = self.first <= monday and monday + WEEK - dt.timedelta(days=1) <= self.last
        return inside and not self._is_shut(monday, monday + dt.timedelta(days=self.days))

    @property
    def weeks_going(self) -> list[WeekMove]:
        """Those of the weeks that athletes cannot read."""
        return [one for one in self.week_moves if not one.is_shut]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.going or self.weeks_going)

    @property
    def problem(self) -> str:
        """Two notes may not fit into one."""
        for one in self.weeks_going:
            if len(one.note) > LONGEST_TEXT:
                weeks = {"week": date_format(one.week.monday, "j F"), "other": date_format(one.to, "j F")}
                return _("The notes of the weeks of %(week)s and %(other)s do not fit into one: shorten them.") % weeks
        return ""

    def _mondays(self) -> set[dt.date]:
        to = {monday_of(one.to) for one in self.going if one.to} | {one.to for one in self.weeks_going}
        return super()._mondays() | to

    def _write(self, writing: Writing) -> None:
        last = {day: max(one.position for one in there) for day, there in self._there.items() if there}
        for one in self.going:
            assert one.to is not None
            last[one.to] = last.get(one.to, -1) + 1
            week = self.weeks[monday_of(one.to)]
            version = one.session.version
            one.session.move_to(week, one.to.weekday(), last[one.to], version=version, writing=writing)
        self._write_weeks(writing)

    def _write_weeks(self, writing: Writing) -> None:
        """Take the notes and blocks from their weeks, and put them where they go."""
        wanted = {one.week.monday: ("", "") for one in self.weeks_going}
        for one in self.weeks_going:
            wanted[one.to] = (one.note, one.stands.block if one.stands and one.stands.block else one.week.block)
        for monday, (note, block) in wanted.items():
            week = self.weeks[monday]
            if week.note != note:
                writing.week(week, "note_moved", {"note": note})
            if week.block != block:
                writing.week(week, "block_moved", {"block": block})
