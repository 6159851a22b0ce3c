"""The values that reading a sheet gives: how it is laid out, and what each of its cells is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from plans.sheet_words import Order

DAYS_A_WEEK: Final = 7

Axis = Literal["columns", "rows"]
# What a line across the days is, where no label names its week.
Lines = Literal["weeks", "parts", "squads"]
Left = Literal[
    "header", "title", "week", "squad", "date", "total", "sign", "formula", "error", "skipped", "part", "outside"
]


@dataclass(frozen=True, slots=True)
class Layout:
    """How sheets are to be read, as guessed or as the coach corrected it.

    ``first`` is the first day: of the earliest week, whatever dates the sheet has, so that last year's plan can begin
    this year. ``skip_rows`` and ``skip_columns`` count from 0.
    """

    days: Axis = "columns"
    lines: Lines = "weeks"
    order: Order = "dmy"
    first: dt.date | None = None
    skip_rows: frozenset[int] = frozenset()
    skip_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class At:
    """A cell: the number of its sheet, its row and its column, from 0."""

    sheet: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A session cell: ``day`` counts from the Monday of the first week; ``squad`` is the name that the sheet has."""

    at: At
    text: str
    squad: str
    day: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A cell that says something about a whole week, counted from the first."""

    at: At
    text: str
    squad: str
    week: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A cell that is neither, and why."""

    at: At
    text: str
    why: Left


@dataclass(frozen=True)
class Laid:
    """Sheets as they are understood under a layout.

    ``own_first`` is the first day where the layout names none: ``starts``, the first Monday that the sheet names, or
    whatever the reader falls back on; ``headers`` are the cells of each sheet's first header;
    without any, the cells count on from the first day. ``asks_order``: whether dates could be read
    day first and month first.
    """

    layout: Layout
    taken: tuple[Taken, ...]
    notes: tuple[Note, ...]
    left: tuple[LeftOut, ...]
    starts: dt.date | None
    own_first: dt.date
    headers: tuple[At, ...]
    asks_order: bool
    is_ours: bool = False

    @property
    def squads(self) -> tuple[str, ...]:
        """The squads that the sheet tells apart, in the order they come; one without a name where it names none."""
        return tuple(dict.fromkeys(one.squad for one in self.taken))

    @cached_property
    def anchor(self) -> dt.date:
        """The date of day 0."""
        return self._begin(self.layout.first or self.own_first)

    @property
    def own_anchor(self) -> dt.date:
        """The date that day 0 would have where the layout names no first day."""
        return self._begin(self.own_first)

    def _begin(self, first: dt.date) -> dt.date:
        return first if not self.headers else first - dt.timedelta(days=first.weekday())

    def date_of(self, day: int) -> dt.date:
        """The date of a session's ``day``."""
        return self.anchor + dt.timedelta(days=day)
