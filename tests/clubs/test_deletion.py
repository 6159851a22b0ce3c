"""Deleting an account: what goes, what stays, who has to do something first."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as SignedIn
from django.core.cache import cache
from django.db import connection, models

from clubs.models import Athlete, Invitation, LastOwner, Race, Squad, SquadMeeting, User
from plans import forgetting
from plans.mailing import send_digest
from plans.models import (
    CalendarAddress,
    CalendarEvent,
    Change,
    Comment,
    Decision,
    Digest,
    FileBrought,
    Log,
    Notice,
    Recording,
    Seen,
    Session,
    SessionException,
    Template,
    Unwanted,
    Week,
)
from plans.telling import catch_up
from plans.trail import Trail
from tests.cast import PASSWORD
from tests.whole_life import AS_A_COACH, EMAIL, FILE, FILE_THAT_WAITS, MARK, SAID_AS_A_COACH, live

DELETE = "/account/delete/"
# Whatever is left of her can be found by these: her texts and her name, her email, what is in her files.
TRACES = (MARK, EMAIL, *(content.decode() for content in (FILE, FILE_THAT_WAITS)))

# Columns in which she is found before, else the walk would prove nothing of them.
WHERE_SHE_STANDS = (
    "clubs.User.name",
    "clubs.User.email",
    "clubs.Athlete.name",
    "clubs.Squad.name",
    "clubs.SquadMeeting.place",
    "clubs.Race.name",
    "clubs.Invitation.email",
    "plans.Session.text",
    "plans.SessionException.reason",
    "plans.Change.after",
    "plans.Log.note",
    "plans.Recording.name",
    "plans.Recording.content",
    "plans.FileBrought.name",
    "plans.FileBrought.content",
    "plans.CalendarEvent.title",
    "plans.Comment.text",
    "plans.Comment.author_name",
    "admin.LogEntry.object_repr",
    "admin.LogEntry.change_message",
    "axes.AccessAttempt.username",
    "axes.AccessLog.username",
)


@pytest.fixture(autouse=True)
def nobody_was_counted():
    cache.clear()


@pytest.fixture
def life(cast):
    return live(cast)


def traces(*wanted: str) -> Iterator[str]:
    """Where any of ``wanted`` stands in any column of any table, in whatever case."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            for value in model._base_manager.values_list(field.attname, flat=True):
                text = bytes(value).decode("utf-8", "replace") if isinstance(value, (bytes, memoryview)) else str(value)
                if any(word.casefold() in text.casefold() for word in wanted):
                    yield f"{model._meta.label}.{field.name}: {text[:120]}"
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert set(connection.introspection.table_names()) - known <= {"django_migrations", "sqlite_sequence"}


def test_it_works(life):
    """Signed out, told what was done, and not to be found in any column of any table."""
    before = list(traces(*TRACES))
    for column in WHERE_SHE_STANDS:
        assert any(trace.startswith(f"{column}:") for trace in before), f"the walk proves nothing of {column}"

    response = life.client.post(DELETE, {"password": PASSWORD}, follow=True)

    assert response.redirect_chain == [("/account/deleted/", 302)]
    assert "The account is deleted" in response.content.decode()
    assert life.client.get("/account/").status_code == 302
    assert list(traces(*TRACES)) == []
    assert not User.objects.filter(pk=life.user.pk).exists()
    assert not Athlete.objects.filter(pk__in=[life.athlete.pk, life.left.pk]).exists()
    gone = (Log, Recording, SessionException, Race, FileBrought, CalendarAddress, CalendarEvent, Unwanted, SquadMeeting)
    assert [model._meta.label for model in gone if model.objects.exists()] == []


def test_clubs_keep_what_was_planned_without_the_name(life, cast, client_as):
    life.client.post(DELETE, {"password": PASSWORD})
    assert set(Session.objects.values_list("text", flat=True)) == {"8 km easy with a 5 kg vest", AS_A_COACH}
    assert Session.objects.get(text=AS_A_COACH).created_by is None
    assert Decision.objects.get().by is None
    assert Template.objects.get().made_by is None
    week = Week.objects.get()
    told = [entry.what for entry in Trail(week).entries]
    assert "A former member published the week." in told
    assert "Mira wrote a former member’s own session for Tuesday." in told
    assert not any("6 km easy" in f"{change.before}{change.after}" for change in Change.objects.all())
    board = client_as("Mira").get(f"/c/ridgeway/squads/{cast.tuesday.pk}/2026-11-23/history/")
    assert board.status_code == 200


