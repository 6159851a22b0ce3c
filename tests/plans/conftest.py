"""A published panel, and Ridgeway's Tuesday squad in the week of 23 November 2026, which is "this week"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client

from plans.models import Session, Week
from tests.cast import Cast

MONDAY = dt.date(2026, 11, 23)
ANKLE_WEIGHTS = "8 km easy with 1 kg ankle weights on each leg"
SPLIT = "6 x 60 m all-out with a 5 kg vest"
BACKPACK = "25 km easy with a 4 kg backpack"


@pytest.fixture
def tuesday_noon():
    """Tuesday, 24 November 2026, noon in Berlin."""
    with time_machine.travel(dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC), tick=False):
        yield


@dataclass
class Plan:
    """A shorthand for tests: Ridgeway's week, and what a coach's browser sends."""

    cast: Cast
    client: Client

    @property
    def url(self) -> str:
        return f"/c/ridgeway/squads/{self.cast.tuesday.pk}/2026-11-23/"

    def session_url(self, session: Session, what: str = "") -> str:
        return f"/c/ridgeway/sessions/{session.pk}/{what}"

    def add(self, day: int, text: str) -> Session:
        return Week.for_writing(self.cast.tuesday, MONDAY).add(day, text, self.cast.user("Mira"))

    def publish(self) -> Week:
        week = Week.for_writing(self.cast.tuesday, MONDAY)
        week.publish(self.cast.user("Mira"))
        return week

    def post(self, what: str, **data: Any) -> Any:
        return self.client.post(self.url + what, data)

    def post_session(self, session: Session, what: str, **data: Any) -> Any:
        return self.client.post(self.session_url(session, what), data)

    def htmx(self, session: Session, what: str, **data: Any) -> Any:
        return self.client.post(self.session_url(session, what), data, headers={"HX-Request": "true"})

    def fresh(self, session: Session) -> Session:
        return Session.objects.select_related("week__squad__club", "swap__by", "decision__by").get(pk=session.pk)


@pytest.fixture
def plan(tuesday_noon, cast, panel, client_as) -> Plan:
    """The coach Mira at Ridgeway's board."""
    return Plan(cast, client_as("Mira"))
