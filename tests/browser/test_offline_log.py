"""How it went, said on a phone without a network: the forms of the log itself, kept there and sent once."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from clubs.models import Athlete
from plans.models import Log, Week, monday_of
from tests.browser.conftest import PHONE, _session_of
from tests.browser.test_offline import MY_WEEK, copies, kept, until, waiting
from tests.plans.recording_files import tcx_run

NEW = "/c/ridgeway/log/"
WAITS = "kept on this phone, will be sent"


@pytest.fixture
def session(club):
    """What Anna's squad does today, at the North gate."""
    today = club.ridgeway.today()
    week = Week.for_writing(club.tuesday, monday_of(today))
    planned = week.add(today.weekday(), "8 km easy on the ridge loop", club.user("Mira"))
    week.publish(club.user("Mira"))
    club.tuesday.meetings.create(weekday=today.weekday(), time=dt.time(18, 30), place="North gate")
    club.anna.threshold_pace_s_per_km = 275
    club.anna.save()
    return planned


@pytest.fixture
def form(session):
    """The address of its whole form."""
    return f"{NEW}{session.pk}/"


@pytest.fixture
def phone(browser, live_server, form):
    """``phone()`` is Anna's phone with her week and its forms kept on it; errors of its pages fail the test."""
    contexts, complaints = [], []

    def opened(**options):
        context = browser.new_context(viewport=PHONE, base_url=live_server.url, **options)
        contexts.append(context)
        context.add_cookies([{**_session_of("Anna"), "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        kept(page)
        until(page, lambda: {form, NEW} <= set(copies(page, of="/log/")))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(phone):
    return phone()


def go_offline(page, address=MY_WEEK):
    """Cut the network and open a page that was kept."""
    page.context.set_offline(True)
    page.goto(address)
    expect(page.locator("#kept-line")).to_be_visible()


def go_online(page):
    page.context.set_offline(False)


def sent(page):
    """Wait until nothing waits any more."""
    expect(waiting(page)).to_have_count(0, timeout=15_000)


def effort(page, number):
    page.locator(".scale").get_by_role("button", name=str(number), exact=True).click()


def elsewhere(club, session, version=0, **said):
    """What Anna says meanwhile, on another device."""
    fields = {"date": session.date, "planned": session.text, "outcome": "done", **said}
    return Log.objects.say(club.anna, fields, sending=uuid4(), version=version, session=session)


def write(page, note="Windy", how_hard="7"):
    page.get_by_label("Partly").check()
    page.get_by_label("Distance").fill("6,1")
    page.get_by_role("group", name="Effort").get_by_text(how_hard, exact=True).click()
    page.get_by_label("Note for your coach").fill(note)
    page.get_by_role("button", name="Keep", exact=True).click()


class TestTwoTaps:
    def test_done_and_how_hard_wait_and_are_sent_once(self, page, session):
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_text("How hard was it, all in all?")).to_be_visible()
        expect(page.locator(".tapped")).to_contain_text(f"Done · {WAITS}")
        effort(page, 5)
        expect(page.locator(".tapped")).to_contain_text(f"Done · Effort 5 · {WAITS}")
        expect(page.get_by_text("How hard was it, all in all?")).to_have_count(0)
        expect(waiting(page)).to_have_count(1)
        expect(waiting(page)).to_contain_text("8 km easy on the ridge loop: kept on this phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert not Log.objects.exists()
        go_online(page)
        sent(page)
        page.get_by_text("Done, effort 5").wait_for()
        log = Log.objects.get()
        assert (log.outcome, log.effort, log.session_id, log.version) == ("done", 5, session.pk, 1)

    def test_the_page_may_be_closed_in_between(self, page):
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        expect(waiting(page)).to_have_count(1)
        page.goto("about:blank")
        page.goto(MY_WEEK)
        expect(page.locator(".tapped")).to_contain_text("Done")
        effort(page, 0)
        expect(page.locator(".tapped")).to_contain_text("Effort 0")
        expect(waiting(page)).to_have_count(1)
        go_online(page)
        sent(page)
        assert [(log.outcome, log.effort) for log in Log.objects.all()] == [("done", 0)]

    def test_heavy_legs_wait_too_and_their_questions_follow(self, page, club):
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        effort(page, 6)
        expect(page.locator(".tapped")).to_contain_text("Effort 6")
        page.get_by_role("button", name="Legs felt heavy").click()
        expect(page.get_by_text("The questions about heavy legs need a connection")).to_be_visible()
        expect(waiting(page)).to_have_count(1)
        go_online(page)
        sent(page)
        page.get_by_role("link", name="Legs felt heavy").click()
        page.get_by_role("heading", name="Heavy legs").wait_for()
        assert [(log.effort, log.heavy_legs) for log in Log.objects.all()] == [(6, True)]
        assert Athlete.objects.get(pk=club.anna.pk).heavy_legs_since == club.ridgeway.today()

    def test_it_is_sent_from_any_page_which_offers_the_questions(self, page):
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name="Legs felt heavy").click()
        expect(page.locator(".tapped")).to_contain_text("Legs felt heavy")
        page.goto("about:blank")
        go_online(page)
        page.goto("/c/ridgeway/logs/")
        page.get_by_role("link", name="The questions about heavy legs").click()
        page.get_by_role("heading", name="Heavy legs").wait_for()

    def test_a_network_that_is_only_just_coming_back_is_tried_again(self, page):
        refused = []

        def refuse_twice(route):
            refused.append(route.request.url)
            if len(refused) > 2:
                route.continue_()
            else:
                route.abort()

        go_offline(page)
        page.get_by_role("button", name="Done").click()
        expect(waiting(page)).to_have_count(1)
        page.context.route("**/offline/token/", refuse_twice)
        go_online(page)
        sent(page)
        assert len(refused) == 3
        assert [log.outcome for log in Log.objects.all()] == ["done"]

    def test_an_effort_is_added_to_what_was_said_online(self, page, club, session):
        elsewhere(club, session)
        kept(page)
        go_offline(page)
        effort(page, 8)
        expect(page.locator(".tapped")).to_contain_text(f"Effort 8 · {WAITS}")
        expect(page.locator(".tapped")).not_to_contain_text("Done")
        go_online(page)
        sent(page)
        assert [(log.effort, log.version) for log in Log.objects.all()] == [(8, 2)]

    def test_the_network_goes_under_the_hand(self, page):
        page.route("**/done/", lambda route: route.abort())
        page.get_by_role("button", name="Done").click()
        expect(page.locator(".tapped")).to_contain_text("Done")
        page.unroute("**/done/")
        effort(page, 4)
        sent(page)
        until(page, lambda: [log.effort for log in Log.objects.all()] == [4])

    def test_an_answer_that_got_lost_doubles_nothing_and_loses_no_second_tap(self, page):
        def lose(route):
            route.fetch(max_redirects=0)
            route.abort()

        page.route("**/done/", lose)
        page.get_by_role("button", name="Done").click()
        expect(page.locator(".tapped")).to_contain_text("Done")
        until(page, Log.objects.exists)
        page.context.set_offline(True)
        page.unroute("**/done/")
        effort(page, 3)
        expect(page.locator(".tapped")).to_contain_text("Effort 3")
        go_online(page)
        sent(page)
        assert [(log.outcome, log.effort) for log in Log.objects.all()] == [("done", 3)]

    def test_two_tabs_send_it_once(self, page):
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        effort(page, 5)
        expect(page.locator(".tapped")).to_contain_text("Effort 5")
        other = page.context.new_page()
        other.goto(MY_WEEK)
        posts = []
        page.context.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
        go_online(page)
        sent(other)
        sent(page)
        page.wait_for_timeout(500)
        assert len(posts) == 1
        assert [(log.effort, log.version) for log in Log.objects.all()] == [(5, 1)]

    def test_where_another_device_was_first_both_sides_are_shown(self, page, club, session):
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        effort(page, 5)
        expect(page.locator(".tapped")).to_contain_text("Effort 5")
        elsewhere(club, session, effort=8, note="From the watch")
        go_online(page)
        expect(waiting(page)).to_contain_text("not sent, somebody changed it meanwhile")
        waiting(page).get_by_role("link", name="Open").click()
        meanwhile = page.locator("#meanwhile")
        expect(meanwhile).to_contain_text("Done, effort 8")
        expect(meanwhile).to_contain_text("From the watch")
        expect(page.get_by_role("group", name="Effort").get_by_label("5", exact=True)).to_be_checked()
        page.get_by_role("button", name="Keep what you typed").click()
        sent(page)
        assert [(log.effort, log.version) for log in Log.objects.all()] == [(5, 2)]

    def test_what_stands_can_be_left(self, page, club, session):
        elsewhere(club, session)
        kept(page)
        go_offline(page)
        effort(page, 5)
        expect(page.locator(".tapped")).to_contain_text("Effort 5")
        elsewhere(club, session, version=1, effort=8)
        go_online(page)
        expect(waiting(page)).to_contain_text("not sent, somebody changed it meanwhile")
        waiting(page).get_by_role("link", name="Open").click()
        expect(page.locator("#meanwhile")).to_contain_text("Done, effort 8")
        page.get_by_role("link", name="Leave it as it is").click()
        expect(page.get_by_role("group", name="Effort").get_by_label("8", exact=True)).to_be_checked()
        sent(page)
        assert [(log.effort, log.version) for log in Log.objects.all()] == [(8, 2)]


class TestTheWholeForm:
    def test_it_opens_from_the_kept_week_waits_and_is_sent_once(self, page, session):
        go_offline(page)
        page.get_by_role("link", name="How it went").click()
        expect(page.locator("#kept-line")).to_be_visible()
        expect(page.get_by_text("8 km easy on the ridge loop").first).to_be_visible()
        write(page)
        expect(page.get_by_text("it is kept on this phone and will be sent")).to_be_in_viewport()
        expect(waiting(page)).to_have_count(1)
        page.get_by_role("link", name="Cancel").click()
        # By its date, under which it was not kept: it is this week.
        expect(page.locator(".tapped")).to_contain_text(WAITS)
        assert not Log.objects.exists()
        go_online(page)
        sent(page)
        page.get_by_text("Partly, effort 7").wait_for()
        log = Log.objects.get()
        assert (log.outcome, log.distance_m, log.effort, log.note) == ("partly", 6100, 7, "Windy")
        assert (log.session_id, log.date, log.version) == (session.pk, session.date, 1)

    def test_an_answer_that_got_lost_doubles_nothing(self, page, form):
        def lose(route):
            if route.request.method != "POST":
                route.continue_()
                return
            route.fetch(max_redirects=0)
            route.abort()

        go_offline(page, form)
        write(page)
        expect(waiting(page)).to_have_count(1)
        page.route(f"**{form}", lose)
        go_online(page)
        until(page, Log.objects.exists)
        expect(waiting(page)).to_have_count(1)
        page.unroute(f"**{form}")
        page.goto(MY_WEEK)
        sent(page)
        assert [(log.note, log.version) for log in Log.objects.all()] == [("Windy", 1)]

    def test_what_was_tapped_stands_in_it(self, page):
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        effort(page, 5)
        expect(page.locator(".tapped")).to_contain_text("Effort 5")
        page.locator(".tapped").get_by_role("link", name="How it went").click()
        expect(page.get_by_role("group", name="Effort").get_by_label("5", exact=True)).to_be_checked()
        expect(page.get_by_label("Done")).to_be_checked()
        page.get_by_label("Note for your coach").fill("Windy")
        page.get_by_role("button", name="Keep", exact=True).click()
        expect(waiting(page)).to_have_count(1)
        go_online(page)
        sent(page)
        until(page, Log.objects.exists)
        assert [(log.effort, log.note, log.version) for log in Log.objects.all()] == [(5, "Windy", 1)]

    def test_both_sides_are_shown_on_this_very_page(self, page, form, club, session):
        go_offline(page, form)
        write(page, "From the phone")
        expect(waiting(page)).to_have_count(1)
        elsewhere(club, session, note="From the desk")
        go_online(page)
        expect(page.locator("#meanwhile")).to_contain_text("From the desk")
        expect(page.get_by_label("Note for your coach")).to_have_value("From the phone")
        assert Log.objects.get().note == "From the desk"
        page.get_by_role("button", name="Keep what you typed").click()
        sent(page)
        assert [(log.note, log.version) for log in Log.objects.all()] == [("From the phone", 2)]

    def test_what_is_wrong_is_shown_until_it_is_mended(self, page, form):
        go_offline(page, form)
        page.get_by_label("Time").fill("1:05")
        write(page)
        expect(waiting(page)).to_have_count(1)
        page.goto(MY_WEEK)
        go_online(page)
        expect(waiting(page)).to_contain_text("something in it has to be put right")
        page.goto("/c/ridgeway/logs/")
        waiting(page).get_by_role("link", name="Open").click()
        expect(page.get_by_text("Hours or minutes?").first).to_be_visible()
        expect(page.get_by_label("Note for your coach")).to_have_value("Windy")
        assert not Log.objects.exists()
        page.get_by_label("Time").fill("35:20")
        page.get_by_role("button", name="Keep", exact=True).click()
        page.get_by_text("Partly, effort 7").wait_for()
        sent(page)
        assert Log.objects.get().duration_s == 2120

    def test_heavy_legs_in_it_lead_to_the_questions_as_ever(self, page, form):
        go_offline(page, form)
        page.get_by_label("Legs felt heavy").check()
        write(page)
        expect(waiting(page)).to_have_count(1)
        go_online(page)
        page.wait_for_url("**/heavy-legs/")
        page.get_by_text("Question 1 of").wait_for()

    def test_while_one_types_on_nothing_is_taken_away(self, page, form):
        go_offline(page, form)
        write(page)
        expect(waiting(page)).to_have_count(1)
        page.get_by_label("Note for your coach").press_sequentially(" and wet")
        go_online(page)
        sent(page)
        page.wait_for_timeout(500)
        expect(page.get_by_label("Note for your coach")).to_have_value("Windy and wet")
        page.get_by_role("button", name="Keep", exact=True).click()
        # Said twice from one page: what arrived stands beside what was typed after it.
        expect(page.locator("#meanwhile")).to_contain_text("Windy")
        page.get_by_role("button", name="Keep what you typed").click()
        until(page, lambda: [log.note for log in Log.objects.all()] == ["Windy and wet"])


class TestARunOfOnesOwn:
    def write(self, page, what, far):
        page.get_by_label("What you did").fill(what)
        page.get_by_label("Distance").fill(far)
        page.get_by_role("button", name="Keep", exact=True).click()

    def test_two_of_them_wait_and_both_are_sent(self, page, club):
        go_offline(page)
        for number, (what, far) in enumerate([("Along the river", "5"), ("Home from work", "3,2")], start=1):
            page.goto(MY_WEEK)
            page.get_by_role("link", name="Log a run of your own").click()
            self.write(page, what, far)
            expect(waiting(page)).to_have_count(number)
        go_online(page)
        sent(page)
        assert [(log.instead, log.distance_m) for log in Log.objects.order_by("pk")] == [
            ("Along the river", 5000),
            ("Home from work", 3200),
        ]
        assert {log.date for log in Log.objects.all()} == {club.ridgeway.today()}

    def test_a_page_that_was_kept_some_days_ago_says_today(self, page):
        today = page.evaluate("new Date().toLocaleDateString('sv')")
        page.evaluate(
            """async (address) => {
                for (const name of (await caches.keys()).filter((one) => one.startsWith("pages-"))) {
                    const cache = await caches.open(name);
                    const kept = await cache.match(address, { ignoreVary: true });
                    const text = await kept.text();
                    const page = text.replaceAll(/value="20\\d\\d-\\d\\d-\\d\\d"/g, 'value="2020-01-01"');
                    await cache.delete(address, { ignoreVary: true });
                    await cache.put(address, new Response(page, { headers: kept.headers }));
                }
            }""",
            NEW,
        )
        go_offline(page, NEW)
        expect(page.get_by_label("Day")).to_have_value(today)


class TestWhatNeedsANetwork:
    def test_the_week_says_so_and_shows_paces_time_and_place(self, page):
        hint = page.get_by_text("Files of runs, pictures, the calendar and the watch need a connection.")
        expect(hint).to_be_hidden()
        go_offline(page)
        expect(hint).to_be_visible()
        expect(page.get_by_text("North gate").first).to_be_visible()
        expect(page.get_by_text("18:30").first).to_be_visible()
        expect(page.locator(".steps .pace").first).to_contain_text("/km")
        page.get_by_role("link", name="Add the file of a run").click()
        expect(page.get_by_role("heading", name="No connection")).to_be_visible()
        expect(page.get_by_text("This page needs a connection.")).to_be_visible()

    def test_a_file_that_was_chosen_stays_chosen(self, page, club):
        page.goto("/c/ridgeway/my-week/file/")
        noon = dt.datetime.combine(club.ridgeway.today(), dt.time(11), dt.UTC)
        run = {"name": "run.tcx", "mimeType": "application/octet-stream", "buffer": tcx_run(660, noon)}
        field = page.get_by_label("The file of your run")
        field.set_input_files(run)
        page.context.set_offline(True)
        expect(page.get_by_text("No connection: a file is not kept on this phone.")).to_be_visible()
        page.get_by_role("button", name="Show what was read").click()
        expect(page.get_by_text("this cannot wait on this phone")).to_be_visible()
        expect(waiting(page)).to_have_count(0)
        assert field.evaluate("(one) => one.files[0].name") == "run.tcx"
        go_online(page)
        page.get_by_role("button", name="Show what was read").click()
        page.get_by_role("heading", name="What was read").wait_for()

    def test_the_questions_about_heavy_legs_keep_what_was_ticked(self, page, club, session):
        log = elsewhere(club, session, heavy_legs=True)
        page.goto(f"/c/ridgeway/logs/{log.pk}/heavy-legs/")
        page.context.set_offline(True)
        page.get_by_label("None of these").check()
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_text("The server cannot be reached. What you typed is still here")).to_be_visible()
        expect(page.get_by_label("None of these")).to_be_checked()
        go_online(page)
        page.get_by_role("button", name="Next").click()
        page.locator("[name=asked][value=when]").wait_for(state="attached")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing_and_every_target_is_44_px(self, phone, scheme):
        page = phone(color_scheme=scheme)
        go_offline(page)
        page.get_by_role("button", name="Done").click()
        expect(page.locator(".tapped")).to_contain_text("Done")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        small = page.locator("main, #outbox").evaluate_all(
            """parts => parts.flatMap((part) => [...part.querySelectorAll("a, button, summary")])
                .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
                .map((one) => one.outerHTML)"""
        )
        assert small == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
