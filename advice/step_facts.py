"""What a step of a workout is worth as facts: only those asked for are worked out.

Distances are metres, durations seconds, masses kilograms. A repetition given in time covers a distance between the
slowest and the fastest plausible speed, and the other way round. What the coach did not say stays out: unknown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from advice.facts import FactValue, Interval
from workouts.vocabulary import EFFORTS, RUNNING_SPEEDS_M_S, WALKING_SPEEDS_M_S
from workouts.workout import ONCE, Range, Repeat, Step, Workout

_SPEEDS_M_S: Final = {"run": RUNNING_SPEEDS_M_S, "race": RUNNING_SPEEDS_M_S, "walk": WALKING_SPEEDS_M_S}
# What is done on one spot unless the coach gives a distance.
_STATIONARY: Final = frozenset({"strength", "jumps", "balance", "rest"})
_EFFORT_SLUGS: Final = tuple(word.slug for word in EFFORTS)
_EFFORT_SETS: Final = {
    (lo, hi): frozenset(_EFFORT_SLUGS[first : last + 1])
    for first, lo in enumerate(_EFFORT_SLUGS)
    for last, hi in enumerate(_EFFORT_SLUGS)
    if first <= last
}
# Facts of the whole session, the same on each of its steps.
SESSION_WIDE: Final = frozenset({"loaded_distance_m", "loaded_duration_s"})
# A load may be given in kilograms or as a share of body mass; it takes the body mass to turn one into the other.
NEED_BODY_MASS: Final = frozenset({"load_kg", "load_percent_body_mass"})
_NOTHING: Final = Interval(0.0, 0.0)
_ANY: Final = Interval(0.0, math.inf)
_NONE: Final = frozenset({"none"})


class Scene(NamedTuple):
    """A step where it stands: the rounds around it, the whole workout, the athlete's body mass (kg) if known."""

    step: Step
    rounds: Range
    workout: Workout
    body_mass_kg: Interval | None


def step_facts(
    step: Step, workout: Workout, body_mass_kg: float | Interval | None = None, *, rounds: Range = ONCE
) -> dict[str, FactValue]:
    """Every fact that is known of ``step``, which stands in ``workout`` inside ``rounds`` rounds of repeats."""
    mass = (
        body_mass_kg if body_mass_kg is None or isinstance(body_mass_kg, Interval) else Interval.exactly(body_mass_kg)
    )
    found = facts_of(Scene(step, rounds, workout, mass), STEP_FACTS)
    return {key: value for key, value in found.items() if value is not None}


def facts_of(scene: Scene, keys: Iterable[str]) -> dict[str, FactValue]:
    """The facts named by ``keys``; ``None`` for one that is unknown."""
    return {key: STEP_FACTS[key](scene) for key in keys}


def is_uphill(step: Step) -> bool:
    """Whether the step climbs: the coach said so, or gave a slope."""
    return step.uphill or (step.grade_percent is not None and step.grade_percent.lo > 0)


def _activity(scene: Scene) -> FactValue:
    return frozenset({scene.step.activity})


def _rep_distance_m(scene: Scene) -> Interval | None:
    return _distance_m(scene.step)


def _distance_m(step: Step) -> Interval | None:
    if step.in_place:
        return _NOTHING
    if step.distance_m is not None:
        return Interval(step.distance_m.lo, step.distance_m.hi)
    speeds = _SPEEDS_M_S.get(step.activity)
    if speeds is not None and step.duration_s is not None:
        return Interval(step.duration_s.lo * speeds[0], step.duration_s.hi * speeds[1])
    return _NOTHING if step.activity in _STATIONARY else None


def _rep_duration_s(scene: Scene) -> Interval | None:
    return _duration_s(scene.step)


def _duration_s(step: Step) -> Interval | None:
    if step.duration_s is not None:
        return Interval(step.duration_s.lo, step.duration_s.hi)
    speeds = _SPEEDS_M_S.get(step.activity)
    if speeds is not None and step.distance_m is not None:
        return Interval(step.distance_m.lo / speeds[1], step.distance_m.hi / speeds[0])
    return None


def _reps(scene: Scene) -> FactValue:
    reps, rounds = scene.step.reps, scene.rounds
    return Interval(reps.lo * rounds.lo, reps.hi * rounds.hi if reps.hi and rounds.hi else 0.0)


