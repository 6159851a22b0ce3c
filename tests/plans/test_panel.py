"""Ask the panel: the page that needs no account."""

from __future__ import annotations

import datetime as dt
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client

from advice.models import Guideline, Pack
from advice.published import drill_catalogue, guideline_set
from clubs import limits
from plans.panel import EXAMPLES, Panel
from plans.panel_form import DEFAULTS, PARAMETERS, PanelForm

pytestmark = pytest.mark.usefixtures("panel")

ANKLES = "8 km easy with 1 kg ankle weights on each leg"
SPRINTER = {"goal": "short_sprint", "level": "competitive"}


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ask():
    """``ask("8 km easy", race="8")`` is what the page shows in its context; redirects are followed."""

    def asked(session, **parameters):
        response = Client().get("/panel/", {"session": session, **parameters}, follow=True)
        assert response.status_code == 200
        return response.context["panel"]

    return asked


def get(client=None, /, **parameters):
    return (client or Client()).get("/panel/", parameters, follow=True)


def html(response):
    return response.content.decode()


class TestAnswer:
    def test_it_works(self):
        response = get(session=ANKLES, race="8")
        page = html(response)
        assert response.status_code == 200
        assert 'data-verdict="avoid"' in page
        assert "Five of the six who speak on it are against, because" in page
        for name in ("Babchin", "Dyatlova", "Sorokin", "Vasiliev", "Khmeleva", "Zadorozhnaya"):
            assert name in page
        assert "No study has counted injuries from running with weights." in page
        assert "Costs about" in page
        assert "6 x 20 s uphill strides, walk down" in page.replace("\u00a0", " ")

    @pytest.mark.parametrize(
        ("session", "parameters", "verdict", "split"),
        [
            ("8 km easy", {}, "clear", False),
            (ANKLES, {"race": "8"}, "avoid", False),
            ("6 x 60 m all-out with a 5 kg vest", SPRINTER, "caution", True),
            ("6 x 60 m all-out with a parachute", SPRINTER, "clear", False),
            (
                "25 km easy with a 4 kg backpack",
                {"goal": "ultra_trail", "level": "competitive", "race": "10", "loaded": "0"},
                "caution",
                True,
            ),
            ("40 min very easy with a 5 kg vest", {"goal": "weight_loss", "race": "none"}, "caution", True),
            ("40 min steady with a 5 kg vest", {"goal": "weight_loss", "race": "none"}, "avoid", False),
            ("3 x 10 lunges with 8 kg dumbbells", {"strength": "none"}, "caution", False),
            ("3 x 10 lunges with 8 kg dumbbells", {"strength": "own_weight"}, "clear", False),
        ],
    )
    def test_the_verdicts_are_those_of_the_engine(self, ask, session, parameters, verdict, split):
        asked = ask(session, **parameters)
        assert (asked.advice.verdict, asked.advice.split) == (verdict, split)

    def test_what_was_read_and_what_was_not_is_shown(self):
        page = html(get(session="8 km easy with ankle weights, bouncy"))
        assert '<li class="chip chip-load">' in page
        assert '<mark class="unread">bouncy</mark>' in page
        assert "Ankle weights: no weight is said." in page

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("kettlebellish 5 kg", "a load was not understood"),
            ("bouncy", "Some of the words were not understood, and the answer does not count them."),
        ],
    )
    def test_an_answer_that_does_not_count_every_word_says_so(self, words, told):
        page = html(get(session=f"8 km easy, {words}"))
        assert "Nothing is added to the body here" not in page
        assert told in page

    def test_the_doubt_about_a_number_is_told(self):
        assert "Is m miles, minutes or metres?" in html(get(session="8 m easy with a vest"))

    def test_whom_it_is_for(self, ask):
        assert ask(ANKLES).whom == "for a recreational runner · goal: road race"
        whom = ask(ANKLES, race="none", mass="70", injury=["knee", "shin"], heavy="2", bone="yes").whom
        assert whom.startswith("for a recreational runner · goal: road race · ")
        for part in (
            "no race ahead",
            "70 kg",
            "Current injuries: shin, knee",
            "2 days",
            "has had a bone stress injury",
        ):
            assert part in whom

    def test_the_safety_pack_is_always_asked(self, ask):
        assert {one.source.slug for one in ask(ANKLES)._guidelines} >= {"athlete", "babchin"}

    def test_evidence_is_asked_only_when_ticked(self, ask):
        plain, wide = ask(ANKLES), ask(ANKLES, ask="evidence")
        assert len(plain.positions) < len(wide.positions)
        assert any(finding.guideline.reference for one in wide.positions for finding in one.findings)
        assert len(wide.references) > len(plain.references)

    def test_a_clubs_own_rules_are_never_public(self):
        Pack.objects.create(slug="house-1", name="House rules", owner="club-1")
        assert "House rules" not in html(get())
        assert get(session="8 km easy", ask="house-1").status_code == 422

    def test_a_draft_is_never_public(self, ask):
        Guideline.objects.filter(code="sorokin-technique").update(status="draft")
        Guideline.objects.get(code="babchin-distance").save()
        assert "sorokin" not in {position.source.slug for position in ask(ANKLES).positions}

    def test_without_any_guidelines_the_page_still_stands(self):
        Guideline.objects.all().delete()
        assert get(session=ANKLES).status_code == 200


