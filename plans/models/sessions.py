"""Sessions: the coach's text is the truth; the workout is read from it once, on saving, and stored beside it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete, Club, Squad, User
from plans.days import DAYS_A_WEEK
from plans.line_ends import LONGEST_TEXT
from plans.models.answers import Decision, Swap
from plans.models.changes import Change, Line, State, present_click, take_numbers
from plans.models.readings import Worded, has_loaded_run, read_for, store
from plans.models.weeks import Week
from workouts.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advice.replacements import Replacement
    from plans.models.exceptions import SessionException
    from plans.models.together import Writing


class StaleEdit(Exception):  # noqa: N818 - an edit that came too late is not an error of the program
    """Somebody else saved the session first; ``session`` holds what they saved.

    Where it was an exception to it that they saved, ``exception`` holds that.
    """

    def __init__(self, session: Session, exception: SessionException | None = None) -> None:
        super().__init__(f"session {session.pk} is at version {session.version}")
        self.session = session
        self.exception = exception

    @classmethod
    def of(cls, session: int, exception: SessionException | None = None) -> StaleEdit:
        """The same from the session's key, as it is saved now."""
        return cls(Session.objects.select_related("week__squad__club", "updated_by").get(pk=session), exception)


# What was planned for an athlete alone ends with the day that this was ended on; what was before stays as history.
OF_NO_PLAN_THAT_HAD_ENDED = Q(week__squad__ended_on__isnull=True) | Q(week__squad__ended_on__gte=F("week__monday"))


