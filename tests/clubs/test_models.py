from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clubs.models import Athlete, Club, Membership, User


def test_an_email_is_one_person_in_any_case(cast):
    assert User.objects.get(email="MIRA@Example.org") == cast.user("Mira")
    assert User.objects.get_by_natural_key("Mira@EXAMPLE.org") == cast.user("Mira")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Mira@Example.org")


def test_an_email_is_stored_in_lower_case_by_every_road(db):
    User.objects.create_user(" Zoe@Example.ORG ")
    User(email="Yan@Example.ORG").save()
    User.objects.bulk_create([User(email="Xu@Example.ORG")])
    stored = set(User.objects.values_list("email", flat=True))
    assert stored == {"zoe@example.org", "yan@example.org", "xu@example.org"}


def test_a_user_needs_an_email(db):
    with pytest.raises(ValueError, match="needs an email"):
        User.objects.create_user("")


def test_a_superuser_may_use_the_admin_and_a_user_may_not(db):
    assert User.objects.create_superuser("a@example.org", "pw").is_staff
    assert not User.objects.create_user("b@example.org", "pw").is_staff


def test_a_user_goes_by_the_name_or_else_the_email():
    assert User(email="mira@example.org", name="Mira Holt").get_full_name() == "Mira Holt"
    assert User(email="mira@example.org", name="Mira Holt").get_short_name() == "Mira"
    assert User(email="mira@example.org").get_short_name() == "mira@example.org"


def test_for_user_finds_each_club_once(cast):
    ruth = cast.user("Ruth")
    cast.ridgeway.add_member(ruth, "coach")
    cast.harbour.add_member(ruth, "athlete")
    assert list(Club.objects.for_user(ruth)) == [cast.harbour, cast.ridgeway]
    assert list(Club.objects.for_user(cast.user("Sam"))) == []


def test_today_is_the_clubs_own(cast):
    cast.ridgeway.timezone = "Pacific/Auckland"
    with time_machine.travel("2026-11-22 12:30Z"):
        assert cast.ridgeway.today() == datetime.date(2026, 11, 23)
        assert cast.harbour.today() == datetime.date(2026, 11, 22)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_a_club_needs_a_time_zone_that_exists(cast, zone):
    cast.ridgeway.timezone = zone
    with pytest.raises(ValidationError) as refused:
        cast.ridgeway.full_clean()
    assert "timezone" in refused.value.message_dict


@pytest.mark.parametrize("packs", ["founding", [1], ["founding", "founding"], [""]])
def test_packs_are_a_list_of_names(cast, packs):
    cast.ridgeway.packs = packs
    with pytest.raises(ValidationError) as refused:
        cast.ridgeway.full_clean()
    assert "packs" in refused.value.message_dict


@pytest.mark.parametrize("injuries", ["calf", ["wing"], ["calf", "calf"], [["calf"]], {"calf": 1}])
def test_injuries_are_a_list_of_known_words(cast, injuries):
    cast.anna.injuries = injuries
    with pytest.raises(ValidationError) as refused:
        cast.anna.full_clean()
    assert "injuries" in refused.value.message_dict


def test_lists_of_words_come_back_as_they_were_saved(cast):
    cast.anna.injuries = ["calf", "knee"]
    cast.anna.full_clean()
    cast.anna.save()
    assert Athlete.objects.get(pk=cast.anna.pk).injuries == ["calf", "knee"]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("goal", "fame"),
        ("level", "elite"),
        ("strength_base", "huge"),
        ("age_group", "old"),
        ("body_mass_kg", 29),
        ("body_mass_kg", 201),
    ],
)
def test_the_database_refuses_impossible_facts(cast, fact, value):
    with pytest.raises(IntegrityError, match="athlete_"), transaction.atomic():
        Athlete.objects.filter(pk=cast.anna.pk).update(**{fact: value})


@pytest.mark.parametrize(("setting", "value"), [("units", "ft"), ("bare_m", "maybe"), ("policy", "lax")])
def test_the_database_refuses_impossible_settings(cast, setting, value):
    with pytest.raises(IntegrityError, match="club_"), transaction.atomic():
        Club.objects.filter(pk=cast.ridgeway.pk).update(**{setting: value})


def test_the_database_refuses_an_unknown_role_and_the_same_role_twice(cast):
    sam = cast.user("Sam")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=sam, club=cast.ridgeway, role="king")
    Membership.objects.create(user=sam, club=cast.ridgeway, role="coach")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=sam, club=cast.ridgeway, role="coach")


def test_an_athlete_added_as_member_gets_a_profile_once(cast):
    sam = cast.user("Sam")
    cast.ridgeway.add_member(sam, "athlete")
    cast.ridgeway.add_member(sam, "athlete")
    assert [athlete.name for athlete in cast.ridgeway.athletes.filter(user=sam)] == ["Sam"]


def test_an_athlete_can_be_planned_for_without_an_account(cast):
    first = cast.ridgeway.add_athlete("Kim")
    second = cast.ridgeway.add_athlete("Kim")
    assert first != second
    assert not cast.ridgeway.memberships.filter(user__name="Kim").exists()


def test_a_user_has_one_profile_per_club(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.ridgeway.add_athlete("Anna again", user=cast.user("Anna"))
    assert cast.harbour.add_athlete("Anna", user=cast.user("Anna")).club == cast.harbour


def test_a_profile_outlives_the_account(cast):
    cast.user("Anna").delete()
    cast.anna.refresh_from_db()
    assert cast.anna.user is None
    assert cast.anna.name == "Anna"


def test_a_squad_refuses_athletes_of_another_club(cast):
    with pytest.raises(ValueError, match="own club"):
        cast.tuesday.set_athletes([cast.anna, cast.tom])
    assert set(cast.tuesday.athletes.all()) == {cast.anna, cast.ben}


def test_a_squad_name_is_taken_once_per_club(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.ridgeway.squads.create(name="Tuesday squad")
    assert cast.harbour.squads.create(name="Tuesday squad").pk


def test_missing_facts_are_named(cast):
    assert cast.anna.missing_facts == {}
    cast.anna.goal = ""
    cast.anna.past_bone_stress_injury = None
    assert list(cast.anna.missing_facts.values()) == ["training for", "past bone stress injury"]
