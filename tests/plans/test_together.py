"""Several coaches on one week: what others did comes in, and nothing is written over that was not seen."""

from __future__ import annotations

import pytest

from plans.models import Change, Session, Week
from tests.plans.conftest import ANKLE_WEIGHTS

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ruth(client_as):
    return client_as("Ruth")


@pytest.fixture
def look(plan):
    """``look(since, typing=["1"])`` is what Mira's open page asks for every few seconds."""

    def asked(since: int, **asked):
        return plan.client.get(plan.url + "changes/", {"since": since, **asked}, headers=HTMX)

    return asked


def test_it_works(plan, ruth, look):
    session = plan.add(1, "8 km easy")
    page = plan.client.get(plan.url).content.decode()
    assert 'id="seen" name="since" value="1" form="publish-form"' in page
    assert look(1).status_code == 204
    ruth.post(plan.session_url(session, "edit/"), {"version": 1, "text": "9 km easy"})
    answer = look(1)
    fragment = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="day-1"' in fragment
    assert "9\u00a0km easy" in fragment
    assert 'id="day-2"' not in fragment
    assert 'id="seen" name="since" value="2"' in fragment
    assert "Ruth changed the session on Tuesday." in fragment
    assert "<html" not in fragment
    assert look(2).status_code == 204


# What others did comes in


def test_both_days_of_a_move_come_in(plan, ruth, look):
    session = plan.add(1, "8 km easy")
    ruth.post(plan.session_url(session, "move/"), {"version": 1, "day": 4})
    fragment = look(1).content.decode()
    assert 'id="day-1"' in fragment
    assert 'id="day-4"' in fragment


def test_a_day_in_which_somebody_types_is_left_alone_and_told_about(plan, ruth, look):
    plan.add(1, "8 km easy")
    ruth.post(plan.url + "sessions/", {"day": 1, "text": "5 km easy"})
    ruth.post(plan.url + "sessions/", {"day": 2, "text": "6 km easy"})
    fragment = look(1, typing=["1"]).content.decode()
    assert 'id="day-1"' not in fragment
    assert 'id="theirs-1"' in fragment
    assert "Ruth changed this day at 12:00:" in fragment
    assert 'id="day-2"' in fragment
    # The card is not on that page yet: its foot has no place there.
    assert f'id="foot-{Session.objects.get(text="5 km easy").pk}"' not in fragment


def test_a_foot_is_sent_where_the_page_has_it(plan, ruth, look):
    here, new = plan.add(1, "8 km easy"), plan.add(2, "6 km easy")
    added = plan.client.post(
        plan.url + "sessions/", {"day": 3, "text": "5 km easy", "feet": f"{here.pk},x"}, headers=HTMX
    )
    ruth.post(plan.url + "sessions/", {"day": 4, "text": "7 km easy"})
    for answer in (added, look(3, feet=str(here.pk))):
        assert f'id="foot-{here.pk}"' in answer.content.decode()
        assert f'id="foot-{new.pk}"' not in answer.content.decode()
    # A page that does not say what it has gets all of them, and an empty one none.
    assert f'id="foot-{new.pk}"' in look(3).content.decode()
    assert f'id="foot-{here.pk}"' not in look(3, feet="").content.decode()


def test_the_day_is_shown_when_it_is_asked_for(plan, ruth, look):
    session = plan.add(1, "8 km easy")
    ruth.post(plan.url + "sessions/", {"day": 1, "text": "5 km easy"})
    assert "5\u00a0km easy" in look(0, show=1).content.decode()
    opened = look(0, show=1, open=session.pk).content.decode()
    assert f'id="drawer-{session.pk}"' in opened
    editing = look(0, show=1, editing=session.pk, version=1, text="half a thou").content.decode()
    assert f'id="words-s{session.pk}"' in editing


def test_both_sides_are_shown_of_what_is_being_edited(plan, ruth, look):
    session = plan.add(1, "8 km easy")
    ruth.post(plan.session_url(session, "edit/"), {"version": 1, "text": "9 km easy"})
    shown = look(0, show=1, editing=session.pk, version=1, text="half a thou").content.decode()
    assert "Ruth changed this session" in shown
    assert "9\u00a0km easy" in shown
    assert ">half a thou</textarea>" in shown


def test_the_note_comes_in_unless_it_is_being_written(plan, ruth, look):
    plan.add(1, "8 km easy")
    ruth.post(plan.url + "note/", {"note": "Head torches!", "version": 0})
    assert "Head torches!" in look(1).content.decode()
    fragment = look(1, typing=["note"]).content.decode()
    assert "Head torches!" not in fragment
    assert "Somebody else wrote this note meanwhile" in fragment


def test_publication_comes_in(plan, ruth, look):
    plan.add(1, "8 km easy")
    ruth.post(plan.url + "publish/", {"since": 1})
    assert "Make it a draft again" in look(1).content.decode()
    assert "Make it a draft again" not in look(1, typing=["publication"]).content.decode()


def test_what_one_did_oneself_is_there_already(plan, look):
    plan.add(1, "8 km easy")
    fragment = look(0).content.decode()
    assert 'value="1"' in fragment
    assert "day-1" not in fragment


