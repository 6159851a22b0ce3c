"""What a session says, as values: a Workout of Steps and Repeats, with loads, recoveries and honest ranges.

All values are frozen and compare by content. Distances are metres, durations seconds, masses kilograms. A number
that the coach gave as a range stays one; ``None`` means "not said", never zero.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workouts.vocabulary import EFFORT_ORDER, IMPLEMENTS, MEASURES, Implement

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Range:
    """A number known to lie between ``lo`` and ``hi``, both included; ``hi`` may be infinite ("at least 20 kg")."""

    lo: float
    hi: float

    def __post_init__(self) -> None:
        if not (0 <= self.lo <= self.hi) or math.isinf(self.lo):
            raise ValueError(f"not a range: {self.lo}..{self.hi}")

    @classmethod
    def exactly(cls, value: float) -> Range:
        """The range that holds ``value`` alone."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """Whether one number is meant."""
        return self.lo == self.hi

    def __add__(self, other: Range) -> Range:
        return Range(self.lo + other.lo, self.hi + other.hi)

    def times(self, other: Range) -> Range:
        """The product of two ranges of numbers that are not negative."""
        return Range(self.lo * other.lo, self.hi * other.hi if self.hi and other.hi else 0.0)

    def to_json(self) -> list[float | None]:
        """``[lo, hi]``; whole numbers without a fraction, an unbounded ``hi`` as ``None``."""
        return [_plain(self.lo), None if math.isinf(self.hi) else _plain(self.hi)]

    @classmethod
    def from_json(cls, pair: list[float | None] | None) -> Range | None:
        """The range that :meth:`to_json` wrote, or ``None``."""
        if pair is None:
            return None
        lo, hi = pair
        assert lo is not None
        return cls(float(lo), math.inf if hi is None else float(hi))

    @property
    def ends(self) -> tuple[float, ...]:
        """The numbers that it lies between: one where it is exact."""
        return (self.lo,) if self.is_exact else (self.lo, self.hi)

    def bounded(self, bound: str | None) -> Range:
        """What "at most" or "at least" so much leaves open; ``bound`` is "at_most", "at_least" or ``None``."""
        if bound is None:
            return self
        return Range(0.0, self.hi) if bound == "at_most" else Range(self.lo, math.inf)

    def hull(self, other: Range) -> Range:
        """The least range that holds both."""
        return Range(min(self.lo, other.lo), max(self.hi, other.hi))


ONCE = Range(1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard: from ``lo`` to ``hi`` on the scale of ``vocabulary.EFFORTS`` (both ends the same for "easy")."""

    lo: str
    hi: str

    def __post_init__(self) -> None:
        if EFFORT_ORDER[self.lo] > EFFORT_ORDER[self.hi]:
            raise ValueError(f"not a range of efforts: {self.lo}..{self.hi}")

    @classmethod
    def exactly(cls, slug: str) -> Effort:
        """One point of the scale."""
        return cls(slug, slug)

    def to_json(self) -> str | list[str]:
        """One slug, or ``[lo, hi]`` where the coach left it open ("hard", "MP > 10k")."""
        return self.lo if self.lo == self.hi else [self.lo, self.hi]

    @classmethod
    def from_json(cls, value: str | list[str] | None) -> Effort | None:
        """The effort that :meth:`to_json` wrote, or ``None``."""
        if value is None:
            return None
        return cls.exactly(value) if isinstance(value, str) else cls(value[0], value[1])


# An offset up to this many seconds stays within the pace it is from; beyond, it reaches the next effort.
SMALL_OFFSET_S = 20
# Perceived exertion on the scale of ten as efforts: up to each figure, from and to (Foster's session-RPE wording:
# 2 easy, 3 moderate, 5 hard, 7 very hard, 10 maximal; the bands between are ours and wide on purpose).
_RPE_EFFORTS = ((2, "very_easy", "easy"), (4, "easy", "steady"), (6, "steady", "threshold"), (8, "threshold", "5k"),
                (9, "10k", "mile"), (10, "maximal", "maximal"))  # fmt: skip

