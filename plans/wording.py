"""How a workout is said on a page: chips, step lines and totals, in the reader's language and the club's units.

Numbers and their units are joined by a no-break space so that they stay on one line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clubs.pace_words import pace_range
from plans.paces import Paces
from workouts.amounts import MILE_M
from workouts.vocabulary import ACTIVITIES, EFFORTS, ROLES
from workouts.workout import ONCE, STRIDES, Effort, Load, Range, Recovery, Repeat, Step, Target, Workout

NBSP = "\u00a0"
EFFORT_LABELS = {word.slug: word.label for word in EFFORTS}
ACTIVITY_LABELS = {word.slug: word.label for word in ACTIVITIES}
ROLE_LABELS = {word.slug: word.label for word in ROLES}
LOOSE_EFFORTS = {("threshold", "mile"): gettext_lazy("hard"), ("10k", "mile"): gettext_lazy("fast")}


_TARGETS = {
    "time_s": gettext_lazy("in %(figure)s"),
    "slower_s": gettext_lazy("%(figure)s slower"),
    "faster_s": gettext_lazy("%(figure)s faster"),
    "heart_rate_percent": gettext_lazy("%(figure)s of max heart rate"),
    "percent_effort": gettext_lazy("%(figure)s of full effort"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was read, as the card shows it; a load is outlined."""

    text: str
    is_load: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One step as the athlete reads it: what, how fast where that is known, how much, and the lines under it.

    Under it stand a repeat's own steps, what comes between repetitions, and what may be done in place of it all.
    """

    what: str
    figure: str
    parts: tuple[Line, ...] = ()
    pace: str = ""


def distance(metres: Range, units: str) -> str:
    """``metres`` in the club's ``units`` ("km" or "mi"); track distances stay in metres."""
    if metres.hi < 1000 or (metres.hi < 3000 and all(end % 100 == 0 and end % 1000 != 0 for end in metres.ends)):
        return _amount(metres, 1, _("m"))
    if units == "mi":
        return _amount(metres, MILE_M, _("mi"))
    return _amount(metres, 1000, _("km"))


def as_written(metres: Range, units: str) -> str:
    """A distance as coaches are likely to have written it: quarter miles stay miles, whole kilometres kilometres."""
    # Of "at least 5 mi" only the 5 was written.
    written = [end for end in metres.ends if 0 < end < math.inf]
    if all(_is_in_quarter_miles(end) and end % 100 for end in written):
        return _amount(metres, MILE_M, _("mi"))
    if all(end % 1000 == 0 for end in written):
        return _amount(metres, 1000, _("km"))
    return distance(metres, units)


def duration(seconds: Range) -> str:
    """``seconds`` as "45 s", "2:30", "40 min" or "1 h 15", of an open range with a sign: "≥ 40 min"."""
    if _is_open(seconds):
        end = seconds.lo if math.isinf(seconds.hi) else seconds.hi
        return f"{_sign(seconds)}{NBSP}{duration(Range.exactly(end))}"
    if seconds.hi <= 90 and not (seconds.is_exact and seconds.hi % 60 == 0):
        return _amount(seconds, 1, _("s"))
    if seconds.hi < 3600 and all(end % 60 == 0 for end in seconds.ends):
        return _amount(seconds, 60, _("min"))
    return "–".join(_clock(end) for end in seconds.ends)


def mass(kilograms: Range) -> str:
    """``kilograms`` with its unit: "5 kg", "1–2 kg", "up to 30 kg", "at least 20 kg"."""
    if math.isinf(kilograms.hi):
        return _("at least %(mass)s") % {"mass": _amount(Range.exactly(kilograms.lo), 1, _("kg"))}
    if kilograms.lo == 0 < kilograms.hi:
        return _("up to %(mass)s") % {"mass": _amount(Range.exactly(kilograms.hi), 1, _("kg"))}
    return _amount(kilograms, 1, _("kg"))


