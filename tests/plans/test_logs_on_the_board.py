"""How it went, on the coach's board: a glance on the card, everybody's words in the drawer, and new logs at once."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from plans.models import Instead, Log, SessionException
from tests.plans.conftest import MONDAY
from tests.texts import text_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def say():
    def said(athlete, session=None, version=0, **fields):
        date = session.date if session else MONDAY
        fields = {"date": date, "planned": session.text if session else "", "outcome": "done", **fields}
        return Log.objects.say(athlete, fields, sending=uuid4(), version=version, session=session)

    return said


@pytest.fixture
def session(plan):
    """A session of Monday, which is yesterday, and which athletes could read."""
    session = plan.add(0, "8 km easy")
    plan.publish()
    return session


@pytest.fixture
def card(plan, session):
    """``card()`` is what the card of the session says of how it went."""

    def shown(pk=session.pk):
        page = text_of(plan.client.get(plan.url))
        start = page.index(f'id="went-{pk}"')
        return page[start : page.index("</div>", start)]

    return shown


def test_it_works(plan, session, say, card):
    cast = plan.cast
    kim = cast.ridgeway.add_athlete("Kim")
    cast.tuesday.set_athletes([cast.anna, cast.ben, kim])
    say(cast.anna, session, pain=5, pain_where="achilles", note="It pulled from the 3rd km on")
    say(cast.ben, session, outcome="missed", heavy_legs=True)
    assert "1 done, 1 missed, 1 said nothing" in card()
    assert "pain: Anna 5/10 (Achilles)" in card()
    assert "heavy legs: Ben" in card()
    page = text_of(plan.client.get(plan.url, {"open": session.pk}))
    drawer = page[page.index(f'id="said-{session.pk}"') :]
    assert drawer.index(">Anna<") < drawer.index(">Ben<") < drawer.index("Said nothing: Kim")
    assert "It pulled from the 3rd km on" in drawer
    assert "pain 5/10 (Achilles)" in drawer
    assert "Heavy legs without a clear cause yet." in drawer


# The card


def test_a_day_to_come_a_draft_and_a_day_off_say_nothing(plan, session, card):
    later, rest = plan.add(3, "10 km easy"), plan.add(0, "Rest")
    assert "2 said nothing" in card()
    assert "said nothing" not in card(later.pk)
    assert "said nothing" not in card(rest.pk)
    plan.post("withdraw/")
    assert "said nothing" not in card()


def test_what_is_said_shows_wherever_it_is_said(plan, say, card):
    later = plan.add(3, "10 km easy")
    say(plan.cast.anna, later)
    assert "1 done" in card(later.pk)
    assert "said nothing" not in card(later.pk)


def test_today_counts(plan, session, card):
    assert "2 said nothing" in card(plan.add(1, "6 km easy").pk)


def test_who_rests_instead_has_nothing_to_say(plan, session, card):
    SessionException.make(session, [Instead(plan.cast.ben, "Rest")], version=1, by=plan.cast.user("Mira"))
    assert "1 said nothing" in card()


def test_nobody_is_silent_of_what_is_held_back_from_them(plan, session, card):
    vest = plan.add(0, "6 x 60 m all-out with a 5 kg vest")
    assert "2 said nothing" in card(vest.pk)
    plan.cast.ridgeway.athletes.filter(name="Ben").update(no_added_load=True)
    assert "1 said nothing" in card(vest.pk)


def test_who_left_the_squad_is_heard_still(plan, session, say, card):
    say(plan.cast.ben, session, outcome="partly")
    plan.cast.tuesday.set_athletes([plan.cast.anna])
    assert "1 partly, 1 said nothing" in card()


def test_little_pain_is_for_the_drawer(plan, session, say, card):
    say(plan.cast.anna, session, pain=3)
    assert "pain" not in card()
    assert "pain 3/10" in text_of(plan.client.get(plan.url, {"open": session.pk}))


def test_the_card_is_never_older_than_what_is_said(plan, session, say, card):
    assert "2 said nothing" in card()
    say(plan.cast.anna, session)
    assert "1 done, 1 said nothing" in card()
    say(plan.cast.anna, session, version=1, outcome="missed")
    assert "1 missed, 1 said nothing" in card()
    say(plan.cast.anna, session, version=2, outcome="missed", pain=7)
    assert "pain: Anna 7/10" in card()
    plan.cast.ridgeway.athletes.filter(name="Anna").update(name="Ann")
    assert "pain: Ann 7/10" in card()


def test_of_many_three_are_named(plan, session, say, card):
    names = ["Ada", "Bo", "Cy", "Di", "Ed"]
    crowd = [plan.cast.ridgeway.add_athlete(name) for name in names]
    plan.cast.tuesday.set_athletes(crowd)
    for athlete in crowd:
        say(athlete, session, pain=4, heavy_legs=True)
    assert "pain: Ada 4/10, Bo 4/10, Cy 4/10 and 2 more" in card()
    assert "heavy legs: Ada, Bo, Cy and 2 more" in card()


def test_an_athletes_words_are_words(plan, session, say):
    say(
        plan.cast.anna,
        session,
        note="<script>alert(1)</script>",
        planned="<b>8 km</b>",
        outcome="swapped",
        instead="<i>",
    )
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    for words in ("<script>alert", "<b>8", "<i>"):
        assert words not in page


# The drawer


def test_the_worst_is_first(plan, session, say):
    names = ("Ada", "Bo", "Cy", "Di", "Ed", "Fay")
    crowd = {name: plan.cast.ridgeway.add_athlete(name) for name in names}
    plan.cast.tuesday.set_athletes(crowd.values())
    say(crowd["Ada"], session)
    say(crowd["Bo"], session, outcome="partly")
    say(crowd["Cy"], session, outcome="missed")
    say(crowd["Di"], session, heavy_legs=True)
    say(crowd["Ed"], session, pain=6)
    say(crowd["Fay"], session, heavy_legs=True, heavy_legs_answers={"signs": ["chest"]})
    page = text_of(plan.client.get(plan.url, {"open": session.pk}))
    drawer = page[page.index(f'id="said-{session.pk}"') :]
    places = [drawer.index(f">{name}<") for name in ("Fay", "Ed", "Di", "Cy", "Bo", "Ada")]
    assert places == sorted(places)
    assert "Medical help now." in drawer


def test_what_was_ticked_stays_the_athletes(plan, session, say):
    say(plan.cast.anna, session, heavy_legs=True, heavy_legs_answers={"signs": ["none"], "life": ["low_energy"]})
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    assert "low_energy" not in page


def test_figures_are_in_the_clubs_units_and_other_words_are_told(plan, session, say):
    say(plan.cast.anna, session, distance_m=8047, duration_s=2700, effort=4, feel="good", planned="6 km easy")
    page = text_of(plan.client.get(plan.url, {"open": session.pk}))
    assert "8.05 km · 45 min · effort 4/10" in page
    assert "felt: Good" in page
    assert 'Planned then: <q class="voice">6 km easy</q>' in page
    plan.cast.ridgeway.units = "mi"
    plan.cast.ridgeway.save()
    assert "5 mi · 45 min" in text_of(plan.client.get(plan.url, {"open": session.pk}))


@pytest.mark.parametrize("crowd", [5, 60])
def test_the_board_asks_equally_often_for_5_and_for_60(plan, session, say, crowd, django_assert_num_queries):
    athletes = [plan.cast.ridgeway.add_athlete(f"Runner {number}") for number in range(crowd)]
    plan.cast.tuesday.set_athletes(athletes)
    for athlete in athletes:
        say(athlete, session, heavy_legs=True, pain=5)
    plan.client.get(plan.url)
    with django_assert_num_queries(14):
        plan.client.get(plan.url)
    plan.client.get(plan.url, {"open": session.pk})
    # The drawer also asks what heavy legs mean.
    with django_assert_num_queries(15):
        assert plan.client.get(plan.url, {"open": session.pk}).content.decode().count("telling-head") == crowd


# What is said while the board is open


@pytest.fixture
def look(plan):
    def asked(said, since=2, **asked):
        return plan.client.get(plan.url + "changes/", {"since": since, "said": said, **asked}, headers=HTMX)

    return asked


def test_a_new_log_comes_in(plan, session, say, look):
    assert """hx-vals='{"said": "0-0"}'""" in plan.client.get(plan.url).content.decode()
    assert look("0-0").status_code == 204
    log = say(plan.cast.anna, session)
    answer = look("0-0")
    fragment = text_of(answer)
    assert answer.status_code == 200
    assert f'id="went-{session.pk}" hx-swap-oob="true"' in fragment
    assert "1 done, 1 said nothing" in fragment
    assert f"""hx-vals='{{"said": "1-{log.pk}"}}'""" in fragment
    assert 'id="day-0"' not in fragment
    assert look(f"1-{log.pk}").status_code == 204


def test_another_word_of_it_and_its_end_come_in_too(plan, session, say, look):
    log = say(plan.cast.anna, session)
    say(plan.cast.anna, session, version=1, outcome="missed")
    assert "1 missed" in text_of(look(f"1-{log.pk}"))
    log.delete()
    assert "2 said nothing" in text_of(look(f"2-{log.pk}"))


def test_an_open_drawer_gets_the_words_and_a_closed_one_does_not(plan, session, say, look):
    say(plan.cast.anna, session, note="Windy")
    assert "Windy" not in text_of(look("0-0"))
    opened = text_of(look("0-0", drawers=str(session.pk), typing=["0"]))
    assert f'id="said-{session.pk}" hx-swap-oob="true"' in opened
    assert "Windy" in opened


def test_only_what_the_page_holds_comes(plan, session, say, look):
    other = plan.add(1, "6 km easy")
    say(plan.cast.anna, session)
    fragment = text_of(look("0-0", since=3, feet=str(other.pk)))
    assert f'id="went-{other.pk}"' in fragment
    assert f'id="went-{session.pk}"' not in fragment


def test_it_comes_beside_what_other_coaches_did(plan, session, say, look, client_as):
    client_as("Ruth").post(plan.url + "sessions/", {"day": 1, "text": "6 km easy"})
    say(plan.cast.anna, session)
    fragment = text_of(look("0-0"))
    assert 'id="day-1"' in fragment
    assert f'id="went-{session.pk}" hx-swap-oob="true"' in fragment
    assert "Athletes said how it went." in fragment
    # Where somebody types nothing but what stands apart from the fields is touched.
    held = text_of(look("0-0", typing=["0", "1"]))
    assert 'id="day-1"' not in held
    assert f'id="went-{session.pk}"' in held


def test_a_log_of_another_week_or_of_no_session_is_no_news(plan, session, say, look):
    say(plan.cast.anna)
    assert look("0-0").status_code == 204


def test_a_page_from_before_asks_for_changes_alone(plan, session, say):
    say(plan.cast.anna, session)
    assert plan.client.get(plan.url + "changes/", {"since": 2}, headers=HTMX).status_code == 204


def test_the_question_stays_as_cheap(plan, session, say, look, django_assert_num_queries):
    log = say(plan.cast.anna, session)
    look("0-0")
    with django_assert_num_queries(4):
        assert look(f"1-{log.pk}").status_code == 204


# An athlete's log


class TestAthleteLog:
    def url(self, plan):
        return f"/c/ridgeway/athletes/{plan.cast.anna.pk}/log/"

    def test_it_works(self, plan, session, say):
        plan.add(2, "12 km steady")
        rested = plan.add(0, "Rest")
        say(plan.cast.anna, session, distance_m=7500, note="Cut it short")
        say(plan.cast.anna, distance_m=4000)
        page = text_of(plan.client.get(self.url(plan)))
        assert "How it went: Anna" in page
        assert (
            page.index("8 km easy")
            < page.index("7.5 km")
            < page.index("A run of their own")
            < page.index("12 km steady")
        )
        assert "Cut it short" in page
        assert "Nothing said yet" in page
        assert rested.text in page
        assert page.index("23–29 Nov") < page.index("16–22 Nov")
        assert self.url(plan) in plan.client.get(f"/c/ridgeway/athletes/{plan.cast.anna.pk}/").content.decode()

    def test_it_says_how_far_from_the_plan(self, plan, session, say):
        log = say(plan.cast.anna, session, distance_m=6100)
        page = text_of(plan.client.get(self.url(plan)))
        assert ">Shorter<" in page
        assert "6.1 of 8 km, 24 % less" in page
        drawer = text_of(plan.client.get(plan.url, {"open": session.pk}))
        assert "6.1 of 8 km, 24 % less" in drawer
        Log.objects.filter(pk=log.pk).update(distance_m=None)
        assert "24 % less" not in text_of(plan.client.get(self.url(plan)))

    def test_drafts_and_other_peoples_words_are_not_in_it(self, plan, session, say):
        plan.post("withdraw/")
        say(plan.cast.ben, session, note="Ben's own")
        page = text_of(plan.client.get(self.url(plan)))
        assert "8 km easy" not in page
        assert "Ben's own" not in page

    def test_an_exception_is_what_was_planned(self, plan, session):
        SessionException.make(session, [Instead(plan.cast.anna, "40 min bike")], version=1, by=plan.cast.user("Mira"))
        page = text_of(plan.client.get(self.url(plan)))
        assert "40 min bike" in page
        assert "8 km easy" not in page
        assert "Said nothing" in page

    def test_what_was_told_outlives_the_plan(self, plan, session, say):
        say(plan.cast.anna, session)
        session.delete_softly(version=1, by=plan.cast.user("Mira"))
        page = text_of(plan.client.get(self.url(plan)))
        assert "8 km easy" in page
        assert "Not in the plan any more" in page

    @pytest.mark.parametrize("until", ["x", "", "0001-01-01", "9999-12-31", "2026-02-31"])
    def test_what_is_no_day_is_today(self, plan, until):
        assert "23–29 Nov" in text_of(plan.client.get(self.url(plan), {"until": until}))

    @pytest.mark.usefixtures("session")
    def test_earlier_weeks_are_one_link_away(self, plan):
        assert "?until=2026-10-26" in plan.client.get(self.url(plan)).content.decode()
        earlier = plan.client.get(self.url(plan), {"until": "2026-10-26"}).content.decode()
        assert "?until=2026-11-23" in earlier
        assert "8\u00a0km easy" not in earlier

    def test_only_for_those_who_plan(self, plan, client_as):
        assert client_as("Anna").get(self.url(plan)).status_code == 403
        assert client_as("Hanna").get(self.url(plan)).status_code == 404
        assert plan.client.get(f"/c/ridgeway/athletes/{plan.cast.tom.pk}/log/").status_code == 404
        assert plan.client.post(self.url(plan)).status_code == 405

    @pytest.mark.parametrize("days", [2, 28])
    def test_it_asks_equally_often(self, plan, session, days, django_assert_num_queries):
        for number in range(days):
            date = MONDAY - dt.timedelta(days=number)
            fields = {"date": date, "outcome": "done", "heavy_legs": True}
            Log.objects.say(plan.cast.anna, fields, sending=uuid4())
        assert session.text in text_of(plan.client.get(self.url(plan)))
        # Session, user, member; athlete, squads, sessions, exceptions, logs, what heavy legs mean.
        with django_assert_num_queries(9):
            plan.client.get(self.url(plan))
