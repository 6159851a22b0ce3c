"""What a coach does with several sessions of a week at once."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clubs.access import Member, for_planners
from clubs.models import Squad
from plans.forms import SelectedForm
from plans.models import Session, StaleSessions, Week, copy_several, delete_several, monday_of, move_several
from plans.views.answers import changed, error_of, refused
from plans.week_board import Board


@for_planners
@require_POST
def change_selected(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Move, copy or delete the sessions that are ticked: all of them, or none and 409 with those that changed."""
    owner, form = get_object_or_404(member.club.squads, pk=squad), SelectedForm(request.POST)
    owner.club = member.club
    if not form.is_valid():
        return _refused(request, Board(owner, monday_of(monday)), 422, error_of(form), ())
    seen, what, day = form.cleaned_data["ticked"], form.cleaned_data["do"], form.cleaned_data["day"]
    week, before = _week_of(owner, monday_of(monday), seen)
    try:
        if what == "delete":
            done = delete_several(week, seen, member.user)
        else:
            done = (move_several if what == "move" else copy_several)(week, seen, day, member.user)
    except StaleSessions as late:
        days = {*before, *(session.day for session in late.sessions)}
        return _refused(request, Board(owner, week.monday), 409, _too_late(late), tuple(sorted(days)))
    days = {session.day for session in done} | (before if what != "copy" else set())
    focus = "undo-last" if what == "delete" else f"open-{done[0].pk}"
    message = _said(what, done)
    return changed(request, Board(owner, week.monday), message=message, days=tuple(sorted(days)), focus=focus)


def _week_of(owner: Squad, monday: dt.date, seen: dict[int, int]) -> tuple[Week, set[int]]:
    """The week and the days on which the sessions stand; 404 where any is of another week."""
    week = get_object_or_404(Week, squad=owner, monday=monday)
    week.squad = owner
    days = list(week.sessions.filter(pk__in=seen).values_list("day", flat=True))
    if len(days) != len(seen):
        raise Http404
    return week, set(days)


def _said(what: str, done: list[Session]) -> str:
    count = len(done)
    if what == "delete":
        told = ngettext(
            "Deleted %(count)d session. Undo brings it back.",
            "Deleted %(count)d sessions. One Undo brings all of them back.",
            count,
        )
    elif what == "move":
        told = ngettext("Moved %(count)d session to %(day)s.", "Moved %(count)d sessions to %(day)s.", count)
    else:
        told = ngettext("Copied %(count)d session to %(day)s.", "Copied %(count)d sessions to %(day)s.", count)
    return told % {"count": count, "day": date_format(done[0].date, "l")}


def _too_late(late: StaleSessions) -> str:
    """Which of them somebody else changed or deleted, in the coach's words."""
    named = ", ".join(_("“%(text)s”") % {"text": session} for session in late.sessions)
    return _("Nothing was done: somebody else changed %(sessions)s meanwhile. Look at it, and tick it again.") % {
        "sessions": named
    }


def _refused(request: HttpRequest, board: Board, status: int, problem: str, days: tuple[int, ...]) -> HttpResponse:
    shown = [board.day(number) for number in days]
    return refused(request, board, status=status, where="opened", typed={}, problem=problem, changed_days=shown)
