"""The fields of one week of a template: each session, and room for one more on every day."""

from __future__ import annotations

from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clubs import choices
from clubs.models import Club
from plans.days import DAYS_A_WEEK
from plans.forms import WordsField
from plans.models import read_for
from plans.outline import MOST_A_DAY, OutlineWeek

NO_BLOCK: Final = ("", gettext_lazy("None"))


class WeekForm(forms.Form):
    """A week of a template that the coach saw at ``version``."""

    helper = FormHelper()
    helper.form_tag = False

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    block = forms.ChoiceField(
        label=gettext_lazy("Block"), choices=lambda: [NO_BLOCK, *choices.blocks()], required=False
    )
    note = WordsField(missing="", required=False, label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, club: Club, week: OutlineWeek, version: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.club = club
        self.initial = {**self.initial, "version": version, "block": week.block, "note": week.note}
        self.theirs: OutlineWeek | None = None
        for day, texts in week.days:
            for place, text in enumerate((*texts, "")[:MOST_A_DAY]):
                self.fields[_name(day, place)] = WordsField(
                    missing="",
                    required=False,
                    label=_label(day, place),
                    initial=text,
                    widget=forms.Textarea(attrs={"rows": 1, "class": "input input-voice", "autocapitalize": "off"}),
                )

    @property
    def days(self) -> list[list[forms.BoundField]]:
        """The fields of the sessions, day by day."""
        found: list[list[forms.BoundField]] = [[] for _day in range(DAYS_A_WEEK)]
        for name in self.fields:
            if name.startswith("day-"):
                found[int(name.split("-")[1])].append(self[name])
        return found

    @property
    def week(self) -> OutlineWeek:
        """What was typed; a field that was emptied is a session less."""
        data = self.cleaned_data
        sessions = [
            (int(name.split("-")[1]), data[name]) for name in self.fields if name.startswith("day-") and data[name]
        ]
        return OutlineWeek(tuple(sessions), data["block"], data["note"])

    @property
    def unread(self) -> list[tuple[str, list[str]]]:
        """The sessions with words that are not read, each with those words."""
        readings = [read_for(self.club, str(field.value() or "")) for day in self.days for field in day]
        return [(reading.text, list(reading.unread_words)) for reading in readings if reading.unread]

    def show_theirs(self, week: OutlineWeek | None, version: int) -> None:
        """Show beside what was typed what somebody else saved; the next save is on top of theirs."""
        self.theirs = week
        self.data = {**self.data.dict(), "version": version}  # type: ignore[attr-defined]


def _name(day: int, place: int) -> str:
    return f"day-{day}-{place}"


def _label(day: int, place: int) -> str:
    name = str(WEEKDAYS[day])
    return name if place == 0 else _("%(day)s, another") % {"day": name}
