"""The athlete's week: today first, only what is published, and the advice for this athlete alone."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.models import Week
from tests.plans.conftest import ANKLE_WEIGHTS, BACKPACK, SPLIT

URL = "/c/ridgeway/my-week/"


@pytest.fixture
def anna(plan, client_as):
    return client_as("Anna")


def test_it_works(plan, anna):
    plan.add(1, "10 min warm up, 6 x 200 m uphill hard, jog down")
    plan.add(3, "45 min easy")
    plan.publish()
    page = anna.get(URL).content.decode()
    today, rest = page.split('id="rest-title"')
    assert "6\u00a0x\u00a0200\u00a0m uphill hard, jog down" in today
    assert "Sorokin" in today
    assert "45\u00a0min easy" in rest
    assert "45\u00a0min easy" not in today


def test_a_draft_is_not_shown(plan, anna):
    plan.add(1, "8 km easy")
    page = anna.get(URL).content.decode()
    assert "8\u00a0km easy" not in page
    assert "Your coach has not published it yet." in page


def test_a_deleted_session_is_not_shown(plan, anna):
    plan.add(1, "8 km easy").delete_softly(version=1, by=plan.cast.user("Mira"))
    plan.publish()
    assert "8\u00a0km easy" not in anna.get(URL).content.decode()


def test_the_verdict_is_for_this_athlete(plan, anna):
    plan.add(5, BACKPACK)
    plan.publish()
    assert 'data-verdict="avoid"' in anna.get(URL).content.decode()
    plan.cast.anna.goal, plan.cast.anna.level = "ultra_trail", "competitive"
    plan.cast.anna.save()
    page = anna.get(URL).content.decode()
    assert 'data-verdict="caution"' in page
    assert 'data-verdict="avoid"' not in page


def test_a_swap_is_explained(plan, anna):
    session = plan.add(1, ANKLE_WEIGHTS)
    board = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    drill = board.split('name="drill" value="')[1].split('"')[0]
    plan.post_session(session, "swap/", version=1, drill=drill)
    plan.publish()
    page = anna.get(URL).content.decode()
    assert "Mira swapped the ankle weights for:" in page
    assert "because:" in page
    assert "What the panel said of it:" in page


def test_a_decision_is_explained(plan, anna):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "keep/", version=1, reason="One rehearsal, then never again")
    plan.publish()
    page = anna.get(URL).content.decode()
    assert "Mira kept it because:" in page
    assert "One rehearsal, then never again" in page


def test_other_weeks(plan, anna):
    later = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 30))
    later.add(0, "12 km easy", plan.cast.user("Mira"))
    later.publish(plan.cast.user("Mira"))
    assert "12\u00a0km easy" in anna.get(f"{URL}2026-11-30/").content.decode()
    assert anna.get(f"{URL}2026-12-02/")["Location"] == f"{URL}2026-11-30/"
    assert anna.get(f"{URL}2026-02-31/").status_code == 404


def test_the_sessions_of_all_squads_come_together(plan, anna):
    long_run = plan.cast.ridgeway.squads.create(name="Long run")
    long_run.set_athletes([plan.cast.anna])
    week = Week.for_writing(long_run, dt.date(2026, 11, 23))
    week.add(6, "20 km easy", plan.cast.user("Mira"))
    week.publish(plan.cast.user("Mira"))
    plan.add(1, "8 km easy")
    plan.publish()
    page = anna.get(URL).content.decode()
    assert "20\u00a0km easy" in page
    assert "8\u00a0km easy" in page


def test_somebody_in_no_squad_is_told_what_to_do(plan, anna):
    plan.cast.anna.squads.clear()
    assert "ask your coach to put you in one" in anna.get(URL).content.decode()


@pytest.mark.parametrize("sessions", [7, 70])
def test_it_asks_the_database_equally_often_for_7_and_for_70_sessions(plan, anna, sessions, django_assert_num_queries):
    texts = (ANKLE_WEIGHTS, "8 km easy", "Rest", SPLIT, "6 x 200 m uphill hard, jog down", "bouncy", "16 km easy")
    for number in range(sessions):
        plan.add(number % 7, texts[number % 7])
    plan.publish()
    anna.get(URL)
    with django_assert_num_queries(6):
        assert anna.get(URL).status_code == 200


def test_a_stop_that_came_after_publication_is_held_back_until_it_is_settled(plan, anna):
    plan.add(1, "8 km easy")
    plan.publish()
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    session = plan.add(3, ANKLE_WEIGHTS)
    page = anna.get(URL).content.decode()
    assert "ankle weights" not in page
    assert "Your coach still has to settle a session for you." in page
    assert "held back from athletes" in plan.client.get(plan.url).content.decode()
    plan.post_session(session, "keep/", version=1, reason="We spoke about it")
    assert "ankle weights" in anna.get(URL).content.decode()


def test_a_club_cannot_switch_off_what_an_athlete_says(plan, anna):
    plan.cast.ridgeway.packs = []
    plan.cast.ridgeway.save()
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    plan.add(3, ANKLE_WEIGHTS)
    assert 'data-verdict="stop"' in plan.client.get(plan.url).content.decode()
