"""Which races concern whom: one query for any number of athletes, and only when something is asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from clubs import race_words
from clubs.models import PEAKED_FOR, Athlete, Club, Race, Squad


@dataclass(frozen=True, slots=True)
class RaceAhead:
    """A race as weeks and advice need it: equal to another one that says the same of itself.

    ``athlete_id`` is the athlete that it is for alone, if it is for one.
    """

    pk: int
    title: str
    date: dt.date | None
    distance: str
    priority: str
    pack_kg: Decimal | None
    athlete_id: int | None

    @property
    def is_peaked_for(self) -> bool:
        """Whether it counts as a race ahead."""
        return self.priority in PEAKED_FOR

    def countdown(self, today: dt.date) -> str:
        """How far away it is, in words."""
        return "" if self.date is None else race_words.countdown(self.date, today)


class _Link(NamedTuple):
    """A race, and one of those whom it concerns: an athlete, the member of a squad, or everybody in the club."""

    race: RaceAhead
    athlete_id: int | None
    squad_id: int | None


# By hand, for it is asked for on the page that is opened most, where building it anew would cost more than running it.
# Each half has an index of its own: an athlete's races, and the club's shared ones, which are few.
_CONCERNING: Final = f"""
    SELECT race.*, race.athlete_id AS member, NULL AS squad
      FROM {Race._meta.db_table} race
     WHERE race.club_id = %%s AND (race.date >= %%s OR race.date IS NULL) AND race.athlete_id IN (%s)
    UNION ALL
    SELECT race.*, runner.athlete_id, named.squad_id
      FROM {Race._meta.db_table} race
      LEFT JOIN {Race.squads.through._meta.db_table} named ON named.race_id = race.id
      LEFT JOIN {Athlete.squads.through._meta.db_table} runner ON runner.squad_id = named.squad_id
     WHERE race.club_id = %%s AND (race.date >= %%s OR race.date IS NULL) AND race.athlete_id IS NULL
       AND (named.id IS NULL OR runner.athlete_id IN (%s) OR named.squad_id IN (%s))
"""  # noqa: S608 - tables and placeholders, no value


class RaceCalendar:
    """The races from ``since`` on that concern any of ``athletes`` or ``squad``, and those that have no date yet."""

    def __init__(self, club: Club, athletes: Sequence[Athlete], since: dt.date, squad: Squad | None = None) -> None:
        self._club = club
        self._athletes = athletes
        self._since = since
        self._squad = squad

    def next_for(self, athlete: Athlete, date: dt.date) -> RaceAhead | None:
        """The next race ahead of ``athlete`` on ``date``, of priority A or B: their own, a squad's or the club's."""
        return next((race for race in self._ahead_of(athlete) if race.date and race.date >= date), None)

    def pack_for(self, athlete: Athlete, date: dt.date) -> Decimal | None:
        """What ``athlete`` will carry (kg): in the next race ahead whose pack is known, else in one without a date."""
        packs = (
            race.pack_kg
            for race in self._ahead_of(athlete)
            if race.pack_kg is not None and (race.date is None or race.date >= date)
        )
        return next(packs, None)

    def of(self, athlete: Athlete) -> Sequence[RaceAhead]:
        """All races that concern ``athlete``, whatever their priority."""
        return self._by_athlete.get(athlete.pk, self._everybodys)

    def next_goal_of(self, squad: Squad, date: dt.date) -> RaceAhead | None:
        """The next race of priority A that ``squad`` or the whole club trains for together."""
        shared = (
            link.race
            for link in self._links
            if link.race.athlete_id is None and (link.squad_id is None or link.squad_id == squad.pk)
        )
        return next((race for race in shared if race.priority == "A" and race.date and race.date >= date), None)

    def on(self, date: dt.date) -> list[RaceAhead]:
        """All races of a day, each once: those of everybody and of squads first."""
        found = dict.fromkeys(link.race for link in self._links if link.race.date == date)
        return sorted(found, key=lambda race: race.athlete_id is not None)

    def _ahead_of(self, athlete: Athlete) -> Iterator[RaceAhead]:
        return (race for race in self.of(athlete) if race.is_peaked_for)

    @cached_property
    def _everybodys(self) -> Sequence[RaceAhead]:
        return [link.race for link in self._links if link.athlete_id is None and link.squad_id is None]

    @cached_property
    def _by_athlete(self) -> dict[int, Sequence[RaceAhead]]:
        """The races of each athlete who has any besides the whole club's, in order and each once."""
        concerned = {link.athlete_id for link in self._links if link.athlete_id is not None}
        found: dict[int, dict[RaceAhead, None]] = {athlete: {} for athlete in concerned}
        for link in self._links:
            is_everybodys = link.athlete_id is None and link.squad_id is None
            for athlete in found if is_everybodys else [link.athlete_id]:
                if athlete is not None:
                    found[athlete][link.race] = None
        return {athlete: list(races) for athlete, races in found.items()}

    @cached_property
    def _links(self) -> Sequence[_Link]:
        """The one query, in order of the dates; races without one come last."""
        people = [athlete.pk for athlete in self._athletes]
        squads = [] if self._squad is None else [self._squad.pk]
        # Nobody and no squad at all have the id 0: an empty list is no SQL.
        soon, ids, named = [self._club.pk, self._since], people or [0], squads or [0]
        found = Race.objects.raw(
            _CONCERNING % (_places(ids), _places(ids), _places(named)), [*soon, *ids, *soon, *ids, *named]
        )
        return list(self._linked(sorted(found, key=lambda race: (race.date or dt.date.max, race.pk))))

    def _linked(self, races: Iterable[Race]) -> Iterator[_Link]:
        known: dict[int, RaceAhead] = {}
        for race in races:
            if race.pk not in known:
                race.club = self._club
                known[race.pk] = RaceAhead(
                    race.pk, race.title, race.date, race.distance, race.priority, race.pack_kg, race.athlete_id
                )
            yield _Link(known[race.pk], race.member, race.squad)  # type: ignore[attr-defined]


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values))
