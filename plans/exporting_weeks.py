"""A squad's weeks as a spreadsheet: weeks as rows, days as columns, every session in a cell of its own.

A day with two sessions takes a second row of its week. What is written here is read back unchanged by
``plans/sheet_layout.py``, which knows it by its first cell; the ends of lines come back as single ones.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from clubs.models import Squad
from plans.line_ends import plain_lines
from plans.models import DAYS_A_WEEK, Session, Week
from plans.sheet_layout import OURS
from plans.sheet_text import escaped

# XML has no sign for these.
UNWRITABLE: Final = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Excel takes a sheet's name of at most so many characters, and none of these.
LONGEST_NAME: Final = 31
NOT_IN_NAMES: Final = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True)
class Export:
    """Rows of a sheet: the date of a week's Monday, a text for each of its days, and its note in its first row."""

    squad: Squad
    header: Sequence[str]
    rows: Sequence[tuple[dt.date, Sequence[str]]]

    @classmethod
    def of(cls, squad: Squad, first: dt.date, last: dt.date) -> Export:
        """The weeks that hold any day from ``first`` to ``last``. Two queries."""
        weeks = list(Week.objects.filter(squad=squad).between(first, last).order_by("monday"))
        sessions = Session.objects.live().filter(week__in=weeks).order_by("week", "day", "position", "pk")
        days: dict[int, list[list[str]]] = {week.pk: [[] for _day in range(DAYS_A_WEEK)] for week in weeks}
        for week_id, day, text in sessions.values_list("week_id", "day", "text"):
            days[week_id][day].append(plain_lines(text).strip())
        rows = [(week.monday, row) for week in weeks for row in _rows(week, days[week.pk])]
        return cls(squad, _header(weeks), rows)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned in these weeks."""
        return not self.rows

    def as_csv(self) -> bytes:
        """As CSV that every spreadsheet opens, Excel by the mark at its beginning, and computes nothing of."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(self.header)
        for monday, cells in self.rows:
            writer.writerow([monday.isoformat(), *map(escaped, cells)])
        return text.getvalue().encode("utf-8-sig")

    def as_workbook(self) -> bytes:
        """As XLSX with one sheet; texts are texts, whatever sign they begin with."""
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = NOT_IN_NAMES.sub(" ", UNWRITABLE.sub(" ", self.squad.name)).strip("' ")[:LONGEST_NAME] or "Uphill"
        sheet.append(list(self.header))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for number, (monday, cells) in enumerate(self.rows, 2):
            sheet.cell(number, 1, monday).number_format = "yyyy-mm-dd"
            for column, text in enumerate(cells, 2):
                if text:
                    cell = sheet.cell(number, column)
                    cell.value = UNWRITABLE.sub(" ", text)
                    # openpyxl takes "= 5 km" for a formula, and Excel would once somebody edits the cell.
                    cell.data_type, cell.quotePrefix = "s", True
        for row in sheet.iter_rows(min_row=1):
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        widths = [13, *[26] * DAYS_A_WEEK, 32]
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = "B2"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def _rows(week: Week, days: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """A week as so many rows as its fullest day has sessions; nothing for a week that says nothing."""
    note = plain_lines(week.note).strip()
    height = max(map(len, days), default=0) or bool(note)
    return [
        [*[texts[row] if row < len(texts) else "" for texts in days], note if row == 0 else ""] for row in range(height)
    ]


def _header(weeks: Sequence[Week]) -> list[str]:
    """What stands over the columns: weekdays, with their dates where there is one week."""
    monday = weeks[0].monday if weeks else dt.date(2024, 1, 1)
    form = "D j M Y" if len(weeks) == 1 else "l"
    days = [date_format(monday + dt.timedelta(days=day), form) for day in range(DAYS_A_WEEK)]
    return [OURS, *days, _("Note")]
