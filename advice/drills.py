"""Drills: exercises that can stand in for a loaded step or beside it, and how much of one to do.

Times are seconds, distances metres. A dose is a range for each of its numbers; how much of it an athlete gets is
scaled to the time that the load would have taken, never beyond the range.
"""

from __future__ import annotations

import math
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import product
from operator import itemgetter
from typing import Any, Final, NamedTuple

from workouts.vocabulary import INJURIES, STRENGTH_BASES, Word, gettext_noop, slugs

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

# The numbers that coaches write.
_ROUND_COUNTS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 25, 30)
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
        """The largest amount of the dose whose work fits into ``seconds``, in as few repetitions as do it.

        The smallest one where none fits.
        """
        fitting = [(work_s, amount) for work_s, amount in self._amounts if work_s <= seconds]
        if not fitting:
            return min(self._amounts, key=itemgetter(0))[1]
        # The first of several that take as long, for they come with the fewest repetitions first.
        return max(fitting, key=itemgetter(0))[1]

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
