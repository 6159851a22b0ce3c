"""Many conditions at once: the table says of each what its own test says."""

from __future__ import annotations

import math

from hypothesis import example, given
from hypothesis import strategies as st

from advice import fact_table
from advice.conditions import Condition
from advice.fact_table import FactTable
from advice.facts import FACTS, Interval
from tests.advice.strategies import conditions, fact_values

WIDTH = 8


@st.composite
def asked(draw):
    """Some conditions on one fact, and values that it may have."""
    key = draw(st.sampled_from(sorted(FACTS)))
    found = draw(st.lists(conditions(keys=(key,)), min_size=1, max_size=WIDTH))
    return found, draw(st.lists(st.none() | fact_values(FACTS[key]), min_size=1, max_size=5))


def effects(table, value, size):
    """What the table says of each condition: true, false or unknown."""
    effect = table[value]
    return [False if effect >> n & 1 else None if effect >> n + WIDTH & 1 else True for n in range(size)]


def distances(*thresholds):
    return [Condition("rep_distance_m", "more_than", number) for number in thresholds]


@given(asked())
@example((distances(0), [Interval(0, 0), Interval(0, math.inf), Interval(math.inf, math.inf), None]))
@example((distances(1e300, math.nextafter(1e300, math.inf)), [Interval(1e300, 1e300), Interval(1e301, 1e301)]))
def test_each_condition_is_answered_as_by_its_own_test(case):
    found, values = case
    table = FactTable(found[0].fact, [(one, 1 << n) for n, one in enumerate(found)], WIDTH)

    for value in values:
        assert effects(table, value, len(found)) == [one.test(value) for one in found]


def test_a_list_with_two_bounds_is_open_where_each_fails_at_another_end():
    between = [Condition("rep_distance_m", "at_least", 100), Condition("rep_distance_m", "at_most", 400)]
    table = FactTable("rep_distance_m", [(one, 1) for one in between], WIDTH)

    assert effects(table, Interval(50, 500), 1) == [None]
    assert effects(table, Interval(50, 90), 1) == [False]
    assert effects(table, Interval(100, 400), 1) == [True]


def test_values_are_forgotten_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(fact_table, "REMEMBERED", 10)
    table = FactTable("rep_distance_m", [(one, 1) for one in distances(100)], WIDTH)

    told = [table[Interval.exactly(number)] for number in range(200)]

    assert len(table) <= 10
    assert told == [1] * 101 + [0] * 99
