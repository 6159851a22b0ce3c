"""The athlete's week: today first, only what is published, and the advice for this athlete alone."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from plans.models import Week
from tests.plans.conftest import ANKLE_WEIGHTS, BACKPACK, SPLIT
from tests.races import own_race, shared_race

URL = "/c/ridgeway/my-week/"


@pytest.fixture
def anna(plan, client_as):
    return client_as("Anna")


def test_it_works(plan, anna):
    plan.add(1, "10 min warm up, 6 x 200 m uphill hard, jog down")
    plan.add(3, "45 min easy")
    plan.publish()
    page = anna.get(URL).content.decode()
    today, rest = page.split('id="rest-title"')
    assert "6\u00a0x\u00a0200\u00a0m uphill hard, jog down" in today
    assert "Sorokin" in today
    assert "45\u00a0min easy" in rest
    assert "45\u00a0min easy" not in today


def test_a_draft_is_not_shown(plan, anna):
    plan.add(1, "8 km easy")
    page = anna.get(URL).content.decode()
    assert "8\u00a0km easy" not in page
    assert "Your coach has not published it yet." in page


def test_a_deleted_session_is_not_shown(plan, anna):
    plan.add(1, "8 km easy").delete_softly(version=1, by=plan.cast.user("Mira"))
    plan.publish()
    assert "8\u00a0km easy" not in anna.get(URL).content.decode()


def test_the_verdict_is_for_this_athlete(plan, anna):
    plan.add(5, BACKPACK)
    plan.publish()
    assert 'data-verdict="avoid"' in anna.get(URL).content.decode()
    plan.cast.anna.goal, plan.cast.anna.level = "ultra_trail", "competitive"
    plan.cast.anna.save()
    page = anna.get(URL).content.decode()
    assert 'data-verdict="caution"' in page
    assert 'data-verdict="avoid"' not in page


def test_a_swap_is_explained(plan, anna):
    session = plan.add(1, ANKLE_WEIGHTS)
    board = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    drill = board.split('name="drill" value="')[1].split('"')[0]
    plan.post_session(session, "swap/", version=1, drill=drill)
    plan.publish()
    page = anna.get(URL).content.decode()
    assert "Mira swapped the ankle weights for:" in page
    assert "because:" in page
    assert "What the panel said of it:" in page


def test_a_decision_is_explained(plan, anna):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "keep/", version=1, reason="One rehearsal, then never again")
    plan.publish()
    page = anna.get(URL).content.decode()
    assert "Mira kept it because:" in page
    assert "One rehearsal, then never again" in page


def test_other_weeks(plan, anna):
    later = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 30))
    later.add(0, "12 km easy", plan.cast.user("Mira"))
    later.publish(plan.cast.user("Mira"))
    assert "12\u00a0km easy" in anna.get(f"{URL}2026-11-30/").content.decode()
    assert anna.get(f"{URL}2026-12-02/")["Location"] == f"{URL}2026-11-30/"
    assert anna.get(f"{URL}2026-02-31/").status_code == 404


def test_the_sessions_of_all_squads_come_together(plan, anna):
    long_run = plan.cast.ridgeway.squads.create(name="Long run")
    long_run.set_athletes([plan.cast.anna])
    week = Week.for_writing(long_run, dt.date(2026, 11, 23))
    week.add(6, "20 km easy", plan.cast.user("Mira"))
    week.publish(plan.cast.user("Mira"))
    plan.add(1, "8 km easy")
    plan.publish()
    page = anna.get(URL).content.decode()
    assert "20\u00a0km easy" in page
    assert "8\u00a0km easy" in page


def test_somebody_in_no_squad_is_told_what_to_do(plan, anna):
    plan.cast.anna.squads.clear()
    assert "ask your coach to put you in one" in anna.get(URL).content.decode()


@pytest.mark.parametrize("sessions", [7, 70])
def test_it_asks_the_database_equally_often_for_7_and_for_70_sessions(plan, anna, sessions, django_assert_num_queries):
    texts = (ANKLE_WEIGHTS, "8 km easy", "Rest", SPLIT, "6 x 200 m uphill hard, jog down", "bouncy", "16 km easy")
    for number in range(sessions):
        plan.add(number % 7, texts[number % 7])
    plan.publish()
    anna.get(URL)
    with django_assert_num_queries(10):
        assert anna.get(URL).status_code == 200


def test_a_stop_that_came_after_publication_is_held_back_until_it_is_settled(plan, anna):
    plan.add(1, "8 km easy")
    plan.publish()
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    session = plan.add(3, ANKLE_WEIGHTS)
    page = anna.get(URL).content.decode()
    assert "ankle weights" not in page
    assert "Your coach still has to settle a session for you." in page
    assert "held back from athletes" in plan.client.get(plan.url).content.decode()
    plan.post_session(session, "keep/", version=1, reason="We spoke about it")
    assert "ankle weights" in anna.get(URL).content.decode()


def test_a_club_cannot_switch_off_what_an_athlete_says(plan, anna):
    plan.cast.ridgeway.packs = []
    plan.cast.ridgeway.save()
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    plan.add(3, ANKLE_WEIGHTS)
    assert 'data-verdict="stop"' in plan.client.get(plan.url).content.decode()


def test_the_next_race_is_counted_down_to_and_this_weeks_stand_on_their_days(plan, anna):
    tuesday = dt.date(2026, 11, 24)
    assert "countdown" not in anna.get(URL).content.decode()
    own_race(plan.cast.anna, tuesday, name="Track night", priority="C")
    shared_race(
        plan.cast.ridgeway, tuesday + dt.timedelta(days=4), plan.cast.tuesday, name="Cross league", priority="B"
    )
    own_race(plan.cast.ben, tuesday, name="Ben alone")
    plan.add(1, "8 km easy")
    plan.publish()
    page = anna.get(URL).content.decode()
    assert "Cross league <b>in 4 days</b>" in page
    today, rest = page.split('id="rest-title"')
    assert "<b>Track night</b>" in today
    assert "<b>Cross league</b>" in rest
    assert "Ben alone" not in page


def test_a_countdown_is_there_before_anything_is_published(plan, anna):
    own_race(plan.cast.anna, dt.date(2027, 1, 26), name="City 10 km")
    assert "City 10 km <b>in 9 weeks</b>" in anna.get(URL).content.decode()


def test_what_changed_after_publication_is_told_in_one_line_each(plan, anna, client_as):
    changed, gone, moved, back = (plan.add(day, text) for day, text in enumerate(("8 x 400 m", "5 km", "6 km", "7 km")))
    plan.publish()
    assert "Changed after publication" not in anna.get(URL).content.decode()
    ruth = client_as("Ruth")
    for version, text in ((1, "7 x 400 m"), (2, "6 x 400 m")):
        ruth.post(plan.session_url(changed, "edit/"), {"version": version, "text": text})
    plan.post_session(gone, "delete/", version=1)
    plan.post_session(moved, "move/", version=1, day=5)
    plan.post_session(back, "delete/", version=1)
    plan.post("undo/")
    plan.add(6, "10 km easy")
    page = anna.get(URL).content.decode().replace("\u00a0", " ")
    told = page[page.index("Changed after publication") : page.index("two-columns")]
    assert "Monday’s session: “8 x 400 m” became “6 x 400 m”" in told
    assert "(Ruth, Tue 12:00)" in told
    assert "Tuesday’s session is off: 5 km" in told
    assert "Wednesday’s session moved to Saturday: 6 km" in told
    assert "Sunday has a new session: 10 km easy" in told
    assert told.count("<li>") == 4


def test_publishing_anew_starts_afresh(plan, anna):
    session = plan.add(1, "8 km easy")
    plan.publish()
    plan.post_session(session, "edit/", version=1, text="9 km easy")
    assert "Changed after publication" in anna.get(URL).content.decode()
    week = Week.objects.get()
    week.withdraw(plan.cast.user("Mira"))
    plan.publish()
    assert "Changed after publication" not in anna.get(URL).content.decode()


def test_words_that_are_held_back_are_not_told_as_a_change(plan, anna):
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    stopped, mended = plan.add(1, "8 km easy"), plan.add(3, "7 km easy with a 5 kg vest")
    plan.publish()
    plan.post_session(stopped, "edit/", version=1, text=ANKLE_WEIGHTS)
    plan.post_session(mended, "edit/", version=1, text="7 km easy")
    page = anna.get(URL).content.decode().replace("\u00a0", " ")
    assert "ankle weights" not in page
    assert "vest" not in page
    assert "Thursday’s session is another one: 7 km easy" in page


def test_a_week_whose_sessions_are_all_gone_says_what_became_of_them(plan, anna):
    session = plan.add(1, "8 km easy")
    plan.publish()
    plan.post_session(session, "delete/", version=1)
    assert "Tuesday’s session is off: 8\u00a0km easy" in anna.get(URL).content.decode()


@pytest.mark.parametrize("changes", [1, 40])
def test_changes_after_publication_cost_one_query(plan, anna, changes, django_assert_num_queries):
    sessions = [plan.add(number % 7, "8 km easy") for number in range(changes)]
    plan.publish()
    for session in sessions:
        plan.post_session(session, "edit/", version=1, text="9 km easy")
    anna.get(URL)
    with django_assert_num_queries(11):
        assert anna.get(URL).status_code == 200


class TestTodayAndTomorrow:
    def test_tomorrow_comes_right_after_today(self, plan, anna):
        for day in range(4):
            plan.add(day, f"{day + 5} km easy")
        plan.publish()
        first, rest = anna.get(URL).content.decode().split('id="rest-title"')
        assert first.index("6\u00a0km easy") < first.index("Tomorrow, Wednesday") < first.index("7\u00a0km easy")
        assert "5\u00a0km easy" in rest
        assert "8\u00a0km easy" in rest
        assert "7\u00a0km easy" not in rest

    def test_another_week_has_neither(self, plan, anna):
        plan.add(1, "8 km easy")
        plan.publish()
        page = anna.get(f"{URL}2026-11-16/").content.decode()
        assert "Tomorrow" not in page

    @pytest.mark.parametrize("published", [True, False])
    def test_on_a_sunday_tomorrow_is_of_the_next_week_once_that_is_published(
        self, plan, anna, published, django_assert_num_queries
    ):
        plan.add(6, "16 km easy")
        plan.publish()
        following = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 30))
        following.add(0, "6 x 800 m", plan.cast.user("Mira"))
        if published:
            following.publish(plan.cast.user("Mira"))
        with time_machine.travel(dt.datetime(2026, 11, 29, 11, 0, tzinfo=dt.UTC), tick=False):
            page = anna.get(URL).content.decode()
            assert ("6\u00a0x\u00a0800\u00a0m" in page) == published
            assert ("Tomorrow, Monday" in page) == published
            # The week after is asked for too.
            with django_assert_num_queries(16 if published else 14):
                anna.get(URL)


class TestPaces:
    def test_steps_say_the_pace_of_their_effort_and_where_it_comes_from(self, plan, anna):
        plan.cast.anna.threshold_pace_s_per_km = 275
        plan.cast.anna.save()
        plan.add(1, "2 km easy, 4 x 5 min at threshold w/ 1 min jog")
        plan.publish()
        page = anna.get(URL).content.decode()
        assert 'Easy, <span class="pace">5:25–6:10\u00a0/km</span>' in page
        assert 'Threshold, <span class="pace">4:30–4:40\u00a0/km</span>' in page
        assert "From a threshold pace of 4:35\u00a0/km" in page
        assert "Riegel" in page

    def test_a_recent_race_is_named_until_it_is_old(self, plan, anna):
        athlete = plan.cast.anna
        athlete.recent_race_distance_m, athlete.recent_race_time_s = 10_000, 2710
        athlete.recent_race_on = dt.date(2026, 11, 1)
        athlete.save()
        plan.add(1, "8 km easy")
        plan.publish()
        page = anna.get(URL).content.decode()
        assert "From 10\u00a0km in 45:10 on 1 November 2026" in page
        assert 'class="pace"' in page
        athlete.recent_race_on = dt.date(2026, 5, 1)
        athlete.save()
        page = anna.get(URL).content.decode()
        assert 'class="pace"' not in page
        assert "more than half a year ago" in page

    def test_nothing_where_nothing_is_known_but_the_way_to_it(self, plan, anna):
        plan.add(1, "8 km easy")
        plan.publish()
        page = anna.get(URL).content.decode()
        assert 'class="pace"' not in page
        assert 'href="/c/ridgeway/profile/#id_threshold_pace">Get your paces' in page

    def test_they_are_in_the_clubs_units_and_each_athletes_own(self, plan, anna, client_as):
        plan.cast.ridgeway.units = "mi"
        plan.cast.ridgeway.save()
        plan.cast.anna.threshold_pace_s_per_km = 275
        plan.cast.anna.save()
        plan.add(1, "8 km easy")
        plan.publish()
        assert '<span class="pace">8:45–10:00\u00a0/mi</span>' in anna.get(URL).content.decode()
        assert 'class="pace"' not in client_as("Ben").get(URL).content.decode()


class TestWhenAndWhere:
    def test_the_squads_time_and_place_stand_with_the_session(self, plan, anna):
        plan.cast.tuesday.meetings.create(weekday=1, time=dt.time(18, 30), place="North gate <Ridge Park>")
        plan.cast.tuesday.meetings.create(weekday=3, time=dt.time(7, 0))
        plan.add(1, "8 km easy")
        plan.add(3, "Rest")
        plan.publish()
        page = anna.get(URL).content.decode()
        assert '<time datetime="2026-11-24T18:30">18:30</time>, with Tuesday squad' in page
        assert "North gate &lt;Ridge Park&gt;" in page
        assert "07:00" not in page

    def test_a_changed_place_is_shown_at_once(self, plan, anna):
        meeting = plan.cast.tuesday.meetings.create(weekday=1, place="North gate")
        plan.add(1, "8 km easy")
        plan.publish()
        assert "North gate" in anna.get(URL).content.decode()
        meeting.place = "Mill car park"
        meeting.save()
        page = anna.get(URL).content.decode()
        assert "Mill car park" in page
        assert "North gate" not in page

    def test_the_board_shows_them_on_their_days(self, plan):
        plan.cast.tuesday.meetings.create(weekday=1, time=dt.time(18, 30), place="North gate")
        assert '<time datetime="18:30">18:30</time> · North gate' in plan.client.get(plan.url).content.decode()


class TestEveryClub:
    ALL = "/my-week/"

    @pytest.fixture
    def in_two_clubs(self, plan, anna):
        """Anna runs with Harbour's Sailors too; both have a session on Tuesday."""
        user = plan.cast.user("Anna")
        plan.cast.harbour.timezone = "Europe/Berlin"
        plan.cast.harbour.save()
        sailor = plan.cast.harbour.add_athlete("Anna", user=user)
        plan.cast.sailors.set_athletes([sailor])
        plan.cast.sailors.meetings.create(weekday=1, time=dt.time(7, 0))
        week = Week.for_writing(plan.cast.sailors, dt.date(2026, 11, 23))
        week.add(1, "30 min steady", plan.cast.user("Hanna"))
        week.add(4, "12 km easy", plan.cast.user("Hanna"))
        week.publish(plan.cast.user("Hanna"))
        plan.add(1, "8 km easy")
        plan.publish()
        return anna

    def test_it_works(self, in_two_clubs):
        page = in_two_clubs.get(self.ALL).content.decode()
        today, rest = page.split('id="rest-title"')
        assert today.index("30\u00a0min steady") < today.index("8\u00a0km easy")
        assert 'href="/c/harbour/my-week/2026-11-23/">Harbour Harriers' in today
        assert "12\u00a0km easy" in rest
        assert "All my clubs in one week" in in_two_clubs.get(URL).content.decode()
        assert "12\u00a0km easy" in in_two_clubs.get(f"{self.ALL}2026-11-23/").content.decode()
        assert in_two_clubs.get(f"{self.ALL}2026-11-25/")["Location"] == f"{self.ALL}2026-11-23/"

    def test_a_club_of_ones_own_is_named_nowhere_else(self, in_two_clubs):
        in_two_clubs.get(self.ALL)
        assert "Harbour Harriers</a></p>" not in in_two_clubs.get("/c/harbour/my-week/").content.decode()

    @pytest.mark.parametrize(("name", "place"), [("Anna", URL), ("Mira", "/"), ("Sam", "/")])
    def test_one_club_and_none_are_led_on(self, client_as, name, place):
        assert client_as(name).get(self.ALL)["Location"] == place

    def test_who_left_a_club_sees_nothing_of_it(self, in_two_clubs, plan):
        plan.cast.harbour.memberships.filter(user=plan.cast.user("Anna")).delete()
        assert in_two_clubs.get(self.ALL)["Location"] == URL

    @pytest.mark.parametrize("sessions", [7, 70])
    def test_each_club_costs_what_it_costs_alone(self, in_two_clubs, plan, sessions, django_assert_num_queries):
        for number in range(sessions):
            plan.add(number % 7, "8 km easy")
        in_two_clubs.get(self.ALL)
        # Session, user, the profiles with their clubs; for each club what its own page asks for, and its changes.
        with django_assert_num_queries(16):
            in_two_clubs.get(self.ALL)
