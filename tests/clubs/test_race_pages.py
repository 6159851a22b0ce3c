"""The club's races, which coaches keep, and an athlete's own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.utils.formats import date_format

from clubs.models import Race
from tests.races import own_race, shared_race
from tests.texts import text_of

PAGE = "/c/ridgeway/races/"
PROFILE = "/c/ridgeway/profile/"
TODAY = dt.date(2026, 11, 23)
TYPED = {"name": "City 10 km", "date": "2027-01-25", "distance_m": "10 km", "priority": "A", "pack_kg": ""}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00Z"):
        yield


def days(number):
    return TODAY + dt.timedelta(days=number)


class TestTheClubsRaces:
    def test_it_works(self, client_as, cast):
        mira = client_as("Mira")
        assert "No race is ahead." in text_of(mira.get(PAGE))
        response = mira.post(f"{PAGE}new/", {**TYPED, "squads": [cast.tuesday.pk]})
        assert (response.status_code, response["Location"]) == (302, PAGE)
        race = Race.objects.get()
        assert (race.club, race.athlete, list(race.squads.all())) == (cast.ridgeway, None, [cast.tuesday])
        assert (race.name, race.date, race.distance_m) == ("City 10 km", dt.date(2027, 1, 25), 10_000)
        assert (race.priority, race.pack_kg) == ("A", None)
        page = text_of(mira.get(PAGE))
        assert "City 10 km is saved." in page
        assert "in 9 weeks" in page
        assert "A: the goal" in page
        assert "Tuesday squad" in page

    def test_a_race_is_for_one_athlete_for_squads_or_for_everybody(self, client_as, cast):
        mira = client_as("Mira")
        mira.post(f"{PAGE}new/", {**TYPED, "athlete": cast.anna.pk})
        mira.post(f"{PAGE}new/", TYPED)
        assert [(race.athlete, list(race.squads.all())) for race in Race.objects.all()] == [(cast.anna, []), (None, [])]
        assert "The whole club" in text_of(mira.get(PAGE))

    def test_upcoming_first_and_then_what_was_run(self, client_as, cast):
        own_race(cast.anna, days(-7), name="Behind")
        own_race(cast.anna, days(0), name="Now")
        own_race(cast.ben, None, name="Some day", pack_kg=Decimal("4.5"))
        shared_race(cast.ridgeway, days(5), name="Soon", pack_kg=0)
        page = text_of(client_as("Mira").get(PAGE))
        order = (">Ahead<", ">Now<", "today", ">Soon<", "in 5 days", "no pack", "Date not set yet", ">Some day<")
        order += ("4.5 kg pack", ">Past<", ">Behind<")
        places = [page.index(words) for words in order]
        assert places == sorted(places)

    def test_a_race_is_changed(self, client_as, cast):
        race = shared_race(cast.ridgeway, days(7), cast.tuesday, distance_m=21_098)
        mira, address = client_as("Mira"), f"{PAGE}{race.pk}/"
        page = mira.get(address)
        assert page.context["form"]["distance_m"].value() == "half marathon"
        assert "checked" in page.content.decode()
        seen = {"seen": race.fingerprint}
        assert mira.post(address, {**TYPED, **seen, "distance_m": "50 mi", "priority": "C"}).status_code == 302
        race.refresh_from_db()
        assert (race.distance_m, race.priority, list(race.squads.all())) == (80_467, "C", [])

    def test_of_two_coaches_the_second_is_shown_what_the_first_one_saved(self, client_as, cast):
        race = shared_race(cast.ridgeway, days(7), cast.tuesday, distance_m=21_098)
        address = f"{PAGE}{race.pk}/"
        mira, ruth = client_as("Mira"), client_as("Ruth")
        opened = {who: {"seen": who.get(address).context["form"]["seen"].value()} for who in (mira, ruth)}
        assert ruth.post(address, {**TYPED, **opened[ruth], "date": days(9).isoformat()}).status_code == 302
        late = mira.post(address, {**TYPED, **opened[mira], "distance_m": "50 mi", "date": days(7).isoformat()})
        assert late.status_code == 409
        page = text_of(late)
        assert "Somebody changed this race since you opened it. It says now: " in page
        assert f"Date: {date_format(days(9))}" in page
        assert 'value="50 mi"' in page
        race.refresh_from_db()
        assert (race.date, race.distance_m) == (days(9), 10_000)
        again = {**TYPED, "seen": late.context["form"]["seen"].value(), "distance_m": "50 mi"}
        assert mira.post(address, again).status_code == 302
        race.refresh_from_db()
        assert race.distance_m == 80_467

    def test_the_address_says_for_whom(self, client_as, cast):
        page = client_as("Mira").get(f"{PAGE}new/?athlete={cast.ben.pk}&squad={cast.tuesday.pk}").content.decode()
        assert f'<option value="{cast.ben.pk}" selected>' in page
        assert client_as("Mira").get(f"{PAGE}new/?athlete=x&squad=%00&squad=9999999999999999999").status_code == 200

    @pytest.mark.parametrize(
        ("fact", "typed"),
        [
            ("distance_m", "ten"),
            ("distance_m", "10"),
            ("distance_m", "1" * 41),
            ("distance_m", "<script>alert(1)</script>"),
            ("date", "2026-02-31"),
            ("date", ""),
            ("priority", "D"),
            ("priority", ""),
            ("pack_kg", "41"),
            ("pack_kg", "heavy"),
            ("name", "x" * 101),
            ("athlete", "0"),
            ("squads", ["0"]),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_lost(self, client_as, fact, typed):
        response = client_as("Mira").post(f"{PAGE}new/", {**TYPED, fact: typed})
        assert response.status_code == 422
        form, page = response.context["form"], response.content.decode()
        assert list(form.errors) == [fact]
        assert form[fact].value() == typed
        assert "<script>alert" not in page
        assert page.count(" autofocus") == 1
        assert f'id="id_{fact}_error"' in page
        assert not Race.objects.exists()

    def test_one_athlete_and_a_squad_is_too_much(self, client_as, cast):
        typed = {**TYPED, "athlete": cast.anna.pk, "squads": [cast.tuesday.pk]}
        response = client_as("Mira").post(f"{PAGE}new/", typed)
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["squads"])

    def test_a_date_may_stay_open_where_the_pack_is_known(self, client_as):
        response = client_as("Mira").post(f"{PAGE}new/", {**TYPED, "date": "", "pack_kg": "4,5"})
        assert response.status_code == 302
        assert (Race.objects.get().date, Race.objects.get().pack_kg) == (None, Decimal("4.5"))

    def test_people_of_another_club_cannot_be_named(self, client_as, cast):
        mira = client_as("Mira")
        for typed in ({"athlete": cast.tom.pk}, {"squads": [cast.sailors.pk]}):
            assert mira.post(f"{PAGE}new/", {**TYPED, **typed}).status_code == 422
        assert "Tom" not in mira.get(f"{PAGE}new/").content.decode()
        assert not Race.objects.exists()

    def test_it_is_deleted_once_that_is_confirmed(self, client_as, cast):
        race = shared_race(cast.ridgeway, days(7), name="City 10 km")
        mira, address = client_as("Mira"), f"{PAGE}{race.pk}/delete/"
        assert "Delete City 10 km?" in text_of(mira.get(address))
        assert Race.objects.exists()
        assert mira.post(address)["Location"] == PAGE
        assert not Race.objects.exists()
        assert "City 10 km is deleted." in text_of(mira.get(PAGE))

    def test_another_clubs_race_is_not_found(self, client_as, cast):
        race = shared_race(cast.harbour, days(7))
        for address in (f"{PAGE}{race.pk}/", f"{PAGE}{race.pk}/delete/"):
            assert client_as("Mira").get(address).status_code == 404
            assert client_as("Mira").post(address, TYPED).status_code == 404
        assert Race.objects.get().name == ""

    def test_athletes_see_no_list_of_everybodys_races(self, client_as):
        assert client_as("Anna").get(PAGE).status_code == 403

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_list_takes_as_many_queries_for_one_as_for_many(
        self, client_as, cast, number, django_assert_num_queries
    ):
        for day in range(number):
            own_race(cast.anna, days(day))
            shared_race(cast.ridgeway, days(-day - 1), cast.tuesday)
        client = client_as("Mira")
        # Session, user, member, those ahead, those that were run, and the squads of either.
        with django_assert_num_queries(7):
            client.get(PAGE)


class TestAnAthletesOwnRaces:
    def test_it_works(self, client_as, cast):
        anna = client_as("Anna")
        assert "You have no race of your own ahead." in text_of(anna.get(PROFILE))
        response = anna.post(f"{PROFILE}races/new/", {**TYPED, "distance_m": "half marathon"})
        assert (response.status_code, response["Location"]) == (302, f"{PROFILE}#races")
        race = Race.objects.get()
        assert (race.club, race.athlete, race.distance_m) == (cast.ridgeway, cast.anna, 21_098)
        assert "in 9 weeks" in text_of(anna.get(PROFILE))
        anna.post(f"{PROFILE}races/{race.pk}/", {**TYPED, "seen": race.fingerprint, "priority": "B"})
        race.refresh_from_db()
        assert (race.priority, race.athlete) == ("B", cast.anna)
        assert anna.post(f"{PROFILE}races/{race.pk}/delete/").status_code == 302
        assert not Race.objects.exists()

    def test_the_clubs_races_are_there_to_be_read(self, client_as, cast):
        hills = cast.ridgeway.squads.create(name="Hill squad")
        shared_race(cast.ridgeway, days(7), name="For everybody")
        shared_race(cast.ridgeway, days(7), cast.tuesday, name="For Tuesdays")
        shared_race(cast.ridgeway, days(7), hills, name="For the hills")
        own_race(cast.ben, days(7), name="For Ben")
        page = text_of(client_as("Anna").get(PROFILE))
        assert "For everybody" in page
        assert "For Tuesdays" in page
        assert "For the hills" not in page
        assert "For Ben" not in page
        assert "/c/ridgeway/races/" not in page

    def test_nobody_can_be_named_but_oneself(self, client_as, cast):
        typed = {**TYPED, "athlete": cast.ben.pk, "squads": [cast.tuesday.pk], "club": cast.harbour.pk}
        client_as("Anna").post(f"{PROFILE}races/new/", typed)
        race = Race.objects.get()
        assert (race.club, race.athlete, list(race.squads.all())) == (cast.ridgeway, cast.anna, [])

    def test_others_races_are_not_found(self, client_as, cast):
        for race in (own_race(cast.ben, days(7)), shared_race(cast.ridgeway, days(7)), own_race(cast.tom, days(7))):
            for address in (f"{PROFILE}races/{race.pk}/", f"{PROFILE}races/{race.pk}/delete/"):
                assert client_as("Anna").get(address).status_code == 404
                assert client_as("Anna").post(address, TYPED).status_code == 404
        assert Race.objects.count() == 3

    def test_an_athlete_of_two_clubs_keeps_their_races_apart(self, client_as, cast):
        there = cast.harbour.add_athlete("Anna", user=cast.user("Anna"))
        race = own_race(there, days(7))
        assert client_as("Anna").get(f"{PROFILE}races/{race.pk}/").status_code == 404
        assert client_as("Anna").get(f"/c/harbour/profile/races/{race.pk}/").status_code == 200

    def test_the_coach_sees_them_beside_the_profile(self, client_as, cast):
        race = own_race(cast.anna, days(14), name="Fell race")
        page = client_as("Mira").get(f"/c/ridgeway/athletes/{cast.anna.pk}/").content.decode()
        assert f'<a href="/c/ridgeway/races/{race.pk}/">Fell race</a>' in page
        assert f'href="/c/ridgeway/races/new/?athlete={cast.anna.pk}"' in page


def test_miles_are_shown_to_a_club_of_miles(client_as, cast):
    cast.ridgeway.units = "mi"
    cast.ridgeway.save()
    shared_race(cast.ridgeway, days(7), distance_m=16_500)
    assert "10.25 mi" in text_of(client_as("Mira").get(PAGE))


def test_a_name_is_shown_as_it_is_written(client_as, cast):
    race = shared_race(cast.ridgeway, days(7), name="<b>Fell</b> & hill")
    for address in (PAGE, f"{PAGE}{race.pk}/", f"{PAGE}{race.pk}/delete/"):
        assert "<b>Fell" not in client_as("Mira").get(address).content.decode()


def test_in_the_admin_a_race_is_for_people_of_its_own_club(client_as, cast):
    root, typed = client_as("Root"), {"club": cast.ridgeway.pk, "date": "2027-01-25", "priority": "A"}
    for wrong in (
        {"squads": [cast.sailors.pk]},
        {"athlete": cast.tom.pk},
        {"athlete": cast.anna.pk, "squads": [cast.tuesday.pk]},
    ):
        assert root.post("/admin/clubs/race/add/", {**typed, **wrong}).status_code == 200
    assert not Race.objects.exists()
    assert root.post("/admin/clubs/race/add/", {**typed, "squads": [cast.tuesday.pk]}).status_code == 302
    assert root.get("/admin/clubs/race/").status_code == 200


def test_squads_that_are_deleted_in_the_admin_take_their_races_along(client_as, cast):
    shared_race(cast.ridgeway, days(7), cast.tuesday)
    chosen = {"action": "delete_selected", "_selected_action": [cast.tuesday.pk], "post": "yes"}
    assert client_as("Root").post("/admin/clubs/squad/", chosen).status_code == 302
    assert not Race.objects.exists()
