"""An empty week begins with a copy of the one before."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.models import Week
from tests.plans.test_history import HTMX


@pytest.fixture
def three(plan):
    return [plan.add(1, "8 km easy"), plan.add(3, "6 x 400 m hard"), plan.add(5, "18 km easy")]


@pytest.fixture
def next_week(plan, three):
    return plan.url.replace("2026-11-23", "2026-11-30")


def test_an_empty_week_begins_with_last_week(plan, three, next_week):
    Week.objects.get().write_note("Gloves!", by=plan.cast.user("Mira"))
    assert "Copy last week here" in plan.client.get(next_week).content.decode()
    assert plan.client.post(next_week + "repeat/").status_code == 302
    week = Week.objects.get(monday=dt.date(2026, 11, 30))
    assert [(one.day, one.text) for one in week.sessions.order_by("day")] == [(one.day, one.text) for one in three]
    assert (week.note, week.is_published) == ("", False)
    page = plan.client.get(next_week).content.decode()
    assert "Copy last week here" not in page
    assert "3 sessions were put on the board." in page
    assert {change.kind for change in week.changes.all()} == {"laid"}
    plan.client.post(next_week + "undo/")
    assert not week.sessions.filter(deleted_at__isnull=True).exists()


def test_it_is_offered_only_where_there_is_something_to_repeat(plan, next_week):
    assert "Copy last week here" not in plan.client.get(plan.url).content.decode()
    week = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 30))
    week.publish(plan.cast.user("Mira"))
    assert "Copy last week here" not in plan.client.get(next_week).content.decode()


def test_what_stands_there_by_now_stays(plan, next_week):
    week = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 30))
    week.add(3, "Rest", plan.cast.user("Ruth"))
    for _click in range(2):
        plan.client.post(next_week + "repeat/", headers=HTMX)
    texts = [(one.day, one.text) for one in week.sessions.order_by("day")]
    assert texts == [(1, "8 km easy"), (3, "Rest"), (5, "18 km easy")]


def test_a_published_week_is_left_alone(plan, next_week):
    week = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 30))
    week.publish(plan.cast.user("Mira"))
    answer = plan.client.post(next_week + "repeat/", follow=True)
    assert "Nothing was copied." in answer.content.decode()
    assert not week.sessions.exists()
