"""The club's settings: how it writes, which packs it listens to, what it has."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from advice.models import Pack
from clubs.access import Member, for_owners
from clubs.choices import Choices
from clubs.forms import ClubSettingsForm, form_page
from plans.house_rules import published_rules
from plans.packs import ALWAYS_ON


@for_owners
@require_http_methods(["GET", "POST"])
def club_settings(request: HttpRequest, member: Member) -> HttpResponse:
    """Show the settings and save them."""
    packs: Choices = list(Pack.objects.common().exclude(slug__in=ALWAYS_ON).values_list("slug", "name"))
    data = request.POST if request.method == "POST" else None
    form = ClubSettingsForm(data, instance=member.club, pack_choices=packs)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Settings saved."))
        return redirect("plans:club_settings", member.club.slug)
    rules = published_rules(member.club)
    return form_page(request, "clubs/settings.html", form, section="settings", published_rules=rules)
