"""What the board shows of a week: days with cards, each with its verdict, and the week in numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from clubs.models import Club, Squad
from plans import wording
from plans.advising import Advisor, Planned, SquadAdvice
from plans.energy import Energy, energies
from plans.fragments import fragment
from plans.left_unread import leaves_a_load_out, words_left
from plans.models import DAYS_A_WEEK, Decision, Session, Swap, Week
from plans.offers import Offers, Wish
from plans.reasons import tally
from workouts.workout import Range

# A verdict that a coach has to settle by a swap or a decision before athletes read it.
TO_SETTLE = ("avoid", "stop")


@dataclass(frozen=True)
class Card:
    """A session on the board with what the panel says of it for this squad."""

    session: Session
    advice: SquadAdvice
    units: str

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
        key = (self.url, session.version, session.text, session.stored_reading, self.units, is_open)
        foot = (self.verdict, self.tally, settled, self.is_held_back)
        return fragment("plans/_card.html", (*key, *foot), lambda: {"card": self, "is_open": is_open})

    @property
    def chips(self) -> Sequence[wording.Chip]:
        """What was read, in a few words."""
        return wording.chips(self.session.workout, self.units)

    @cached_property
    def tally(self) -> str:
        """Who of the panel stands where, and for how many of the squad; nothing where the session is clear."""
        if self.verdict == "clear":
            return ""
        said = tally(self.advice.lead.advice)
        if self.advice.is_shared:
            return said
        counted = {"count": self.advice.with_verdict, "of": self.advice.athletes, "tally": said}
        return gettext("for %(count)d of %(of)d: %(tally)s") % counted

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
        return kept if kept is not None and kept.covers(self.verdict) else None

    @property
    def is_held_back(self) -> bool:
        """Whether it stands in a published week and still does not reach those whom the panel tells to stop."""
        return self.verdict == "stop" and self.needs_settling and self.session.week.is_published

    @property
    def needs_settling(self) -> bool:
        """Whether the coach still has to swap it or say why it stays."""
        return self.verdict in TO_SETTLE and self.decision is None


@dataclass(frozen=True)
class Day:
    """A day of the week and what is planned on it; ``number`` 0 is Monday."""

    number: int
    date: dt.date
    cards: Sequence[Card]
    is_today: bool
    units: str

    @property
    def fragment_key(self) -> tuple[Hashable, ...]:
        """All that is seen of the day while nothing in it is open."""
        return (self.date, self.is_today, self.summary, *[card.closed for card in self.cards])

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
    """A squad's week for a coach's eyes. Five queries, and one more each where there are swaps and decisions."""

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
        fetched = Session.objects.live().of_weeks(mine, loaded_runs_of=weeks.values())
        sessions = fetched.with_standing() if weeks else []
        by_key = {week.pk: week for week in weeks.values()}
        for session in sessions:
            session.week = by_key[session.week_id]
        self.sessions = [session for session in sessions if session.week.monday == monday]
        self._sessions_before = [session for session in sessions if session.week.monday == before]
        advised = [session for session in sessions if session.week.monday == monday or session.week.is_published]
        elsewhere = Session.objects.loaded_runs_elsewhere(squad, monday - dt.timedelta(weeks=2), monday)
        self.advisor = Advisor(self.club, list(squad.athletes.all()), monday, advised, elsewhere)

    @cached_property
    def cards(self) -> list[Card]:
        """The card of every session, judged when the first is asked for: what is being typed does without."""
        return [self.card(session) for session in self.sessions]

    def card(self, session: Session) -> Card:
        """The card of one of this week's sessions."""
        advice = self.advisor.for_squad(Planned(session.date, session.workout))
        return Card(session, advice, self.club.units)

    @cached_property
    def days(self) -> list[Day]:
        """Monday to Sunday."""
        return [self.day(number) for number in range(DAYS_A_WEEK)]

    def day(self, number: int) -> Day:
        """One day; 0 is Monday."""
        date = self.week.date_of(number)
        cards = [card for card in self.cards if card.session.day == number]
        return Day(number, date, cards, is_today=date == self.today, units=self.club.units)

    @cached_property
    def totals(self) -> Totals:
        """This week in numbers."""
        return Totals.of(self.sessions)

    @cached_property
    def totals_before(self) -> Totals | None:
        """The week before in numbers, where there was one."""
        return Totals.of(self._sessions_before) if self._sessions_before else None

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

    @classmethod
    def of(cls, board: Board, card: Card, wish: Wish | None = None) -> Drawer:
        """Work out what the drawer of ``card`` shows; ``wish`` is what the coach wants to see of the offers."""
        offers = Offers.of(board.advisor, card, wish or Wish())
        masses = [float(one.body_mass_kg) for one in card.advice.lead.athletes if one.body_mass_kg is not None]
        return cls(card, offers, energies(card.session.workout, masses, card.units))


def _sum(ranges: Sequence[Range | None]) -> Range | None:
    known = [value for value in ranges if value is not None]
    return sum(known[1:], known[0]) if known else None
