"""The fields of a step as text and back: "8-10 km", "hard", "2 kg", "90 s", each with its unit in the same field.

What is typed is read by the reader of coaches' words itself, in a sentence that gives it its place, so that a field
means what the same words mean in a session. A value and its text are a pair both ways: ``shown_…`` makes the text of a
field, ``read_…`` its value, or raises :class:`Wrong` with the sentence that stands beside the field.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from workouts.amounts import MILE_M, MOST_REPS
from workouts.reading import HINTS, Reading
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import ONCE, Effort, Load, Range, Step, Target

Read = Callable[[str], Reading]
"""How a text is read: the club decides what "5 m" means."""

STEEPEST_PERCENT: Final = 100
# Efforts that are open and have one word of their own; all other pairs are "from" and "up to".
OPEN_EFFORTS: Final = ("threshold-mile", "10k-mile", "5k-mile")
CLOCK_MEASURES: Final = frozenset({"pace_s_per_km", "pace_s_per_mi", "time_s"})

# Between a distance and the time for it.
_BESIDE: Final = "·"
_NUMBER: Final = r"(\d{1,5}(?:[.,]\d{1,3})?)"
_NUMBERS: Final = re.compile(rf"{_NUMBER}(?:\s*(?:-|–|—|to|до)\s*{_NUMBER})?")
_TIME: Final = r"(?:(\d{1,2}):)?(\d{1,3}(?:[.,]\d)?)"
_TIMES: Final = re.compile(rf"{_TIME}(?:\s*(?:-|–|—|to|до)\s*{_TIME})?")
# What an amount is made of: another word in its field would be lost without a word.
_AMOUNT: Final = re.compile(r"[\w½¼¾⅓⅔.<≤≥][^,;()\n]*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_AMOUNT_WORD: Final = re.compile(
    r"k|kms?|kilomet(?:re|er)s?|m|met(?:re|er)s?|mi|miles?|yds?|yards?|s|secs?|seconds?|min(?:ute)?s?|h|hrs?|hours?|"
    r"to|at|least|most|no|more|less|than|up|or|and|a|half|"
    r"к|км|м|метр(?:а|ов)?|мил[яиь]|с|сек|секунд[аы]?|мин|минут[аы]?|ч|час(?:а|ов)?|до|не|более|менее|больше|меньше|и",
    re.IGNORECASE,
)
_TARGET_UNITS: Final = re.compile(r"\s*(?:/\s*(?:km|mi|км)|sec|min|bpm|rpe|s|с|%)\.?\s*$", re.IGNORECASE)


class Wrong(ValueError):  # noqa: N818 - what was typed is wrong, not the program
    """A field cannot mean what was typed; the message says what to write."""


def shown_amount(distance: Range | None, duration: Range | None, units: str) -> str:
    """A distance or a time as its field shows it: "8 km", "400 m", "8-10 km", "at least 8 km", "2:30 min"."""
    parts = []
    if distance is not None:
        factor, unit = _distance_unit(distance, units)
        parts.append(_plain(Range(distance.lo / factor, distance.hi / factor), f" {unit}"))
    if duration is not None:
        parts.append(_shown_duration(duration))
    return f" {_BESIDE} ".join(parts)


def read_amount(text: str, reps: Range, read: Read) -> tuple[Range | None, Range | None]:
    """The distance (m) and the duration (s) of one repetition that ``text`` says.

    Both where it says both as :func:`shown_amount` does: "8 km · 45 min".
    """
    if not text:
        return None, None
    if len(sizes := [size.strip() for size in text.split(_BESIDE)]) == 2 and all(sizes):
        (distance, no_time), (no_distance, duration) = (read_amount(size, reps, read) for size in sizes)
        if no_time is not None or no_distance is not None:
            raise Wrong(_amount_wanted())
        return distance, duration
    if not _is_amount(text):
        raise Wrong(_amount_wanted())
    steps = [_only_step(read(words), reps if reps.hi > 1 else ONCE) for words in _amount_sentences(text, reps)]
    for step in steps:
        amount = None if step is None else step.distance_m or step.duration_s
        # "at least 8 km" has no end; where that was not read, neither is the rest.
        if step is not None and amount is not None and (text[0].isdigit() or not amount.is_exact or text[0] in "½¼¾."):
            return step.distance_m, step.duration_s
    raise Wrong(
        _hint(read(next(_amount_sentences(text, reps)))) or _("Write a distance or a time: 8 km, 90 s, 8-10 km.")
    )


def shown_pause(distance: Range | None, duration: Range | None, units: str) -> str:
    """How long a recovery is, as its field shows it."""
    return shown_amount(distance, duration, units)


def read_pause(text: str, read: Read) -> tuple[Range | None, Range | None]:
    """The distance (m) and the duration (s) of a recovery."""
    if not text:
        return None, None
    if not _is_amount(text):
        raise Wrong(_("Write a time or a distance: 90 s, 2 min, 400 m."))
    sentence = read(f"2 x 1 km w/ {text} jog")
    step = _only_step(sentence, Range(2, 2), recovery=True)
    if step is None or step.recovery is None or not (step.recovery.distance_m or step.recovery.duration_s):
        raise Wrong(_hint(sentence) or _("Write a time or a distance: 90 s, 2 min, 400 m."))
    return step.recovery.distance_m, step.recovery.duration_s


def shown_reps(reps: Range) -> str:
    """How many times: "6", "6-8", and nothing for once."""
    return "" if reps == ONCE else _plain(reps)


def read_reps(text: str) -> Range:
    """How many times, once where nothing is said."""
    reps = _numbers(text) if text else ONCE
    if reps is None or reps.lo < 1 or reps.hi > MOST_REPS or any(end != int(end) for end in (reps.lo, reps.hi)):
        raise Wrong(_("Write a whole number from 1 to %(most)s, or two: 6-8.") % {"most": MOST_REPS})
    return reps


def shown_effort(effort: Effort | None) -> tuple[str, str]:
    """The choices "effort" and "up to" that say ``effort``."""
    if effort is None:
        return "", ""
    if effort.lo == effort.hi:
        return effort.lo, ""
    open_one = f"{effort.lo}-{effort.hi}"
    return (open_one, "") if open_one in OPEN_EFFORTS else (effort.lo, effort.hi)


def read_effort(choice: str, up_to: str) -> Effort | None:
    """The effort of the two choices; complaints are about "up to"."""
    if not choice:
        if up_to:
            raise Wrong(_("Choose the effort that it starts from as well."))
        return None
    lo, _dash, hi = choice.partition("-")
    if up_to and hi:
        raise Wrong(_("This effort is a range already: leave “up to” empty."))
    hi = up_to or hi or lo
    if EFFORT_ORDER[hi] < EFFORT_ORDER[lo]:
        raise Wrong(_("Choose an effort that is harder than the one it starts from."))
    return Effort(lo, hi)


def shown_grade(grade: Range | None) -> str:
    """How steep: "6 %", "4-8 %"."""
    return "" if grade is None else _plain(grade, " %")


def read_grade(text: str) -> Range | None:
    """How steep in percent."""
    if not text:
        return None
    grade = _numbers(text.removesuffix("%").strip())
    if grade is None or grade.lo <= 0 or grade.hi > STEEPEST_PERCENT:
        raise Wrong(_("Write how steep it is in percent: 6 %, or 4-8 %."))
    return grade


def shown_mass(load: Load) -> str:
    """How much a load is in all: "5 kg", "at most 30 kg", "80 % BW", or nothing where it is not said."""
    if load.kg is not None:
        return _plain(load.kg, f" {_('kg')}")
    return "" if load.percent_body_mass is None else _plain(load.percent_body_mass, " % BW")


def read_load(implement: str, text: str, read: Read) -> Load:
    """The load of a thing with ``text`` as its mass in all: "5 kg", "2 x 1 kg", "45 lb", "80 %" of body mass."""
    if not text:
        return Load(implement)
    if not re.fullmatch(r"[\w.<≤≥][^;()\n]*", text):
        raise Wrong(_("Write how much it is in all, with its unit: 5 kg, 10 lb, 80 % of body mass."))
    said = f"{text} BW" if text.endswith("%") else text
    sentence = read(f"5 km easy with {said} weights in total")
    step = _only_step(sentence, ONCE, load=True)
    if step is None or step.load is None or not (step.load.kg or step.load.percent_body_mass):
        raise Wrong(_hint(sentence) or _("Write how much it is in all, with its unit: 5 kg, 10 lb, 80 % of body mass."))
    return Load(implement, step.load.kg, step.load.percent_body_mass)


def shown_target(target: Target) -> str:
    """A target's number: "5:30", "4:10-4:20", "15-25", "7"."""
    if target.measure in CLOCK_MEASURES and math.isfinite(target.value.hi):
        return "-".join(_clock(end) for end in target.value.ends)
    return _plain(target.value)


