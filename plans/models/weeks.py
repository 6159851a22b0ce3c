"""Weeks: a squad's plan from Monday to Sunday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.models import Club, Squad, User
from plans.days import DAYS_A_WEEK, monday_of
from plans.line_ends import LONGEST_TEXT
from plans.models.changes import PUBLICATION, Change, ChangeQuerySet, Line, State, present_click

if TYPE_CHECKING:
    from plans.models.sessions import Session


class StaleNote(Exception):  # noqa: N818 - a note that came too late is not an error of the program
    """Somebody else saved the week's note first; ``week`` holds it, ``change`` says who and when."""

    def __init__(self, week: Week, change: Change | None) -> None:
        super().__init__(f"the note of week {week.pk} is at version {week.note_version}")
        self.week = week
        self.change = change


class Unseen(Exception):  # noqa: N818 - no error of the program either
    """Others changed the week since the coach looked at it: ``changes``, in their order."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__(f"{len(changes)} changes were not seen")
        self.changes = changes


def validate_monday(day: dt.date) -> None:
    """Refuse a week that does not begin on a Monday."""
    if day.weekday() != 0:
        raise ValidationError(_("A week begins on a Monday."))


class WeekQuerySet(models.QuerySet["Week"]):
    """Weeks, narrowed step by step."""

    def of_club(self, club: Club) -> Self:
        """The weeks of a club's squads."""
        return self.filter(squad__club=club)

    def published(self) -> Self:
        """The weeks that athletes may read."""
        return self.filter(published_at__isnull=False)

    def visible(self) -> Self:
        """Those that were not planned for an athlete alone after this had ended."""
        return self.filter(Q(squad__ended_on__isnull=True) | Q(squad__ended_on__gte=F("monday")))

    def until(self, monday: dt.date) -> Self:
        """The week of ``monday`` and the two before it, whose loaded runs count in it."""
        return self.filter(monday__in=[monday - dt.timedelta(weeks=back) for back in range(3)])

    def with_sizes(self) -> Self:
        """Add ``size``: how many sessions are planned in each."""
        return self.annotate(size=models.Count("sessions", filter=Q(sessions__deleted_at=None)))

    def between(self, first: dt.date, last: dt.date) -> Self:
        """The weeks that hold any day from ``first`` to ``last``."""
        return self.filter(monday__gte=monday_of(first), monday__lte=last)


