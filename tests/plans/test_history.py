"""Who did what: the trail of every write, undoing and doing again, and the page that tells it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine

from plans.forgetting import forget
from plans.models import Change, Instead, Session, SessionException, Week
from tests.plans.conftest import ANKLE_WEIGHTS
from tests.plans.test_sheet_import import bring, save
from tests.plans.test_stepwise import sent_from
from tests.test_every_route import FOUND

HTMX = {"HX-Request": "true"}


def told(page: str) -> str:
    """A page as it is read, without tags and runs of blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)).replace("\u00a0", " ")


def kinds() -> list[str]:
    return list(Change.objects.values_list("kind", flat=True))


def test_it_works(plan, client_as):
    session = plan.add(1, "8 x 400 m hard")
    client_as("Ruth").post(plan.session_url(session, "edit/"), {"version": 1, "text": "6 x 400 m hard"})
    page = told(plan.client.get(plan.url + "history/").content.decode())
    assert "Tuesday 24 November" in page
    assert "12:00 Ruth changed the session on Tuesday. Before: 8 x 400 m hard → After: 6 x 400 m hard" in page
    assert "12:00 Mira planned a session on Tuesday. 8 x 400 m hard" in page
    assert page.index("Ruth changed") < page.index("Mira planned")


# Every write leaves its trace

# For each route of a week or a session that writes: what is sent, and what is told of it.
WRITES = {
    "plans:add_session": ({"day": 3, "text": "8 km easy"}, "created"),
    "plans:new_steps": ({}, "created"),
    "plans:save_note": ({"note": "Head torches!", "version": 1}, "note"),
    "plans:publish": ({"confirmed": "on"}, "published"),
    "plans:withdraw": ({}, "withdrawn"),
    "plans:undo_last": ({}, "undone"),
    "plans:redo_last": ({}, "redone"),
    "plans:undo_change": ({}, "undone"),
    "plans:edit_session": ({"text": "9 km easy"}, "edited"),
    "plans:edit_steps": ({}, "edited"),
    "plans:move_session": ({"day": 5}, "moved"),
    "plans:delete_session": ({}, "deleted"),
    "plans:restore_session": ({}, "restored"),
    "plans:swap_session": ({}, "swapped"),
    "plans:undo_swap": ({}, "swap_undone"),
    "plans:keep_session": ({"reason": "Once"}, "kept"),
    "plans:undo_keep": ({}, "keep_undone"),
}
READS = {"plans:board", "plans:read", "plans:past_week", "plans:history", "plans:changes", "plans:session"}
READS |= {"plans:session_offers"}
# Those that write in two steps or need an athlete; their own tests below, in test_laying.py, test_shifting.py and
# test_selected.py ask for the trail.
IN_STEPS = {
    "plans:shift",
    "plans:clear",
    "plans:copy_weeks",
    "plans:copy_session",
    "plans:repeat_week",
    "plans:change_selected",
    "plans:write_exception",
    "plans:make_exceptions",
    "plans:edit_exception",
    "plans:delete_exception",
    "plans:restore_exception",
}
READS |= {"plans:print_week", "plans:save_as_template", "plans:read_exception"}
OF_A_WEEK = [one for one in FOUND if "<date:monday>" in one.written or "<int:session>" in one.written]
# What athletes read, say and take along, and what is talked about a session, changes no plan.
OF_ATHLETES = {"my_week_of", "every_club_of", "log_session", "log_done", "my_talk", "session_talk"}
OF_ATHLETES |= {"watch", "watch_week", "watch_fit", "watch_zwo", "watch_txt"}
OF_A_WEEK = [one for one in OF_A_WEEK if one.name.removeprefix("plans:") not in OF_ATHLETES]


@pytest.mark.parametrize("found", OF_A_WEEK, ids=lambda found: found.name)
def test_every_route_of_a_week_is_known_to_write_or_to_read(found):
    known = [names for names in (WRITES, READS, IN_STEPS) if found.name in names]
    assert len(known) == 1, f"{found.name} is new: which kind of change does it leave?"


def rows() -> list[dict]:
    return [row for model in (Week, Session) for row in model.objects.order_by("pk").values()]