def effort(value: Effort) -> str:
    """One effort, the loose word that coaches have for an open one, or its two ends."""
    if loose := LOOSE_EFFORTS.get((value.lo, value.hi)):
        return str(loose)
    lo, hi = _(EFFORT_LABELS[value.lo]), _(EFFORT_LABELS[value.hi])
    if value.lo == value.hi:
        return lo
    # "5k–mile effort": what both ends are called alike is said once.
    alike = hi.rpartition(" ")[2]
    return f"{lo.removesuffix(f' {alike}')}–{hi}"


def load(value: Load) -> str:
    """How much of what: "5 kg weight vest", "ankle weights, 2 kg in total", "weight vest"."""
    thing = _(value.thing.label)
    if value.kg is not None and value.thing.pair:
        # Each hand or ankle carries a part of it.
        return _("%(thing)s, %(mass)s in total") % {"thing": thing, "mass": mass(value.kg)}
    if value.kg is not None:
        return f"{mass(value.kg)} {thing}"
    if value.percent_body_mass is not None:
        share = _amount(value.percent_body_mass, 1, "%")
        return _("%(thing)s, %(share)s of body mass") % {"thing": thing, "share": share}
    return thing


def exercise(name: str) -> str:
    """What an exercise is called: "split squats" for ``split_squats``, "step-ups" for ``step_ups``."""
    return _(name.replace("_ups", "-ups").replace("_", " "))


def recovery(value: Recovery, units: str) -> str:
    """What happens between repetitions: "jog 400 m", "walk", "rest 90 s", "float 1 mi, steady"."""
    verb = {"run": _("jog"), "walk": _("walk"), "rest": _("rest")}.get(value.activity) or _(
        ACTIVITY_LABELS[value.activity]
    )
    if value.effort is not None:
        verb = _("float")
    amount = value.distance_m and as_written(value.distance_m, units)
    amount = amount or (value.duration_s and duration(value.duration_s))
    said = f"{verb} {amount}" if amount else verb
    return said if value.effort is None else f"{said}, {effort(value.effort)}"


def target(value: Target) -> str:
    """How fast or how hard by number, in the coach's own measure: "4:30 /km", "in 2:30", "RPE 6", "15–25 s slower"."""
    number, measure = value.value, value.measure
    if measure in ("pace_s_per_km", "pace_s_per_mi"):
        pace = "–".join(_clock(end) for end in number.ends)
        return f"{pace}{NBSP}{_('/km') if measure == 'pace_s_per_km' else _('/mi')}"
    if measure == "heart_rate_bpm":
        return _amount(number, 1, _("bpm"))
    if measure == "rpe":
        return f"{_('RPE')}{NBSP}{_number(number)}"
    figure = {
        "time_s": duration(number),
        "slower_s": _amount(number, 1, _("s")),
        "faster_s": _amount(number, 1, _("s")),
    }.get(measure, _amount(number, 1, "%"))
    return _TARGETS[measure] % {"figure": figure}


def chips(workout: Workout, units: str) -> list[Chip]:
    """What was read, in order, without saying the same thing twice in a row."""
    found: list[Chip] = []
    for step in workout.steps:
        for chip in _chips(step, units):
            if not found or found[-1] != chip:
                found.append(chip)
    return found


def lines(workout: Workout, units: str, paces: Paces | None = None) -> list[Line]:
    """The steps as an athlete reads them, with the paces of their efforts where the athlete's ``paces`` are known."""
    return [_line(step, units, paces) for step in workout.steps]


def as_list(lines: Iterable[Line], depth: int = 0) -> list[str]:
    """Lines as plain text holds them: a dash each, their parts further in."""
    said = []
    for line in lines:
        named = ", ".join(filter(None, [line.what, line.pace]))
        said.append("  " * depth + "- " + ": ".join(filter(None, [named, line.figure])))
        said += as_list(line.parts, depth + 1)
    return said


