"""An athlete's sessions and races as a calendar that phones subscribe to (RFC 5545).

From four weeks back to all that is ahead. What was told once is kept (:class:`~plans.models.CalendarEvent`), so that a
calendar learns of every change and of what was taken off, and of nothing that athletes may not read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from advice.aloud import aloud
from advice.published import guideline_set
from clubs.models import Athlete, Club, Meeting, SquadMeeting
from clubs.race_calendar import RaceAhead, RaceCalendar
from plans import left_unread, reasons, wording
from plans.advising import Advisor
from plans.athlete_week import Entry, paces_of
from plans.line_ends import without_controls
from plans.models import CalendarEvent, Session, SessionException, monday_of
from plans.packs import packs_of
from plans.planned_and_done import amounts
from workouts.vocabulary import IMPLEMENTS
from workouts.workout import Range

WEEKS_BACK: Final = 4
# Loaded runs of the fortnight before count in a week.
WEEKS_OF_HISTORY: Final = 2
LONGEST_TITLE: Final = 120
ASK_AGAIN: Final = dt.timedelta(hours=1)
# How long a session is kept free for that does not say how long it takes.
AN_HOUR: Final = dt.timedelta(hours=1)
NO_MEETING: Final = Meeting(None, "")
# No address of an installation: it may change, and the events are the same ones then.
DOMAIN: Final = "uphill"

# The address of the page that shows a week, by its Monday.
PageOf = Callable[[dt.date], str]


@dataclass(frozen=True)
class Wanted:
    """What a calendar is to say of a session or a race."""

    key: str
    date: dt.date
    title: str
    description: str
    meeting: Meeting = NO_MEETING
    takes: dt.timedelta = AN_HOUR

    @property
    def digest(self) -> str:
        """Alike for what is said alike."""
        said = [self.date.isoformat(), self.title, self.description]
        if self.meeting != NO_MEETING:
            said += [str(self.meeting.time), self.meeting.place, str(self.takes)]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()


@dataclass(frozen=True)
class Feed:
    """The calendar: what is told in it, in the order of days, and the file, made when it is asked for.

    Whether it is as it was is known before: most of those who ask have it already.
    """

    club: Club
    told: Sequence[CalendarEvent]
    wanted: Mapping[str, Wanted]
    page_of: PageOf

    @cached_property
    def content(self) -> bytes:
        """The file."""
        calendar = Calendar()
        calendar.add("prodid", "-//Uphill//Training//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", self._name)
        calendar.add("x-wr-timezone", self.club.timezone)
        calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
        for event in self.told:
            wanted = None if event.is_cancelled else self.wanted[event.key]
            calendar.add_component(_as_event(event, wanted, self.club.zone, self.page_of))
        return bytes(calendar.to_ical())

    @cached_property
    def etag(self) -> str:
        """Alike for files that say the same: each event's number grows with what it says."""
        events = [(event.key, event.athlete_id, event.sequence, event.changed_at, event.digest) for event in self.told]
        said = repr((self._name, self.club.timezone, self.page_of(self._this_monday), events))
        return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'

    @property
    def changed_at(self) -> dt.datetime:
        """When what it says changed last; what is four weeks old leaves on a Monday."""
        left_at = dt.datetime.combine(self._this_monday, dt.time(), self.club.zone)
        return max([left_at, *(event.changed_at for event in self.told)])

    @property
    def _name(self) -> str:
        return _("Training, %(club)s") % {"club": _plain(self.club.name)}

    @property
    def _this_monday(self) -> dt.date:
        return monday_of(self.club.today())


def feed(club: Club, athlete: Athlete, page_of: PageOf) -> Feed:
    """The athlete's calendar.

    A fixed number of queries, whatever the number of weeks; and a few writes where anything is told anew.
    """
    first = monday_of(club.today()) - dt.timedelta(weeks=WEEKS_BACK)
    races = RaceCalendar(club, [athlete], since=first)
    sessions = _sessions(entries_since(club, athlete, first, races))
    wanted = {one.key: one for one in (*sessions, *_races(races.of(athlete)))}
    told = sorted(_tell(athlete, wanted, first), key=lambda event: (event.date, event.key))
    return Feed(club, told, wanted, page_of)


