"""A new club: its name, where it runs and how it measures; whoever makes it owns it."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from clubs.access import signed_in
from clubs.forms import form_page, too_many, zone_choices
from clubs.limits import Limit, seconds_to_wait
from clubs.models import Club, User

FOUNDINGS: Final = Limit(a_minute=5, an_hour=10)


def may_found_clubs(user: User) -> bool:
    """Whether ``user`` may start a club in this installation."""
    return bool(settings.NEW_CLUBS or user.is_staff)


class NewClubForm(forms.ModelForm):
    """What a club begins with; all of it can be changed later, but for its address."""

    slug = forms.SlugField(
        label=_("Short name"),
        required=False,
        max_length=Club._meta.get_field("slug").max_length,
        help_text=_("Stands in every address of the club and stays. Left empty, it is made from the name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "data-slug-of": "id_name"}),
    )
    timezone = forms.ChoiceField(label=_("Time zone"), help_text=_("Decides what today is."))
    coaches = forms.BooleanField(label=_("I coach here"), required=False, initial=True)

    class Meta:
        model = Club
        fields = ("name", "slug", "timezone", "units")
        widgets = {"units": forms.RadioSelect, "name": forms.TextInput(attrs={"autocomplete": "organization"})}
        labels = {"name": _("What is the club called?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = cast("forms.ChoiceField", self.fields["timezone"])
        zones.choices = zone_choices(self.instance.timezone)
        if not self.is_bound:
            # The browser knows better, where it may say so; what somebody chose is left alone.
            zones.widget.attrs["data-guess-zone"] = ""
        self.fields["coaches"].help_text = _("You own it in any case, and an owner may plan.")

    def clean_slug(self) -> str:
        """Refuse a short name that another club has, and say which is free."""
        slug = str(self.cleaned_data["slug"]).lower()
        if slug and Club.objects.filter(slug=slug).exists():
            told = _("Another club is called “%(slug)s” already. Still free: %(free)s")
            raise ValidationError(told, params={"slug": slug, "free": Club.objects.free_slug(slug)})
        return slug

    def clean(self) -> dict[str, Any] | None:
        """Make the short name, where none was written."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("slug") == "" and cleaned.get("name"):
            cleaned["slug"] = Club.objects.free_slug(cleaned["name"])
        return cleaned

    def found(self, founder: User) -> Club | None:
        """Return the new club; None, with the complaint in the form, where its short name was just taken."""
        try:
            return Club.objects.found(founder, **self.cleaned_data)
        except IntegrityError:
            self.add_error("slug", _("Another club took this short name just now. Choose another one."))
            return None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_club(request: HttpRequest) -> HttpResponse:
    """Let somebody start a club, and go on to its first steps."""
    founder = cast("User", request.user)
    if not may_found_clubs(founder):
        raise PermissionDenied(gettext("Here the administrator makes clubs. Ask for yours, or for an invitation."))
    form = NewClubForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if wait := seconds_to_wait(request, "new-club", FOUNDINGS):
            return too_many(request, "clubs/new_club.html", form, wait)
        if form.is_valid() and (club := form.found(founder)):
            messages.success(request, gettext("%(club)s is made, and yours.") % {"club": club})
            return redirect("club", club.slug)
    return form_page(request, "clubs/new_club.html", form)
