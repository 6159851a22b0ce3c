"""A coach adds a race and looks for whom to see about first; an athlete adds a race of their own on a phone."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from clubs.models import Athlete, Race
from plans.models import Week, monday_of
from tests.browser.conftest import PHONE

ANKLE_WEIGHTS = "8 km easy with 1 kg ankle weights on each leg"


@pytest.fixture
def flagged(club):
    """A session that the panel objects to, in the week that begins in a week."""
    monday = monday_of(club.ridgeway.today()) + dt.timedelta(weeks=1)
    Week.for_writing(club.tuesday, monday).add(2, ANKLE_WEIGHTS, club.user("Mira"))
    Athlete.objects.filter(name="Ben").update(heavy_legs_since=club.ridgeway.today() - dt.timedelta(days=9))
    return monday


def test_it_works(open_page, club, flagged):
    page = open_page("Mira")
    page.goto("/c/ridgeway/races/")
    page.get_by_role("link", name="Add a race").click()
    page.get_by_label("Name").fill("City 10 km")
    page.get_by_label("Date").fill((club.ridgeway.today() + dt.timedelta(weeks=9)).isoformat())
    page.get_by_label("Distance").fill("ten")
    page.get_by_label("Tuesday squad").check()
    page.get_by_role("button", name="Save race").click()
    # Refused: the field that is at fault has the focus, and nothing is lost.
    expect(page.get_by_label("Distance")).to_be_focused()
    expect(page.get_by_label("Tuesday squad")).to_be_checked()
    page.get_by_label("Distance").fill("10 km")
    page.get_by_role("button", name="Save race").click()
    expect(page.get_by_text("in 9 weeks")).to_be_visible()

    page.get_by_role("link", name="Athletes").click()
    names = page.locator(".roster tbody th a")
    expect(names).to_have_text(["Ben", "Anna"])
    expect(page.get_by_text("Heavy legs for 10 days")).to_be_visible()
    # Narrowed while one types, and by the address alone.
    page.get_by_label("Name").press_sequentially("ann")
    expect(names).to_have_text(["Anna"])
    expect(page.locator("#roster-count")).to_contain_text("1 athlete")
    expect(page.get_by_label("Name")).to_be_focused()
    page.wait_for_url("**q=ann**")
    page.reload()
    expect(names).to_have_text(["Anna"])
    # From the reason to where it is settled.
    page.locator("[data-reason=avoid]").click()
    expect(page.locator(".drawer")).to_be_visible()
    assert str(flagged) in page.url
    expect(page.locator(".countdown")).to_contain_text("City 10 km in 9 weeks")


def test_it_works_without_javascript(open_page, club, flagged):
    page = open_page("Mira", java_script_enabled=False)
    page.goto("/c/ridgeway/athletes/")
    page.get_by_label("Reason").select_option("heavy_legs")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".roster tbody th a")).to_have_text(["Ben"])
    page.get_by_role("link", name="Clear the filters").click()
    expect(page.locator(".roster tbody th a")).to_have_count(2)


def test_on_a_phone_athletes_are_cards_and_everything_can_be_touched(open_page, flagged):
    page = open_page("Mira", viewport=PHONE)
    page.goto("/c/ridgeway/athletes/")
    card = page.locator(".roster tbody tr").first
    boxes = [cell.bounding_box() for cell in card.locator("th, td").all() if cell.is_visible()]
    assert len({round(box["x"]) for box in boxes}) == 1
    heights = [link.bounding_box()["height"] for link in page.locator(".roster a").all()]
    assert min(heights) >= 44


def test_an_athlete_adds_changes_and_deletes_a_race_on_a_phone(open_page, club):
    page = open_page("Anna", viewport=PHONE)
    page.goto("/c/ridgeway/profile/")
    page.get_by_role("link", name="To your races").click()
    page.get_by_role("link", name="Add a race").click()
    page.get_by_label("Date").fill((club.ridgeway.today() + dt.timedelta(days=5)).isoformat())
    page.get_by_label("Distance").fill("half marathon")
    page.get_by_label("B: a test on the way").check()
    page.get_by_role("button", name="Save race").click()
    races = page.locator("#races")
    expect(races).to_contain_text("in 5 days")
    races.get_by_role("link", name="Race", exact=True).click()
    page.get_by_role("link", name="Delete this race").click()
    page.get_by_role("button", name="Delete the race").click()
    expect(races).to_contain_text("You have no race of your own ahead.")
    assert not Race.objects.exists()
