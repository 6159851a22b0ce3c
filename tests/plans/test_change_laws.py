"""Laws of the trail: undoing all that was done gives what was there first, doing it again what was there last."""

from __future__ import annotations

import datetime as dt
import itertools
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plans.models import (
    Change,
    Decision,
    Instead,
    Session,
    SessionException,
    StaleEdit,
    Swap,
    Week,
    one_click,
    redo_last,
    undo_last,
)
from plans.models.changes import ACROSS_WEEKS, PUBLICATION
from plans.models.exceptions import WORDS
from plans.shifting import Clearing, Shift

TEXTS = ("8 km easy", "6 x 400 m hard", "Rest", "8 km easy with a 5 kg vest", "bouncy")
DOINGS = (
    "add",
    "add",
    "import",
    "edit",
    "move",
    "delete",
    "restore",
    "swap",
    "undo swap",
    "keep",
    "undo keep",
    "except",
    "except both",
    "other exception",
    "no exception",
    "note",
    "publish",
    "withdraw",
    "stale",
)
weeks = itertools.count()


# As much of a replacement as a swap keeps.
REPLACED = SimpleNamespace(drill=SimpleNamespace(code="st01", name="Step-ups"), text="8 km easy, then 3 x 10 step-ups")


def do(week: Week, what: str, number: int, by: Any) -> None:
    """One thing that a coach does, to the session that ``number`` picks; nothing where it cannot be done."""
    text, day = TEXTS[number % len(TEXTS)], number % 7
    if what == "add":
        week.add(day, text, by)
    elif what == "import":
        sessions = [Session(week=week, day=at, position=9, created_by=by, updated_by=by) for at in (day, 6 - day)]
        for session in sessions:
            session.take(text)
        with one_click(planned_as="imported"):
            week.write_note(f"{week.note} imported", by=by)
            Session.objects.bulk_create(sessions)
    elif what == "note":
        week.write_note(text, by=by)
    elif what == "publish":
        week.publish(by)
    elif what == "withdraw":
        week.withdraw(by)
    else:
        found = list(week.sessions.select_related("week__squad__club", "swap", "decision").order_by("pk"))
        if found:
            session = found[number % len(found)]
            (do_to_exceptions if "except" in what else do_to)(session, what, number, by)


def do_to(session: Session, what: str, number: int, by: Any) -> None:
    version = session.version
    if what == "restore":
        if session.deleted_at is not None:
            session.restore(by)
    elif session.deleted_at is not None:
        return
    elif what == "edit":
        session.rewrite(TEXTS[number % len(TEXTS)], version=version, by=by)
    elif what == "move":
        session.move(number % 7, version=version, by=by)
    elif what == "delete":
        session.delete_softly(version=version, by=by)
    elif what == "swap":
        session.swap_for(REPLACED, reason="because", version=version, by=by)
    elif what == "undo swap" and session.swap:
        session.undo_swap(version=version, by=by)
    elif what == "keep":
        session.keep("on purpose", verdict="avoid", version=version, by=by)
    elif what == "undo keep" and session.decision:
        session.undo_keep(version=version, by=by)
    elif what == "stale":
        with pytest.raises(StaleEdit):
            session.rewrite("too late", version=version + 7, by=by)


def do_to_exceptions(session: Session, what: str, number: int, by: Any) -> None:
    if session.deleted_at is not None:
        return
    text, reason = TEXTS[number % len(TEXTS)], ("", "no hill")[number % 2]
    standing = {one.athlete_id: one for one in session.exceptions.live().select_related("athlete").order_by("pk")}
    free = [one for one in session.week.squad.athletes.order_by("pk") if one.pk not in standing]
    if what.startswith("except"):
        wanted = [Instead(one, text, reason) for one in free[: 2 if what == "except both" else 1]]
        SessionException.make(session, wanted, version=session.version, by=by)
    elif standing:
        one = list(standing.values())[number % len(standing)]
        one.session = session
        if what == "no exception":
            one.delete_softly(version=one.version, by=by)
        else:
            one.rewrite(text, reason=reason, version=one.version, by=by)


