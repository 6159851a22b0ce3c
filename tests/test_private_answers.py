"""What a signed-in person is shown stays out of shared caches."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("panel")

OWN = "private, no-cache"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/c/ridgeway/athletes/", 200),
        ("/drills/", 200),
        ("/panel/library/", 200),
        ("/c/nowhere/", 404),
    ],
)
def test_a_page_that_names_whoever_is_signed_in_is_theirs(client_as, path, status):
    response = client_as("Mira").get(path)
    assert response.status_code == status
    assert set(response.get("Cache-Control", "").split(", ")) == set(OWN.split(", "))


@pytest.mark.parametrize("path", ["/drills/", "/panel/library/"])
def test_a_visitors_page_is_left_as_it_is(path):
    assert "private" not in Client().get(path).get("Cache-Control", "")


def test_what_says_something_itself_is_left_as_it_is(client_as):
    assert "no-store" in client_as("Mira").get("/heavy-legs/")["Cache-Control"]
    assert Client().get("/panel/")["Cache-Control"] == "public, max-age=300"


def test_an_answer_that_never_looked_at_who_asks_costs_no_query(client_as, django_assert_num_queries):
    client = client_as("Mira")
    with django_assert_num_queries(0):
        assert "Cache-Control" not in client.get("/no-such-page/")
