"""Whom a race concerns, which one is ahead, and what a race can never be."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clubs.models import Race
from clubs.race_calendar import RaceCalendar
from tests.races import own_race, shared_race

TODAY = dt.date(2026, 11, 23)


def days(number):
    return TODAY + dt.timedelta(days=number)


def calendar(cast, *athletes, squad=None):
    return RaceCalendar(cast.ridgeway, athletes or (cast.anna, cast.ben), TODAY, squad)


def test_it_works(cast):
    own_race(cast.anna, days(70), name="Marathon")
    shared_race(cast.ridgeway, days(21), cast.tuesday, name="Relay", priority="B")
    shared_race(cast.ridgeway, days(35), name="Club championship")
    races = calendar(cast)
    assert [race.title for race in races.of(cast.anna)] == ["Relay", "Club championship", "Marathon"]
    assert [race.title for race in races.of(cast.ben)] == ["Relay", "Club championship"]
    assert races.next_for(cast.anna, TODAY).title == "Relay"
    assert races.next_for(cast.anna, days(22)).title == "Club championship"
    assert races.next_for(cast.ben, days(36)) is None


def test_a_race_on_the_day_itself_is_ahead_and_one_of_priority_c_never_is(cast):
    own_race(cast.anna, days(3), priority="C")
    own_race(cast.anna, days(7), name="Goal")
    races = calendar(cast)
    assert races.next_for(cast.anna, days(7)).title == "Goal"
    assert races.next_for(cast.anna, days(8)) is None
    assert [race.priority for race in races.of(cast.anna)] == ["C", "A"]


def test_the_pack_is_that_of_the_next_race_ahead_that_has_one(cast):
    own_race(cast.anna, days(5), priority="B")
    own_race(cast.anna, days(2), priority="C", pack_kg=9)
    own_race(cast.anna, days(20), pack_kg=0)
    own_race(cast.anna, days(30), pack_kg=4)
    own_race(cast.anna, None, pack_kg=6)
    races = calendar(cast)
    assert [races.pack_for(cast.anna, days(day)) for day in (0, 20, 21, 31)] == [0, 0, 4, 6]
    assert races.pack_for(cast.ben, TODAY) is None


def test_a_race_without_a_date_is_not_ahead_but_its_pack_is_known(cast):
    own_race(cast.anna, None, pack_kg=4)
    assert calendar(cast).next_for(cast.anna, TODAY) is None
    assert calendar(cast).pack_for(cast.anna, TODAY) == 4


def test_another_clubs_races_concern_nobody_here(cast):
    shared_race(cast.harbour, days(7))
    own_race(cast.tom, days(7))
    assert not calendar(cast).of(cast.anna)
    assert calendar(cast).on(days(7)) == []


def test_another_squads_race_is_for_whom_that_squad_has(cast):
    hills = cast.ridgeway.squads.create(name="Hill squad")
    shared_race(cast.ridgeway, days(7), hills, name="Fell race")
    assert calendar(cast).next_for(cast.anna, TODAY) is None
    hills.set_athletes([cast.anna])
    assert calendar(cast).next_for(cast.anna, TODAY).title == "Fell race"
    assert calendar(cast).next_for(cast.ben, TODAY) is None
    assert calendar(cast, squad=cast.tuesday).next_goal_of(cast.tuesday, TODAY) is None


def test_a_race_of_two_squads_comes_once(cast):
    hills = cast.ridgeway.squads.create(name="Hill squad")
    hills.set_athletes([cast.anna])
    shared_race(cast.ridgeway, days(7), hills, cast.tuesday)
    assert len(calendar(cast).of(cast.anna)) == 1
    assert len(calendar(cast).on(days(7))) == 1
    assert Race.objects.shared_with(cast.anna).count() == 1


def test_a_squads_goal_is_the_next_a_race_that_it_shares_even_while_it_is_empty(cast):
    own_race(cast.anna, days(3))
    shared_race(cast.ridgeway, days(7), cast.tuesday, priority="B")
    cast.tuesday.set_athletes([])
    shared_race(cast.ridgeway, days(14), cast.tuesday, name="Goal")
    races = RaceCalendar(cast.ridgeway, [], TODAY, cast.tuesday)
    assert races.next_goal_of(cast.tuesday, TODAY).title == "Goal"
    assert races.next_goal_of(cast.tuesday, days(15)) is None


def test_races_of_a_day_are_the_shared_ones_first(cast):
    own_race(cast.anna, days(2), name="Own")
    shared_race(cast.ridgeway, days(2), name="Everybody")
    assert [race.title for race in calendar(cast).on(days(2))] == ["Everybody", "Own"]


@pytest.mark.parametrize("crowd", [0, 5, 60])
def test_one_query_for_any_number_of_athletes_and_none_when_nothing_is_asked(cast, crowd, django_assert_num_queries):
    athletes = [cast.ridgeway.add_athlete(f"Runner {number}") for number in range(crowd)]
    cast.tuesday.set_athletes(athletes)
    for athlete in athletes:
        own_race(athlete, days(40))
    shared_race(cast.ridgeway, days(7), cast.tuesday)
    shared_race(cast.ridgeway, days(8))
    with django_assert_num_queries(0):
        races = calendar(cast, *athletes)
    with django_assert_num_queries(1):
        assert all(len(races.of(athlete)) == 3 for athlete in athletes)
        races.on(days(7))


def test_what_an_athlete_shares_with_others(cast):
    hills = cast.ridgeway.squads.create(name="Hill squad")
    own_race(cast.anna, days(1))
    shared_race(cast.ridgeway, days(2), hills)
    shared = {shared_race(cast.ridgeway, days(3), hills, cast.tuesday), shared_race(cast.ridgeway, days(4))}
    assert set(cast.ridgeway.races.shared_with(cast.anna)) == shared


def test_upcoming_and_past(cast):
    undated = own_race(cast.anna, None, pack_kg=4)
    later, today = own_race(cast.anna, days(9)), own_race(cast.anna, days(0))
    last, first = own_race(cast.anna, days(-1)), own_race(cast.anna, days(-9))
    assert list(cast.ridgeway.races.upcoming(TODAY)) == [today, later, undated]
    assert list(cast.ridgeway.races.past(TODAY)) == [last, first]


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"priority": "D"}, "race_priority_known"),
        ({"distance_m": 39}, "race_distance_plausible"),
        ({"distance_m": 5_000_001}, "race_distance_plausible"),
        ({"pack_kg": -1}, "race_pack_plausible"),
        ({"pack_kg": 41}, "race_pack_plausible"),
        ({"date": None}, "race_date_or_pack_known"),
    ],
)
def test_the_database_refuses_what_cannot_be(cast, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Race.objects.create(club=cast.ridgeway, **{"date": TODAY, **facts})


def test_a_race_is_for_people_of_its_own_club(cast):
    with pytest.raises(ValueError, match="own club"):
        shared_race(cast.ridgeway, TODAY, cast.sailors)
    with pytest.raises(ValidationError, match="own club"):
        Race(club=cast.ridgeway, athlete=cast.tom, date=TODAY).save_for([])
    with pytest.raises(ValueError, match="besides"):
        Race(club=cast.ridgeway, athlete=cast.anna, date=TODAY).save_for([cast.tuesday])
    assert not Race.objects.exists()


def test_a_race_goes_with_its_athlete(cast):
    own_race(cast.anna, TODAY)
    cast.anna.delete()
    assert not Race.objects.exists()


def test_a_squads_race_goes_with_it_and_is_never_left_to_the_whole_club(cast):
    hills = cast.ridgeway.squads.create(name="Hill squad")
    shared_race(cast.ridgeway, TODAY, cast.tuesday)
    both, everybodys = shared_race(cast.ridgeway, TODAY, cast.tuesday, hills), shared_race(cast.ridgeway, TODAY)
    cast.tuesday.delete()
    assert set(Race.objects.all()) == {both, everybodys}
    assert list(both.squads.all()) == [hills]


def test_a_race_without_a_name_is_called_race(cast):
    assert str(own_race(cast.anna, TODAY)) == "Race"