def as_it_stands(week: Week) -> tuple[Any, ...]:
    """The plan: what is on the board and in the drawers."""
    week.refresh_from_db()
    columns = ("pk", "day", "position", "text", "stored_reading", "loaded_run", "swap", "decision")
    sessions = week.sessions.live().order_by("pk").values_list(*columns)
    swaps = {pk for pk, ended in Swap.objects.values_list("pk", "undone_at") if not ended}
    kept = {pk for pk, ended in Decision.objects.values_list("pk", "withdrawn_at") if not ended}
    standing = [(one[6] in swaps, one[7] in kept) for one in sessions if one[6] or one[7]]
    own = SessionException.objects.live().filter(session__in=[one[0] for one in sessions]).order_by("pk")
    said = list(own.values_list("pk", "athlete", "stored_reading", "loaded_run", *WORDS))
    return (week.note, list(sessions), standing, said)


def chain_of_exceptions(trail: list[Change]) -> None:
    """Each change of an exception begins where the last ended, and the last ends with how it stands."""
    told: dict[tuple[int | None, int], list[Change]] = {}
    for change in trail:
        if change.is_of_exception:
            told.setdefault((change.session_id, change.after["athlete"]), []).append(change)
    for (session, athlete), mine in told.items():
        for former, latter in itertools.pairwise(mine):
            assert {**former.after, "day": 0} == {**latter.before, "day": 0}
        one = SessionException.objects.select_related("session", "athlete").get(session=session, athlete=athlete)
        assert mine[0].before["deleted"]
        assert one.stands_as(mine[-1].after)
        assert one.version == len(mine)


def whole_trail(week: Week) -> list[Change]:
    """The trail, which is counted without a gap and in which each change of a session begins where the last ended."""
    week.refresh_from_db()
    trail = list(week.changes.all())
    assert [change.number for change in trail] == list(range(1, week.revision + 1))
    for session in week.sessions.all():
        mine = [one for one in trail if one.session_id == session.pk and not one.is_of_exception]
        assert mine[0].before == {**mine[0].after, "deleted": True}
        for former, latter in itertools.pairwise(mine):
            assert former.after == latter.before
        assert mine[-1].after == session.state
        assert len(mine) == session.version
    chain_of_exceptions(trail)
    return trail


doings = st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 400)), max_size=14)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def new_week(cast):
    def made() -> Week:
        return Week.for_writing(cast.tuesday, dt.date(2001, 1, 1) + dt.timedelta(weeks=next(weeks)))

    return made


@many
# A swap of words without a load: what is undone must not stand on.
@example([("add", 0), ("swap", 0), ("undo swap", 0)], 0)
@example([("add", 0), ("swap", 0), ("swap", 0), ("undo swap", 0)], 0)
@given(doings, st.integers(0, 3))
def test_undoing_all_gives_the_first_state_and_redoing_all_the_last(new_week, cast, done, before):
    week, mira = new_week(), cast.user("Mira")
    for number in range(before):
        week.add(number, TEXTS[number], cast.user("Ruth"))
    states = [as_it_stands(week)]
    for what, number in done:
        stood = Change.objects.to_undo(week, mira)
        do(week, what, number, mira)
        if Change.objects.to_undo(week, mira) != stood:
            states.append(as_it_stands(week))
    for state in reversed(states[:-1]):
        assert undo_last(week, mira)
        assert as_it_stands(week) == state
        whole_trail(week)
    assert not undo_last(week, mira)
    for state in states[1:]:
        assert redo_last(week, mira)
        assert as_it_stands(week) == state
        whole_trail(week)
    assert not redo_last(week, mira)


@many
@given(doings)
def test_nothing_is_written_without_a_trace(new_week, cast, done):
    week = new_week()
    for what, number in done:
        week.refresh_from_db()
        stood, told = as_it_stands(week), week.revision
        was_published = week.is_published
        do(week, what, number, cast.user("Mira"))
        week.refresh_from_db()
        if (as_it_stands(week), week.is_published) != (stood, was_published):
            assert week.revision > told, f"{what} left no trace"
    whole_trail(week)