def entries_since(club: Club, athlete: Athlete, first: dt.date, races: RaceCalendar) -> list[Entry]:
    """What the athlete may read of the weeks from ``first`` on, each advised as in its own week, in no order."""
    history = dt.timedelta(weeks=WEEKS_OF_HISTORY)
    readable = Session.objects.readable_by(athlete).filter(week__monday__gte=first - history)
    sessions = readable.with_standing()
    own = SessionException.objects.for_athletes(sessions)
    guidelines = guideline_set(packs_of(club))
    loaded = [one for one in sessions if one.loaded_run or (one.pk in own and own[one.pk].loaded_run)]
    meetings = SquadMeeting.objects.of_squads({one.week.squad_id for one in sessions}).by_day()
    by_monday: dict[dt.date, list[Session]] = {}
    for session in sessions:
        if session.week.monday >= first:
            by_monday.setdefault(session.week.monday, []).append(session)
    paces = paces_of(athlete, club.today())
    found: list[Entry] = []
    for monday, mine in by_monday.items():
        before = [one for one in loaded if monday - history <= one.week.monday < monday]
        exceptions = [own[one.pk] for one in (*mine, *before) if one.pk in own]
        at_hand = [*mine, *before]
        advisor = Advisor(club, [athlete], monday, at_hand, None, guidelines, exceptions, races)
        for one in mine:
            meeting = None if one.is_rest else meetings.get((one.week.squad_id, one.day))
            in_block, exception = advisor.in_block(one.week.block), own.get(one.pk)
            found.append(Entry(one, athlete, in_block, exception, paces=paces, meeting=meeting))
    return found


def _sessions(entries: Iterable[Entry]) -> Iterable[Wanted]:
    for entry in entries:
        key = f"session-{entry.session.pk}"
        if entry.is_held_back:
            said = _("Your coach still has to settle a session for you. Ask before you do anything with added load.")
            yield Wanted(key, entry.session.date, _("Ask your coach"), said)
        else:
            meeting = entry.meeting or NO_MEETING
            yield Wanted(key, entry.session.date, _title(entry.shown.text), _described(entry), meeting, _takes(entry))


def _takes(entry: Entry) -> dt.timedelta:
    """How long it is planned to take, where it says so from end to end."""
    planned = amounts(entry.shown.workout).duration_s
    return AN_HOUR if planned is None or math.isinf(planned.hi) else dt.timedelta(seconds=planned.hi)


def _races(races: Iterable[RaceAhead]) -> Iterable[Wanted]:
    for race in races:
        if race.date is not None:
            yield Wanted(f"race-{race.pk}", race.date, _race_title(race), _race_described(race))


def _tell(athlete: Athlete, wanted: Mapping[str, Wanted], first: dt.date) -> list[CalendarEvent]:
    """What is told of all that is ``wanted``, and of what was told before and is to be dropped."""
    mine = CalendarEvent.objects.filter(Q(date__gte=first) | Q(key__in=wanted), athlete=athlete)
    known = {event.key: event for event in mine}
    if _changed(athlete, known, wanted):
        with transaction.atomic():
            # Two phones that ask at the same time tell one after the other, and count each change once.
            Athlete.objects.select_for_update().get(pk=athlete.pk)
            known = {event.key: event for event in mine.all()}
            _keep(_changed(athlete, known, wanted), known)
    return list(known.values())


def _changed(athlete: Athlete, known: Mapping[str, CalendarEvent], wanted: Mapping[str, Wanted]) -> list[CalendarEvent]:
    """The events that are to be told anew, as they will be kept."""
    now = timezone.now()
    changed = []
    for one in wanted.values():
        event = known.get(one.key)
        if event is None or event.digest != one.digest:
            sequence = 0 if event is None else event.sequence + 1
            told_at = now if event is None else event.told_at
            kept = CalendarEvent(athlete=athlete, key=one.key, date=one.date, title=one.title, digest=one.digest)
            kept.sequence, kept.told_at, kept.changed_at = sequence, told_at, now
            changed.append(kept)
    for event in known.values():
        if event.key not in wanted and not event.is_cancelled:
            gone = CalendarEvent(athlete=athlete, key=event.key, date=event.date, title=event.title, is_cancelled=True)
            gone.sequence, gone.told_at, gone.changed_at = event.sequence + 1, event.told_at, now
            changed.append(gone)
    return changed


def _keep(changed: list[CalendarEvent], known: dict[str, CalendarEvent]) -> None:
    fields = ["date", "title", "digest", "sequence", "is_cancelled", "changed_at"]
    CalendarEvent.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["athlete", "key"], update_fields=fields
    )
    known.update((event.key, event) for event in changed)


