from __future__ import annotations

import pytest

from clubs.models import Athlete
from tests.consents import show

PAGE = "/c/ridgeway/athletes/"


def test_an_empty_club_says_what_to_do(client_as, cast):
    cast.ridgeway.athletes.all().delete()
    cast.ridgeway.squads.all().delete()
    page = client_as("Mira").get(PAGE).content.decode()
    assert "Nobody runs here yet." in page
    assert "First steps" in page
    assert 'href="/c/ridgeway/squads/new/"' in page
    assert 'href="/c/ridgeway/athletes/new/"' in page
    assert 'href="/c/ridgeway/invitations/new/"' in page


def test_an_assistant_is_offered_no_invitation(client_as, cast):
    cast.ridgeway.add_athlete("Kim")
    assert "/invite/" not in client_as("Ines").get(PAGE).content.decode()
    assert "/invite/" in client_as("Mira").get(PAGE).content.decode()
    cast.ridgeway.athletes.all().delete()
    assert "/invitations/new/" not in client_as("Ines").get(PAGE).content.decode()


def test_a_squad_page_without_athletes_says_what_to_do(client_as, cast):
    cast.ridgeway.athletes.all().delete()
    page = client_as("Mira").get(f"/c/ridgeway/squads/{cast.tuesday.pk}/members/").content.decode()
    assert "First steps" in page
    assert "Save squad" not in page


def test_a_coach_keeps_an_athletes_facts(client_as, cast):
    show(cast.ben)
    page = f"{PAGE}{cast.ben.pk}/"
    client = client_as("Mira")
    assert "<h1>Ben</h1>" in client.get(page).content.decode()
    response = client.post(page, {"name": "Ben Hill", "goal": "fitness", "body_mass_kg": "80"})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    ben = Athlete.objects.get(pk=cast.ben.pk)
    assert (ben.name, ben.goal, ben.body_mass_kg, ben.user) == ("Ben Hill", "fitness", 80, cast.user("Ben"))
    assert list(ben.squads.all()) == [cast.tuesday]
    assert "The profile of Ben Hill is saved." in client.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_an_athlete_needs_a_name(client_as, cast, name):
    response = client_as("Mira").post(f"{PAGE}{cast.ben.pk}/", {"name": name, "goal": "fitness"})
    assert response.status_code == 422
    assert "<h1>Ben</h1>" in response.content.decode()
    assert Athlete.objects.get(pk=cast.ben.pk).goal == ""


def test_a_name_is_shown_as_it_is_written(client_as, cast):
    client = client_as("Mira")
    client.post(f"{PAGE}{cast.ben.pk}/", {"name": "<b>Ben</b> & Co"})
    assert "&lt;b&gt;Ben&lt;/b&gt; &amp; Co</a>" in client.get(PAGE).content.decode()


def test_another_clubs_athlete_is_not_found(client_as, cast):
    page = f"{PAGE}{cast.tom.pk}/"
    assert client_as("Mira").get(page).status_code == 404
    assert client_as("Mira").post(page, {"name": "Mine"}).status_code == 404
    assert Athlete.objects.get(pk=cast.tom.pk).name == "Tom"


def test_an_athlete_page_takes_few_queries(client_as, cast, django_assert_num_queries):
    client = client_as("Mira")
    # Session, user, member, athlete, squads, own races, shared ones.
    with django_assert_num_queries(7):
        client.get(f"{PAGE}{cast.ben.pk}/")
