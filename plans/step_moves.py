"""What the buttons of the form of steps do to its rows: add, take out, move up and down, put into rounds and out again.

Each takes rows and returns others with the number of the row that the hands should be on, or raises
:class:`CannotMove`; nothing typed is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from plans.stepwise import DEEPEST_ROUNDS, MOST_ROWS, NEW_ROUNDS, NEW_STEP, ROUNDS, STEP, Row, end_of


class CannotMove(ValueError):  # noqa: N818 - a button that can do nothing is no error of the program
    """A button can do nothing here; the message says why."""


class Moved(NamedTuple):
    """The rows afterwards and the number of the row that was added or moved."""

    rows: list[Row]
    at: int


def move(rows: Sequence[Row], what: str) -> Moved:
    """Do what a button named ``what`` does: "add", "rounds", or "up:3" and its like with the number of a row."""
    name, _colon, number = what.partition(":")
    if name in _AT_THE_END and not number:
        return _within_limits(_AT_THE_END[name](list(rows)))
    if name in _ON_A_ROW and number.isdecimal() and len(number) < 4 and int(number) < len(rows):
        return _within_limits(_ON_A_ROW[name](list(rows), int(number)))
    raise CannotMove(_("This row is no longer there. Nothing was changed."))


def _within_limits(moved: Moved) -> Moved:
    if len(moved.rows) > MOST_ROWS:
        raise CannotMove(_("A session can have at most %(most)s rows.") % {"most": MOST_ROWS})
    return moved


def _add(rows: list[Row]) -> Moved:
    return Moved([*rows, Row(STEP, 0, None, NEW_STEP)], len(rows))


def _add_rounds(rows: list[Row]) -> Moved:
    return Moved([*rows, Row(ROUNDS, 0, None, NEW_ROUNDS), Row(STEP, 1, None, NEW_STEP)], len(rows))


def _add_into(rows: list[Row], number: int) -> Moved:
    """A step at the end of rounds; behind a step, one beside it."""
    end, level = end_of(rows, number), rows[number].level + (rows[number].kind == ROUNDS)
    return Moved([*rows[:end], Row(STEP, level, None, NEW_STEP), *rows[end:]], end)


def _remove(rows: list[Row], number: int) -> Moved:
    left = [*rows[:number], *rows[end_of(rows, number) :]]
    return Moved(left, min(number, len(left) - 1))


def _up(rows: list[Row], number: int) -> Moved:
    """Before what stands above, or into it at its end where that is rounds; the first in rounds leaves them."""
    end, level = end_of(rows, number), rows[number].level
    if number == 0:
        raise CannotMove(_("This is the first row already."))
    block = rows[number:end]
    if rows[number - 1].level < level:
        return Moved([*rows[: number - 1], *_deeper(block, -1), rows[number - 1], *rows[end:]], number - 1)
    before = next(place for place in range(number - 1, -1, -1) if rows[place].level == level)
    if rows[before].kind == ROUNDS and _may_stand(block, level + 1):
        return Moved([*rows[:number], *_deeper(block, 1), *rows[end:]], number)
    return Moved([*rows[:before], *block, *rows[before:number], *rows[end:]], before)


def _down(rows: list[Row], number: int) -> Moved:
    """Behind what stands below, or into it at its beginning where that is rounds; the last in rounds leaves them."""
    end, level = end_of(rows, number), rows[number].level
    block = rows[number:end]
    if end == len(rows) or rows[end].level < level:
        if level == 0:
            raise CannotMove(_("This is the last row already."))
        return Moved([*rows[:number], *_deeper(block, -1), *rows[end:]], number)
    if rows[end].kind == ROUNDS and _may_stand(block, level + 1):
        return Moved([*rows[:number], rows[end], *_deeper(block, 1), *rows[end + 1 :]], number + 1)
    after = end_of(rows, end)
    return Moved([*rows[:number], *rows[end:after], *block, *rows[after:]], number + after - end)


def _wrap(rows: list[Row], number: int) -> Moved:
    """Put a row into rounds of its own."""
    end, level = end_of(rows, number), rows[number].level
    block = rows[number:end]
    if level >= DEEPEST_ROUNDS or not _may_stand(block, level + 1):
        raise CannotMove(_("Rounds can hold rounds, and those cannot hold others."))
    return Moved([*rows[:number], Row(ROUNDS, level, None, NEW_ROUNDS), *_deeper(block, 1), *rows[end:]], number)


def _unwrap(rows: list[Row], number: int) -> Moved:
    """Take rounds away and leave what is in them."""
    if rows[number].kind != ROUNDS:
        raise CannotMove(_("This row is no longer there. Nothing was changed."))
    end = end_of(rows, number)
    left = [*rows[:number], *_deeper(rows[number + 1 : end], -1), *rows[end:]]
    return Moved(left, min(number, len(left) - 1))


def _may_stand(block: Sequence[Row], level: int) -> bool:
    """Whether rows can begin at ``level`` without rounds standing too deep."""
    by = level - block[0].level
    return all(row.level + by < DEEPEST_ROUNDS for row in block if row.kind == ROUNDS)


def _deeper(block: Sequence[Row], by: int) -> list[Row]:
    return [replace(row, level=row.level + by) for row in block]


_AT_THE_END: Final[dict[str, Callable[[list[Row]], Moved]]] = {"add": _add, "rounds": _add_rounds}
_ON_A_ROW: Final[dict[str, Callable[[list[Row], int], Moved]]] = {
    "into": _add_into,
    "remove": _remove,
    "up": _up,
    "down": _down,
    "wrap": _wrap,
    "unwrap": _unwrap,
}