def _as_event(told: CalendarEvent, wanted: Wanted | None, zone: dt.tzinfo, page_of: PageOf) -> Event:
    """The event; a cancelled one is not ``wanted`` any more."""
    event = Event()
    event.add("uid", f"{told.key}-athlete-{told.athlete_id}@{DOMAIN}")
    event.add("sequence", told.sequence)
    event.add("dtstamp", told.changed_at)
    event.add("last-modified", told.changed_at)
    event.add("created", told.told_at)
    if wanted is None or wanted.meeting.time is None:
        _fill_the_day(event, told.date)
    else:
        # In UTC: right on either side of a change of the clocks, whatever the phone knows of the club's zone.
        starts_at = dt.datetime.combine(wanted.date, wanted.meeting.time, zone).astimezone(dt.UTC)
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + wanted.takes)
    if wanted and wanted.meeting.place:
        event.add("location", _plain(wanted.meeting.place))
    event.add("summary", told.title)
    event.add("status", "CANCELLED" if told.is_cancelled else "CONFIRMED")
    if wanted and wanted.description:
        event.add("description", wanted.description)
    event.add("url", page_of(monday_of(told.date)))
    return event


def _fill_the_day(event: Any, date: dt.date) -> None:
    """All day, and leaving the day free: only what a squad meets for has an hour."""
    event.add("dtstart", date)
    event.add("dtend", date + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _title(text: str) -> str:
    words = " ".join(_plain(text).split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"


def _described(entry: Entry) -> str:
    """All that my week says of a session, without opening anything."""
    shown, note = entry.shown, entry.session.week.note
    pieces = [
        shown.text,
        "" if shown.is_rest else "\n".join(wording.as_list(entry.lines)),
        _("Bring: %(what)s") % {"what": ", ".join(entry.bring)} if entry.bring else "",
        *_advice(entry),
        *_what_the_coach_did(entry),
        _("The week: %(note)s") % {"note": note} if note else "",
    ]
    return _plain("\n\n".join(filter(None, pieces)))


def _advice(entry: Entry) -> Iterable[str]:
    """The verdict with who stands where and the reason that weighs most; nothing where there is nothing to say."""
    reading = entry.shown.reading
    if left_unread.leaves_a_load_out(reading):
        yield _(
            "A load in the coach’s words was not understood, so the panel has not judged it. "
            "Ask your coach before you do anything with it."
        )
    if entry.shown.is_rest or entry.shown.is_unread or not (entry.advice.findings or entry.advice.verdict != "clear"):
        return
    verdict = left_unread.verdict_label(left_unread.shown_verdict(entry.advice.verdict, reading))
    tally, reason = reasons.tally(entry.advice), aloud(reasons.main_reason(entry.advice))
    said = f"{verdict} ({tally})" if tally else verdict
    question = "" if entry.advice.verdict == "clear" else reasons.main_question(entry.advice)
    yield " ".join(filter(None, [f"{said}.", reason, question]))


def _what_the_coach_did(entry: Entry) -> Iterable[str]:
    """Why it is not what the squad does, or not what stood there, or stands there all the same."""
    coach = _("Your coach")
    if entry.exception:
        name = entry.exception.made_by.get_short_name() if entry.exception.made_by else coach
        reason = entry.exception.reason
        because = _("Because: %(reason)s") % {"reason": reason} if reason else ""
        yield " ".join(filter(None, [_("%(name)s planned this for you.") % {"name": name}, because]))
    if entry.swap:
        name = entry.swap.by.get_short_name() if entry.swap.by else coach
        load = entry.swap.load_before
        told = {"name": name, "thing": _(IMPLEMENTS[load].label) if load else "", "drill": entry.swap.drill_name}
        because = _("because: %(reason)s") % {"reason": aloud(entry.swap.reason)}
        yield f"{_('%(name)s swapped the %(thing)s for: %(drill)s,') % told} {because}"
    if entry.decision:
        name = entry.decision.by.get_short_name() if entry.decision.by else coach
        yield f"{_('%(name)s kept it because:') % {'name': name}} {entry.decision.reason}"


def _race_title(race: RaceAhead) -> str:
    named = f"{race.title}, {race.distance}" if race.distance and race.distance not in race.title else race.title
    return _title(_("Race: %(race)s") % {"race": named} if race.title != _("Race") else named)


def _race_described(race: RaceAhead) -> str:
    if not race.pack_kg:
        return ""
    return _("To carry: %(mass)s") % {"mass": wording.mass(Range.exactly(float(race.pack_kg)))}


def _plain(text: str) -> str:
    """``text`` with one kind of line break and no character that a calendar cannot hold."""
    return "\n".join(without_controls(line.replace(wording.NBSP, " ")) for line in text.splitlines())
