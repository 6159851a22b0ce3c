"""Whoever has heavy legs and a load planned is led to the questions, by the guideline that says so."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.plans.conftest import ANKLE_WEIGHTS

LINK = 'href="/heavy-legs/">Find the cause'


@pytest.mark.parametrize(
    ("text", "since", "led"),
    [
        (ANKLE_WEIGHTS, dt.date(2026, 11, 23), True),
        (ANKLE_WEIGHTS, None, False),
        ("8 km easy", dt.date(2026, 11, 23), False),
    ],
)
def test_the_week_leads_to_the_questions(plan, client_as, text, since, led):
    plan.cast.anna.heavy_legs_since = since
    plan.cast.anna.save()
    plan.add(1, text)
    plan.publish()
    assert (LINK in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()) is led


def test_the_header_leads_there_from_outside_a_club(client_as):
    assert 'href="/heavy-legs/"' in client_as(None).get("/sign-in/").content.decode()
    page = client_as(None).get("/heavy-legs/").content.decode()
    assert 'href="/heavy-legs/" aria-current="page"' in page
