"""Whoever is signed out while typing comes back to the page, and the words are not lost."""

from __future__ import annotations

from django.test import Client


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(plan):
    client = Client()
    response = client.post(
        plan.url + "sessions/",
        {"day": 3, "text": "8 km easy, by the mill"},
        headers={"Referer": f"http://testserver{plan.url}"},
    )
    assert (response.status_code, response["Location"]) == (302, f"/sign-in/?next={plan.url}")
    page = client.get(response["Location"]).content.decode()
    assert "You were signed out before this was saved: 8 km easy, by the mill" in page


def test_another_sites_page_is_no_way_back(plan):
    response = Client().post(plan.url + "sessions/", {"day": 3}, headers={"Referer": "http://elsewhere.example/x/"})
    assert response["Location"] == "/sign-in/?next=/"
