"""Shifting all that a squad has by some days, clearing days, and undoing all that one click did to many weeks."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Change, Instead, Session, SessionException, StaleEdit, Week, Writing, undo, undo_last
from plans.models.changes import ACROSS_WEEKS
from plans.shifting import BoardChanged, Clearing, Shift
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY

WEEK = dt.timedelta(weeks=1)
DAY = dt.timedelta(days=1)
LAST = MONDAY + 60 * WEEK - DAY


@pytest.fixture
def add(plan):
    def do(date, text, by="Mira"):
        week = Week.for_writing(plan.cast.tuesday, date - dt.timedelta(days=date.weekday()))
        return week.add(date.weekday(), text, plan.cast.user(by))

    return do


@pytest.fixture
def shift(plan):
    def do(days, first=MONDAY, last=LAST, by="Mira", **options):
        made = Shift(plan.cast.tuesday, first, last, days=days, **options)
        return made.do(made.fingerprint, plan.cast.user(by))

    return do


def board():
    """What stands on the boards, by date."""
    found = {}
    for session in Session.objects.live().select_related("week").order_by("week__monday", "day", "position"):
        found.setdefault((session.date - MONDAY).days, []).append(session.text)
    return found


def weeks():
    found = Week.objects.exclude(note="", block="").order_by("monday")
    return {(week.monday - MONDAY).days // 7: (week.note, week.block) for week in found}


def read(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode())).replace("\u00a0", " ")


def ask(plan, what="shift", **data):
    form = {"first": "2026-11-23", "by": 1, "unit": "weeks", "way": "later", **data}
    return plan.post(f"{what}/", **form)


def confirm(plan, what="shift", **data):
    found = re.search(r'name="fingerprint" value="(\w+)"', ask(plan, what, **data).content.decode())
    return ask(plan, what, confirmed="1", fingerprint=found[1], **data)


def test_it_works(plan, add):
    session = add(MONDAY + DAY, "8 km easy")
    add(MONDAY + 9 * DAY, "Track night")
    page = read(ask(plan, by=2, unit="days"))
    assert "2 sessions are moved" in page
    assert "Tue 24 8 km easy to Thu 26 Nov" in page
    assert board() == {1: ["8 km easy"], 9: ["Track night"]}
    answer = confirm(plan, by=2, unit="days")
    assert answer.status_code == 302
    assert board() == {3: ["8 km easy"], 11: ["Track night"]}
    assert plan.fresh(session).version == 2
    page = plan.client.get(answer.url)
    assert "2 sessions were moved." in read(page)
    assert "2 changes in one go, in 2 weeks Undo all of it" in read(page)
    # After a reload as well.
    assert 'id="undo-all"' in plan.client.get(answer.url).content.decode()


class TestWhatMoves:
    def test_only_what_is_from_the_day_on(self, add, shift):
        add(MONDAY, "Swim")
        add(MONDAY + DAY, "8 km easy")
        shift(7, first=MONDAY + DAY)
        assert board() == {0: ["Swim"], 8: ["8 km easy"]}

    def test_only_what_is_until_the_day(self, add, shift):
        add(MONDAY, "Swim")
        add(MONDAY + DAY, "8 km easy")
        shift(7, last=MONDAY)
        assert board() == {1: ["8 km easy"], 7: ["Swim"]}

    def test_earlier_too(self, add, shift):
        add(MONDAY + DAY, "8 km easy")
        shift(-3)
        assert board() == {-2: ["8 km easy"]}

    def test_beside_what_stands_outside(self, add, shift):
        add(MONDAY, "Swim")
        add(MONDAY, "Gym")
        add(MONDAY + 2 * DAY, "8 km easy")
        shift(2, last=MONDAY)
        assert board() == {2: ["8 km easy", "Swim", "Gym"]}

    def test_what_was_deleted_stays_behind(self, add, shift, plan):
        gone = add(MONDAY, "Swim")
        gone.delete_softly(version=1, by=plan.cast.user("Mira"))
        add(MONDAY + DAY, "8 km easy")
        shift(7)
        assert plan.fresh(gone).date == MONDAY
        assert board() == {8: ["8 km easy"]}

    def test_another_squad_is_left_alone(self, plan, add, shift):
        other = plan.cast.ridgeway.squads.create(name="Sunday squad")
        Week.for_writing(other, MONDAY).add(0, "Swim", plan.cast.user("Mira"))
        add(MONDAY + DAY, "8 km easy")
        shift(7)
        assert board() == {0: ["Swim"], 8: ["8 km easy"]}

    def test_the_session_keeps_what_belongs_to_it(self, plan, add, shift):
        session = add(MONDAY + DAY, ANKLE_WEIGHTS)
        mira = plan.cast.user("Mira")
        SessionException.make(session, [Instead(plan.cast.anna, "Rest")], version=1, by=mira)
        session.keep("Once", verdict="avoid", version=1, by=mira)
        Session.objects.update(template="own-1", template_text=ANKLE_WEIGHTS, template_on=session.date)
        shift(7)
        moved = plan.fresh(session)
        assert (moved.date, moved.decision.reason) == (MONDAY + 8 * DAY, "Once")
        assert (moved.template, moved.template_on) == ("own-1", MONDAY + DAY)
        assert moved.exceptions.get().text == "Rest"

    def test_notes_and_blocks_of_whole_weeks_move_along(self, plan, add, shift):
        mira = plan.cast.user("Mira")
        add(MONDAY + DAY, "8 km easy").week.write_note("Torches.", by=mira)
        add(MONDAY + 8 * DAY, "9 km easy").week.write_note("Bibs.", by=mira)
        Week.objects.filter(monday=MONDAY).update(block="hills")
        shift(7)
        assert weeks() == {1: ("Torches.", "hills"), 2: ("Bibs.", "")}
        shift(-7, first=MONDAY + 8 * DAY)
        assert weeks() == {1: ("Torches.\nBibs.", "hills")}

    def test_by_days_they_stay(self, plan, add, shift):
        add(MONDAY + DAY, "8 km easy").week.write_note("Torches.", by=plan.cast.user("Mira"))
        shift(6)
        assert weeks() == {0: ("Torches.", "")}

    def test_a_week_outside_keeps_its_note_and_its_block(self, plan, add, shift):
        mira = plan.cast.user("Mira")
        add(MONDAY + DAY, "8 km easy").week.write_note("Torches.", by=mira)
        add(MONDAY + 8 * DAY, "9 km easy").week.write_note("Bibs.", by=mira)
        Week.objects.filter(monday=MONDAY).update(block="hills")
        Week.objects.filter(monday=MONDAY + WEEK).update(block="taper")
        shift(7, last=MONDAY + 6 * DAY)
        assert weeks() == {1: ("Bibs.\nTorches.", "taper")}
        assert board() == {8: ["9 km easy", "8 km easy"]}

    def test_two_notes_that_do_not_fit_into_one_stop_it(self, plan, add):
        mira = plan.cast.user("Mira")
        add(MONDAY + DAY, "8 km easy").week.write_note("T" * 1990, by=mira)
        add(MONDAY + 8 * DAY, "9 km easy").week.write_note("B" * 1990, by=mira)
        page = ask(plan, last="2026-11-29")
        assert "do not fit into one" in read(page)
        assert 'id="sweep-button"' not in page.content.decode()
        assert confirm(plan, last="2026-11-29").status_code == 409
        assert board() == {1: ["8 km easy"], 8: ["9 km easy"]}


class TestPublishedWeeks:
    def test_they_stay_unless_it_is_said(self, plan, add, shift):
        add(MONDAY + DAY, "8 km easy")
        add(MONDAY + 8 * DAY, "9 km easy")
        plan.publish()
        page = read(ask(plan))
        assert "1 session is left out, for athletes can read the week" in page
        shift(7)
        assert board() == {1: ["8 km easy"], 15: ["9 km easy"]}
        shift(7, published=True)
        assert board() == {8: ["8 km easy"], 22: ["9 km easy"]}

    def test_nothing_goes_into_one(self, plan, add, shift):
        add(MONDAY + DAY, "8 km easy")
        add(MONDAY + 8 * DAY, "9 km easy")
        plan.publish()
        shift(-7, first=MONDAY + WEEK)
        assert board() == {1: ["8 km easy"], 8: ["9 km easy"]}

    def test_the_athlete_is_told(self, plan, add, shift, client_as):
        add(MONDAY + DAY, "8 km easy")
        add(MONDAY + 2 * DAY, "9 km easy")
        plan.publish()
        shift(7, last=MONDAY + DAY, published=True)
        page = read(client_as("Anna").get("/c/ridgeway/my-week/"))
        assert "Tuesday’s session is off: 8 km easy" in page


class TestTheTrail:
    def test_both_weeks_tell_of_it(self, plan, add, shift):
        session = add(MONDAY + DAY, "8 km easy")
        shift(7)
        told = Change.objects.order_by("pk").values_list("kind", flat=True)
        assert list(told) == [
            "created",
            "moved_out",
            "moved_in",
        ]
        page = read(plan.client.get(plan.url + "history/"))
        assert "Mira moved a session from Tuesday to Tuesday 1 December, in another week." in page
        page = read(plan.client.get(plan.url.replace("11-23", "11-30") + "history/"))
        assert "Mira moved a session from another week, Tuesday 24 November, to Tuesday." in page
        assert plan.fresh(session).version == 2

    @pytest.mark.parametrize("seen_from", ["2026-11-23", "2026-11-30", "2026-12-07"])
    def test_undo_in_either_week_brings_all_of_it_back(self, plan, add, shift, seen_from):
        add(MONDAY + DAY, "8 km easy").week.write_note("Torches.", by=plan.cast.user("Mira"))
        add(MONDAY + 8 * DAY, "9 km easy")
        stood = board(), weeks()
        shift(7)
        after = board(), weeks()
        assert plan.client.post(plan.url.replace("2026-11-23", seen_from) + "undo/").status_code == 302
        assert (board(), weeks()) == stood
        plan.client.post(plan.url.replace("2026-11-23", seen_from) + "redo/")
        assert (board(), weeks()) == after
        plan.client.post(plan.url.replace("2026-11-23", seen_from) + "undo/")
        assert (board(), weeks()) == stood

    def test_one_session_is_brought_back_by_itself_from_either_week(self, plan, add, shift):
        add(MONDAY + DAY, "8 km easy")
        add(MONDAY + DAY, "9 km easy")
        for monday in (MONDAY, MONDAY + WEEK):
            shift(7, last=MONDAY + DAY)
            assert board() == {8: ["8 km easy", "9 km easy"]}
            first = Change.objects.filter(week__monday=monday, kind__in=ACROSS_WEEKS, undone_at=None).first()
            url = plan.url.replace("2026-11-23", monday.isoformat())
            assert plan.client.post(f"{url}history/{first.number}/undo/").status_code == 302
            assert board() == {1: ["8 km easy"], 8: ["9 km easy"]}
            plan.post("undo/")
            assert board() == {1: ["8 km easy", "9 km easy"]}

    def test_what_another_changed_since_in_the_other_week_says_so(self, plan, add, shift):
        session = add(MONDAY + DAY, "8 km easy")
        add(MONDAY + 2 * DAY, "Swim")
        shift(7)
        plan.fresh(session).rewrite("7 km easy", version=2, by=plan.cast.user("Ruth"))
        answer = plan.post("undo/")
        assert answer.status_code == 409
        told = "because of what came since in the week of 30 November: Ruth changed the session on Tuesday."
        assert told in read(answer)
        assert board() == {8: ["7 km easy"], 9: ["Swim"]}

    def test_a_session_that_was_shifted_on_comes_back_step_by_step(self, plan, add, shift):
        session = add(MONDAY + DAY, "8 km easy")
        shift(7)
        shift(7)
        mira = plan.cast.user("Mira")
        first, second, third = Week.objects.order_by("monday")
        assert plan.post("undo/").status_code == 409
        undo_last(third, mira)
        assert plan.fresh(session).week == second
        undo_last(first, mira)
        assert plan.fresh(session).date == MONDAY + DAY


class TestAtTheSameTime:
    def test_what_changed_since_it_was_shown_is_shown_again(self, plan, add):
        add(MONDAY + DAY, "8 km easy")
        shown = Shift(plan.cast.tuesday, MONDAY, LAST, days=7)
        add(MONDAY + 2 * DAY, "Swim", by="Ruth")
        with pytest.raises(BoardChanged) as changed:
            shown.do(shown.fingerprint, plan.cast.user("Mira"))
        assert len(changed.value.sweep.going) == 2
        assert board() == {1: ["8 km easy"], 2: ["Swim"]}
        assert not Week.objects.filter(monday=MONDAY + WEEK).exists()

    def test_the_page_answers_409(self, plan, add):
        session = add(MONDAY + DAY, "8 km easy")
        form = {"confirmed": "1", "fingerprint": "stale"}
        assert ask(plan, **form).status_code == 409
        assert ask(plan, "clear", last="2026-11-29", **form).status_code == 409
        assert plan.fresh(session).date == MONDAY + DAY

    def test_a_session_of_another_version_is_not_moved(self, plan, add):
        session = add(MONDAY + DAY, "8 km easy")
        other = Week.for_writing(plan.cast.tuesday, MONDAY + WEEK)
        mira = plan.cast.user("Mira")
        with pytest.raises(StaleEdit):
            session.move_to(other, 1, 0, version=7, writing=Writing(mira))
        plan.fresh(session).rewrite("7 km easy", version=1, by=mira)
        writing = Writing(mira)
        session.move_to(other, 1, 0, version=1, writing=writing)
        with pytest.raises(StaleEdit):
            writing.finish()
        assert plan.fresh(session).date == MONDAY + DAY
        assert Change.objects.count() == 2


class TestTheForm:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"by": 0}, "Write a whole number from 1 to 420."),
            ({"by": 61}, "Write a whole number from 1 to 60."),
            ({"last": "2026-11-01"}, "This is before the first day."),
            ({"last": "2029-11-01"}, "At most 60 weeks are written at once."),
            ({"first": "9999-12-31"}, "Choose a day in the years"),
            ({"first": ""}, "day"),
            ({"way": "sideways"}, "sideways"),
        ],
    )
    def test_refusals(self, plan, data, said):
        answer = ask(plan, **data)
        assert answer.status_code == 422
        assert said in read(answer)

    def test_of_nothing_it_says_so(self, plan):
        assert "There is nothing to change." in read(ask(plan))

    def test_what_goes_beside_what_is_shown(self, plan, add):
        session = add(MONDAY + DAY, "8 km easy")
        SessionException.make(session, [Instead(plan.cast.anna, "5 km easy")], version=1, by=plan.cast.user("Mira"))
        add(MONDAY + 8 * DAY, "Club run")
        page = read(ask(plan, last="2026-11-24"))
        assert "Anna’s own session 5 km easy Stands there Club run to Tue 1 Dec" in page
        assert "1 session of a single athlete moves along" in page
        assert "1 of them goes to a day on which something stands already" in page


class TestClearing:
    def test_it_works(self, plan, add):
        add(MONDAY + DAY, "8 km easy").week.write_note("Torches.", by=plan.cast.user("Mira"))
        add(MONDAY + 8 * DAY, "9 km easy")
        add(MONDAY + 15 * DAY, "10 km easy")
        page = read(ask(plan, "clear", last="2026-12-06"))
        assert "2 sessions are deleted, on 2 days" in page
        answer = confirm(plan, "clear", last="2026-12-06")
        assert board() == {15: ["10 km easy"]}
        assert weeks() == {0: ("Torches.", "")}
        page = plan.client.get(answer.url).content.decode()
        action = re.search(r'action="(/c/ridgeway/undo/[^"]+)"', page)[1]
        answer = plan.client.post(action)
        assert (answer.status_code, answer.url) == (302, plan.url)
        assert "All of it was undone, in 2 weeks." in read(plan.client.get(plan.url))
        assert board() == {1: ["8 km easy"], 8: ["9 km easy"], 15: ["10 km easy"]}

    def test_published_weeks_only_when_it_is_said(self, plan, add):
        add(MONDAY + DAY, "8 km easy")
        plan.publish()
        assert "There is nothing to change." in read(ask(plan, "clear", last="2026-11-29"))
        confirm(plan, "clear", last="2026-11-29", published="on")
        assert board() == {}

    def test_what_goes_of_single_athletes_is_shown(self, plan, add):
        session = add(MONDAY + DAY, "8 km easy")
        SessionException.make(session, [Instead(plan.cast.anna, "5 km easy")], version=1, by=plan.cast.user("Mira"))
        page = read(ask(plan, "clear", last="2026-11-29"))
        assert "1 session of a single athlete goes with them" in page
        assert "Anna’s own session 5 km easy deleted" in page


class TestUndoingAllOfIt:
    @pytest.fixture
    def cleared(self, plan, add):
        self.sessions = [add(MONDAY + DAY, "8 km easy"), add(MONDAY + 8 * DAY, "9 km easy")]
        clearing = Clearing(plan.cast.tuesday, MONDAY, LAST)
        return f"/c/ridgeway/undo/{clearing.do(clearing.fingerprint, plan.cast.user('Mira'))}/"

    def test_all_or_nothing(self, plan, cleared):
        plan.fresh(self.sessions[1]).restore(plan.cast.user("Ruth"))
        answer = plan.client.post(cleared)
        assert answer.status_code == 409
        assert "Ruth brought back the session on Tuesday." in read(answer)
        assert board() == {8: ["9 km easy"]}

    def test_not_twice(self, plan, cleared):
        assert plan.client.post(cleared).status_code == 302
        answer = plan.client.post(cleared)
        assert answer.status_code == 409
        assert "it was undone already" in read(answer)
        assert 'id="undo-all"' not in plan.client.get(plan.url + "?done=" + cleared.split("/")[-2]).content.decode()

    def test_what_was_undone_in_one_week_stays_so(self, plan, cleared):
        plan.post("undo/")
        assert board() == {1: ["8 km easy"]}
        assert plan.client.post(cleared).status_code == 302
        assert board() == {1: ["8 km easy"], 8: ["9 km easy"]}

    @pytest.mark.parametrize(
        ("who", "code"), [("Ruth", 404), ("Hanna", 404), ("Anna", 403), ("Sam", 404), ("Mira", 302)]
    )
    def test_only_by_whom_it_was_done(self, cleared, client_as, who, code):
        assert client_as(who).post(cleared).status_code == code
        assert bool(board()) == (who == "Mira")

    def test_not_through_another_club(self, plan, cleared):
        plan.cast.harbour.add_member(plan.cast.user("Mira"), "coach")
        assert plan.client.post(cleared.replace("ridgeway", "harbour")).status_code == 404
        assert plan.client.post(f"/c/ridgeway/undo/{uuid.uuid4()}/").status_code == 404
        assert board() == {}

    @pytest.mark.parametrize("odd", ["x", "", "0" * 32, "../../"])
    def test_an_odd_address_offers_nothing(self, plan, odd):
        answer = plan.client.get(plan.url, {"done": odd})
        assert answer.status_code == 200
        assert 'id="undo-all"' not in answer.content.decode()

    def test_a_copy_to_two_squads_goes_at_once(self, plan, add):
        add(MONDAY + DAY, "8 km easy")
        other = plan.cast.ridgeway.squads.create(name="Sunday squad")
        form = {"squads": [plan.cast.tuesday.pk, other.pk], "weeks": 1, "first": "2026-11-30", "times": 2}
        form |= {"otherwise": "keep"}
        found = re.search(r'name="fingerprint" value="(\w+)"', plan.post("copy/", **form).content.decode())
        answer = plan.post("copy/", lay="1", fingerprint=found[1], **form)
        assert board() == {1: ["8 km easy"], 8: ["8 km easy"] * 2, 15: ["8 km easy"] * 2}
        page = plan.client.get(answer.url).content.decode()
        plan.client.post(re.search(r'action="(/c/ridgeway/undo/[^"]+)"', page)[1])
        assert board() == {1: ["8 km easy"]}


def test_queries_do_not_grow_with_weeks_or_sessions(plan, add, shift):
    def queries(what):
        with CaptureQueriesContext(connection) as captured:
            what()
        return len(captured)

    mira, found = plan.cast.user("Mira"), []
    for count in (1, 12):
        for number in range(count):
            session = add(MONDAY + number * 3 * DAY, f"{number + 3} km easy")
            session.week.write_note(f"Note {number}", by=mira)
            SessionException.make(session, [Instead(plan.cast.anna, "Rest")], version=1, by=mira)
        shown = queries(lambda: ask(plan))
        moved = queries(lambda: shift(7))
        batch = Change.objects.order_by("pk").last().batch
        mine = list(Change.objects.of_click(batch, plan.cast.ridgeway, mira))
        undone = queries(lambda mine=mine: undo(mine, mira))
        clearing = Clearing(plan.cast.tuesday, MONDAY, LAST)
        cleared = queries(lambda clearing=clearing: clearing.do(clearing.fingerprint, mira))
        found.append((shown, moved, undone, cleared))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("is_published", "told"),
    [
        (True, "Tuesday’s session moved to Tuesday 1 December: 8 km easy"),
        (False, "Tuesday’s session is off: 8 km easy"),
    ],
)
def test_athletes_are_told_where_a_session_went_once_they_can_read_it_there(
    plan, add, shift, client_as, is_published, told
):
    add(MONDAY, "Rest")
    add(MONDAY + DAY, "8 km easy")
    plan.publish()
    next_week = Week.for_writing(plan.cast.tuesday, MONDAY + WEEK)
    if is_published:
        next_week.publish(plan.cast.user("Mira"))
    shift(7, first=MONDAY + DAY, last=MONDAY + DAY, published=True)
    page = read(client_as("Anna").get("/c/ridgeway/my-week/2026-11-23/"))
    assert told in page
    assert ("moved to" in page) == is_published
