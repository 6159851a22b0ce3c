"""The people every test knows by name.

Ridgeway Runners: Ruth owns it, Mira coaches, Ines assists her, Anna and Ben run in the Tuesday squad. Harbour Harriers
is another club, where Olga owns, Hanna coaches and Tom runs. Sam is signed up and in no club; Root administers the
installation.
"""

from __future__ import annotations

from dataclasses import dataclass

from clubs.models import Athlete, Club, Squad, User

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Cast:
    """Two clubs and everybody in and around them; ``user("Mira")`` finds a person by name."""

    ridgeway: Club
    tuesday: Squad
    anna: Athlete
    ben: Athlete
    harbour: Club
    sailors: Squad
    tom: Athlete

    def user(self, name: str) -> User:
        return User.objects.get(name=name)


def assemble() -> Cast:
    """Put the cast into the database."""
    ridgeway = Club.objects.create(slug="ridgeway", name="Ridgeway Runners", timezone="Europe/Berlin")
    harbour = Club.objects.create(slug="harbour", name="Harbour Harriers")
    for name, club, role in (
        ("Ruth", ridgeway, "owner"),
        ("Mira", ridgeway, "coach"),
        ("Ines", ridgeway, "assistant"),
        ("Olga", harbour, "owner"),
        ("Hanna", harbour, "coach"),
    ):
        club.add_member(_user(name), role)
    _user("Sam")
    User.objects.create_superuser("root@example.org", name="Root")
    anna = ridgeway.add_athlete(
        "Anna",
        user=_user("Anna"),
        goal="road_race",
        level="recreational",
        strength_base="own_weight",
        age_group="adult",
        past_bone_stress_injury=False,
        body_mass_kg=70,
    )
    ben = ridgeway.add_athlete("Ben", user=_user("Ben"))
    tom = harbour.add_athlete("Tom", user=_user("Tom"))
    tuesday = ridgeway.squads.create(name="Tuesday squad")
    tuesday.set_athletes([anna, ben])
    sailors = harbour.squads.create(name="Sailors")
    sailors.set_athletes([tom])
    return Cast(ridgeway, tuesday, anna, ben, harbour, sailors, tom)


def _user(name: str) -> User:
    return User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)