@pytest.mark.parametrize("name", sorted(READS))
def test_what_only_reads_leaves_no_trace(plan, name):
    session = plan.add(1, ANKLE_WEIGHTS)
    stood = rows()
    written = next(found.written for found in OF_A_WEEK if found.name == name)
    url = plan.url if "<date:monday>" in written else plan.session_url(session)
    url += written.split(">/")[-1]
    plan.client.get(url)
    plan.client.post(url, {"day": 1, "text": "9 km"})
    assert rows() == stood
    assert kinds() == ["created"]


@pytest.mark.parametrize("name", sorted(WRITES))
def test_every_write_leaves_one(plan, name):
    session = plan.add(1, ANKLE_WEIGHTS)
    week = session.week
    week.write_note("Before", by=plan.cast.user("Mira"))
    prepare(plan, session, name)
    session, stood, number = plan.fresh(session), rows(), Week.objects.get().revision
    form, kind = WRITES[name]
    form = {"version": session.version, "since": number, **form}
    written = next(found.written for found in OF_A_WEEK if found.name == name)
    url = plan.url if "<date:monday>" in written else plan.session_url(session)
    tail = written.split("<date:monday>/")[-1].split("<int:session>/")[-1].replace("<int:change>", "1")
    if name == "plans:swap_session":
        page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
        form["drill"] = page.split('name="drill" value="')[1].split('"')[0]
    if name.endswith("_steps"):
        asked = {"day": 3, "text": "8 km easy"} if name == "plans:new_steps" else {}
        form = {**sent_from(plan.client.get(url + tail, asked).content.decode()), "do": "save"}
    answer = plan.client.post(url + tail, form)
    assert answer.status_code == 302, told(answer.content.decode())
    assert rows() != stood
    change = Change.objects.get(number=number + 1)
    assert (change.kind, change.by.name) == (kind, "Mira")
    assert not Change.objects.filter(number=number + 2).exists()
    assert Week.objects.get().revision == number + 1


def prepare(plan, session, name: str) -> None:
    """What has to be there first."""
    mira = plan.cast.user("Mira")
    if name == "plans:withdraw":
        session.week.publish(mira)
    elif name == "plans:restore_session":
        session.delete_softly(version=1, by=mira)
    elif name == "plans:undo_keep":
        session.keep("Once", verdict="avoid", version=1, by=mira)
    elif name == "plans:redo_last":
        plan.post("undo/")
    elif name == "plans:undo_swap":
        page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
        drill = page.split('name="drill" value="')[1].split('"')[0]
        plan.post_session(session, "swap/", version=1, drill=drill)


def test_an_import_is_one_click(plan):
    assert save(plan, bring(plan, "Mon\tTue\n8 km easy\t9 km easy", week="2026-11-23")).status_code == 302
    changes = list(Change.objects.all())
    assert [change.kind for change in changes] == ["imported", "imported"]
    assert len({change.batch for change in changes}) == 1
    plan.post("undo/")
    assert not Session.objects.live().exists()


# Undo and redo


def test_undo_and_redo_go_through_what_one_did(plan):
    session = plan.add(1, "8 km easy")
    plan.post_session(session, "edit/", version=1, text="9 km easy")
    plan.post_session(session, "move/", version=2, day=4)
    assert plan.post("undo/").status_code == 302
    assert (plan.fresh(session).day, plan.fresh(session).text) == (1, "9 km easy")
    answer = plan.client.post(plan.url + "undo/", headers=HTMX)
    assert plan.fresh(session).text == "8 km easy"
    assert "Undone: Mira changed the session on Tuesday." in told(answer.content.decode())
    assert 'id="day-1"' in answer.content.decode()
    plan.post("redo/")
    plan.post("redo/")
    assert (plan.fresh(session).day, plan.fresh(session).text) == (4, "9 km easy")
    page = plan.client.post(plan.url + "redo/", headers=HTMX).content.decode()
    assert "There is nothing to do again in this week." in page


def test_something_new_leaves_nothing_to_redo(plan):
    session = plan.add(1, "8 km easy")
    plan.post_session(session, "edit/", version=1, text="9 km easy")
    plan.post("undo/")
    plan.post("sessions/", day=2, text="5 km easy")
    plan.post("redo/")
    assert plan.fresh(session).text == "8 km easy"
    # Not even once the new is undone: then it is the new that is done again.
    plan.post("undo/")
    plan.post("redo/")
    plan.post("redo/")
    assert plan.fresh(session).text == "8 km easy"
    assert Session.objects.live().filter(text="5 km easy").exists()


