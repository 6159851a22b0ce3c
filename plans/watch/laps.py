"""A workout as a watch can follow it: laps that end by distance, by time or by the button, and rounds of such laps.

A watch knows no ranges, no "or" and no squats. So of "8–10 km" a lap holds the lower end (whoever runs on, runs on),
of "at most 8 km" the upper one; of alternatives it holds the first and names the others; and what is not done on foot
is a lap that ends by the button, under its name. Rounds of rounds are written out, because few watches know them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from plans import wording
from plans.models.logs import FURTHEST_M, LONGEST_S
from workouts.vocabulary import RUNNING_SPEEDS_M_S
from workouts.workout import ONCE, Effort, Range, Recovery, Repeat, Step, Target, Workout

# What is faster and slower than each effort, in m/s: from the athlete's own profile, where it says so.
Speeds = Mapping[str, tuple[float, float]]

ON_FOOT: Final = frozenset({"run", "race", "walk"})
RUNNING: Final = frozenset({"run", "race"})
# Laps done in all; nobody runs a thousand, and a text can name a million.
MOST_LAPS: Final = 1000
# An exact target would make a watch beep at every breath: so much is let go to either side.
PACE_LEEWAY_S_PER_KM: Final = 5
HEART_RATE_LEEWAY_BPM: Final = 5
HEART_RATE_LEEWAY_PERCENT: Final = 3
HIGHEST_HEART_RATE_BPM: Final = 250
# A file tells percent from beats by being below 100.
HIGHEST_HEART_RATE_PERCENT: Final = 99
MILE_KM: Final = 1.609344


class TooLong(Exception):  # noqa: N818 - nothing went wrong in the program
    """The workout has more laps than anybody runs, or than a file should hold."""


@dataclass(frozen=True, slots=True)
class Band:
    """Between what a lap is to be run: ``measure`` is "speed" (m/s), "heart_rate" (bpm) or "heart_rate_percent"."""

    measure: str
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class Lap:
    """One stretch: how far or how long it is (neither: until the button), and what is said of it.

    ``kind`` is "warm_up", "cool_down", "active", "recovery" (jogged or walked) or "rest".
    """

    name: str
    kind: str = "active"
    metres: float | None = None
    seconds: float | None = None
    band: Band | None = None
    effort: Effort | None = None
    note: str = ""
    is_run: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it ends by the button."""
        return self.metres is None and self.seconds is None


@dataclass(frozen=True, slots=True)
class Rounds:
    """Some laps in their order, several times."""

    times: int
    laps: tuple[Lap, ...]


Part = Lap | Rounds


def is_for_a_watch(workout: Workout) -> bool:
    """Whether any of it is run, but on the spot."""
    return any(step.activity in RUNNING and not step.in_place for step in _chosen(workout.steps))


def laps(workout: Workout, units: str, speeds: Speeds | None = None) -> tuple[Part, ...]:
    """The laps of ``workout``, with names in the club's ``units``; TooLong where there is no end of them."""
    found = _parts(workout.steps, units, speeds or {})
    if _count(found) > MOST_LAPS:
        raise TooLong
    return found


def unrolled(parts: Sequence[Part]) -> Iterator[Lap]:
    """Each lap as often as it is run."""
    for part in parts:
        if isinstance(part, Rounds):
            for _round in range(part.times):
                yield from part.laps
        else:
            yield part


def rows(parts: Sequence[Part]) -> int:
    """How many steps a watch has to keep: each lap once, and one more for each of the rounds."""
    return sum(len(part.laps) + 1 if isinstance(part, Rounds) else 1 for part in parts)


def _chosen(steps: Sequence[Step | Repeat]) -> Iterator[Step]:
    """The steps without what may be done in place of them."""
    for step in steps:
        if isinstance(step, Repeat):
            yield from _chosen(step.steps)
        else:
            yield step


def _parts(steps: Sequence[Step | Repeat], units: str, speeds: Speeds) -> tuple[Part, ...]:
    return tuple(part for step in steps for part in _parts_of(step, units, speeds))


