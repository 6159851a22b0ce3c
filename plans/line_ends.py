"""Texts as browsers, spreadsheets and editors send them: each ends its lines in its own way."""

from __future__ import annotations


def plain_lines(text: str) -> str:
    """``text`` with ``\\n`` alone at the ends of lines and without a byte order mark, so that texts compare."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
