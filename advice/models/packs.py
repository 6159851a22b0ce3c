"""Sets of guidelines, and whose guidelines they hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from advice import engine
from advice.versions import ContentManager, LoadedContent


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
