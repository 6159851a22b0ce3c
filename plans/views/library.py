"""The library: every source and every published position, open to everybody."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.library import Position
from advice.library import library as whole_library
from clubs.access import public
from clubs.forms import form_page
from plans.forms import DayInPastForm
from plans.library import LibrarySearchForm, shelves, versions
from plans.views.read_only import read_only

open_to_all = public("Positions hold nothing about anybody, and whoever reads an answer may ask where it comes from.")


@open_to_all
@read_only
def library(request: HttpRequest) -> HttpResponse:
    """List the positions that fit what is asked for, by source; with htmx only the list."""
    held = whole_library()
    form = LibrarySearchForm(request.GET, held)
    found = form.found()
    context = {"shelves": shelves(held, found), "count": len(found), "of": len(held.positions), "section": "library"}
    wants_list = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return form_page(request, "library/_found.html" if wants_list else "library/library.html", form, **context)


@open_to_all
@read_only
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one source with all its positions."""
    held = whole_library()
    found = shelves(held, [position for position in held.positions if position.source.slug == slug])
    if not found:
        raise Http404(_("There is no such source in the library."))
    return render(request, "library/source.html", {"shelf": found[0], "section": "library"})


@open_to_all
@read_only
def guideline(request: HttpRequest, code: str) -> HttpResponse:
    """Show one position with its examples and its history; ``?day=`` marks the version that stood then."""
    position: Position | None = whole_library().by_code.get(code)
    if position is None:
        raise Http404(_("There is no such guideline in the library. It may have been retired."))
    today = timezone.localdate()
    form = DayInPastForm(request.GET if "day" in request.GET else None, initial={"day": today}, today=today)
    day = form.cleaned_data["day"] if form.is_valid() else None
    end_of_day = day and timezone.make_aware(dt.datetime.combine(day, dt.time.max))
    history = versions(code, end_of_day)
    context = {
        "position": position,
        "history": history,
        "form": form,
        "day": day,
        "nothing_then": day is not None and not any(version.stood for version in history),
        "section": "library",
    }
    return render(request, "library/guideline.html", context, status=422 if form.errors else 200)