def _exceptions() -> models.QuerySet[SessionException]:
    """The exceptions that stand to the session that a query is about."""
    exceptions: type[SessionException] = apps.get_model("plans", "SessionException")
    return exceptions.objects.live().filter(session=OuterRef("pk"))


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, narrowed step by step."""

    def of_club(self, club: Club) -> Self:
        """The sessions of a club's squads."""
        return self.filter(week__squad__club=club)

    def live(self) -> Self:
        """Those that were not deleted."""
        return self.filter(deleted_at__isnull=True)

    def of_weeks(self, weeks: Iterable[Week], *, loaded_runs_of: Iterable[Week]) -> Self:
        """The sessions of ``weeks``, and of the other weeks alone what is a loaded run for anybody."""
        loaded = Q(loaded_run=True) | Exists(_exceptions().filter(loaded_run=True))
        return self.filter(Q(week__in=weeks) | loaded, week__in=loaded_runs_of)

    def with_comments(self) -> Self:
        """Add ``comment_count``: how much is said about each."""
        comments = apps.get_model("plans", "Comment").objects.live().filter(session=OuterRef("pk")).order_by()
        counted = comments.values("session").annotate(count=models.Count("pk")).values("count")
        return self.annotate(comment_count=Coalesce(Subquery(counted), 0))

    def published_for(self, athlete: Athlete, monday: dt.date) -> Self:
        """The live sessions of the athlete's published week of ``monday``, and the loaded runs of the two before.

        In no order, each with its week, its squad's name as ``squad_name`` and the key of the athlete's exception to it
        as ``exception_key``: this is the query of the page that is opened most, and an order and a squad of its own
        would make it half as dear again.
        """
        fortnight = [monday - dt.timedelta(weeks=back) for back in (1, 2)]
        loaded = Q(loaded_run=True) | Exists(_exceptions().filter(athlete=athlete, loaded_run=True))
        return self.readable_by(athlete).filter(Q(week__monday=monday) | (Q(week__monday__in=fortnight) & loaded))

    def readable_by(self, athlete: Athlete) -> Self:
        """What the athlete may read: the live sessions of published weeks of their squads, as of ``published_for``."""
        found = self.filter(
            OF_NO_PLAN_THAT_HAD_ENDED,
            deleted_at__isnull=True,
            week__squad__athletes=athlete,
            week__published_at__isnull=False,
        )
        own = _exceptions().filter(athlete=athlete)
        named = found.annotate(squad_name=F("week__squad__name"), exception_key=Subquery(own.values("pk")))
        return named.select_related("week").order_by()

    def around(self, squads: Iterable[int], monday: dt.date) -> Self:
        """What the squads (ids) plan for the week of ``monday`` and the next, and what counts in them of those before.

        Those are the published sessions of the week before, and the loaded runs of the one before that. Each comes with
        its week and its decision.
        """
        one, two = dt.timedelta(weeks=1), dt.timedelta(weeks=2)
        found = self.filter(
            Q(week__monday__in=(monday, monday + one))
            | Q(week__monday=monday - one, week__published_at__isnull=False)
            | Q(week__monday=monday - two, week__published_at__isnull=False, loaded_run=True),
            week__squad__in=squads,
        )
        return found.select_related("week", "decision")

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

    def loaded_runs_elsewhere(
        self, squad: Squad, first: dt.date, last: dt.date, exceptions: Iterable[SessionException]
    ) -> dict[int, list[dt.date]]:
        """The dates of loaded runs that the squad's athletes have with other squads, by athlete.

        Those of the published weeks whose Mondays lie between ``first`` and ``last``; ``exceptions`` are all that the
        athletes have in these weeks.
        """
        mine = self.filter(
            OF_NO_PLAN_THAT_HAD_ENDED,
            loaded_run=True,
            deleted_at__isnull=True,
            week__published_at__isnull=False,
            week__monday__range=(first, last),
            week__squad__athletes__squads=squad,
        ).exclude(week__squad=squad)
        own = {(one.athlete_id, one.session_id): one for one in exceptions if one.session.week.squad_id != squad.pk}
        found: dict[int, list[dt.date]] = {}
        keys = ("week__squad__athletes", "pk", "week__monday", "day")
        for athlete, session, monday, day in mine.order_by().values_list(*keys):
            if (athlete, session) not in own:
                found.setdefault(athlete, []).append(monday + dt.timedelta(days=day))
        for one in own.values():
            if one.loaded_run and one.session.deleted_at is None and one.session.week.is_published:
                found.setdefault(one.athlete_id, []).append(one.date)
        return found

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Plan many sessions at once; each leaves its line in the trail of its week, as by whoever created it."""
        with transaction.atomic():
            made: list[Any] = super().bulk_create(objs, *args, **options)
            numbers = take_numbers(Counter(session.week_id for session in made))
            lines: dict[User | None, list[Line]] = {}
            for session in made:
                lines.setdefault(session.created_by, []).append(session.line_of_making(numbers[session.week_id]))
                numbers[session.week_id] += 1
            for by, theirs in lines.items():
                Change.objects.record(present_click().planned_as, by, theirs)
        return made

    def with_standing(self) -> list[Session]:
        """The sessions with the swap and the decision that stand; they cost a query each only where there are any."""
        sessions: list[Session] = list(self)
        for name, model in (("swap", Swap), ("decision", Decision)):
            keys = {key for session in sessions if (key := getattr(session, f"{name}_id")) is not None}
            known = model._default_manager.select_related("by").in_bulk(keys) if keys else {}
            for session in sessions:
                setattr(session, name, known.get(getattr(session, f"{name}_id")))
        return sessions


class Session(Worded, models.Model):
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
    swap = models.ForeignKey(Swap, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    # The template it was laid from, its words and its day there: where they differ by now, a coach changed it.
    template = models.CharField(max_length=60, blank=True, editable=False)
    template_text = models.TextField(blank=True, editable=False)
    template_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    # Only where SessionQuerySet.published_for put them.
    squad_name: str
    exception_key: int | None
    # Only where SessionQuerySet.with_comments counted them.
    comment_count = 0

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
    def is_as_laid(self) -> bool:
        """Whether it stands as its template laid it."""
        return self.deleted_at is None and self.text == self.template_text and self.date == self.template_on

    @property
    def state(self) -> State:
        """What is true of it, as far as a change can make it otherwise."""
        return {
            "text": self.text,
            "day": self.day,
            "position": self.position,
            "deleted": self.deleted_at is not None,
            "swap": self.swap_id,
            "decision": self.decision_id,
        }

    def state_in(self, week: Week) -> State:
        """Its state as the trail of ``week`` tells it: with the Monday where it stands in another week by now."""
        if self.week_id == week.pk:
            return self.state
        return {**self.state, "monday": self.week.monday.isoformat()}

    def line_of_making(self, number: int) -> Line:
        """What the trail tells of a session that was just planned: before, it was as good as deleted."""
        return Line(self.week, number, {**self.state, "deleted": True}, self.state, session=self)

    def take(self, text: str) -> Reading:
        """Take ``text`` as the coach's words and read them by the club's conventions, without saving."""
        reading = read_for(self.week.squad.club, text)
        for name, value in _columns_of(reading).items():
            setattr(self, name, value)
        return reading

    def rewrite(self, text: str, *, version: int, by: User, **more: Any) -> None:
        """Save new words over those of ``version``; :class:`StaleEdit` where somebody else was first.

        A decision was taken on the old words. A swap stands as long as no load comes back. ``more``: other columns.
        """
        self._write(version, "edited", by=by, **self._rewritten(text), **more)

    def _rewritten(self, text: str) -> dict[str, Any]:
        """The columns that other words change."""
        reading = read_for(self.week.squad.club, text)
        loaded = any(step.load is not None for step, _rounds in reading.workout.flat())
        decision = self.decision if text == self.text else None
        return {**_columns_of(reading), "swap": None if loaded else self.swap, "decision": decision}

    def move(self, day: int, *, version: int, by: User) -> None:
        """Plan it for another ``day`` of the week, after the sessions that are there."""
        with transaction.atomic():
            self.week.hold("revision")
            self._write(version, "moved", by=by, day=day, position=self.week._next_position(day))

    def move_to(self, week: Week, day: int, position: int, *, version: int, writing: Writing) -> None:
        """Plan it for a ``day`` of another or the same ``week`` of its squad, once ``writing`` is finished.

        It stays the same session: with its swap, its decision, its exceptions and what was done to it.
        """
        if version != self.version:
            raise StaleEdit.of(self.pk)
        writing.session(self, "moved", {"week": week, "day": day, "position": position})

    def delete_softly(self, *, version: int, by: User) -> None:
        """Take it off the board; :meth:`restore` brings it back."""
        self._write(version, "deleted", by=by, deleted_at=timezone.now())

    def restore(self, by: User) -> None:
        """Put a deleted session back where it was."""
        self._write(self.version, "restored", by=by, deleted_at=None)

    def put_back(self, state: State, week: Week, *, of: Change) -> dict[str, Any]:
        """The columns that make it in ``week`` as it was in ``state``, for whoever undoes ``of`` or does it again.

        A swap or a decision that comes back or goes by it is marked here.
        """
        values: dict[str, Any] = {"week": week, "day": state["day"], "position": state["position"]}
        if state["text"] != self.text:
            values |= _columns_of(read_for(week.squad.club, state["text"]))
        if state["deleted"] != (self.deleted_at is not None):
            values["deleted_at"] = timezone.now() if state["deleted"] else None
        values["swap"] = self._answer(Swap, self.swap, state["swap"], of)
        values["decision"] = self._answer(Decision, self.decision, state["decision"], of)
        return values

    def _answer(self, model: type[Swap] | type[Decision], standing: Any, wanted: int | None, of: Change) -> Any:
        """The swap or decision ``wanted`` as it stood, marked as taken back or standing where ``of`` marked it."""
        if wanted == (standing and standing.pk):
            return standing
        now = model._default_manager.get(pk=wanted) if wanted else None
        if of.kind in ("swapped", "swap_undone", "kept", "keep_undone"):
            for answer, ended_at in ((standing, timezone.now()), (now, None)):
                if answer is not None:
                    setattr(answer, model.ENDED, ended_at)
                    answer.save(update_fields=[model.ENDED])
        return now

    def _write(self, version: int, kind: str, *, by: User, **values: Any) -> None:
        """Change columns if the row is still at ``version``, and leave a trace: the one way to change a session."""
        before = self.state
        with transaction.atomic():
            number = self.week.take_number()
            written = self.version == version and Session.objects.filter(pk=self.pk, version=version).update(
                **values, version=F("version") + 1, updated_by=by, updated_at=timezone.now()
            )
            if not written:
                raise StaleEdit.of(self.pk)
            self.version = version + 1
            for name, value in values.items():
                setattr(self, name, value)
            Change.objects.record(kind, by, [Line(self.week, number, before, self.state, session=self)])

    def swap_for(self, replacement: Replacement, *, reason: str, version: int, by: User) -> Swap:
        """Put a replacement's words in place of the coach's, and remember who did it, why and what stood there."""
        with transaction.atomic():
            swap = Swap.objects.create(
                session=self,
                drill=replacement.drill.code,
                drill_name=replacement.drill.name,
                before=self.text,
                reading_before=self.stored_reading,
                after=replacement.text,
                reason=reason,
                by=by,
            )
            self._write(version, "swapped", by=by, **{**self._rewritten(replacement.text), "swap": swap})
        return swap

    def keep(self, reason: str, *, verdict: str, version: int, by: User) -> Decision:
        """Decide to keep the session as it is, with a reason that athletes read."""
        with transaction.atomic():
            decision = Decision.objects.create(session=self, text=self.text, verdict=verdict, reason=reason, by=by)
            self._write(version, "kept", by=by, decision=decision)
        return decision

    def undo_swap(self, *, version: int, by: User) -> None:
        """Bring back the words that the standing swap replaced, and the swap before it where they were its own."""
        assert self.swap is not None
        with transaction.atomic():
            swap = self.swap
            before = self.swaps.filter(undone_at=None, after=swap.before).exclude(pk=swap.pk).last()
            self._write(version, "swap_undone", by=by, **{**self._rewritten(swap.before), "swap": before})
            swap.undone_at = timezone.now()
            swap.save(update_fields=["undone_at"])

    def undo_keep(self, *, version: int, by: User) -> None:
        """Take the standing decision back."""
        assert self.decision is not None
        with transaction.atomic():
            decision = self.decision
            self._write(version, "keep_undone", by=by, decision=None)
            decision.withdrawn_at = timezone.now()
            decision.save(update_fields=["withdrawn_at"])


def _columns_of(reading: Reading) -> dict[str, Any]:
    """A text and what was read from it, as a session keeps them."""
    return {"text": reading.text, "stored_reading": store(reading), "loaded_run": has_loaded_run(reading.workout)}
