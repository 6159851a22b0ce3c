"""Random workouts that a coach can mean, for the law that canonical text reads back to exactly the same workout.

:func:`is_sayable` tells which workouts the law is for. What the values of ``workouts.workout`` allow and it leaves out,
because no coach means it or no text could tell it from something else (numbers and depth are bounded where they are
drawn):

- A repetition is so far or so long; it is both only beside a target, for by itself the time of a distance is a target
  ("8 km in 40 min"). A movement ("10 lunges") is neither, and strength work by itself is never so far ("5 km gym" is a
  run and the gym). Distances are in millimetres at the finest (as reading rounds them), up to what is read as one
  session; a range has two different ends, of which one may be open, not both.
- Counts are whole, from 1 to ``amounts.MOST_REPS``, and bounded; movements end at 100. Only what has an amount is
  repeated, and movements, strides and hills: "6 x run" says nothing.
- A recovery stands only where there is more than one repetition or round, and not between the movements of one set,
  where coaches mean the rest behind the set. It has an amount, none, or a distance with its time; a rest has no
  distance, and only a float has an effort, from steady to 10k (an easier one is a jog), and then an amount too.
- The effort "rest" is no effort; a race and a rest have none. A target in seconds from a pace needs one pace to count
  from; a time for the repetition needs a distance that is known and can be run in it; a pace needs an amount, can be
  run or walked, and like a time it is never open ("at least 5:00/km" is taken either way round).
- An incline is above zero. Uphill are runs, walks and jumps.
- Jumps, balance, drills and cross-training always name their exercise (those that do not are called "jumps",
  "balance", "drills", "cross training"). An exercise whose name implies a thing is done with that thing.
- A load is one mass or one share of body mass, within ``loads.is_absurd``, and not on a rest.
- A rest without a time is a day of rest: all of a workout or of an alternative. Warm-up and cool-down are done once a
  session and never as a part of rounds; rests and races are neither.
- Rounds hold more than one thing, or one that is repeated or has alternatives: "3 x (400 m)" is "3 x 400 m". What is
  done once is a Repeat only where something else may be done in place of it all. An alternative that is a single part
  has no alternatives of its own: they stand beside it. No more than eight brackets stand in each other.

:func:`meant_workouts` draws what is usual: race paces for running alone, no load on a ride, no hill in place. The rest
comes from :func:`crossed_steps`.
"""

from __future__ import annotations

import math
from dataclasses import fields, replace

from hypothesis import assume
from hypothesis import strategies as st

from workouts.amounts import MILE_M, MOST_REPS
from workouts.exercises import EXERCISES
from workouts.loads import HEAVIEST_KG, HEAVIEST_PERCENT, HEAVIEST_WORN_KG, HEAVIEST_WORN_PERCENT
from workouts.vocabulary import EFFORTS, IMPLEMENTS, slugs
from workouts.workout import ONCE, STRIDES, Effort, Load, Range, Recovery, Repeat, Step, Target, Workout

DEEPEST = 3

EXACT_EFFORTS = [Effort.exactly(slug) for slug in slugs(EFFORTS) if slug != "rest"]
OPEN_EFFORTS = [
    Effort(lo.lo, hi.hi) for index, lo in enumerate(EXACT_EFFORTS) for hi in EXACT_EFFORTS[index + 1 :]
]  # fmt: skip
FEELINGS = [
    *map(Effort.exactly, ("very_easy", "easy", "steady", "threshold", "maximal")),
    *(Effort(*ends) for ends in (("threshold", "mile"), ("10k", "mile"), ("very_easy", "easy"), ("5k", "maximal"))),
]
FLOATS = [
    effort for effort in [*EXACT_EFFORTS, *OPEN_EFFORTS] if effort.lo in ("steady", "marathon", "threshold", "10k")
]
RUN_EFFORTS = frozenset([*EXACT_EFFORTS, *OPEN_EFFORTS])
PACES = frozenset(map(Effort.exactly, ("marathon", "threshold", "10k", "5k", "mile")))
NAMED = {
    activity: [exercise for exercise in EXERCISES if exercise.activity == activity]
    for activity in ("strength", "jumps", "balance", "drill", "cross")
}
CROSSED = sorted({field.name for field in fields(Step)} - {"alternatives", "span"})
_IMPLIED = {exercise.name: exercise.implement for exercise in EXERCISES if exercise.implement}


