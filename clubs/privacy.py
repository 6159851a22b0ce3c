"""Who sees what of an athlete, told in words, with the switches for what takes a consent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from clubs import choices
from clubs.access import Member, for_members
from clubs.forms import form_page
from clubs.models import Athlete, Consent
from clubs.visibility import FIELDS, NO, YES, Field

IN_WORDS = {YES: _("Yes"), NO: _("No")}


class ConsentForm(forms.Form):
    """What an athlete lets the coaches of one club see."""

    shown = forms.MultipleChoiceField(
        label=_("Coaches of this club may see"),
        choices=choices.consents,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untick it to take it back; it ends at once. When you said so is kept."),
    )


@dataclass(frozen=True)
class Row:
    """A field, and in words who sees it; ``shows`` is what the athlete lets coaches see, where it is an athlete's."""

    field: Field
    shows: frozenset[str] | None

    @property
    def coaches(self) -> str | Promise:
        """Whether coaches of the club see it."""
        rule = self.field.coaches
        if rule in IN_WORDS:
            return IN_WORDS[rule]
        if self.shows is None:
            return _("Only if the athlete says so")
        return _("Yes, because you say so") if rule in self.shows else _("No, unless you say so")

    @property
    def athletes(self) -> str | Promise:
        """Whether other athletes see it."""
        return IN_WORDS[self.field.athletes]

    @property
    def administrators(self) -> str | Promise:
        """Whether administrators see it in the admin."""
        return IN_WORDS[self.field.administrators]


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest, member: Member) -> HttpResponse:
    """Show who sees what, and let an athlete agree to more or to less of it."""
    athlete = member.athlete
    shows = athlete.shows if athlete else None
    data = request.POST if request.method == "POST" and athlete else None
    form = ConsentForm(data, initial={"shown": sorted(shows or ())})
    if athlete and form.is_valid():
        _settle(athlete, member, form.cleaned_data["shown"])
        messages.success(request, gettext("It is kept: that is what coaches of %(club)s see.") % {"club": member.club})
        return redirect("privacy", member.club.slug)
    context = {
        "rows": [Row(field, shows) for field in FIELDS],
        "athlete": athlete,
        "consents": list(athlete.consents.order_by("-given_at", "-pk")) if athlete else [],
    }
    response = form_page(request, "clubs/privacy.html", form, section="privacy", **context)
    if request.method == "POST" and not athlete:
        # Who does not run here has nothing to agree to.
        response.status_code = 403
    return response


@transaction.atomic
def _settle(athlete: Athlete, member: Member, shown: Sequence[str]) -> None:
    for what in choices.slugs(choices.consents()):
        Consent.objects.settle(athlete, what, member.user, shown=what in shown)