def total(workout: Workout, units: str) -> str:
    """The distance and the time that the text states: "12 km", "40 min", "8 km + 20 min", or nothing."""
    metres, seconds = workout.total("distance_m"), workout.total("duration_s")
    said = [metres and distance(metres, units), seconds and duration(seconds)]
    return " + ".join(part for part in said if part)


def kit(workout: Workout) -> list[str]:
    """What to bring: every load that the workout names, once."""
    return list(dict.fromkeys(load(step.load) for step, _rounds in workout.flat() if step.load))


def _chips(part: Step | Repeat, units: str) -> list[Chip]:
    """The chips of a part; those of what may be done instead follow, the first of them with "or"."""
    found = _own_chips(part, units)
    for other in part.alternatives:
        first, *more = [chip for step in other for chip in _chips(step, units)]
        found += [replace(first, text=_("or %(what)s") % {"what": first.text}), *more]
    return found


def _own_chips(step: Step | Repeat, units: str) -> list[Chip]:
    if isinstance(step, Repeat) and (sets := _sets_of_one(step)):
        figure = f"{_number(step.reps)}{NBSP}×{NBSP}{_counted(sets)}"
        return [Chip(figure), *_step_chips(replace(sets, reps=ONCE, exercise=None, activity="run"), units)]
    if isinstance(step, Repeat):
        inside = [chip for part in step.steps for chip in _chips(part, units)]
        between = [Chip(recovery(step.recovery, units))] if step.recovery else []
        return [*([] if step.reps == ONCE else [Chip(_sets(step.reps))]), *inside, *between]
    # A plain run of no length says nothing else.
    return _step_chips(step, units) or [Chip(_(ACTIVITY_LABELS[step.activity]))]


def _step_chips(step: Step, units: str) -> list[Chip]:
    texts = [_role(step), _figure(step, units), *_qualities(step)]
    found = [Chip(text) for text in texts if text]
    if step.load:
        found.append(Chip(load(step.load), is_load=True))
    if step.recovery:
        found.append(Chip(recovery(step.recovery, units)))
    return found


def _qualities(step: Step) -> list[str]:
    """What is done, how hard, how fast and where, as far as it was said."""
    return [
        _activity(step),
        _effort(step),
        "" if step.target is None else target(step.target),
        _slope(step),
        _("in place") if step.in_place else "",
    ]


def _sets_of_one(repeat: Repeat) -> Step | None:
    """The only step of sets such as 3 × 10 lunges, which is said in one breath."""
    only = repeat.steps[0]
    if len(repeat.steps) > 1 or repeat.recovery or not isinstance(only, Step) or not only.exercise:
        return None
    return None if only.distance_m or only.duration_s or only.alternatives else only


def _counted(step: Step) -> str:
    """A number of movements and their name: "10 lunges"."""
    name = exercise(step.exercise or "")
    return f"{_number(step.reps)}{NBSP}{name}" if step.reps.hi > 1 else name


def _line(part: Step | Repeat, units: str, paces: Paces | None) -> Line:
    line = _own_line(part, units, paces)
    instead = tuple(_instead([_line(step, units, paces) for step in other]) for other in part.alternatives)
    return replace(line, parts=line.parts + instead)


def _instead(lines: list[Line]) -> Line:
    """What may be done in place of the line it stands under: "or cycling", or "or" over several lines."""
    if len(lines) > 1:
        return Line(_("or"), "", tuple(lines))
    what = lines[0].what
    # "RPE 6" keeps its capitals.
    what = what if what[1:2].isupper() else what[:1].lower() + what[1:]
    return replace(lines[0], what=_("or %(what)s") % {"what": what})