class TestQuestions:
    def test_an_unknown_is_a_question_with_its_answers_as_links(self, ask):
        (question,) = ask("6 x 60 m with a 5 kg vest", **SPRINTER).questions
        assert question.said == "How hard is it?"
        assert [(one.said, one.verdict) for one in question.answers] == [
            ("at most mile effort", "avoid"),
            ("all-out", "caution"),
        ]

    @pytest.mark.parametrize(
        ("session", "parameters"),
        [
            ("6 x 60 m with a 5 kg vest", SPRINTER),
            ("25 km easy with a 4 kg backpack", {"goal": "ultra_trail", "level": "competitive"}),
            ("3 x 10 lunges with 8 kg dumbbells", {}),
            ("40 min very easy with a 5 kg vest", {"goal": "weight_loss"}),
            ("10 km easy with a vest", {"ask": "evidence"}),
        ],
    )
    def test_each_answer_leads_where_it_says(self, ask, session, parameters):
        asked = ask(session, **parameters)
        assert asked.questions
        followed = 0
        for question in asked.questions:
            for answer in filter(lambda one: one.url, question.answers):
                response = Client().get(answer.url)
                assert response.status_code == 200, "the address is the canonical one"
                assert response.context["panel"].advice.verdict == answer.verdict
                followed += 1
        assert followed


