"""A published week with the guidelines as they stood on a day."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from clubs.access import Member, for_planners
from plans.forms import DayInPastForm
from plans.models import monday_of
from plans.past_week import PastWeek


@for_planners
@require_GET
def past_week(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Each session's verdict then and now; ``?day=`` is the day, by default that of publication."""
    if monday != monday_of(monday):
        return redirect("plans:past_week", member.club.slug, squad, monday_of(monday))
    owner = get_object_or_404(member.club.squads, pk=squad)
    owner.club = member.club
    today = member.club.today()
    week = owner.weeks.filter(monday=monday).first()
    published = week and week.published_at and localdate(week.published_at, member.club.zone)
    form = DayInPastForm(
        request.GET if "day" in request.GET else None, initial={"day": published or today}, today=today
    )
    day = form.cleaned_data["day"] if form.is_valid() else published or today
    context = {"form": form, "past": PastWeek(owner, monday, day), "published": published, "section": "board"}
    return render(request, "plans/past_week.html", context, status=422 if form.is_bound and form.errors else 200)
