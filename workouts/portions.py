"""Parts that a run is said to be made of: "last 4 km at MP", "first 5 easy, next 3 @ MP", "20 easy / 20 hard".

``find`` looks ahead from a token over a bounded number of them and changes nothing. It finds whole parts only, of
which every word is understood: a place or none, how much, how hard. What they come to is for ``divisions`` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from workouts import amounts, efforts, targets
from workouts.amounts import DIMENSIONS, MILE_M, Amount, Reader
from workouts.marks import SEPARATORS
from workouts.tokens import Token, is_repetitions
from workouts.workout import Effort, Range, Target

# What a number without a unit is measured in: as the run is.
_SHARED: Final = {"km": 1000.0, "k": 1000.0, "mi": MILE_M, "metre": 1.0, "min": 60.0, "'": 60.0}
# Units of which "the last mile" is one.
_ONE_OF: Final = frozenset({"km", "k", "mi", "h", "min"})
# What may stand before a part and inside it, and says nothing.
_LEADING: Final = frozenset({"filler", "article", "with", "run"})
_INSIDE: Final = frozenset({"filler", "article", "run", "run_noun"})
# What parts the parts.
_BETWEEN: Final = frozenset({"comma", "and", "semicolon", "slash", "then", "dot", "plus", "dash"})
# What may stand behind a part; behind "or" another thing to do may follow, behind a colon its parts.
_ENDS: Final = (SEPARATORS | {"end", "slash"}) - {"or", "colon"}
# Signs behind which a second effort may stand: "at MP - HM" and "easy / steady" are not understood.
_LEADING_ON: Final = frozenset({"dash", "and", "plus"})
_BEHIND_SLASH: Final = frozenset({"num", "portion", "article"})
_PLACES_BEHIND: Final = {"start": "first", "end": "last"}
_PLACES_OF_ROLES: Final = {"warm_up": "first", "cool_down": "last"}
_MOST_PARTS: Final = 8
_MOST_SILENT: Final = 4


class Run(NamedTuple):
    """The run that is to be divided: how much of what, in which unit; ``system`` is what paces are for: km or mi."""

    dimension: str
    value: Range
    unit: str
    system: Callable[[], str | None]


class Portion(NamedTuple):
    """A part of a run. ``place`` is "first", "next", "middle", "last", "rest", or "" where that is not said.

    ``shared``: its number has the unit of the run. The ``value`` of a rest may be unsaid: it is then 0.
    """

    place: str
    value: Range
    unit: str
    shared: bool
    how: How
    first: int
    end: int

    def placed(self) -> Portion:
        """The part of a run that has its warm-up and its cool-down in it: these have their places."""
        return self if self.place or self.how.role is None else self._replace(place=_PLACES_OF_ROLES[self.how.role])


class How(NamedTuple):
    """How a part is done: ``effort`` or ``target`` or both, at a walk, or as the warm-up; up to token ``end``."""

    end: int
    effort: Effort | None = None
    paced: bool = False
    target: Target | None = None
    activity: str | None = None
    role: str | None = None


class Found(NamedTuple):
    """Parts that follow each other, up to token ``end``, and how the ``rest`` of the run is done if that is said."""

    parts: list[Portion]
    rest: Portion | None
    end: int


def find(tokens: Sequence[Token], i: int, run: Run, reader: Reader) -> Found | None:
    """The parts from ``i`` on, if there are any; only the rest comes behind what is called the last.

    Behind the middle alone, a part without a place is none of the run.
    """
    parts: list[Portion] = []
    rest: Portion | None = None
    j = end = i
    while rest is None and len(parts) < _MOST_PARTS:
        portion = _portion(tokens, j, run, reader, follows=bool(parts))
        if portion is None:
            break
        if portion.place == "rest":
            rest = portion
        elif parts and (parts[-1].place == "last" or (parts[0].place == "middle" and not portion.place)):
            break
        else:
            parts.append(portion)
        j = end = portion.end
        while tokens[j].kind in _BETWEEN and j < end + 2:
            j += 1
        if j == end:
            break
    return Found(parts, rest, end) if parts else None


def _portion(tokens: Sequence[Token], i: int, run: Run, reader: Reader, *, follows: bool) -> Portion | None:
    """The part at ``i``; the rest of a run is only one where it ``follows`` others."""
    first = _past(tokens, i, _LEADING)
    place, j = "", first
    if tokens[j].kind == "portion":
        place, j = tokens[j].value, j + 1
    elif tokens[j].kind == "rest" and follows:
        place, j = "rest", j + 1
    size, shared = _size(tokens, j, run, reader, place)
    if size is None and place == "rest" and follows:
        size, shared = Amount(run.dimension, Range.exactly(0), j, run.unit), False
    if size is None or size.dimension != run.dimension:
        return None
    how = _how(tokens, _past(tokens, size.end, _INSIDE), size, run)
    if how is None or (how.role is not None and place not in ("", _PLACES_OF_ROLES[how.role])):
        return None
    end = how.end
    if not place:
        place, end = _place_behind(tokens, end)
    if not _is_end(tokens, end):
        return None
    return Portion("last" if place == "second half" else place, size.value, size.unit, shared, how, first, end)


def _is_end(tokens: Sequence[Token], i: int) -> bool:
    """Whether nothing more is said of a part."""
    kind, after = tokens[i].kind, tokens[min(i + 1, len(tokens) - 1)].kind
    if kind == "slash":
        return after in _BEHIND_SLASH
    return kind in _ENDS and not (kind in _LEADING_ON and after == "effort")


def _past(tokens: Sequence[Token], i: int, kinds: frozenset[str]) -> int:
    """The token behind those that say nothing."""
    j = i
    while tokens[j].kind in kinds and j < i + _MOST_SILENT and not is_repetitions(tokens[j]):
        j += 1
    return j


def _size(tokens: Sequence[Token], i: int, run: Run, reader: Reader, place: str) -> tuple[Amount | None, bool]:
    """How much of the run it is, and whether that was said without a unit: "4 km", "4", "mile", "half", "2-3"."""
    token = tokens[i]
    if place == "second half":
        return _half_of(run, i), False
    if place and token.kind == "part_of" and token.value == 0.5:
        unit = tokens[i + 1]
        if unit.kind != "unit":
            return _half_of(run, i + 1), False
        what, one, name = unit.value
        return (Amount(DIMENSIONS[what], Range.exactly(one / 2), i + 2, name) if name in _ONE_OF else None), False
    if place and token.kind == "unit" and token.value[2] in _ONE_OF:
        what, one, name = token.value
        return Amount(DIMENSIONS[what], Range.exactly(one), i + 1, name), False
    if token.kind not in ("num", "clock"):
        return None, False
    found = reader.amount(tokens, i)
    if found is not None:
        return (found if isinstance(found, Amount) and tokens[found.end].kind != "pace_word" else None), False
    shared = _in_unit_of(run, tokens, i)
    return (None if place and _is_one(tokens, i) else shared), True


def _half_of(run: Run, end: int) -> Amount:
    lo, hi = run.value.lo / 2, run.value.hi / 2
    return Amount(run.dimension, Range(round(lo, 3), round(hi, 3)), end, run.unit)


def _is_one(tokens: Sequence[Token], i: int) -> bool:
    """ "the last one hard": not a kilometre of it."""
    return bool(tokens[i].value == 1)


def _in_unit_of(run: Run, tokens: Sequence[Token], i: int) -> Amount | None:
    """A number, or an ascending pair of them, in the unit of the run."""
    factor = _SHARED.get(run.unit)
    pair = amounts.plain_range(tokens, i)
    if pair is None and (half := amounts.number(tokens, i)) is not None:
        pair = Range.exactly(half[0]), half[1]
    if factor is None or pair is None or tokens[pair[1]].kind in ("unit", "times", "percent", "num", "bpm"):
        return None
    value, end = pair
    found = amounts.bounded(run.dimension, value.lo * factor, value.hi * factor, end, run.unit, None)
    return found if isinstance(found, Amount) else None


def _how(tokens: Sequence[Token], i: int, size: Amount, run: Run) -> How | None:
    """How hard or how fast stands at ``i``, or that it is walked or jogged."""
    leads = tokens[i].kind == "at" or tokens[i].value in ("wear", "as")
    j = _past(tokens, i + leads, _INSIDE)
    kind = tokens[j].kind
    if kind == "walk":
        return How(j + 1, activity="walk")
    if kind == "jog":
        return How(j + 1, Effort.exactly("easy"), activity="run")
    if kind == "daniels":
        return How(j + 1, tokens[j].value, paced=True)
    if kind == "role":
        return How(j + 1, role=tokens[j].value)
    found = efforts.find(tokens, j, context=leads)
    if found is None:
        aim = _aim(tokens, j, size, run)
        return None if aim is None else How(aim.end, target=aim.target)
    if len(found.efforts) > 1 or found.loose:
        return None
    offset = found.offsets[0] if found.offsets else None
    target, end = (None if offset is None else offset.target), found.end
    if target is None and (aim := _aim_behind(tokens, end, size, run)) is not None:
        target, end = aim
    return How(end, found.overall, found.paced, target)


def _aim_behind(tokens: Sequence[Token], i: int, size: Amount, run: Run) -> targets.Found | None:
    """ "at MP (4:10/km)", "at MP, 4:10/km", "easy at 75 % HR": how fast or how hard by number, behind the effort."""
    kind = tokens[i].kind
    if kind == "comma":
        aim = targets.find(tokens, i + 1)
        return aim if aim is not None and _is_end(tokens, aim.end) else None
    if kind not in ("open", "at", "clock", "num"):
        return None
    aim = _aim(tokens, i + (kind in ("open", "at")), size, run)
    if aim is None or kind != "open":
        return aim
    return aim._replace(end=aim.end + 1) if tokens[aim.end].kind == "close" else None


def _aim(tokens: Sequence[Token], i: int, size: Amount, run: Run) -> targets.Found | None:
    """A target at ``i``; a clock time alone must be able to be a pace, for the time of a part is that of no run."""
    found = targets.find(tokens, i)
    if found is None and (time := targets.figures(tokens, i, "clock")) is not None:
        distance = size.value if size.dimension == "distance_m" else None
        target = targets.of_clock(time[0], distance, system=run.system())
        found = None if target is None else targets.Found(target, time[1])
    if found is None or found.target.measure == "time_s":
        return None
    return found._replace(end=found.end + (tokens[found.end].kind == "pace_word"))


def _place_behind(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """ "… at the end", "… to finish", "… to start": the place of a part behind it, and the token after that."""
    j = i
    if tokens[j].kind in ("at", "to"):
        j += 1
        j += tokens[j].kind == "article"
    if tokens[j].kind == "filler" and tokens[j].value in _PLACES_BEHIND:
        return _PLACES_BEHIND[tokens[j].value], j + 1
    return "", i
