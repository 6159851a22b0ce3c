"""Cells that come as text: pasted out of a spreadsheet, or as CSV of whatever delimiter and encoding."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from plans.line_ends import plain_lines
from plans.sheet_parts import DAYS_A_WEEK
from plans.sheet_words import column_role, day_mark, week_mark
from plans.sheets import Brought, Sheet, SheetRefused, refuse_too_much

# To the first quote that is not doubled; possessive, so that no quote is looked at twice.
_QUOTED: Final = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\n]|\Z)')
# A day before the words of its session: "Mon: ", "Tue 24 Nov - ".
_LED: Final = re.compile(r"\s*([^\W\d_][^:\n]{1,24}?)\s*(?::|\s[-–—])\s+")
# A sign that spreadsheets take for a formula, behind the apostrophes that our own export puts before it.
_MADE_SAFE: Final = re.compile(r"'+[=+\-@\t\r]")


def pasted_cells(text: str) -> list[list[str]]:
    """The rows of cells of a paste. A quote that nothing closes stands for itself."""
    text = plain_lines(text)
    rows: list[list[str]] = [[]]
    at, end = 0, len(text)
    while at <= end:
        if quoted := _QUOTED.match(text, at):
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            stop = min(found for found in (text.find("\t", at), text.find("\n", at), end) if found >= 0)
            cell, at = text[at:stop], stop
        rows[-1].append(unescaped(cell))
        if at < end and text[at] == "\n":
            rows.append([])
        at += 1
    return rows


def led_by_days(rows: list[list[str]]) -> list[list[str]]:
    """One column of lines that mostly begin with a day, divided behind it; any other column as it is."""
    led = [_LED.match(row[0]) for row in rows]
    found = sum(bool(day and day_mark(day[1])) for day in led)
    if found < 2 or found * 2 < sum(bool(row[0].strip()) for row in rows):
        return rows
    return [
        [day[1], row[0][day.end() :]] if day and day_mark(day[1]) else row for day, row in zip(led, rows, strict=True)
    ]


def unescaped(cell: str) -> str:
    """A cell of a text file without the apostrophe that kept a spreadsheet from computing it."""
    return cell[1:] if _MADE_SAFE.match(cell) else cell


def escaped(cell: str) -> str:
    """A cell for a text file that no spreadsheet computes when it opens the file; see :func:`unescaped`."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") or _MADE_SAFE.match(cell) else cell


def read_csv(name: str, data: bytes) -> Brought:
    """Read a CSV, its delimiter and its encoding guessed; raises :class:`SheetRefused`."""
    text, encoding = _decoded(data)
    refuse_binary(text)
    text, told = plain_lines(text), re.match(r"sep=([,;\t|])\n", plain_lines(text[:10]))
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text)
    try:
        rows = list(_split(text, delimiter, strict=True))
    except csv.Error as broken:
        raise SheetRefused(str(broken)) from broken
    sheet = sheet_of("", [[unescaped(cell) for cell in row] for row in rows])
    names = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
    said = {"delimiter": names[delimiter], "encoding": encoding}
    if sheet.width > 1:
        return Brought(name, (sheet,), _("columns divided by %(delimiter)s, characters as %(encoding)s") % said)
    return Brought(name, (sheet,), _("one column, characters as %(encoding)s") % said)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and the name of the encoding that it was taken for."""
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _as(data, codec), codec.removesuffix("-sig").upper()
    if zeros := {place % 2 for place, byte in enumerate(data[:4000]) if not byte}:
        # Signs of two bytes each: those of Latin letters, spaces and ends of lines have a zero before them or behind.
        if len(zeros) > 1:
            raise SheetRefused(_no_text())
        return _as(data, "utf-16-be" if zeros == {0} else "utf-16-le"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        codec = "cp1251" if _looks_cyrillic(data) else "cp1252"
        return _as(data, codec), {"cp1251": _("Windows Cyrillic"), "cp1252": _("Windows Western")}[codec]


def _as(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        told = _("The characters of this file cannot be told. Save it as “CSV UTF-8” and try again.")
        raise SheetRefused(told) from None


def _looks_cyrillic(data: bytes) -> bool:
    """Whether letters beyond ASCII stand in words of their own, as Cyrillic does, and not alone, as é and × do."""
    high = sum(byte >= 0xC0 for byte in data)
    in_words = sum(len(word) for word in re.findall(rb"[\xc0-\xff\xa8\xb8]{2,}", data))
    return in_words * 2 > high


def _delimiter(text: str) -> str:
    """What divides the columns: the sign that gives the most rows, and more than half, the same number of cells.

    Signs within sentences divide nothing.
    """
    best, choice = (0.5, len(text)), "\t"
    for sign in (",", ";", "\t", "|"):
        rows = [row for row in _split(text[:50_000], sign, strict=False) if any(row)]
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if 1 < usual < DAYS_A_WEEK and _are_sentences(rows):
            continue
        if usual > 1 and (score := (widths.count(usual) / len(widths), usual)) > best:
            best, choice = score, sign
    return choice


def _are_sentences(rows: Sequence[Sequence[str]]) -> bool:
    """Whether what looks like cells are parts of sentences: a space behind every sign, and no day, week or title.

    "8 km easy, strides" is no two cells, and "Mon, 8 km easy" is.
    """
    if not all(cell[:1].isspace() and cell.strip() for row in rows for cell in row[1:]):
        return False
    if len(rows[0]) > 1 and all(_is_mark(cell) or _is_title(cell) for cell in rows[0]):
        return False
    columns = itertools.zip_longest(*rows, fillvalue="")
    return not any(2 * sum(map(_is_mark, column)) >= len(rows) for column in columns)


def _is_mark(cell: str) -> bool:
    """Whether a cell is the name of a day or a week, and no sentence."""
    return bool(day_mark(cell.strip()) or week_mark(cell.strip()))


def _is_title(cell: str) -> bool:
    """Whether a cell says what is in its column; "8 km" is an amount there, and no total."""
    return bool(column_role(cell)) and not any(map(str.isdigit, cell))


def _split(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    """The rows of a CSV; ``strict`` raises csv.Error in words for one that is broken."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    while True:
        begun = reader.line_num + 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            if not strict:
                return
            told = _("The CSV is broken in line %(line)s: a quotation mark there is opened and not closed, or doubled.")
            raise csv.Error(told % {"line": begun}) from None


def refuse_binary(text: str) -> None:
    """Refuse bytes that only look like text."""
    if "\0" in text:
        raise SheetRefused(_no_text())


def _no_text() -> str:
    return _("This is no text: there are characters in it that no spreadsheet writes.")


def sheet_of(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    """Texts as a sheet, within the limits."""
    cells, characters = 0, 0
    kept = []
    for number, row in enumerate(rows):
        shown = [cell.strip() for cell in row]
        while shown and not shown[-1]:
            shown.pop()
        cells += sum(map(bool, shown))
        characters += sum(map(len, shown))
        refuse_too_much(cells, characters, number if shown else 0, len(shown) - 1)
        kept.append(tuple(shown))
    while kept and not kept[-1]:
        kept.pop()
    return Sheet(name, tuple(kept))
