"""The catalogue of drills, a drill's sheet of instructions, and several of them for the printer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from clubs.access import public
from clubs.forms import form_page
from plans import drill_sheet
from plans.drill_search import DrillSearchForm
from plans.views.read_only import read_only

open_to_all = public("Instructions for drills hold nothing about anybody, and athletes read them away from home.")


@open_to_all
@read_only
def drills(request: HttpRequest) -> HttpResponse:
    """List the drills that fit what is asked for; with htmx only the list."""
    catalogue = drill_sheet.sheets()
    form = DrillSearchForm(request.GET, catalogue.values())
    found = form.found()
    chosen = [catalogue[code] for code in dict.fromkeys(request.GET.getlist("d")) if code in catalogue]
    context = {
        "count": len(found),
        "shelves": drill_sheet.shelves(found),
        "codes": [sheet.drill.code for sheet in found],
        "chosen": {sheet.drill.code for sheet in chosen},
        "chosen_besides": [sheet for sheet in chosen if sheet not in found],
        "section": "drills",
    }
    wants_list = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return form_page(request, "drills/_found.html" if wants_list else "drills/drills.html", form, **context)


@open_to_all
@read_only
def drill(request: HttpRequest, code: str) -> HttpResponse:
    """Show the sheet of one drill."""
    sheet = drill_sheet.sheets().get(code)
    if sheet is None:
        raise Http404(_("There is no such drill in the catalogue."))
    context = {"sheet": sheet, "named_by": drill_sheet.named_by(code), "section": "drills"}
    return render(request, "drills/drill.html", context)


@open_to_all
@read_only
def printed(request: HttpRequest) -> HttpResponse:
    """Show the sheets of the drills named by ``d``, each on a page of its own when printed."""
    catalogue = drill_sheet.sheets()
    asked = dict.fromkeys(request.GET.getlist("d"))
    context = {
        "sheets": [catalogue[code] for code in asked if code in catalogue],
        "unknown": [code for code in asked if code not in catalogue],
        "section": "drills",
    }
    return render(request, "drills/printed.html", context, status=422 if context["unknown"] else 200)
