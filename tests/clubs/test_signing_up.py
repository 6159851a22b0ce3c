from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from clubs.models import User
from tests.cast import PASSWORD

PAGE = "/sign-up/"
NEW = {"name": "Noor Haddad", "email": "Noor@Example.org", "password": "a hill of twenty bends"}


@pytest.fixture(autouse=True)
def nobody_signed_up_before():
    cache.clear()
    yield
    cache.clear()


def test_it_works(db):
    client = Client()
    assert client.get(PAGE).status_code == 200
    response = client.post(PAGE, NEW)
    assert (response.status_code, response["Location"]) == (302, "/clubs/new/")
    noor = User.objects.get(email="noor@example.org")
    assert noor.name == "Noor Haddad"
    assert noor.check_password(NEW["password"])
    assert not noor.is_staff
    assert client.get("/clubs/new/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"name": ""}, "required"),
        ({"email": "noor"}, "valid email"),
        ({"email": "MIRA@example.org"}, "There is an account with this email already."),
        ({"password": ""}, "required"),
        ({"password": "short"}, "at least 10 characters"),
        ({"password": "noorhaddad"}, "too similar"),
        ({"password": "1234567890"}, "too common"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_else_lost(cast, typed, complaint):
    before = User.objects.count()
    response = Client().post(PAGE, {**NEW, **typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert f'value="{typed.get("email", NEW["email"])}"' in page
    assert NEW["password"] not in page
    assert User.objects.count() == before


def test_whoever_is_signed_in_has_an_account(client_as):
    assert client_as("Mira").get(PAGE)["Location"] == "/"
    assert client_as("Mira").post(PAGE, NEW)["Location"] == "/"
    assert not User.objects.filter(email="noor@example.org").exists()


def test_where_only_the_administrator_makes_clubs_it_is_closed(db, settings):
    settings.NEW_CLUBS = False
    closed = Client().get(PAGE)
    assert closed.status_code == 403
    assert "Here the administrator makes clubs" in closed.content.decode()
    assert Client().post(PAGE, NEW).status_code == 403
    assert not User.objects.exists()
    assert "/sign-up/" not in Client().get("/sign-in/").content.decode()


def test_the_sign_in_page_leads_here(db):
    assert 'href="/sign-up/"' in Client().get("/sign-in/").content.decode()


@time_machine.travel("2026-11-23 12:00Z", tick=False)
def test_too_many_from_one_address_wait(db):
    for number in range(10):
        assert Client().post(PAGE, {**NEW, "email": f"n{number}@example.org"}).status_code == 302
    response = Client().post(PAGE, NEW)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "That was too often." in response.content.decode()
    assert 'value="Noor@Example.org"' in response.content.decode()
    assert User.objects.count() == 10


def test_whoever_signed_up_can_sign_in(db):
    Client().post(PAGE, {**NEW, "password": PASSWORD})
    response = Client().post("/sign-in/", {"username": "noor@example.org", "password": PASSWORD})
    assert response.status_code == 302
