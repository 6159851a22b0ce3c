"""The race of a profile becomes a race of its own, and back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, DURING, AFTER = "0003_races", "0004_races_from_profiles", "0005_no_races_in_profiles"
AHEAD, RUN = dt.date.today() + dt.timedelta(days=40), dt.date.today() - dt.timedelta(days=40)
PROFILES = {
    "both": (AHEAD, 4),
    "only a date": (AHEAD, None),
    "only a pack": (None, 3),
    "no pack to carry": (AHEAD, 0),
    "run with a pack": (RUN, 5),
    "run": (RUN, None),
    "nothing": (None, None),
}


def migrate(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("clubs", name)])
    return MigrationExecutor(connection).loader.project_state([("clubs", name)]).apps


@pytest.fixture
def profiles(transactional_db):
    apps = migrate(BEFORE)
    club = apps.get_model("clubs", "Club").objects.create(slug="ridgeway", name="Ridgeway")
    for name, (date, pack) in PROFILES.items():
        club.athletes.create(name=name, next_race_on=date, race_pack_kg=pack)
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_it_works_there_and_back(profiles):
    apps = migrate(AFTER)
    races = apps.get_model("clubs", "Race").objects.order_by("athlete", "date")
    assert {(race.athlete.name, race.date, race.pack_kg) for race in races} == {
        ("both", AHEAD, 4),
        ("only a date", AHEAD, None),
        ("only a pack", None, 3),
        ("no pack to carry", AHEAD, 0),
        ("run with a pack", RUN, 5),
        # The pack counted whatever became of the date, and goes on counting.
        ("run with a pack", None, 5),
        ("run", RUN, None),
    }
    assert {(race.priority, race.name, race.club.slug) for race in races} == {("A", "", "ridgeway")}
    before = migrate(BEFORE)
    athletes = before.get_model("clubs", "Athlete").objects.all()
    assert {athlete.name: (athlete.next_race_on, athlete.race_pack_kg) for athlete in athletes} == PROFILES
    assert not before.get_model("clubs", "Race").objects.exists()


def test_of_several_races_the_next_one_goes_back_into_the_profile(profiles):
    apps = migrate(AFTER)
    athlete = apps.get_model("clubs", "Athlete").objects.get(name="both")
    near, far = AHEAD - dt.timedelta(days=9), AHEAD + dt.timedelta(days=9)
    athlete.races.create(club=athlete.club, date=near, priority="C", pack_kg=9)
    athlete.races.create(club=athlete.club, date=near, priority="B")
    athlete.races.create(club=athlete.club, date=far, pack_kg=7)
    again = migrate(BEFORE).get_model("clubs", "Athlete").objects.get(name="both")
    assert (again.next_race_on, again.race_pack_kg) == (near, 4)
