"""Canonical text of a workout: coach's shorthand that reads back to exactly the same workout.

    warm up 2 km easy; 6 x 400 m at 5k pace, 90 s rest; then 10 min easy or 20 min cycling; cool down 1 km

``read(write(workout)).workout == workout``, whatever the club has chosen for a bare "m". The form, in full:

    session    = "" | part { "; " ["then "] part }
    part       = option { " or " option }
    option     = done | "(" session ")"                 brackets round several parts, or round one with a recovery,
                                                        or without an amount that what follows could lend it
    done       = (step | sets | rounds) [ ", " recovery ]
    rounds     = count " x (" session ")"
    sets       = count " x " count name { quality }     movements: "3 x 10 lunges with 16 kg dumbbells in total"
    step       = [ "warm up" | "cool down" ] [ count " x " ] amount [ name ] { quality }
               | [ "warm up" | "cool down" ] [ count [ " x" ] ] [ name ] { quality }
    quality    = in this order: "uphill" "in place" effort offset target "in" time incline load
    count      = "6" | "6-8"
    amount     = range of one unit: "8 km" | "8-10 km" | "at least 30 min" | "at most 5 mi"
    name       = "walk" | "race" | "rest" | "strength" | "strides" | an exercise; without an amount also "run",
                 "hills" (which are uphill), "rest day" and "4 strides", "10 lunges"
    effort     = "very easy" | "easy" | "steady" | "at MP" | "at threshold" | "at 10k pace" | "at 5k pace"
               | "at mile pace" | "all-out" | "slow" | "hard" | "fast" | "very hard" | "at 3k pace"
               | effort " > " effort                    "at MP > 10k pace", "at 10k > 5k pace", "easy > steady"
    offset     = "+ 15-25 s" | "- 10 s"                 behind a pace, where threshold is called "HM": "at HM - 5 s"
    target     = "@ 4:30/km" | "@ 7:00-7:10/mi" | "in 2:30" | "in 34-36 s" | "@ 75-80 % HR" | "@ 150 bpm"
               | "@ 85-90 % effort" | "RPE 6"           with "at least" or "at most" before the number where open
    incline    = "at 6 % incline" | "at 6-8 % incline"
    load       = "with a vest" | "with a 5 kg vest" | "with 2 kg ankle weights in total" (pairs weigh both)
               | "with a sled of at most 30 kg" | "with a vest at 10 % of body mass"
    recovery   = [ amount ] ("rest" | "walk" | "jog" | "float") [ "between" | "between sets" ] [ "in" time ]
                 and behind "float" its effort

A semicolon parts what is done one after the other, a comma leads to a recovery and to nothing else, "or" binds closer
than the semicolon. "then" stands before a rest, a walk or an easy run that follows repetitions, where it could be taken
for their recovery, and before an amount that follows a part without one ("yoga; then 8 km"). "between" stands behind a
recovery without an amount, and behind a jog or a walk so long that it could be taken for a part of its own; "between
sets" where repetitions inside the rounds have no recovery. Numbers are never rounded: a distance is written in the unit
in which it comes out shortest. "m" is never left to doubt: below 50, and for a run of up to 200 m done once, it is
spelled out ("20 metres").

In Russian the same form has Russian words, a decimal comma, the mass behind the thing ("с жилетом 5 кг") and the amount
behind the word for a recovery ("отдых 90 сек"); exercises that have no Russian name keep the English one.

What no coach can mean has no text of its own: a recovery where there is one repetition, a load in kilograms and percent
at once, seconds from two paces ("MP > 10k pace + 5 s"), brackets deeper than ``segments.DEEPEST``. The predicate
``is_sayable`` of ``tests/workouts/strategies.py`` and the text above it say all of it. A distance and its time are both
written, and without another target read back as a target, for "8 km in 40 min" is both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal, TypeGuard

from workouts.amounts import MILE_M
from workouts.exercises import EXERCISES
from workouts.workout import ONCE, STRIDES, Effort, Load, Range, Recovery, Repeat, Step, Target, Workout
from workouts.writing_words import WORDS, Language, Words

Units = Literal["km", "mi"]

# How finely reading measures (``amounts``): millimetres and milliseconds.
_PLACES: Final = 3
# Coaches give no more decimals of a mile than this: "3.125 mi".
_MILE_PLACES: Final = 3
# From here up nobody takes "m" for anything but metres; a run done once is taken for minutes up to the second.
_LEAST_BARE_M: Final = 50.0
_MOST_SPELLED_M: Final = 200.0
# Distances up to here are said in metres where they come in round hundreds ("1200 m").
_TRACK_TO_M: Final = 3000.0
# Up to here a time is said in seconds, unless in whole minutes; a range of two of them up to the second.
_SECONDS_TO: Final = 90.0
_SECONDS_RANGE_TO: Final = 180.0
_MINUTES_TO: Final = 7200.0
# A time for a repetition is said in seconds below this: "in 75 s", "in 2:30".
_CLOCK_FROM: Final = 100.0
# A jog or a walk behind repetitions is taken for their recovery up to here.
_SHORT_PAUSE_M: Final = 800.0
_SHORT_PAUSE_S: Final = 300.0
_EASY: Final = frozenset({"very_easy", "easy"})
_ON_THE_MOVE: Final = frozenset({"run", "walk", "cross"})
# Movements that are counted without a sign for "times": "10 lunges".
_COUNTED: Final = frozenset({"strength", "jumps"})
_IN_SETS: Final = frozenset({"strength", "jumps", "balance", "drill"})
_IMPLIED: Final = {exercise.name: exercise.implement for exercise in EXERCISES if exercise.implement}
# Figures that begin with a vowel when they are spoken: "an 8 kg vest".
_WITH_AN: Final = ("8", "11 ", "11.", "11-", "18 ", "18.", "18-")
_OFFSETS: Final = frozenset({"slower_s", "faster_s"})
_PACES: Final = frozenset({"pace_s_per_km", "pace_s_per_mi"})


def write(workout: Workout, *, units: Units = "km", language: Language = "en") -> str:
    """``workout`` as canonical text, in the club's ``units`` where a distance is as short in either."""
    return _Writer(units, WORDS[language]).session(workout.steps)


