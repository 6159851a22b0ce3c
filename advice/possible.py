"""Whether conditions can hold together at all, and whether some make another one idle.

Worked out from the declarations of the facts, not by trying sessions: what each fact may still be worth when the
conditions on it hold is its *room*; conditions are impossible together where a fact has no room left, or where facts
that hang together (what adds the load, its kind and its place) leave each other none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from advice.conditions import Condition
from advice.engine import Guideline
from advice.facts import FACTS
from workouts.vocabulary import IMPLEMENTS


class Stretch(NamedTuple):
    """The numbers between ``lo`` and ``hi``; an end belongs to them unless it is open."""

    lo: float = 0.0
    hi: float = math.inf
    lo_open: bool = False
    hi_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no number is in it."""
        return self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open))

    def meet(self, other: Stretch) -> Stretch:
        """The numbers that are in both."""
        lo, lo_open = max((self.lo, self.lo_open), (other.lo, other.lo_open))
        hi, hi_closed = min((self.hi, not self.hi_open), (other.hi, not other.hi_open))
        return Stretch(lo, hi, lo_open, not hi_closed)

    def lies_in(self, other: Stretch) -> bool:
        """Whether every number of it is in ``other``."""
        return self.meet(other) == self


class Held(NamedTuple):
    """Sets of slugs (injuries at present): at least one of each of ``some``, and none of ``none``."""

    some: tuple[frozenset[str], ...] = ()
    none: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether no set is like this."""
        return any(group <= self.none for group in self.some)

    def meet(self, other: Held) -> Held:
        """The sets that are like both."""
        return Held((*self.some, *other.some), self.none | other.none)

    def lies_in(self, other: Held) -> bool:
        """Whether every such set is like ``other`` too."""
        some = all(any(mine - self.none <= group for mine in self.some) for group in other.some)
        return some and other.none <= self.none


@dataclass(frozen=True)
class Words:
    """Slugs of choices, or truth values of a flag, one of which it is. ``others`` stands for any word not named."""

    allowed: frozenset[object]
    others: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return not self.allowed and not self.others

    def meet(self, other: Words) -> Words:
        """What is allowed by both; both must tell the same words apart."""
        return Words(self.allowed & other.allowed, self.others and other.others)

    def lies_in(self, other: Words) -> bool:
        """Whether all of it is allowed by ``other``."""
        return self.allowed <= other.allowed and (other.others or not self.others)


Room = Stretch | Held | Words


def room_of(condition: Condition, universe: frozenset[str] = frozenset()) -> Room:
    """What the fact may be worth where the condition holds.

    ``universe`` are the words that are told apart for a fact that takes any word; all others count as one.
    """
    fact, value = FACTS[condition.fact], condition.value
    match fact.kind:
        case "number":
            return _STRETCHES[condition.operator](float(value))  # type: ignore[arg-type]
        case "flag":
            return Words(frozenset({value}))
        case "many":
            named = frozenset(value)  # type: ignore[arg-type]
            return Held((named,)) if condition.operator == "includes_any_of" else Held((), named)
    known = frozenset(fact.slugs) or universe
    named = frozenset(slug for slug in known if condition.test(frozenset({slug})))
    return Words(frozenset(named), others=not fact.slugs and condition.operator == "is_none_of")


_STRETCHES: Final = {
    "at_most": lambda limit: Stretch(hi=limit),
    "less_than": lambda limit: Stretch(hi=limit, hi_open=True),
    "at_least": lambda limit: Stretch(lo=limit),
    "more_than": lambda limit: Stretch(lo=limit, lo_open=True),
}


def _rooms(conditions: Iterable[Condition]) -> dict[str, Room]:
    """What is left for each fact that the conditions ask about."""
    conditions = list(conditions)
    rooms: dict[str, Room] = {}
    for condition in conditions:
        found = room_of(condition, _universe(condition.fact, conditions))
        held = rooms.get(condition.fact)
        rooms[condition.fact] = found if held is None else held.meet(found)  # type: ignore[arg-type]
    return rooms


def _universe(fact: str, conditions: Iterable[Condition]) -> frozenset[str]:
    return frozenset(
        slug for one in conditions if one.fact == fact and isinstance(one.value, tuple) for slug in one.value
    )


# What adds the load, what kind of load that is, and where it sits go together.
_LOADS: Final = (
    {"implement": "none", "load_class": "none", "load_site": "none"},
    *(
        {"implement": thing.slug, "load_class": thing.load_class, "load_site": thing.site}
        for thing in IMPLEMENTS.values()
    ),
)
_WEIGHS: Final = ("load_kg", "load_percent_body_mass")
# A flag's value with which a number can only be nought: on the spot nobody gets anywhere, and the flat has no slope.
_NOUGHT: Final = (("in_place", True, "rep_distance_m"), ("uphill", False, "grade_percent"))


def can_hold(conditions: Iterable[Condition]) -> bool:
    """Whether there is a step, an athlete and a week for which all the conditions hold."""
    rooms = _rooms(conditions)
    return not any(room.is_empty for room in rooms.values()) and _facts_go_together(rooms)


def _facts_go_together(rooms: dict[str, Room]) -> bool:
    def takes(key: str, word: object) -> bool:
        room = rooms.get(key)
        return not isinstance(room, Words) or word in room.allowed

    def above_nought(key: str) -> bool:
        room = rooms.get(key)
        return isinstance(room, Stretch) and (room.lo > 0 or room.lo_open)

    loads = [load for load in _LOADS if all(takes(key, slug) for key, slug in load.items())]
    loaded = any(map(above_nought, _WEIGHS))
    if not loads or (loaded and all(load["implement"] == "none" for load in loads)):
        return False
    return not any(
        above_nought(number) and flag in rooms and not takes(flag, not value) for flag, value, number in _NOUGHT
    )


def clash(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """The fewest of the conditions that cannot hold together; none where they can."""
    if can_hold(conditions):
        return ()
    for count in range(1, len(conditions) + 1):
        for some in combinations(conditions, count):
            if not can_hold(some):
                return some
    return tuple(conditions)


def implies(conditions: Iterable[Condition], other: Condition) -> bool:
    """Whether ``other`` holds wherever all the conditions do; some implications between facts are not seen."""
    conditions = list(conditions)
    on_the_same = [one for one in conditions if one.fact == other.fact]
    universe = _universe(other.fact, [*on_the_same, other])
    if on_the_same:
        room = room_of(on_the_same[0], universe)
        for one in on_the_same[1:]:
            room = room.meet(room_of(one, universe))  # type: ignore[arg-type]
        if room.lies_in(room_of(other, universe)):  # type: ignore[arg-type]
            return True
    # The conditions leave no room for the opposite, facts that hang together counted in.
    return all(not can_hold([*conditions, opposite]) for opposite in opposites(other))


def opposites(condition: Condition) -> Iterator[Condition]:
    """Conditions of which one holds exactly where ``condition`` does not."""
    fact, operator, value = FACTS[condition.fact], condition.operator, condition.value
    if fact.kind == "flag":
        yield Condition(condition.fact, operator, not value)
    elif operator in _OPPOSITES and not (fact.kind == "ordered" and operator.startswith("at_")):
        yield Condition(condition.fact, _OPPOSITES[operator], value)
    else:
        rest = tuple(slug for slug in fact.slugs if not condition.test(frozenset({slug})))
        if rest:
            yield Condition(condition.fact, "is_any_of", rest)


_OPPOSITES: Final = {
    "is_any_of": "is_none_of",
    "is_none_of": "is_any_of",
    "includes_any_of": "includes_none_of",
    "includes_none_of": "includes_any_of",
    "at_most": "more_than",
    "more_than": "at_most",
    "at_least": "less_than",
    "less_than": "at_least",
}


def ways_to_apply(guideline: Guideline) -> Iterator[tuple[Condition, ...]]:
    """The sets of conditions with each of which the guideline applies: one of its "unless" must fail."""
    if not guideline.unless:
        yield guideline.when
        return
    for condition in guideline.unless:
        for opposite in opposites(condition):
            yield (*guideline.when, opposite)


def can_apply(guideline: Guideline) -> bool:
    """Whether there is anything to which it applies."""
    return any(can_hold(conditions) for conditions in ways_to_apply(guideline))


def can_meet(first: Guideline, second: Guideline) -> bool:
    """Whether both can apply to one step of one athlete."""
    return any(can_hold([*mine, *others]) for mine in ways_to_apply(first) for others in ways_to_apply(second))
