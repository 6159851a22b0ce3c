"""Make a demo club, so that an empty installation has something to look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from clubs.models import Athlete, Club, Squad, User
from plans.models import DAYS_A_WEEK, Week, monday_of

PASSWORD = "uphill-demo-run"  # noqa: S105 - shown to whoever starts the demo
COACH, ATHLETE, ADMIN = "coach@example.org", "athlete@example.org", "admin@example.org"

LAST_WEEK = (
    (0, "Rest"),
    (1, "8 km easy"),
    (2, "10 min warm up, 5 x 800 m at 10k effort w/ 2 min jog, 10 min cool down"),
    (3, "40 min very easy"),
    (4, "Rest"),
    (5, "6 x 20 s uphill strides, walk down"),
    (6, "14 km easy"),
)
THIS_WEEK = (
    (0, "Rest from running. 3 x 10 step-ups holding 2 x 6 kg dumbbells"),
    (1, "8 km easy with 1 kg ankle weights on each leg"),
    (2, "45 min easy"),
    (3, "6 x 200 m uphill hard, jog down"),
    (4, "Rest"),
    (5, "6 x 60 m all-out with a 5 kg vest"),
    (6, "16 km easy, off road if dry"),
)


class Command(BaseCommand):
    help = "Make a demo club with a coach, athletes and two weeks, in a database that holds no user yet."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if not User.objects.exists():
            with transaction.atomic():
                make_demo()
            self.stdout.write("Made a demo club, Ridgeway Runners.")
        if User.objects.filter(email=COACH).exists():
            self.stdout.write(f"Sign in as {COACH}, {ATHLETE} or {ADMIN}; the password is {PASSWORD}")


def make_demo() -> Club:
    """The demo club: last week published, this week a draft that waits for its coach."""
    coach = User.objects.create_user(COACH, PASSWORD, name="Mira Lindqvist")
    anna = User.objects.create_user(ATHLETE, PASSWORD, name="Anna Berg")
    User.objects.create_superuser(ADMIN, PASSWORD, name="Admin")
    club = Club.objects.create(
        slug="ridgeway",
        name="Ridgeway Runners",
        timezone="Europe/Berlin",
        bare_m="minutes",
        equipment=["band", "box", "dumbbells"],
        terrain=["hill", "grass", "track"],
    )
    for role in ("owner", "coach"):
        club.add_member(coach, role)
    squad = Squad.objects.create(club=club, name="Tuesday squad")
    squad.set_athletes(_athletes(club, anna))
    monday = monday_of(club.today())
    _week(squad, monday - dt.timedelta(days=DAYS_A_WEEK), LAST_WEEK, coach).publish(coach)
    _week(
        squad, monday, THIS_WEEK, coach, note="Head torches from Tuesday on: the ridge path is dark by half past five."
    )
    return club


def _athletes(club: Club, anna: User) -> list[Athlete]:
    today = club.today()
    common: dict[str, Any] = {
        "level": "recreational",
        "strength_base": "own_weight",
        "age_group": "adult",
        "past_bone_stress_injury": False,
    }
    race = today + dt.timedelta(weeks=6)
    return [
        club.add_athlete("Anna Berg", user=anna, goal="road_race", next_race_on=race, body_mass_kg=70, **common),
        club.add_athlete("Ben Okafor", goal="road_race", body_mass_kg=78, injuries=["achilles"], **common),
        club.add_athlete("Chloe Marsh", **{**common, "goal": "short_sprint", "level": "competitive"}, body_mass_kg=58),
        club.add_athlete("Dev Anand", goal="weight_loss", body_mass_kg=92, **common),
    ]


def _week(squad: Squad, monday: dt.date, sessions: tuple[tuple[int, str], ...], coach: User, note: str = "") -> Week:
    week = Week.for_writing(squad, monday)
    week.note = note
    week.save()
    for day, text in sessions:
        week.add(day, text, coach)
    return week
