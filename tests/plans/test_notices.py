"""Mails about weeks and comments: who gets which, in one digest an hour, and how they are switched off."""

from __future__ import annotations

import datetime as dt
import logging
import re
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from clubs.models import Athlete, User
from config.redacting import WithoutTokens
from plans.management.commands.worker import go_over_all
from plans.models import Comment, Digest, FileBrought, Notice, Session, Week
from plans.telling import catch_up, tell_comments, tell_week
from tests.cast import PASSWORD
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY

ALL = ["published", "changed", "comment", "mention"]


@pytest.fixture
def later(monkeypatch):
    """``later(minutes=10)``: that long after noon the worker goes over all, and leaves nothing to the queue."""
    monkeypatch.setattr("plans.telling.LATE", dt.timedelta(0))
    noon, travels = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC), []

    def at(**after: float) -> None:
        travel = time_machine.travel(noon + dt.timedelta(**after), tick=False)
        travel.start()
        travels.append(travel)
        catch_up()

    yield at
    for travel in reversed(travels):
        travel.stop()


def mails_to(name: str) -> list:
    return [one for one in mail.outbox if one.to == [f"{name.lower()}@example.org"]]


def html_of(letter) -> str:
    return letter.alternatives[0][0]


def test_it_works(plan, later, mailoutbox):
    plan.add(1, "8 km easy")
    plan.add(3, "6 x 200 m uphill hard, jog down")
    plan.post("publish/")
    later(minutes=6)
    assert {tuple(one.to) for one in mailoutbox} == {("anna@example.org",), ("ben@example.org",)}
    (letter,) = mails_to("Anna")
    assert letter.subject == "Ridgeway Runners: Week 23–29 Nov is published"
    assert "Tue 24 Nov: 8 km easy\nThu 26 Nov: 6 x 200 m uphill hard, jog down\n" in letter.body
    assert "http://localhost:8000/c/ridgeway/my-week/2026-11-23/" in letter.body
    assert '<a href="http://localhost:8000/c/ridgeway/my-week/2026-11-23/">' in html_of(letter)
    assert "<th" in html_of(letter)
    later(minutes=66)
    assert len(mailoutbox) == 2


def test_publishing_costs_as_many_queries_for_5_as_for_200(plan, settings, django_assert_num_queries):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for size, monday in ((5, "2026-11-30"), (200, "2026-12-07")):
        _crowd(plan, size)
        Week.for_writing(plan.cast.tuesday, dt.date.fromisoformat(monday)).add(1, "8 km easy", plan.cast.user("Mira"))
        url = plan.url.replace("2026-11-23", monday)
        plan.client.get(url)
        with django_assert_num_queries(27) as queries:
            assert plan.client.post(url + "publish/").status_code == 302
        assert sum("django_tasks_database" in query["sql"] for query in queries.captured_queries) == 1
    assert not mail.outbox


def _crowd(plan, size: int) -> None:
    users = User.objects.bulk_create(
        [User(email=f"runner{n}-{size}@example.org", name=f"Runner {n}", password="!") for n in range(size)]
    )
    club = plan.cast.ridgeway
    athletes = Athlete.objects.bulk_create([Athlete(club=club, user=user, name=user.name) for user in users])
    plan.cast.tuesday.athletes.set(athletes)


def test_the_task_makes_as_many_queries_for_notices_of_5_as_of_60(plan, django_assert_num_queries):
    for size, monday in ((5, "2026-11-30"), (60, "2026-12-07")):
        _crowd(plan, size)
        week = Week.for_writing(plan.cast.tuesday, dt.date.fromisoformat(monday))
        week.publish(plan.cast.user("Mira"))
        with django_assert_num_queries(19):
            tell_week.call(week.pk)
        assert Notice.objects.filter(week=week).count() == size


def test_telling_twice_tells_once(plan, later, mailoutbox):
    plan.add(1, "8 km easy")
    week = plan.publish()
    for _attempt in range(3):
        tell_week.call(week.pk)
    later(minutes=1)
    later(minutes=90)
    assert len(mailoutbox) == 2


