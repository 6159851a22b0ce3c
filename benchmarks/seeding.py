"""A seeded club of any size: squads of thirty athletes with a year of published weeks and the present one."""

from __future__ import annotations

import datetime as dt
import itertools
import random

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import F
from django.utils import timezone

from clubs.models import Athlete, Club, Membership, Race, Squad, User
from plans.models import Session, Week, monday_of, read_for, store

ATHLETES_A_SQUAD = 30
# So many sessions the squad has that is asked for: a year and a half of them.
SESSIONS_OF_THE_SQUAD = 500
TEXTS = (
    "Rest",
    "8 km easy",
    "10 min warm up, 5 x 800 m at 10k effort w/ 2 min jog, 10 min cool down",
    "45 min very easy",
    "6 x 200 m uphill hard, jog down",
    "8 km easy with 1 kg ankle weights on each leg",
    "16 km easy, off road if dry",
    "6 x 60 m all-out with a 5 kg vest",
    "3 x 10 lunges with 8 kg dumbbells",
    "25 km easy with a 4 kg backpack",
)


def seed(squads: int, weeks: int) -> dict[str, str]:
    """Fill an empty database; return the addresses and the session cookies of a coach and an athlete of one squad."""
    chance = random.Random(20)
    coach = User.objects.create_user("coach@example.org", name="Mira")
    club = Club.objects.create(slug="ridgeway", name="Ridgeway Runners", equipment=["band", "box"], terrain=["hill"])
    Membership.objects.create(user=coach, club=club, role="coach")
    made = Squad.objects.bulk_create([Squad(club=club, name=f"Squad {number:03}") for number in range(squads)])
    users = User.objects.bulk_create(
        [
            User(email=f"runner{n}@example.org", name=f"Runner {n}", password="!")
            for n in range(squads * ATHLETES_A_SQUAD)
        ]
    )
    Membership.objects.bulk_create([Membership(user=user, club=club, role="athlete") for user in users], batch_size=500)
    athletes = Athlete.objects.bulk_create([_athlete(club, user, chance) for user in users], batch_size=500)
    Athlete.squads.through.objects.bulk_create(
        [
            Athlete.squads.through(athlete_id=athlete.pk, squad_id=made[number // ATHLETES_A_SQUAD].pk)
            for number, athlete in enumerate(athletes)
        ],
        batch_size=500,
    )
    Race.objects.bulk_create(
        [
            Race(club=club, athlete=athlete, date=club.today() + dt.timedelta(days=chance.randint(7, 150)))
            for athlete in athletes[::2]
        ],
        batch_size=500,
    )
    _plan(club, made, weeks, coach, chance)
    squad = made[squads // 2]
    _plan_before(club, squad, weeks, coach, chance)
    # Published as they are: nothing was changed since.
    Week.objects.update(published_revision=F("revision"))
    athlete = athletes[(squads // 2) * ATHLETES_A_SQUAD]
    assert athlete.user is not None
    return {
        "board": f"/c/ridgeway/squads/{squad.pk}/{monday_of(club.today())}/",
        "week": "/c/ridgeway/my-week/",
        "roster": f"/c/ridgeway/athletes/?squad={squad.pk}",
        "coach": _session_key(coach),
        "athlete": _session_key(athlete.user),
    }


def _athlete(club: Club, user: User, chance: random.Random) -> Athlete:
    return Athlete(
        club=club,
        user=user,
        name=user.name,
        goal=chance.choice(["road_race", "road_race", "ultra_trail", "weight_loss", "fitness"]),
        level=chance.choice(["recreational", "recreational", "competitive"]),
        strength_base=chance.choice(["none", "own_weight", "loaded"]),
        age_group="adult",
        past_bone_stress_injury=False,
        body_mass_kg=chance.randint(50, 95),
        injuries=chance.choice([[], [], [], ["achilles"], ["knee"]]),
    )


def _plan(club: Club, squads: list[Squad], weeks: int, coach: User, chance: random.Random) -> None:
    first = monday_of(club.today()) - dt.timedelta(weeks=weeks - 1)
    mondays = [first + dt.timedelta(weeks=number) for number in range(weeks)]
    planned = Week.objects.bulk_create(
        [Week(squad=s, monday=m, published_at=timezone.now(), published_by=coach) for s in squads for m in mondays],
        batch_size=500,
    )
    read = {text: read_for(club, text) for text in TEXTS}
    patterns = []
    for text, reading in read.items():
        loaded = any(step.load and step.activity == "run" for step, _rounds in reading.workout.flat())
        patterns.append({"text": text, "stored_reading": store(reading), "loaded_run": loaded})
    rows = (
        Session(week=week, day=day, created_by=coach, updated_by=coach, **chance.choice(patterns))
        for week, day in itertools.product(planned, range(7))
    )
    while batch := list(itertools.islice(rows, 2000)):
        Session.objects.bulk_create(batch)


def _plan_before(club: Club, squad: Squad, weeks: int, coach: User, chance: random.Random) -> None:
    """Weeks of ``squad`` before the others, up to ``SESSIONS_OF_THE_SQUAD``, hardly a line of them twice."""
    first = monday_of(club.today()) - dt.timedelta(weeks=weeks)
    while Session.objects.filter(week__squad=squad).count() < SESSIONS_OF_THE_SQUAD:
        week = Week.objects.create(squad=squad, monday=first, published_at=timezone.now(), published_by=coach)
        for day in range(7):
            reps, metres, pause = chance.randint(3, 16), 100 * chance.randint(2, 16), chance.randint(1, 4)
            week.add(
                day, f"{chance.randint(5, 20)} min easy, {reps} x {metres} m at 10k effort w/ {pause} min jog", coach
            )
        first -= dt.timedelta(weeks=1)


def _session_key(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    assert store.session_key is not None
    return store.session_key
