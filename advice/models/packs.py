"""Sets of guidelines, and whose guidelines they hold."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from advice import engine
from advice.versions import ContentQuerySet, LoadedContent

_Owned = TypeVar("_Owned", bound=models.Model)


class OwnedQuerySet(ContentQuerySet[_Owned]):
    """Packs or sources, by whose they are."""

    def common(self) -> Self:
        """Those that belong to no club."""
        return self.filter(owner="")

    def seen_by(self, owner: str) -> Self:
        """Those that belong to no club or to this one."""
        return self.filter(owner__in=["", owner])


class Owned(LoadedContent):
    """Content that may be one club's own.

    ``owner`` names the club; advice knows nothing more of clubs. Empty for what every club can use.
    """

    owner = models.CharField(_("owner"), max_length=40, blank=True, default="", editable=False, db_index=True)

    class Meta:
        abstract = True


class Pack(Owned):
    """A set of guidelines that a club switches on or off as a whole, or one club's house rules."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    on_by_default = models.BooleanField(_("on by default"), default=False, help_text=_("Switched on in new clubs."))

    history = HistoricalRecords()
    objects = OwnedQuerySet["Pack"].as_manager()

    class Meta:
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=~Q(owner=""), name="pack_is_the_only_one_of_its_owner"),
        ]

    def __str__(self) -> str:
        return self.name


class Source(Owned):
    """A coach, study or body whose guidelines we hold."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True, help_text=_("Role and club, or where published."))
    about = models.TextField(_("about"), blank=True)

    history = HistoricalRecords()
    objects = OwnedQuerySet["Source"].as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def as_value(self) -> engine.SourceRef:
        """The source as the engine knows it."""
        return engine.SourceRef(slug=self.slug, name=self.name, role=self.role)
