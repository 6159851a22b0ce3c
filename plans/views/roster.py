"""The roster: whom a coach should see about first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clubs.access import Member, for_planners
from clubs.forms import form_page
from plans.roster import Roster, RosterForm


@for_planners
@require_safe
def roster(request: HttpRequest, member: Member) -> HttpResponse:
    """List the club's athletes, those who need attention first; with htmx only the list."""
    squads = list(member.club.squads.shared().with_sizes())
    form = RosterForm(request.GET, squads)
    context = {"roster": Roster(member.club, form), "squads": squads, "section": "athletes"}
    wants_list = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return form_page(request, "roster/_found.html" if wants_list else "roster/roster.html", form, **context)