class _Writer:
    """Writes for one club: its units, its language."""

    def __init__(self, units: Units, words: Words) -> None:
        self.units = units
        self.words = words

    def session(self, steps: Sequence[Step | Repeat]) -> str:
        """Parts done one after the other."""
        said: list[str] = []
        for index, step in enumerate(steps):
            text = self._part(step)
            if index and _would_join(step, steps[index - 1]):
                text = self.words.then.format(text)
            said.append(text)
        return "; ".join(said)

    def _part(self, part: Step | Repeat) -> str:
        """A part with what may be done in its place."""
        done = self._done(part)
        if not part.alternatives:
            return done
        first = f"({done})" if part.recovery or _would_share(part) else done
        return self.words.either.join([first, *(self._option(steps, part) for steps in part.alternatives)])

    def _option(self, steps: Sequence[Step | Repeat], instead_of: Step | Repeat) -> str:
        text = self.session(steps)
        alone = len(steps) == 1 and not steps[0].recovery and not steps[0].alternatives
        taken = isinstance(instead_of, Step) and instead_of.role != "main" and _is_bare_run(steps[0])  # for a warm-up
        return text if alone and not taken else f"({text})"

    def _done(self, part: Step | Repeat) -> str:
        text = self._step(part) if isinstance(part, Step) else self._rounds(part)
        if part.recovery is None:
            return text
        of_sets = isinstance(part, Repeat) and _holds_bare(part)
        # The word "rest" can mean nothing else, wherever it stands.
        apart = part.recovery.activity != "rest" and isinstance(part, Repeat) and _ends_resting(part)
        return f"{text}, {self._recovery(part.recovery, of_sets=of_sets, apart=apart)}"

    def _rounds(self, repeat: Repeat) -> str:
        if (movements := _movements(repeat)) is not None:
            return f"{self._count(repeat.reps)} {self._step(movements, in_sets=True)}"
        inside = f"({self.session(repeat.steps)})"
        return inside if repeat.reps == ONCE else f"{self._count(repeat.reps)} {inside}"

    def _step(self, step: Step, *, in_sets: bool = False) -> str:
        words = self.words
        strides = _is_strides(step)
        effort = ""
        if step.effort is not None and not strides:
            effort = self._effort(step.effort, offset=_has_offset(step), sized=_is_sized(step))
        said = [
            words.roles.get(step.role, ""),
            self._what(step, strides=strides, in_sets=in_sets),
            words.uphill if step.uphill and not _is_hills(step, strides=strides) else "",
            words.in_place if step.in_place else "",
            effort,
            "" if step.target is None else self._target(step.target),
            self._time_beside(step.distance_m, step.duration_s),
            "" if step.grade_percent is None else words.incline.format(self._number_range(step.grade_percent)),
            "" if step.load is None or _is_implied(step) else self._load(step.load),
        ]
        return " ".join(part for part in said if part)

    def _what(self, step: Step, *, strides: bool, in_sets: bool) -> str:
        """How often, how much, and of what."""
        name, counted = self._name(step, strides=strides)
        amount = self._amount(step)
        if amount:
            figure = amount if step.reps == ONCE else f"{self._count(step.reps)} {amount}"
            return f"{figure} {name}" if name else figure
        if step.reps == ONCE:
            return name
        if counted and (in_sets or self._form(step.reps.hi) == 2) and (in_sets or strides or step.activity in _COUNTED):
            return f"{self._number_range(step.reps)} {counted}"
        return f"{self._number_range(step.reps)} {name}" if in_sets else f"{self._count(step.reps)} {name}"

    def _name(self, step: Step, *, strides: bool) -> tuple[str, str]:
        """What is done, by itself and behind a number that counts it; nothing where the amount says enough."""
        words = self.words
        if strides:
            return words.strides
        if step.exercise is not None:
            return words.exercises[step.exercise]
        sized = _is_sized(step)
        if step.activity == "run":
            named = sized or (step.role != "main" and step.reps == ONCE and not step.uphill)
            name = "" if named else words.names["hills" if step.uphill else "run"]
        elif step.activity == "rest":
            name = words.names["rest" if sized else "rest_day"]
        else:
            name = words.names[step.activity]
        return name, ""

    def _form(self, count: float) -> int:
        """Which form a noun has behind ``count``: 0 behind 1, 1 behind 2 to 4 and fractions, 2 behind all others."""
        last = count % 100 if count % 100 < 20 else count % 10
        if not self.words.inflects or last == 0 or last >= 5:
            return 2 if count % 1 == 0 else 1
        return 0 if last == 1 else 1

    def _count(self, reps: Range) -> str:
        return f"{self._number_range(reps)} {self.words.times}"

    def _amount(self, step: Step) -> str:
        if step.distance_m is not None:
            return self._distance(step.distance_m, once=step.reps == ONCE)
        return "" if step.duration_s is None else self._duration(step.duration_s)

    def _time_beside(self, distance: Range | None, duration: Range | None) -> str:
        """How long the distance takes, where both are said."""
        if distance is None or duration is None:
            return ""
        return self.words.targets["time_s"].format(self._duration(duration))

    def _distance(self, metres: Range, *, once: bool = False) -> str:
        """A distance in the unit in which it comes out shortest; metres on the track."""
        ends = _ends(metres)
        miles = [_in_miles(end) for end in ends]
        exact_miles = [figure for figure in miles if figure is not None]
        if _is_in_metres(ends):
            unit, figures = "m", [_plain(end) for end in ends]
            if ends[0] < _LEAST_BARE_M or (once and ends[-1] <= _MOST_SPELLED_M):
                unit = "metres"
        else:
            unit, figures = "km", [_plain(end / 1000) for end in ends]
        # Whole metres are in miles too by accident alone, unless the club counts in miles.
        meant = self.units == "mi" or any(end % 1 for end in ends)
        if meant and len(exact_miles) == len(ends) and sum(map(len, exact_miles)) <= sum(map(len, figures)):
            unit, figures = "mi", exact_miles
        return self._bounded(metres, figures, unit)

    def _duration(self, seconds: Range) -> str:
        """A time in hours, minutes or seconds; "2 min 30 s" where one of them is not enough."""
        ends = _ends(seconds)
        if all(end % 3600 == 0 for end in ends):
            return self._bounded(seconds, [_plain(end / 3600) for end in ends], "h")
        if all(end % 60 == 0 for end in ends) and (len(ends) == 2 or ends[0] <= _MINUTES_TO):
            return self._bounded(seconds, [_plain(end / 60) for end in ends], "min")
        if len(ends) == 2 and all(end % 30 == 0 for end in ends) and ends[1] > _SECONDS_RANGE_TO:
            return self._bounded(seconds, [_plain(end / 60) for end in ends], "min")
        if len(ends) == 2 or ends[0] <= _SECONDS_TO:
            return self._bounded(seconds, [_plain(end) for end in ends], "s")
        large, small, unit = ("h", "min", 3600) if ends[0] % 60 == 0 else ("min", "s", 60)
        rest = _plain((ends[0] % unit) / (unit / 60))
        figure = f"{_plain(ends[0] // unit)} {self.words.units[large]} {rest}"
        return self._bounded(seconds, [figure], small)

    def _bounded(self, value: Range, figures: Sequence[str], unit: str) -> str:
        """The figures of a range's ends with their unit: "8-10 km", "at least 30 min", "at most 5 mi"."""
        figure = "-".join(figure.replace(".", self._point(figure)) for figure in figures)
        name = self.words.miles[self._form(float(figures[-1]))] if unit == "mi" else self.words.units[unit]
        return self._open(value, f"{figure} {name}")

    def _number_range(self, value: Range) -> str:
        """A range of numbers without a unit: "6", "6-8", "at least 6"."""
        return self._open(value, "-".join(self._number(end) for end in _ends(value)))

    def _open(self, value: Range, figure: str) -> str:
        if math.isinf(value.hi):
            return self.words.at_least.format(figure)
        return self.words.at_most.format(figure) if value.lo == 0 < value.hi else figure

    def _number(self, value: float) -> str:
        figure = _plain(value)
        return figure.replace(".", self._point(figure))

    def _point(self, figure: str) -> str:
        """The decimal sign: a comma before three figures would part thousands."""
        return self.words.comma if len(figure.partition(".")[2]) < 3 else "."

    def _effort(self, effort: Effort, *, offset: bool = False, sized: bool = True) -> str:
        """An effort, which ``offset`` seconds may follow; where it is not of something ``sized``, no other may be."""
        words = self.words
        terms = words.paces if offset else words.efforts
        loose = None if offset else words.loose.get((effort.lo, effort.hi))
        lo, hi = loose or terms[effort.lo], loose or terms[effort.hi]
        if not sized:
            lo, hi = words.unsized.get(lo, lo), words.unsized.get(hi, hi)
        if lo == hi:
            return lo
        if hi.endswith(" pace"):
            lo = lo.removesuffix(" pace")
        return f"{lo} > {hi.removeprefix('at ')}"

    def _target(self, target: Target) -> str:
        value = target.value
        if target.measure in _PACES or (target.measure == "time_s" and _is_clock(value)):
            figure = "-".join(_clock(end) for end in _ends(value))
        elif target.measure in _OFFSETS:
            figure = "-".join(self._number(end) for end in dict.fromkeys((value.lo, value.hi)))
        else:
            figure = self._number_range(value)
            if target.measure == "time_s":
                figure = f"{figure} {self.words.units['s']}"
        return self.words.targets[target.measure].format(figure)

    def _load(self, load: Load) -> str:
        size = load.kg or load.percent_body_mass
        kind = "thing"
        mass = ""
        if size is not None:
            kind = "kg" if load.kg is not None else "percent"
            if math.isinf(size.hi) or size.lo == 0:
                kind += "_bounded"
            if load.kg is not None and load.thing.pair:
                kind += "_of_pair"
            mass = self._number_range(size) + (f" {self.words.units['kg']}" if load.kg is not None else "")
        thing = self.words.implements[load.implement]
        article = "" if load.thing.pair or load.implement == "weights" else "a "
        if kind == "kg" and article and mass.startswith(_WITH_AN):
            article = "an "
        return self.words.load[kind].format(a=article, thing=thing, mass=mass)

    def _recovery(self, recovery: Recovery, *, of_sets: bool, apart: bool) -> str:
        words = self.words
        amount = ""
        if recovery.distance_m is not None:
            amount = self._distance(recovery.distance_m)
        elif recovery.duration_s is not None:
            amount = self._duration(recovery.duration_s)
        bare = not amount and recovery.effort is None
        between = words.between_sets if of_sets else words.between if bare or apart or _is_long(recovery) else ""
        said = [
            words.recoveries[recovery.activity if recovery.effort is None else "float"].format(amount).strip(),
            between,
            self._time_beside(recovery.distance_m, recovery.duration_s),
            "" if recovery.effort is None else self._effort(recovery.effort),
        ]
        return " ".join(part for part in said if part)


