"""Planned against done: how much of what was planned somebody says they ran, as a band with its borders and in words.

A pure function of a workout and two numbers::

    compared = compare(amounts(session.workout), distance_m=6100, duration_s=None)  # None: nothing to compare
    compared.band.slug, compared.band.label                                         # "shorter", "Shorter"
    compared.words("km")                                                            # "6.1 of 8 km, 24 % less"

A missed session is not compared: nothing was run. The borders of :data:`BANDS` are editorial: no study says from where
on a run is another one than was planned. A tenth is what a watch, a detour and a warm-up make of any plan; half is
where what was planned was not done.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans import wording
from workouts.workout import Range, Recovery, Repeat, Step, Workout


@dataclass(frozen=True, slots=True)
class Band:
    """How far from the plan: shares of it from ``least`` to ``most`` per cent, the nearer border included.

    ``tone`` is the colour, by the name that the pages have for it: "clear", "caution" or "avoid".
    """

    slug: str
    label: Promise
    least: float
    most: float
    tone: str

    @property
    def borders(self) -> str:
        """Its borders in words: "90–110 %", "under 50 %", "over 150 %"."""
        if self.least == 0:
            return _("under %(percent)s") % {"percent": _percent(self.most)}
        if math.isinf(self.most):
            return _("over %(percent)s") % {"percent": _percent(self.least)}
        return f"{self.least:.0f}–{_percent(self.most)}"


AS_PLANNED: Final = Band("as_planned", gettext_lazy("As planned"), 90, 110, "clear")
BANDS: Final = (
    Band("much_shorter", gettext_lazy("Much shorter"), 0, 50, "avoid"),
    Band("shorter", gettext_lazy("Shorter"), 50, 90, "caution"),
    AS_PLANNED,
    Band("longer", gettext_lazy("Longer"), 110, 150, "caution"),
    Band("much_longer", gettext_lazy("Much longer"), 150, math.inf, "avoid"),
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """How far, in metres, and how long, in seconds, a session is planned to be; ``None`` where that is not stated.

    Where only a part of the session states it ("20 min easy, then 6 km") it is at least the sum of what is stated, and
    the dimension is among ``in_part``.
    """

    distance_m: Range | None = None
    duration_s: Range | None = None
    in_part: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """What was planned and what was done in one ``dimension``, "distance_m" or "duration_s", and how far apart it is.

    ``share`` is what was done in per cent of the nearer end of what was planned, 100 for anything between its ends.
    """

    dimension: str
    planned: Range
    done: float
    share: float
    band: Band

    def words(self, units: str) -> str:
        """It in words, in the club's ``units``: "8.1 of 8 km", "6.1 of 8 km, 24 % less", "50 of 40 min, 25 % more"."""
        said = _of(self._said(Range.exactly(self.done), units), self._said(self.planned, units))
        if self.band is AS_PLANNED:
            return said
        away = {"what": said, "percent": _percent(abs(self.share - 100))}
        return (_("%(what)s, %(percent)s less") if self.share < 100 else _("%(what)s, %(percent)s more")) % away

    def _said(self, amount: Range, units: str) -> str:
        return wording.distance(amount, units) if self.dimension == "distance_m" else wording.duration(amount)


def amounts(workout: Workout) -> Amounts:
    """How far and how long ``workout`` is, as far as it says so."""
    in_part = [name for name in ("distance_m", "duration_s") if not _is_whole(workout.steps, name)]
    return Amounts(_stated(workout, "distance_m"), _stated(workout, "duration_s"), frozenset(in_part))


def compare(planned: Amounts, *, distance_m: float | None, duration_s: float | None) -> Compared | None:
    """What was said to be done beside what was ``planned``; ``None`` where they share neither distance nor time.

    Distance counts before time, and what the whole session states before what only a part of it does: less than that
    is too little, but nobody knows whether more is what was meant.
    """
    both = [
        _compared(dimension, plan, done)
        for dimension, plan, done in (
            ("distance_m", planned.distance_m, distance_m),
            ("duration_s", planned.duration_s, duration_s),
        )
        if plan is not None and done is not None and not (dimension in planned.in_part and done >= plan.lo)
    ]
    return min(both, key=lambda one: one.dimension in planned.in_part, default=None)


def band_of(share: float) -> Band:
    """The band of a share of the plan in per cent."""
    if share < AS_PLANNED.least:
        return next(band for band in BANDS if share < band.most)
    return next(band for band in BANDS[BANDS.index(AS_PLANNED) :] if share <= band.most)


def _compared(dimension: str, planned: Range, done: float) -> Compared:
    share = 100.0
    if done < planned.lo:
        share = 100 * done / planned.lo
    elif done > planned.hi:
        share = 100 * done / planned.hi
    return Compared(dimension, planned, done, share, band_of(share))


def _stated(workout: Workout, dimension: str) -> Range | None:
    """The total, without an upper end where some of the workout does not state the dimension.

    ``None`` where nothing states it, or something may be done instead that does not.
    """
    total = workout.total(dimension)
    if total is None or total.hi == 0 or not _says_it_of_each_choice(workout.steps, dimension):
        return None
    return total if _is_whole(workout.steps, dimension) else Range(total.lo, math.inf)


def _says_it_of_each_choice(steps: Iterable[Step | Repeat], dimension: str) -> bool:
    return all(
        all(Workout(other).total(dimension) is not None for other in step.alternatives)
        and (isinstance(step, Step) or _says_it_of_each_choice(step.steps, dimension))
        for step in steps
    )


def _is_whole(steps: Iterable[Step | Repeat], dimension: str) -> bool:
    """Whether each of ``steps``, with what comes between and what may be done instead, states the dimension."""
    for step in steps:
        if isinstance(step, Repeat):
            own = _is_whole(step.steps, dimension)
        else:
            own = getattr(step, dimension) is not None or _takes_none(step.activity, dimension, in_place=step.in_place)
        between = step.reps.hi == 1 or _recovery_is_whole(step.recovery, dimension)
        if not (own and between and all(_is_whole(other, dimension) for other in step.alternatives)):
            return False
    return True


def _recovery_is_whole(recovery: Recovery | None, dimension: str) -> bool:
    if recovery is None:
        return True
    return getattr(recovery, dimension) is not None or _takes_none(recovery.activity, dimension)


def _takes_none(activity: str, dimension: str, *, in_place: bool = False) -> bool:
    """Whether an activity covers no distance; all of them take time."""
    return dimension == "distance_m" and (in_place or activity not in ("run", "walk", "race"))


def _of(done: str, planned: str) -> str:
    """Say "8.1 of 8 km": the unit is said once where both have the same."""
    number, _space, unit = done.rpartition(wording.NBSP)
    once = number and wording.NBSP not in number and planned.endswith(f"{wording.NBSP}{unit}") and not unit.isdigit()
    return _("%(done)s of %(planned)s") % {"done": number if once else done, "planned": planned}


def _percent(number: float) -> str:
    return f"{number:.0f}{wording.NBSP}%"
