"""The board from the keyboard: going from day to day, the keys and their list."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from plans.models import Session

# From day to day


def test_a_day_that_says_late_that_it_opened_does_not_take_the_hands_back(open_page):
    """A busy browser lets keys go before its own news."""
    page = open_page("Mira")
    page.keyboard.press("n")
    page.keyboard.type("Rest")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#words-1")).to_be_focused()
    page.evaluate("""() => {
        const box = document.getElementById("add-0");
        box.open = true;
        box.dispatchEvent(new ToggleEvent("toggle", { newState: "open", oldState: "closed" }));
    }""")
    expect(page.locator("#words-1")).to_be_focused()
    expect(page.locator("#add-1")).to_have_attribute("open", "")


def test_what_is_refused_is_gone_back_to(open_page):
    page = open_page("Mira")
    page.locator("#add-2 > summary").click()
    page.locator("#words-2").fill("x" * 10_000)
    page.locator("#words-2").press("Control+Enter")
    expect(page.locator("#reading-2 .error")).to_contain_text("10000 characters")
    expect(page.locator("#words-2")).to_be_focused()
    assert len(page.locator("#words-2").input_value()) == 10_000


def test_an_empty_day_is_gone_past(open_page):
    page = open_page("Mira")
    page.locator("#add-2 > summary").click()
    page.locator("#words-2").press("Control+Enter")
    expect(page.locator("#words-3")).to_be_focused()
    expect(page.locator("#add-2")).not_to_have_attribute("open", "")
    assert not Session.objects.exists()


def test_typing_goes_on_while_the_day_before_is_saved(open_page):
    page = open_page("Mira")
    page.route("**/sessions/", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.locator("#add-0 > summary").click()
    page.keyboard.type("8 km easy")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("9 km ea")
    expect(page.locator("#day-0 article.session")).to_have_count(1)
    expect(page.locator("#words-1")).to_be_focused()
    page.keyboard.type("sy")
    expect(page.locator("#words-1")).to_have_value("9 km easy")
    expect(page.locator("#words-0")).to_have_value("")


def test_what_is_typed_at_once_is_no_key(open_page, add):
    session = add(0, "8 km easy")
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").focus()
    page.locator("#add-0 > summary").click()
    page.keyboard.type("d p k easy")
    expect(page.locator("#words-0")).to_have_value("d p k easy")
    assert Session.objects.live().count() == 1


# The keys


def test_cards_are_walked_and_worked_on_by_keys(open_page, add):
    first, second, third = add(1, "8 km easy"), add(1, "Rest"), add(3, "9 km easy")
    page = open_page("Mira")
    links = [page.locator(f"#open-{one.pk}") for one in (first, second, third)]
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("ArrowRight", 2), ("ArrowLeft", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        expect(links[at]).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator(f"#words-s{second.pk}")).to_be_focused()
    # Here letters are letters.
    page.keyboard.type(" and jdnp?")
    expect(page.locator(f"#words-s{second.pk}")).to_have_value("Rest and jdnp?")
    page.keyboard.press("Escape")
    expect(page.locator(f"#drawer-{second.pk}")).to_be_focused()
    page.keyboard.press("Escape")
    expect(links[1]).to_be_focused()
    links[2].focus()
    page.keyboard.press("m")
    expect(page.locator(f"#move-{third.pk}")).to_be_focused()
    page.keyboard.press("Escape")
    expect(links[2]).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(f"#tick-{third.pk}")).to_be_checked()
    page.keyboard.press("x")
    page.keyboard.press("d")
    expect(page.locator(f"#session-{third.pk}")).to_have_count(0)
    expect(page.locator("#messages #undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(links[2]).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#words-3")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator("#publish")).to_be_focused()
    here = page.url
    page.keyboard.press("[")
    page.wait_for_url(lambda url: url != here)
    page.keyboard.press("]")
    page.wait_for_url(here)
    expect(links[0]).to_be_visible()
    links[0].focus()
    page.keyboard.press("c")
    page.wait_for_url(f"**/sessions/{first.pk}/copy/")


def test_the_list_of_keys_opens_and_gives_the_focus_back(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="The keyboard")).to_be_visible()
    serious = [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert serious == []
    # Behind it nothing happens.
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(f"#open-{session.pk}")).to_be_focused()
    page.locator("#keys-open").click()
    page.get_by_label("Single letters are keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-open")).to_be_focused()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator(f"#open-{session.pk}")).not_to_be_focused()
    page.locator("#keys-open").click()
    expect(page.get_by_label("Single letters are keys")).not_to_be_checked()
    assert Session.objects.live().count() == 1


def test_without_javascript_the_keys_are_a_state_of_the_page(open_page):
    page = open_page("Mira", java_script_enabled=False)
    page.locator("#keys-open").click()
    expect(page.get_by_role("dialog", name="The keyboard")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
