"""A load that was not read: wherever its session has a verdict, it is not said to be clear."""

from __future__ import annotations

from html import unescape

import pytest

from plans.left_unread import leaves_a_load_out, shown_verdict, what_to_do, words_left
from tests.plans.conftest import ANKLE_WEIGHTS
from workouts.reading import read

UNREAD_LOAD = "8 km easy, kettlebellish 5 kg"
LOADS = f"{ANKLE_WEIGHTS}, kettlebellish 5 kg"
AS_READ = 'data-verdict="clear-as-read"'
CLEAR = 'data-verdict="clear"'
TO_DO = "A load in it was not understood, and the answer does not count it: write it beside what it is carried in"
TO_ASK = "A load in the coach’s words was not understood, so the panel has not judged it. Ask your coach"


def told(response) -> str:
    return unescape(response.content.decode()).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8 km easy", []),
        ("8 km easy, bouncy jolly", ["bouncy jolly"]),
        ("bouncy 8 km easy, jolly", ["bouncy", "jolly"]),
        ("8 km easy, 40-60m bouncy", ["40-60m bouncy"]),
        ("8 km easy, bouncy – jolly", ["bouncy – jolly"]),
        ("8 km easy, bouncy; jolly", ["bouncy", "jolly"]),
    ],
)
def test_words_that_stand_together_are_one(text, words):
    assert words_left(read(text)) == words


@pytest.mark.parametrize(
    ("text", "left_out"),
    [("8 km easy", False), ("8 km easy, bouncy", False), (ANKLE_WEIGHTS, False), (UNREAD_LOAD, True), (LOADS, True)],
)
def test_a_load_among_what_was_not_read_changes_what_clear_is_shown_as(text, left_out):
    reading = read(text)
    assert leaves_a_load_out(reading) is left_out
    assert shown_verdict("clear", reading) == ("clear-as-read" if left_out else "clear")
    assert {shown_verdict(verdict, reading) for verdict in ("caution", "avoid", "stop")} == {"caution", "avoid", "stop"}
    assert what_to_do(reading).partition(",")[0] == (TO_DO.partition(",")[0] if left_out else "")


def test_while_it_is_typed(plan):
    page = told(plan.post("read/", day=3, text=UNREAD_LOAD))
    assert AS_READ in page
    assert CLEAR not in page
    assert f"Clear for what was read. {TO_DO}" in page, "to who hears it"
    assert page.count(TO_DO) == 2


def test_on_the_card_and_in_its_drawer(plan):
    session = plan.add(1, UNREAD_LOAD)
    card = told(plan.client.get(plan.url))
    assert AS_READ in card
    assert CLEAR not in card
    drawer = told(plan.client.get(plan.url, {"open": session.pk}))
    assert drawer.count(AS_READ) == 2
    assert CLEAR not in drawer
    assert "a load was not understood" in drawer
    assert TO_DO in drawer
    assert "nobody speaks on this session" not in drawer


def test_a_remark_that_is_marked_as_unread_takes_no_sentence_in_the_drawer(plan):
    session = plan.add(1, f"{ANKLE_WEIGHTS}, bouncy")
    drawer = told(plan.client.get(plan.url, {"open": session.pk}))
    assert '<mark class="unread">bouncy</mark>' in drawer
    assert "understood" not in drawer


def test_a_session_that_the_panel_objects_to_says_so_too(plan):
    session = plan.add(1, LOADS)
    drawer = told(plan.client.get(plan.url, {"open": session.pk}))
    assert drawer.count('data-verdict="avoid"') >= 2
    assert "a load was not understood" in drawer
    assert TO_DO in drawer
    assert TO_DO in told(plan.post("read/", day=3, text=LOADS))


def test_among_the_steps(plan):
    page = told(plan.client.get(plan.url + "steps/", {"day": 2, "text": UNREAD_LOAD}))
    assert AS_READ in page
    assert CLEAR not in page
    assert TO_DO in page


@pytest.mark.parametrize("day", [1, 3])
def test_an_athlete_is_told_to_ask(plan, client_as, day):
    plan.add(day, UNREAD_LOAD)
    plan.publish()
    week = told(client_as("Anna").get("/c/ridgeway/my-week/"))
    assert AS_READ in week
    assert CLEAR not in week
    assert TO_ASK in week


def test_an_athlete_is_told_to_ask_where_nothing_was_read(plan, client_as):
    plan.add(1, "Kettlebellish 5 kg")
    plan.publish()
    week = told(client_as("Anna").get("/c/ridgeway/my-week/"))
    assert "data-verdict" not in week
    assert TO_ASK in week


def test_in_a_past_week(plan):
    plan.add(1, UNREAD_LOAD)
    plan.publish()
    page = told(plan.client.get(plan.url + "as-of/"))
    assert AS_READ in page
    assert CLEAR not in page


def test_on_the_public_page(plan):
    page = told(plan.client.get("/panel/", {"session": UNREAD_LOAD}))
    assert AS_READ in page
    assert CLEAR not in page
    assert f'<meta property="og:title" content="Clear for what was read: {UNREAD_LOAD}">' in page


def test_words_that_are_about_no_load_leave_clear_as_it_is(plan):
    plan.add(1, "8 km easy, bouncy")
    page = told(plan.client.get(plan.url))
    assert CLEAR in page
    assert AS_READ not in page
