"""The pictures of an athlete and of a squad: rows of the last weeks as figures, see ``plans/pictures.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from clubs.models import Athlete, Club
from plans.days import WEEK, monday_of
from plans.pictures import Account, Task, WeekPicture, squad_picture, week_picture
from plans.training import Training, Turn

# How many weeks there are to choose from, this one counted.
SPANS: Final = (12, 26)


def picture_of(club: Club, athletes: Sequence[Athlete], weeks: int) -> list[WeekPicture]:
    """The last ``weeks`` of one athlete, or the mean of several, the oldest first; none where there is nobody.

    Three queries for whom their squads were fetched along.
    """
    today = club.today()
    last = monday_of(today)
    mondays = [last - number * WEEK for number in reversed(range(weeks))]
    training = Training(athletes, mondays[0], last)
    known: dict[tuple[str, bool], Task] = {}
    each = [_weeks_of(training.of(athlete), mondays, today, known) for athlete in athletes]
    return [found[0] if len(found) == 1 else squad_picture(found) for found in zip(*each, strict=True)]


def _weeks_of(
    turns: Sequence[Turn], mondays: Sequence[dt.date], today: dt.date, known: dict[tuple[str, bool], Task]
) -> list[WeekPicture]:
    """One athlete's weeks; what is ``known`` of equal sessions is worked out once for all athletes."""
    tasks: dict[dt.date, list[Task]] = {}
    accounts: dict[dt.date, list[Account]] = {}
    untold: dict[dt.date, list[Task]] = {}
    for turn in turns:
        task = None
        if turn.planned is not None and not turn.planned.is_rest:
            key = (turn.planned.stored_reading, turn.date < today)
            task = known.setdefault(key, Task(turn.planned.workout, key[1]))
            tasks.setdefault(monday_of(turn.date), []).append(task)
        if turn.log is not None:
            # What was told counts in the week of its own day, whatever the session's is.
            accounts.setdefault(monday_of(turn.log.date), []).append(_account(turn, task))
        elif task is not None:
            untold.setdefault(monday_of(turn.date), []).append(task)
    return [week_picture(one, tasks.get(one, ()), accounts.get(one, ()), untold.get(one, ())) for one in mondays]


def _account(turn: Turn, task: Task | None) -> Account:
    log = turn.log
    assert log is not None
    return Account(log.outcome, task, log.distance_m, log.duration_s, log.ascent_m, log.effort)
