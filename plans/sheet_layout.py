"""What a grid of cells means: which cells are sessions, of which day, week and squad, and what the others are.

Every filled cell ends up in one of three heaps: a session, a note for its week, or left out with the reason. The guess
is made here and shown; the coach corrects it through :class:`Layout`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from plans.sheet_blocks import Block, Header, View, blocks_of, headers_of
from plans.sheet_parts import DAYS_A_WEEK, At, Axis, Laid, Layout, LeftOut, Lines, Note, Taken
from plans.sheet_reading import Heap
from plans.sheet_words import Order, column_role, day_mark, known_squad, names_a_squad, week_mark
from plans.sheets import Sheet

# In our own export the first cell says so; then nothing is guessed.
OURS: Final = "Uphill week"


def guess(sheets: Sequence[Sheet], *, squads: Iterable[str], near: dt.date, order: Order, first: dt.date) -> Laid:
    """Find out how ``sheets`` are laid out.

    ``squads`` are the names that the club knows, ``near`` is today, ``order`` what dates mean where nothing tells, and
    ``first`` the day to begin on where the sheet names no date.
    """
    known = tuple(squads)
    if _is_ours(sheets):
        return lay_out(sheets, Layout(order=_order(sheets, near, order)), squads=known, near=near, fallback=first)
    layout = Layout(days=_axis(sheets), order=_order(sheets, near, order))
    layout = replace(layout, lines=guess_lines(sheets, layout, known))
    return lay_out(sheets, layout, squads=known, near=near, fallback=first)


def lay_out(
    sheets: Sequence[Sheet], layout: Layout, *, squads: Iterable[str], near: dt.date, fallback: dt.date
) -> Laid:
    """Read ``sheets`` as ``layout`` says; ``fallback`` is the first day where neither it nor the sheet names one."""
    if _is_ours(sheets):
        return _lay_out_ours(sheets[0], layout, near, fallback)
    heap = Heap(layout, near, tuple(squads))
    several = sum(any(map(any, sheet.rows)) for sheet in sheets) > 1
    for number, sheet in enumerate(sheets):
        heap.read(number, sheet, several=several)
    return heap.laid(fallback)


# Guessing


def _axis(sheets: Sequence[Sheet]) -> Axis:
    """Whether days stand in columns or in rows: where more of them are named; without names by the grid's shape."""
    named: Counter[Axis] = Counter()
    axes: tuple[Axis, Axis] = ("columns", "rows")
    for number, sheet in enumerate(sheets):
        for axis in axes:
            named[axis] += sum(len(header.marks) for header in headers_of(View(number, sheet, Layout(days=axis))))
    if named["columns"] != named["rows"]:
        return "columns" if named["columns"] > named["rows"] else "rows"
    sheet = max(sheets, key=lambda one: len(one.rows) * one.width)
    height, width = len(sheet.rows), sheet.width
    if height == 1 or (width in (7, 8) and height != 1):
        return "columns"
    return "rows" if width == 1 or height in (7, 8) or width > DAYS_A_WEEK > height else "columns"


def _order(sheets: Sequence[Sheet], near: dt.date, fallback: Order) -> Order:
    """Whether dates in figures name the day or the month first: by figures over 12, weekdays, and days that follow."""
    votes: Counter[Order] = Counter()
    orders: tuple[Order, Order] = ("dmy", "mdy")
    for number, sheet in enumerate(sheets):
        axes: tuple[Axis, Axis] = ("columns", "rows")
        for axis in axes:
            for header in headers_of(View(number, sheet, Layout(days=axis))):
                for order in orders:
                    votes[order] += _follow(header, order, near)
        for cells in sheet.rows:
            for cell in cells:
                mark = day_mark(cell) or week_mark(cell)
                if mark and mark.date and not mark.date.named and mark.date.first != mark.date.second:
                    votes["dmy"] += 5 * (mark.date.first > 12)
                    votes["mdy"] += 5 * (mark.date.second > 12)
    return fallback if votes["dmy"] == votes["mdy"] else max(orders, key=lambda order: votes[order])


