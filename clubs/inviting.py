"""Inviting people into a club: by a link that is shown once, or by mail; revoking and resending."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from clubs import choices
from clubs.access import Member, for_inviters
from clubs.forms import form_page, too_many
from clubs.limits import Limit, seconds_to_wait
from clubs.models import Athlete, Invitation, NoLongerOpen, Squad

logger = logging.getLogger(__name__)

# Mail in the club's name: enough for a season's intake in one evening.
INVITATIONS: Final = Limit(a_minute=30, an_hour=200)
DAYS: Final = [("3", _("3 days")), ("14", _("2 weeks")), ("30", _("30 days"))]


class InvitationForm(forms.Form):
    """What somebody is invited to: a role with its squads, or the profile of one ``athlete``."""

    role = forms.ChoiceField(label=_("Invite as"), widget=forms.RadioSelect)
    squads = forms.ModelMultipleChoiceField(
        Squad.objects.none(),
        label=_("Squads"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For athletes: they get the weeks of these squads."),
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The link goes there, for an account with this email alone. Left empty, you pass it on yourself."),
    )
    days = forms.ChoiceField(label=_("Open for"), choices=DAYS, initial="14", widget=forms.RadioSelect)

    def __init__(self, member: Member, athlete: Athlete | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.club = member.club
        if athlete:
            del self.fields["role"], self.fields["squads"]
            return
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            choice for choice in choices.roles_by_invitation() if choice[0] in member.invitable
        ]
        squads = member.club.squads.shared()
        self.fields["squads"].queryset = squads  # type: ignore[attr-defined]
        if not squads:
            del self.fields["squads"]

    def clean(self) -> dict[str, Any] | None:
        """Refuse squads for somebody who does not run, and an invitation to what its address is already."""
        cleaned = super().clean() or self.cleaned_data
        role = cleaned.setdefault("role", "athlete") if "role" not in self.fields else cleaned.get("role")
        if cleaned.get("squads") and role in ("coach", "assistant"):
            self.add_error("squads", ValidationError(_("Squads are for athletes: untick them, or invite an athlete.")))
        email = cleaned.get("email")
        if email and role and self.club.memberships.filter(user__email=email, role=role).exists():
            self.add_error("email", ValidationError(_("Somebody with this email has this role here already.")))
        return cleaned

    @property
    def lasts(self) -> dt.timedelta:
        """How long the invitation is to stay open."""
        return dt.timedelta(days=int(self.cleaned_data["days"]))


@for_inviters
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_invitation(request: HttpRequest, member: Member) -> HttpResponse:
    """Let a coach invite somebody; ``?squad=`` and ``?role=`` come ticked."""
    ticked = member.club.squads.shared().filter(
        pk__in=[pk for pk in request.GET.getlist("squad") if pk.isdecimal()][:20]
    )
    role = request.GET.get("role", "athlete")
    data = request.POST if request.method == "POST" else None
    form = InvitationForm(member, None, data, initial={"squads": ticked, "role": role})
    return _invite(request, member, form, None)


@for_inviters
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_athlete(request: HttpRequest, member: Member, athlete: int) -> HttpResponse:
    """Let a coach invite somebody to the profile that the club keeps of them."""
    person = get_object_or_404(member.club.athletes.with_squads(), pk=athlete)
    if person.user_id:
        messages.info(request, gettext("%(name)s has an account already.") % {"name": person})
        return redirect("athlete", member.club.slug, person.pk)
    form = InvitationForm(member, person, request.POST if request.method == "POST" else None)
    return _invite(request, member, form, person)


def _invite(request: HttpRequest, member: Member, form: InvitationForm, athlete: Athlete | None) -> HttpResponse:
    page, context = "clubs/invite.html", {"athlete": athlete, "section": "athletes"}
    if request.method == "POST":
        if wait := seconds_to_wait(request, "invite", INVITATIONS):
            return too_many(request, page, form, wait, **context)
        if form.is_valid():
            typed = form.cleaned_data
            invitation, token = Invitation.objects.make(
                member.club,
                typed["role"],
                member.user,
                squads=typed.get("squads") or (),
                athlete=athlete,
                email=typed["email"],
                lasts=form.lasts,
            )
            return _made(request, invitation, token)
    return form_page(request, page, form, **context)


@for_inviters
@require_POST
def revoke_invitation(request: HttpRequest, member: Member, invitation: int) -> HttpResponse:
    """Close an invitation that nobody has used."""
    found = _pending(member, invitation)
    member.club.invitations.filter(pk=found.pk).revoke(member.user)
    messages.success(request, gettext("The invitation is revoked: its link opens nothing any more."))
    return redirect("members", member.club.slug)


@for_inviters
@never_cache
@require_POST
def resend_invitation(request: HttpRequest, member: Member, invitation: int) -> HttpResponse:
    """Put a new link in place of one that was lost or ran out; the old one ends."""
    found = _pending(member, invitation)
    if seconds_to_wait(request, "invite", INVITATIONS):
        messages.error(request, gettext("That was too often. Wait a little, then send it again."))
        return redirect("members", member.club.slug)
    try:
        return _made(request, *found.resend(member.user))
    except NoLongerOpen:
        messages.error(request, gettext("Somebody used or revoked this invitation just now."))
        return redirect("members", member.club.slug)


def _pending(member: Member, pk: int) -> Invitation:
    found = get_object_or_404(member.club.invitations.pending().select_related("athlete"), pk=pk)
    if found.role not in member.invitable:
        raise PermissionDenied(gettext("Only an owner changes who becomes a coach."))
    found.club = member.club
    return found


def _made(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Show the link. It stands in this answer alone: to redirect would mean to keep the token somewhere."""
    link = request.build_absolute_uri(reverse("join", args=[token]))
    sent = bool(invitation.email) and _mail(invitation, link)
    context = {"invitation": invitation, "squads": invitation.squads.all(), "link": link, "sent": sent}
    return render(request, "clubs/invited.html", {**context, "section": "athletes"})


def _mail(invitation: Invitation, link: str) -> bool:
    """Send the invitation; whether the mail server took it."""
    context = {"invitation": invitation, "club": invitation.club, "link": link}
    subject = gettext("%(inviter)s invites you to %(club)s") % {"inviter": invitation.made_by, "club": invitation.club}
    text = render_to_string("clubs/mail/invitation.txt", context)
    letter = EmailMultiAlternatives(" ".join(subject.split()), text, to=[invitation.email])
    letter.attach_alternative(render_to_string("clubs/mail/invitation.html", context), "text/html")
    try:
        letter.send()
    except OSError:
        logger.exception("Invitation %s was not mailed", invitation.pk)
        return False
    return True
