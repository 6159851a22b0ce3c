"""What a coach does about those of the squad whom a session does not suit: exceptions, made, written, taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clubs.access import Member, for_planners
from plans.as_typed import Typed
from plans.excepting import proposals
from plans.forms import ExceptionEditForm, ExceptionForm, GroupsForm, TypingExceptionForm, VersionForm
from plans.models import Instead, Session, SessionException
from plans.views.answers import changed, error_of, refused
from plans.views.sessions import both_sides_when_late, fetch, unusable
from plans.week_board import Board, Drawer


@for_planners
@require_POST
@both_sides_when_late
def make(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Give the groups that a session does not suit the replacements that were chosen for them, all of them or none."""
    found = fetch(member, session)
    board = Board(found.week.squad, found.week.monday)
    card, form = board.find(found.pk), GroupsForm(request.POST)
    assert card is not None
    if not form.is_valid():
        return unusable(request, found, error_of(form))
    form.in_time(found)
    offered = {one.key: one for one in proposals(board.advisor, card.session, card.suits.apart)}
    wanted: list[Instead] = []
    for group, drill in form.chosen():
        instead = offered[group].instead(drill) if group in offered else []
        if not instead:
            return unusable(request, found, _("That is no longer proposed: look at the present ones."))
        wanted += instead
    if not wanted:
        return unusable(request, found, _("Choose who gets an exception."))
    made = SessionException.make(found, wanted, version=found.version, by=member.user)
    return _done(request, found, _made(made))


@for_planners
@require_POST
@both_sides_when_late
def write(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Write an exception for those who are ticked."""
    found = fetch(member, session)
    form = ExceptionForm(request.POST, squad=found.week.squad)
    if not form.is_valid():
        return _refused(request, found, {"exception": form})
    typed = form.cleaned_data
    wanted = [Instead(athlete, typed["text"], typed["reason"]) for athlete in typed["athletes"]]
    made = SessionException.make(found, wanted, version=typed["version"], by=member.user)
    return _done(request, found, _made(made))


@for_planners
@require_POST
@both_sides_when_late
def read(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Say what is read from an exception that is being typed, and what the panel says of it for those it is for."""
    found = fetch(member, session)
    form = TypingExceptionForm(request.POST, squad=found.week.squad)
    if not form.is_valid():
        return render(request, "plans/_reading.html", {"error": error_of(form)}, status=422)
    if not form.cleaned_data["text"]:
        return render(request, "plans/_reading.html", {})
    board = Board(found.week.squad, found.week.monday)
    draft = Session(week=board.week, day=found.day)
    reading = draft.take(form.cleaned_data["text"])
    ticked = {athlete.pk for athlete in form.cleaned_data["athletes"]}
    athletes = [athlete for athlete in board.advisor.athletes if athlete.pk in ticked] or board.advisor.athletes
    typed = Typed(board.card_among(athletes, draft), reading, member.club)
    return render(request, "plans/_reading.html", {"typed": typed})


@for_planners
@require_POST
@both_sides_when_late
def edit(request: HttpRequest, member: Member, session: int, exception: int) -> HttpResponse:
    """Change the words of an exception, or say that they hold for what the squad's session says now."""
    found, one = _fetch(member, session, exception)
    form = ExceptionEditForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, {"exception_edit": form, "exception_pk": one.pk})
    typed = form.cleaned_data
    one.rewrite(typed["text"], reason=typed["reason"], version=typed["version"], by=member.user)
    return _done(request, found, _("Saved."))


@for_planners
@require_POST
@both_sides_when_late
def delete(request: HttpRequest, member: Member, session: int, exception: int) -> HttpResponse:
    """Take an exception back; it can be brought back."""
    found, one = _fetch(member, session, exception)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return unusable(request, found, error_of(form))
    one.delete_softly(version=form.cleaned_data["version"], by=member.user)
    told = {"name": one.athlete.name}
    message = _("Taken back: %(name)s does what the squad does.") % told
    board = Board(found.week.squad, found.week.monday)
    opened = board.find(found.pk)
    return changed(request, board, message=message, days=(found.day,), opened=opened, taken_back=one, focus="undo")


@for_planners
@require_POST
@both_sides_when_late
def restore(request: HttpRequest, member: Member, session: int, exception: int) -> HttpResponse:
    """Bring an exception back that was taken back."""
    found, one = _fetch(member, session, exception)
    if one.deleted_at is not None:
        one.restore(member.user)
    return _done(request, found, _("It is back."))


def _fetch(member: Member, session: int, exception: int) -> tuple[Session, SessionException]:
    """The session and its exception, both looked up through the club."""
    found = fetch(member, session)
    scope = found.exceptions.select_related("athlete", "updated_by")
    one = get_object_or_404(scope, pk=exception)
    one.session = found
    return found, one


def _made(made: list[SessionException]) -> str:
    if len(made) == 1:
        return _("Made an exception for %(name)s.") % {"name": made[0].athlete.name}
    return ngettext("Made %(count)d exception.", "Made %(count)d exceptions.", len(made)) % {"count": len(made)}


def _done(request: HttpRequest, found: Session, message: str) -> HttpResponse:
    board = Board(found.week.squad, found.week.monday)
    opened = board.find(found.pk)
    return changed(request, board, message=message, days=(found.day,), opened=opened, focus=f"exceptions-{found.pk}")


def _refused(request: HttpRequest, found: Session, typed: dict[str, object]) -> HttpResponse:
    """Show the drawer again with what was typed and what is wrong with it."""
    board = Board(found.week.squad, found.week.monday)
    card = board.find(found.pk)
    assert card is not None
    context = {"opened": Drawer.of(board, card), "changed_days": [board.day(found.day)]}
    return refused(request, board, status=422, where="opened", typed=typed, **context)
