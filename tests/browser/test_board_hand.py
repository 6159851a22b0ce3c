"""The board under the hand: dragging, and doing something with several sessions at once."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from clubs.models import User

# Dragging


def test_escape_cancels_a_drag(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    card, there = page.locator(f"#session-{session.pk}"), page.locator("#day-4 .day-column")
    card.hover()
    page.mouse.down()
    there.hover()
    there.hover()
    expect(there).to_have_class(re.compile("day-over"))
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".day-over, .session-dragged")).to_have_count(0)
    page.wait_for_timeout(300)
    session.refresh_from_db()
    assert (session.day, session.version) == (1, 1)


def test_a_card_that_somebody_changed_is_not_dragged_away(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.route("**/changes/**", lambda route: route.fulfill(status=204))
    session.rewrite("9 km easy", version=1, by=User.objects.get(name="Ruth"))
    page.locator(f"#session-{session.pk}").drag_to(page.locator("#day-4 .day-column"))
    expect(page.get_by_text("Ruth changed this session")).to_be_visible()
    session.refresh_from_db()
    assert session.day == 1


# Several at once


def test_several_are_moved_at_once_and_one_undo_takes_it_back(open_page, add):
    first, second = add(1, "8 km easy"), add(3, "9 km easy")
    page = open_page("Mira")
    expect(page.locator("#selected")).to_be_hidden()
    page.locator(f"#session-{first.pk}").hover()
    page.locator(f"#tick-{first.pk}").check()
    page.locator(f"#tick-{second.pk}").check()
    expect(page.locator("#selected-count")).to_have_text("2")
    page.locator("#selected-day").select_option("5")
    page.locator("#selected-move").click()
    expect(page.locator("#day-5 article.session")).to_have_count(2)
    expect(page.locator("#selected")).to_be_hidden()
    expect(page.locator(f"#open-{first.pk}")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("#day-5 article.session")).to_have_count(0)
    expect(page.locator("#day-1 article.session")).to_have_count(1)
    expect(page.locator("#day-3 article.session")).to_have_count(1)


def test_ticks_outlive_a_refusal(open_page, add):
    first, second = add(1, "8 km easy"), add(3, "9 km easy")
    page = open_page("Mira")
    page.route("**/changes/**", lambda route: route.fulfill(status=204))
    page.locator(f"#tick-{first.pk}").check()
    page.locator(f"#tick-{second.pk}").check()
    second.rewrite("7 km easy", version=1, by=User.objects.get(name="Ruth"))
    page.locator("#selected-delete").click()
    expect(page.locator("#messages")).to_contain_text("somebody else changed “7 km easy” meanwhile")
    expect(page.locator("#day-3 article.session")).to_contain_text("7\u00a0km easy")
    expect(page.locator("#selected-count")).to_have_text("2")
    page.locator("#selected-delete").click()
    expect(page.locator("article.session")).to_have_count(0)
    expect(page.locator("#undo-last")).to_be_focused()


def test_without_javascript_several_are_copied(open_page, add):
    first, second = add(1, "8 km easy"), add(3, "9 km easy")
    page = open_page("Mira", java_script_enabled=False)
    page.locator("#select").click()
    page.locator(f"#tick-{first.pk}").check()
    page.locator(f"#tick-{second.pk}").check()
    page.locator("#selected-day").select_option("5")
    page.locator("#selected-copy").click()
    expect(page.locator("#day-5 article.session")).to_have_count(2)