def test_the_pages_of_the_club_go_on(life, cast, client_as):
    life.client.post(DELETE, {"password": PASSWORD})
    base = f"/c/ridgeway/squads/{cast.tuesday.pk}/2026-11-23/"
    sessions = [f"{base}?open={pk}" for pk in Session.objects.values_list("pk", flat=True)]
    for url in ("/c/ridgeway/members/", "/c/ridgeway/athletes/", "/c/ridgeway/templates/", base, *sessions):
        assert client_as("Mira").get(url).status_code == 200, url
    assert "A former member keeps it:" in "".join(client_as("Mira").get(url).content.decode() for url in sessions)


def test_talk_goes_with_the_athlete_and_stays_with_the_club(life, cast, client_as):
    """Her own thread is gone from both sides; what she said as a coach stays, and nobody is mentioned any more."""
    life.client.post(DELETE, {"password": PASSWORD})
    kept = list(Comment.objects.values_list("athlete__name", "author__name", "text"))
    assert kept == [("Anna", None, SAID_AS_A_COACH), ("Anna", "Mira", "@… has a look; so do @Ines and @…")]
    for name, url in (("Anna", "my-week/{}/talk/"), ("Mira", "sessions/{}/talk/")):
        page = client_as(name).get(f"/c/ridgeway/{url.format(life.session.pk)}").content.decode()
        assert "<strong>A former member</strong>" in page
        assert SAID_AS_A_COACH in page


def test_a_mention_that_means_somebody_else_too_stays(life, cast, client_as):
    User.objects.filter(pk=life.user.pk).update(name="Anna Zelenka")
    Comment.objects.filter(text__startswith="@").update(text="@anna, ask @Anna Zelenka, not @Anna-Lena")
    life.client.post(DELETE, {"password": PASSWORD})
    assert Comment.objects.get(author__name="Mira").text == "@anna, ask @…, not @Anna-Lena"


def test_a_coach_who_left_is_taken_out_of_mentions_as_well(life, cast):
    cast.ridgeway.remove(life.user)
    life.client.post(DELETE, {"password": PASSWORD})
    assert not Comment.objects.filter(text__icontains=MARK).exists()


def test_people_of_the_same_name_elsewhere_stay_mentioned(life, cast):
    olga = cast.user("Olga")
    session = Week.for_writing(cast.sailors, Week.objects.first().monday).add(0, "8 km easy", olga)
    Athlete.objects.filter(pk=life.left.pk).delete()
    said = {"by": olga, "sending": uuid4()}
    (comment,) = Comment.objects.say(session, [cast.tom], f"@{MARK} is another one", **said)
    life.client.post(DELETE, {"password": PASSWORD})
    comment.refresh_from_db()
    assert comment.text == f"@{MARK} is another one"


def test_the_calendar_ends_at_once(life):
    address = f"/calendar/{life.token}.ics"
    assert life.client.get(address).status_code == 200
    life.client.post(DELETE, {"password": PASSWORD})
    assert life.client.get(address).status_code == 404


def test_no_mail_that_waits_is_sent(life, cast, mailoutbox):
    """Neither by what is in the queue already nor by the worker that goes over all; others get theirs, nameless."""
    hers, others = (list(found.values_list("pk", flat=True)) for found in (_of_her(life), _of_others(life)))
    assert hers
    assert others
    Seen.objects.all().delete()
    life.client.post(DELETE, {"password": PASSWORD})
    for digest in (*hers, *others):
        send_digest.call(digest)
    catch_up()
    assert not Notice.objects.filter(user__email=EMAIL).exists()
    sent = {mail.to[0]: mail.body for mail in mailoutbox}
    assert EMAIL not in sent
    assert "A former member writes to you" in sent["anna@example.org"]
    assert not any(MARK.casefold() in f"{mail.message()}".casefold() for mail in mailoutbox)


def test_before_it_the_mail_would_be_sent(life, mailoutbox):
    Seen.objects.all().delete()
    for digest in _of_her(life):
        send_digest.call(digest.pk)
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]


def _of_her(life):
    return Digest.objects.filter(user=life.user)


def _of_others(life):
    return Digest.objects.exclude(user=life.user)


def test_others_keep_theirs(life, cast):
    ben = cast.ben.squads.count(), Invitation.objects.filter(email="friend@example.org").count()
    life.client.post(DELETE, {"password": PASSWORD})
    assert (cast.ben.squads.count(), Invitation.objects.filter(email="friend@example.org").count()) == ben
    assert Squad.objects.filter(solo__isnull=False).count() == 0
    assert set(cast.tuesday.athletes.all()) == {cast.anna, cast.ben}


def test_every_other_browser_is_signed_out(life, cast, client_as):
    second, mira = type(life.client)(), client_as("Mira")
    second.force_login(life.user, backend="django.contrib.auth.backends.ModelBackend")
    assert SignedIn.objects.count() == 3
    life.client.post(DELETE, {"password": PASSWORD})
    assert second.get("/account/").status_code == 302
    assert mira.get("/account/").status_code == 200
    assert SignedIn.objects.count() == 1


