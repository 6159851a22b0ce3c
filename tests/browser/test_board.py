"""The board under a person's hands: keyboard, drag, two coaches, drafts that survive."""

from __future__ import annotations

from playwright.sync_api import expect

from plans.models import Session
from tests.browser.conftest import sign_in

ANKLE_WEIGHTS = "8 km easy with 1 kg ankle weights on each leg"


def test_a_week_can_be_typed_without_a_mouse(open_page):
    page = open_page("Mira")
    page.locator("#add-1 > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#words-1")).to_be_focused()
    page.keyboard.type("8 km easy")
    page.keyboard.press("Enter")
    expect(page.locator("#day-1 article.session")).to_have_count(1)
    # The box is empty, still open and still focused: the next session can follow at once.
    expect(page.locator("#words-1")).to_be_focused()
    expect(page.locator("#words-1")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("#add-1 > summary")).to_be_focused()
    page.locator("#day-1 .session-words a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#day-1 .drawer")).to_be_visible()
    expect(page.locator("#day-1 .drawer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".drawer")).to_have_count(0)
    expect(page.locator("#day-1 .session-words a")).to_be_focused()
    expect(page.locator("#day-1 .session-words a")).to_have_attribute("aria-expanded", "false")


def test_one_drawer_is_open_at_a_time(open_page, add):
    first, second = add(1, ANKLE_WEIGHTS), add(3, "6 x 60 m all-out with a 5 kg vest")
    page = open_page("Mira")
    page.locator(f"#open-{first.pk}").click()
    expect(page.locator(f"#drawer-{first.pk}")).to_be_visible()
    page.locator(f"#open-{second.pk}").click()
    expect(page.locator(f"#drawer-{second.pk}")).to_be_visible()
    expect(page.locator(".drawer")).to_have_count(1)


def test_a_card_is_dragged_to_another_day(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator(f"#session-{session.pk}").drag_to(page.locator("#day-4 .day-column"))
    expect(page.locator(f"#day-4 #session-{session.pk}")).to_be_visible()
    expect(page.locator("#day-1 article.session")).to_have_count(0)
    session.refresh_from_db()
    assert session.day == 4


def test_the_move_control_does_what_dragging_does(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").click()
    page.get_by_label("Move to").select_option("4")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(f"#day-4 #session-{session.pk}")).to_be_visible()
    expect(page.locator(f"#open-{session.pk}")).to_be_focused()


def test_deleting_can_be_undone_at_once(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(f"#session-{session.pk}")).to_have_count(0)
    expect(page.locator("#messages").get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#session-{session.pk}")).to_be_visible()
    expect(page.locator(f"#open-{session.pk}")).to_be_focused()


def test_editing_in_place_reads_while_one_types(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    box = page.locator(f"#words-s{session.pk}")
    expect(box).to_be_focused()
    box.fill(ANKLE_WEIGHTS)
    expect(page.locator(f"#reading-s{session.pk} .verdict")).to_have_attribute("data-verdict", "avoid")
    box.press("Enter")
    expect(page.locator("#day-1 .session .verdict")).to_have_attribute("data-verdict", "avoid")


def test_what_another_is_typing_survives_a_change_elsewhere(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator("#add-1 > summary").click()
    page.locator("#words-1").fill("half a thou")
    page.locator(f"#open-{session.pk}").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(f"#session-{session.pk}")).to_have_count(0)
    expect(page.locator("#words-1")).to_have_value("half a thou")
    page.reload()
    expect(page.locator("#words-1")).to_have_value("half a thou")
    expect(page.locator("#words-1")).to_be_visible()


def test_the_second_of_two_coaches_sees_both_texts(open_page, add):
    session = add(1, "8 km easy")
    first, second = open_page("Mira"), open_page("Ruth")
    for page in (first, second):
        page.locator(f"#open-{session.pk}").click()
        page.get_by_role("link", name="Edit", exact=True).click()
    first.locator(f"#words-s{session.pk}").fill("9 km easy")
    first.locator(f"#words-s{session.pk}").press("Enter")
    expect(first.locator("#day-1 article.session")).to_contain_text("9\u00a0km easy")
    second.locator(f"#words-s{session.pk}").fill("7 km easy")
    second.locator(f"#words-s{session.pk}").press("Enter")
    expect(second.get_by_text("Mira changed this session")).to_be_visible()
    expect(second.locator("#day-1")).to_contain_text("9\u00a0km easy")
    expect(second.get_by_label("Yours:")).to_have_value("7 km easy")
    second.get_by_role("button", name="Save yours over it").click()
    expect(second.locator("#day-1 article.session")).to_contain_text("7\u00a0km easy")


def test_too_long_a_session_is_refused_and_kept(open_page):
    page = open_page("Mira")
    page.locator("#add-2 > summary").click()
    page.locator("#words-2").fill("x" * 10_000)
    page.locator("#words-2").press("Enter")
    expect(page.locator("#reading-2 .error")).to_contain_text("10000 characters")
    assert len(page.locator("#words-2").input_value()) == 10_000


def test_an_expired_session_leads_to_sign_in_and_back_with_what_was_typed(open_page):
    page = open_page("Mira")
    board = page.url
    page.locator("#add-2 > summary").click()
    page.locator("#words-2").fill("8 km easy, to be kept")
    page.context.clear_cookies(name="sessionid")
    page.locator("#words-2").press("Enter")
    sign_in(page, "Mira")
    page.wait_for_url(board)
    expect(page.locator("#words-2")).to_have_value("8 km easy, to be kept")


def test_an_impatient_coach_adds_a_session_once(open_page):
    page = open_page("Mira")
    page.locator("#add-1 > summary").click()
    page.locator("#words-1").fill("45 min easy")
    for _press in range(3):
        page.locator("#words-1").press("Enter")
    expect(page.locator("#day-1 article.session")).to_have_count(1)
    page.wait_for_timeout(300)
    assert Session.objects.count() == 1
    expect(page.locator("#reading-1")).to_be_empty()


def test_what_is_typed_while_a_save_is_under_way_stays(open_page):
    page = open_page("Mira")
    page.route("**/sessions/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.locator("#add-1 > summary").click()
    page.locator("#words-1").fill("45 min easy")
    page.locator("#words-1").press("Enter")
    page.keyboard.type(" and 6 strides")
    expect(page.locator("#day-1 article.session")).to_have_count(1)
    expect(page.locator("#words-1")).to_have_value("and 6 strides")
    assert Session.objects.get().text == "45 min easy"


def test_focus_stays_in_the_drawer_after_a_decision(open_page, add):
    session = add(1, ANKLE_WEIGHTS)
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").click()
    page.get_by_label("Keep it, and say why").fill("Once, as a test")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mira keeps it:")).to_be_visible()
    expect(page.locator(f"#drawer-{session.pk}")).to_be_focused()


def test_an_edit_that_was_interrupted_is_still_there(open_page, add):
    session = add(1, "8 km easy")
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator(f"#words-s{session.pk}").fill("8 km easy, by the mill")
    page.reload()
    page.locator(f"#open-{session.pk}").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.locator(f"#words-s{session.pk}")).to_have_value("8 km easy, by the mill")
    page.keyboard.press("Escape")
    expect(page.locator(f"#words-s{session.pk}")).to_have_count(0)
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.locator(f"#words-s{session.pk}")).to_have_value("8 km easy")


def test_a_reading_follows_the_last_key_however_slow_the_network(open_page):
    page = open_page("Mira")
    page.route("**/read/", lambda route: (page.wait_for_timeout(250), route.continue_()))
    page.locator("#add-1 > summary").click()
    page.locator("#words-1").press_sequentially("8 km easy with a 5 kg vest", delay=40)
    expect(page.locator("#reading-1 .verdict")).to_have_attribute("data-verdict", "avoid")
    page.locator("#words-1").fill("8 km easy")
    expect(page.locator("#reading-1 .verdict")).to_have_attribute("data-verdict", "clear")
