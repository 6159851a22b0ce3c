"""Weeks, sessions, and what coaches did about the advice: swaps and decisions to keep.

The coach's text is the truth. The workout is read from it once, on saving, and stored beside it; advice is never
stored, it is computed on every read (``plans/advising.py``).
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from typing import TYPE_CHECKING, Any, Self, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advice.engine import VERDICT_ORDER
from clubs.models import Athlete, Club, Squad, User
from workouts.reading import BareM, Reading, read
from workouts.workout import Span, Workout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advice.replacements import Replacement

LONGEST_TEXT = 2000
DAYS_A_WEEK = 7


class StaleEdit(Exception):  # noqa: N818 - an edit that came too late is not an error of the program
    """Somebody else saved the session first; ``session`` holds what they saved."""

    def __init__(self, session: Session) -> None:
        super().__init__(f"session {session.pk} is at version {session.version}")
        self.session = session


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week that ``day`` is in."""
    return day - dt.timedelta(days=day.weekday())


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

    def until(self, monday: dt.date) -> Self:
        """The week of ``monday`` and the two before it, whose loaded runs count in it."""
        return self.filter(monday__in=[monday - dt.timedelta(weeks=back) for back in range(3)])

    def between(self, first: dt.date, last: dt.date) -> Self:
        """The weeks that hold any day from ``first`` to ``last``."""
        return self.filter(monday__gte=monday_of(first), monday__lte=last)


