"""Who sees what of an athlete: every page that each kind of viewer can open, looked through for every field.

What is expected stands here by hand (``SEEN_BY``) and is compared with what ``clubs/visibility.py`` declares; the walk
then shows that the pages keep to it. A field is seen where its telling words stand in a page more often than in the
same page of an athlete of whom nothing is known.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import logging
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from advice.models import Guideline, Source
from clubs.models import Athlete, Consent, Invitation, Race, User
from clubs.visibility import BY_SLUG, NO, YES, Field
from plans import my_data
from plans.house_rules import pack_of
from plans.mailing import deliver, signer
from plans.models import (
    CalendarAddress,
    Change,
    Comment,
    Digest,
    FileBrought,
    Instead,
    Log,
    Recording,
    Seen,
    Session,
    SessionException,
    Template,
    Unwanted,
    Week,
)
from plans.packs import owner_of
from plans.recordings.summary import Summary
from plans.telling import tell_comments, tell_week
from tests.cast import Cast
from tests.races import own_race
from tests.test_every_route import FOUND, Found

MONDAY = dt.date(2026, 11, 23)
TOKEN = "quetzal"
BENS_TOKEN = "pelican"
TOKEN_HASH = hashlib.sha256(TOKEN.encode()).hexdigest()
PLANNERS = {"coach", "assistant", "owner"}
ADMINISTRATORS = {"staff", "superuser"}
VIEWERS = (
    "self",
    *sorted(PLANNERS),
    "other athlete",
    "other club’s coach",
    "stranger",
    "anybody",
    *sorted(ADMINISTRATORS),
)
NAMES = {
    "coach": "Mira",
    "assistant": "Ines",
    "owner": "Ruth",
    "other athlete": "Ben",
    "other club’s coach": "Hanna",
    "stranger": "Sam",
    "superuser": "Root",
}

# Guidelines and drills stand on a floor that knows nobody: import-linter proves it.
ABOUT_PEOPLE = [model for model in admin.site._registry if model._meta.app_label != "advice"]

# Who sees each field besides the athlete: always, and in addition once the athlete agreed.
SEEN_BY: Mapping[str, tuple[set[str], set[str]]] = {
    "name": (PLANNERS | ADMINISTRATORS, set()),
    "email": (PLANNERS | ADMINISTRATORS, set()),
    "goal": (PLANNERS | ADMINISTRATORS, set()),
    "paces": (PLANNERS, set()),
    "body_mass": (set(), PLANNERS),
    "injuries": (set(), PLANNERS),
    "bone_stress": (set(), PLANNERS),
    "heavy_legs": (PLANNERS, set()),
    "no_added_load": (PLANNERS | ADMINISTRATORS, set()),
    "races": (PLANNERS | ADMINISTRATORS, set()),
    "log": (PLANNERS, set()),
    "pain": (PLANNERS, set()),
    "talk": (PLANNERS, set()),
    "recording": (set(), set()),
    "file_brought": (set(), set()),
    "calendar": (set(), set()),
    "mails": (set(), set()),
}

TELLING = {
    "name": r"Quillon",
    "email": r"quillon@example\.org",
    # Told, or worked out of what was told: no session here has a range of paces of its own.
    "paces": r"\b4:17|47:53|12[.,]345|12[.,]35\s?km|257\.0|\d:\d\d–\d:\d\d",
    "goal": r'value="ultra_trail"[^>]*(checked|selected)|\(ultra',
    "body_mass": r"63[.,]7|\b64\skg",
    "injuries": r'value="bone_stress"[^>]*checked|\((achilles|bone stress)|bone that has to heal|injury that is there|'
    r"with a bone stress injury|with this injury|the athlete’s injuries|the athlete&#x27;s injuries",
    "bone_stress": r'name="past_bone_stress_injury" value="True"[^>]*checked|<span>Past bone stress injury</span>|'
    r"past bone stress injury\)|has had a bone stress injury",
    "heavy_legs": r"2026-11-15|heavy legs for \d+ days|\(heavy legs",
    "no_added_load": r'name="no_added_load"[^>]*checked|\(no added load|No added load</span>',
    "races": r"Quagga ten",
    "log": r"zanzibar",
    "pain": r"Pain:? ?9|pain[^<]{0,30}\b9\b",
    "talk": r"walrus|narwhal",
    "recording": r"yakutsk",
    "file_brought": r"yucatan",
    "calendar": rf"{TOKEN}|{TOKEN_HASH}|Made on 19 Nov|asked for it on 21 Nov",
    "mails": r'name="kinds" value="mention">|mails-switched-off.+"mention"',
}

PROFILE = {
    "name": "Quillon",
    "goal": "ultra_trail",
    "threshold_pace_s_per_km": 257,
    "recent_race_distance_m": 12_345,
    "recent_race_time_s": 2_873,
    "recent_race_on": dt.date(2026, 11, 8),
    "body_mass_kg": 63.7,
    "injuries": ["bone_stress"],
    "past_bone_stress_injury": True,
    "heavy_legs_since": dt.date(2026, 11, 15),
    "no_added_load": True,
}
NOTHING_KNOWN = {
    "name": "Anna",
    "goal": "",
    "threshold_pace_s_per_km": None,
    "recent_race_distance_m": None,
    "recent_race_time_s": None,
    "recent_race_on": None,
    "body_mass_kg": None,
    "injuries": [],
    "past_bone_stress_injury": None,
    "heavy_legs_since": None,
    "no_added_load": False,
}


@pytest.fixture
def tuesday_noon():
    with time_machine.travel(dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC), tick=False):
        yield


@dataclass
class World:
    """A published week in Ridgeway, and an athlete of whom everything or nothing is known."""

    cast: Cast
    athlete: Athlete
    session: Session
    exception: SessionException
    # The token of an invitation to the club.
    invitation: str

    def tell(self, **facts: object) -> None:
        """Let ``facts`` be all that is known of the athlete's profile."""
        Athlete.objects.filter(pk=self.athlete.pk).update(**{**NOTHING_KNOWN, **facts})

    def tell_everything(self) -> None:
        """Let everything be known, and logs, a recording and a race be there."""
        self.tell(**PROFILE)
        User.objects.filter(pk=self.athlete.user_id).update(name="Quillon", email="quillon@example.org")
        said = {"date": MONDAY, "outcome": "done", "note": "zanzibar", "pain": 9, "pain_where": "shin"}
        # A session that went well would end what is known of heavy legs.
        said["heavy_legs"] = True
        log = Log.objects.say(self.athlete, said, sending=uuid4(), session=self.session)
        Recording.objects.create(log=log, name="yakutsk.gpx", kind="gpx", content=b"yakutsk", digest="0" * 64)
        race = own_race(self.athlete, MONDAY + dt.timedelta(weeks=8))
        Race.objects.filter(pk=race.pk).update(name="Quagga ten")
        FileBrought.objects.bring(self.athlete, "yucatan.gpx", b"yucatan", Summary("gpx", distance_m=8000))
        self.talk()

    def talk(self) -> None:
        """Let the athlete and a coach talk, mails about it wait, and the athlete have a calendar."""
        user, mira = User.objects.get(pk=self.athlete.user_id), self.cast.user("Mira")
        said = [
            Comment.objects.say(self.session, [self.athlete], text, by=by, sending=uuid4())[0]
            for by, text in ((user, "Is the hill free of the walrus, @Mira?"), (mira, "Of the narwhal, too."))
        ]
        tell_comments.call([comment.pk for comment in said])
        Seen.objects.mark(user, said)
        Unwanted.objects.create(user=user, club=self.cast.ridgeway, kind="mention")
        made, asked = (timezone.now() - dt.timedelta(days=days) for days in (5, 3))
        CalendarAddress.objects.create(
            athlete=self.athlete, user=user, token_hash=TOKEN_HASH, created_at=made, last_used_at=asked
        )

    def agree(self, *, shown: bool) -> None:
        """Let the athlete say what coaches may see."""
        for what in ("body_mass", "injuries"):
            Consent.objects.settle(self.athlete, what, User.objects.get(pk=self.athlete.user_id), shown=shown)


