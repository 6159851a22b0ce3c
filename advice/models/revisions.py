"""How a guideline stood after each change, as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advice.models.guidelines import Guideline


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions by time."""

    def standing_at(self, moment: dt.datetime) -> Self:
        """The last revision of each guideline that was made by ``moment``."""
        of_the_same = self.model._default_manager.filter(code=OuterRef("code"), made_at__lte=moment)
        return self.filter(pk=Subquery(of_the_same.order_by("-made_at", "-pk").values("pk")[:1]))


class Revision(models.Model):
    """A guideline with its conditions, drills, examples and packs as it stood from ``made_at`` until the next one.

    ``content`` is the record that ``advice.revisions.record_of`` makes. The code is kept beside the link, so that the
    history of a guideline outlives it.
    """

    guideline = models.ForeignKey(
        Guideline, models.SET_NULL, verbose_name=_("guideline"), related_name="revisions", null=True
    )
    code = models.SlugField(_("code"), max_length=80)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("made by"), related_name="+", null=True, blank=True
    )
    content = models.JSONField(_("content"))

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-made_at", "-pk"]
        indexes = [
            # A guideline's history, and how all guidelines stood at a moment.
            models.Index(fields=["code", "-made_at"], name="revision_by_code_and_time"),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def status(self) -> str:
        """Whether it was a draft, published or retired then."""
        return self.content["status"]