def _parts_of(step: Step | Repeat, units: str, speeds: Speeds) -> tuple[Part, ...]:
    if isinstance(step, Repeat):
        if not any(one.activity in ON_FOOT for one in _chosen(step.steps)):
            return (_by_the_button(step, units),)
        inside, pause = _parts(step.steps, units, speeds), _pause(step.recovery, units)
        return _again(_times(step.reps), inside, pause)
    if step.activity not in ON_FOOT and step.activity != "rest":
        return (_off_foot(step, units),)
    return _again(_times(step.reps), (_lap(step, units, speeds),), _pause(step.recovery, units))


def _again(times: int, inside: tuple[Part, ...], pause: Lap | None) -> tuple[Part, ...]:
    """``inside`` so many times with ``pause`` between: N times have N − 1 pauses."""
    if times * (_count(inside) + (pause is not None)) > MOST_LAPS:
        raise TooLong
    if times == 1 or not inside:
        return inside
    between = () if pause is None else (pause,)
    simple = tuple(part for part in inside if isinstance(part, Lap))
    if len(simple) < len(inside) or (times == 2 and between):
        return (*((*inside, *between) * (times - 1)), *inside)
    if not between:
        return (Rounds(times, simple),)
    return (Rounds(times - 1, (*simple, *between)), *simple)


def _count(parts: Sequence[Part]) -> int:
    return sum(part.times * len(part.laps) if isinstance(part, Rounds) else 1 for part in parts)


def _lap(step: Step, units: str, speeds: Speeds) -> Lap:
    once = replace(step, reps=ONCE, recovery=None, alternatives=())
    line = wording.lines(Workout((once,)), units)[0]
    metres = None if step.in_place else _least(step.distance_m, FURTHEST_M)
    # Where both are said, the watch counts the distance; the time stands in the name.
    seconds = _least(step.duration_s, LONGEST_S) if metres is None else None
    is_all_told = all(
        said is None or (said.is_exact and said.lo == told)
        for said, told in ((step.distance_m, metres), (step.duration_s, seconds))
    )
    return Lap(
        name=_plain(line.what if is_all_told else f"{line.what}, {line.figure}"),
        kind=_kind(step),
        metres=metres,
        seconds=seconds,
        band=_band(step, speeds),
        effort=step.likely_effort,
        note=_note(step, units),
        is_run=step.activity in RUNNING,
    )


def _off_foot(step: Step, units: str) -> Lap:
    """What is not done on foot: timed where one time is said, else until the button; strength counts its movements."""
    line = wording.lines(Workout((replace(step, recovery=None, alternatives=()),)), units)[0]
    seconds = _least(step.duration_s, LONGEST_S) if step.reps == ONCE else None
    is_all_told = not line.figure or (seconds is not None and step.duration_s == Range.exactly(seconds))
    return Lap(
        name=_plain(line.what if is_all_told else f"{line.what}, {line.figure}"),
        kind="active" if step.role == "main" else step.role,
        seconds=seconds,
        note=_note(step, units),
        is_run=False,
    )


def _by_the_button(repeat: Repeat, units: str) -> Lap:
    """Rounds without a step on foot: one lap that names them all."""
    line = wording.lines(Workout((replace(repeat, alternatives=()),)), units)[0]
    # A single exercise is told in one line, several under "Repeat".
    inside = "; ".join(_told(part) for part in line.parts)
    said = [f"{line.what}, {line.figure}", inside] if line.figure else [inside]
    return Lap(name=_plain(": ".join(filter(None, said))), note=_instead(repeat, units), is_run=False)


def _told(line: wording.Line) -> str:
    inside = "; ".join(_told(part) for part in line.parts)
    said = f"{line.what}, {line.figure}" if line.figure else line.what
    return f"{said} ({inside})" if inside else said


