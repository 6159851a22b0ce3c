from __future__ import annotations

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.cast import PASSWORD


def sign_in(client, email="mira@example.org", password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": email, "password": password, **more})


def test_it_works(cast):
    client = Client()
    assert client.get("/sign-in/").status_code == 200
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/c/ridgeway/"
    assert client.get("/c/ridgeway/")["Location"] == "/c/ridgeway/squads/"


def test_the_email_is_taken_in_any_case(cast):
    client = Client()
    assert sign_in(client, " MIRA@Example.ORG ").status_code == 302
    assert client.get("/password/change/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"), [("mira@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("mira@example.org", "")]
)
def test_a_wrong_pair_is_refused_and_the_email_kept(cast, email, password):
    client = Client()
    response = sign_in(client, email, password)
    assert response.status_code == 422
    assert f'value="{email}"' in response.content.decode()
    assert client.get("/password/change/").status_code == 302


def test_a_wrong_password_and_an_unknown_email_sound_the_same(cast):
    wrong, unknown = (sign_in(Client(), email, "wrong") for email in ("mira@example.org", "nobody@example.org"))
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert "is not right" in wrong.content.decode()


def test_somebody_who_may_not_sign_in_any_more_is_refused(cast):
    mira = cast.user("Mira")
    mira.is_active = False
    mira.save()
    assert sign_in(Client()).status_code == 422


def test_next_leads_back(cast):
    assert sign_in(Client(), next="/c/ridgeway/athletes/")["Location"] == "/c/ridgeway/athletes/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:alert(1)", "\\\\evil.example"],
)
def test_next_leads_nowhere_else(cast, elsewhere):
    assert sign_in(Client(), next=elsewhere)["Location"] == "/"
    page = Client().get("/sign-in/", {"next": elsewhere}).content.decode()
    assert "evil" not in page
    assert "alert(1)" not in page


def test_somebody_signed_in_is_sent_on(client_as):
    response = client_as("Mira").get("/sign-in/", {"next": "/c/ridgeway/athletes/"})
    assert (response.status_code, response["Location"]) == (302, "/c/ridgeway/athletes/")


def test_too_many_failures_lock_the_email_for_a_while(cast):
    client = Client()
    with time_machine.travel("2026-11-23 10:00Z", tick=False):
        # However the email is spelled, it is one person.
        for attempt in range(settings.AXES_FAILURE_LIMIT - 1):
            email = "Mira@example.org" if attempt % 2 else "mira@EXAMPLE.org"
            assert sign_in(client, email, "wrong").status_code == 422
        locked = sign_in(client, "mira@example.org", "wrong")
        assert locked.status_code == 429
        assert "Locked for a while" in locked.content.decode()
        assert sign_in(client).status_code == 429
        # Nobody else is locked.
        assert sign_in(Client(), "anna@example.org").status_code == 302
    with time_machine.travel("2026-11-23 10:14Z", tick=False):
        assert sign_in(client).status_code == 429
    # That try began the quarter of an hour anew, as the page had warned.
    with time_machine.travel("2026-11-23 10:28Z", tick=False):
        assert sign_in(Client(), "anna@example.org").status_code == 302
    with time_machine.travel("2026-11-23 10:30Z", tick=False):
        assert sign_in(client).status_code == 302


def test_a_success_forgets_the_failures(cast):
    client = Client()
    for _round in range(2):
        for _attempt in range(settings.AXES_FAILURE_LIMIT - 1):
            assert sign_in(client, password="wrong").status_code == 422
        assert sign_in(client).status_code == 302
        client.post("/sign-out/")


def test_the_admin_has_no_other_way_in(cast):
    response = Client().post("/admin/login/", {"username": "root@example.org", "password": "wrong"})
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_signing_out_works(client_as):
    client = client_as("Mira")
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/c/ridgeway/athletes/").status_code == 302


def test_signing_out_twice_is_no_error(client_as):
    assert client_as(None).post("/sign-out/")["Location"] == "/sign-in/"


def test_a_link_cannot_sign_anybody_out(client_as):
    client = client_as("Mira")
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/c/ridgeway/athletes/").status_code == 200
