"""What an athlete may say of a session: the forms parse and complain, they permit nothing."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.models import Club
from plans.forms import MOST_CHANGES, WordsField, day_field, within_reach
from plans.models import FEELS, OUTCOMES, Log
from plans.models.logs import FURTHEST_M, LONGEST_S
from plans.said_amounts import TwoMeanings, distance_as_typed, duration_as_typed, read_distance, read_duration

MOST: Final = 10
_WRONG_AMOUNT: Final = {"null_characters_not_allowed": _("There is a character in it that cannot be stored.")}


class DistanceField(forms.CharField):
    """How far, in metres, as a runner types it in a club of ``units``; empty gives None."""

    def __init__(self, units: str, **options: Any) -> None:
        self.units = units
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, error_messages=_WRONG_AMOUNT, **options)

    def clean(self, value: Any) -> int | None:
        """Return the metres, or say how a distance is written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            metres = read_distance(text, self.units)
        except ValueError as error:
            raise ValidationError(_("Write the distance as 8, 8.2 km, 5 mi or 400 m, or leave it empty.")) from error
        if metres > FURTHEST_M:
            raise ValidationError(_("Nobody runs that far in a day. If it is in metres, write the m."))
        return metres


class DurationField(forms.CharField):
    """How long, in seconds, as a runner types it; a number alone is minutes, empty gives None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "input-short", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, error_messages=_WRONG_AMOUNT, **options)

    def clean(self, value: Any) -> int | None:
        """Return the seconds, or say how a time is written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            seconds = read_duration(text)
        except TwoMeanings as error:
            hint = _("Hours or minutes? Write %(text)s:00 for hours and minutes, %(text)s min for minutes and seconds.")
            raise ValidationError(hint, params={"text": text}) from error
        except ValueError as error:
            raise ValidationError(_("Write the time as 50, 48:20 or 1:05:30, or leave it empty.")) from error
        if seconds > LONGEST_S:
            raise ValidationError(_("That is longer than two days. A number alone is minutes."))
        return seconds


