"""The coach's side: making, mailing, revoking and resending invitations."""

from __future__ import annotations

import re
from smtplib import SMTPException
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives

from clubs.inviting import INVITATIONS
from clubs.models import Invitation

NEW = "/c/ridgeway/invitations/new/"
ATHLETE = {"role": "athlete", "email": "", "days": "14"}


@pytest.fixture(autouse=True)
def nobody_invited_before():
    cache.clear()
    yield
    cache.clear()


def token_in(page):
    return re.search(r'value="http://testserver/join/([\w-]+)/"', page)[1]


def made(cast, role="athlete", by="Ruth", **more):
    return Invitation.objects.make(cast.ridgeway, role, cast.user(by), **more)[0]


def test_it_works(client_as, cast):
    client = client_as("Mira")
    assert client.get(NEW).status_code == 200
    response = client.post(NEW, {**ATHLETE, "squads": [cast.tuesday.pk]})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    [invitation] = Invitation.objects.by_token(token_in(response.content.decode())).open()
    assert (invitation.club, invitation.role, invitation.made_by) == (cast.ridgeway, "athlete", cast.user("Mira"))
    assert list(invitation.squads.all()) == [cast.tuesday]
    assert (invitation.expires_at - invitation.made_at).days == 14
    assert not mail.outbox


def test_the_link_is_shown_once(client_as):
    client = client_as("Mira")
    token = token_in(client.post(NEW, ATHLETE).content.decode())
    assert token not in client.get("/c/ridgeway/members/").content.decode()


def test_with_an_email_it_is_mailed(client_as, cast):
    page = client_as("Mira").post(NEW, {**ATHLETE, "email": "Noor@Example.org"}).content.decode()
    [letter] = mail.outbox
    link = f"http://testserver/join/{token_in(page)}/"
    assert letter.to == ["noor@example.org"]
    assert letter.subject == "Mira invites you to Ridgeway Runners"
    assert link in letter.body
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    assert f'<a href="{link}">' in html
    assert "Mailed to noor@example.org" in page


def test_a_mail_that_does_not_go_out_is_told_and_the_link_stays_good(client_as):
    with mock.patch.object(EmailMultiAlternatives, "send", side_effect=SMTPException("refused")):
        page = client_as("Mira").post(NEW, {**ATHLETE, "email": "noor@example.org"}).content.decode()
    assert "did not go out" in page
    assert Invitation.objects.by_token(token_in(page)).open().exists()


@pytest.mark.parametrize("name", ["Ridgeway\r\nBcc: all@example.org", "<b>Ridgeway</b>"])
def test_a_clubs_name_does_nothing_to_the_mail(client_as, cast, name):
    cast.ridgeway.name = name
    cast.ridgeway.save()
    assert client_as("Mira").post(NEW, {**ATHLETE, "email": "noor@example.org"}).status_code == 200
    [letter] = mail.outbox
    assert letter.message()["Bcc"] is None
    assert "<b>" not in letter.alternatives[0][0]


@pytest.mark.parametrize(
    ("name", "role", "status"),
    [
        ("Ruth", "coach", 200),
        ("Ruth", "assistant", 200),
        ("Ruth", "owner", 422),
        ("Mira", "coach", 422),
        ("Mira", "assistant", 200),
        ("Mira", "owner", 422),
        ("Ines", "athlete", 403),
        ("Anna", "athlete", 403),
    ],
)
def test_who_invites_to_what(client_as, name, role, status):
    assert client_as(name).post(NEW, {**ATHLETE, "role": role}).status_code == status
    assert Invitation.objects.count() == (status == 200)