@pytest.mark.parametrize("htmx", [False, True])
def test_what_another_touched_since_is_not_undone(plan, client_as, htmx):
    session = plan.add(1, "8 km easy")
    plan.post_session(session, "edit/", version=1, text="9 km easy")
    client_as("Ruth").post(plan.session_url(session, "edit/"), {"version": 2, "text": "7 km easy"})
    answer = plan.client.post(plan.url + "undo/", headers=HTMX if htmx else {})
    assert answer.status_code == 409
    assert "because of what came since, at 12:00: Ruth changed the session on Tuesday." in told(answer.content.decode())
    assert "7\u00a0km easy" in answer.content.decode()
    assert plan.fresh(session).text == "7 km easy"


def test_what_another_did_is_not_undone_by_me(plan, client_as):
    plan.add(1, "8 km easy")
    client_as("Ruth").post(plan.url + "sessions/", {"day": 2, "text": "Ruth's 5 km"})
    plan.post("undo/")
    assert [session.text for session in Session.objects.live()] == ["Ruth's 5 km"]


def test_one_change_is_undone_by_itself_by_any_coach(plan, client_as):
    first, second = plan.add(1, "8 km easy"), plan.add(2, "9 km easy")
    plan.post_session(first, "edit/", version=1, text="10 km easy")
    ruth = client_as("Ruth")
    assert ruth.post(plan.url + "history/3/undo/").status_code == 302
    assert (plan.fresh(first).text, plan.fresh(second).text) == ("8 km easy", "9 km easy")
    assert ruth.post(plan.url + "history/3/undo/").status_code == 409
    assert ruth.post(plan.url + "history/99/undo/").status_code == 404
    page = told(plan.client.get(plan.url + "history/").content.decode())
    assert "Ruth undid: “Mira changed the session on Tuesday.”" in page
    assert "Undone by Ruth" in page


def test_publication_is_not_undone_by_undo(plan):
    plan.add(1, "8 km easy")
    week = plan.publish()
    assert plan.post("history/2/undo/").status_code == 409
    plan.post("undo/")
    week.refresh_from_db()
    assert week.is_published
    assert not Session.objects.live().exists()


def test_the_note_is_undone_too(plan):
    plan.post("note/", note="Head torches!", version=0)
    answer = plan.client.post(plan.url + "undo/", headers=HTMX).content.decode()
    assert Week.objects.get().note == ""
    assert 'id="note"' in answer
    plan.post("redo/")
    assert Week.objects.get().note == "Head torches!"


def test_undo_in_a_week_that_nobody_wrote_says_so(plan):
    answer = plan.client.post(plan.url + "undo/", headers=HTMX)
    assert "There is nothing of yours to undo in this week." in answer.content.decode()
    assert not Week.objects.exists()


# The page


def test_it_is_narrowed_to_one_session(plan):
    first, second = plan.add(1, "8 km easy"), plan.add(2, "9 km easy")
    page = told(plan.client.get(plan.url + "history/", {"session": second.pk}).content.decode())
    assert "Mira planned a session on Wednesday." in page
    assert "Mira planned a session on Tuesday." not in page
    drawer = plan.client.get(plan.url, {"open": first.pk}).content.decode()
    assert f'href="{plan.url}history/?session={first.pk}"' in drawer


@pytest.mark.parametrize("asked", [{"session": "x"}, {"session": "9" * 30}, {"before": "-1"}, {"before": "0"}])
def test_an_odd_address_shows_the_whole_trail(plan, asked):
    plan.add(1, "8 km easy")
    assert "Mira planned" in plan.client.get(plan.url + "history/", asked).content.decode()


def test_a_week_without_a_change_says_so(plan):
    assert "Nothing was written into this week yet." in plan.client.get(plan.url + "history/").content.decode()


def test_days_are_those_of_the_club(plan):
    with time_machine.travel(dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC), tick=False):
        plan.add(1, "8 km easy")
    page = told(plan.client.get(plan.url + "history/").content.decode())
    assert "Wednesday 25 November 00:30 Mira planned" in page


def test_why_a_session_is_kept_is_told(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "keep/", version=1, reason="A test on the track")
    page = told(plan.client.get(plan.url + "history/").content.decode())
    assert "Mira keeps the session on Tuesday on purpose." in page
    assert "Why: A test on the track" in page