def read_target(measure: str, text: str) -> Target | None:
    """The target that ``text`` gives in ``measure``, if there is one."""
    if not measure and not text:
        return None
    if not measure:
        raise Wrong(_("Choose what this number is: a pace, a time, a heart rate …"))
    bare = _TARGET_UNITS.sub("", text)
    value = _times(bare) if measure in CLOCK_MEASURES else _numbers(bare)
    if value is None or value.hi <= 0:
        said = _("Write it as 5:30, or 4:10-4:20.") if measure in CLOCK_MEASURES else _("Write a number: 7, or 15-25.")
        raise Wrong(said)
    return Target(measure, value)


def _is_amount(text: str) -> bool:
    """Whether a field holds figures, units and words for a range, and nothing else."""
    words = _LETTERS.findall(text)
    return _AMOUNT.fullmatch(text) is not None and all(_AMOUNT_WORD.fullmatch(word) for word in words)


def _amount_wanted() -> str:
    return _("Write a distance or a time: 8 km, 90 s, 8-10 km.")


def _amount_sentences(text: str, reps: Range) -> Iterator[str]:
    """Sentences that say the amount and nothing else but an effort, the likeliest first."""
    if reps.hi > 1:
        yield f"{_plain(reps)} x {text} easy"
        return
    yield f"{text} easy"
    # Alone "2:30 min" may be hours and "100 m" minutes; as the size of a repetition they cannot.
    if text[0].isdigit() and re.search(r"[^\W\d_]", text):
        yield f"1 x {text} easy"


