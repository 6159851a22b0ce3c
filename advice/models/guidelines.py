"""Guidelines: positions of sources with their conditions and the drills they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advice import choices, conditions, engine
from advice.models.drills import Drill
from advice.models.packs import Pack, Source
from advice.versions import Content, ContentManager, ContentQuerySet, LoadedContent


class GuidelineQuerySet(ContentQuerySet["Guideline"]):
    """Guidelines, by whether and where they count."""

    def published(self) -> Self:
        """Those that count."""
        return self.filter(status="published")

    def in_packs(self, slugs: Iterable[str]) -> Self:
        """Those of any of the packs, each once."""
        return self.filter(pk__in=Guideline.packs.through.objects.filter(pack__slug__in=slugs).values("guideline_id"))


class Guideline(LoadedContent):
    """One source's position: when it applies, what stance it takes, why, and what to do instead."""

    code = models.SlugField(_("code"), max_length=80, unique=True, help_text=_("For example babchin-distance."))
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="guidelines")
    stance = models.CharField(_("stance"), max_length=12, choices=choices.stances)
    exception = models.BooleanField(
        _("exception"),
        default=False,
        help_text=_("Answers a specific purpose, and so stands against general objections. Only for support or care."),
    )
    reason = models.TextField(_("reason"), help_text=_("Why, in a sentence or two of your own words."))
    instead = models.TextField(_("instead"), blank=True, help_text=_("What to do instead, in a few words."))
    grade = models.CharField(_("grade"), max_length=16, choices=choices.grades, default="expert_opinion")
    reference = models.TextField(_("reference"), blank=True, help_text=_("Where the position can be read."))
    editorial_note = models.TextField(
        _("editorial note"), blank=True, help_text=_("Which thresholds are ours and not the source's.")
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=choices.statuses,
        default="draft",
        help_text=_("Only published guidelines count. One that no longer holds is retired: its history stays."),
    )
    review_on = models.DateField(
        _("review on"), null=True, blank=True, help_text=_("When somebody should look at it again.")
    )
    packs = models.ManyToManyField(Pack, verbose_name=_("packs"), related_name="guidelines", blank=True)
    drills: models.ManyToManyField[Drill, NamedDrill] = models.ManyToManyField(
        Drill, through="NamedDrill", verbose_name=_("drills"), related_name="guidelines"
    )

    objects = GuidelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exception=False) | Q(stance__in=["supports", "conditional"]),
                name="guideline_exception_supports_or_is_conditional",
                violation_error_message=_("Only a guideline that supports or is conditional can be an exception."),
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["stop", "against", "conditional", "supports"]), name="guideline_stance_is_known"
            ),
            models.CheckConstraint(
                condition=Q(grade__in=["expert_opinion", "observational", "trial", "review"]),
                name="guideline_grade_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "retired"]), name="guideline_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_published(self) -> bool:
        """Whether it counts."""
        return self.status == "published"

    def as_value(self) -> engine.Guideline:
        """The guideline as the engine knows it; raises ``ValueError`` where a condition does not hold together."""
        rows = self.conditions.all()
        return engine.Guideline(
            code=self.code,
            source=self.source.as_value(),
            stance=self.stance,
            exception=self.exception,
            when=tuple(row.as_value() for row in rows if not row.unless),
            unless=tuple(row.as_value() for row in rows if row.unless),
            reason=self.reason,
            instead=self.instead,
            grade=self.grade,
            reference=self.reference,
            replacements=tuple(named.drill.code for named in self.named_drills.all()),
        )

    def readable(self) -> str:
        """When the guideline applies, as a sentence; raises ``ValueError`` like :meth:`as_value`."""
        return engine.readable(self.as_value())


class Condition(Content):
    """One thing that must hold for a guideline to apply, or, with ``unless``, that together keep it from applying."""

    guideline = models.ForeignKey(Guideline, models.CASCADE, verbose_name=_("guideline"), related_name="conditions")
    position = models.PositiveSmallIntegerField(_("position"), blank=True, editable=False)
    unless = models.BooleanField(_("unless"), default=False)
    fact = models.CharField(_("fact"), max_length=40)
    operator = models.CharField(_("operator"), max_length=20)
    value = models.JSONField(_("value"))
    editorial = models.BooleanField(
        _("editorial"), default=False, help_text=_("The value is ours and not the source's.")
    )

    objects = ContentManager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["guideline", "position"]
        constraints = [
            # Its index also serves the reading of a guideline's conditions in their order.
            models.UniqueConstraint(fields=["guideline", "position"], name="condition_position_is_unique"),
        ]

    def __str__(self) -> str:
        try:
            return conditions.sentence(self.as_value())
        except ValueError:
            return f"{self.fact} {self.operator} {self.value}"

    def save(self, *args: Any, **options: Any) -> None:
        """Save the condition; a new one without a position goes to the end."""
        if self.position is None:
            last = self.guideline.conditions.aggregate(last=models.Max("position"))["last"]
            self.position = 0 if last is None else last + 1
        super().save(*args, **options)

    def as_value(self) -> conditions.Condition:
        """The condition as the engine knows it; raises ``ValueError`` with a sentence that says what to mend."""
        return conditions.parse({"fact": self.fact, "operator": self.operator, "value": self.value})

    def clean(self) -> None:
        """Refuse what the declaration of the fact does not allow."""
        try:
            self.as_value()
        except ValueError as problem:
            raise ValidationError({"value": str(problem)}) from problem


class NamedDrill(Content):
    """A drill that a guideline names as what to do instead; the first named come first."""

    guideline = models.ForeignKey(Guideline, models.CASCADE, verbose_name=_("guideline"), related_name="named_drills")
    drill = models.ForeignKey(Drill, models.PROTECT, verbose_name=_("drill"), related_name="named_by")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ContentManager()

    class Meta:
        verbose_name = _("named drill")
        verbose_name_plural = _("named drills")
        ordering = ["guideline", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["guideline", "drill"], name="named_drill_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.drill)
