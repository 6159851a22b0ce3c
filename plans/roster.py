"""The roster: a club's athletes, those who need attention first, each with the reasons and where to go about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advice.heavy_legs import Triage
from advice.published import guideline_set, heavy_legs_triage
from clubs.models import Athlete, AthleteQuerySet, Club, Squad
from clubs.race_calendar import RaceAhead, RaceCalendar
from clubs.visibility import coach_sees
from plans.advising import Advisor, Planned
from plans.attention import (
    KINDS,
    SAID_LATELY_DAYS,
    SAYS_OTHERWISE_DAYS,
    Flag,
    Heavy,
    Known,
    Pain,
    Reason,
    Unrun,
    needs_attention,
    reasons,
    urgency,
)
from plans.heavy_legs_told import answer_to, for_coach
from plans.models import Log, Session, SessionException, monday_of
from plans.packs import packs_of
from plans.searching import SearchForm
from plans.who_suits import TO_SETTLE

WEEK: Final = dt.timedelta(weeks=1)
NO_SQUAD: Final = "none"
# What a coach goes about where an athlete tells how it went.
OF_THE_LOG: Final = frozenset(
    {"help_now", "help_this_week", "see_doctor", "felt_heavy", "pain", "missed", "said_nothing"}
)


class RosterForm(SearchForm):
    """Whom a coach looks for; the words are looked for in names."""

    squad = forms.ChoiceField(label=_("Squad"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, data: Any, squads: Iterable[Squad]) -> None:
        super().__init__(data)
        self.fields["q"].label = _("Name")
        named = [(str(squad.pk), squad.name) for squad in squads]
        self.offer("squad", _("All squads"), [*named, (NO_SQUAD, _("In no squad"))])
        self.offer("reason", _("Any or none"), KINDS.items())

    def narrow(self, athletes: AthleteQuerySet) -> list[Athlete]:
        """Those of ``athletes`` who are in the squad that is asked for, and called so."""
        squad = self.asked.get("squad")
        if squad:
            athletes = athletes.filter(squads=None if squad == NO_SQUAD else int(squad))
        return [one for one in athletes if all(word.search(one.name.casefold()) for word in self.words)]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return any(self.data.get(name) for name in self.fields)


class Linked(NamedTuple):
    """A reason, and the page where something can be done about it."""

    reason: Reason
    href: str


@dataclass(frozen=True)
class Row:
    """An athlete on the roster."""

    athlete: Athlete
    squads: Sequence[Squad]
    reasons: Sequence[Linked]
    next_race: RaceAhead | None
    countdown: str

    @property
    def account(self) -> str:
        """ "joined", "invited", or nothing where nobody has been asked yet."""
        if self.athlete.user_id is not None:
            return "joined"
        return "invited" if self.athlete.is_invited else ""  # type: ignore[attr-defined]

    @property
    def fragment_key(self) -> tuple[Hashable, ...]:
        """All that is seen of the row."""
        squads = tuple([(squad.name, squad.solo_id is None) for squad in self.squads])
        return (self.athlete.pk, self.athlete.name, self.account, squads, *self.reasons, self.next_race, self.countdown)

    @property
    def order(self) -> tuple[int, str, int]:
        """By urgency, then by name."""
        return (urgency(self._found), self.athlete.name.casefold(), self.athlete.pk)

    @property
    def needs_attention(self) -> bool:
        """Whether there is something to do."""
        return needs_attention(self._found)

    @property
    def _found(self) -> list[Reason]:
        return [linked.reason for linked in self.reasons]


class Roster:
    """The athletes of ``club`` that ``form`` asks for. Seven queries, whatever their number.

    Where anybody's legs felt heavy it is one more.

    Flags are those of the sessions of this week and the next, drafts too, from today on: what is past cannot be
    settled any more.
    """

    def __init__(self, club: Club, form: RosterForm) -> None:
        self.club = club
        self.today = club.today()
        self.monday = monday_of(self.today)
        self._athletes = form.narrow(club.athletes.with_squads().with_invitations().with_consents())
        self.is_empty = not self._athletes and not form.is_narrowed
        self._reason = form.asked.get("reason")

    @cached_property
    def rows(self) -> list[Row]:
        """Those who are asked for, the most urgent first, then by name."""
        rows = sorted(map(self._row, self._athletes), key=lambda row: row.order)
        return [row for row in rows if not self._reason or self._reason in {one.reason.kind for one in row.reasons}]

    @property
    def in_need(self) -> int:
        """How many of them need attention."""
        return sum(row.needs_attention for row in self.rows)

    def _row(self, athlete: Athlete) -> Row:
        squads, race = _going_on(athlete), self._races.next_for(athlete, self.today)
        missing = [label for column, label in athlete.missing_facts.items() if coach_sees(athlete, column)]
        tells_of_bones = coach_sees(athlete, "past_bone_stress_injury")
        known = Known(
            today=self.today,
            flags=self.flags.get(athlete.pk, ()),
            heavy_legs_since=athlete.heavy_legs_since,
            **self._said(athlete, squads),
            is_in_a_squad=bool(squads),
            has_plan_next_week=any((squad.pk, self.monday + WEEK) in self._sessions for squad in squads),
            next_race=race,
            missing=missing,
            asked=sum(coach_sees(athlete, column) for column in Athlete.FACTS_OF_A_COMPLETE_PROFILE),
            past_bone_stress_injury=tells_of_bones and bool(athlete.past_bone_stress_injury),
            no_added_load=athlete.no_added_load,
        )
        linked = [Linked(reason, self._href(reason, athlete, squads)) for reason in reasons(known)]
        return Row(athlete, squads, linked, race, race.countdown(self.today) if race else "")

    def _href(self, reason: Reason, athlete: Athlete, squads: Sequence[Squad]) -> str:
        """Where a coach goes about ``reason``."""
        slug = self.club.slug
        if reason.flag is not None:
            return reverse("plans:session", args=[slug, reason.flag.session])
        if reason.kind == "no_plan":
            to_plan = [slug, squads[0].pk, self.monday + WEEK] if squads else None
            return reverse("plans:board", args=to_plan) if to_plan else reverse("plans:squads", args=[slug]) + "?all"
        if reason.kind == "race_soon":
            return reverse("races", args=[slug])
        if reason.kind in OF_THE_LOG or (reason.kind == "heavy_legs" and athlete.pk in self._logs):
            return reverse("plans:athlete_log", args=[slug, athlete.pk])
        return reverse("athlete", args=[slug, athlete.pk])

    @cached_property
    def _logs(self) -> Mapping[int, list[Log]]:
        """What the athletes said within :data:`SAYS_OTHERWISE_DAYS` days, by athlete, the oldest first."""
        first = self.today - dt.timedelta(days=SAYS_OTHERWISE_DAYS - 1)
        found: dict[int, list[Log]] = {}
        said = Log.objects.filter(athlete__in=self._athletes).between(first, self.today)
        for log in said.order_by("date", "said_at", "pk"):
            found.setdefault(log.athlete_id, []).append(log)
        return found

    @cached_property
    def _triage(self) -> Triage | None:
        return heavy_legs_triage()

    def _said(self, athlete: Athlete, squads: Sequence[Squad]) -> dict[str, Any]:
        """What the athlete said lately, as :class:`Known` wants it."""
        logs = self._logs.get(athlete.pk, [])
        lately = [log for log in logs if (self.today - log.date).days < SAID_LATELY_DAYS]
        return {
            "heavy": [self._heavy(log, athlete) for log in lately if log.heavy_legs],
            "is_heavy_last": bool(lately) and lately[-1].heavy_legs,
            "pains": [Pain(log.date, log.pain, log.get_pain_where_display()) for log in lately if log.pain],
            "missed": [Unrun(log.date, log.planned) for log in lately if log.outcome == "missed"],
            "silent": self._unsaid(athlete, squads, logs) if logs else [],
            "says_otherwise": bool(logs),
        }

    def _heavy(self, log: Log, athlete: Athlete) -> Heavy:
        if self._triage is None:
            return Heavy(log.date)
        answer = answer_to(log, athlete, self._triage)
        return Heavy(log.date, answer.urgency, " ".join(for_coach(answer)), answer.heavy_for_days)

    def _unsaid(self, athlete: Athlete, squads: Sequence[Squad], logs: Sequence[Log]) -> list[Unrun]:
        """The published sessions of the last days, but today's, of which the athlete said nothing; rest is none."""
        said = {log.session_id for log in logs}
        # A run that nobody planned may well stand for what was.
        days = {log.date for log in logs if log.session_id is None}
        found = []
        for squad in squads:
            for monday in (self.monday - WEEK, self.monday):
                for session in self._sessions.get((squad.pk, monday), ()):
                    done = self._exceptions.get((athlete.pk, session.pk)) or session
                    is_over = 0 < (self.today - session.date).days <= SAID_LATELY_DAYS
                    is_told = session.pk in said or session.date in days
                    if is_over and session.week.is_published and not is_told and not done.is_rest:
                        found.append(Unrun(session.date, done.text))
        return found

    @cached_property
    def _races(self) -> RaceCalendar:
        return RaceCalendar(self.club, self._athletes, since=self.monday)

    @cached_property
    def _members(self) -> Mapping[int, list[Athlete]]:
        """Those who are asked for, by squad."""
        found: dict[int, list[Athlete]] = {}
        for athlete in self._athletes:
            for squad in _going_on(athlete):
                found.setdefault(squad.pk, []).append(athlete)
        return found

    @cached_property
    def _sessions(self) -> Mapping[tuple[int, dt.date], list[Session]]:
        """What their squads plan, by squad and Monday: as much of the weeks before as counts in these two."""
        found: dict[tuple[int, dt.date], list[Session]] = {}
        for session in Session.objects.live().around(self._members, self.monday):
            found.setdefault((session.week.squad_id, session.week.monday), []).append(session)
        return found

    @cached_property
    def flags(self) -> Mapping[int, list[Flag]]:
        """What the panel objects to for each athlete, by id."""
        guidelines = guideline_set(packs_of(self.club))
        found: dict[int, list[Flag]] = {}
        for (squad, monday), sessions in self._sessions.items():
            if monday < self.monday:
                continue
            before = [one for back in (1, 2) for one in self._sessions.get((squad, monday - back * WEEK), ())]
            at_hand = [*sessions, *(one for one in before if one.week.is_published)]
            elsewhere = self._loaded_elsewhere(squad, monday)
            athletes, own = self._members[squad], self._exceptions.values()
            advisor = Advisor(self.club, athletes, monday, at_hand, elsewhere, guidelines, own, self._races)
            advisor = advisor.in_block(sessions[0].week.block)
            for session in sessions:
                if session.date >= self.today:
                    self._flag(session, advisor, found)
        return found

    def _flag(self, session: Session, advisor: Advisor, found: dict[int, list[Flag]]) -> None:
        """Add ``session`` to the flags of those for whom it still has to be settled, with what they do of it."""
        for athlete, verdict in advisor.for_squad(Planned.of(session)).of_each():
            own = self._exceptions.get((athlete.pk, session.pk))
            if verdict in TO_SETTLE and not _is_settled(session, own, verdict):
                text = own.text if own else session.text
                found.setdefault(athlete.pk, []).append(Flag(verdict, session.date, text, session.pk))

    @cached_property
    def _exceptions(self) -> Mapping[tuple[int, int], SessionException]:
        """What the athletes do in place of their squads' sessions, by athlete and session."""
        first, last = self.monday - 2 * WEEK, self.monday + WEEK
        found = SessionException.objects.of_athletes(self._athletes, first, last)
        return {(one.athlete_id, one.session_id): one for one in found}

    def _loaded_elsewhere(self, squad: int, monday: dt.date) -> Mapping[int, list[dt.date]]:
        """The loaded runs that the athletes of ``squad`` have with their other squads and that count in a week."""
        counted = {monday - back * WEEK for back in range(3)}
        return {
            athlete.pk: [
                session.date
                for other in athlete.squads.all()
                if other.pk != squad
                for when in counted
                for session in self._sessions.get((other.pk, when), ())
                if (self._exceptions.get((athlete.pk, session.pk)) or session).loaded_run and session.week.is_published
            ]
            for athlete in self._members[squad]
        }


def _going_on(athlete: Athlete) -> list[Squad]:
    """The athlete's squads, without a plan alone that has ended."""
    return [squad for squad in athlete.squads.all() if squad.ended_on is None]


def _is_settled(session: Session, own: SessionException | None, verdict: str) -> bool:
    """Whether a coach's decision on the session covers what the athlete does of it."""
    decision = session.decision
    return decision is not None and decision.covers(verdict) and (own is None or own.updated_at <= decision.at)