class Week(models.Model):
    """A squad's plan for Monday to Sunday; a draft until it is published."""

    squad = models.ForeignKey(Squad, on_delete=models.CASCADE, related_name="weeks", verbose_name=_("squad"))
    monday = models.DateField(_("Monday"), validators=[validate_monday])
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_TEXT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("week")
        verbose_name_plural = _("weeks")
        ordering = ["monday", "squad_id"]
        constraints = [
            # Its index is the board's and the athlete's way to a week.
            models.UniqueConstraint(fields=["squad", "monday"], name="one_week_per_squad_and_monday"),
            models.CheckConstraint(condition=Q(monday__week_day=2), name="week_begins_on_a_monday"),
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

    def add(self, day: int, text: str, by: User) -> Session:
        """Plan a session on ``day`` after those that are there."""
        with transaction.atomic():
            session = Session(week=self, day=day, position=self._next_position(day), created_by=by, updated_by=by)
            session.take(text)
            session.save()
        return session

    def _next_position(self, day: int) -> int:
        last = self.sessions.filter(day=day).aggregate(last=models.Max("position"))["last"]
        return 0 if last is None else last + 1

    def publish(self, by: User) -> None:
        """Let athletes read the week."""
        self.published_at, self.published_by = timezone.now(), by
        self.save(update_fields=["published_at", "published_by"])

    def withdraw(self) -> None:
        """Make the week a draft again."""
        self.published_at = self.published_by = None
        self.save(update_fields=["published_at", "published_by"])


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, narrowed step by step."""

    def of_club(self, club: Club) -> Self:
        """The sessions of a club's squads."""
        return self.filter(week__squad__club=club)

    def live(self) -> Self:
        """Those that were not deleted."""
        return self.filter(deleted_at__isnull=True)

    def of_weeks(self, weeks: Iterable[Week], *, loaded_runs_of: Iterable[Week]) -> Self:
        """The sessions of ``weeks``, and of the other weeks the loaded runs alone."""
        return self.filter(Q(week__in=weeks) | Q(loaded_run=True), week__in=loaded_runs_of)

    def published_for(self, athlete: Athlete, monday: dt.date) -> Self:
        """The live sessions of the athlete's published week of ``monday``, and the loaded runs of the two before.

        In no order, each with its week and its squad's name as ``squad_name``: this is the query of the page that is
        opened most, and an order and a squad of its own would make it half as dear again.
        """
        fortnight = [monday - dt.timedelta(weeks=back) for back in (1, 2)]
        found = self.filter(
            Q(week__monday=monday) | Q(week__monday__in=fortnight, loaded_run=True),
            deleted_at__isnull=True,
            week__squad__athletes=athlete,
            week__published_at__isnull=False,
        )
        return found.select_related("week").annotate(squad_name=F("week__squad__name")).order_by()

    def published_before(self, week: Week, weeks: int = 4) -> Self:
        """The sessions of the squad's ``weeks`` published weeks before ``week``, each with its week."""
        first = week.monday - dt.timedelta(weeks=weeks)
        found = self.filter(
            week__squad=week.squad_id,
            week__monday__gte=first,
            week__monday__lt=week.monday,
            week__published_at__isnull=False,
        )
        return found.select_related("week")

    def loaded_runs_elsewhere(self, squad: Squad, first: dt.date, last: dt.date) -> dict[int, list[dt.date]]:
        """The dates of loaded runs that the squad's athletes have with other squads, by athlete.

        Those of the published weeks whose Mondays lie between ``first`` and ``last``.
        """
        mine = self.filter(
            loaded_run=True,
            deleted_at__isnull=True,
            week__published_at__isnull=False,
            week__monday__range=(first, last),
            week__squad__athletes__squads=squad,
        ).exclude(week__squad=squad)
        found: dict[int, list[dt.date]] = {}
        for athlete, monday, day in mine.order_by().values_list("week__squad__athletes", "week__monday", "day"):
            found.setdefault(athlete, []).append(monday + dt.timedelta(days=day))
        return found

    def with_standing(self) -> list[Session]:
        """The sessions with the swap and the decision that stand; they cost a query each only where there are any."""
        sessions: list[Session] = list(self)
        for name, model in (("swap", Swap), ("decision", Decision)):
            keys = {key for session in sessions if (key := getattr(session, f"{name}_id")) is not None}
            known = model._default_manager.select_related("by").in_bulk(keys) if keys else {}
            for session in sessions:
                setattr(session, name, known.get(getattr(session, f"{name}_id")))
        return sessions


class Session(models.Model):
    """One planned training unit on a day: the coach's text, and what was read from it."""

    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("week"))
    day = models.PositiveSmallIntegerField(_("day"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("session"), max_length=LONGEST_TEXT)
    # The reading as JSON text, see Reading.stored(): as text it is read back once per process, whatever asks for it.
    stored_reading = models.TextField(editable=False)
    # Derived with the steps, so that a fortnight's loaded runs are found without reading a fortnight's sessions.
    loaded_run = models.BooleanField(default=False, editable=False)
    # What a coach did about the words as they stand; other words need another answer, and the old ones stay as history.
    swap = models.ForeignKey("Swap", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    decision = models.ForeignKey("Decision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    # Only where SessionQuerySet.published_for put it.
    squad_name: str

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["week_id", "day", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(day__lt=DAYS_A_WEEK), name="session_day_is_in_the_week"),
            models.CheckConstraint(condition=~Q(text=""), name="session_says_something"),
        ]
        indexes = [
            # The board and the athlete's week read a week's sessions that were not deleted, in order.
            models.Index(
                fields=["week", "day", "position"], name="sessions_of_a_week", condition=Q(deleted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def date(self) -> dt.date:
        """The day it is planned for."""
        return self.week.date_of(self.day)

    @property
    def reading(self) -> Reading:
        """The text, the workout and the words that were not read, as they were when it was saved."""
        return Reading(self.text, self.workout, _stored(self.stored_reading)[1])

    @property
    def workout(self) -> Workout:
        """What was read from the text when it was saved."""
        return _stored(self.stored_reading)[0]

    @property
    def is_rest(self) -> bool:
        """Whether the day is off, so that a verdict would say nothing."""
        steps = [step for step, _rounds in self.workout.flat()]
        return bool(steps) and all(step.activity == "rest" for step in steps)

    @property
    def is_unread(self) -> bool:
        """Whether nothing was understood, so that a verdict would be an empty promise."""
        return not self.workout.steps

    def take(self, text: str) -> Reading:
        """Take ``text`` as the coach's words and read them by the club's conventions, without saving."""
        reading = read_for(self.week.squad.club, text)
        self.text = text
        self.stored_reading = store(reading)
        self.loaded_run = any(
            step.load is not None and step.activity == "run" for step, _rounds in reading.workout.flat()
        )
        return reading

    def rewrite(self, text: str, *, version: int, by: User) -> None:
        """Save new words over those of ``version``; :class:`StaleEdit` where somebody else was first.

        A decision was taken on the old words. A swap stands as long as no load comes back.
        """
        decision = self.decision if text == self.text else None
        reading = self.take(text)
        loaded = any(step.load is not None for step, _rounds in reading.workout.flat())
        read = {"stored_reading": self.stored_reading, "loaded_run": self.loaded_run}
        self._write(version, text=self.text, **read, swap=None if loaded else self.swap, decision=decision, by=by)

    def move(self, day: int, *, version: int, by: User) -> None:
        """Plan it for another ``day`` of the week, after the sessions that are there."""
        with transaction.atomic():
            self._write(version, day=day, position=self.week._next_position(day), by=by)

    def delete_softly(self, *, version: int, by: User) -> None:
        """Take it off the board; :meth:`restore` brings it back."""
        self._write(version, deleted_at=timezone.now(), by=by)

    def restore(self, by: User) -> None:
        """Put a deleted session back where it was."""
        self._write(self.version, deleted_at=None, by=by)

    def _write(self, version: int, *, by: User, **values: Any) -> None:
        """Change columns if the row is still at ``version``: the check and the write are one statement."""
        written = Session.objects.filter(pk=self.pk, version=version).update(
            **values, version=F("version") + 1, updated_by=by, updated_at=timezone.now()
        )
        if not written:
            raise StaleEdit(Session.objects.select_related("week__squad__club", "updated_by").get(pk=self.pk))
        self.version = version + 1
        for name, value in values.items():
            setattr(self, name, value)

    def swap_for(self, replacement: Replacement, *, reason: str, version: int, by: User) -> Swap:
        """Put a replacement's words in place of the coach's, and remember who did it, why and what stood there."""
        with transaction.atomic():
            before, reading_before = self.text, self.stored_reading
            self.rewrite(replacement.text, version=version, by=by)
            self.swap = Swap.objects.create(
                session=self,
                drill=replacement.drill.code,
                drill_name=replacement.drill.name,
                before=before,
                reading_before=reading_before,
                after=self.text,
                reason=reason,
                by=by,
            )
            self.save(update_fields=["swap"])
            return self.swap

    def keep(self, reason: str, *, verdict: str, version: int, by: User) -> Decision:
        """Decide to keep the session as it is, with a reason that athletes read."""
        with transaction.atomic():
            self._write(version, by=by)
            self.decision = Decision.objects.create(session=self, text=self.text, verdict=verdict, reason=reason, by=by)
            self.save(update_fields=["decision"])
            return self.decision

    def undo_swap(self, *, version: int, by: User) -> None:
        """Bring back the words that the standing swap replaced."""
        assert self.swap is not None
        with transaction.atomic():
            swap = self.swap
            self.rewrite(swap.before, version=version, by=by)
            swap.undone_at = timezone.now()
            swap.save(update_fields=["undone_at"])

    def undo_keep(self, *, version: int, by: User) -> None:
        """Take the standing decision back."""
        assert self.decision is not None
        with transaction.atomic():
            decision = self.decision
            self._write(version, decision=None, by=by)
            decision.withdrawn_at = timezone.now()
            decision.save(update_fields=["withdrawn_at"])


class Swap(models.Model):
    """A loaded step that was replaced by a drill: what stood there, what stands there now, who and why."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="swaps")
    drill = models.CharField(_("drill"), max_length=40)
    drill_name = models.CharField(_("drill"), max_length=120)
    before = models.TextField(_("before"))
    reading_before = models.TextField(editable=False)
    after = models.TextField(_("after"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.before[:40]} → {self.after[:40]}"

    @property
    def workout_before(self) -> Workout:
        """What was read from the words that the swap replaced."""
        return _stored(self.reading_before)[0]

    @property
    def load_before(self) -> str | None:
        """The implement that the swap took away."""
        return next((step.load.implement for step, _rounds in self.workout_before.flat() if step.load), None)


class Decision(models.Model):
    """A coach keeps a flagged session on purpose; it holds for the text and the verdict it was taken on."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField(_("session"))
    verdict = models.CharField(_("verdict"), max_length=10)
    reason = models.TextField(_("reason"), max_length=LONGEST_TEXT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="decision_says_why")]

    def __str__(self) -> str:
        return self.reason[:60]

    def covers(self, verdict: str) -> bool:
        """Whether it was taken on a verdict at least as bad: a worse one asks for a new decision."""
        return VERDICT_ORDER[verdict] <= VERDICT_ORDER[self.verdict]


def store(reading: Reading) -> str:
    """A reading as the text that is kept beside the coach's words: its steps and the spans of its unread words."""
    spans = [span.to_json() for span in reading.unread]
    return json.dumps({"steps": reading.workout.to_json(), "unread": spans}, separators=(",", ":"))


@functools.lru_cache(maxsize=10_000)
def _stored(text: str) -> tuple[Workout, tuple[Span, ...]]:
    """What :func:`store` wrote. Equal readings are equal values, so a squad's sessions are read back once."""
    kept = json.loads(text)
    return Workout.from_json(kept["steps"]), tuple(Span(start, end) for start, end in kept["unread"])


def read_for(club: Club, text: str) -> Reading:
    """Read ``text`` by the club's convention of what a bare "m" means."""
    return read(text, bare_m=cast("BareM", club.bare_m))
