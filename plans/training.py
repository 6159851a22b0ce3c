"""What athletes were to do, and what they say they did: rows of some weeks, put side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from clubs.models import Athlete
from plans.days import DAYS_A_WEEK
from plans.models import Log, Session, SessionException
from plans.models.sessions import OF_NO_PLAN_THAT_HAD_ENDED


@dataclass(frozen=True)
class Turn:
    """A session as it was planned for one athlete, what they say of it, or both."""

    date: dt.date
    session: Session | None
    planned: Session | SessionException | None
    log: Log | None

    @property
    def words(self) -> str:
        """What was planned: as it stands, or as it stood when the athlete told of it; nothing of a run of their own."""
        return self.planned.text if self.planned else self.log.planned if self.log else ""


class Training:
    """The training of ``athletes``, fetched with their squads, in the weeks of the Mondays ``first`` to ``last``.

    Planned is what they could read: the published sessions of the squads that they are in today, each with what they
    have in its place. Three queries, however many athletes, weeks and sessions.
    """

    def __init__(self, athletes: Sequence[Athlete], first: dt.date, last: dt.date) -> None:
        self.athletes, self.first, self.last = athletes, first, last

    def of(self, athlete: Athlete) -> list[Turn]:
        """All that was planned for the athlete and all that they tell, by day."""
        told = {log.session_id: log for log in self._logs.get(athlete.pk, ()) if log.session_id is not None}
        found = []
        for squad in athlete.squads.all():
            for session in self._sessions.get(squad.pk, ()):
                planned = self._exceptions.get((athlete.pk, session.pk)) or session
                found.append(Turn(session.date, session, planned, told.pop(session.pk, None)))
        alone = [log for log in self._logs.get(athlete.pk, ()) if log.session_id is None]
        # What was told of a session that was moved away or taken off the plan is told all the same.
        found += [Turn(log.date, None, None, log) for log in (*told.values(), *alone)]
        return sorted(found, key=lambda turn: (turn.date, turn.session is None))

    @cached_property
    def _sessions(self) -> dict[int, list[Session]]:
        """The published sessions, by squad."""
        squads = {squad.pk for athlete in self.athletes for squad in athlete.squads.all()}
        sessions = Session.objects.live().filter(
            OF_NO_PLAN_THAT_HAD_ENDED,
            week__squad__in=squads,
            week__monday__range=(self.first, self.last),
            week__published_at__isnull=False,
        )
        found: dict[int, list[Session]] = {}
        for session in sessions.select_related("week").order_by("week__monday", "day", "position", "pk"):
            found.setdefault(session.week.squad_id, []).append(session)
        return found

    @cached_property
    def _exceptions(self) -> dict[tuple[int, int], SessionException]:
        """What athletes have in place of sessions, by athlete and session."""
        own = SessionException.objects.of_athletes(self.athletes, self.first, self.last)
        return {(one.athlete_id, one.session_id): one for one in own}

    @cached_property
    def _logs(self) -> dict[int, list[Log]]:
        """What they say, by athlete."""
        sunday = self.last + dt.timedelta(days=DAYS_A_WEEK - 1)
        found: dict[int, list[Log]] = {}
        said = Log.objects.filter(athlete__in=self.athletes).between(self.first, sunday).order_by("date", "pk")
        # When it was said is shown nowhere, and half a year of a squad is thousands of rows.
        for log in said.defer("sent", "said_at", "changed_at"):
            found.setdefault(log.athlete_id, []).append(log)
        return found
