"""A session as fields in a real browser: with htmx, without any script, by keyboard, on a phone; axe on both widths."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from clubs.models import User
from plans.models import Session, Week, monday_of
from tests.browser.conftest import DESK, PHONE, sign_in

INTERVALS = "2 km warm up, 6 x 800 m @ 5k w/ 400 m jog - meet at the pool"


@pytest.fixture
def planned(club):
    """A session on this week's Monday."""
    week = Week.for_writing(club.tuesday, monday_of(club.ridgeway.today()))
    return week.add(0, INTERVALS, User.objects.get(name="Mira"))


def board_of(session: Session) -> str:
    return f"/c/ridgeway/squads/{session.week.squad_id}/{session.week.monday}/"


def row(page: Page, number: int):
    return page.locator(".step-row").nth(number - 1)


def test_words_and_verdict_follow_the_fields(open_page, planned):
    page = open_page("Mira")
    page.goto(f"{board_of(planned)}?open={planned.pk}")
    page.get_by_role("link", name="Edit as steps").click()
    result = page.locator("#steps-result")
    expect(result).to_contain_text("meet at the pool")
    # Its scripts come after the page that already shows the result.
    page.wait_for_load_state()
    row(page, 2).get_by_label("How much").fill("1 km")
    expect(result).to_contain_text("6 x 1 km at 5k pace, 400 m jog - meet at the pool")
    row(page, 2).get_by_label("Load").select_option("ankle_weights")
    row(page, 2).get_by_label("How heavy in all").fill("2 kg")
    expect(result.locator("[data-verdict=avoid]")).to_be_visible()
    row(page, 2).get_by_label("How heavy in all").fill("2 stones")
    expect(result).to_contain_text("Row 2, How heavy in all")
    row(page, 2).get_by_label("Load").select_option("")
    row(page, 2).get_by_label("How heavy in all").fill("")
    expect(result).to_contain_text("6 x 1 km at 5k pace, 400 m jog")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(rf"{board_of(planned)}#"))
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    planned.refresh_from_db()
    assert planned.text == "2 km warm up, 6 x 1 km at 5k pace, 400 m jog - meet at the pool"


def test_rows_are_added_moved_and_nested_from_the_keyboard(open_page, planned):
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    page.get_by_role("button", name="Add a step").focus()
    page.keyboard.press("Enter")
    expect(row(page, 3).get_by_label("What")).to_be_focused()
    row(page, 3).get_by_label("How much").fill("400 m")
    up = page.get_by_role("button", name="Move row 3 up")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move row 2 up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move row 1 up")).to_be_focused()
    expect(row(page, 1).get_by_label("How much")).to_have_value("400 m")
    row(page, 1).get_by_role("button", name="Put in rounds").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Rounds", exact=True)).to_be_focused()
    page.get_by_role("button", name="in the rounds of row 1").focus()
    page.keyboard.press("Space")
    expect(row(page, 3).get_by_label("What")).to_be_focused()
    row(page, 3).get_by_label("How much").fill("300 m")
    expect(page.locator("#steps-result")).to_contain_text("2 x (400 m; 300 m)")
    assert "/steps/" in page.url


def test_enter_in_a_field_checks_and_saves_nothing(open_page, planned):
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    row(page, 1).get_by_label("How much").fill("nothing")
    page.keyboard.press("Enter")
    expect(row(page, 1).get_by_label("How much")).to_be_focused()
    expect(page.locator("#steps-0-amount_error")).to_contain_text("Write a distance or a time")
    planned.refresh_from_db()
    assert planned.text == INTERVALS


