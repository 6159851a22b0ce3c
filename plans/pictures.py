"""Weeks of training in figures, planned and done: what was stated, and how many sessions left it open.

Pure: no clock and no database. What nobody stated is ``None`` and never zero; where only some stated it, the figure is
that of those, and ``left_out`` says how many it lacks.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from workouts.workout import ONCE, Range, Repeat, Step, Workout

# Distance in metres; session load as effort from 0 to 10 times minutes (Foster et al. 2001); the longest run, climbing
# and what was run with a load in metres; sessions with hills.
MEASURES: Final = ("distance", "load", "longest", "climbing", "loaded", "hills")
# What is run of a session that was done, or done in part.
_RUN: Final = frozenset({"done", "partly"})
# How hard each effort is on the scale of ten, in Foster's wording: 2 easy, 3 moderate, 5 hard, 7 very hard, 10 maximal.
_EXERTION: Final = {
    "rest": 0,
    "very_easy": 1,
    "easy": 2,
    "steady": 3,
    "marathon": 4,
    "threshold": 6,
    "10k": 7,
    "5k": 8,
    "mile": 9,
    "maximal": 10,
}
_JOGGED: Final = {"run": "easy", "walk": "very_easy"}
NOTHING: Final = Range.exactly(0)


@dataclass(frozen=True)
class Task:
    """A session that was planned; ``is_over`` once its day is past. One serves all athletes who were to do the same."""

    workout: Workout
    is_over: bool = True

    @cached_property
    def distance(self) -> Range | None:
        """The metres that it states."""
        return self.workout.total("distance_m")

    @cached_property
    def load(self) -> Range | None:
        """Effort times minutes, see :func:`planned_load`."""
        return planned_load(self.workout)

    @cached_property
    def loaded(self) -> Amount:
        """The metres with a load, see :func:`loaded_metres`."""
        return loaded_metres(self.workout)

    @cached_property
    def climbs(self) -> bool:
        """Whether any of it runs uphill."""
        return any(step.uphill for step, _rounds in self.workout.flat())


class Account(NamedTuple):
    """What an athlete says of a day: metres, seconds, and effort from 0 to 10; ``task`` is the session it is about."""

    outcome: str
    task: Task | None = None
    distance_m: int | None = None
    duration_s: int | None = None
    ascent_m: int | None = None
    effort: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of one week: ``None`` where nobody stated it. ``left_out`` sessions did not state theirs.

    Of a squad it is the mean of those ``heard`` of ``asked`` athletes.
    """

    stated: Range | None = None
    left_out: int = 0
    heard: int = 1
    asked: int = 1

    @property
    def height(self) -> float | None:
        """How high it is drawn: the middle of what was stated, or its end where it has but one."""
        if self.stated is None:
            return None
        return self.stated.lo if math.isinf(self.stated.hi) else (self.stated.lo + self.stated.hi) / 2


Figures = Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """One week in figures; ``planned`` knows nothing of climbing, which no plan states."""

    monday: dt.date
    planned: Figures
    done: Figures


def week_picture(
    monday: dt.date, tasks: Sequence[Task], accounts: Sequence[Account], untold: Sequence[Task] = ()
) -> WeekPicture:
    """One athlete's week; ``untold`` are those of ``tasks`` of which nothing was said."""
    return WeekPicture(monday, _planned(tasks), _done(accounts, [task for task in untold if task.is_over]))


def squad_picture(weeks: Sequence[WeekPicture]) -> WeekPicture:
    """The mean of the same week of several athletes, each figure of those for whom it is known."""
    return WeekPicture(
        weeks[0].monday,
        {measure: _mean([week.planned[measure] for week in weeks]) for measure in MEASURES},
        {measure: _mean([week.done[measure] for week in weeks]) for measure in MEASURES},
    )


def planned_load(workout: Workout) -> Range | None:
    """Effort times minutes over all steps and what comes between; ``None`` unless each states its time and effort."""
    parts = list(_exertions(workout.steps, ONCE))
    if not parts or any(part is None for part in parts):
        return None
    return sum((part for part in parts if part is not None), NOTHING)


def loaded_metres(workout: Workout) -> Amount:
    """The metres with a load, as planned; a loaded step that is not in metres is left out."""
    known = [
        None if step.distance_m is None else step.distance_m.times(step.reps).times(rounds)
        for step, rounds in _steps(workout.steps, ONCE)
        if step.load is not None
    ]
    return _sum(known, empty=NOTHING)


def _planned(tasks: Sequence[Task]) -> Figures:
    if not tasks:
        return dict.fromkeys(MEASURES, Amount())
    distances = [task.distance for task in tasks]
    return {
        "distance": _sum(distances),
        "load": _whole(_sum([task.load for task in tasks])),
        "longest": _longest(distances),
        "climbing": Amount(),
        "loaded": _all_of([task.loaded for task in tasks]),
        "hills": Amount(Range.exactly(sum(task.climbs for task in tasks))),
    }


