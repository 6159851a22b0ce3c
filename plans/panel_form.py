"""What a visitor asks the panel: a session in shorthand and who it is for, as short words in an address.

Every field is one parameter of the address, and its default is left out of it; see :data:`PARAMETERS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from advice.facts import NO_RACE, FactValue, Interval
from clubs import choices
from clubs.choices import Choices
from clubs.forms import KilogramsField
from plans.forms import WordsField
from plans.line_ends import plain_lines

# The parameters of the address that are facts of athlete and week, and the key of each fact.
PARAMETERS: Final[dict[str, str]] = {
    "goal": "goal",
    "level": "level",
    "mass": "body_mass_kg",
    "race": "weeks_to_race",
    "strength": "strength_base",
    "age": "age_group",
    "pack": "race_pack_kg",
    "injury": "injuries",
    "bone": "past_bone_stress_injury",
    "loaded": "loaded_runs_last_14_days",
    "heavy": "heavy_legs_days",
    "hard": "hard_yesterday",
    "longest": "longest_run_30_days_km",
}
# What is taken to be so unless the visitor says otherwise; all else is unknown, and asked for where it matters.
DEFAULTS: Final[dict[str, str]] = {"goal": "road_race", "level": "recreational", "age": "adult", "heavy": "0"}
UP_FRONT: Final = ("goal", "level", "mass")
NO_RACE_AHEAD: Final = "none"
WEEKS_OFFERED: Final = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 26)
LATEST_RACE_WEEKS: Final = 104


def _one_of(label: Any, words: Callable[[], Choices], default: str = "") -> forms.TypedChoiceField:
    """Return radio buttons; without a default the first of them is "Not said"."""
    return forms.TypedChoiceField(
        label=label,
        choices=words if default else lambda: [("", _("Not said")), *words()],
        required=False,
        empty_value=default,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of those that are offered.")},
    )


def _yes_or_no(label: Any, **options: Any) -> forms.TypedChoiceField:
    field = _one_of(label, lambda: [("yes", _("Yes")), ("no", _("No"))])
    field.help_text = options.get("help_text", "")
    return field


def _several(label: Any, words: Callable[[], Choices], **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=words,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from those that are offered.")},
        **options,
    )


class CountField(forms.IntegerField):
    """A whole number from 0 up; empty gives ``None``."""

    def __init__(self, highest: int, **options: Any) -> None:
        self.highest = highest
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=highest, required=False, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        """Return the number, or say once what to write, whatever was wrong."""
        try:
            return super().clean(value)
        except ValidationError as error:
            said = _("Enter a whole number from 0 to %(highest)s, or leave it empty.")
            raise ValidationError(said, params={"highest": self.highest}) from error


class KilometresField(KilogramsField):
    """A distance in kilometres to the nearest 100 m, typed and refused like a mass."""


class RaceField(forms.CharField):
    """The weeks to the next race, "none" for no race ahead, or nothing where it is not said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Select(attrs={"class": "input-race"}), **options)
        self.widget.choices = self.offered("")

    def offered(self, value: str) -> Choices:
        """What can be picked: a few numbers of weeks, and the one that came with the address."""
        weeks: dict[str, float] = {str(number): number for number in WEEKS_OFFERED}
        came = _weeks(value)
        if came is not None:
            weeks.setdefault(value, came)
        return [
            ("", _("Not said")),
            (NO_RACE_AHEAD, _("No race ahead")),
            *sorted(((text, _in_weeks(number)) for text, number in weeks.items()), key=lambda one: weeks[one[0]]),
        ]

    def clean(self, value: Any) -> float | None:
        """Return the weeks, infinity for no race ahead, ``None`` where nothing is said."""
        text = str(super().clean(value)).strip().lower()
        if not text:
            return None
        if text == NO_RACE_AHEAD:
            return math.inf
        weeks = _weeks(text)
        if weeks is None:
            said = _("Choose how many weeks away the race is, at most %(weeks)s, or that there is none.")
            raise ValidationError(said, params={"weeks": LATEST_RACE_WEEKS})
        return weeks


def _weeks(text: str) -> float | None:
    """A number of weeks that a race can be away, parts of weeks too; ``None`` for anything else."""
    try:
        weeks = float(text.replace(",", "."))
    except ValueError:
        return None
    return weeks if 0 <= weeks <= LATEST_RACE_WEEKS else None


def _in_weeks(weeks: float) -> str:
    if not weeks:
        return gettext("This week")
    # A part of a week takes the form that two takes.
    said = ngettext("In %(weeks)s week", "In %(weeks)s weeks", 1 if weeks == 1 else 2)
    return said % {"weeks": number_format(f"{weeks:g}")}


