"""The coach's week board: reading it, adding to it, its note, and publishing it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from clubs.access import Member, for_planners, for_publishers
from clubs.models import Squad
from plans.as_typed import Typed
from plans.completing import Completion, complete, completions, past_texts
from plans.forms import AddForm, NoteForm, PublishForm, TypingForm
from plans.models import Session, SessionException, StaleNote, Unseen, Week, monday_of
from plans.offers import Wish
from plans.telling import tell_week
from plans.trail import Click, entries
from plans.views.answers import changed, error_of, page, refused
from plans.week_board import Board, Drawer

# So many of the squad's earlier lines are shown where there is no JavaScript to look for them.
EARLIER_LINES = 12


@for_planners
@require_GET
def this_week(request: HttpRequest, member: Member, squad: int) -> HttpResponse:  # noqa: ARG001
    """Lead to the week that today is in."""
    get_object_or_404(member.club.squads, pk=squad)
    return redirect("plans:board", member.club.slug, squad, monday_of(member.club.today()))


@for_planners
@require_GET
def board(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Show a squad's week; ``?open=`` and ``?edit=`` are what a click does without JavaScript; see also ``Wish``.

    ``?add=`` opens the box of a day with the squad's earlier lines, ``?earlier`` shows them below a session that is
    edited, and ``?line=`` puts one of them in. ``?select`` shows the boxes that sessions are ticked by, ``?keys`` the
    keyboard map.
    """
    if monday != monday_of(monday):
        return redirect("plans:board", member.club.slug, squad, monday_of(monday))
    week_board = Board(_squad(member, squad), monday)
    opened = week_board.find(_number(request, "open"))
    editing = week_board.find(_number(request, "edit"))
    state = {
        "opened": Drawer.of(week_board, opened, Wish.of(request.GET)) if opened else None,
        "editing": editing.session.pk if editing else None,
        "deleted": _deleted(member, week_board, _number(request, "deleted")),
        "selecting": "select" in request.GET,
        "asks_for_keys": "keys" in request.GET,
        "taken_back": _taken_back(member, week_board, _number(request, "taken_back")),
        "click": Click.of(request.GET.get("done", ""), member.club, member.user),
        **(_to_edit(request, week_board.squad) if editing else _to_add(request, week_board.squad)),
    }
    return render(request, "plans/board.html", page(week_board, **state))