class TestChanges:
    def test_what_would_change_the_answer(self, ask):
        changes = ask(ANKLES).changes
        assert changes[0].change.said == "the same session without the load"
        assert changes[0].verdict == "clear"
        said = {one.change.said: one for one in changes}
        sprint = said["the effort is all-out and a repetition is 100 m or shorter"]
        assert sprint.verdict == "caution"
        assert sprint.change.shifts[0] == ("supports", ("Oleg Babchin",))
        assert len(changes) <= 5

    @pytest.mark.parametrize(
        ("session", "parameters"),
        [
            (ANKLES, {"race": "8"}),
            ("6 x 150 m all-out with a 5 kg vest", SPRINTER),
            ("25 km easy with a 4 kg backpack", {"goal": "ultra_trail", "loaded": "2"}),
            ("40 min steady with a 5 kg vest", {"goal": "weight_loss", "race": "none"}),
            ("3 x 10 lunges with 8 kg dumbbells", {"strength": "none"}),
            ("6 x 60 m all-out with a parachute", {**SPRINTER, "ask": "evidence"}),
            ("10 min warm up, 5 x 150 m hard with a vest w/ 2 min jog, 10 min cool down", {"mass": "70"}),
        ],
    )
    def test_each_leads_to_the_verdict_that_it_promises(self, ask, session, parameters):
        asked = ask(session, **parameters)
        assert asked.changes
        assert [one.verdict for one in asked.changes] == sorted(
            (one.verdict for one in asked.changes), key=["clear", "caution", "avoid", "stop"].index
        )
        for otherwise in asked.changes:
            assert otherwise.verdict != asked.advice.verdict
            response = Client().get(otherwise.url)
            assert response.status_code == 200
            assert response.context["panel"].advice.verdict == otherwise.verdict

    def test_nothing_to_change_about_an_easy_run(self, ask):
        asked = ask("8 km easy")
        assert (asked.changes, asked.questions, asked.replacements) == ([], [], ())

    def test_what_there_is_narrows_what_is_offered(self, ask):
        everything, band = ask(ANKLES).replacements, ask(ANKLES, have="band").replacements
        assert "uphill_running" in {one.drill.category for one in everything}
        assert "uphill_running" not in {one.drill.category for one in band}

    @pytest.mark.parametrize(
        ("session", "parameters", "says"),
        [
            (
                "5 x 20 m sled sprint 40 kg",
                {"injury": "bone_stress", "ask": "evidence"},
                "ask a doctor or physiotherapist",
            ),
            (
                "6 x 60 m all-out with a 5 kg vest",
                {"goal": "short_sprint", "injury": "bone_stress"},
                "ask a doctor or physiotherapist",
            ),
            (ANKLES, {}, "The panel has nothing against the same session without the load."),
            (
                "10 km race with a 5 kg vest, 4 x 10 jump squats",
                {"heavy": "5", "ask": "evidence"},
                "nor is the same session without the load",
            ),
        ],
    )
    def test_where_no_drill_is_clear_nobody_is_sent_into_what_is_not(self, monkeypatch, session, parameters, says):
        monkeypatch.setattr("plans.views.panel.drill_catalogue", tuple)
        assert says in html(get(session=session, **parameters))


