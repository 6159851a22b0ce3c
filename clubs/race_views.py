"""Pages about races: the club's, which coaches keep, and an athlete's own."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clubs.access import Member, for_athletes, for_planners
from clubs.forms import form_page
from clubs.models import Athlete, Race
from clubs.race_forms import AnyRaceForm, RaceForm

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@for_planners
@require_safe
def races(request: HttpRequest, member: Member) -> HttpResponse:
    """List the club's races and its athletes': those ahead, then those that have been run."""
    today, found = member.club.today(), member.club.races.with_people()
    context = {"upcoming": found.upcoming(today), "past": found.past(today), "section": "races"}
    return render(request, "races/races.html", context)


@for_planners
@may_read_and_write
def new_race(request: HttpRequest, member: Member) -> HttpResponse:
    """Let a coach add a race for anybody in the club; ``?athlete=`` and ``?squad=`` say for whom to begin with."""
    race = Race(club=member.club)
    initial = {"athlete": request.GET.get("athlete"), "squads": request.GET.getlist("squad")}
    return _edit(request, race, AnyRaceForm, back=reverse("races", args=[member.club.slug]), initial=initial)


@for_planners
@may_read_and_write
def race(request: HttpRequest, member: Member, race: int) -> HttpResponse:
    """Let a coach change a race."""
    found = get_object_or_404(member.club.races, pk=race)
    return _edit(request, found, AnyRaceForm, back=reverse("races", args=[member.club.slug]))


@for_planners
@may_read_and_write
def delete_race(request: HttpRequest, member: Member, race: int) -> HttpResponse:
    """Ask a coach whether a race shall go, and delete it."""
    found = get_object_or_404(member.club.races.with_people(), pk=race)
    return _delete(request, found, back=reverse("races", args=[member.club.slug]), section="races")


@for_athletes
@may_read_and_write
def new_own_race(request: HttpRequest, member: Member) -> HttpResponse:
    """Let an athlete add a race of their own."""
    race = Race(club=member.club, athlete=member.athlete)
    return _edit(request, race, RaceForm, back=_own_races(member), section="profile")


@for_athletes
@may_read_and_write
def own_race(request: HttpRequest, member: Member, race: int) -> HttpResponse:
    """Let an athlete change a race of their own."""
    found = get_object_or_404(member.club.races.own_of(_runner(member)), pk=race)
    return _edit(request, found, RaceForm, back=_own_races(member), section="profile")


@for_athletes
@may_read_and_write
def delete_own_race(request: HttpRequest, member: Member, race: int) -> HttpResponse:
    """Ask an athlete whether a race of their own shall go, and delete it."""
    found = get_object_or_404(member.club.races.own_of(_runner(member)), pk=race)
    return _delete(request, found, back=_own_races(member), section="profile")


def _runner(member: Member) -> Athlete:
    assert member.athlete is not None  # the policy saw to it
    return member.athlete


def _own_races(member: Member) -> str:
    return reverse("profile", args=[member.club.slug]) + "#races"


def _edit(
    request: HttpRequest,
    race: Race,
    form_class: Callable[..., RaceForm],
    *,
    back: str,
    section: str = "races",
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer the form of ``race``, new or not; ``back`` is where one comes from and goes when it is saved."""
    title = race.title if race.pk else _("New race")
    if request.method == "POST":
        with transaction.atomic():
            if race.pk:
                # Of two who save at once the second sees what the first one wrote.
                race = get_object_or_404(Race.objects.select_for_update(), pk=race.pk)
            form = form_class(request.POST, instance=race)
            if form.is_valid():
                form.save()
                messages.success(request, _("%(race)s is saved.") % {"race": race})
                return redirect(back)
    else:
        form = form_class(instance=race, initial=initial)
    context = {"race": race, "title": title, "back": back, "delete": f"{request.path}delete/", "section": section}
    response = form_page(request, "races/race.html", form, **context)
    if form.is_late:
        response.status_code = HTTPStatus.CONFLICT
    return response


def _delete(request: HttpRequest, race: Race, *, back: str, section: str) -> HttpResponse:
    """Show what would be deleted, and delete it once that is confirmed."""
    if request.method == "POST":
        race.delete()
        messages.success(request, _("%(race)s is deleted.") % {"race": race})
        return redirect(back)
    return render(request, "races/delete.html", {"race": race, "back": back, "section": section})
