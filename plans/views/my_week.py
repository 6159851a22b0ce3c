"""The athlete's week: today first, the coach's words, the steps, and what the coach changed and why."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from clubs.access import Member, for_athletes
from plans.athlete_week import AthleteWeek
from plans.models import monday_of


@for_athletes
@require_GET
def this_week(request: HttpRequest, member: Member) -> HttpResponse:
    """Show the week that today is in."""
    return _show(request, member, monday_of(member.club.today()))


@for_athletes
@require_GET
def my_week(request: HttpRequest, member: Member, monday: dt.date) -> HttpResponse:
    """Show the week of ``monday``."""
    if monday != monday_of(monday):
        return redirect("plans:my_week_of", member.club.slug, monday_of(monday))
    return _show(request, member, monday)


def _show(request: HttpRequest, member: Member, monday: dt.date) -> HttpResponse:
    assert member.athlete is not None  # the policy saw to it
    week = AthleteWeek(member.club, member.athlete, monday)
    return render(request, "plans/my_week.html", {"week": week, "section": "my_week"})
