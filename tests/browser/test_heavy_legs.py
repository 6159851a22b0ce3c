"""Heavy legs on a phone, without an account: step by step with htmx, the same without any script, and axe on each."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE

SHORT = ("None of these", "Only in fast repetitions", "Sprints", "None of these")


@pytest.fixture
def visit(browser, live_server, transactional_db):
    """``visit(viewport=PHONE)`` is the page as somebody without an account opens it; complaints of its console fail."""
    contexts, complaints = [], []

    def open_page(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type in ("error", "warning") and "status of 422" not in message.text
                else None
            ),
        )
        page.goto("/heavy-legs/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def choose(page, *labels):
    """Answer the question on the page and go on."""
    asked = page.locator("[name=asked]").input_value()
    for label in labels:
        page.get_by_label(label).check()
    page.get_by_role("button", name="Next").click()
    page.locator(f"[name=asked][value={asked}]").wait_for(state="detached")


def go(page, way, heading):
    """Press the browser's Back or Forward, and wait for what should be there then."""
    page.evaluate(f"history.{way}()")
    page.get_by_role("heading", name=heading).wait_for()


def serious(page):
    """What axe finds serious."""
    results = Axe().run(page)
    return [one["id"] for one in results.response["violations"] if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("script", [True, False], ids=["htmx", "plain"])
def test_it_works_on_a_phone(visit, script):
    page = visit(viewport=PHONE, java_script_enabled=script)
    for label in SHORT:
        choose(page, label)
    assert page.get_by_role("heading", name="By-products of high speed").is_visible()
    assert page.get_by_text("no added load", exact=True).is_visible()

    page.get_by_role("button", name=re.compile("Change.*When are your legs heavy")).click()
    page.get_by_text("Question 2 of 6 at most").wait_for()
    assert page.get_by_label("Only in fast repetitions").is_checked()
    choose(page, "From the start")
    assert page.get_by_role("heading", name="How long has it been like this?").is_visible()
    assert page.url.endswith("/heavy-legs/")


def test_a_red_flag_is_answered_at_once_and_read_out(visit):
    page = visit(viewport=PHONE)
    choose(page, "Chest pain", "None of these")
    page.get_by_text("Get medical help now. Call the emergency number").wait_for()
    assert page.evaluate("document.activeElement.id") == "answer"


def test_back_and_forward_step_through_the_questions_and_nothing_is_lost(visit):
    page = visit(viewport=PHONE)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    for label in SHORT:
        choose(page, label)
    page.get_by_role("heading", name="By-products of high speed").wait_for()

    go(page, "back", "And which of these fit you?")
    assert page.get_by_label("None of these").is_checked()
    assert page.evaluate("document.activeElement.id") == "question"
    go(page, "back", "What came before it")
    go(page, "back", "When are your legs heavy?")
    assert page.get_by_label("Only in fast repetitions").is_checked()
    go(page, "forward", "What came before it")
    assert page.get_by_label("Sprints").is_checked()
    go(page, "forward", "And which of these fit you?")
    go(page, "forward", "By-products of high speed")

    page.evaluate("history.go(-4)")
    page.get_by_role("heading", name="Is any of this true today?").wait_for()
    assert page.get_by_label("None of these").is_checked()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="By-products of high speed").wait_for()

    # The one thing htmx keeps is the address of the page.
    page.evaluate("sessionStorage.removeItem('htmx-current-path-for-history')")
    kept = page.evaluate("JSON.stringify([history.state, {...sessionStorage}, {...localStorage}])")
    assert kept == '[{"heavyLegs":""},{},{}]', "no answer is kept, not even by the browser"
    assert {url.partition("?")[1:] for url in sent} == {("", "")}
    assert page.url.endswith("/heavy-legs/")


def test_back_twice_at_once_and_back_after_a_change(visit):
    page = visit(viewport=PHONE)
    for label in SHORT:
        choose(page, label)
    page.get_by_role("heading", name="By-products of high speed").wait_for()
    page.evaluate("history.back(); setTimeout(() => history.back(), 20)")
    page.get_by_role("heading", name="What came before it").wait_for()

    page.get_by_role("button", name=re.compile("Change.*When are your legs heavy")).click()
    page.get_by_role("heading", name="When are your legs heavy?").wait_for()
    choose(page, "From the start")
    page.get_by_role("heading", name="How long has it been like this?").wait_for()
    go(page, "back", "When are your legs heavy?")
    assert page.get_by_label("From the start").is_checked()
    go(page, "back", "What came before it")
    assert page.get_by_label("Sprints").is_checked()


def test_back_leaves_an_error_behind_and_the_first_question_leaves_the_page(visit):
    page = visit(viewport=PHONE)
    page.goto("/drills/")
    page.goto("/heavy-legs/")
    choose(page, "None of these")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").wait_for()
    go(page, "back", "Is any of this true today?")
    page.go_back()
    assert page.url.endswith("/drills/")
    page.go_forward()
    page.get_by_role("heading", name="Is any of this true today?").wait_for()


def test_none_beside_something_else_is_told_and_stays_ticked(visit):
    page = visit(viewport=PHONE)
    for label in SHORT[:2]:
        choose(page, label)
    page.get_by_label("Fever").check()
    page.get_by_label("Nothing out of the ordinary").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").wait_for()
    assert (
        "“Nothing out of the ordinary” is ticked together with something else" in page.get_by_role("alert").inner_text()
    )
    assert page.get_by_label("Fever").is_checked()
    assert page.get_by_label("Nothing out of the ordinary").is_checked()
    page.get_by_label("Nothing out of the ordinary").uncheck()
    choose(page)
    page.get_by_role("heading", name="And which of these fit you?").wait_for()


def test_the_focus_follows_the_questions_and_the_error(visit):
    page = visit(viewport=PHONE)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.id") == "question"
    choose(page, "None of these")
    assert page.evaluate("document.activeElement.id") == "question"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(visit, viewport, scheme):
    page = visit(viewport=viewport, color_scheme=scheme)
    found = {"signs": serious(page)}
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").wait_for()
    found["error"] = serious(page)
    for label in ("None of these", "From the start", "Three to six days", "A long", "Flat", "Under seven"):
        choose(page, label)
    found["answer"] = serious(page)
    page.goto("/heavy-legs/")
    choose(page, "A calf or leg")
    found["now"] = serious(page)
    assert not any(found.values()), found
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
