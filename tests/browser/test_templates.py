"""A season from a template: counted back from a race for a squad, with the mouse and with the keyboard alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from clubs.models import Athlete
from plans.models import Session, SessionException, Week, monday_of
from tests.browser.conftest import PHONE

HALF = re.compile("Apply.*Half marathon")


@pytest.fixture
def race(club):
    """A Saturday eleven weeks after this one."""
    return monday_of(club.ridgeway.today()) + dt.timedelta(weeks=11, days=5)


@pytest.fixture
def crowd(club):
    """The Tuesday squad has fourteen athletes."""
    for number in range(12):
        club.tuesday.athletes.add(club.ridgeway.add_athlete(f"Runner {number}", level="recreational"))
    assert club.tuesday.athletes.count() == 14


@pytest.fixture
def tired(club, crowd):
    """The Monday of the first hills, which do not suit two of the fourteen: their legs have been heavy for days."""
    today = club.ridgeway.today()
    Athlete.objects.filter(name__in=["Anna", "Runner 3"]).update(heavy_legs_since=today - dt.timedelta(days=4))
    return monday_of(today) + dt.timedelta(weeks=2)


def laid(club):
    found = Session.objects.live().filter(week__squad=club.tuesday).select_related("week")
    return {session.date: session.text for session in found}


def check(club, race):
    plan = laid(club)
    assert plan[race] == "21.1 km race"
    assert len({monday_of(day) for day in plan}) == 12
    assert {week.block for week in Week.objects.all()} == {"base", "hills", "specific", "taper"}


@pytest.mark.usefixtures("crowd")
def test_twelve_weeks_back_from_a_race(open_page, club, race):
    monday = monday_of(club.ridgeway.today())
    Week.for_writing(club.tuesday, monday).add(1, "Club run with cake", club.user("Mira"))
    page = open_page("Mira")
    page.locator("#planning").click()
    page.get_by_role("link", name="Apply a template").click()
    page.get_by_role("link", name=HALF).click()
    page.get_by_label("Day of the race").fill(race.isoformat())
    expect(page.get_by_label("First week")).to_be_hidden()
    page.get_by_role("button", name="Show what would happen").click()

    expect(page.get_by_text("1 day is yours to decide")).to_be_visible()
    assert list(laid(club).values()) == ["Club run with cake"]
    page.get_by_label("keep or take").select_option("both")
    page.get_by_role("button", name="Apply", exact=True).click()
    page.wait_for_url(lambda url: f"/{monday}/?done=" in url)
    expect(page.locator("#day-1 article.session")).to_have_count(2)
    check(club, race)

    # What a coach changed since is asked about when the template is applied again.
    page.locator("#planning").click()
    page.get_by_role("link", name="Season and blocks").click()
    page.get_by_role("link", name=re.compile("Apply again.*Half marathon")).click()
    expect(page.get_by_label("Day of the race")).to_have_value(race.isoformat())
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_text("There is nothing to change.")).to_be_visible()


CLEAR_FOR = "Clear for 12, not for 2: Anna, Runner 3 (heavy legs)"


def test_the_hills_do_not_suit_two_of_fourteen(open_page, club, race, tired):
    page = open_page("Mira")
    page.goto("/c/ridgeway/templates/half-marathon/lay/")
    page.get_by_label("Day of the race").fill(race.isoformat())
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("button", name="Apply", exact=True).click()
    page.wait_for_url("**/squads/**")
    check(club, race)
    page.locator("#week-after").click()
    page.locator("#week-after").click()
    page.wait_for_url(f"**/{tired}/")
    hills = page.locator("#day-1 article.session")
    expect(hills).to_contain_text(CLEAR_FOR)
    expect(page.get_by_text("1 session to settle")).to_be_visible()
    hills.get_by_role("link").click()
    drawer = page.locator("#day-1 .drawer")
    drawer.get_by_role("button", name="Make all 2 exceptions").click()
    settled(page)
    page.get_by_role("button", name="Publish to 14 athletes").click()
    expect(page.get_by_text("14 athletes can read it now.")).to_be_visible()

    hers = SessionException.objects.live().get(athlete__name="Anna")
    anna = open_page("Anna", viewport=PHONE)
    anna.get_by_role("link", name="Following week").click()
    anna.get_by_role("link", name="Following week").click()
    anna.wait_for_url(f"**/my-week/{tired}/")
    for day in anna.locator(".week-list > li > details > summary").all():
        day.click()
    week = anna.locator("main")
    expect(week).to_contain_text(re.compile(re.escape(hers.text).replace("\\ ", r"\s"), re.IGNORECASE))
    expect(week.get_by_text("Mira planned this for you.")).to_be_visible()
    expect(week.get_by_text("Instead of the squad’s")).to_be_visible()
    expect(week).not_to_contain_text("Runner 3")
    assert anna.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def settled(page: Page) -> None:
    """Both exceptions are made, and nothing is left to settle."""
    card = page.locator("#day-1 article.session")
    expect(page.locator("#day-1 .exception")).to_have_count(2)
    expect(card.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    expect(card.locator(".settled")).to_have_text("exceptions for 2")
    expect(page.get_by_text("Nothing to settle")).to_be_visible()
    assert {one.athlete.name for one in SessionException.objects.live()} == {"Anna", "Runner 3"}


def tab_to(page: Page, name: str | re.Pattern[str], role: str, most: int = 90) -> None:
    """Press Tab until the control of this name has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _press in range(most):
        if wanted.evaluate("(control) => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} is not reached by Tab")


