"""Who did what to a week: every write leaves a line here, with what stood before it and after it.

A week counts its changes (``Week.revision``, ``Change.number``): a number is taken in the transaction of the write and
belongs to its week alone, so that the trail of a week is 1, 2, 3 … without a gap, in the order in which things came to
be. Who takes one holds the week until the transaction ends; whoever writes into the same week waits for it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Club, User

if TYPE_CHECKING:
    from plans.models.sessions import Session
    from plans.models.weeks import Week

# What is true of a session, of an exception, and of the note: as much as it takes to undo a change and to do it again.
State = dict[str, Any]
# A session by its id, an athlete's exception to it by both ids, and a week's "note" and "block".
Subject = int | tuple[int, int] | str

PUBLICATION = ("published", "withdrawn")
ANSWERS = ("undone", "redone")
EXCEPTIONS = ("excepted", "exception_removed")
# A session that goes to another week leaves one of these in the week that it leaves and one in that which it enters;
# they are undone together. What a week loses or gets in a shift is undone with the rest of it.
TWINS = ("moved_out", "moved_in")
ACROSS_WEEKS = (*TWINS, "note_moved", "block_moved")
BLOCKS = ("block", "block_moved")
# Nobody undoes an undoing, that is what redoing is for; publication has buttons of its own that ask first.
NEVER_UNDONE = (*PUBLICATION, *ANSWERS)


def kinds() -> list[tuple[str, Any]]:
    """What can be done to a week."""
    return [
        ("created", _("planned")),
        ("imported", _("imported")),
        ("laid", _("planned from a template or a copy")),
        ("edited", _("edited")),
        ("moved", _("moved")),
        ("moved_out", _("moved to another week")),
        ("moved_in", _("moved here from another week")),
        ("deleted", _("deleted")),
        ("restored", _("brought back")),
        ("swapped", _("swapped")),
        ("swap_undone", _("swap undone")),
        ("kept", _("kept")),
        ("keep_undone", _("decision withdrawn")),
        ("excepted", _("exception written")),
        ("exception_removed", _("exception taken back")),
        ("note", _("note")),
        ("note_moved", _("note moved with its week")),
        ("block", _("block")),
        ("block_moved", _("block moved with its week")),
        ("published", _("published")),
        ("withdrawn", _("made a draft")),
        ("undone", _("undone")),
        ("redone", _("done again")),
    ]


@dataclass(frozen=True)
class Click:
    """What one click does together."""

    batch: uuid.UUID
    planned_as: str


_click: ContextVar[Click | None] = ContextVar("click", default=None)


@contextmanager
def one_click(planned_as: str = "created") -> Iterator[None]:
    """What is written inside belongs together and is undone together; new sessions are told as ``planned_as``."""
    token = _click.set(Click(uuid.uuid4(), planned_as))
    try:
        yield
    finally:
        _click.reset(token)


def present_click() -> Click:
    """The click that is under way, or one that does a single thing."""
    return _click.get() or Click(uuid.uuid4(), "created")


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes, narrowed step by step."""

    def since(self, week: Week, number: int) -> Self:
        """What was done to ``week`` after its change ``number``."""
        return self.filter(week=week, number__gt=number)

    def not_by(self, user: User) -> Self:
        """What others did."""
        return self.exclude(by=user)

    def standing(self) -> Self:
        """What was done and not undone, without the undoing itself, nor what is forgotten of exceptions."""
        is_known = ~Q(kind__in=EXCEPTIONS) | Q(after__has_key="athlete")
        return self.filter(is_known, undone_at__isnull=True).exclude(kind__in=ANSWERS)

    def notes(self) -> Self:
        """What was done to the notes of weeks."""
        return self.filter(after__has_key="note")

    def to_undo(self, week: Week, user: User) -> list[Change]:
        """What the user's last click did to ``week`` and what of it still stands, the latest first.

        Where it took something from week to week, what it did to the others as well: a part of it would lose things.
        """
        mine = self.standing().exclude(kind__in=PUBLICATION).filter(by=user)
        last = mine.filter(week=week).order_by("-number").first()
        if last is None:
            return []
        together: list[Change] = list(mine.filter(batch=last.batch).order_by("-pk"))
        return _belonging(together, week)

    def of_click(self, batch: uuid.UUID, club: Club, user: User) -> Self:
        """What one click of the user did in the club and what of it still stands, the latest first."""
        mine = self.standing().exclude(kind__in=PUBLICATION).filter(batch=batch, by=user, week__squad__club=club)
        return mine.order_by("-pk")

    def with_twins(self) -> Self:
        """These, and of sessions that went from week to week what the other week tells of it."""
        theirs = self.filter(kind__in=TWINS).order_by()
        twins = Q(kind__in=TWINS, batch__in=theirs.values("batch"), session__in=theirs.values("session"))
        return Change.objects.filter(Q(pk__in=self.order_by().values("pk")) | twins)  # type: ignore[return-value]

    def to_redo(self, week: Week, user: User) -> list[Change]:
        """What the user undid last in ``week``, in the order it was done; nothing once they did something new."""
        mine = self.filter(week=week, by=user).order_by("-number")
        undoing = mine.filter(kind="undone", of__undone_at__isnull=False, of__undone_by=user).first()
        if undoing is None:
            return []
        if mine.exclude(kind__in=NEVER_UNDONE).filter(number__gt=undoing.number).exists():
            return []
        undone = self.filter(answers__batch=undoing.batch, answers__kind="undone", undone_at__isnull=False)
        return _belonging(list(undone.distinct().order_by("pk")), week)

    def record(self, kind: str, by: User | None, lines: Sequence[Line]) -> None:
        """Write the trail of ``lines``, in one statement."""
        self.record_all([(kind, line) for line in lines], by)

    def record_all(self, told: Sequence[tuple[str, Line]], by: User | None) -> None:
        """Write the trail of lines of several kinds, in one statement."""
        batch, now = present_click().batch, timezone.now()
        rows: list[Any] = [Change(kind=kind, by=by, batch=batch, at=now, **vars(line)) for kind, line in told]
        self.bulk_create(rows)