@pytest.fixture
def quiet():
    """A walk is refused a thousand times, and each would be written down."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(panel, tuesday_noon, quiet, cast) -> World:
    cache.clear()
    mira = cast.user("Mira")
    cast.ridgeway.equipment, cast.ridgeway.terrain = ["band", "box", "dumbbells"], ["hill", "grass"]
    cast.ridgeway.save()
    week = Week.for_writing(cast.tuesday, MONDAY)
    jumps = week.add(2, "3 x 6 squat jumps", mira)
    week.add(3, "8 km easy with a 5 kg vest", mira)
    own = week.add(4, "8 km easy with 1 kg ankle weights on each leg", mira)
    (exception,) = SessionException.make(own, [Instead(cast.anna, "6 km easy")], version=1, by=mira)
    week.publish(mira)
    Athlete.objects.filter(pk=cast.ben.pk).update(
        goal="road_race", level="recreational", strength_base="own_weight", age_group="adult", terrain=["hill"]
    )
    staff = User.objects.create_user("staff@example.org", "correct horse battery", name="Stella", is_staff=True)
    staff.user_permissions.set(Permission.objects.all())
    source = Source.objects.create(slug="our-coach", name="Our coach", owner=owner_of(cast.ridgeway))
    rule = Guideline.objects.create(code="house-vests", source=source, stance="against", reason="Vests bounce.")
    rule.conditions.create(fact="implement", operator="is_any_of", value=["vest"])
    rule.packs.add(pack_of(cast.ridgeway))
    outline = {"sessions": [[1, "8 km easy"]], "block": "base", "note": ""}
    Template.objects.create(club=cast.ridgeway, name="Ours", weeks=[outline])
    _made, invitation = Invitation.objects.make(cast.ridgeway, "athlete", mira, lasts=dt.timedelta(days=7))
    ben = cast.user("Ben")
    bens = hashlib.sha256(BENS_TOKEN.encode()).hexdigest()
    now = timezone.now()
    before = now - dt.timedelta(weeks=2)
    CalendarAddress.objects.create(athlete=cast.ben, user=ben, token_hash=bens, created_at=before, last_used_at=now)
    made = World(cast, cast.anna, jumps, exception, invitation)
    made.tell()
    return made


def user_of(world: World, viewer: str) -> User | None:
    if viewer == "self":
        return User.objects.get(pk=world.athlete.user_id)
    return None if viewer == "anybody" else User.objects.get(name=NAMES.get(viewer, "Stella"))


def client_of(world: World, viewer: str) -> Client:
    client = Client()
    if user := user_of(world, viewer):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def tokens(world: World, viewer: str) -> dict[str, str]:
    """What stands for the secret of each public address: one that opens, and is no other person's to know.

    Only the athlete has the address of the athlete's calendar; to the others that of Ben's is open.
    """
    user = User.objects.get(pk=world.athlete.user_id)
    digest, _made = Digest.objects.get_or_create(user=user, defaults={"due_at": timezone.now()})
    return {
        "plans:calendar_feed": TOKEN if viewer == "self" else BENS_TOKEN,
        "plans:mail_off": signer.sign(str(digest.pk)),
        "join": world.invitation,
        "password_reset_confirm": default_token_generator.make_token(user),
    }


def arguments(world: World, found: Found, viewer: str) -> dict[str, object]:
    """What stands for each part of an address; a new part needs a line here."""
    codes = {"plans:drill": "uh02", "plans:library_guideline": "babchin-distance"}
    known = {
        "club": "ridgeway",
        "squad": world.cast.tuesday.pk,
        "athlete": world.athlete.pk,
        "person": world.athlete.user_id,
        "monday": MONDAY,
        "session": world.session.pk,
        "exception": world.exception.pk,
        "race": getattr(Race.objects.first(), "pk", 1),
        "invitation": getattr(Invitation.objects.first(), "pk", 1),
        "template": Template.objects.get().slug,
        "number": 1,
        "change": 1,
        "batch": Change.objects.order_by("pk").first().batch,
        "code": codes.get(found.name, "house-vests"),
        "slug": "babchin",
        "log": getattr(Log.objects.first(), "pk", 1),
        "comment": getattr(Comment.objects.first(), "pk", 1),
        "token": tokens(world, viewer).get(found.name),
        "uidb64": urlsafe_base64_encode(force_bytes(world.athlete.user_id)),
    }
    names = re.findall(r"<(?:\w+:)?(\w+)>", found.written)
    assert set(names) <= set(known), f"{found.written}: say here what stands for {set(names) - set(known)}."
    return {name: known[name] for name in names}


def addresses(world: World, viewer: str) -> Iterator[str]:
    """Every address that takes GET, the board with each session open, and every page of the admin about the athlete."""
    for found in FOUND:
        yield reverse(found.name, kwargs=arguments(world, found, viewer))
    board = f"/c/ridgeway/squads/{world.cast.tuesday.pk}/2026-11-23/"
    for session in Session.objects.all():
        yield f"{board}?open={session.pk}"
        yield f"{board}?open={session.pk}&options=all"
        yield reverse("plans:session_talk", args=["ridgeway", session.pk]) + f"?athlete={world.athlete.pk}"
        yield reverse("plans:my_talk", args=["ridgeway", session.pk])
    yield "/?all"
    for model in ABOUT_PEOPLE:
        of_model = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{of_model}_changelist")
        keys = {Athlete: world.athlete.pk, User: world.athlete.user_id}
        row = keys.get(model) or getattr(model._default_manager.first(), "pk", None)
        if row is not None:
            yield from (reverse(f"{of_model}_{what}", args=[row]) for what in ("change", "delete", "history"))


def pages(world: World, viewer: str, within: str = "/") -> dict[str, str]:
    """What the viewer reads at each address ``within``, and where it leads on to; each page that is led on to once."""
    client, read = client_of(world, viewer), {}
    ahead = [address for address in addresses(world, viewer) if address.startswith(within)]
    led_on: set[str] = set()
    while ahead:
        address = ahead.pop(0)
        response = client.get(address)
        assert response.status_code < 500, address
        assert response.status_code != HTTPStatus.TOO_MANY_REQUESTS, address
        content = response.getvalue() if response.streaming else response.content
        read[address] = content.decode("utf-8", "replace")
        if response.has_header("Location") and (place := urlsplit(response["Location"]).path) not in led_on:
            led_on.add(place)
            ahead.append(response["Location"])
    return read | typed(world, client) | exported(world, viewer)


def exported(world: World, viewer: str) -> dict[str, str]:
    """What the viewer takes home as a zip, table by table."""
    user, archive = user_of(world, viewer), io.BytesIO()
    if user is None:
        return {}
    my_data.write(archive, user, timezone.now())
    with zipfile.ZipFile(archive) as tables:
        return {f"export: {name}": f"{name} {tables.read(name).decode()}" for name in tables.namelist()}


def typed(world: World, client: Client) -> dict[str, str]:
    """What comes back while a coach types, and on asking for replacements."""
    board = f"/c/ridgeway/squads/{world.cast.tuesday.pk}/2026-11-23/read/"
    return {
        text: client.post(board, {"text": text, "day": 1}, headers={"HX-Request": "true"}).content.decode()
        for text in ("3 x 6 squat jumps", "8 km easy with a 5 kg vest")
    }


def seen(read: Mapping[str, str], before: Mapping[str, str]) -> dict[str, list[str]]:
    """The fields whose telling words stand in more places than before, with the addresses."""
    found: dict[str, list[str]] = {}
    for field, words in TELLING.items():
        telling = re.compile(words, re.IGNORECASE)
        for address, page in read.items():
            if len(telling.findall(page)) > len(telling.findall(before.get(address, ""))):
                found.setdefault(field, []).append(address)
    return found


def may_see(field: str, viewer: str, *, agreed: bool) -> bool:
    always, by_consent = SEEN_BY[field]
    return viewer == "self" or viewer in always or (agreed and viewer in by_consent)


def declared(field: Field, viewer: str, *, agreed: bool) -> bool:
    """What ``clubs/visibility.py`` says."""
    if viewer in PLANNERS:
        return field.coaches == YES or (agreed and field.coaches != NO)
    if viewer in ADMINISTRATORS:
        return field.administrators == YES
    return viewer == "self" or (viewer == "other athlete" and field.athletes == YES)


def test_every_declared_field_is_looked_for():
    assert set(BY_SLUG) == set(SEEN_BY) == set(TELLING)


@pytest.mark.parametrize("agreed", [False, True])
@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("field", BY_SLUG)
def test_what_is_declared_is_what_is_expected(field, viewer, agreed):
    assert declared(BY_SLUG[field], viewer, agreed=agreed) == may_see(field, viewer, agreed=agreed)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_page_keeps_to_it(world, viewer):
    """Nothing known, then everything known and shown to coaches, then kept from them again."""
    before = pages(world, viewer)
    world.tell_everything()
    wrong = []
    # Only what coaches see turns on a consent: to the others most is open where it is given.
    for agreed in (True, False) if viewer in PLANNERS else (True,):
        world.agree(shown=agreed)
        found = seen(pages(world, viewer), before)
        for field in SEEN_BY:
            expected = may_see(field, viewer, agreed=agreed)
            if field in found and not expected:
                wrong.append(f"{viewer} sees {field} (agreed: {agreed}) at {', '.join(found[field])}")
            elif field not in found and expected:
                wrong.append(f"{viewer} does not see {field} (agreed: {agreed})")
    assert not wrong, "\n".join(wrong)


def test_every_mail_keeps_to_it(world, mailoutbox):
    """Mails of a week and of talk, to whoever gets one; each has to hold something, else nothing is shown by it."""
    world.tell_everything()
    Seen.objects.all().delete()
    tell_week.call(world.session.week_id)
    for digest in Digest.objects.all():
        deliver(digest.pk)
    viewers = {user.email: viewer for viewer in VIEWERS if (user := user_of(world, viewer))}
    found = {viewers[mail.to[0]]: set(seen({"": f"{mail.subject}\n{mail.body}"}, {})) for mail in mailoutbox}
    assert set(found) == {"self", "coach", "other athlete"}
    assert "talk" in found["self"] & found["coach"]
    for viewer, fields in found.items():
        assert not [field for field in fields if not may_see(field, viewer, agreed=False)], viewer


def test_a_coach_reads_nothing_else_out_of_one_fact(world):
    """Alone, so that no other reason is told in its place: kept it is nowhere, shown it is where it belongs."""
    before = pages(world, "coach", within="/c/ridgeway/")
    for field, facts in (
        ("body_mass", {"body_mass_kg": 63.7}),
        ("injuries", {"injuries": ["bone_stress"]}),
        ("bone_stress", {"past_bone_stress_injury": True}),
    ):
        world.tell(**facts)
        world.agree(shown=False)
        assert seen(pages(world, "coach", within="/c/ridgeway/"), before) == {}, field
        world.agree(shown=True)
        assert set(seen(pages(world, "coach", within="/c/ridgeway/athletes/"), before)) == {field}


def test_the_verdict_counts_what_is_kept(world):
    """Advice is computed with all that is known; a coach is told that there is a reason, and not which."""
    world.tell(injuries=["bone_stress"])
    url = f"/c/ridgeway/squads/{world.cast.tuesday.pk}/2026-11-23/?open={world.session.pk}"
    kept = client_of(world, "coach").get(url).content.decode()
    assert "Anna (reason kept private)" in kept
    assert "This turns on something that the athlete keeps from coaches." in kept
    world.agree(shown=True)
    shown = client_of(world, "coach").get(url).content.decode()
    assert "Anna (bone stress injury)" in shown
    assert "kept private" not in shown
    own = client_of(world, "self").get("/c/ridgeway/my-week/").content.decode()
    assert "This turns on something" not in own
