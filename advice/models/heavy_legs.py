"""The table of heavy legs: its questions, causes and rules, which only make sense together."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from advice import choices, heavy_legs
from advice.versions import Content, ContentManager, LoadedContent


class HeavyLegsTable(LoadedContent):
    """The one table. It is loaded, edited, checked and kept as a whole: half of it may not fit the other half."""

    SLUG = "heavy-legs"

    slug = models.SlugField(_("slug"), max_length=20, unique=True, default=SLUG, editable=False)
    why_no_weights = models.TextField(_("why weights do not help"), help_text=_("Said with every answer."))

    history = HistoricalRecords()
    objects = ContentManager()

    class Meta:
        verbose_name = _("heavy legs")
        verbose_name_plural = _("heavy legs")
        constraints = [models.CheckConstraint(condition=Q(slug="heavy-legs"), name="heavy_legs_is_one_table")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def as_value(self) -> heavy_legs.Triage:
        """The table as the pure module knows it; whether it holds together is another matter."""
        return heavy_legs.Triage(
            why_no_weights=self.why_no_weights,
            questions=tuple(row.as_value() for row in self.questions.all()),
            causes=tuple(row.as_value() for row in self.causes.all()),
            rules=tuple(row.as_value() for row in self.rules.all()),
        )

    def replace_rows(self, plain: dict[str, Any]) -> None:
        """Write questions, causes and rules in place of those there are."""
        for name in ("questions", "causes", "rules"):
            rows = getattr(self, name)
            rows.all().delete()
            for place, record in enumerate(plain[name], start=1):
                row = rows.model(table=self, position=place * 10, **record)
                row.full_clean()
                row.save()


class HeavyLegsRow(Content):
    """A row of the table, in its place."""

    position = models.PositiveSmallIntegerField(_("position"), help_text=_("The smallest comes first."))

    objects = ContentManager()

    class Meta:
        abstract = True


class HeavyLegsQuestion(HeavyLegsRow):
    """A question. ``choices`` is a list of ``slug``, ``text``, ``from_days``; ``ask_if`` maps questions to choices."""

    table = models.ForeignKey(HeavyLegsTable, models.CASCADE, verbose_name=_("table"), related_name="questions")
    slug = models.SlugField(_("slug"), max_length=40)
    ask = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=200, blank=True)
    many = models.BooleanField(_("any number can be true"), default=False)
    choices = models.JSONField(_("choices"), default=list)
    ask_if = models.JSONField(_("asked if"), default=dict, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question about heavy legs")
        verbose_name_plural = _("questions about heavy legs")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["table", "slug"], name="heavy_legs_question_is_asked_once"),
        ]

    def __str__(self) -> str:
        return self.slug

    def as_value(self) -> heavy_legs.Question:
        """The question as the pure module knows it."""
        return heavy_legs.question_from_plain(
            {key: getattr(self, key) for key in ("slug", "ask", "hint", "many", "choices", "ask_if")}
        )


class HeavyLegsCause(HeavyLegsRow):
    """What heavy legs may come from, and what follows from it. ``restrictions`` is a list of slugs."""

    table = models.ForeignKey(HeavyLegsTable, models.CASCADE, verbose_name=_("table"), related_name="causes")
    slug = models.SlugField(_("slug"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    urgency = models.CharField(_("urgency"), max_length=12, choices=choices.urgencies, default="none")
    likely = models.TextField(_("what it most likely is"), help_text=_("And what it is not."))
    do_today = models.TextField(_("what to do today"))
    doctor = models.TextField(_("when to see a doctor"))
    tell_coach = models.TextField(
        _("what the coach is told"), help_text=_("What it means for training, and nothing about the body.")
    )
    restrictions = models.JSONField(_("what waits"), default=list, blank=True)
    reference = models.TextField(_("reference"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cause of heavy legs")
        verbose_name_plural = _("causes of heavy legs")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["table", "slug"], name="heavy_legs_cause_stands_once"),
            models.CheckConstraint(
                condition=Q(urgency__in=["none", "see_doctor", "this_week", "now"]),
                name="heavy_legs_urgency_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def as_value(self) -> heavy_legs.Cause:
        """The cause as the pure module knows it."""
        return heavy_legs.Cause(
            slug=self.slug,
            name=self.name,
            likely=self.likely,
            do_today=self.do_today,
            tell_coach=self.tell_coach,
            doctor=self.doctor,
            urgency=self.urgency,
            restrictions=tuple(self.restrictions),
            reference=self.reference,
        )


class HeavyLegsRule(HeavyLegsRow):
    """Which answers point to which cause; ``when`` maps questions to choices. The first rule that holds counts."""

    table = models.ForeignKey(HeavyLegsTable, models.CASCADE, verbose_name=_("table"), related_name="rules")
    # By name, so that a cause and its rules can be written at once.
    cause = models.SlugField(_("cause"), max_length=40)
    when = models.JSONField(_("when"), default=dict, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule about heavy legs")
        verbose_name_plural = _("rules about heavy legs")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.cause

    def as_value(self) -> heavy_legs.Rule:
        """The rule as the pure module knows it."""
        return heavy_legs.Rule(self.cause, heavy_legs.conditions_from_plain(self.when))
