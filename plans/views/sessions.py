"""What a coach does with one session: open it, edit, move, delete, swap, keep."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clubs.access import Member, for_planners
from plans.forms import EditForm, KeepForm, MoveForm, SwapForm, VersionForm
from plans.models import Session, SessionException, StaleEdit, one_click
from plans.offers import Offers, Wish, offer_of
from plans.reasons import main_reason
from plans.views.answers import board_url, changed, error_of, page, refused, too_late
from plans.week_board import Board, Drawer


def both_sides_when_late(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 409 with what was saved first and what was just typed, when somebody changed the session meanwhile."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, member: Member, session: int, **others: int) -> HttpResponse:
        try:
            return view(request, member, session, **others)
        except StaleEdit as stale:
            week = stale.session.week
            week.squad.club = member.club
            return too_late(request, Board(week.squad, week.monday), stale)

    return guarded


@for_planners
@require_GET
@both_sides_when_late
def session(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Open a session: what the panel says, what it costs, what would be better."""
    found = fetch(member, session)
    board = _board(found)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{board_url(board)}?open={found.pk}#session-{found.pk}")
    card = board.find(found.pk)
    assert card is not None
    context = page(board, changed_days=[board.day(found.day)], opened=Drawer.of(board, card))
    return render(request, "plans/_opened.html", context)


