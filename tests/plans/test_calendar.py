"""The calendar that phones subscribe to: what a stranger's parser reads in it, and who gets it until when."""

from __future__ import annotations

import datetime as dt
import logging
import random
import zoneinfo

import pytest
import time_machine
import vobject
from django.core.cache import cache
from django.test import Client

from clubs.models import Athlete
from config.redacting import WithoutTokens
from plans.models import CalendarAddress, CalendarEvent, Instead, Session, SessionException, Week
from tests.plans.conftest import ANKLE_WEIGHTS, BACKPACK, SPLIT
from tests.races import own_race, shared_race

PAGE = "/c/ridgeway/calendar/"
# Twelve weeks over the end of summer time in Berlin, which is on 25 October 2026.
FIRST_MONDAY = dt.date(2026, 9, 7)
TUESDAY = dt.datetime(2026, 10, 6, 10, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def nobody_came_before():
    cache.clear()
    yield
    cache.clear()


class Phone:
    """Somebody's calendar program: it has an address, and keeps nothing but what it was told last."""

    def __init__(self, athlete):
        _address, token = CalendarAddress.objects.make(athlete, athlete.user)
        self.url, self.client = f"/calendar/{token}.ics", Client()

    def get(self, **headers):
        return self.client.get(self.url, headers=headers)

    def events(self):
        """The events by UID, as vobject reads them."""
        response = self.get()
        assert response.status_code == 200
        calendar = vobject.readOne(response.content.decode())
        found = {event.uid.value: event for event in calendar.contents.get("vevent", [])}
        assert len(found) == len(calendar.contents.get("vevent", []))
        return found

    def read(self):
        """What is on which day: (date, title), without what was cancelled."""
        going_on = [event for event in self.events().values() if event.status.value == "CONFIRMED"]
        return sorted((event.dtstart.value, event.summary.value) for event in going_on)

    def only(self):
        (event,) = self.events().values()
        return event


@pytest.fixture
def phone(cast):
    return Phone(cast.anna)


def uid(session, athlete):
    return f"session-{session.pk}-athlete-{athlete.pk}@uphill"


def test_it_works(plan, phone):
    session = plan.add(1, "15 min easy, 6 x 200 m uphill hard, jog down, 10 min easy")
    Week.objects.get().write_note("Bring a lamp; it is dark, and wet", by=plan.cast.user("Mira"))
    plan.publish()
    own_race(plan.cast.anna, dt.date(2026, 12, 6), name="Saint Nicholas run", distance_m=10_000)
    race, event = (phone.events()[key] for key in sorted(phone.events()))
    assert event.uid.value == uid(session, plan.cast.anna)
    assert (event.dtstart.value, event.dtend.value) == (dt.date(2026, 11, 24), dt.date(2026, 11, 25))
    assert event.summary.value == "15 min easy, 6 x 200 m uphill hard, jog down, 10 min easy"
    assert (event.sequence.value, event.status.value, event.transp.value) == ("0", "CONFIRMED", "TRANSPARENT")
    said = event.description.value
    assert "- Easy: 15 min\n" in said
    assert "  - between: jog\n" in said
    assert "Clear (1 supports)." in said
    assert said.endswith("The week: Bring a lamp; it is dark, and wet")
    assert event.url.value.endswith("/c/ridgeway/my-week/2026-11-23/")
    assert race.summary.value == "Race: Saint Nicholas run, 10 km"
    assert race.dtstart.value == dt.date(2026, 12, 6)


def in_berlin(event):
    """When the event begins and ends on a clock in Berlin."""
    zone = zoneinfo.ZoneInfo("Europe/Berlin")
    return tuple(one.value.astimezone(zone).replace(tzinfo=None) for one in (event.dtstart, event.dtend))


def test_a_meeting_keeps_its_hour_when_the_clocks_change(cast, panel):
    """At half past six on either side of the end of summer time, and where; free days stay free."""
    cast.tuesday.meetings.create(weekday=1, time=dt.time(18, 30), place="North gate; bring a lamp, please")
    with time_machine.travel(TUESDAY, tick=False):
        for number in (6, 7):
            week = Week.for_writing(cast.tuesday, FIRST_MONDAY + dt.timedelta(weeks=number))
            week.add(1, "50 min easy", cast.user("Mira"))
            week.add(2, "8 km easy", cast.user("Mira"))
            week.publish(cast.user("Mira"))
        events = sorted(Phone(cast.anna).events().values(), key=lambda event: int(event.uid.value.split("-")[1]))
    summer, free, winter, _also_free = events
    assert in_berlin(summer) == (dt.datetime(2026, 10, 20, 18, 30), dt.datetime(2026, 10, 20, 19, 20))
    assert in_berlin(winter) == (dt.datetime(2026, 10, 27, 18, 30), dt.datetime(2026, 10, 27, 19, 20))
    assert winter.dtstart.value - summer.dtstart.value == dt.timedelta(days=7, hours=1)
    assert winter.location.value == "North gate; bring a lamp, please"
    assert not hasattr(winter, "transp")
    assert (free.dtstart.value, free.transp.value) == (dt.date(2026, 10, 21), "TRANSPARENT")
    assert not hasattr(free, "location")


def test_where_the_squad_meets_is_told_anew_and_what_takes_no_known_time_takes_an_hour(plan, phone, cast):
    plan.add(1, "8 km easy")
    plan.publish()
    assert phone.only().dtstart.value == dt.date(2026, 11, 24)
    meeting = cast.tuesday.meetings.create(weekday=1, place="North gate")
    event = phone.only()
    assert (event.dtstart.value, event.location.value, event.sequence.value) == (
        dt.date(2026, 11, 24),
        "North gate",
        "1",
    )
    meeting.time = dt.time(18, 30)
    meeting.save()
    event = phone.only()
    assert in_berlin(event) == (dt.datetime(2026, 11, 24, 18, 30), dt.datetime(2026, 11, 24, 19, 30))
    assert event.sequence.value == "2"
    meeting.delete()
    event = phone.only()
    assert (event.dtstart.value, event.sequence.value) == (dt.date(2026, 11, 24), "3")


def test_what_is_held_back_tells_no_hour(plan, phone, cast):
    """Who has to ask first is not sent to the meeting by an alarm."""
    cast.tuesday.meetings.create(weekday=3, time=dt.time(18, 30), place="North gate")
    cast.anna.no_added_load = True
    cast.anna.save()
    plan.add(3, ANKLE_WEIGHTS)
    plan.publish()
    assert phone.only().dtstart.value == dt.date(2026, 11, 26)


def test_the_file_says_what_it_is(plan, phone):
    response = phone.get()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    text = response.content.decode()
    assert "X-WR-TIMEZONE:Europe/Berlin\r\n" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_twelve_weeks_over_a_clock_change_with_edits_moves_deletions_and_drafts(cast, panel):
    """After each round of changes a stranger's parser reads exactly the plan: days, titles, UIDs, what is off."""
    mira, chance = cast.user("Mira"), random.Random(6)
    with time_machine.travel(TUESDAY, tick=False) as clock:
        phone = Phone(cast.anna)
        weeks = [Week.for_writing(cast.tuesday, FIRST_MONDAY + dt.timedelta(weeks=number)) for number in range(12)]
        sessions = [
            week.add(day, f"{5 + number} km easy, {day} strides", mira)
            for number, week in enumerate(weeks)
            for day in range(7)
        ]
        for week in weeks:
            week.publish(mira)
        before = phone.events()
        assert len(before) == 84
        once = {uid(session, cast.anna) for session in sessions}
        changed_at = {key: event.last_modified.value for key, event in before.items()}
        for number in range(6):
            clock.shift(dt.timedelta(minutes=90))
            touched = set()
            for planned in chance.sample(sessions, 12):
                session = Session.objects.select_related("week__squad__club").get(pk=planned.pk)
                version, kind = session.version, chance.choice(["delete", "move", "edit"])
                if session.deleted_at:
                    session.restore(mira)
                elif kind == "delete":
                    session.delete_softly(version=version, by=mira)
                elif kind == "move":
                    session.move((session.day + 1) % 7, version=version, by=mira)
                else:
                    session.rewrite(f"{number} x 400 m, Zürich", version=version, by=mira)
                touched.add(uid(session, cast.anna))
            week = Week.objects.get(pk=chance.choice(weeks).pk)
            week.withdraw(mira) or week.publish(mira)
            touched |= {uid(session, cast.anna) for session in week.sessions.all()}
            after = phone.events()
            standing = Session.objects.filter(deleted_at=None, week__published_at__isnull=False).select_related("week")
            expected = {uid(session, cast.anna): (session.date, session.text) for session in standing}
            confirmed = {
                key: (event.dtstart.value, event.summary.value)
                for key, event in after.items()
                if event.status.value == "CONFIRMED"
            }
            assert confirmed == expected
            assert after.keys() == once
            for key, event in after.items():
                assert event.dtend.value - event.dtstart.value == dt.timedelta(days=1)
                is_other = (
                    event.status.value,
                    event.dtstart.value,
                    event.summary.value,
                ) != (before[key].status.value, before[key].dtstart.value, before[key].summary.value)
                grown = int(event.sequence.value) - int(before[key].sequence.value)
                assert grown == is_other, key
                assert key in touched or not is_other
                if is_other:
                    changed_at[key] = dt.datetime.now(dt.UTC)
                assert event.dtstamp.value == event.last_modified.value == changed_at[key]
            before = after


def test_what_has_not_changed_is_not_sent_again(plan, phone):
    session = plan.add(1, "8 km easy")
    plan.publish()
    first = phone.get()
    again = phone.get(**{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert phone.get(**{"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert phone.get(**{"If-None-Match": first["ETag"], "Accept-Encoding": "gzip"}).status_code == 304
    plan.post_session(session, "edit/", version=1, text="9 km easy")
    assert phone.get(**{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_week_that_passed_leaves_after_four(plan, phone, cast):
    plan.add(1, "8 km easy")
    plan.publish()
    with time_machine.travel(dt.datetime(2026, 12, 27, 22, 0, tzinfo=dt.UTC), tick=False):
        last = phone.get()
        assert b"8 km easy" in last.content
    with time_machine.travel(dt.datetime(2026, 12, 27, 23, 30, tzinfo=dt.UTC), tick=False):
        # In Berlin it is Monday.
        assert phone.get(**{"If-Modified-Since": last["Last-Modified"]}).status_code == 200
        assert phone.events() == {}


def test_a_draft_is_never_in_it(plan, phone):
    plan.add(1, "Secret 8 km")
    assert phone.events() == {}
    plan.publish()
    assert len(phone.events()) == 1
    Week.objects.get().withdraw(plan.cast.user("Mira"))
    session = Session.objects.select_related("week__squad__club").get()
    session.rewrite("Something else that is not ready", version=1, by=plan.cast.user("Mira"))
    event = phone.only()
    assert (event.status.value, event.sequence.value, event.summary.value) == ("CANCELLED", "1", "Secret 8 km")
    assert "not ready" not in phone.get().content.decode()
    plan.publish()
    event = phone.only()
    assert (event.status.value, event.sequence.value) == ("CONFIRMED", "2")


def test_what_was_deleted_before_anybody_read_it_is_not_told(plan, phone):
    plan.add(1, "8 km easy").delete_softly(version=1, by=plan.cast.user("Mira"))
    plan.publish()
    assert phone.events() == {}


def test_an_exception_stands_in_place_of_the_squads(plan, phone):
    session = plan.add(1, "20 km easy")
    plan.publish()
    assert phone.read() == [(dt.date(2026, 11, 24), "20 km easy")]
    instead = Instead(plan.cast.anna, "45 min bike", reason="Your shin")
    (made,) = SessionException.make(session, [instead], version=1, by=plan.cast.user("Mira"))
    event = phone.only()
    assert (event.uid.value, event.sequence.value) == (uid(session, plan.cast.anna), "1")
    assert event.summary.value == "45 min bike"
    assert "Mira planned this for you. Because: Your shin" in event.description.value
    assert Phone(plan.cast.ben).read() == [(dt.date(2026, 11, 24), "20 km easy")]
    made.delete_softly(version=1, by=plan.cast.user("Mira"))
    assert phone.read() == [(dt.date(2026, 11, 24), "20 km easy")]


def test_what_is_held_back_is_not_disclosed(plan, phone):
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    session = plan.add(3, ANKLE_WEIGHTS)
    plan.publish()
    assert "ankle" not in phone.get().content.decode()
    event = phone.only()
    assert event.summary.value == "Ask your coach"
    assert "still has to settle" in event.description.value
    plan.post_session(session, "keep/", version=1, reason="We spoke about it")
    event = phone.only()
    assert event.summary.value == ANKLE_WEIGHTS
    assert "Mira kept it because: We spoke about it" in event.description.value
    assert "Bring: ankle weights" in event.description.value


def test_the_steps_say_how_fast_they_are_for_this_athlete(plan, phone):
    plan.add(1, "15 min easy, 2 x 10 min at threshold, 2 min jog")
    plan.publish()
    assert "- Easy: 15 min\n" in phone.only().description.value
    plan.cast.anna.threshold_pace_s_per_km = 300
    plan.cast.anna.save()
    event = phone.only()
    assert event.sequence.value == "1"
    assert "- Easy, 5:55–6:45 /km: 15 min\n" in event.description.value
    assert "- Threshold, 4:55–5:05 /km: 2 × 10 min" in event.description.value


def test_the_advice_is_the_athletes_own_and_a_change_of_it_arrives(plan, phone):
    plan.add(5, BACKPACK)
    plan.publish()
    assert "Avoid (" in phone.only().description.value
    plan.cast.anna.goal, plan.cast.anna.level = "ultra_trail", "competitive"
    plan.cast.anna.save()
    event = phone.only()
    assert "Caution (" in event.description.value
    assert event.sequence.value == "1"


def test_a_swap_is_explained(plan, phone):
    session = plan.add(1, ANKLE_WEIGHTS)
    board = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    plan.post_session(session, "swap/", version=1, drill=board.split('name="drill" value="')[1].split('"')[0])
    plan.publish()
    assert "Mira swapped the ankle weights for: " in phone.only().description.value


def test_races_are_those_that_concern_the_athlete(plan, phone):
    saturday = dt.date(2026, 11, 28)
    shared_race(plan.cast.ridgeway, saturday, plan.cast.tuesday, name="Cross league")
    own_race(plan.cast.ben, saturday, name="Ben alone")
    own_race(plan.cast.anna, None, name="Some day", pack_kg=5)
    assert phone.read() == [(saturday, "Race: Cross league")]
    plan.cast.ridgeway.races.filter(name="Cross league").delete()
    assert phone.only().status.value == "CANCELLED"


def test_another_athletes_sessions_are_never_in_it(plan, phone):
    alone = plan.cast.ben.plan_on_their_own()
    week = Week.for_writing(alone, dt.date(2026, 11, 23))
    week.add(2, "For Ben alone", plan.cast.user("Mira"))
    week.publish(plan.cast.user("Mira"))
    sailors = Week.for_writing(plan.cast.sailors, dt.date(2026, 11, 23))
    sailors.add(2, "For the sailors", plan.cast.user("Hanna"))
    sailors.publish(plan.cast.user("Hanna"))
    assert phone.events() == {}
    assert [title for _date, title in Phone(plan.cast.ben).read()] == ["For Ben alone"]


def test_whoever_leaves_a_squad_is_told_that_its_sessions_are_off(plan, phone):
    plan.add(1, "8 km easy")
    plan.publish()
    phone.read()
    plan.cast.anna.squads.clear()
    assert phone.only().status.value == "CANCELLED"


HOSTILE = "8 km easy; BEGIN:VEVENT\r\nEND:VCALENDAR, \\n “Zürich” 🏃‍♀️ \x0b\u2028 <b>&amp;" + "ü" * 200


def test_hostile_words_stay_words(plan, phone):
    plan.add(1, HOSTILE)
    plan.publish()
    text = phone.get().content.decode()
    assert text.count("BEGIN:VEVENT\r\n") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    event = phone.only()
    assert event.summary.value.startswith("8 km easy; BEGIN:VEVENT END:VCALENDAR, \\n “Zürich” 🏃‍♀️ <b>&amp;ü")
    assert event.summary.value.endswith("ü…")
    assert "\nEND:VCALENDAR, \\n “Zürich” 🏃‍♀️" in event.description.value


@pytest.mark.parametrize("weeks", [1, 12])
def test_it_asks_the_database_equally_often_for_1_and_for_12_weeks(plan, phone, weeks, django_assert_num_queries):
    for number in range(weeks):
        week = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 23) + dt.timedelta(weeks=number))
        for day, text in enumerate((ANKLE_WEIGHTS, "8 km easy", "Rest", SPLIT, "45 min easy", "Rest", "16 km easy")):
            week.add(day, text, plan.cast.user("Mira"))
        week.publish(plan.cast.user("Mira"))
    phone.get()
    # The address, the sessions, the guidelines' version, the races, the meetings, what was told.
    with django_assert_num_queries(6):
        assert phone.get().status_code == 200


# The address


def test_making_subscribing_and_revoking(plan, client_as):
    plan.add(1, "8 km easy")
    plan.publish()
    anna = client_as("Anna")
    assert "Make my address" in anna.get(PAGE).content.decode()
    made = anna.post(f"{PAGE}new/")
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    link = made.content.decode().split('readonly value="')[1].split('"')[0]
    assert f'href="webcal:{link.partition(":")[2]}"' in made.content.decode()
    assert b"8 km easy" in Client().get(link).content
    page = anna.get(PAGE).content.decode()
    assert "A calendar last asked for it on 24 November." in page
    assert link.rpartition("/")[2] not in page
    anna.post(f"{PAGE}revoke/")
    assert Client().get(link).status_code == 404
    assert "Make my address" in anna.get(PAGE).content.decode()


def test_the_token_is_kept_nowhere_and_cannot_be_guessed(cast):
    made = [CalendarAddress.objects.make(cast.anna, cast.anna.user) for _number in range(20)]
    tokens = {token for _address, token in made}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43
    stored = str(list(CalendarAddress.objects.values()))
    assert not any(token in stored for token in tokens)
    address = made[-1][0]
    assert Client().get(f"/calendar/{address.token_hash}.ics").status_code == 404


def test_a_new_address_ends_the_old_one(plan, phone, cast):
    assert phone.get().status_code == 200
    other = Phone(cast.anna)
    assert phone.get().status_code == 404
    assert other.get().status_code == 200
    # Ben's does not.
    Phone(cast.ben)
    assert other.get().status_code == 200


def test_only_the_athlete_makes_and_ends_it(phone, client_as):
    for name, status in (("Mira", 403), ("Hanna", 404), (None, 302)):
        assert client_as(name).post(f"{PAGE}new/").status_code == status
        assert client_as(name).post(f"{PAGE}revoke/").status_code == status
    client_as("Ben").post(f"{PAGE}revoke/")
    assert phone.get().status_code == 200


def test_it_ends_with_the_membership_and_is_nobody_elses_afterwards(plan, phone, cast):
    cast.ridgeway.remove(cast.user("Anna"))
    assert phone.get().status_code == 404
    Athlete.objects.filter(pk=cast.anna.pk).update(user=cast.user("Sam"))
    assert phone.get().status_code == 404


def test_it_ends_with_the_account(plan, phone, cast):
    user = cast.user("Anna")
    user.is_active = False
    user.save()
    assert phone.get().status_code == 404


def test_whoever_tries_addresses_is_slowed_down(cast):
    answers = [Client().get(f"/calendar/{number:043}.ics").status_code for number in range(40)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_one_calendar_that_asks_all_the_time_waits_and_others_do_not(plan, phone, cast):
    answers = [phone.get() for _number in range(25)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert Phone(cast.ben).get().status_code == 200


def test_no_token_stands_in_a_log(cast):
    token = CalendarAddress.objects.make(cast.anna, cast.anna.user)[1]
    for told in ("Not Found: /calendar/{}.ics", "Not Found: /calendar/{}", "x %2Fcalendar%2F{}.ics"):
        record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s", (told.format(token),), None)
        WithoutTokens().filter(record)
        assert token not in record.getMessage()
        assert "calendar" in record.getMessage()


def test_nothing_is_kept_of_an_athlete_who_has_no_calendar(plan):
    plan.add(1, "8 km easy")
    plan.publish()
    assert not CalendarEvent.objects.exists()
