"""Pages about people: the way into a club, profiles, athletes, squads."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clubs.access import Member, for_athletes, for_members, for_planners, signed_in
from clubs.forms import AthleteForm, NewAthletesForm, ProfileForm, SquadAthletesForm, SquadForm, form_page
from clubs.founding import may_found_clubs
from clubs.models import Club, Squad, User
from clubs.visibility import not_shown

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead into the user's only club, or let them choose one or start one; ``?all`` stays here."""
    user = cast("User", request.user)
    clubs = list(Club.objects.for_user(user))
    if len(clubs) == 1 and "all" not in request.GET:
        return redirect("club", clubs[0].slug)
    return render(request, "clubs/home.html", {"clubs": clubs, "may_found": may_found_clubs(user)})


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
    assert athlete is not None  # the policy saw to it
    if request.method == "POST":
        form = ProfileForm(request.POST, instance=athlete)
        if form.is_valid():
            form.save()
            messages.success(request, _("Your profile is saved."))
            return redirect("profile", member.club.slug)
    else:
        form = ProfileForm(instance=athlete)
    today = member.club.today()
    context = {
        "races": member.club.races.upcoming(today).own_of(athlete),
        "shared": member.club.races.upcoming(today).shared_with(athlete).with_people(),
        "add": reverse("new_own_race", args=[member.club.slug]),
    }
    return form_page(request, "clubs/profile.html", form, section="profile", **context)


@for_planners
@may_read_and_write
def new_athletes(request: HttpRequest, member: Member) -> HttpResponse:
    """Let a coach add athletes by name, without accounts; ``?squad=`` comes ticked."""
    ticked = member.club.squads.shared().filter(
        pk__in=[pk for pk in request.GET.getlist("squad") if pk.isdecimal()][:20]
    )
    form = NewAthletesForm(member.club, request.POST if request.method == "POST" else None, initial={"squads": ticked})
    if request.method == "POST" and form.is_valid():
        added = member.club.add_athletes(form.cleaned_data["names"], form.cleaned_data.get("squads") or ())
        told = ngettext("%(count)d athlete is added.", "%(count)d athletes are added.", len(added))
        messages.success(request, told % {"count": len(added)})
        return redirect("plans:roster", member.club.slug)
    return form_page(request, "clubs/new_athletes.html", form, section="athletes")


@for_planners
@may_read_and_write
def athlete(request: HttpRequest, member: Member, athlete: int) -> HttpResponse:
    """Let a coach keep the facts about one athlete."""
    person = get_object_or_404(
        member.club.athletes.with_squads().with_consents().select_related("plan_alone"), pk=athlete
    )
    # The form writes what was typed on the object, valid or not; the heading keeps the name that is saved.
    name = person.name
    if request.method == "POST":
        form = AthleteForm(request.POST, instance=person)
        if form.is_valid():
            form.save()
            messages.success(request, _("The profile of %(name)s is saved.") % {"name": person})
            return redirect("plans:roster", member.club.slug)
    else:
        form = AthleteForm(instance=person)
    today = member.club.today()
    context = {
        "name": name,
        "person": person,
        "kept": not_shown(person),
        "squads": [squad for squad in person.squads.all() if squad.solo_id is None],
        "alone": getattr(person, "plan_alone", None),
        "races": member.club.races.upcoming(today).own_of(person),
        "shared": member.club.races.upcoming(today).shared_with(person).with_people(),
        "add": f"{reverse('new_race', args=[member.club.slug])}?athlete={person.pk}",
    }
    return form_page(request, "clubs/athlete.html", form, section="athletes", **context)


@for_planners
@require_POST
def plan_alone(request: HttpRequest, member: Member, athlete: int) -> HttpResponse:
    """Begin to coach an athlete alone, or go on with it: a week of their own, beside those of their squads."""
    person = get_object_or_404(member.club.athletes, pk=athlete)
    squad = person.plan_on_their_own()
    messages.success(request, _("%(name)s has a week alone now.") % {"name": person})
    return redirect("plans:this_week", member.club.slug, squad.pk)


@for_planners
@require_POST
def end_plan_alone(request: HttpRequest, member: Member, athlete: int) -> HttpResponse:
    """Stop coaching an athlete alone; what was planned stays as history."""
    person = get_object_or_404(member.club.athletes, pk=athlete)
    person.end_plan_alone()
    messages.success(request, _("%(name)s is no longer coached alone. The weeks so far stay.") % {"name": person})
    return redirect("athlete", member.club.slug, person.pk)


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
    group = get_object_or_404(member.club.squads.shared(), pk=squad)
    if request.method == "POST":
        form = SquadAthletesForm(group, request.POST)
        if form.is_valid():
            group.set_athletes(form.cleaned_data["athletes"])
            messages.success(request, _("%(squad)s is saved.") % {"squad": group})
            return redirect("plans:roster", member.club.slug)
    else:
        form = SquadAthletesForm(group)
    context = {"section": "athletes", "squad": group, "nobody": not member.club.athletes.exists()}
    return form_page(request, "clubs/squad_members.html", form, **context)
