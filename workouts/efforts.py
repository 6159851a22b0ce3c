"""How hard, as coaches write it: words, race paces, progressions ("MP > 10k") and offsets ("MP+15-25").

``find`` looks ahead from a token and changes nothing. A race distance is an effort only where the text says so: after
"@" or "at", before "pace" or "effort", or in a list of paces. An offset is a target beside the effort; it never changes
which effort the coach named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts.amounts import MILE_M, PAUSES
from workouts.lexicon import RACE_EFFORTS
from workouts.tokens import Token
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import Effort, Range, Target

_LARGEST_OFFSET_S: Final = 120
# More paces are neither listed nor run through, so that looking ahead takes no longer the more there are.
_MOST_PACES: Final = 6
# A race distance without a unit is metres from here up ("@ 800").
_LEAST_BARE_M: Final = 800
_RECOVERY_KINDS: Final = PAUSES | {"scope", "between", "break"}
# What may follow a word for tempo that is also one for pace.
_BEHIND_TEMPO: Final = frozenset(
    {"end", "newline", "comma", "semicolon", "plus", "then", "and", "with", "dot", "close", "dash"}
)

# Words for the pace of the race that they name.
_OF_RACES: Final = frozenset({"tempo_of", "pace_of"})
# Where a word for tempo begins what is said, the distance behind it may be that of the run.
_BEFORE_A_LENGTH: Final = frozenset({"run", "newline", "semicolon", "comma", "dot", "then", "plus", "open", "colon"})
_BEFORE_A_RUN: Final = frozenset({"newline", "semicolon", "dot", "then", "plus"})
# What ends a range of paces written with spaces around its dash.
_BEHIND_PACES: Final = frozenset({"end", "newline", "comma", "semicolon", "with", "close", "dot"})
# What may lead from one pace to the next.
_LEADING_ON: Final = frozenset({"arrow", "to", "dash"})


class Offset(NamedTuple):
    """Seconds slower or faster than a pace ("+15-25"), said by the tokens from ``first`` up to ``end``."""

    target: Target
    first: int
    end: int


class Found(NamedTuple):
    """One effort, or several in the order of a list ("10k/mile"); ``certain`` without any context.

    ``noun``: may stand for a session by itself ("tempo"); ``sprint``: names sprints; ``paced``: a pace, not a word.
    ``offsets`` has the offset of each effort of the list where one is said; a progression from one pace to another
    ("MP+20 > MP-10") leaves its offsets aside in ``loose``, for they belong to its ends.
    """

    efforts: tuple[Effort, ...]
    end: int
    certain: bool
    noun: bool
    sprint: bool
    paced: bool
    offsets: tuple[Offset | None, ...] = ()
    loose: tuple[Offset, ...] = ()

    @property
    def overall(self) -> Effort:
        """From the gentlest to the hardest of the list."""
        return span_of(self.efforts)


def span_of(efforts: Sequence[Effort]) -> Effort:
    """From the gentlest to the hardest of ``efforts``."""
    if len(efforts) == 1:
        return efforts[0]
    lo = min((effort.lo for effort in efforts), key=EFFORT_ORDER.__getitem__)
    hi = max((effort.hi for effort in efforts), key=EFFORT_ORDER.__getitem__)
    return Effort(lo, hi)


def find(tokens: Sequence[Token], i: int, *, context: bool = False) -> Found | None:
    """The effort or list of efforts at ``i``. ``context``: a bare race distance counts ("@ 10k")."""
    first = progression(tokens, i, context=context)
    if first is None:
        return None
    if tokens[first.end].kind != "slash":
        return first if first.certain or context else None
    found = [first]
    j = first.end
    while (
        len(found) < _MOST_PACES
        and tokens[j].kind == "slash"
        and (more := progression(tokens, j + 1, context=context)) is not None
    ):
        found.append(more)
        j = more.end
    certain = any(part.certain for part in found)
    if not (certain or context):
        return None
    if len(found) > 1 and not certain and not context:
        return None
    return Found(
        tuple(part.efforts[0] for part in found),
        j,
        certain,
        noun=all(part.noun for part in found),
        sprint=any(part.sprint for part in found),
        paced=all(part.paced for part in found),
        offsets=tuple(part.offsets[0] for part in found),
        loose=tuple(offset for part in found for offset in part.loose),
    )


def between(tokens: Sequence[Token], i: int) -> Found | None:
    """ "between 10k and half marathon pace": from one pace to the other, where the word stands at ``i``."""
    first = _term(tokens, i + 1)
    if first is None or tokens[first.end].kind not in ("and", "plus", "to", "dash"):
        return None
    second = _term(tokens, first.end + 1)
    if second is None or not (first.certain or second.certain) or any((*first.offsets, *second.offsets)):
        return None
    efforts = (*first.efforts, *second.efforts)
    paced = first.paced and second.paced
    return Found((span_of(efforts),), second.end, True, noun=False, sprint=False, paced=paced, offsets=(None,))


def progression(tokens: Sequence[Token], i: int, *, context: bool) -> Found | None:
    """One effort, or a range of them from one to the next: "MP > HM > 10k", "easy to steady", "@ 10k-5k"."""
    first = _term(tokens, i)
    if first is None or tokens[first.end].kind not in _LEADING_ON:
        return first
    efforts, offsets = list(first.efforts), list(first.offsets)
    certain = first.certain
    j = first.end
    while len(efforts) < _MOST_PACES and (
        tokens[j].kind in ("arrow", "to") or (tokens[j].kind == "dash" and _goes_on(tokens, j, context=context))
    ):
        more = _term(tokens, j + 1)
        if more is None or (tokens[j].kind == "dash" and not (context or (certain and more.certain))):
            break
        certain = certain or more.certain or tokens[j].kind == "arrow"
        efforts += more.efforts
        offsets += more.offsets
        j = more.end
    offset = offsets[0] if len(offsets) == 1 else None
    loose = () if len(offsets) == 1 else tuple(each for each in offsets if each is not None)
    return Found((span_of(efforts),), j, certain, first.noun, first.sprint, first.paced, (offset,), loose)


def _goes_on(tokens: Sequence[Token], dash: int, *, context: bool) -> bool:
    """Whether another pace follows the dash: "@ 10k-5k", "@ 10k - 5k, …", but not "@ 10k - 5k easy"."""
    if not tokens[dash + 1].gap:
        return True
    found = _race_distance(tokens, dash + 1) if context else None
    return found is not None and tokens[found.end].kind in _BEHIND_PACES


def _term(tokens: Sequence[Token], i: int) -> Found | None:
    token = tokens[i]
    if token.kind == "effort":
        lo, hi, what = token.value
        j, offset = i + 1, None
        if what == "tempo" and tokens[j].kind not in _BEHIND_TEMPO and not _names_run(tokens, i):
            return None  # "темп 5:30" is a pace
        if what == "tempo_of" and tokens[j].kind == "clock":
            return None
        if what in _OF_RACES and (race := _race_distance(tokens, j)) is not None:
            # "бег в темпе 10 км" may say how far
            of_race = what == "pace_of" or tokens[j].kind == "unit"
            if of_race or (i and tokens[i - 1].kind not in _BEFORE_A_LENGTH):
                return race._replace(certain=True)
        if what == "pace" and (offset := _offset(tokens, j)) is not None:
            j = offset.end
        if tokens[j].kind == "pace_word":
            j += 1
        return Found(
            (Effort(lo, hi),),
            j,
            certain=True,
            noun=what in ("noun", "sprint", "tempo", "tempo_of"),
            sprint=what == "sprint",
            paced=what == "pace",
            offsets=(offset,),
        )
    if token.kind == "aim":  # "goal 5k pace"
        whose = _term(tokens, i + 1) if tokens[i + 1].kind != "aim" else None
        return whose if whose is not None and whose.paced and whose.certain else None
    return _race_distance(tokens, i) or _compared(tokens, i)


def _names_run(tokens: Sequence[Token], i: int) -> bool:
    """ "темп 8 км", "темп 40 мин" at the start of what is said; elsewhere the distance is that of a race."""
    starts = not i or tokens[i - 1].kind in _BEFORE_A_RUN
    return starts and tokens[i + 1].kind == "num" and tokens[i + 2].kind == "unit"


def _compared(tokens: Sequence[Token], i: int) -> Found | None:
    """ "10-15 s slower than 10k pace", "5 sec faster than MP"."""
    if tokens[i].kind != "num":
        return None
    found = _seconds(tokens, i)
    if found is None:
        return None
    value, j = found
    while tokens[j].kind == "per_mile":
        j += 1
    sign = tokens[j]
    if sign.kind != "compare" or value.hi > _LARGEST_OFFSET_S:
        return None
    base = _term(tokens, j + 1)
    if base is None or not base.paced or base.offsets[0] is not None:
        return None
    return base._replace(certain=True, offsets=(Offset(Target(sign.value, value), i, j + 1),))


def _seconds(tokens: Sequence[Token], i: int) -> tuple[Range, int] | None:
    """ "10 s", "10-15 seconds", with their unit."""
    lo: float = tokens[i].value
    hi, j = lo, i + 1
    if tokens[j].kind in ("dash", "to") and tokens[j + 1].kind == "num":
        hi, j = tokens[j + 1].value, j + 2
    unit = tokens[j]
    if unit.kind != "unit" or unit.value[2] not in ("s", '"') or not 0 < lo <= hi:
        return None
    return Range(lo, hi), j + 1


def _race_distance(tokens: Sequence[Token], i: int) -> Found | None:
    """ "10k", "3-5k race pace", "mile pace", "1500 pace"."""
    found = _metres(tokens, i)
    if found is None:
        return None
    distances, j = found
    known = [effort for metres in distances if (effort := _by_distance(metres)) is not None]
    if len(known) < len(distances):
        return None
    effort = span_of(known)
    certain = tokens[j].kind == "pace_word"
    if certain:
        j += 1
    if (offset := _offset(tokens, j)) is not None:
        j = offset.end
    elif tokens[j].kind == "times" or (not certain and tokens[j].kind in _RECOVERY_KINDS and not _has_own(tokens, j)):
        return None
    return Found((effort,), j, certain, noun=False, sprint=False, paced=True, offsets=(offset,))


def _has_own(tokens: Sequence[Token], i: int) -> bool:
    """Whether the amount of a recovery stands behind its word: "@ 10k rest 90 s", not "@ 400 m jog"."""
    return tokens[i + 1].kind in ("num", "clock")


def _metres(tokens: Sequence[Token], i: int) -> tuple[tuple[float, ...], int] | None:
    """A race distance, or the two of "3-5k", in metres."""
    token = tokens[i]
    if token.kind == "unit":
        return ((MILE_M,), i + 1) if token.value[2] == "mi" else None
    if token.kind != "num":
        return None
    numbers: tuple[float, ...] = (token.value,)
    j = i + 1
    if tokens[j].kind == "dash" and tokens[j + 1].kind == "num" and not tokens[j + 1].gap:
        numbers, j = (token.value, tokens[j + 1].value), j + 2
    elif tokens[j].kind == "dash" and tokens[j + 1].kind == "unit" and tokens[j + 2].kind == "pace_word":
        j += 1  # "10-mile pace"
    unit = tokens[j]
    if unit.kind != "unit":
        return (numbers, j) if numbers[0] >= _LEAST_BARE_M else None
    if unit.value[2] == "m" and tokens[j + 1].kind == "pace_word" and numbers[-1] < _LEAST_BARE_M:
        return tuple(number * MILE_M for number in numbers), j + 1  # "10M pace"
    if unit.value[0] != "distance" or (unit.value[2] == "mi" and tokens[j + 1].kind != "pace_word"):
        return None  # "@ MP / 1 mi at …" is how far, not how fast
    return tuple(number * unit.value[1] for number in numbers), j + 1


def _by_distance(metres: float) -> Effort | None:
    for distance, lo, hi in RACE_EFFORTS:
        if abs(metres - distance) < 2:
            return Effort(lo, hi)
    return Effort("10k", "5k") if 5000 < metres < 10000 else None


def _offset(tokens: Sequence[Token], j: int) -> Offset | None:
    """Seconds slower (+) or faster (−) behind a pace: "+15-25", "-10", "+ 15-25s", "+1'", "+45/1'"."""
    sign = tokens[j]
    if sign.kind not in ("plus", "dash") or tokens[j + 1].kind != "num":
        return None
    seconds, k, unit = _offset_figure(tokens, j + 1)
    least = most = seconds
    close = not tokens[j + 1].gap
    while (
        tokens[k].kind in ("dash", "slash")
        and tokens[k + 1].kind == "num"
        and not tokens[k].gap
        and not tokens[k + 1].gap
    ):
        more, after, its_unit = _offset_figure(tokens, k + 1)
        if tokens[after].kind == "unit" and tokens[k].kind == "slash":
            break  # "4 mi @ MP-5/2 mi @ MP-10"
        if tokens[after].kind in ("times", "unit"):
            return None  # "+ 6-8 x 800", "- 4-6 mi"
        least, most, k, unit = min(least, more), max(most, more), after, its_unit or unit
    following = tokens[k].kind
    if following in ("times", "unit", "exercise", "num", "percent", "sets", "strides") or following in _RECOVERY_KINDS:
        return None
    if not close and (unit == "'" or (unit is None and sign.kind == "dash" and tokens[j].gap)):
        return None
    if not 0 < least <= most <= _LARGEST_OFFSET_S:
        return None
    value = Range(round(least, 3), round(most, 3))
    return Offset(Target("slower_s" if sign.kind == "plus" else "faster_s", value), j, k)


def _offset_figure(tokens: Sequence[Token], j: int) -> tuple[float, int, str | None]:
    value: float = tokens[j].value
    following = tokens[j + 1]
    if following.kind == "unit" and following.value[2] in ("s", '"', "'"):
        return value * following.value[1], j + 2, following.value[2]
    return value, j + 1, None
