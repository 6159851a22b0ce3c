"""From rows to facts, and from facts to advice: the one place where people, weeks and guidelines meet.

Two queries at most, whatever the number of sessions and athletes: the version of the guidelines and, where a guideline
asks about them, the races ahead. Athletes who are alike in every
fact that the answer can hang on share it.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from advice.drills import Drill, is_explosive
from advice.engine import Advice, GuidelineSet, advise
from advice.facts import NO_RACE, FactValue, Interval
from advice.history import Entry, History
from advice.published import drill_catalogue, guideline_set
from advice.replacements import Options, Replacement, options, why_not
from advice.suitability import why_not_here
from clubs.models import Athlete, Club
from clubs.race_calendar import RaceAhead, RaceCalendar
from plans.discretion import for_coaches, kept_facts, options_for_coaches
from plans.models import Session, SessionException, read_for
from plans.packs import packs_of
from plans.squad_advice import ForSome, SquadAdvice, worst_first
from workouts.reading import Reading
from workouts.vocabulary import EFFORT_ORDER, EQUIPMENT, Word, gettext_noop, slugs
from workouts.workout import Workout

_ = gettext_noop

Facts = dict[str, FactValue]
FORTNIGHT = dt.timedelta(days=14)
DATED_FACTS = ("weeks_to_race", "race_pack_kg", "heavy_legs_days", "loaded_runs_last_14_days")
CHOSEN_FACTS = ("goal", "level", "strength_base", "age_group")
NOTHING_REPORTED: Facts = {"heavy_legs_days": Interval.exactly(0), "injuries": frozenset(), "no_added_load": False}
HARD_FROM = EFFORT_ORDER["threshold"]
# A session this many days ago may still be felt in the legs.
FURTHEST_FELT_DAYS = 3
# How a coach narrows what is offered on a day, and what is then not at hand.
TODAY = (
    Word("no_hill", _("No hill")),
    Word("indoors", _("Indoors")),
    Word("no_equipment", _("No equipment")),
)
WITHOUT: dict[str, frozenset[str]] = {
    "no_hill": frozenset({"hill"}),
    "indoors": frozenset({"hill", "trail", "grass", "track", "sled", "tyre", "parachute"}),
    "no_equipment": frozenset(slugs(EQUIPMENT)),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """What the advisor needs of a session, saved or still being typed: when it is and what was read.

    ``session`` is the key of a saved one, whose exceptions then count for the athletes who have them.
    """

    date: dt.date
    workout: Workout
    session: int | None = None

    @classmethod
    def of(cls, session: Session) -> Planned:
        """What is needed of a session that is saved."""
        return cls(session.date, session.workout, session.pk)

    @property
    def is_hard(self) -> bool:
        """Whether any of it is at threshold or harder, jumps, or a race; strides are not."""
        return any(
            (step.effort is not None and EFFORT_ORDER[step.effort.lo] >= HARD_FROM and not step.is_strides)
            or step.activity in ("jumps", "race")
            for step, _rounds in self.workout.flat()
        )

    @property
    def climbs(self) -> bool:
        """Whether any of it runs uphill."""
        return any(step.uphill for step, _rounds in self.workout.flat())


class Advisor:
    """Answers for some athletes in one week.

    ``sessions`` are those of the week (drafts too: a coach plans with them) and, of the fortnight before, at least the
    published ones with a loaded run; each of the athletes runs all of them, but for their ``exceptions``, which they do
    in place of the sessions they are to. ``loaded_elsewhere`` holds the dates of loaded runs that an athlete, by id,
    has besides. ``guidelines`` stand in for those that the club listens to, and ``races`` for the races from ``monday``
    on, where they are at hand. Of the week's block see :meth:`in_block`.
    """

    def __init__(
        self,
        club: Club,
        athletes: Sequence[Athlete],
        monday: dt.date,
        sessions: Iterable[Session],
        loaded_elsewhere: Mapping[int, Sequence[dt.date]] | None = None,
        guidelines: GuidelineSet | None = None,
        exceptions: Iterable[SessionException] = (),
        races: RaceCalendar | None = None,
    ) -> None:
        self.club = club
        self.athletes = athletes
        self.guidelines: GuidelineSet = guideline_set(packs_of(club)) if guidelines is None else guidelines
        self.races = races or RaceCalendar(club, athletes, since=monday)
        self.block = ""
        self.today = club.today()
        self._at_hand = list(sessions)
        self._sessions = [session for session in self._at_hand if session.week.monday == monday]
        self._exceptions: dict[int, dict[int, SessionException]] = {}
        self._exceptions_to: dict[int, dict[int, SessionException]] = {}
        for one in exceptions:
            self._exceptions.setdefault(one.athlete_id, {})[one.session_id] = one
            self._exceptions_to.setdefault(one.session_id, {})[one.athlete_id] = one
        self._plans: dict[int | None, _Plan] = {}
        self._loaded_elsewhere = loaded_elsewhere or {}
        self._histories: dict[int, History] = {}
        self._own: dict[int, Facts] = {}
        self._kept: dict[int, frozenset[str]] = {}
        self._dated: dict[tuple[int, dt.date], Facts] = {}
        # Each offer is read to be judged, and again for those whom it does not suit.
        self._readings: dict[str, Reading] = {}
        self._judged: dict[tuple[str, dt.date], dict[int, Advice]] = {}

    def under(self, guidelines: GuidelineSet) -> Advisor:
        """The same athletes in the same week, asked under other guidelines."""
        other = copy.copy(self)
        other.guidelines, other._judged = guidelines, {}
        return other

    def in_block(self, block: str) -> Advisor:
        """The same athletes in a week of this block; where it has none, none is known."""
        if block == self.block:
            return self
        other = copy.copy(self)
        other.block, other._dated, other._judged = block, {}, {}
        return other

    def for_squad(self, planned: Planned) -> SquadAdvice:
        """Advice on ``planned`` for every athlete, each on what they do of it, as coaches read it.

        For an unknown athlete where the squad is still empty. What athletes keep from coaches counts, and is not said.
        """
        mine = self._exceptions_to.get(planned.session or 0, {})
        usual = [athlete for athlete in self.athletes if athlete.pk not in mine] if mine else self.athletes
        instead: dict[str, list[Athlete]] = {}
        workouts: dict[str, Workout] = {}
        for athlete in self.athletes if mine else ():
            if one := mine.get(athlete.pk):
                instead.setdefault(one.stored_reading, []).append(athlete)
                workouts[one.stored_reading] = one.workout
        excepted = [
            answer
            for reading, athletes in instead.items()
            for answer in self._answers(Planned(planned.date, workouts[reading]), athletes)
        ]
        return SquadAdvice(worst_first(self._answers(planned, usual)), worst_first(excepted))

    def among(self, athletes: Sequence[Athlete], planned: Planned) -> SquadAdvice:
        """Advice on ``planned`` for some of the athletes, whatever else they do, as coaches read it."""
        return SquadAdvice(worst_first(self._answers(planned, athletes)))

    def _answers(self, planned: Planned, athletes: Sequence[Athlete]) -> list[ForSome]:
        """The answers to ``planned`` for ``athletes``, one for those who are alike; for nobody where there are none."""
        asked = tuple(self.guidelines.asked_of(planned.workout))
        alike: dict[tuple[tuple[FactValue, ...], frozenset[str]], list[Athlete]] = {}
        for athlete in athletes if asked else ():
            key = tuple([self._fact(fact, athlete, planned.date) for fact in asked])
            alike.setdefault((key, self.kept_by(athlete)), []).append(athlete)
        return [
            ForSome(
                tuple(alike_ones),
                for_coaches(self._advise(planned.workout, dict(zip(asked, key, strict=True))), kept),
            )
            for (key, kept), alike_ones in alike.items()
        ] or [ForSome(tuple(athletes), self._advise(planned.workout, self._facts_of_nobody(planned.date)))]

    def exceptions_to(self, session: int) -> Sequence[SessionException]:
        """What the athletes have in place of a session, in order of their names."""
        return tuple(self._exceptions_to.get(session, {}).values())

    def kept_by(self, athlete: Athlete) -> frozenset[str]:
        """The facts that ``athlete`` keeps from coaches."""
        known = self._kept.get(athlete.pk)
        if known is None:
            known = self._kept[athlete.pk] = kept_facts(athlete)
        return known

    def hangs_on(self, athlete: Athlete, planned: Planned) -> tuple[FactValue, ...]:
        """The facts of ``athlete`` that the answer to ``planned`` can hang on: alike in these, alike in the answer."""
        asked = self.guidelines.asked_of(planned.workout)
        return tuple([self._fact(fact, athlete, planned.date) for fact in asked])

    def for_athlete(self, athlete: Athlete, planned: Planned) -> Advice:
        """Advice on ``planned`` for one athlete, as the athlete reads it."""
        return self._advise(planned.workout, self.facts(athlete, planned.date))

    def options(
        self,
        session: Session,
        answer: ForSome,
        today: frozenset[str] = frozenset(),
        *,
        at_most: int | None = None,
        also_unloaded: bool = False,
    ) -> Options:
        """What can replace that which ``answer`` objects to in ``session``: clear for its athletes, best first.

        It is worded for coaches.

        ``today`` narrows it, see :data:`TODAY`; ``also_unloaded`` widens it to steps without a load. One query: the
        plan of the four weeks before.
        """
        shared = self._own_things(answer.athletes)
        without = frozenset[str]().union(*(WITHOUT[word] for word in today))
        found = options(
            session.reading,
            self._shared_facts(answer.athletes, session.date),
            self.guidelines,
            self.catalogue,
            equipment=(frozenset(self.club.equipment) | shared) - without,
            terrain=(frozenset(self.club.terrain) | shared) - without,
            strict=self.club.is_strict,
            read=self._read,
            history=self.history(session),
            indoors="indoors" in today,
            at_most=at_most,
            also_unloaded=also_unloaded,
        )
        return options_for_coaches(found, answer.athletes)

    def history(self, session: Session) -> History:
        """What the squad's plan holds around ``session``: its week, and what was published in the four before."""
        known = self._histories.get(session.pk)
        if known is None:
            before = Session.objects.live().published_before(session.week)
            entries = [_entry(other, session) for other in (*self._sessions, *before) if other.pk != session.pk]
            known = self._histories[session.pk] = History(tuple(entries))
        return known

    @cached_property
    def catalogue(self) -> tuple[Drill, ...]:
        """The drills that can be offered. One query."""
        return drill_catalogue()

    def _own_things(self, athletes: Iterable[Athlete]) -> frozenset[str]:
        """The equipment and terrain that each of ``athletes`` has besides the club's."""
        own = [{*athlete.equipment, *athlete.terrain} for athlete in athletes]
        return frozenset(set.intersection(*own)) if own else frozenset()

    def _shared_facts(self, athletes: Sequence[Athlete], date: dt.date) -> Facts:
        """What holds for each of ``athletes``; of injuries those they share, :meth:`unsuited` tells of the others.

        Where they differ in a choice, such as the age group, it is any of theirs.
        """
        every = [self.facts(athlete, date) for athlete in athletes] or [self._facts_of_nobody(date)]
        first, *others = every
        shared = {fact: value for fact, value in first.items() if all(one.get(fact) == value for one in others)}
        for fact in CHOSEN_FACTS:
            values = [value for one in every if isinstance(value := one.get(fact), frozenset)]
            if len(values) == len(every):
                shared[fact] = frozenset[str]().union(*values)
        injuries = [value for one in every if isinstance(value := one.get("injuries"), frozenset)]
        return {**shared, "injuries": frozenset.intersection(*injuries)} if injuries else shared

    def unsuited(self, replacement: Replacement, date: dt.date) -> list[Athlete]:
        """Those whom a replacement that the whole squad would get does not suit.

        It is not clear for them, their injuries rule it out, or they lack what it takes.
        """
        return [athlete for athlete in self.athletes if not self.suits(replacement, athlete, date)]

    def suits(self, replacement: Replacement, athlete: Athlete, date: dt.date) -> bool:
        """Whether a replacement that was found for others suits ``athlete`` as well."""
        return (
            self.judged(replacement.text, athlete, date).verdict == "clear"
            and why_not(replacement.drill, self.facts(athlete, date)) is None
            and why_not_here(replacement.drill, self.at_hand_of(athlete)) is None
        )

    def judged(self, text: str, athlete: Athlete, date: dt.date) -> Advice:
        """Advice on ``text`` for one athlete; those who are alike in what it can hang on are asked about once."""
        known = self._judged.get((text, date))
        if known is None:
            squad = self.among(self.athletes, Planned(date, self._read(text).workout))
            known = {one.pk: answer.advice for answer in squad.answers for one in answer.athletes}
            self._judged[text, date] = known
        return known[athlete.pk]

    def at_hand_of(self, athlete: Athlete) -> frozenset[str]:
        """The equipment and terrain of the club and of ``athlete``."""
        return frozenset({*self.club.equipment, *self.club.terrain, *athlete.equipment, *athlete.terrain})

    def facts(self, athlete: Athlete, date: dt.date) -> Facts:
        """Everything that is known about ``athlete`` on ``date``; what is not known is left out."""
        known = self._dated.get((athlete.pk, date))
        if known is None:
            dated = {fact: self._fact(fact, athlete, date) for fact in DATED_FACTS}
            told = {fact: value for fact, value in dated.items() if value is not None}
            known = {**self._own_facts(athlete), **told, **self._day_facts(date, athlete.pk)}
            self._dated[athlete.pk, date] = known
        return known

    def _fact(self, fact: str, athlete: Athlete, date: dt.date) -> FactValue:
        """One fact about ``athlete`` on ``date``, ``None`` where it is not known."""
        match fact:
            case "weeks_to_race":
                return _weeks_to_race(self.races.next_for(athlete, date), date)
            case "race_pack_kg":
                return _exactly(self.races.pack_for(athlete, date))
            case "heavy_legs_days":
                return _exactly(_heavy_legs_days(athlete.heavy_legs_since, min(date, self.today)))
            case "loaded_runs_last_14_days":
                return _exactly(self._loaded_runs_before(athlete, date))
            case "block":
                return self._block
            case "hard_yesterday" | "hill_sessions_in_week":
                return self._day_facts(date, athlete.pk)[fact]
        return self._own_facts(athlete).get(fact)

    def _own_facts(self, athlete: Athlete) -> Facts:
        own = self._own.get(athlete.pk)
        if own is None:
            own = self._own[athlete.pk] = athlete_facts(athlete)
        return own

    def _advise(self, workout: Workout, facts: Mapping[str, FactValue]) -> Advice:
        return advise(workout, facts, self.guidelines, strict=self.club.is_strict)

    def _read(self, text: str) -> Reading:
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = read_for(self.club, text)
        return found

    def _facts_of_nobody(self, date: dt.date) -> Facts:
        """What is taken for granted while a squad is empty: that nobody has reported anything."""
        return {**NOTHING_REPORTED, **self._day_facts(date)}

    def _day_facts(self, date: dt.date, athlete: int | None = None) -> Facts:
        plan = self._plan_of(athlete)
        hard_yesterday = date - dt.timedelta(days=1) in plan.hard_days
        return {
            # Of the week before only some sessions are at hand: on a Monday the day before may be hard all the same.
            "hard_yesterday": hard_yesterday or (None if date.weekday() == 0 else False),
            "hill_sessions_in_week": _exactly(plan.hill_sessions),
            "block": self._block,
        }

    @property
    def _block(self) -> FactValue:
        return frozenset((self.block,)) if self.block else None

    def _loaded_runs_before(self, athlete: Athlete, date: dt.date) -> int:
        days = [*self._plan_of(athlete.pk).loaded_runs, *self._loaded_elsewhere.get(athlete.pk, ())]
        return sum(date - FORTNIGHT <= day < date for day in days)

    def _plan_of(self, athlete: int | None) -> _Plan:
        """What counts of the plan for an athlete, by key: the squad's, unless there are exceptions for this one."""
        own = self._exceptions.get(athlete or 0)
        key = athlete if own else None
        known = self._plans.get(key)
        if known is None:
            done = [(session, (own or {}).get(session.pk, session)) for session in self._at_hand]
            known = self._plans[key] = _Plan(done, frozenset(session.pk for session in self._sessions))
        return known


