"""What a set of guidelines costs to ask: counted, not timed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advice import guideline_set
from advice.conditions import Condition
from advice.engine import GuidelineSet, advise
from advice.fact_table import FactTable
from benchmarks.verdict_problem import cases, grown, shipped
from tests.advice.panel import athlete, step, workout

PACKS = ("founding", "evidence", "safety")


@pytest.fixture
def look_ups(monkeypatch):
    """A counting double of the tables: the list grows by one for each look-up."""
    counted = []

    class CountingTable(FactTable):
        def __getitem__(self, value):
            counted.append(value)
            return super().__getitem__(value)

    monkeypatch.setattr(guideline_set, "FactTable", CountingTable)
    return counted


def counting_tests(guidelines, counted):
    """The same guidelines, their conditions noting each time that they are tested."""

    def noting(condition):
        double = Condition(condition.fact, condition.operator, condition.value)
        object.__setattr__(double, "test", lambda value: counted.append(value) or condition.test(value))
        return double

    return [
        replace(one, when=tuple(map(noting, one.when)), unless=tuple(map(noting, one.unless))) for one in guidelines
    ]


def test_a_set_ten_times_as_large_takes_less_than_three_times_the_look_ups(look_ups):
    few = shipped(*PACKS)
    panels = [GuidelineSet(few), GuidelineSet(grown(few, 10, seed=1))]
    sessions = cases(200, seed=2)
    for panel in panels:
        for case in sessions:  # so that the kinds of steps are compiled
            advise(case.workout, case.athlete, panel)

    counts = []
    for panel in panels:
        look_ups.clear()
        for case in sessions:
            advise(case.workout, case.athlete, panel)
        counts.append(len(look_ups))

    assert len(panels[1]) == 10 * len(panels[0])
    assert counts[0] > 0
    assert counts[1] < 3 * counts[0]


def test_no_condition_is_tested_twice_where_everything_is_known():
    tested = []
    panel = GuidelineSet(counting_tests(shipped(*PACKS), tested))
    session = workout(step(km=8, effort="easy"))
    facts = athlete(longest_run_30_days_km=20, race_pack_kg=0)
    first = advise(session, facts, panel)
    assert tested

    tested.clear()

    assert advise(session, facts, panel) == first
    assert not tested


def test_an_easy_run_without_a_load_asks_no_table_of_the_founding_panel(look_ups):
    panel = GuidelineSet(shipped("founding"))
    session = workout(step(km=8, effort="easy"))
    advise(session, athlete(), panel)
    look_ups.clear()

    advise(session, athlete(), panel)

    assert not look_ups
