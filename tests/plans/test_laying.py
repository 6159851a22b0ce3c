"""Laying planned weeks on a squad's calendar: what coaches did is never overwritten without being shown."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.laying import Laid, Laying, LayingChanged, Wishes
from plans.models import Instead, LaidTemplate, Session, SessionException, Week
from plans.outline import Outline, OutlineWeek
from plans.shifting import Shift
from tests.plans.conftest import MONDAY

TEMPLATE = Outline(
    (
        OutlineWeek(((1, "8 km easy"), (3, "6 x 200 m uphill hard, jog down")), "hills", "Hills now."),
        OutlineWeek(((1, "9 km easy"), (6, "16 km easy")), "hills"),
    )
)


@pytest.fixture
def laying(plan):
    """The template laid on the Tuesday squad from this Monday on; other outlines and wishes as a test needs them."""

    def make(outline=TEMPLATE, slug="own-1", squads=None, **wishes):
        laid = Laid(outline.starting(MONDAY), slug, "Hills")
        return Laying(plan.cast.ridgeway, squads or [plan.cast.tuesday], laid, Wishes(**wishes))

    return make


@pytest.fixture
def lay(plan, laying):
    def do(*args, **wishes):
        made = laying(*args, **wishes)
        return made.lay(made.fingerprint, plan.cast.user("Mira"))

    return do


def board():
    """What stands on the boards, by date."""
    found = {}
    for session in Session.objects.live().select_related("week").order_by("week__monday", "day", "position"):
        found.setdefault(session.date.isoformat(), []).append(session.text)
    return found


def states(laying):
    return [(day.date.isoformat(), day.state) for day in laying.days]


LAID = {
    "2026-11-24": ["8 km easy"],
    "2026-11-26": ["6 x 200 m uphill hard, jog down"],
    "2026-12-01": ["9 km easy"],
    "2026-12-06": ["16 km easy"],
}


def test_it_works(lay):
    assert lay() == 4
    assert board() == LAID
    first, second = Week.objects.order_by("monday")
    assert (first.block, first.note, first.is_published) == ("hills", "Hills now.", False)
    assert second.block == "hills"
    laid = LaidTemplate.objects.get()
    assert (laid.slug, laid.first, laid.last) == ("own-1", MONDAY, dt.date(2026, 12, 6))
    assert Session.objects.order_by("pk")[1].loaded_run is False


def test_nothing_is_written_before_it_is_confirmed(laying):
    laying()
    assert board() == {}
    assert not Week.objects.exists()


def test_laying_it_again_changes_nothing(lay, laying):
    lay()
    assert states(laying()) == [(date, "there") for date in LAID]
    assert lay() == 0
    assert board() == LAID
    assert Session.objects.count() == 4


def test_two_squads_at_once(plan, lay):
    other = plan.cast.ridgeway.squads.create(name="Sunday squad")
    assert lay(squads=[plan.cast.tuesday, other]) == 8
    assert sorted(board()["2026-11-24"]) == ["8 km easy", "8 km easy"]


class TestWhatStandsThere:
    @pytest.mark.parametrize(
        ("otherwise", "tuesday"),
        [
            ("keep", ["Club run"]),
            ("take", ["8 km easy"]),
            ("both", ["Club run", "8 km easy"]),
        ],
    )
    def test_the_coach_decides(self, plan, lay, laying, otherwise, tuesday):
        plan.add(1, "Club run")
        assert [day.key for day in laying().asked] == [f"{plan.cast.tuesday.pk}-2026-11-24"]
        lay(otherwise=otherwise)
        assert board() == {**LAID, "2026-11-24": tuesday}

    def test_day_by_day(self, plan, lay):
        plan.add(1, "Club run")
        plan.add(3, "Track night")
        lay(otherwise="take", by_day={f"{plan.cast.tuesday.pk}-2026-11-24": "keep"})
        assert board() == {**LAID, "2026-11-24": ["Club run"]}

    def test_taken_away_it_can_be_brought_back(self, plan, lay):
        mine = plan.add(1, "Club run")
        lay(otherwise="take")
        mine = plan.fresh(mine)
        mine.restore(plan.cast.user("Mira"))
        assert board()["2026-11-24"] == ["Club run", "8 km easy"]

    def test_the_same_words_are_not_laid_twice(self, plan, lay):
        plan.add(1, "8 km easy\r\n")
        assert lay() == 3
        assert board() == {**LAID, "2026-11-24": ["8 km easy\r\n"]}

    def test_of_both_what_stands_there_is_not_doubled(self, plan, lay):
        plan.add(1, "8 km easy")
        outline = Outline((OutlineWeek(((1, "8 km easy"), (1, "4 x 100 m strides"))),))
        lay(outline, otherwise="both")
        assert board() == {"2026-11-24": ["8 km easy", "4 x 100 m strides"]}

    def test_other_days_are_left_alone(self, plan, lay):
        plan.add(0, "Swim")
        lay(otherwise="take")
        assert board() == {"2026-11-23": ["Swim"], **LAID}

    def test_or_all_of_it_is_replaced(self, plan, lay, laying):
        plan.add(0, "Swim")
        plan.add(1, "Club run")
        wishes = {"otherwise": "take", "replaces_all": True}
        assert states(laying(**wishes))[:2] == [("2026-11-23", "emptied"), ("2026-11-24", "taken")]
        lay(**wishes)
        assert board() == LAID

    def test_a_published_week_stays_unless_it_is_said(self, plan, lay, laying):
        plan.publish()
        assert states(laying())[:2] == [("2026-11-24", "published"), ("2026-11-26", "published")]
        assert lay() == 2
        assert lay(into_published=True) == 2
        assert board() == LAID

    def test_own_notes_and_blocks_stay(self, plan, lay):
        week = Week.for_writing(plan.cast.tuesday, MONDAY)
        week.write_note("Bring torches.", by=plan.cast.user("Mira"))
        week.block = "base"
        week.save(update_fields=["block"])
        lay(takes_blocks=False)
        week.refresh_from_db()
        assert (week.note, week.block) == ("Bring torches.\nHills now.", "base")


class TestAgain:
    """The template has changed since; so has the board."""

    LATER = Outline(
        (
            OutlineWeek(((1, "10 km easy"), (3, "8 x 200 m uphill hard, jog down")), "hills"),
            OutlineWeek(((1, "9 km easy"),), "hills"),
        )
    )

    def test_what_nobody_changed_is_brought_up_to_date(self, lay, laying):
        lay()
        assert states(laying(self.LATER)) == [
            ("2026-11-24", "update"),
            ("2026-11-26", "update"),
            ("2026-12-01", "there"),
            ("2026-12-06", "gone"),
        ]
        lay(self.LATER)
        assert board() == {
            "2026-11-24": ["10 km easy"],
            "2026-11-26": ["8 x 200 m uphill hard, jog down"],
            "2026-12-01": ["9 km easy"],
        }
        assert all(session.is_as_laid for session in Session.objects.live().select_related("week"))

    @pytest.mark.parametrize("change", ["edit", "move", "delete"])
    def test_what_a_coach_changed_is_asked_about_and_kept(self, plan, lay, laying, change):
        lay()
        mira = plan.cast.user("Mira")
        session = Session.objects.select_related("week__squad__club").get(text="8 km easy")
        if change == "edit":
            session.rewrite("8 km easy, by the canal", version=session.version, by=mira)
        elif change == "move":
            session.move(2, version=session.version, by=mira)
        else:
            session.delete_softly(version=session.version, by=mira)
        before = board()
        (asked,) = laying(self.LATER).asked
        assert (asked.date.isoformat(), asked.state, asked.mine) == ("2026-11-24", "changed", [session])
        lay(self.LATER)
        after = {date: texts for date, texts in board().items() if date < "2026-11-26"}
        assert after == {date: texts for date, texts in before.items() if date < "2026-11-26"}

    @pytest.mark.parametrize("change", ["edit", "move", "delete"])
    def test_or_taken_from_the_template(self, plan, lay, change):
        lay()
        mira = plan.cast.user("Mira")
        session = Session.objects.select_related("week__squad__club").get(text="8 km easy")
        if change == "edit":
            session.rewrite("8 km easy, by the canal", version=session.version, by=mira)
        elif change == "move":
            session.move(2, version=session.version, by=mira)
        else:
            session.delete_softly(version=session.version, by=mira)
        lay(self.LATER, otherwise="take")
        assert {date: texts for date, texts in board().items() if date < "2026-11-26"} == {"2026-11-24": ["10 km easy"]}

    def test_another_template_asks_where_this_one_lies(self, lay, laying):
        lay()
        assert [day.state for day in laying(self.LATER, slug="own-2").days] == ["taken", "taken", "there"]

    def test_what_was_shifted_to_another_week_is_not_laid_twice(self, plan, lay, laying):
        lay()
        shift = Shift(plan.cast.tuesday, MONDAY, dt.date(2026, 12, 6), days=21)
        shift.do(shift.fingerprint, plan.cast.user("Mira"))
        assert [day.state for day in laying().asked] == ["changed"] * 4
        lay()
        assert board() == {
            "2026-12-15": ["8 km easy"],
            "2026-12-17": ["6 x 200 m uphill hard, jog down"],
            "2026-12-22": ["9 km easy"],
            "2026-12-27": ["16 km easy"],
        }
        lay(otherwise="take")
        assert board() == LAID


class TestWhatAthletesHaveOfTheirOwn:
    """Anna has a session of her own in place of the squad's: it is shown, and does not vanish silently."""

    @pytest.fixture
    def anna(self, plan):
        def give(session):
            wanted = [Instead(plan.cast.anna, "5 km easy")]
            return SessionException.make(session, wanted, version=session.version, by=plan.cast.user("Mira"))[0]

        return give

    def test_it_stays_when_the_squads_session_is_replaced(self, plan, lay, laying, anna):
        session = plan.add(1, "Club run")
        own = anna(session)
        (asked,) = laying().asked
        assert asked.theirs == [(own, True)]
        lay(otherwise="take")
        assert board() == LAID
        session = plan.fresh(session)
        assert (session.text, session.template, session.is_as_laid) == ("8 km easy", "own-1", True)
        own = SessionException.objects.live().get()
        assert (own.session, own.text, own.is_for_other_words) == (session, "5 km easy", True)

    def test_it_stays_when_the_template_is_brought_up_to_date(self, lay, anna):
        lay()
        own = anna(Session.objects.select_related("week__squad__club").get(text="8 km easy"))
        lay(TestAgain.LATER)
        assert own.session.pk == Session.objects.live().get(text="10 km easy").pk
        assert SessionException.objects.live().get().session.deleted_at is None

    def test_what_the_template_has_no_more_is_asked_about_and_kept(self, lay, laying, anna):
        lay()
        own = anna(Session.objects.select_related("week__squad__club").get(text="16 km easy"))
        asked = laying(TestAgain.LATER).asked
        assert [(day.date.isoformat(), day.state, day.theirs) for day in asked] == [
            ("2026-12-06", "changed", [(own, False)])
        ]
        lay(TestAgain.LATER)
        assert board()["2026-12-06"] == ["16 km easy"]
        lay(TestAgain.LATER, otherwise="take")
        assert "2026-12-06" not in board()

    def test_keeping_and_both_leave_it_alone(self, plan, lay, anna):
        session = plan.add(1, "Club run")
        anna(session)
        lay()
        lay(otherwise="both")
        assert board()["2026-11-24"] == ["Club run", "8 km easy"]
        assert plan.fresh(session).version == 1

    def test_the_page_names_it(self, plan, anna):
        anna(plan.add(8 - 7, "Club run"))
        Week.for_writing(plan.cast.tuesday, MONDAY + dt.timedelta(weeks=1)).add(1, "Hills", plan.cast.user("Mira"))
        form = {"squads": [plan.cast.tuesday.pk], "weeks": 1, "first": "2026-11-23", "times": 1, "otherwise": "replace"}
        answer = plan.client.post(plan.url.replace("11-23", "11-30") + "copy/", form)
        page = " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())
        assert "1 athlete has a session of their own on these days" in page
        assert "Anna’s own session 5 km easy stays beside the new one." in page

    def test_what_happens_to_it_meanwhile_is_shown_again(self, plan, laying, anna):
        own = anna(plan.add(1, "Club run"))
        shown = laying(otherwise="take")
        own.rewrite("4 km easy", reason="", version=1, by=plan.cast.user("Ruth"))
        with pytest.raises(LayingChanged):
            shown.lay(shown.fingerprint, plan.cast.user("Mira"))

    def test_undone_it_is_as_it_was(self, plan, lay, anna):
        session = plan.add(1, "Club run")
        own = anna(session)
        lay(otherwise="take")
        plan.post("undo/")
        assert plan.fresh(session).text == "Club run"
        own = SessionException.objects.live().select_related("session").get(pk=own.pk)
        assert not own.is_for_other_words


