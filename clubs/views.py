"""Pages about people: the way into a club, profiles, athletes, squads."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clubs.access import Member, for_athletes, for_members, for_planners, signed_in
from clubs.forms import AthleteForm, ProfileForm, SquadAthletesForm, SquadForm, form_page
from clubs.models import Club, Squad, User

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead into the user's only club, or let them choose one."""
    clubs = list(Club.objects.for_user(cast("User", request.user)))
    if len(clubs) == 1:
        return redirect("club", clubs[0].slug)
    return render(request, "clubs/home.html", {"clubs": clubs})


@for_members
@require_safe
def club(request: HttpRequest, member: Member) -> HttpResponse:  # noqa: ARG001
    """Lead on to where a member's work is: the squads for who plans, the own week for who runs."""
    if member.can_plan:
        return redirect("plans:squads", member.club.slug)
    if member.athlete:
        return redirect("plans:my_week", member.club.slug)
    raise PermissionDenied(_("You have no profile in this club yet. Ask your coach to make one."))


@for_athletes
@may_read_and_write
def profile(request: HttpRequest, member: Member) -> HttpResponse:
    """Let an athlete answer what guidelines ask about them."""
    athlete = member.athlete
    if request.method == "POST":
        form = ProfileForm(request.POST, instance=athlete)
        if form.is_valid():
            form.save()
            messages.success(request, _("Your profile is saved."))
            return redirect("profile", member.club.slug)
    else:
        form = ProfileForm(instance=athlete)
    return form_page(request, "clubs/profile.html", form, section="profile")


@for_planners
@require_safe
def athletes(request: HttpRequest, member: Member) -> HttpResponse:
    """List the club's athletes with their squads and what is still unknown about them."""
    context = {
        "section": "athletes",
        "athletes": member.club.athletes.with_squads(),
        "squads": member.club.squads.with_sizes(),
    }
    return render(request, "clubs/athletes.html", context)


@for_planners
@may_read_and_write
def athlete(request: HttpRequest, member: Member, athlete: int) -> HttpResponse:
    """Let a coach keep the facts about one athlete."""
    person = get_object_or_404(member.club.athletes.with_squads(), pk=athlete)
    # The form writes what was typed on the object, valid or not; the heading keeps the name that is saved.
    name = person.name
    if request.method == "POST":
        form = AthleteForm(request.POST, instance=person)
        if form.is_valid():
            form.save()
            messages.success(request, _("The profile of %(name)s is saved.") % {"name": person})
            return redirect("athletes", member.club.slug)
    else:
        form = AthleteForm(instance=person)
    return form_page(request, "clubs/athlete.html", form, section="athletes", name=name, squads=person.squads.all())


@for_planners
@may_read_and_write
def new_squad(request: HttpRequest, member: Member) -> HttpResponse:
    """Let a coach found a squad, and go on to who is in it."""
    squad = Squad(club=member.club)
    if request.method == "POST":
        form = SquadForm(request.POST, instance=squad)
        if form.is_valid():
            form.save()
            messages.success(request, _("%(squad)s is made. Now tick who is in it.") % {"squad": squad})
            return redirect("squad_members", member.club.slug, squad.pk)
    else:
        form = SquadForm(instance=squad)
    return form_page(request, "clubs/new_squad.html", form, section="athletes")


@for_planners
@may_read_and_write
def squad_members(request: HttpRequest, member: Member, squad: int) -> HttpResponse:
    """Let a coach tick which athletes are in a squad."""
    group = get_object_or_404(member.club.squads, pk=squad)
    if request.method == "POST":
        form = SquadAthletesForm(group, request.POST)
        if form.is_valid():
            group.set_athletes(form.cleaned_data["athletes"])
            messages.success(request, _("%(squad)s is saved.") % {"squad": group})
            return redirect("athletes", member.club.slug)
    else:
        form = SquadAthletesForm(group)
    return form_page(request, "clubs/squad_members.html", form, section="athletes", squad=group)