# How fast strides are; a pace such as that of a 3 km race lies between the same ends, but lasts longer.
STRIDES = Effort("5k", "mile")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the coach's text, ``text[start:end]``."""

    start: int
    end: int

    def to_json(self) -> list[int]:
        """``[start, end]``."""
        return [self.start, self.end]

    @classmethod
    def from_json(cls, pair: list[int] | None) -> Span | None:
        """The span that :meth:`to_json` wrote, or ``None``."""
        return None if pair is None else cls(pair[0], pair[1])


@dataclass(frozen=True, slots=True)
class Load:
    """Added resistance on a step: what, and how much of it in all (both ankles together).

    ``kg`` and ``percent_body_mass`` are given as the coach gave them; both are ``None`` for "with a vest". ``span`` is
    the stretch of text that speaks of the load with the word that joins it on ("with a 5 kg vest"), so that a swap can
    take it out and leave the rest of the coach's words alone.
    """

    implement: str
    kg: Range | None = None
    percent_body_mass: Range | None = None
    span: Span | None = field(default=None, compare=False)

    @property
    def thing(self) -> Implement:
        """The implement with its label, site and class."""
        return IMPLEMENTS[self.implement]

    def to_json(self) -> Json:
        """A JSON object; see ``manage.py read --json``."""
        return {
            "implement": self.implement,
            "kg": _pair(self.kg),
            "percent_body_mass": _pair(self.percent_body_mass),
            "span": None if self.span is None else self.span.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Load | None:
        """The load that :meth:`to_json` wrote, or ``None``."""
        if data is None:
            return None
        return cls(
            data["implement"],
            Range.from_json(data["kg"]),
            Range.from_json(data["percent_body_mass"]),
            Span.from_json(data.get("span")),
        )


@dataclass(frozen=True, slots=True)
class Target:
    """A number that says how fast or how hard, in the coach's own measure (``vocabulary.MEASURES``).

    "@ 5:30" for miles is 330 ``pace_s_per_mi``, "6 x 800 in 2:30" 150 ``time_s`` each, "MP+15-25" the marathon effort
    with 15–25 ``slower_s``: seconds slower than the pace of the effort, a mile or a kilometre as the coach counts.
    """

    measure: str
    value: Range

    def __post_init__(self) -> None:
        if self.measure not in _MEASURE_SLUGS:
            raise ValueError(f"not a measure: {self.measure}")

    def to_json(self) -> Json:
        """A JSON object; see ``manage.py read --json``."""
        return {"measure": self.measure, "value": self.value.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Target | None:
        """The target that :meth:`to_json` wrote, or ``None``."""
        return None if data is None else cls(data["measure"], _range(data["value"]))


_EFFORT_SLUGS = tuple(EFFORT_ORDER)
_MEASURE_SLUGS = frozenset(word.slug for word in MEASURES)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What happens between repetitions: ``activity`` is ``rest`` (standing or not said), ``walk``, or ``run`` (a jog).

    It comes between repetitions, so N of them have N − 1 recoveries. ``effort`` is kept where a float is run at one.
    """

    activity: str = "rest"
    distance_m: Range | None = None
    duration_s: Range | None = None
    effort: Effort | None = None

    def to_json(self) -> Json:
        """A JSON object; see ``manage.py read --json``."""
        return {
            "activity": self.activity,
            "distance_m": _pair(self.distance_m),
            "duration_s": _pair(self.duration_s),
            "effort": None if self.effort is None else self.effort.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Recovery | None:
        """The recovery that :meth:`to_json` wrote, or ``None``."""
        if data is None:
            return None
        return cls(
            data["activity"],
            Range.from_json(data["distance_m"]),
            Range.from_json(data["duration_s"]),
            Effort.from_json(data.get("effort")),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, ``reps`` times: an amount of an activity at an effort, on a slope, with a load.

    ``distance_m`` and ``duration_s`` are those of one repetition. A strength step counts movements in ``reps`` and
    names them in ``exercise`` ("lunges"); three sets of ten are a Repeat of 3 with a step of 10. ``alternatives`` are
    what may be done in its place ("or 45 min bike"), each a sequence of steps. ``span`` is where the step stands in the
    coach's text.
    """

    activity: str = "run"
    role: str = "main"
    reps: Range = ONCE
    distance_m: Range | None = None
    duration_s: Range | None = None
    effort: Effort | None = None
    uphill: bool = False
    grade_percent: Range | None = None
    in_place: bool = False
    exercise: str | None = None
    load: Load | None = None
    recovery: Recovery | None = None
    target: Target | None = None
    alternatives: tuple[tuple[Step | Repeat, ...], ...] = ()
    span: Span | None = field(default=None, compare=False)

    def to_json(self) -> Json:
        """A JSON object; see ``manage.py read --json``."""
        return {
            "activity": self.activity,
            "role": self.role,
            "reps": self.reps.to_json(),
            "distance_m": _pair(self.distance_m),
            "duration_s": _pair(self.duration_s),
            "effort": None if self.effort is None else self.effort.to_json(),
            "uphill": self.uphill,
            "grade_percent": _pair(self.grade_percent),
            "in_place": self.in_place,
            "exercise": self.exercise,
            "load": None if self.load is None else self.load.to_json(),
            "recovery": None if self.recovery is None else self.recovery.to_json(),
            "target": None if self.target is None else self.target.to_json(),
            "alternatives": _alternatives_to_json(self.alternatives),
            "span": None if self.span is None else self.span.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Step:
        """The step that :meth:`to_json` wrote."""
        return cls(
            activity=data["activity"],
            role=data["role"],
            reps=_range(data["reps"]),
            distance_m=Range.from_json(data["distance_m"]),
            duration_s=Range.from_json(data["duration_s"]),
            effort=Effort.from_json(data["effort"]),
            uphill=data["uphill"],
            grade_percent=Range.from_json(data["grade_percent"]),
            in_place=data["in_place"],
            exercise=data["exercise"],
            load=Load.from_json(data["load"]),
            recovery=Recovery.from_json(data["recovery"]),
            target=Target.from_json(data.get("target")),
            alternatives=_alternatives_from_json(data),
            span=Span.from_json(data.get("span")),
        )

    @property
    def likely_effort(self) -> Effort | None:
        """How hard it is with what its target adds: a large offset reaches the next effort, an exertion is one."""
        target = self.target
        if target is None:
            return self.effort
        if target.measure == "rpe" and self.effort is None:
            return _of_exertion(target.value)
        if self.effort is None or target.value.hi <= SMALL_OFFSET_S:
            return self.effort
        if target.measure == "slower_s":
            return Effort(_EFFORT_SLUGS[max(EFFORT_ORDER[self.effort.lo] - 1, 1)], self.effort.hi)
        if target.measure == "faster_s":
            return Effort(self.effort.lo, _EFFORT_SLUGS[min(EFFORT_ORDER[self.effort.hi] + 1, len(_EFFORT_SLUGS) - 1)])
        return self.effort

    @property
    def is_strides(self) -> bool:
        """Whether it is fast but short and relaxed, no hard work: up to 30 s or 150 m at 5k to mile effort."""
        if self.effort != STRIDES:
            return False
        return any(
            size is not None and size.hi <= most for size, most in ((self.duration_s, 30), (self.distance_m, 150))
        )

    def total(self, dimension: str) -> Range | None:
        """All repetitions and the recoveries between them in ``distance_m`` or ``duration_s``, as far as stated."""
        own = _with_recoveries(self.reps, getattr(self, dimension), self.recovery, dimension)
        return _of_any(own, self.alternatives, dimension)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Several steps, done in order ``reps`` times, with ``recovery`` between the rounds.

    Steps that are done once stand in a Repeat where something else may be done in place of them all (``alternatives``).
    """

    reps: Range
    steps: tuple[Step | Repeat, ...]
    recovery: Recovery | None = None
    alternatives: tuple[tuple[Step | Repeat, ...], ...] = ()

    def to_json(self) -> Json:
        """A JSON object; see ``manage.py read --json``."""
        return {
            "reps": self.reps.to_json(),
            "steps": [step.to_json() for step in self.steps],
            "recovery": None if self.recovery is None else self.recovery.to_json(),
            "alternatives": _alternatives_to_json(self.alternatives),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Repeat:
        """The repeat that :meth:`to_json` wrote."""
        return cls(
            _range(data["reps"]),
            _steps_from_json(data["steps"]),
            Recovery.from_json(data["recovery"]),
            _alternatives_from_json(data),
        )

    def total(self, dimension: str) -> Range | None:
        """All rounds and the recoveries between them in ``distance_m`` or ``duration_s``, as far as stated."""
        own = _with_recoveries(self.reps, _sum(self.steps, dimension), self.recovery, dimension)
        return _of_any(own, self.alternatives, dimension)


@dataclass(frozen=True, slots=True)
class Workout:
    """What was read from a session: steps in their order."""

    steps: tuple[Step | Repeat, ...] = ()

    def to_json(self) -> list[Json]:
        """The steps as JSON objects."""
        return [step.to_json() for step in self.steps]

    @classmethod
    def from_json(cls, data: list[Mapping[str, Any]]) -> Workout:
        """The workout that :meth:`to_json` wrote."""
        return cls(_steps_from_json(data))

    def total(self, dimension: str) -> Range | None:
        """The sum of what is stated in ``distance_m`` or ``duration_s``; ``None`` where nothing is.

        A step stated in time adds nothing to the distance, nor the other way round: both sums are of the coach's own
        numbers, not estimates.
        """
        return _sum(self.steps, dimension)

    def flat(self) -> Iterator[tuple[Step, Range]]:
        """Each step with the number of rounds that the repeats around it make, in order, alternatives included."""
        yield from _flat(self.steps, ONCE)


def _flat(steps: tuple[Step | Repeat, ...], rounds: Range) -> Iterator[tuple[Step, Range]]:
    for step in steps:
        if isinstance(step, Repeat):
            yield from _flat(step.steps, rounds.times(step.reps))
        else:
            yield step, rounds
        for other in step.alternatives:
            yield from _flat(other, rounds)


def _sum(steps: tuple[Step | Repeat, ...], dimension: str) -> Range | None:
    known = [total for step in steps if (total := step.total(dimension)) is not None]
    return sum(known[1:], known[0]) if known else None


def _of_exertion(exertion: Range) -> Effort | None:
    ends = [next((ends for most, *ends in _RPE_EFFORTS if end <= most), None) for end in (exertion.lo, exertion.hi)]
    return None if ends[0] is None or ends[1] is None else Effort(ends[0][0], ends[1][1])


def _of_any(own: Range | None, alternatives: tuple[tuple[Step | Repeat, ...], ...], dimension: str) -> Range | None:
    """The range over what is done or any of its alternatives; one that does not state the dimension adds nothing."""
    totals = [total for other in alternatives if (total := _sum(other, dimension)) is not None]
    return functools.reduce(Range.hull, totals, own) if own is not None else None


def _with_recoveries(reps: Range, once: Range | None, recovery: Recovery | None, dimension: str) -> Range | None:
    total = None if once is None else once.times(reps)
    pause: Range | None = None if recovery is None else getattr(recovery, dimension)
    if pause is not None and reps.hi > 1:
        pauses = pause.times(Range(max(reps.lo - 1, 0), reps.hi - 1))
        total = pauses if total is None else total + pauses
    return total


def _alternatives_to_json(alternatives: tuple[tuple[Step | Repeat, ...], ...]) -> list[list[Json]]:
    return [[step.to_json() for step in other] for other in alternatives]


def _alternatives_from_json(data: Mapping[str, Any]) -> tuple[tuple[Step | Repeat, ...], ...]:
    return tuple(_steps_from_json(other) for other in data.get("alternatives", ()))


def _steps_from_json(data: list[Any]) -> tuple[Step | Repeat, ...]:
    return tuple(Repeat.from_json(item) if "steps" in item else Step.from_json(item) for item in data)


def _range(pair: list[float | None]) -> Range:
    found = Range.from_json(pair)
    assert found is not None
    return found


def _pair(value: Range | None) -> list[float | None] | None:
    return None if value is None else value.to_json()


def _plain(number: float) -> float:
    rounded = round(number, 4)
    return int(rounded) if rounded == int(rounded) else rounded
