"""Where days, titles and sessions stand in a sheet.

Days may stand in columns or in rows; a :class:`View` turns the grid so that a *line* crosses the days and a *lane* is
one day. A header is a line that names days; the lanes of one week in it are a *run*; what stands outside of the runs
labels its line. Between two headers lie the lines of a *block*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from plans.sheet_parts import DAYS_A_WEEK, At, Layout
from plans.sheet_words import (
    LETTERS,
    DayMark,
    column_role,
    day_mark,
    is_total,
    names_a_squad,
    part_of_day,
    week_mark,
)
from plans.sheets import Place, Sheet

# What rows hold beside sessions; a club whose squad is called so names it with the word squad.
NO_NAMES = ("total", "note", "session", "week")


class View:
    """A sheet with the days across: ``text(line, lane)``."""

    def __init__(self, number: int, sheet: Sheet, layout: Layout) -> None:
        self.number, self.sheet, self.layout = number, sheet, layout
        self.turned = layout.days == "rows"
        self.lines, self.lanes = len(sheet.rows), sheet.width
        if self.turned:
            self.lines, self.lanes = self.lanes, self.lines

    def place(self, line: int, lane: int) -> Place:
        """The row and column of a cell."""
        return (lane, line) if self.turned else (line, lane)

    def at(self, line: int, lane: int) -> At:
        """Where the cell is in what was brought."""
        return At(self.number, *self.place(line, lane))

    def text(self, line: int, lane: int) -> str:
        """What is read there: nothing in rows and columns that are skipped."""
        row, column = self.place(line, lane)
        if row in self.layout.skip_rows or column in self.layout.skip_columns:
            return ""
        return self.sheet.text(row, column)

    def wide(self, line: int, lane: int) -> int:
        """Over how many lanes the cell was merged."""
        height, width = self.sheet.merged.get(self.place(line, lane), (1, 1))
        return height if self.turned else width

    @cached_property
    def filled(self) -> list[list[int]]:
        """The lanes that hold something, line by line."""
        return [[lane for lane in range(self.lanes) if self.text(line, lane)] for line in range(self.lines)]

    def marks(self, line: int) -> dict[int, DayMark]:
        """The days that a line names, by lane; a name that is merged over several lanes is that of all."""
        found = {lane: mark for lane in self.filled[line] if (mark := day_mark(self.text(line, lane)))}
        for lane, mark in list(found.items()):
            for covered in range(lane + 1, min(lane + self.wide(line, lane), self.lanes)):
                found.setdefault(covered, mark)
        return found or self._letters(line)

    def _letters(self, line: int) -> dict[int, DayMark]:
        """M T W T F S S, which only says something as a whole."""
        lanes = self.filled[line]
        for start in range(len(lanes) - DAYS_A_WEEK + 1):
            seven = lanes[start : start + DAYS_A_WEEK]
            if tuple(self.text(line, lane).lower() for lane in seven) == LETTERS:
                return {lane: DayMark(weekday) for weekday, lane in enumerate(seven)}
        return {}


@dataclass
class Header:
    """A line that names days: what each lane is, the runs of lanes, and the lines that it takes up."""

    marks: dict[int, DayMark]
    lines: tuple[int, ...]
    starts_on: int = 0
    runs: list[list[int]] = field(default_factory=list)
    # Where dates stand without weekdays: the days as their dates have them.
    offsets: dict[int, int] = field(default_factory=dict)
    # AM or PM, where a day has a lane for each.
    parts: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = [mark.weekday for _lane, mark in sorted(self.marks.items()) if mark.weekday is not None]
        self.starts_on = known[0] if known else 0
        before, position, last = DAYS_A_WEEK, -1, (-2, DayMark())
        for lane, mark in sorted(self.marks.items()):
            goes_on = mark != DayMark() and last == (lane - 1, mark)
            position += not goes_on
            # Dates alone come in sevens.
            place = position % DAYS_A_WEEK if mark.weekday is None else (mark.weekday - self.starts_on) % DAYS_A_WEEK
            if place <= before and not goes_on:
                self.runs.append([])
            self.runs[-1].append(lane)
            before, last = place, (lane, mark)

    @property
    def is_dated(self) -> bool:
        """Whether every day has a date of its own."""
        return all(mark.date for mark in self.marks.values())

    def offset(self, lane: int) -> int:
        """The day of a lane, from the Monday of its week; a week that starts on Sunday starts the day before."""
        if lane in self.offsets:
            return self.offsets[lane]
        weekday = self.marks[lane].weekday
        if weekday is None:
            return next(run.index(lane) for run in self.runs if lane in run)
        first = self.starts_on if self.starts_on < DAYS_A_WEEK - 1 else -1
        return first + (weekday - self.starts_on) % DAYS_A_WEEK


def headers_of(view: View) -> list[Header]:
    """The lines that name days. Dates under weekdays, or over them, are one header with them."""
    found: list[Header] = []
    for line in range(view.lines):
        marks = view.marks(line)
        beside = [lane for lane in view.filled[line] if lane not in marks and not column_role(view.text(line, lane))]
        last = found[-1] if found and found[-1].lines[-1] == line - 1 else None
        if last and (parts := _parts(view, line, last)):
            last.parts, last.lines = parts, (*last.lines, line)
            continue
        if _days(marks.values()) < 2 or len(beside) > len(marks) or _same_weekday(marks.values()):
            continue
        if last and (joined := _joined(last.marks, marks)):
            found[-1] = Header(joined, (*last.lines, line))
        else:
            found.append(Header(marks, (line,)))
    return found


def _parts(view: View, line: int, header: Header) -> dict[int, str]:
    """AM and PM under the days, if that is all that stands there."""
    texts = {lane: view.text(line, lane) for lane in view.filled[line] if lane in header.marks}
    parts = {lane: part for lane, text in texts.items() if (part := part_of_day(text))}
    return parts if len(parts) == len(texts) > 1 else {}


def _days(marks: Iterable[DayMark]) -> int:
    """How many days are named: a date and its weekday side by side are one."""
    marks = list(marks)
    return max(sum(mark.weekday is not None for mark in marks), sum(mark.date is not None for mark in marks))


def _same_weekday(marks: Iterable[DayMark]) -> bool:
    """Whether the days are all one weekday, as the Mondays that label weeks are: no header."""
    marks = list(marks)
    if all(mark.weekday is not None for mark in marks):
        return len({mark.weekday for mark in marks}) == 1
    dates = [mark.date for mark in marks if mark.date]
    if len(dates) < len(marks):
        return False
    for order in ("dmy", "mdy"):
        near, days = dt.date(2024, 1, 1), []
        for written in dates:
            if date := written.resolve(order, near):
                days.append(date)
                near = date
        if len(days) == len(dates) and all((b - a).days % 7 == 0 for a, b in pairwise(days)):
            return True
    return False


def _joined(one: dict[int, DayMark], other: dict[int, DayMark]) -> dict[int, DayMark] | None:
    """Two lines of marks as one where one has the weekdays and the other the dates of mostly the same lanes."""
    shared = one.keys() & other.keys()
    if len(shared) * 2 <= max(len(one), len(other)):
        return None
    for names, dates in ((one, other), (other, one)):
        if all(mark.date is None for mark in names.values()) and all(mark.weekday is None for mark in dates.values()):
            return {
                lane: DayMark(mark.weekday, dates[lane].date if lane in dates else None) for lane, mark in names.items()
            }
    return None


@dataclass
class Block:
    """A header and the lines under it, up to the next: ``over`` are title lines above it, ``data`` hold sessions."""

    view: View
    header: Header
    over: list[int]
    data: list[int]
    between: dict[int, list[int]] = field(default_factory=dict)
    under: list[int] = field(default_factory=list)

    @cached_property
    def lanes(self) -> set[int]:
        """The lanes of days."""
        return set(self.header.marks)

    @cached_property
    def titles(self) -> dict[int, str]:
        """What the header says of the other lanes."""
        found = {}
        for line in self.header.lines:
            found.update(
                {lane: self.view.text(line, lane) for lane in self.view.filled[line] if lane not in self.lanes}
            )
        return found

    @cached_property
    def has_run_titles(self) -> bool:
        """Whether a line over the days has several titles that name no weeks: one for each run, side by side."""
        named = [
            [lane for lane in self.view.filled[line] if not week_mark(self.view.text(line, lane))] for line in self.over
        ]
        return any(len(lanes) > 1 for lanes in named)

    def labels(self, line: int) -> list[int]:
        """The filled lanes of a line that are no days."""
        return [lane for lane in self.view.filled[line] if lane not in self.lanes]

    @cached_property
    def day_numbers(self) -> set[int]:
        """The lines that number the days of a month under each other's weekdays, as calendars do."""
        return {line for line in self.data if self._counts_days(line)}

    def _counts_days(self, line: int) -> bool:
        texts = {lane: self.view.text(line, lane) for lane in sorted(self.lanes) if self.view.text(line, lane)}
        if len(texts) < 3 or not all(text.isdecimal() and len(text) < 3 for text in texts.values()):
            return False
        days = list(texts.values())
        # After the last of a month comes the first.
        return all(int(b) == int(a) + 1 or (int(b) == 1 and int(a) >= 28) for a, b in pairwise(days))

    def role(self, lane: int) -> str:
        """What the lane is for by its title."""
        return column_role(self.titles.get(lane, ""))

    def name_of(self, line: int) -> str:
        """The first label of a line that may be a name: before the days; no week, no part of the day, no sum."""
        first = min(self.lanes, default=0)
        for lane in self.labels(line):
            text = self.view.text(line, lane)
            is_name = not (week_mark(text) or part_of_day(text) or is_total(text) or column_role(text) in NO_NAMES)
            if lane < first and is_name and self.role(lane) not in ("week", "total", "note"):
                return text
        return ""