def scaled(lo: int, hi: int, unit: float):
    return st.integers(lo, hi).map(lambda count: round(count * unit, 3))


METRES = st.one_of(
    st.sampled_from(
        [20.0, 30.0, 60.0, 100.0, 200.0, 300.0, 400.0, 600.0, 800.0, 1000.0, 1200.0, 1600.0, 2000.0, 5000.0]
    ),
    scaled(1, 120, 500),
    scaled(1, 120, MILE_M / 4),
    scaled(1, 3000, MILE_M / 100),
    scaled(10, 400, 0.9144),
    scaled(5, 100_000, 1),
    scaled(5_000, 9_999_999, 0.001),
)
SECONDS = st.one_of(
    st.sampled_from(
        [10.0, 20.0, 30.0, 45.0, 60.0, 75.0, 90.0, 100.0, 120.0, 150.0, 180.0, 600.0, 2700.0, 3600.0, 5400.0]
    ),
    scaled(1, 600, 60),
    scaled(3, 8000, 1),
    scaled(30, 2000, 0.1),
)


@st.composite
def ranges_of(draw, numbers, *, bounds: bool = True):
    """One number, two ends, or an open end where ``bounds`` may be said ("at least", "at most")."""
    one, other = draw(numbers), draw(numbers)
    kind = draw(st.sampled_from(["exact", "exact", "exact", "range", "least", "most"]))
    if kind == "range" and one != other:
        return Range(min(one, other), max(one, other))
    if bounds and kind in ("least", "most"):
        return Range(one, math.inf) if kind == "least" else Range(0.0, one)
    return Range.exactly(one)


def whole(lo: int, hi: int):
    return st.integers(lo, hi).map(float)


def counts(most: int):
    usual = st.integers(2, min(most, 12)).map(float)
    return ranges_of(usual | whole(2, most), bounds=False).flatmap(
        lambda count: st.sampled_from([count, count, count, replace(count, lo=1.0)])
    )


@st.composite
def recoveries(draw):
    activity = draw(st.sampled_from(["rest", "walk", "run"]))
    effort = draw(st.none() | st.sampled_from(FLOATS)) if activity == "run" else None
    amounts = ["duration_s"] + [""] * (effort is None) + ["distance_m"] * (activity != "rest")
    amount = draw(st.sampled_from(amounts))
    size = {amount: draw(ranges_of(METRES if amount == "distance_m" else SECONDS))} if amount else {}
    if amount == "distance_m" and draw(st.sampled_from([True] + [False] * 5)):
        size["duration_s"] = draw(ranges_of(SECONDS))
    return Recovery(activity, effort=effort, **size)


@st.composite
def loads(draw, implement: str):
    site = IMPLEMENTS[implement].site
    kind = draw(st.sampled_from(["", "kg", "kg", "percent_body_mass"]))
    if kind == "kg":
        most = HEAVIEST_WORN_KG.get(site, HEAVIEST_KG)
        numbers = whole(1, int(most)) | scaled(1, int(most * 2), 0.5) | scaled(1, int(most * 100), 0.01)
        return Load(implement, kg=draw(ranges_of(numbers)))
    if kind == "percent_body_mass":
        most = HEAVIEST_WORN_PERCENT if site in HEAVIEST_WORN_KG else HEAVIEST_PERCENT
        return Load(implement, percent_body_mass=draw(ranges_of(whole(1, int(most)) | scaled(1, 200, 0.5))))
    return Load(implement)


