"""Work and what comes between it, as a run is said to be made up of both: "1 min on, 1 min off", "400 hard/400 easy".

``find`` looks ahead from a token over both and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts import efforts, recoveries
from workouts.amounts import Amount, Reader
from workouts.numbers import TRACK_M
from workouts.tokens import Token
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import Effort, Range, Recovery

_BETWEEN: Final = frozenset({"comma", "slash", "and", "then", "dash"})


class Found(NamedTuple):
    """So much work, how hard where that is said, and what comes between, up to token ``end``.

    ``by_name``: the work is called "on".
    """

    work: Amount
    effort: Effort | None
    paced: bool
    recovery: Recovery
    end: int
    by_name: bool


def find(tokens: Sequence[Token], i: int, reader: Reader) -> Found | None:
    """Work and what comes between, where they begin at ``i`` and are measured alike."""
    work = _work(tokens, i, reader)
    if work is None:
        return None
    j, effort, paced = work.end, None, False
    if by_name := tokens[j].value == "on":
        j += 1
    else:
        said = efforts.progression(tokens, j + (tokens[j].kind == "at"), context=tokens[j].kind == "at")
        if said is None or any((*said.offsets, *said.loose)) or not _is_hard(said.overall):
            return None
        j, effort, paced = said.end, said.overall, said.paced
    j += tokens[j].kind in _BETWEEN
    pause = recoveries.find(tokens, j, reader)
    if not isinstance(pause, recoveries.Found) or pause.outer is not None or pause.scope == "sets":
        return None
    recovery = pause.recovery
    between = recovery.distance_m if work.dimension == "distance_m" else recovery.duration_s
    return None if between is None else Found(work, effort, paced, recovery, pause.end, by_name)


def _work(tokens: Sequence[Token], i: int, reader: Reader) -> Amount | None:
    """An amount, or a bare distance on the track."""
    token = tokens[i]
    if token.kind not in ("num", "clock"):
        return None
    found = reader.amount(tokens, i, repeated=True)
    if found is None and token.value in TRACK_M:
        return Amount("distance_m", Range.exactly(token.value), i + 1, "bare")
    return found if isinstance(found, Amount) else None


def _is_hard(effort: Effort) -> bool:
    return EFFORT_ORDER[effort.hi] > EFFORT_ORDER["steady"]
