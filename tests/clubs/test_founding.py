from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache

from clubs.founding import NewClubForm
from clubs.models import Club

PAGE = "/clubs/new/"
NEW = {"name": "Moor & Marsh Harriers", "slug": "", "timezone": "Europe/London", "units": "mi", "coaches": "on"}


@pytest.fixture(autouse=True)
def nobody_founded_before():
    cache.clear()
    yield
    cache.clear()


def test_it_works(client_as, cast):
    client = client_as("Sam")
    assert client.get(PAGE).status_code == 200
    response = client.post(PAGE, NEW)
    assert (response.status_code, response["Location"]) == (302, "/c/moor-marsh-harriers/")
    club = Club.objects.get(slug="moor-marsh-harriers")
    assert (club.name, club.timezone, club.units) == ("Moor & Marsh Harriers", "Europe/London", "mi")
    assert club.roles_of(cast.user("Sam")) == {"owner", "coach"}
    assert client.get("/c/moor-marsh-harriers/squads/").status_code == 200


def test_an_owner_need_not_coach(client_as, cast):
    client_as("Sam").post(PAGE, {**NEW, "coaches": ""})
    assert Club.objects.get(slug="moor-marsh-harriers").roles_of(cast.user("Sam")) == {"owner"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ridgeway", "ridgeway-2"),
        ("Läufer Köln e.V.", "laufer-koln-ev"),
        ("Бегуны", "club"),
        ("x" * 100, "x" * 40),
    ],
)
def test_the_short_name_is_made_from_the_name(client_as, cast, name, slug):
    assert client_as("Sam").post(PAGE, {**NEW, "name": name})["Location"] == f"/c/{slug}/"


def test_a_name_that_is_taken_again_and_again_is_counted_on(db):
    for slug in ("moor", "moor-2", "moor-3"):
        Club.objects.create(slug=slug, name="Moor")
    assert Club.objects.free_slug("Moor") == "moor-4"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"name": ""}, "required"),
        ({"slug": "Ridgeway"}, "Another club is called “ridgeway” already. Still free: ridgeway-2"),
        ({"slug": "moor / marsh"}, "letters, numbers"),
        ({"timezone": "Mars/Olympus"}, "Select a valid choice"),
        ({"units": "ft"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_else_lost(client_as, typed, complaint):
    response = client_as("Sam").post(PAGE, {**NEW, **typed})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert response.context["form"]["timezone"].value() == {**NEW, **typed}["timezone"]
    assert Club.objects.count() == 2


def test_a_short_name_that_was_just_taken_is_told(cast):
    form = NewClubForm({**NEW, "slug": "moor"})
    assert form.is_valid()
    Club.objects.create(slug="moor", name="Faster")
    assert form.found(cast.user("Sam")) is None
    assert "just now" in str(form.errors)
    assert Club.objects.get(slug="moor").name == "Faster"


def test_the_browser_may_guess_the_zone_until_one_was_chosen(client_as):
    client = client_as("Sam")
    assert "data-guess-zone" in client.get(PAGE).content.decode()
    assert "data-guess-zone" not in client.post(PAGE, {**NEW, "name": ""}).content.decode()


def test_where_only_the_administrator_makes_clubs_nobody_else_does(client_as, settings):
    settings.NEW_CLUBS = False
    assert client_as("Sam").get(PAGE).status_code == 403
    assert client_as("Sam").post(PAGE, NEW).status_code == 403
    assert PAGE not in client_as("Sam").get("/").content.decode()
    assert Club.objects.count() == 2
    assert client_as("Root").post(PAGE, NEW).status_code == 302


@time_machine.travel("2026-11-23 12:00Z", tick=False)
def test_too_many_clubs_wait(client_as):
    client = client_as("Sam")
    for number in range(5):
        assert client.post(PAGE, {**NEW, "name": f"Club {number}"}).status_code == 302
    response = client.post(PAGE, NEW)
    assert response.status_code == 429
    assert "Moor &amp; Marsh Harriers" in response.content.decode()
    assert Club.objects.count() == 7