@pytest.mark.parametrize("monday", ["2026-11-16", "2026-01-05"])
def test_a_week_that_is_over_is_no_news(plan, later, mailoutbox, monday):
    week = Week.for_writing(plan.cast.tuesday, dt.date.fromisoformat(monday))
    week.publish(plan.cast.user("Mira"))
    tell_week.call(week.pk)
    later(minutes=10)
    assert not mailoutbox


def test_a_draft_and_a_withdrawn_week_are_no_news(plan, later, mailoutbox):
    plan.add(1, "8 km easy")
    week = plan.publish()
    tell_week.call(week.pk)
    plan.post("withdraw/")
    later(minutes=10)
    assert not mailoutbox


def test_who_has_no_account_or_left_gets_nothing(plan, later, mailoutbox):
    plan.cast.ridgeway.add_athletes(["Kim"], [plan.cast.tuesday])
    week = plan.publish()
    tell_week.call(week.pk)
    plan.cast.ridgeway.remove(plan.cast.user("Ben"), leaves_squads=False)
    later(minutes=1)
    assert [one.to for one in mailoutbox] == [["anna@example.org"]]


def test_a_session_that_is_held_back_is_not_in_the_mail(plan, later):
    plan.add(1, ANKLE_WEIGHTS)
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    tell_week.call(plan.publish().pk)
    later(minutes=1)
    (letter,) = mails_to("Anna")
    for words in (letter.body, html_of(letter)):
        assert "ankle" not in words
        assert "Your coach still has to settle this one for you." in words
    assert "ankle" in mails_to("Ben")[0].body


def test_changes_after_publication_come_in_one_mail_an_hour(plan, later):
    session = plan.add(1, "8 km easy")
    tell_week.call(plan.publish().pk)
    later(minutes=1)
    assert len(mails_to("Anna")) == 1
    session.refresh_from_db()
    session.rewrite("10 km easy", version=1, by=plan.cast.user("Mira"))
    later(minutes=3)
    assert len(mails_to("Anna")) == 1
    later(minutes=20)
    Session.objects.get(pk=session.pk).rewrite("9 km easy", version=2, by=plan.cast.user("Mira"))
    later(minutes=59)
    assert len(mails_to("Anna")) == 1
    later(minutes=62)
    _first, second = mails_to("Anna")
    assert second.subject == "Ridgeway Runners: Week 23–29 Nov changed"
    assert "Tuesday’s session: “8 km easy” became “9 km easy” (Mira, Tue 12:20)" in second.body
    later(minutes=200)
    assert len(mails_to("Anna")) == 2


def test_what_came_back_to_what_it_was_is_no_news(plan, later):
    session = plan.add(1, "8 km easy")
    tell_week.call(plan.publish().pk)
    later(minutes=1)
    for version, text in ((1, "10 km easy"), (2, "8 km easy")):
        Session.objects.get(pk=session.pk).rewrite(text, version=version, by=plan.cast.user("Mira"))
    later(minutes=10)
    later(minutes=90)
    assert len(mails_to("Anna")) == 1


def test_a_coach_who_is_still_at_work_is_left_to_finish(plan, later):
    tell_week.call(plan.publish().pk)
    later(minutes=1)
    later(minutes=100)
    plan.add(1, "8 km easy")
    later(minutes=104)
    assert len(mails_to("Anna")) == 1
    later(minutes=106)
    assert "Tuesday has a new session: 8 km easy" in mails_to("Anna")[1].body


@pytest.fixture
def asked(plan):
    session = plan.add(1, "8 km easy")
    plan.publish()
    anna = plan.cast.user("Anna")
    (comment,) = Comment.objects.say(session, [plan.cast.anna], "Is <it> icy?", by=anna, sending=uuid4())
    tell_comments.call([comment.pk])
    return comment


