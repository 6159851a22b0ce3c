"""XLSX read into cells, safely.

An XLSX is a zip of XML: the zip's directory is looked at before anything is unpacked, and its parts for entities before
a parser sees them. Formulas are never computed: a cell is what the program that saved the file last showed in it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from plans.line_ends import plain_lines
from plans.sheets import MOST_ROWS, MOST_SHEETS, Brought, Place, Sheet, SheetRefused, refuse_too_much

# What a zip may grow to. Sheets full of formatted empty cells shrink to a fiftieth; a bomb shrinks to a thousandth.
LARGEST_PART: Final = 12 * 1024 * 1024
# Styles and the like, each of which openpyxl turns into an object.
LARGEST_REST: Final = 3 * 1024 * 1024
LARGEST_WHOLE: Final = 32 * 1024 * 1024
MOST_PARTS: Final = 1_000
STEEPEST: Final = 150
# Below this a part may be as dense as it likes.
UNSUSPICIOUS: Final = 256 * 1024

# How Excel's older files begin, and locked ones still do.
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(name: str, file: IO[bytes], head: bytes) -> Brought:
    """Read a workbook whose first bytes are ``head``; raises :class:`SheetRefused`."""
    if head.startswith(OLE):
        _refuse_compound(file)
    try:
        with zipfile.ZipFile(file) as archive:
            has_formulas = _inspect(archive)
    except zipfile.BadZipFile:
        raise SheetRefused(_broken(name)) from None
    except SheetRefused:
        raise
    except Exception as trouble:  # a broken zip makes zlib, struct and others complain
        raise SheetRefused(_broken(name)) from trouble
    try:
        with warnings.catch_warnings():
            # openpyxl warns of ornaments that it leaves out.
            warnings.simplefilter("ignore", UserWarning)
            sheets, hidden = _sheets_of(file, has_formulas=has_formulas)
    except SheetRefused:
        raise
    except Exception as trouble:  # whatever a broken part makes openpyxl and the XML parser raise
        raise SheetRefused(_broken(name)) from trouble
    how = _("hidden sheets were left out: %(names)s") % {"names": ", ".join(hidden)} if hidden else ""
    return Brought(name, tuple(sheets), how)


def _broken(name: str) -> str:
    told = _(
        "“%(name)s” cannot be opened: it is no XLSX, or it is damaged. Open it in a spreadsheet and save it again."
    )
    return told % {"name": name}


def _refuse_compound(file: IO[bytes]) -> None:
    """Say of Excel's older container whether it is locked or just old."""
    if "EncryptedPackage".encode("utf-16-le") in file.read():
        raise SheetRefused(_("This file is locked with a password. Save it without one and try again."))
    raise SheetRefused(_("This is the old Excel format under another name. Save it as .xlsx and try again."))


