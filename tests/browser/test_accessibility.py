"""Every screen, light and dark, on a desk and on a phone: axe finds nothing serious, and nothing scrolls sideways."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from clubs.models import Athlete, Club, Invitation, User
from plans.models import Instead, Log, Session, SessionException, Template, Week, monday_of
from tests.browser.conftest import DESK, PHONE
from tests.races import own_race, shared_race

TEXTS = (
    "8 km easy with 1 kg ankle weights on each leg",
    "6 x 60 m with a 5 kg vest",
    "45 min easy, bouncy",
    "Rest",
    "6 x 200 m uphill hard, jog down",
)
SCREENS = (
    ("Mira", "/c/ridgeway/squads/{squad}/?"),
    ("Mira", "{board}?open={flagged}"),
    ("Mira", "{board}?edit={flagged}"),
    ("Mira", "{board}?select"),
    ("Mira", "{board}print/"),
    ("Mira", "{empty}"),
    ("Mira", "{board}?open={excepted}"),
    ("Mira", "{board}history/"),
    ("Mira", "/c/ridgeway/athletes/{ben}/"),
    ("Mira", "/c/ridgeway/athletes/{anna}/log/"),
    ("Mira", "/c/ridgeway/athletes/{anna}/pictures/"),
    ("Mira", "/c/ridgeway/squads/{squad}/pictures/?weeks=26"),
    ("Mira", "{board}?open={told}"),
    ("Anna", "/c/ridgeway/pictures/"),
    ("Mira", "/c/ridgeway/squads/?all"),
    ("Mira", "/c/ridgeway/athletes/"),
    ("Mira", "/c/ridgeway/athletes/?reason=race_soon"),
    ("Mira", "/c/ridgeway/athletes/?q=nobody"),
    ("Mira", "/c/ridgeway/races/"),
    ("Mira", "/c/ridgeway/races/new/"),
    ("Mira", "/c/ridgeway/races/{race}/delete/"),
    ("Ruth", "/c/ridgeway/settings/"),
    ("Ruth", "/c/ridgeway/members/"),
    ("Ruth", "/c/ridgeway/members/{person}/"),
    ("Ruth", "/c/ridgeway/members/{person}/remove/"),
    ("Ruth", "/c/ridgeway/members/leave/"),
    ("Ruth", "/c/ridgeway/members/hand-over/"),
    ("Ruth", "/c/ridgeway/invitations/new/"),
    ("Ruth", "/clubs/new/"),
    ("Ruth", "/?all"),
    ("Ruth", "{link}"),
    ("Mira", "/c/ridgeway/athletes/new/"),
    ("Mira", "/c/ridgeway/athletes/{kim}/invite/"),
    ("Mira", "/c/fresh/squads/"),
    ("Mira", "/c/fresh/athletes/"),
    ("Anna", "/c/ridgeway/members/"),
    (None, "/sign-up/"),
    (None, "{link}"),
    ("Mira", "/c/ridgeway/templates/"),
    ("Mira", "/c/ridgeway/templates/ten-km/"),
    ("Mira", "/c/ridgeway/templates/ten-km/lay/"),
    ("Mira", "/c/ridgeway/templates/{template}/weeks/1/"),
    ("Mira", "/c/ridgeway/squads/{squad}/season/"),
    ("Mira", "{board}copy/"),
    ("Mira", "{board}save-as-template/"),
    ("Mira", "/c/ridgeway/sessions/{flagged}/copy/"),
    ("Anna", "/c/ridgeway/my-week/"),
    ("Anna", "/c/ridgeway/profile/"),
    ("Anna", "/c/ridgeway/profile/races/new/"),
    ("Anna", "/password/change/"),
)


@pytest.fixture
def places(club):
    monday = monday_of(club.ridgeway.today())
    week = Week.for_writing(club.tuesday, monday)
    mira = User.objects.get(name="Mira")
    sessions = [week.add(number, text, mira) for number, text in enumerate(TEXTS)]
    today = club.ridgeway.today().weekday()
    week.add(today, TEXTS[0], mira).keep("Once, as a test", verdict="avoid", version=1, by=mira)
    hills = week.add(3, TEXTS[4], mira)
    SessionException.make(hills, [Instead(club.anna, "20 min easy", "Your legs")], version=1, by=mira)
    hills.rewrite("8 x 200 m uphill hard", version=1, by=mira)
    sessions[1].rewrite("6 x 80 m with a 5 kg vest", version=1, by=User.objects.get(name="Ruth"))
    Athlete.objects.filter(pk=club.ben.pk).update(heavy_legs_since=monday)
    club.ben.plan_on_their_own()
    week.publish(mira)
    told = week.add(today, "8 km easy, said to be done", mira)
    for athlete, own in ((club.anna, {"pain": 5, "note": "It pulled"}), (club.ben, {"outcome": "missed"})):
        said = {"date": told.date, "outcome": "done", "distance_m": 8000, "heavy_legs": True, "effort": 4, **own}
        Log.objects.say(athlete, said, sending=uuid4(), session=told)
    race = shared_race(club.ridgeway, club.ridgeway.today() + dt.timedelta(days=5), club.tuesday, name="Cross league")
    own_race(club.anna, club.ridgeway.today(), name="Charity fun run", distance_m=5000, priority="C", pack_kg=4)
    Athlete.objects.filter(pk=club.ben.pk).update(heavy_legs_since=dt.date(2020, 1, 1), no_added_load=True)
    board = f"/c/ridgeway/squads/{club.tuesday.pk}/{monday}/"
    ruth, kim = User.objects.get(name="Ruth"), club.ridgeway.add_athlete("Kim")
    Invitation.objects.make(club.ridgeway, "athlete", ruth, athlete=kim, email="kim@example.org")
    _invitation, token = Invitation.objects.make(club.ridgeway, "athlete", ruth, squads=[club.tuesday])
    Club.objects.create(slug="fresh", name="Fresh Air Running and Walking Club").add_member(mira, "coach")
    template = Template.objects.create(
        club=club.ridgeway,
        name="Ours",
        weeks=[{"sessions": [[1, "8 km easy, bouncy"]], "block": "base", "note": "Slow."}],
    )
    return {
        "template": template.slug,
        "squad": club.tuesday.pk,
        "board": board,
        "empty": board.replace(str(monday), str(monday + dt.timedelta(weeks=1))),
        "flagged": sessions[0].pk,
        "changed": sessions[1].pk,
        "person": User.objects.get(name="Ines").pk,
        "kim": kim.pk,
        "link": f"/join/{token}/",
        "excepted": hills.pk,
        "ben": club.ben.pk,
        "anna": club.anna.pk,
        "told": told.pk,
        "race": race.pk,
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(open_page, places, viewport, scheme):
    pages = {name: open_page(name, viewport=viewport, color_scheme=scheme) for name in ("Mira", "Ruth", "Anna", None)}
    found = []
    for name, address in SCREENS:
        pages[name].goto(address.format(**places))
        found += wrong_with(pages[name], viewport, address)
    for page in both_sides(pages["Mira"], places):
        found += wrong_with(page, viewport, page.url)
    assert found == []


def wrong_with(page, viewport, address):
    page.evaluate("document.querySelectorAll('main details').forEach((details) => (details.open = true))")
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > viewport["width"]:
        yield f"{address}: {width} px wide"
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] in ("serious", "critical"):
            yield f"{address}: {violation['id']} on {violation['nodes'][0]['html'][:120]}"


def both_sides(page, places):
    """The board where another coach was first: with a session, and with the note."""
    page.goto("{board}?edit={changed}".format(**places))
    page.locator("#session-{changed} [name=version]".format(**places)).evaluate("(version) => (version.value = 1)")
    page.locator("#words-s{changed}".format(**places)).press("Enter")
    expect(page.get_by_text("Ruth changed this session")).to_be_visible()
    yield page
    page.goto(places["board"])
    week = Session.objects.get(pk=places["changed"]).week
    week.write_note("Gloves!", version=week.note_version, by=User.objects.get(name="Ruth"))
    page.locator("#note-words").fill("Head torches!")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Ruth wrote this note while you were at it.")).to_be_visible()
    yield page