def _movements(repeat: Repeat) -> Step | None:
    """The only step of sets such as 3 x 10 lunges, which are said in one breath."""
    only = repeat.steps[0]
    if len(repeat.steps) > 1 or not isinstance(only, Step) or only.activity not in _IN_SETS or only.reps == ONCE:
        return None
    plain = only.role == "main" and not (only.distance_m or only.duration_s or only.recovery or only.alternatives)
    return only if plain else None


def _would_join(step: Step | Repeat, before: Step | Repeat) -> bool:
    """Whether a step could be taken for a recovery of what is before it, or its amount for that of what has none."""
    if _may_be_recovery(step) and _ends_repeated(before):
        return True
    if not isinstance(step, Step) or step.reps != ONCE or not _is_sized(step):
        return False
    heads = isinstance(before, Step) and before.role != "main" and not _is_sized(before)  # "warm-up; 10 min easy"
    return _is_unsized(before) or (heads and (step.effort is None or step.effort.hi in _EASY))


def _would_share(part: Step | Repeat) -> bool:
    """Whether what is said of what may be done instead could be taken for what is said of the part too.

    That is its amount ("walk or jog 30 min"), or all but its amount ("5 km or 6 km uphill").
    """
    options = [steps[0] for steps in part.alternatives if len(steps) == 1]
    sized = [option for option in options if isinstance(option, Step) and _is_sized(option)]
    if _is_unsized(part):
        return part.activity in _ON_THE_MOVE and bool(sized)
    runs = [option for option in sized if option.activity == "run" and option.reps == ONCE]
    return _is_bare_run(part) and not all(map(_is_bare_run, runs))