TARGETS = {
    "pace_s_per_km": ranges_of(whole(140, 1100), bounds=False),
    "pace_s_per_mi": ranges_of(whole(225, 1780), bounds=False),
    "slower_s": ranges_of(whole(1, 120), bounds=False),
    "faster_s": ranges_of(whole(1, 120), bounds=False),
    "heart_rate_percent": ranges_of(whole(40, 100)),
    "heart_rate_bpm": ranges_of(whole(60, 220)),
    "percent_effort": ranges_of(whole(30, 100)),
    "rpe": ranges_of(whole(1, 10) | scaled(2, 20, 0.5)),
}
SPEEDS_M_S = scaled(20, 90, 0.1)


@st.composite
def times(draw, distance: Range):
    """Times in which ``distance`` can be run: whole seconds, tenths up to a minute and a half."""
    fast, slow = sorted((draw(SPEEDS_M_S), draw(SPEEDS_M_S)), reverse=True)
    lo = distance.lo / fast
    ends = (lo, max(lo, distance.hi / slow) if draw(st.booleans()) else lo)
    places = 1 if ends[1] < 90 else 0
    return Range(*(max(round(end, places), 0.1) for end in ends))


def measures(step: Step) -> list[str]:
    """The measures that a target of ``step`` can have."""
    found = ["rpe"] if step.activity not in ("race", "rest") else []
    sized = step.distance_m is not None or step.duration_s is not None
    if step.activity in ("run", "walk", "cross"):
        found += ["heart_rate_percent", "heart_rate_bpm"]
    if step.activity in ("run", "cross"):
        found.append("percent_effort")
    if step.activity in ("run", "walk", "race") and sized and not step.in_place:
        found += ["pace_s_per_km", "pace_s_per_mi"]
    if step.distance_m is not None and step.distance_m.hi < math.inf and step.distance_m.lo >= 10:
        found.append("time_s")
    if step.activity == "run" and step.effort in PACES:
        found += ["slower_s", "faster_s"]
    return found


@st.composite
def steps(draw, *, top: bool = False):
    """One step; ``top``: not inside rounds, so that it may be a warm-up."""
    activity = draw(
        st.sampled_from(["run"] * 8 + ["walk", "strength", "jumps", "balance", "drill", "cross", "rest", "race"])
    )
    if activity == "rest":
        return Step("rest", duration_s=draw(ranges_of(SECONDS)))
    exercise = None
    if activity in NAMED and (activity != "strength" or draw(st.booleans())):
        exercise = draw(st.sampled_from(NAMED[activity]))
    in_place = activity in ("run", "drill") and draw(st.sampled_from([True] + [False] * 9))
    sizes = {"duration_s"} if in_place else {"", "duration_s", "distance_m"}
    if activity == "balance" or (activity == "strength" and exercise is None):
        sizes.discard("distance_m")
    amount = draw(st.sampled_from(sorted(sizes)))
    step = Step(
        activity,
        role=draw(st.sampled_from(["main"] * 4 + ["warm_up", "cool_down"])) if top and activity != "race" else "main",
        in_place=in_place,
        exercise=exercise and exercise.name,
        uphill=not in_place and activity in ("run", "walk", "jumps") and draw(st.sampled_from([True] + [False] * 4)),
    )
    if amount:
        step = replace(step, **{amount: draw(ranges_of(METRES if amount == "distance_m" else SECONDS))})
    if activity != "race":
        known = [*EXACT_EFFORTS, *EXACT_EFFORTS, STRIDES, *OPEN_EFFORTS] if activity == "run" else FEELINGS
        step = replace(step, effort=draw(st.none() | st.sampled_from(known)))
    step = replace(step, reps=draw(repetitions(step)))
    if activity in ("run", "walk") and not in_place and draw(st.sampled_from([True] + [False] * 5)):
        step = replace(step, grade_percent=draw(ranges_of(scaled(1, 90, 0.5), bounds=False)))
    if exercise is not None and exercise.implement:
        step = replace(step, load=draw(loads(exercise.implement)))
    elif activity != "cross" and draw(st.sampled_from([True] + [False] * 3)):
        step = replace(step, load=draw(loads(draw(st.sampled_from(sorted(IMPLEMENTS))))))
    if (found := measures(step)) and draw(st.sampled_from([True, False, False])):
        measure = draw(st.sampled_from(found))
        value = draw(times(step.distance_m) if measure == "time_s" else TARGETS[measure])
        step = replace(step, target=Target(measure, value))
        if step.distance_m is not None and measure != "time_s" and draw(st.sampled_from([True] + [False] * 3)):
            step = replace(step, duration_s=draw(ranges_of(SECONDS)))
    if step.reps.hi > 1 and amount and draw(st.booleans()):
        step = replace(step, recovery=draw(recoveries()))
    return step


