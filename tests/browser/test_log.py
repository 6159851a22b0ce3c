"""How it went, on a phone: read, two taps, heavy legs, the answer; the form as a whole; axe on each page."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe

from clubs.models import Athlete
from plans.models import Log, Week, monday_of
from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def session(club):
    """What Anna's squad does today."""
    today = club.ridgeway.today()
    week = Week.for_writing(club.tuesday, monday_of(today))
    planned = week.add(today.weekday(), "8 km easy on the ridge loop", club.user("Mira"))
    week.publish(club.user("Mira"))
    return planned


def serious(page):
    """What axe finds serious."""
    results = Axe().run(page)
    return [one["id"] for one in results.response["violations"] if one["impact"] in ("serious", "critical")]


def is_wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def answer(page, *labels):
    """Answer the question on the page and go on."""
    asked = page.locator("[name=asked]").input_value()
    for label in labels:
        page.get_by_label(label).check()
    page.get_by_role("button", name="Next").click()
    page.locator(f"[name=asked][value={asked}]").wait_for(state="detached")


def test_read_done_effort_heavy_legs_answer(open_page, session, club):
    page = open_page("Anna", viewport=PHONE)
    page.goto("/c/ridgeway/my-week/")
    page.get_by_text("8 km easy on the ridge loop").wait_for()
    page.get_by_role("button", name="Done").click()
    page.get_by_text("How hard was it, all in all?").wait_for()
    assert serious(page) == []
    page.locator(".scale").get_by_role("button", name="5", exact=True).click()
    page.get_by_text("Done, effort 5").wait_for()
    assert (Log.objects.get().outcome, Log.objects.get().effort) == ("done", 5)
    page.get_by_role("button", name="Legs felt heavy").click()
    page.wait_for_url("**/heavy-legs/")
    assert serious(page) == []
    answer(page, "None of these")
    answer(page, "From the start")
    page.reload()
    page.get_by_role("heading", name="How long has it been like this?").wait_for()
    answer(page, "One or two days")
    answer(page, "Nothing out of the ordinary")
    answer(page, "Just heavy")
    answer(page, "None of these")
    page.get_by_role("heading", name="Do today").wait_for()
    assert serious(page) == []
    assert not is_wider_than_the_screen(page)
    assert Athlete.objects.get(pk=club.anna.pk).heavy_legs_since == club.ridgeway.today()
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_text("Done, effort 5").wait_for()
    page.get_by_role("link", name="Legs felt heavy").wait_for()


@pytest.mark.parametrize("options", [{"viewport": PHONE}, {"viewport": PHONE, "java_script_enabled": False}])
def test_the_whole_form(open_page, session, options):
    page = open_page("Anna", **options)
    page.goto("/c/ridgeway/my-week/")
    page.get_by_role("link", name="How it went").click()
    page.get_by_label("Partly").check()
    page.get_by_label("Distance").fill("6,1")
    page.get_by_label("Time").fill("1:05")
    page.get_by_role("group", name="Effort").get_by_text("7", exact=True).click()
    page.get_by_label("Note for your coach").fill("Turned round at the gate")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Hours or minutes?").first.wait_for()
    assert page.get_by_label("Note for your coach").input_value() == "Turned round at the gate"
    page.get_by_label("Time").fill("35:20")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Partly, effort 7").wait_for()
    log = Log.objects.get()
    assert (log.distance_m, log.duration_s, log.session_id) == (6100, 2120, session.pk)


def test_without_a_script_one_tap_keeps_it_and_leads_to_the_form(open_page, session):
    page = open_page("Anna", viewport=PHONE, java_script_enabled=False)
    page.goto("/c/ridgeway/my-week/")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("heading", name="How it went").wait_for()
    assert Log.objects.get().outcome == "done"
    assert Log.objects.get().session_id == session.pk


@pytest.mark.parametrize("viewport", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_is_for_everybody(open_page, session, club, viewport, scheme):
    today = club.ridgeway.today()
    for number, said in enumerate(
        [
            {"session": session, "distance_m": 6100, "duration_s": 2120, "effort": 7, "heavy_legs": True},
            {"outcome": "swapped", "instead": "40 min on the bike " * 5, "feel": "poor", "pain": 3},
            {"outcome": "missed", "note": "Ill, " * 60},
        ]
    ):
        fields = {"date": today - dt.timedelta(days=3 * number), "outcome": "done", "planned": "8 km easy"} | said
        Log.objects.say(club.anna, fields, sending=uuid4(), session=fields.pop("session", None))
    key = Log.objects.get(session=session).pk
    page = open_page("Anna", viewport=viewport, color_scheme=scheme)
    for path in ("my-week/", "logs/", "log/", f"log/{session.pk}/", f"logs/{key}/heavy-legs/", f"logs/{key}/withdraw/"):
        page.goto(f"/c/ridgeway/{path}")
        assert serious(page) == [], path
        assert not is_wider_than_the_screen(page), path
        small = page.locator("main").evaluate(
            """main => [...main.querySelectorAll("button, .button, .scale > *, .tap")]
                .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
                .map((one) => one.outerHTML)"""
        )
        assert viewport == DESK or small == [], path
