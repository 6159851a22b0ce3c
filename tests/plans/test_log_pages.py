"""How it went, by the athlete alone: two taps, the whole form, the list; nothing said is lost or doubled."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.test import Client

from plans.models import Instead, Log, Session, SessionException, Week
from tests.plans.conftest import ANKLE_WEIGHTS

WEEK = "/c/ridgeway/my-week/"
LIST = "/c/ridgeway/logs/"
NEW = "/c/ridgeway/log/"
TUESDAY = dt.date(2026, 11, 24)


@pytest.fixture
def anna(plan, client_as):
    return client_as("Anna")


@pytest.fixture
def session(plan):
    planned = plan.add(1, "8 km easy")
    plan.publish()
    return planned


@pytest.fixture
def url(session):
    return f"/c/ridgeway/log/{session.pk}/"


def typed(**fields):
    """What the form sends."""
    return {
        "sending": str(uuid4()),
        "version": 0,
        "outcome": "done",
        "date": "2026-11-24",
        **{name: value for name, value in fields.items() if value is not None},
    }


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text)


def field(response, name):
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


class TestTwoTaps:
    def done(self, client, session, **fields):
        data = {"sending": str(uuid4()), **fields}
        return client.post(f"/c/ridgeway/log/{session.pk}/done/", data, headers={"HX-Request": "true"})

    def test_it_works(self, anna, session):
        page = anna.get(WEEK)
        tapped = self.done(anna, session, sending=field(page, "sending"))
        assert "Done" in words(tapped)
        assert "How hard was it, all in all?" in words(tapped)
        log = Log.objects.get()
        assert (log.outcome, log.effort, log.date, log.planned) == ("done", None, TUESDAY, "8 km easy")
        add = {"sending": field(tapped, "sending"), "version": field(tapped, "version"), "effort": 5}
        tapped = anna.post(f"{LIST}{log.pk}/add/", add, headers={"HX-Request": "true"})
        assert "Done, effort 5" in words(tapped)
        assert "How hard" not in words(tapped)
        assert "Done, effort 5" in words(anna.get(WEEK))

    def test_a_tap_that_comes_twice_is_kept_once(self, anna, session):
        sending = str(uuid4())
        for _tap in range(2):
            assert self.done(anna, session, sending=sending).status_code == 200
        assert self.done(anna, session).status_code == 200
        assert Log.objects.get().version == 1

    def test_a_tap_says_nothing_over_what_was_said_elsewhere(self, anna, session, url):
        anna.post(url, typed(outcome="missed", note="Ill"))
        answer = self.done(anna, session)
        assert answer.status_code == 409
        assert answer["HX-Retarget"] == "#main"
        assert "Ill" in words(answer)
        assert Log.objects.get().outcome == "missed"

    def test_a_tap_that_came_without_anybody_knowing_takes_what_is_said_more(self, anna, session):
        """As a phone sends it that lost the answer to the first tap."""
        self.done(anna, session)
        assert self.done(anna, session, effort=0).status_code == 200
        assert [(log.effort, log.version) for log in Log.objects.all()] == [(0, 2)]
        answer = anna.post(f"/c/ridgeway/log/{session.pk}/done/", {"sending": str(uuid4()), "heavy_legs": "on"})
        assert answer["Location"] == f"{LIST}{Log.objects.get().pk}/heavy-legs/"
        assert self.done(anna, session, effort=0, heavy_legs="on").status_code == 200
        assert [(log.effort, log.heavy_legs, log.version) for log in Log.objects.all()] == [(0, True, 3)]
        late = self.done(anna, session, effort=4)
        assert late.status_code == 409
        assert "Done, effort 0" in words(late)
        assert re.search(r'name="effort" value="4"[^>]* checked', late.content.decode())
        assert Log.objects.get().effort == 0

    def test_an_effort_too_late_shows_how_it_stands(self, anna, url):
        anna.post(url, typed(effort=7))
        log = Log.objects.get()
        anna.post(url, typed(version=1, effort=8))
        late = anna.post(f"{LIST}{log.pk}/add/", typed(version=1, effort=3), headers={"HX-Request": "true"})
        assert late.status_code == 409
        assert "Done, effort 8" in words(late)
        late = anna.post(f"{LIST}{log.pk}/add/", typed(version=1, effort=3))
        assert late.status_code == 409
        assert "It says now: Done, effort 8" in words(late)
        assert re.search(r'name="effort" value="3"[^>]* checked', late.content.decode())
        assert 'name="version" value="2"' in late.content.decode()
        assert Log.objects.get().effort == 8

    def test_an_effort_keeps_all_else(self, anna, url):
        anna.post(url, typed(note="Windy", distance_m="8,1", feel="good"))
        log = Log.objects.get()
        anna.post(f"{LIST}{log.pk}/add/", typed(version=1, effort=0))
        log.refresh_from_db()
        assert (log.effort, log.note, log.distance_m, log.feel) == (0, "Windy", 8100, "good")

    def test_heavy_legs_lead_to_the_questions(self, anna, session):
        self.done(anna, session)
        log = Log.objects.get()
        answer = anna.post(f"{LIST}{log.pk}/add/", typed(version=1, heavy_legs="on"))
        assert answer["Location"] == f"{LIST}{log.pk}/heavy-legs/"
        assert Log.objects.get().heavy_legs

    @pytest.mark.parametrize("wrong", [{"effort": 11}, {"effort": "hard"}, {}, {"effort": 3, "sending": "?"}])
    def test_what_makes_no_sense_changes_nothing(self, anna, session, wrong):
        self.done(anna, session)
        log = Log.objects.get()
        assert anna.post(f"{LIST}{log.pk}/add/", typed(version=1, **wrong)).status_code == 422
        assert Log.objects.get().version == 1

    def test_what_was_missed_took_no_effort(self, anna, url):
        anna.post(url, typed(outcome="missed"))
        log = Log.objects.get()
        assert anna.post(f"{LIST}{log.pk}/add/", typed(version=1, effort=3)).status_code == 422

    def test_without_htmx_the_form_follows_for_all_else(self, anna, session):
        answer = anna.post(f"/c/ridgeway/log/{session.pk}/done/", {"sending": str(uuid4())}, follow=True)
        assert answer.redirect_chain[0][0] == f"{LIST}{Log.objects.get().pk}/"
        assert "Kept." in words(answer)
        assert f'href="{WEEK}2026-11-23/#log-{session.pk}"' in answer.content.decode()

    @pytest.mark.parametrize("sending", ["", "?"])
    def test_a_tap_without_a_name_is_refused(self, anna, session, sending):
        assert self.done(anna, session, sending=sending).status_code == 422
        assert not Log.objects.exists()

    def test_a_day_to_come_has_no_tap(self, plan, anna):
        later = plan.add(4, "12 km easy")
        plan.publish()
        assert f"/c/ridgeway/log/{later.pk}/done/" not in anna.get(WEEK).content.decode()
        assert self.done(anna, later).status_code == 422
        assert not Log.objects.exists()

    def test_a_day_off_asks_for_nothing(self, plan, anna):
        plan.add(0, "Rest")
        plan.publish()
        assert "/done/" not in anna.get(WEEK).content.decode()

    def test_the_week_that_is_remembered_holds_the_token_of_whoever_asks(self, session, cast, client_as):
        pages = [client_as(name).get(WEEK) for name in ("Anna", "Anna", "Ben")]
        assert all("token-of-this-request" not in page.content.decode() for page in pages)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(cast.user("Anna"), backend="django.contrib.auth.backends.ModelBackend")
        page = strict.get(WEEK)
        assert page.content.decode().count("csrfmiddlewaretoken") > 1
        tap = f"/c/ridgeway/log/{session.pk}/done/"
        data = {"sending": str(uuid4())}
        assert strict.post(tap, data).status_code == 403
        found = re.search(rf'action="{tap}".*?name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode(), re.S)
        assert strict.post(tap, {**data, "csrfmiddlewaretoken": found[1]}).status_code == 302

    def test_what_one_said_is_not_on_the_week_of_another(self, anna, session, client_as):
        self.done(anna, session)
        assert f"/c/ridgeway/log/{session.pk}/done/" in client_as("Ben").get(WEEK).content.decode()


class TestTheForm:
    def test_it_works(self, anna, session, url):
        page = anna.get(url)
        assert "8 km easy" in words(page)
        answer = anna.post(
            url,
            typed(
                sending=field(page, "sending"),
                outcome="partly",
                distance_m="6,1",
                duration_s="35:20",
                effort=7,
                feel="poor",
                pain=2,
                pain_where="calf",
                note="Turned round\r\nat the gate",
            ),
        )
        assert answer["Location"] == f"{WEEK}2026-11-23/#log-{session.pk}"
        log = Log.objects.get()
        assert (log.outcome, log.distance_m, log.duration_s, log.effort) == ("partly", 6100, 2120, 7)
        assert (log.feel, log.pain, log.pain_where, log.heavy_legs) == ("poor", 2, "calf", False)
        assert log.session == session
        page = anna.get(url)
        assert "Shorter" in words(page)
        assert "6.1 of 8 km, 24 % less" in words(page)
        assert 'name="distance_m" value="6.1"' in page.content.decode()
        assert 'name="duration_s" value="0:35:20"' in page.content.decode()

    def test_what_was_planned_is_told_and_not_filled_in(self, anna, url):
        page = anna.get(url).content.decode()
        assert "8\u00a0km" in page
        assert 'value="8"' not in page.split('name="distance_m"')[1].split(">")[0]

    def test_an_exception_is_what_was_planned(self, plan, anna, session, url):
        instead = Instead(plan.cast.anna, "5 km easy")
        SessionException.make(session, [instead], version=session.version, by=plan.cast.user("Mira"))
        assert "5 km easy" in words(anna.get(url))
        anna.post(url, typed())
        assert Log.objects.get().planned == "5 km easy"

    def test_the_plan_stays_the_one_that_it_was_said_of(self, plan, anna, session, url):
        anna.post(url, typed(distance_m="8"))
        plan.post_session(session, "edit/", version=1, text="20 km easy")
        anna.post(url, typed(version=1, distance_m="8", note="Fine"))
        assert Log.objects.get().planned == "8 km easy"
        assert "As planned" in words(anna.get(url))

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"outcome": "?"}, "not one of the available choices"),
            ({"outcome": ""}, "Choose how much of it you did."),
            ({"outcome": "swapped"}, "Say what you did instead."),
            ({"outcome": "missed", "distance_m": "3"}, "Then it was not missed."),
            ({"distance_m": "far"}, "Write the distance as 8"),
            ({"distance_m": "8200"}, "Nobody runs that far in a day."),
            ({"duration_s": "long"}, "Write the time as 50"),
            ({"duration_s": "1:05"}, "Write 1:05:00 for hours and minutes, 1:05 min for minutes and seconds."),
            ({"duration_s": "49 h"}, "longer than two days"),
            ({"effort": "11"}, "Choose a number from 0 to 10."),
            ({"feel": "?"}, "not one of the available choices"),
            ({"pain": "-1"}, "Choose a number from 0 to 10."),
            ({"pain_where": "soul"}, "not one of the available choices"),
            ({"date": "2026-11-25"}, "This day is still to come."),
            ({"date": "1066-10-14"}, "in the years from 2000"),
            ({"date": "yesterday"}, "Write the day as year"),
            ({"note": "x" * 5001}, "This is too long"),
            ({"note": "\0"}, "cannot be stored"),
            ({"distance_m": "\0"}, "cannot be stored"),
            ({"sending": "?"}, "valid UUID"),
            ({"version": "many"}, "whole number"),
            ({"version": "9" * 30}, "less than or equal"),
        ],
    )
    def test_what_is_wrong_is_told_and_what_was_typed_is_kept(self, anna, url, wrong, told):
        answer = anna.post(url, typed(**{"instead": "By the river", **wrong} if "swapped" not in str(wrong) else wrong))
        assert answer.status_code == 422
        assert told in words(answer)
        assert "swapped" in str(wrong) or "By the river" in answer.content.decode()
        assert not Log.objects.exists()

    def test_a_session_that_was_done_early_is_kept_on_that_day(self, plan, anna):
        later = plan.add(4, "12 km easy")
        plan.publish()
        url = f"/c/ridgeway/log/{later.pk}/"
        assert 'value="2026-11-24"' in anna.get(url).content.decode()
        anna.post(url, typed())
        assert Log.objects.get().date == TUESDAY
        assert "Done" in words(anna.get(WEEK))

    def test_both_sides_are_shown_when_something_else_was_said_meanwhile(self, anna, url):
        anna.post(url, typed(effort=4, note="From the phone"))
        answer = anna.post(url, typed(effort=9, note="From the desk"))
        assert answer.status_code == 409
        assert "From the phone" in words(answer)
        assert "From the desk" in answer.content.decode()
        assert Log.objects.get().note == "From the phone"
        again = typed(
            effort=9, note="From the desk", version=field(answer, "version"), sending=field(answer, "sending")
        )
        assert anna.post(url, again).status_code == 302
        assert Log.objects.get().note == "From the desk"

    def test_what_was_taken_back_meanwhile_can_be_said_again(self, anna, url):
        anna.post(url, typed())
        Log.objects.get().delete()
        answer = anna.post(url, typed(version=1, note="Still"))
        assert answer.status_code == 409
        assert anna.post(url, typed(version=field(answer, "version"), note="Still")).status_code == 302
        assert Log.objects.get().note == "Still"

    def test_one_sending_to_two_sessions_is_kept_once(self, plan, anna, url):
        other = plan.add(0, "5 km easy")
        sent = typed()
        anna.post(url, sent)
        assert anna.post(f"/c/ridgeway/log/{other.pk}/", sent).status_code == 302
        assert Log.objects.count() == 1

    def test_amounts_that_are_not_touched_stay_to_the_metre(self, plan, anna, url):
        plan.cast.ridgeway.units = "mi"
        plan.cast.ridgeway.save()
        anna.post(url, typed(distance_m="8234 m"))
        shown = re.search(r'name="distance_m" value="([^"]+)"', anna.get(url).content.decode())[1]
        assert shown == "5.116"
        anna.post(url, typed(version=1, distance_m=shown, effort=3))
        assert Log.objects.get().distance_m == 8234

    @pytest.mark.parametrize("what", ["", "done/"])
    def test_only_what_is_published_for_this_athlete(self, plan, client_as, what):
        def answer(session, name="Anna"):
            return client_as(name).post(f"/c/ridgeway/log/{session.pk}/{what}", typed()).status_code

        draft = plan.add(1, "8 km easy")
        assert answer(draft) == 404
        plan.publish()
        held = plan.add(0, ANKLE_WEIGHTS)
        plan.cast.anna.no_added_load = True
        plan.cast.anna.save()
        assert answer(held) == 404
        plan.cast.tuesday.set_athletes([plan.cast.ben])
        assert answer(draft) == 404
        assert not Log.objects.exists()
        assert answer(draft, "Ben") == 302

    def test_a_deleted_session_is_none_but_what_was_said_of_it_stays(self, plan, anna, session, url):
        anna.post(url, typed(note="Lovely"))
        plan.post_session(session, "delete/", version=1)
        log = Log.objects.get()
        assert anna.get(url).status_code == 404
        assert "Lovely" in words(anna.get(f"{LIST}{log.pk}/"))
        assert anna.post(f"{LIST}{log.pk}/", typed(version=1, note="Lovelier")).status_code == 302
        assert (Log.objects.get().note, Log.objects.get().planned) == ("Lovelier", "8 km easy")

    @pytest.mark.parametrize("sessions", [5, 60])
    def test_it_asks_the_database_equally_often(self, plan, anna, url, sessions, django_assert_num_queries):
        for number in range(sessions):
            plan.add(number % 7, "5 km easy")
        anna.get(url)
        with django_assert_num_queries(11):
            assert anna.get(url).status_code == 200


class TestARunOfOnesOwn:
    def test_it_works(self, anna):
        assert "A run of your own" in words(anna.get(NEW))
        answer = anna.post(NEW, typed(instead="parkrun", distance_m="5", duration_s="24:31", date="2026-11-21"))
        assert answer["Location"] == LIST
        log = Log.objects.get()
        assert (log.session, log.planned, log.instead, log.distance_m) == (None, "", "parkrun", 5000)
        page = anna.get(LIST)
        assert "parkrun" in words(page)
        assert "5 km · 24:31" in words(page)

    def test_sent_twice_it_is_kept_once(self, anna):
        sent = typed(distance_m="5")
        anna.post(NEW, sent)
        anna.post(NEW, sent)
        assert Log.objects.count() == 1

    def test_something_has_to_be_said(self, anna):
        answer = anna.post(NEW, typed())
        assert answer.status_code == 422
        assert "Say what you did, how far or how long." in words(answer)

    def test_it_can_be_changed(self, anna):
        anna.post(NEW, typed(distance_m="5"))
        log = Log.objects.get()
        anna.post(f"{LIST}{log.pk}/", typed(version=1, distance_m="6", date="2026-11-20"))
        log.refresh_from_db()
        assert (log.distance_m, log.date) == (6000, dt.date(2026, 11, 20))

    def test_it_is_nobody_elses(self, anna, client_as):
        anna.post(NEW, typed(distance_m="5"))
        key = Log.objects.get().pk
        for name, status in (("Ben", 404), ("Mira", 403), ("Sam", 404), (None, 302)):
            for what in ("", "withdraw/", "heavy-legs/"):
                assert client_as(name).get(f"{LIST}{key}/{what}").status_code == status
                assert client_as(name).post(f"{LIST}{key}/{what}", typed(version=1)).status_code == status
        assert Log.objects.get().version == 1


class TestTakingBack:
    @pytest.fixture
    def log(self, anna, url):
        anna.post(url, typed(note="Oops"))
        return Log.objects.get()

    def test_it_works(self, anna, log):
        assert "Oops" in words(anna.get(f"{LIST}{log.pk}/withdraw/"))
        assert anna.post(f"{LIST}{log.pk}/withdraw/", {"version": 1})["Location"] == LIST
        assert not Log.objects.exists()
        assert "/done/" in anna.get(WEEK).content.decode()

    @pytest.mark.parametrize(("version", "status"), [(1, 409), ("", 422), ("x", 422)])
    def test_what_was_changed_meanwhile_is_shown_first(self, anna, url, log, version, status):
        anna.post(url, typed(version=1, note="Better"))
        answer = anna.post(f"{LIST}{log.pk}/withdraw/", {"version": version})
        assert answer.status_code == status
        assert "Better" in words(answer)
        assert Log.objects.exists()


class TestTheList:
    def say(self, athlete, days_ago, **fields):
        said = {"date": TUESDAY - dt.timedelta(days=days_ago), "outcome": "done", "planned": "8 km easy", **fields}
        return Log.objects.say(athlete, said, sending=uuid4())

    def test_it_works(self, plan, anna):
        self.say(plan.cast.anna, 0, distance_m=6100, effort=4)
        self.say(plan.cast.anna, 7, outcome="missed", note="Ill")
        self.say(plan.cast.ben, 0, note="Of Ben")
        page = anna.get(LIST)
        assert "Done, effort 4 6.1 km Shorter 6.1 of 8 km, 24 % less" in words(page)
        assert "Missed Planned: 8 km easy Ill" in words(page)
        assert "Of Ben" not in words(page)
        assert words(page).index("effort 4") < words(page).index("Missed")
        assert "The borders are ours" in words(page)

    def test_it_is_empty_at_first(self, anna):
        assert "Nothing yet" in words(anna.get(LIST))

    @pytest.mark.parametrize("page", ["2", "99", "x", "-1", "0"])
    def test_pages_of_weeks(self, plan, anna, page):
        for week in range(10):
            self.say(plan.cast.anna, 7 * week, note=f"Week {week}.")
        first, other = words(anna.get(LIST)), words(anna.get(LIST, {"page": page}))
        assert "Week 7." in first
        assert "Week 8." not in first
        assert ("Week 9." in other) == (page != "x")

    @pytest.mark.parametrize("logs", [2, 50])
    def test_it_asks_the_database_equally_often(self, plan, anna, logs, django_assert_num_queries):
        for number in range(logs):
            self.say(plan.cast.anna, number, heavy_legs=True)
        anna.get(LIST)
        with django_assert_num_queries(7):
            assert anna.get(LIST).status_code == 200


def test_a_log_of_another_squads_session_of_the_same_club_is_none(plan, anna):
    other = plan.cast.ridgeway.squads.create(name="Others")
    week = Week.for_writing(other, dt.date(2026, 11, 23))
    theirs = week.add(1, "3 km", plan.cast.user("Mira"))
    week.publish(plan.cast.user("Mira"))
    assert anna.get(f"/c/ridgeway/log/{theirs.pk}/").status_code == 404
    assert Session.objects.filter(pk=theirs.pk).exists()
