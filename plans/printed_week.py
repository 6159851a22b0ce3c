"""A squad's week on one page of paper, for the wall of the clubhouse: days, the coach's words, and no verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Final

from plans.models import DAYS_A_WEEK, Session
from plans.week_board import Board, RaceOnBoard

# How large the words are: up to so many lines of the page at that size, and how many characters a line then holds.
# Measured with Chromium on A4 upright; what is more than the last is as small as may still be read on a wall.
SIZES: Final = (("largest", 17, 40), ("large", 23, 48), ("middle", 30, 56), ("small", 42, 70))
SMALLEST: Final = "smallest"


@dataclass(frozen=True)
class PrintedDay:
    """A day on the wall."""

    date: dt.date
    sessions: Sequence[Session]
    races: Sequence[RaceOnBoard]

    def lines(self, width: int) -> int:
        """How many lines it takes where a line holds ``width`` characters, one at least."""
        texts = [line for session in self.sessions for line in session.text.splitlines()]
        texts += [f"{one.race.title} {one.athlete}" for one in self.races]
        return max(1, sum(max(1, ceil(len(text) / width)) for text in texts))


class PrintedWeek:
    """The days of a board as they are printed. What concerns one athlete, such as exceptions, is not for a wall."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.week = board.week

    @cached_property
    def days(self) -> list[PrintedDay]:
        """Monday to Sunday; a race is on the wall where it is the squad's."""
        return [self._day(number) for number in range(DAYS_A_WEEK)]

    def _day(self, number: int) -> PrintedDay:
        date = self.week.date_of(number)
        sessions = [session for session in self.board.sessions if session.day == number]
        return PrintedDay(date, sessions, [one for one in self.board.races_on(date) if not one.athlete])

    @cached_property
    def size(self) -> str:
        """The largest size at which all of it fits on one page."""
        for name, lines, width in SIZES:
            note = sum(ceil(len(line) / width) for line in self.week.note.splitlines())
            if sum(day.lines(width) for day in self.days) + note <= lines:
                return name
        return SMALLEST
