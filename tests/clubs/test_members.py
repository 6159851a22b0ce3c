from __future__ import annotations

import pytest

from clubs.models import Invitation, User

PAGE = "/c/ridgeway/members/"


def person(cast, name, what=""):
    return f"{PAGE}{cast.user(name).pk}/{what}"


def test_it_works(client_as, cast):
    page = client_as("Ruth").get(PAGE).content.decode()
    order = [page.index(f"<strong>{name}</strong>") for name in ("Ruth", "Mira", "Ines", "Anna", "Ben")]
    assert order == sorted(order)
    assert "mira@example.org" in page
    assert "Tom" not in page


def test_several_roles_are_one_line(client_as, cast):
    cast.ridgeway.add_member(cast.user("Ruth"), "athlete")
    page = client_as("Mira").get(PAGE).content.decode()
    assert page.count("<strong>Ruth</strong>") == 1
    assert "Owner, Athlete" in page


def test_athletes_see_who_runs_the_club_and_no_address(client_as):
    page = client_as("Anna").get(PAGE).content.decode()
    assert "<strong>Mira</strong>" in page
    assert "Ben" not in page
    assert "mira@example.org" not in page
    assert "Open invitations" not in page


@pytest.mark.parametrize(("name", "sees"), [("Ruth", True), ("Mira", True), ("Ines", False), ("Anna", False)])
def test_open_invitations_are_for_who_invites(client_as, cast, name, sees):
    Invitation.objects.make(
        cast.ridgeway, "athlete", cast.user("Ruth"), email="noor@example.org", squads=[cast.tuesday]
    )
    page = client_as(name).get(PAGE).content.decode()
    assert ("noor@example.org" in page) is sees
    assert ("from Ruth" in page) is sees


@pytest.mark.parametrize("crowd", [1, 40])
def test_the_list_takes_as_many_queries_for_one_as_for_many(client_as, cast, crowd, django_assert_num_queries):
    for number in range(crowd):
        cast.ridgeway.add_member(User.objects.create_user(f"r{number}@example.org"), "athlete")
        Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Ruth"), squads=[cast.tuesday])
    client = client_as("Mira")
    # Session, user, member, memberships, invitations, their squads.
    with django_assert_num_queries(6):
        client.get(PAGE)


def test_an_owner_changes_roles(client_as, cast):
    client = client_as("Ruth")
    assert client.get(person(cast, "Ines")).status_code == 200
    response = client.post(person(cast, "Ines"), {"roles": ["coach", "athlete"]})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert cast.ridgeway.roles_of(cast.user("Ines")) == {"coach", "athlete"}


@pytest.mark.parametrize("roles", [[], ["king"], ["owner"]])
def test_roles_that_cannot_be_given_are_refused(client_as, cast, roles):
    assert client_as("Ruth").post(person(cast, "Mira"), {"roles": roles}).status_code == 422
    assert cast.ridgeway.roles_of(cast.user("Mira")) == {"coach"}


def test_the_only_owner_cannot_step_down(client_as, cast):
    response = client_as("Ruth").post(person(cast, "Ruth"), {"roles": ["coach"]})
    assert response.status_code == 422
    assert "Hand the club over first." in response.content.decode()
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"owner"}


def test_one_of_two_owners_steps_down(client_as, cast):
    cast.ridgeway.add_member(cast.user("Mira"), "owner")
    assert client_as("Ruth").post(person(cast, "Mira"), {"roles": ["coach"]}).status_code == 302
    assert cast.ridgeway.roles_of(cast.user("Mira")) == {"coach"}


@pytest.mark.parametrize(
    ("name", "whom", "status"),
    [
        ("Ruth", "Mira", 302),
        ("Ruth", "Ben", 302),
        ("Mira", "Ben", 302),
        ("Mira", "Ines", 403),
        ("Mira", "Ruth", 403),
        ("Ines", "Ben", 403),
        ("Ben", "Anna", 403),
    ],
)
def test_who_removes_whom(client_as, cast, name, whom, status):
    response = client_as(name).post(person(cast, whom, "remove/"), {"leaves_squads": "on"})
    assert response.status_code == status
    assert bool(cast.ridgeway.roles_of(cast.user(whom))) is (status == 403)