@pytest.mark.parametrize("changes", [3, 60])
def test_it_asks_the_database_equally_often_for_3_and_for_60(plan, changes, django_assert_num_queries):
    for number in range(changes):
        session = plan.add(number % 7, ANKLE_WEIGHTS)
    session.keep("Once", verdict="avoid", version=1, by=plan.cast.user("Mira"))
    with django_assert_num_queries(9):
        assert plan.client.get(plan.url + "history/").status_code == 200


def test_a_long_trail_is_told_in_pages(plan, monkeypatch):
    monkeypatch.setattr("plans.trail.AT_MOST", 2)
    for day in range(5):
        plan.add(day, "8 km easy")
    page = plan.client.get(plan.url + "history/").content.decode()
    assert page.count('class="trail-entry') == 2
    assert 'href="?before=4"' in page
    rest = plan.client.get(plan.url + "history/", {"before": 2}).content.decode()
    assert rest.count('class="trail-entry') == 1
    assert "Earlier changes" not in rest


def test_the_other_clubs_trail_is_not_found(plan, client_as):
    plan.add(1, "8 km easy")
    for url in (plan.url, plan.url.replace("ridgeway", "harbour")):
        hanna = client_as("Hanna")
        assert hanna.get(url + "history/").status_code == 404
        assert hanna.get(url + "changes/", {"since": 0}).status_code == 404
        for what in ("undo/", "redo/", "history/1/undo/"):
            assert hanna.post(url + what).status_code == 404
    assert Session.objects.live().count() == 1


def test_every_change_of_an_exception_is_told(plan):
    session, mira = plan.add(1, ANKLE_WEIGHTS), plan.cast.user("Mira")
    wanted = [Instead(plan.cast.anna, "8 km easy"), Instead(plan.cast.ben, "Rest")]
    anna, _ben = SessionException.make(session, wanted, version=1, by=mira)
    anna.rewrite("7 km easy", reason="", version=1, by=mira)
    anna.delete_softly(version=2, by=mira)
    anna.restore(mira)
    assert kinds() == ["created", "excepted", "excepted", "excepted", "exception_removed", "excepted"]
    assert [change.number for change in Change.objects.all()] == [1, 2, 3, 4, 5, 6]
    page = told(plan.client.get(plan.url + "history/").content.decode())
    assert "Mira wrote Anna’s own session for Tuesday. Before: 8 km easy → After: 7 km easy" in page
    assert "Mira wrote Ben’s own session for Tuesday. Rest" in page
    assert "Mira lets Anna do the squad’s session on Tuesday again." in page


def standing():
    return {(one.athlete.name, one.text, one.reason) for one in SessionException.objects.live()}


def test_undo_takes_the_exceptions_of_one_click_and_then_what_came_before(plan):
    session, mira = plan.add(1, ANKLE_WEIGHTS), plan.cast.user("Mira")
    wanted = [
        Instead(plan.cast.anna, "Rest", "Her shin"),
        Instead(plan.cast.ben, "5 km easy", drill="x", drill_name="X"),
    ]
    SessionException.make(session, wanted, version=1, by=mira)
    made = standing()
    plan.post("undo/")
    assert standing() == set()
    assert plan.fresh(session).deleted_at is None
    plan.post("redo/")
    assert standing() == made
    assert SessionException.objects.get(athlete=plan.cast.ben).drill == "x"
    plan.post("undo/")
    plan.post("undo/")
    assert plan.fresh(session).deleted_at is not None
    assert kinds() == ["created", "excepted", "excepted", *["undone"] * 2, *["redone"] * 2, *["undone"] * 3]


def test_each_change_of_an_exception_is_undone_by_itself(plan):
    """Of two athletes' exceptions either is, whatever became of the other or of the squad's words."""
    session, mira = plan.add(1, ANKLE_WEIGHTS), plan.cast.user("Mira")
    wanted = [Instead(plan.cast.anna, "Rest", "Her shin"), Instead(plan.cast.ben, "5 km easy")]
    anna, _ben = SessionException.make(session, wanted, version=1, by=mira)
    anna.rewrite("20 min walk", reason="", version=1, by=mira)
    plan.post_session(session, "edit/", version=1, text="12 km easy")
    history = told(plan.client.get(plan.url + "history/").content.decode())
    assert history.count("Undo :") == 3
    plan.post("history/4/undo/")
    assert standing() == {("Anna", "Rest", "Her shin"), ("Ben", "5 km easy", "")}
    assert SessionException.objects.get(athlete=plan.cast.anna).written_for == ANKLE_WEIGHTS
    plan.post("history/3/undo/")
    assert standing() == {("Anna", "Rest", "Her shin")}
    plan.post("history/2/undo/")
    assert standing() == set()
    assert plan.fresh(session).text == "12 km easy"


