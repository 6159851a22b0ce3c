"""A squad's season: weeks in numbers, and blocks laid over them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Week
from tests.plans.conftest import MONDAY
from tests.races import own_race, shared_race


@pytest.fixture
def url(plan):
    return f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/season/"


def html(response):
    return response.content.decode()


def blocks():
    return {week.monday.isoformat(): week.block for week in Week.objects.order_by("monday")}


def test_it_works(plan, url):
    plan.add(1, "8 km easy")
    plan.add(3, "6 x 200 m uphill hard, jog down")
    plan.add(6, "10 km race")
    response = plan.client.get(url)
    season = response.context["season"]
    assert (season.first, len(season.weeks)) == (MONDAY - dt.timedelta(weeks=2), 26)
    now = season.weeks[2]
    assert now.is_now
    assert (now.totals.sessions, now.hill_sessions, [race.text for race in now.raced]) == (3, 1, ["10 km race"])
    assert "19.2\N{NO-BREAK SPACE}km" in html(response)


def test_races_stand_in_their_week(plan, url):
    cast = plan.cast
    shared_race(cast.ridgeway, MONDAY + dt.timedelta(days=6), cast.tuesday, name="Ridge Run", distance_m=10_000)
    shared_race(cast.ridgeway, MONDAY + dt.timedelta(days=8), name="Parkrun", priority="C")
    shared_race(cast.ridgeway, MONDAY, cast.ridgeway.squads.create(name="Trail"), name="Not ours")
    own_race(cast.anna, MONDAY, name="Hers alone")
    response = plan.client.get(url)
    titles = [[race.title for race in week.races] for week in response.context["season"].weeks]
    assert (titles[2], titles[3], sum(map(len, titles))) == (["Ridge Run"], ["Parkrun"], 2)
    assert "<span>Ridge Run, 10\N{NO-BREAK SPACE}km</span>" in html(response)


def test_the_races_of_one_who_is_coached_alone_are_in_their_season(plan):
    own_race(plan.cast.anna, MONDAY, name="Hers alone")
    alone = plan.cast.anna.plan_on_their_own()
    season = plan.client.get(f"/c/ridgeway/squads/{alone.pk}/season/").context["season"]
    assert [race.title for race in season.weeks[2].races] == ["Hers alone"]


def test_a_block_is_named_on_the_board_and_is_no_plan_yet(plan, url):
    plan.client.post(url + "blocks/", {"weeks": ["2026-11-23", "2026-11-30"], "block": "hills"})
    plan.add(1, "8 km easy")
    assert "This week · Hills" in html(plan.client.get(plan.url))
    squads = html(plan.client.get("/c/ridgeway/squads/?all"))
    assert (squads.count(">Draft<"), squads.count(">Nothing yet<")) == (1, 1)


def test_another_half_year(plan, url):
    assert plan.client.get(url, {"from": "2027-03-03"}).context["season"].first == dt.date(2027, 3, 1)


@pytest.mark.parametrize("first", ["", "soon", "0001-01-01", "9999-12-31", "1999-01-01"])
def test_a_beginning_that_is_none_is_todays(plan, url, first):
    assert plan.client.get(url, {"from": first}).context["season"].first == MONDAY - dt.timedelta(weeks=2)


class TestBlocks:
    def test_they_are_laid_and_taken_away(self, plan, url):
        weeks = ["2026-11-23", "2026-11-30"]
        response = plan.client.post(url + "blocks/", {"weeks": weeks, "block": "hills"})
        assert response["Location"].endswith("/season/?from=2026-11-09")
        assert blocks() == dict.fromkeys(weeks, "hills")
        plan.client.post(url + "blocks/", {"weeks": weeks[:1], "block": ""})
        assert blocks() == {"2026-11-23": "", "2026-11-30": "hills"}

    def test_no_week_is_made_to_hold_no_block(self, plan, url):
        plan.client.post(url + "blocks/", {"weeks": ["2026-11-23"], "block": ""})
        assert not Week.objects.exists()

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"block": "hills"}, "Tick the weeks of the block first."),
            ({"weeks": ["2026-11-23"], "block": "party"}, "Choose one of the blocks that are offered."),
            ({"weeks": ["2026-11-24"], "block": "hills"}, "Choose weeks that are shown."),
            ({"weeks": ["x"], "block": "hills"}, "Choose weeks that are shown."),
        ],
    )
    def test_refusals_keep_what_was_ticked(self, plan, url, sent, said):
        response = plan.client.post(url + "blocks/", sent)
        assert response.status_code == 422
        assert said in html(response)
        assert not Week.objects.exists()
        if sent.get("weeks") == ["2026-11-23"]:
            assert 'value="2026-11-23" id="week-2026-11-23" checked' in html(response)


def test_queries_do_not_grow_with_weeks_sessions_or_athletes(plan, url):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            plan.client.get(url)
        return len(captured)

    plan.add(1, "8 km easy")
    few = queries()
    for number in range(60):
        plan.cast.tuesday.athletes.add(plan.cast.ridgeway.add_athlete(f"Athlete {number}"))
    for week in range(12):
        for day in range(5):
            Week.for_writing(plan.cast.tuesday, MONDAY + dt.timedelta(weeks=week)).add(
                day, "8 km easy", plan.cast.user("Mira")
            )
    assert queries() == few
