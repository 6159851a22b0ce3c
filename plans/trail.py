"""The trail of a week in words: who did what and when, with what stood before and after."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clubs import choices
from clubs.models import Club, User
from plans.models import Change, ChangedSince, Decision, Week
from plans.models.changes import BLOCKS, PUBLICATION, Subject, subject_of

# So many changes stand on one page; a week that was written and settled has about thirty.
AT_MOST = 200


@dataclass(frozen=True)
class Entry:
    """A change of ``week`` as it is told."""

    change: Change
    week: Week
    decisions: Mapping[int, Decision]
    # The last change that stands of each subject: only that can be undone by itself.
    last: Mapping[Subject, int]

    @property
    def who(self) -> str:
        """Whose doing it was."""
        return name_of(self.change.by)

    @cached_property
    def at(self) -> dt.datetime:
        """When, by the club's clock."""
        return self.change.at.astimezone(self.week.squad.club.zone)

    @property
    def time(self) -> str:
        """The hour and the minute of it."""
        return date_format(self.at, "H:i")

    @property
    def what(self) -> str:
        """The change as one sentence."""
        if self.change.of is not None:
            done = {"name": self.who, "what": sentence(self.change.of, self.week)}
            again = self.change.kind == "redone"
            return _("%(name)s redid: “%(what)s”") % done if again else _("%(name)s undid: “%(what)s”") % done
        return sentence(self.change, self.week)

    @property
    def before(self) -> str:
        """The words that stood there, where they are others than now."""
        return self._words(self.change.before) if self._changes_words else ""

    @property
    def after(self) -> str:
        """The words that stand there since."""
        return self._words(self.change.after)

    @property
    def reason(self) -> str:
        """Why a session is kept."""
        kept = self.decisions.get(self.change.after.get("decision") or 0)
        return kept.reason if kept and self.change.kind == "kept" else ""

    @property
    def undone(self) -> str:
        """Who undid it."""
        return name_of(self.change.undone_by) if self.change.undone_at else ""

    @property
    def can_be_undone(self) -> bool:
        """Whether nothing was done since to what it changed."""
        return self.change.can_be_undone and self.last.get(self.change.subject) == self.change.number

    @property
    def _changes_words(self) -> bool:
        return self._words(self.change.before) != self._words(self.change.after)

    def _words(self, state: Mapping[str, object]) -> str:
        return "" if state.get("deleted") else str(state.get("text", state.get("note", "")))


@dataclass(frozen=True)
class Click:
    """What one click of a coach did to several sessions and weeks, and what of it can still be undone at once."""

    batch: uuid.UUID
    # How many sessions, exceptions, notes and blocks, in how many weeks of squads.
    changed: int
    weeks: int

    @classmethod
    def of(cls, batch: str, club: Club, user: User) -> Click | None:
        """The click of this name; ``None`` where there is nothing of it to undo. One query, where there is a name."""
        try:
            key = uuid.UUID(batch)
        except ValueError:
            return None
        found = list(Change.objects.of_click(key, club, user).only("week", "session", "kind", "after"))
        things = {change.subject if change.session_id else (change.week_id, change.kind) for change in found}
        return cls(key, len(things), len({change.week_id for change in found})) if found else None


class Trail:
    """A page of a week's changes, the latest first: of all, or of one ``session``. Four queries, however many."""

    def __init__(self, week: Week, session: int = 0, before: int = 0) -> None:
        self.week = week
        self.sessions = list(week.sessions.order_by("day", "position", "pk"))
        for one in self.sessions:
            one.week = week
        self.session = next((one for one in self.sessions if one.pk == session), None)
        changes = week.changes.select_related("by", "undone_by", "of__by").order_by("-number")
        if self.session is not None:
            changes = changes.filter(session=self.session)
        if before:
            changes = changes.filter(number__lt=before)
        found = list(changes[: AT_MOST + 1])
        self.entries = entries(week, found[:AT_MOST])
        self.earlier = found[AT_MOST - 1].number if len(found) > AT_MOST else 0

    @property
    def days(self) -> list[tuple[dt.date, list[Entry]]]:
        """The entries by the day on which they came to be."""
        return [(day, list(those)) for day, those in groupby(self.entries, key=lambda entry: entry.at.date())]


