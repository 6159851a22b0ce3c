"""The pages that shift a squad's plan by some days, and that clear it: first asked, then shown, then done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from clubs.access import Member, for_planners
from clubs.forms import focus_first_error
from clubs.models import Squad
from plans.days import WEEK, monday_of
from plans.models import StaleEdit
from plans.shifting import BoardChanged, Sweep
from plans.shifting_forms import A_DAY, ShiftForm, SweepForm


@for_planners
@require_http_methods(["GET", "POST"])
def shift(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Move all that a squad has from a day on by some days."""
    owner = _squad(member, squad)
    form = ShiftForm(request.POST or None, initial={"first": monday_of(monday)})
    title = _("Shift the plan of %(squad)s") % {"squad": owner.name}
    return _page(request, member, form, owner, monday_of(monday), title=title, shifting=True)


@for_planners
@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Delete all sessions that a squad has from a day to a day."""
    owner, first = _squad(member, squad), monday_of(monday)
    form = SweepForm(request.POST or None, initial={"first": first, "last": first + WEEK - A_DAY})
    return _page(request, member, form, owner, first, title=_("Clear days of %(squad)s") % {"squad": owner.name})


def _page(
    request: HttpRequest, member: Member, form: SweepForm, squad: Squad, monday: dt.date, **context: Any
) -> HttpResponse:
    """Answer with the form, with what would happen, or, where that was confirmed, with the board."""
    board = reverse("plans:board", args=[member.club.slug, squad.pk, monday])
    context |= {"form": form, "back": board, "from_where": squad.name, "section": "board"}
    if not form.is_valid():
        if form.errors:
            focus_first_error(form)
        return render(request, "templates/sweep.html", context, status=422 if form.errors else 200)
    sweep, status = form.sweep(squad), 200
    if "confirmed" in request.POST:
        try:
            batch = sweep.do(request.POST.get("fingerprint", ""), member.user)
        except BoardChanged as moved:
            sweep, status, context["changed"] = moved.sweep, 409, str(moved)
        except StaleEdit:
            sweep, status, context["changed"] = sweep.again(), 409, str(BoardChanged(sweep))
        else:
            messages.success(request, _said(sweep))
            return redirect(f"{board}?done={batch}")
    return render(request, "templates/sweep.html", {**context, "shown": sweep}, status=status)


def _squad(member: Member, pk: int) -> Squad:
    found = get_object_or_404(member.club.squads, pk=pk)
    found.club = member.club
    return found


def _said(sweep: Sweep) -> str:
    count = len(sweep.going)
    if sweep.days:
        said = ngettext("%(count)d session was moved.", "%(count)d sessions were moved.", count)
    else:
        said = ngettext("%(count)d session was deleted.", "%(count)d sessions were deleted.", count)
    return said % {"count": count}