def test_a_comment_is_mailed_to_whom_it_concerns(asked, later):
    later(minutes=2)
    (letter,) = mails_to("Mira")
    assert letter.subject == "Ridgeway Runners: Anna writes to you"
    assert "Is <it> icy?" in letter.body
    assert "Is &lt;it&gt; icy?" in html_of(letter)
    assert f"http://localhost:8000/c/ridgeway/sessions/{asked.session_id}/talk/" in letter.body
    assert "Tue 24 Nov, 12:00" in letter.body
    assert not mails_to("Ines")


def test_what_was_read_or_deleted_meanwhile_is_not_mailed(asked, plan, later):
    plan.client.get(f"/c/ridgeway/sessions/{asked.session_id}/talk/")
    later(minutes=2)
    assert not mails_to("Mira")
    anna = plan.cast.user("Anna")
    (second,) = Comment.objects.say(asked.session, [plan.cast.anna], "Oops", by=anna, sending=uuid4())
    tell_comments.call([second.pk])
    second.take_back()
    later(minutes=90)
    assert not mails_to("Mira")


def test_several_things_come_in_one_mail(asked, plan, later):
    later(minutes=2)
    for text in ("And windy?", "@Mira, one more"):
        anna = plan.cast.user("Anna")
        (said,) = Comment.objects.say(asked.session, [plan.cast.anna], text, by=anna, sending=uuid4())
        tell_comments.call([said.pk])
    later(minutes=30)
    assert len(mails_to("Mira")) == 1
    later(minutes=63)
    second = mails_to("Mira")[1]
    assert second.subject == "Ridgeway Runners: Anna writes to you, and 1 more"
    assert "Anna mentions you" in second.body
    assert "And windy?" in second.body


def test_a_comment_whose_task_was_lost_is_told_all_the_same(plan, later):
    session = plan.add(1, "8 km easy")
    plan.publish()
    Comment.objects.say(session, [plan.cast.anna], "Hello", by=plan.cast.user("Anna"), sending=uuid4())
    later(minutes=2)
    assert len(mails_to("Mira")) == 1


def test_each_kind_is_switched_off_by_itself(plan, client_as, later):
    anna = client_as("Anna")
    page = anna.get("/c/ridgeway/notices/").content.decode()
    assert page.count(" checked") == 4
    assert anna.post("/c/ridgeway/notices/", {"kinds": ["changed", "comment", "nonsense"]}).status_code == 302
    page = anna.get("/c/ridgeway/notices/").content.decode()
    assert page.count(" checked") == 2
    session = plan.add(1, "8 km easy")
    tell_week.call(plan.publish().pk)
    mira = plan.cast.user("Mira")
    for text in ("@Anna, careful", "It is icy"):
        (said,) = Comment.objects.say(session, [plan.cast.anna], text, by=mira, sending=uuid4())
        tell_comments.call([said.pk])
    later(minutes=1)
    (letter,) = mails_to("Anna")
    assert "It is icy" in letter.body
    assert "careful" not in letter.body
    assert "is published" not in letter.body
    assert len(mails_to("Ben")) == 1


def test_who_only_plans_is_asked_of_talk_alone_and_keeps_the_rest(plan, client_as):
    page = plan.client.get("/c/ridgeway/notices/").content.decode()
    assert page.count('type="checkbox"') == 2
    assert page.count('type="hidden" name="kinds"') == 2


def test_switched_off_before_it_went_out(asked, plan, client_as, later):
    plan.client.post("/c/ridgeway/notices/", {"kinds": ["mention"]})
    later(minutes=2)
    assert not mails_to("Mira")


