"""Make a demo club, so that an empty installation has something to look at."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from uuid import uuid4

from django.core.management.base import BaseCommand
from django.db import transaction

from clubs.models import Athlete, Club, Invitation, Squad, User
from clubs.models.meetings import Meeting, SquadMeeting
from plans.days import WEEK
from plans.models import Comment, Instead, Log, Seen, SessionException, Week, monday_of
from plans.season import set_block

PASSWORD = "uphill-demo-run"  # noqa: S105 - shown to whoever starts the demo
COACH, ATHLETE, ADMIN = "coach@example.org", "athlete@example.org", "admin@example.org"
ASSISTANT, SPRINTER, INVITED = "assistant@example.org", "chloe@example.org", "dev@example.org"

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
# Beside the squad's own days, and published, so that an athlete has something to read on most of them.
MORNINGS: Final = (
    (0, "Rest"),
    (1, "30 min very easy"),
    (2, "25 min very easy, 4 x 20 s strides"),
    (4, "10 min easy, 3 x 8 min at threshold w/ 2 min jog, 10 min easy"),
    (5, "35 min easy, off road"),
)
MEETINGS: Final = {1: Meeting(dt.time(18, 30), "Track, north gate"), 3: Meeting(dt.time(18, 30), "Foot of Ridge Lane")}
MORNING_MEETING: Final = {4: Meeting(dt.time(6, 30), "Mill bridge")}
WEEKS_BEFORE: Final = 4

# How the week before went, by its days, as those athletes say who have an account.
TOLD: Final[dict[str, dict[int, dict[str, Any]]]] = {
    "Anna Berg": {
        1: {"outcome": "done", "distance_m": 8100, "duration_s": 2790, "effort": 3, "feel": "good"},
        2: {
            "outcome": "partly",
            "distance_m": 7400,
            "duration_s": 2460,
            "effort": 8,
            "feel": "poor",
            "heavy_legs": True,
            "note": "Legs like lead from the third one on. Stopped there.",
        },
        3: {"outcome": "missed", "note": "Slept instead."},
        5: {"outcome": "done", "duration_s": 2400, "effort": 6, "feel": "good", "ascent_m": 90},
        6: {"outcome": "done", "distance_m": 14_200, "duration_s": 4980, "effort": 4, "feel": "good", "ascent_m": 140},
    },
    "Chloe Marsh": {
        2: {"outcome": "done", "effort": 7, "feel": "ok"},
        5: {
            "outcome": "done",
            "effort": 8,
            "pain": 4,
            "pain_where": "achilles",
            "note": "Felt it on the way down, not on the way up.",
        },
    },
}
# The weeks before that one: sessions that were run on these days, in metres and seconds a kilometre, and their effort.
USUAL: Final = {1: (8000, 348, 3), 3: (7200, 360, 2), 6: (12_000, 352, 4)}


class Command(BaseCommand):
    help = "Make a demo club with coaches, athletes, races, weeks and logs, in a database that holds no user yet."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if not User.objects.exists():
            with transaction.atomic():
                make_demo()
            self.stdout.write("Made a demo club, Ridgeway Runners.")
        if User.objects.filter(email=COACH).exists():
            self.stdout.write(f"Sign in as {COACH}, {ASSISTANT}, {ATHLETE} or {ADMIN}; the password is {PASSWORD}")


def make_demo() -> Club:
    """The demo club: weeks that were published and run, and this week's draft that waits for its coach."""
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
    club.add_member(User.objects.create_user(ASSISTANT, PASSWORD, name="Ines Falk"), "assistant")
    squad = Squad.objects.create(club=club, name="Tuesday squad")
    squad.set_athletes(_athletes(club, anna))
    monday = monday_of(club.today())
    for weeks in range(WEEKS_BEFORE, 0, -1):
        _week(squad, monday - weeks * WEEK, LAST_WEEK, coach).publish(coach)
    this_week = _week(
        squad, monday, THIS_WEEK, coach, note="Head torches from Tuesday on: the ridge path is dark by half past five."
    )
    _club_life(squad, this_week, coach)
    _mornings(squad, monday, coach)
    _how_it_went(squad, monday - WEEK)
    _talk(squad, monday - WEEK, coach)
    return club


