"""From nothing to a week on an athlete's phone: a coach founds a club and invites; an athlete follows the link."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def open_anonymous(browser, live_server, transactional_db):
    """Pages of people who have no account yet, each with a browser of their own."""
    cache.clear()
    contexts = []

    def open_context(**options) -> Page:
        contexts.append(browser.new_context(base_url=live_server.url, **options))
        return contexts[-1].new_page()

    yield open_context
    for context in contexts:
        context.close()
    cache.clear()


def sign_up(page: Page, name: str, button: str) -> None:
    page.get_by_label("Your name").fill(name)
    if page.get_by_label("Email").is_enabled():
        page.get_by_label("Email").fill(f"{name.split()[0].lower()}@example.org")
    page.get_by_label("Password").fill("a hill of twenty bends")
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_new_club_from_its_first_page_to_an_athletes_first_week(open_anonymous, javascript):
    coach = open_anonymous(viewport=DESK, timezone_id="Europe/Lisbon", java_script_enabled=javascript)
    coach.goto("/sign-in/")
    coach.get_by_role("link", name="Sign up and start a club").click()
    sign_up(coach, "Carla Mendes", "Sign up")

    coach.get_by_label("What is the club called?").fill("Serra Trail Club")
    if javascript:
        expect(coach.get_by_label("Short name")).to_have_value("serra-trail-club")
        expect(coach.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    coach.get_by_role("button", name="Start the club").click()
    expect(coach.get_by_text("Serra Trail Club is made, and yours.")).to_be_visible()

    coach.get_by_role("link", name="Make the first squad").click()
    coach.get_by_label("Name").fill("Sunday squad")
    coach.get_by_role("button", name="Make squad").click()
    coach.get_by_role("link", name="Invite athletes").click()
    expect(coach.get_by_role("checkbox", name="Sunday squad")).to_be_checked()
    coach.get_by_role("button", name="Make the invitation").click()
    link = coach.get_by_label("Link", exact=True).input_value()
    if javascript:
        # This page has no address of its own, so it is looked at here and not among the other screens.
        found = Axe().run(coach).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []

    athlete = open_anonymous(viewport=PHONE, java_script_enabled=javascript)
    athlete.goto(link)
    expect(athlete.get_by_role("heading", name="Join Serra Trail Club")).to_be_visible()
    expect(athlete.get_by_text("Carla Mendes invites you")).to_be_visible()
    sign_up(athlete, "Duarte Faria", "Sign up and join")
    expect(athlete.get_by_text("Welcome to Serra Trail Club.")).to_be_visible()
    expect(athlete.get_by_text("Nothing published for this week")).to_be_visible()

    coach.get_by_role("link", name="Plan the week of Sunday squad").click()
    day = coach.locator("#day-6")
    day.get_by_text("Add", exact=False).first.click()
    coach.locator("#words-6").fill("16 km easy")
    day.get_by_role("button", name="Add", exact=True).click()
    expect(day.locator("article.session")).to_have_count(1)
    coach.get_by_role("button", name="Publish to 1 athlete").click()
    expect(coach.get_by_text("1 athlete can read it now.")).to_be_visible()

    athlete.reload()
    expect(athlete.locator("main")).to_contain_text("16\u00a0km easy")
    if javascript:
        assert athlete.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    late = open_anonymous(viewport=PHONE, java_script_enabled=javascript)
    late.goto(link)
    expect(late.get_by_role("heading", name="This invitation has been used")).to_be_visible()
