"""When and where a squad meets, as planners say it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from clubs.models import SquadMeeting


@pytest.fixture
def page(cast) -> str:
    return f"/c/ridgeway/squads/{cast.tuesday.pk}/meetings/"


def test_it_works(client_as, cast, page):
    client = client_as("Ines")
    assert client.get(page).status_code == 200
    response = client.post(page, {"time_1": "18:30", "place_1": "North gate", "place_6": "Mill car park"})
    assert (response.status_code, response["Location"]) == (302, page)
    found = SquadMeeting.objects.of_squads([cast.tuesday.pk]).by_day()
    assert found == {
        (cast.tuesday.pk, 1): (dt.time(18, 30), "North gate"),
        (cast.tuesday.pk, 6): (None, "Mill car park"),
    }
    shown = client.get(page).content.decode()
    assert "When and where Tuesday squad meets is saved." in shown
    assert 'value="18:30"' in shown
    assert 'value="Mill car park"' in shown


def test_a_day_that_is_emptied_is_forgotten(client_as, cast, page):
    client = client_as("Mira")
    client.post(page, {"time_1": "18:30", "time_3": "07:00"})
    client.post(page, {"time_3": "07:15"})
    assert [(one.weekday, one.time) for one in cast.tuesday.meetings.all()] == [(3, dt.time(7, 15))]


@pytest.mark.parametrize(
    ("typed", "complaint"), [({"time_1": "half six"}, "valid time"), ({"place_1": "x" * 121}, "at most 120")]
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_lost(client_as, cast, page, typed, complaint):
    response = client_as("Mira").post(page, {"place_6": "Mill car park", **typed})
    shown = response.content.decode()
    assert response.status_code == 422
    assert complaint in shown
    assert 'value="Mill car park"' in shown
    assert all(f'value="{text}"' in shown for text in typed.values())
    assert not cast.tuesday.meetings.exists()


def test_athletes_may_not_and_another_clubs_squad_is_unknown(client_as, cast, page):
    assert client_as("Anna").post(page, {"time_1": "18:30"}).status_code == 403
    assert client_as("Hanna").post(page, {"time_1": "18:30"}).status_code == 404
    other = f"/c/ridgeway/squads/{cast.sailors.pk}/meetings/"
    assert client_as("Mira").post(other, {"time_1": "18:30"}).status_code == 404
    assert not SquadMeeting.objects.exists()


def test_the_squads_page_leads_there(client_as, cast, page):
    assert page in client_as("Mira").get(f"/c/ridgeway/squads/{cast.tuesday.pk}/members/").content.decode()


@pytest.mark.parametrize("wrong", [{"weekday": 7, "place": "Gate"}, {"weekday": 1}, {"weekday": 0, "place": "Twice"}])
def test_the_database_holds_what_a_meeting_is(cast, wrong):
    cast.tuesday.meetings.create(weekday=0, place="Gate")
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.tuesday.meetings.create(**wrong)