def _is_bare_run(part: Step | Repeat) -> bool:
    """Whether all that is said of a step is how far or how long it is run, once."""
    return isinstance(part, Step) and part == Step(
        distance_m=part.distance_m, duration_s=part.duration_s, alternatives=part.alternatives, span=part.span
    )


def _may_be_recovery(step: Step | Repeat) -> bool:
    """Whether a step behind repetitions could be taken for what comes between them."""
    if isinstance(step, Repeat) or step.role != "main" or step.reps != ONCE:
        return False
    easy = step.effort is not None and step.effort.hi in _EASY
    return step.activity in ("rest", "walk") or (step.activity == "run" and easy)


def _ends_repeated(part: Step | Repeat) -> bool:
    """Whether repetitions are the last that the text says of a part, or in place of what it says last."""
    if part.reps.hi > 1 or (isinstance(part, Repeat) and part.alternatives):
        return True
    return bool(part.alternatives) and _ends_repeated(part.alternatives[-1][-1])


def _ends_resting(rounds: Repeat) -> bool:
    """Whether a round ends with a walk or a rest: what comes between them could be taken for a part behind them."""
    last = rounds.steps[-1]
    return _ends_resting(last) if isinstance(last, Repeat) else last.activity in ("walk", "rest")


def _is_long(recovery: Recovery) -> bool:
    """Whether a jog or walk could be a part of its own rather than a recovery."""
    if recovery.activity == "rest" or recovery.effort is not None:
        return False
    sizes = (recovery.distance_m, _SHORT_PAUSE_M), (recovery.duration_s, _SHORT_PAUSE_S)
    return any(size is not None and size.hi > most for size, most in sizes)


