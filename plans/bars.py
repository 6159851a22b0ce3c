"""Weeks as bars, planned and done: where each rectangle stands, and the same in words for the table beside it.

Coordinates are whole numbers in a box of ``WIDTH`` x ``HEIGHT``; they are strings, so that no language's decimal comma
or thousands separator comes between.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans import wording
from plans.pictures import MEASURES, Amount, WeekPicture
from workouts.amounts import MILE_M
from workouts.workout import Range

WIDTH, HEIGHT = 360, 150
_LEFT, _TOP, _BOTTOM = 36, 10, 126
# So many weeks have their day below them.
_NAMED: Final = 6

_TITLES: Final[Mapping[str, str | Promise]] = {
    "distance": gettext_lazy("Distance"),
    "load": gettext_lazy("Session load"),
    "longest": gettext_lazy("Longest run"),
    "climbing": gettext_lazy("Climbing"),
    "loaded": gettext_lazy("With a load"),
    "hills": gettext_lazy("Sessions with hills"),
}
_HINTS: Final[Mapping[str, str | Promise]] = {
    "distance": gettext_lazy("What sessions state in minutes alone adds nothing."),
    "load": gettext_lazy(
        "Effort of 10 times minutes (session RPE, Foster et al. 2001). Planned where every session of the week states "
        "time and effort, each effort taken as a number: easy 2, threshold 6, all-out 10."
    ),
    "longest": gettext_lazy("The longest session that states a distance."),
    "climbing": gettext_lazy("No plan states it: only what was done."),
    "loaded": gettext_lazy("The metres of steps with a load; done where all of the session was."),
    "hills": gettext_lazy("Sessions that run uphill."),
}
_MISSING: Final = "–"


class Rectangle(NamedTuple):
    """A bar; ``is_least`` where some sessions of the week left the figure open."""

    x: str
    y: str
    width: str
    height: str
    is_least: bool


@dataclass(frozen=True)
class Bar:
    """A week: its bars, and the figures in words."""

    monday: dt.date
    middle: str
    is_named: bool
    planned: Rectangle | None
    done: Rectangle | None
    said_planned: str
    said_done: str
    is_untold: bool
    """Whether something was there to be told, and nothing is known of it."""


@dataclass(frozen=True)
class Chart:
    """One measure over some weeks."""

    measure: str
    weeks: Sequence[WeekPicture]
    units: str

    @property
    def title(self) -> str:
        """What is measured."""
        return str(_TITLES[self.measure])

    @property
    def hint(self) -> str:
        """What counts."""
        return str(_HINTS[self.measure])

    @property
    def has_plan(self) -> bool:
        """Whether plans state it at all."""
        return self.measure != "climbing"

    @property
    def is_known(self) -> bool:
        """Whether there is anything to draw."""
        return any(height for height in self._heights)

    @cached_property
    def top(self) -> float:
        """The figure at the upper line: a round one that no bar goes beyond."""
        unit = MILE_M if self.units == "mi" and self.measure in ("distance", "longest", "loaded") else 1
        return _round_up(max((height for height in self._heights if height), default=1) / unit) * unit

    @property
    def top_in_words(self) -> str:
        """The same in words."""
        return self._words(Range.exactly(self.top))

    @cached_property
    def bars(self) -> list[Bar]:
        """The weeks, the oldest first."""
        step = (WIDTH - _LEFT) / len(self.weeks)
        every = math.ceil(len(self.weeks) / _NAMED)
        found = []
        for number, week in enumerate(self.weeks):
            planned, done = week.planned[self.measure], week.done[self.measure]
            left, last = _LEFT + step * number, len(self.weeks) - 1
            found.append(
                Bar(
                    week.monday,
                    str(round(left + step / 2)),
                    # Counted from this week backwards, so that it is always named.
                    (last - number) % every == 0,
                    self._rectangle(planned, left + step * 0.1, step * 0.8),
                    self._rectangle(done, left + step * 0.28, step * 0.44),
                    self.in_words(planned),
                    self.in_words(done),
                    done.stated is None and done.left_out > 0,
                )
            )
        return found

    @property
    def summary(self) -> str:
        """In how many weeks there were hills at all; nothing of other measures."""
        if self.measure != "hills":
            return ""
        planned = sum(bool(week.planned["hills"].height) for week in self.weeks)
        done = sum(bool(week.done["hills"].height) for week in self.weeks)
        return _("Weeks with hills: %(planned)d planned, %(done)d done.") % {"planned": planned, "done": done}

    @property
    def untold(self) -> str:
        """In how many weeks nothing is known of what was done, in words; nothing where there is none."""
        count = sum(bar.is_untold for bar in self.bars)
        words = ngettext("nothing known in %(count)d week", "nothing known in %(count)d weeks", count)
        return words % {"count": count} if count else ""

    def in_words(self, amount: Amount) -> str:
        """A figure as the table says it: "38 km", "at least 38 km (2 sessions without)", or a dash."""
        words = _MISSING if amount.stated is None else self._words(amount.stated)
        if amount.stated is not None and amount.left_out:
            words = _("at least %(figure)s") % {"figure": words}
        notes = []
        if amount.left_out:
            without = ngettext("%(count)d session without", "%(count)d sessions without", amount.left_out)
            notes.append(without % {"count": amount.left_out})
        if amount.asked > 1 and amount.heard:
            notes.append(_("%(heard)d of %(asked)d athletes") % {"heard": amount.heard, "asked": amount.asked})
        return f"{words} ({', '.join(notes)})" if notes else words

    @property
    def _heights(self) -> list[float | None]:
        return [
            amount.height for week in self.weeks for amount in (week.planned[self.measure], week.done[self.measure])
        ]

    def _rectangle(self, amount: Amount, x: float, width: float) -> Rectangle | None:
        if amount.height is None:
            return None
        # What is known to be nothing is a line on the ground.
        height = max(round((_BOTTOM - _TOP) * amount.height / self.top), 1)
        place = (str(round(x)), str(_BOTTOM - height), str(max(round(width), 2)), str(height))
        return Rectangle(*place, amount.left_out > 0)

    def _words(self, number: Range) -> str:
        return _WORDS[self.measure](number, self.units)


def charts(weeks: Sequence[WeekPicture], units: str) -> list[Chart]:
    """A chart of each measure."""
    return [Chart(measure, weeks, units) for measure in MEASURES]


def _kilometres(number: Range, units: str) -> str:
    return wording.distance(_whole(number, 100), units)


def _metres(number: Range, units: str) -> str:  # noqa: ARG001 - climbing is in metres everywhere
    return f"{_plain(_whole(number, 1), 0)}{wording.NBSP}{_('m')}"


def _plain_load(number: Range, units: str) -> str:  # noqa: ARG001
    return _plain(_whole(number, 1), 0)


def _count(number: Range, units: str) -> str:  # noqa: ARG001
    return _plain(number, 0 if all(end == int(end) for end in number.ends) else 1)


_WORDS: Final[Mapping[str, Callable[[Range, str], str]]] = {
    "distance": _kilometres,
    "load": _plain_load,
    "longest": _kilometres,
    "climbing": _metres,
    "loaded": _kilometres,
    "hills": _count,
}


def _plain(number: Range, places: int) -> str:
    ends = [number.lo] if math.isinf(number.hi) else number.ends
    return "–".join(number_format(end, places, force_grouping=True) for end in ends)


def _whole(number: Range, step: float) -> Range:
    """The same to the nearest ``step``: nobody runs a mean to the metre."""
    return Range(*(end if math.isinf(end) else round(end / step) * step for end in (number.lo, number.hi)))


def _round_up(number: float) -> float:
    """The next of 1, 2, 3, 4, 5, 6, 8 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(number)) if number > 0 else 1.0
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= number - 1e-9)
