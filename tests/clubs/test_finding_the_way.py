"""The header and the tabs below it: each role finds its pages, and none that would refuse it."""

from __future__ import annotations

import re

import pytest

from clubs.models import Invitation

CLUB = "/c/ridgeway/"


def links(html, name):
    """What the navigation called ``name`` leads to, by its words."""
    found = re.search(rf'<nav[^>]* aria-label="{name}">(.*?)</nav>', html, re.DOTALL)
    return (
        {} if found is None else {words: href for href, words in re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', found[1])}
    )


def account(html):
    return re.findall(r">([^<>]+)</a>", html[html.index("site-account") : html.index("</header>")])


def test_it_works(client_as):
    page = client_as("Mira").get(f"{CLUB}members/").content.decode()
    assert list(links(page, "Main")) == ["Board", "Athletes", "Races", "Drills", "Club"]
    assert re.search(r'href="/c/ridgeway/members/" aria-current="page">Club<', page)
    assert account(page) == ["Talk", "Mails", "My clubs", "Your data", "Change password"]


@pytest.mark.parametrize(
    ("name", "tabs"),
    [("Ruth", ["Members", "House rules", "Settings"]), ("Mira", ["Members", "House rules"]), ("Anna", [])],
)
def test_the_pages_of_the_club_are_tabs_of_each_other(client_as, name, tabs):
    client = client_as(name)
    found = links(client.get(f"{CLUB}members/").content.decode(), "Club")
    assert list(found) == tabs
    for href in found.values():
        assert links(client.get(href).content.decode(), "Club") == found


def test_squads_and_templates_lead_to_each_other(client_as):
    client = client_as("Ines")
    found = links(client.get(f"{CLUB}squads/?all").content.decode(), "Planning")
    assert list(found) == ["Squads", "Templates"]
    assert links(client.get(found["Templates"]).content.decode(), "Planning") == found


def test_an_athlete_finds_the_members_under_their_name(client_as):
    page = client_as("Anna").get(f"{CLUB}my-week/").content.decode()
    assert list(links(page, "Main")) == ["My week", "Profile", "Drills"]
    assert account(page) == ["Members", "Talk", "Mails", "My clubs", "Your data", "Change password"]


def test_a_coach_who_runs_finds_the_profile_under_their_name(client_as, cast):
    cast.ridgeway.add_member(cast.user("Mira"), "athlete")
    page = client_as("Mira").get(f"{CLUB}my-week/").content.decode()
    assert list(links(page, "Main")) == ["Board", "Athletes", "Races", "My week", "Drills", "Club"]
    assert account(page) == ["Profile", "Talk", "Mails", "My clubs", "Your data", "Change password"]


def test_who_is_in_the_club_already_gets_back_to_it_from_an_invitation(client_as, cast):
    _made, token = Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Mira"))
    page = client_as("Anna").get(f"/join/{token}/").content.decode()
    assert 'id="to-club" href="/c/ridgeway/"' in page
    assert 'id="to-club"' not in client_as("Sam").get(f"/join/{token}/").content.decode()