def test_ctrl_and_enter_save_from_any_field(open_page, planned):
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    row(page, 1).get_by_label("How much").fill("3 km")
    expect(page.locator("#steps-result")).to_contain_text("3 km")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(board_of(planned)))
    planned.refresh_from_db()
    assert planned.text.startswith("warm up 3 km")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_all_of_it_works_without_a_script(open_page, planned, viewport):
    page = open_page("Mira", viewport=viewport, java_script_enabled=False)
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    row(page, 2).get_by_label("Times").fill("5")
    page.get_by_role("button", name="Add rounds").click()
    expect(row(page, 2).get_by_label("Times")).to_have_value("5")
    row(page, 4).get_by_label("How much").fill("400 m")
    page.get_by_role("button", name="in the rounds of row 3").click()
    row(page, 5).get_by_label("How much").fill("oops")
    page.locator(".steps-check").click()
    expect(page.locator(".error-summary")).to_contain_text("Row 5, How much")
    row(page, 5).get_by_label("How much").fill("300 m")
    page.get_by_role("button", name="Move row 5 up").click()
    page.get_by_role("button", name="Remove row 1").click()
    page.get_by_label("Rounds", exact=True).fill("3")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".steps-form")).to_contain_text("Save once more to save it.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    planned.refresh_from_db()
    assert planned.text == "5 x 800 m at 5k pace, 400 m jog - meet at the pool, 3 x (300 m; 400 m)"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_add_box_takes_its_words_along(open_page, club, script):
    page = open_page("Mira", java_script_enabled=script)
    page.goto(f"/c/ridgeway/squads/{club.tuesday.pk}/{monday_of(club.ridgeway.today())}/")
    box = page.locator("#add-2")
    box.locator("summary").click()
    box.locator("textarea").fill("6 x 200 m uphill hard, jog down")
    box.get_by_role("button", name="As fields").click()
    page.wait_for_url("**/steps/")
    expect(page.get_by_label("Times")).to_have_value("6")
    expect(page.get_by_label("Uphill")).to_be_checked()
    page.get_by_role("button", name="Add to the week").click()
    page.wait_for_url(re.compile("#day-2$"))
    assert Session.objects.get().text == "6 x 200 m uphill hard, jog down"


def test_the_edit_box_takes_its_words_along(open_page, planned):
    page = open_page("Mira")
    page.goto(f"{board_of(planned)}?edit={planned.pk}")
    page.locator("textarea[id^=words-s]").fill("9 km easy, bouncy")
    page.locator(f"#session-{planned.pk}").get_by_role("button", name="As fields").click()
    page.wait_for_url("**/steps/")
    expect(page.get_by_label("How much")).to_have_value("9 km")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(board_of(planned)))
    planned.refresh_from_db()
    assert planned.text == "9 km easy, bouncy"


