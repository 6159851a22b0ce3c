"""What the pages that lay weeks accept: on whom, from when, and what becomes of what stands there."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clubs.models import Club, Squad
from plans.days import FIRST_DAY, LAST_DAY, WEEK, monday_of
from plans.forms import day_field, within_reach
from plans.laying import DECISIONS, Decided, Wishes
from plans.models.templates import LONGEST_NAME, Template
from plans.outline import MOST_WEEKS, Outline, Placement

DAY_PREFIX: Final = "day-"
KEEP, TAKE, BOTH, REPLACE = "keep", "take", "both", "replace"


def _count_field(label: Any, highest: int, **options: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input-short", "min": 1, "max": highest, "inputmode": "numeric"})
    said = gettext_lazy("Write a whole number from 1 to %(highest)s.") % {"highest": highest}
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
    return forms.IntegerField(
        label=label, min_value=1, max_value=highest, widget=widget, error_messages=errors, **options
    )


def _squads() -> forms.ModelMultipleChoiceField:
    """Squads to tick; which there are, the form says."""
    return forms.ModelMultipleChoiceField(
        label=gettext_lazy("For"),
        queryset=Squad.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one squad.")},
    )


class LayForm(forms.Form):
    """On which squads, and what becomes of what stands there already."""

    helper = FormHelper()
    helper.form_tag = False

    squads = _squads()
    otherwise = forms.ChoiceField(
        label=gettext_lazy("Where something stands already"),
        choices=[
            (KEEP, gettext_lazy("keep it")),
            (TAKE, gettext_lazy("take the new")),
            (BOTH, gettext_lazy("both")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("You see every such day before anything is saved, and can decide day by day."),
    )
    published = forms.BooleanField(
        label=gettext_lazy("Change published weeks too"),
        required=False,
        help_text=gettext_lazy("Athletes read what is changed there at once."),
    )

    def __init__(self, *args: Any, club: Club, **options: Any) -> None:
        super().__init__(*args, **options)
        self.club = club
        squads = cast("forms.ModelMultipleChoiceField", self.fields["squads"])
        squads.queryset = club.squads.going_on()

    @property
    def wishes(self) -> Wishes:
        """What was decided, for all days and for single ones; of the latter anything else is as if not said."""
        by_day: dict[str, Decided] = {
            name.removeprefix(DAY_PREFIX): cast("Decided", value)
            for name, value in self.data.items()
            if name.startswith(DAY_PREFIX) and value in DECISIONS
        }
        otherwise = self.cleaned_data["otherwise"]
        return Wishes(
            otherwise=cast("Decided", TAKE if otherwise == REPLACE else otherwise),
            by_day=by_day,
            into_published=self.cleaned_data["published"],
            replaces_all=otherwise == REPLACE,
        )


class TemplateLayForm(LayForm):
    """A template from a week on, or back from a race."""

    how = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("back", gettext_lazy("Back from a race")), ("on", gettext_lazy("From a week on"))],
        widget=forms.RadioSelect,
    )
    ahead = forms.ChoiceField(label=gettext_lazy("Race"), required=False)
    race = day_field(gettext_lazy("Day of the race"), required=False)
    first = day_field(
        gettext_lazy("First week"), required=False, help_text=gettext_lazy("Any day of it; it begins on its Monday.")
    )
    weeks = _count_field(
        gettext_lazy("How many weeks of it"), MOST_WEEKS, required=False, help_text=gettext_lazy("Empty means all.")
    )

    field_order = ("squads", "how", "ahead", "race", "first", "weeks", "otherwise", "published")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer_races()
        how = self.data.get("how") if self.is_bound else self.initial.get("how")
        # The day that goes with the way that is chosen; the page shows no other.
        self.fields["first" if how == "on" else "race"].required = not self._chosen

    def _offer_races(self) -> None:
        """Let one of the club's races be picked in place of a day; without any there is only the day."""
        today = self.club.today()
        races = [race for race in self.club.races.of_the_club().upcoming(today) if race.date is not None]
        self._races = {str(race.pk): race.date for race in races if race.date is not None}
        if not races:
            del self.fields["ahead"]
            return
        named = [(str(race.pk), f"{race.title}, {date_format(race.date)}") for race in races if race.date is not None]
        self.fields["ahead"].choices = [("", _("Another day")), *named]  # type: ignore[attr-defined]
        on = {str(day): key for key, day in self._races.items()}
        self.initial.setdefault("ahead", on.get(str(self.initial.get("race", "")), ""))

    @property
    def _chosen(self) -> bool:
        """Whether the day of the race follows from a race that was picked."""
        return self.is_bound and self.data.get("how") == "back" and self.data.get("ahead") in self._races

    def clean_race(self) -> dt.date | None:
        """The day of the race that was picked, else the day that was given."""
        return self._races[self.data["ahead"]] if self._chosen else self.cleaned_data["race"]

    def clean(self) -> dict[str, Any]:
        """Refuse days that no club plans for, and a race that has been run."""
        data = super().clean() or {}
        name = "race" if data.get("how") == "back" else "first"
        day = data.get(name)
        if day is not None:
            if not FIRST_DAY + MOST_WEEKS * WEEK <= day <= LAST_DAY - MOST_WEEKS * WEEK:
                span = {"first": FIRST_DAY.year + 2, "last": LAST_DAY.year - 2}
                self.add_error(name, _("Choose a day in the years from %(first)s to %(last)s.") % span)
            elif name == "race" and day < self.club.today():
                self.add_error(name, _("This race has been run. Choose a day to come, or apply it from a week on."))
        return data

    @property
    def race_on(self) -> dt.date | None:
        """The race that it is counted back from."""
        return self.cleaned_data["race"] if self.cleaned_data["how"] == "back" else None

    def place(self, outline: Outline) -> Placement:
        """The outline where it was asked for."""
        if self.race_on:
            return outline.before(self.race_on, self.club.today())
        return outline.starting(monday_of(self.cleaned_data["first"]), self.cleaned_data["weeks"])


