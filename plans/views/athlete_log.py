"""An athlete's log, for the coaches who plan for them."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clubs.access import Member, for_planners
from plans.athlete_log import WEEKS_SHOWN, AthleteLog
from plans.days import FIRST_DAY, LAST_DAY, WEEK
from plans.planned_and_done import BANDS


@for_planners
@require_safe
def athlete_log(request: HttpRequest, member: Member, athlete: int) -> HttpResponse:
    """Show some weeks, planned beside done; ``?until=`` is a day of the last of them, today where there is none."""
    person = get_object_or_404(member.club.athletes.with_squads(), pk=athlete)
    today = member.club.today()
    try:
        until = dt.date.fromisoformat(request.GET.get("until", ""))
    except ValueError:
        until = today
    if not FIRST_DAY + WEEKS_SHOWN * WEEK <= until <= LAST_DAY:
        until = today
    log = AthleteLog(member.club, person, until)
    context = {"log": log, "person": person, "bands": BANDS, "section": "athletes"}
    return render(request, "plans/athlete_log.html", context)
