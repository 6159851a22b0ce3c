"""Changing roles, leaving, and handing a club over: a club never has no owner."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from clubs.models import Club, Invitation, LastOwner, Membership, User
from tests.cast import assemble


def test_it_works(cast):
    mira = cast.user("Mira")
    cast.ridgeway.set_roles(mira, {"assistant", "athlete"})
    assert cast.ridgeway.roles_of(mira) == {"assistant", "athlete"}
    assert cast.ridgeway.athletes.filter(user=mira).exists()


def test_a_stranger_gets_no_role_by_it(cast):
    with pytest.raises(Membership.DoesNotExist):
        cast.ridgeway.set_roles(cast.user("Sam"), {"coach"})
    assert cast.ridgeway.roles_of(cast.user("Sam")) == set()


def test_the_only_owner_stays(cast):
    ruth = cast.user("Ruth")
    for roles in ((), {"coach"}):
        with pytest.raises(LastOwner):
            cast.ridgeway.set_roles(ruth, roles)
    assert cast.ridgeway.roles_of(ruth) == {"owner"}


def test_one_of_two_owners_may_leave(cast):
    cast.ridgeway.hand_over(cast.user("Ruth"), cast.user("Mira"), stays=True)
    cast.ridgeway.remove(cast.user("Ruth"))
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == set()
    with pytest.raises(LastOwner):
        cast.ridgeway.remove(cast.user("Mira"))


def test_an_owner_of_another_club_does_not_count(cast):
    cast.harbour.add_member(cast.user("Ruth"), "owner")
    with pytest.raises(LastOwner):
        cast.ridgeway.remove(cast.user("Ruth"))


def test_whoever_hands_over_becomes_a_coach(cast):
    cast.ridgeway.hand_over(cast.user("Ruth"), cast.user("Mira"), stays=False)
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"coach"}
    assert cast.ridgeway.roles_of(cast.user("Mira")) == {"owner", "coach"}


@pytest.mark.parametrize(("giver", "taker"), [("Mira", "Ines"), ("Ruth", "Sam"), ("Ruth", "Hanna")])
def test_only_an_owner_hands_over_and_only_to_a_member(cast, giver, taker):
    with pytest.raises(Membership.DoesNotExist):
        cast.ridgeway.hand_over(cast.user(giver), cast.user(taker), stays=False)
    assert set(cast.ridgeway.memberships.filter(role="owner").values_list("user__name", flat=True)) == {"Ruth"}


def test_handing_over_to_oneself_changes_nothing(cast):
    cast.ridgeway.hand_over(cast.user("Ruth"), cast.user("Ruth"), stays=False)
    assert cast.ridgeway.roles_of(cast.user("Ruth")) == {"owner"}


@pytest.mark.parametrize("leaves_squads", [True, False])
def test_an_athlete_who_goes_leaves_the_profile(cast, leaves_squads):
    cast.ridgeway.remove(cast.user("Anna"), leaves_squads=leaves_squads)
    cast.anna.refresh_from_db()
    assert (cast.anna.user, cast.anna.name, cast.anna.goal) == (None, "Anna", "road_race")
    assert (cast.tuesday in cast.anna.squads.all()) is not leaves_squads
    assert cast.ridgeway.roles_of(cast.user("Anna")) == set()


def test_a_profile_in_another_club_stays(cast):
    cast.ridgeway.add_member(cast.user("Tom"), "athlete")
    cast.ridgeway.remove(cast.user("Tom"))
    cast.tom.refresh_from_db()
    assert cast.tom.user == cast.user("Tom")


def test_invitations_that_one_could_not_make_any_more_are_revoked(cast):
    ruth, mira = cast.user("Ruth"), cast.user("Mira")
    cast.ridgeway.hand_over(ruth, mira, stays=True)
    made = {role: Invitation.objects.make(cast.ridgeway, role, ruth)[0] for role in ("coach", "athlete")}
    of_mira, _token = Invitation.objects.make(cast.ridgeway, "coach", mira)
    cast.ridgeway.set_roles(ruth, {"coach"})
    assert set(Invitation.objects.open()) == {made["athlete"], of_mira}
    cast.ridgeway.remove(ruth)
    assert set(Invitation.objects.open()) == {of_mira}


def test_whoever_waited_while_the_other_owner_left_stays(cast, monkeypatch):
    ruth, mira = cast.user("Ruth"), cast.user("Mira")
    cast.ridgeway.hand_over(ruth, mira, stays=True)
    turn = Club.one_at_a_time

    def wait(club):
        monkeypatch.setattr(Club, "one_at_a_time", turn)
        cast.ridgeway.remove(mira)
        turn(club)

    monkeypatch.setattr(Club, "one_at_a_time", wait)
    with pytest.raises(LastOwner):
        cast.ridgeway.remove(ruth)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="A database in memory has one connection that writes.")
@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays():
    cast = assemble()
    cast.ridgeway.hand_over(cast.user("Ruth"), cast.user("Mira"), stays=True)
    start, told = threading.Barrier(2), []

    def leave(name):
        try:
            club, user = Club.objects.get(slug="ridgeway"), User.objects.get(name=name)
            start.wait(timeout=10)
            club.remove(user)
            told.append("left")
        except LastOwner:
            told.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[name]) for name in ("Ruth", "Mira")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["left", "stays"]
    assert cast.ridgeway.memberships.filter(role="owner").count() == 1