def test_with_the_keyboard_alone(open_page, club, race, tired):
    page = open_page("Mira")
    page.goto("/c/ridgeway/templates/")
    tab_to(page, HALF, "link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Apply “Half marathon in twelve weeks”")).to_be_visible()
    tab_to(page, "Tuesday squad", "checkbox")
    expect(page.get_by_label("Tuesday squad")).to_be_checked()
    page.keyboard.press("Tab")  # back from a race, as it is chosen
    page.keyboard.press("Tab")
    page.keyboard.type(race.strftime("%m%d%Y"))
    expect(page.get_by_label("Day of the race")).to_have_value(race.isoformat())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What would happen")).to_be_visible()
    tab_to(page, "Apply", "button")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/squads/" in url)
    check(club, race)

    # Two weeks on, to the hills and the two whom they do not suit.
    for _week in range(2):
        tab_to(page, re.compile("Following week"), "link")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    page.wait_for_url(f"**/{tired}/")
    hills = page.locator("#day-1 article.session")
    expect(hills).to_contain_text(CLEAR_FOR)
    tab_to(page, re.compile("8.x.45.s uphill"), "link")
    page.keyboard.press("Enter")
    expect(page.locator("#day-1 .drawer")).to_be_visible()
    # The second of what is offered first, by the arrow keys.
    proposal = page.locator("#day-1 .proposal").first
    choices = proposal.get_by_role("radio")
    second = proposal.locator(".proposal-choice").nth(1).inner_text().strip()
    tab_to(page, "Make all 2 exceptions", "button")
    page.keyboard.press("Tab")
    expect(choices.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(choices.nth(1)).to_be_checked()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    settled(page)
    expect(page.locator("#day-1 .exception").filter(has_text="Anna")).to_contain_text(second)
    tab_to(page, "Publish to 14 athletes", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("14 athletes can read it now.")).to_be_visible()


def test_blocks_are_drawn_over_weeks(open_page, club):
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/squads/{club.tuesday.pk}/season/")
    weeks = page.locator(".season-week")
    first, last = weeks.nth(3).bounding_box(), weeks.nth(6).bounding_box()
    page.mouse.move(first["x"] + 40, first["y"] + 30)
    page.mouse.down()
    page.mouse.move(last["x"] + 40, last["y"] + 30, steps=12)
    page.mouse.up()
    expect(page.locator(".season-week input:checked")).to_have_count(4)
    page.get_by_label("Hills").check()
    page.get_by_role("button", name="Set block").click()
    expect(page.get_by_text("4 weeks changed.")).to_be_visible()
    assert [week.block for week in Week.objects.all()] == ["hills"] * 4

    # The same by keyboard.
    page.locator(".season-week input").nth(8).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_label("Taper").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 weeks changed.")).to_be_visible()
    assert Week.objects.filter(block="taper").count() == 2


def test_on_a_phone_without_javascript(open_page, club, race):
    page = open_page("Mira", viewport=PHONE, java_script_enabled=False)
    page.goto("/c/ridgeway/templates/half-marathon/lay/")
    page.get_by_label("Day of the race").fill(race.isoformat())
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("button", name="Apply", exact=True).click()
    check(club, race)