@for_planners
@require_POST
def read_as_typed(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Say what is read from a session that is being typed, what the panel says of it, and what its line can become.

    Nothing is saved.
    """
    owner, form = _squad(member, squad), TypingForm(request.POST)
    if not form.is_valid():
        return render(request, "plans/_reading.html", {"error": error_of(form)}, status=422)
    typed, wanted = form.cleaned_data, "line" in form.data
    context: dict[str, Any] = {"completions": completions(owner, typed["line"]) if wanted else ()}
    if typed["text"]:
        week_board = Board(owner, monday_of(monday))
        saved = next((one for one in week_board.sessions if one.pk == typed["session"]), None)
        session = Session(pk=saved.pk if saved else None, week=week_board.week, day=typed["day"])
        reading = session.take(typed["text"])
        context["typed"] = Typed(week_board.card(session), reading, owner.club)
    return render(request, "plans/_reading.html", context)


@for_planners
@require_POST
def add_session(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Plan a session on a day of the week."""
    owner, form = _squad(member, squad), AddForm(request.POST)
    if not form.is_valid():
        # A day that does not exist has no box: the words come back in Monday's.
        typed = {"day": form.cleaned_data.get("day", 0), "text": form.data.get("text", ""), "error": error_of(form)}
        return refused(request, Board(owner, monday_of(monday)), status=422, where="refused_add", typed=typed)
    week = Week.for_writing(owner, monday_of(monday))
    session = week.add(form.cleaned_data["day"], form.cleaned_data["text"], member.user)
    message = _("Added on %(day)s.") % {"day": _day_name(session.date)}
    return changed(
        request, Board(owner, week.monday), message=message, days=(session.day,), cleared=f"add-{session.day}"
    )


@for_planners
@require_POST
def save_note(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Save the note that stands above the week."""
    owner, form = _squad(member, squad), NoteForm(request.POST)
    if not form.is_valid():
        typed = {"note": form.data.get("note", ""), "note_error": error_of(form)}
        return refused(request, Board(owner, monday_of(monday)), status=422, where="note", typed={}, **typed)
    week = Week.for_writing(owner, monday_of(monday))
    try:
        week.write_note(form.cleaned_data["note"], version=form.cleaned_data["version"] or 0, by=member.user)
    except StaleNote as stale:
        late = {"note": form.cleaned_data["note"], "note_late": stale}
        return refused(request, Board(owner, week.monday), status=409, where="note", typed={}, **late)
    return changed(request, Board(owner, week.monday), message=_("Note saved."), noted="version")


@for_publishers
@require_POST
def publish(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Let athletes read the week: never with an unsettled *stop*, and with an unsettled *avoid* only when confirmed."""
    owner, form = _squad(member, squad), PublishForm(request.POST)
    week_board = Board(owner, monday_of(monday))
    form.is_valid()
    if week_board.to_stop or (week_board.to_settle and not form.cleaned_data.get("confirmed")):
        context = {"confirming": True, "since": form.seen}
        return refused(request, week_board, status=422, where="publication", typed={}, **context)
    try:
        # The queue is in the same database: athletes are told exactly if the week is published.
        with transaction.atomic():
            week = Week.for_writing(owner, week_board.monday)
            is_new = week.publish(member.user, seen=form.seen)
            if is_new:
                tell_week.enqueue(week.pk)
    except Unseen as unseen:
        return _unseen(request, Board(owner, week_board.monday), unseen, form)
    if not is_new:
        return changed(request, Board(owner, week_board.monday), message=_("This week is published already."))
    count = len(week_board.advisor.athletes)
    message = ngettext(
        "Published. %(count)d athlete can read it now.", "Published. %(count)d athletes can read it now.", count
    )
    nobody = _("Published. Nobody is in this squad yet: choose its athletes, and they can read it.")
    return changed(request, Board(owner, week_board.monday), message=message % {"count": count} if count else nobody)


@for_publishers
@require_POST
def withdraw(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Make a published week a draft again."""
    owner = _squad(member, squad)
    week, form = get_object_or_404(Week, squad=owner, monday=monday), PublishForm(request.POST)
    form.is_valid()
    try:
        is_new = week.withdraw(member.user, seen=form.seen)
    except Unseen as unseen:
        return _unseen(request, Board(owner, monday), unseen, form)
    now = _("This week is a draft again; athletes no longer see it.") if is_new else _("This week is a draft already.")
    return changed(request, Board(owner, monday), message=now)


def _unseen(request: HttpRequest, week_board: Board, unseen: Unseen, form: PublishForm) -> HttpResponse:
    """409: what others did since the coach looked, and the button to go on all the same."""
    context = {
        "unseen": entries(week_board.week, unseen.changes),
        "confirmed": form.cleaned_data.get("confirmed"),
        "since": week_board.week.revision,
    }
    return refused(request, week_board, status=409, where="publication", typed={}, **context)


def _squad(member: Member, squad: int) -> Squad:
    found = get_object_or_404(member.club.squads, pk=squad)
    found.club = member.club
    return found


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 18 else 0


def _to_add(request: HttpRequest, squad: Squad) -> dict[str, Any]:
    """The box that is to be open, and what the squad wrote before, where the address asks for it."""
    form = TypingForm({"day": request.GET.get("add"), "text": request.GET.get("line")})
    if "add" not in request.GET or not form.is_valid():
        return {}
    typed = {"day": form.cleaned_data["day"], "text": form.cleaned_data["text"]}
    return {"typed": typed, "earlier": _earlier(squad)}


def _to_edit(request: HttpRequest, squad: Squad) -> dict[str, Any]:
    """What the squad wrote before and the line of it that was chosen, where the address asks for them."""
    form = TypingForm({"day": "0", "text": request.GET.get("line")})
    if request.GET.keys().isdisjoint({"earlier", "line"}) or not form.is_valid():
        return {}
    return {"line": form.cleaned_data["text"], "earlier": _earlier(squad)}


def _earlier(squad: Squad) -> list[Completion]:
    today = squad.club.today()
    return complete("", past_texts(squad, today), (), today, at_most=EARLIER_LINES)


def _deleted(member: Member, week_board: Board, pk: int) -> Session | None:
    if not pk or week_board.week.pk is None:
        return None
    return Session.objects.of_club(member.club).filter(week=week_board.week, deleted_at__isnull=False, pk=pk).first()


def _taken_back(member: Member, week_board: Board, pk: int) -> SessionException | None:
    if not pk or week_board.week.pk is None:
        return None
    mine = SessionException.objects.of_club(member.club).filter(session__week=week_board.week)
    return mine.filter(deleted_at__isnull=False, pk=pk).select_related("athlete").first()


def _day_name(date: dt.date) -> str:
    return date_format(date, "l")
