"""Forms about people: they parse what was typed, and permit nothing."""

from __future__ import annotations

import math
import zoneinfo
from collections.abc import Callable
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clubs import choices, pace_words, race_words
from clubs.choices import Choices
from clubs.models import Athlete, Club, Squad
from clubs.visibility import coach_sees


def form_page(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """Render a page around a form: 200 for a fresh one, 422 for one that was refused, with nothing typed lost."""
    if form.errors:
        focus_first_error(form)
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def too_many(request: HttpRequest, template: str, form: forms.BaseForm, seconds: int, **context: Any) -> HttpResponse:
    """Render the page again with 429: how long to wait, and everything that was typed."""
    minutes = math.ceil(seconds / 60)
    told = ngettext(
        "That was too often. Wait %(count)d minute, then send it again.",
        "That was too often. Wait %(count)d minutes, then send it again.",
        minutes,
    )
    form.add_error(None, told % {"count": minutes})
    response = form_page(request, template, form, **context)
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(seconds)
    return response


def focus_first_error(form: forms.BaseForm) -> None:
    """Name the field that gets the focus: the first invalid one, or none of them where the whole form is at fault."""
    for field in form.fields.values():
        field.widget.attrs.pop("autofocus", None)
    at_fault = (bound.name for bound in form if bound.errors)
    form.focused_field = next(at_fault, "")  # type: ignore[attr-defined]


# The columns that the fields of a profile are kept in, where they are called something else.
_KEPT_IN: Final = {
    "threshold_pace": "threshold_pace_s_per_km",
    "recent_race_distance": "recent_race_distance_m",
    "recent_race_time": "recent_race_time_s",
}


def _sections() -> FormHelper:
    """Return the helper of a long form, whose every field is a section of its own."""
    helper = FormHelper()
    helper.field_class = "form-section"
    return helper


class KilogramsField(forms.DecimalField):
    """A mass in kilograms to the nearest 100 g, with a decimal point or a decimal comma; empty gives None."""

    def __init__(self, lowest: int, highest: int, **options: Any) -> None:
        self.range = {"lowest": lowest, "highest": highest}
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short", "autocomplete": "off"})
        super().__init__(min_value=lowest, max_value=highest, required=False, widget=widget, **options)

    def clean(self, value: Any) -> Decimal | None:
        """Return the mass, or say once what to write, whatever was wrong."""
        try:
            mass = super().clean(value.replace(",", ".") if isinstance(value, str) else value)
        except ValidationError as error:
            raise ValidationError(
                _("Enter a number from %(lowest)s to %(highest)s, or leave it empty."), params=self.range
            ) from error
        return None if mass is None else round(mass, 1)

    def prepare_value(self, value: Any) -> Any:
        """Show 70 rather than 70.0, and what was typed as it was typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class ShortWordsField(forms.CharField):
    """A figure as runners write it, in a short box; empty gives the empty text."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "input-date", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **options)


def _one_of(label: Any, words: Callable[[], Choices]) -> forms.TypedChoiceField:
    """Return radio buttons for one of ``words()``, the first of them for "unknown"."""
    return forms.TypedChoiceField(
        label=label,
        choices=lambda: [("", _("Not said")), *words()],
        required=False,
        empty_value="",
        widget=forms.RadioSelect,
    )


def _date(label: Any, **options: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date", "class": "input-date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=picker, **options)


def zone_choices(chosen: str) -> Choices:
    """Return the time zones that places name, UTC and the ``chosen`` one."""
    zones = {name for name in zoneinfo.available_timezones() if "/" in name} | {"UTC", chosen}
    return [(name, name.replace("_", " ")) for name in sorted(zones)]


class ProfileForm(forms.ModelForm):
    """The facts about one athlete, as the athlete answers them."""

    helper = _sections()

    goal = _one_of(_("Training for"), choices.goals)
    level = _one_of(_("Level"), choices.levels)
    strength_base = _one_of(_("Strength training you are used to"), choices.strength_bases)
    age_group = _one_of(_("Age"), choices.age_groups)
    body_mass_kg = KilogramsField(
        30, 200, label=_("Body mass, kg"), help_text=_("Makes the energy figures yours. Without it we use 70 kg.")
    )
    past_bone_stress_injury = forms.NullBooleanField(
        label=_("A bone stress injury in the past"),
        required=False,
        widget=forms.RadioSelect(choices=[("", _("Not said")), ("True", _("Yes")), ("False", _("No"))]),
    )
    no_added_load = forms.BooleanField(
        label=_("No added load, please"),
        required=False,
        help_text=_("Every session with added weight is then a stop. No reason is asked for, and none is kept."),
    )
    heavy_legs_since = _date(_("Legs have felt heavy since"), help_text=_("Leave it empty when they feel fine."))

    threshold_pace = ShortWordsField(
        label=_("Threshold pace"),
        help_text=_("What you could race for about an hour, as in 4:35 or 7:20 /mi. It goes before a race."),
    )
    recent_race_distance = ShortWordsField(
        label=_("Or a recent race: distance"), help_text=_("As in 10 km, half marathon or 5 mi.")
    )
    recent_race_time = ShortWordsField(label=_("Its time"), help_text=_("As in 45:10 or 1:38:20."))
    recent_race_on = _date(_("Its day"), help_text=_("Counts for half a year."))

    class Meta:
        model = Athlete
        fields = (
            "goal",
            "level",
            "strength_base",
            "age_group",
            "body_mass_kg",
            "injuries",
            "past_bone_stress_injury",
            "heavy_legs_since",
            "no_added_load",
            "equipment",
            "terrain",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = self.instance.club.today()
        self.units = self.instance.club.units
        self._show_paces()
        self.fields["injuries"].label = _("Injuries now")
        self.fields["injuries"].help_text = _("None ticked means none. Nothing is suggested that loads a sore part.")
        self.fields["equipment"].label = _("What you can use")
        self.fields["equipment"].help_text = _("Replacements are suggested only where you can do them.")
        self.fields["terrain"].label = _("Where you can run")

    def clean_heavy_legs_since(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["heavy_legs_since"]
        if day and day > self.today:
            raise ValidationError(_("This day is still to come. Give the first day, or leave it empty."))
        return day

    def _show_paces(self) -> None:
        """Begin with the paces and times that are known, as runners write them."""
        known = self.instance
        if known.threshold_pace_s_per_km is not None:
            self.initial["threshold_pace"] = pace_words.pace(float(known.threshold_pace_s_per_km), self.units)
        if known.recent_race_distance_m is not None:
            self.initial["recent_race_distance"] = race_words.distance(known.recent_race_distance_m, self.units)
            self.initial["recent_race_time"] = pace_words.clock(known.recent_race_time_s)
            self.initial["recent_race_on"] = known.recent_race_on

    def clean_threshold_pace(self) -> Decimal | None:
        """Return seconds a kilometre, or say how a pace is written."""
        text = self.cleaned_data["threshold_pace"]
        try:
            return round(Decimal(pace_words.read_pace(text, self.units)), 1) if text else None
        except ValueError as error:
            raise ValidationError(_("Write a pace between 2:30 and 12:00 /km, as in 4:35 or 7:20 /mi.")) from error

    def clean_recent_race_distance(self) -> int | None:
        """Return metres, or say how a distance is written."""
        text = self.cleaned_data["recent_race_distance"]
        try:
            return race_words.read_distance(text) if text else None
        except ValueError as error:
            wanted = _("Write the distance with its unit, as in 10 km, 5 mi or half marathon.")
            raise ValidationError(wanted) from error

    def clean_recent_race_on(self) -> Any:
        """Refuse a race that is still to come."""
        day = self.cleaned_data["recent_race_on"]
        if day and day > self.today:
            raise ValidationError(_("This day is still to come: give a race that you have run."))
        return day

    def clean(self) -> dict[str, Any] | None:
        """Take a recent race as a whole: how far, how long, when."""
        cleaned = super().clean() or self.cleaned_data
        parts = ("recent_race_distance", "recent_race_time", "recent_race_on")
        missing = [name for name in parts if name not in self.errors and not cleaned.get(name)]
        if missing and len(missing) < len(parts):
            for name in missing:
                self.add_error(name, _("A race needs its distance, its time and its day. Or leave all three empty."))
        if not self.errors.keys() & set(parts) and not missing:
            self._read_race_time(cleaned)
        return cleaned

    def _read_race_time(self, cleaned: dict[str, Any]) -> None:
        try:
            seconds = pace_words.read_time(cleaned["recent_race_time"], cleaned["recent_race_distance"])
        except ValueError:
            self.add_error("recent_race_time", _("Write the time that this distance took, as in 45:10 or 1:38:20."))
            return
        if pace_words.SHORTEST_RACE_S <= seconds <= pace_words.LONGEST_RACE_S:
            cleaned["recent_race_time"] = seconds
        else:
            told = _("Paces can be told from races of 3:30 minutes up to 3:50 hours: give another race.")
            self.add_error("recent_race_time", told)

    def save(self, commit: bool = True) -> Athlete:  # noqa: FBT001, FBT002 - Django's signature
        """Save the profile with what was read as paces."""
        known: Athlete = self.instance
        known.threshold_pace_s_per_km = self.cleaned_data["threshold_pace"]
        known.recent_race_distance_m = self.cleaned_data["recent_race_distance"] or None
        known.recent_race_time_s = self.cleaned_data["recent_race_time"] or None
        known.recent_race_on = self.cleaned_data["recent_race_on"]
        return super().save(commit)


class AthleteForm(ProfileForm):
    """The same facts and the name, as the coach keeps them.

    What the athlete does not show coaches is not in it, so that it can neither be read nor be overwritten.
    """

    helper = _sections()

    class Meta(ProfileForm.Meta):
        fields = ("name", *ProfileForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strength_base"].label = _("Strength training they are used to")
        self.fields["equipment"].label = _("What they can use")
        self.fields["equipment"].help_text = _("Replacements are suggested only where they can be done.")
        self.fields["terrain"].label = _("Where they can run")
        self.fields["no_added_load"].label = _("No added load")
        self.fields["threshold_pace"].help_text = _(
            "What they could race for about an hour, as in 4:35 or 7:20 /mi. It goes before a race."
        )
        kept = [name for name in self.fields if not coach_sees(self.instance, _KEPT_IN.get(name, name))]
        for name in kept:
            del self.fields[name]


class NewAthletesForm(forms.Form):
    """Names of athletes who are planned for before they have an account, and the squads that they join."""

    AT_MOST = 100

    names = forms.CharField(
        label=_("Names"),
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    squads = forms.ModelMultipleChoiceField(
        Squad.objects.none(), label=_("Squads"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, club: Club, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        squads = club.squads.shared()
        self.fields["squads"].queryset = squads  # type: ignore[attr-defined]
        if not squads:
            del self.fields["squads"]

    def clean_names(self) -> list[str]:
        """Return the names; refuse one that is too long, and more than a club takes in at a time."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        names = [line for line in lines if line]
        longest = Athlete._meta.get_field("name").max_length or 0
        if too_long := [name for name in names if len(name) > longest]:
            raise ValidationError(
                _("A name has at most %(longest)d letters: “%(name)s…”"),
                params={"longest": longest, "name": too_long[0][:40]},
            )
        if len(names) > self.AT_MOST:
            raise ValidationError(_("Add at most %(most)d at a time."), params={"most": self.AT_MOST})
        return names


class SquadForm(forms.ModelForm):
    """A squad's name; ``instance`` knows the club."""

    class Meta:
        model = Squad
        fields = ("name",)

    def clean_name(self) -> str:
        """Refuse a name that another squad of the club has."""
        name: str = self.cleaned_data["name"]
        if self.instance.club.squads.shared().filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("The club has a squad of this name already."))
        return name


class SquadAthletesForm(forms.Form):
    """Which athletes of the club are in the squad."""

    athletes = forms.ModelMultipleChoiceField(
        Athlete.objects.none(), label=_("Athletes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, squad: Squad, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["athletes"] = squad.athletes.all()
        self.fields["athletes"].queryset = squad.club.athletes.all()  # type: ignore[attr-defined]


class ClubSettingsForm(forms.ModelForm):
    """How a club works; ``pack_choices`` are the guideline packs it may listen to."""

    helper = _sections()

    timezone = forms.ChoiceField(label=_("Time zone"), help_text=_("Decides what today is."))
    packs = forms.MultipleChoiceField(
        label=_("Guidelines to listen to"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Club
        fields = ("name", "timezone", "units", "bare_m", "policy", "packs", "equipment", "terrain")
        widgets = {"units": forms.RadioSelect, "bare_m": forms.RadioSelect, "policy": forms.RadioSelect}

    def __init__(self, *args: Any, pack_choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = zone_choices(self.instance.timezone)  # type: ignore[attr-defined]
        self.fields["packs"].choices = pack_choices  # type: ignore[attr-defined]
        self.fields["equipment"].label = _("What the club has")
        self.fields["equipment"].help_text = _("Replacements are suggested only where they can be done.")
        self.fields["terrain"].label = _("Where the club can run")
