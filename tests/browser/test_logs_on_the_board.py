"""The coach's open board: what an athlete says comes in within seconds, and takes nothing from anybody's hands."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from clubs.models import User
from plans.models import Log, Session, Week, monday_of

# So long a log may be on its way.
SOON = 10_000


@pytest.fixture
def session(club) -> Session:
    """Today's session, which athletes can read."""
    today = club.ridgeway.today()
    week = Week.for_writing(club.tuesday, monday_of(today))
    session = week.add(today.weekday(), "8 km easy", User.objects.get(name="Mira"))
    week.publish(User.objects.get(name="Mira"))
    return session


@pytest.fixture
def say(session):
    def said(athlete, version=0, **fields) -> Log:
        fields = {"date": session.date, "planned": session.text, "outcome": "done", **fields}
        return Log.objects.say(athlete, fields, sending=uuid4(), version=version, session=session)

    return said


def test_a_log_comes_in_while_the_coach_looks(open_page, club, session, say):
    page = open_page("Mira")
    went = page.locator(f"#went-{session.pk}")
    expect(went).to_contain_text("2 said nothing")
    page.locator(f"#open-{session.pk}").click()
    expect(page.locator(f"#said-{session.pk}")).to_contain_text("Said nothing: Anna, Ben")
    say(club.anna, pain=5, pain_where="achilles", note="It pulled on the last hill")
    expect(went).to_contain_text("1 done, 1 said nothing", timeout=SOON)
    expect(went).to_contain_text("pain: Anna 5/10 (Achilles)")
    expect(page.locator(f"#said-{session.pk}")).to_contain_text("It pulled on the last hill")
    expect(page.locator("#theirs-told")).to_have_text("Athletes said how it went.")
    say(club.anna, version=1, outcome="partly")
    expect(went).to_contain_text("1 partly, 1 said nothing", timeout=SOON)


def test_it_takes_nothing_from_a_coach_who_types_on_that_day(open_page, club, session, say):
    page = open_page("Mira")
    day = session.day
    page.locator(f"#add-{day} > summary").click()
    page.locator(f"#words-{day}").press_sequentially("half a thou")
    at = page.evaluate("scrollY")
    say(club.anna, heavy_legs=True)
    expect(page.locator(f"#went-{session.pk}")).to_contain_text("heavy legs: Anna", timeout=SOON)
    expect(page.locator(f"#words-{day}")).to_be_focused()
    page.keyboard.type("ght")
    expect(page.locator(f"#words-{day}")).to_have_value("half a thought")
    assert page.evaluate("scrollY") == at


def test_a_card_that_is_being_edited_is_left_alone(open_page, club, session, say):
    page = open_page("Mira")
    page.locator(f"#open-{session.pk}").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator(f"#words-s{session.pk}").fill("9 km ea")
    with page.expect_response(lambda answer: "/changes/" in answer.url and answer.status == 200):
        say(club.anna)
    expect(page.locator(f"#words-s{session.pk}")).to_have_value("9 km ea")
    page.locator(f"#words-s{session.pk}").press("Enter")
    expect(page.locator(f"#went-{session.pk}")).to_contain_text("1 done, 1 said nothing")
