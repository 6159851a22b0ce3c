"""Heavy legs in logs: since when, day by day; what follows for advice and roster; the questions in the log."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from advice.models import HeavyLegsTable
from plans.legs import Legs, Said, heavy_since, legs
from plans.models import Log, Week

TUESDAY = dt.date(2026, 11, 24)
PRECAUTION = "Legs that have been heavy for three days in a row need less and not more"


def day(number):
    return TUESDAY + dt.timedelta(days=number)


def heavy(number):
    return Said(day(number), heavy=True, run=True)


def fine(number):
    return Said(day(number), heavy=False, run=True)


def missed(number):
    return Said(day(number), heavy=False, run=False)


class TestByWhatWasSaid:
    @pytest.mark.parametrize(
        ("said", "since", "fine_on"),
        [
            ([], None, None),
            ([heavy(0)], 0, None),
            ([heavy(0), heavy(-1), heavy(-2), fine(-3)], -2, -3),
            ([heavy(0), heavy(-5)], -5, None),
            ([heavy(0), missed(-1), heavy(-2)], -2, None),
            ([heavy(0), fine(-1), heavy(-2)], 0, -1),
            ([fine(0), heavy(-1)], None, 0),
            ([missed(0), heavy(-1)], -1, None),
            ([heavy(0), fine(0)], 0, None),
            ([fine(0), heavy(0)], 0, None),
            ([Said(day(0), heavy=True, run=False)], 0, None),
        ],
    )
    def test_a_run_of_days(self, said, since, fine_on):
        found = legs(said)
        assert found == Legs(*(None if number is None else day(number) for number in (since, fine_on)))

    @pytest.mark.parametrize(
        ("known", "before", "after", "now"),
        [
            (None, Legs(), Legs(day(0)), day(0)),
            (day(-1), Legs(day(-1)), Legs(day(-1)), day(-1)),
            (day(-1), Legs(day(-1)), Legs(None, day(0)), None),
            (day(-1), Legs(day(-1)), Legs(day(0)), day(0)),
            # Given by hand in the profile.
            (day(-9), Legs(), Legs(day(0)), day(-9)),
            (day(0), Legs(), Legs(day(-2)), day(-2)),
            (day(-9), Legs(), Legs(None, day(0)), None),
            (day(-9), Legs(), Legs(day(0), day(-1)), day(0)),
            (day(0), Legs(day(-3)), Legs(None, day(-1)), day(0)),
            (day(-9), Legs(day(0)), Legs(), day(-9)),
            # A note on an old log brings back nothing that the profile took out.
            (None, Legs(day(-3)), Legs(day(-3)), None),
        ],
    )
    def test_the_profile_follows_and_keeps_what_was_given_by_hand(self, known, before, after, now):
        assert heavy_since(known, before, after) == now


@pytest.fixture
def say(cast):
    def said(number, *, heavy=True, log=None, version=0, **fields):
        fields = {"date": day(number), "outcome": "done", "heavy_legs": heavy, **fields}
        return Log.objects.say(cast.anna, fields, sending=uuid4(), log=log, version=version)

    return said


@pytest.fixture
def since(cast):
    def now():
        cast.anna.refresh_from_db()
        return cast.anna.heavy_legs_since

    return now


class TestTheProfileFollowsTheLogs:
    def test_it_works(self, say, since):
        say(-2)
        say(-1)
        assert since() == day(-2)
        say(0, heavy=False)
        assert since() is None

    def test_a_log_that_is_changed(self, say, since):
        first = say(-2)
        say(0)
        say(-2, heavy=False, log=first.pk, version=1)
        assert since() == day(0)

    def test_a_log_that_is_withdrawn(self, say, since, cast):
        first, last = say(-2), say(0)
        Log.objects.withdraw(cast.anna, first.pk, version=1)
        assert since() == day(0)
        Log.objects.withdraw(cast.anna, last.pk, version=1)
        assert since() is None

    def test_a_session_that_was_missed_ends_nothing(self, say, since):
        say(-1)
        say(0, heavy=False, outcome="missed")
        assert since() == day(-1)

    @pytest.mark.parametrize(
        ("when", "counts"), [("late", False), ("fast_reps", False), ("from_start", True), ("varies", True)]
    )
    def test_legs_that_get_heavy_late_were_not_from_the_start(self, say, since, cast, when, counts):
        log = say(0)
        Log.objects.answer(cast.anna, log.pk, {"signs": ["none"], "when": [when]})
        assert since() == (day(0) if counts else None)

    def test_answers_go_when_legs_are_said_not_to_be_heavy(self, say, cast):
        log = say(0)
        Log.objects.answer(cast.anna, log.pk, {"signs": ["none"], "when": ["late"]})
        assert say(0, heavy=False, log=log.pk, version=2).heavy_legs_answers == {}

    def test_it_is_the_athletes_alone(self, say, cast):
        say(0)
        cast.ben.refresh_from_db()
        assert cast.ben.heavy_legs_since is None


@pytest.mark.usefixtures("plan")
class TestTheQuestions:
    """The same interview as on the public page, with the answers kept in the log."""

    @pytest.fixture
    def anna(self, client_as):
        return client_as("Anna")

    @pytest.fixture
    def log(self, say):
        return say(0)

    @pytest.fixture
    def url(self, log):
        return f"/c/ridgeway/logs/{log.pk}/heavy-legs/"

    CALM = {
        "signs": "none",
        "when": "from_start",
        "days": "one_two",
        "after": "none",
        "feel": "plain",
        "life": "none",
    }

    def test_it_works(self, anna, url, log):
        page = anna.get(url).content.decode()
        assert "Is any of this true today?" in page
        assert f'action="{url}"' in page
        answer = anna.post(url, self.CALM).content.decode()
        assert "What it most likely is" in answer
        assert "Nothing of it was stored" not in answer
        log.refresh_from_db()
        assert log.heavy_legs_answers == {question: [ticked] for question, ticked in self.CALM.items()}
        assert "What it most likely is" in anna.get(url).content.decode()

    def test_what_was_answered_so_far_is_kept(self, anna, url, log):
        anna.post(url, {"asked": "signs", "signs": "none"})
        log.refresh_from_db()
        assert log.heavy_legs_answers == {"signs": ["none"]}
        assert "When are your legs heavy?" in anna.get(url).content.decode()

    def test_a_red_flag_ends_the_questions_and_speaks_plainly(self, anna, url):
        page = anna.post(url, {"asked": "signs", "signs": ["chest", "none"]}).content.decode()
        assert "A warning sign" in page
        assert "Medical help now" in page
        assert page.index("Medical help now") < page.index("Do today")

    def test_legs_that_get_heavy_late_end_the_run_of_days(self, anna, url, since):
        assert since() == TUESDAY
        anna.post(url, {"asked": "when", "signs": "none", "when": "late"})
        assert since() is None

    def test_days_on_record_count_whatever_is_said(self, anna, url, say):
        say(-1)
        say(-2)
        assert "3 days or more" in anna.post(url, self.CALM).content.decode()

    def test_no_answer_is_told_and_changes_nothing(self, anna, url, log):
        answer = anna.post(url, {"asked": "signs"})
        assert answer.status_code == 422
        log.refresh_from_db()
        assert (log.heavy_legs_answers, log.version) == ({}, 1)

    def test_htmx_gets_the_questions_alone(self, anna, url):
        answer = anna.post(url, {"asked": "signs", "signs": "none"}, headers={"HX-Request": "true"})
        assert "<html" not in answer.content.decode()
        assert f'hx-post="{url}"' in answer.content.decode()

    def test_legs_that_were_not_heavy_are_not_asked_about(self, anna, say):
        log = say(0, heavy=False)
        url = f"/c/ridgeway/logs/{log.pk}/"
        assert anna.get(f"{url}heavy-legs/")["Location"] == url

    def test_without_the_table_red_flags_are_told_all_the_same(self, anna, url):
        HeavyLegsTable.objects.all().delete()
        page = anna.get(url).content.decode()
        assert "get medical help now" in page


def test_three_days_of_heavy_legs_change_next_weeks_advice_and_come_first_on_the_roster(plan, client_as):
    """From the third day on nothing is carried and nobody jumps, as a precaution."""
    anna = client_as("Anna")
    following = Week.for_writing(plan.cast.tuesday, day(6))
    following.add(1, "3 x 10 squat jumps with a 5 kg vest", plan.cast.user("Mira"))
    following.publish(plan.cast.user("Mira"))

    def next_week():
        page = anna.get("/c/ridgeway/my-week/2026-11-30/").content.decode().replace("\u00a0", " ")
        return 'data-verdict="avoid"' in page, PRECAUTION in page

    def first_on_the_roster():
        page = plan.client.get("/c/ridgeway/athletes/").content.decode()
        row = page.split("<tbody")[1].split("</tr>")[0]
        return "Anna" in row and "Heavy legs for 3 days" in row

    def send(date, **fields):
        data = {"sending": str(uuid4()), "version": 0, "outcome": "done", "duration_s": "40", "date": date, **fields}
        assert anna.post("/c/ridgeway/log/", data).status_code == 302

    assert next_week() == (False, False)
    send("2026-11-23", heavy_legs="on")
    send("2026-11-24", heavy_legs="on")
    # Somebody of the panel objects to a load from the first day on.
    assert next_week() == (True, False)
    assert not first_on_the_roster()
    send("2026-11-22", heavy_legs="on")
    assert next_week() == (True, True)
    assert first_on_the_roster()
    # Of a day on which legs were heavy once, they were.
    send("2026-11-24")
    assert next_week() == (True, True)
    Log.objects.withdraw(plan.cast.anna, Log.objects.order_by("date")[0].pk, version=1)
    assert next_week() == (True, False)
    assert not first_on_the_roster()