def test_one_click_in_the_mail_stops_it_without_signing_in(asked, plan, client_as, later):
    later(minutes=2)
    (letter,) = mails_to("Mira")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = re.fullmatch(r"<http://localhost:8000(/mail/off/[^>]+)>", letter.extra_headers["List-Unsubscribe"])[1]
    assert f"http://localhost:8000{url}" in letter.body
    nobody = client_as(None)
    assert "Stop these mails?" in nobody.get(url).content.decode()
    assert plan.client.get("/c/ridgeway/notices/").content.decode().count(" checked") == 2
    assert nobody.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert plan.client.get("/c/ridgeway/notices/").content.decode().count(" checked") == 0
    assert nobody.post(url[:-3] + "xx/").status_code == 404
    assert nobody.post("/mail/off/1/").status_code == 404


def test_a_mail_server_that_refuses_is_asked_again_and_then_no_more(asked, plan, later, monkeypatch, caplog):
    def refuse(*_args, **_options):
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        later(minutes=2)
        assert "was not mailed" in caplog.text
        later(minutes=6)
        assert Digest.objects.get(user__name="Mira").tries == 1
        later(minutes=8)
        assert Digest.objects.get(user__name="Mira").tries == 2
    later(minutes=34)
    (letter,) = mails_to("Mira")
    assert str(Digest.objects.get(user__name="Mira").key) in letter.extra_headers["Message-ID"]
    later(days=3)
    assert len(mails_to("Mira")) == 1


def test_one_mail_that_cannot_be_put_together_keeps_no_other_back(plan, later, monkeypatch, caplog):
    from plans import mailing

    compose = mailing.compose

    def stumble(digest):
        if digest.user.name == "Anna":
            raise ZeroDivisionError
        return compose(digest)

    monkeypatch.setattr(mailing, "compose", stumble)
    tell_week.call(plan.publish().pk)
    later(minutes=2)
    assert (len(mails_to("Anna")), len(mails_to("Ben"))) == (0, 1)
    monkeypatch.undo()
    later(minutes=10)
    assert len(mails_to("Anna")) == 1


def test_of_two_workers_one_takes_a_digest_in_hand(asked):
    digest = Digest.objects.get()
    assert Digest.objects.claim(digest.pk) is not None
    assert Digest.objects.claim(digest.pk) is None


def test_times_are_those_of_the_club(asked, plan, later):
    plan.cast.ridgeway.timezone = "America/New_York"
    plan.cast.ridgeway.save()
    later(minutes=2)
    assert "06:00" in mails_to("Mira")[0].body


def test_who_cannot_sign_in_any_more_gets_nothing(plan, later, mailoutbox):
    User.objects.filter(name="Anna").update(is_active=False)
    assert plan.cast.user("Ben").check_password(PASSWORD)
    tell_week.call(Week.for_writing(plan.cast.tuesday, MONDAY).pk)
    tell_week.call(plan.publish().pk)
    later(minutes=2)
    assert [one.to for one in mailoutbox] == [["ben@example.org"]]


def test_no_switch_of_mails_stands_in_a_log(asked, plan, later):
    later(minutes=2)
    url = mails_to("Mira")[0].extra_headers["List-Unsubscribe"]
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", (url,), None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Not Found: <http://localhost:8000/mail/off/…/>"


def test_files_that_nobody_came_back_for_go_after_a_day(cast):
    for athlete, hours in ((cast.anna, 23), (cast.ben, 25)):
        brought_at = timezone.now() - dt.timedelta(hours=hours)
        FileBrought.objects.create(
            athlete=athlete, name="run.fit", content=b"", digest="", stored_summary={}, brought_at=brought_at
        )
    go_over_all()
    assert FileBrought.objects.get().athlete == cast.anna


def test_what_came_of_a_task_is_kept_for_a_fortnight(db):
    for days in (13, 15):
        ended_at = timezone.now() - dt.timedelta(days=days)
        task = {"task_path": "plans.telling.tell_week", "backend_name": "default", "args_kwargs": {}}
        DBTaskResult.objects.create(
            status=TaskResultStatus.SUCCESSFUL, run_after=ended_at, finished_at=ended_at, **task
        )
    go_over_all()
    assert DBTaskResult.objects.count() == 1
