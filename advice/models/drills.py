"""The catalogue of drills."""

from __future__ import annotations

import math

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from advice import choices, drills
from advice.versions import ContentManager, LoadedContent
from workouts.reading import read


def _require_words(field: str, words: list[str], known: choices.Choices) -> None:
    if unknown := [word for word in words if word not in choices.slugs(known)]:
        told = {"unknown": ", ".join(unknown), "known": ", ".join(choices.slugs(known))}
        raise ValidationError({field: _("%(unknown)s is not one of %(known)s.") % told})


class Drill(LoadedContent):
    """An exercise of the catalogue that can stand in for a loaded step, or beside it.

    Lists are of slugs (``purposes``, ``replaces``, ``terrain``, ``contraindications``) or of sentences (``needs``,
    ``ask_first``, ``cues``, ``set_up``, ``doing``, ``faults``, ``stop_if``). ``equipment`` is a list of groups: each
    group is needed, any one thing of it does. ``dose`` maps ``sets``, ``reps``, ``time_s``, ``distance_m``, ``rest_s``
    and ``sessions_per_week`` to ``[least, most]``.
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
    set_up = models.JSONField(_("set-up"), default=list, blank=True, help_text=_("What to prepare, step by step."))
    doing = models.JSONField(_("doing"), default=list, blank=True, help_text=_("How it is done, step by step."))
    faults = models.JSONField(_("common faults"), default=list, blank=True, help_text=_("Each with what mends it."))
    stop_if = models.JSONField(_("stop if"), default=list, blank=True, help_text=_("When to end it at once."))
    basis = models.TextField(_("basis"), blank=True, help_text=_("What it rests on."))
    confidence = models.CharField(_("confidence"), max_length=3, choices=choices.confidences, default="L")
    published = models.BooleanField(_("published"), default=True, help_text=_("Only published drills are offered."))

    history = HistoricalRecords()
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
            place=self.place,
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
            set_up=tuple(self.set_up),
            doing=tuple(self.doing),
            faults=tuple(self.faults),
            stop_if=tuple(self.stop_if),
            basis=self.basis,
            confidence=self.confidence,
            not_suggested=self.not_suggested,
        )