def _club_life(squad: Squad, this_week: Week, coach: User) -> None:
    """What a season is made of besides weeks: a block, a race, an exception, and somebody who is still to come."""
    club, monday = squad.club, this_week.monday
    set_block(squad, [monday + after * WEEK for after in (-1, 0, 1, 2)], "hills", coach)
    race_day = monday + 10 * WEEK + dt.timedelta(days=6)
    club.races.model(club=club, name="Ridge Run", date=race_day, distance_m=10_000).save_for([squad])
    hills = this_week.sessions.get(day=3)
    ben = squad.athletes.get(name="Ben Okafor")
    instead = Instead(ben, "40 min easy bike", reason="Achilles: no hills until the physio says so.")
    SessionException.make(hills, [instead], version=hills.version, by=coach)
    dev = squad.athletes.get(name="Dev Anand")
    Invitation.objects.make(club, "athlete", coach, athlete=dev, email=INVITED)


def _mornings(squad: Squad, monday: dt.date, coach: User) -> None:
    """Another squad, with a week that athletes can read already, and when and where both meet."""
    mornings = Squad.objects.create(club=squad.club, name="Morning runs")
    mornings.set_athletes(list(squad.athletes.filter(user__isnull=False)))
    _week(mornings, monday, MORNINGS, coach).publish(coach)
    SquadMeeting.objects.settle(squad, MEETINGS)
    SquadMeeting.objects.settle(mornings, MORNING_MEETING)


def _how_it_went(squad: Squad, monday: dt.date) -> None:
    """What athletes said of the week of ``monday``, and one of them of those before."""
    for name, told in TOLD.items():
        athlete = squad.athletes.get(name=name)
        for session in Week.objects.get(squad=squad, monday=monday).sessions.order_by("day"):
            if session.day in told:
                said = {"date": session.date, "planned": session.text, **told[session.day]}
                Log.objects.say(athlete, said, sending=uuid4(), session=session)
    anna = squad.athletes.get(user__email=ATHLETE)
    for week in squad.weeks.filter(monday__lt=monday).order_by("monday"):
        for session in week.sessions.filter(day__in=USUAL).order_by("day"):
            metres, pace, effort = USUAL[session.day]
            said = {"date": session.date, "planned": session.text, "outcome": "done", "distance_m": metres}
            said |= {"duration_s": metres * pace // 1000, "effort": effort, "feel": "ok"}
            Log.objects.say(anna, said, sending=uuid4(), session=session)


def _talk(squad: Squad, monday: dt.date, coach: User) -> None:
    """A thread with an answer that the athlete has not read yet, and a question that waits for the coach."""
    anna = squad.athletes.get(user__email=ATHLETE)
    week = Week.objects.get(squad=squad, monday=monday)
    assert anna.user is not None
    for day, hour, by, text in (
        (2, 20, anna.user, "I left two of them out. Shall I run them on Friday?"),
        (2, 21, coach, "Leave them. Run Sunday easy and tell me how the legs are then."),
        (6, 12, anna.user, "Much better again. Do we need the head torch on Tuesday already?"),
    ):
        session = week.sessions.get(day=day)
        said = Comment.objects.say(session, [anna], text, by=by, sending=uuid4())
        at = dt.datetime.combine(session.date, dt.time(hour), squad.club.zone)
        # Told already: the worker writes nobody about them.
        Comment.objects.filter(pk__in=[one.pk for one in said]).update(at=at, told_at=at)
        if by == coach:
            Seen.objects.mark(coach, said)


def _athletes(club: Club, anna: User) -> list[Athlete]:
    today = club.today()
    common: dict[str, Any] = {
        "level": "recreational",
        "strength_base": "own_weight",
        "age_group": "adult",
        "past_bone_stress_injury": False,
    }
    runner = club.add_athlete("Anna Berg", user=anna, goal="road_race", body_mass_kg=70, **common)
    runner.recent_race_distance_m, runner.recent_race_time_s = 10_000, 2790
    runner.recent_race_on = today - 5 * WEEK
    runner.save()
    chloe = User.objects.create_user(SPRINTER, PASSWORD, name="Chloe Marsh")
    sprinter = {**common, "goal": "short_sprint", "level": "competitive", "body_mass_kg": 58}
    race = today + 6 * WEEK
    club.races.create(name="City 10 km", date=race, distance_m=10_000, athlete=runner)
    return [
        runner,
        club.add_athlete("Ben Okafor", goal="road_race", body_mass_kg=78, injuries=["achilles"], **common),
        club.add_athlete("Chloe Marsh", user=chloe, **sprinter),
        club.add_athlete("Dev Anand", goal="weight_loss", body_mass_kg=92, **common),
    ]


def _week(squad: Squad, monday: dt.date, sessions: tuple[tuple[int, str], ...], coach: User, note: str = "") -> Week:
    week = Week.for_writing(squad, monday)
    week.write_note(note, by=coach)
    for day, text in sessions:
        week.add(day, text, coach)
    return week
