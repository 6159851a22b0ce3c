"""The header and the head of the board on a phone: nothing scrolls sideways, and menus open where they can be read."""

from __future__ import annotations

import pytest

from plans.models import monday_of
from tests.browser.conftest import PHONE

NARROW = "e => e.scrollWidth <= e.clientWidth"


@pytest.mark.parametrize("name", ["Ruth", "Mira", "Anna", None])
def test_the_header_does_not_scroll_sideways(open_page, club, name):
    # The longest header there is: who coaches and runs has a page more.
    club.ridgeway.add_member(club.user("Mira"), "athlete")
    page = open_page(name, viewport=PHONE)
    page.goto("/c/ridgeway/" if name else "/panel/")
    assert page.locator(".site-links").evaluate(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if name:
        # The name of the club and one's own stand beside the brand, not below it.
        tops = [page.locator(part).first.bounding_box()["y"] for part in (".brand", ".site-account")]
        assert abs(tops[0] - tops[1]) < 20


def test_what_is_done_with_a_week_is_one_row_of_targets(open_page, club):
    page = open_page("Mira", viewport=PHONE)
    page.goto(f"/c/ridgeway/squads/{club.tuesday.pk}/{monday_of(club.ridgeway.today())}/")
    boxes = [page.locator(f"#{part}").bounding_box() for part in ("undo-last", "history", "planning", "spreadsheet")]
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 4
    assert min(min(box["height"], box["width"]) for box in boxes) >= 44
    assert page.get_by_role("button", name="Undo").is_visible()
    for menu in ("planning", "spreadsheet"):
        page.locator(f"#{menu}").click()
        box = page.locator(f"details:has(#{menu}) > .account-menu").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        page.locator(f"#{menu}").click()
