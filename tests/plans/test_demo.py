"""The demo club: what somebody sees who tries Uphill for the first time."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from clubs.models import Athlete, Club, Invitation, User
from plans.days import WEEK
from plans.management.commands.demo import ADMIN, ASSISTANT, ATHLETE, COACH, PASSWORD, THIS_WEEK
from plans.models import Session, SessionException, Week, monday_of
from tests.texts import text_of


@pytest.fixture
def club(db):
    call_command("demo")
    return Club.objects.get()


def test_it_works(club):
    this_week = Week.objects.get(monday=monday_of(club.today()), squad__name="Tuesday squad")
    assert not this_week.is_published
    assert [(one.day, one.text) for one in this_week.sessions.order_by("day")] == list(THIS_WEEK)
    for email in (COACH, ASSISTANT, ATHLETE, ADMIN):
        assert User.objects.get(email=email).check_password(PASSWORD)


def test_it_shows_the_life_of_a_club(club):
    assert {role for person in User.objects.all() for role in club.roles_of(person)} == {
        "owner",
        "coach",
        "assistant",
        "athlete",
    }
    assert [race.name for race in club.races.of_the_club().upcoming(club.today())] == ["Ridge Run"]
    hilly = Week.objects.filter(block="hills").values_list("squad__name", flat=True)
    assert set(hilly) == {"Tuesday squad"}
    assert [one.athlete.name for one in SessionException.objects.live()] == ["Ben Okafor"]
    assert [str(one) for one in Invitation.objects.open()] == ["Dev Anand"]


def test_athletes_have_something_to_read_and_said_how_it_went(club, client):
    client.force_login(User.objects.get(email=ATHLETE))
    week = text_of(client.get("/c/ridgeway/my-week/"))
    assert "3 x 8 min at threshold" in week
    assert "Mill bridge" in week
    assert "/km" in week
    assert "ankle weights" not in week
    client.force_login(User.objects.get(email=COACH))
    squad = club.squads.get(name="Tuesday squad")
    last_week = text_of(client.get(f"/c/ridgeway/squads/{squad.pk}/{monday_of(club.today()) - WEEK}/"))
    for told in ("heavy legs: Anna Berg", "pain: Chloe Marsh 4/10"):
        assert told in last_week
    talk = text_of(client.get("/c/ridgeway/talk/"))
    assert "head torch on Tuesday" in talk
    assert Athlete.objects.get(name="Anna Berg").heavy_legs_since is None


def test_all_of_it_is_read(club):
    mornings = Session.objects.filter(week__squad__name="Morning runs")
    assert not [one.text for one in mornings if one.reading.unread]
    assert not [one.text for one in SessionException.objects.all() if one.reading.unread]


def test_again_it_makes_nothing(club):
    call_command("demo")
    assert Club.objects.count() == 1