class CopyForm(LayForm):
    """Weeks to other weeks, once or several times."""

    weeks = _count_field(gettext_lazy("Weeks to copy"), MOST_WEEKS, initial=1)
    first = day_field(gettext_lazy("To the week of"), help_text=gettext_lazy("Any day of it."))
    times = _count_field(
        gettext_lazy("How many times"), MOST_WEEKS, initial=1, help_text=gettext_lazy("One after the other.")
    )

    field_order = ("squads", "weeks", "first", "times", "otherwise", "published")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        otherwise = cast("forms.ChoiceField", self.fields["otherwise"])
        otherwise.choices = [
            (KEEP, _("keep it, and fill the empty days")),
            (BOTH, _("both")),
            (TAKE, _("take the new on its days")),
            (REPLACE, _("replace the whole week")),
        ]

    def clean_first(self) -> dt.date:
        """Refuse what no calendar of a club holds."""
        day: dt.date = self.cleaned_data["first"]
        if not FIRST_DAY <= day <= LAST_DAY - 2 * MOST_WEEKS * WEEK:
            span = {"first": FIRST_DAY.year, "last": LAST_DAY.year - 3}
            raise ValidationError(_("Choose a day in the years from %(first)s to %(last)s.") % span)
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse more weeks than are laid at once."""
        data = super().clean() or {}
        weeks, times = data.get("weeks"), data.get("times")
        if weeks and times and weeks * times > MOST_WEEKS:
            self.add_error("times", _("At most %(most)s weeks are written at once.") % {"most": MOST_WEEKS})
        return data


class CopySessionForm(forms.Form):
    """One session to other days and squads of a week."""

    helper = FormHelper()
    helper.form_tag = False

    squads = _squads()
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one day.")},
    )
    week = day_field(
        gettext_lazy("In the week of"), validators=[within_reach], help_text=gettext_lazy("Any day of it.")
    )

    def __init__(self, *args: Any, club: Club, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelMultipleChoiceField", self.fields["squads"]).queryset = club.squads.going_on()


class TemplateForm(forms.Form):
    """The name of a template and what it is for."""

    helper = FormHelper()
    helper.form_tag = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Give it a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    summary = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, club: Club, own: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.club, self.own = club, own

    def clean_name(self) -> str:
        """Refuse a name that another template of the club has."""
        name: str = self.cleaned_data["name"]
        if Template.objects.filter(club=self.club, name=name).exclude(pk=self.own or 0).exists():
            raise ValidationError(_("The club has a template of this name already."))
        return name


class SaveForm(TemplateForm):
    """Weeks of a squad as a new template."""

    weeks = _count_field(gettext_lazy("Weeks from this one on"), MOST_WEEKS, initial=1)
    field_order = ("weeks", "name", "summary")
