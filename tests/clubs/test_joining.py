"""The page behind a link: who may come in, who is told what, and that looking at it changes nothing."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from clubs.models import Club, Invitation, User
from config.redacting import WithoutTokens
from tests.cast import PASSWORD

NOOR = {"name": "Noor Haddad", "email": "noor@example.org", "password": "a hill of twenty bends"}


@pytest.fixture(autouse=True)
def nobody_came_before():
    cache.clear()
    yield
    cache.clear()


def invite(cast, role="athlete", **more):
    _invitation, token = Invitation.objects.make(cast.ridgeway, role, cast.user("Ruth"), **more)
    return f"/join/{token}/"


def test_it_works(cast):
    url = invite(cast, squads=[cast.tuesday])
    client = Client()
    page = client.get(url).content.decode()
    for told in ("Join Ridgeway Runners", "Ruth invites you", "Tuesday squad", "Athlete"):
        assert told in page
    response = client.post(url, NOOR)
    assert (response.status_code, response["Location"]) == (302, "/c/ridgeway/")
    noor = User.objects.get(email="noor@example.org")
    assert cast.ridgeway.roles_of(noor) == {"athlete"}
    assert cast.tuesday.athletes.filter(user=noor, name="Noor Haddad").exists()
    assert "Welcome to Ridgeway Runners." in client.get("/c/ridgeway/my-week/").content.decode()


def test_whoever_has_an_account_presses_one_button(client_as, cast):
    url = invite(cast, role="coach")
    client = client_as("Sam")
    page = client.get(url).content.decode()
    assert 'id="join"' in page
    assert "Password" not in page
    assert client.post(url)["Location"] == "/c/ridgeway/"
    assert cast.ridgeway.roles_of(cast.user("Sam")) == {"coach"}


def test_whoever_signs_in_comes_back(cast):
    url = invite(cast)
    client = Client()
    assert f'href="/sign-in/?next={url}"' in client.get(url).content.decode()
    response = client.post("/sign-in/", {"username": "sam@example.org", "password": PASSWORD, "next": url})
    assert response["Location"] == url
    assert client.post(url).status_code == 302
    assert cast.ridgeway.roles_of(cast.user("Sam")) == {"athlete"}


def test_looking_changes_nothing(client_as, cast):
    url = invite(cast)
    before = list(Invitation.objects.values())
    for name in (None, "Sam", "Mira"):
        assert client_as(name).get(url).status_code == 200
        assert client_as(name).head(url).status_code == 200
    assert list(Invitation.objects.values()) == before
    assert cast.ridgeway.roles_of(cast.user("Sam")) == set()


def test_the_page_is_kept_nowhere_and_told_to_no_other_site(cast):
    response = Client().get(invite(cast))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex"' in response.content.decode()


@pytest.mark.parametrize(("typed", "complaint"), [({"name": ""}, "required"), ({"password": "short"}, "10 characters")])
def test_what_is_wrong_is_told_and_the_invitation_stays_open(cast, typed, complaint):
    response = Client().post(invite(cast), {**NOOR, **typed})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert 'value="noor@example.org"' in response.content.decode()
    assert Invitation.objects.open().exists()


def test_an_address_with_an_account_is_led_to_sign_in(cast):
    response = Client().post(invite(cast), {**NOOR, "email": "Sam@example.org"})
    assert response.status_code == 422
    assert "There is an account with this email already." in response.content.decode()


def test_a_named_email_is_the_one_that_signs_up(cast):
    url = invite(cast, email="noor@example.org")
    assert 'value="noor@example.org"' in Client().get(url).content.decode()
    assert Client().post(url, {**NOOR, "email": "eve@example.org"}).status_code == 302
    assert not User.objects.filter(email="eve@example.org").exists()
    assert cast.ridgeway.roles_of(User.objects.get(email="noor@example.org")) == {"athlete"}


def test_a_named_email_lets_no_other_account_in(client_as, cast):
    url = invite(cast, email="noor@example.org")
    client = client_as("Sam")
    page = client.get(url).content.decode()
    assert "It is for noor@example.org, and you are signed in as sam@example.org." in page
    assert 'id="join"' not in page
    assert client.post(url).status_code == 403
    assert Invitation.objects.open().exists()
    assert client.post("/sign-out/", {"next": url})["Location"] == url
    assert "Make your account" in client.get(url).content.decode()


def test_a_profile_is_taken_over(cast):
    kim = cast.ridgeway.add_athlete("Kim Doe", goal="ultra_trail")
    kim.squads.add(cast.tuesday)
    url = invite(cast, athlete=kim)
    assert 'value="Kim Doe"' in Client().get(url).content.decode()
    Client().post(url, NOOR)
    kim.refresh_from_db()
    assert (kim.user.email, kim.name, kim.goal) == ("noor@example.org", "Kim Doe", "ultra_trail")
    assert cast.ridgeway.athletes.count() == 3


def test_whoever_has_a_profile_already_is_told(client_as, cast):
    url = invite(cast, athlete=cast.ridgeway.add_athlete("Kim"))
    response = client_as("Anna").post(url)
    assert response.status_code == 409
    assert "You have a profile in this club already" in response.content.decode()
    assert Invitation.objects.open().exists()


def test_a_member_is_warned_before_using_up_a_link(client_as, cast):
    assert "it works once" in client_as("Mira").get(invite(cast)).content.decode()


def test_used_it_is_gone_but_its_user_is_led_in(client_as, cast):
    url = invite(cast)
    client_as("Sam").post(url)
    assert client_as("Sam").get(url)["Location"] == "/c/ridgeway/"
    for name in (None, "Hanna"):
        for response in (client_as(name).get(url), client_as(name).post(url, NOOR)):
            assert response.status_code == 410
            assert "has been used" in response.content.decode()
    assert not User.objects.filter(email="noor@example.org").exists()


def test_whoever_left_again_is_not_led_in(client_as, cast):
    url = invite(cast)
    client_as("Sam").post(url)
    cast.ridgeway.remove(cast.user("Sam"))
    assert client_as("Sam").get(url).status_code == 410


def test_run_out_it_is_gone(client_as, cast):
    with time_machine.travel(timezone.now() - dt.timedelta(days=14, minutes=1), tick=False):
        url = invite(cast)
    for response in (Client().get(url), Client().post(url, NOOR), client_as("Sam").post(url)):
        assert response.status_code == 410
        assert "has run out" in response.content.decode()
    assert not User.objects.filter(email="noor@example.org").exists()


def test_revoked_and_never_made_look_the_same(cast):
    url = invite(cast)
    Invitation.objects.open().revoke(cast.user("Ruth"))
    revoked, unknown = Client().get(url), Client().get("/join/nothing-of-the-kind/")
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.content.replace(url.encode(), b"") == unknown.content.replace(b"/join/nothing-of-the-kind/", b"")
    assert "Ridgeway" not in revoked.content.decode()
    assert Client().post(url, NOOR).status_code == 404


def test_a_link_that_is_used_while_the_form_is_open_makes_no_account(cast, monkeypatch):
    url = invite(cast)
    turn = Club.one_at_a_time

    def somebody_else_first(club):
        monkeypatch.setattr(Club, "one_at_a_time", turn)
        Invitation.objects.update(revoked_at=timezone.now())
        turn(club)

    monkeypatch.setattr(Club, "one_at_a_time", somebody_else_first)
    response = Client().post(url, NOOR)
    # What was crafted is rolled back with the account; the page only knows that somebody was faster.
    assert response.status_code == 410
    assert "has been used" in response.content.decode()
    assert not User.objects.filter(email="noor@example.org").exists()


@time_machine.travel("2026-11-23 12:00Z", tick=False)
def test_whoever_guesses_waits(cast):
    url = invite(cast)
    for number in range(31):
        assert Client().get(f"/join/guess-{number}/").status_code in (404, 429)
    assert Client().get("/join/guess-again/").status_code == 429
    assert Client().get(url).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(url).status_code == 200


def test_a_profile_that_was_given_to_somebody_else_is_taken(client_as, cast):
    kim = cast.ridgeway.add_athlete("Kim")
    url = invite(cast, athlete=kim)
    kim.user = cast.user("Hanna")
    kim.save()
    assert client_as("Sam").post(url).status_code == 410
    assert cast.ridgeway.roles_of(cast.user("Sam")) == set()


def test_a_good_link_counts_for_nothing(cast):
    url = invite(cast)
    for _number in range(40):
        assert Client().get(url).status_code == 200


@pytest.mark.parametrize(
    "told", ["Unprocessable Entity: /join/{}/", "Forbidden: /sign-in/?next=/join/{}/", "x %2Fjoin%2F{}%2F"]
)
def test_no_token_stands_in_a_log(told):
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s", (told.format("s3cr-et_Tok"),), None)
    assert WithoutTokens().filter(record)
    assert "s3cr" not in record.getMessage()
    assert "join" in record.getMessage()


def test_other_lines_of_a_log_stay_as_they_are():
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", ("/c/joiners/",), None)
    WithoutTokens().filter(record)
    assert record.getMessage() == "Not Found: /c/joiners/"


def test_the_handler_of_every_log_takes_tokens_out(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_tokens"]
    assert settings.LOGGING["root"]["handlers"] == ["console"]
