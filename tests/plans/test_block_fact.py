"""The block of a week as a fact: guidelines can ask for it, wherever the panel is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from advice import revisions
from advice.models import Guideline, Pack, Source
from plans.advising import Planned
from plans.impact import Proposal, impact_of
from plans.models import Instead, SessionException, Week
from plans.roster import Roster, RosterForm
from plans.week_board import Board
from tests.plans.conftest import MONDAY

TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def rule(plan):
    """In a taper, no run beyond 5 km; nothing else objects to an easy run without a load."""
    made = Guideline.objects.create(
        code="nadia-taper",
        source=Source.objects.get(slug="sorokin"),
        stance="against",
        reason="Too far.",
        status="published",
    )
    made.conditions.create(fact="activity", operator="is_any_of", value=["run"])
    made.conditions.create(fact="rep_distance_m", operator="more_than", value=5000)
    made.conditions.create(fact="block", operator="is_any_of", value=["taper"])
    made.packs.add(Pack.objects.get(slug="founding"))
    return made


def in_block(plan, block, squad=None):
    week = Week.for_writing(squad or plan.cast.tuesday, MONDAY)
    Week.objects.filter(pk=week.pk).update(block=block)


def board(plan):
    return Board(plan.cast.tuesday, MONDAY)


@pytest.mark.usefixtures("rule")
@pytest.mark.parametrize(("block", "verdict"), [("taper", "avoid"), ("hills", "clear"), ("", "clear")])
def test_it_works(plan, block, verdict):
    plan.add(1, "8 km easy")
    in_block(plan, block)
    (card,) = board(plan).cards
    # Where no block is set it is asked for, and nothing is held against the session.
    assert card.advice.verdict in (verdict, "caution") if not block else card.advice.verdict == verdict


def test_it_is_a_choice_of_one_and_unknown_where_none_is_set(plan):
    assert board(plan).advisor.facts(plan.cast.anna, TUESDAY)["block"] is None
    in_block(plan, "hills")
    assert board(plan).advisor.facts(plan.cast.anna, TUESDAY)["block"] == frozenset({"hills"})


@pytest.mark.usefixtures("rule")
def test_for_what_is_being_typed_into_an_empty_week(plan):
    in_block(plan, "taper")
    answer = plan.post("read/", day=1, text="8 km easy")
    assert 'data-verdict="avoid"' in answer.content.decode()


@pytest.mark.usefixtures("rule")
def test_the_board_shows_another_block_at_once(plan):
    plan.add(1, "8 km easy")
    in_block(plan, "hills")
    assert 'data-verdict="avoid"' not in plan.client.get(plan.url).content.decode()
    in_block(plan, "taper")
    assert 'data-verdict="avoid"' in plan.client.get(plan.url).content.decode()


@pytest.mark.usefixtures("rule")
def test_the_athletes_week_goes_by_the_block_of_each_squad(plan, client_as):
    plan.add(1, "8 km easy")
    other = plan.cast.ridgeway.squads.create(name="Sunday squad")
    other.set_athletes([plan.cast.anna])
    Week.for_writing(other, MONDAY).add(6, "9 km easy", plan.cast.user("Mira"))
    in_block(plan, "taper", other)
    in_block(plan, "hills")
    for week in Week.objects.all():
        week.publish(plan.cast.user("Mira"))
    page = client_as("Anna").get("/c/ridgeway/my-week/").content.decode()
    before, after = page.split("9\u00a0km easy")[0], page.split("9\u00a0km easy")[1]
    assert (before + after).count('data-verdict="avoid"') == 1
    in_block(plan, "base", other)
    assert 'data-verdict="avoid"' not in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()


@pytest.mark.usefixtures("rule")
def test_the_roster(plan):
    plan.add(3, "8 km easy")
    in_block(plan, "taper")
    roster = Roster(plan.cast.ridgeway, RosterForm({}, plan.cast.ridgeway.squads.with_sizes()))
    assert {flag.verdict for flags in roster.flags.values() for flag in flags} == {"avoid"}
    in_block(plan, "hills")
    assert not Roster(plan.cast.ridgeway, RosterForm({}, plan.cast.ridgeway.squads.with_sizes())).flags


def test_impact(plan, rule):
    rule.status = "draft"
    rule.save()
    plan.add(1, "8 km easy")
    plan.publish()
    in_block(plan, "taper")
    whole = list(impact_of(Proposal.of(rule), today=TUESDAY))[-1]
    assert whole.from_to == [("clear", "avoid", 1)]
    in_block(plan, "hills")
    assert list(impact_of(Proposal.of(rule), today=TUESDAY))[-1].changes == 0


def test_a_past_week(plan, rule):
    plan.add(1, "8 km easy")
    plan.publish()
    in_block(plan, "taper")
    revisions.record(rule)
    page = plan.client.get(plan.url + "as-of/").content.decode()
    assert 'data-verdict="avoid"' in page


@pytest.mark.usefixtures("rule")
def test_exceptions_and_swaps(plan):
    session = plan.add(1, "4 km easy")
    SessionException.make(session, [Instead(plan.cast.anna, "8 km easy")], version=1, by=plan.cast.user("Mira"))
    in_block(plan, "taper")
    advisor = board(plan).advisor
    of_each = advisor.for_squad(Planned.of(session)).excepted
    assert [answer.advice.verdict for answer in of_each] == ["avoid"]
    assert advisor.judged("8 km easy", plan.cast.ben, TUESDAY).verdict == "avoid"
    assert advisor.in_block("hills").judged("8 km easy", plan.cast.ben, TUESDAY).verdict == "clear"
