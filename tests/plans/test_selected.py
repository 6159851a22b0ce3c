"""Several sessions at once: moved, copied, deleted in one click, all or nothing, and taken back by one Undo."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.models import Change, Session, Week
from tests.plans.test_history import HTMX, told


@pytest.fixture
def three(plan):
    return [plan.add(1, "8 km easy"), plan.add(3, "6 x 400 m hard"), plan.add(5, "18 km easy")]


def ticked(*sessions: Session) -> list[str]:
    return [f"{one.pk}:{one.version}" for one in sessions]


def live() -> list[tuple[int, str]]:
    return list(Session.objects.live().order_by("day", "position").values_list("day", "text"))


def test_it_works(plan, three):
    first, _second, last = three
    answer = plan.post("selected/", ticked=ticked(first, last), do="move", day=6)
    assert answer.status_code == 302
    assert live() == [(3, "6 x 400 m hard"), (6, "8 km easy"), (6, "18 km easy")]
    page = told(plan.client.get(plan.url).content.decode())
    assert "Moved 2 sessions to Sunday." in page


def test_they_are_copied_beside_what_is_there(plan, three):
    plan.post("selected/", ticked=ticked(*three[:2]), do="copy", day=5)
    assert live()[2:] == [(5, "18 km easy"), (5, "8 km easy"), (5, "6 x 400 m hard")]


def test_they_are_deleted_without_a_day(plan, three):
    plan.post("selected/", ticked=ticked(*three[:2]), do="delete")
    assert live() == [(5, "18 km easy")]


@pytest.mark.parametrize(("what", "kind"), [("move", "moved"), ("copy", "created"), ("delete", "deleted")])
def test_one_undo_takes_all_of_it_back(plan, three, what, kind):
    stood = live()
    plan.post("selected/", ticked=ticked(*three), do=what, day=0)
    changes = list(Change.objects.order_by("-number")[:3])
    assert [change.kind for change in changes] == [kind] * 3
    assert len({change.batch for change in changes}) == 1
    assert live() != stood
    plan.post("undo/")
    assert live() == stood


def test_with_htmx_each_day_that_differs_comes_back(plan, three):
    form = {"ticked": ticked(*three[:2]), "do": "move", "day": 6}
    page = plan.client.post(plan.url + "selected/", form, headers=HTMX).content.decode()
    for day, is_there in enumerate((False, True, False, True, False, False, True)):
        assert (f'id="day-{day}"' in page) == is_there


def test_what_stays_where_it_is_leaves_no_trace(plan, three):
    plan.post("selected/", ticked=ticked(*three[:2]), do="move", day=1)
    assert Change.objects.filter(kind="moved").count() == 1


@pytest.mark.parametrize("what", ["move", "copy", "delete"])
def test_all_or_nothing_and_it_names_which(plan, three, what, client_as):
    form = {"ticked": ticked(*three), "do": what, "day": 6}
    client_as("Ruth").post(plan.session_url(three[1], "edit/"), {"version": 1, "text": "5 x 400 m hard"})
    client_as("Ruth").post(plan.session_url(three[2], "delete/"), {"version": 1})
    stood, trail = live(), Change.objects.count()
    answer = plan.client.post(plan.url + "selected/", form)
    assert answer.status_code == 409
    page = told(answer.content.decode())
    assert "somebody else changed “5 x 400 m hard”, “18 km easy” meanwhile" in page.replace("\u00a0", " ")
    assert "“8 km easy”" not in page
    assert plan.client.post(plan.url + "selected/", form, headers=HTMX).status_code == 409
    assert (live(), Change.objects.count()) == (stood, trail)


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ({"do": "delete"}, "Tick at least one session first."),
        ({"do": "delete", "ticked": ["1"]}, "Something that was ticked is no session of this week."),
        ({"do": "delete", "ticked": ["x:1"]}, "Something that was ticked is no session of this week."),
        ({"do": "delete", "ticked": ["9" * 30 + ":1"]}, "Something that was ticked is no session of this week."),
        ({"do": "burn", "ticked": ["1:1"]}, "Choose what to do with them."),
        ({"ticked": ["1:1"]}, "Choose what to do with them."),
        ({"do": "move", "ticked": ["1:1"]}, "Choose a day from Monday to Sunday."),
        ({"do": "copy", "ticked": ["1:1"], "day": "7"}, "Choose a day from Monday to Sunday."),
    ],
)
def test_what_makes_no_sense_is_refused(plan, three, form, complaint):
    stood = live()
    for headers in ({}, HTMX):
        answer = plan.client.post(plan.url + "selected/", form, headers=headers)
        assert answer.status_code == 422
        assert complaint in told(answer.content.decode())
    assert live() == stood


def test_sessions_of_another_week_or_club_are_not_found(plan, three):
    mira = plan.cast.user("Mira")
    next_week = Week.for_writing(plan.cast.tuesday, dt.date(2026, 11, 30)).add(1, "9 km easy", mira)
    theirs = Week.for_writing(plan.cast.sailors, dt.date(2026, 11, 23)).add(1, "7 km easy", mira)
    for other in (next_week, theirs):
        for what in ("move", "copy", "delete"):
            answer = plan.post("selected/", ticked=ticked(three[0], other), do=what, day=6)
            assert answer.status_code == 404
    assert Change.objects.exclude(kind="created").count() == 0


def test_a_week_that_is_not_there_is_not_found(plan, three):
    url = plan.url.replace("2026-11-23", "2026-12-07")
    answer = plan.client.post(url + "selected/", {"ticked": ticked(three[0]), "do": "delete"})
    assert answer.status_code == 404


def test_the_boxes_are_shown_where_the_address_asks_for_them(plan, three):
    assert "board-page selecting" in plan.client.get(plan.url + "?select").content.decode()
    page = plan.client.get(plan.url).content.decode()
    assert "board-page selecting" not in page
    assert f'value="{three[0].pk}:1" form="selected"' in page
