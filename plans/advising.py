"""From rows to facts, and from facts to advice: the one place where people, weeks and guidelines meet.

One query, whatever the number of sessions and athletes: the version of the guidelines. Athletes who are alike in every
fact that the answer can hang on share it.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from advice.drills import is_explosive
from advice.engine import VERDICT_ORDER, Advice, GuidelineSet, advise
from advice.facts import NO_RACE, FactValue, Interval
from advice.history import Entry, History
from advice.published import drill_catalogue, guideline_set
from advice.replacements import Options, Replacement, options, why_not
from advice.suitability import why_not_here
from clubs.models import Athlete, Club
from plans.models import Session, read_for
from plans.packs import packs_of
from workouts.reading import Reading
from workouts.vocabulary import EFFORT_ORDER, EQUIPMENT, Word, gettext_noop, slugs
from workouts.workout import Workout

_ = gettext_noop

Facts = dict[str, FactValue]
FORTNIGHT = dt.timedelta(days=14)
DATED_FACTS = ("weeks_to_race", "heavy_legs_days", "loaded_runs_last_14_days")
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
    """What the advisor needs of a session, saved or still being typed: when it is and what was read."""

    date: dt.date
    workout: Workout

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


@dataclass(frozen=True, slots=True)
class ForSome:
    """One answer and the athletes it is for: alike in every fact that the answer can hang on."""

    athletes: tuple[Athlete, ...]
    advice: Advice


@dataclass(frozen=True, slots=True)
class SquadAdvice:
    """The answers for a squad, the worst first and the most frequent first among equals; never empty."""

    answers: tuple[ForSome, ...]

    @property
    def lead(self) -> ForSome:
        """The answer that the card shows."""
        return self.answers[0]

    @property
    def verdict(self) -> str:
        """The worst verdict of any athlete."""
        return self.lead.advice.verdict

    @property
    def by_verdict(self) -> dict[str, list[Athlete]]:
        """Whom each verdict is for, the worst first."""
        found: dict[str, list[Athlete]] = {}
        for answer in self.answers:
            found.setdefault(answer.advice.verdict, []).extend(answer.athletes)
        return found

    @property
    def is_shared(self) -> bool:
        """Whether the verdict is the same for all."""
        return all(answer.advice.verdict == self.verdict for answer in self.answers)

    @property
    def with_verdict(self) -> int:
        """How many athletes the verdict is for."""
        return len(self.by_verdict[self.verdict])

    @property
    def athletes(self) -> int:
        """How many athletes were asked about."""
        return sum(len(answer.athletes) for answer in self.answers)


class Advisor:
    """Answers for some athletes in one week.

    ``sessions`` are those of the week (drafts too: a coach plans with them) and, of the fortnight before, at least the
    published ones with a loaded run; each of the athletes runs all of them. ``loaded_elsewhere`` holds the dates of
    loaded runs that an athlete, by id, has besides. ``guidelines`` stand in for those that the club listens to.
    """

    def __init__(
        self,
        club: Club,
        athletes: Sequence[Athlete],
        monday: dt.date,
        sessions: Iterable[Session],
        loaded_elsewhere: Mapping[int, Sequence[dt.date]] | None = None,
        guidelines: GuidelineSet | None = None,
    ) -> None:
        self.club = club
        self.athletes = athletes
        self.guidelines: GuidelineSet = guideline_set(packs_of(club)) if guidelines is None else guidelines
        self.today = club.today()
        self._at_hand = list(sessions)
        self._sessions = [session for session in self._at_hand if session.week.monday == monday]
        self._loaded_runs = [session.date for session in self._at_hand if session.loaded_run]
        self._loaded_elsewhere = loaded_elsewhere or {}
        self._own: dict[int, Facts] = {}
        self._dated: dict[tuple[int, dt.date], Facts] = {}
        # Each offer is read to be judged, and again for those whom it does not suit.
        self._readings: dict[str, Reading] = {}

    def under(self, guidelines: GuidelineSet) -> Advisor:
        """The same athletes in the same week, asked under other guidelines."""
        other = copy.copy(self)
        other.guidelines = guidelines
        return other

    def for_squad(self, planned: Planned) -> SquadAdvice:
        """Advice on ``planned`` for every athlete; for an unknown athlete where the squad is still empty."""
        asked = tuple(self.guidelines.asked_of(planned.workout))
        alike: dict[tuple[FactValue, ...], list[Athlete]] = {}
        for athlete in self.athletes if asked else ():
            key = tuple([self._fact(fact, athlete, planned.date) for fact in asked])
            alike.setdefault(key, []).append(athlete)
        answers = [
            ForSome(tuple(athletes), self._advise(planned.workout, dict(zip(asked, key, strict=True))))
            for key, athletes in alike.items()
        ] or [ForSome(tuple(self.athletes), self._advise(planned.workout, self._facts_of_nobody(planned.date)))]
        answers.sort(key=lambda answer: (-VERDICT_ORDER[answer.advice.verdict], -len(answer.athletes)))
        return SquadAdvice(tuple(answers))

    def hangs_on(self, athlete: Athlete, planned: Planned) -> tuple[FactValue, ...]:
        """The facts of ``athlete`` that the answer to ``planned`` can hang on: alike in these, alike in the answer."""
        asked = self.guidelines.asked_of(planned.workout)
        return tuple([self._fact(fact, athlete, planned.date) for fact in asked])

    def for_athlete(self, athlete: Athlete, planned: Planned) -> Advice:
        """Advice on ``planned`` for one athlete."""
        return self._advise(planned.workout, self.facts(athlete, planned.date))

    def options(
        self, session: Session, answer: ForSome, today: frozenset[str] = frozenset(), *, at_most: int | None = None
    ) -> Options:
        """What can replace that which ``answer`` objects to in ``session``: clear for its athletes, best first.

        ``today`` narrows it, see :data:`TODAY`. One query: the plan of the four weeks before.
        """
        shared = self._own_things(answer.athletes)
        without = frozenset[str]().union(*(WITHOUT[word] for word in today))
        return options(
            session.reading,
            self._shared_facts(answer.athletes, session.date),
            self.guidelines,
            drill_catalogue(),
            equipment=(frozenset(self.club.equipment) | shared) - without,
            terrain=(frozenset(self.club.terrain) | shared) - without,
            strict=self.club.is_strict,
            read=self._read,
            history=self.history(session),
            indoors="indoors" in today,
            at_most=at_most,
        )

    def history(self, session: Session) -> History:
        """What the squad's plan holds around ``session``: its week, and what was published in the four before."""
        before = Session.objects.live().published_before(session.week)
        entries = [_entry(other, session) for other in (*self._sessions, *before) if other.pk != session.pk]
        return History(tuple(entries))

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
        ours = frozenset({*self.club.equipment, *self.club.terrain})
        squad = self.for_squad(Planned(date, self._read(replacement.text).workout))
        clear_for = {athlete.pk for athlete in squad.by_verdict.get("clear", ())}
        return [
            athlete
            for athlete in self.athletes
            if athlete.pk not in clear_for
            or why_not(replacement.drill, self.facts(athlete, date))
            or why_not_here(replacement.drill, ours | {*athlete.equipment, *athlete.terrain})
        ]

    def facts(self, athlete: Athlete, date: dt.date) -> Facts:
        """Everything that is known about ``athlete`` on ``date``; what is not known is left out."""
        known = self._dated.get((athlete.pk, date))
        if known is None:
            dated = {fact: self._fact(fact, athlete, date) for fact in DATED_FACTS}
            known = {**self._own_facts(athlete), **dated, **self._day_facts(date)}
            self._dated[athlete.pk, date] = known
        return known

    def _fact(self, fact: str, athlete: Athlete, date: dt.date) -> FactValue:
        """One fact about ``athlete`` on ``date``, ``None`` where it is not known."""
        match fact:
            case "weeks_to_race":
                return _weeks_to_race(athlete.next_race_on, date)
            case "heavy_legs_days":
                return _exactly(_heavy_legs_days(athlete.heavy_legs_since, min(date, self.today)))
            case "loaded_runs_last_14_days":
                return _exactly(self._loaded_runs_before(athlete, date))
            case "hard_yesterday" | "hill_sessions_in_week":
                return self._day_facts(date)[fact]
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

    def _day_facts(self, date: dt.date) -> Facts:
        hard_yesterday = date - dt.timedelta(days=1) in self._hard_days
        return {
            # Of the week before only some sessions are at hand: on a Monday the day before may be hard all the same.
            "hard_yesterday": hard_yesterday or (None if date.weekday() == 0 else False),
            "hill_sessions_in_week": _exactly(self._hill_sessions),
        }

    def _loaded_runs_before(self, athlete: Athlete, date: dt.date) -> int:
        days = [*self._loaded_runs, *self._loaded_elsewhere.get(athlete.pk, ())]
        return sum(date - FORTNIGHT <= day < date for day in days)

    @cached_property
    def _hard_days(self) -> frozenset[dt.date]:
        return frozenset(s.date for s in self._at_hand if Planned(s.date, s.workout).is_hard)

    @cached_property
    def _hill_sessions(self) -> int:
        return sum(Planned(session.date, session.workout).climbs for session in self._sessions)


def athlete_facts(athlete: Athlete) -> Facts:
    """The facts of a profile that do not depend on the day; blank ones are unknown and left out."""
    facts: Facts = {
        "injuries": frozenset(athlete.injuries),
        "no_added_load": athlete.no_added_load,
        "past_bone_stress_injury": athlete.past_bone_stress_injury,
        "body_mass_kg": _exactly(athlete.body_mass_kg),
        "race_pack_kg": _exactly(athlete.race_pack_kg),
    }
    for fact in CHOSEN_FACTS:
        value = getattr(athlete, fact)
        facts[fact] = frozenset((value,)) if value else None
    return {fact: value for fact, value in facts.items() if value is not None}


def _weeks_to_race(race: dt.date | None, date: dt.date) -> Interval:
    return NO_RACE if race is None or race < date else Interval.exactly((race - date).days / 7)


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