def _follow(header: Header, order: Order, near: dt.date) -> int:
    """How many dates of a header are a day after the one before, or on the weekday that stands with them."""
    dates = [(mark.weekday, mark.date.resolve(order, near)) for mark in header.marks.values() if mark.date]
    right = sum(date is not None and date.weekday() == weekday for weekday, date in dates)
    days = [date for _weekday, date in dates if date]
    return right + sum((b - a).days == 1 for a, b in pairwise(days))


def guess_lines(sheets: Sequence[Sheet], layout: Layout, squads: Iterable[str]) -> Lines:
    """What lines without a week of their own are, with the days as ``layout`` has them."""
    known = tuple(squads)
    votes: Counter[Lines] = Counter()
    for number, sheet in enumerate(sheets):
        view = View(number, sheet, layout)
        blocks = blocks_of(view, headers_of(view))
        for block in blocks:
            votes[_lines_of(block, alone=len(blocks) == 1, squads=known)] += 1
    order: tuple[Lines, ...] = ("squads", "parts", "weeks")
    return max(order, key=lambda lines: votes[lines]) if votes else "weeks"


def _lines_of(block: Block, *, alone: bool, squads: tuple[str, ...]) -> Lines:
    labels = [name for line in block.data if (name := block.name_of(line))]
    distinct = len(set(labels))
    titled = any(column_role(text) == "squad" for text in block.titles.values())
    known = sum(known_squad(label, squads) or names_a_squad(label) for label in labels)
    recurring = distinct > 1 and any(
        labels[i] in labels[:i] and labels[i] != labels[i - 1] for i in range(1, len(labels))
    )
    few = 2 <= len(block.data) == len(labels) == distinct <= 4 and all(
        len(label) <= 30 and not any(map(str.isdigit, label)) for label in labels
    )
    if labels and (titled or known * 2 >= len(labels) or recurring or few):
        return "squads"
    apart = len(block.header.runs) == 1 or block.has_run_titles
    return "weeks" if alone and apart else "parts"


# Our own export


def _is_ours(sheets: Sequence[Sheet]) -> bool:
    return len(sheets) == 1 and sheets[0].text(0, 0) == OURS


def _lay_out_ours(sheet: Sheet, layout: Layout, near: dt.date, fallback: dt.date) -> Laid:
    """Read what we wrote: the Monday, seven days, the note. Every cell under a day is a session, whatever it says."""
    rows: list[tuple[int, dt.date]] = []
    left = [LeftOut(At(0, 0, column), text, "header") for column, text in enumerate(sheet.rows[0]) if text]
    for row in range(1, len(sheet.rows)):
        mark = day_mark(sheet.text(row, 0))
        date = mark.date.resolve(layout.order, near) if mark and mark.date else None
        if date:
            rows.append((row, date - dt.timedelta(days=date.weekday())))
            left.append(LeftOut(At(0, row, 0), sheet.text(row, 0), "week"))
        else:
            left += [
                LeftOut(At(0, row, column), text, "outside") for column, text in enumerate(sheet.rows[row]) if text
            ]
    starts = min((monday for _row, monday in rows), default=None)
    taken, notes = [], []
    for row, monday in rows:
        week = (monday - (starts or monday)).days // DAYS_A_WEEK
        for column, text in enumerate(sheet.rows[row]):
            at = At(0, row, column)
            if not text or not column:
                continue
            if column <= DAYS_A_WEEK:
                taken.append(Taken(at, text, "", week * DAYS_A_WEEK + column - 1))
            elif column == DAYS_A_WEEK + 1:
                notes.append(Note(at, text, "", week))
            else:
                left.append(LeftOut(at, text, "outside"))
    taken.sort(key=lambda one: (one.day, one.at))
    headers = (At(0, 0, 1),)
    return Laid(
        layout,
        tuple(taken),
        tuple(notes),
        tuple(left),
        starts,
        starts or fallback,
        headers,
        asks_order=False,
        is_ours=True,
    )
