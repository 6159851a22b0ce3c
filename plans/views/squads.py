"""The club's squads: where a coach starts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from clubs.access import Member, for_planners
from plans.models import Week, monday_of


@for_planners
@require_GET
def squads(request: HttpRequest, member: Member) -> HttpResponse:
    """List the squads with the state of this week and the next, athletes who are coached alone apart.

    A single one opens at once.
    """
    found: list[Any] = list(member.club.squads.going_on().with_sizes())
    monday = monday_of(member.club.today())
    if len(found) == 1 and "all" not in request.GET:
        return redirect("plans:board", member.club.slug, found[0].pk, monday)
    weeks = Week.objects.of_club(member.club).between(monday, monday.fromordinal(monday.toordinal() + 13)).with_sizes()
    states = {(week.squad_id, week.monday): week for week in weeks}
    mondays = (monday, monday.fromordinal(monday.toordinal() + 7))
    rows = [(squad, [(first, states.get((squad.pk, first))) for first in mondays]) for squad in found]
    context = {
        "rows": [row for row in rows if row[0].solo_id is None],
        "alone": [row for row in rows if row[0].solo_id is not None],
        "starting": not any(squad.size for squad in found),
        "section": "board",
    }
    if context["starting"]:
        context["has_athletes"] = member.club.athletes.exists()
    return render(request, "plans/squads.html", context)
