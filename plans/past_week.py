"""A published week under the guidelines of a day, beside those of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from advice.engine import Guideline, GuidelineSet
from advice.published import guideline_set, guideline_set_at
from clubs.models import Squad
from plans.advising import Advisor, Planned
from plans.models import Session, SessionException
from plans.packs import packs_of
from plans.reasons import tally
from plans.squad_advice import SquadAdvice
from plans.week_board import Board


@dataclass(frozen=True)
class Compared:
    """A session with the answers of then and of now."""

    session: Session
    then: SquadAdvice
    now: SquadAdvice
    exceptions: Sequence[SessionException] = ()
    """What athletes had in its place, as it is today."""

    @property
    def tally_then(self) -> str:
        """Who stood where."""
        return tally(self.then.lead.advice)

    @property
    def tally_now(self) -> str:
        """Who stands where."""
        return tally(self.now.lead.advice)

    @property
    def differs(self) -> bool:
        """Whether the guidelines of today say otherwise."""
        return self.then.verdict != self.now.verdict or self.tally_then != self.tally_now


@dataclass(frozen=True)
class Differences:
    """How the guidelines that a club listens to differ between two days, by code."""

    added: Sequence[Guideline]
    changed: Sequence[Guideline]
    gone: Sequence[Guideline]

    @classmethod
    def between(cls, then: GuidelineSet, now: GuidelineSet) -> Differences:
        """What is new in ``now``, what stands there otherwise, and what only stood in ``then``."""
        before, after = ({one.code: one for one in guidelines} for guidelines in (then, now))
        return cls(
            added=[one for code, one in after.items() if code not in before],
            changed=[one for code, one in after.items() if code in before and before[code] != one],
            gone=[one for code, one in before.items() if code not in after],
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)


class PastWeek:
    """The sessions of a squad's week, each under the guidelines as they stood at the end of ``day`` and as they stand.

    Athletes and the packs of the club are taken as they are today: how they were then is not kept.
    """

    def __init__(self, squad: Squad, monday: dt.date, day: dt.date) -> None:
        board = Board(squad, monday)
        packs = packs_of(squad.club)
        self.board = board
        self.day = day
        end_of_day = dt.datetime.combine(day, dt.time.max, squad.club.zone)
        then, now = guideline_set_at(packs, end_of_day), guideline_set(packs)
        self.differences = Differences.between(then, now)
        # Without a guideline every session would be clear, which is no answer of anybody.
        self.nobody_asked = not len(then)
        earlier: Advisor = board.advisor.under(then)
        self.sessions = [
            Compared(
                card.session,
                earlier.for_squad(Planned.of(card.session)),
                card.advice,
                [one.exception for one in card.exceptions],
            )
            for card in board.cards
        ]