def _pause(recovery: Recovery | None, units: str) -> Lap | None:
    if recovery is None:
        return None
    metres = _least(recovery.distance_m, FURTHEST_M)
    return Lap(
        name=_plain(wording.recovery(recovery, units)),
        kind="rest" if recovery.activity == "rest" else "recovery",
        metres=metres,
        seconds=_least(recovery.duration_s, LONGEST_S) if metres is None else None,
        effort=recovery.effort,
        is_run=recovery.activity == "run",
    )


def _kind(step: Step) -> str:
    if step.activity == "rest":
        return "rest"
    return "active" if step.role == "main" else step.role


def _note(step: Step, units: str) -> str:
    """The load, and what may be done instead."""
    load = _("With %(load)s") % {"load": wording.load(step.load)} if step.load else ""
    return "; ".join(filter(None, [_plain(load), _instead(step, units)]))


def _instead(part: Step | Repeat, units: str) -> str:
    others = [wording.lines(Workout(other), units) for other in part.alternatives]
    told = [_("or %(what)s") % {"what": ", ".join(map(_told, lines))} for lines in others]
    return _plain("; ".join(told))


def _band(step: Step, speeds: Speeds) -> Band | None:
    """What the coach named as a number, else the athlete's own pace of the effort: on the flat and without a load."""
    if step.activity not in RUNNING:
        return None
    if step.target is not None:
        return _of_target(step.target, step.distance_m)
    if step.effort is None or step.is_strides or step.load or step.uphill or step.grade_percent or step.in_place:
        return None
    slow, fast = speeds.get(step.effort.lo), speeds.get(step.effort.hi)
    return Band("speed", slow[0], fast[1]) if slow and fast else None


def _of_target(target: Target, distance: Range | None) -> Band | None:
    """The band of a number; of those that a watch cannot measure (RPE, "20 s slower") the name tells."""
    value = target.value
    match target.measure:
        case "pace_s_per_km":
            return _speed(value)
        case "pace_s_per_mi":
            return _speed(Range(value.lo / MILE_KM, value.hi / MILE_KM))
        case "time_s" if distance is not None and distance.is_exact and distance.lo > 0:
            kilometres = distance.lo / 1000
            return _speed(Range(value.lo / kilometres, value.hi / kilometres))
        case "heart_rate_bpm":
            return _heart("heart_rate", value, HEART_RATE_LEEWAY_BPM, HIGHEST_HEART_RATE_BPM)
        case "heart_rate_percent":
            return _heart("heart_rate_percent", value, HEART_RATE_LEEWAY_PERCENT, HIGHEST_HEART_RATE_PERCENT)
    return None


def _speed(pace: Range) -> Band | None:
    """A pace (s/km) as speeds, within those that can be run; ``None`` where it lies beyond them."""
    slowest, fastest = RUNNING_SPEEDS_M_S
    leeway = PACE_LEEWAY_S_PER_KM if pace.is_exact else 0
    slow, fast = pace.hi + leeway, pace.lo - leeway
    lo = max(1000 / slow, slowest) if slow > 0 else fastest
    hi = min(1000 / fast, fastest) if fast > 0 else fastest
    return Band("speed", lo, hi) if lo < hi else None


def _heart(measure: str, value: Range, leeway: int, highest: int) -> Band | None:
    leeway = leeway if value.is_exact else 0
    lo, hi = max(value.lo - leeway, 1), min(value.hi + leeway, highest)
    return Band(measure, lo, hi) if lo < hi else None


def _times(reps: Range) -> int:
    return max(1, int(_least(reps, MOST_LAPS + 1) or 1)) if reps.lo <= MOST_LAPS else MOST_LAPS + 1


def _least(value: Range | None, most: float) -> float | None:
    """The lower end, or the upper one of "at most"; ``None`` where nothing is said, or more than ``most``.

    Such a lap ends by the button: nobody runs so far or so long, and a file could not hold it.
    """
    if value is None:
        return None
    least = value.lo or value.hi
    return None if math.isinf(least) or not 0 < least <= most else least


def _plain(text: str) -> str:
    return " ".join(text.split())
