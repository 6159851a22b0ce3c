"""Talk on a phone: an athlete asks, the coach answers all who asked, the athlete reads it."""

from __future__ import annotations

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from plans.models import Week, monday_of
from tests.browser.conftest import PHONE


@pytest.fixture
def session(club):
    mira = club.user("Mira")
    monday = monday_of(club.ridgeway.today()) + dt.timedelta(weeks=1)
    week = Week.for_writing(club.tuesday, monday)
    made = week.add(1, "6 x 200 m uphill hard, jog down", mira)
    week.publish(mira)
    return made


def ask(page, session, words):
    page.goto(f"/c/ridgeway/my-week/{session.week.monday}/")
    page.get_by_text("uphill hard").click()
    page.get_by_role("link", name="Ask or tell your coach").click()
    page.get_by_label("Write to your coaches").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment-words")).to_have_text(words)


def test_asked_and_answered(open_page, session):
    anna, ben = open_page("Anna", viewport=PHONE), open_page("Ben", viewport=PHONE)
    ask(anna, session, "Is the hill icy?")
    ask(ben, session, "What if there is ice?")
    mira = open_page("Mira", viewport=PHONE)
    mira.goto(f"/c/ridgeway/squads/{session.week.squad_id}/{session.week.monday}/")
    mira.get_by_role("link", name="2 unread comments").click()
    mira.get_by_role("link", name="Ben, ").click()
    expect(mira.get_by_role("checkbox", checked=True)).to_have_count(2)
    mira.get_by_label("Answer", exact=True).fill("Then run it flat.")
    mira.get_by_role("button", name="Send to all who are ticked").click()
    expect(mira.get_by_text("Said to 2 athletes")).to_be_visible()
    anna.goto("/c/ridgeway/my-week/")
    anna.get_by_role("link", name="1 unread comment").click()
    anna.get_by_role("link", name="Tue ").click()
    expect(anna.get_by_text("Then run it flat.")).to_be_visible()
    expect(anna.get_by_text("What if there is ice?")).to_have_count(0)
    for page in (anna, mira):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert Axe().run(page).response["violations"] == []
