"""Invitations as the database keeps them: single use, for a while, revocable, never readable."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clubs.models import Club, Invitation, Membership, NoLongerOpen, NotForYou, User, roles_to_give
from tests.cast import assemble

FORTNIGHT = dt.timedelta(days=14)


def make(cast, role="athlete", by="Ruth", **more):
    return Invitation.objects.make(cast.ridgeway, role, cast.user(by), **more)


def test_it_works(cast):
    invitation, token = make(cast, squads=[cast.tuesday])
    [found] = Invitation.objects.by_token(token).open()
    assert found == invitation
    found.accept(cast.user("Sam"))
    assert cast.ridgeway.roles_of(cast.user("Sam")) == {"athlete"}
    profile = cast.ridgeway.athletes.get(user=cast.user("Sam"))
    assert list(profile.squads.all()) == [cast.tuesday]
    assert found.accepted_by == cast.user("Sam")
    assert not found.is_open
    assert not Invitation.objects.pending().exists()


def test_the_token_is_kept_nowhere(cast):
    invitation, token = make(cast)
    assert len(token) >= 43
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert not Invitation.objects.by_token(invitation.token_hash).exists()


def test_two_invitations_never_share_a_token(cast):
    assert len({make(cast)[1] for _number in range(20)}) == 20


def test_it_works_once(cast):
    invitation, _token = make(cast)
    invitation.accept(cast.user("Sam"))
    with pytest.raises(NoLongerOpen):
        invitation.accept(cast.user("Hanna"))
    assert cast.ridgeway.roles_of(cast.user("Hanna")) == set()


def test_it_ends_after_a_fortnight(cast):
    with time_machine.travel(timezone.now() - FORTNIGHT + dt.timedelta(minutes=1), tick=False):
        late, _token = make(cast)
    assert late.is_open
    with time_machine.travel(timezone.now() - FORTNIGHT, tick=False):
        over, _token = make(cast)
    assert over.is_expired
    assert list(Invitation.objects.expired()) == [over]
    assert list(Invitation.objects.open()) == [late]
    with pytest.raises(NoLongerOpen):
        over.accept(cast.user("Sam"))


def test_revoked_it_lets_nobody_in(cast):
    invitation, _token = make(cast)
    assert Invitation.objects.filter(pk=invitation.pk).revoke(cast.user("Mira")) == 1
    with pytest.raises(NoLongerOpen):
        invitation.accept(cast.user("Sam"))
    invitation.refresh_from_db()
    assert invitation.revoked_by == cast.user("Mira")
    assert Invitation.objects.filter(pk=invitation.pk).revoke(cast.user("Ruth")) == 0


def test_a_profile_without_an_account_is_taken_over_with_its_history(cast):
    kim = cast.ridgeway.add_athlete("Kim", goal="ultra_trail")
    kim.squads.add(cast.tuesday)
    invitation, _token = make(cast, athlete=kim)
    invitation.accept(cast.user("Sam"))
    kim.refresh_from_db()
    assert (kim.user, kim.name, kim.goal) == (cast.user("Sam"), "Kim", "ultra_trail")
    assert list(kim.squads.all()) == [cast.tuesday]
    assert cast.ridgeway.athletes.filter(user=cast.user("Sam")).count() == 1


def test_a_profile_has_one_invitation(cast):
    kim = cast.ridgeway.add_athlete("Kim")
    first, _token = make(cast, athlete=kim)
    second, _token = make(cast, athlete=kim)
    assert list(Invitation.objects.pending()) == [second]
    twice = pytest.raises(IntegrityError, match=r"invitation_one_per_profile|clubs_invitation\.athlete")
    with twice, transaction.atomic():
        Invitation.objects.filter(pk=first.pk).update(revoked_at=None, revoked_by=None)


def test_whoever_has_a_profile_here_cannot_take_another(cast):
    kim = cast.ridgeway.add_athlete("Kim")
    invitation, _token = make(cast, athlete=kim)
    with pytest.raises(NotForYou):
        invitation.accept(cast.user("Anna"))
    assert Invitation.objects.open().get() == invitation
    kim.refresh_from_db()
    assert kim.user is None


def test_a_profile_that_somebody_has_is_not_given_away(cast):
    kim = cast.ridgeway.add_athlete("Kim")
    invitation, _token = make(cast, athlete=kim)
    kim.user = cast.user("Sam")
    kim.save()
    with pytest.raises(NoLongerOpen):
        invitation.accept(cast.user("Hanna"))


def test_a_coach_by_invitation_gets_no_profile(cast):
    invitation, _token = make(cast, role="coach")
    invitation.accept(cast.user("Sam"))
    assert cast.ridgeway.roles_of(cast.user("Sam")) == {"coach"}
    assert not cast.ridgeway.athletes.filter(user=cast.user("Sam")).exists()


def test_resending_replaces_it(cast):
    kim = cast.ridgeway.add_athlete("Kim")
    old, old_token = make(cast, athlete=kim, email="Kim@Example.org")
    new, token = old.resend(cast.user("Mira"))
    assert token != old_token
    assert not Invitation.objects.by_token(old_token).open().exists()
    assert (new.athlete, new.email, new.role, new.made_by) == (kim, "kim@example.org", "athlete", cast.user("Mira"))
    with pytest.raises(NoLongerOpen):
        old.resend(cast.user("Mira"))


def test_resending_keeps_the_squads_and_how_long(cast):
    old, _token = make(cast, squads=[cast.tuesday], lasts=dt.timedelta(days=3))
    new, _token = old.resend(cast.user("Mira"))
    assert new.expires_at - new.made_at == dt.timedelta(days=3)
    assert list(new.squads.all()) == [cast.tuesday]


def test_a_named_email_must_be_the_accounts(cast):
    invitation, _token = make(cast, email="Sam@Example.org")
    assert invitation.is_meant_for(cast.user("Sam"))
    assert not invitation.is_meant_for(cast.user("Anna"))
    assert make(cast)[0].is_meant_for(cast.user("Anna"))


def test_another_clubs_squads_and_profiles_are_refused(cast):
    for more in ({"squads": [cast.sailors]}, {"athlete": cast.tom}):
        with pytest.raises(ValueError, match="own club"):
            make(cast, **more)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("roles", "may_give"),
    [
        ({"owner"}, {"coach", "assistant", "athlete"}),
        ({"coach"}, {"assistant", "athlete"}),
        ({"assistant"}, set()),
        ({"athlete"}, set()),
        (set(), set()),
    ],
)
def test_who_may_invite_to_what(roles, may_give):
    assert roles_to_give(roles) == may_give


@pytest.mark.parametrize(
    "change",
    [
        {"role": "owner"},
        {"accepted_by": "Sam"},
        {"revoked_by": "Sam"},
        {"expires_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, change):
    invitation, _token = make(cast)
    values = {field: cast.user(value) if field.endswith("_by") else value for field, value in change.items()}
    with pytest.raises(IntegrityError, match="invitation_"), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(**values)


def test_the_database_refuses_one_that_was_used_and_revoked(cast):
    invitation, _token = make(cast)
    now = timezone.now()
    with pytest.raises(IntegrityError, match="invitation_ends_once"), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now, revoked_at=now)


def test_whoever_read_it_first_may_still_be_late(cast, monkeypatch):
    """Both have read that it is open; the other is through while the first still waits for its turn."""
    invitation, token = make(cast)
    other = Invitation.objects.by_token(token).open().get()
    turn = Club.one_at_a_time

    def wait(club):
        monkeypatch.setattr(Club, "one_at_a_time", turn)
        other.accept(cast.user("Hanna"))
        turn(club)

    monkeypatch.setattr(Club, "one_at_a_time", wait)
    with pytest.raises(NoLongerOpen):
        invitation.accept(cast.user("Sam"))
    assert cast.ridgeway.roles_of(cast.user("Sam")) == set()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="A database in memory has one connection that writes.")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_comes_in():
    cast = assemble()
    _invitation, token = make(cast)
    start, told = threading.Barrier(2), []

    def accept(name):
        try:
            found, user = Invitation.objects.by_token(token).open().get(), User.objects.get(name=name)
            start.wait(timeout=10)
            found.accept(user)
            told.append("in")
        except NoLongerOpen:
            told.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[name]) for name in ("Sam", "Root")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["in", "late"]
    assert Membership.objects.filter(club=cast.ridgeway, user__name__in=["Sam", "Root"]).count() == 1
