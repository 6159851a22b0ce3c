"""Texts as browsers, spreadsheets and editors send them: each ends its lines in its own way."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST_TEXT: Final = 2000
"""So many characters at most make a session, a note or a reason."""


def plain_lines(text: str) -> str:
    """``text`` with ``\\n`` alone at the ends of lines and without a byte order mark, so that texts compare."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def without_controls(text: str) -> str:
    """``text`` with a space for each character that no file of text can hold, such as those that command a terminal."""
    return "".join(" " if unicodedata.category(one) in ("Cc", "Cs") or one in "\ufffe\uffff" else one for one in text)
