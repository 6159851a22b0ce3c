"""Spreadsheets as plain cells, whatever they were brought as; and how much of them is read.

Nothing here knows what a session is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

LARGEST_FILE: Final = 5 * 1024 * 1024  # bytes
MOST_CELLS: Final = 10_000
MOST_CHARACTERS: Final = 1_000_000
MOST_ROWS: Final = 5_000
# A year of weeks side by side has 364.
MOST_COLUMNS: Final = 500
MOST_SHEETS: Final = 40

Place = tuple[int, int]


class SheetRefused(Exception):  # noqa: N818 - nothing went wrong in the program
    """A file or a paste that is not read; its message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of cells: ``rows`` of texts (not all of one length), each as its cell showed it.

    ``merged`` holds for the first cell of each merged range how many rows and columns it covers; ``flawed`` the cells
    whose text cannot be trusted ("formula": no value was saved with it, "error": its formula failed).
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    flawed: Mapping[Place, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, or nothing."""
        if not 0 <= row < len(self.rows):
            return ""
        cells = self.rows[row]
        return cells[column] if 0 <= column < len(cells) else ""

    def to_json(self) -> list[Any]:
        """Lists and texts that :meth:`from_json` takes."""
        merged = [[*place, *size] for place, size in self.merged.items()]
        return [self.name, self.rows, merged, [[*place, flaw] for place, flaw in self.flawed.items()]]

    @classmethod
    def from_json(cls, kept: Sequence[Any]) -> Sheet:
        """What :meth:`to_json` wrote."""
        name, rows, merged, flawed = kept
        return cls(
            name,
            tuple(tuple(cells) for cells in rows),
            {(row, column): (height, width) for row, column, height, width in merged},
            {(row, column): flaw for row, column, flaw in flawed},
        )


@dataclass(frozen=True, slots=True)
class Brought:
    """What a coach brought: ``sheets``, where from, and in a few words ``how`` it was read."""

    source: str
    sheets: tuple[Sheet, ...]
    how: str = ""


def address(row: int, column: int) -> str:
    """The name of a cell as spreadsheets have it: (0, 1) is B1."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def refuse_too_much(cells: int, characters: int, row: int, column: int) -> None:
    """Refuse more than a season of squads, naming the cell that was one too many."""
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        told = _("Cell %(cell)s is too far out: at most %(rows)s rows and %(columns)s columns are read.")
        where = {"cell": address(min(row, 10**7), min(column, 18_000)), "rows": MOST_ROWS, "columns": MOST_COLUMNS}
        raise SheetRefused(told % where)
    if cells > MOST_CELLS:
        told = _("There are more than %(most)s filled cells, counted up to %(cell)s. Bring a part of them.")
        raise SheetRefused(told % {"most": MOST_CELLS, "cell": address(row, column)})
    if characters > MOST_CHARACTERS:
        told = _("There are more than %(most)s characters, counted up to cell %(cell)s. Bring a part of them.")
        raise SheetRefused(told % {"most": MOST_CHARACTERS, "cell": address(row, column)})
