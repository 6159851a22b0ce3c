"""Ask the panel as a visitor: with and without JavaScript, by keyboard, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, OpenPage

ANKLES = "8 km easy with 1 kg ankle weights on each leg"
SCREENS = (
    "/panel/",
    "/panel/?session=8+km+easy+with+1+kg+ankle+weights+on+each+leg&race=8",
    "/panel/?session=6+x+60+m+with+a+5+kg+vest%2C+bouncy&goal=short_sprint&level=competitive&injury=knee&ask=evidence",
    "/panel/?session=6+x+60+m+all-out+with+a+parachute&goal=short_sprint&level=competitive",
    "/panel/?session=beer+and+pizza",
    "/panel/?session=8+km&mass=-4&goal=moon",
    f"/panel/?session={'x' * 900}",
    f"/panel/?session=8+km+easy+with+a+5+kg+vest,+{'x' * 900}",
)


@pytest.fixture
def visit(browser: Browser, live_server: Any, club: Any) -> Iterator[OpenPage]:
    """``visit(viewport=PHONE)`` is a page of somebody without an account; what its console complains of fails it."""
    cache.clear()
    contexts, complaints = [], []

    def visitor(*, viewport: dict[str, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        return page

    yield visitor
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(said: Any) -> bool:
    return said.type in ("error", "warning") and not any(f"status of {code}" in said.text for code in (422, 429))


def test_the_answer_is_replaced_as_the_form_changes(visit):
    page = visit()
    page.goto("/panel/")
    page.get_by_label("The session").fill(ANKLES)
    page.get_by_label("The session").press("Enter")
    answer = page.locator("#answer")
    expect(answer.locator(".verdict").first).to_have_attribute("data-verdict", "avoid")
    page.wait_for_url(lambda url: url.endswith("/panel/?session=8+km+easy+with+1+kg+ankle+weights+on+each+leg"))
    expect(page).to_have_title(f"Avoid: {ANKLES} · Uphill")
    expect(page.locator("#read-as .chip-load")).to_contain_text("ankle weights, 2 kg in total")
    expect(page.locator("#answer-title")).to_be_focused()
    expect(page.locator("#asked-said")).to_have_text(f"Avoid: {ANKLES}")

    # Lines are for what a workout builder wrote; Enter asks.
    page.get_by_label("The session").fill("- 10m Z1")
    page.get_by_label("The session").press("Shift+Enter")
    page.get_by_label("The session").press_sequentially("- 20m Z3 5 kg vest")
    page.get_by_label("The session").press("Enter")
    expect(page.locator("#read-as .chip-load")).to_contain_text("5 kg")
    expect(page.get_by_label("The session")).to_have_value("- 10m Z1\n- 20m Z3 5 kg vest")
    page.get_by_label("The session").fill(ANKLES)
    page.get_by_label("The session").press("Enter")
    expect(page).to_have_title(f"Avoid: {ANKLES} · Uphill")

    page.evaluate("window.sameDocument = true")
    page.get_by_label("Next race").focus()
    page.get_by_label("Next race").select_option("8")
    expect(answer).to_contain_text("Yana Khmeleva")
    expect(answer).to_contain_text("race in 8 weeks")
    page.wait_for_url(lambda url: url.endswith("&race=8"))
    expect(page.get_by_label("Next race")).to_be_focused()
    page.get_by_label("Evidence").check()
    page.wait_for_url(lambda url: url.endswith("&race=8&ask=evidence"))
    assert page.evaluate("window.sameDocument")

    page.get_by_role("link", name="The same session without the load").click()
    expect(page.locator("#answer .verdict").first).to_have_attribute("data-verdict", "clear")
    expect(page.get_by_label("The session")).to_have_value("8 km easy")
    page.go_back()
    expect(page.locator("#answer .verdict").first).to_have_attribute("data-verdict", "avoid")


def test_what_is_wrong_is_said_in_the_place_of_the_answer_and_nothing_is_lost(visit):
    page = visit()
    page.goto("/panel/?session=8+km+easy+with+a+vest")
    page.get_by_label("Body mass, kg").fill("-70")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#asked")).to_contain_text("Enter a number from 30 to 200, or leave it empty.")
    expect(page.get_by_label("Body mass, kg")).to_have_value("-70")
    page.get_by_label("Body mass, kg").fill("70")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#answer")).to_contain_text("70 kg")


def test_the_address_can_be_copied(visit, live_server):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/panel/?session=8+km+easy")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{live_server.url}/panel/?session=8+km+easy"


def test_without_javascript(visit):
    page = visit(java_script_enabled=False, viewport=PHONE)
    page.goto("/panel/")
    page.get_by_role("link", name="6 x 60 m with a 5 kg vest").click()
    expect(page.locator("#answer .verdict").first).to_have_attribute("data-verdict", "avoid")
    page.get_by_role("link", name="All-out", exact=True).click()
    expect(page.locator("#answer .verdict").first).to_have_attribute("data-verdict", "caution")
    expect(page.get_by_label("The session")).to_have_value("6 x 60 m all-out with a 5 kg vest")
    page.get_by_text("More about the athlete").click()
    page.get_by_label("Knee", exact=True).check()
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_url(
        lambda url: (
            url.split("?")[1].split("#")[0]
            == "session=6+x+60+m+all-out+with+a+5+kg+vest&goal=short_sprint&level=competitive&injury=knee"
        )
    )
    expect(page.get_by_label("Knee", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()


@pytest.mark.parametrize("with_javascript", [True, False])
@pytest.mark.parametrize("link", ["The same session without the load", "25 km easy with a 4 kg backpack"])
def test_a_link_to_another_question_leads_to_its_answer(visit, link, with_javascript):
    page = visit(java_script_enabled=with_javascript, viewport=PHONE)
    page.goto("/panel/" if "kg" in link else "/panel/?session=8+km+easy+with+1+kg+ankle+weights+on+each+leg&heavy=1")
    page.get_by_role("link", name=link).click()
    page.wait_for_url(lambda url: url.endswith("#answer"))
    expect(page.locator("#answer .verdict").first).to_be_in_viewport()
    expect(page.locator("#answer")).to_be_focused()


def test_by_keyboard_alone(visit):
    page = visit()
    page.goto("/panel/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("The session")).to_be_focused()
    page.keyboard.type("25 km easy with a 4 kg backpack")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Ultra-trail")).to_be_checked()
    expect(page.locator("#answer")).to_contain_text("goal: ultra-trail")
    expect(page.get_by_label("Ultra-trail")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(visit, viewport, scheme):
    page = visit(viewport=viewport, color_scheme=scheme)
    found = []
    for address in SCREENS:
        page.goto(address)
        page.evaluate("for (const box of document.querySelectorAll('main details')) box.open = true")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            found.append(f"{address}: {width} px wide")
        found += [
            f"{address}: {violation['id']} on {violation['nodes'][0]['html'][:120]}"
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
    assert found == []


def test_the_smallest_phone_scrolls_nothing_sideways(visit):
    page = visit(viewport={"width": 320, "height": 640})
    for address in SCREENS:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
