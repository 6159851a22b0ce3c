"""Running and walking in turn, as plans for beginners have it: "alternate 1 min jog and 2 min walk for 24 minutes".

``find`` looks ahead from a token over two phases and what says how often, and changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts import amounts, efforts
from workouts.amounts import Amount, Reader
from workouts.tokens import Token, is_repetitions
from workouts.workout import Effort, Range

_VERBS: Final = frozenset({"run", "jog", "walk"})
_BY_THE_WAY: Final = frozenset({"filler", "article"})
# What stands between the two phases, and before how often they come.
_BETWEEN: Final = frozenset({"comma", "and", "slash", "plus", "then", "dash", "with", "semicolon"})
_BEFORE_REPEAT: Final = frozenset({"comma", "and", "dash", "semicolon", "dot", "then", "open", "close"})
# The most tokens of one phase ("for about a minute of very easy jogging"), and of what stands before a total.
_LONGEST_PHASE: Final = 7
_LONGEST_LEAD: Final = 4
_MOST_ROUNDS: Final = 60
# The longest phase that a bare number of a ratio gives, in minutes: "4:1".
_MOST_MINUTES: Final = 10
# Below two rounds nothing alternates.
_FEWEST_ROUNDS: Final = 2.0


class Phase(NamedTuple):
    """What is done in turn: "2 minutes of walking". ``verb`` is "run", "jog", "walk" or empty."""

    verb: str
    amount: Amount
    effort: Effort | None
    first: int
    end: int

    @property
    def walks(self) -> bool:
        """Whether it is walked."""
        return self.verb == "walk"


class Found(NamedTuple):
    """Two phases, and how often they come: ``None`` where nothing behind them says it.

    ``of_both``: that was said in words that can speak of nothing else, as by how long they take in all.
    """

    phases: tuple[Phase, Phase]
    rounds: Range | None
    end: int
    of_both: bool


def find(tokens: Sequence[Token], i: int, reader: Reader, *, alternate: bool) -> Found | None:
    """The alternation that starts at ``i``; ``alternate``: a word for it stands before, so that both may be run."""
    phases = _ratio(tokens, i, reader) if tokens[i].kind == "run_noun" else pair(tokens, i, reader, alternate=alternate)
    if phases is None:
        return None
    behind = phases[1].end
    bracket = tokens[behind].kind == "open"
    rounds, end, of_both = _how_often(tokens, behind, reader, phases, led=alternate or bracket)
    if bracket and tokens[end].kind != "close":
        rounds, end = None, behind
    return Found(phases, rounds, end, of_both)


def pair(tokens: Sequence[Token], i: int, reader: Reader, *, alternate: bool) -> tuple[Phase, Phase] | None:
    """ "run 3 min walk 1 min", "1 min jog / 2 min walk"."""
    first = _phase(tokens, i, reader)
    if first is None:
        return None
    j = first.end
    while tokens[j].kind in _BETWEEN and j < first.end + 2:
        if tokens[j].kind == "with" and not alternate:
            return None  # "run 5 min with 1 min walk x 3": what comes between
        j += 1
    second = _phase(tokens, j, reader)
    if second is None or not _differ(first, second, alternate=alternate):
        return None
    if alternate and tokens[second.end].kind in _BETWEEN and _phase(tokens, second.end + 1, reader) is not None:
        return None  # a third takes its turn too
    return first, second


def _ratio(tokens: Sequence[Token], i: int, reader: Reader) -> tuple[Phase, Phase] | None:
    """ "run/walk 4 min/1 min", "run/walk 4:1": bare numbers as small as these are minutes."""
    verbs = tokens[i].value
    j = i + 1
    while tokens[j].kind in ("filler", "colon", "open") and j < i + 3:
        j += 1
    if not isinstance(verbs, tuple) or tokens[j].kind != "num":
        return None
    first, second = _of_ratio(tokens, j, reader), None
    if first is not None and tokens[first.end].kind in ("slash", "colon", "dash"):
        second = _of_ratio(tokens, first.end + 1, reader)
    if first is None or second is None or (first.unit == "") != (second.unit == ""):
        return None
    return Phase(verbs[0], first, None, i, first.end), Phase(verbs[1], second, None, first.end + 1, second.end)


def _of_ratio(tokens: Sequence[Token], j: int, reader: Reader) -> Amount | None:
    """One side of a ratio; its unit is empty where none is written."""
    found = reader.amount(tokens, j, repeated=True)
    if isinstance(found, Amount) and found.dimension == "duration_s":
        return found
    token = tokens[j]
    if found is not None or token.kind != "num" or token.value > _MOST_MINUTES or tokens[j + 1].kind == "unit":
        return None
    return Amount("duration_s", Range.exactly(token.value * 60.0), j + 1, "")


def _phase(tokens: Sequence[Token], i: int, reader: Reader) -> Phase | None:
    """One amount with what is done for so long, in either order."""
    verb = ""
    effort: Effort | None = None
    amount: Amount | None = None
    j = end = i
    while j < i + _LONGEST_PHASE:
        token = tokens[j]
        if token.kind in _VERBS and not verb:
            verb = token.kind
        elif token.kind == "effort" and effort is None and token.value[2] != "tempo":
            effort = Effort(*token.value[:2])
        elif token.kind == "at" and effort is None:
            named = efforts.find(tokens, j + 1, context=True)
            if named is None or any(offset is not None for offset in (*named.offsets, *named.loose)):
                return None
            effort, j = named.overall, named.end
            end = j
            continue
        elif token.kind in ("num", "clock") and amount is None:
            found = reader.amount(tokens, j, repeated=True)
            if not isinstance(found, Amount) or amounts.count(tokens, j) is not None:
                return None
            amount, j = found, found.end
            end = j
            continue
        elif token.kind in _BY_THE_WAY and not (verb and amount):
            j += 1
            continue
        else:
            break
        j += 1
        end = j
    if amount is None or not (verb or effort):
        return None
    return Phase(verb, amount, effort, i, end)


def _differ(first: Phase, second: Phase, *, alternate: bool) -> bool:
    """Whether one is walked and the other is not, or both are done in turn, each in its own way."""
    if first.walks != second.walks:
        return alternate or bool(first.verb and second.verb)
    return alternate and (first.verb, first.effort) != (second.verb, second.effort)


def _how_often(
    tokens: Sequence[Token], i: int, reader: Reader, phases: tuple[Phase, Phase], *, led: bool
) -> tuple[Range | None, int, bool]:
    """ "x 10", ", repeat 8 times", "for a total of 20 minutes" at ``i``, its end, and whether it is of both."""
    j = i + 1 if tokens[i].kind in _BEFORE_REPEAT else i
    says = tokens[j].kind == "repeat"
    k = j + 1 if says else j
    if (says or tokens[i].kind != "dot") and (counted := _counted(tokens, k)) is not None:
        return *counted, tokens[counted[1] - 1].kind in ("sets", "filler")
    total = _total(tokens, k, reader, led=led)
    rounds = None if total is None else rounds_in(total, phases)
    return (None, i, False) if total is None or rounds is None else (rounds, total.end, True)


def _counted(tokens: Sequence[Token], k: int) -> tuple[Range, int] | None:
    """ "x 10", "10 times", "10 x", "for 10 rounds", "10 reps"."""
    if tokens[k].kind == "times":
        found = amounts.plain_range(tokens, k + 1)
    elif (found := amounts.count(tokens, k)) is None:
        k += tokens[k].kind == "filler"
        found = amounts.plain_range(tokens, k)
        if found is None or not (tokens[found[1]].kind == "sets" or is_repetitions(tokens[found[1]])):
            return None
        found = found[0], found[1] + 1
    if found is None or tokens[found[1]].kind in ("unit", "num", "clock", "percent", "times", "open"):
        return None
    return found if 1 <= found[0].lo <= found[0].hi <= _MOST_ROUNDS else None


def _total(tokens: Sequence[Token], k: int, reader: Reader, *, led: bool) -> Amount | None:
    """ "for 24 minutes", "for a total of 20 min", "30 min in total"; ``led``: no word need lead to it."""
    j = k
    while j < k + _LONGEST_LEAD and not _is_number(tokens[j]):
        token = tokens[j]
        if token.kind == "filler" or (token.kind == "aside" and token.value == "total"):
            led = True
        elif token.kind != "article":
            return None
        j += 1
    found = reader.amount(tokens, j) if _is_number(tokens[j]) else None
    if not isinstance(found, Amount):
        return None
    if tokens[found.end].kind == "in_total":
        return found._replace(end=found.end + 1)
    return found if led else None


def _is_number(token: Token) -> bool:
    """Whether an amount may begin here."""
    return token.kind in ("num", "clock")


def rounds_in(total: Amount, phases: tuple[Phase, Phase]) -> Range | None:
    """How many rounds are in ``total``: exact where they come out even, else the whole numbers around.

    ``None`` where the phases are measured in something else, or nothing would alternate.
    """
    if any(phase.amount.dimension != total.dimension for phase in phases):
        return None
    shortest = sum(phase.amount.value.lo for phase in phases)
    longest = sum(phase.amount.value.hi for phase in phases)
    fewest, most = total.value.lo / longest, total.value.hi / shortest
    if fewest < _FEWEST_ROUNDS or most > _MOST_ROUNDS:
        return None
    return Range(float(math.floor(fewest)), float(math.ceil(most)))
