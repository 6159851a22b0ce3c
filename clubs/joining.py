"""The page behind an invitation's link: who invites to what, and the one button or the account that it takes."""

from __future__ import annotations

import math

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clubs.access import public
from clubs.forms import form_page, too_many
from clubs.limits import seconds_to_wait
from clubs.models import Invitation, NoLongerOpen, NotForYou, User
from clubs.signing_up import BACKEND, SIGN_UPS, SignUpForm
from clubs.visibility import kept_from_coaches

PAGE = "clubs/join.html"


@public("Whoever was invited may have no account yet; the token in the address is the key.")
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and accept it: with one button for who is signed in, with a new account for who is not."""
    if wait := seconds_to_wait(request, "join", count=False):
        return _closed(request, "often", 429, minutes=math.ceil(wait / 60))
    invitation = Invitation.objects.by_token(token).select_related("club", "made_by", "athlete").first()
    if invitation is None or not invitation.is_open:
        return _not_open(request, invitation)
    if request.user.is_authenticated:
        return _as_user(request, invitation, request.user)
    return _as_newcomer(request, invitation)


def _not_open(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Say why a link opens nothing. One that was revoked is told apart from none that ever was by nobody."""
    if invitation is None or invitation.revoked_at:
        seconds_to_wait(request, "join")
        return _closed(request, "unknown", 404)
    if invitation.accepted_at is None and invitation.is_expired:
        return _closed(request, "expired", 410, invitation=invitation)
    user = request.user
    if user.is_authenticated and invitation.accepted_by_id == user.pk and invitation.club.roles_of(user):
        return redirect("club", invitation.club.slug)
    return _closed(request, "used", 410, invitation=invitation)


def _closed(request: HttpRequest, state: str, status: int, **context: object) -> HttpResponse:
    return render(request, "clubs/join_closed.html", {"state": state, **context}, status=status)


def _as_user(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    context = {"invitation": invitation, "roles": invitation.club.memberships.filter(user=user)}
    if not invitation.is_meant_for(user):
        return render(request, PAGE, {**context, "other": True}, status=403 if request.method == "POST" else 200)
    if request.method == "POST":
        try:
            invitation.accept(user)
        except NoLongerOpen:
            return _late(request, invitation)
        except NotForYou:
            return render(request, PAGE, {**context, "has_profile": True}, status=409)
        return _welcome(request, invitation)
    return render(request, PAGE, context)


def _as_newcomer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    data, known = request.POST if request.method == "POST" else None, {"name": str(invitation.athlete or "")}
    form = SignUpForm(data, email=invitation.email, initial=known)
    if request.method == "POST":
        if wait := seconds_to_wait(request, "sign-up", SIGN_UPS):
            return too_many(request, PAGE, form, wait, invitation=invitation)
        if form.is_valid():
            try:
                # Whoever comes too late has no account either.
                with transaction.atomic():
                    user = form.sign_up()
                    if user:
                        invitation.accept(user)
            except NoLongerOpen:
                return _late(request, invitation)
            if user:
                login(request, user, backend=BACKEND)
                return _welcome(request, invitation)
    return form_page(request, PAGE, form, invitation=invitation)


def _late(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """What became of the invitation while the page was open."""
    invitation.refresh_from_db()
    return _not_open(request, invitation)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(request, _("Welcome to %(club)s.") % {"club": invitation.club})
    taken_over = invitation.athlete
    if taken_over is not None:
        taken_over.refresh_from_db()
        if kept_from_coaches(taken_over):
            # Coaches described this athlete until now; from here on they see that much only if they are let.
            messages.info(request, _("Coaches no longer see your body mass and injuries, unless you say so here."))
            return redirect("privacy", invitation.club.slug)
    return redirect("club", invitation.club.slug)