@for_planners
@require_GET
@both_sides_when_late
def offers(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Show what is offered in place of a session's load, narrowed to what can be done today, or all of it."""
    found, wish = fetch(member, session), Wish.of(request.GET)
    board = _board(found)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{board_url(board)}?open={found.pk}&{request.GET.urlencode()}#offers-{found.pk}")
    card = board.find(found.pk)
    assert card is not None
    context = page(board, card=card, session=card.session, offers=Offers.of(board.advisor, card, wish), oob=True)
    answer = render(request, "plans/_offers.html", context)
    if "focus" in request.GET:
        answer["HX-Trigger-After-Settle"] = json.dumps({"uphill:focus": f"more-{found.pk}"})
    return answer


@for_planners
@require_http_methods(["GET", "POST"])
@both_sides_when_late
def edit(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Change a session's words where they stand."""
    found = fetch(member, session)
    board = _board(found)
    if request.method == "GET":
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(f"{board_url(board)}?edit={found.pk}#session-{found.pk}")
        return render(request, "plans/_opened.html", page(board, changed_days=[board.day(found.day)], editing=found.pk))
    form = EditForm(request.POST)
    if not form.is_valid():
        typed = {"text": form.data.get("text", ""), "error": error_of(form)}
        context = {"editing": found.pk, "changed_days": [board.day(found.day)]}
        return refused(request, board, status=422, where="opened", typed=typed, **context)
    found.rewrite(form.cleaned_data["text"], version=form.cleaned_data["version"], by=member.user)
    return _done(request, found, _("Saved."))


@for_planners
@require_POST
@both_sides_when_late
def move(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Plan a session for another day of its week."""
    found = fetch(member, session)
    form, before = MoveForm(request.POST), found.day
    if not form.is_valid():
        return unusable(request, found, error_of(form))
    found.move(form.cleaned_data["day"], version=form.cleaned_data["version"], by=member.user)
    message = _("Moved to %(day)s.") % {"day": date_format(found.date, "l")}
    return _done(request, found, message, days=(found.day, before))


@for_planners
@require_POST
@both_sides_when_late
def delete(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Take a session off the board; it can be brought back."""
    found = fetch(member, session)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return unusable(request, found, error_of(form))
    found.delete_softly(version=form.cleaned_data["version"], by=member.user)
    message = _("Deleted: %(text)s") % {"text": found}
    return changed(request, _board(found), message=message, days=(found.day,), deleted=found, focus="undo")


@for_planners
@require_POST
@both_sides_when_late
def restore(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Bring a deleted session back."""
    found = _find(member, session)
    if found.deleted_at is not None:
        found.restore(member.user)
    return _done(request, found, _("It is back."))


@for_planners
@require_POST
@both_sides_when_late
def swap(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Replace the loaded step by one of the drills that are offered for it."""
    found = fetch(member, session)
    board = _board(found)
    form = SwapForm(request.POST)
    if not form.is_valid():
        return unusable(request, found, error_of(form))
    card = board.find(found.pk)
    assert card is not None
    _in_time(found, form)
    offered = board.advisor.options(found, card.advice.lead).offered
    chosen = next((one for one in offered if one.drill.code == form.cleaned_data["drill"]), None)
    if chosen is None:
        return unusable(request, found, _("That replacement is no longer offered: look at the present ones."))
    exceptions = offer_of(board.advisor, card, chosen).exceptions if form.cleaned_data["exceptions"] else ()
    reason, version = main_reason(card.advice.lead.advice), form.cleaned_data["version"]
    with one_click(), transaction.atomic():
        found.swap_for(chosen, reason=reason, version=version, by=member.user)
        SessionException.make(found, exceptions, version=found.version, by=member.user)
    count = len(exceptions)
    told = ngettext("Swapped, with %(count)d exception.", "Swapped, with %(count)d exceptions.", count)
    message = told % {"count": count} if count else _("Swapped.")
    return _done(request, found, message, stay_open=True, wish=Wish.of(request.POST))


@for_planners
@require_POST
@both_sides_when_late
def undo_swap(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Bring back the words that a swap replaced."""
    found = fetch(member, session)
    form = VersionForm(request.POST)
    if form.is_valid():
        _in_time(found, form)
    if not form.is_valid() or found.swap is None:
        return unusable(request, found, _("There is no swap to undo any more."))
    found.undo_swap(version=form.cleaned_data["version"], by=member.user)
    message, wish = _("The swap is undone: your words are back."), Wish.of(request.POST)
    return _done(request, found, message, stay_open=True, wish=wish)


@for_planners
@require_POST
@both_sides_when_late
def keep(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Keep a flagged session on purpose, with a reason that athletes read."""
    found = fetch(member, session)
    board = _board(found)
    form, card = KeepForm(request.POST), board.find(found.pk)
    assert card is not None
    if not form.is_valid():
        typed = {"reason": form.data.get("reason", ""), "reason_error": error_of(form)}
        context = {"opened": Drawer.of(board, card), "changed_days": [board.day(found.day)]}
        return refused(request, board, status=422, where="opened", typed=typed, **context)
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    found.keep(reason, verdict=card.verdict, version=version, by=member.user)
    return _done(request, found, _("Kept. Your athletes see the reason."), stay_open=True)


@for_planners
@require_POST
@both_sides_when_late
def undo_keep(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Take back the decision to keep a session."""
    found = fetch(member, session)
    form = VersionForm(request.POST)
    if form.is_valid():
        _in_time(found, form)
    if not form.is_valid() or found.decision is None:
        return unusable(request, found, _("There is no decision to take back any more."))
    found.undo_keep(version=form.cleaned_data["version"], by=member.user)
    return _done(request, found, _("Your decision is taken back."), stay_open=True)


def fetch(member: Member, session: int) -> Session:
    """The session, looked up through the club; :class:`StaleEdit` where it was deleted meanwhile."""
    found = _find(member, session)
    if found.deleted_at is not None:
        raise StaleEdit(found)
    return found


def _in_time(found: Session, form: VersionForm) -> None:
    """Raise :class:`StaleEdit` where the coach saw another version: what was to be had then may be gone for that."""
    if form.cleaned_data["version"] != found.version:
        raise StaleEdit(found)


def _board(found: Session) -> Board:
    return Board(found.week.squad, found.week.monday)


def _find(member: Member, session: int) -> Session:
    scope = Session.objects.of_club(member.club).select_related("week__squad", "swap", "decision", "updated_by")
    found = get_object_or_404(scope, pk=session)
    found.week.squad.club = member.club
    return found


def _done(
    request: HttpRequest,
    found: Session,
    message: str,
    *,
    days: tuple[int, ...] = (),
    stay_open: bool = False,
    wish: Wish | None = None,
) -> HttpResponse:
    """Read the board again and show what changed; ``wish`` is what the coach wanted to see of the offers."""
    board = _board(found)
    opened = board.find(found.pk) if stay_open else None
    focus = f"drawer-{found.pk}" if opened else f"open-{found.pk}"
    return changed(request, board, message=message, days=days or (found.day,), opened=opened, wish=wish, focus=focus)


def unusable(request: HttpRequest, found: Session, message: str) -> HttpResponse:
    """Answer a form that only a stale or a tampered page sends: say so and show the board as it is."""
    board = _board(found)
    context = {"changed_days": [board.day(found.day)], "problem": message}
    return refused(request, board, status=422, where="opened", typed={}, **context)
