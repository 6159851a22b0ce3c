"""The coach's week: reading it, adding to it, its note and its numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from advice.models import Guideline
from plans.models import LONGEST_TEXT, Session, Week
from tests.plans.conftest import ANKLE_WEIGHTS, BACKPACK, MONDAY, SPLIT
from tests.races import own_race, shared_race


def test_it_works(plan):
    plan.add(1, ANKLE_WEIGHTS)
    plan.add(2, "45 min easy")
    page = plan.client.get(plan.url).content.decode()
    assert "Tuesday squad" in page
    assert "1\u00a0kg ankle weights" in page
    assert page.count('data-verdict="avoid"') == 1
    assert page.count('data-verdict="clear"') == 1
    assert "1 session to settle" in page


def test_the_squad_leads_to_this_week(plan):
    response = plan.client.get(f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/")
    assert (response.status_code, response["Location"]) == (302, plan.url)


def test_a_day_that_is_no_monday_leads_to_its_week(plan):
    response = plan.client.get(plan.url.replace("11-23", "11-26"))
    assert (response.status_code, response["Location"]) == (302, plan.url)


@pytest.mark.parametrize("date", ["2026-02-30", "0000-01-01", "2026-13-01", "9999-99-99"])
def test_a_date_that_does_not_exist_is_not_found(plan, date):
    assert plan.client.get(plan.url.replace("2026-11-23", date)).status_code == 404


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-27", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_error(plan, date):
    assert plan.client.get(plan.url.replace("2026-11-23", date)).status_code in (302, 404)


def test_the_other_clubs_squad_is_not_found_through_our_slug(plan):
    assert plan.client.get(f"/c/ridgeway/squads/{plan.cast.sailors.pk}/2026-11-23/").status_code == 404


def test_adding_a_session_keeps_the_words_and_what_was_read(plan):
    response = plan.post("sessions/", day=3, text="6 x 200 m uphill hard, jog down, bouncy")
    session = Session.objects.get()
    assert response.status_code == 302
    assert (session.day, session.text) == (3, "6 x 200 m uphill hard, jog down, bouncy")
    assert session.workout.steps[0].reps.hi == 6
    assert session.reading.unread_words == ("bouncy",)
    page = plan.client.get(response["Location"]).content.decode()
    assert "Added on Thursday." in page
    assert '<mark class="unread">bouncy</mark>' in page


@pytest.mark.parametrize("bare_m", ["ask", "miles", "metres"])
def test_pasted_text_of_a_workout_builder_is_read_in_its_own_form(plan, bare_m):
    plan.cast.ridgeway.bare_m = bare_m
    plan.cast.ridgeway.save()
    # As a browser sends what was pasted into a text area.
    pasted = "Warmup\r\n- 10m Z2\r\n\r\nMain set 3x\r\n- 1km 4:30/km Pace\r\n- Float 2m Z1"
    response = plan.post("sessions/", day=3, text=pasted)
    session = Session.objects.get()
    warm_up, rounds = session.workout.steps
    assert (session.text, session.reading.unread_words) == (pasted, ("Float",))
    assert (warm_up.role, warm_up.duration_s.hi) == ("warm_up", 600)
    assert (rounds.reps.hi, [step.duration_s and step.duration_s.hi for step in rounds.steps]) == (3, [None, 120])
    page = plan.client.get(response["Location"]).content.decode()
    assert '<mark class="unread">Float</mark>' in page
    assert "10\u00a0min" in page


def test_with_htmx_only_what_changed_comes_back(plan):
    response = plan.client.post(plan.url + "sessions/", {"day": 3, "text": "8 km easy"}, headers={"HX-Request": "true"})
    fragment = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in fragment
    assert 'id="day-3"' in fragment
    assert 'id="day-2"' not in fragment
    assert 'id="totals"' in fragment
    assert response["HX-Trigger"] == '{"uphill:saved": "add-3"}'
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Type a session first"),
        ("   \n ", "Type a session first"),
        ("x" * 10_000, "This is too long: 10000 characters, and at most 2000 fit."),
        ("8 km\x00easy", "There is a character in it that cannot be stored."),
    ],
)
def test_a_session_that_cannot_be_saved_says_why_and_loses_nothing(plan, text, complaint):
    response = plan.post("sessions/", day=3, text=text)
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert text.strip().replace("\x00", "") in page.replace("\x00", "")
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "🏃‍♀️🏔️ 8 km easy 💪",
        "'; DROP TABLE plans_session; --",
        "<script>alert(1)</script> 8 km <b>easy</b>",
        "{{ 7|add:7 }} {% debug %}",
        "x" * LONGEST_TEXT,
    ],
)
def test_strange_words_are_kept_as_they_are_and_do_nothing(plan, text):
    assert plan.post("sessions/", day=3, text=text).status_code == 302
    assert Session.objects.get().text == text
    page = plan.client.get(plan.url).content.decode()
    assert "<script>alert" not in page
    assert "<b>easy" not in page


@pytest.mark.parametrize("day", ["7", "-1", "monday", "", "1e3"])
def test_a_day_outside_the_week_is_refused_and_the_words_come_back(plan, day):
    response = plan.post("sessions/", day=day, text="8 km easy")
    assert response.status_code == 422
    assert not Session.objects.exists()
    assert "Choose a day" in response.content.decode() or "This field is required" in response.content.decode()


def test_typing_shows_what_is_read_and_saves_nothing(plan):
    response = plan.post("read/", day=3, text="6 x 60 m with a 5 kg vest, bouncy")
    fragment = response.content.decode()
    assert response.status_code == 200
    assert "6\u00a0×\u00a060\u00a0m" in fragment
    assert '<mark class="unread">bouncy</mark>' in fragment
    assert 'data-verdict="' in fragment
    assert not Week.objects.exists()


def test_a_doubtful_number_comes_with_the_question_that_settles_it(plan):
    fragment = plan.post("read/", day=3, text="7m moderate").content.decode()
    assert '<mark class="unread">7m</mark>' in fragment
    assert "Is 7m miles, minutes or metres? Your club’s setting says “Ask each time”" in fragment


def test_typing_nothing_says_nothing(plan):
    assert plan.post("read/", day=3, text="").content.strip() == b""


def test_typing_too_much_says_so(plan):
    response = plan.post("read/", day=3, text="x" * 3000)
    assert response.status_code == 422
    assert "too long" in response.content.decode()


def test_the_note_is_saved_and_shown(plan):
    assert plan.post("note/", note="Head torches!").status_code == 302
    assert Week.objects.get().note == "Head torches!"
    assert "Head torches!" in plan.client.get(plan.url).content.decode()


def test_a_note_that_is_too_long_comes_back_with_the_reason(plan):
    response = plan.post("note/", note="y" * 2001)
    assert response.status_code == 422
    assert "y" * 2001 in response.content.decode()
    assert not Week.objects.exists()


def test_the_numbers_add_up_what_is_stated_and_compare_with_the_week_before(plan):
    for day, text in enumerate(("8 km easy", "40 min easy", "6 x 800 m at 10k effort w/ 2 min jog", "Rest")):
        plan.add(day, text)
    earlier = Week.for_writing(plan.cast.tuesday, MONDAY.fromordinal(MONDAY.toordinal() - 7))
    earlier.add(0, "10 km easy", plan.cast.user("Mira"))
    page = plan.client.get(plan.url).content.decode()
    totals = page[page.index('id="totals"') : page.index('id="note"')]
    assert "12.8\u00a0km" in totals
    assert "was 10\u00a0km" in totals
    assert "<dd>3 " in totals.replace("<dd>3<", "<dd>3 <")


def test_the_verdict_is_the_worst_of_the_squads_and_says_for_how_many(plan):
    plan.cast.ben.goal, plan.cast.ben.level = "ultra_trail", "competitive"
    plan.cast.ben.save()
    plan.add(5, BACKPACK)
    page = plan.client.get(plan.url).content.decode()
    assert 'data-verdict="avoid"' in page
    assert "With care for 1, not for 1: Anna (recreational, road race)" in page


def test_an_empty_squad_can_be_planned_for(plan):
    plan.cast.tuesday.athletes.clear()
    plan.add(1, ANKLE_WEIGHTS)
    assert 'data-verdict="avoid"' in plan.client.get(plan.url).content.decode()


def _fill(plan, sessions: int) -> None:
    texts = (ANKLE_WEIGHTS, "8 km easy", "Rest", SPLIT, "6 x 200 m uphill hard, jog down", "bouncy", "16 km easy")
    for number in range(sessions):
        plan.add(number % 7, texts[number % 7])


@pytest.mark.parametrize("sessions", [7, 70])
def test_the_board_asks_the_database_equally_often_for_7_and_for_70_sessions(plan, sessions, django_assert_num_queries):
    _fill(plan, sessions)
    plan.client.get(plan.url)
    with django_assert_num_queries(14):
        assert plan.client.get(plan.url).status_code == 200


def test_one_request_while_typing_asks_no_more_than_the_board(plan, django_assert_max_num_queries):
    _fill(plan, 70)
    plan.post("read/", day=3, text="8 km easy")
    with django_assert_max_num_queries(11):
        plan.post("read/", day=3, text="8 km easy with a 5 kg vest")


def test_strides_make_no_hard_day(plan):
    plan.add(1, "8 km easy, then 6 x 20 s strides, walk back")
    plan.add(3, "6 x 800 m at 10k effort w/ 2 min jog")
    page = plan.client.get(plan.url).content.decode()
    hard = page[page.index("Hard days") :]
    assert hard[: hard.index("</div>")].count("<dd>1") == 1


def test_a_note_that_is_too_long_says_so_with_htmx_too(plan):
    response = plan.client.post(plan.url + "note/", {"note": "y" * 2001}, headers={"HX-Request": "true"})
    fragment = response.content.decode()
    assert response.status_code == 422
    assert 'id="note-error"' in fragment
    assert 'hx-swap-oob="true"' in fragment
    assert "y" * 2001 in fragment


def test_an_address_that_only_takes_a_form_says_so(plan):
    response = plan.client.get(plan.url + "sessions/")
    assert response.status_code == 405
    assert "This address only takes a form" in response.content.decode()


def test_the_drawer_opens_with_a_sentence_made_for_the_session(plan):
    session = plan.add(0, ANKLE_WEIGHTS)

    page = plan.client.get(plan.url, {"open": session.pk}).content.decode().replace("\u00a0", " ")

    assert "are against, because" in page
    reason = Guideline.objects.get(code="babchin-distance").reason
    assert page.count(reason) == 1, "the panel's rows give the reasons, the sentence above them repeats none"


def test_a_race_stands_on_its_day_and_the_next_goal_in_the_head(plan):
    tuesday, saturday = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=5)
    shared_race(plan.cast.ridgeway, saturday, plan.cast.tuesday, name="Cross league", priority="B")
    own_race(plan.cast.anna, saturday, name="Fun run", priority="C", distance_m=5000)
    own_race(plan.cast.tom, saturday, name="Regatta")
    shared_race(plan.cast.ridgeway, tuesday + dt.timedelta(weeks=9), name="City marathon")
    page = plan.client.get(plan.url).content.decode()
    head, days = page.split('aria-label="Days"')
    assert "City marathon <b>in 9 weeks</b>" in head
    saturdays = days[days.index('id="day-5"') : days.index('id="day-6"')]
    assert "<b>Cross league</b>" in saturdays
    assert "Anna: <b>Fun run</b>, 5\u00a0km" in saturdays
    assert days.count("race-on-day") == 2
    assert "Regatta" not in page


def test_a_board_without_a_goal_counts_down_to_nothing(plan):
    own_race(plan.cast.anna, MONDAY + dt.timedelta(weeks=9))
    assert "countdown" not in plan.client.get(plan.url).content.decode()


def test_a_race_is_not_lost_when_a_day_is_changed(plan):
    shared_race(plan.cast.ridgeway, MONDAY, name="Cross league")
    answer = plan.client.post(f"{plan.url}sessions/", {"day": 0, "text": "8 km"}, headers={"HX-Request": "true"})
    assert "<b>Cross league</b>" in answer.content.decode()
