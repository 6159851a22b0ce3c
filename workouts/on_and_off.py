"""Work and what comes between it, as a run is said to be made up of both: "1 min on, 1 min off", "400 hard/400 easy".

``find`` looks ahead from a token over both and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts import efforts, recoveries
from workouts.amounts import Amount, Reader, count_behind
from workouts.numbers import TRACK_M
from workouts.tokens import Token
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import Effort, Range, Recovery

# What coaches call by two bare numbers, "30/30": seconds of work, seconds of rest.
_BARE_S: Final = frozenset({10, 15, 20, 30, 40, 45, 60, 90})
# What makes two such numbers something else.
_OTHERWISE: Final = frozenset({"slash", "times", "dash"})
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
    if (seconds := bare(tokens, i)) is not None:
        return seconds
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


def bare(tokens: Sequence[Token], i: int) -> Found | None:
    """ "30/30", "40/20 s": so many seconds of work and of rest."""
    if tokens[i].kind != "num" or tokens[i + 1].kind != "slash" or tokens[i + 2].kind != "num":
        return None
    work, _sign, rest, after = tokens[i : i + 4]
    if work.value not in _BARE_S or rest.value not in _BARE_S:
        return None
    end = i + 3
    if after.kind == "unit":
        if after.value[2] != "s":
            return None
        end += 1
    elif after.kind in _OTHERWISE and not _is_counted(tokens, end):
        return None
    amount = Amount("duration_s", Range.exactly(work.value), end, "s")
    pause = Recovery("rest", duration_s=Range.exactly(rest.value))
    return Found(amount, None, False, pause, end, by_name=True)


def _is_counted(tokens: Sequence[Token], i: int) -> bool:
    """ "30/30 x 20"; not "30/30 x 400 m"."""
    return tokens[i].kind == "times" and count_behind(tokens, i) is not None


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
