"""The whole job as two people: a coach types, settles and publishes a week; an athlete reads it on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, sign_in

WEEK = (
    "Rest",
    "8 km easy with 1 kg ankle weights on each leg",
    "10 min warm up, 5 x 800 m at 10k effort w/ 2 min jog, 10 min cool down",
    "45 min very easy",
    "6 x 200 m uphill hard, jog down",
    "6 x 60 m all-out with a 5 kg vest",
    "16 km easy, bouncy if the mill bridge is dry",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
VERDICTS = (None, "avoid", "clear", "clear", "clear", "caution", "clear")
REASON = "One short rehearsal, full walk back"


def day(page: Page, number: int):
    return page.locator(f"#day-{number}")


def type_week(page: Page, *, javascript: bool) -> None:
    for number, text in enumerate(WEEK):
        day(page, number).get_by_text("Add", exact=False).first.click()
        box = page.locator(f"#words-{number}")
        box.fill(text)
        if javascript:
            reading = page.locator(f"#reading-{number}")
            if VERDICTS[number]:
                expect(reading.locator(".verdict")).to_have_attribute("data-verdict", VERDICTS[number])
            box.press("Enter")
        else:
            day(page, number).get_by_role("button", name="Add", exact=True).click()
        card = day(page, number).locator("article.session")
        expect(card).to_have_count(1)
        if VERDICTS[number]:
            expect(card.locator(".verdict")).to_have_attribute("data-verdict", VERDICTS[number])


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_week_from_the_coachs_keyboard_to_the_athletes_phone(open_page, javascript):
    coach = open_page(None, java_script_enabled=javascript)
    coach.goto("/")
    sign_in(coach, "Mira")
    expect(coach.get_by_role("heading", name="Tuesday squad")).to_be_visible()
    type_week(coach, javascript=javascript)
    expect(day(coach, 6).locator("mark.unread").first).to_contain_text("bouncy")

    # Publishing asks about Tuesday's ankle weights, which are then swapped for the first that is offered.
    coach.get_by_role("button", name="Publish to 2 athletes").click()
    expect(coach.get_by_text("nothing is decided yet")).to_be_visible()
    day(coach, 1).locator(".session-words a").click()
    drawer = day(coach, 1).locator(".drawer")
    expect(drawer.get_by_text("Costs about 7 % more energy")).to_be_visible()
    expect(drawer.locator(".source-name").first).to_be_visible()
    drawer.locator(".replacement").first.get_by_role("button").click()
    expect(day(coach, 1).locator(".session .verdict")).to_have_attribute("data-verdict", "clear")
    expect(day(coach, 1).get_by_text("Undo the swap")).to_be_visible()

    # Saturday's vest stays, with a reason.
    day(coach, 5).locator(".session-words a").click()
    day(coach, 5).get_by_label("Keep it, and say why").fill(REASON)
    day(coach, 5).get_by_role("button", name="Keep", exact=True).click()
    expect(day(coach, 5).locator(".settled")).to_have_text("kept")
    coach.get_by_role("button", name="Publish to 2 athletes").click()
    expect(coach.get_by_text("2 athletes can read it now.")).to_be_visible()

    athlete = open_page("Anna", viewport=PHONE, java_script_enabled=javascript)
    for row in athlete.locator(".week-list > li > details > summary").all():
        row.click()
    page = athlete.locator("main")
    expect(page.get_by_text("Mira swapped the ankle weights for:")).to_be_visible()
    expect(page.get_by_text("Mira kept it because:")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    assert athlete.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] if javascript else True
