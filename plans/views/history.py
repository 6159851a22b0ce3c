"""Who did what to a week: the trail, undoing and doing again, and what others did while the board is open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from clubs.access import Member, for_planners
from clubs.models import Squad
from plans.forms import HistoryForm, SinceForm
from plans.models import Change, ChangedSince, Week, monday_of, redo_last, undo, undo_last
from plans.tellings import stamp
from plans.trail import Trail, days_of, entries, sentence, too_late
from plans.views.answers import changed, feet, page, refused
from plans.week_board import Board, Drawer, tellings_of


@for_planners
@require_GET
def history(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Show who did what to a week and when; ``?session=`` narrows it to one session."""
    if monday != monday_of(monday):
        return redirect("plans:history", member.club.slug, squad, monday_of(monday))
    owner, form = _squad(member, squad), HistoryForm(request.GET)
    week = Week.objects.filter(squad=owner, monday=monday).first() or Week(squad=owner, monday=monday)
    week.squad = owner
    asked = form.cleaned_data if form.is_valid() else {}
    trail = Trail(week, asked.get("session") or 0, asked.get("before") or 0) if week.pk else None
    return render(request, "plans/history.html", {"week": week, "trail": trail, "section": "board"})


@for_planners
@require_POST
def undo_last_change(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Undo what the coach did last to the week."""
    week = _week(member, squad, monday)
    nothing, told = _("There is nothing of yours to undo in this week."), _("Undone: %(what)s")
    return _answer(request, member, week, lambda: undo_last(week, member.user) if week.pk else [], nothing, told)


@for_planners
@require_POST
def redo_last_change(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Do again what the coach undid last in the week."""
    week = _week(member, squad, monday)
    nothing, told = _("There is nothing to do again in this week."), _("Done again: %(what)s")
    return _answer(request, member, week, lambda: redo_last(week, member.user) if week.pk else [], nothing, told)


@for_planners
@require_POST
def undo_change(request: HttpRequest, member: Member, squad: int, monday: dt.date, change: int) -> HttpResponse:
    """Undo one change by itself, whoever made it."""
    week = _week(member, squad, monday)
    found = get_object_or_404(Change.objects.filter(week__squad=squad, week__monday=week.monday), number=change)
    return _answer(request, member, week, lambda: undo([found], member.user), "", _("Undone: %(what)s"))


@for_planners
@require_POST
def undo_click(request: HttpRequest, member: Member, batch: uuid.UUID) -> HttpResponse:
    """Undo all that one click of the coach did, in every week and for every squad: whole or not at all."""
    mine = Change.objects.filter(batch=batch, by=member.user, week__squad__club=member.club)
    first = get_object_or_404(mine.select_related("week__squad").order_by("week__monday", "week_id", "number")[:1])
    first.week.squad.club = member.club
    try:
        done = undo(Change.objects.of_click(batch, member.club, member.user), member.user)
        if not done:
            raise ChangedSince(first, None)
    except ChangedSince as late:
        late.change.week.squad.club = member.club
        return _late(request, late.change.week, late, member)
    weeks = len({change.week_id for change in done})
    said = ngettext("All of it was undone, in %(count)d week.", "All of it was undone, in %(count)d weeks.", weeks)
    messages.success(request, said % {"count": weeks})
    return redirect("plans:board", member.club.slug, first.week.squad_id, first.week.monday)


@for_planners
@require_GET
def changes(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """What others did since the change ``?since=``: nothing (204), or the days they changed.

    Days that are ``?typing=`` are left alone and only told about; ``?show=`` brings one of them all the same. Where
    athletes said more than is known by ``?said=``, that comes too, wherever anybody types: it stands apart from fields.
    """
    weeks = Week.objects.of_club(member.club).filter(squad=squad, monday=monday)
    said = (Sum("sessions__logs__version"), Max("sessions__logs"))
    found = weeks.values_list("pk", "revision", *said).first()
    if found is None:
        _squad(member, squad)
        return HttpResponse(status=204)
    form = SinceForm(request.GET)
    if not form.is_valid():
        return HttpResponse(status=204)
    asked = form.cleaned_data
    if asked["show"] is not None:
        return _shown(request, Board(_squad(member, squad), monday), asked)
    heard = stamp(*found[2:])
    is_said = bool(asked["said"]) and asked["said"] != heard
    if found[1] <= asked["since"] and not is_said:
        return HttpResponse(status=204)
    theirs = Change.objects.filter(week=found[0], number__gt=asked["since"]).not_by(member.user)
    told = list(theirs.select_related("by", "of__by", "undone_by").order_by("number"))
    if not told and not is_said:
        # Only what this coach did: there is nothing to see of it.
        url = request.path[: -len("changes/")]
        return render(request, "plans/_seen.html", {"revision": found[1], "said": heard, "url": url})
    board = Board(_squad(member, squad), monday)
    if not told:
        return render(request, "plans/_logs_came.html", page(board, **_said(request, board, asked)))
    newly_said = _said(request, board, asked, told) if is_said else {}
    return _told(request, board, told, asked["typing"], newly_said)


def _said(request: HttpRequest, board: Board, asked: dict[str, Any], told: Sequence[Change] = ()) -> dict[str, object]:
    """What athletes say of the sessions that the page holds as they are, and of those whose drawers are open."""
    come_whole = [board.day(number) for number in sorted(days_of(told)) if str(number) not in asked["typing"]]
    changed_now = {one.session_id for one in told}
    there = [card for card in feet(request, board, come_whole) if card.session.pk not in changed_now]
    drawers = set(asked["drawers"].split(","))
    return {"went": there, "said_in": [(card, tellings_of(card)) for card in there if card.pk in drawers]}


def _told(
    request: HttpRequest, board: Board, told: list[Change], typing: list[str], newly_said: Mapping[str, object]
) -> HttpResponse:
    """The days that others changed, but those in which somebody types; of these, who changed them."""
    touched = days_of(told)
    held = [entry for entry in entries(board.week, told) if any(str(day) in typing for day in days_of([entry.change]))]
    changed_days = [board.day(number) for number in sorted(touched) if str(number) not in typing]
    context = {
        "changed_days": changed_days,
        "feet": feet(request, board, changed_days),
        "held": {day: entry for entry in held for day in days_of([entry.change]) if str(day) in typing},
        "note_changed": any("note" in change.after for change in told),
        "typing": typing,
        "told": entries(board.week, told[-1:]),
        # Their cards are not on the page yet, or not as they are now.
        "told_of": {change.session_id for change in told},
        **newly_said,
    }
    return render(request, "plans/_theirs.html", page(board, **context))


def _shown(request: HttpRequest, board: Board, asked: dict[str, object]) -> HttpResponse:
    """A day that was left alone, with what is open in it; both sides where what is being edited was changed."""
    day = board.day(int(str(asked["show"])))
    state: dict[str, object] = {"changed_days": [day]}
    opened, editing = board.find(int(str(asked["open"] or 0))), board.find(int(str(asked["editing"] or 0)))
    if editing and editing.session.version != asked["version"]:
        state["conflict"] = {"session": editing.session, "text": asked["text"]}
    elif editing:
        state["editing"] = editing.session.pk
    elif opened:
        state["opened"] = Drawer.of(board, opened)
    return render(request, "plans/_opened.html", page(board, **state))


def _squad(member: Member, squad: int) -> Squad:
    found = get_object_or_404(member.club.squads, pk=squad)
    found.club = member.club
    return found


def _week(member: Member, squad: int, monday: dt.date) -> Week:
    owner = _squad(member, squad)
    week = Week.objects.filter(squad=owner, monday=monday_of(monday)).first()
    week = week or Week(squad=owner, monday=monday_of(monday))
    week.squad = owner
    return week


def _answer(
    request: HttpRequest, member: Member, week: Week, act: Callable[[], list[Change]], nothing: str, told: str
) -> HttpResponse:
    """Do it and say what was done, or ``nothing``; 409 where others were at it since."""
    try:
        done = act()
    except ChangedSince as late:
        return _late(request, week, late, member)
    what = " ".join(sentence(change, week) for change in done[:3])
    noted = "whole" if any(change.session_id is None for change in done) else ""
    message = told % {"what": what} if done else nothing
    days = tuple(sorted(days_of(done)))
    return changed(request, Board(week.squad, week.monday), message=message, days=days, noted=noted)


def _late(request: HttpRequest, week: Week, late: ChangedSince, member: Member) -> HttpResponse:
    """409: who changed what since, and the days as they are."""
    board = Board(week.squad, week.monday)
    shown = [board.day(number) for number in sorted(days_of([late.change]))]
    problem = too_late(late, week, member.user)
    return refused(request, board, status=409, where="opened", typed={}, problem=problem, changed_days=shown)
