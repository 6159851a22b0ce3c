"""Somebody who did everything that leaves a trace: ran, logged, coached, talked, invited, was written about.

Every text of hers begins with ``MARK``, so that whatever is left of her can be found.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

from axes.models import AccessAttempt, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from advice.models import Guideline, Revision, Source
from clubs.models import Athlete, Consent, Invitation, Meeting, SquadMeeting, User
from plans.models import (
    CalendarAddress,
    CalendarEvent,
    Comment,
    FileBrought,
    Instead,
    LaidTemplate,
    Log,
    Recording,
    Seen,
    Session,
    SessionException,
    Swap,
    Template,
    Unwanted,
    Week,
)
from plans.recordings.summary import Summary
from plans.telling import tell_comments
from tests.cast import PASSWORD, Cast
from tests.races import own_race

MONDAY = dt.date(2026, 11, 23)
MARK = "Zelenka"
EMAIL = "zelenka@example.org"
# What she wrote as a coach, which her clubs keep.
AS_A_COACH = "8 km easy by a former coach"
FILE = b"\x0e\x10 the track of a run"
FILE_THAT_WAITS = b"\x0e\x10 the track that waits"
SAID_AS_A_COACH = "Mind the ice"


@dataclass(frozen=True)
class Life:
    """The person, her profiles, the squads' session that stays and the signed-in browser."""

    user: User
    athlete: Athlete
    left: Athlete
    session: Session
    client: Client
    # Of the calendar's address.
    token: str


def live(cast: Cast) -> Life:
    """Put her into both clubs: she runs and coaches in Ridgeway, and has left Harbour."""
    mira, club = cast.user("Mira"), cast.ridgeway
    user = User.objects.create_user(EMAIL, PASSWORD, name=MARK)
    made, _token = Invitation.objects.make(club, "athlete", mira, email=EMAIL)
    made.accept(user)
    Invitation.objects.make(club, "athlete", mira, email=EMAIL)
    club.add_member(user, "coach")
    athlete = club.athletes.get(user=user)
    athlete.name, athlete.body_mass_kg, athlete.injuries = f"{MARK} Runner", 61, ["achilles"]
    athlete.threshold_pace_s_per_km = 257
    athlete.recent_race_distance_m, athlete.recent_race_time_s, athlete.recent_race_on = 10_000, 2_700, MONDAY
    athlete.save()
    athlete.squads.add(cast.tuesday)
    Consent.objects.settle(athlete, "injuries", user, shown=True)
    Invitation.objects.make(club, "athlete", user, email="friend@example.org")

    week = Week.for_writing(cast.tuesday, MONDAY)
    session = week.add(1, "8 km easy with a 5 kg vest", mira)
    hers = week.add(2, AS_A_COACH, user)
    hers.keep("They asked for it", verdict="caution", version=1, by=user)
    Swap.objects.create(session=hers, drill="uh02", drill_name="Strides", before=AS_A_COACH, after=AS_A_COACH, by=user)
    (one,) = SessionException.make(
        session, [Instead(athlete, "6 km easy", f"{MARK}, mind your heel")], version=session.version, by=mira
    )
    one.delete_softly(version=1, by=mira)
    one.restore(mira)
    week.publish(user)
    alone = athlete.plan_on_their_own()
    Week.for_writing(alone, MONDAY).add(0, f"{MARK} alone 5 km easy", mira)
    SquadMeeting.objects.settle(alone, {0: Meeting(None, f"{MARK}'s door")})

    log = Log.objects.say(
        athlete,
        {"date": MONDAY, "outcome": "done", "note": f"{MARK} felt fine", "effort": 4, "duration_s": 2400},
        sending=uuid4(),
        session=session,
    )
    Recording.objects.create(log=log, name=f"{MARK}/../run.fit", kind="fit", content=FILE, digest="0" * 64)
    race = own_race(athlete, MONDAY + dt.timedelta(weeks=4))
    race.name = f"{MARK}'s first ten"
    race.save()

    left = cast.harbour.add_athlete(f"{MARK} at sea", user=user)
    left.squads.add(cast.sailors)
    Log.objects.say(left, {"date": MONDAY, "outcome": "missed", "note": f"{MARK} was ill"}, sending=uuid4())
    cast.harbour.remove(user)

    Template.objects.create(
        club=club, name="Ours", weeks=[{"sessions": [[1, "8 km easy"]], "block": "", "note": ""}], made_by=user
    )
    LaidTemplate.objects.create(squad=cast.tuesday, slug="own-1", name="Ours", first=MONDAY, last=MONDAY, laid_by=user)
    rule = Guideline.objects.create(
        code="house-x", source=Source.objects.create(slug="house", name="House"), stance="against", reason="No."
    )
    Revision.objects.create(guideline=rule, code=rule.code, made_by=user, content={"status": "draft"})

    talk(cast, user, athlete, session)
    _address, token = CalendarAddress.objects.make(athlete, user)
    CalendarEvent.objects.create(
        athlete=athlete, key=f"race-{race.pk}", date=race.date, title=f"Race: {race.name}", digest="0" * 64
    )
    FileBrought.objects.bring(athlete, f"{MARK}-waits.gpx", FILE_THAT_WAITS, Summary("gpx"))

    _administer(cast, user, athlete)
    at = {"ip_address": "192.0.2.1", "attempt_time": dt.datetime(2026, 11, 24, tzinfo=dt.UTC)}
    AccessAttempt.objects.create(username=EMAIL.upper(), failures_since_start=1, **at)
    AccessLog.objects.create(username=EMAIL, **at)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Life(user, athlete, left, session, client, token)


def talk(cast: Cast, user: User, athlete: Athlete, session: Session) -> None:
    """Let her talk as an athlete and as a coach, be written to and be mentioned, and have mails that wait."""
    mira = cast.user("Mira")
    said = [
        Comment.objects.say(session, [to], text, by=by, sending=uuid4())[0]
        for to, text, by in (
            (athlete, f"{MARK} asks: spikes?", user),
            (athlete, f"Flats, {MARK}", mira),
            (cast.anna, SAID_AS_A_COACH, user),
            (cast.anna, f"@{MARK} has a look; so do @Ines and @{MARK.upper()}", mira),
        )
    ]
    tell_comments.call([comment.pk for comment in said])
    for reader in (user, mira):
        Seen.objects.mark(reader, said)
    Unwanted.objects.create(user=user, club=cast.ridgeway, kind="changed")


def _administer(cast: Cast, user: User, athlete: Athlete) -> None:
    """What the administration's history tells of her, and what she did there."""
    LogEntry.objects.create(user=user, object_repr="Ridgeway", action_flag=CHANGE)
    in_a_club = f'[{{"changed": "{MARK}, Coach"}}]'
    about = ((user, EMAIL, ""), (athlete, athlete.name, ""), (cast.ridgeway, "Ridgeway", in_a_club))
    for thing, name, message in about:
        LogEntry.objects.create(
            user=cast.user("Root"),
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            object_repr=name,
            action_flag=CHANGE,
            change_message=message,
        )
