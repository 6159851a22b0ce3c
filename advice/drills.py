"""Drills: exercises that can stand in for a loaded step or beside it, and how much of one to do.

Times are seconds, distances metres. A dose is a range for each of its numbers; how much of it an athlete gets is
scaled to the time that the load would have taken, never beyond the range.
"""

from __future__ import annotations

import math
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import product
from operator import itemgetter
from typing import Any, Final, NamedTuple

from workouts.reading import read
from workouts.vocabulary import INJURIES, STRENGTH_BASES, Word, gettext_noop, slugs
from workouts.workout import Workout

_ = gettext_noop

# What a load is put on for, and what a drill serves.
PURPOSES: Final = (
    Word("speed_strength", _("speed-strength")),
    Word("strength_endurance", _("strength endurance")),
    Word("technique", _("technique")),
    Word("load_tolerance", _("load tolerance")),
    Word("weight_management", _("weight management")),
    Word("recovery", _("recovery")),
)
DRILL_LEVELS: Final = (
    Word("beginner", _("beginner")),
    Word("intermediate", _("intermediate")),
    Word("advanced", _("advanced")),
)
MODES: Final = (
    Word("instead", _("instead of the run")),
    Word("alongside", _("beside the same run without its load")),
)
CONFIDENCES: Final = (
    Word("H", _("high")),
    Word("M-H", _("medium to high")),
    Word("M", _("medium")),
    Word("L", _("low")),
)

Span = tuple[float, float]

# One movement of a strength set takes about this long, and a metre of a drill done at a run this long.
_SECONDS_A_MOVEMENT: Final = 3.0
_SECONDS_A_METRE: Final = 0.25

# Repetitions up to this long are added to one by one; longer ones are lengthened.
_SHORT_REPETITION_S: Final = 60.0
# Above this nobody runs all-out to the end.
_LONGEST_SPRINT_M: Final = 200.0
# Of amounts whose work differs by no more than this, the one with the longest repetitions is given.
_ALIKE: Final = 0.8

