from __future__ import annotations

import pytest

from clubs.models import Athlete, Invitation, Membership, User


@pytest.fixture
def root(client_as):
    return client_as("Root")


def membership_rows(*rows, initial=0):
    posted = {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        posted |= {f"memberships-{number}-{field}": value for field, value in row.items()}
    return posted


@pytest.mark.parametrize("model", ["user", "club", "squad", "athlete"])
def test_it_works(root, model):
    assert root.get(f"/admin/clubs/{model}/").status_code == 200
    assert root.get(f"/admin/clubs/{model}/", {"q": "a"}).status_code == 200
    assert root.get(f"/admin/clubs/{model}/add/").status_code == 200


def test_a_user_is_added_by_email_with_a_password_and_a_part_in_a_club(root, cast):
    row = {"club": cast.ridgeway.pk, "role": "athlete"}
    typed = {
        "email": "Zoe@Example.org",
        "name": "Zoe",
        "password1": "long enough for it",
        "password2": "long enough for it",
        "usable_password": "true",
        **membership_rows(row),
    }
    assert root.post("/admin/clubs/user/add/", typed).status_code == 302
    zoe = User.objects.get(email="zoe@example.org")
    assert zoe.check_password("long enough for it")
    assert Athlete.objects.get(club=cast.ridgeway, user=zoe).name == "Zoe"


def test_an_email_in_use_is_refused_in_any_case(root):
    typed = {"email": "MIRA@example.org", "password1": "long enough for it", "password2": "long enough for it"}
    response = root.post("/admin/clubs/user/add/", {**typed, **membership_rows()})
    assert response.status_code == 200
    assert "This email is taken." in response.content.decode()


def test_a_user_is_changed(root, cast):
    mira = cast.user("Mira")
    [membership] = mira.memberships.all()
    row = {"id": membership.pk, "user": mira.pk, "club": cast.ridgeway.pk, "role": "owner"}
    page = f"/admin/clubs/user/{mira.pk}/change/"
    assert root.get(page).status_code == 200
    typed = {"email": "mira@example.org", "name": "Mira H", "is_active": "on", **membership_rows(row, initial=1)}
    assert root.post(page, typed).status_code == 302
    mira = User.objects.get(email="mira@example.org")
    assert mira.name == "Mira H"
    assert [membership.role for membership in mira.memberships.all()] == ["owner"]


def test_a_club_gets_its_people_inline(root, cast):
    sam = cast.user("Sam")
    typed = {
        "slug": "valley",
        "name": "Valley",
        "timezone": "UTC",
        "units": "km",
        "bare_m": "ask",
        "policy": "panel",
        "packs": '["founding"]',
        "equipment": ["band"],
        **membership_rows({"user": sam.pk, "role": "owner"}, {"user": sam.pk, "role": "athlete"}),
    }
    assert root.post("/admin/clubs/club/add/", typed).status_code == 302
    assert set(Membership.objects.filter(user=sam).values_list("role", flat=True)) == {"owner", "athlete"}
    assert Athlete.objects.filter(user=sam, club__slug="valley").exists()


def test_linking_an_athlete_to_a_user_opens_the_athletes_pages(root, cast, client_as):
    kim = cast.ridgeway.add_athlete("Kim")
    page = f"/admin/clubs/athlete/{kim.pk}/change/"
    assert root.get(page).status_code == 200
    typed = {"club": cast.ridgeway.pk, "name": "Kim", "user": cast.user("Sam").pk, "squads": [cast.tuesday.pk]}
    assert root.post(page, typed).status_code == 302
    assert client_as("Sam").get("/c/ridgeway/profile/").status_code == 200


def test_an_athlete_is_put_into_no_squad_of_another_club(root, cast):
    page = f"/admin/clubs/athlete/{cast.anna.pk}/change/"
    typed = {"club": cast.ridgeway.pk, "name": "Anna", "squads": [cast.sailors.pk]}
    response = root.post(page, typed)
    assert response.status_code == 200
    assert "squads of the athlete’s own club" in response.content.decode().replace("&#x27;", "’")


@pytest.mark.parametrize("crowd", [1, 50])
def test_the_list_of_athletes_takes_as_many_queries_for_one_as_for_many(
    root, cast, crowd, django_assert_max_num_queries
):
    cast.ridgeway.athletes.all().delete()
    for number in range(crowd):
        cast.ridgeway.add_athlete(f"Runner {number}")
    with django_assert_max_num_queries(10):
        root.get("/admin/clubs/athlete/")


def test_an_invitation_is_read_and_never_forged(root, cast):
    made, _token = Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Ruth"), email="noor@example.org")
    assert "noor@example.org" in root.get("/admin/clubs/invitation/").content.decode()
    page = root.get(f"/admin/clubs/invitation/{made.pk}/change/")
    assert page.status_code == 200
    assert made.token_hash not in page.content.decode()
    assert root.get("/admin/clubs/invitation/add/").status_code == 403
    assert root.post(f"/admin/clubs/invitation/{made.pk}/change/", {"role": "coach"}).status_code == 403
    made.refresh_from_db()
    assert made.role == "athlete"


def test_a_club_with_invitations_can_still_be_deleted(root, cast):
    Invitation.objects.make(cast.harbour, "athlete", cast.user("Olga"))
    page = root.post(f"/admin/clubs/club/{cast.harbour.pk}/delete/", {"post": "yes"})
    assert page.status_code == 302
    assert not Invitation.objects.exists()
