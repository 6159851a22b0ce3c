"""The content that advice is computed from: packs, sources, guidelines with their conditions, and drills.

The engine never sees these rows: ``advice/published.py`` turns them into its values, once per content version.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from advice import choices, conditions, drills, engine
from advice.versions import Content, ContentManager, ContentQuerySet, LoadedContent
from workouts.reading import read


class Pack(LoadedContent):
    """A set of guidelines that a club switches on or off as a whole."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    on_by_default = models.BooleanField(_("on by default"), default=False, help_text=_("Switched on in new clubs."))

    objects = ContentManager()

    class Meta:
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Source(LoadedContent):
    """A coach, study or body whose guidelines we hold."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True, help_text=_("Role and club, or where published."))
    about = models.TextField(_("about"), blank=True)

    history = HistoricalRecords()
    objects = ContentManager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def as_value(self) -> engine.SourceRef:
        """The source as the engine knows it."""
        return engine.SourceRef(slug=self.slug, name=self.name, role=self.role)


class GuidelineQuerySet(ContentQuerySet["Guideline"]):
    """Guidelines, by whether and where they count."""

    def published(self) -> Self:
        """Those that count."""
        return self.filter(published=True)

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
    published = models.BooleanField(_("published"), default=True, help_text=_("Only published guidelines count."))
    packs = models.ManyToManyField(Pack, verbose_name=_("packs"), related_name="guidelines", blank=True)
    drills: models.ManyToManyField[Drill, NamedDrill] = models.ManyToManyField(
        "Drill", through="NamedDrill", verbose_name=_("drills"), related_name="guidelines"
    )

    history = HistoricalRecords()
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
        ]

    def __str__(self) -> str:
        return self.code

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

    history = HistoricalRecords()
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


def _require_words(field: str, words: list[str], known: choices.Choices) -> None:
    if unknown := [word for word in words if word not in choices.slugs(known)]:
        told = {"unknown": ", ".join(unknown), "known": ", ".join(choices.slugs(known))}
        raise ValidationError({field: _("%(unknown)s is not one of %(known)s.") % told})


class Drill(LoadedContent):
    """An exercise of the catalogue that can stand in for a loaded step, or beside it.

    Lists are of slugs (``purposes``, ``replaces``, ``terrain``, ``contraindications``) or of sentences (``needs``,
    ``ask_first``, ``cues``). ``equipment`` is a list of groups: each group is needed, any one thing of it does.
    ``dose`` maps ``sets``, ``reps``, ``time_s``, ``distance_m``, ``rest_s`` and ``sessions_per_week`` to
    ``[least, most]``.
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    category = models.CharField(_("category"), max_length=30, choices=choices.categories)
    purposes = models.JSONField(_("purposes"), default=list)
    replaces = models.JSONField(_("replaces"), default=list, blank=True, help_text=_("The loads it can stand in for."))
    mode = models.CharField(_("mode"), max_length=10, choices=choices.modes, default="alongside")
    hard = models.BooleanField(_("hard"), default=False, help_text=_("It makes a hard day."))
    level = models.CharField(_("level"), max_length=12, choices=choices.drill_levels, default="beginner")
    strength_base = models.CharField(
        _("strength base"),
        max_length=12,
        choices=choices.strength_bases,
        default="none",
        help_text=_("The least an athlete must be used to."),
    )
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    terrain = models.JSONField(_("terrain"), default=list, blank=True, help_text=_("Any one does; none: anywhere."))
    place = models.CharField(_("place"), max_length=200, blank=True)
    needs = models.JSONField(_("needs"), default=list, blank=True)
    contraindications = models.JSONField(
        _("contraindications"), default=list, blank=True, help_text=_("Not for an athlete who is sore here.")
    )
    ask_first = models.JSONField(_("ask first"), default=list, blank=True)
    form = models.CharField(
        _("form"),
        max_length=120,
        blank=True,
        help_text=_(
            "The drill in a coach's shorthand, with {sets}, {reps}, {time}, {distance} and {rest} for its dose."
        ),
    )
    not_suggested = models.CharField(
        _("not suggested"), max_length=200, blank=True, help_text=_("Why it is never offered as a session, if so.")
    )
    dose = models.JSONField(_("dose"), default=dict, blank=True)
    intensity = models.CharField(_("intensity"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    cues = models.JSONField(_("cues"), default=list, blank=True)
    basis = models.TextField(_("basis"), blank=True, help_text=_("What it rests on."))
    confidence = models.CharField(_("confidence"), max_length=3, choices=choices.confidences, default="L")
    published = models.BooleanField(_("published"), default=True, help_text=_("Only published drills are offered."))

    objects = ContentManager()

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(form="") | ~Q(not_suggested=""),
                name="drill_has_a_form_or_a_reason_why_not",
                violation_error_message=_("Write the drill's form, or why it is never offered as a session."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        """Refuse unknown words, and a form that cannot be read as a session at its smallest and its largest dose."""
        for field, known in (
            ("replaces", choices.implements()),
            ("terrain", choices.places()),
            ("contraindications", choices.injuries()),
        ):
            _require_words(field, getattr(self, field), known)
        for group in self.equipment:
            _require_words("equipment", group, choices.places())
        try:
            drill = self.as_value()
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem
        for seconds in (0, math.inf):
            text = drill.text(drill.amount_for(seconds))
            if unread := read(text).unread_words:
                told = {"text": text, "unread": ", ".join(unread)}
                raise ValidationError({"form": _("“%(text)s” cannot be read as a session: %(unread)s.") % told})

    def as_value(self) -> drills.Drill:
        """The drill as the engine knows it; raises ``ValueError`` where it does not hold together."""
        return drills.Drill(
            code=self.code,
            name=self.name,
            category=self.category,
            purposes=tuple(self.purposes),
            replaces=tuple(self.replaces),
            equipment=tuple(tuple(group) for group in self.equipment),
            terrain=tuple(self.terrain),
            level=self.level,
            strength_base=self.strength_base,
            needs=tuple(self.needs),
            contraindications=tuple(self.contraindications),
            ask_first=tuple(self.ask_first),
            mode=self.mode,
            hard=self.hard,
            form=self.form,
            dose=drills.Dose.from_plain(self.dose),
            intensity=self.intensity,
            note=self.note,
            cues=tuple(self.cues),
            basis=self.basis,
            confidence=self.confidence,
            not_suggested=self.not_suggested,
        )


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
