"""How heavy the first view of my week is on a phone that has nothing of it yet."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import brotli
from django.contrib.staticfiles import finders

from plans.models import Comment, Log
from tests.plans.conftest import ANKLE_WEIGHTS, SPLIT

MOST_BYTES = 40 * 1024
MOST_REQUESTS_BEFORE_TEXT = 3
MY_WEEK = "/c/ridgeway/my-week/"
COACH_CSS = "css/coach.css"


def fetched(page: str, pattern: str) -> list[str]:
    """The addresses of static files that the tags of ``page`` fetch."""
    tags = re.findall(pattern, page)
    return [re.search(r'(?:href|src)="/static/([^"]+)"', tag)[1] for tag in tags]


def weight(path: str) -> int:
    """What WhiteNoise sends of a file: compressed at collection, with brotli at its best."""
    with open(finders.find(path), "rb") as file:
        return len(brotli.compress(file.read()))


def fill(plan) -> None:
    """A week with all that one can hold: seven sessions, logs, talk, meetings, paces, a note and a change."""
    athlete, mira = plan.cast.anna, plan.cast.user("Mira")
    athlete.threshold_pace_s_per_km = 275
    athlete.save()
    hills = "10 min warm up, 6 x 200 m uphill hard, jog down, 10 min easy"
    texts = (
        ANKLE_WEIGHTS,
        hills,
        "45 min easy",
        "15 min easy, 5 x 1 km at threshold w/ 2 min jog",
        SPLIT,
        "Rest",
        "16 km easy",
    )
    sessions = [plan.add(day, text) for day, text in enumerate(texts)]
    week = plan.publish()
    week.write_note("Gloves on Tuesday, the ridge is cold.", by=mira)
    for day in (1, 3, 6):
        plan.cast.tuesday.meetings.create(weekday=day, time=dt.time(18, 30), place="North gate")
    for session in sessions[:2]:
        said = {"date": session.date, "planned": session.text, "outcome": "done", "distance_m": 8000}
        Log.objects.say(athlete, said, sending=uuid4(), session=session)
    for session in sessions:
        Comment.objects.say(session, [athlete], "Mind the roots.", by=mira, sending=uuid4())


def test_the_first_view_weighs_at_most_40_kb_and_text_waits_for_three_requests_at_most(plan, client_as):
    fill(plan)
    response = client_as("Anna").get(MY_WEEK, headers={"Accept-Encoding": "br, gzip"})
    # The test client undoes nothing: what it holds is what goes over the wire.
    compressed = len(response.content)
    assert response["Content-Encoding"] in ("br", "gzip")
    page = client_as("Anna").get(MY_WEEK).content.decode()
    assert page.count("North gate") >= 3
    assert page.count("1 new comment") == 7
    assert page.count("How hard was it, all in all?") == 3
    assert page.count('class="pace"') >= 5
    styles = fetched(page, r'<link rel="stylesheet"[^>]*>')
    scripts = re.findall(r"<script [^>]*src=[^>]*>", page)
    blocking = [tag for tag in scripts if " defer" not in tag and 'type="module"' not in tag]
    assert 1 + len(styles) + len(blocking) <= MOST_REQUESTS_BEFORE_TEXT
    icons = fetched(page, r'<link rel="icon"[^>]*>')
    files = [*styles, *icons, *fetched(page, r"<script [^>]*src=[^>]*>")]
    total = compressed + sum(weight(path) for path in files)
    assert total <= MOST_BYTES, f"{total} bytes: {compressed} of HTML, {[(path, weight(path)) for path in files]}"


def test_what_only_coaches_see_is_not_sent_with_the_week(plan, client_as):
    assert COACH_CSS not in client_as("Anna").get(MY_WEEK).content.decode()
    assert COACH_CSS in plan.client.get(plan.url).content.decode()
    assert COACH_CSS in plan.client.get("/c/ridgeway/athletes/").content.decode()