def blocks_of(view: View, headers: list[Header]) -> list[Block]:
    """The lines of a sheet, divided at its headers. Without any the whole sheet is one block, its days counted."""
    if not headers:
        return [_bare_block(view)] if any(view.filled) else []
    blocks: list[Block] = []
    free = 0
    for position, header in enumerate(headers):
        stop = headers[position + 1].lines[0] if position + 1 < len(headers) else view.lines
        if position == 0:
            over = [line for line in range(header.lines[0]) if view.filled[line]]
        else:
            over = _over(view, blocks[-1], range(free, header.lines[0]))
        block = Block(view, header, over, [])
        waiting: list[int] = []
        free = header.lines[-1] + 1
        for line in range(free, stop):
            if not view.filled[line]:
                continue
            if _is_title(block, line, header_next=stop < view.lines and _next_filled(view, line) == stop):
                waiting.append(line)
            else:
                block.data.append(line)
                block.between[line], waiting = waiting, []
                free = line + 1
        block.under = waiting
        blocks.append(block)
    return blocks


def _over(view: View, before: Block, gap: range) -> list[int]:
    """Which title lines between two blocks stand over the second; those that cling to the first stay with it.

    Lines cling to the first where no empty line is between, and one is before the second.
    """
    lines = [line for line in gap if view.filled[line]]
    empty = [line for line in gap if not view.filled[line]]
    if lines and empty and before.data and lines[0] == before.data[-1] + 1:
        split = empty[-1]
        before.under = [line for line in lines if line < split and not week_mark(_first_text(view, line))]
        return [line for line in lines if line not in before.under]
    before.under = []
    return lines


