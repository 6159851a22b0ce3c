"""What athletes say of their sessions: kept once however often it is sent, and never over what they said meanwhile."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from clubs.models import User
from plans.models import Log, StaleLog, Week, monday_of


@pytest.fixture
def session(cast):
    week = Week.for_writing(cast.tuesday, monday_of(cast.ridgeway.today()))
    return week.add(1, "8 km easy", User.objects.get(name="Mira"))


@pytest.fixture
def say(cast, session):
    def said(sending=None, version=0, athlete=cast.anna, session=session, log=None, **fields):
        fields = {"date": cast.ridgeway.today(), "planned": "8 km easy", "outcome": "done", **fields}
        return Log.objects.say(athlete, fields, sending=sending or uuid4(), version=version, session=session, log=log)

    return said


def test_it_works(say, cast, session):
    log = say(effort=4, duration_s=3000)

    assert Log.objects.get() == log
    assert (log.athlete, log.session, log.version, log.load) == (cast.anna, session, 1, 200)


def test_what_is_sent_twice_is_kept_once(say):
    sending = uuid4()

    assert say(sending, effort=4) == say(sending, effort=4)
    assert say(sending, session=None) == say(sending, session=None)
    assert Log.objects.count() == 1


def test_a_run_that_nobody_planned_is_a_log_of_its_own_each_time(say):
    first, second = say(session=None), say(session=None)

    assert first != second
    assert say(session=None, log=first.pk, version=1, effort=3).version == 2
    assert Log.objects.count() == 2


def test_a_change_replaces_what_was_said(say):
    say(effort=4)
    log = say(version=1, effort=6, feel="poor")

    assert (log.version, log.effort, log.feel) == (2, 6, "poor")
    # The answer to it was lost, and the phone tries again.
    assert say(log.sent, version=1, effort=6).version == 2


def test_what_was_said_meanwhile_is_not_written_over(say):
    say(effort=4)
    with pytest.raises(StaleLog) as stale:
        say(version=0, effort=9)

    assert stale.value.log.effort == 4
    assert Log.objects.get().effort == 4


def test_a_log_of_somebody_else_is_none(say, cast):
    mine = say(session=None)
    with pytest.raises(Log.DoesNotExist):
        say(athlete=cast.ben, session=None, log=mine.pk, version=1)


@pytest.mark.parametrize(
    "wrong", [{"effort": 11}, {"pain": 11}, {"outcome": "?"}, {"feel": "?"}, {"distance_m": 500_001}]
)
def test_the_database_refuses_what_cannot_be(say, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        say(**wrong)


def test_what_was_said_outlives_the_plan(say, session):
    log = say()
    session.week.delete()
    log.refresh_from_db()

    assert (log.session, log.planned) == (None, "8 km easy")