@dataclass(frozen=True)
class _Plan:
    """The sessions at hand with what is done of each, and which of them are of the week."""

    done: Sequence[tuple[Session, Session | SessionException]]
    of_week: frozenset[int]

    @cached_property
    def loaded_runs(self) -> tuple[dt.date, ...]:
        """The days with a loaded run."""
        return tuple(session.date for session, one in self.done if one.loaded_run)

    @cached_property
    def hard_days(self) -> frozenset[dt.date]:
        """The days with something hard."""
        return frozenset(s.date for s, one in self.done if Planned(s.date, one.workout).is_hard)

    @cached_property
    def hill_sessions(self) -> int:
        """How many sessions of the week run uphill."""
        return sum(Planned(s.date, one.workout).climbs for s, one in self.done if s.pk in self.of_week)


def athlete_facts(athlete: Athlete) -> Facts:
    """The facts of a profile that do not depend on the day; blank ones are unknown and left out."""
    facts: Facts = {
        "injuries": frozenset(athlete.injuries),
        "no_added_load": athlete.no_added_load,
        "past_bone_stress_injury": athlete.past_bone_stress_injury,
        "body_mass_kg": _exactly(athlete.body_mass_kg),
    }
    for fact in CHOSEN_FACTS:
        value = getattr(athlete, fact)
        facts[fact] = frozenset((value,)) if value else None
    return {fact: value for fact, value in facts.items() if value is not None}


def _weeks_to_race(race: RaceAhead | None, date: dt.date) -> Interval:
    return NO_RACE if race is None or race.date is None else Interval.exactly((race.date - date).days / 7)


def _heavy_legs_days(since: dt.date | None, date: dt.date) -> int:
    return 0 if since is None else max((date - since).days + 1, 0)


def _exactly(value: float | Decimal | None) -> Interval | None:
    return None if value is None else Interval.exactly(float(value))


def _entry(other: Session, session: Session) -> Entry:
    """``other`` as it stands in the plan around ``session``."""
    days_ago = (session.date - other.date).days
    in_week = other.week.monday == session.week.monday
    if not in_week and days_ago > FURTHEST_FELT_DAYS:
        # Only its drills are asked for.
        return Entry(days_ago, other.text)
    planned = Planned(other.date, other.workout)
    return Entry(days_ago, other.text, in_week, planned.is_hard, is_explosive(planned.workout), planned.climbs)
