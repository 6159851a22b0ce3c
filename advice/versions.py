"""The version of the content: a token renewed by every change, so that what was compiled of it is known to be stale."""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_Row = TypeVar("_Row", bound=models.Model)


class ContentVersion(models.Model):
    """One row whose token changes with every change of content, so that a process knows when to compile anew.

    The token is random and not a count: a count that a rolled-back transaction gave back would come again with other
    content behind it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    token = models.UUIDField(_("token"), default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="content_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def current(cls) -> uuid.UUID | None:
        """The token of the content as it stands, ``None`` before anything was written; one query."""
        # In SQL: this runs on every page, and Django would take ten times as long to write the query as to run it.
        with connection.cursor() as cursor:
            cursor.execute("SELECT token FROM advice_contentversion")
            row = cursor.fetchone()
        return row and uuid.UUID(str(row[0]))

    @classmethod
    def bump(cls) -> None:
        """Give the content a new token. Changes of many-to-many links go through no model and must call this."""
        token = uuid.uuid4()
        if not cls.objects.filter(id=1).update(token=token):
            cls.objects.create(id=1, token=token)


class ContentQuerySet(models.QuerySet[_Row]):
    """A queryset whose own writes, which pass by ``save()``, give the content a new version too."""

    def update(self, **values: Any) -> int:
        """Update the rows and bump the version."""
        with transaction.atomic():
            ContentVersion.bump()
            return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows and bump the version."""
        with transaction.atomic():
            ContentVersion.bump()
            return super().delete()

    def bulk_create(self, *args: Any, **options: Any) -> list[_Row]:
        """Insert the rows and bump the version."""
        with transaction.atomic():
            ContentVersion.bump()
            return super().bulk_create(*args, **options)


class ContentManager(models.Manager[_Row]):
    """The manager of content; all its writes go through :class:`ContentQuerySet`."""

    def get_queryset(self) -> ContentQuerySet[_Row]:
        """Every row, in a queryset that bumps the version."""
        return ContentQuerySet(self.model, using=self._db)


class Content(models.Model):
    """A row that advice depends on: writing it gives the content a new version.

    A model of content has the :class:`ContentManager` or one of its own queryset.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save the row and bump the version, both or neither."""
        with transaction.atomic():
            super().save(*args, **options)
            ContentVersion.bump()

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete the row with what hangs on it and bump the version, both or neither."""
        with transaction.atomic():
            ContentVersion.bump()
            return super().delete(*args, **options)


class LoadedContent(Content):
    """Content that may have come from a file of ``advice/content/``.

    ``loaded`` is the fingerprint of the row as ``load_guidelines`` wrote it; a row that differs from it was edited here
    and is not overwritten. Empty for what was made in the admin.
    """

    loaded = models.CharField(_("as loaded"), max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