def test_what_was_taken_back_is_brought_back_by_undo_with_its_reading(plan):
    session, mira = plan.add(1, "8 km easy"), plan.cast.user("Mira")
    (anna,) = SessionException.make(session, [Instead(plan.cast.anna, ANKLE_WEIGHTS)], version=1, by=mira)
    anna.delete_softly(version=1, by=mira)
    SessionException.make(session, [Instead(plan.cast.anna, "Rest")], version=1, by=mira)
    plan.post("undo/")
    assert standing() == set()
    plan.post("undo/")
    assert standing() == {("Anna", ANKLE_WEIGHTS, "")}
    assert SessionException.objects.get().loaded_run
    assert SessionException.objects.get().reading.workout.steps


def test_an_exception_that_somebody_changed_since_stays(plan, client_as):
    session, mira = plan.add(1, ANKLE_WEIGHTS), plan.cast.user("Mira")
    (anna,) = SessionException.make(session, [Instead(plan.cast.anna, "Rest")], version=1, by=mira)
    anna.rewrite("20 min walk", reason="", version=1, by=plan.cast.user("Ines"))
    late = plan.client.post(plan.url + "undo/", headers={"HX-Request": "true"})
    assert late.status_code == 409
    assert "Ines wrote Anna’s own session" in told(late.content.decode())
    assert standing() == {("Anna", "20 min walk", "")}


def test_an_exception_of_somebody_who_is_gone_is_not_undone_and_blocks_nothing(plan):
    session, mira = plan.add(1, ANKLE_WEIGHTS), plan.cast.user("Mira")
    SessionException.make(session, [Instead(plan.cast.anna, "Rest", "Her shin")], version=1, by=mira)
    forget(plan.cast.user("Anna"))
    assert "Her shin" not in str(list(Change.objects.values_list("before", "after")))
    plan.post("undo/")
    assert plan.fresh(session).deleted_at is not None


def test_a_swap_is_undone_with_the_exceptions_that_it_brought(plan):
    """Undo after one click takes all that the click did."""
    for name in ("Anna", "Ben"):
        athlete = plan.cast.ridgeway.athletes.get(name=name)
        athlete.terrain = ["hill"] if name == "Anna" else ["flat"]
        athlete.save()
    session = plan.add(1, ANKLE_WEIGHTS)
    board = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    drill = board.split('name="drill" value="')[1].split('"')[0]
    plan.post_session(session, "swap/", version=1, drill=drill, exceptions="on")
    assert plan.fresh(session).swap is not None
    batches = set(Change.objects.exclude(kind="created").values_list("batch", flat=True))
    assert len(batches) == 1
    plan.post("undo/")
    assert plan.fresh(session).text == ANKLE_WEIGHTS
    assert standing() == set()


def test_undoing_a_late_exception_is_told_as_it_ends(plan, client_as):
    session = plan.add(1, "8 km easy")
    plan.publish()
    SessionException.make(session, [Instead(plan.cast.anna, "5 km easy")], version=1, by=plan.cast.user("Mira"))
    plan.post("undo/")
    assert "session of your own" not in told(client_as("Anna").get("/c/ridgeway/my-week/").content.decode())


def test_an_exception_of_late_is_told_to_its_athlete_alone(plan, client_as):
    session = plan.add(1, "8 km easy")
    plan.publish()
    SessionException.make(session, [Instead(plan.cast.anna, "5 km easy")], version=1, by=plan.cast.user("Mira"))
    mine = told(client_as("Anna").get("/c/ridgeway/my-week/").content.decode())
    assert "Tuesday: you have a session of your own now: 5 km easy (Mira, Tue 12:00)" in mine
    assert "a session of your own" not in told(client_as("Ben").get("/c/ridgeway/my-week/").content.decode())