def _inspect(archive: zipfile.ZipFile) -> bool:
    """Refuse bombs, macros, locks and entities; return whether there are formulas.

    Sizes are those that the zip's directory promises: zipfile reads no byte beyond them.
    """
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise SheetRefused(
            _("There are %(count)s files packed into this one; a plan has a few.") % {"count": len(parts)}
        )
    names = {part.filename.lower() for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise SheetRefused(_("This is an OpenDocument file under another name. Save it as .xlsx and try again."))
    if any(name.rpartition("/")[2].startswith("vbaproject") for name in names):
        raise SheetRefused(_("A file with macros is not opened. Save it as “Excel workbook (.xlsx)” and try again."))
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused(_("This file is locked with a password. Save it without one and try again."))
    whole = sum(part.file_size for part in parts)
    if whole > LARGEST_WHOLE or any(_is_too_large(part) for part in parts):
        told = _("Unpacked, this file would grow to %(size)s MB. Copy the plan's cells into a new file.")
        raise SheetRefused(told % {"size": f"{whole / 1024 / 1024:.1f}"})
    has_formulas = False
    for part in filter(_is_xml, parts):
        content = archive.read(part)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise SheetRefused(_("There is something in this file that no spreadsheet writes, so it is not opened."))
        if b"macroEnabled" in content and part.filename == "[Content_Types].xml":
            raise SheetRefused(
                _("A file with macros is not opened. Save it as “Excel workbook (.xlsx)” and try again.")
            )
        has_formulas = has_formulas or re.search(rb"<(?:\w+:)?f[\s>/]", content) is not None
    return has_formulas


def _is_too_large(part: zipfile.ZipInfo) -> bool:
    """Whether a part unpacks to more than its kind does in any plan, or to suspiciously more than its packed size."""
    cells = part.filename.lower().startswith(("xl/worksheets/", "xl/sharedstrings"))
    most = LARGEST_PART if cells else LARGEST_REST
    return (_is_xml(part) and part.file_size > most) or part.file_size > max(
        UNSUSPICIOUS, part.compress_size * STEEPEST
    )


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _sheets_of(file: IO[bytes], *, has_formulas: bool) -> tuple[list[Sheet], list[str]]:
    """The sheets that are shown and hold anything, and the names of the hidden ones."""
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > MOST_SHEETS:
        told = _("There are %(count)s sheets, and at most %(most)s are read.")
        raise SheetRefused(told % {"count": len(book.worksheets), "most": MOST_SHEETS})
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    budget = _Budget()
    sheets = [_worksheet(sheet, budget, has_formulas=has_formulas) for sheet in shown]
    return [sheet for sheet in sheets if sheet.rows], hidden


@dataclass
class _Budget:
    """How much was read of a whole workbook."""

    cells: int = 0
    characters: int = 0

    def spend(self, text: str, row: int, column: int) -> None:
        self.cells += 1
        self.characters += len(text)
        refuse_too_much(self.cells, self.characters, row, column)


def _worksheet(sheet: Any, budget: _Budget, *, has_formulas: bool) -> Sheet:
    """Read one sheet with openpyxl's parser itself.

    Its worksheets would fill every gap with empty cells, and one cell in column ZZZZZZ would take all memory.
    """
    texts: dict[Place, str] = {}
    flawed: dict[Place, str] = {}
    parser = _parser(sheet, data_only=True)
    valueless = set[Place]()
    for cell in _cells(sheet, parser):
        place = (cell["row"] - 1, cell["column"] - 1)
        if cell["value"] is None:
            # What a formula left empty is saved as an empty text.
            if cell["data_type"] == "n":
                valueless.add(place)
        elif text := _shown(cell["value"], sheet.parent._number_formats, sheet.parent._cell_styles, cell["style_id"]):
            budget.spend(text, *place)
            texts[place] = text
            if cell["data_type"] == "e":
                flawed[place] = "error"
    if has_formulas and valueless:
        for cell in _cells(sheet, _parser(sheet, data_only=False)):
            place = (cell["row"] - 1, cell["column"] - 1)
            if cell["data_type"] == "f" and place in valueless:
                texts[place] = _("(formula)")
                budget.spend(texts[place], *place)
                flawed[place] = "formula"
    merged = _merged(parser, texts)
    return Sheet(
        sheet.title, _as_rows(texts), merged, {place: flaw for place, flaw in flawed.items() if place in texts}
    )


def _parser(sheet: Any, *, data_only: bool) -> Any:
    book = sheet.parent
    formats = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
    # The source is opened when the cells are asked for.
    return WorkSheetParser(io.BytesIO(), sheet._shared_strings, data_only=data_only, epoch=book.epoch, **formats)


def _cells(sheet: Any, parser: Any) -> Iterator[dict[str, Any]]:
    with sheet._get_source() as source:
        parser.source = source
        for _row, cells in parser.parse():
            yield from cells


def _merged(parser: Any, texts: dict[Place, str]) -> dict[Place, tuple[int, int]]:
    """The merged ranges that begin with a filled cell; what is hidden under the rest of a range is taken away."""
    ranges = parser.merged_cells.mergeCell if parser.merged_cells is not None else []
    bounds = [one.bounds for one in ranges]
    by_row: dict[int, list[int]] = {}
    for row, column in texts:
        by_row.setdefault(row, []).append(column)
    found, covered = {}, 0
    for left, top, right, bottom in bounds:
        first = (top - 1, left - 1)
        rows = range(top - 1, min(bottom, MOST_ROWS))
        covered += len(rows)
        if covered > 4 * MOST_ROWS:
            raise SheetRefused(_("There are too many merged cells. Copy the plan's cells into a new file."))
        for row in rows:
            for column in by_row.get(row, ()):
                if left - 1 <= column < right and (row, column) != first:
                    texts.pop((row, column), None)
        if first in texts:
            found[first] = (bottom - top + 1, right - left + 1)
    return found


def _as_rows(texts: Mapping[Place, str]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = [[] for _row in range(max((row for row, _column in texts), default=-1) + 1)]
    for (row, column), text in sorted(texts.items()):
        rows[row] += [""] * (column - len(rows[row])) + [text]
    return tuple(map(tuple, rows))


# 0" km", 0.0 "mi": a number whose unit is written by its format.
_WITH_UNIT: Final = re.compile(r'[#0?.,]+(?P<unit>(?:\s|"[^"]*"|\\.)+)(?:;.*)?')


def _shown(value: Any, formats: Sequence[str], styles: Sequence[Any], style: int) -> str:
    """A cell's value as the coach saw it, near enough: 8 and not 8.0, 85% and not 0.85, dates as 2026-11-23."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            written = _number_format(formats, styles, style)
            if "%" in written:
                return f"{value * 100:.10g}%"
            unit = _WITH_UNIT.fullmatch(written)
            return f"{value:.10g}" + (re.sub(r'["\\]', "", unit["unit"]).rstrip() if unit else "")
        case dt.datetime():
            at = f" {value:%H:%M}" if value.time() != dt.time() else ""
            return value.date().isoformat() + at
        case dt.date():
            return value.isoformat()
        case dt.time():
            return _clock(value.hour * 3600 + value.minute * 60 + value.second)
        case dt.timedelta():
            return _clock(round(value.total_seconds()))
    # Excel writes what XML has no sign for as _x000D_, an end of a line among them.
    text = re.sub(r"_x00([01][0-9A-F])_", lambda code: chr(int(code[1], 16)), str(value))
    return re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f]", " ", plain_lines(text)).strip()


def _number_format(formats: Sequence[str], styles: Sequence[Any], style: int) -> str:
    """How a number is shown, where the file has a format of its own for it."""
    if not 0 <= style < len(styles):
        return ""
    number = styles[style].numFmtId
    if number in (9, 10):
        return "0%"
    return formats[number - 164] if 0 <= number - 164 < len(formats) else ""


def _clock(seconds: int) -> str:
    """A time of day or a duration: 1:30, or 1:30:15 where there are seconds."""
    minutes, rest = divmod(max(seconds, 0), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
