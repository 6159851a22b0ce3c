"""Drills in a real browser: looking for them as one types, ticking some, and printing one on each page of A4."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture
def visit(browser, live_server, transactional_db):
    """``visit("/drills/")`` is a page that nobody signed in for; what its console complains of fails the test."""
    contexts, complaints = [], []

    def opened(address, *, viewport=DESK, **options):
        context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def test_the_list_follows_what_is_typed_and_picked(visit):
    page = visit("/drills/")
    page.get_by_label("Onto the sheet: Flat strides").check()
    page.get_by_label("Search").press_sequentially("squat")
    page.get_by_role("status").filter(has_text="drills fit").wait_for()
    assert page.get_by_role("link", name="Goblet squat").is_visible()
    assert page.get_by_label("Search").evaluate("field => field === document.activeElement")
    assert page.get_by_label("Onto the sheet: Flat strides").is_checked()
    page.get_by_label("Level").select_option("intermediate")
    page.get_by_role("link", name="Goblet squat").wait_for(state="detached")
    assert "level=intermediate" in page.url
    page.get_by_role("link", name="Rear-foot elevated split squat").click()
    page.get_by_role("heading", name="Doing it").wait_for()
    page.go_back()
    assert page.get_by_label("Search").input_value() == "squat"


def test_it_works_without_javascript(visit):
    page = visit("/drills/", java_script_enabled=False)
    assert page.get_by_role("button", name="Make a sheet").is_hidden()
    page.get_by_label("Search").fill("strides")
    page.get_by_role("button", name="Show").click()
    page.get_by_label("Onto the sheet: Flat strides").check()
    page.get_by_label("Onto the sheet: Gentle hill strides").check()
    page.get_by_role("button", name="Make a sheet of the ticked drills").click()
    assert page.locator(".drill-sheet").count() == 2
    assert page.get_by_role("button", name="Print").is_hidden()


@pytest.mark.parametrize(
    "address", ["/drills/", "/drills/uh01/", "/drills/sheet/?d=uh01&d=te01", "/drills/?level=advanced"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(visit, address, viewport, scheme):
    page = visit(address, viewport=viewport, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []


def test_on_paper_there_is_the_sheet_alone_in_black_on_white(visit):
    page = visit("/drills/uh01/", color_scheme="dark")
    page.emulate_media(media="print")
    for hidden in (".site-header", ".site-footer", ".drill-nav", ".drill-named"):
        assert page.locator(hidden).is_hidden(), hidden
    for heading in ("How much", "Before you begin", "Set-up", "Doing it", "Common faults", "Stop if"):
        assert page.get_by_role("heading", name=heading).is_visible(), heading
    inks = page.evaluate(
        "[...document.querySelectorAll('.drill-sheet *')].filter((one) => one.checkVisibility())"
        ".map((one) => getComputedStyle(one).color)"
    )
    assert set(inks) == {"rgb(0, 0, 0)"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


def test_each_of_all_drills_takes_one_page(visit):
    page = visit("/drills/")
    codes = page.locator("input[name=d]").evaluate_all("ticks => ticks.map((tick) => tick.value)")
    assert len(codes) == 57
    page.goto("/drills/sheet/?" + "&".join(f"d={code}" for code in codes))
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 57


def test_the_print_button_opens_the_browsers_own_print(visit):
    page = visit("/drills/uh01/")
    page.evaluate("window.print = () => { document.title = 'printing'; }")
    page.get_by_role("button", name="Print").click()
    assert page.title() == "printing"