def entries(week: Week, changes: Sequence[Change]) -> list[Entry]:
    """``changes`` as they are told."""
    kept = {key for change in changes if change.kind == "kept" and (key := change.after.get("decision"))}
    decisions = Decision.objects.in_bulk(kept) if kept else {}
    standing = Change.objects.standing().filter(week=week).exclude(kind__in=PUBLICATION).order_by()
    last: dict[Subject, int] = {}
    for session, kind, athlete, number in standing.values_list("session", "kind", "after__athlete", Max("number")):
        subject = subject_of(session, kind, athlete)
        last[subject] = max(number, last.get(subject, 0))
    return [Entry(change, week, decisions, last) for change in changes]


def name_of(user: User | None) -> str:
    """What a coach is called; an account may be gone."""
    return user.get_short_name() if user else _("A former member")


def days_of(changes: Iterable[Change]) -> set[int]:
    """The days of the week that ``changes`` concern."""
    states = [state for change in changes for state in (change.before, change.after)]
    return {state["day"] for state in states if "day" in state and "monday" not in state}


def sentence(change: Change, week: Week) -> str:
    """What was done, by whom: one sentence."""
    told = {"name": name_of(change.by)}
    if "day" in change.after:
        was = change.before.get("day", change.after["day"])
        told |= {"day": _day(week, change.after), "before": _day(week, change.before | {"day": was})}
    if "name" in change.after:
        told["athlete"] = change.after["name"] or _("a former member")
    kind = change.kind
    if kind == "edited" and change.before["text"] == change.after["text"]:
        kind = "saved_again"
    elif kind == "moved" and change.before["day"] == change.after["day"]:
        kind = "moved_down"
    elif kind in BLOCKS:
        block = change.after["block"]
        kind = "block" if block else "block_emptied"
        told["block"] = dict(choices.blocks()).get(block, block)
    elif kind == "note" and not change.after["note"]:
        kind = "note_emptied"
    return {
        "created": _("%(name)s planned a session on %(day)s."),
        "imported": _("%(name)s imported a session on %(day)s."),
        "laid": _("%(name)s put a session on %(day)s, from a template or a copy."),
        "excepted": _("%(name)s wrote %(athlete)s’s own session for %(day)s."),
        "exception_removed": _("%(name)s lets %(athlete)s do the squad’s session on %(day)s again."),
        "edited": _("%(name)s changed the session on %(day)s."),
        "saved_again": _("%(name)s saved the session on %(day)s again."),
        "moved": _("%(name)s moved a session from %(before)s to %(day)s."),
        "moved_down": _("%(name)s moved a session to the end of %(day)s."),
        "moved_out": _("%(name)s moved a session from %(before)s to %(day)s, in another week."),
        "moved_in": _("%(name)s moved a session from another week, %(before)s, to %(day)s."),
        "deleted": _("%(name)s deleted the session on %(day)s."),
        "restored": _("%(name)s brought back the session on %(day)s."),
        "swapped": _("%(name)s swapped the load in the session on %(day)s."),
        "swap_undone": _("%(name)s undid the swap in the session on %(day)s."),
        "kept": _("%(name)s keeps the session on %(day)s on purpose."),
        "keep_undone": _("%(name)s no longer keeps the session on %(day)s on purpose."),
        "note": _("%(name)s wrote the note for the week."),
        "note_emptied": _("%(name)s emptied the note for the week."),
        "note_moved": _("%(name)s moved the plan from week to week, and the note with it."),
        "block": _("%(name)s set the block of the week: %(block)s."),
        "block_emptied": _("%(name)s took the block of the week away."),
        "published": _("%(name)s published the week."),
        "withdrawn": _("%(name)s made the week a draft again."),
        "undone": _("%(name)s undid a change."),
        "redone": _("%(name)s did a change again."),
    }[kind] % told


def too_late(late: ChangedSince, week: Week, user: User) -> str:
    """Why a change cannot be undone or done again any more."""
    if late.by is None:
        return _("That cannot be undone any more: it was undone already, or stands differently by now.")
    if late.by.week_id != week.pk:
        told = {"what": sentence(late.by, late.by.week), "week": date_format(late.by.week.monday, "j F")}
        return _("That stays as it is, because of what came since in the week of %(week)s: %(what)s") % told
    if late.by.by == user:
        return _("That cannot be undone before what you did to it since.")
    [since] = entries(week, [late.by])
    told = {"what": since.what, "time": since.time}
    return _("That stays as it is, because of what came since, at %(time)s: %(what)s") % told


def _day(week: Week, state: Mapping[str, Any]) -> str:
    """The weekday of a state; with the date where it is in another week."""
    if "monday" in state:
        return date_format(dt.date.fromisoformat(state["monday"]) + dt.timedelta(days=state["day"]), "l j F")
    return date_format(week.date_of(state["day"]), "l")
