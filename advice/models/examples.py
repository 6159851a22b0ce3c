"""The examples that a guideline carries: its own tests, kept beside it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advice import choices, examples
from advice.models.guidelines import Guideline
from advice.versions import Content, ContentManager


class Example(Content):
    """A session, an athlete, and whether the guideline should apply to them.

    ``athlete`` maps facts of athlete and week to plain values where they differ from the typical athlete's; see
    ``advice.examples``.
    """

    guideline = models.ForeignKey(Guideline, models.CASCADE, verbose_name=_("guideline"), related_name="examples")
    position = models.PositiveSmallIntegerField(_("position"), blank=True, editable=False)
    text = models.CharField(_("session"), max_length=300)
    athlete = models.JSONField(_("athlete"), default=dict, blank=True)
    expected = models.CharField(_("expected"), max_length=12, choices=choices.expectations, default="applies")

    objects = ContentManager()

    class Meta:
        verbose_name = _("example")
        verbose_name_plural = _("examples")
        ordering = ["guideline", "position"]
        constraints = [
            # Its index also serves the reading of a guideline's examples in their order.
            models.UniqueConstraint(fields=["guideline", "position"], name="example_position_is_unique"),
            models.CheckConstraint(
                condition=Q(expected__in=["applies", "does_not", "undecided"]), name="example_expectation_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **options: Any) -> None:
        """Save the example; a new one without a position goes to the end."""
        if self.position is None:
            last = self.guideline.examples.aggregate(last=models.Max("position"))["last"]
            self.position = 0 if last is None else last + 1
        super().save(*args, **options)

    def as_value(self) -> examples.Example:
        """The example as a value; raises ``ValueError`` where it does not hold together."""
        return examples.Example(text=self.text, expected=self.expected, athlete=self.athlete)

    def clean(self) -> None:
        """Refuse facts and values that no athlete can have."""
        try:
            self.as_value()
        except ValueError as problem:
            raise ValidationError({"athlete": str(problem)}) from problem
