"""A squad's plan a week later, and back again with one click."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from plans.models import Instead, Session, SessionException, Week, monday_of
from tests.browser.conftest import PHONE


@pytest.fixture
def monday(club):
    return monday_of(club.ridgeway.today())


@pytest.fixture
def planned(club, monday):
    """Two weeks with a note and a block; Anna has a session of her own; a club run stands in the third week."""
    mira = club.user("Mira")
    for number, texts in enumerate((("8 km easy", "6 x 400 m hard"), ("9 km easy", "16 km easy"), ("Club run",))):
        week = Week.for_writing(club.tuesday, monday + dt.timedelta(weeks=number))
        for place, text in enumerate(texts):
            week.add(1 + 4 * place, text, mira)
    Week.objects.filter(monday=monday).update(block="hills")
    Week.objects.get(monday=monday).write_note("Bring head torches.", by=mira)
    session = Session.objects.select_related("week__squad__club").get(text="8 km easy")
    SessionException.make(session, [Instead(club.anna, "5 km easy")], version=1, by=mira)


def stands(club, monday):
    found = Session.objects.live().filter(week__squad=club.tuesday).select_related("week")
    return {session.text: (session.date - monday).days for session in found}


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("phone", [False, True])
def test_shifted_by_a_week_and_all_of_it_undone(open_page, club, monday, phone):
    before = stands(club, monday)
    page = open_page("Mira", viewport=PHONE) if phone else open_page("Mira")
    page.goto(f"/c/ridgeway/squads/{club.tuesday.pk}/{monday}/")
    page.locator("#planning").click()
    page.get_by_role("link", name="Shift the plan").click()
    expect(page.get_by_label("From")).to_have_value(monday.isoformat())
    page.locator("#id_last").fill((monday + dt.timedelta(days=13)).isoformat())
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_text("4 sessions are moved")).to_be_visible()
    expect(page.get_by_text("Stands there")).to_have_count(1)
    expect(page.get_by_text("1 session of a single athlete moves along")).to_be_visible()
    assert stands(club, monday) == before

    page.get_by_role("button", name="Shift", exact=True).click()
    expect(page.get_by_text("4 sessions were moved.")).to_be_visible()
    moved = {text: day + 7 for text, day in before.items() if text != "Club run"}
    assert stands(club, monday) == {**moved, "Club run": 15}
    assert {week.monday: week.block for week in Week.objects.exclude(block="")} == {
        monday + dt.timedelta(weeks=1): "hills"
    }

    page.get_by_role("button", name="Undo all of it").click()
    expect(page.get_by_text("All of it was undone, in 3 weeks.")).to_be_visible()
    assert stands(club, monday) == before
    assert Week.objects.get(monday=monday).note == "Bring head torches."
    expect(page.get_by_role("button", name="Undo all of it")).to_have_count(0)


@pytest.mark.usefixtures("planned")
def test_cleared_and_brought_back(open_page, club, monday):
    before = stands(club, monday)
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/squads/{club.tuesday.pk}/{monday}/")
    page.locator("#planning").click()
    page.get_by_role("link", name="Clear days").click()
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("button", name="Delete 2 sessions").click()
    expect(page.get_by_text("2 sessions were deleted.")).to_be_visible()
    assert len(stands(club, monday)) == 3
    page.get_by_role("button", name="Undo all of it").click()
    expect(page.get_by_text("All of it was undone, in 1 week.")).to_be_visible()
    assert stands(club, monday) == before
