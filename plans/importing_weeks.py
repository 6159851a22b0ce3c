"""From a spreadsheet as it is understood to sessions on a squad's weeks: first as a proposal, then saved whole.

Nothing that is there is overwritten. A session is added beside what its day holds, or skipped where the day holds the
same words already; a note is added under the week's own. Weeks that are new are drafts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from clubs.models import Club, Squad, User
from plans import wording
from plans.days import FIRST_DAY, LAST_DAY
from plans.models import DAYS_A_WEEK, LONGEST_TEXT, Session, Week, monday_of, one_click
from plans.sheet_parts import At, Laid, Taken
from plans.sheet_words import part_of_day
from plans.sheets import Brought, Sheet, SheetRefused, address
from workouts.reading import Reading, sessions_of_day

MOST_SESSIONS: Final = 1_500
# What a form may send back is 2.5 MB; a season of squads is a hundredth of this.
LONGEST_STATE: Final = 1_500_000
TWO_DAYS: Final = 2 * 24 * 60 * 60  # seconds

# "nobody": no squad is chosen yet for the name that the sheet has.
Outcome = Literal["new", "beside", "there", "published", "nobody"]


class PlanChanged(Exception):  # noqa: N818 - nothing went wrong: somebody was faster
    """What was confirmed is no longer what would happen; ``proposal`` is what would."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(_("Something changed on the board since you were shown what would be added."))
        self.proposal = proposal


def pack(brought: Brought, club: Club, user: User) -> str:
    """What was brought as signed text that a form can carry, so that nothing is kept on the server meanwhile.

    Signed, because what is read of a file has passed the checks on files. Raises :class:`SheetRefused`.
    """
    kept = [brought.source, brought.how, [sheet.to_json() for sheet in brought.sheets]]
    packed = signing.dumps(kept, salt=_salt(club, user), compress=True)
    if len(packed) > LONGEST_STATE:
        raise SheetRefused(_("There is too much text in this to be shown before it is saved. Bring a part of it."))
    return packed


def unpack(packed: str, club: Club, user: User) -> Brought:
    """What :func:`pack` packed for the same club and user; raises :class:`SheetRefused`."""
    try:
        source, how, sheets = signing.loads(packed, salt=_salt(club, user), max_age=TWO_DAYS)
    except signing.BadSignature:
        raise SheetRefused(_("This page was open for too long. Bring the cells or the file once more.")) from None
    return Brought(source, tuple(Sheet.from_json(sheet) for sheet in sheets), how)


def _salt(club: Club, user: User) -> str:
    return f"plans.importing_weeks.{club.pk}.{user.pk}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the coach wants of a reading beyond its layout.

    ``squads`` by the name that the sheet has: ``None`` leaves its sessions out; those of a name that is missing, which
    nobody has decided on yet, are shown and not added.
    """

    squads: Mapping[str, Squad | None]
    takes_notes: bool = True
    splits_doubles: bool = True
    into_published: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One session of the preview: from which cell, on what day, as it is read, and what becomes of it."""

    cell: str
    date: dt.date
    reading: Reading
    session: Session
    outcome: Outcome
    # How many other sessions the day holds already.
    others: int
    units: str

    @property
    def chips(self) -> Sequence[wording.Chip]:
        """What was read, in a few words."""
        return wording.chips(self.reading.workout, self.units)

    @property
    def is_added(self) -> bool:
        """Whether it will be on the board."""
        return self.outcome in ("new", "beside")


