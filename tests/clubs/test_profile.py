from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
import time_machine

from clubs.models import Athlete
from tests.races import own_race, shared_race

PAGE = "/c/ridgeway/profile/"
MONDAY = "2026-11-23 10:00Z"
TYPED = {
    "goal": "ultra_trail",
    "level": "competitive",
    "strength_base": "loaded",
    "age_group": "over_50",
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
    assert anna.body_mass_kg == Decimal("62.5")
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
    assert 'value="2026-11-20"' in page
    assert form["past_bone_stress_injury"].value() is True
    assert form["injuries"].value() == ["calf", "knee"]


def test_everything_may_be_left_unknown(client_as, cast):
    assert client_as("Anna").post(PAGE, {}).status_code == 302
    anna = Athlete.objects.get(pk=cast.anna.pk)
    assert (anna.goal, anna.level, anna.strength_base, anna.age_group) == ("", "", "", "")
    assert (anna.body_mass_kg, anna.heavy_legs_since) == (None, None)
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
        ("goal", "fame"),
        ("goal", "' OR 1=1 --"),
        ("injuries", ["calf", "wing"]),
        ("terrain", ["<script>alert(1)</script>"]),
        ("heavy_legs_since", "2026-02-31"),
        ("heavy_legs_since", "lately 🏃"),
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
        assert client_as("Anna").post(PAGE, {"heavy_legs_since": "2026-11-25"}).status_code == 422


def test_a_round_mass_is_shown_without_decimals(client_as, cast):
    assert client_as("Anna").get(PAGE).context["form"]["body_mass_kg"].value() == "70"
    Athlete.objects.filter(pk=cast.anna.pk).update(body_mass_kg="100")
    assert client_as("Anna").get(PAGE).context["form"]["body_mass_kg"].value() == "100"


def test_an_athlete_writes_to_no_other_profile(client_as, cast):
    client_as("Anna").post(PAGE, {**TYPED, "name": "Eve", "club": cast.harbour.pk, "user": "", "pk": cast.ben.pk})
    anna, ben = Athlete.objects.get(pk=cast.anna.pk), Athlete.objects.get(pk=cast.ben.pk)
    assert (anna.name, anna.club, anna.user) == ("Anna", cast.ridgeway, cast.user("Anna"))
    assert ben.goal == ""


@pytest.mark.parametrize("number", [1, 20])
def test_the_profile_takes_few_queries(client_as, cast, number, django_assert_num_queries):
    client, day = client_as("Anna"), datetime.date(2027, 2, 7)
    for _number in range(number):
        own_race(cast.anna, day)
        shared_race(cast.ridgeway, day, cast.tuesday)
    # Session, user, member, athlete, own races, shared ones, and their squads.
    with django_assert_num_queries(7):
        client.get(PAGE)


PACES = {
    "threshold_pace": "7:20 /mi",
    "recent_race_distance": "half marathon",
    "recent_race_time": "1:38",
    "recent_race_on": "2026-11-01",
}


def test_paces_are_typed_as_runners_write_them(client_as, cast):
    client = client_as("Anna")
    assert client.post(PAGE, PACES).status_code == 302
    anna = Athlete.objects.get(pk=cast.anna.pk)
    assert anna.threshold_pace_s_per_km == Decimal("273.4")
    assert (anna.recent_race_distance_m, anna.recent_race_time_s) == (21_098, 98 * 60)
    assert anna.recent_race_on == datetime.date(2026, 11, 1)
    page = client.get(PAGE).content.decode()
    assert 'value="4:33\u00a0/km"' in page
    assert 'value="half marathon"' in page
    assert 'value="1:38:00"' in page
    client.post(PAGE, {})
    anna.refresh_from_db()
    assert (anna.threshold_pace_s_per_km, anna.recent_race_distance_m, anna.recent_race_on) == (None, None, None)


def test_what_was_shown_can_be_saved_again_unchanged(client_as, cast):
    cast.ridgeway.units = "mi"
    cast.ridgeway.save()
    client = client_as("Anna")
    client.post(PAGE, PACES)
    form = client.get(PAGE).context["form"]
    assert form["threshold_pace"].value() == "7:20\u00a0/mi"
    client.post(PAGE, {name: form[name].value() for name in PACES})
    anna = Athlete.objects.get(pk=cast.anna.pk)
    assert (anna.threshold_pace_s_per_km, anna.recent_race_distance_m) == (Decimal("273.4"), 21_098)


def test_a_coach_keeps_paces_too(client_as, cast):
    client = client_as("Mira")
    response = client.post(f"/c/ridgeway/athletes/{cast.ben.pk}/", {"name": "Ben", **PACES})
    assert response.status_code == 302
    assert Athlete.objects.get(pk=cast.ben.pk).recent_race_time_s == 98 * 60


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"threshold_pace": "fast"}, "Write a pace between"),
        ({"threshold_pace": "1:10"}, "Write a pace between"),
        ({"recent_race_distance": "ten"}, "Write the distance with its unit"),
        ({"recent_race_time": "1:38"}, "A race needs its distance, its time and its day"),
        ({"recent_race_on": ""}, "A race needs its distance, its time and its day"),
        ({"recent_race_time": "45:10"}, "or 1:38:20"),
        ({"recent_race_distance": "800 m", "recent_race_time": "2:20"}, "3:30 minutes up to 3:50 hours"),
        ({"recent_race_distance": "marathon", "recent_race_time": "4:10:00"}, "3:30 minutes up to 3:50 hours"),
        ({"recent_race_on": "2026-11-24"}, "give a race that you have run"),
    ],
)
def test_paces_that_nobody_can_read_are_refused_with_nothing_lost(client_as, cast, typed, complaint):
    only_one = {"recent_race_time": "1:38"} if typed == {"recent_race_time": "1:38"} else {**PACES, **typed}
    response = client_as("Anna").post(PAGE, only_one)
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert all(f'value="{text}"' in page for text in only_one.values() if text)
    assert Athlete.objects.get(pk=cast.anna.pk).recent_race_time_s is None