def _only_step(reading: Reading, reps: Range, *, recovery: bool = False, load: bool = False) -> Step | None:
    """The only step of a sentence, where all of the sentence was read and it says nothing that was not asked for."""
    steps = reading.workout.steps
    if reading.unread or len(steps) != 1 or not isinstance(steps[0], Step):
        return None
    step = steps[0]
    if step.reps != reps or step.activity != "run" or step.exercise or step.alternatives or step.grade_percent:
        return None
    if step.uphill or step.in_place or step.target is not None or (step.recovery is not None and not recovery):
        return None
    return None if step.load is not None and not load else step


def _hint(reading: Reading) -> str:
    """What the reader itself says of a number that it does not understand."""
    return _(HINTS[reading.hints[0].about]) if reading.hints else ""


def _distance_unit(distance: Range, units: str) -> tuple[float, str]:
    ends = [end for end in distance.ends if 0 < end < math.inf]
    in_miles = all(_is_round(end / MILE_M) for end in ends)
    in_kilometres = all(_is_round(end / 1000) for end in ends)
    if in_miles and (units == "mi" or not in_kilometres) and any(end % 100 for end in ends):
        return MILE_M, _("mi")
    if distance.lo >= 1000 and (in_kilometres or distance.lo >= 5000):
        return 1000.0, _("km")
    return 1.0, _("m")


def _is_round(value: float) -> bool:
    return abs(value * 8 - round(value * 8)) < 1e-6 or abs(value * 10 - round(value * 10)) < 1e-6


def _shown_duration(duration: Range) -> str:
    ends = [end for end in duration.ends if 0 < end < math.inf]
    if all(end < 120 and (end % 60 or end < 60) for end in ends) or any(end != int(end) for end in ends):
        return _plain(duration, f" {_('s')}")
    if all(end % 60 == 0 for end in ends):
        return _plain(Range(duration.lo / 60, duration.hi / 60), f" {_('min')}")
    if any(not math.isfinite(end) or end == 0 for end in duration.ends):
        return _plain(duration, f" {_('s')}")
    said = "-".join(_clock(end) for end in duration.ends)
    return said if any(end >= 3600 for end in ends) else f"{said} {_('min')}"


def _plain(value: Range, unit: str = "") -> str:
    if math.isinf(value.hi):
        return _("at least %(amount)s") % {"amount": f"{_figure(value.lo)}{unit}"}
    if value.lo == 0 < value.hi:
        return _("at most %(amount)s") % {"amount": f"{_figure(value.hi)}{unit}"}
    return "-".join(_figure(end) for end in value.ends) + unit


def _figure(value: float) -> str:
    return f"{round(value, 4):.4f}".rstrip("0").rstrip(".")


def _clock(seconds: float) -> str:
    if seconds != int(seconds):
        return _figure(seconds)
    whole = int(seconds)
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def _numbers(text: str) -> Range | None:
    found = _NUMBERS.fullmatch(text.strip())
    if found is None:
        return None
    lo, hi = (float((end or found[1]).replace(",", ".")) for end in found.groups())
    return Range(lo, hi) if lo <= hi else None


def _times(text: str) -> Range | None:
    found = _TIMES.fullmatch(text.strip())
    if found is None:
        return None
    minutes, seconds, minutes_to, seconds_to = found.groups()
    lo = _seconds(minutes, seconds)
    hi = lo if seconds_to is None else _seconds(minutes_to, seconds_to)
    return Range(lo, hi) if lo is not None and hi is not None and lo <= hi else None


def _seconds(minutes: str | None, seconds: str) -> float | None:
    value = float(seconds.replace(",", "."))
    if minutes is None:
        return value
    return None if value >= 60 else int(minutes) * 60 + value
