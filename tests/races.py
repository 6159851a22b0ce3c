"""Races for tests: one athlete's own, or one that is shared."""

from __future__ import annotations

import datetime as dt
from typing import Any

from clubs.models import Athlete, Club, Race, Squad


def own_race(athlete: Athlete, date: dt.date | None, **facts: Any) -> Race:
    """A race that ``athlete`` alone trains for."""
    return Race.objects.create(club=athlete.club, athlete=athlete, date=date, **facts)


def shared_race(club: Club, date: dt.date | None, *squads: Squad, **facts: Any) -> Race:
    """A race of ``squads``, or of the whole club where none is named."""
    race = Race(club=club, date=date, **facts)
    race.save_for(squads)
    return race
