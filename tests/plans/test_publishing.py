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
