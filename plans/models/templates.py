"""Templates that clubs make of their own weeks, and which of them was laid where."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Club, Squad
from plans.days import DAYS_A_WEEK
from plans.outline import Outline

LONGEST_NAME = 80
# What stands before the key of a club's template, so that none is taken for one that ships with Uphill.
OWN = "own-"


def validate_weeks(weeks: Any) -> None:
    """Refuse what is no list of weeks; see :meth:`plans.outline.Outline.from_json`."""
    try:
        Outline.from_json(weeks)
    except (ValueError, TypeError, KeyError) as error:
        raise ValidationError(_("This is no list of weeks: %(why)s."), params={"why": error}) from error


class StaleTemplate(Exception):  # noqa: N818 - an edit that came too late is not an error of the program
    """Somebody else saved the template first; ``template`` holds what they saved."""

    def __init__(self, template: Template) -> None:
        super().__init__(f"template {template.pk} is at version {template.version}")
        self.template = template


class Template(models.Model):
    """Weeks of sessions that a club lays on its squads' calendars again and again."""

    # No index of its own: the unique constraint below starts with the club.
    club = models.ForeignKey(
        Club, on_delete=models.CASCADE, related_name="templates", db_index=False, verbose_name=_("club")
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    summary = models.TextField(_("what it is for"), blank=True, max_length=500)
    weeks = models.JSONField(_("weeks"), validators=[validate_weeks])
    race_day = models.PositiveSmallIntegerField(_("race day"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["name", "pk"]
        constraints = [
            # Lists a club's templates in order, too.
            models.UniqueConstraint(
                fields=["club", "name"],
                name="template_name_once_per_club",
                violation_error_message=_("The club has a template of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(race_day__isnull=True) | Q(race_day__lt=DAYS_A_WEEK), name="template_race_day_is_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """How addresses and sessions name it."""
        return f"{OWN}{self.pk}"

    @property
    def outline(self) -> Outline:
        """Its weeks as values."""
        return Outline.from_json(self.weeks, self.race_day)

    def take(self, outline: Outline, *, version: int) -> None:
        """Save other weeks over those of ``version``; :class:`StaleTemplate` where somebody else was first."""
        self._write(version, weeks=outline.to_json(), race_day=outline.race_day)

    def rename(self, name: str, summary: str, *, version: int) -> None:
        """Save another name; raises :class:`StaleTemplate`, and ``IntegrityError`` for a name that is taken."""
        self._write(version, name=name, summary=summary)

    def _write(self, version: int, **values: Any) -> None:
        written = Template.objects.filter(pk=self.pk, version=version).update(
            **values, version=F("version") + 1, updated_at=timezone.now()
        )
        if not written:
            raise StaleTemplate(Template.objects.get(pk=self.pk))
        self.version = version + 1
        for name, value in values.items():
            setattr(self, name, value)


class LaidTemplate(models.Model):
    """That a template was laid on a squad's weeks, so that it can be laid there again."""

    # No index of its own: the unique constraint below starts with the squad.
    squad = models.ForeignKey(
        Squad, on_delete=models.CASCADE, related_name="laid_templates", db_index=False, verbose_name=_("squad")
    )
    slug = models.CharField(_("template"), max_length=60)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    first = models.DateField(_("first Monday"))
    last = models.DateField(_("last day"))
    race_on = models.DateField(_("race"), null=True, blank=True)
    laid_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    laid_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("laid template")
        verbose_name_plural = _("laid templates")
        ordering = ["first", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["squad", "slug", "first"], name="template_laid_once_from_a_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.first.isoformat()}"