def test_the_browser_lets_go_of_what_it_keeps(life):
    assert life.client.post(DELETE, {"password": PASSWORD})["Clear-Site-Data"] == '"cache", "storage"'
    assert not life.client.get("/account/deleted/").has_header("Clear-Site-Data")


class TestInTheAdministration:
    """Whoever keeps accounts deletes them as their owners do."""

    def test_it_works(self, life, client_as):
        client = client_as("Root")
        page = client.get(f"/admin/clubs/user/{life.user.pk}/delete/").content.decode()
        assert "Recordings: 1" in page
        assert MARK not in page.split("Summary")[1]
        assert client.post(f"/admin/clubs/user/{life.user.pk}/delete/", {"post": "yes"}).status_code == 302
        client.get("/admin/")
        assert list(traces(*TRACES)) == []

    def test_several_at_once(self, life, client_as, cast):
        ticked = [life.user.pk, cast.user("Ben").pk]
        sent = {"action": "delete_selected", "_selected_action": ticked, "post": "yes"}
        client = client_as("Root")
        client.post("/admin/clubs/user/", sent)
        client.get("/admin/clubs/user/")
        assert list(traces(*TRACES)) == []
        assert not User.objects.filter(pk__in=ticked).exists()

    def test_a_club_is_handed_over_first(self, client_as, cast):
        cast.ridgeway.add_member(cast.user("Mira"), "owner")
        owners = [cast.user("Ruth").pk, cast.user("Mira").pk]
        sent = {"action": "delete_selected", "_selected_action": owners, "post": "yes"}
        answer = client_as("Root").post("/admin/clubs/user/", sent)
        assert "Ridgeway Runners" in answer.content.decode()
        assert User.objects.filter(pk__in=owners).count() == 2


@pytest.mark.parametrize("typed", ["", "wrong horse battery", PASSWORD.upper()])
def test_without_the_password_nothing_happens(life, typed):
    response = life.client.post(DELETE, {"password": typed})
    assert response.status_code == 422
    assert User.objects.filter(pk=life.user.pk).exists()
    assert Log.objects.count() == 2


def test_passwords_are_not_tried_for_long(life):
    answers = [life.client.post(DELETE, {"password": "wrong"}).status_code for _try in range(6)]
    assert answers == [422] * 5 + [429]
    assert life.client.post(DELETE, {"password": PASSWORD}).status_code == 429
    assert User.objects.filter(pk=life.user.pk).exists()


def test_the_only_owner_hands_over_first(client_as, cast):
    client = client_as("Ruth")
    page = client.get(DELETE).content.decode()
    assert 'href="/c/ridgeway/members/hand-over/"' in page
    assert 'name="password"' not in page
    assert client.post(DELETE, {"password": PASSWORD}).status_code == 409
    assert User.objects.filter(name="Ruth").exists()
    cast.ridgeway.hand_over(cast.user("Ruth"), cast.user("Mira"), stays=True)
    assert client.post(DELETE, {"password": PASSWORD}).status_code == 302
    assert not User.objects.filter(name="Ruth").exists()


def test_the_only_owner_is_refused_below_the_page_too(cast):
    with pytest.raises(LastOwner):
        forgetting.forget(cast.user("Ruth"))
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"owner"}


def test_all_of_it_or_nothing(life, monkeypatch):
    def fails(user: User) -> None:
        raise RuntimeError

    before = list(traces(*TRACES))
    monkeypatch.setattr(forgetting, "_sign_out_everywhere", fails)
    with pytest.raises(RuntimeError):
        forgetting.forget(life.user)
    assert list(traces(*TRACES)) == before


def test_it_is_said_before_what_goes_and_what_stays(client_as):
    page = client_as("Anna").get(DELETE).content.decode()
    assert "The squads’ weeks: what coaches planned stays." in page
    assert "A former member" in page
    for told in ("from both sides", "they end at once", "none is sent any more", "comments to athletes", "“@…”"):
        assert told in page
    assert "This is what was done:" in client_as(None).get("/account/deleted/").content.decode()


def test_no_link_to_a_person_takes_the_clubs_work_along():
    """Whatever leads to a user gives way: only what is the user's alone goes with the account."""
    goes_along = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is User
        and field.remote_field.on_delete is models.CASCADE
    }
    assert goes_along == {
        "clubs.Membership.user",
        "clubs.User_groups.user",
        "clubs.User_user_permissions.user",
        "admin.LogEntry.user",
        # Mails that wait, what was wanted and read, and an address that opens the person's own sessions.
        "plans.CalendarAddress.user",
        "plans.Digest.user",
        "plans.Notice.user",
        "plans.Seen.user",
        "plans.Unwanted.user",
    }
