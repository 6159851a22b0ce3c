"""One block of a sheet read line by line: which week and which squad the sessions of a line are of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from plans.sheet_blocks import NO_NAMES, Block
from plans.sheet_parts import DAYS_A_WEEK, At, Left, LeftOut
from plans.sheet_words import (
    WeekMark,
    column_role,
    day_mark,
    is_total,
    known_squad,
    names_a_squad,
    part_of_day,
    week_mark,
)

if TYPE_CHECKING:
    from plans.sheet_reading import Heap


@dataclass
class Slot:
    """The cells of one run in one line: of one week, and of one squad.

    ``count`` numbers the weeks of a ``section`` as they come; ``monday`` and ``called`` are the date and the number
    that the sheet has for it. ``number`` is that of the run.
    """

    block: Block
    line: int
    number: int
    run: list[int]
    section: int
    count: int
    squad: str
    part: str
    monday: dt.date | None = None
    called: int | None = None
    notes: list[At] = field(default_factory=list)


class BlockReading:
    """One block being read: what its titles and labels say, line by line."""

    def __init__(self, heap: Heap, block: Block, *, is_first: bool, alone: bool) -> None:
        self.heap, self.block, self.view = heap, block, block.view
        self.is_first, self.alone = is_first, alone
        self.lines = heap.layout.lines
        self.titled = dict[int, str]()  # the squads that titles name, by run
        # Notes over the days, each with the run that it stands over if it stands over one; then by week.
        self.waiting: list[tuple[int | None, At]] = []
        self.shared: dict[int, list[tuple[int | None, At]]] = {}
        self.slots: list[Slot] = []
        # The last slot of each week, by its section and its count.
        self.last_of: dict[tuple[int, int], Slot] = {}
        self.local = Counter[str]()
        self.named_by_lane = dict[int, str]()
        # How many rows of day numbers were passed, and how many at a squad's last line.
        self.calendar_rows = 0
        self.last_row = dict[str, int]()

    def read(self, of_sheet: WeekMark | None) -> None:
        """Turn the block's lines into slots."""
        heap, block = self.heap, self.block
        week = of_sheet
        shows = all(at.sheet != self.view.number for at in heap.headers)
        for line in block.header.lines:
            for lane in self.view.filled[line]:
                self._leave(line, lane, "header")
                if shows and lane in block.lanes:
                    heap.headers.append(self.view.at(line, lane))
        week = self._titles(block.over, over=True) or week
        week = self._header_titles() or week
        dated = self._dated()
        started = False
        for line in block.data:
            between = self._titles(block.between.get(line, []), over=False)
            started = self._line(line, between or (week if not started else None), dated, fresh=not started) or started
        self._share_notes()
        self._under(block.under)
        heap.weeks += max((slot.count for slot in self.slots), default=heap.weeks - 1) + 1 - heap.weeks
        heap.slots += self.slots

    # what stands over the days

    def _titles(self, lines: Iterable[int], *, over: bool) -> WeekMark | None:
        """Read title lines: weeks, squads and notes. Returns the week that they name for all runs.

        What stands ``over`` the first header and over the first week's title is the title of the whole sheet.
        """
        week = None
        lines = list(lines)
        weekly = [
            line for line in lines if any(week_mark(self.view.text(line, lane)) for lane in self.view.filled[line])
        ]
        for line in lines:
            for lane in self.view.filled[line]:
                text, run = self.view.text(line, lane), self._run_at(lane)
                if mark := week_mark(text):
                    week = mark if len(self.block.header.runs) == 1 or run is None else week
                    self._week_of_run(run, mark)
                    self._say(line, lane, "week", note=not mark.bare or mark.number is not None)
                elif known_squad(text, self.heap.squads) or names_a_squad(text):
                    self._squad_title(line, lane, run)
                else:
                    says = not (over and self.is_first) or bool(weekly and line >= weekly[0])
                    self._say(line, lane, "title", note=says)
        return week

    def _run_at(self, lane: int) -> int | None:
        """The run that a title stands over, where there are several and it stands over one."""
        runs = self.block.header.runs
        if len(runs) < 2:
            return None
        found = [number for number, run in enumerate(runs) if self._reach(number)[0] <= lane <= run[-1]]
        return found[0] if found else None

    def _reach(self, number: int) -> tuple[int, int]:
        """The lanes from behind the run before to the end of a run."""
        runs = self.block.header.runs
        return (runs[number - 1][-1] + 1 if number else 0, runs[number][-1])

    def _week_of_run(self, run: int | None, mark: WeekMark) -> None:
        if run is not None:
            self.run_weeks[run] = mark

    @cached_property
    def run_weeks(self) -> dict[int, WeekMark]:
        """The weeks that titles name for single runs."""
        return {}

    def _squad_title(self, line: int, lane: int, run: int | None) -> None:
        text = self.view.text(line, lane)
        self._leave(line, lane, "squad")
        if run is None:
            if text != self.heap.squad:
                self.heap._new_section(text)
        else:
            self.titled[run] = text

    def _header_titles(self) -> WeekMark | None:
        """What the header line itself says beside its days: a week, or the squad of a run."""
        week = None
        for lane, text in self.block.titles.items():
            run = self._run_after(lane)
            if (mark := week_mark(text)) and (mark.number is not None or mark.date):
                self._week_of_run(run, mark)
                week = mark if len(self.block.header.runs) == 1 else week
                line = next(line for line in self.block.header.lines if self.view.text(line, lane))
                if not mark.bare:
                    self.waiting.append((run, self.view.at(line, lane)))
            elif run is not None and not column_role(text) and known_squad(text, self.heap.squads):
                self.titled[run] = text
        return week

    def _run_after(self, lane: int) -> int | None:
        runs = self.block.header.runs
        return next((number for number, run in enumerate(runs) if self._reach(number)[0] <= lane < run[0]), None)

    def _run_beside(self, lane: int, role: str) -> int:
        """The run that a label belongs to: the next, or the one before where it stands behind the days."""
        after = self._run_after(lane)
        last = len(self.block.header.runs) - 1
        if after is None:
            return last
        return after - 1 if after and role in ("total", "note") else after

    def _dated(self) -> dict[int, dt.date]:
        """The Mondays of the runs whose days have dates."""
        found: dict[int, dt.date] = {}
        header = self.block.header
        for number, run in enumerate(header.runs):
            for lane in run:
                mark = header.marks[lane]
                if mark.date is None or (number in found and mark.weekday is not None):
                    continue
                # Dates without weekdays are likelier to begin on a Monday than in the middle of a week.
                hint = header.offset(lane) if len(run) > 4 or mark.weekday is not None else None
                date = self.heap.date(mark.date, None if hint is None else hint % DAYS_A_WEEK)
                if date and number not in found:
                    offset = header.offset(lane) if mark.weekday is not None else date.weekday()
                    found[number] = date - dt.timedelta(days=offset)
                if date and mark.weekday is None:
                    header.offsets[lane] = (date - found[number]).days
        return found

    # the lines of days

    def _line(self, line: int, week: WeekMark | None, dated: dict[int, dt.date], *, fresh: bool) -> bool:
        """Read a line of sessions: which week and which squad it is of, run by run."""
        labels = self._labels(line)
        if line in self.block.day_numbers or labels.aside:
            self.calendar_rows += line in self.block.day_numbers
            why: Left = "total" if labels.aside == "total" else "title" if labels.aside else "header"
            for lane in self.view.filled[line]:
                if lane in self.block.lanes:
                    self._leave(line, lane, why)
            return False
        week = labels.week or week
        runs = self.block.header.runs
        as_squads = bool(self.titled) or self._squads_in_lanes(line)
        for number, run in enumerate(runs):
            squad = self._squad(number, labels)
            mark = (
                labels.week_of.get(number) or week or (self.run_weeks.get(number) if fresh or not labels.week else None)
            )
            monday = dated.get(number) or (self._monday(mark) if mark else None)
            count = self._count(squad, labels, mark, as_squads=as_squads, number=number)
            slot = Slot(self.block, line, number, run, self.heap.section, count, squad, labels.part, monday)
            slot.called = mark.number if mark and monday is None else None
            if mark is None and monday is None and (same := self.last_of.get((self.heap.section, count))):
                slot.monday, slot.called = same.monday, same.called
            slot.notes += labels.notes_of.get(number, [])
            self.slots.append(slot)
            self.last_of[slot.section, count] = slot
        for run_over, at in self.waiting:
            slot = self.slots[(run_over or 0) - len(runs)]
            self.shared.setdefault(slot.count, []).append((run_over, at))
        self.waiting = []
        return True

    def _share_notes(self) -> None:
        """Give what stands over the days to every squad of that week, or to the squad that it stands over."""
        told = set[tuple[str, int]]()
        for slot in self.slots:
            if (slot.squad, slot.count) not in told:
                told.add((slot.squad, slot.count))
                over = self.shared.get(slot.count, [])
                slot.notes += [at for run, at in over if run is None or run == slot.number]

    def _monday(self, mark: WeekMark) -> dt.date | None:
        if mark.date is None:
            return None
        date = self.heap.date(mark.date, 0)
        return date - dt.timedelta(days=date.weekday()) if date else None

    def _count(self, squad: str, labels: _Labels, mark: WeekMark | None, *, as_squads: bool, number: int) -> int:
        """The week of a line, counted from the section's first."""
        heap, runs = self.heap, len(self.block.header.runs)
        key = f"{squad}/{number if as_squads else 0}"
        if number == 0 or as_squads:
            before = self.local.get(key)
            turned = self.last_row.get(key, self.calendar_rows) != self.calendar_rows
            self.last_row[key] = self.calendar_rows
            if before is None:
                self.local[key] = heap.weeks
            elif turned or self._begins_week(labels, mark, squad):
                self.local[key] = before + (1 if as_squads else runs)
        return self.local[key if as_squads else f"{squad}/0"] + (0 if as_squads else number)

    def _begins_week(self, labels: _Labels, mark: WeekMark | None, squad: str) -> bool:
        """Whether a line that is not its squad's first begins another week."""
        if mark is not None:
            last = next((slot for slot in reversed(self.slots) if slot.squad == squad), None)
            monday = self._monday(mark)
            return last is None or (mark.number, monday) != (last.called, last.monday)
        if labels.part == "PM" or self._has_weeks or self.block.day_numbers or self.block.header.is_dated:
            return False
        if self.lines == "squads":
            return self.alone
        return self.lines == "weeks"

    @cached_property
    def _has_weeks(self) -> bool:
        """Whether lines name their weeks, so that one without goes on with the week before."""
        return any(
            week_mark(self.view.text(line, lane)) or self.block.role(lane) == "week"
            for line in self.block.data
            for lane in self.block.labels(line)
        ) or any(
            week_mark(self.view.text(line, lane))
            for lines in self.block.between.values()
            for line in lines
            for lane in self.view.filled[line]
        )

    def _squads_in_lanes(self, line: int) -> bool:
        """Whether lanes before different runs name different squads."""
        named = {self.view.text(line, lane) for lane in self.block.labels(line) if self._is_squad(line, lane)}
        return len(named) > 1

    def _squad(self, number: int, labels: _Labels) -> str:
        inner = labels.squads.get(number) or self.titled.get(number) or labels.squads.get(0) or ""
        outer = self.heap.squad
        return f"{outer} · {inner}" if outer and inner and outer != inner else inner or outer

    def _is_squad(self, line: int, lane: int) -> bool:
        """Whether a label names a squad."""
        text, role = self.view.text(line, lane), self.block.role(lane)
        if not text or role in ("week", "total", "note") or week_mark(text) or part_of_day(text) or is_total(text):
            return False
        if role == "squad" or known_squad(text, self.heap.squads) or names_a_squad(text):
            return True
        first = self.block.header.runs[0][0]
        return self.lines == "squads" and lane < first and text == self.block.name_of(line)

    def _labels(self, line: int) -> _Labels:
        """What the cells beside the days say of a line."""
        labels = _Labels()
        for lane in self.block.labels(line):
            text = self.view.text(line, lane)
            role = self.block.role(lane)
            number = self._run_beside(lane, role)
            mark = week_mark(text)
            if mark is None and role == "week" and text.isdecimal() and len(text) < 3:
                mark = WeekMark(int(text))
            if part := part_of_day(text):
                labels.part = part
                self._leave(line, lane, "part")
            elif mark and role != "note":
                labels.name_week(number, mark)
                self._note(labels, line, lane, number, "week", says=not mark.bare)
            elif role == "total" or is_total(text):
                self._leave(line, lane, "total")
            elif self._is_squad(line, lane):
                labels.squads[number] = self.named_by_lane[lane] = text
                self._leave(line, lane, "squad")
            elif day_mark(text):
                self._leave(line, lane, "date")
            elif lane < self.block.header.runs[0][0] and (holds := column_role(text)) in NO_NAMES:
                labels.aside = {"total": "total", "note": "title"}.get(holds, "")
                self._leave(line, lane, "header")
            else:
                self._note(labels, line, lane, number, "title", says=True)
        for lane, text in self.named_by_lane.items():
            # A name that is merged over several lines, or written once, holds until the next.
            labels.squads.setdefault(self._run_beside(lane, ""), text)
        return labels

    def _note(self, labels: _Labels, line: int, lane: int, number: int, why: Left, *, says: bool) -> None:
        self._leave(line, lane, why)
        if says and not self._flaw(line, lane):
            labels.notes_of.setdefault(number, []).append(self.view.at(line, lane))

    def _say(self, line: int, lane: int, why: Left, *, note: bool) -> None:
        """Put a title aside; it waits to become the note of the week that comes."""
        self._leave(line, lane, why)
        if note and not self._flaw(line, lane):
            self.waiting.append((self._run_at(lane), self.view.at(line, lane)))

    def _under(self, lines: Iterable[int]) -> None:
        """Lines behind the last sessions are notes on the last week."""
        for line in lines:
            for lane in self.view.filled[line]:
                text = self.view.text(line, lane)
                self._leave(line, lane, "total" if is_total(text) else "title")
                if self.slots and not is_total(text) and not self._flaw(line, lane):
                    self.slots[-1].notes.append(self.view.at(line, lane))
        if self.waiting and self.slots:
            self.slots[-1].notes += [at for _run, at in self.waiting]

    def _flaw(self, line: int, lane: int) -> str | None:
        return self.view.sheet.flawed.get(self.view.place(line, lane))

    def _leave(self, line: int, lane: int, why: Left) -> None:
        at = self.view.at(line, lane)
        # Nobody misses the sum of a week.
        flaw = self._flaw(line, lane) if why not in ("total", "header") else None
        told: Left = "formula" if flaw == "formula" else "error" if flaw == "error" else why
        self.heap.left.append(LeftOut(at, self.view.text(line, lane), told))


@dataclass
class _Labels:
    """What stands beside the days of a line, by run."""

    week: WeekMark | None = None
    week_of: dict[int, WeekMark] = field(default_factory=dict)
    part: str = ""
    squads: dict[int, str] = field(default_factory=dict)
    notes_of: dict[int, list[At]] = field(default_factory=dict)
    # What the line holds in place of sessions: "total" or "title".
    aside: str = ""

    def name_week(self, number: int, mark: WeekMark) -> None:
        """Take a week for a run, or from the first run for all; a date says more than a number."""
        if number:
            self.week_of.setdefault(number, mark)
        elif self.week is None or (mark.date and not self.week.date):
            self.week = mark
