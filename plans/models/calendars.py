"""The address under which an athlete's phone subscribes to their sessions, and what calendars were told of each.

Whoever has the address reads the sessions, without signing in: so the token in it is the secret, and only its hash is
kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Final, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete, User

TOKEN_BYTES: Final = 32
# A phone asks every hour; that it does is worth a write a day.
USE_IS_NOTED_EVERY: Final = dt.timedelta(days=1)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    """Addresses, narrowed step by step."""

    def by_token(self, token: str) -> Self:
        """The one that ``token`` belongs to."""
        return self.filter(token_hash=_hash(token))

    def open(self) -> Self:
        """Those that open a calendar: not revoked, and the profile still belongs to the user who made it."""
        return self.filter(revoked_at=None, user__is_active=True, athlete__user=F("user"))

    def revoke(self) -> int:
        """Close those that are open, and say how many."""
        return self.filter(revoked_at=None).update(revoked_at=timezone.now())

    @transaction.atomic
    def make(self, athlete: Athlete, user: User) -> tuple[CalendarAddress, str]:
        """A new address of the athlete's calendar and its token, which is known nowhere else; the old one is closed."""
        # Two clicks at once make two addresses one after the other, of which the second stands.
        Athlete.objects.select_for_update().get(pk=athlete.pk)
        self.filter(athlete=athlete).revoke()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        return self.create(athlete=athlete, user=user, token_hash=_hash(token)), token


class CalendarAddress(models.Model):
    """A private address of one athlete's calendar, until it is revoked."""

    athlete = models.ForeignKey(Athlete, models.CASCADE, related_name="calendar_addresses")
    # A profile may be handed on: what one person subscribed to never shows another's sessions.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(_("last asked for"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["athlete"], condition=Q(revoked_at__isnull=True), name="calendar_address_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.athlete}, {self.created_at:%Y-%m-%d}"

    def note_use(self) -> None:
        """Remember that a calendar asked, once a day."""
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at >= USE_IS_NOTED_EVERY:
            CalendarAddress.objects.filter(pk=self.pk).update(last_used_at=now)


class CalendarEvent(models.Model):
    """What an athlete's calendars were told of a session or a race, as it was told last.

    A calendar takes a change only where a number has grown, and drops an event only where it is told to: neither can be
    read from the plan as it stands. So what was told is kept: ``key`` ("session-12", "race-3") names it, ``digest``
    tells whether it is to be told anew, ``sequence`` counts how often it was. ``title`` is what the athlete has read,
    for when it is cancelled.
    """

    # No index of its own: the unique constraint below starts with the athlete.
    athlete = models.ForeignKey(Athlete, models.CASCADE, related_name="calendar_events", db_index=False)
    key = models.CharField(max_length=40)
    date = models.DateField()
    title = models.TextField()
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    told_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("calendar event")
        verbose_name_plural = _("calendar events")
        ordering = ["date", "key"]
        constraints = [
            models.UniqueConstraint(fields=["athlete", "key"], name="calendar_event_once_per_athlete"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.title}"
