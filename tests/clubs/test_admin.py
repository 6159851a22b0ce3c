from __future__ import annotations

import pytest

from clubs.models import Athlete, Club, Invitation, Membership, User


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


def club_form(club, *rows, initial=0):
    names = ("slug", "name", "timezone", "units", "bare_m", "policy")
    typed = {name: getattr(club, name) for name in names}
    return {**typed, "packs": '["founding"]', **membership_rows(*rows, initial=initial)}


def rows_of(memberships, **changed):
    return [
        {"id": one.pk, "user": one.user_id, "club": one.club_id, "role": one.role, **changed.get(one.role, {})}
        for one in memberships
    ]


class TestEveryClubHasAnOwner:
    def test_a_new_one(self, root, cast):
        valley = Club(slug="valley", name="Valley")
        row = {"user": cast.user("Sam").pk, "role": "coach"}
        answer = root.post("/admin/clubs/club/add/", club_form(valley, row))
        assert "A club never has no owner: keep one here, or add one." in answer.content.decode()
        assert not Club.objects.filter(slug="valley").exists()

    @pytest.mark.parametrize("taken", [{"DELETE": "on"}, {"role": "assistant"}])
    def test_among_its_people(self, root, cast, taken):
        people = list(cast.harbour.memberships.all())
        page = f"/admin/clubs/club/{cast.harbour.pk}/change/"
        rows = rows_of(people, owner=taken)
        answer = root.post(page, club_form(cast.harbour, *rows, initial=len(rows)))
        assert "A club never has no owner" in answer.content.decode()
        newcomer = {"user": cast.user("Sam").pk, "role": "owner"}
        assert root.post(page, club_form(cast.harbour, *rows, newcomer, initial=len(rows))).status_code == 302
        assert [one.user.name for one in cast.harbour.memberships.filter(role="owner")] == ["Sam"]

    @pytest.mark.parametrize("taken", [{"DELETE": "on"}, {"role": "assistant"}])
    def test_among_the_clubs_of_a_user(self, root, cast, taken):
        owner = cast.harbour.memberships.get(role="owner").user
        held = list(owner.memberships.all())
        typed = {"email": owner.email, "name": owner.name, "is_active": "on"}
        rows = membership_rows(*rows_of(held, owner=taken), initial=len(held))
        page = f"/admin/clubs/user/{owner.pk}/change/"
        answer = root.post(page, {**typed, **rows})
        assert "nobody else owns Harbour Harriers: make somebody else an owner first." in answer.content.decode()
        cast.harbour.add_member(cast.user("Sam"), "owner")
        assert root.post(page, {**typed, **rows}).status_code == 302
        assert not owner.memberships.filter(role="owner").exists()


class TestWhoRunsNoMore:
    @pytest.fixture(autouse=True)
    def told(self, cast):
        Athlete.objects.filter(pk=cast.anna.pk).update(injuries=["achilles"], body_mass_kg=60)
        cast.anna.consents.create(what="injuries")

    def is_alone(self, anna):
        anna.refresh_from_db()
        return (anna.user, anna.injuries, anna.body_mass_kg, anna.consents.standing().exists()) == (
            None,
            [],
            None,
            False,
        )

    def test_taken_out_among_the_clubs_people(self, root, cast):
        people = list(cast.ridgeway.memberships.all())
        rows = rows_of(people)
        for one, row in zip(people, rows, strict=True):
            if one.user == cast.anna.user:
                row["DELETE"] = "on"
        page = f"/admin/clubs/club/{cast.ridgeway.pk}/change/"
        assert root.post(page, club_form(cast.ridgeway, *rows, initial=len(rows))).status_code == 302
        assert self.is_alone(cast.anna)
        assert cast.ben.user

    def test_the_profile_is_parted_from_its_account(self, root, cast, client_as):
        page = f"/admin/clubs/athlete/{cast.anna.pk}/change/"
        assert root.post(page, {"name": "Anna", "squads": [cast.tuesday.pk]}).status_code == 302
        assert self.is_alone(cast.anna)
        assert client_as("Anna").get("/c/ridgeway/profile/").status_code == 404
        assert list(cast.anna.squads.all()) == [cast.tuesday]
        anna = {"name": "Anna", "user": User.objects.get(name="Anna").pk, "squads": [cast.tuesday.pk]}
        assert root.post(page, anna).status_code == 302
        assert client_as("Anna").get("/c/ridgeway/profile/").status_code == 200

    def test_nobody_else_gets_the_profile(self, root, cast):
        page = f"/admin/clubs/athlete/{cast.anna.pk}/change/"
        for whose in ({"user": cast.user("Sam").pk}, {}, {"user": cast.user("Sam").pk}):
            answer = root.post(page, {"name": "Anna", "squads": [cast.tuesday.pk], **whose})
            assert ("This profile is that of Anna" in answer.content.decode()) == bool(whose)
        assert self.is_alone(cast.anna)


def test_profiles_and_squads_stay_in_their_club(root, cast):
    root.post(f"/admin/clubs/athlete/{cast.ben.pk}/change/", {"name": "Benny", "club": cast.harbour.pk})
    root.post(f"/admin/clubs/squad/{cast.tuesday.pk}/change/", {"name": "Wednesday", "club": cast.harbour.pk})
    cast.ben.refresh_from_db()
    cast.tuesday.refresh_from_db()
    assert (cast.ben.name, cast.ben.club, cast.tuesday.name, cast.tuesday.club) == (
        "Benny",
        cast.ridgeway,
        "Wednesday",
        cast.ridgeway,
    )


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