class TestAddress:
    def test_defaults_are_left_out_and_the_order_is_always_the_same(self):
        response = Client().get(
            "/panel/?mass=&level=recreational&race=8&goal=road_race&session=8+km+easy&heavy=0&age=adult"
        )
        assert (response.status_code, response["Location"]) == (302, "/panel/?session=8+km+easy&race=8")

    def test_a_workout_builders_lines_are_asked_as_lines(self):
        lines = "- 10m Z1\n\n3x\n- 2m Z4 5 kg vest\n- 1m Z1"
        response = Client().get("/panel/", {"session": lines.replace("\n", "\r\n")})
        assert response.status_code == 302
        answered = Client().get(response["Location"])
        assert answered.status_code == 200
        assert answered.context["panel"].reading.text == lines
        assert not answered.context["panel"].unread
        assert len(answered.context["panel"].reading.workout.steps) == 2

    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["session"])
    def test_an_examples_address_is_canonical(self, example):
        page = html(Client().get("/panel/"))
        links = [one.split('"')[0].replace("&amp;", "&") for one in page.split('href="')[1:]]
        (url,) = [link for link in links if dict(parse_qsl(urlsplit(link).query)).get("session") == example["session"]]
        assert url.endswith("#answer")
        assert Client().get(url).status_code == 200

    def test_every_parameter_comes_back_as_it_was_asked(self):
        given = {
            "session": "25 km easy, with a 4 kg backpack & 1/2 l of café",
            "goal": "ultra_trail",
            "level": "competitive",
            "mass": "62.5",
            "race": "5",
            "strength": "loaded",
            "age": "over_50",
            "pack": "4",
            "injury": "knee",
            "bone": "no",
            "loaded": "1",
            "heavy": "2",
            "hard": "yes",
            "longest": "30",
            "have": "hill",
            "ask": "evidence",
        }
        assert given.keys() == {"session", *PARAMETERS, "have", "ask"}
        response = Client().get("/panel/", given)
        assert response.status_code == 200
        assert dict(parse_qsl(urlsplit(response.context["panel"].url).query)) == given

    @pytest.mark.parametrize(
        ("race", "kept", "label", "whom"),
        [
            ("0.5", "0.5", "In 0.5 weeks", "race in 0.5 weeks"),
            ("2,5", "2.5", "In 2.5 weeks", "race in 2.5 weeks"),
            ("0", "0", "This week", "race this week"),
            ("7", "7", "In 7 weeks", "race in 7 weeks"),
        ],
    )
    def test_a_race_that_is_not_among_the_offered_weeks_stays_picked(self, race, kept, label, whom):
        response = get(session=ANKLES, race=race)
        assert f'<option value="{kept}" selected>{label}</option>' in html(response)
        assert whom in response.context["panel"].whom

    def test_a_race_in_part_weeks_stays_picked_beside_a_mistake(self):
        assert '<option value="2,5" selected>' in html(get(session=ANKLES, race="2,5", mass="-1"))

    @pytest.mark.parametrize("name", DEFAULTS)
    def test_a_default_asked_for_is_the_same_question(self, ask, name):
        assert ask(ANKLES, **{name: DEFAULTS[name]}).url == ask(ANKLES).url

    def test_the_page_names_itself_for_whoever_is_sent_the_link(self):
        page = html(get(session=ANKLES))
        link = "http://testserver/panel/?session=8+km+easy+with+1+kg+ankle+weights+on+each+leg"
        assert f"<title>Avoid: {ANKLES} · Uphill</title>" in page
        assert f'<link rel="canonical" href="{link}">' in page
        assert f'<meta property="og:title" content="Avoid: {ANKLES}">' in page
        assert '<meta name="description" content="Four of the five who speak on it are against' in page
        assert f'data-copy="{link}"' in page

    def test_htmx_gets_the_answer_alone_and_the_address_to_show(self):
        response = Client().get("/panel/", {"session": ANKLES, "goal": "road_race"}, headers={"HX-Request": "true"})
        page = html(response)
        assert response["HX-Push-Url"] == "/panel/?session=8+km+easy+with+1+kg+ankle+weights+on+each+leg"
        assert page.startswith("<title>Avoid: ")
        assert "<form" not in page
        assert 'id="read-as" hx-swap-oob="true"' in page


class TestEmptyAndUnread:
    def test_without_a_session_there_are_examples(self):
        response = get()
        assert response.status_code == 200
        assert html(response).count('class="example"') == len(EXAMPLES)

    def test_words_that_are_no_session(self):
        response = get(session="beer and pizza")
        page = html(response)
        assert response.status_code == 200
        assert "No step was read from these words" in page
        assert 'class="example"' in page
        assert "data-verdict" not in page

    def test_who_may_come_in_from_where(self, client_as):
        assert 'href="/panel/"' in html(client_as(None).get("/sign-in/"))
        assert "Sign in" in html(client_as(None).get("/panel/"))
        assert 'class="account"' in html(client_as("Mira").get("/panel/"))


