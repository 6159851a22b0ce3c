"""Writing many sessions, exceptions, notes and blocks at once, in one week or in many: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from clubs.models import User
from plans.models.changes import Change, Line, State, take_numbers
from plans.models.exceptions import SessionException
from plans.models.sessions import Session, StaleEdit
from plans.models.weeks import Week


def hold(weeks: Iterable[int]) -> dict[int, Week]:
    """Keep others from writing into weeks (ids) until the transaction ends; the weeks as they are now, by id.

    They are held in the order of their ids, so that no two writers wait for each other.
    """
    held = Week.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=set(weeks)).order_by("pk")
    return {week.pk: week for week in held.select_related("squad__club")}


class _Told(NamedTuple):
    """A line of the trail that has no number yet."""

    kind: str
    week: Week
    before: State
    after: State
    session: Session | None
    of: Change | None


class Writing:
    """What is to be written together: first told one by one, then written by :meth:`finish` in a few statements.

    Each leaves its line in the trail of its week; a session that goes to another week leaves one in both.
    """

    def __init__(self, by: User) -> None:
        self._by = by
        self._lines: list[_Told] = []
        self._versions: dict[int, int] = {}
        self._sessions: dict[int, Session] = {}
        self._exceptions: dict[int, SessionException] = {}
        self._weeks: dict[int, Week] = {}
        self._columns: dict[type, set[str]] = {Session: set(), SessionException: set(), Week: set()}

    def session(
        self, session: Session, kind: str, values: Mapping[str, Any], of: Mapping[int, Change] | None = None
    ) -> None:
        """Change columns of a session; ``of`` holds, by week, what is undone or done again by it."""
        self._versions.setdefault(session.pk, session.version)
        self._sessions[session.pk] = session
        left, entered = session.week, values.get("week", session.week)
        weeks = [left] if left.pk == entered.pk else [left, entered]
        stood = [session.state_in(week) for week in weeks]
        changed = {**values, "version": session.version + 1, "updated_by": self._by, "updated_at": timezone.now()}
        for name, value in changed.items():
            setattr(session, name, value)
        self._columns[Session] |= changed.keys()
        kinds = [kind] * 2 if kind != "moved" or len(weeks) == 1 else ["moved_out", "moved_in"]
        for told, week, before in zip(kinds, weeks, stood, strict=False):
            answered = (of or {}).get(week.pk)
            self._lines.append(_Told(told, week, before, session.state_in(week), session, answered))

    def exception(self, exception: SessionException, kind: str, values: Mapping[str, Any], of: Change) -> None:
        """Change columns of an exception, of whose week nobody else writes; ``of`` is undone or done again by it."""
        before = exception.state
        changed = {**values, "version": exception.version + 1, "updated_by": self._by, "updated_at": timezone.now()}
        for name, value in changed.items():
            setattr(exception, name, value)
        self._exceptions[exception.pk] = exception
        self._columns[SessionException] |= changed.keys()
        session = exception.session
        self._lines.append(_Told(kind, session.week, before, exception.state, session, of))

    def week(self, week: Week, kind: str, values: Mapping[str, str], of: Change | None = None) -> None:
        """Change the note or the block of a week that is held."""
        self._weeks[week.pk] = week
        for name, value in values.items():
            before = {name: getattr(week, name)}
            setattr(week, name, value)
            self._columns[Week].add(name)
            if name == "note":
                week.note_version += 1
                self._columns[Week].add("note_version")
            self._lines.append(_Told(kind, week, before, {name: value}, None, of))

    def finish(self) -> None:
        """Write all of it; :class:`StaleEdit` and nothing where somebody else was faster with one of the sessions."""
        with transaction.atomic():
            numbers = take_numbers(Counter(line.week.pk for line in self._lines))
            now = dict(Session.objects.filter(pk__in=self._versions).values_list("pk", "version"))
            if late := next((pk for pk, version in self._versions.items() if now.get(pk) != version), None):
                raise StaleEdit.of(late)
            if self._sessions:
                Session.objects.bulk_update(self._sessions.values(), self._columns[Session])
            if self._exceptions:
                SessionException.objects.bulk_update(self._exceptions.values(), self._columns[SessionException])
            if self._weeks:
                Week.objects.bulk_update(self._weeks.values(), self._columns[Week])
            told = []
            for kind, week, before, after, session, of in self._lines:
                told.append((kind, Line(week, numbers[week.pk], before, after, session=session, of=of)))
                numbers[week.pk] += 1
            Change.objects.record_all(told, self._by)