@dataclass
class WeekPlan:
    """What would be added to one week of one squad; ``week`` has no key where nothing was written into it yet."""

    week: Week
    lines: list[Line] = field(default_factory=list)
    note_lines: list[str] = field(default_factory=list)
    is_shut: bool = False

    @property
    def note(self) -> str:
        """The week's note with what is new in it under what stands there."""
        return "\n".join(filter(None, [self.week.note, *self.note_lines]))

    @property
    def adds_note(self) -> bool:
        """Whether the note would change."""
        return bool(self.note_lines) and not self.is_shut and not self.is_nobodys

    @property
    def is_nobodys(self) -> bool:
        """Whether no squad is chosen for it yet; its squad then only has the name that stands in the sheet."""
        return self.week.squad_id is None

    @property
    def added(self) -> list[Session]:
        """The sessions that would be new."""
        return [line.session for line in self.lines if line.is_added]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be saved as it is, and why."""

    cell: str
    text: str
    why: str


class Proposal:
    """What would be added to the board. Two queries, however much it is."""

    def __init__(self, club: Club, brought: Brought, laid: Laid, wishes: Wishes) -> None:
        self.club, self.brought, self.laid, self.wishes = club, brought, laid, wishes
        self.problems: list[Problem] = []
        self.plans: dict[tuple[str, dt.date], WeekPlan] = {}
        # Squads that are no more than names yet.
        self._nobodys = {name: Squad(club=club, name=name) for name in laid.squads if name not in wishes.squads}
        self._names = len({sheet.name for sheet in brought.sheets}) > 1
        dated = list(self._dated())
        self._fetch(dated)
        self._place(dated)
        if wishes.takes_notes:
            self._note()

    def _dated(self) -> Iterator[tuple[Taken, Squad, dt.date]]:
        """The session cells of squads that were chosen, on their dates."""
        for taken in self.laid.taken:
            squad = self._squad(taken.squad)
            if squad is None:
                continue
            date = self._date(taken.day)
            if date is None:
                why = _("Its date is outside of the calendar. Choose another first day.")
                self.problems.append(Problem(self.cell(taken.at), taken.text, why))
            else:
                yield taken, squad, date

    def _squad(self, name: str) -> Squad | None:
        return self._nobodys.get(name) or self.wishes.squads.get(name)

    def _date(self, day: int) -> dt.date | None:
        try:
            date = self.laid.date_of(day)
        except OverflowError:
            return None
        return date if FIRST_DAY <= date <= LAST_DAY else None

    def _fetch(self, dated: Sequence[tuple[Taken, Squad, dt.date]]) -> None:
        """What is on the board already: weeks, sessions by day, and the last position on each day."""
        squads = {squad.pk for _taken, squad, _date in dated if squad.pk}
        mondays = {monday_of(date) for _taken, _squad, date in dated}
        found = Week.objects.filter(squad__in=squads, monday__in=mondays) if squads else Week.objects.none()
        by_key = {week.pk: week for week in found}
        self._weeks = {(week.squad_id, week.monday): week for week in by_key.values()}
        self._there: dict[tuple[int, dt.date], Counter[str]] = {}
        self._last: Counter[tuple[int, dt.date]] = Counter()
        rows = Session.objects.filter(week__in=by_key).values_list("week_id", "day", "position", "text", "deleted_at")
        for week_id, day, position, text, deleted_at in rows.order_by() if by_key else ():
            week = by_key[week_id]
            place = (week.squad_id, week.date_of(day))
            self._last[place] = max(self._last[place], position + 1)
            if deleted_at is None:
                self._there.setdefault(place, Counter())[_same(text)] += 1

    def _plan(self, squad: Squad, monday: dt.date) -> WeekPlan:
        if (key := _place_of(squad, monday)) not in self.plans:
            week = self._weeks.get((squad.pk, monday)) or Week(squad=squad, monday=monday)
            week.squad = squad
            squad.club = self.club
            self.plans[key] = WeekPlan(week, is_shut=week.is_published and not self.wishes.into_published)
        return self.plans[key]

    def _place(self, dated: Sequence[tuple[Taken, Squad, dt.date]]) -> None:
        """Read every cell and put it on its day."""
        unmatched = {place: Counter(texts) for place, texts in self._there.items()}
        positions = Counter(self._last)
        for taken, squad, date in dated:
            cell = self.cell(taken.at)
            for text in self._texts(taken):
                if why := _unusable(text):
                    self.problems.append(Problem(cell, text, why))
                    continue
                plan, place = self._plan(squad, monday_of(date)), (squad.pk, date)
                session = Session(week=plan.week, day=date.weekday(), position=positions[place])
                reading = session.take(text)
                left = unmatched.get(place, Counter())
                outcome: Outcome
                if left[_same(text)]:
                    left[_same(text)] -= 1
                    outcome = "there"
                elif plan.is_nobodys:
                    outcome = "nobody"
                elif plan.is_shut:
                    outcome = "published"
                else:
                    outcome = "beside" if place in self._there else "new"
                    positions[place] += 1
                others = self._there.get(place, Counter()).total()
                plan.lines.append(Line(cell, date, reading, session, outcome, others, self.club.units))

    def _texts(self, taken: Taken) -> Sequence[str]:
        """The sessions of a cell; the part of the day that labels its row goes into the words."""
        if taken.part and not part_of_day(taken.text.split(None, 1)[0]):
            return [f"{taken.part} {taken.text}"]
        return sessions_of_day(taken.text) if self.wishes.splits_doubles else [taken.text]

    def _note(self) -> None:
        """Put titles and remarks into the notes of the weeks that get sessions."""
        for note in self.laid.notes:
            squad = self._squad(note.squad)
            date = self._date(note.week * DAYS_A_WEEK)
            plan = self.plans.get(_place_of(squad, monday_of(date))) if squad and date else None
            if plan is None or note.text in plan.note.split("\n") or _same(note.text) in _same(plan.week.note):
                continue
            if len(plan.note) + 1 + len(note.text) > LONGEST_TEXT or "\0" in note.text:
                self.problems.append(Problem(self.cell(note.at), note.text, _("The week's note would be too long.")))
            else:
                plan.note_lines.append(note.text)

    def cell(self, at: At) -> str:
        """The name of a cell, with its sheet where there are several."""
        name = address(at.row, at.column)
        return f"{self.brought.sheets[at.sheet].name}!{name}" if self._names else name

    @cached_property
    def weeks(self) -> list[WeekPlan]:
        """Week by week, a squad's together, in the order that the sheet names the squads."""
        rank = {key: number for number, key in enumerate(dict.fromkeys(key for key, _monday in self.plans))}
        return [self.plans[place] for place in sorted(self.plans, key=lambda place: (rank[place[0]], place[1]))]

    @cached_property
    def lines(self) -> list[Line]:
        """All sessions of the preview."""
        return [line for plan in self.weeks for line in plan.lines]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many sessions would be added, are there already, wait on published weeks, and have words not read."""
        outcomes = Counter[str](line.outcome for line in self.lines)
        added = [plan for plan in self.weeks if plan.added]
        return {
            "added": outcomes["new"] + outcomes["beside"],
            "there": outcomes["there"],
            "published": outcomes["published"],
            "nobody": outcomes["nobody"],
            "unread": sum(line.is_added and bool(line.reading.unread) for line in self.lines),
            "weeks": len({plan.week.monday for plan in added}),
            "squads": len({plan.week.squad_id for plan in added}),
            "notes": sum(plan.adds_note for plan in self.weeks),
        }

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.counts["added"] or self.counts["notes"])

    @property
    def is_too_much(self) -> bool:
        """Whether there are more sessions than are saved at once."""
        return len(self.lines) > MOST_SESSIONS

    @property
    def touches_published(self) -> bool:
        """Whether a week that athletes can read is among those that the sheet speaks of."""
        return any(plan.week.is_published for plan in self.weeks)

    @cached_property
    def fingerprint(self) -> str:
        """What would happen, in short: equal proposals have equal ones."""
        told: list[Any] = [
            (plan.week.squad_id, plan.week.monday, plan.week.is_published, plan.note if plan.adds_note else "")
            for plan in self.weeks
        ]
        told += [(line.cell, line.date, line.session.text, line.outcome) for line in self.lines]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def save(self, confirmed: str, by: User) -> list[Week]:
        """Add everything or nothing, and return the weeks that were written into.

        Raises :class:`PlanChanged` where it would be another proposal by now than the ``confirmed`` one.
        """
        with transaction.atomic():
            squads = {squad.pk for squad in self.wishes.squads.values() if squad}
            # Another import into one of these squads waits; then the proposal is made again, of what that one left.
            list(Squad.objects.select_for_update().filter(pk__in=squads).order_by("pk").values_list("pk"))
            now = Proposal(self.club, self.brought, self.laid, self.wishes)
            if now.fingerprint != confirmed:
                raise PlanChanged(now)
            return now._write(by)

    def _write(self, by: User) -> list[Week]:
        plans = [plan for plan in self.weeks if plan.added or plan.adds_note]
        # Somebody may have written into a week meanwhile, and so have made it.
        Week.objects.bulk_create([plan.week for plan in plans if plan.week.pk is None], ignore_conflicts=True)
        keys = {"squad__in": {plan.week.squad_id for plan in plans}, "monday__in": {plan.week.monday for plan in plans}}
        kept = {(week.squad_id, week.monday): week for week in Week.objects.filter(**keys)}
        sessions = []
        with one_click(planned_as="imported"):
            for plan in plans:
                week = kept[plan.week.squad_id, plan.week.monday]
                week.squad = plan.week.squad
                if plan.adds_note:
                    week.write_note(plan.note, by=by)
                for session in plan.added:
                    session.week, session.created_by, session.updated_by = week, by, by
                    sessions.append(session)
            Session.objects.bulk_create(sessions)
        return [kept[plan.week.squad_id, plan.week.monday] for plan in plans]


def _place_of(squad: Squad, monday: dt.date) -> tuple[str, dt.date]:
    """A squad's week; a squad without a key is told from others by its name alone."""
    return (str(squad.pk) if squad.pk else f"?{squad.name}", monday)


def _same(text: str) -> str:
    """A text without what differs between browsers and spreadsheets: the ends of its lines."""
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def _unusable(text: str) -> str:
    """Why a text cannot be a session, or nothing."""
    if len(text) > LONGEST_TEXT:
        told = _("This is too long: %(length)d characters, and at most %(most)d fit. Shorten it or split it.")
        return told % {"length": len(text), "most": LONGEST_TEXT}
    if "\0" in text:
        return _("There is a character in it that cannot be stored. Type it again.")
    return ""