class TestBadInput:
    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"session": "x" * 10_000}, "This is too long: 10000 characters"),
            ({"session": "8 km \x00 easy"}, "There is a character in it that cannot be stored."),
            ({"session": ANKLES, "mass": "-70"}, "Enter a number from 30 to 200"),
            ({"session": ANKLES, "mass": "heavy"}, "Enter a number from 30 to 200"),
            ({"session": ANKLES, "mass": "NaN"}, "Enter a number from 30 to 200"),
            ({"session": ANKLES, "goal": "moon"}, "Choose one of those that are offered."),
            ({"session": ANKLES, "level": "\x00"}, "Choose one of those that are offered."),
            ({"session": ANKLES, "injury": "soul"}, "Choose from those that are offered."),
            ({"session": ANKLES, "race": "soon"}, "Choose how many weeks away the race is"),
            ({"session": ANKLES, "race": "-1"}, "Choose how many weeks away the race is"),
            ({"session": ANKLES, "race": "nan"}, "Choose how many weeks away the race is"),
            ({"session": ANKLES, "race": "9" * 5000}, "Choose how many weeks away the race is"),
            ({"session": ANKLES, "race": "1e309"}, "Choose how many weeks away the race is"),
            ({"session": ANKLES, "loaded": "1.5"}, "Enter a whole number from 0 to 14"),
            ({"session": ANKLES, "heavy": "9" * 5000}, "Enter a whole number from 0 to 60"),
            ({"session": ANKLES, "bone": "maybe"}, "Choose one of those that are offered."),
            ({"session": ANKLES, "have": "rocket"}, "Choose from those that are offered."),
            ({"session": ANKLES, "ask": "safety"}, "Choose from those that are offered."),
        ],
    )
    def test_it_is_refused_with_what_to_do_and_nothing_typed_is_lost(self, parameters, message):
        response = get(**parameters)
        page = html(response)
        assert response.status_code == 422
        assert message in page
        assert parameters["session"] in page
        assert "private" in response["Cache-Control"]

    @pytest.mark.parametrize(
        "words",
        [
            "🏃 8 km easy 🎉 with a 5 kg vest",
            "'; DROP TABLE advice_guideline; --",
            "<script>alert(1)</script> 8 km with a vest",
            "8 km with a 99999999999999999999 kg vest",
            "1e400 km easy with a vest",
            "６ｘ１００ｍ ｗｉｔｈ ａ ５ｋｇ ｖｅｓｔ",
            "8 км с утяжелителями 1 кг",
            "0 km with a 0 kg vest",
            "(" * 500,
            "6 x " * 400,
            "%00 %s {} {{ x }} {% csrf_token %}",
            "\u202e8 km easy\u200b",
            "8 km\r\neasy with a vest\r\n",
        ],
    )
    def test_odd_words_are_answered(self, words):
        response = get(session=words)
        assert response.status_code == 200
        assert "<script>alert" not in html(response)
        assert Guideline.objects.exists()

    def test_what_is_no_parameter_is_dropped(self):
        response = Client().get("/panel/?session=8+km+easy&utm_source=x&no_added_load=true")
        assert response["Location"] == "/panel/?session=8+km+easy"

    def test_it_only_answers(self):
        client = Client(enforce_csrf_checks=True)
        for send in (client.post, client.put, client.delete):
            assert send("/panel/", {"session": ANKLES}).status_code == 405


class TestCaching:
    def test_a_visitors_page_sets_no_cookie_and_may_be_kept(self):
        response = get(session=ANKLES)
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=300"
        assert {"Cookie", "HX-Request"} <= set(response["Vary"].split(", "))

    def test_a_members_page_is_their_own(self, client_as):
        assert "private" in get(client_as("Mira"), session=ANKLES)["Cache-Control"]


