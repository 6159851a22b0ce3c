"""How long planning takes, counted: every key and click that is not the text itself. A chord counts as one."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from playwright.sync_api import Page, expect

from clubs.models import User
from plans.models import Session, Week, monday_of

WEEK = (
    "Rest",
    "6 x 400 m hard, 90 s jog",
    "8 km easy",
    "3 x 10 min threshold, 2 min jog",
    "Rest",
    "45 min easy",
    "18 km easy",
)


class Hands:
    """Somebody at a page, whose keys and clicks are counted; ``text`` alone costs nothing."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done: list[str] = []

    def press(self, key: str) -> None:
        self.done.append(key)
        self.page.keyboard.press(key)

    def click(self, what: str) -> None:
        self.done.append(f"click {what}")
        self.page.locator(what).click()

    def text(self, words: str) -> None:
        self.page.keyboard.type(words)

    def told(self, job: str, goal: int) -> str:
        keys = sum(len(one.split("+")) if not one.startswith("click") else 1 for one in self.done)
        return f"{job}: {len(self.done)} (goal {goal}; each modifier counted by itself: {keys}): {self.done}"


def sessions(week: Week) -> list[tuple[int, str]]:
    return list(week.sessions.filter(deleted_at__isnull=True).values_list("day", "text").order_by("day"))


@pytest.fixture
def week(club):
    return Week.for_writing(club.tuesday, monday_of(club.ridgeway.today()))


def test_a_new_week_is_written_and_published(open_page, week, capsys):
    page = open_page("Mira")
    expect(page.locator("#publish")).to_be_visible()
    hands = Hands(page)
    hands.press("n")
    for day, words in enumerate(WEEK):
        expect(page.locator(f"#words-{day}")).to_be_focused()
        hands.text(words)
        hands.press("Control+Enter")
    expect(page.locator("article.session")).to_have_count(7)
    expect(page.locator("#publish")).to_be_focused()
    hands.press("Enter")
    expect(page.get_by_text("athletes can read it now.")).to_be_visible()
    week.refresh_from_db()
    assert week.is_published
    assert sessions(week) == list(enumerate(WEEK))
    with capsys.disabled():
        sys.stdout.write("\n" + hands.told("a new week of 7 days, published", 12) + "\n")
    assert len(hands.done) <= 12


def test_last_week_is_repeated_with_two_changes(open_page, club, week, capsys):
    mira = User.objects.get(name="Mira")
    for day, words in enumerate(WEEK):
        week.add(day, words, mira)
    page = open_page("Mira")
    hands = Hands(page)
    hands.press("]")
    expect(page.locator("#repeat")).to_be_visible()
    hands.click("#repeat")
    expect(page.locator("article.session")).to_have_count(7)
    expect(page.locator("#repeat")).to_be_hidden()
    after = Week.objects.get(squad=club.tuesday, monday=week.monday + dt.timedelta(weeks=1))
    for day, words in ((1, "7 x 400 m hard, 90 s jog"), (6, "20 km easy")):
        key = Session.objects.get(week=after, day=day).pk
        hands.click(f"#open-{key}")
        expect(page.locator(f"#drawer-{key}")).to_be_visible()
        hands.press("e")
        expect(page.locator(f"#words-s{key}")).to_be_focused()
        hands.press("Control+a")
        hands.text(words)
        hands.press("Enter")
        expect(page.locator(f"#open-{key}")).to_be_focused()
    hands.press("p")
    expect(page.locator("#publish")).to_be_focused()
    hands.press("Enter")
    expect(page.get_by_text("athletes can read it now.")).to_be_visible()
    changed = {1: "7 x 400 m hard, 90 s jog", 6: "20 km easy"}
    after.refresh_from_db()
    assert after.is_published
    assert sessions(after) == [(day, changed.get(day, words)) for day, words in enumerate(WEEK)]
    with capsys.disabled():
        sys.stdout.write("\n" + hands.told("last week with two changes, published", 15) + "\n")
    assert len(hands.done) <= 15
