from __future__ import annotations

import pytest

from clubs.models import Club


def test_it_works(client_as):
    assert client_as("Mira").get("/")["Location"] == "/c/ridgeway/"
    assert client_as("Anna").get("/")["Location"] == "/c/ridgeway/"


def test_several_clubs_are_listed(client_as, cast):
    cast.harbour.add_member(cast.user("Mira"), "athlete")
    page = client_as("Mira").get("/")
    assert page.status_code == 200
    assert '<a class="tap" href="/c/harbour/">Harbour Harriers</a>' in page.content.decode()
    assert '<a class="tap" href="/c/ridgeway/">Ridgeway Runners</a>' in page.content.decode()


def test_nobody_is_left_alone_without_a_club(client_as):
    page = client_as("Sam").get("/")
    assert page.status_code == 200
    assert "You are not in a club yet" in page.content.decode()
    assert "sam@example.org" in page.content.decode()


def test_a_club_leads_to_where_the_work_is(client_as, cast):
    assert client_as("Mira").get("/c/ridgeway/")["Location"] == "/c/ridgeway/squads/"
    assert client_as("Ruth").get("/c/ridgeway/")["Location"] == "/c/ridgeway/squads/"
    assert client_as("Anna").get("/c/ridgeway/")["Location"] == "/c/ridgeway/my-week/"


def test_who_coaches_and_runs_starts_with_the_squads(client_as, cast):
    cast.ridgeway.add_member(cast.user("Mira"), "athlete")
    assert client_as("Mira").get("/c/ridgeway/")["Location"] == "/c/ridgeway/squads/"


def test_home_is_not_written_to(client_as):
    assert client_as("Mira").post("/").status_code == 405


def test_an_only_club_does_not_hide_the_way_to_another(client_as):
    page = client_as("Mira").get("/?all")
    assert page.status_code == 200
    assert 'href="/c/ridgeway/"' in page.content.decode()
    assert 'href="/clubs/new/"' in page.content.decode()


def test_the_header_names_the_club_and_switches_where_there_are_several(client_as, cast):
    client = client_as("Mira")
    assert '<p class="site-club">Ridgeway Runners</p>' in client.get("/c/ridgeway/athletes/").content.decode()
    cast.harbour.add_member(cast.user("Mira"), "athlete")
    page = client.get("/c/ridgeway/athletes/").content.decode()
    assert "switch clubs" in page
    assert '<a href="/c/ridgeway/" aria-current="true">Ridgeway Runners</a>' in page
    assert '<a href="/c/harbour/">Harbour Harriers</a>' in page


@pytest.mark.parametrize("clubs", [0, 1, 30])
def test_the_menu_of_clubs_costs_no_query(client_as, cast, clubs, django_assert_num_queries):
    for number in range(clubs):
        Club.objects.create(slug=f"c{number}", name=f"Club {number}").add_member(cast.user("Mira"), "coach")
    client = client_as("Mira")
    # Session, user, member with all clubs.
    with django_assert_num_queries(3):
        client.get("/c/ridgeway/")