def test_a_coach_does_not_remove_an_athlete_who_helps_to_coach(client_as, cast):
    cast.ridgeway.add_member(cast.user("Ben"), "assistant")
    assert client_as("Mira").post(person(cast, "Ben", "remove/")).status_code == 403
    assert person(cast, "Ben", "remove/") not in client_as("Mira").get(PAGE).content.decode()


def test_what_becomes_of_an_athlete_is_said_first_and_asked(client_as, cast):
    page = client_as("Mira").get(person(cast, "Ben", "remove/")).content.decode()
    assert "The profile and everything planned stay with the club" in page
    assert cast.ridgeway.roles_of(cast.user("Ben")) == {"athlete"}
    client_as("Mira").post(person(cast, "Ben", "remove/"), {})
    cast.ben.refresh_from_db()
    assert cast.ben.user is None
    assert list(cast.ben.squads.all()) == [cast.tuesday]
    assert client_as("Ben").get("/c/ridgeway/my-week/").status_code == 404


def test_another_clubs_people_are_not_found(client_as, cast):
    for what in ("", "remove/"):
        assert client_as("Ruth").get(person(cast, "Tom", what)).status_code == 404
        assert client_as("Ruth").post(person(cast, "Tom", what), {"roles": ["coach"]}).status_code == 404
    assert cast.ridgeway.roles_of(cast.user("Tom")) == set()


def test_removing_oneself_is_leaving(client_as, cast):
    assert client_as("Ruth").post(person(cast, "Ruth", "remove/"))["Location"] == f"{PAGE}leave/"


def test_anybody_leaves(client_as, cast):
    client = client_as("Anna")
    assert "Leave Ridgeway Runners?" in client.get(f"{PAGE}leave/").content.decode()
    assert client.post(f"{PAGE}leave/")["Location"] == "/"
    assert "You have left Ridgeway Runners." in client.get("/").content.decode()
    cast.anna.refresh_from_db()
    assert (cast.anna.user, list(cast.anna.squads.all())) == (None, [])


def test_the_only_owner_is_told_what_to_do_first(client_as, cast):
    client = client_as("Ruth")
    assert f'href="{PAGE}hand-over/"' in client.get(f"{PAGE}leave/").content.decode()
    response = client.post(f"{PAGE}leave/")
    assert response.status_code == 422
    assert "Hand the club over first." in response.content.decode()
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"owner"}


def test_a_club_is_handed_over(client_as, cast):
    client = client_as("Ruth")
    assert client.get(f"{PAGE}hand-over/").status_code == 200
    typed = {"taker": cast.user("Mira").pk, "then": "coach", "confirmed": "on"}
    assert client.post(f"{PAGE}hand-over/", typed)["Location"] == PAGE
    assert cast.ridgeway.roles_of(cast.user("Mira")) == {"owner", "coach"}
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"coach"}
    assert "Mira owns Ridgeway Runners now." in client.get(PAGE).content.decode()


def test_whoever_hands_over_may_stay(client_as, cast):
    typed = {"taker": cast.user("Mira").pk, "then": "owner", "confirmed": "on"}
    client_as("Ruth").post(f"{PAGE}hand-over/", typed)
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"owner"}


@pytest.mark.parametrize(
    "typed", [{"confirmed": ""}, {"taker": ""}, {"then": "king"}, {"taker": "Tom"}, {"taker": "Ruth"}]
)
def test_handing_over_needs_a_member_and_a_yes(client_as, cast, typed):
    typed = {**typed, **({"taker": cast.user(typed["taker"]).pk} if typed.get("taker") else {})}
    whole = {"taker": cast.user("Mira").pk, "then": "coach", "confirmed": "on", **typed}
    assert client_as("Ruth").post(f"{PAGE}hand-over/", whole).status_code == 422
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"owner"}
    assert cast.ridgeway.roles_of(cast.user("Mira")) == {"coach"}


def test_where_nobody_else_is_somebody_is_invited_first(client_as, cast):
    cast.ridgeway.memberships.exclude(role="owner").delete()
    assert "Invite a coach first." in client_as("Ruth").get(f"{PAGE}hand-over/").content.decode()