def test_two_coaches_at_once(open_page, planned):
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    row(page, 1).get_by_label("How much").fill("3 km")
    expect(page.locator("#steps-result")).to_contain_text("3 km")
    planned.rewrite("5 km easy", version=1, by=User.objects.get(name="Ruth"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#stepwise")).to_contain_text("Ruth changed this session")
    expect(page.locator("#stepwise")).to_contain_text("5\u00a0km easy")
    page.get_by_role("button", name="Save yours over it").click()
    page.wait_for_url(re.compile(board_of(planned)))
    planned.refresh_from_db()
    assert planned.text.startswith("warm up 3 km")


def test_on_a_phone_verdict_and_save_stay_in_sight(open_page, planned):
    page = open_page("Mira", viewport=PHONE)
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    verdict = page.locator("#steps-verdict")
    expect(page.locator("#steps-result")).not_to_be_in_viewport()
    expect(verdict.locator("[data-verdict=clear]")).to_be_in_viewport()
    row(page, 1).get_by_label("Load").select_option("ankle_weights")
    row(page, 1).get_by_label("How heavy in all").fill("2 kg")
    expect(verdict.locator("[data-verdict=avoid]")).to_be_in_viewport()
    row(page, 1).get_by_label("How heavy in all").fill("2 stones")
    expect(verdict).to_have_text("Not a session yet")
    row(page, 1).get_by_label("How heavy in all").fill("3 kg")
    expect(verdict.locator("[data-verdict=avoid]")).to_be_in_viewport()
    verdict.click()
    expect(page.locator("#steps-result")).to_contain_text("3 kg ankle weights")
    expect(page.locator("#steps-result .session-foot")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    expect(page.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(board_of(planned)))


@pytest.mark.parametrize(("remark", "verdict"), [("", "clear"), (", kettlebellish 5 kg", "clear-as-read")])
def test_what_has_the_focus_is_never_under_the_buttons(open_page, planned, remark, verdict):
    planned.rewrite(INTERVALS + remark, version=1, by=User.objects.get(name="Mira"))
    page = open_page("Mira", viewport=PHONE)
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    shown = page.locator(f"#steps-verdict [data-verdict={verdict}]")
    assert shown.bounding_box()["height"] < 32, "one line"
    row(page, 1).get_by_label("What").focus()
    seen = []
    while "steps-verdict" not in seen:
        page.keyboard.press("Tab")
        at, bottom, foot = page.evaluate("""() => {
            const at = document.activeElement;
            const foot = document.querySelector(".steps-foot");
            return [at.id, at.getBoundingClientRect().bottom, foot.getBoundingClientRect().top];
        }""")
        seen.append(at)
        assert at == "steps-verdict" or bottom <= foot, at
    assert "steps-1-amount" in seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(open_page, planned, viewport, scheme):
    page = open_page("Mira", viewport=viewport, color_scheme=scheme)
    found = []
    for wrong in (False, True):
        page.evaluate("sessionStorage.clear()")
        page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
        page.get_by_role("button", name="Add rounds").click()
        page.get_by_role("button", name="Or something else in place of row 4").click()
        row(page, 6).get_by_label("How much").fill("5 min")
        row(page, 4).get_by_label("How much").fill("1 km with weights" if wrong else "1 km")
        page.keyboard.press("Enter")
        expect(page.locator(".error-summary")).to_have_count(int(wrong))
        page.evaluate("for (const details of document.querySelectorAll('main details')) details.open = true")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            found.append(f"{width} px wide")
        violations = Axe().run(page).response["violations"]
        found += [
            f"{one['id']} on {one['nodes'][0]['html'][:120]}"
            for one in violations
            if one["impact"] in ("serious", "critical")
        ]
    assert found == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_something_else_may_be_done_instead(open_page, planned, viewport, script):
    page = open_page("Mira", viewport=viewport, java_script_enabled=script)
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    page.get_by_role("button", name="Or something else in place of row 2").click()
    if script:
        expect(row(page, 4).get_by_label("What")).to_be_focused()
    row(page, 4).get_by_label("What").select_option("cross:cycling")
    row(page, 4).get_by_label("How much").fill("40 min")
    page.get_by_role("button", name="Step in the alternative of row 3").click()
    row(page, 5).get_by_label("What").select_option("strength")
    row(page, 5).get_by_label("How much").fill("15 min")
    page.get_by_role("button", name="Remove row 1").click()
    expect(row(page, 4).get_by_label("How much")).to_have_value("15 min")
    said = "6 x 800 m @ 5k w/ 400 m jog or (40 min cycling; 15 min strength) - meet at the pool"
    if script:
        expect(page.locator("#steps-result")).to_contain_text(said)
    else:
        page.locator(".steps-check").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    planned.refresh_from_db()
    assert planned.text == said


def test_an_expired_session_leads_back_to_the_rows_that_were_typed(open_page, planned):
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    page.get_by_role("button", name="Add a step").click()
    row(page, 3).get_by_label("How much").fill("400 m")
    expect(page.locator("#steps-result")).to_contain_text("400 m")
    page.context.clear_cookies(name="sessionid")
    row(page, 1).get_by_label("How much").fill("3 km")
    sign_in(page, "Mira")
    expect(page.get_by_text("This is what you typed and have not saved.")).to_be_visible()
    expect(row(page, 1).get_by_label("How much")).to_have_value("3 km")
    expect(row(page, 3).get_by_label("How much")).to_have_value("400 m")
    page.reload()
    expect(row(page, 3).get_by_label("How much")).to_have_value("400 m")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(board_of(planned)))
    planned.refresh_from_db()
    assert planned.text.startswith("warm up 3 km")
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    expect(row(page, 3)).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.endsWith(':steps'))") == []
    expect(page.get_by_text("This is what you typed and have not saved.")).to_have_count(0)


def test_a_new_session_comes_back_on_its_day_and_can_be_let_go(open_page, club):
    page = open_page("Mira")
    week = f"/c/ridgeway/squads/{club.tuesday.pk}/{monday_of(club.ridgeway.today())}/"
    page.goto(f"{week}steps/?day=3")
    day = page.locator("h1 + .note").text_content()
    page.context.clear_cookies(name="sessionid")
    row(page, 1).get_by_label("How much").fill("12 km")
    sign_in(page, "Mira")
    expect(row(page, 1).get_by_label("How much")).to_have_value("12 km")
    expect(page.locator("h1 + .note")).to_have_text(day)
    page.goto(f"{week}steps/?day=4")
    expect(row(page, 1).get_by_label("How much")).to_have_value("")
    page.goto(f"{week}steps/?day=3")
    expect(row(page, 1).get_by_label("How much")).to_have_value("12 km")
    page.get_by_role("link", name="Start again").click()
    expect(row(page, 1).get_by_label("How much")).to_have_value("")


def test_what_was_typed_is_let_go_by_cancel(open_page, planned):
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    row(page, 1).get_by_label("How much").fill("3 km")
    page.get_by_role("link", name="Cancel").click()
    page.goto(f"/c/ridgeway/sessions/{planned.pk}/steps/")
    expect(row(page, 1).get_by_label("How much")).to_have_value("2 km")
