from __future__ import annotations

from html import unescape

import pytest

from clubs.models import Athlete

PAGE = "/c/ridgeway/athletes/"


def test_it_works(client_as, cast):
    page = unescape(client_as("Mira").get(PAGE).content.decode())
    assert f'<a href="/c/ridgeway/athletes/{cast.anna.pk}/">Anna</a>' in page
    assert page.count("Tuesday squad") == 3
    assert "2 athletes" in page
    assert page.count("Complete") == 1
    assert page.count("Not filled in yet") == 1


def test_what_is_unknown_about_an_athlete_is_named(client_as, cast):
    Athlete.objects.filter(pk=cast.anna.pk).update(level="", past_bone_stress_injury=None)
    page = unescape(client_as("Mira").get(PAGE).content.decode())
    assert "Unknown: level, past bone stress injury" in page


def test_another_clubs_athletes_are_not_there(client_as):
    page = client_as("Mira").get(PAGE).content.decode()
    assert "Tom" not in page
    assert "Sailors" not in page


def test_an_empty_club_says_what_to_do(client_as, cast):
    cast.ridgeway.athletes.all().delete()
    cast.ridgeway.squads.all().delete()
    page = client_as("Mira").get(PAGE).content.decode()
    assert "Nobody runs here yet." in page
    assert "Make the first one." in page


@pytest.mark.parametrize("crowd", [1, 50])
def test_the_list_takes_as_many_queries_for_one_as_for_many(client_as, cast, crowd, django_assert_num_queries):
    cast.ridgeway.athletes.all().delete()
    for number in range(crowd):
        cast.ridgeway.add_athlete(f"Runner {number}").squads.add(cast.tuesday)
    client = client_as("Mira")
    # Session, user, member, athletes, their squads, the squads.
    with django_assert_num_queries(6):
        assert client.get(PAGE).content.decode().count("Runner") == crowd


def test_a_coach_keeps_an_athletes_facts(client_as, cast):
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
    # Session, user, member, athlete, squads.
    with django_assert_num_queries(5):
        client.get(f"{PAGE}{cast.ben.pk}/")
