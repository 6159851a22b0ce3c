"""From weeks on the board to an outline: what is copied, repeated or kept as a template."""

from __future__ import annotations

import datetime as dt

from clubs.models import Squad
from plans.days import WEEK
from plans.models import Session, Week
from plans.outline import MOST_A_DAY, Outline, OutlineWeek


def outline_of(squad: Squad, monday: dt.date, weeks: int = 1) -> Outline:
    """The squad's ``weeks`` from ``monday`` on, empty ones included; the race day is that of a race in the last.

    Two queries. Of a day that holds more than an outline can, the first are taken.
    """
    mondays = [monday + number * WEEK for number in range(weeks)]
    found = {week.monday: week for week in Week.objects.filter(squad=squad, monday__in=mondays)}
    sessions = Session.objects.live().filter(week__in=found.values()).order_by("day", "position", "pk")
    by_week: dict[int, list[Session]] = {}
    for session in sessions:
        by_week.setdefault(session.week_id, []).append(session)
    outlined = []
    for one in mondays:
        week = found.get(one)
        planned = by_week.get(week.pk, []) if week else []
        outlined.append(OutlineWeek(_first_of_each_day(planned), week.block if week else "", week.note if week else ""))
    last = by_week.get(found[mondays[-1]].pk, []) if mondays[-1] in found else []
    return Outline(tuple(outlined), next((session.day for session in last if _is_race(session)), None))


def _first_of_each_day(sessions: list[Session]) -> tuple[tuple[int, str], ...]:
    by_day: dict[int, list[str]] = {}
    for session in sessions:
        by_day.setdefault(session.day, []).append(session.text)
    return tuple((day, text) for day, texts in by_day.items() for text in texts[:MOST_A_DAY])


def _is_race(session: Session) -> bool:
    return any(step.activity == "race" for step, _rounds in session.workout.flat())
