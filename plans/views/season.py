"""A squad's season: its weeks in numbers, and the blocks that they belong to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from clubs import choices
from clubs.access import Member, for_planners
from clubs.models import Squad
from plans.days import FIRST_DAY, LAST_DAY, WEEK, monday_of
from plans.season import WEEKS_SHOWN, Season, set_block
from plans.template_week import NO_BLOCK


class BlockForm(forms.Form):
    """Some weeks and the block that they are to have."""

    weeks = forms.MultipleChoiceField(
        choices=(), error_messages={"required": gettext_lazy("Tick the weeks of the block first.")}
    )
    block = forms.ChoiceField(
        choices=lambda: [NO_BLOCK, *choices.blocks()],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the blocks that are offered.")},
    )

    def __init__(self, data: Any, season: Season) -> None:
        super().__init__(data)
        mondays = [(week.monday.isoformat(), week.monday) for week in season.weeks]
        self.fields["weeks"].choices = mondays  # type: ignore[attr-defined]
        self.fields["weeks"].error_messages["invalid_choice"] = _("Choose weeks that are shown.")

    def clean_weeks(self) -> list[dt.date]:
        """The Mondays."""
        return [dt.date.fromisoformat(one) for one in self.cleaned_data["weeks"]]


@for_planners
@require_GET
def season(request: HttpRequest, member: Member, squad: int) -> HttpResponse:
    """Show half a year of a squad; ``?from=`` says where it begins."""
    return _page(request, _season(member, squad, request.GET.get("from", "")))


@for_planners
@require_POST
def save_block(request: HttpRequest, member: Member, squad: int) -> HttpResponse:
    """Lay a block over the ticked weeks, or take theirs away."""
    shown = _season(member, squad, request.POST.get("from", ""))
    form = BlockForm(request.POST, shown)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    count = set_block(shown.squad, form.cleaned_data["weeks"], form.cleaned_data["block"], member.user)
    said = ngettext("%(count)d week changed.", "%(count)d weeks changed.", count)
    messages.success(request, said % {"count": count})
    return redirect(f"{reverse('plans:season', args=[member.club.slug, squad])}?from={shown.first}")


def _season(member: Member, pk: int, first: str) -> Season:
    squad: Squad = get_object_or_404(member.club.squads.select_related("solo"), pk=pk)
    squad.club = member.club
    try:
        day = monday_of(dt.date.fromisoformat(first))
    except (ValueError, OverflowError):
        return Season.around_today(squad)
    within = FIRST_DAY + WEEKS_SHOWN * WEEK <= day <= LAST_DAY - 2 * WEEKS_SHOWN * WEEK
    return Season(squad, day) if within else Season.around_today(squad)


def _page(request: HttpRequest, shown: Season, form: BlockForm | None = None, status: int = 200) -> HttpResponse:
    context = {
        "season": shown,
        "form": form,
        "ticked": set(form.data.getlist("weeks")) if form else (),  # type: ignore[attr-defined]
        "blocks": [*choices.blocks(), NO_BLOCK],
        "units": shown.squad.club.units,
        "section": "board",
    }
    return render(request, "templates/season.html", context, status=status)
