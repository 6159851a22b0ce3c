"""The athlete's week: today first, the coach's words, the steps, and what the coach changed and why.

In one club, and in all the clubs of a person at once.
"""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from clubs.access import Member, for_athletes, signed_in
from clubs.models import Athlete, User
from plans.athlete_week import AthleteWeek, EveryClubsWeek
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
    context = {"week": week, "several": len(member.clubs) > 1, "section": "my_week"}
    return render(request, "plans/my_week.html", context)


@signed_in
@require_GET
def every_club(request: HttpRequest) -> HttpResponse:
    """Show the week that today is in, with the sessions of all clubs that the person runs in."""
    return _show_every_club(request, None)


@signed_in
@require_GET
def every_club_of(request: HttpRequest, monday: dt.date) -> HttpResponse:
    """Show the week of ``monday`` with the sessions of all clubs that the person runs in."""
    if monday != monday_of(monday):
        return redirect("plans:every_club_of", monday_of(monday))
    return _show_every_club(request, monday)


def _show_every_club(request: HttpRequest, monday: dt.date | None) -> HttpResponse:
    athletes = list(Athlete.objects.running_as(cast("User", request.user)))
    if not athletes:
        return redirect("home")
    if len(athletes) == 1:
        slug = athletes[0].club.slug
        return redirect("plans:my_week", slug) if monday is None else redirect("plans:my_week_of", slug, monday)
    week = EveryClubsWeek(athletes, monday or monday_of(athletes[0].club.today()))
    return render(request, "plans/every_club.html", {"week": week, "section": "my_week"})