def _effort(scene: Scene) -> FactValue:
    effort = scene.step.likely_effort
    if effort is not None:
        return _EFFORT_SETS[effort.lo, effort.hi]
    return frozenset({"rest"}) if scene.step.activity == "rest" else None


def _grade_percent(scene: Scene) -> FactValue:
    grade = scene.step.grade_percent
    if grade is not None:
        return Interval(grade.lo, grade.hi)
    # Nothing said of a slope counts as level ground, as for ``uphill``; a hill of unknown slope stays unknown.
    return None if scene.step.uphill else _NOTHING


def _uphill(scene: Scene) -> FactValue:
    return is_uphill(scene.step)


def _in_place(scene: Scene) -> FactValue:
    return scene.step.in_place


def _implement(scene: Scene) -> FactValue:
    load = scene.step.load
    return _NONE if load is None else frozenset({load.implement})


def _load_class(scene: Scene) -> FactValue:
    load = scene.step.load
    return _NONE if load is None else frozenset({load.thing.load_class})


def _load_site(scene: Scene) -> FactValue:
    load = scene.step.load
    return _NONE if load is None else frozenset({load.thing.site})


def _load_kg(scene: Scene) -> FactValue:
    load = scene.step.load
    if load is None:
        return _NOTHING
    if load.kg is not None:
        return Interval(load.kg.lo, load.kg.hi)
    share, mass = load.percent_body_mass, scene.body_mass_kg
    if share is None or mass is None:
        return None
    return Interval(share.lo * mass.lo / 100, share.hi * mass.hi / 100)


def _load_percent_body_mass(scene: Scene) -> FactValue:
    load = scene.step.load
    if load is None:
        return _NOTHING
    if load.percent_body_mass is not None:
        return Interval(load.percent_body_mass.lo, load.percent_body_mass.hi)
    mass = scene.body_mass_kg
    if load.kg is None or mass is None or mass.lo <= 0:
        return None
    return Interval(100 * load.kg.lo / mass.hi, 100 * load.kg.hi / mass.lo)


def _loaded_distance_m(scene: Scene) -> FactValue:
    return _loaded(scene.workout, _distance_m)


def _loaded_duration_s(scene: Scene) -> FactValue:
    return _loaded(scene.workout, _duration_s)


def _loaded(workout: Workout, of_one_rep: Callable[[Step], Interval | None]) -> Interval:
    """The sum over every loaded step of the session; a step of unknown size leaves the upper end open."""
    return _loaded_of(workout.steps, of_one_rep)


def _loaded_of(steps: tuple[Step | Repeat, ...], of_one_rep: Callable[[Step], Interval | None]) -> Interval:
    lo = hi = 0.0
    for step in steps:
        if isinstance(step, Repeat):
            one = _loaded_of(step.steps, of_one_rep)
        elif step.load is None:
            one = _NOTHING
        else:
            one = of_one_rep(step) or _ANY
        least = one.lo * step.reps.lo
        # No repetition, or none of any size: zero, and not the "not a number" that zero times endless is.
        most = one.hi * step.reps.hi if one.hi and step.reps.hi else 0.0
        for other in step.alternatives:
            instead = _loaded_of(other, of_one_rep)
            least, most = min(least, instead.lo), max(most, instead.hi)
        lo, hi = lo + least, hi + most
    return Interval(lo, hi)


def _exercise(scene: Scene) -> FactValue:
    exercise = scene.step.exercise
    return _NONE if exercise is None else frozenset({exercise})


STEP_FACTS: Final[dict[str, Callable[[Scene], FactValue]]] = {
    "activity": _activity,
    "rep_distance_m": _rep_distance_m,
    "rep_duration_s": _rep_duration_s,
    "reps": _reps,
    "effort": _effort,
    "grade_percent": _grade_percent,
    "uphill": _uphill,
    "in_place": _in_place,
    "implement": _implement,
    "load_class": _load_class,
    "load_site": _load_site,
    "load_kg": _load_kg,
    "load_percent_body_mass": _load_percent_body_mass,
    "loaded_distance_m": _loaded_distance_m,
    "loaded_duration_s": _loaded_duration_s,
    "exercise": _exercise,
}
