"""What athletes let coaches see: said by themselves, kept with its time, taken back at once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction

from clubs import choices
from clubs.models import Athlete, Consent, Invitation
from clubs.visibility import BY_SLUG, FIELDS, NO, OF_THE_PROFILE, YES, coach_sees, hidden_in_admin, kept_from_coaches
from plans.models import Log, Recording
from tests.consents import show

PRIVACY = "/c/ridgeway/privacy/"
INTIMATE = {"body_mass_kg": "72.5", "injuries": ["achilles"], "past_bone_stress_injury": "True"}


@pytest.fixture
def page(cast):
    return f"/c/ridgeway/athletes/{cast.anna.pk}/"


@pytest.fixture
def anna(cast):
    Athlete.objects.filter(pk=cast.anna.pk).update(
        body_mass_kg=63.5, injuries=["achilles"], past_bone_stress_injury=True
    )
    return Athlete.objects.get(pk=cast.anna.pk)


def facts(athlete):
    athlete.refresh_from_db()
    return athlete.body_mass_kg, athlete.injuries, athlete.past_bone_stress_injury


def test_it_works(client_as, anna, page):
    """Anna says yes, Mira reads and writes; Anna takes it back, and Mira does neither."""
    assert 'name="body_mass_kg"' not in client_as("Mira").get(page).content.decode()
    assert client_as("Anna").post(PRIVACY, {"shown": ["body_mass", "injuries"]})["Location"] == PRIVACY
    assert 'value="63.5"' in client_as("Mira").get(page).content.decode()
    client_as("Mira").post(page, {"name": "Anna", **INTIMATE})
    assert facts(anna) == (72.5, ["achilles"], True)

    client_as("Anna").post(PRIVACY, {})

    assert 'name="body_mass_kg"' not in client_as("Mira").get(page).content.decode()
    kept = list(Consent.objects.values_list("what", "by__name"))
    assert sorted(kept) == [("body_mass", "Anna"), ("injuries", "Anna")]
    assert all(one.withdrawn_at >= one.given_at for one in Consent.objects.all())


def test_one_thing_is_agreed_to_without_the_other(client_as, anna, page):
    client_as("Anna").post(PRIVACY, {"shown": ["injuries"]})
    seen = client_as("Mira").get(page).content.decode()
    assert 'name="injuries"' in seen
    assert 'name="past_bone_stress_injury"' in seen
    assert 'name="body_mass_kg"' not in seen
    assert "Kept between the athlete and Uphill: body mass." in seen


def test_what_a_coach_may_not_see_is_not_overwritten(client_as, anna, page):
    assert client_as("Mira").post(page, {"name": "Anna", "goal": "fitness", **INTIMATE}).status_code == 302
    assert facts(anna) == (63.5, ["achilles"], True)
    assert anna.goal == "fitness"


def test_saying_it_again_leaves_one_row_and_agreeing_later_another(client_as, cast):
    client = client_as("Anna")
    for shown in (["injuries"], ["injuries"], [], ["injuries"]):
        client.post(PRIVACY, {"shown": shown})
    assert Consent.objects.count() == 2
    assert Consent.objects.standing().count() == 1


def test_the_database_keeps_one_that_stands(cast):
    show(cast.anna, "injuries")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(athlete=cast.anna, what="injuries")


def test_it_is_agreed_to_in_each_club_by_itself(client_as, cast):
    elsewhere = cast.harbour.add_athlete("Anna", user=cast.user("Anna"), body_mass_kg=60)
    client_as("Anna").post(PRIVACY, {"shown": ["body_mass"]})
    assert elsewhere.shows == frozenset()
    assert cast.anna.shows == {"body_mass"}


def test_what_does_not_exist_is_refused(client_as, cast):
    response = client_as("Anna").post(PRIVACY, {"shown": ["dreams"]})
    assert response.status_code == 422
    assert not Consent.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("Mira", 403), ("Hanna", 404), ("Sam", 404), (None, 302)])
def test_nobody_agrees_for_an_athlete(client_as, cast, name, status):
    assert client_as(name).post(PRIVACY, {"shown": ["injuries"]}).status_code == status
    assert not Consent.objects.exists()


def test_coaches_see_what_they_wrote_of_who_has_no_account(client_as, cast):
    kim = cast.ridgeway.add_athlete("Kim", body_mass_kg=58)
    assert kept_from_coaches(kim) == frozenset()
    assert 'value="58"' in client_as("Mira").get(f"/c/ridgeway/athletes/{kim.pk}/").content.decode()


def test_whoever_takes_a_profile_over_is_asked(client_as, cast):
    kim = cast.ridgeway.add_athlete("Kim", body_mass_kg=58)
    _made, token = Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Ruth"), athlete=kim)
    client = client_as("Sam")
    response = client.post(f"/join/{token}/", follow=True)
    assert response.redirect_chain[-1] == (PRIVACY, 302)
    assert "unless you say so here" in response.content.decode()
    kim.refresh_from_db()
    assert kept_from_coaches(kim) == {"body_mass_kg"}


def test_nobody_takes_over_what_somebody_else_logged(client_as, cast):
    cast.ridgeway.remove(cast.user("Anna"))
    _made, link = Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Ruth"), athlete=cast.anna)
    assert client_as("Sam").post(f"/join/{link}/").status_code == 302
    assert cast.ridgeway.athletes.get(user__name="Sam") != cast.anna
    _again, link = Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Ruth"), athlete=cast.anna)
    client_as("Anna").post(f"/join/{link}/")
    assert cast.ridgeway.athletes.get(user__name="Anna") == cast.anna


def test_whoever_leaves_takes_along_what_was_kept_from_coaches(cast, anna):
    show(anna, "body_mass")
    cast.ridgeway.remove(cast.user("Anna"))
    assert facts(anna) == (None, [], None)
    assert not Consent.objects.standing().exists()
    assert anna.goal == "road_race"
    assert list(Athlete.objects.of(cast.user("Anna"))) == [anna]


def test_athletes_with_consents_are_fetched_in_one_query(cast, django_assert_num_queries):
    show(cast.anna, "injuries")
    with django_assert_num_queries(1):
        shows = {athlete.name: athlete.shows for athlete in cast.ridgeway.athletes.with_consents()}
    assert shows == {"Anna": {"injuries"}, "Ben": frozenset()}


def test_every_column_of_a_profile_is_declared():
    told = {field.name for field in Athlete._meta.concrete_fields} - {"id", "club", "user", "parted_from"}
    assert told == set(OF_THE_PROFILE)


def test_every_consent_is_asked_for_by_a_field():
    taken = {field.coaches for field in FIELDS} - {YES, NO}
    assert taken == set(choices.slugs(choices.consents()))
    assert len(BY_SLUG) == len(FIELDS)


@pytest.mark.parametrize("column", ["goal", "threshold_pace_s_per_km", "heavy_legs_since", "no_added_load", "name"])
def test_what_coaches_need_is_theirs_to_see(cast, column):
    assert coach_sees(cast.anna, column)


def test_the_page_says_what_the_table_says(client_as, cast):
    page = client_as("Anna").get(PRIVACY).content.decode()
    assert all(str(field.label) in page for field in FIELDS)
    assert "No, unless you say so" in page
    assert "Only if the athlete says so" in client_as("Mira").get(PRIVACY).content.decode()


def test_the_admin_has_no_field_for_it(client_as, anna):
    page = client_as("Root").get(f"/admin/clubs/athlete/{anna.pk}/change/").content.decode()
    assert 'name="name"' in page
    for column in (*INTIMATE, "heavy_legs_since", "threshold_pace_s_per_km", "recent_race_time_s"):
        assert column in hidden_in_admin()
        assert column not in page
    registered = {model._meta.label for model in admin.site._registry}
    hidden = ("Log", "Recording", "FileBrought", "Comment", "Seen", "Notice", "CalendarAddress", "CalendarEvent")
    assert not registered & {"clubs.Consent", *(f"plans.{name}" for name in hidden)}


@pytest.mark.parametrize("what", ["athlete", "user", "club", "squad"])
def test_deleting_in_the_admin_counts_what_goes_and_shows_none_of_it(client_as, cast, what):
    alone = cast.anna.plan_on_their_own()
    log = Log.objects.say(cast.anna, {"date": "2026-11-23", "outcome": "missed"}, sending=uuid4())
    Recording.objects.create(log=log, name="yakutsk.gpx", kind="gpx", content=b"", digest="0" * 64)
    key = {"athlete": cast.anna.pk, "user": cast.anna.user_id, "club": cast.ridgeway.pk, "squad": alone.pk}[what]
    page = client_as("Root").get(f"/admin/clubs/{what}/{key}/delete/").content.decode()
    assert "Summary" in page
    assert ("Recordings: 1" in page) == (what in ("athlete", "user", "club"))
    assert "yakutsk" not in page
    assert "Missed" not in page
