"""Without a network: the week is read, what is written waits, and all of it is one person's."""

from __future__ import annotations

import datetime as dt
import re
import time
import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import include, path
from playwright.sync_api import expect

from clubs.access import for_athletes
from plans.models import Week, monday_of
from tests.browser.conftest import PHONE, _session_of

MY_WEEK = "/c/ridgeway/my-week/"
ARRIVED: list[dict[str, str]] = []

FORM = """<!doctype html><html lang="en"><head><title>Log</title>
<link rel="stylesheet" href="/static/css/app.css">
<script src="/static/django_htmx/htmx-2.min.js" defer></script>
<script src="/static/js/offline.js" type="module"></script></head>
<body data-person="%(person)s" data-kept="As of {when}."><main id="main" class="page">%(outbox)s
<div id="messages"></div><form method="post" action="/c/ridgeway/log/1/" data-offline="Tuesday, 8 km easy"%(htmx)s>
<input type="hidden" name="csrfmiddlewaretoken" value="%(token)s">
<input type="hidden" name="version" value="%(version)s"><input type="hidden" name="sending" value="%(sending)s">
<label>Note <textarea name="note">%(note)s</textarea></label>
<label><input type="radio" name="effort" value="4"> 4</label>
<label><input type="radio" name="effort" value="7"%(seven)s> 7</label>
<button>Save</button></form><form method="post" action="/sign-out/">
<input type="hidden" name="csrfmiddlewaretoken" value="%(token)s">
<button>Sign out</button></form></main></body></html>"""


@for_athletes
def log(request, member, session):
    """A log as the real one answers: once for each sending, 409 where somebody was first, 422 for what is no note."""
    status = 200
    if request.method == "POST":
        if request.POST["sending"] not in [one["sending"] for one in ARRIVED]:
            if request.POST["version"] != str(len(ARRIVED)):
                status = 409
            elif request.POST["note"] == "bad":
                status = 422
            else:
                ARRIVED.append(request.POST.dict())
        if status == 200:
            return HttpResponse(status=302, headers={"Location": MY_WEEK})
    shown = {
        "person": request.user.tag,
        "outbox": render_to_string("offline/_outbox.html"),
        "token": get_token(request),
        "version": len(ARRIVED),
        "sending": request.POST.get("sending", uuid.uuid4()),
        "note": request.POST.get("note", ARRIVED[-1]["note"] if ARRIVED else ""),
        "seven": " checked" if request.POST.get("effort") == "7" else "",
        "htmx": ' hx-post="/c/ridgeway/log/1/"' if "htmx" in request.GET else "",
    }
    return HttpResponse(FORM % shown, status=status)


