"""A database that is busy: the one failure that may be tried again."""

from __future__ import annotations

import pytest
from django.db import OperationalError


@pytest.mark.parametrize(("told", "status"), [("database is locked", 503), ("no such table", 500)])
def test_a_busy_database_says_so_and_any_other_trouble_stays_an_error(plan, monkeypatch, told, status):
    def fail(*_args, **_options):
        raise OperationalError(told)

    monkeypatch.setattr("plans.models.Week.add", fail)
    plan.client.raise_request_exception = False
    answer = plan.post("sessions/", day=1, text="8 km easy")
    assert answer.status_code == status
    if status == 503:
        assert answer["Retry-After"] == "2"
        assert "Nothing was changed." in answer.content.decode()
