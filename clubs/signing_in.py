"""Signing in and out, and passwords: Django's own views, in our words, each refusal a 422 with the focus in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from clubs.forms import focus_first_error


class SignInForm(AuthenticationForm):
    """Email and password; the email in any mixture of cases."""

    username = forms.EmailField(
        label=_("Email"), widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"})
    )

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("The email or the password is not right. The password minds capital letters."),
    }

    def clean_username(self) -> str:
        """Return the address in lower case, so that failures are counted once per person, not per spelling."""
        return str(self.cleaned_data["username"]).lower()


class Refusing:
    """Answers an invalid form with 422 and the focus on what is wrong."""

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        """Show the form again with nothing typed lost, passwords excepted."""
        focus_first_error(form)
        context: dict[str, Any] = self.get_context_data(form=form)  # type: ignore[attr-defined]
        return self.render_to_response(context, status=422)  # type: ignore[attr-defined]


class SignIn(Refusing, views.LoginView):
    """The sign-in page; who is signed in already is sent on."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Tell the page whether who is new here can sign up."""
        return super().get_context_data(**context, new_clubs=settings.NEW_CLUBS)


class PasswordChange(Refusing, views.PasswordChangeView):
    """A new password for who knows the old one."""


class PasswordReset(Refusing, views.PasswordResetView):
    """A mail with a link, for who has forgotten the password; it never says whether an address is known."""

    email_template_name = "registration/password_reset_email.txt"


class PasswordResetConfirm(Refusing, views.PasswordResetConfirmView):
    """A new password for who follows the link in the mail."""
