"""The page on which weeks are laid: first asked, then shown day by day, then done."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from clubs.access import Member, for_planners
from clubs.forms import focus_first_error, form_page
from plans.copying import outline_of
from plans.days import DAYS_A_WEEK, WEEK, monday_of
from plans.laying import Laid, Laying, LayingChanged, Wishes
from plans.laying_forms import CopyForm, CopySessionForm, LayForm
from plans.models import Session
from plans.outline import Outline, OutlineWeek
from plans.templatetags.uphill import week_name
from plans.views.answers import changed, refused
from plans.week_board import Board


@for_planners
@require_http_methods(["GET", "POST"])
def copy_weeks(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Copy weeks of a squad to other weeks and squads, once or several times."""
    owner, monday = get_object_or_404(member.club.squads, pk=squad), monday_of(monday)
    initial = {"squads": [owner.pk], "weeks": 1, "first": monday + WEEK, "times": 1, "otherwise": "keep"}
    form = CopyForm(request.POST or None, club=member.club, initial=initial)
    laid = None
    if form.is_valid():
        said = form.cleaned_data
        # Notes are of their own week: "Saturday's race is off" is no word for another.
        weeks = outline_of(owner, monday, said["weeks"]).repeated(said["times"])
        bare = tuple(OutlineWeek(week.sessions, week.block) for week in weeks.weeks)
        laid = Laid(Outline(bare).starting(monday_of(said["first"])))
    title = _("Copy %(week)s of %(squad)s") % {"week": week_name(monday), "squad": owner.name}
    back = reverse("plans:board", args=[member.club.slug, owner.pk, monday])
    return lay_page(request, member, form, laid, title=title, back=back, from_where=owner.name, copying=True)


@for_planners
@require_POST
def repeat_week(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Begin a week with what the squad did the week before; what stands in it already stays as it is."""
    owner, monday = get_object_or_404(member.club.squads, pk=squad), monday_of(monday)
    # The note was of its own week, and a week has no other block for what it repeats.
    bare = OutlineWeek(outline_of(owner, monday - WEEK).weeks[0].sessions)
    laying = Laying(member.club, [owner], Laid(Outline((bare,)).starting(monday)), Wishes())
    try:
        count = laying.lay(laying.fingerprint, member.user)
    except LayingChanged as late:
        return refused(request, Board(owner, monday), status=409, where="opened", typed={}, problem=str(late))
    week_board, message = Board(owner, monday), _said(count) if count else _("Nothing was copied.")
    if not request.htmx:  # type: ignore[attr-defined]
        return changed(request, week_board, message=message)
    first = week_board.sessions[0].pk if week_board.sessions else 0
    return changed(request, week_board, message=message, days=tuple(range(DAYS_A_WEEK)), focus=f"open-{first}")


@for_planners
@require_http_methods(["GET", "POST"])
def copy_session(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Copy a session to other days and squads of a week: beside what stands there, never in its place."""
    live = Session.objects.of_club(member.club).live().select_related("week__squad")
    found = get_object_or_404(live, pk=session)
    initial = {"squads": [found.week.squad_id], "week": found.week.monday}
    form = CopySessionForm(request.POST or None, club=member.club, initial=initial)
    back = reverse("plans:board", args=[member.club.slug, found.week.squad_id, found.week.monday])
    if not form.is_valid():
        return form_page(request, "templates/copy_session.html", form, session=found, back=back, section="board")
    said = form.cleaned_data
    week = OutlineWeek(tuple((day, found.text) for day in sorted(said["days"])))
    laid = Laid(Outline((week,)).starting(monday_of(said["week"])))
    laying = Laying(member.club, said["squads"], laid, Wishes(otherwise="both", into_published=True))
    try:
        messages.success(request, _copied(laying.lay(laying.fingerprint, member.user)))
    except LayingChanged as changed:
        form.add_error(None, _("%(what)s Nothing was copied yet: copy it again.") % {"what": changed})
        return form_page(request, "templates/copy_session.html", form, session=found, back=back, section="board")
    return redirect(f"{back}?done={laying.batch}#day-{found.day}")


def _copied(count: int) -> str:
    if not count:
        return _("It stands there already: nothing was copied.")
    return ngettext("Copied to %(count)d day.", "Copied to %(count)d days.", count) % {"count": count}


def lay_page(request: HttpRequest, member: Member, form: LayForm, laid: Laid | None, **context: Any) -> HttpResponse:
    """Answer with the form, with what would happen, or, where that was confirmed, with the board.

    ``context``: the page's ``title``, and ``back``, where it leads to, with its name ``from_where``.
    """
    context |= {"form": form, "section": "board"}
    if laid is None:
        if form.errors:
            focus_first_error(form)
        return render(request, "templates/lay.html", context, status=422 if form.errors else 200)
    laying, status, changed = _laying(member, form, laid), 200, ""
    if "lay" in request.POST:
        try:
            count = laying.lay(request.POST.get("fingerprint", ""), member.user)
        except LayingChanged as moved:
            laying, status, changed = moved.laying, 409, str(moved)
        else:
            messages.success(request, _said(count))
            board = [member.club.slug, laying.squads[0].pk, laid.placement.mondays[0]]
            return redirect(f"{reverse('plans:board', args=board)}?done={laying.batch}")
    context |= {"shown": laying, "weeks": _by_week(laying), "changed": changed}
    return render(request, "templates/lay.html", context, status=status)


def _laying(member: Member, form: LayForm, laid: Laid) -> Laying:
    return Laying(member.club, form.cleaned_data["squads"], laid, form.wishes)


def _by_week(laying: Laying) -> list[tuple[Any, list[Any]]]:
    """The days that are worth a word, week by week and a squad's together."""
    return [(week, list(days)) for week, days in groupby(laying.days, key=lambda day: day.week)]


def _said(count: int) -> str:
    if not count:
        return _("Nothing had to be changed.")
    return ngettext("%(count)d session was put on the board.", "%(count)d sessions were put on the board.", count) % {
        "count": count
    }