@pytest.mark.parametrize("asked", [{}, {"since": "x"}, {"since": "-1"}, {"since": "9" * 40}, {"since": 0, "show": "8"}])
def test_an_odd_question_has_no_answer(plan, asked):
    plan.add(1, "8 km easy")
    assert plan.client.get(plan.url + "changes/", asked).status_code == 204


def test_a_week_that_nobody_wrote_has_nothing_new(plan, look):
    assert look(0).status_code == 204


def test_the_question_is_cheap(plan, look, django_assert_num_queries):
    for day in range(7):
        plan.add(day, ANKLE_WEIGHTS)
    # Session, user, membership, week.
    with django_assert_num_queries(4):
        assert look(7).status_code == 204


@pytest.mark.parametrize("others", [1, 40])
def test_the_answer_asks_the_database_equally_often_for_1_and_for_40(
    plan, ruth, look, others, django_assert_num_queries
):
    for number in range(others):
        ruth.post(plan.url + "sessions/", {"day": number % 7, "text": "8 km easy"})
    look(0)
    with django_assert_num_queries(17):
        assert look(0).status_code == 200


# Nothing is written over


@pytest.mark.parametrize("htmx", [False, True])
def test_the_second_to_write_the_note_sees_both(plan, ruth, htmx):
    plan.post("note/", note="Head torches!", version=0)
    answer = ruth.post(plan.url + "note/", {"note": "Gloves!", "version": 0}, headers=HTMX if htmx else {})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mira wrote this note while you were at it." in page
    assert "Head torches!" in page
    assert ">Gloves!</textarea>" in page
    assert 'name="version" value="1"' in page
    assert Week.objects.get().note == "Head torches!"
    assert ruth.post(plan.url + "note/", {"note": "Gloves!", "version": 1}).status_code == 302
    assert Week.objects.get().note == "Gloves!"


def test_one_who_writes_the_note_twice_on_one_page_is_not_late(plan):
    answer = plan.client.post(plan.url + "note/", {"note": "Head torches!", "version": 0}, headers=HTMX)
    assert 'id="note-version" name="version" value="1" hx-swap-oob="true"' in answer.content.decode()
    assert plan.post("note/", note="Gloves!", version=1).status_code == 302


def test_the_same_note_again_leaves_no_trace(plan):
    plan.post("note/", note="Head torches!", version=0)
    plan.post("note/", note="Head torches!", version=1)
    assert Change.objects.count() == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_publishing_asks_first_when_others_changed_what_is_published(plan, ruth, htmx):
    session = plan.add(1, "8 km easy")
    ruth.post(plan.session_url(session, "edit/"), {"version": 1, "text": "9 km easy"})
    answer = plan.client.post(plan.url + "publish/", {"since": 1}, headers=HTMX if htmx else {})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Not published yet: others changed this week since you looked." in page
    assert "Ruth changed the session on Tuesday." in page
    assert not Week.objects.get().is_published
    assert '<input type="hidden" name="since" value="2">' in page
    assert plan.post("publish/", since=2).status_code == 302
    assert Week.objects.get().is_published


def test_what_one_changed_oneself_was_seen(plan):
    session = plan.add(1, "8 km easy")
    plan.post_session(session, "edit/", version=1, text="9 km easy")
    assert plan.post("publish/", since=1).status_code == 302


def test_confirming_goes_on_where_it_was_asked(plan, ruth):
    session = plan.add(1, "8 km easy")
    ruth.post(plan.session_url(session, "edit/"), {"version": 1, "text": ANKLE_WEIGHTS})
    asked = plan.post("publish/", since=1)
    assert asked.status_code == 422
    assert '<input type="hidden" name="since" value="1">' in asked.content.decode()
    late = plan.post("publish/", since=1, confirmed="on")
    assert late.status_code == 409
    assert '<input type="hidden" name="confirmed" value="on">' in late.content.decode()
    assert plan.post("publish/", since=2, confirmed="on").status_code == 302


def test_a_week_that_another_published_is_published(plan, ruth):
    plan.add(1, "8 km easy")
    ruth.post(plan.url + "publish/", {"since": 1})
    answer = plan.client.post(plan.url + "publish/", {"since": 1}, headers=HTMX)
    assert "This week is published already." in answer.content.decode()
    assert list(Change.objects.values_list("kind", flat=True)) == ["created", "published"]


def test_withdrawing_what_another_published_anew_asks_first(plan, ruth):
    plan.add(1, "8 km easy")
    plan.publish()
    for what, seen in (("withdraw/", 2), ("publish/", 3)):
        assert ruth.post(plan.url + what, {"since": seen}).status_code == 302
    answer = plan.post("withdraw/", since=2)
    assert answer.status_code == 409
    assert "Ruth published the week." in answer.content.decode()
    assert Week.objects.get().is_published
    assert plan.post("withdraw/", since=4).status_code == 302
    assert plan.post("withdraw/", since=4).status_code == 302
    assert not Week.objects.get().is_published


def test_places_on_a_day_are_never_shared(plan):
    moved, stayed = plan.add(1, "8 km easy"), plan.add(2, "9 km easy")
    plan.post_session(moved, "move/", version=1, day=2)
    plan.add(2, "10 km easy")
    places = Session.objects.filter(day=2).values_list("position", flat=True)
    assert sorted(places) == [0, 1, 2]
    assert plan.fresh(stayed).position == 0