class TestLimit:
    """With limits that a test reaches soon, and a clock that stands still, since counts are kept by the clock."""

    @pytest.fixture(autouse=True)
    def clock(self, monkeypatch):
        monkeypatch.setattr(limits, "FOR_AN_ADDRESS", limits.Limit(a_minute=3, an_hour=7))
        monkeypatch.setattr(limits, "FOR_A_USER", limits.Limit(a_minute=5, an_hour=50))
        with time_machine.travel(dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC), tick=False) as clock:
            yield clock

    def ask(self, client=None, session="8+km+easy", **extra):
        return (client or Client()).get(f"/panel/?session={session}", **extra).status_code

    def test_too_many_are_told_when_to_come_back_and_lose_nothing(self, clock):
        assert [self.ask() for _time in range(3)] == [200] * 3
        response = Client().get("/panel/?session=9+km+easy+by+the+mill&race=8")
        page = html(response)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 61
        assert "Too many questions" in page
        assert "9 km easy by the mill</textarea>" in page
        assert '<option value="8" selected>' in page
        assert "private" in response["Cache-Control"]
        clock.shift(int(response["Retry-After"]))
        assert self.ask() == 200

    def test_an_hour_has_a_limit_too(self, clock):
        answers = []
        for _minute in range(10):
            answers += [self.ask(), self.ask()]
            clock.shift(61)
        assert answers[:7] == [200] * 7
        assert 429 in answers
        # Wherever in the hour the clock stood: no more than seven in one, and it may have turned once.
        assert answers.count(200) <= 14
        clock.shift(3601)
        assert self.ask() == 200

    def test_other_addresses_and_other_pages_are_not_limited(self):
        assert [self.ask() for _time in range(4)] == [200, 200, 200, 429]
        assert self.ask(REMOTE_ADDR="192.0.2.7") == 200
        assert Client().get("/panel/").status_code == 200
        assert Client().get("/sign-in/").status_code == 200

    def test_neighbours_of_one_ipv6_network_count_together(self):
        assert [self.ask(REMOTE_ADDR=f"2001:db8::{host}") for host in (1, 2, 3, 4)] == [200, 200, 200, 429]
        assert self.ask(REMOTE_ADDR="2001:db8:1::1") == 200

    @pytest.mark.parametrize("address", ["", "unix:", "nonsense"])
    def test_whoever_has_no_address_shares_one_count(self, address):
        assert [self.ask(REMOTE_ADDR=address) for _time in range(4)] == [200, 200, 200, 429]

    def test_members_may_ask_more_often_and_count_for_themselves(self, client_as):
        assert [self.ask() for _time in range(4)][-1] == 429
        assert [self.ask(client_as("Mira")) for _time in range(6)] == [200, 200, 200, 200, 200, 429]
        assert self.ask(client_as("Hanna")) == 200

    def test_what_asks_nothing_counts_for_nothing(self):
        for _time in range(5):
            assert self.ask(session="8+km&mass=-1") == 422
            assert self.ask(session="") == 302
            assert self.ask(session="8+km&level=recreational") == 302
        assert self.ask() == 200

    def test_htmx_is_told_in_the_place_of_the_answer(self):
        for _time in range(3):
            self.ask()
        response = Client().get("/panel/?session=8+km+easy", headers={"HX-Request": "true"})
        assert response.status_code == 429
        assert "Too many questions" in html(response)
        assert "<form" not in html(response)


def test_the_limits_are_those_that_are_told():
    assert (limits.FOR_AN_ADDRESS.a_minute, limits.FOR_AN_ADDRESS.an_hour) == (30, 300)
    assert limits.FOR_A_USER.a_minute > limits.FOR_AN_ADDRESS.a_minute


@pytest.mark.parametrize(
    "parameters",
    [
        {"session": "8 km easy"},
        {"session": ANKLES, "race": "8", "ask": "evidence"},
        {"session": "10 min warm up, 5 x 150 m hard with a vest w/ 2 min jog, 10 min cool down", "injury": "knee"},
    ],
)
def test_three_queries_whatever_is_asked(parameters, django_assert_num_queries):
    url = get(**parameters).context["panel"].url
    with django_assert_num_queries(3):
        assert Client().get(url).status_code == 200


def test_reading_advice_and_changes_are_quick():
    """Some ten milliseconds of the processor; more, so that a slow machine does not fail it."""
    form = PanelForm(_data(session=ANKLES, race="8"), [])
    assert form.is_valid()
    guidelines, drills = guideline_set({"founding", "safety"}), drill_catalogue()

    def once():
        began = time.process_time()
        asked = Panel(form, guidelines, drills)
        assert asked.lead
        assert asked.changes
        assert asked.questions == []
        return time.process_time() - began

    assert min(once() for _time in range(5)) < 0.06


def _data(**parameters):
    data = QueryDict(mutable=True)
    data.update(parameters)
    return data
