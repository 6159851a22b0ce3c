from __future__ import annotations

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client

from tests.cast import PASSWORD

NEW = "a hill of twenty bends"


def ask_for_a_link(email):
    response = Client().post("/password/reset/", {"email": email})
    assert (response.status_code, response["Location"]) == (302, "/password/reset/sent/")
    return response


def link_in_the_mail():
    return re.search(r"http://testserver(/password/reset/\S+)", mail.outbox[-1].body)[1]


def test_a_forgotten_password_is_replaced(cast):
    assert Client().get("/password/reset/").status_code == 200
    ask_for_a_link("Anna@Example.org")
    client = Client()
    form = client.get(link_in_the_mail(), follow=True)
    assert form.status_code == 200
    response = client.post(form.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    assert (response.status_code, response["Location"]) == (302, "/password/reset/done/")
    assert cast.user("Anna").check_password(NEW)


def test_the_mail_says_what_it_is_for(cast):
    ask_for_a_link("anna@example.org")
    [letter] = mail.outbox
    assert letter.to == ["anna@example.org"]
    assert letter.subject == "Uphill: choose a new password"
    assert letter.body.startswith("Hello Anna,\n")
    assert "do nothing: your password stays as it is." in letter.body
    assert letter.body.count("http") == 1


def test_a_name_reaches_the_mail_as_it_is_written(cast):
    anna = cast.user("Anna")
    anna.name = "D’Arcy & O'Neil"
    anna.save()
    ask_for_a_link("anna@example.org")
    assert mail.outbox[0].body.startswith("Hello D’Arcy,\n")


def test_an_unknown_email_gets_the_same_answer_and_no_mail(cast):
    assert ask_for_a_link("nobody@example.org").content == ask_for_a_link("anna@example.org").content
    assert [letter.to for letter in mail.outbox] == [["anna@example.org"]]


def test_a_link_works_once(cast):
    ask_for_a_link("anna@example.org")
    client = Client()
    form = client.get(link_in_the_mail(), follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    again = Client().get(link_in_the_mail())
    assert again.status_code == 200
    assert "This link no longer works" in again.content.decode()


def test_a_link_grows_old(cast):
    with time_machine.travel("2026-11-23 10:00Z"):
        ask_for_a_link("anna@example.org")
    with time_machine.travel("2026-11-27 10:00Z"):
        assert "This link no longer works" in Client().get(link_in_the_mail()).content.decode()


@pytest.mark.parametrize("path", ["/password/reset/MQ/nonsense/", "/password/reset/é/x/", "/password/reset/OTk5/a-b/"])
def test_an_invented_link_opens_nothing(cast, path):
    assert "This link no longer works" in Client().get(path).content.decode()


@pytest.mark.parametrize(
    ("first", "second", "complaint"),
    [("short", "short", "too short"), (NEW, NEW + "!", "match"), ("anna@example.org", "anna@example.org", "similar")],
)
def test_a_weak_password_is_refused(cast, first, second, complaint):
    ask_for_a_link("anna@example.org")
    client = Client()
    form = client.get(link_in_the_mail(), follow=True)
    response = client.post(form.request["PATH_INFO"], {"new_password1": first, "new_password2": second})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert cast.user("Anna").check_password(PASSWORD)


def test_a_password_is_changed_and_the_session_stays(client_as, cast):
    client = client_as("Anna")
    elsewhere = client_as("Anna")
    assert client.get("/password/change/").status_code == 200
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/password/change/", typed)["Location"] == "/password/change/done/"
    assert client.get("/password/change/done/").status_code == 200
    assert cast.user("Anna").check_password(NEW)
    assert elsewhere.get("/password/change/").status_code == 302


def test_a_password_is_not_changed_without_the_old_one(client_as, cast):
    typed = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    response = client_as("Anna").post("/password/change/", typed)
    assert response.status_code == 422
    assert cast.user("Anna").check_password(PASSWORD)
