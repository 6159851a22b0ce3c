"""Forms about people: they parse what was typed, and permit nothing."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.choices import Choices
from clubs.models import Athlete, Club, Squad


def form_page(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """Render a page around a form: 200 for a fresh one, 422 for one that was refused, with nothing typed lost."""
    if form.errors:
        focus_first_error(form)
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def focus_first_error(form: forms.BaseForm) -> None:
    """Name the field that gets the focus: the first invalid one, or none of them where the whole form is at fault."""
    for field in form.fields.values():
        field.widget.attrs.pop("autofocus", None)
    at_fault = (bound.name for bound in form if bound.errors)
    form.focused_field = next(at_fault, "")  # type: ignore[attr-defined]


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


class ProfileForm(forms.ModelForm):
    """The facts about one athlete, as the athlete answers them."""

    helper = _sections()

    goal = _one_of(_("Training for"), choices.goals)
    level = _one_of(_("Level"), choices.levels)
    strength_base = _one_of(_("Strength training you are used to"), choices.strength_bases)
    age_group = _one_of(_("Age"), choices.age_groups)
    next_race_on = _date(_("Next race"), help_text=_("Leave it empty when no race is ahead."))
    race_pack_kg = KilogramsField(
        0, 40, label=_("Race pack, kg"), help_text=_("What you will carry in an ultra-trail race.")
    )
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

    class Meta:
        model = Athlete
        fields = (
            "goal",
            "level",
            "strength_base",
            "age_group",
            "next_race_on",
            "race_pack_kg",
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
        # A race that has been run is not shown, so that saving does not stumble over it.
        self.initial["next_race_on"] = self.instance.race_ahead(self.today)
        self.fields["injuries"].label = _("Injuries now")
        self.fields["injuries"].help_text = _("None ticked means none. Nothing is suggested that loads a sore part.")
        self.fields["equipment"].label = _("What you can use")
        self.fields["equipment"].help_text = _("Replacements are suggested only where you can do them.")
        self.fields["terrain"].label = _("Where you can run")

    def clean_next_race_on(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["next_race_on"]
        if day and day < self.today:
            raise ValidationError(_("This day has passed. Give the next race, or leave it empty."))
        return day

    def clean_heavy_legs_since(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["heavy_legs_since"]
        if day and day > self.today:
            raise ValidationError(_("This day is still to come. Give the first day, or leave it empty."))
        return day


class AthleteForm(ProfileForm):
    """The same facts and the name, as the coach keeps them."""

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


class SquadForm(forms.ModelForm):
    """A squad's name; ``instance`` knows the club."""

    class Meta:
        model = Squad
        fields = ("name",)

    def clean_name(self) -> str:
        """Refuse a name that another squad of the club has."""
        name: str = self.cleaned_data["name"]
        if self.instance.club.squads.filter(name=name).exclude(pk=self.instance.pk).exists():
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
        zones = sorted(
            {name for name in zoneinfo.available_timezones() if "/" in name} | {"UTC", self.instance.timezone}
        )
        self.fields["timezone"].choices = [(name, name.replace("_", " ")) for name in sorted(zones)]  # type: ignore[attr-defined]
        self.fields["packs"].choices = pack_choices  # type: ignore[attr-defined]
        self.fields["equipment"].label = _("What the club has")
        self.fields["equipment"].help_text = _("Replacements are suggested only where they can be done.")
        self.fields["terrain"].label = _("Where the club can run")