def _holds_bare(repeat: Repeat) -> bool:
    """Whether repetitions inside the rounds have no recovery: one behind the rounds could be taken for theirs."""
    return any(
        _holds_bare(step)
        if isinstance(step, Repeat)
        else step.reps.hi > 1 and step.recovery is None and step.activity not in _COUNTED
        for step in repeat.steps
    )


def _is_strides(step: Step) -> bool:
    """Whether "strides" says both what is run and how hard; a warm-up before one stride would be cut in two."""
    if step.activity != "run" or step.exercise or step.effort != STRIDES or _has_offset(step):
        return False
    if step.role != "main" and step.reps == ONCE:
        return False
    far_and_long = step.distance_m is not None and step.duration_s is not None  # of so many miles nobody runs strides
    return (step.is_strides and not far_and_long) or not _is_sized(step)


def _is_hills(step: Step, *, strides: bool) -> bool:
    """Whether the name of the step says already that it goes uphill."""
    return step.activity == "run" and step.exercise is None and not (_is_sized(step) or strides)


def _is_sized(step: Step) -> bool:
    """Whether it says how far or how long."""
    return step.distance_m is not None or step.duration_s is not None


def _is_unsized(part: Step | Repeat) -> TypeGuard[Step]:
    """Whether it names what is done once and not how much of it, so that an amount behind it could be taken for it."""
    if isinstance(part, Repeat) or _is_sized(part) or part.reps != ONCE:
        return False
    return part.activity != "run" or (part.role == "main" and not part.uphill and not _is_strides(part))


