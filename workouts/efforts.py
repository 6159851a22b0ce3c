"""How hard, as coaches write it: words, race paces, progressions ("MP > 10k") and offsets ("MP+15-25").

``find`` looks ahead from a token and changes nothing. A race distance is an effort only where the text says so: after
"@" or "at", before "pace" or "effort", or in a list of paces.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts.amounts import MILE_M
from workouts.lexicon import RACE_EFFORTS
from workouts.tokens import Token
from workouts.vocabulary import EFFORT_ORDER, EFFORTS
from workouts.workout import Effort

# An offset up to this many seconds a mile stays within the named pace; beyond, it reaches the next effort.
SMALL_OFFSET_S: Final = 20
_LARGEST_OFFSET_S: Final = 120
# A race distance without a unit is metres from here up ("@ 800").
_LEAST_BARE_M: Final = 800
_RECOVERY_KINDS: Final = frozenset({"recovery", "rest", "jog", "walk", "float", "scope", "between", "break"})
# What may follow a word for tempo that is also one for pace.
_BEHIND_TEMPO: Final = frozenset(
    {"end", "newline", "comma", "semicolon", "plus", "then", "and", "with", "dot", "close", "dash"}
)


class Found(NamedTuple):
    """One effort, or several in the order of a list ("10k/mile"); ``certain`` without any context.

    ``noun``: may stand for a session by itself ("tempo"); ``sprint``: names sprints; ``paced``: a pace, not a word.
    """

    efforts: tuple[Effort, ...]
    end: int
    certain: bool
    noun: bool
    sprint: bool
    paced: bool

    @property
    def overall(self) -> Effort:
        """From the gentlest to the hardest of the list."""
        return span_of(self.efforts)


def span_of(efforts: Sequence[Effort]) -> Effort:
    """From the gentlest to the hardest of ``efforts``."""
    lo = min((effort.lo for effort in efforts), key=EFFORT_ORDER.__getitem__)
    hi = max((effort.hi for effort in efforts), key=EFFORT_ORDER.__getitem__)
    return Effort(lo, hi)


def find(tokens: Sequence[Token], i: int, *, context: bool = False) -> Found | None:
    """The effort or list of efforts at ``i``. ``context``: a bare race distance counts ("@ 10k")."""
    first = _progression(tokens, i)
    if first is None:
        return None
    found = [first]
    j = first.end
    while tokens[j].kind == "slash" and (more := _progression(tokens, j + 1)) is not None:
        found.append(more)
        j = more.end
    certain = any(part.certain for part in found)
    if not (certain or context):
        return None
    if len(found) > 1 and not certain and not context:
        return None
    efforts = tuple(part.efforts[0] for part in found)
    return Found(
        efforts,
        j,
        certain,
        noun=all(part.noun for part in found),
        sprint=any(part.sprint for part in found),
        paced=all(part.paced for part in found),
    )


def _progression(tokens: Sequence[Token], i: int) -> Found | None:
    """One effort, or a range of them from one to the next: "MP > HM > 10k", "easy to steady"."""
    first = _term(tokens, i)
    if first is None:
        return None
    efforts = list(first.efforts)
    certain = first.certain
    j = first.end
    while tokens[j].kind in ("arrow", "to") or (tokens[j].kind == "dash" and not tokens[j + 1].gap):
        more = _term(tokens, j + 1)
        if more is None or (tokens[j].kind == "dash" and not (certain and more.certain)):
            break
        certain = certain or more.certain or tokens[j].kind == "arrow"
        efforts += more.efforts
        j = more.end
    return Found((span_of(efforts),), j, certain, first.noun, first.sprint, first.paced)


def _term(tokens: Sequence[Token], i: int) -> Found | None:
    token = tokens[i]
    if token.kind == "effort":
        lo, hi, what = token.value
        effort, j = Effort(lo, hi), i + 1
        if what == "tempo" and tokens[j].kind not in _BEHIND_TEMPO:
            return None  # "темп 5:30" is a pace
        if what == "pace" and (offset := _offset(tokens, j)) is not None:
            effort, j = _shifted(effort, offset[0]), offset[1]
        if tokens[j].kind == "pace_word":
            j += 1
        return Found(
            (effort,),
            j,
            certain=True,
            noun=what in ("noun", "sprint", "tempo"),
            sprint=what == "sprint",
            paced=what == "pace",
        )
    return _race_distance(tokens, i)


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
        effort, j = _shifted(effort, offset[0]), offset[1]
    elif tokens[j].kind in _RECOVERY_KINDS or tokens[j].kind == "times":
        return None
    return Found((effort,), j, certain, noun=False, sprint=False, paced=True)


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
    unit = tokens[j]
    if unit.kind != "unit":
        return (numbers, j) if numbers[0] >= _LEAST_BARE_M else None
    if unit.value[0] != "distance" or (unit.value[2] == "mi" and tokens[j + 1].kind != "pace_word"):
        return None  # "@ MP / 1 mi at …" is how far, not how fast
    return tuple(number * unit.value[1] for number in numbers), j + 1


def _by_distance(metres: float) -> Effort | None:
    for distance, lo, hi in RACE_EFFORTS:
        if abs(metres - distance) < 2:
            return Effort(lo, hi)
    return Effort("10k", "5k") if 5000 < metres < 10000 else None


def _offset(tokens: Sequence[Token], j: int) -> tuple[float, int] | None:
    """Seconds slower (+) or faster (−) after a pace: "+15-25", "-10", "+ 15-25s", "+1'", "+45/1'"."""
    sign = tokens[j]
    if sign.kind not in ("plus", "dash") or tokens[j + 1].kind != "num":
        return None
    seconds, k, unit = _offset_figure(tokens, j + 1)
    close = not tokens[j + 1].gap
    while (
        tokens[k].kind in ("dash", "slash")
        and tokens[k + 1].kind == "num"
        and not tokens[k].gap
        and not tokens[k + 1].gap
    ):
        more, after, its_unit = _offset_figure(tokens, k + 1)
        if tokens[after].kind in ("times", "unit"):
            return None  # "+ 6-8 x 800", "- 4-6 mi"
        seconds, k, unit = max(seconds, more), after, its_unit or unit
    following = tokens[k].kind
    if following in ("times", "unit", "exercise", "num", "percent", "sets", "strides") or following in _RECOVERY_KINDS:
        return None
    if not close and (unit == "'" or (unit is None and sign.kind == "dash" and tokens[j].gap)):
        return None
    if seconds > _LARGEST_OFFSET_S:
        return None
    return (seconds if sign.kind == "plus" else -seconds), k


def _offset_figure(tokens: Sequence[Token], j: int) -> tuple[float, int, str | None]:
    value: float = tokens[j].value
    following = tokens[j + 1]
    if following.kind == "unit" and following.value[2] in ("s", '"', "'"):
        return value * following.value[1], j + 2, following.value[2]
    return value, j + 1, None


def _shifted(effort: Effort, seconds: float) -> Effort:
    """``effort`` as a range that reaches the next effort where the offset is large."""
    if abs(seconds) <= SMALL_OFFSET_S:
        return effort
    if seconds > 0:
        return Effort(EFFORTS[max(EFFORT_ORDER[effort.lo] - 1, 1)].slug, effort.hi)
    return Effort(effort.lo, EFFORTS[min(EFFORT_ORDER[effort.hi] + 1, len(EFFORTS) - 1)].slug)