@st.composite
def crossed_steps(draw):
    """A step with some of the fields of another one, where a text can say it."""
    names = draw(st.sets(st.sampled_from(CROSSED), min_size=1, max_size=3))
    other = draw(steps(top=True))
    step = replace(draw(steps(top=True)), **{name: getattr(other, name) for name in names})
    assume(is_sayable(Workout((step,))))
    return step


def repetitions(step: Step):
    """How often a step can be done."""
    if step.activity == "race":
        return st.just(ONCE)
    if step.distance_m is not None or step.duration_s is not None:
        return st.just(ONCE) | counts(MOST_REPS)
    if step.activity in ("strength", "jumps", "balance", "drill"):
        return st.just(ONCE) | counts(100)
    if step.activity == "run" and (step.uphill or step.effort == STRIDES):
        return st.just(ONCE) | counts(20)
    return st.just(ONCE)


@st.composite
def sets(draw):
    """ "3 x 10 lunges, 60 s rest"."""
    step = draw(
        steps().filter(lambda step: step.activity in ("strength", "jumps", "balance", "drill") and step.reps.hi > 1)
    )
    return Repeat(draw(counts(20)), (replace(step, recovery=None),), draw(st.none() | recoveries()))


@st.composite
def rounds(draw, depth: int):
    inside = tuple(draw(st.lists(parts(depth - 1), min_size=1, max_size=3)))
    if len(inside) == 1 and inside[0].reps == ONCE and not inside[0].alternatives:
        inside = (*inside, draw(steps()))
    return Repeat(draw(counts(30)), inside, draw(st.none() | recoveries()))


@st.composite
def options(draw, depth: int, *, top: bool):
    """What may be done in place of a part."""
    if draw(st.sampled_from([True] + [False] * 9)):
        return (Step("rest"),)
    found = tuple(draw(st.lists(parts(depth - 1, top=top), min_size=1, max_size=2)))
    if len(found) > 1:
        return found
    if isinstance(found[0], Repeat) and found[0].reps == ONCE:
        return found[0].steps
    return (replace(found[0], alternatives=()),)


@st.composite
def parts(draw, depth: int = DEEPEST, *, top: bool = False):
    """A step, sets or rounds, perhaps with alternatives."""
    kind = draw(st.sampled_from(["step"] * 6 + ["sets", "rounds", "rounds", "once"])) if depth else "step"
    if kind == "once":
        inside = tuple(draw(st.lists(parts(depth - 1, top=top), min_size=2, max_size=2)))
        return Repeat(ONCE, inside, alternatives=(draw(options(depth, top=top)),))
    part = draw({"step": steps(top=top), "sets": sets(), "rounds": rounds(depth)}[kind])
    if depth and draw(st.sampled_from([True] + [False] * 5)):
        part = replace(part, alternatives=tuple(draw(st.lists(options(depth, top=top), min_size=1, max_size=2))))
    return part