def _first_text(view: View, line: int) -> str:
    return view.text(line, view.filled[line][0])


def _next_filled(view: View, line: int) -> int:
    return next((other for other in range(line + 1, view.lines) if view.filled[other]), view.lines)


def _is_title(block: Block, line: int, *, header_next: bool) -> bool:
    """Whether a line holds no sessions: under the days nothing but what is merged across them, or names a week."""
    view = block.view
    in_days = [lane for lane in view.filled[line] if lane in block.lanes]
    if not in_days:
        return True
    if all(view.wide(line, lane) >= min(3, len(block.lanes)) for lane in in_days) and len(in_days) <= len(
        block.header.runs
    ):
        return len(block.lanes) > 1
    if len(view.filled[line]) == 1 and in_days[0] in {run[0] for run in block.header.runs}:
        text = view.text(line, in_days[0])
        return header_next and (week_mark(text) is not None or names_a_squad(text))
    return False


def _bare_block(view: View) -> Block:
    """Cells without a header: seven lanes are a week; an eighth, or a first that names weeks, labels the lines."""
    filled = [line for line in range(view.lines) if view.filled[line]]
    lanes = sorted({lane for line in filled for lane in view.filled[line]})
    first, last = lanes[0], lanes[-1]
    count = last - first + 1
    leads = [view.text(line, first) for line in filled if view.text(line, first)]
    named = count > 1 and all(week_mark(text) or part_of_day(text) or names_a_squad(text) for text in leads)
    if count > 1 and (named or (count % DAYS_A_WEEK == 1 and count > DAYS_A_WEEK)):
        first += 1
    marks = {lane: DayMark() for lane in range(first, last + 1)}
    return Block(view, Header(marks, ()), [], filled, {line: [] for line in filled})
