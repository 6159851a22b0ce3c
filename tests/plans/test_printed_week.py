"""The week as one page of paper."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.models import Instead, SessionException
from tests.plans.conftest import ANKLE_WEIGHTS
from tests.plans.test_history import told
from tests.races import own_race, shared_race


def test_it_works(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    session.week.write_note("Gloves!", by=plan.cast.user("Mira"))
    answer = plan.client.get(plan.url + "print/")
    page = told(answer.content.decode())
    assert answer.status_code == 200
    assert "Tuesday squad" in page
    assert "Tuesday 24 November 8 km easy with 1 kg ankle weights on each leg Wednesday" in page
    assert "Gloves!" in page
    assert "Draft" in page
    assert 'data-verdict="' not in answer.content.decode()
    plan.publish()
    assert "Draft" not in told(plan.client.get(plan.url + "print/").content.decode())


def test_what_concerns_one_athlete_is_not_for_the_wall(plan):
    session = plan.add(1, "8 km easy")
    SessionException.make(
        session, [Instead(plan.cast.anna, "20 min easy", "Your Achilles")], version=1, by=plan.cast.user("Mira")
    )
    own_race(plan.cast.anna, dt.date(2026, 11, 26), name="Charity fun run")
    shared_race(plan.cast.ridgeway, dt.date(2026, 11, 29), plan.cast.tuesday, name="Cross league")
    page = plan.client.get(plan.url + "print/").content.decode()
    assert "Cross league" in page
    assert not any(word in page for word in ("20 min easy", "Achilles", "Charity fun run"))


def test_another_day_leads_to_its_monday(plan):
    answer = plan.client.get(plan.url.replace("11-23", "11-25") + "print/")
    assert (answer.status_code, answer["Location"]) == (302, plan.url + "print/")


@pytest.mark.parametrize(("count", "size"), [(0, "largest"), (7, "largest"), (14, "largest"), (60, "smallest")])
def test_the_more_there_is_the_smaller_it_is_set(plan, count, size):
    for number in range(count):
        plan.add(number % 7, "8 km easy")
    assert f'class="wall wall-{size}"' in plan.client.get(plan.url + "print/").content.decode()


def test_the_database_is_asked_equally_often(plan, django_assert_num_queries):
    for count in (1, 20):
        for number in range(count):
            plan.add(number % 7, "8 km easy")
        with django_assert_num_queries(11):
            plan.client.get(plan.url + "print/")
