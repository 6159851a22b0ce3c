"""What a value of one fact does to many conditions at once: which fail and which stay open, as bits of an integer.

Whoever builds a table gives each condition the bits of the lists of conditions (Kleene's ANDs) that it stands in. What
a value does to them is worked out once and remembered, so that however many conditions ask about a fact, the next
athlete of that value costs one look-up.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from advice.conditions import AT_MOST, LESS_THAN, Condition
from advice.facts import FACTS, FactValue, Interval

# Distances and times are as many as there are sessions: beyond so many values a table begins anew.
REMEMBERED: Final = 4096
_UPPER_BOUNDS: Final = frozenset({AT_MOST.slug, LESS_THAN.slug})


class FactTable(dict[FactValue, int]):
    """``table[value]``: the lists that a false condition rules out, and shifted by ``width`` those with an open one.

    Of a list that is ruled out the second bit means nothing: false AND unknown is false.
    """

    def __init__(self, fact: str, conditions: Iterable[tuple[Condition, int]], width: int) -> None:
        """Of ``conditions`` on ``fact``, each with the bits of its lists, all of them below ``1 << width``."""
        super().__init__()
        self.width = width
        self._bits: dict[Condition, int] = {}
        for condition, bits in conditions:
            self._bits[condition] = self._bits.get(condition, 0) | bits
        self._scale = _Scale(self._bits, width) if FACTS[fact].kind == "number" else None

    def __missing__(self, value: FactValue) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        if self._scale is not None and isinstance(value, Interval):
            found = self._scale.effect(value)
        else:
            found = self._tested(value)
        self[value] = found
        return found

    def _tested(self, value: FactValue) -> int:
        fails = open_ = 0
        for condition, bits in self._bits.items():
            truth = condition.test(value)
            if truth is None:
                open_ |= bits
            elif not truth:
                fails |= bits
        return fails | open_ << self.width


class _Scale:
    """The thresholds of a number: what fails below each, at it, and above it.

    A range is judged by its ends. A lower bound fails for all of a range if it fails at the upper end, and for some of
    it if it fails at the lower end; an upper bound the other way round.
    """

    def __init__(self, bits: dict[Condition, int], width: int) -> None:
        self.width = width
        self._thresholds = sorted({float(condition.value) for condition in bits})  # type: ignore[arg-type]
        samples = [Interval.exactly(at) for at in _one_of_each_stretch(self._thresholds)]
        upper = [condition for condition in bits if condition.operator in _UPPER_BOUNDS]
        lower = [condition for condition in bits if condition.operator not in _UPPER_BOUNDS]
        self._upper_bounds_fail = [_failing(upper, bits, sample) for sample in samples]
        self._lower_bounds_fail = [_failing(lower, bits, sample) for sample in samples]

    def effect(self, value: Interval) -> int:
        """As :class:`FactTable` holds it."""
        lo, hi = self._stretch(value.lo), self._stretch(value.hi)
        for_all = self._upper_bounds_fail[lo] | self._lower_bounds_fail[hi]
        for_some = self._upper_bounds_fail[hi] | self._lower_bounds_fail[lo]
        return for_all | (for_some & ~for_all) << self.width

    def _stretch(self, number: float) -> int:
        """The stretches in their order are: below the first threshold, at it, between it and the next, and so on."""
        return bisect_left(self._thresholds, number) + bisect_right(self._thresholds, number)


def _one_of_each_stretch(thresholds: list[float]) -> list[float]:
    found = [-math.inf]
    for here, following in pairwise([*thresholds, math.inf]):
        found += [here, here + (following - here) / 2]
    return found


def _failing(conditions: list[Condition], bits: dict[Condition, int], at: Interval) -> int:
    found = 0
    for condition in conditions:
        if not condition.test(at):
            found |= bits[condition]
    return found
