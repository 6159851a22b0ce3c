"""What the load of a session costs in energy, as a page shows it: a sentence, slopes drawn to scale, and the limits.

A page includes ``advice/_energy.html`` with one :class:`Energy` as ``energy`` and gives it a heading of its own;
``compact=True`` draws one slope instead of three.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.aloud import aloud
from advice.energetics import (
    ASSUMED_BODY_MASS_KG,
    EXAMPLE_SPEED_M_S,
    MEASURED_SPEEDS_M_S,
    TRAINING_HILL,
    LoadCost,
    is_sprint,
    lightest_kg,
    minetti,
    outward,
    same_effort,
    span,
    speed_of,
    step_cost,
)
from advice.saying import Said
from advice.step_facts import is_uphill
from plans import wording
from workouts.amounts import MILE_M
from workouts.workout import Range, Step, Workout

# An easy pace that is a round number in the club's units: 10 km/h, 6 mph.
EXAMPLE_SPEEDS_M_S: Final = {"km": EXAMPLE_SPEED_M_S, "mi": Range.exactly(6 * MILE_M / 3600)}
GENTLE_HILL: Final = 0.034
# The activities that a cost is worth a word for: a dumbbell in a lunge makes no run dearer.
_ON_FOOT: Final = frozenset({"run", "race", "walk"})
_PACE_STEP_S: Final = 5


@dataclass(frozen=True, slots=True)
class Slope:
    """A slope as SVG paths in a box of 600 by 46 units, exactly as steep as it is; its foot is the lower left."""

    WIDTH: ClassVar = 600
    FOOT: ClassVar = 44

    percent: float
    figure: str
    label: str
    band_percent: Range | None = None

    @property
    def crest(self) -> str:
        """The line that one runs up."""
        return f"M0 {self.FOOT} {self.WIDTH} {self._top(self.percent)}"

    @property
    def ground(self) -> str:
        """What lies under it."""
        return f"{self.crest}V{self.FOOT}z"

    @property
    def band(self) -> str:
        """The wedge between the least and the most that the slope may be, if that is not one line."""
        if self.band_percent is None:
            return ""
        return f"M0 {self.FOOT} {self.WIDTH} {self._top(self.band_percent.lo)}V{self._top(self.band_percent.hi)}z"

    def _top(self, percent: float) -> str:
        return f"{self.FOOT - self.WIDTH * percent / 100:.1f}"


@dataclass(frozen=True, slots=True)
class Energy:
    """What the load of one step costs: ``cost``, or ``why_not`` where that is not predicted.

    ``units`` are the club's. ``body_masses_kg`` are those that are known of the athletes it is for: the figures are for
    their mean.
    """

    step: Step
    cost: LoadCost | None
    why_not: str
    units: str
    body_masses_kg: tuple[float, ...]

    @classmethod
    def of(cls, step: Step, body_masses_kg: Sequence[float], units: str) -> Energy:
        """Reckon what the load of ``step``, which has one, costs athletes of these body masses; none may be known."""
        answer = step_cost(step, _mean(body_masses_kg))
        cost, why_not = (None, answer) if isinstance(answer, Said) else (answer, "")
        return cls(step, cost, why_not, units, tuple(body_masses_kg))

    @property
    def title(self) -> str:
        """What is to be read here, in a line: the load, and what it costs if that is predicted."""
        if self.cost is None:
            return capfirst(self.load)
        said = {"load": capfirst(self.load), "percent": aloud(span(self.cost.percent, 0))}
        return _("%(load)s: about %(percent)s %% more energy") % said

    @property
    def load(self) -> str:
        """How much of what."""
        assert self.step.load is not None
        return wording.load(self.step.load)

    @property
    def own_slope(self) -> Slope | None:
        """The slope that asks as much, with its band; of a range the middle."""
        if self.cost is None:
            return None
        grade = self.cost.equivalent_grade_percent
        label = _("+%(percent)s %%: %(load)s") % {"percent": aloud(span(self.cost.percent, 0)), "load": self.load}
        figure = f"{aloud(span(grade, 1))}{wording.NBSP}%"
        return Slope((grade.lo + grade.hi) / 2, figure, label, self.cost.grade_band_percent)

    @property
    def hill(self) -> Slope:
        """The hill that speeds are compared on."""
        return _hill(TRAINING_HILL, _("a training hill"))

    @property
    def slopes(self) -> Sequence[Slope]:
        """The slope that asks as much, above two hills to see it by."""
        return [self.own_slope, _hill(GENTLE_HILL, _("a gentle hill")), self.hill] if self.own_slope else []

    @property
    def same_effort(self) -> str:
        """What the same effort means on a hill, at the step's own speed or a stated example; nothing for sprints."""
        if self.cost is None or is_sprint(self.step) or is_uphill(self.step):
            return ""
        own = speed_of(self.step)
        equal = same_effort(self.cost, own or EXAMPLE_SPEEDS_M_S[self.units])
        said = {
            "level": _speed(equal.level, self.units),
            "level_pace": _pace(equal.level, self.units),
            "speed": _speed(equal.hill, self.units),
            "pace": _pace(equal.hill, self.units),
            "band": aloud(span(outward(_per_hour(equal.band, self.units), 1), 1)),
            "hill": _number(100 * equal.slope),
        }
        if own is None:
            text = _(
                "No speed is given. Take %(level)s (%(level_pace)s) on level ground with the load: "
                "the same effort on a %(hill)s %% hill without it means %(speed)s (%(band)s), or %(pace)s."
            )
        else:
            text = _(
                "%(level)s (%(level_pace)s) on level ground with the load: "
                "the same effort on a %(hill)s %% hill without it means %(speed)s (%(band)s), or %(pace)s."
            )
        return text % said

    @property
    def cautions(self) -> list[str]:
        """What the figures do not cover of this very step."""
        if self.cost is None:
            return []
        found = [aloud(self.cost.doubt)] if self.cost.doubt else []
        if is_sprint(self.step):
            speeds = _speed(MEASURED_SPEEDS_M_S, self.units)
            found.append(_("A rough guide only: it was measured in steady running at %(speeds)s.") % {"speeds": speeds})
        if is_uphill(self.step):
            found.append(_("Reckoned for level ground, though the step climbs."))
        assert self.step.load is not None
        lightest = lightest_kg(self.step.load)
        if self.body_masses_kg and min(self.body_masses_kg) < lightest:
            text = _("For athletes under %(mass)s kg the load is heavier than what was measured: not predicted.")
            found.append(text % {"mass": _number(math.ceil(lightest))})
        return found

    @property
    def reckoned_for(self) -> str:
        """The body mass behind the figures; nothing where the load is given as a share of it."""
        if self.cost is None or self.step.load is None or self.step.load.percent_body_mass is not None:
            return ""
        mean, count = _mean(self.body_masses_kg), len(self.body_masses_kg)
        if mean is None:
            mass = _number(ASSUMED_BODY_MASS_KG)
            return _("Reckoned for %(mass)s kg, which is assumed: no body mass is known.") % {"mass": mass}
        text = ngettext("Reckoned for %(mass)s kg.", "Reckoned for %(mass)s kg, the mean of %(count)d athletes.", count)
        return text % {"mass": _number(mean), "count": count}

    @property
    def other_equation(self) -> str:
        """What the bands leave out: the slope by another equation."""
        if self.cost is None:
            return ""
        return _(
            "The brackets hold what the studies of loads leave open. The equation adds to that: by another one in use, "
            "that of the ACSM, the slope is %(grade)s %%."
        ) % {"grade": aloud(span(self.cost.acsm_grade_percent, 1))}


