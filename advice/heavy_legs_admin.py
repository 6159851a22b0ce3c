"""The table of heavy legs in the admin: one page for all of it, checked as a whole before any of it is saved."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from advice import choices
from advice.aloud import aloud
from advice.content_admin import LoadedContentAdmin
from advice.drill_form import LinesField, WordsField
from advice.heavy_legs import Triage
from advice.heavy_legs_checks import problems
from advice.models import HeavyLegsCause, HeavyLegsQuestion, HeavyLegsRule, HeavyLegsTable
from advice.versions import LoadedContent

_CHOICE = re.compile(r"(?P<slug>[\w-]+)(?:\s*,\s*from (?P<days>\d{1,3}) days?)?\s*:\s*(?P<text>.+)")


class ChoicesField(LinesField):
    """The choices of a question, one a line: ``long: A long run``, or ``a_week, from 7 days: A week or more``."""

    def prepare_value(self, value: Any) -> Any:
        """The choices as lines."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{one['slug']}{self._days(one['from_days'])}: {one['text']}" for one in value)

    @staticmethod
    def _days(days: int) -> str:
        return f", from {days} day{'' if days == 1 else 's'}" if days else ""

    def to_python(self, value: Any) -> Any:
        """The choices as they are stored."""
        return [self._choice(line) for line in super().to_python(value)]

    def _choice(self, line: str) -> dict[str, Any]:
        found = _CHOICE.fullmatch(line)
        if found is None:
            raise ValidationError(
                _("Write a name, a colon and the words, as in “long: A long run”, not “%(line)s”."),
                params={"line": line},
            )
        return {"slug": found["slug"], "text": found["text"].strip(), "from_days": int(found["days"] or 0)}


class AnswersField(forms.CharField):
    """Answers that must have been given, ``days: a_week, weeks; life: slower``; kept as lists by question."""

    widget = forms.TextInput(attrs={"size": 70})

    def prepare_value(self, value: Any) -> Any:
        """The questions with their choices, in one line."""
        if not isinstance(value, dict):
            return value
        return "; ".join(f"{question}: {', '.join(ticked)}" for question, ticked in value.items())

    def to_python(self, value: Any) -> Any:
        """The lists of choices by question; nothing where nothing is written."""
        found: dict[str, list[str]] = {}
        for part in filter(None, (part.strip() for part in (super().to_python(value) or "").split(";"))):
            question, colon, ticked = part.partition(":")
            slugs = [slug.strip() for slug in ticked.split(",") if slug.strip()]
            if not colon or not slugs or question.strip() in found:
                raise ValidationError(
                    _("Write each question once, with its choices, as in “days: a_week, weeks; life: slower”."),
                )
            found[question.strip()] = slugs
        return found


class QuestionForm(forms.ModelForm):
    """A question with its choices as lines."""

    choices = ChoicesField(
        label=_("Choices"),
        widget=forms.Textarea(attrs={"rows": 7, "cols": 100}),
        help_text=_("One a line: “long: A long run”. Where days count: “a_week, from 7 days: One to two weeks”."),
    )
    ask_if = AnswersField(
        label=_("Asked if"), required=False, help_text=_("As in “when: late, from_start”. Empty: everybody is asked.")
    )

    class Meta:
        model = HeavyLegsQuestion
        fields = ["position", "slug", "ask", "hint", "many", "choices", "ask_if"]


class CauseForm(forms.ModelForm):
    """A cause, with what waits to tick."""

    restrictions = WordsField(label=_("What waits"), choices=choices.restrictions, required=False)

    class Meta:
        model = HeavyLegsCause
        fields = [
            *("position", "slug", "name", "urgency", "likely", "do_today", "doctor", "tell_coach"),
            *("restrictions", "reference"),
        ]


class RuleForm(forms.ModelForm):
    """A rule in one line."""

    when = AnswersField(label=_("When"), required=False)

    class Meta:
        model = HeavyLegsRule
        fields = ["position", "when", "cause"]


class PartFormSet(BaseInlineFormSet):
    """Rows of one kind. Each leaves its values with the table, so that the last can look at the whole."""

    part: ClassVar[str]

    def clean(self) -> None:
        """Refuse nothing on its own; a row that cannot be read is told where it stands."""
        super().clean()
        kept = [
            form.instance
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and "position" in form.cleaned_data
        ]
        kept.sort(key=lambda row: row.position)
        values = None if any(self.errors) else tuple(row.as_value() for row in kept)
        self.instance.parts = getattr(self.instance, "parts", {}) | {self.part: values}


class QuestionFormSet(PartFormSet):
    """The questions."""

    part = "questions"


class CauseFormSet(PartFormSet):
    """The causes."""

    part = "causes"


class RuleFormSet(PartFormSet):
    """The rules, which come last on the page and so see what the others hold."""

    part = "rules"

    def clean(self) -> None:
        """Refuse a table that does not hold together, with all that is wrong with it."""
        super().clean()
        parts = self.instance.parts
        if None in (values := [parts.get(name) for name in ("questions", "causes", "rules")]):
            return
        questions, causes, rules = values
        if told := problems(Triage(self.instance.why_no_weights, questions, causes, rules)):
            raise ValidationError([aloud(problem) for problem in told])


class QuestionInline(admin.StackedInline):
    """What is asked."""

    model = HeavyLegsQuestion
    form = QuestionForm
    formset = QuestionFormSet
    extra = 0
    classes = ["collapse"]
    fields = [("position", "slug", "many"), "ask", "hint", "choices", "ask_if"]
    verbose_name_plural = _("Questions, in the order in which they are asked; “signs”, the red flags, first")


class CauseInline(admin.StackedInline):
    """What it may be."""

    model = HeavyLegsCause
    form = CauseForm
    formset = CauseFormSet
    extra = 0
    classes = ["collapse"]
    fields = [
        *(("position", "slug", "urgency"), "name", "likely", "do_today", "doctor", "tell_coach"),
        *("restrictions", "reference"),
    ]
    verbose_name_plural = _("Causes")


class RuleInline(admin.TabularInline):
    """Which answers point where."""

    model = HeavyLegsRule
    form = RuleForm
    formset = RuleFormSet
    extra = 0
    verbose_name_plural = _("Rules: the first that holds is the answer; the last has no condition")


@admin.register(HeavyLegsTable)
class HeavyLegsTableAdmin(SimpleHistoryAdmin, LoadedContentAdmin):
    """The one table, which comes with `load_guidelines`."""

    fields = ["why_no_weights"]
    inlines = [QuestionInline, CauseInline, RuleInline]
    save_on_top = True

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Go straight to the one table there is."""
        table = self.get_queryset(request).first()
        if table is None:
            return super().changelist_view(request, extra_context)
        return redirect("admin:advice_heavylegstable_change", table.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """There is one table, and it is loaded."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LoadedContent | None = None) -> bool:  # noqa: ARG002
        """Without it nobody with heavy legs gets an answer."""
        return False
