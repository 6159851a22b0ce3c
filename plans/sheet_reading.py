"""A laid-out sheet read cell by cell: sessions on their days, notes on their weeks, and everything else left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from plans.sheet_blocks import View, blocks_of, headers_of
from plans.sheet_lines import BlockReading, Slot
from plans.sheet_parts import DAYS_A_WEEK, At, Laid, Layout, Left, LeftOut, Note, Taken
from plans.sheet_words import Written, day_mark, is_month, week_mark
from plans.sheets import Sheet

# What coaches put into a cell to leave it empty.
NOTHING: Final = frozenset("-–—.xхX×/*")


class Heap:
    """What is read of all sheets."""

    def __init__(self, layout: Layout, near: dt.date, squads: tuple[str, ...]) -> None:
        self.layout, self.near, self.squads = layout, near, squads
        self.slots: list[Slot] = []
        self.left: list[LeftOut] = []
        self.headers: list[At] = []
        self.sheets: dict[int, Sheet] = {}
        self.section = 0
        self.weeks = 0
        self.asks_order = False
        self.squad = ""

    def read(self, number: int, sheet: Sheet, *, several: bool) -> None:
        """Read one sheet after those before it. Among several, one that is not called after a time is a squad's."""
        self.sheets[number] = sheet
        self._skip(number, sheet)
        goes_on = week_mark(sheet.name) is not None or is_month(sheet.name)
        if not goes_on:
            self._new_section(sheet.name if several else "")
        view = View(number, sheet, self.layout)
        blocks = blocks_of(view, headers_of(view))
        for position, block in enumerate(blocks):
            BlockReading(self, block, is_first=position == 0, alone=len(blocks) == 1).read(
                week_mark(sheet.name) if goes_on and position == 0 else None
            )

    def _skip(self, number: int, sheet: Sheet) -> None:
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                if text and (row in self.layout.skip_rows or column in self.layout.skip_columns):
                    self.left.append(LeftOut(At(number, row, column), text, "skipped"))

    def _new_section(self, squad: str) -> None:
        self.section += 1
        self.weeks = 0
        self.squad = squad

    def date(self, written: Written, weekday: int | None = None) -> dt.date | None:
        """A date as it is meant; the next one is looked for around it."""
        self.asks_order = self.asks_order or written.is_ambiguous
        found = written.resolve(self.layout.order, self.near, weekday)
        if found:
            self.near = found
        return found

    def laid(self, fallback: dt.date) -> Laid:
        """Everything on its day."""
        mondays = [slot.monday for slot in self.slots if slot.monday]
        starts = min(mondays, default=None)
        weeks = _weeks(self.slots, starts)
        taken: list[Taken] = []
        notes: list[Note] = []
        for slot, week in zip(self.slots, weeks, strict=True):
            self._take(slot, week, taken)
            notes += [Note(at, self._text(at), slot.squad, week) for at in slot.notes]
        kept = {note.at for note in notes}
        left = [one for one in self.left if one.at not in kept]
        return Laid(
            self.layout,
            tuple(sorted(taken, key=lambda one: (self._rank(one.squad, taken), one.day, one.at))),
            tuple(notes),
            tuple(sorted(left, key=lambda one: one.at)),
            starts,
            starts or fallback,
            tuple(self.headers),
            self.asks_order,
        )

    def _rank(self, squad: str, taken: list[Taken]) -> int:
        if not hasattr(self, "_ranks"):
            self._ranks = {name: rank for rank, name in enumerate(dict.fromkeys(one.squad for one in taken))}
        return self._ranks[squad]

    def _text(self, at: At) -> str:
        return self.sheets[at.sheet].text(at.row, at.column)

    def _take(self, slot: Slot, week: int, taken: list[Taken]) -> None:
        view, block = slot.block.view, slot.block
        for lane in slot.run:
            text = view.text(slot.line, lane)
            at = view.at(slot.line, lane)
            if not text:
                continue
            if why := _no_session(text, self.sheets[at.sheet].flawed.get((at.row, at.column))):
                self.left.append(LeftOut(at, text, why))
            else:
                part = block.header.parts.get(lane) or slot.part
                taken.append(Taken(at, text, slot.squad, week * DAYS_A_WEEK + block.header.offset(lane), part))


def _no_session(text: str, flaw: str | None) -> Left | None:
    if flaw == "formula":
        return "formula"
    if flaw == "error":
        return "error"
    if day_mark(text):
        return "date"
    return "sign" if len(text) < 4 and NOTHING.issuperset(text) else None


def _weeks(slots: Sequence[Slot], starts: dt.date | None) -> list[int]:
    """The week of every slot, from the first: by date where there is one, else by number, else counted on."""
    sections: dict[int, list[Slot]] = {}
    for slot in slots:
        sections.setdefault(slot.section, []).append(slot)
    week_of: dict[int, int] = {}
    for section in sections.values():
        dated = [slot for slot in section if slot.monday]
        numbered = [slot for slot in section if slot.called is not None]
        # Weeks that are counted down ("12 weeks to go") are counted on as they come.
        counts_up = not dated and all((a.called or 0) <= (b.called or 0) for a, b in pairwise(numbered))
        shift = _away(dated[0], starts) - dated[0].count if dated else 0
        for slot in section:
            if slot.monday:
                shift = _away(slot, starts) - slot.count
            elif counts_up and slot.called is not None:
                shift = numbered[0].count + slot.called - (numbered[0].called or 0) - slot.count
            week_of[id(slot)] = slot.count + shift
    lowest = min(week_of.values(), default=0) if starts is None else 0
    return [week_of[id(slot)] - lowest for slot in slots]


def _away(slot: Slot, starts: dt.date | None) -> int:
    assert slot.monday is not None
    assert starts is not None
    return (slot.monday - starts).days // DAYS_A_WEEK
