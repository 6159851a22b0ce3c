"""What a coach brings, pasted or as a file, read into cells or refused with a reason in plain words.

A file is refused before anything in it is believed: by its size, and where its name says another thing than its bytes.
"""

from __future__ import annotations

from typing import IO, Final

from django.utils.translation import gettext as _

from plans.sheet_text import led_by_days, pasted_cells, read_csv, refuse_binary, sheet_of
from plans.sheet_workbook import OLE, read_workbook
from plans.sheets import LARGEST_FILE, Brought, SheetRefused

ZIP: Final = b"PK\x03\x04"


def read_pasted(text: str) -> Brought:
    """Read cells that were copied out of a spreadsheet: tabs between columns, lines between rows.

    A cell of several lines comes in quotes. Of a plan out of a letter, "Mon: 8 km", the days become a column of their
    own. Raises :class:`SheetRefused`.
    """
    refuse_binary(text)
    rows = pasted_cells(text)
    return Brought(_("Pasted cells"), (sheet_of("", rows if "\t" in text else led_by_days(rows)),))


def read_file(name: str, file: IO[bytes], size: int) -> Brought:
    """Read an uploaded file by its name's ending; ``size`` in bytes. Raises :class:`SheetRefused`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if size > LARGEST_FILE:
        raise SheetRefused(too_large(size))
    head = file.read(8)
    file.seek(0)
    if ending in ("xlsm", "xltm", "xlsb", "xlam"):
        raise SheetRefused(_("A file with macros is not opened. Save it as “Excel workbook (.xlsx)” and try again."))
    if ending in ("xlsx", "xltx"):
        return read_workbook(name, file, head)
    if ending in ("csv", "tsv", "tab", "txt"):
        if head.startswith((ZIP, OLE)):
            told = _(
                "“%(name)s” ends in .%(ending)s, but a spreadsheet is inside. Give it the ending that it had: .xlsx."
            )
            raise SheetRefused(told % {"name": name, "ending": ending})
        return read_csv(name, file.read())
    if ending == "xls":
        raise SheetRefused(_("This is the old Excel format (.xls). Save it as .xlsx or .csv and try again."))
    if ending in ("ods", "numbers"):
        raise SheetRefused(_("Save or export this spreadsheet as .xlsx or .csv and try again."))
    raise SheetRefused(_("Choose a file that ends in .xlsx or .csv; this one is called “%(name)s”.") % {"name": name})


def too_large(size: int) -> str:
    """Why a file of ``size`` bytes is not read."""
    sizes = {"size": f"{size / 1024 / 1024:.1f}", "most": LARGEST_FILE // 1024 // 1024}
    return _("The file has %(size)s MB, and at most %(most)s MB are read. A plan of text alone is far smaller.") % sizes