# The numbers that coaches write.
_ROUND_COUNTS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
_ROUND_TIMES_S: Final = (
    10,
    15,
    20,
    30,
    45,
    60,
    90,
    120,
    180,
    240,
    300,
    480,
    600,
    720,
    900,
    1200,
    1500,
    1800,
    2400,
    2700,
    3600,
)
_ROUND_DISTANCES_M: Final = (10, 20, 30, 40, 50, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Dose:
    """The least and the most of each number of a drill; ``None`` where the drill has no such number."""

    sets: Span | None = None
    reps: Span | None = None
    time_s: Span | None = None
    distance_m: Span | None = None
    rest_s: Span | None = None
    sessions_per_week: Span | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            span = getattr(self, field.name)
            if span is not None and not 0 <= span[0] <= span[1] < math.inf:
                raise ValueError(f"Dose: {field.name} is a range from the least to the most, not {span}.")

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Dose:
        """A dose from ``{"reps": [4, 6], "time_s": [15, 20]}``; raises ``ValueError`` for anything else."""
        unknown = sorted(set(data) - {field.name for field in fields(cls)})
        if unknown:
            raise ValueError(f"Dose: there is no {', '.join(unknown)}.")
        try:
            spans = {key: (float(pair[0]), float(pair[1])) for key, pair in data.items() if pair is not None}
        except (TypeError, ValueError, IndexError):
            raise ValueError(f"Dose: give the least and the most of each number, not {dict(data)!r}.") from None
        return cls(**spans)

    def amounts(self) -> Iterator[Amount]:
        """Every amount in round numbers that lies within the dose."""
        spans = (self.sets, self.reps, self.time_s, self.distance_m, self.rest_s)
        for numbers in product(
            _round_numbers(spans[0], _ROUND_COUNTS),
            _round_numbers(spans[1], _ROUND_COUNTS),
            _round_numbers(spans[2], _ROUND_TIMES_S),
            _round_numbers(spans[3], _ROUND_DISTANCES_M),
            # The longest pause: nobody is hurt by it.
            (None if self.rest_s is None else self.rest_s[1],),
        ):
            yield Amount(*numbers)


class Amount(NamedTuple):
    """So much of a drill: one number of each kind that it has."""

    sets: float | None
    reps: float | None
    time_s: float | None
    distance_m: float | None
    rest_s: float | None

    @property
    def times(self) -> float:
        """How many repetitions that makes in all."""
        return (1 if self.sets is None else self.sets) * (1 if self.reps is None else self.reps)

    @property
    def work_s(self) -> float:
        """How long the work takes in all, without the pauses, in seconds; an estimate where no time is given."""
        if self.time_s is not None:
            return self.times * self.time_s
        return self.times * (_SECONDS_A_MOVEMENT if self.distance_m is None else self.distance_m * _SECONDS_A_METRE)

    @property
    def session_s(self) -> float:
        """How long it takes with a pause after each repetition, or set where those are counted, in seconds."""
        pauses = self.times if self.sets is None else self.sets
        return self.work_s + (0 if self.rest_s is None else self.rest_s * pauses)


def _round_numbers(span: Span | None, choices: tuple[float, ...]) -> tuple[float | None, ...]:
    """The round numbers within ``span``, its ends among them."""
    if span is None:
        return (None,)
    return tuple(sorted({*span, *(number for number in choices if span[0] < number < span[1])}))


def _in_time(seconds: float) -> str:
    """ "20 s", "90 s", "2 min": as coaches write it."""
    return f"{seconds / 60:g} min" if seconds >= 60 and seconds % 60 == 0 else f"{seconds:g} s"


def _in_distance(metres: float) -> str:
    """ "60 m", "30 metres": a bare m means miles or minutes to some clubs below fifty."""
    return f"{metres:g} m" if metres >= 50 else f"{metres:g} metres"


@dataclass(frozen=True)
class Drill:
    """An exercise of the catalogue.

    ``form`` is the drill in a coach's shorthand with ``{sets}``, ``{reps}``, ``{time}``, ``{distance}`` and ``{rest}``
    for the numbers of its ``dose``; ``not_suggested`` says why it is never offered as a session, if so. Raises
    ``ValueError`` where the form asks for a number that the dose does not have, and for a word that does not exist.
    """

    code: str
    name: str
    category: str
    purposes: tuple[str, ...]
    """Of ``PURPOSES``; the foremost first."""
    replaces: tuple[str, ...] = ()
    """The implements (slugs) that it is made to stand in for."""
    equipment: tuple[tuple[str, ...], ...] = ()
    """Every group is needed, and any one thing of a group does; slugs of ``EQUIPMENT`` or ``TERRAIN``."""
    terrain: tuple[str, ...] = ()
    """Any one of these does (a treadmill may stand for a hill); empty: anywhere."""
    place: str = ""
    """Where it is done, in words for a person."""
    level: str = "beginner"
    strength_base: str = "none"
    """The least that the athlete must be used to."""
    needs: tuple[str, ...] = ()
    """What else should be in place, as sentences: shown, for the coach knows."""
    contraindications: tuple[str, ...] = ()
    """Injuries (slugs) that rule it out."""
    ask_first: tuple[str, ...] = ()
    """Conditions that nobody is asked about here (pregnancy, heart), as sentences: shown."""
    mode: str = "alongside"
    hard: bool = False
    """Whether it makes a hard day."""
    form: str = ""
    dose: Dose = Dose()
    intensity: str = ""
    note: str = ""
    cues: tuple[str, ...] = ()
    set_up: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    basis: str = ""
    confidence: str = "L"
    not_suggested: str = ""

    def __post_init__(self) -> None:
        for given, words in (
            (self.purposes, PURPOSES),
            ((self.level,), DRILL_LEVELS),
            ((self.mode,), MODES),
            ((self.strength_base,), STRENGTH_BASES),
            (self.contraindications, INJURIES),
            ((self.confidence,), CONFIDENCES),
        ):
            unknown = [slug for slug in given if slug not in slugs(words)]
            if unknown:
                raise ValueError(f"{self.code}: {', '.join(unknown)} is not one of {', '.join(slugs(words))}.")
        try:
            self.text(self.amount_for(0))
        except (KeyError, IndexError, ValueError) as problem:
            raise ValueError(f"{self.code}: the form {self.form!r} does not fit the dose: {problem}.") from None

    def amount_for(self, seconds: float) -> Amount:
        """The largest amount of the dose whose work fits into ``seconds``; the smallest one where none fits.

        Where not all of it fits, longer repetitions go before shorter ones that add up to a little more.
        """
        fitting = [(work_s, amount) for work_s, amount in self._amounts if work_s <= seconds]
        if not fitting:
            return self.least
        # The first of several that take as long, for they come with the fewest repetitions first.
        most_s, most = max(fitting, key=itemgetter(0))
        if len(fitting) == len(self._amounts) or (most.time_s is None and most.distance_m is None):
            return most
        alike = [(work_s, amount) for work_s, amount in fitting if work_s >= most_s * _ALIKE]
        return max(alike, key=lambda one: (one[1].time_s or one[1].distance_m, one[0]))[1]

    def step_up(self, amount: Amount) -> Amount:
        """The next larger amount within the dose; ``amount`` itself where there is none.

        Short repetitions grow by one, everything else to the amount whose work is the least above.
        """
        reps, most = amount.reps, self.dose.reps
        is_short = amount.time_s is None or amount.time_s <= _SHORT_REPETITION_S
        if is_short and amount.sets is None and reps is not None and most is not None and reps + 1 <= most[1]:
            return amount._replace(reps=reps + 1)
        larger = [
            (work_s, one)
            for work_s, one in self._amounts
            if work_s > amount.work_s and (amount.sets is None or (one.sets or 0) >= amount.sets)
        ]
        return min(larger, key=itemgetter(0))[1] if larger else amount

    @property
    def least(self) -> Amount:
        """The smallest amount of the dose."""
        return min(self._amounts, key=itemgetter(0))[1]

    @property
    def most(self) -> Amount:
        """The largest amount of the dose."""
        return self.amount_for(math.inf)

    def holds(self, amount: Amount) -> bool:
        """Whether each number of ``amount`` lies within the dose."""
        spans = (self.dose.sets, self.dose.reps, self.dose.time_s, self.dose.distance_m, self.dose.rest_s)
        return all(
            number is None if span is None else number is not None and span[0] <= number <= span[1]
            for number, span in zip(amount, spans, strict=True)
        )

    @cached_property
    def _amounts(self) -> tuple[tuple[float, Amount], ...]:
        """Every amount of the dose with the seconds that its work takes."""
        return tuple((amount.work_s, amount) for amount in self.dose.amounts())

    def text(self, amount: Amount) -> str:
        """The drill as a session in a coach's shorthand: "6 x 20 s uphill strides, walk down"."""
        numbers = {
            "sets": None if amount.sets is None else f"{amount.sets:g}",
            "reps": None if amount.reps is None else f"{amount.reps:g}",
            "time": None if amount.time_s is None else _in_time(amount.time_s),
            "distance": None if amount.distance_m is None else _in_distance(amount.distance_m),
            "rest": None if amount.rest_s is None else _in_time(amount.rest_s),
        }
        words = self.form.format_map({key: number for key, number in numbers.items() if number is not None})
        # A recovery after the comma needs its repetitions, be it one.
        return words if "," in words else words.removeprefix("1 x ")

    @cached_property
    def phrase(self) -> str:
        """The words of the form that name the drill, without its numbers: "uphill strides"."""
        words = " ".join(literal for literal, *_rest in string.Formatter().parse(self.form.split(",")[0]))
        return " ".join(words.replace(" x ", " ").split()).lower()

    def amount_in(self, text: str) -> Amount | None:
        """How much of it ``text`` asks for, written as :meth:`text` writes it; ``None`` where it does not say so."""
        amounts = map(self._amount_of, self._pattern.finditer(text))
        # Other words may look like it: "40 min very easy" beside "6 x 1 min very easy, 2 min walk".
        return next((amount for amount in amounts if self.holds(amount)), None)

    def _amount_of(self, found: re.Match[str]) -> Amount:
        given = found.groupdict()
        return Amount(
            self._number(given, "sets", self.dose.sets),
            self._number(given, "reps", self.dose.reps),
            _in_seconds(given.get("time")),
            _in_metres(given.get("distance")),
            None if self.dose.rest_s is None else self.dose.rest_s[1],
        )

    @staticmethod
    def _number(given: Mapping[str, str | None], key: str, span: Span | None) -> float | None:
        if span is None or key not in given:
            return None
        # "10 min uphill walk" is written without its "1 x".
        return float(given[key] or 1)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The words before the first comma with a group for each number."""
        words = re.escape(self.form.split(",")[0]).replace(r"\ ", r"\s+")
        for key, pattern in _PATTERNS.items():
            words = words.replace(re.escape(f"{{{key}}}"), f"(?P<{key}>{pattern})", 1)
        # The first number and its "x" are left out where it is one.
        words = re.sub(r"^(\(\?P<(?:sets|reps)>\\d\+\))\\s\+x\\s\+", r"(?:\1\\s*[x×х]\\s*)?", words)
        words = words.replace(r"\s+x\s+", r"\s*[x×х]\s*")
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)

    @cached_property
    def workout(self) -> Workout:
        """What is read from its smallest dose: what kind of work it is."""
        return read(self.text(self.least)).workout if self.form else Workout()

    @property
    def activity(self) -> str:
        """What is done: running, jumps, strength …"""
        return next((step.activity for step, _rounds in self.workout.flat()), "rest")

    @property
    def climbs(self) -> bool:
        """Whether it goes uphill."""
        return any(step.uphill for step, _rounds in self.workout.flat())

    @property
    def is_explosive(self) -> bool:
        """Whether it jumps or sprints, so that tendons and nerves need days and not hours to recover."""
        return is_explosive(self.workout)


def is_explosive(workout: Workout) -> bool:
    """Whether any of it jumps or is run all-out in short repetitions."""
    return any(
        step.activity == "jumps"
        or (
            step.activity == "run"
            and step.effort is not None
            and step.effort.lo == "maximal"
            and not (step.duration_s is not None and step.duration_s.lo > _SHORT_REPETITION_S)
            and not (step.distance_m is not None and step.distance_m.lo > _LONGEST_SPRINT_M)
        )
        for step, _rounds in workout.flat()
    )


_PATTERNS: Final = {
    "sets": r"\d+",
    "reps": r"\d+",
    "time": r"\d+(?:\.\d+)?\s*(?:s|min)",
    "distance": r"\d+(?:\.\d+)?\s*(?:metres|m)",
}


def _in_seconds(time: str | None) -> float | None:
    if time is None:
        return None
    return float(time.removesuffix("min").rstrip()) * 60 if time.endswith("min") else float(time.rstrip("s "))


def _in_metres(distance: str | None) -> float | None:
    return None if distance is None else float(distance.rstrip("metrs "))
