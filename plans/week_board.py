"""What the board shows of a week: days with cards, each with its verdict, and the week in numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from advice.engine import Advice
from clubs.models import Athlete, Club, Meeting, Squad, SquadMeeting
from clubs.race_calendar import RaceAhead, RaceCalendar
from plans import wording
from plans.advising import Advisor, Planned
from plans.energy import Energy, energies
from plans.excepting import Proposal, on_the_flat, proposals
from plans.fragments import fragment
from plans.left_unread import leaves_a_load_out, words_left
from plans.models import DAYS_A_WEEK, Decision, Log, Session, SessionException, Swap, Week
from plans.offers import Offers, Wish
from plans.reasons import tally
from plans.squad_advice import SquadAdvice
from plans.tellings import SquadWent, Telling, stamp, tellings
from plans.who_suits import TO_SETTLE, WhoSuits
from workouts.workout import Range


@dataclass(frozen=True)
class Excepted:
    """What an athlete does in place of the squad's session, with what the panel says of that."""

    exception: SessionException
    advice: Advice
    units: str

    @property
    def pk(self) -> str:
        """The exception's id as it stands in the page: never with a thousands separator."""
        return str(self.exception.pk)

    @property
    def chips(self) -> Sequence[wording.Chip]:
        """What was read, in a few words."""
        return wording.chips(self.exception.workout, self.units)

    def is_newer_than(self, decision: Decision) -> bool:
        """Whether the coach has still to settle it: it is flagged, and a decision was taken before it was written."""
        return self.advice.verdict in TO_SETTLE and self.exception.updated_at > decision.at


@dataclass(frozen=True)
class Card:
    """A session on the board with what the panel says of it for this squad."""

    session: Session
    advice: SquadAdvice
    units: str
    suits: WhoSuits
    exceptions: Sequence[Excepted] = ()
    # Nothing where nobody had anything to say yet.
    went: SquadWent | None = None

    @property
    def pk(self) -> str:
        """The session's id as it stands in the page: never with a thousands separator."""
        return str(self.session.pk)

    @cached_property
    def url(self) -> str:
        """Where the session lives."""
        return reverse("plans:session", args=[self.session.week.squad.club.slug, self.session.pk])

    @property
    def closed(self) -> SafeString:
        """The card as it stands on the board while it is not open."""
        return self._rendered(is_open=False)

    @property
    def open(self) -> SafeString:
        """The card while its drawer is open."""
        return self._rendered(is_open=True)

    def _rendered(self, *, is_open: bool) -> SafeString:
        session, settled = self.session, (self.decision is None, self.swap is None)
        said = (session.comment_count, is_open)
        key = (self.url, session.version, session.text, session.stored_reading, self.units, *said)
        excepted = tuple((one.pk, one.exception.version, one.exception.is_for_other_words) for one in self.exceptions)
        foot = (self.verdict, self.tally, settled, self.is_held_back, excepted)
        went = self.went and self.went.fragment_key
        return fragment("plans/_card.html", (*key, *foot, went), lambda: {"card": self, "is_open": is_open})

    @property
    def chips(self) -> Sequence[wording.Chip]:
        """What was read, in a few words."""
        return wording.chips(self.session.workout, self.units)

    @cached_property
    def tally(self) -> str:
        """Whom it suits and whom not, and why; where that is the same for all, who of the panel stands where.

        Nothing where the session is clear for everybody.
        """
        if self.suits.sentence:
            return self.suits.sentence
        return "" if self.advice.own_verdict == "clear" else tally(self.advice.lead.advice)

    @property
    def for_other_words(self) -> Sequence[Excepted]:
        """The exceptions that were written when the session said something else."""
        return [one for one in self.exceptions if one.exception.is_for_other_words]

    @property
    def verdict(self) -> str:
        """The worst verdict of any athlete."""
        return self.advice.verdict

    @property
    def unread(self) -> list[str]:
        """What was not read, words that stand together as one."""
        return words_left(self.session.reading)

    @property
    def swap(self) -> Swap | None:
        """The swap that stands."""
        return self.session.swap

    @cached_property
    def decision(self) -> Decision | None:
        """The decision that still covers the verdict: a worse verdict asks for a new one."""
        kept = self.session.decision
        if kept is None or not kept.covers(self.verdict) or any(one.is_newer_than(kept) for one in self.exceptions):
            return None
        return kept

    @property
    def is_held_back(self) -> bool:
        """Whether it stands in a published week and still does not reach those whom the panel tells to stop."""
        return self.verdict == "stop" and self.needs_settling and self.session.week.is_published

    @property
    def needs_settling(self) -> bool:
        """Whether the coach still has to swap it or say why it stays."""
        return self.verdict in TO_SETTLE and self.decision is None


