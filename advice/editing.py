"""Editing a guideline safely: one object for everybody who lets people write one.

A page makes the forms, with the data that was sent or without, and puts them into a :class:`GuidelineEditor`::

    form = GuidelineForm(request.POST or None, instance=guideline)
    editor = GuidelineEditor(
        form,
        conditions,  # a ConditionFormSet of form.instance
        examples,  # an ExampleFormSet of form.instance
    )
    if "_publish" in request.POST and editor.may_be_saved_as("published"):
        editor.save(by=request.user)

Without saving, ``editor.standing`` tells what the guideline says as it is typed, and each example form's ``outcome``
what comes of it. ``static/js/guideline-editor.js`` asks the page for that with a header, ``X-Live``, and shows the
pieces of ``templates/advice/_live.html``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from advice import engine, revisions
from advice.aloud import aloud
from advice.conditions import Condition as ConditionValue
from advice.forms import ConditionFormSet, ExampleFormSet
from advice.linting import of_rule
from advice.models import Guideline
from advice.publishing import Standing, reasons_against, standing
from advice.versions import ContentVersion

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class GuidelineEditor:
    """A guideline's form with those of its conditions, its examples and, where they are edited too, its drills.

    The form is a model form of ``Guideline`` with any of its fields but ``status``: what a guideline becomes is said
    when it is saved.
    """

    def __init__(
        self,
        form: forms.ModelForm,
        conditions: ConditionFormSet,
        examples: ExampleFormSet,
        *others: forms.BaseInlineFormSet,
    ) -> None:
        self.form = form
        self.conditions = conditions
        self.examples = examples
        self.others = others
        self._stood = form.instance.status
        self._status = form.instance.status
        # All are asked, so that all say at once what is wrong.
        valid = [part.is_valid() for part in self.parts] if form.is_bound else []
        self._whole = all(valid)
        self.standing = self._try()

    @property
    def parts(self) -> tuple[Any, ...]:
        """The form and the formsets, in the order in which they are saved."""
        return (self.form, self.conditions, *self.others, self.examples)

    @property
    def guideline(self) -> Guideline:
        """What is edited, with what was sent as far as it is valid."""
        return self.form.instance

    @property
    def has_changed(self) -> bool:
        """Whether anything was sent that differs from what is stored."""
        return any(part.has_changed() for part in self.parts)

    @cached_property
    def unread(self) -> list[tuple[int, str]]:
        """The examples whose session holds words that were not understood: their numbers and the words."""
        return [
            (number, ", ".join(outcome.unread))
            for number, outcome in self.standing.outcomes.items()
            if outcome and outcome.unread
        ]

    @cached_property
    def reasons(self) -> dict[str, list[str]]:
        """What stands against publishing it as it is typed, by field; "" for what is no one field's."""
        stays = self._stood == "published" and not self.guideline_had_examples
        return reasons_against(self.guideline, self.standing, exemplified=not stays)

    @cached_property
    def doubts(self) -> list[str]:
        """What deserves a second look in what is typed: conditions that clash or are idle, claims beyond what is known.

        Nothing where it cannot be asked yet.
        """
        rule = self.standing.rule
        if rule is None:
            return []
        typed = self.guideline
        found = of_rule(replace(rule, code=typed.code, reason=typed.reason, instead=typed.instead))
        return [f"{aloud(one.wrong)} {aloud(one.mend)}" for one in found]

    @cached_property
    def guideline_had_examples(self) -> bool:
        """Whether examples are stored for it; what came published with Uphill may have none yet."""
        return self.guideline.pk is not None and self.guideline.examples.exists()

    def as_value(self) -> engine.Guideline:
        """What is typed, as the engine would know it. Raises ``ValueError`` with what is to be mended first."""
        if not self._whole:
            raise ValueError(gettext("Mend what is marked in the form first."))
        guideline = self.guideline
        return replace(
            self._rule(),
            source=guideline.source.as_value(),
            stance=guideline.stance,
            exception=guideline.exception,
            reason=guideline.reason,
            instead=guideline.instead,
            grade=guideline.grade,
            reference=guideline.reference,
        )

    def may_be_saved_as(self, status: str) -> bool:
        """Whether all that was sent can be saved with this status; the forms say what is in the way.

        A draft only has to be well-formed. To be called once, before :meth:`save`.
        """
        self._status = status
        if self._whole and status == "published" and self.reasons:
            for name, lines in self.reasons.items():
                self.form.add_error(name if name in self.form.fields else None, ValidationError(lines))
            return False
        return self._whole

    def save(self, by: AbstractBaseUser) -> Guideline:
        """Save everything as one change in the guideline's history, made by ``by``."""
        with transaction.atomic():
            self.guideline.status = self._status
            guideline = self.form.save()
            for part in self.parts[1:]:
                part.instance = guideline
                part.save()
            # The links to packs pass by every model.
            ContentVersion.bump()
            revisions.record(guideline, by=by)
        return guideline

    def _try(self) -> Standing:
        """Put what is typed, or what is stored where nothing was sent, to the examples; each form gets its outcome."""
        on_the_page: list[Any] = self.examples.forms
        kept = set(self.examples.kept())
        # Rows that go are still to be seen, and so are counted.
        rows = {number: form for number, form in enumerate(on_the_page, start=1) if form in kept}
        found = standing(self._rule, {number: form.as_value for number, form in rows.items()})
        for number, form in rows.items():
            form.outcome = found.outcomes[number]
        return found

    def _rule(self) -> engine.Guideline:
        """When it applies, as the engine asks it. Its stance plays no part in that, and may not be chosen yet."""
        when: list[ConditionValue] = []
        unless: list[ConditionValue] = []
        for form in self.conditions.kept():
            (unless if form.keeps_from_applying else when).append(form.as_value())
        if not when:
            raise ValueError(gettext("Say when it applies: give a condition without “unless”."))
        nobody = engine.SourceRef(slug="", name="")
        return engine.Guideline(self.guideline.code, nobody, "against", when=tuple(when), unless=tuple(unless))
