from __future__ import annotations

import pytest

from clubs.models import Squad

NEW = "/c/ridgeway/squads/new/"


def test_it_works(client_as, cast):
    client = client_as("Mira")
    assert client.get(NEW).status_code == 200
    response = client.post(NEW, {"name": "Hill squad"})
    squad = cast.ridgeway.squads.get(name="Hill squad")
    assert (response.status_code, response["Location"]) == (302, f"/c/ridgeway/squads/{squad.pk}/members/")
    page = client.get(response["Location"])
    assert "Hill squad is made." in page.content.decode()
    response = client.post(response["Location"], {"athletes": [cast.anna.pk]})
    assert (response.status_code, response["Location"]) == (302, "/c/ridgeway/athletes/")
    assert list(squad.athletes.all()) == [cast.anna]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("", "required"), ("   ", "required"), ("x" * 101, "at most 100"), ("Tuesday squad", "of this name already")],
)
def test_a_squad_needs_a_name_of_its_own(client_as, cast, name, complaint):
    response = client_as("Mira").post(NEW, {"name": name})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert Squad.objects.count() == 2


def test_another_clubs_squad_may_have_the_same_name(client_as):
    assert client_as("Mira").post(NEW, {"name": "Sailors"}).status_code == 302


def test_the_ticks_show_who_is_in_and_empty_a_squad(client_as, cast):
    page = f"/c/ridgeway/squads/{cast.tuesday.pk}/members/"
    client = client_as("Mira")
    assert client.get(page).content.decode().count(" checked") == 2
    client.post(page, {})
    assert list(cast.tuesday.athletes.all()) == []


def test_only_the_clubs_own_athletes_can_be_ticked(client_as, cast):
    page = f"/c/ridgeway/squads/{cast.tuesday.pk}/members/"
    assert ">Tom<" not in client_as("Mira").get(page).content.decode()
    response = client_as("Mira").post(page, {"athletes": [cast.anna.pk, cast.tom.pk]})
    assert response.status_code == 422
    assert response.context["form"]["athletes"].value() == [str(cast.anna.pk), str(cast.tom.pk)]
    assert set(cast.tuesday.athletes.all()) == {cast.anna, cast.ben}


def test_another_clubs_squad_is_not_found(client_as, cast):
    page = f"/c/ridgeway/squads/{cast.sailors.pk}/members/"
    assert client_as("Mira").get(page).status_code == 404
    assert client_as("Mira").post(page, {}).status_code == 404
    assert list(cast.sailors.athletes.all()) == [cast.tom]


@pytest.mark.parametrize("crowd", [1, 50])
def test_ticking_takes_as_many_queries_for_one_as_for_many(client_as, cast, crowd, django_assert_num_queries):
    cast.ridgeway.athletes.all().delete()
    cast.tuesday.set_athletes([cast.ridgeway.add_athlete(f"Runner {number}") for number in range(crowd)])
    client = client_as("Mira")
    # Session, user, member, squad, who is in it, whether there is anybody, everybody.
    with django_assert_num_queries(7):
        client.get(f"/c/ridgeway/squads/{cast.tuesday.pk}/members/")
