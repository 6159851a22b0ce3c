"""Exceptions: another session for one athlete in place of the squad's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete, Club, Squad, User
from plans.line_ends import LONGEST_TEXT
from plans.models.changes import Change, Line, State
from plans.models.readings import Worded, has_loaded_run, read_for, store
from plans.models.sessions import Session, StaleEdit
from workouts.reading import Reading

# What an exception says, and of what.
WORDS: Final = ("text", "reason", "drill", "drill_name", "written_for")


class Instead(NamedTuple):
    """What one athlete is to do in place of the squad's session, and why; ``drill`` where it is from the catalogue."""

    athlete: Athlete
    text: str
    reason: str = ""
    drill: str = ""
    drill_name: str = ""


class SessionExceptionQuerySet(models.QuerySet["SessionException"]):
    """Exceptions, narrowed step by step."""

    def of_club(self, club: Club) -> Self:
        """Those of a club's squads."""
        return self.filter(session__week__squad__club=club)

    def live(self) -> Self:
        """Those that stand."""
        return self.filter(deleted_at__isnull=True)

    def around(self, squad: Squad, first: dt.date, last: dt.date) -> Self:
        """All that the squad's athletes have in weeks from ``first`` to ``last``, with this squad and with others.

        In order of the athletes' names, each with its athlete, its session and the session's week.
        """
        found = self.live().filter(athlete__squads=squad, session__week__monday__range=(first, last))
        with_people = found.select_related("athlete", "session__week", "made_by")
        return with_people.order_by("athlete__name", "athlete_id", "pk")

    def of_athletes(self, athletes: Iterable[Athlete], first: dt.date, last: dt.date) -> Self:
        """What some athletes have in weeks from ``first`` to ``last``, each with its session and the session's week."""
        found = self.live().filter(athlete__in=athletes, session__week__monday__range=(first, last))
        return found.select_related("session__week").order_by()

    def for_athletes(self, sessions: Iterable[Session]) -> dict[int, SessionException]:
        """Those that ``SessionQuerySet.published_for`` found, by session; no query where it found none."""
        keys = [session.exception_key for session in sessions if session.exception_key is not None]
        found = self.select_related("made_by").filter(pk__in=keys) if keys else ()
        return {one.session_id: one for one in found}


