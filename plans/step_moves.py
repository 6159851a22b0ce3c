"""What the buttons of the form of steps do to its rows: add, take out, move, put into rounds and out, put in place of.

A part and what may be done in its place move as one.

Each takes rows and returns others with the number of the row that the hands should be on, or raises
:class:`CannotMove`; nothing typed is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from plans.stepwise import (
    MOST_ROWS,
    NEW_ROUNDS,
    NEW_STEP,
    ONE_ROUND,
    OR,
    ROUNDS,
    STEP,
    Row,
    chosen_from,
    end_of,
    end_of_choice,
    head_of,
    is_option_beside,
    levelled,
)


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
    if not _stand(moved.rows):
        raise CannotMove(_("It would stand too deep there. Nothing was changed."))
    return moved


def _add(rows: list[Row]) -> Moved:
    return Moved([*rows, Row(STEP, 0, None, NEW_STEP)], len(rows))


def _add_rounds(rows: list[Row]) -> Moved:
    return Moved([*rows, Row(ROUNDS, 0, None, NEW_ROUNDS), Row(STEP, 1, None, NEW_STEP)], len(rows))


def _add_into(rows: list[Row], number: int) -> Moved:
    """A step at the end of rounds or of an alternative; behind a step, one beside it."""
    is_head = rows[number].kind != STEP
    end = end_of(rows, number) if is_head else end_of_choice(rows, number)
    return Moved([*rows[:end], Row(STEP, rows[number].level + is_head, None, NEW_STEP), *rows[end:]], end)


def _add_option(rows: list[Row], number: int) -> Moved:
    """A step that may be done in place of a part; behind what is an alternative already, one more beside it."""
    head = head_of(rows, number)
    if head == number - 1 and rows[head].kind == OR and end_of(rows, head) == end_of_choice(rows, number):
        number = head
    number = chosen_from(rows, number)
    end, level = end_of_choice(rows, number), rows[number].level
    added = Row(OR, level, None, {}), Row(STEP, level + 1, None, NEW_STEP)
    return Moved([*rows[:end], *added, *rows[end:]], end + 1)


def _remove(rows: list[Row], number: int) -> Moved:
    """Take out a row with all that it holds; where something may be done in its place, that is done."""
    head = head_of(rows, number)
    if head == number - 1 and rows[head].kind == OR and end_of(rows, head) == end_of(rows, number):
        return _remove(rows, head)  # an alternative is nothing without its only step
    end, level = end_of(rows, number), rows[number].level
    left = rows[end:]
    if rows[number].kind != OR and end < end_of_choice(rows, number):
        after = end_of(rows, end)
        instead = rows[end + 1 : after]
        more = after < end_of_choice(rows, number)
        if more and not instead:
            return _remove([*rows[:end], *rows[after:]], number)
        if more and not _is_one_part(instead):
            instead = [Row(ROUNDS, level, None, ONE_ROUND), *instead]
        else:
            instead = _deeper(instead, -1)
        left = [*instead, *rows[after:]]
    left = [*rows[:number], *left]
    return Moved(left, min(number, len(left) - 1))


def _up(rows: list[Row], number: int) -> Moved:
    """Before what stands above, or into it at its end where that is rounds; the first in rounds leaves them."""
    end = end_of_choice(rows, number)
    if number == 0:
        raise CannotMove(_("This is the first row already."))
    block = rows[number:end]
    head = head_of(rows, number)
    if rows[number].kind == OR:
        before = max(at for at in range(number) if rows[at].level == rows[number].level)
        if rows[before].kind != OR:
            raise CannotMove(_("This is the first alternative already."))
        return Moved([*rows[:before], *block, *rows[before:number], *rows[end:]], before)
    if head == number - 1:
        before = chosen_from(rows, head)
        return Moved([*rows[:before], *_deeper(block, -1), *rows[before:number], *rows[end:]], before)
    before = max(at for at in range(number) if rows[at].level == rows[number].level and rows[at].kind != OR)
    inside = [*rows[:number], *_deeper(block, 1), *rows[end:]]
    if rows[before].kind == ROUNDS and end_of(rows, before) == number and _stand(inside):
        return Moved(inside, number)
    return Moved([*rows[:before], *block, *rows[before:number], *rows[end:]], before)


def _down(rows: list[Row], number: int) -> Moved:
    """Behind what stands below, or into it at its beginning where that is rounds; the last in rounds leaves them."""
    end = end_of_choice(rows, number)
    block = rows[number:end]
    if rows[number].kind == OR:
        if end == len(rows) or not is_option_beside(rows[end], rows[number]):
            raise CannotMove(_("This is the last alternative already."))
        after = end_of(rows, end)
        return Moved([*rows[:number], *rows[end:after], *block, *rows[after:]], number + after - end)
    if end == len(rows) or rows[end].level < rows[number].level:
        head = head_of(rows, number)
        if head is None:
            raise CannotMove(_("This is the last row already."))
        # Out of an alternative, or of rounds that have some, it goes behind the last of them.
        after = end_of_choice(rows, chosen_from(rows, head))
        left = [*rows[:number], *rows[end:after], *_deeper(block, -1), *rows[after:]]
        return Moved(left, number + after - end)
    inside = [*rows[:number], rows[end], *_deeper(block, 1), *rows[end + 1 :]]
    if rows[end].kind == ROUNDS and _stand(inside):
        return Moved(inside, number + 1)
    after = end_of_choice(rows, end)
    return Moved([*rows[:number], *rows[end:after], *block, *rows[after:]], number + after - end)


def _wrap(rows: list[Row], number: int) -> Moved:
    """Put a row into rounds of its own, with what may be done in its place."""
    end, level = end_of_choice(rows, number), rows[number].level
    block = rows[number:end]
    inside = [*rows[:number], Row(ROUNDS, level, None, NEW_ROUNDS), *_deeper(block, 1), *rows[end:]]
    if rows[number].kind == OR or not _stand(inside):
        raise CannotMove(_("Rounds can hold rounds, and those cannot hold others."))
    return Moved(inside, number)


def _unwrap(rows: list[Row], number: int) -> Moved:
    """Take rounds away and leave what is in them."""
    if rows[number].kind != ROUNDS:
        raise CannotMove(_("This row is no longer there. Nothing was changed."))
    end = end_of(rows, number)
    inside = rows[number + 1 : end]
    if end < end_of_choice(rows, number) and not _is_one_part(inside):
        raise CannotMove(_("Something else may be done in place of these rounds, as long as they are one."))
    left = [*rows[:number], *_deeper(inside, -1), *rows[end:]]
    return Moved(left, min(number, len(left) - 1))


def _is_one_part(rows: Sequence[Row]) -> bool:
    """Whether rows are one part with all that is in it or in its place."""
    return bool(rows) and end_of_choice(rows, 0) == len(rows)


def _stand(rows: list[Row]) -> bool:
    """Whether all rows stand where they may."""
    return levelled(rows) == rows


def _deeper(block: Sequence[Row], by: int) -> list[Row]:
    return [replace(row, level=row.level + by) for row in block]


_AT_THE_END: Final[dict[str, Callable[[list[Row]], Moved]]] = {"add": _add, "rounds": _add_rounds}
_ON_A_ROW: Final[dict[str, Callable[[list[Row], int], Moved]]] = {
    "into": _add_into,
    "or": _add_option,
    "remove": _remove,
    "up": _up,
    "down": _down,
    "wrap": _wrap,
    "unwrap": _unwrap,
}
