"""Forms about races: an athlete's own, and those that a coach keeps for anybody in the club."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clubs import race_words
from clubs.forms import KilogramsField
from clubs.models import Athlete, Race, Squad


class DistanceField(forms.CharField):
    """The length of a race as runners write it, in metres: "10 km", "half marathon", "50 mi"; empty gives None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "input-date", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        """Return the metres, or say how a distance is written."""
        text = super().clean(value)
        try:
            return race_words.read_distance(text) if text else None
        except ValueError as error:
            wanted = _("Write the distance with its unit, as in 10 km, 50 mi or half marathon.")
            raise ValidationError(wanted) from error


class RaceForm(forms.ModelForm):
    """One race of an athlete, as the athlete tells it; ``instance`` knows the club.

    ``seen`` is what the race said when the form was opened. Where it says something else by now, the form is refused
    once (``is_late``), with both sides; sent again it takes the place of what stands.
    """

    is_late = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    distance_m = DistanceField(label=_("Distance"), help_text=_("As in 10 km, half marathon or 50 mi."))
    pack_kg = KilogramsField(
        0,
        40,
        label=_("Compulsory pack, kg"),
        help_text=_("What has to be carried; 0 where nothing has to."),
    )

    class Meta:
        model = Race
        fields = ("name", "date", "distance_m", "priority", "pack_kg")
        labels = {"name": _("Name"), "date": _("Date"), "priority": _("Priority")}
        help_texts = {
            "name": "",
            "date": _("May stay open only where the pack to carry is known already."),
            "priority": _("Advice counts A and B as a race ahead. C is trained through and does not count."),
        }
        widgets = {
            "date": forms.DateInput(attrs={"type": "date", "class": "input-date"}, format="%Y-%m-%d"),
            "priority": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.initial = {**self.initial, "distance_m": self.instance.distance, "seen": self.instance.fingerprint}

    def clean(self) -> dict[str, Any] | None:
        """Refuse a race of which neither the day nor the pack is known."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("seen") != self.initial["seen"]:
            self._refuse_once()
        said = self.errors.keys() | {name for name in ("date", "pack_kg") if cleaned.get(name) is not None}
        if said.isdisjoint({"date", "pack_kg"}):
            self.add_error("date", _("Give the date. It may stay open only where the pack to carry is known."))
        return cleaned

    def _refuse_once(self) -> None:
        """Say what somebody else changed it to, beside what is typed."""
        self.is_late = True
        typed = MultiValueDict({name: self.data.getlist(name) for name in self.data})  # type: ignore[attr-defined]
        typed["seen"] = self.initial["seen"]
        self.data = typed
        other = [f"{self[name].label}: {self._as_it_stands(name)}" for name in self.changed_data if name != "seen"]
        told = _("Somebody changed this race since you opened it. Save again to keep what you typed.")
        both = _(
            "Somebody changed this race since you opened it. It says now: %(what)s. Save again to keep what you typed."
        )
        self.add_error(None, both % {"what": "; ".join(other)} if other else told)

    def _as_it_stands(self, name: str) -> str:
        """The present value of a field as its choices and dates are read."""
        value = self.initial.get(name)
        if name == "squads":
            return ", ".join(str(squad) for squad in value or ()) or str(_("none"))
        if name == "athlete":
            return str(self.instance.athlete or _("nobody"))
        if isinstance(value, dt.date):
            return date_format(value)
        return str(_("nothing") if value in (None, "") else value)

    def save(self, commit: bool = True) -> Race:  # noqa: FBT001, FBT002, ARG002 - Django's signature
        """Save the race with those whom it is for."""
        race: Race = self.instance
        race.save_for(self.cleaned_data.get("squads", race.squads.all() if race.pk else ()))
        return race


class AnyRaceForm(RaceForm):
    """The same for anybody in the club: one athlete, some squads, or everybody."""

    athlete = forms.ModelChoiceField(
        Athlete.objects.none(),
        label=_("For one athlete"),
        required=False,
        empty_label=_("No, for squads or the whole club"),
    )
    squads = forms.ModelMultipleChoiceField(
        Squad.objects.none(),
        label=_("For squads"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means the whole club, unless it is for one athlete."),
    )

    class Meta(RaceForm.Meta):
        fields = (*RaceForm.Meta.fields, "athlete", "squads")  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        club = self.instance.club
        self.fields["athlete"].queryset = club.athletes.all()  # type: ignore[attr-defined]
        self.fields["squads"].queryset = club.squads.shared()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Refuse a race that is for one athlete and for squads."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("athlete") and cleaned.get("squads"):
            self.add_error("squads", _("A race is for one athlete or for squads. Untick these, or name no athlete."))
        return cleaned
