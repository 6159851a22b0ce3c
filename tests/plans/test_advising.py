"""From rows to facts: what is known of an athlete on a day, and what is left open."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from advice.facts import NO_RACE, Interval
from plans.advising import Planned
from plans.models import Week
from plans.week_board import Board
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY
from tests.races import own_race, shared_race
from workouts.reading import read

TUESDAY = MONDAY + dt.timedelta(days=1)


def facts(plan, date=TUESDAY):
    return Board(plan.cast.tuesday, MONDAY).advisor.facts(plan.cast.anna, date)


def test_a_profile_becomes_facts(plan):
    known = facts(plan)
    assert known["goal"] == frozenset({"road_race"})
    assert known["body_mass_kg"] == Interval(70, 70)
    assert known["injuries"] == frozenset()
    assert known["no_added_load"] is False
    assert "race_pack_kg" not in known


def test_a_blank_profile_is_unknown_and_not_false(plan):
    known = Board(plan.cast.tuesday, MONDAY).advisor.facts(plan.cast.ben, TUESDAY)
    assert not {"goal", "level", "strength_base", "age_group", "past_bone_stress_injury", "body_mass_kg"} & {
        fact for fact, value in known.items() if value is not None
    }


@pytest.mark.parametrize(
    ("race", "weeks"),
    [(None, math.inf), (TUESDAY + dt.timedelta(days=21), 3), (TUESDAY, 0), (TUESDAY - dt.timedelta(days=1), math.inf)],
)
def test_weeks_to_the_race_are_counted_from_the_session(plan, race, weeks):
    if race:
        own_race(plan.cast.anna, race)
    assert facts(plan)["weeks_to_race"] == Interval(weeks, weeks)


def test_a_race_of_priority_c_is_not_a_race_ahead(plan):
    own_race(plan.cast.anna, TUESDAY + dt.timedelta(days=7), priority="C", pack_kg=4)
    assert facts(plan)["weeks_to_race"] == NO_RACE
    assert "race_pack_kg" not in facts(plan)


def test_a_race_of_the_squad_or_of_the_whole_club_is_ahead_of_everybody(plan):
    shared_race(plan.cast.ridgeway, TUESDAY + dt.timedelta(days=35), pack_kg=2)
    assert facts(plan)["weeks_to_race"] == Interval(5, 5)
    shared_race(plan.cast.ridgeway, TUESDAY + dt.timedelta(days=14), plan.cast.tuesday, priority="B")
    known = Board(plan.cast.tuesday, MONDAY).advisor.facts(plan.cast.ben, TUESDAY)
    assert (known["weeks_to_race"], known["race_pack_kg"]) == (Interval(2, 2), Interval(2, 2))


def test_the_race_after_the_session_counts_and_not_the_one_before_it(plan):
    own_race(plan.cast.anna, TUESDAY)
    own_race(plan.cast.anna, TUESDAY + dt.timedelta(days=15))
    assert facts(plan, TUESDAY + dt.timedelta(days=1))["weeks_to_race"] == Interval(2, 2)


def test_no_race_is_asked_for_where_no_guideline_asks(plan, django_assert_num_queries):
    advisor = Board(plan.cast.tuesday, MONDAY).advisor
    with django_assert_num_queries(0):
        advisor.for_squad(Planned(TUESDAY, read("8 km easy").workout))
    with django_assert_num_queries(1):
        advisor.for_squad(Planned(TUESDAY, read(ANKLE_WEIGHTS).workout))
        advisor.for_squad(Planned(MONDAY, read(ANKLE_WEIGHTS).workout))


@pytest.mark.parametrize(("since", "days"), [(None, 0), (TUESDAY, 1), (TUESDAY - dt.timedelta(days=2), 3)])
def test_heavy_legs_are_counted_up_to_today_and_not_into_the_future(plan, since, days):
    plan.cast.anna.heavy_legs_since = since
    for date in (TUESDAY, TUESDAY + dt.timedelta(days=4)):
        assert facts(plan, date)["heavy_legs_days"] == Interval(days, days)


def test_loaded_runs_of_the_fortnight_before_count_and_those_of_other_days_do_not(plan):
    mira = plan.cast.user("Mira")
    for weeks_back, day, published in ((1, 1, True), (2, 1, True), (2, 0, True), (1, 3, False)):
        week = Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=weeks_back))
        if published:
            week.publish(mira)
        week.add(day, ANKLE_WEIGHTS, mira)
    plan.add(0, ANKLE_WEIGHTS)
    plan.add(1, ANKLE_WEIGHTS)
    # Tuesday a fortnight ago counts, the Monday before it does not; Monday's plan counts, Tuesday itself does not.
    assert facts(plan)["loaded_runs_last_14_days"] == Interval(4, 4)


def test_a_draft_of_an_earlier_week_counts_no_loaded_runs(plan):
    week = Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=1))
    week.add(3, ANKLE_WEIGHTS, plan.cast.user("Mira"))
    assert facts(plan)["loaded_runs_last_14_days"] == Interval(0, 0)


def test_the_day_before_is_hard_easy_or_on_a_monday_unknown(plan):
    plan.add(1, "6 x 800 m at 10k effort")
    assert facts(plan, TUESDAY)["hard_yesterday"] is False
    assert facts(plan, TUESDAY + dt.timedelta(days=1))["hard_yesterday"] is True
    assert facts(plan, MONDAY)["hard_yesterday"] is None


def test_athletes_alike_in_what_matters_share_an_answer(plan):
    advisor = Board(plan.cast.tuesday, MONDAY).advisor
    easy = advisor.for_squad(Planned(TUESDAY, read("8 km easy").workout))
    assert [len(answer.athletes) for answer in easy.answers] == [2]
    loaded = advisor.for_squad(Planned(TUESDAY, read(ANKLE_WEIGHTS).workout))
    assert sorted(len(answer.athletes) for answer in loaded.answers) == [1, 1]
    assert loaded.verdict == "avoid"


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("8 km easy", False),
        ("6 x 800 m at 10k effort", True),
        ("20 min threshold", True),
        ("6 x 20 s strides", False),
        ("3 x 8 box jumps", True),
        ("Rest", False),
        ("10 km race", True),
    ],
)
def test_what_makes_a_day_hard(text, hard):
    assert Planned(TUESDAY, read(text).workout).is_hard is hard


def test_a_loaded_run_with_another_squad_counts_for_whom_it_is_planned(plan):
    long_run = plan.cast.ridgeway.squads.create(name="Long run")
    long_run.set_athletes([plan.cast.anna])
    mira = plan.cast.user("Mira")
    for weeks_back, published in ((0, True), (1, True), (2, False), (3, True)):
        week = Week.for_writing(long_run, MONDAY - dt.timedelta(weeks=weeks_back))
        week.add(0, ANKLE_WEIGHTS, mira)
        if published:
            week.publish(mira)
    plan.cast.sailors.athletes.set([plan.cast.tom])
    advisor = Board(plan.cast.tuesday, MONDAY).advisor
    assert advisor.facts(plan.cast.anna, TUESDAY)["loaded_runs_last_14_days"] == Interval(2, 2)
    assert advisor.facts(plan.cast.ben, TUESDAY)["loaded_runs_last_14_days"] == Interval(0, 0)


@pytest.mark.parametrize("text", ["3 x 6 squat jumps", "6 x 200 m uphill hard, jog down"])
def test_an_empty_squad_is_asked_nothing_that_only_athletes_report(plan, text):
    plan.cast.tuesday.set_athletes([])
    session = plan.add(0, text)

    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()

    board = page[page.index('id="messages"') :]
    assert 'data-verdict="clear"' in board
    assert "heavy" not in board
