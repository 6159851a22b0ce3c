"""An athlete's way through three days of heavy legs, on a phone, and what becomes of it for the coach and next week."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from plans.models import Week, monday_of
from tests.browser.conftest import PHONE
from tests.browser.test_log import answer

# So long what was said may be on its way to an open board.
SOON = 10_000
MY_WEEK = "/c/ridgeway/my-week/"


@pytest.fixture
def days(club):
    """The sessions of today, yesterday and the day before, and hard hills next week; all of it published."""
    club.ridgeway.add_athlete("Aaron").squads.add(club.tuesday)
    mira, today = club.user("Mira"), club.ridgeway.today()

    def planned(day, words):
        week = Week.for_writing(club.tuesday, monday_of(day))
        return week.add(day.weekday(), words, mira)

    sessions = [planned(today - dt.timedelta(days=back), f"{8 - back} km easy") for back in range(3)]
    sessions.append(planned(monday_of(today) + dt.timedelta(days=8), "6 x 200 m uphill hard, jog down"))
    for monday in {session.week.monday for session in sessions}:
        Week.for_writing(club.tuesday, monday).publish(mira)
    return sessions


def answer_all(page):
    """The questions about heavy legs, with nothing that calls for help."""
    answer(page, "None of these")
    answer(page, "From the start")
    page.get_by_role("heading", name="How long has it been like this?").wait_for()
    answer(page, "One or two days")
    answer(page, "Nothing out of the ordinary")
    answer(page, "Just heavy")
    answer(page, "None of these")
    page.get_by_role("heading", name="Do today").wait_for()


def say_heavy_by_the_form(page, session):
    """A day that is over, through the whole form."""
    page.goto(f"{MY_WEEK}{session.week.monday}/")
    page.locator(f"#log-{session.pk}").get_by_role("link", name="How it went").click()
    page.get_by_role("group", name="Effort").get_by_text("7", exact=True).click()
    page.get_by_label("Legs felt heavy").check()
    page.get_by_label("Note for your coach").fill("Like lead")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.wait_for_url("**/heavy-legs/")


def test_it_works(open_page, club, days):
    today, yesterday, before, hills = days
    coach, other = open_page("Mira"), open_page("Mira")
    names = other.locator(".roster tbody th > a")
    other.goto("/c/ridgeway/athletes/")
    expect(names).to_have_text(["Aaron", "Ben", "Anna"])
    next_week = f"/c/ridgeway/squads/{club.tuesday.pk}/{hills.week.monday}/"
    other.goto(next_week)
    card = other.locator(f"#session-{hills.pk}")
    expect(card.locator(".verdict")).to_have_attribute("data-verdict", "clear")
    expect(card).not_to_contain_text("Anna")

    # The coach looks at the board all the while.
    went = coach.locator(f"#went-{today.pk}")
    expect(went).to_contain_text("3 said nothing")
    coach.locator(f"#open-{today.pk}").click()
    told = coach.locator(f"#said-{today.pk}")
    expect(told).to_contain_text("Said nothing: Aaron, Anna, Ben")

    # Read, and two taps.
    anna = open_page("Anna", viewport=PHONE)
    anna.goto(f"{MY_WEEK}{hills.week.monday}/")
    expect(anna.locator(".week-list .verdict")).to_have_count(0)
    anna.goto(MY_WEEK)
    expect(anna.locator(".today-words").first).to_have_text("8\u00a0km easy")
    anna.get_by_role("region", name="Today").get_by_role("button", name="Done").click()
    anna.locator(".scale").first.get_by_role("button", name="6", exact=True).click()
    expect(anna.locator(f"#log-{today.pk}")).to_contain_text("Done, effort 6")
    expect(went).to_contain_text("1 done, 2 said nothing", timeout=SOON)

    # Heavy legs, and what they most likely are.
    anna.get_by_role("button", name="Legs felt heavy").click()
    answer_all(anna)
    assert anna.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(went).to_contain_text("heavy legs: Anna", timeout=SOON)
    expect(told).to_contain_text("Legs felt heavy.", timeout=SOON)
    expect(told).to_contain_text("effort 6/10")
    expect(told).to_contain_text("Said nothing: Aaron, Ben")
    # One day of it changes no plan.
    other.reload()
    expect(card).not_to_contain_text("Anna")

    # The two days before it were the same.
    say_heavy_by_the_form(anna, yesterday)
    answer_all(anna)
    say_heavy_by_the_form(anna, before)
    anna.get_by_role("link", name="Back", exact=True).click()
    expect(anna.locator(f"#log-{before.pk}")).to_contain_text("Done, effort 7")

    # Next week's hills are nothing for her any more, and she is the first whom the coach is told to see.
    other.reload()
    expect(card).to_contain_text("Clear for 2, not for 1: Anna (heavy legs)")
    anna.goto(f"{MY_WEEK}{hills.week.monday}/")
    row = anna.locator(".week-list > li", has_text="uphill hard")
    expect(row.locator("summary .verdict")).to_have_attribute("data-verdict", "avoid")
    row.locator("summary").first.click()
    row.get_by_text("What the panel says").click()
    expect(row).to_contain_text("Hard hills on legs that have been heavy for three days in a row")
    other.goto("/c/ridgeway/athletes/")
    expect(names).to_have_text(["Anna", "Aaron", "Ben"])
    expect(other.locator(".roster tbody tr").first).to_contain_text("Heavy legs for 3 days")
