"""Draft and published: what holds a week back, and who reads it."""

from __future__ import annotations

from plans.models import Week
from tests.plans.conftest import ANKLE_WEIGHTS


def test_a_clear_week_is_published_at_once(plan):
    plan.add(1, "8 km easy")
    response = plan.post("publish/")
    assert response.status_code == 302
    assert Week.objects.get().is_published
    page = plan.client.get(plan.url).content.decode()
    assert "Published" in page
    assert "2 athletes can read it now." in page


def test_avoid_asks_before_it_goes_out(plan):
    plan.add(1, ANKLE_WEIGHTS)
    response = plan.post("publish/")
    assert response.status_code == 422
    assert "nothing is decided yet" in response.content.decode()
    assert not Week.objects.get().is_published
    assert plan.post("publish/", confirmed="on").status_code == 302
    assert Week.objects.get().is_published


def test_stop_cannot_go_out_without_a_decision(plan):
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    session = plan.add(1, ANKLE_WEIGHTS)
    for data in ({}, {"confirmed": "on"}):
        response = plan.post("publish/", **data)
        assert response.status_code == 422
        assert "the panel says stop" in response.content.decode()
    assert not Week.objects.get().is_published
    plan.post_session(session, "keep/", version=1, reason="Anna runs without them; she knows")
    assert plan.post("publish/").status_code == 302
    assert Week.objects.get().is_published


def test_loads_that_were_not_understood_are_told_and_stop_nobody(plan):
    first, second = plan.add(1, "8 km easy, kettlebellish 5 kg"), plan.add(4, "5 km, kettlebellish 3 kg")
    plan.add(2, "8 km easy, bouncy")
    page = plan.client.get(plan.url).content.decode()
    told = page[page.index('id="publication"') : page.index('id="board"')]
    assert "2 sessions with a load that was not understood" in told
    assert f'href="{plan.url}?open={first.pk}#session-{first.pk}">Tuesday: 8 km easy, kettlebellish 5 kg</a>' in told
    assert f'href="{plan.url}?open={second.pk}#session-{second.pk}">Friday: 5 km, kettlebellish 3 kg</a>' in told
    assert "bouncy" not in told
    answer = plan.htmx(second, "edit/", version=1, text="5 km with a 3 kg vest").content.decode()
    assert "1 session with a load that was not understood" in answer
    assert plan.post("publish/", confirmed="on").status_code == 302
    assert "1 session with a load that was not understood" in plan.client.get(plan.url).content.decode()


def test_they_are_told_beside_what_is_to_settle(plan):
    plan.add(1, ANKLE_WEIGHTS)
    plan.add(2, "8 km easy, kettlebellish 5 kg")
    page = plan.post("publish/").content.decode()
    assert "nothing is decided yet" in page
    assert page.count("1 session with a load that was not understood") == 1


def test_where_every_load_was_understood_none_is_told(plan):
    plan.add(1, "8 km easy with a 5 kg vest")
    assert "not understood" not in plan.client.get(plan.url).content.decode()


def test_an_empty_week_can_be_published(plan):
    assert plan.post("publish/").status_code == 302
    assert Week.objects.get().is_published


def test_a_published_week_becomes_a_draft_again(plan, client_as):
    plan.add(1, "8 km easy")
    plan.publish()
    assert "8\u00a0km easy" in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()
    assert plan.post("withdraw/").status_code == 302
    assert "8\u00a0km easy" not in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()


def test_withdrawing_a_week_that_was_never_written_is_not_found(plan):
    assert plan.post("withdraw/").status_code == 404


def test_an_assistant_plans_and_a_coach_publishes(plan, client_as):
    ines = client_as("Ines")
    assert ines.post(plan.url + "sessions/", {"day": 1, "text": "8 km easy"}).status_code == 302
    page = ines.get(plan.url).content.decode()
    assert "A coach publishes it." in page
    assert 'id="publish"' not in page
    assert ines.post(plan.url + "publish/", {"confirmed": "on"}).status_code == 403
    assert not Week.objects.get().is_published
    assert 'id="publish"' in plan.client.get(plan.url).content.decode()


def test_an_assistant_takes_nothing_back(plan, client_as):
    session = plan.add(1, "8 km easy")
    plan.publish()
    ines = client_as("Ines")
    page = ines.get(plan.url).content.decode()
    assert "Only a coach can make it a draft again." in page
    assert 'id="withdraw"' not in page
    assert ines.post(plan.url + "withdraw/").status_code == 403
    assert Week.objects.get().is_published
    moved = ines.post(
        plan.session_url(session, "move/"), {"version": 1, "day": 2}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Only a coach can make it a draft again." in moved
    assert 'id="withdraw"' not in moved