# What goes from week to week


def shift_or_clear(squad: Any, what: str, monday: dt.date, number: int, by: Any) -> None:
    """Shift the week of ``monday`` or what follows by some days, or clear some of it."""
    first = monday + dt.timedelta(days=number % 3)
    last = first + dt.timedelta(days=(6, 13, 20)[number % 3])
    if what == "clear":
        sweep: Any = Clearing(squad, first, last, published=True)
    else:
        sweep = Shift(squad, first, last, days=(7, -7, 3, 14, -2, 1)[number % 6], published=True)
    sweep.do(sweep.fingerprint, by)


def whole_story(squad: Any) -> None:
    """Each week's trail is counted without a gap, and each change of a session begins where the last one ended."""
    for week in squad.weeks.all():
        assert [change.number for change in week.changes.all()] == list(range(1, week.revision + 1))
    for session in Session.objects.filter(week__squad=squad).select_related("week"):
        every = list(session.changes.select_related("week").order_by("pk"))
        chain_of_exceptions(every)
        told = [one for one in every if not one.is_of_exception]
        places = [
            (one.batch, [{"monday": one.week.monday.isoformat(), **state} for state in (one.before, one.after)])
            for one in told
        ]
        # A session that went to another week is told of in both, in the same way.
        steps = [place for (_batch, place), _same in itertools.groupby(places)]
        for former, latter in itertools.pairwise(steps):
            assert former[1] == latter[0]
        assert steps[-1][1] == {**session.state, "monday": session.week.monday.isoformat()}
        assert len(steps) == session.version


shiftings = st.tuples(st.integers(0, 2), st.sampled_from((*DOINGS, *["shift"] * 5, "clear")), st.integers(0, 400))


@settings(many, max_examples=25)
@example([(0, "shift", 219), (1, "shift", 214), (0, "shift", 280)])
@given(st.lists(shiftings, max_size=9))
def test_undoing_any_sequence_with_shifts_in_it_gives_the_first_state_and_redoing_it_the_last(cast, done):
    mira, first = cast.user("Mira"), dt.date(2001, 1, 1) + dt.timedelta(weeks=next(weeks))
    squad = cast.ridgeway.squads.create(name=f"Squad {next(weeks)}")
    squad.set_athletes([cast.anna, cast.ben])
    mondays = [first + dt.timedelta(weeks=number) for number in range(3)]
    for number, monday in enumerate(mondays):
        Week.for_writing(squad, monday).add(number, TEXTS[number], cast.user("Ruth"))

    def stands() -> list[Any]:
        """The plan of all weeks; an empty one is as good as none."""
        found = [(week.monday, week.block, as_it_stands(week)) for week in squad.weeks.order_by("monday")]
        return [one for one in found if one[1:] != ("", ("", [], [], []))]

    states, touched = [stands()], []
    for at, what, number in done:
        before = set(Change.objects.filter(week__squad=squad).values_list("pk", flat=True))
        if what in ("shift", "clear"):
            shift_or_clear(squad, what, mondays[at], number, mira)
        else:
            do(Week.objects.get(squad=squad, monday=mondays[at]), what, number, mira)
        new = Change.objects.standing().exclude(kind__in=PUBLICATION).filter(week__squad=squad).exclude(pk__in=before)
        # A click is undone from any week where something went to another one; clearing them week by week.
        by_week = sorted({(change.week_id, change.kind in ACROSS_WEEKS) for change in new})
        if any(across for _week, across in by_week):
            by_week = [by_week[number % len(by_week)]]
        if by_week:
            touched.append([week for week, _across in by_week])
            states.append(stands())
    for those, state in zip(reversed(touched), reversed(states[:-1]), strict=True):
        for week in those:
            assert undo_last(Week.objects.get(pk=week), mira)
        assert stands() == state
    whole_story(squad)
    for those, state in zip(touched, states[1:], strict=True):
        for week in those:
            assert redo_last(Week.objects.get(pk=week), mira)
        assert stands() == state
    whole_story(squad)
