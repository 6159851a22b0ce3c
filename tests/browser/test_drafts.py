"""What is being typed on the board is a draft until it is saved, and no longer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from clubs.models import User
from plans.models import Session


@pytest.mark.parametrize("way", ["Save yours over it", "Take theirs"])
def test_a_draft_that_was_settled_does_not_come_back(open_page, add, way):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    board = page.url
    page.route("**/changes/**", lambda route: route.fulfill(status=204))
    page.goto(board + f"?edit={session.pk}")
    expect(page.locator(f"#reading-s{session.pk}")).to_contain_text("8")
    session.rewrite("9 km easy", version=1, by=User.objects.get(name="Ruth"))
    page.locator(f"#words-s{session.pk}").fill("7 km easy")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Yours:")).to_have_value("7 km easy")
    page.get_by_text(way, exact=True).click()
    expect(page.get_by_label("Yours:")).to_have_count(0)
    words = "7 km easy" if way.startswith("Save") else "9 km easy"
    expect(page.locator("#day-1 article.session")).to_contain_text(words.replace(" km", "\u00a0km"))
    Session.objects.get().rewrite("5 km easy", version=Session.objects.get().version, by=User.objects.get(name="Ruth"))
    page.goto(board + f"?edit={session.pk}")
    expect(page.locator(f"#words-s{session.pk}")).to_have_value("5 km easy")


def test_a_draft_of_every_box_outlives_a_reload(open_page, add, club):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator("#add-2 > summary").click()
    page.locator("#words-2").fill("an idea")
    page.locator("#note-words").fill("gloves")
    page.goto(page.url + f"?edit={session.pk}")
    page.locator(f"#words-s{session.pk}").fill("9 km")
    page.goto(page.url.replace("edit", "open"))
    page.get_by_text("Write an exception").click()
    page.locator(f"#who-{session.pk} input").first.check()
    page.locator(f"#exception-words-s{session.pk}").fill("20 min")
    page.locator(f"#exception-reason-s{session.pk}").fill("her legs")
    page.reload()
    expect(page.locator("#words-2")).to_have_value("an idea")
    expect(page.locator("#note-words")).to_have_value("gloves")
    expect(page.locator(f"#exception-words-s{session.pk}")).to_have_value("20 min")
    expect(page.locator(f"#exception-words-s{session.pk}")).to_be_visible()
    expect(page.locator(f"#exception-reason-s{session.pk}")).to_have_value("her legs")
    page.goto(page.url.replace("open", "edit"))
    expect(page.locator(f"#words-s{session.pk}")).to_have_value("9 km")
