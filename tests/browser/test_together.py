"""Two coaches on one week, each in a browser of their own: what one does comes to the other, and takes nothing away."""

from __future__ import annotations

from playwright.sync_api import expect

from clubs.models import User
from plans.models import Session

# So long a change of the other coach may be on its way.
SOON = 10_000


def edit(page, session: Session, text: str) -> None:
    page.locator(f"#open-{session.pk}").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    box = page.locator(f"#words-s{session.pk}")
    box.fill(text)
    box.press("Enter")
    expect(box).to_have_count(0)


def test_what_one_does_comes_to_the_other_who_types_in_another_day(open_page, add):
    tuesday, thursday = add(1, "8 km easy"), add(3, "9 km easy")
    mira, ruth = open_page("Mira"), open_page("Ruth")
    ruth.locator("#add-1 > summary").click()
    ruth.locator("#words-1").press_sequentially("half a thou")
    ruth.evaluate("scrollTo(0, 40)")
    at = ruth.evaluate("scrollY")
    edit(mira, thursday, "12 km steady")
    edit(mira, tuesday, "7 km easy")
    expect(ruth.locator("#day-3 article.session")).to_contain_text("12\u00a0km steady", timeout=SOON)
    # The day in which she types is left alone, and she is told.
    expect(ruth.locator("#theirs-1")).to_contain_text("Mira changed this day at", timeout=SOON)
    expect(ruth.locator("#day-1 article.session")).to_contain_text("8\u00a0km easy")
    expect(ruth.locator("#words-1")).to_be_focused()
    ruth.keyboard.type("ght")
    expect(ruth.locator("#words-1")).to_have_value("half a thought")
    assert ruth.evaluate("scrollY") == at
    ruth.get_by_role("link", name="show").click()
    expect(ruth.locator("#day-1 article.session")).to_contain_text("7\u00a0km easy")
    expect(ruth.locator("#words-1")).to_have_value("half a thought")
    expect(ruth.locator("#theirs-1")).to_be_empty()


def test_one_saves_before_the_others_card_has_come_and_while_another_is_edited(open_page, add):
    session = add(1, "8 km easy")
    ruth = open_page("Ruth")
    # Her page hears of nothing for a while.
    ruth.route("**/changes/**", lambda route: route.fulfill(status=204))
    ruth.locator(f"#open-{session.pk}").click()
    ruth.get_by_role("link", name="Edit", exact=True).click()
    add(2, "Another coach’s 6 km")
    ruth.locator(f"#words-s{session.pk}").fill("Half a thou")
    ruth.locator("#add-4 > summary").click()
    ruth.locator("#words-4").fill("5 km easy")
    ruth.locator("#words-4").press("Enter")
    expect(ruth.locator("#day-4 article.session")).to_contain_text("5\u00a0km easy")
    expect(ruth.locator(f"#words-s{session.pk}")).to_have_value("Half a thou")


def test_what_is_being_edited_is_shown_with_both_sides(open_page, add):
    session = add(1, "8 km easy")
    mira, ruth = open_page("Mira"), open_page("Ruth")
    ruth.locator(f"#open-{session.pk}").click()
    ruth.get_by_role("link", name="Edit", exact=True).click()
    ruth.locator(f"#words-s{session.pk}").fill("7 km easy")
    edit(mira, session, "9 km easy")
    expect(ruth.locator("#theirs-1")).to_contain_text("Mira changed this day at", timeout=SOON)
    expect(ruth.locator(f"#words-s{session.pk}")).to_have_value("7 km easy")
    ruth.get_by_role("link", name="show").click()
    expect(ruth.get_by_text("Mira changed this session")).to_be_visible()
    expect(ruth.locator("#day-1")).to_contain_text("9\u00a0km easy")
    expect(ruth.get_by_label("Yours:")).to_have_value("7 km easy")
    # Her words stand in a box, where she may go on with them.
    ruth.get_by_label("Yours:").press("End")
    ruth.keyboard.type(", for both")
    ruth.get_by_role("button", name="Save yours over it").click()
    expect(ruth.locator("#day-1 article.session")).to_contain_text("7\u00a0km easy, for both")
    expect(mira.locator("#day-1 article.session")).to_contain_text("7\u00a0km easy", timeout=SOON)


def test_a_note_of_two_is_nobodys_loss(open_page, add):
    add(1, "8 km easy")
    mira, ruth = open_page("Mira"), open_page("Ruth")
    ruth.locator("#note-words").fill("Gloves!")
    mira.locator("#note-words").fill("Head torches!")
    mira.get_by_role("button", name="Save note").click()
    expect(mira.get_by_text("Note saved.")).to_be_visible()
    ruth.get_by_role("button", name="Save note").click()
    expect(ruth.get_by_text("Mira wrote this note while you were at it.")).to_be_visible()
    expect(ruth.locator("#note-theirs")).to_contain_text("Head torches!")
    expect(ruth.locator("#note-words")).to_have_value("Gloves!")
    ruth.get_by_role("link", name="Take theirs").click()
    expect(ruth.locator("#note-theirs")).to_have_count(0)
    expect(ruth.locator("#note-words")).to_have_value("Head torches!")


def test_nothing_is_published_that_was_not_seen(open_page, add):
    session = add(1, "8 km easy")
    ruth = open_page("Ruth")
    # Her page hears of nothing for a while.
    ruth.route("**/changes/**", lambda route: route.fulfill(status=204))
    mira = open_page("Mira")
    edit(mira, session, "9 km easy")
    ruth.locator("#publish").click()
    expect(ruth.get_by_text("Not published yet: others changed this week since you looked.")).to_be_visible()
    expect(ruth.locator("#publication")).to_contain_text("Mira changed the session on Tuesday.")
    ruth.get_by_role("button", name="Publish all the same").click()
    expect(ruth.get_by_text("athletes can read it now.")).to_be_visible()
    expect(mira.locator("#withdraw")).to_be_visible(timeout=SOON)


def test_undo_and_redo_by_keyboard(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    edit(page, session, "9 km easy")
    card = page.locator("#day-1 article.session")
    expect(page.locator(f"#open-{session.pk}")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(card).to_contain_text("8\u00a0km easy")
    expect(page.get_by_text("Undone: Mira changed the session on Tuesday.")).to_be_visible()
    page.keyboard.press("Control+Shift+Z")
    expect(card).to_contain_text("9\u00a0km easy")
    # In a field the keys are the browser's own.
    page.locator("#add-2 > summary").click()
    page.locator("#words-2").press_sequentially("5 km")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(300)
    expect(card).to_contain_text("9\u00a0km easy")


def test_without_javascript_undo_and_the_trail_work(open_page, add):
    session = add(1, "8 km easy")
    session.rewrite("9 km easy", version=1, by=User.objects.get(name="Mira"))
    page = open_page("Mira", java_script_enabled=False)
    page.locator("#undo-last").click()
    expect(page.locator("#day-1 article.session")).to_contain_text("8\u00a0km easy")
    page.locator("#redo-last").click()
    expect(page.locator("#day-1 article.session")).to_contain_text("9\u00a0km easy")
    page.locator("#history").click()
    expect(page.get_by_role("heading", name="Who did what")).to_be_visible()
    page.get_by_role("button", name="Mira changed the session on Tuesday.").click()
    expect(page.locator("#day-1 article.session")).to_contain_text("8\u00a0km easy")
