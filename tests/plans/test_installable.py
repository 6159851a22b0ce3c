"""What a browser asks before it lets somebody install Uphill, and what the worker beside the pages is told."""

from __future__ import annotations

import struct

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from clubs.models import User


def test_the_manifest_says_what_installing_asks_for():
    response = Client().get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    said = response.json()
    assert (said["name"], said["start_url"], said["scope"], said["display"]) == (
        "Uphill",
        "/my-week/",
        "/",
        "standalone",
    )
    purposes = {(icon["sizes"], icon["purpose"]) for icon in said["icons"]}
    assert purposes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_icon_is_a_picture_of_the_size_that_is_said(number):
    icon = Client().get("/manifest.webmanifest").json()["icons"][number]
    with open(finders.find(icon["src"].removeprefix("/static/")), "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert "x".join(map(str, struct.unpack(">II", head[16:24]))) == icon["sizes"]


def test_the_worker_stands_at_the_root_and_is_never_an_old_one():
    response = Client().get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response["Cache-Control"]
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    body = response.content.decode()
    assert 'const SIGN_OUT = "/sign\\u002Dout/";' in body
    assert "{{" not in body


def test_pages_name_the_manifest_and_whose_they_are(client_as, panel):
    page = client_as("Anna").get("/c/ridgeway/my-week/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert f'data-person="{User.objects.get(name="Anna").tag}"' in page
    assert 'id="outbox"' in page
    public = Client().get("/panel/").content.decode()
    assert 'data-person=""' in public
    assert 'id="outbox"' not in public


def test_no_two_accounts_have_the_same_tag(cast):
    assert len({user.tag for user in User.objects.all()}) == User.objects.count()


def test_the_token_is_fresh_each_time_and_ones_own(client_as):
    client = client_as("Anna")
    first, second = client.get("/offline/token/"), client.get("/offline/token/")
    assert "no-store" in first["Cache-Control"]
    assert first.json()["person"] == User.objects.get(name="Anna").tag
    assert first.json()["token"] != second.json()["token"]
    sending = Client(enforce_csrf_checks=True)
    sending.force_login(User.objects.get(name="Anna"), backend="django.contrib.auth.backends.ModelBackend")
    token = sending.get("/offline/token/").json()["token"]
    posted = sending.post("/c/ridgeway/profile/", {"goal": "fitness", "csrfmiddlewaretoken": token})
    assert posted.status_code == 302


def test_the_page_without_a_connection_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/offline/")
    assert 'href="/my-week/"' in response.content.decode()
