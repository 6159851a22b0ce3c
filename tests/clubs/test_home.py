from __future__ import annotations


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
