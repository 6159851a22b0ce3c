"""Undoing what somebody did to weeks, and doing it again.

Only what nobody touched since is undone: a session, or an athlete's exception to it, has to stand as the change left
it. What was undone leaves a line in the trail like everything else; so does doing it again. What one click did to
several weeks is undone whole or not at all; a session that went from week to week is brought back whichever of the two
it is undone in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clubs.models import User
from plans.models.changes import PUBLICATION, TWINS, Change, State, Subject, one_click
from plans.models.exceptions import SessionException
from plans.models.sessions import Session
from plans.models.together import Writing, hold
from plans.models.weeks import Week


class ChangedSince(Exception):  # noqa: N818 - what came too late is not an error of the program
    """What ``change`` did cannot be undone (or done again) any more; ``by`` is what was done since, where known."""

    def __init__(self, change: Change, by: Change | None) -> None:
        super().__init__(f"change {change.pk} was followed by {by and by.pk}")
        self.change = change
        self.by = by


class Step(NamedTuple):
    """A change to take back or to do again: from which state to which, and after which change nothing may follow."""

    change: Change
    stood: State
    wanted: State
    since: int


def undo_last(week: Week, by: User) -> list[Change]:
    """Undo what the user's last click did to ``week``; return what was undone, nothing where there was nothing."""
    with transaction.atomic():
        hold({week.pk, *(change.week_id for change in Change.objects.to_undo(week, by))})
        return undo(Change.objects.to_undo(week, by), by)


def undo(changes: Iterable[Change], by: User) -> list[Change]:
    """Undo ``changes``, of one week or of several: all of them, or :class:`ChangedSince` and none."""
    with transaction.atomic():
        asked, weeks = _held(changes, "-pk")
        for change in asked:
            if not change.can_be_undone:
                raise ChangedSince(change, None)
        _put_back(weeks, "undone", [Step(one, one.after, one.before, one.pk) for one in asked], by)
        pks = [change.pk for change in asked]
        Change.objects.filter(pk__in=pks).update(undone_at=timezone.now(), undone_by=by)
        return asked


def redo_last(week: Week, by: User) -> list[Change]:
    """Do again what the user undid last in ``week``."""
    with transaction.atomic():
        hold({week.pk, *(change.week_id for change in Change.objects.to_redo(week, by))})
        asked, weeks = _held(Change.objects.to_redo(week, by), "pk")
        pks = [change.pk for change in asked]
        undoings = Change.objects.filter(of__in=pks, kind="undone").order_by("pk")
        since = dict(undoings.values_list("of", "pk"))
        _put_back(weeks, "redone", [Step(one, one.before, one.after, since[one.pk]) for one in asked], by)
        Change.objects.filter(pk__in=pks).update(undone_at=None, undone_by=None)
        return asked


def _held(changes: Iterable[Change], order: str) -> tuple[list[Change], dict[int, Week]]:
    """``changes`` as they are once nobody else can write into their weeks, and these weeks by id."""
    pks = [change.pk for change in changes]
    if not pks:
        return [], {}
    together = Change.objects.filter(pk__in=pks).with_twins()
    weeks = hold(together.values_list("week", flat=True))
    asked = list(together.select_related("undone_by").order_by(order))
    for change in asked:
        change.week = weeks[change.week_id]
    return asked, weeks


def _put_back(weeks: Mapping[int, Week], kind: str, steps: Sequence[Step], by: User) -> None:
    """Take the steps one after the other, each only from the state that it knows."""
    if not steps:
        return
    keys = {step.change.session_id for step in steps if step.change.session_id}
    sessions = Session.objects.select_related("swap", "decision", "week").in_bulk(keys)
    for known in sessions.values():
        known.week = weeks.get(known.week_id, known.week)
    exceptions = _exceptions(sessions, steps)
    followers = _followers(weeks, keys, steps)
    twins: dict[tuple[object, ...], list[Change]] = {}
    for change, *_rest in steps:
        if change.kind in TWINS:
            twins.setdefault((change.batch, change.session_id), []).append(change)
    by_monday = {(week.squad_id, week.monday): week for week in weeks.values()}
    with one_click():
        writing = Writing(by)
        for step in steps:
            change, week = step.change, weeks[step.change.week_id]
            pair = twins.get((change.batch, change.session_id), [change]) if change.kind in TWINS else [change]
            if change is not pair[0]:
                continue
            after = [one for one in followers if _concerns(one, change) and one.pk > step.since]
            session, exception = sessions.get(change.session_id or 0), exceptions.get(change.subject)
            if after or not _stands(step, week, session, exception):
                raise ChangedSince(change, after[-1] if after else None)
            if exception:
                writing.exception(exception, kind, exception.put_back(step.wanted), change)
            elif session:
                monday = dt.date.fromisoformat(step.wanted["monday"]) if "monday" in step.wanted else week.monday
                values = session.put_back(step.wanted, by_monday[week.squad_id, monday], of=change)
                writing.session(session, kind, values, {one.week_id: one for one in pair})
            else:
                writing.week(week, kind, step.wanted, change)
        writing.finish()


def _concerns(later: Change, change: Change) -> bool:
    """Whether ``later`` builds on what ``change`` did; an exception does on the week that its session came to."""
    if later.session_id is None and later.week_id != change.week_id:
        return False
    return later.subject == change.subject or (change.kind in TWINS and later.session_id == change.session_id)


def _stands(step: Step, week: Week, session: Session | None, exception: SessionException | None) -> bool:
    """Whether what the step is about still stands as the step found it, or left it."""
    if step.change.is_of_exception:
        return exception is not None and exception.session.week_id == week.pk and exception.stands_as(step.stood)
    state = session.state_in(week) if session else {name: getattr(week, name) for name in step.stood}
    return state == step.stood


def _exceptions(sessions: Mapping[int, Session], steps: Sequence[Step]) -> dict[Subject, SessionException]:
    """The exceptions that the steps are about, each with its session as it is in ``sessions``."""
    if not any(step.change.is_of_exception for step in steps):
        return {}
    about = {step.change.subject for step in steps}
    found: dict[Subject, SessionException] = {}
    for one in SessionException.objects.filter(session__in=sessions).select_related("athlete"):
        if (one.session_id, one.athlete_id) in about:
            one.session = sessions[one.session_id]
            found[one.session_id, one.athlete_id] = one
    return found


def _followers(weeks: Mapping[int, Week], sessions: Iterable[int], steps: Sequence[Step]) -> list[Change]:
    """What came after the first of ``steps`` to what they changed, wherever that was, and stands."""
    later = Change.objects.standing().exclude(kind__in=PUBLICATION).exclude(pk__in=[one.change.pk for one in steps])
    touching = later.filter(Q(session__in=sessions) | Q(session=None, week__in=weeks))
    since = min(step.since for step in steps)
    return list(touching.filter(pk__gt=since).select_related("by", "of__by", "week__squad__club").order_by("pk"))