def _own_line(step: Step | Repeat, units: str, paces: Paces | None) -> Line:
    if isinstance(step, Repeat) and (sets := _sets_of_one(step)):
        line = _line(replace(sets, reps=ONCE), units, paces)
        return Line(line.what, f"{_number(step.reps)}{NBSP}×{NBSP}{_number(sets.reps)}", line.parts)
    if isinstance(step, Repeat):
        inside = tuple(_line(part, units, paces) for part in step.steps) + _between(step, units)
        if step.reps == ONCE:
            return Line(_("Either"), "", inside)
        return Line(_("Repeat"), f"{_number(step.reps)}{NBSP}×", inside)
    said = [_role(step), *_qualities(step), load(step.load) if step.load else ""]
    what = ", ".join(part for part in said if part) or _(ACTIVITY_LABELS[step.activity])
    pace = None if paces is None else paces.for_step(step)
    said_pace = "" if pace is None else pace_range(*pace, units)
    return Line(what[:1].upper() + what[1:], _figure(step, units), _between(step, units), said_pace)


def _between(step: Step | Repeat, units: str) -> tuple[Line, ...]:
    return (Line(_("between"), recovery(step.recovery, units)),) if step.recovery else ()


def _figure(step: Step, units: str) -> str:
    amount = as_written(step.distance_m, units) if step.distance_m else ""
    if step.duration_s:
        amount = f"{amount} · {duration(step.duration_s)}" if amount else duration(step.duration_s)
    if step.reps.hi == 1:
        return amount
    if not amount:
        if step.exercise:
            return _number(step.reps)
        return ngettext("%(count)s time", "%(count)s times", int(step.reps.hi)) % {"count": _number(step.reps)}
    return f"{_number(step.reps)}{NBSP}×{NBSP}{amount}"


def _effort(step: Step) -> str:
    if step.effort is None:
        return ""
    counted = step.activity == "run" and step.effort == STRIDES and not (step.distance_m or step.duration_s)
    return _("strides") if step.is_strides or counted else effort(step.effort)


def _role(step: Step) -> str:
    return "" if step.role == "main" else _(ROLE_LABELS[step.role])


def _activity(step: Step) -> str:
    if step.exercise:
        return exercise(step.exercise)
    return "" if step.activity == "run" else _(ACTIVITY_LABELS[step.activity])


def _slope(step: Step) -> str:
    if step.grade_percent:
        return _("%(grade)s slope") % {"grade": _amount(step.grade_percent, 1, "%")}
    return _("uphill") if step.uphill else ""


def _sets(reps: Range) -> str:
    return ngettext("%(count)s round of", "%(count)s rounds of", int(reps.hi)) % {"count": _number(reps)}


def _clock(seconds: float) -> str:
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    hours, minutes = whole // 3600, (whole % 3600) // 60
    return f"{hours}{NBSP}{_('h')}{NBSP}{minutes:02d}" if minutes else f"{hours}{NBSP}{_('h')}"


def _is_in_quarter_miles(metres: float) -> bool:
    quarters = metres / (MILE_M / 4)
    return abs(quarters - round(quarters)) < 1e-3


def _amount(value: Range, unit: float, label: str) -> str:
    return f"{_number(Range(value.lo / unit, value.hi / unit))}{NBSP}{label}"


def _number(value: Range) -> str:
    if _is_open(value):
        return f"{_sign(value)}{NBSP}{_decimal(value.lo if math.isinf(value.hi) else value.hi)}"
    lo, hi = _decimal(value.lo), _decimal(value.hi)
    return lo if lo == hi else f"{lo}–{hi}"


def _is_open(value: Range) -> bool:
    """Whether only one end was said: "at least 30 min", "at most 8 km"."""
    return math.isinf(value.hi) or value.lo == 0 < value.hi


def _sign(value: Range) -> str:
    return "≥" if math.isinf(value.hi) else "≤"


def _decimal(value: float) -> str:
    rounded = round(value, 1 if value >= 10 else 2)
    places = 0 if rounded == int(rounded) else len(repr(rounded).partition(".")[2])
    return number_format(rounded, places)
