"""Every screen, light and dark, on a desk and on a phone: axe finds nothing serious, and nothing scrolls sideways."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from clubs.models import User
from plans.models import Week, monday_of
from tests.browser.conftest import DESK, PHONE

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
    ("Mira", "/c/ridgeway/squads/?all"),
    ("Mira", "/c/ridgeway/athletes/"),
    ("Ruth", "/c/ridgeway/settings/"),
    ("Anna", "/c/ridgeway/my-week/"),
    ("Anna", "/c/ridgeway/profile/"),
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
    week.publish(mira)
    board = f"/c/ridgeway/squads/{club.tuesday.pk}/{monday}/"
    return {"squad": club.tuesday.pk, "board": board, "flagged": sessions[0].pk}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(open_page, places, viewport, scheme):
    pages = {name: open_page(name, viewport=viewport, color_scheme=scheme) for name in ("Mira", "Ruth", "Anna")}
    found = []
    for name, address in SCREENS:
        page = pages[name]
        page.goto(address.format(**places))
        for details in page.locator("main details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            found.append(f"{address}: {width} px wide")
        results = Axe().run(page)
        found += [
            f"{address}: {violation['id']} on {violation['nodes'][0]['html'][:120]}"
            for violation in results.response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
    assert found == []
