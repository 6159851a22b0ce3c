"""On a phone: from the week to the watch, and into the calendar."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from plans.models import Week, monday_of
from tests.browser.conftest import PHONE

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


@pytest.fixture(params=["light", "dark"])
def anna(club, open_page, request):
    today = club.ridgeway.today()
    week = Week.for_writing(club.tuesday, monday_of(today))
    week.add(today.weekday(), "15 min easy, 5 x 1 km @ 4:10/km w/ 2 min jog, 8-10 min easy", club.user("Mira"))
    week.publish(club.user("Mira"))
    return open_page("Anna", viewport=PHONE, color_scheme=request.param)


def check(page):
    """Nothing for axe to complain of, nothing that scrolls sideways, and nothing too small for a finger."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    sizes = (
        page.locator("main")
        .locator("a, button")
        .evaluate_all(
            "all => all.filter(one => one.offsetParent).map(one => [one.innerText, one.getBoundingClientRect().height])"
        )
    )
    assert [what for what, height in sizes if height < 44] == []


def test_from_the_week_to_the_watch(anna):
    anna.goto("/c/ridgeway/my-week/")
    anna.get_by_role("link", name="Send to watch").first.click()
    expect(anna.get_by_role("heading", name="Send to watch")).to_be_visible()
    check(anna)
    with anna.expect_download() as download:
        anna.get_by_role("link", name="FIT, for watches").click()
    assert download.value.suggested_filename.endswith(".fit")
    with anna.expect_download() as download:
        anna.get_by_role("link", name="The whole week as one ZIP").click()
    assert download.value.suggested_filename.endswith(".zip")


def test_into_the_calendar_and_out_of_it(anna):
    anna.goto("/c/ridgeway/my-week/")
    anna.get_by_role("link", name="Subscribe in your calendar").click()
    check(anna)
    anna.get_by_role("button", name="Make my address").click()
    address = anna.get_by_label("Address for another calendar").input_value()
    assert anna.locator("#subscribe").get_attribute("href") == address.replace("http://", "webcal://")
    check(anna)
    assert "15 min easy" in anna.request.get(address).text()
    anna.get_by_role("button", name="Revoke it").click()
    expect(anna.get_by_text("The address is revoked")).to_be_visible()
    assert anna.request.get(address).status == 404
