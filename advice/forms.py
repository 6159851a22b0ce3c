"""Forms of the admin: conditions and drills written as a coach writes them, checked against their declarations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advice import conditions
from advice.aloud import aloud
from advice.choices import Choices
from advice.conditions import OPERATORS
from advice.facts import FACTS, Fact
from advice.models import Condition
from advice.saying import Said
from workouts.vocabulary import Word

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


def value_as_text(condition: conditions.Condition) -> str:
    """The value of a condition in the form in which the editor takes it: "100", "carried, towed", "very easy"."""
    fact, value = FACTS[condition.fact], condition.value
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, tuple):
        return ", ".join(fact.label_of(slug) for slug in value)
    return fact.label_of(value) if isinstance(value, str) else f"{value:g}"


def plain_value(fact: Fact, operator: str, text: str) -> Any:
    """What ``text`` means as the value of a condition. Raises ``ValidationError`` naming what the fact takes."""
    if fact.kind == "number":
        number = text.removesuffix(fact.unit).strip().replace(",", ".")
        try:
            return float(number)
        except ValueError:
            unit = f" ({fact.unit})" if fact.unit else ""
            raise ValidationError(
                _("%(fact)s takes a number%(unit)s, not “%(text)s”."),
                params={"fact": fact.label, "unit": unit, "text": text},
            ) from None
    if fact.kind == "flag":
        answers = {"yes": True, "true": True, gettext("yes"): True, "no": False, "false": False, gettext("no"): False}
        if text.lower() not in answers:
            raise ValidationError(_("%(fact)s takes yes or no."), params={"fact": fact.label})
        return answers[text.lower()]
    words = [word.strip() for word in text.split(",") if word.strip()]
    slugs = [_slug(fact.label, fact.choices, word) for word in words]
    if operator.endswith("_of"):
        return slugs
    if len(slugs) != 1:
        raise ValidationError(_("%(fact)s with this operator takes one word."), params={"fact": fact.label})
    return slugs[0]


def _slug(label: str, known: Iterable[Word], written: str) -> str:
    """The slug of the word that a person wrote as its slug or its label; any word where none is declared."""
    words = list(known)
    for word in words:
        if written.casefold() in (word.slug.casefold(), word.slug.replace("_", " "), word.label.casefold()):
            return word.slug
    if not words:
        return written.casefold().replace("-", "_").replace(" ", "_")
    raise ValidationError(
        _("%(label)s takes one of: %(known)s. “%(written)s” is none of them."),
        params={"label": label, "known": ", ".join(word.label for word in words), "written": written},
    )


class ConditionForm(forms.ModelForm):
    """One condition: a fact, how it is asked about, and a value written as plain text."""

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
                # Written past the admin, or for a fact of an older Uphill: shown as it is, to be mended.
                self.initial["value"] = str(self.instance.value)

    def clean(self) -> dict[str, Any]:
        """Turn the text into the value that the fact takes with this operator."""
        data = super().clean() or {}
        if not {"fact", "operator", "value"} <= data.keys():
            return data
        fact = FACTS[data["fact"]]
        allowed = OPERATORS[fact.kind]
        if data["operator"] not in [word.slug for word in allowed]:
            told = ", ".join(word.label for word in allowed)
            self.add_error("operator", _("%(fact)s takes: %(told)s.") % {"fact": fact.label, "told": told})
            return data
        try:
            data["value"] = plain_value(fact, data["operator"], data["value"])
            conditions.parse({key: data[key] for key in ("fact", "operator", "value")})
        except ValidationError as problem:
            self.add_error("value", problem)
        except ValueError as problem:
            self.add_error("value", str(problem))
        return data


class ConditionFormSet(forms.BaseInlineFormSet):
    """The conditions of a guideline; a published one says when it applies."""

    def clean(self) -> None:
        """Ask for a condition without "unless" before the guideline counts."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms and form.cleaned_data]
        if any(self.errors) or not self.instance.is_published:
            return
        if not any(data.get("fact") and not data.get("unless") for data in kept):
            raise ValidationError(
                _("Say when it applies: give a condition without “unless”, or do not publish the guideline yet.")
            )
