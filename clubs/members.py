"""Who is in a club: everybody with their roles, open invitations, changing roles, removing, leaving, handing over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from clubs import choices
from clubs.access import Member, for_inviters, for_members, for_owners
from clubs.forms import form_page
from clubs.models import Club, LastOwner, Membership, User

# In the order in which people are listed.
RANKS: Final = choices.slugs(choices.roles())
LAST_OWNER = _("A club needs an owner, and this is the only one. Hand the club over first.")

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Person:
    """Somebody in a club with all they are there, the weightiest role first."""

    user: User
    roles: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        """What the roles are called."""
        known = dict(choices.roles())
        return [str(known[role]) for role in self.roles]

    @property
    def is_staff_here(self) -> bool:
        """Whether this person plans or owns, and does not only run."""
        return self.roles != ("athlete",)


def people_of(club: Club) -> list[Person]:
    """Return everybody in ``club``: owners, coaches, assistants, then athletes, each by name."""
    held: dict[User, list[str]] = {}
    for membership in club.memberships.select_related("user").order_by("user__name", "user__email"):
        held.setdefault(membership.user, []).append(membership.role)
    people = [Person(user, tuple(sorted(roles, key=RANKS.index))) for user, roles in held.items()]
    return sorted(people, key=lambda person: RANKS.index(person.roles[0]))


class RolesForm(forms.Form):
    """All that somebody is in the club; who owns it is only ever taken away here, and given by handing over."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one, or remove them from the club.")},
    )

    def __init__(self, held: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = set(held)
        self.initial["roles"] = sorted(held, key=RANKS.index)
        self.fields["roles"].choices = [  # type: ignore[attr-defined]
            choice for choice in choices.roles() if choice[0] != "owner" or "owner" in held
        ]


class RemoveForm(forms.Form):
    """What becomes of an athlete's squads."""

    leaves_squads = forms.BooleanField(
        label=_("Take them out of their squads"),
        required=False,
        initial=True,
        help_text=_("Otherwise the board goes on to count them. What was planned stays in any case."),
    )


class PickOwner(forms.ModelChoiceField):
    """One of the members, told apart by email."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and the email beside it."""
        return f"{obj.name} · {obj.email}" if obj.name else obj.email


class HandOverForm(forms.Form):
    """To whom a club goes, and what becomes of whoever gives it."""

    taker = PickOwner(User.objects.none(), label=_("New owner"), empty_label=_("Choose a member"))
    then = forms.ChoiceField(
        label=_("And you?"),
        choices=[("coach", _("I become a coach")), ("owner", _("I stay an owner too"))],
        initial="coach",
        widget=forms.RadioSelect,
    )
    confirmed = forms.BooleanField(
        label=_("Yes, make them an owner"),
        help_text=_("Owners change everybody’s roles, yours too. Only an owner can undo this."),
        error_messages={"required": _("Tick this to hand the club over.")},
    )

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = member.club.memberships.filter(role="owner").values("user")
        others = User.objects.filter(memberships__club=member.club).exclude(pk__in=owners)
        self.fields["taker"].queryset = others.order_by("name", "email").distinct()  # type: ignore[attr-defined]


@for_members
@require_safe
def members(request: HttpRequest, member: Member) -> HttpResponse:
    """List who is in the club; athletes see who runs it, not who else runs in it."""
    people = people_of(member.club)
    context = {
        "section": "members",
        "staff": [person for person in people if person.is_staff_here],
        "athletes": [person for person in people if not person.is_staff_here] if member.can_plan else [],
        "invitations": _invitations(member),
    }
    return render(request, "clubs/members.html", context)


def _invitations(member: Member) -> Iterable[object]:
    if not member.may_invite:
        return ()
    pending = member.club.invitations.pending().select_related("athlete", "made_by").prefetch_related("squads")
    return pending.order_by("expires_at", "pk")


@for_owners
@may_read_and_write
def roles(request: HttpRequest, member: Member, person: int) -> HttpResponse:
    """Let an owner change what somebody is in the club."""
    user = _somebody(member, person)
    form = RolesForm(member.club.roles_of(user), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member.club.set_roles(user, form.cleaned_data["roles"])
        except LastOwner:
            form.add_error("roles", LAST_OWNER)
        except Membership.DoesNotExist as gone:
            raise Http404 from gone
        else:
            messages.success(request, gettext("The roles of %(name)s are changed.") % {"name": user})
            return redirect("members", member.club.slug)
    return form_page(request, "clubs/member_roles.html", form, section="members", person=user)


@for_inviters
@may_read_and_write
def remove(request: HttpRequest, member: Member, person: int) -> HttpResponse:
    """Let an owner remove anybody and a coach an athlete, after saying what becomes of them."""
    user = _somebody(member, person)
    if user == member.user:
        return redirect("leave", member.club.slug)
    held = member.club.roles_of(user)
    if not member.may_remove(held):
        raise PermissionDenied(gettext("Only an owner removes coaches and assistants."))
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member.club.remove(user, leaves_squads=form.cleaned_data["leaves_squads"])
        except LastOwner:
            form.add_error(None, LAST_OWNER)
        except Membership.DoesNotExist as gone:
            raise Http404 from gone
        else:
            messages.success(request, gettext("%(name)s is no longer in the club.") % {"name": user})
            return redirect("members", member.club.slug)
    return form_page(request, "clubs/remove_member.html", form, section="members", person=user, runs="athlete" in held)


@for_members
@may_read_and_write
def leave(request: HttpRequest, member: Member) -> HttpResponse:
    """Let anybody leave, but for the only owner, who is told what to do first."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member.club.remove(member.user)
        except LastOwner:
            form.add_error(None, LAST_OWNER)
        else:
            messages.success(request, gettext("You have left %(club)s.") % {"club": member.club})
            return redirect("home")
    owners = member.club.memberships.filter(role="owner").exclude(user=member.user)
    is_last = member.is_owner and not owners.exists()
    return form_page(request, "clubs/leave.html", form, section="members", is_last=is_last)


@for_owners
@may_read_and_write
def hand_over(request: HttpRequest, member: Member) -> HttpResponse:
    """Let an owner make another member an owner, and step down or stay."""
    form = HandOverForm(member, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        taker, stays = form.cleaned_data["taker"], form.cleaned_data["then"] == "owner"
        try:
            member.club.hand_over(member.user, taker, stays=stays)
        except Membership.DoesNotExist as gone:
            raise Http404 from gone
        messages.success(request, gettext("%(name)s owns %(club)s now.") % {"name": taker, "club": member.club})
        return redirect("members", member.club.slug)
    return form_page(request, "clubs/hand_over.html", form, section="members")


def _somebody(member: Member, pk: int) -> User:
    return get_object_or_404(User.objects.filter(memberships__club=member.club).distinct(), pk=pk)
