"""Typing on the board: what is read comes back at once, and a line is completed with keys, a mouse or a finger."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from clubs.models import User
from plans.models import Session, Week, monday_of
from tests.browser.conftest import PHONE

HILLS = "6 x 200 m uphill hard, jog down"
EASY = "8 km easy"
VEST = "8 km easy with a 5 kg vest"


@pytest.fixture
def earlier(club):
    """Three lines that the squad had last week; the first is written twice."""
    week = Week.for_writing(club.tuesday, monday_of(club.ridgeway.today()))
    mira = User.objects.get(name="Mira")
    return [week.add(day, text, mira) for day, text in ((0, EASY), (1, EASY), (2, VEST), (3, HILLS))]


@pytest.fixture
def box(open_page, earlier):
    """Friday's box, open and empty."""

    def opened(**options) -> tuple[Page, object, object]:
        page = open_page("Mira", **options)
        page.locator("#add-4 > summary").click()
        expect(page.locator("#words-4")).to_be_focused()
        return page, page.locator("#words-4"), page.locator("#add-4 [role=listbox]")

    return opened


class TestKeyboard:
    def test_a_line_is_taken_with_keys_alone(self, box):
        page, field, listed = box()
        page.keyboard.type("8 km e")
        expect(listed.get_by_role("option")).to_have_count(2)
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(field).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        chosen = field.get_attribute("aria-activedescendant")
        expect(page.locator(f"#{chosen}")).to_have_text(re.compile("5\u00a0kg vest"))
        page.keyboard.press("Enter")
        expect(field).to_have_value(VEST)
        expect(field).to_have_attribute("aria-expanded", "false")
        expect(listed).to_have_count(0)
        # It is read like anything typed, and Enter adds it now.
        expect(page.locator("#reading-4 .verdict")).to_have_attribute("data-verdict", "avoid")
        expect(listed).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page.locator("#day-4 article.session")).to_have_count(1)

    def test_tab_takes_what_is_chosen_and_else_goes_on(self, box):
        page, field, listed = box()
        page.keyboard.type("6 x")
        expect(listed).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(field).to_have_value(HILLS)
        expect(field).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#add-4 .button")).to_be_focused()

    def test_enter_adds_what_stands_there_where_nothing_is_chosen(self, box):
        page, field, listed = box()
        page.keyboard.type("8 km")
        expect(listed).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("#day-4 article.session")).to_have_count(1)
        expect(field).to_have_value("")
        expect(listed).to_have_count(0)
        assert Session.objects.filter(day=4).get().text == "8 km"

    def test_escape_closes_the_list_and_then_the_box(self, box):
        page, field, listed = box()
        page.keyboard.type("8 km")
        expect(listed).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(listed).to_have_count(0)
        expect(field).to_be_focused()
        expect(field).to_have_value("8 km")
        page.keyboard.type(" e")
        expect(listed).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(field).to_be_hidden()

    def test_arrows_go_round_and_up_from_the_text(self, box):
        page, field, listed = box()
        page.keyboard.type("8 km e")
        expect(listed).to_be_visible()
        options = listed.get_by_role("option")
        page.keyboard.press("ArrowUp")
        expect(options.last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(listed.locator("[aria-selected=true]")).to_have_count(0)
        assert field.get_attribute("aria-activedescendant") is None
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        # Whoever types on has chosen nothing.
        page.keyboard.type("a")
        expect(listed.locator("[aria-selected=true]")).to_have_count(0)

    def test_arrow_down_in_an_empty_box_brings_what_is_written_most(self, box):
        page, field, listed = box()
        page.keyboard.press("ArrowDown")
        expect(listed.get_by_role("option")).to_have_count(3)
        expect(listed.get_by_role("option").first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        expect(field).to_have_value(EASY)

    def test_only_the_line_with_the_caret_is_completed(self, box):
        page, field, listed = box()
        page.keyboard.type("2 km jog")
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("2 km walk")
        page.keyboard.press("ArrowUp")
        page.keyboard.type("6 x")
        expect(listed).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(field).to_have_value(f"2 km jog\n{HILLS}\n2 km walk")
        page.keyboard.press("Control+z")
        expect(field).to_have_value("2 km jog\n6 x\n2 km walk")

    def test_in_the_middle_of_a_line_nothing_is_offered(self, box):
        page, field, listed = box()
        page.keyboard.type("km easy")
        page.keyboard.press("Home")
        with page.expect_response("**/read/"):
            page.keyboard.type("8 ")
        expect(page.locator("#reading-4 .chip").first).to_be_visible()
        expect(listed).to_have_count(0)
        expect(field).to_have_value("8 km easy")

    def test_a_drill_is_written_beside_the_run(self, box):
        page, field, listed = box()
        page.keyboard.type("9 km easy, then short steep")
        expect(listed.get_by_role("option").first).to_contain_text("Short steep hill sprints")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(field).to_have_value("9 km easy, then 3 x 8 s uphill all-out, walk down")

    def test_an_edit_is_read_and_completed_in_the_same_way(self, open_page, earlier):
        session = earlier[0]
        page = open_page("Mira")
        page.locator(f"#open-{session.pk}").click()
        page.get_by_role("link", name="Edit", exact=True).click()
        field, listed = page.locator(f"#words-s{session.pk}"), page.locator(f"#session-{session.pk} [role=listbox]")
        expect(page.locator(f"#reading-s{session.pk} .chip").first).to_have_text("8\u00a0km")
        expect(listed).to_have_count(0)
        page.keyboard.type(" w")
        expect(listed.get_by_role("option")).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(field).to_have_value(VEST)
        page.keyboard.press("Enter")
        expect(page.locator(f"#open-{session.pk}")).to_contain_text("5\u00a0kg vest")


class TestMouseAndTouch:
    def test_a_click_takes_a_line_and_leaves_the_caret_in_the_text(self, box):
        page, field, listed = box()
        page.keyboard.type("8 km e")
        listed.get_by_role("option").last.click()
        expect(field).to_have_value(VEST)
        expect(field).to_be_focused()

    def test_a_tap_on_a_phone(self, box):
        page, field, listed = box(viewport=PHONE, has_touch=True)
        page.keyboard.type("6 x")
        expect(listed).to_be_visible()
        assert listed.get_by_role("option").first.bounding_box()["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        listed.get_by_role("option").first.tap()
        expect(field).to_have_value(HILLS)

    def test_earlier_lines_open_without_a_key(self, box):
        page, field, listed = box()
        page.locator("#add-4").get_by_role("link", name="Earlier lines").click()
        expect(listed.get_by_role("option")).to_have_count(3)
        expect(field).to_be_focused()
        listed.get_by_role("option").nth(2).click()
        expect(field).not_to_have_value("")

    def test_a_click_elsewhere_closes_the_list(self, box):
        page, field, listed = box()
        page.keyboard.type("8 km")
        expect(listed).to_be_visible()
        page.get_by_role("heading", level=1).click()
        expect(listed).to_have_count(0)
        expect(field).to_have_value("8 km")

    def test_the_add_button_is_never_covered(self, box):
        page, _field, listed = box()
        page.keyboard.type("8 km e")
        expect(listed).to_be_visible()
        page.locator("#add-4 .button").click()
        expect(page.locator("#day-4 article.session")).to_have_count(1)


class TestReading:
    def test_unread_words_are_underlined_with_the_question_at_the_word(self, box):
        page, field, _listed = box()
        page.keyboard.type("7m moderate, bouncy")
        echo = page.locator("#reading-4 .echo")
        expect(echo.locator("mark").first).to_have_text("7m")
        expect(echo.locator("mark + .question")).to_contain_text("Your club’s setting says “Ask each time”")
        expect(field).to_have_attribute("aria-describedby", "reading-4 keys-4")

    def test_it_is_said_politely_once_the_hands_rest(self, box):
        page, _field, _listed = box()
        said = page.locator("#add-4 [role=status]")
        page.keyboard.type("8 km e", delay=20)
        expect(page.locator("#reading-4 .chip").first).to_be_visible()
        expect(said).to_have_text("")
        expect(said).to_have_text("Read as: 8\u00a0km. Not read: e. Clear. 2 suggestions: arrow down.")

    def test_the_box_never_shrinks_under_the_hands(self, box):
        page, field, _listed = box()
        reading = page.locator("#reading-4")
        page.keyboard.type("7m moderate, bouncy")
        expect(reading.locator(".question")).to_be_visible()
        high = reading.bounding_box()["height"]
        field.fill("8 km")
        expect(reading.locator(".question")).to_have_count(0)
        assert reading.bounding_box()["height"] == pytest.approx(high, abs=1)
        page.keyboard.press("Enter")
        expect(page.locator("#day-4 article.session")).to_have_count(1)
        assert reading.bounding_box()["height"] < high / 2

    def test_a_draft_that_comes_back_opens_no_list(self, box):
        page, field, listed = box()
        page.keyboard.type("8 km e")
        expect(listed).to_be_visible()
        page.reload()
        expect(page.locator("#reading-4 .chip").first).to_be_visible()
        expect(field).to_have_value("8 km e")
        expect(listed).to_have_count(0)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("viewport", [{"width": 1360, "height": 900}, PHONE], ids=["desk", "phone"])
    def test_nothing_serious_while_the_list_is_open(self, box, viewport, scheme):
        page, _field, listed = box(viewport=viewport, color_scheme=scheme)
        page.keyboard.type("7m moderate")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("8 km e")
        expect(listed).to_be_visible()
        page.keyboard.press("ArrowDown")
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_without_javascript_the_earlier_lines_are_links(open_page, earlier):
    page = open_page("Mira", java_script_enabled=False)
    page.locator("#add-4 > summary").click()
    page.locator("#add-4").get_by_role("link", name="Earlier lines").click()
    page.locator("#add-4").get_by_role("link", name="5\u00a0kg vest").click()
    expect(page.locator("#words-4")).to_have_value(VEST)
    page.locator("#add-4").get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#day-4 article.session")).to_have_count(1)