def meant_workouts():
    """Workouts over all fields that a coach can mean; see the top of this file for what is left out and why."""
    days_of_rest = st.just(Workout((Step("rest"),)))
    return days_of_rest | st.builds(Workout, st.lists(parts(top=True), max_size=3).map(tuple))


def is_sayable(workout: Workout) -> bool:
    """Whether a coach can mean it and a text can say it, as far as one field depends on another (see the top)."""
    return workout.steps == (Step("rest"),) or all(_is_sayable_part(part) for part in workout.steps)


def _is_sayable_part(part: Step | Repeat, *, inside: bool = False) -> bool:
    if not all(_is_sayable_option(option, inside=inside) for option in part.alternatives):
        return False
    if isinstance(part, Step):
        return _is_sayable_step(part) and not (inside and part.role != "main")
    if part.reps == ONCE:
        grouped = len(part.steps) > 1 and bool(part.alternatives) and part.recovery is None
        return grouped and all(_is_sayable_part(each, inside=inside) for each in part.steps)
    several = len(part.steps) > 1 or part.steps[0].reps != ONCE or bool(part.steps[0].alternatives)
    return several and _is_sayable_pause(part.recovery) and all(_is_sayable_part(p, inside=True) for p in part.steps)


def _is_sayable_option(option: tuple[Step | Repeat, ...], *, inside: bool) -> bool:
    if option == (Step("rest"),):
        return True
    only = option[0]
    own = len(option) > 1 or not (only.alternatives or (isinstance(only, Repeat) and only.reps == ONCE))
    return own and all(_is_sayable_part(part, inside=inside) for part in option)


def _is_sayable_step(step: Step) -> bool:
    if step.activity == "rest":
        return step == Step("rest", duration_s=step.duration_s, alternatives=step.alternatives) and bool(
            step.duration_s
        )
    return (
        _is_sayable_name(step)
        and _is_sayable_size(step)
        and _is_sayable_effort(step)
        and (step.target is None or step.target.measure in measures(step))
        and (step.recovery is None or (step.reps.hi > 1 and _is_sized(step) and _is_sayable_pause(step.recovery)))
    )


def _is_sayable_name(step: Step) -> bool:
    if step.exercise is None:
        named = step.activity not in NAMED or step.activity == "strength"
    else:
        named = step.exercise in {exercise.name for exercise in NAMED.get(step.activity, ())}
    sloped = not step.uphill or step.activity in ("run", "walk", "jumps")
    done_with = _IMPLIED.get(step.exercise or "")
    loaded = done_with is None or (step.load is not None and step.load.implement == done_with)
    loaded = loaded and (step.load is None or step.load.kg is None or step.load.percent_body_mass is None)
    once = step.activity != "race" or (step.reps == ONCE and step.role == "main")
    return named and sloped and loaded and once


def _is_sayable_size(step: Step) -> bool:
    far, long = step.distance_m is not None, step.duration_s is not None
    if far and long and step.target is None:
        return False
    if far and step.activity == "strength" and step.exercise is None:
        return False
    if far or long or step.reps == ONCE:
        return step.reps.hi <= MOST_REPS
    counted = step.activity in ("strength", "jumps", "balance", "drill")
    return step.reps.hi <= 100 and (counted or (step.activity == "run" and (step.uphill or step.effort == STRIDES)))


def _is_sayable_effort(step: Step) -> bool:
    return step.effort is None or step.activity != "race"


def _is_sayable_pause(pause: Recovery | None) -> bool:
    if pause is None:
        return True
    far, long = pause.distance_m is not None, pause.duration_s is not None
    if pause.activity == "rest":
        return not far and pause.effort is None
    if pause.effort is not None:
        return pause.activity == "run" and pause.effort in FLOATS and (far or long)
    return True


def _is_sized(step: Step) -> bool:
    return step.distance_m is not None or step.duration_s is not None