def test_only_the_roles_that_one_may_give_are_offered(client_as):
    assert 'value="coach"' in client_as("Ruth").get(NEW).content.decode()
    assert 'value="coach"' not in client_as("Mira").get(NEW).content.decode()


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"role": ""}, "required"),
        ({"email": "noor"}, "valid email"),
        ({"email": "ANNA@example.org"}, "has this role here already"),
        ({"days": "9999"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_told(client_as, typed, complaint):
    response = client_as("Mira").post(NEW, {**ATHLETE, **typed})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert not Invitation.objects.exists()


def test_squads_are_for_athletes_and_of_this_club(client_as, cast):
    client = client_as("Ruth")
    response = client.post(NEW, {**ATHLETE, "role": "coach", "squads": [cast.tuesday.pk]})
    assert response.status_code == 422
    assert "Squads are for athletes" in response.content.decode()
    assert client.post(NEW, {**ATHLETE, "squads": [cast.sailors.pk]}).status_code == 422
    assert not Invitation.objects.exists()


def test_a_squad_in_the_address_comes_ticked(client_as, cast):
    page = client_as("Mira").get(NEW, {"squad": [cast.tuesday.pk, cast.sailors.pk, "x"]}).content.decode()
    assert re.search(rf'name="squads" value="{cast.tuesday.pk}"[^>]* checked', page)
    assert "Sailors" not in page


def test_a_profile_without_an_account_is_invited(client_as, cast):
    kim = cast.ridgeway.add_athlete("Kim")
    page = f"/c/ridgeway/athletes/{kim.pk}/invite/"
    client = client_as("Mira")
    assert "Invite Kim" in client.get(page).content.decode()
    token = token_in(client.post(page, {"email": "", "days": "3"}).content.decode())
    assert Invitation.objects.by_token(token).get().athlete == kim
    roster = client.get("/c/ridgeway/athletes/").content.decode()
    assert "Invited" in roster
    assert page not in roster


def test_an_athlete_with_an_account_is_not_invited(client_as, cast):
    page = f"/c/ridgeway/athletes/{cast.ben.pk}/invite/"
    assert client_as("Mira").get(page)["Location"] == f"/c/ridgeway/athletes/{cast.ben.pk}/"
    assert client_as("Mira").post(page, {"email": "", "days": "3"}).status_code == 302
    assert not Invitation.objects.exists()


def test_revoking_closes_it(client_as, cast):
    invitation = made(cast)
    response = client_as("Mira").post(f"/c/ridgeway/invitations/{invitation.pk}/revoke/")
    assert (response.status_code, response["Location"]) == (302, "/c/ridgeway/members/")
    assert not Invitation.objects.open().exists()
    assert client_as("Mira").post(f"/c/ridgeway/invitations/{invitation.pk}/revoke/").status_code == 404


def test_resending_shows_another_link(client_as, cast):
    old = made(cast, email="noor@example.org")
    page = client_as("Mira").post(f"/c/ridgeway/invitations/{old.pk}/resend/").content.decode()
    new = Invitation.objects.by_token(token_in(page)).open().get()
    assert new != old
    assert list(Invitation.objects.pending()) == [new]
    assert [letter.to for letter in mail.outbox] == [["noor@example.org"]]


@pytest.mark.parametrize("what", ["revoke", "resend"])
def test_a_coach_does_not_touch_who_becomes_a_coach(client_as, cast, what):
    invitation = made(cast, role="coach")
    assert client_as("Mira").post(f"/c/ridgeway/invitations/{invitation.pk}/{what}/").status_code == 403
    assert list(Invitation.objects.open()) == [invitation]
    assert f"/invitations/{invitation.pk}/{what}/" not in client_as("Mira").get("/c/ridgeway/members/").content.decode()


@pytest.mark.parametrize("what", ["revoke", "resend"])
def test_another_clubs_invitation_is_not_found(client_as, cast, what):
    invitation = made(cast)
    assert client_as("Olga").post(f"/c/harbour/invitations/{invitation.pk}/{what}/").status_code == 404
    assert list(Invitation.objects.open()) == [invitation]


@time_machine.travel("2026-11-23 12:00Z", tick=False)
def test_too_many_wait(client_as):
    client = client_as("Mira")
    for _number in range(INVITATIONS.a_minute):
        assert client.post(NEW, ATHLETE).status_code == 200
    response = client.post(NEW, {**ATHLETE, "email": "noor@example.org"})
    assert response.status_code == 429
    assert 'value="noor@example.org"' in response.content.decode()
    assert Invitation.objects.count() == INVITATIONS.a_minute


def test_athletes_are_added_by_name(client_as, cast):
    page = "/c/ridgeway/athletes/new/"
    client = client_as("Ines")
    assert client.get(page).status_code == 200
    response = client.post(page, {"names": "Kim  Doe\n\n Lu\r\n", "squads": [cast.tuesday.pk]})
    assert (response.status_code, response["Location"]) == (302, "/c/ridgeway/athletes/")
    assert {one.name for one in cast.tuesday.athletes.all()} == {"Anna", "Ben", "Kim Doe", "Lu"}
    assert "2 athletes are added." in client.get("/c/ridgeway/athletes/").content.decode()


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ("", "required"),
        (" \n ", "required"),
        ("x" * 101, "at most 100 letters"),
        ("a\n" * 101, "at most 100 at a time"),
    ],
)
def test_names_that_cannot_be_are_refused(client_as, cast, names, complaint):
    response = client_as("Mira").post("/c/ridgeway/athletes/new/", {"names": names})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert cast.ridgeway.athletes.count() == 2