class SessionException(Worded, models.Model):
    """Another session for one athlete in place of the squad's; it may say "Rest".

    It outlives changes of the squad's words: ``written_for`` keeps those that it was written for.
    """

    # No index of its own: the unique constraint below starts with the session.
    session = models.ForeignKey(Session, models.CASCADE, related_name="exceptions", db_index=False)
    athlete = models.ForeignKey(Athlete, models.CASCADE, related_name="exceptions", verbose_name=_("athlete"))
    text = models.TextField(_("session"), max_length=LONGEST_TEXT)
    stored_reading = models.TextField(editable=False)
    loaded_run = models.BooleanField(default=False, editable=False)
    reason = models.TextField(_("reason"), blank=True, max_length=LONGEST_TEXT)
    drill = models.CharField(_("drill"), max_length=40, blank=True)
    drill_name = models.CharField(_("drill"), max_length=120, blank=True)
    written_for = models.TextField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SessionExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["session_id", "athlete_id"]
        constraints = [
            # The athlete's week looks for its own by session and athlete.
            models.UniqueConstraint(fields=["session", "athlete"], name="one_exception_per_session_and_athlete"),
            models.CheckConstraint(condition=~Q(text=""), name="exception_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def date(self) -> dt.date:
        """The day it is planned for: that of the squad's session."""
        return self.session.date

    @property
    def is_for_other_words(self) -> bool:
        """Whether the squad's session says something else now than when this was written for it."""
        return self.written_for != self.session.text

    @classmethod
    @transaction.atomic
    def make(cls, session: Session, wanted: Iterable[Instead], *, version: int, by: User) -> list[SessionException]:
        """Write all of ``wanted`` for ``session`` as it stood at ``version``, or none.

        :class:`StaleEdit` where the session was changed meanwhile, or one of the athletes has an exception already.
        Raises ``ValidationError`` for somebody who is not of the session's squad.
        """
        wanted = list(wanted)
        # The week is held before anything in it: whoever undoes something takes them in the same order.
        first = session.week.take_number(len(wanted))
        now = Session.objects.select_for_update().only("version", "deleted_at").get(pk=session.pk)
        if now.version != version or now.deleted_at is not None:
            raise StaleEdit.of(session.pk)
        asked = {one.athlete.pk for one in wanted}
        if asked - set(session.week.squad.athletes.filter(pk__in=asked).values_list("pk", flat=True)):
            raise ValidationError(_("An exception is for an athlete of the squad."))
        known = {one.athlete_id: one for one in cls.objects.filter(session=session, athlete__in=asked)}
        if standing := next((one for one in known.values() if one.deleted_at is None), None):
            raise StaleEdit.of(session.pk, standing)
        made, lines = [], []
        for place, instead in enumerate(wanted):
            # One that was taken back before is the same row: a session has one for an athlete at most.
            one = known.get(instead.athlete.pk) or cls(session=session, athlete=instead.athlete)
            one.athlete = instead.athlete
            stood = one.state if one.pk else None
            one.version += one.pk is not None
            one.session, one.deleted_at, one.made_by, one.updated_by = session, None, by, by
            one.drill, one.drill_name = instead.drill, instead.drill_name
            one.reason, one.written_for, one.updated_at = instead.reason, session.text, timezone.now()
            one.take(instead.text)
            one.save()
            made.append(one)
            before = stood or {**one.state, "deleted": True}
            lines.append(Line(session.week, first + place, before, one.state, session=session))
        Change.objects.record("excepted", by, lines)
        return made

    @property
    def state(self) -> State:
        """What the trail of the week tells of it: for whom and when, and all that it takes to put it back."""
        words = {name: getattr(self, name) for name in WORDS}
        told = {"athlete": self.athlete_id, "name": self.athlete.name, "day": self.session.day}
        return {**told, **words, "deleted": self.deleted_at is not None}

    def stands_as(self, state: State) -> bool:
        """Whether it says now what it said in ``state``; the athlete's name and the day may be others by now."""
        return all(self.state[name] == state[name] for name in (*WORDS, "deleted"))

    def put_back(self, state: State) -> dict[str, Any]:
        """The columns that make it what it was in ``state``, for whoever undoes a change or does it again."""
        reading = read_for(self.session.week.squad.club, state["text"])
        values: dict[str, Any] = {name: state[name] for name in WORDS}
        values |= {"stored_reading": store(reading), "loaded_run": has_loaded_run(reading.workout)}
        if state["deleted"] != (self.deleted_at is not None):
            values["deleted_at"] = timezone.now() if state["deleted"] else None
        return values

    def take(self, text: str) -> Reading:
        """Take ``text`` as the coach's words and read them by the club's conventions, without saving."""
        reading = read_for(self.session.week.squad.club, text)
        self.text = text
        self.stored_reading, self.loaded_run = store(reading), has_loaded_run(reading.workout)
        return reading

    def rewrite(self, text: str, *, reason: str, version: int, by: User) -> None:
        """Save other words over those of ``version``, written for what the squad's session says now."""
        reading = read_for(self.session.week.squad.club, text)
        read = {"text": text, "stored_reading": store(reading), "loaded_run": has_loaded_run(reading.workout)}
        drill = {} if text == self.text else {"drill": "", "drill_name": ""}
        self._write(version, **read, **drill, reason=reason, written_for=self.session.text, by=by)

    def delete_softly(self, *, version: int, by: User) -> None:
        """Let the athlete do the squad's session again; :meth:`restore` brings the exception back."""
        self._write(version, deleted_at=timezone.now(), by=by)

    def restore(self, by: User) -> None:
        """Bring back an exception that was taken back."""
        self._write(self.version, deleted_at=None, by=by)

    def _write(self, version: int, *, by: User, **values: Any) -> None:
        """Change columns if the row is still at ``version``, and leave a trace: the check and the write are one."""
        before = self.state
        values |= {"updated_by": by, "updated_at": timezone.now()}
        with transaction.atomic():
            number = self.session.week.take_number()
            written = SessionException.objects.filter(pk=self.pk, version=version).update(
                **values, version=F("version") + 1
            )
            if not written:
                latest = SessionException.objects.select_related("athlete", "updated_by").get(pk=self.pk)
                raise StaleEdit.of(self.session_id, latest)
            self.version = version + 1
            for name, value in values.items():
                setattr(self, name, value)
            kind = "exception_removed" if self.deleted_at is not None else "excepted"
            line = Line(self.session.week, number, before, self.state, session=self.session)
            Change.objects.record(kind, by, [line])