class TestAtTheSameTime:
    def test_what_changed_since_it_was_shown_is_shown_again(self, plan, laying):
        shown = laying()
        plan.add(1, "Club run")
        with pytest.raises(LayingChanged) as changed:
            shown.lay(shown.fingerprint, plan.cast.user("Mira"))
        assert [day.state for day in changed.value.laying.asked] == ["taken"]
        assert board() == {"2026-11-24": ["Club run"]}


def test_queries_do_not_grow_with_weeks_squads_or_sessions(plan, laying):
    def queries(outline, squads):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            laying(outline, squads=squads)
        return len(captured)

    plan.add(1, "Club run")
    few = queries(TEMPLATE, [plan.cast.tuesday])
    squads = [plan.cast.ridgeway.squads.create(name=f"Squad {number}") for number in range(5)]
    for squad in squads:
        for day in range(7):
            Week.for_writing(squad, MONDAY).add(day, "8 km easy", plan.cast.user("Mira"))
    assert queries(Outline(TEMPLATE.weeks * 8), squads) == few == 3


def test_it_leaves_its_trail_and_is_undone_as_one(plan, lay):
    plan.add(1, "Club run")
    lay(otherwise="take")
    week = Week.objects.get(monday=MONDAY)
    assert list(week.changes.values_list("kind", flat=True)) == ["created", "note", "block", "deleted", "laid", "laid"]
    plan.post("undo/")
    assert [texts for date, texts in board().items() if date < "2026-11-30"] == [["Club run"]]
    week.refresh_from_db()
    assert (week.note, week.block) == ("", "")
    plan.post("redo/")
    assert {date: texts for date, texts in board().items() if date < "2026-11-30"} == {
        date: texts for date, texts in LAID.items() if date < "2026-11-30"
    }