class RaceOnBoard(NamedTuple):
    """A race on its day, and whom it is for where that is one athlete."""

    race: RaceAhead
    athlete: str


@dataclass(frozen=True)
class Day:
    """A day of the week and what is planned on it; ``number`` 0 is Monday."""

    number: int
    date: dt.date
    cards: Sequence[Card]
    is_today: bool
    units: str
    races: Sequence[RaceOnBoard] = ()
    meeting: Meeting | None = None

    @property
    def fragment_key(self) -> tuple[Hashable, ...]:
        """All that is seen of the day while nothing in it is open."""
        head = (self.date, self.is_today, self.summary, self.meeting)
        return (*head, *self.races, *[card.closed for card in self.cards])

    @cached_property
    def name(self) -> str:
        """Monday."""
        return date_format(self.date, "l")

    @property
    def summary(self) -> str:
        """The few words at the day's head: the distance that is stated, else the time, else "rest"."""
        workouts = [card.session.workout for card in self.cards]
        metres = _sum([workout.total("distance_m") for workout in workouts])
        if metres is not None:
            return wording.distance(metres, self.units)
        seconds = _sum([workout.total("duration_s") for workout in workouts])
        if seconds is not None:
            return wording.duration(seconds)
        return gettext("rest") if self.cards and all(card.session.is_rest for card in self.cards) else ""


class LoadLeftOut(NamedTuple):
    """A session in which a load was not understood, as its week is told of it: id, day and the coach's words."""

    pk: str
    day: str
    text: str


@dataclass(frozen=True)
class Totals:
    """A week in numbers, as far as its sessions state them."""

    distance_m: Range | None
    duration_s: Range | None
    sessions: int
    hard_days: int
    loaded_sessions: int

    @classmethod
    def of(cls, sessions: Sequence[Session]) -> Totals:
        """Add up ``sessions``, which are one week's."""
        planned = [Planned(session.date, session.workout) for session in sessions]
        training = [p for p in planned if any(step.activity != "rest" for step, _rounds in p.workout.flat())]
        return cls(
            distance_m=_sum([p.workout.total("distance_m") for p in planned]),
            duration_s=_sum([p.workout.total("duration_s") for p in planned]),
            sessions=len(training),
            hard_days=len({p.date for p in planned if p.is_hard}),
            loaded_sessions=sum(any(step.load for step, _rounds in p.workout.flat()) for p in planned),
        )


