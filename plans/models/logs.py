"""How it went: what an athlete says of a session, or of a run that nobody planned, and the file a watch made of it.

A log belongs to the athlete. Coaches of the club read it; nobody but the athlete writes it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advice.heavy_legs import LATER, WHEN
from clubs import choices
from clubs.models import Athlete, Club
from plans.legs import Legs, Said, heavy_since, legs
from plans.line_ends import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from plans.models.sessions import Session
    from plans.models.weeks import Week

OUTCOMES = (
    ("done", _("Done")),
    ("partly", _("Partly")),
    ("missed", _("Missed")),
    ("swapped", _("Something else")),
)
FEELS = (("good", _("Good")), ("ok", _("OK")), ("poor", _("Poor")))
# Further than anybody runs in a day, and longer: what is above is a slip of the finger.
FURTHEST_M, LONGEST_S, HIGHEST_M = 500_000, 48 * 3600, 30_000


class StaleLog(Exception):  # noqa: N818 - saying it too late is not an error of the program
    """The log was changed since it was shown; ``log`` is how it stands now."""

    def __init__(self, log: Log) -> None:
        super().__init__(f"log {log.pk} is at version {log.version}")
        self.log = log


class LogQuerySet(models.QuerySet["Log"]):
    """Logs, narrowed step by step."""

    def of_club(self, club: Club) -> Self:
        """The logs of a club's athletes."""
        return self.filter(athlete__club=club)

    def of_week(self, week: Week) -> Self:
        """What was said of the sessions of a squad's week, those that were deleted since too."""
        return self.filter(session__week=week)

    def between(self, first: dt.date, last: dt.date) -> Self:
        """The logs of the days from ``first`` to ``last``, both counted."""
        return self.filter(date__range=(first, last))

    def run(self) -> Self:
        """The logs of what was done at least in part, the session or something else."""
        return self.exclude(outcome="missed")

    def of_sessions(self, athlete: Athlete, sessions: Collection[Session]) -> dict[int, Log]:
        """What the athlete said of ``sessions``, by session; no query where there are none."""
        found = self.filter(athlete=athlete, session__in=[session.pk for session in sessions]) if sessions else ()
        return {log.session_id: log for log in found if log.session_id is not None}

    @transaction.atomic
    def say(
        self,
        athlete: Athlete,
        said: Mapping[str, Any],
        *,
        sending: UUID,
        version: int = 0,
        session: Session | None = None,
        log: int | None = None,
    ) -> Log:
        """Keep what the athlete says, once however often it is sent, and return the log.

        ``said`` holds fields of :class:`Log` by name; ``date`` and ``planned`` are among them when the log is new.
        ``sending`` names this sending: arriving again it changes nothing. ``version`` is that of the log as the athlete
        saw it, 0 where there was none; StaleLog where it is another by now. A log is that of ``session``, or the one
        with the key ``log``; with neither it is a new one of a run that nobody planned.
        """
        before = self._held(athlete)
        mine = self.filter(athlete=athlete)
        if arrived := mine.filter(sent=sending).first():
            return arrived
        found: Log | None
        if session is not None:
            found = mine.filter(session=session).first()
        else:
            found = None if log is None else mine.get(pk=log)
        if found is None and version:
            raise Log.DoesNotExist
        if found is None:
            found = self.create(athlete=athlete, session=session, sent=sending, **said)
        else:
            found.at(version).change(sent=sending, **said)
        self._follow(athlete, before)
        return found

    @transaction.atomic
    def answer(self, athlete: Athlete, log: int, answers: Mapping[str, list[str]]) -> None:
        """Keep the answers to the questions about heavy legs in the athlete's log with the key ``log``."""
        before = self._held(athlete)
        self.get(athlete=athlete, pk=log).change(heavy_legs_answers=dict(answers))
        self._follow(athlete, before)

    @transaction.atomic
    def withdraw(self, athlete: Athlete, log: int, *, version: int) -> None:
        """Delete the athlete's log with the key ``log`` and what came with it; StaleLog where it was changed."""
        before = self._held(athlete)
        self.get(athlete=athlete, pk=log).at(version).delete()
        self._follow(athlete, before)

    def legs(self) -> Legs:
        """What these logs, which are one athlete's, say of legs."""
        latest = self.order_by("-date").only("date", "outcome", "heavy_legs", "heavy_legs_answers")
        return legs(log.of_legs for log in latest.iterator(chunk_size=100))

    def _held(self, athlete: Athlete) -> Legs:
        """What the athlete's logs say of legs; nobody else writes any of them until the transaction ends.

        All that one athlete says is taken in turn: two phones, or one that tries again, never make two logs of one.
        """
        held = Athlete.objects.select_for_update().only("heavy_legs_since").get(pk=athlete.pk)
        athlete.heavy_legs_since = held.heavy_legs_since
        return self.filter(athlete=athlete).legs()

    def _follow(self, athlete: Athlete, before: Legs) -> None:
        """Let the athlete's profile say since when legs are heavy, as the logs have it now."""
        since = heavy_since(athlete.heavy_legs_since, before, self.filter(athlete=athlete).legs())
        if since != athlete.heavy_legs_since:
            athlete.heavy_legs_since = since
            Athlete.objects.filter(pk=athlete.pk).update(heavy_legs_since=since)


