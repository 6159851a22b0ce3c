"""The file of a run on a phone: chosen with a thumb, looked at, kept."""

from __future__ import annotations

import datetime as dt

from axe_playwright_python.sync_playwright import Axe

from plans.models import Log, Week, monday_of
from tests.browser.conftest import PHONE
from tests.plans.recording_files import tcx_run

NARROW = "document.documentElement.scrollWidth <= innerWidth"


def looked_at(page):
    """Nothing serious for axe, nothing sideways, and no target too small for a thumb."""
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert not found, found
    assert page.evaluate(NARROW)
    for target in page.locator("main :is(button, label.choice, .file-choice, a.tap, summary)").all():
        if target.is_visible():
            assert target.bounding_box()["height"] >= 44, target.inner_text()


def test_choose_look_keep(open_page, club):
    today = club.ridgeway.today()
    week = Week.for_writing(club.tuesday, monday_of(today))
    words = "2 km easy along the river, over the bridge and back on the other side, together until the mill"
    week.add(today.weekday(), words, club.user("Mira"))
    week.publish(club.user("Mira"))
    page = open_page("Anna", viewport=PHONE)
    page.goto("/c/ridgeway/my-week/")
    page.get_by_role("link", name="Add the file of a run").click()
    looked_at(page)
    assert page.locator(".file-choice").bounding_box()["height"] > 100

    noon = dt.datetime.combine(today, dt.time(11), dt.UTC)
    field = page.get_by_label("The file of your run")
    field.set_input_files({"name": "run.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8 no run"})
    page.get_by_role("button", name="Show what was read").click()
    page.get_by_text("This is no FIT, GPX or TCX file.").wait_for()
    looked_at(page)
    field.set_input_files({"name": "run.tcx", "mimeType": "application/octet-stream", "buffer": tcx_run(660, noon)})
    page.get_by_role("button", name="Show what was read").click()
    page.get_by_role("heading", name="What was read").wait_for()
    page.get_by_text("2 laps").click()
    looked_at(page)
    assert page.get_by_role("radio", name="2 km easy").is_checked()
    page.get_by_role("button", name="Keep it with my log").click()
    page.get_by_text("The file is kept with your log.").wait_for()
    log = Log.objects.get()
    page.goto(f"/c/ridgeway/logs/{log.pk}/file/remove/")
    looked_at(page)
    assert (log.distance_m, log.duration_s, log.session.text) == (1980, 660, words)