class Board:
    """A squad's week for a coach's eyes.

    Eight queries, and one more each where there are swaps and decisions.
    """

    def __init__(self, squad: Squad, monday: dt.date) -> None:
        self.squad = squad
        self.club: Club = squad.club
        self.monday = monday
        self.today = self.club.today()
        weeks = {week.monday: week for week in Week.objects.filter(squad=squad).until(monday)}
        # A week that nothing was written into yet has no row.
        self.week = weeks.get(monday) or Week(squad=squad, monday=monday)
        self.week.squad = squad
        before = monday - dt.timedelta(days=DAYS_A_WEEK)
        mine = [week for day, week in weeks.items() if day in (monday, before)]
        fetched = Session.objects.live().of_weeks(mine, loaded_runs_of=weeks.values()).with_comments()
        sessions = fetched.with_standing() if weeks else []
        by_key = {week.pk: week for week in weeks.values()}
        for session in sessions:
            session.week = by_key[session.week_id]
        self.sessions = [session for session in sessions if session.week.monday == monday]
        self._sessions_before = [session for session in sessions if session.week.monday == before]
        advised = [session for session in sessions if session.week.monday == monday or session.week.is_published]
        first = monday - dt.timedelta(weeks=2)
        exceptions = list(SessionException.objects.around(squad, first, monday))
        elsewhere = Session.objects.loaded_runs_elsewhere(squad, first, monday, exceptions)
        athletes = list(squad.athletes.with_consents())
        self.races = RaceCalendar(self.club, athletes, min(monday, self.today), squad)
        advisor = Advisor(self.club, athletes, monday, advised, elsewhere, exceptions=exceptions, races=self.races)
        self.advisor = advisor.in_block(self.week.block)

    @cached_property
    def cards(self) -> list[Card]:
        """The card of every session, judged when the first is asked for: what is being typed does without."""
        cards = [self.card(session) for session in self.sessions]
        return [replace(card, went=self._went(card)) for card in cards]

    def card(self, session: Session) -> Card:
        """The card of one of this week's sessions."""
        advice = self.advisor.for_squad(Planned.of(session))
        of_each = {athlete.pk: answer.advice for answer in advice.excepted for athlete in answer.athletes}
        standing = self.advisor.exceptions_to(session.pk) if session.pk else ()
        exceptions = [Excepted(one, of_each[one.athlete_id], self.club.units) for one in standing]
        suits = WhoSuits.of(self.advisor, session, advice)
        return Card(session, advice, self.club.units, suits, exceptions)

    @cached_property
    def _logs(self) -> Mapping[int, list[Log]]:
        """What was said of the week's sessions, by session. One query, but for a week that has no row."""
        found: dict[int, list[Log]] = {}
        for log in Log.objects.of_week(self.week).select_related("athlete") if self.week.pk else ():
            found.setdefault(log.session_id or 0, []).append(log)
        return found

    @property
    def said(self) -> str:
        """How far the page has seen what athletes say of the week."""
        logs = [log for said in self._logs.values() for log in said]
        return stamp(sum(log.version for log in logs), max((log.pk for log in logs), default=0))

    def _went(self, card: Card) -> SquadWent | None:
        """How one of this week's sessions went; nothing before its day, or of what athletes could not read."""
        session = card.session
        logs = self._logs.get(session.pk, [])
        is_due = session.date <= self.today and self.week.is_published and not session.is_rest
        if not (is_due or logs):
            return None
        heard = {log.athlete_id for log in logs}
        heard |= {one.athlete_id for one in self.advisor.exceptions_to(session.pk) if one.is_rest}
        if card.is_held_back:
            heard |= {athlete.pk for athlete, verdict in card.advice.of_each() if verdict == "stop"}
        silent = [athlete for athlete in self.advisor.athletes if athlete.pk not in heard] if is_due else []
        return SquadWent(logs, silent) if logs or silent else None

    def card_among(self, athletes: Sequence[Athlete], session: Session) -> Card:
        """The card of a session that is still being typed, for some of the athletes."""
        advice = self.advisor.among(athletes, Planned.of(session))
        return Card(session, advice, self.club.units, WhoSuits.of(self.advisor, session, advice))

    @cached_property
    def days(self) -> list[Day]:
        """Monday to Sunday."""
        return [self.day(number) for number in range(DAYS_A_WEEK)]

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The dates of the week, Monday first."""
        return tuple(self.week.date_of(number) for number in range(DAYS_A_WEEK))

    def day(self, number: int) -> Day:
        """One day; 0 is Monday."""
        date = self.week.date_of(number)
        cards = [card for card in self.cards if card.session.day == number]
        meeting = self._meetings.get((self.squad.pk, number))
        return Day(number, date, cards, date == self.today, self.club.units, self.races_on(date), meeting)

    @cached_property
    def _meetings(self) -> dict[tuple[int, int], Meeting]:
        """When and where the squad meets: a query of its own, asked when a day is shown."""
        return SquadMeeting.objects.of_squads([self.squad.pk]).by_day()

    def races_on(self, date: dt.date) -> list[RaceOnBoard]:
        """The races of a day, those of several athletes before those of one."""
        names = {athlete.pk: athlete.name for athlete in self.advisor.athletes}
        return [RaceOnBoard(race, names.get(race.athlete_id or 0, "")) for race in self.races.on(date)]

    @cached_property
    def next_goal(self) -> RaceAhead | None:
        """The next race of priority A that the squad trains for together, seen from today."""
        return self.races.next_goal_of(self.squad, self.today)

    @cached_property
    def totals(self) -> Totals:
        """This week in numbers."""
        return Totals.of(self.sessions)

    @cached_property
    def totals_before(self) -> Totals | None:
        """The week before in numbers, where there was one."""
        return Totals.of(self._sessions_before) if self._sessions_before else None

    @property
    def can_repeat(self) -> bool:
        """Whether the week is still empty, and there is one before it to begin from."""
        return not (self.sessions or self.week.is_published) and bool(self._sessions_before)

    @cached_property
    def to_settle(self) -> list[Card]:
        """The sessions that ask for a swap or a decision."""
        return [card for card in self.cards if card.needs_settling]

    @property
    def to_stop(self) -> list[Card]:
        """Those among them without which the week cannot be published."""
        return [card for card in self.to_settle if card.verdict == "stop"]

    @property
    def loads_left_out(self) -> tuple[LoadLeftOut, ...]:
        """The sessions whose verdict is on something else than what was meant: a load in them was not read."""
        return tuple(
            LoadLeftOut(str(one.pk), date_format(one.date, "l"), one.text)
            for one in self.sessions
            if leaves_a_load_out(one.reading)
        )

    def find(self, pk: int) -> Card | None:
        """The card of the session ``pk``, if it is on this board."""
        return next((card for card in self.cards if card.session.pk == pk), None)


@dataclass(frozen=True)
class Drawer:
    """An opened card: reasons, what its loads cost, replacements."""

    card: Card
    offers: Offers
    energies: Sequence[Energy]
    proposals: Sequence[Proposal]
    to_except: Sequence[Athlete]
    """Those of the squad who have no exception yet."""

    @cached_property
    def tellings(self) -> list[Telling]:
        """What each athlete says of it, the worst first."""
        return tellings_of(self.card)

    @property
    def to_write_for(self) -> set[int]:
        """The keys of those for whom nothing can be proposed, who are ticked where an exception is written."""
        return {athlete.pk for one in self.proposals if not one.replacements for athlete in one.athletes}

    @property
    def to_write(self) -> str:
        """The words that an exception begins with: the same on the flat, where somebody lacks a hill."""
        lacks_a_place = any(not one.apart.is_told_by_the_panel for one in self.proposals)
        session = self.card.session
        return on_the_flat(session.week.squad.club, session) if lacks_a_place else ""

    @property
    def at_once(self) -> Sequence[Athlete]:
        """Those for whom exceptions are made with one click."""
        return [athlete for one in self.proposals if one.is_for_all_at_once for athlete in one.athletes]

    @classmethod
    def of(cls, board: Board, card: Card, wish: Wish | None = None) -> Drawer:
        """Work out what the drawer of ``card`` shows; ``wish`` is what the coach wants to see of the offers."""
        offers = Offers.of(board.advisor, card, wish or Wish())
        shown = [one for one in card.advice.lead.athletes if "body_mass_kg" not in board.advisor.kept_by(one)]
        masses = [float(one.body_mass_kg) for one in shown if one.body_mass_kg is not None]
        excepted = {one.exception.athlete_id for one in card.exceptions}
        others = [] if board.squad.solo_id else [one for one in board.advisor.athletes if one.pk not in excepted]
        apart = card.suits.apart if others else ()
        proposed = proposals(board.advisor, card.session, apart)
        return cls(card, offers, energies(card.session.workout, masses, card.units), proposed, others)


def tellings_of(card: Card) -> list[Telling]:
    """What each athlete says of a session, the worst first."""
    told = tellings(card.session.week.squad.club, card.went.logs) if card.went else []
    return sorted(told, key=lambda one: one.order)


def _sum(ranges: Sequence[Range | None]) -> Range | None:
    known = [value for value in ranges if value is not None]
    return sum(known[1:], known[0]) if known else None