class Log(models.Model):
    """What one athlete says of one session, or of a run of their own where ``session`` is empty.

    Distances and climbing are in metres, durations in seconds; what is null or blank was not said. Effort is that of
    the whole session from 0 to 10 (session RPE, Foster et al. 2001); pain goes from 0 to 10 too.
    """

    # No index of its own: the one below starts with the athlete.
    athlete = models.ForeignKey(Athlete, models.CASCADE, related_name="logs", db_index=False)
    # What was said outlives the plan.
    session = models.ForeignKey("plans.Session", models.SET_NULL, null=True, blank=True, related_name="logs")
    date = models.DateField(_("day"))
    planned = models.TextField(_("planned"), blank=True, help_text=_("The words of the plan when this was said."))
    outcome = models.CharField(_("how much of it"), max_length=10, choices=OUTCOMES)
    instead = models.TextField(_("what instead"), blank=True, max_length=LONGEST_TEXT)
    distance_m = models.PositiveIntegerField(_("distance"), null=True, blank=True)
    duration_s = models.PositiveIntegerField(_("time"), null=True, blank=True)
    ascent_m = models.PositiveIntegerField(_("climbing"), null=True, blank=True)
    effort = models.PositiveSmallIntegerField(_("effort"), null=True, blank=True)
    feel = models.CharField(_("feel"), max_length=10, choices=FEELS, blank=True)
    heavy_legs = models.BooleanField(_("legs felt heavy"), default=False)
    heavy_legs_answers = models.JSONField(default=dict, blank=True, editable=False)
    pain = models.PositiveSmallIntegerField(_("pain"), null=True, blank=True)
    pain_where = models.CharField(_("where"), max_length=20, choices=choices.injuries, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_TEXT)

    sent = models.UUIDField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    said_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log")
        verbose_name_plural = _("logs")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["athlete", "session"], condition=Q(session__isnull=False), name="log_once_per_session"
            ),
            models.UniqueConstraint(fields=["athlete", "sent"], name="log_once_per_sending"),
            models.CheckConstraint(
                condition=Q(outcome__in=[slug for slug, _label in OUTCOMES]), name="log_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(feel__in=["", *(slug for slug, _label in FEELS)]), name="log_feel_known"
            ),
            models.CheckConstraint(condition=Q(effort__isnull=True) | Q(effort__lte=10), name="log_effort_to_10"),
            models.CheckConstraint(condition=Q(pain__isnull=True) | Q(pain__lte=10), name="log_pain_to_10"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": most}), name=f"log_{name}_plausible"
                )
                for name, most in (("distance_m", FURTHEST_M), ("duration_s", LONGEST_S), ("ascent_m", HIGHEST_M))
            ),
        ]
        indexes = [
            # My week, the charts and the roster: an athlete's days in order.
            models.Index(fields=["athlete", "date"], name="log_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.get_outcome_display()}"

    def at(self, version: int) -> Log:
        """This log, as the athlete saw it at ``version``; StaleLog where it is another by now."""
        if self.version != version:
            raise StaleLog(self)
        return self

    def change(self, **said: Any) -> None:
        """Write ``said`` over the fields of these names. Legs that are not heavy leave no answers about heavy ones."""
        for name, value in said.items():
            setattr(self, name, value)
        if not self.heavy_legs:
            self.heavy_legs_answers = {}
        self.version += 1
        self.save()

    @property
    def of_legs(self) -> Said:
        """What it says of legs. Those that are known to get heavy only late in a session were not from its start."""
        when = frozenset(self.heavy_legs_answers.get(WHEN, ()))
        only_late = bool(when) and when <= LATER
        return Said(self.date, self.heavy_legs and not only_late, self.outcome != "missed")

    @property
    def load(self) -> float | None:
        """The session load: effort times minutes (Foster et al. 2001), ``None`` where one of them was not said."""
        return None if self.effort is None or self.duration_s is None else self.effort * self.duration_s / 60


class Recording(models.Model):
    """The file that a watch or a phone made of a run, and what was read from it.

    The file itself is kept, so that the athlete gets back what they gave. Heart rates are in beats a minute.
    """

    KINDS = (("fit", "FIT"), ("gpx", "GPX"), ("tcx", "TCX"))

    log = models.OneToOneField(Log, models.CASCADE, related_name="recording")
    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("kind"), max_length=3, choices=KINDS)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the content, in hexadecimal."))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    distance_m = models.PositiveIntegerField(_("distance"), null=True, blank=True)
    elapsed_s = models.PositiveIntegerField(_("time"), null=True, blank=True)
    moving_s = models.PositiveIntegerField(_("time moving"), null=True, blank=True)
    ascent_m = models.PositiveIntegerField(_("climbing"), null=True, blank=True)
    mean_heart_rate = models.PositiveSmallIntegerField(_("heart rate"), null=True, blank=True)
    highest_heart_rate = models.PositiveSmallIntegerField(_("highest heart rate"), null=True, blank=True)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["fit", "gpx", "tcx"]), name="recording_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name