def energies(workout: Workout, body_masses_kg: Sequence[float], units: str) -> list[Energy]:
    """What each load that is run or walked with costs; a load that comes again in the same way is told once."""
    found: dict[object, Energy] = {}
    for step, _rounds in workout.flat():
        if step.load is not None and step.activity in _ON_FOOT:
            way = (step.load, step.activity, step.in_place, speed_of(step), is_sprint(step), is_uphill(step))
            found.setdefault(way, Energy.of(step, body_masses_kg, units))
    return list(found.values())


def _mean(masses: Sequence[float]) -> float | None:
    return sum(masses) / len(masses) if masses else None


def _hill(slope: float, name: str) -> Slope:
    percent = 100 * slope
    more = _number(100 * (minetti(slope) / minetti(0) - 1))
    label = _("+%(percent)s %%: %(name)s") % {"percent": more, "name": name}
    return Slope(percent, f"{number_format(round(percent, 1), 0 if percent.is_integer() else 1)}{wording.NBSP}%", label)


def _speed(speed: Range, units: str) -> str:
    speed = _per_hour(speed, units)
    is_whole = all(abs(end - round(end)) < 1e-9 for end in (speed.lo, speed.hi))
    figures = aloud(span(speed, 0 if is_whole else 1))
    return f"{figures}{wording.NBSP}{_('mph') if units == 'mi' else _('km/h')}"


def _pace(speed: Range, units: str) -> str:
    metres, unit = (MILE_M, _("min/mi")) if units == "mi" else (1000.0, _("min/km"))
    ends = dict.fromkeys(_clock(metres / end) for end in (speed.hi, speed.lo))
    return f"{'–'.join(ends)}{wording.NBSP}{unit}"


def _per_hour(speed: Range, units: str) -> Range:
    per_hour = 3600 / (MILE_M if units == "mi" else 1000)
    return Range(speed.lo * per_hour, speed.hi * per_hour)


def _clock(seconds: float) -> str:
    whole = _PACE_STEP_S * round(seconds / _PACE_STEP_S)
    return f"{whole // 60}:{whole % 60:02d}"


def _number(number: float) -> str:
    return number_format(round(number), 0)