def _has_offset(step: Step) -> bool:
    return step.target is not None and step.target.measure in _OFFSETS


def _is_implied(step: Step) -> bool:
    """Whether the exercise says by its name with what it is done ("kettlebell swings")."""
    load = step.load
    if load is None or step.exercise is None or load.implement != _IMPLIED.get(step.exercise):
        return False
    return load.kg is None and load.percent_body_mass is None


def _ends(value: Range) -> tuple[float, ...]:
    """The numbers that a range is said by: one where it is exact or open."""
    if value.is_exact or math.isinf(value.hi):
        return (value.lo,)
    return (value.hi,) if value.lo == 0 else (value.lo, value.hi)


def _is_in_metres(metres: Sequence[float]) -> bool:
    """Whether a distance is said in metres rather than kilometres: a short one, and one of the track."""
    if metres[-1] < 1000:
        return True
    on_track = all(end % 50 == 0 for end in metres) and any(end % 1000 for end in metres)
    return on_track and metres[-1] < _TRACK_TO_M


def _in_miles(metres: float) -> str | None:
    """The figure in miles that reads back to exactly as many metres, if there is one."""
    miles = round(metres / MILE_M, _MILE_PLACES)
    return _plain(miles) if round(miles * MILE_M, _PLACES) == metres else None


def _is_clock(seconds: Range) -> bool:
    """Whether a time for a repetition is said as minutes and seconds ("2:30")."""
    ends = _ends(seconds)
    return ends[-1] >= _CLOCK_FROM and not any(end % 1 for end in ends)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def _plain(number: float) -> str:
    """A number in figures, with no more decimals than it has."""
    return f"{number:.7f}".rstrip("0").rstrip(".")
