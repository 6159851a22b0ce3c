"""The page on which planners say when and where a squad meets."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from clubs.access import Member, for_planners
from clubs.forms import form_page
from clubs.models import Meeting, Squad, SquadMeeting


class MeetingRow(NamedTuple):
    """A day of the form: its name and its two fields."""

    day: str
    time: forms.BoundField
    place: forms.BoundField


class MeetingsForm(forms.Form):
    """A time and a place for each day of the week; a day on which both are empty is none on which the squad meets."""

    def __init__(self, squad: Squad, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = SquadMeeting.objects.of_squads([squad.pk]).by_day()
        longest = SquadMeeting._meta.get_field("place").max_length
        for day, name in WEEKDAYS.items():
            meets = known.get((squad.pk, day), Meeting(None, ""))
            told = {"day": name}
            self.fields[f"time_{day}"] = forms.TimeField(
                label=gettext_lazy("%(day)s, time") % told,
                required=False,
                initial=meets.time,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
            self.fields[f"place_{day}"] = forms.CharField(
                label=gettext_lazy("%(day)s, place") % told,
                required=False,
                initial=meets.place,
                max_length=longest,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def rows(self) -> list[MeetingRow]:
        """Monday to Sunday."""
        return [MeetingRow(str(name), self[f"time_{day}"], self[f"place_{day}"]) for day, name in WEEKDAYS.items()]

    @property
    def meetings(self) -> dict[int, Meeting]:
        """What was said, by weekday, of the days of which something was said."""
        found = {day: Meeting(self.cleaned_data[f"time_{day}"], self.cleaned_data[f"place_{day}"]) for day in WEEKDAYS}
        return {day: meeting for day, meeting in found.items() if any(meeting)}


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def squad_meetings(request: HttpRequest, member: Member, squad: int) -> HttpResponse:
    """Let a planner say when and where a squad meets."""
    group = get_object_or_404(member.club.squads.all(), pk=squad)
    form = MeetingsForm(group, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        SquadMeeting.objects.settle(group, form.meetings)
        messages.success(request, _("When and where %(squad)s meets is saved.") % {"squad": group})
        return redirect("squad_meetings", member.club.slug, group.pk)
    return form_page(request, "clubs/squad_meetings.html", form, section="board", squad=group)