class Week(models.Model):
    """A squad's plan for Monday to Sunday; a draft until it is published."""

    squad = models.ForeignKey(Squad, on_delete=models.CASCADE, related_name="weeks", verbose_name=_("squad"))
    monday = models.DateField(_("Monday"), validators=[validate_monday])
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_TEXT)
    block = models.CharField(_("block"), max_length=10, choices=choices.blocks, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # How many changes were made to it, see Change.number; where it stood when athletes got to read it.
    revision = models.PositiveIntegerField(default=0, editable=False)
    published_revision = models.PositiveIntegerField(default=0, editable=False)
    # How often the note was written: two who write it at the same time are told.
    note_version = models.PositiveIntegerField(default=0, editable=False)

    objects = WeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("week")
        verbose_name_plural = _("weeks")
        ordering = ["monday", "squad_id"]
        constraints = [
            # Its index is the board's and the athlete's way to a week.
            models.UniqueConstraint(fields=["squad", "monday"], name="one_week_per_squad_and_monday"),
            models.CheckConstraint(condition=Q(monday__week_day=2), name="week_begins_on_a_monday"),
            models.CheckConstraint(
                condition=Q(block__in=["", *choices.slugs(choices.blocks())]), name="week_block_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.squad} {self.monday.isoformat()}"

    @property
    def sunday(self) -> dt.date:
        """The last day of the week."""
        return self.date_of(DAYS_A_WEEK - 1)

    @property
    def is_published(self) -> bool:
        """Whether athletes may read it."""
        return self.published_at is not None

    def date_of(self, day: int) -> dt.date:
        """The date of ``day`` (0 is Monday)."""
        return self.monday + dt.timedelta(days=day)

    @classmethod
    def for_writing(cls, squad: Squad, monday: dt.date) -> Week:
        """The squad's week at ``monday``, made when nothing was written into it yet."""
        week, _made = cls.objects.get_or_create(squad=squad, monday=monday)
        return week

    @property
    def changed_since_publication(self) -> bool:
        """Whether anything in it is other than when athletes got to read it."""
        return self.is_published and self.revision > self.published_revision

    def add(self, day: int, text: str, by: User) -> Session:
        """Plan a session on ``day`` after those that are there."""
        with transaction.atomic():
            number = self.take_number()
            session: Session = self.sessions.model(
                week=self, day=day, position=self._next_position(day), created_by=by, updated_by=by
            )
            session.take(text)
            session.save()
            made = session.line_of_making(number)
            Change.objects.record(present_click().planned_as, by, [made])
        return session

    def take_number(self, count: int = 1) -> int:
        """The first of ``count`` numbers for changes to its sessions, taken inside the transaction that makes them.

        The week is the writer's from here to the end of the transaction: others who write into it wait.
        """
        self.hold("revision")
        first = self.revision + 1
        self.revision += count
        Week.objects.filter(pk=self.pk).update(revision=self.revision)
        return first

    def hold(self, *fields: str) -> None:
        """Keep others from writing into the week until the transaction ends, and read ``fields`` as they are now."""
        self.refresh_from_db(fields=fields, from_queryset=Week.objects.select_for_update(no_key=True))

    def _next_position(self, day: int) -> int:
        last = self.sessions.filter(day=day).aggregate(last=models.Max("position"))["last"]
        return 0 if last is None else last + 1

    def write_note(self, note: str, *, by: User, version: int | None = None) -> None:
        """Save the note over that of ``version``; :class:`StaleNote` where somebody else was first."""
        with transaction.atomic():
            self.hold("revision", "note", "note_version")
            if version is not None and version != self.note_version:
                raise StaleNote(self, self.changes.notes().select_related("by").last())
            if note != self.note:
                before, self.note = {"note": self.note}, note
                self.note_version += 1
                self._write("note", by, before, {"note": note}, note=note, note_version=self.note_version)

    def publish(self, by: User, *, seen: int | None = None) -> bool:
        """Let athletes read the week, and say whether they could not before.

        ``seen`` is the last change that the coach saw: :class:`Unseen` where others made more.
        """
        with transaction.atomic():
            self.hold("revision", "published_at", "published_by")
            if self.is_published:
                return False
            self._refuse_unseen(by, seen, self.changes.all())
            self.published_at, self.published_by = timezone.now(), by
            self.published_revision = self.revision + 1
            now: dict[str, Any] = {
                "published_at": self.published_at,
                "published_by": by,
                "published_revision": self.published_revision,
            }
            self._write("published", by, {"published": False}, {"published": True}, **now)
            return True

    def withdraw(self, by: User, *, seen: int | None = None) -> bool:
        """Make the week a draft again, and say whether it was none; others' publishing has to be seen before."""
        with transaction.atomic():
            self.hold("revision", "published_at", "published_by")
            if not self.is_published:
                return False
            self._refuse_unseen(by, seen, self.changes.filter(kind__in=PUBLICATION))
            self.published_at = self.published_by = None
            before, after = {"published": True}, {"published": False}
            self._write("withdrawn", by, before, after, published_at=None, published_by=None)
            return True

    def _refuse_unseen(self, by: User, seen: int | None, changes: ChangeQuerySet) -> None:
        unseen = [] if seen is None else list(changes.since(self, seen).not_by(by).select_related("by", "of__by"))
        if unseen:
            raise Unseen(unseen)

    def _write(self, kind: str, by: User, before: State, after: State, **values: Any) -> None:
        """Change columns of the week, which is held, and leave a trace of it."""
        self.revision += 1
        Week.objects.filter(pk=self.pk).update(revision=self.revision, **values)
        Change.objects.record(kind, by, [Line(self, self.revision, before, after)])
