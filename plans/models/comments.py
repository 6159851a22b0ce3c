"""Talk: what an athlete and the coaches say to each other about a session.

A thread is one athlete's talk with the coaches about one session. Only that athlete and those who plan read it; who has
read how far is kept for each reader.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete, Club, User
from plans.line_ends import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from plans.models.sessions import Session

# What nobody has read for so long counts as unread no more: a new coach does not begin with years of old talk.
COUNTS_FOR = dt.timedelta(days=28)


class Tally(NamedTuple):
    """A thread in numbers: how many comments were said, how many the reader has not read, and the key of the last."""

    session: int
    athlete: int
    said: int
    unread: int
    last: int


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, narrowed step by step."""

    def of_club(self, club: Club) -> Self:
        """What is said in a club."""
        return self.filter(athlete__club=club)

    def of_thread(self, session: Session, athlete: Athlete) -> Self:
        """One athlete's talk about a session, in its order."""
        return self.filter(session=session, athlete=athlete)

    def live(self) -> Self:
        """What was not deleted."""
        return self.filter(deleted_at__isnull=True)

    def unread_by(self, user: int) -> Self:
        """What others said and the user with the key ``user`` has not read."""
        return self.annotate(seen=_seen(user)).filter(_unread(user))

    def tallies(self, user: int) -> list[Tally]:
        """The threads in numbers as the user with this key finds them, the latest comment first; one query."""
        counted = self.annotate(seen=_seen(user)).values("session", "athlete").order_by()
        found = counted.annotate(
            said=Count("pk", filter=Q(deleted_at__isnull=True)),
            unread=Count("pk", filter=_unread(user)),
            last=Max("pk"),
        )
        return [Tally(**row) for row in found.order_by("-last").values("session", "athlete", "said", "unread", "last")]

    def tallies_of(self, athlete: Athlete, sessions: Iterable[Session]) -> dict[int, Tally]:
        """An athlete's own threads by session: those about ``sessions``, and all in which something may be unread.

        One query, and none for whoever has no account.
        """
        if athlete.user_id is None:
            return {}
        shown = Q(session__in=[session.pk for session in sessions]) | Q(at__gte=timezone.now() - COUNTS_FOR)
        mine = self.filter(shown, athlete=athlete)
        return {tally.session: tally for tally in mine.tallies(athlete.user_id)}

    @transaction.atomic
    def say(
        self, session: Session, athletes: Iterable[Athlete], text: str, *, by: User, sending: UUID
    ) -> list[Comment]:
        """Say ``text`` in the thread of each of ``athletes``, once however often it is sent.

        ``sending`` names this sending: arriving again it changes nothing. Returns what was said now.
        """
        wanted = [athlete for athlete in athletes if athlete.club_id == session.week.squad.club_id]
        # Two sendings at once wait for each other, so that the second finds what the first said.
        list(Athlete.objects.select_for_update().filter(pk__in=[one.pk for one in wanted]).order_by("pk"))
        known = set(self.filter(sent=sending, author=by, session=session).values_list("athlete", flat=True))
        rows: list[Any] = [
            Comment(
                session=session,
                athlete=athlete,
                author=by,
                author_name=by.get_full_name(),
                is_by_athlete=athlete.user_id == by.pk,
                text=text,
                sent=sending,
            )
            for athlete in wanted
            if athlete.pk not in known
        ]
        return list(self.bulk_create(rows))


def _seen(user: int) -> Coalesce:
    marks = Seen.objects.filter(user=user, session=OuterRef("session"), athlete=OuterRef("athlete"))
    return Coalesce(Subquery(marks.values("upto")), 0, output_field=models.BigIntegerField())


def _unread(user: int) -> Q:
    by_others = Q(author__isnull=True) | ~Q(author=user)
    is_recent = Q(at__gte=timezone.now() - COUNTS_FOR)
    return Q(pk__gt=F("seen"), deleted_at__isnull=True) & by_others & is_recent


class Comment(models.Model):
    """Something that an athlete or a coach said about a session."""

    # Its index begins the one below.
    session = models.ForeignKey("plans.Session", models.CASCADE, related_name="comments", db_index=False)
    athlete = models.ForeignKey(Athlete, models.CASCADE, related_name="comments", verbose_name=_("athlete"))
    # What a coach said outlives the account, without the name then (plans/forgetting.py).
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    author_name = models.CharField(_("author"), max_length=254)
    is_by_athlete = models.BooleanField(default=False, editable=False)
    text = models.TextField(_("comment"), max_length=LONGEST_TEXT)
    at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent = models.UUIDField(editable=False)
    # When those whom it concerns were told of it; see plans/telling.py.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "athlete", "author", "sent"], name="comment_once_per_sending"),
        ]
        indexes = [
            # A thread in its order.
            models.Index(fields=["session", "athlete", "id"], name="comments_of_a_thread"),
            # What is told of late, see telling.catch_up.
            models.Index(fields=["at"], name="comments_untold", condition=Q(told_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def said_by(self) -> str:
        """Who said it, as far as the name is still kept."""
        return self.author_name or gettext("A former member")

    @property
    def is_deleted(self) -> bool:
        """Whether its author took it back; that something was said remains."""
        return self.deleted_at is not None

    def take_back(self) -> None:
        """Delete the words, and keep that something was said."""
        self.text, self.deleted_at = "", timezone.now()
        self.save(update_fields=["text", "deleted_at"])


class SeenQuerySet(models.QuerySet["Seen"]):
    """How far people have read."""

    def mark(self, user: User, comments: Iterable[Comment]) -> None:
        """Note that ``user`` has read these; two queries, and none where there are none."""
        last: dict[tuple[int, int], int] = {}
        for comment in comments:
            thread = (comment.session_id, comment.athlete_id)
            last[thread] = max(comment.pk, last.get(thread, 0))
        rows: list[Any] = [Seen(user=user, session_id=of, athlete_id=to, upto=upto) for (of, to), upto in last.items()]
        if rows:
            self.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["user", "session", "athlete"],
                update_fields=["upto"],
            )


class Seen(models.Model):
    """How far a user has read a thread: ``upto`` is the key of the last comment that was on the page."""

    # Its index begins the constraint below.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    session = models.ForeignKey("plans.Session", models.CASCADE, related_name="+")
    athlete = models.ForeignKey(Athlete, models.CASCADE, related_name="+")
    upto = models.BigIntegerField()

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [
            models.UniqueConstraint(fields=["user", "session", "athlete"], name="read_mark_once_per_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.upto}"
