"""The forms of a guideline's conditions and examples, written as a coach writes them and checked by their declarations.

They know nothing of the admin: whoever lets people edit guidelines puts them into a ``GuidelineEditor``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advice import conditions, examples
from advice.aloud import aloud
from advice.choices import Choices
from advice.conditions import OPERATORS
from advice.examples import TYPICAL_ATHLETE, Outcome, facts_of_athlete, worded
from advice.facts import FACTS, Fact
from advice.models import Condition, Example
from advice.publishing import found_in_words
from advice.saying import Said
from advice.written import athlete_as_text, athlete_from, facts_of_athletes, plain_value, value_as_text

_SCOPES = {"step": _("The step"), "athlete": _("The athlete"), "week": _("The week and what came before")}

# What a fact without words or a unit of its own takes.
_TAKES = {"number": _("a number"), "choice": _("any word"), "flag": _("yes or no")}


def fact_choices() -> list[tuple[Any, Any]]:
    """The facts, grouped by what they are about, after an empty choice."""
    groups = [
        (label, [(fact.key, _(fact.label)) for fact in FACTS.values() if fact.scope == scope])
        for scope, label in _SCOPES.items()
    ]
    return [("", "---------"), *groups]


def operator_choices() -> Choices:
    """Every operator once; which of them a fact takes is checked with it."""
    words = {word.slug: word for kind in OPERATORS.values() for word in kind}
    return [("", "---------"), *((word.slug, _(word.label)) for word in words.values())]


def fact_table() -> SafeString:
    """Each fact with how it is asked about and the words it takes, as a table."""
    rows = (
        (
            _(fact.label),
            _(fact.question),
            ", ".join(gettext(word.label) for word in OPERATORS[fact.kind]),
            ", ".join(gettext(word.label) for word in fact.choices) or aloud(Said(fact.unit)) or _TAKES[fact.kind],
        )
        for fact in FACTS.values()
    )
    body = format_html_join("", "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>", rows)
    head = (_("Fact"), _("The question"), _("Operators"), _("Values"))
    cells = format_html_join("", "<th scope=col>{}</th>", ((words,) for words in head))
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", cells, body)


def declarations() -> str:
    """What the editor in the browser has to know of each fact, as JSON."""
    return json.dumps(
        {
            fact.key: {
                "label": gettext(fact.label),
                "kind": fact.kind,
                "about": fact.scope,
                "question": gettext(fact.question),
                "unit": aloud(Said(fact.unit)) if fact.unit else "",
                "operators": [word.slug for word in OPERATORS[fact.kind]],
                "choices": [[word.slug, gettext(word.label)] for word in fact.choices],
                "endless": gettext(fact.phrases["endless"]) if "endless" in fact.phrases else "",
            }
            for fact in FACTS.values()
        }
    )


class RowForm(forms.ModelForm):
    """A row of a guideline; one that is new and in which nothing is written is none."""

    # The fields that somebody writes in; the others come filled.
    written_in: tuple[str, ...] = ()

    def has_changed(self) -> bool:
        """Whether there is anything to save."""
        if self.instance.pk is None and not any(self[name].data for name in self.written_in):
            return False
        return super().has_changed()


class RoomyFormSet(forms.BaseInlineFormSet):
    """Rows of a guideline. What was sent comes back with one more row, once the last is written in."""

    form: type[RowForm]

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        if data is not None:
            prefix = options.get("prefix") or self.get_default_prefix()
            data = _with_room(data, prefix, self.form.written_in)
        super().__init__(data, files, **options)

    def kept(self) -> Iterator[Any]:
        """The forms of the rows that will be there once this is saved."""
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if not (cleaned.get(DELETION_FIELD_NAME) or (form.empty_permitted and not form.has_changed())):
                yield form


def _with_room(data: Any, prefix: str, names: tuple[str, ...]) -> Any:
    """What was sent, with room for one more row if the last one is written in."""
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    if not total.isdecimal() or (total != "0" and not any(data.get(f"{prefix}-{int(total) - 1}-{n}") for n in names)):
        return data
    data = data.copy()
    data[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1)
    return data


class ConditionForm(RowForm):
    """One condition: a fact, how it is asked about, and a value written as plain text."""

    written_in = ("fact", "value")

    fact = forms.ChoiceField(label=_("fact"), choices=fact_choices)
    operator = forms.ChoiceField(label=_("operator"), choices=operator_choices)
    value = forms.CharField(
        label=_("value"),
        max_length=400,
        help_text=_("A number, words with commas between them, or yes or no: 100 · carried, towed · very easy · yes"),
    )

    class Meta:
        model = Condition
        fields = ["unless", "fact", "operator", "value", "editorial"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            try:
                self.initial["value"] = value_as_text(self.instance.as_value())
            except ValueError:
                # Written past the editor, or for a fact of an older Uphill: shown as it is, to be mended.
                self.initial["value"] = str(self.instance.value)

    def clean(self) -> dict[str, Any]:
        """Turn the text into the value that the fact takes with this operator."""
        data = super().clean() or {}
        if not {"fact", "operator", "value"} <= data.keys():
            return data
        fact = FACTS[data["fact"]]
        allowed = OPERATORS[fact.kind]
        if data["operator"] not in [word.slug for word in allowed]:
            told = ", ".join(gettext(word.label) for word in allowed)
            self.add_error("operator", _("%(fact)s takes: %(told)s.") % {"fact": gettext(fact.label), "told": told})
            return data
        try:
            data["value"] = plain_value(fact, data["operator"], data["value"])
            conditions.parse({key: data[key] for key in ("fact", "operator", "value")})
        except ValidationError as problem:
            self.add_error("value", problem)
        except ValueError as problem:
            self.add_error("value", str(problem))
        return data

    def as_value(self) -> conditions.Condition:
        """The condition as it is written, or as it is stored where nothing was sent. Raises ``ValueError``."""
        if not self.is_bound:
            return self.instance.as_value()
        if self.errors:
            raise ValueError(_first_of(self.errors))
        return conditions.parse({key: self.cleaned_data[key] for key in ("fact", "operator", "value")})

    @property
    def keeps_from_applying(self) -> bool:
        """Whether it stands under "unless"."""
        return bool(self.cleaned_data.get("unless") if self.is_bound else self.instance.unless)


class ConditionFormSet(RoomyFormSet):
    """The conditions of a guideline."""


class AthleteFact(NamedTuple):
    """One fact of an example's athlete in words; ``apart`` where the typical athlete's is another."""

    fact: Fact
    words: str
    apart: bool


class ExampleForm(RowForm):
    """One example: a session as on the board, what sets its athlete apart, and what should come of it."""

    written_in = ("text", "athlete")

    text = forms.CharField(
        label=_("session"),
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": _("8 km easy with a 5 kg vest")}),
        help_text=_("As a coach writes it on the board."),
    )
    athlete = forms.CharField(
        label=_("athlete"),
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs={"placeholder": _("the typical athlete")}),
        help_text=_(
            "What sets the athlete apart from the typical one, with semicolons between: "
            "Goal: ultra-trail; Weeks to the next race: 8; Level: unknown"
        ),
    )

    class Meta:
        model = Example
        fields = ["text", "athlete", "expected"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["athlete"] = athlete_as_text(self.instance.athlete)
        # What came of it, once the editor has tried it.
        self.outcome: Outcome | None = None

    def clean_athlete(self) -> dict[str, Any]:
        """The plain facts that are written."""
        athlete = athlete_from(self.cleaned_data["athlete"])
        try:
            facts_of_athlete(athlete)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem
        return athlete

    def as_value(self) -> examples.Example:
        """The example as it is written, or as it is stored where nothing was sent. Raises ``ValueError``."""
        if not self.is_bound:
            return self.instance.as_value()
        if self.errors:
            raise ValueError(_first_of(self.errors))
        return examples.Example(**{key: self.cleaned_data[key] for key in ("text", "athlete", "expected")})

    @property
    def found(self) -> str:
        """What was found, in a word or two."""
        return found_in_words(self.outcome) if self.outcome else ""

    @property
    def because(self) -> str:
        """What decided, in a sentence."""
        return aloud(self.outcome.because) if self.outcome else ""

    @property
    def whose(self) -> list[AthleteFact]:
        """All that is taken to be known of the athlete whom the example was tried with, what sets them apart first."""
        return athlete_in_words(self.outcome.example.athlete) if self.outcome else []

    @property
    def whose_in_short(self) -> str:
        """What sets the athlete apart."""
        told = "; ".join(f"{gettext(one.fact.label)}: {one.words}" for one in self.whose if one.apart)
        return told or gettext("the typical athlete")


class ExampleFormSet(RoomyFormSet):
    """The examples of a guideline."""


def athlete_in_words(athlete: Mapping[str, Any]) -> list[AthleteFact]:
    """The facts of the athlete of an example, those first that differ from the typical athlete's."""
    typical, known = facts_of_athlete({}), facts_of_athlete(athlete)
    told = [
        AthleteFact(fact, aloud(worded(fact, known.get(fact.key))), known.get(fact.key) != typical.get(fact.key))
        for fact in facts_of_athletes()
        if fact.key in athlete or fact.key in TYPICAL_ATHLETE
    ]
    return sorted(told, key=lambda one: not one.apart)


def _first_of(errors: Any) -> str:
    return next(str(line) for lines in errors.values() for line in lines)