class PanelForm(forms.Form):
    """The question, read from an address; ``packs`` are those that a visitor may add to the founding panel."""

    session = WordsField(
        missing="",
        required=False,
        label=_("The session"),
        # Lines, because a workout builder's text has them; one is enough for a coach's own words, and Enter asks.
        widget=forms.Textarea(
            attrs={
                "class": "input-voice",
                "rows": 1,
                "autocomplete": "off",
                "enterkeyhint": "go",
                "autocapitalize": "off",
            }
        ),
    )
    goal = _one_of(_("Training for"), choices.goals, DEFAULTS["goal"])
    level = _one_of(_("Level"), choices.levels, DEFAULTS["level"])
    mass = KilogramsField(30, 200, label=_("Body mass, kg"))
    race = RaceField(label=_("Next race"))
    strength = _one_of(_("Strength training"), choices.strength_bases)
    age = _one_of(_("Age"), choices.age_groups, DEFAULTS["age"])
    pack = KilogramsField(0, 40, label=_("Race pack, kg"), help_text=_("What is carried in an ultra-trail race."))
    injury = _several(_("Injuries now"), choices.injuries, help_text=_("None ticked means none."))
    bone = _yes_or_no(_("A bone stress injury in the past"))
    loaded = CountField(14, label=_("Runs with a load in the last 14 days"))
    heavy = CountField(60, label=_("Days in a row with heavy legs"), help_text=_("0 when they feel fine."))
    hard = _yes_or_no(_("A hard session the day before"))
    longest = KilometresField(0, 300, label=_("Longest run in the last 30 days, km"))
    have = _several(
        _("What there is to train with"),
        lambda: [*choices.equipment(), *choices.terrain()],
        help_text=_("None ticked means everything. Narrow it, and only what can be done is offered."),
    )
    ask = _several(_("Ask as well"), list)

    def __init__(self, data: QueryDict, packs: Choices) -> None:
        filled = data.copy()
        for name, default in DEFAULTS.items():
            if not filled.get(name):
                filled[name] = default
        super().__init__(filled, auto_id="%s", prefix=None)
        self.fields["ask"].choices = packs  # type: ignore[attr-defined]
        race = self.fields["race"]
        assert isinstance(race, RaceField)
        race.widget.choices = race.offered(filled.get("race", ""))

    def clean_session(self) -> str:
        """The words with one kind of line end: browsers send their own, and a question has one address."""
        return plain_lines(self.cleaned_data["session"])

    @property
    def more(self) -> list[forms.BoundField]:
        """What stands under "More about the athlete", in its order."""
        return [self[name] for name in (*PARAMETERS, "have") if name not in (*UP_FRONT, "race")]

    @property
    def has_more(self) -> bool:
        """Whether anything there is set or wrong, and so has to be seen."""
        return any(field.errors or field.value() not in (None, "", [], DEFAULTS.get(field.name)) for field in self.more)

    def facts(self) -> dict[str, FactValue]:
        """The facts of athlete and week; what was not said is left out as unknown."""
        said = self.cleaned_data
        found: dict[str, FactValue] = {
            "no_added_load": False,  # nobody's profile is asked here
            "injuries": frozenset(said["injury"]),
        }
        for name in ("goal", "level", "strength", "age"):
            if said[name]:
                found[PARAMETERS[name]] = frozenset({said[name]})
        for name in ("bone", "hard"):
            if said[name]:
                found[PARAMETERS[name]] = said[name] == "yes"
        for name in ("mass", "pack", "loaded", "heavy", "longest", "race"):
            if said[name] is not None:
                found[PARAMETERS[name]] = Interval.exactly(float(said[name]))
        return found

    def query(self, text: str | None = None, facts: Mapping[str, FactValue] | None = None) -> str:
        """The address's query for this question, or for it with another text and other facts, defaults left out."""
        values: dict[str, list[str]] = {"session": [self.cleaned_data["session"] if text is None else text]}
        supposed = {**self.facts(), **(facts or {})}
        for name, key in PARAMETERS.items():
            values[name] = _plain(supposed.get(key))
        values |= {name: sorted(set(self.cleaned_data[name])) for name in ("have", "ask")}
        pairs = [
            (name, value)
            for name, several in values.items()
            for value in several
            if value and value != DEFAULTS.get(name)
        ]
        return urlencode(pairs)


def _plain(value: FactValue) -> list[str]:
    """A fact as its parameter holds it."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, Interval):
        return [NO_RACE_AHEAD if value == NO_RACE else f"{value.lo:g}"]
    return sorted(value) if value else []
