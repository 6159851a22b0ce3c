"""Several sessions of a week at once: moved, copied or deleted together, or not at all.

What was ticked is one click: one Undo takes all of it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from clubs.models import User
from plans.models.changes import one_click
from plans.models.sessions import Session
from plans.models.weeks import Week


class StaleSessions(Exception):  # noqa: N818 - what came too late is not an error of the program
    """Nothing was done: of the ticked sessions somebody else changed or deleted ``sessions`` meanwhile."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        super().__init__(f"{len(sessions)} of the sessions are at another version")
        self.sessions = sessions


def move_several(week: Week, seen: Mapping[int, int], day: int, by: User) -> list[Session]:
    """Plan the sessions for ``day``, in their order; ``seen`` is each one's key with the version that was ticked."""
    with transaction.atomic(), one_click():
        sessions = _held(week, seen)
        for session in sessions:
            if session.day != day:
                session.move(day, version=session.version, by=by)
    return sessions


def copy_several(week: Week, seen: Mapping[int, int], day: int, by: User) -> list[Session]:
    """Plan the same words on ``day`` once more, beside what stands there."""
    with transaction.atomic(), one_click():
        return [week.add(day, session.text, by) for session in _held(week, seen)]


def delete_several(week: Week, seen: Mapping[int, int], by: User) -> list[Session]:
    """Take the sessions off the board."""
    with transaction.atomic(), one_click():
        sessions = _held(week, seen)
        for session in sessions:
            session.delete_softly(version=session.version, by=by)
    return sessions


def _held(week: Week, seen: Mapping[int, int]) -> list[Session]:
    """The sessions as they are now, while nobody else can write into their week; :class:`StaleSessions` if any is not
    as it was ticked.
    """
    week.hold("revision")
    found = week.sessions.filter(pk__in=seen).select_related("swap", "decision")
    sessions = list(found.order_by("day", "position", "pk"))
    late = [one for one in sessions if one.version != seen[one.pk] or one.deleted_at is not None]
    if late:
        raise StaleSessions(late)
    for session in sessions:
        session.week = week
    return sessions
