"""A new account: for whoever starts a club; who was invited signs up on the page of the invitation."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth import login, password_validation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clubs.access import public
from clubs.forms import form_page, too_many
from clubs.limits import Limit, seconds_to_wait
from clubs.models import User

# From one address: a squad that signs up in its clubhouse is welcome, a machine is not.
SIGN_UPS: Final = Limit(a_minute=10, an_hour=60)
BACKEND: Final = "django.contrib.auth.backends.ModelBackend"

TAKEN = _("There is an account with this email already. Sign in with it instead.")


class SignUpForm(forms.ModelForm):
    """What an account needs; ``email`` fixes the address, where an invitation names one."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ten characters or more; four short words do well."),
    )

    class Meta:
        model = User
        fields = ("name", "email")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        labels = {"name": _("Your name"), "email": _("Email")}
        error_messages = {"email": {"unique": TAKEN}}

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if email:
            self.initial["email"] = email
            self.fields["email"].disabled = True

    def clean_email(self) -> str:
        """Return the address in lower case: it is one person's, however it is spelled."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any] | None:
        """Refuse a password that is too easy to guess for this person."""
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned:
            known = User(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                password_validation.validate_password(cleaned["password"], known)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def sign_up(self) -> User | None:
        """Return the new user; None, with the complaint in the form, where somebody took the address meanwhile."""
        typed = self.cleaned_data
        try:
            with transaction.atomic():
                return User.objects.create_user(typed["email"], typed["password"], name=typed["name"])
        except IntegrityError:
            self.add_error("email", TAKEN)
            return None


@public("Whoever has no account yet cannot sign in.")
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account, and go on to the club that it is for."""
    if request.user.is_authenticated:
        return redirect("home")
    if not settings.NEW_CLUBS:
        raise PermissionDenied(gettext("Here the administrator makes clubs, and clubs invite their people."))
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if wait := seconds_to_wait(request, "sign-up", SIGN_UPS):
            return too_many(request, "registration/sign_up.html", form, wait)
        if form.is_valid() and (user := form.sign_up()):
            login(request, user, backend=BACKEND)
            return redirect("new_club")
    return form_page(request, "registration/sign_up.html", form)
