"""Laying planned weeks on squads' calendars: first shown, with what is in the way, then done whole or not at all.

What coaches did by hand is never overwritten without being shown. A day on which nothing else stands is laid; a day
that a template laid before and nobody changed since is brought up to date; wherever a coach wrote, changed, moved or
deleted something, the coach decides: keep mine, take the template's, or both.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from clubs.models import Club, Squad, User
from plans import wording
from plans.line_ends import LONGEST_TEXT
from plans.models import (
    DAYS_A_WEEK,
    LaidTemplate,
    Session,
    SessionException,
    Week,
    Writing,
    monday_of,
    one_click,
    read_for,
)
from plans.models.changes import present_click
from plans.outline import Placement
from workouts.reading import Reading

# new: nothing stands there. there: it stands there already. update: as laid before, and the template has changed.
# gone: as laid before, and the template has nothing there any more. changed: laid before, and changed by a coach.
# taken: something else stands there. emptied: something stands there, nothing is planned, and all is to be replaced.
# published: athletes can read the week, and nobody said that it may change.
State = Literal["new", "there", "update", "gone", "changed", "taken", "emptied", "published"]
Decided = Literal["keep", "take", "both"]
DECISIONS: Final = ("keep", "take", "both")
ASKED: Final = ("changed", "taken")


class LayingChanged(Exception):  # noqa: N818 - nothing went wrong: somebody was faster
    """What was confirmed is no longer what would happen; ``laying`` is what would."""

    def __init__(self, laying: Laying) -> None:
        super().__init__(_("Something changed on the board since you were shown what would happen."))
        self.laying = laying


@dataclass(frozen=True, slots=True)
class Laid:
    """What is laid and where it comes from; ``slug`` is empty for weeks that are copied and belong to no template.

    ``race_on``: the race that it was counted back from.
    """

    placement: Placement
    slug: str = ""
    name: str = ""
    race_on: dt.date | None = None


@dataclass(frozen=True)
class Wishes:
    """What the coach decided: of every day in :data:`ASKED`, by its key or for all others alike."""

    otherwise: Decided = "keep"
    by_day: Mapping[str, Decided] = field(default_factory=dict)
    into_published: bool = False
    # Days on which nothing is planned lose what stands there, too.
    replaces_all: bool = False
    takes_blocks: bool = True
    takes_notes: bool = True

    def of(self, day: LaidDay) -> Decided:
        """The decision on a day."""
        return day.chosen or self.otherwise


@dataclass(frozen=True)
class LaidDay:
    """One day of one squad: what is planned for it, and what is there.

    ``own``: the live sessions that are not this template's of this day. ``as_laid``: those that it laid here and nobody
    changed. ``changed``: those that it laid here and somebody edited, moved or deleted.
    """

    week: Week
    day: int
    planned: tuple[Reading, ...]
    own: tuple[Session, ...]
    as_laid: tuple[Session, ...]
    changed: tuple[Session, ...]
    is_shut: bool
    replaces_all: bool = False
    # What athletes have in place of these sessions, by session.
    individual: Mapping[int, Sequence[SessionException]] = field(default_factory=dict)
    # What the coach decided for this day alone.
    chosen: Decided | None = None

    @property
    def date(self) -> dt.date:
        """The day."""
        return self.week.date_of(self.day)

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.week.squad_id}-{self.date.isoformat()}"

    @cached_property
    def state(self) -> State | None:
        """What would happen here, ``None`` for nothing that is worth a word."""
        if not self.planned:
            return None if self.is_shut else "emptied" if self.own and self.replaces_all else self._gone
        texts = _texts(reading.text for reading in self.planned)
        stands = [session.text for session in (*self.own, *self.as_laid)]
        if not self.changed and not texts - _texts(stands):
            return "there"
        if self.is_shut:
            return "published"
        if self.changed:
            return "changed"
        if self.own:
            return "taken"
        return self._gone if self._loses_individual else "update" if self.as_laid else "new"

    @property
    def _gone(self) -> State | None:
        """An athlete's own session is a coach's change like any other: it does not go unasked."""
        return "changed" if self._loses_individual else "gone" if self.as_laid else None

    @property
    def _loses_individual(self) -> bool:
        return any(self.individual.get(session.pk) for session in self.as_laid[len(self.planned) :])

    @property
    def rewritten(self) -> list[Session]:
        """Of what stands there, the sessions that get the new words where these are taken, each the next of them.

        Besides what the template laid itself, that is what athletes have sessions of their own to: those stay.
        """
        here = [one for one in (*self.own, *self.changed) if one.deleted_at is None and one.date == self.date]
        own = [session for session in here if self.individual.get(session.pk)]
        return [*self.as_laid, *own][: len(self.planned)]

    @property
    def theirs(self) -> list[tuple[SessionException, bool]]:
        """What athletes have in place of what stands there, and whether they still have it where the new is taken."""
        stays = {session.pk for session in self.rewritten}
        live = [session for session in self.mine if session.deleted_at is None]
        return [(one, session.pk in stays) for session in live for one in self.individual.get(session.pk, ())]

    @property
    def asks(self) -> bool:
        """Whether the coach has to decide."""
        return self.state in ASKED

    @property
    def mine(self) -> list[Session]:
        """What stands there, in order, and then what was moved away or deleted."""
        here = [session for session in self.changed if session.deleted_at is None and session.date == self.date]
        return [*sorted((*self.own, *self.as_laid, *here), key=lambda one: (one.position, one.pk)), *self.elsewhere]

    @property
    def elsewhere(self) -> list[Session]:
        """What was laid here and is on another day now, or deleted."""
        return [session for session in self.changed if session.deleted_at is not None or session.date != self.date]

    @property
    def chips(self) -> list[tuple[Reading, Sequence[wording.Chip]]]:
        """Each planned session with what is read of it in a few words."""
        units = self.week.squad.club.units
        return [(reading, wording.chips(reading.workout, units)) for reading in self.planned]


class Laying:
    """What laying on some squads would do. Three queries, however long and however many."""

    def __init__(self, club: Club, squads: Iterable[Squad], laid: Laid, wishes: Wishes) -> None:
        self.club, self.laid, self.wishes = club, laid, wishes
        self.squads = list(squads)
        self._readings: dict[str, Reading] = {}
        # By what it is undone, once it was done.
        self.batch: uuid.UUID | None = None
        for squad in self.squads:
            squad.club = club
        self._fetch()
        self.days = [day for squad in self.squads for day in self._days_of(squad) if day.state is not None]

    def _fetch(self) -> None:
        mondays = self.laid.placement.mondays
        weeks = Week.objects.filter(squad__in=self.squads, monday__in=mondays)
        self.weeks = {(week.squad_id, week.monday): week for week in weeks}
        for squad in self.squads:
            for monday in mondays:
                week = self.weeks.setdefault((squad.pk, monday), Week(squad=squad, monday=monday))
                week.squad = squad
        by_key = {week.pk: week for week in self.weeks.values() if week.pk}
        self._here: dict[tuple[int, dt.date], list[Session]] = defaultdict(list)
        self._laid: dict[tuple[int, dt.date], list[Session]] = defaultdict(list)
        self._last: Counter[tuple[int, dt.date]] = Counter()
        found = Session.objects.filter(self._at_hand(by_key)).select_related("week").order_by("position", "pk")
        for session in found if by_key else ():
            session.week = by_key.get(session.week_id, session.week)
            place = (session.week.squad_id, session.date)
            self._last[place] = max(self._last[place], session.position + 1)
            if self.laid.slug and session.template == self.laid.slug and session.template_on is not None:
                self._laid[session.week.squad_id, session.template_on].append(session)
            elif session.deleted_at is None:
                self._here[place].append(session)
        self._individual: dict[int, list[SessionException]] = defaultdict(list)
        if by_key:
            sessions = Session.objects.live().filter(self._at_hand(by_key))
            theirs = SessionException.objects.live().filter(session__in=sessions)
            for one in theirs.select_related("athlete").order_by("athlete__name", "pk"):
                self._individual[one.session_id].append(one)

    def _at_hand(self, weeks: Iterable[int]) -> Q:
        """What stands in the weeks, and what the template laid there and somebody shifted to others."""
        there = Q(week__in=weeks)
        if not self.laid.slug:
            return there
        mondays = self.laid.placement.mondays
        days = (mondays[0], mondays[-1] + dt.timedelta(days=DAYS_A_WEEK - 1))
        return there | Q(week__squad__in=self.squads, template=self.laid.slug, template_on__range=days)

    def _days_of(self, squad: Squad) -> Iterable[LaidDay]:
        for date, texts in self.laid.placement.days:
            week = self.weeks[squad.pk, monday_of(date)]
            laid = self._laid[squad.pk, date]
            moved_here = [one for one in self._moved_here.get((squad.pk, date), ()) if one.template_on != date]
            yield LaidDay(
                week=week,
                chosen=self.wishes.by_day.get(f"{squad.pk}-{date.isoformat()}"),
                day=date.weekday(),
                planned=tuple(self._read(text) for text in texts),
                own=(*self._here[squad.pk, date], *moved_here),
                as_laid=tuple(session for session in laid if session.is_as_laid),
                changed=tuple(session for session in laid if not session.is_as_laid),
                is_shut=any(self._is_shut(one) for one in (week, *(session.week for session in laid))),
                replaces_all=self.wishes.replaces_all,
                individual=self._individual,
            )

    @cached_property
    def _moved_here(self) -> dict[tuple[int, dt.date], list[Session]]:
        """The template's own live sessions by the day on which they are now."""
        found: dict[tuple[int, dt.date], list[Session]] = defaultdict(list)
        for sessions in self._laid.values():
            for session in sessions:
                if session.deleted_at is None:
                    found[session.week.squad_id, session.date].append(session)
        return found

    def _read(self, text: str) -> Reading:
        if text not in self._readings:
            self._readings[text] = read_for(self.club, text)
        return self._readings[text]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many days are in each state."""
        return Counter(day.state for day in self.days if day.state)

    @cached_property
    def asked(self) -> list[LaidDay]:
        """The days on which the coach decides."""
        return [day for day in self.days if day.asks]

    @property
    def taken_away(self) -> int:
        """How many days lose what stands there and get nothing for it."""
        return self.counts["gone"] + self.counts["emptied"]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to do, as it was decided so far."""
        return any(
            self.wishes.of(day) != "keep" if day.asks else day.state not in ("there", "published") for day in self.days
        )

    @property
    def individual(self) -> int:
        """How many sessions athletes have of their own on days where the squad's may be replaced."""
        return sum(len(day.theirs) for day in self.days if day.state not in ("there", "new", "published"))

    @property
    def unread(self) -> int:
        """How many of the planned sessions have words that are not read."""
        return sum(bool(reading.unread) for day in self.days for reading in day.planned)

    @cached_property
    def fingerprint(self) -> str:
        """What is there and what would be laid, in short: equal layings have equal ones."""
        told = [
            (
                day.key,
                day.state,
                day.week.is_published,
                [reading.text for reading in day.planned],
                [(session.pk, session.version) for session in (*day.own, *day.as_laid, *day.changed)],
                [(one.pk, one.version) for one, _stays in day.theirs],
            )
            for day in self.days
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def lay(self, confirmed: str, by: User) -> int:
        """Do it, all or nothing, and return how many sessions were laid.

        Raises :class:`LayingChanged` where it would be another laying by now than the ``confirmed`` one.
        """
        with transaction.atomic(), one_click(planned_as="laid"):
            # Another laying on one of these squads waits; then this one is made again, of what that one left.
            list(Squad.objects.select_for_update().filter(pk__in=[s.pk for s in self.squads]).order_by("pk"))
            now = Laying(self.club, self.squads, self.laid, self.wishes)
            if now.fingerprint != confirmed:
                raise LayingChanged(now)
            self.batch = present_click().batch
            return now._write(by)

    def _write(self, by: User) -> int:
        self._write_weeks(by)
        new: list[Session] = []
        count = 0
        for day in self.days:
            count += self._write_day(day, new, by)
        Session.objects.bulk_create(new)
        if self.laid.slug:
            self._remember(by)
        return count

    def _remember(self, by: User) -> None:
        """Keep that the template was laid here, so that it can be laid again."""
        first = self.laid.placement.mondays[0]
        last = self.laid.placement.mondays[-1] + dt.timedelta(days=DAYS_A_WEEK - 1)
        values = {"name": self.laid.name, "last": last, "race_on": self.laid.race_on, "laid_by": by}
        for squad in self.squads:
            LaidTemplate.objects.update_or_create(squad=squad, slug=self.laid.slug, first=first, defaults=values)

    def _write_weeks(self, by: User) -> None:
        """Make the weeks that are missing, and give them their blocks and notes."""
        planned = {placed.monday: placed.week for placed in self.laid.placement.weeks}
        missing = [week for week in self.weeks.values() if week.pk is None]
        # Somebody may have written into a week meanwhile, and so have made it.
        Week.objects.bulk_create(missing, ignore_conflicts=True)
        found = Week.objects.filter(squad__in=self.squads, monday__in=list(planned))
        kept = {(week.squad_id, week.monday): week for week in found}
        writing = Writing(by)
        for place, week in self.weeks.items():
            week.pk = kept[place].pk
            plan = planned[week.monday]
            if plan.block not in ("", week.block) and (self.wishes.takes_blocks or not week.block):
                writing.week(week, "block", {"block": plan.block})
            if self.wishes.takes_notes and not self._is_shut(week) and _noted(week.note, plan.note) != week.note:
                week.write_note(_noted(week.note, plan.note), by=by)
        writing.finish()

    def _is_shut(self, week: Week) -> bool:
        return week.is_published and not self.wishes.into_published

    def _write_day(self, day: LaidDay, new: list[Session], by: User) -> int:
        """Lay one day; sessions that are to be made are added to ``new``. How many sessions were laid."""
        decided = self.wishes.of(day) if day.asks else "take"
        if day.state in ("there", "published") or decided == "keep":
            return 0
        stays = day.rewritten if decided == "take" else list(day.as_laid[: len(day.planned)])
        for session, reading in zip(stays, day.planned, strict=False):
            self._rewrite(session, reading.text, day, by)
        going = [*day.as_laid, *(*day.own, *day.changed) * (decided == "take")]
        for session in going:
            # One that stands on another of the template's days by now may have got the words of that day.
            is_still_here = session.template_on == day.date or session in day.own
            if session not in stays and session.deleted_at is None and is_still_here:
                session.delete_softly(version=session.version, by=by)
        there = _texts(session.text for session in day.own) if decided == "both" else Counter[str]()
        missing = [reading.text for reading in day.planned[len(stays) :] if _texts([reading.text]) - there]
        new.extend(self._made(day, text, by) for text in missing)
        return len(day.planned)

    def _rewrite(self, session: Session, text: str, day: LaidDay, by: User) -> None:
        """Put the new words in place of a session's; it stays the same one, with what athletes have in place of it."""
        marks = {"template": self.laid.slug, "template_text": text, "template_on": day.date} if self.laid.slug else {}
        if session.text != text or any(getattr(session, name) != value for name, value in marks.items()):
            session.rewrite(text, version=session.version, by=by, **marks)

    def _made(self, day: LaidDay, text: str, by: User) -> Session:
        place = (day.week.squad_id, day.date)
        session = Session(week=day.week, day=day.day, position=self._last[place], created_by=by, updated_by=by)
        self._last[place] += 1
        session.take(text)
        if self.laid.slug:
            session.template, session.template_text, session.template_on = self.laid.slug, text, day.date
        return session


def _texts(texts: Iterable[str]) -> Counter[str]:
    """Texts to compare, without what differs between browsers and spreadsheets: the ends of lines."""
    return Counter("\n".join(line.strip() for line in text.splitlines()).strip() for text in texts)


def _noted(note: str, more: str) -> str:
    """A week's note with ``more`` under it, where that is new and there is room for it."""
    if not more or more in note or len(note) + 1 + len(more) > LONGEST_TEXT:
        return note
    return f"{note}\n{more}" if note else more