def _belonging(together: list[Change], week: Week) -> list[Change]:
    """What of a click belongs to ``week``: all of it where anything went from week to week, else what it did there."""
    if any(change.kind in ACROSS_WEEKS for change in together):
        return together
    return [change for change in together if change.week_id == week.pk]


@dataclass(frozen=True)
class Line:
    """What is told of one change: of which week and session, its number, what stood before and after."""

    week: Week
    number: int
    before: State
    after: State
    session: Session | None = None
    of: Change | None = None


class Change(models.Model):
    """One thing that somebody did to a week, or to a session in it."""

    # Its index begins the constraint below.
    week = models.ForeignKey("plans.Week", on_delete=models.CASCADE, related_name="changes", db_index=False)
    number = models.PositiveIntegerField()
    session = models.ForeignKey("plans.Session", on_delete=models.CASCADE, null=True, related_name="changes")
    # What one click did together is undone together; its index is the way of "Undo all of it", over many weeks.
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    kind = models.CharField(_("what"), max_length=20, choices=kinds)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    # What an undoing undid, and a redoing did again.
    of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["week_id", "number"]
        constraints = [
            # Its index is the trail's way through a week, and the board's to what others did since.
            models.UniqueConstraint(fields=["week", "number"], name="changes_of_a_week_are_counted"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True), name="change_is_undone_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"

    @property
    def subject(self) -> Subject:
        """What was changed: a session, an athlete's exception to one, the note or the block."""
        return subject_of(self.session_id, self.kind, self.after.get("athlete"))

    @property
    def is_of_exception(self) -> bool:
        """Whether it tells of an exception, or of undoing and doing again what was done to one."""
        return "written_for" in self.after

    @property
    def can_be_undone(self) -> bool:
        """Whether it is of a kind that is undone, and was not yet; what is forgotten cannot be brought back."""
        is_known = self.kind not in EXCEPTIONS or "athlete" in self.after
        return self.undone_at is None and self.kind not in NEVER_UNDONE and is_known


def subject_of(session: int | None, kind: str, athlete: int | None) -> Subject:
    """What a change of this ``kind`` is about."""
    if session is None:
        return "block" if kind in BLOCKS else "note"
    return (session, athlete) if kind in EXCEPTIONS and athlete is not None else session


def take_numbers(counts: Mapping[int, int]) -> dict[int, int]:
    """The first of so many numbers for each week's id, taken inside the transaction that makes the changes.

    Weeks are held in the order of their ids, so that no two writers wait for each other.
    """
    from plans.models.weeks import Week

    held = Week.objects.select_for_update(no_key=True).filter(pk__in=counts).order_by("pk")
    weeks = list(held.only("pk", "revision"))
    firsts = {week.pk: week.revision + 1 for week in weeks}
    for week in weeks:
        week.revision += counts[week.pk]
    Week.objects.bulk_update(weeks, ["revision"])
    return firsts