def _scale(label: Any) -> forms.TypedChoiceField:
    """One of 0 to 10, or nothing."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(str(number), str(number)) for number in range(MOST + 1)],
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a number from 0 to 10.")},
    )


def _one_of(label: Any, words: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=words, widget=forms.RadioSelect, **options)


class SendingForm(forms.Form):
    """One sending: its name, which stays the same when it is sent again, and the version of the log that was seen."""

    sending = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=MOST_CHANGES, widget=forms.HiddenInput)


class AdditionForm(SendingForm):
    """One thing more about a log: how hard it was, or that legs felt heavy."""

    effort = _scale(_("Effort"))
    heavy_legs = forms.BooleanField(label=_("Legs felt heavy"), required=False)

    def __init__(self, data: Any, *, log: Log) -> None:
        super().__init__(data)
        self.log = log

    def clean(self) -> dict[str, Any]:
        """Refuse to add nothing, and an effort to what was missed."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("effort") is None and not cleaned.get("heavy_legs"):
            raise ValidationError(_("Choose a number from 0 to 10."))
        if cleaned.get("effort") is not None and self.log.outcome == "missed":
            raise ValidationError(_("It was missed, so it took no effort."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What is added."""
        added = {"effort": self.cleaned_data["effort"], "heavy_legs": self.cleaned_data["heavy_legs"] or None}
        return {name: value for name, value in added.items() if value is not None}


class LogForm(SendingForm):
    """How a session went; ``log`` is what was said of it before, where something was.

    Without ``planned`` words it is a run that nobody planned.
    """

    outcome = _one_of(_("How much of it"), OUTCOMES, error_messages={"required": _("Choose how much of it you did.")})
    instead = WordsField(
        label=_("What you did instead"),
        missing=_("Say what you did instead."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    effort = _scale(_("Effort"))
    feel = _one_of(_("Feel"), FEELS, required=False)
    heavy_legs = forms.BooleanField(label=_("Legs felt heavy"), required=False)
    pain = _scale(_("Pain"))
    pain_where = forms.ChoiceField(
        label=_("Where"), choices=lambda: [("", _("Not said")), *choices.injuries()], required=False
    )
    note = WordsField(
        label=_("Note for your coach"), missing="", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    date = day_field(_("Day"))
    distance_m = DistanceField("km", label=_("Distance"))
    duration_s = DurationField(label=_("Time"))
    field_order = ("outcome", "instead", "distance_m", "duration_s", "effort", "feel", "heavy_legs")

    KEPT = (
        "outcome",
        "instead",
        "effort",
        "feel",
        "heavy_legs",
        "pain",
        "pain_where",
        "note",
        "date",
        "distance_m",
        "duration_s",
    )

    def __init__(self, data: Any, *, club: Club, log: Log | None, day: Any, planned: str) -> None:
        self.today, self.log, self.is_planned = club.today(), log, bool(planned)
        super().__init__(data, initial=self._beginning(club, log, day))
        self.fields["distance_m"].units = club.units  # type: ignore[attr-defined]
        self.fields["distance_m"].help_text = _("In miles.") if club.units == "mi" else _("In kilometres.")
        self.fields["duration_s"].help_text = _("In minutes, or 1:05:30.")
        if log is None:
            # On a copy that was kept the day is that on which it is written, at the latest the one that was planned.
            self.fields["date"].widget.attrs["data-due"] = day.isoformat() if planned else ""
        if not planned:
            self.fields["outcome"].widget = forms.HiddenInput()
            self.fields["instead"].label = _("What you did")

    @classmethod
    def with_more(cls, club: Club, log: Log, addition: AdditionForm) -> LogForm:
        """The whole form of ``log`` as it stands with what was added on top, to be sent under the addition's name."""
        stands = cls._beginning(club, log, log.date)
        typed = {**stands, **addition.said, "sending": addition.cleaned_data["sending"]}
        return cls(typed, club=club, log=log, day=log.date, planned=log.planned)

    @staticmethod
    def _beginning(club: Club, log: Log | None, day: Any) -> dict[str, Any]:
        """What stands in the form: what was said before, else nothing but the day.

        What was planned is told beside the fields and stands in none of them: a plan is no measurement, and what nobody
        typed is not to be kept as said.
        """
        if log is None:
            return {"sending": uuid4(), "version": 0, "date": min(day, club.today()), "outcome": "done"}
        return {
            **{name: getattr(log, name) for name in LogForm.KEPT},
            "sending": uuid4(),
            "version": log.version,
            "distance_m": "" if log.distance_m is None else distance_as_typed(log.distance_m, club.units),
            "duration_s": "" if log.duration_s is None else duration_as_typed(log.duration_s),
        }

    def clean_date(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["date"]
        within_reach(day)
        if day > self.today:
            raise ValidationError(_("This day is still to come. Give the day on which you did it."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself, and a run of which nothing is said."""
        cleaned = super().clean() or self.cleaned_data
        outcome, told = cleaned.get("outcome"), [cleaned.get(name) for name in ("distance_m", "duration_s", "effort")]
        if outcome == "missed" and any(told):
            self.add_error("outcome", _("You gave a distance, a time or an effort. Then it was not missed."))
        if outcome == "swapped" and not cleaned.get("instead") and "instead" not in self.errors:
            self.add_error("instead", _("Say what you did instead."))
        if not self.is_planned and not self.errors and not any([*told, cleaned["instead"]]):
            self.add_error("instead", _("Say what you did, how far or how long."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What is kept, by the names of a log's fields. An amount that was not touched stays to the metre."""
        said = {name: self.cleaned_data[name] for name in self.KEPT}
        if self.log is not None:
            for name in ("distance_m", "duration_s"):
                if name not in self.changed_data:
                    said[name] = getattr(self.log, name)
        return said

    def over(self, version: int) -> None:
        """Let the next sending of what was typed go over the log as it stands at ``version``."""
        typed: Any = self.data
        typed = typed.copy()
        typed["version"] = str(version)
        self.data = typed
