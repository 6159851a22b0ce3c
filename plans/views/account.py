"""A person's own data: all of it as a file, and the way to have it deleted."""

from __future__ import annotations

import tempfile
from typing import Any, Final, cast

from django import forms
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clubs.access import public, signed_in
from clubs.forms import form_page, too_many
from clubs.limits import Limit, seconds_to_wait
from clubs.models import Athlete, Club, LastOwner, User
from plans.forgetting import clubs_to_hand_over, forget
from plans.my_data import write
from plans.views.read_only import read_only

EXPORTS: Final = Limit(a_minute=2, an_hour=10)
# Whoever found a phone that is signed in does not get to try passwords.
DELETIONS: Final = Limit(a_minute=5, an_hour=15)
# An export up to this size is put together in memory, a larger one on disk.
IN_MEMORY_BYTES: Final = 2_000_000


class DeletionForm(forms.Form):
    """The password, asked for once more."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a password that is not the account's."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("The password is not right. It minds capital letters."))
        return password


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Say what a person can do with their data."""
    return _account(request)


def _account(request: HttpRequest, *, status: int = 200, minutes: int = 0) -> HttpResponse:
    user = cast("User", request.user)
    context = {"clubs": Club.objects.for_user(user), "minutes": minutes, "section": "account"}
    return render(request, "account/account.html", context, status=status)


@signed_in
@never_cache
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Hand everything about the person over as a zip."""
    if wait := seconds_to_wait(request, "export", EXPORTS):
        refused = _account(request, status=429, minutes=-(-wait // 60))
        refused["Retry-After"] = str(wait)
        return refused
    now = timezone.now()
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the response closes it
    write(cast("Any", file), cast("User", request.user), now)
    size = file.tell()
    file.seek(0)
    name = f"uphill-{now:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Content-Length"] = str(size)
    return response


@signed_in
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Say what becomes of everything, and delete the account of whoever knows its password."""
    user = cast("User", request.user)
    context = {
        "section": "account",
        "owned": clubs_to_hand_over(user),
        "runs": Athlete.objects.of(user).exists(),
    }
    page, form = "account/delete.html", DeletionForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if wait := seconds_to_wait(request, "delete-account", DELETIONS):
            return too_many(request, page, form, wait, **context)
        if form.is_valid():
            try:
                forget(user)
            except LastOwner:
                return render(request, page, {**context, "form": form}, status=409)
            logout(request)
            response = redirect("plans:account_deleted")
            # Weeks that this browser keeps for when the network is away, and what waits in its outbox.
            response["Clear-Site-Data"] = '"cache", "storage"'
            return response
    return form_page(request, page, form, **context)


@public("Whoever deleted the account has none any more.")
@read_only
def deleted(request: HttpRequest) -> HttpResponse:
    """Say what was done."""
    return render(request, "account/deleted.html")
