"""Who is to be told what by mail, and the digests that tell it: at most one an hour for each user.

A notice is made once, whatever dies and begins again: its ``key`` says what it is about. It joins the user's open
digest. A digest is open until a worker takes it in hand; from then on it is sent by whoever holds it, and what comes
later opens the next one, which waits until the hour is over.
"""

from __future__ import annotations

import datetime as dt
import time
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import OperationalError, models, transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Club, User

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# At most one digest for a user in this time.
BETWEEN_DIGESTS = dt.timedelta(hours=1)
# How long a worker may have a digest in hand before it counts as dead; longer than the slowest mail server answers.
LEASE = dt.timedelta(minutes=5)
# A mail server that refuses is asked again after 5 minutes, 25 minutes, 2 hours and 10 hours, then no more.
MOST_TRIES, WAIT_MINUTES = 5, 5


def kinds() -> list[tuple[str, Any]]:
    """What mails can be about; each can be switched off."""
    return [
        ("published", _("A week of mine is published")),
        ("changed", _("A published week of mine is changed")),
        ("comment", _("Somebody writes to me about a session")),
        ("mention", _("Somebody mentions me by name")),
    ]


class Unwanted(models.Model):
    """A kind of mail that a user has switched off in a club; whoever says nothing gets them all."""

    # Its index begins the constraint below.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unwanted", db_index=False)
    club = models.ForeignKey(Club, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=kinds)

    class Meta:
        verbose_name = _("mail switched off")
        verbose_name_plural = _("mails switched off")
        constraints = [
            models.UniqueConstraint(fields=["user", "club", "kind"], name="mail_switched_off_once"),
        ]

    def __str__(self) -> str:
        return self.kind

    @classmethod
    @transaction.atomic
    def choose(cls, user: User, club: Club, wanted: Collection[str]) -> None:
        """Send ``user`` mails of these kinds from ``club``, and no others."""
        mine = cls._default_manager.filter(user=user, club=club)
        mine.filter(kind__in=wanted).delete()
        unwanted = [cls(user=user, club=club, kind=kind) for kind, _label in kinds() if kind not in wanted]
        cls._default_manager.bulk_create(unwanted, ignore_conflicts=True)


class DigestQuerySet(models.QuerySet["Digest"]):
    """Digests, narrowed step by step."""

    def to_send(self, now: dt.datetime) -> Self:
        """Those that are due and in nobody's hand; what a dead worker had in hand is free after ``LEASE``."""
        is_free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LEASE)
        return self.filter(is_free, sent_at__isnull=True, due_at__lte=now, tries__lt=MOST_TRIES)

    def claim(self, pk: int) -> Digest | None:
        """Take a digest in hand, which nobody else does then; ``None`` where there is nothing to do."""
        now = timezone.now()
        # One statement: of two workers that ask at the same time, one changes a row.
        closed = Coalesce(F("closed_at"), now, output_field=models.DateTimeField())
        mine = self.to_send(now).filter(pk=pk).update(claimed_at=now, closed_at=closed, tries=F("tries") + 1)
        return self.select_related("user").get(pk=pk) if mine else None

    def open_for(self, users: Collection[User], now: dt.datetime) -> tuple[dict[int, Digest], list[Digest]]:
        """The open digest of each user, by the user's key, and those among them that were opened for this.

        Called inside a transaction, which holds them until it ends: nobody takes them in hand meanwhile.
        """
        theirs = self.filter(user__in=users, closed_at__isnull=True)
        before = set(theirs.values_list("pk", flat=True))
        last = dict(self.filter(user__in=users).order_by().values_list("user").annotate(last=Max("closed_at")))
        rows: list[Any] = [
            Digest(user=user, due_at=max(now, last[user.pk] + BETWEEN_DIGESTS) if last.get(user.pk) else now)
            for user in users
        ]
        # Whoever has one keeps it, also where another worker opened it this very moment.
        self.bulk_create(rows, ignore_conflicts=True)
        found: dict[int, Digest] = {digest.user_id: digest for digest in theirs.select_for_update()}
        return found, [digest for digest in found.values() if digest.pk not in before]


class Digest(models.Model):
    """One mail to one user, with all that there is to tell; ``key`` makes its Message-ID, however often it is tried."""

    # Its indexes are those below.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", db_index=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(closed_at__isnull=True), name="one_open_digest_per_user"
            ),
        ]
        indexes = [
            # When the last one went out.
            models.Index(fields=["user", "closed_at"], name="digests_of_a_user"),
            # What a worker looks for every minute.
            models.Index(fields=["due_at"], name="digests_to_send", condition=Q(sent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"

    def mark_sent(self) -> None:
        """Note that the mail is out. A database that is busy is asked again, for else the mail would go twice."""
        for wait in (0.1, 1.0, 5.0, None):
            try:
                Digest.objects.filter(pk=self.pk).update(sent_at=timezone.now())
            except OperationalError:
                if wait is None:
                    raise
                time.sleep(wait)
            else:
                return

    def put_off(self) -> None:
        """Let go of it, to be tried again later: the mail server did not take it."""
        wait = dt.timedelta(minutes=WAIT_MINUTES**self.tries)
        Digest.objects.filter(pk=self.pk).update(claimed_at=None, due_at=timezone.now() + wait)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, narrowed step by step."""

    @transaction.atomic
    def tell(self, kind: str, club: Club, keys: Mapping[User, str], about: Mapping[str, Any]) -> list[Digest]:
        """Make a notice for each user who wants to know, and return the digests that were opened and are due now.

        ``keys`` says what each is told, so that nobody is told twice; ``about`` is the ``week`` or the ``comment``.
        """
        known = set(self.filter(user__in=keys, key__in=set(keys.values())).values_list("user", "key"))
        muted = set(Unwanted.objects.filter(club=club, kind=kind, user__in=keys).values_list("user", flat=True))
        users = [
            user
            for user, key in keys.items()
            if user.is_active and user.pk not in muted and (user.pk, key) not in known
        ]
        if not users:
            return []
        now = timezone.now()
        digests, opened = Digest.objects.open_for(users, now)
        rows: list[Any] = [
            Notice(user=user, club=club, kind=kind, key=keys[user], digest=digests[user.pk], **about) for user in users
        ]
        self.bulk_create(rows, ignore_conflicts=True)
        return [digest for digest in opened if digest.due_at <= now]


class Notice(models.Model):
    """Something that a user is to be told: a week, or a comment."""

    # Its index begins the constraint below.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False)
    club = models.ForeignKey(Club, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=kinds)
    key = models.CharField(max_length=100)
    week = models.ForeignKey("plans.Week", models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey("plans.Comment", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.ForeignKey(Digest, models.CASCADE, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="told_once"),
            models.CheckConstraint(
                condition=Q(week__isnull=False, comment__isnull=True) | Q(week__isnull=True, comment__isnull=False),
                name="notice_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class ToldWeek(models.Model):
    """How much of a published week its athletes were told of: its publication and its changes, by their numbers."""

    week = models.OneToOneField("plans.Week", models.CASCADE, related_name="told")
    publication = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("told week")
        verbose_name_plural = _("told weeks")

    def __str__(self) -> str:
        return f"{self.week_id}: {self.revision}"