def _done(accounts: Sequence[Account], untold: Sequence[Task]) -> Figures:
    if not accounts:
        return dict.fromkeys(MEASURES, Amount(left_out=len(untold)))
    run = [one for one in accounts if one.outcome != "missed"]
    silent = [None] * len(untold)
    distances = [_exactly(one.distance_m) for one in run]
    carried = [_carried(one) for one in run]
    maybe_carried = [Amount(left_out=1) for task in untold if task.loaded != Amount(NOTHING)]
    hills = sum(one.task is not None and one.outcome in _RUN and one.task.climbs for one in run)
    # Whoever missed all there was ran nothing, and said so.
    empty = None if run else NOTHING
    return {
        "distance": _sum([*distances, *silent], empty),
        "load": _sum([*(_load(one) for one in run), *silent], empty),
        "longest": _longest([*distances, *silent], empty),
        "climbing": _sum([*(_exactly(one.ascent_m) for one in run), *silent], empty),
        "loaded": _all_of([*carried, *maybe_carried]),
        "hills": _known(Range.exactly(hills), sum(task.climbs for task in untold)),
    }


def _carried(one: Account) -> Amount:
    """The metres that were run with a load: those of the plan where it was done; of a part of it nobody knows."""
    if one.task is None or one.outcome not in _RUN:
        return Amount(NOTHING)
    planned = one.task.loaded
    return planned if one.outcome == "done" or planned == Amount(NOTHING) else Amount(left_out=1)


def _load(one: Account) -> Range | None:
    known = one.effort is not None and one.duration_s is not None
    return Range.exactly((one.effort or 0) * (one.duration_s or 0) / 60) if known else None


def _exactly(number: int | None) -> Range | None:
    return None if number is None else Range.exactly(number)


def _sum(numbers: Sequence[Range | None], empty: Range | None = None) -> Amount:
    """What is known of ``numbers``, added up; ``empty`` where there are none at all."""
    return _joined(numbers, lambda known: sum(known[1:], known[0]), empty)


def _whole(amount: Amount) -> Amount:
    """The same where nothing was left out: a part of a week's load says nothing beside the whole that was done."""
    return replace(amount, stated=None) if amount.left_out else amount


def _longest(numbers: Sequence[Range | None], empty: Range | None = None) -> Amount:
    return _joined(numbers, lambda known: max(known, key=lambda one: (one.lo, one.hi)), empty)


def _joined(
    numbers: Sequence[Range | None], join: Callable[[list[Range]], Range], empty: Range | None = None
) -> Amount:
    known = [number for number in numbers if number is not None]
    left_out = len(numbers) - len(known)
    if known:
        return _known(join(known), left_out)
    return Amount(empty if not numbers else None, left_out)


def _known(stated: Range | None, left_out: int) -> Amount:
    """A figure; that it is at least nothing is no knowledge."""
    return Amount(None if stated == NOTHING and left_out else stated, left_out)


def _all_of(amounts: Iterable[Amount]) -> Amount:
    """Amounts added up, with what each leaves out."""
    amounts = list(amounts)
    stated = [one.stated for one in amounts if one.stated is not None]
    total = sum(stated[1:], stated[0]) if stated else NOTHING if not amounts else None
    return _known(total, sum(one.left_out for one in amounts))


def _mean(amounts: Sequence[Amount]) -> Amount:
    known = [one.stated for one in amounts if one.stated is not None]
    mean = sum(known[1:], known[0]).times(Range.exactly(1 / len(known))) if known else None
    return Amount(mean, sum(one.left_out for one in amounts), len(known), len(amounts))


def _steps(steps: Sequence[Step | Repeat], rounds: Range) -> Iterator[tuple[Step, Range]]:
    """Each step with how often the repeats around it are done; what may be done instead is left aside."""
    for step in steps:
        if isinstance(step, Repeat):
            yield from _steps(step.steps, rounds.times(step.reps))
        else:
            yield step, rounds


def _exertions(steps: Sequence[Step | Repeat], rounds: Range) -> Iterator[Range | None]:
    """Effort times minutes of each step and of what comes between; ``None`` for what does not say enough."""
    for step in steps:
        if isinstance(step, Repeat):
            yield from _exertions(step.steps, rounds.times(step.reps))
        elif step.activity != "rest":
            minutes = None if step.duration_s is None else step.duration_s.times(Range.exactly(1 / 60))
            effort = _exertion(step)
            yield None if minutes is None or effort is None else minutes.times(effort).times(step.reps).times(rounds)
        pause = step.recovery
        if pause is not None and pause.activity in _JOGGED and pause.duration_s is not None and step.reps.lo >= 1:
            between = Range(step.reps.lo - 1, step.reps.hi - 1)
            effort = Range.exactly(_EXERTION[_JOGGED[pause.activity]])
            yield pause.duration_s.times(Range.exactly(1 / 60)).times(between).times(effort).times(rounds)


def _exertion(step: Step) -> Range | None:
    """How hard a step is on the scale of ten: the number that the coach gave, else that of the effort."""
    if step.target is not None and step.target.measure == "rpe":
        return step.target.value
    effort = step.likely_effort
    return None if effort is None else Range(_EXERTION[effort.lo], _EXERTION[effort.hi])
