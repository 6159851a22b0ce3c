from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
import time_machine

from clubs.models import Athlete

PAGE = "/c/ridgeway/profile/"
MONDAY = "2026-11-23 10:00Z"
TYPED = {
    "goal": "ultra_trail",
    "level": "competitive",
    "strength_base": "loaded",
    "age_group": "over_50",
    "next_race_on": "2027-02-07",
    "race_pack_kg": "4,5",
    "body_mass_kg": "62.5",
    "injuries": ["calf", "knee"],
    "past_bone_stress_injury": "True",
    "heavy_legs_since": "2026-11-20",
    "no_added_load": "on",
    "equipment": ["band", "rope"],
    "terrain": ["hill"],
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(MONDAY):
        yield


def test_it_works(client_as, cast):
    client = client_as("Anna")
    assert client.get(PAGE).status_code == 200
    response = client.post(PAGE, TYPED)
    assert (response.status_code, response["Location"]) == (302, PAGE)
    anna = Athlete.objects.get(pk=cast.anna.pk)
    assert (anna.goal, anna.level, anna.strength_base, anna.age_group) == (
        "ultra_trail",
        "competitive",
        "loaded",
        "over_50",
    )
    assert anna.next_race_on == datetime.date(2027, 2, 7)
    assert (anna.race_pack_kg, anna.body_mass_kg) == (Decimal("4.5"), Decimal("62.5"))
    assert (anna.injuries, anna.equipment, anna.terrain) == (["calf", "knee"], ["band", "rope"], ["hill"])
    assert anna.past_bone_stress_injury is True
    assert anna.no_added_load is True
    assert anna.heavy_legs_since == datetime.date(2026, 11, 20)
    assert anna.name == "Anna"
    assert "Your profile is saved." in client.get(PAGE).content.decode()


def test_what_was_saved_is_shown_again(client_as, cast):
    client = client_as("Anna")
    client.post(PAGE, TYPED)
    form = client.get(PAGE).context["form"]
    page = client.get(PAGE).content.decode()
    assert 'name="goal" value="ultra_trail" id="id_goal_2" checked' in " ".join(page.split())
    assert 'value="2027-02-07"' in page
    assert form["past_bone_stress_injury"].value() is True
    assert form["injuries"].value() == ["calf", "knee"]


def test_everything_may_be_left_unknown(client_as, cast):
    assert client_as("Anna").post(PAGE, {}).status_code == 302
    anna = Athlete.objects.get(pk=cast.anna.pk)
    assert (anna.goal, anna.level, anna.strength_base, anna.age_group) == ("", "", "", "")
    assert (anna.next_race_on, anna.race_pack_kg, anna.body_mass_kg, anna.heavy_legs_since) == (None,) * 4
    assert anna.past_bone_stress_injury is None
    assert (anna.injuries, anna.no_added_load) == ([], False)


def test_no_bone_stress_injury_is_another_answer_than_none(client_as, cast):
    client_as("Anna").post(PAGE, {"past_bone_stress_injury": "False"})
    assert Athlete.objects.get(pk=cast.anna.pk).past_bone_stress_injury is False


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        ("body_mass_kg", "712"),
        ("body_mass_kg", "29.9"),
        ("body_mass_kg", "seventy"),
        ("body_mass_kg", "NaN"),
        ("body_mass_kg", "Infinity"),
        ("body_mass_kg", "1e400"),
        ("body_mass_kg", "7" * 10_000),
        ("race_pack_kg", "-1"),
        ("race_pack_kg", "40.01"),
        ("goal", "fame"),
        ("goal", "' OR 1=1 --"),
        ("injuries", ["calf", "wing"]),
        ("terrain", ["<script>alert(1)</script>"]),
        ("next_race_on", "2026-02-31"),
        ("next_race_on", "2026-11-22"),
        ("next_race_on", "soon 🏃"),
        ("heavy_legs_since", "2026-11-24"),
        ("heavy_legs_since", "0000-00-00"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(client_as, cast, fact, typed):
    response = client_as("Anna").post(PAGE, {**TYPED, fact: typed})
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [fact]
    assert form[fact].value() == typed
    assert form["injuries"].value() == (typed if fact == "injuries" else ["calf", "knee"])
    page = response.content.decode()
    assert "<script>alert" not in page
    assert page.count(" autofocus") == 1
    assert f'href="#id_{fact}"' in page
    assert f'id="id_{fact}_error"' in page
    assert Athlete.objects.get(pk=cast.anna.pk).goal == "road_race"


def test_a_mass_is_kept_to_the_nearest_100_grams(client_as, cast):
    client_as("Anna").post(PAGE, {"body_mass_kg": " 70,26 "})
    assert Athlete.objects.get(pk=cast.anna.pk).body_mass_kg == Decimal("70.3")


def test_today_is_the_clubs_own(client_as, cast):
    cast.ridgeway.timezone = "Pacific/Kiritimati"
    cast.ridgeway.save()
    with time_machine.travel("2026-11-23 12:00Z"):
        assert client_as("Anna").post(PAGE, {"heavy_legs_since": "2026-11-24"}).status_code == 302
        assert client_as("Anna").post(PAGE, {"next_race_on": "2026-11-23"}).status_code == 422


def test_a_round_mass_is_shown_without_decimals(client_as, cast):
    assert client_as("Anna").get(PAGE).context["form"]["body_mass_kg"].value() == "70"
    Athlete.objects.filter(pk=cast.anna.pk).update(body_mass_kg="100")
    assert client_as("Anna").get(PAGE).context["form"]["body_mass_kg"].value() == "100"


def test_a_race_that_was_run_does_not_stand_in_the_way(client_as, cast):
    Athlete.objects.filter(pk=cast.anna.pk).update(next_race_on="2026-10-01")
    page = client_as("Anna").get(PAGE)
    assert page.context["form"]["next_race_on"].value() is None


def test_an_athlete_writes_to_no_other_profile(client_as, cast):
    client_as("Anna").post(PAGE, {**TYPED, "name": "Eve", "club": cast.harbour.pk, "user": "", "pk": cast.ben.pk})
    anna, ben = Athlete.objects.get(pk=cast.anna.pk), Athlete.objects.get(pk=cast.ben.pk)
    assert (anna.name, anna.club, anna.user) == ("Anna", cast.ridgeway, cast.user("Anna"))
    assert ben.goal == ""


def test_the_profile_takes_few_queries(client_as, cast, django_assert_num_queries):
    client = client_as("Anna")
    # Session, user, member, athlete.
    with django_assert_num_queries(4):
        client.get(PAGE)