urlpatterns = [
    path("c/<slug:club>/log/<int:session>/", log),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def nothing_arrived():
    ARRIVED.clear()


@pytest.fixture
def week(club):
    """Ridgeway's published week, of today."""
    planned = Week.for_writing(club.tuesday, monday_of(club.ridgeway.today()))
    for day in range(7):
        planned.add(day, f"{day + 5} km easy", club.user("Mira"))
    planned.publish(club.user("Mira"))
    club.tuesday.meetings.create(weekday=club.ridgeway.today().weekday(), time=dt.time(18, 30), place="North gate")
    return planned


@pytest.fixture
def phone(browser, live_server, week):
    """``phone("Anna")`` is a phone on which somebody is signed in; errors of its pages fail the test.

    What the browser itself tells of a network that is away is no complaint.
    """
    contexts, complaints = [], []

    def opened(name, **options):
        context = browser.new_context(viewport=PHONE, base_url=live_server.url, **options)
        contexts.append(context)
        context.add_cookies([{**_session_of(name), "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def until(page, found):
    """Wait for ``found()`` to be true: what the worker does, no page tells of."""
    patience = time.monotonic() + 20
    while not found():
        assert time.monotonic() < patience, ("it never came to it", copies(page, of="/"))
        page.wait_for_timeout(50)


def kept(page, address=MY_WEEK):
    """Open a page and wait until the worker has a copy of it and of every file that shows it."""
    page.goto(address)
    until(page, lambda: address in copies(page, of=address))
    until(
        page,
        lambda: page.evaluate(
            """async () => {
                const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")];
                const held = files.map((one) => caches.match(one.src || one.href, { ignoreVary: true }));
                return (await Promise.all(held)).every(Boolean);
            }"""
        ),
    )


def copies(page, of="/my-week/"):
    """The addresses of weeks that the worker keeps, of whomever; or ``of`` something else."""
    found = page.evaluate(
        """async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
            const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            return held.flat().map((one) => new URL(one.url).pathname);
        }"""
    )
    return [address for address in found if of in address]


def waiting(page):
    return page.locator("#outbox li")


def write(page, note, effort="7"):
    page.get_by_label("Note").fill(note)
    page.get_by_label(effort, exact=True).check()
    page.get_by_role("button", name="Save").click()


class TestReading:
    def test_the_week_opens_without_a_network_and_says_so(self, phone):
        page = phone("Anna")
        kept(page)
        page.context.set_offline(True)
        page.reload()
        line = page.locator("#kept-line")
        expect(line).to_be_visible()
        assert re.search(r"No connection: this is as it was at \d\d:\d\d\.", line.inner_text())
        expect(page.get_by_role("heading", name="The rest of the week")).to_be_visible()
        expect(page.get_by_text("North gate").first).to_be_visible()
        # With its own look: the style sheet was kept too.
        assert page.evaluate("getComputedStyle(document.querySelector('.sheet')).borderRadius") != "0px"
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.context.set_offline(False)
        page.reload()
        expect(line).to_have_count(0)

    def test_the_app_starts_without_a_network_with_the_week_seen_last(self, phone):
        page = phone("Anna")
        kept(page)
        page.context.set_offline(True)
        page.goto("/my-week/")
        expect(page.locator("#kept-line")).to_be_visible()

    def test_a_week_that_was_never_seen_is_told_of_and_the_last_eight_are_kept(self, phone, club):
        page = phone("Anna")
        kept(page)
        monday = monday_of(club.ridgeway.today())
        mondays = [monday - dt.timedelta(weeks=back) for back in range(1, 10)]
        for one in mondays:
            page.goto(f"{MY_WEEK}{one}/")
        until(page, lambda: copies(page) == [f"{MY_WEEK}{one}/" for one in mondays[1:]])
        page.context.set_offline(True)
        page.goto(f"{MY_WEEK}{monday + dt.timedelta(weeks=1)}/")
        expect(page.get_by_role("heading", name="No connection")).to_be_visible()

    def test_a_week_that_is_closed_to_somebody_is_not_kept(self, phone, club):
        page = phone("Anna")
        kept(page)
        until(page, lambda: "/c/ridgeway/log/" in copies(page, of="/log/"))
        club.ridgeway.memberships.filter(user=club.user("Anna")).delete()
        page.goto(MY_WEEK)
        until(page, lambda: copies(page, of="/") == [])


class TestWhose:
    def test_signing_out_takes_the_copies_away(self, phone):
        page = phone("Anna")
        kept(page)
        page.get_by_text("Anna").first.click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in/**")
        until(page, lambda: copies(page) == [])

    def test_another_account_on_the_same_phone_clears_those_of_the_first(self, phone, live_server):
        page = phone("Anna")
        kept(page)
        kept(page, f"{MY_WEEK}2026-01-05/")
        page.context.add_cookies([{**_session_of("Ben"), "url": live_server.url}])
        page.goto(MY_WEEK)
        until(page, lambda: copies(page) == [MY_WEEK])
        page.context.set_offline(True)
        page.goto(f"{MY_WEEK}2026-01-05/")
        expect(page.get_by_role("heading", name="No connection")).to_be_visible()

    def test_a_session_that_ended_elsewhere_clears_them_too(self, phone):
        page = phone("Anna")
        kept(page)
        page.context.clear_cookies()
        page.goto(MY_WEEK)
        page.wait_for_url("**/sign-in/**")
        until(page, lambda: copies(page) == [])


@pytest.mark.urls(__name__)
class TestWriting:
    LOG = "/c/ridgeway/log/1/"

    @pytest.fixture
    def page(self, phone):
        """The log on Anna's phone, with a worker beside it."""
        page = phone("Anna")
        kept(page)
        kept(page, self.LOG)
        return page

    def test_online_it_is_sent_as_ever(self, page):
        write(page, "fine")
        page.wait_for_url(f"**{MY_WEEK}")
        assert [(one["note"], one["effort"]) for one in ARRIVED] == [("fine", "7")]
        expect(waiting(page)).to_have_count(0)

    @pytest.mark.parametrize("query", ["", "?htmx"])
    def test_what_is_written_without_a_network_waits_and_is_sent_once(self, page, query):
        page.goto(self.LOG + query)
        page.context.set_offline(True)
        write(page, "windy")
        expect(page.get_by_text("it is kept on this phone and will be sent")).to_be_visible()
        expect(waiting(page)).to_have_count(1)
        assert ARRIVED == []
        page.context.set_offline(False)
        expect(waiting(page)).to_have_count(0)
        assert [(one["note"], one["effort"]) for one in ARRIVED] == [("windy", "7")]

    def test_it_outlives_the_page_and_is_sent_when_another_one_opens(self, page):
        page.context.set_offline(True)
        page.reload()
        expect(page.locator("#kept-line")).to_be_visible()
        write(page, "windy")
        expect(waiting(page)).to_have_count(1)
        page.goto(MY_WEEK)
        expect(waiting(page)).to_contain_text("Tuesday, 8 km easy: kept on this phone, will be sent")
        page.context.set_offline(False)
        page.goto(MY_WEEK)
        expect(page.get_by_text("Sent: Tuesday, 8 km easy")).to_be_visible()
        assert [one["note"] for one in ARRIVED] == ["windy"]

    def test_an_answer_that_got_lost_doubles_nothing(self, page):
        # The server takes it, and the network goes before the answer comes.
        def lose(route):
            route.fetch(max_redirects=0)
            route.abort()

        page.context.set_offline(True)
        write(page, "windy")
        expect(waiting(page)).to_have_count(1)
        page.route(f"**{self.LOG}", lambda route: lose(route) if route.request.method == "POST" else route.continue_())
        page.context.set_offline(False)
        until(page, lambda: len(ARRIVED) == 1)
        expect(waiting(page)).to_have_count(1)
        page.unroute(f"**{self.LOG}")
        page.goto(MY_WEEK)
        expect(waiting(page)).to_have_count(0)
        assert len(ARRIVED) == 1

    def test_two_tabs_send_it_once(self, page):
        page.context.set_offline(True)
        write(page, "windy")
        expect(waiting(page)).to_have_count(1)
        other = page.context.new_page()
        other.goto(MY_WEEK)
        sent = []
        page.context.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.context.set_offline(False)
        expect(waiting(other)).to_have_count(0)
        page.wait_for_timeout(500)
        assert len(ARRIVED) == 1
        assert len(sent) == 1

    def test_a_kept_page_that_is_opened_twice_says_two_things(self, page):
        page.context.set_offline(True)
        for number, note in enumerate(("one", "two"), start=1):
            page.reload()
            expect(page.locator("#kept-line")).to_be_visible()
            write(page, note)
            expect(waiting(page)).to_have_count(number)
        page.context.set_offline(False)
        expect(waiting(page)).to_have_count(1)
        # Of the same version of the log: the second is not lost as if it were the first once more.
        page.goto(MY_WEEK)
        expect(waiting(page)).to_contain_text("not sent, somebody changed it meanwhile")
        assert [one["note"] for one in ARRIVED] == ["one"]

    def test_what_the_same_page_says_anew_replaces_what_was_not_sent(self, page):
        page.context.set_offline(True)
        write(page, "windy")
        expect(waiting(page)).to_have_count(1)
        write(page, "windy and wet", "4")
        page.wait_for_timeout(300)
        expect(waiting(page)).to_have_count(1)
        page.context.set_offline(False)
        expect(waiting(page)).to_have_count(0)
        assert [(one["note"], one["effort"]) for one in ARRIVED] == [("windy and wet", "4")]

    def test_where_somebody_was_first_it_is_shown_and_opened_and_sent(self, page):
        page.context.set_offline(True)
        write(page, "from the phone")
        expect(waiting(page)).to_have_count(1)
        ARRIVED.append({"sending": "another", "note": "from the laptop", "effort": "4"})
        page.context.set_offline(False)
        expect(waiting(page)).to_contain_text("not sent, somebody changed it meanwhile")
        page.goto(MY_WEEK)
        waiting(page).get_by_role("link", name="Open").click()
        expect(page.get_by_label("Note")).to_have_value("from the phone")
        expect(page.get_by_label("7", exact=True)).to_be_checked()
        page.get_by_role("button", name="Save").click()
        expect(waiting(page)).to_have_count(0)
        assert [one["note"] for one in ARRIVED] == ["from the laptop", "from the phone"]

    def test_what_is_not_valid_stays_until_it_is_put_right_or_discarded(self, page):
        page.context.set_offline(True)
        write(page, "bad")
        expect(waiting(page)).to_have_count(1)
        page.context.set_offline(False)
        expect(waiting(page)).to_contain_text("something in it has to be put right")
        page.goto(MY_WEEK)
        expect(waiting(page)).to_have_count(1)
        page.get_by_role("button", name="Discard").click()
        expect(waiting(page)).to_have_count(0)
        assert ARRIVED == []

    def test_what_one_account_wrote_no_other_sends_or_sees(self, page, live_server):
        page.context.set_offline(True)
        write(page, "mine")
        expect(waiting(page)).to_have_count(1)
        page.goto("about:blank")
        page.context.set_offline(False)
        page.context.add_cookies([{**_session_of("Ben"), "url": live_server.url}])
        page.goto(MY_WEEK)
        page.wait_for_timeout(500)
        expect(waiting(page)).to_have_count(0)
        assert ARRIVED == []
        page.context.add_cookies([{**_session_of("Anna"), "url": live_server.url}])
        page.goto(MY_WEEK)
        expect(page.get_by_text("Sent: Tuesday, 8 km easy")).to_be_visible()
        assert [one["note"] for one in ARRIVED] == ["mine"]

    def test_signing_out_warns_while_something_waits(self, page):
        asked = []

        def answer(dialog):
            asked.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", answer)
        page.context.set_offline(True)
        write(page, "windy")
        expect(waiting(page)).to_have_count(1)
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_timeout(300)
        assert len(asked) == 1
        assert "still waits on this phone" in asked[0]
        assert page.url.endswith(self.LOG)


class TestInstalling:
    def test_the_browser_finds_nothing_that_keeps_it_from_being_installed(self, phone):
        page = phone("Anna")
        kept(page)
        page.reload()
        asked = page.context.new_cdp_session(page)
        found = asked.send("Page.getAppManifest")
        assert found["url"].endswith("/manifest.webmanifest")
        assert found["errors"] == []
        told = asked.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A window of a test is an incognito one, from which nothing is ever installed.
        assert [one["errorId"] for one in told if one["errorId"] != "in-incognito"] == []


class TestOnThePhone:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing_and_every_target_is_44_px(self, phone, club, scheme):
        club.anna.threshold_pace_s_per_km = 275
        club.anna.save()
        page = phone("Anna", color_scheme=scheme)
        kept(page)
        page.context.set_offline(True)
        page.reload()
        page.evaluate("document.querySelectorAll('main details').forEach((details) => (details.open = true))")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        small = page.evaluate(
            """() => [...document.querySelectorAll("main a, main button, main summary, main input")]
                .filter((one) => one.checkVisibility())
                .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
                .filter(([, box]) => box.width && (box.height < 44 || box.width < 44))
                .map(([html, box]) => `${html}: ${box.width} x ${box.height}`)"""
        )
        assert small == []

    def test_a_finger_drawn_sideways_turns_the_page(self, phone, club):
        page = phone("Anna", has_touch=True)
        page.goto(MY_WEEK)
        page.evaluate(
            """() => {
                const at = (x) => [new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 })];
                const say = (type, touches, changedTouches) =>
                    document.body.dispatchEvent(new TouchEvent(type, { touches, changedTouches, bubbles: true }));
                say("touchstart", at(300), at(300));
                say("touchend", [], at(100));
            }"""
        )
        following = monday_of(club.ridgeway.today()) + dt.timedelta(weeks=1)
        page.wait_for_url(f"**{MY_WEEK}{following}/")
