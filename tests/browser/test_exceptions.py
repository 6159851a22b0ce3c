"""One week for a squad, and something else for those it does not suit: from the coach's click to the athlete's page."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from clubs.models import Athlete, User
from plans.models import Session, SessionException, Week, monday_of
from tests.browser.conftest import PHONE

HILLS = "6 x 200 m uphill hard, jog down"


@pytest.fixture
def session(club) -> Session:
    """Hills today, for a squad of four of whom two have had heavy legs for days."""
    today = club.ridgeway.today()
    for name in ("Carl", "Dora"):
        club.ridgeway.add_athlete(name).squads.add(club.tuesday)
    tired = {"heavy_legs_since": today - dt.timedelta(days=4)}
    Athlete.objects.filter(name__in=["Anna", "Carl"]).update(**tired)
    # One of them cannot do what the other can.
    Athlete.objects.filter(name="Carl").update(injuries=["knee"])
    week = Week.for_writing(club.tuesday, monday_of(today))
    return week.add(today.weekday(), HILLS, User.objects.get(name="Mira"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_both_exceptions_with_one_click_and_the_athlete_sees_hers(open_page, session, javascript):
    coach = open_page("Mira", java_script_enabled=javascript)
    card = coach.locator(f"#session-{session.pk}")
    expect(card).to_contain_text("Clear for 2, not for 2: Anna, Carl (heavy legs)")
    coach.locator(f"#open-{session.pk}").click()
    drawer = coach.locator(f"#drawer-{session.pk}")
    expect(drawer).to_be_visible()
    words = [group.locator(".proposal-choice").first.inner_text() for group in drawer.locator(".proposal").all()]

    drawer.locator(f"#make-all-{session.pk}, .proposal button").first.click()

    expect(drawer.locator(".exception")).to_have_count(2)
    expect(card.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    expect(card.locator(".settled")).to_have_text("exceptions for 2")
    if javascript:
        expect(coach.locator(f"#exceptions-{session.pk}")).to_be_focused()
    coach.get_by_role("button", name="Publish to 4 athletes").click()
    expect(coach.get_by_text("4 athletes can read it now.")).to_be_visible()

    anna = open_page("Anna", viewport=PHONE, java_script_enabled=javascript)
    page = anna.locator("main")
    expect(page.locator(".today-words")).to_have_text(words[0].strip())
    expect(page.get_by_text("Mira planned this for you.")).to_be_visible()
    expect(page.get_by_text("Instead of the squad’s")).to_be_visible()
    ben = open_page("Ben", viewport=PHONE, java_script_enabled=javascript)
    expect(ben.locator(".today-words")).to_have_text("6\u00a0x\u00a0200\u00a0m uphill hard, jog down")
    expect(ben.get_by_text("planned this for you")).to_have_count(0)


def test_an_exception_is_read_while_it_is_written_and_can_be_taken_back(open_page, session):
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").click()
    page.locator(f"#write-{session.pk} > summary").click()
    page.get_by_label("Dora").check()
    page.get_by_label("Instead of the squad’s session").fill("8 km easy with a 5 kg vest")
    reading = page.locator(f"#exception-reading-s{session.pk}")
    expect(reading.locator(".verdict")).to_have_attribute("data-verdict", "avoid")
    page.get_by_label("Instead of the squad’s session").fill("40 min easy")
    expect(reading.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    page.get_by_label("Why; the athlete reads it").fill("The bus leaves early")
    page.get_by_role("button", name="Make the exception", exact=True).click()
    expect(page.locator(".exception")).to_contain_text("The bus leaves early")
    page.get_by_role("button", name=re.compile("Take it back.*Dora")).click()
    expect(page.locator(".exception")).to_have_count(0)
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".exception")).to_contain_text("40\u00a0min easy")
    assert SessionException.objects.live().get().athlete.name == "Dora"
