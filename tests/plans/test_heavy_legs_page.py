"""/heavy-legs/: one question at a time for everybody, red flags first, nothing lost on the way and nothing stored."""

from __future__ import annotations

import html
import re
from io import StringIO

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from advice.content_files import CONTENT
from advice.models import HeavyLegsTable

URL = "/heavy-legs/"
CALM = {
    "signs": ["none"],
    "when": ["from_start"],
    "days": ["one_two"],
    "after": ["none"],
    "feel": ["plain"],
    "life": ["none"],
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_guidelines", CONTENT / "heavy_legs.yaml", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client(loaded):
    return Client()


def words(response):
    """The page as it is read: its text, without tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def sent_back(response):
    """The answers that the page's form would carry on, hidden or ticked."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", response.content.decode()):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name[1] not in ("csrfmiddlewaretoken", "asked") and ('type="hidden"' in tag or " checked" in tag):
            found.setdefault(name[1], []).append(value[1])
    return found


def test_it_works(client):
    page = client.get(URL)
    assert page.status_code == 200
    assert "Is any of this true today?" in words(page)
    assert "Question 1 of 6 at most" in words(page)

    given = {}
    for question in CALM:
        assert f'name="asked" value="{question}"' in page.content.decode()
        assert sent_back(page) == given
        given[question] = CALM[question]
        page = client.post(URL, {**given, "asked": question})
        assert page.status_code == 200

    assert "Not clear yet" in words(page)
    assert "Tell your coach" in words(page)
    assert "Why weights do not help" in words(page)
    assert "not a diagnosis and not medical advice" in words(page)
    assert 'name="asked"' not in page.content.decode()
    assert sent_back(page) == CALM


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        ("chest", "Medical help now"),
        ("swelling", "Medical help now"),
        ("saddle", "Medical help now"),
        ("one_leg", "Medical help this week"),
        ("numbness", "Medical help this week"),
    ],
)
@pytest.mark.parametrize("others", [{}, CALM, {"life": ["breathless"], "when": ["fast_reps"]}])
def test_a_red_flag_answers_at_once_whatever_else_is_said(client, sign, told, others):
    page = client.post(URL, {**others, "signs": [sign, "none"], "asked": "signs"})
    assert page.status_code == 200
    assert told in words(page)
    assert 'name="asked"' not in page.content.decode()


@pytest.mark.parametrize("days", ["three_days", "a_week"])
def test_days_in_a_row_are_told_to_the_coach(client, days):
    page = words(client.post(URL, {**CALM, "days": [days]}))
    assert page.count("Heavy from the start for 3 days or more: no added load, no jumps and no hard hills") == 2
    assert "no jumps no hard hills" in page


def test_who_cannot_say_when_is_not_told_from_the_start(client):
    page = words(client.post(URL, {**CALM, "when": ["varies"], "days": ["three_days"]}))
    assert (
        page.count("Heavy for 3 days or more; when in a run, it varies. No added load, no jumps and no hard hills") == 2
    )
    assert "Heavy from the start" not in page


def test_a_doctor_stands_above_all_else(client):
    page = words(client.post(URL, {**CALM, "life": ["breathless", "slept_badly"]}))
    assert page.index("See a doctor") < page.index("Weeks of tiredness") < page.index("Do today")
    assert "Never take iron on your own" in page
    assert "Too little sleep, or too much stress" in page[page.index("It may also be") :]


class TestWrongValues:
    @pytest.mark.parametrize(
        ("asked", "sent", "told"),
        [
            ("signs", {}, "Tick what is true, or the last one if none of it is."),
            ("when", {"signs": ["none"]}, "Choose the answer that fits best."),
            (
                "when",
                {"signs": ["none"], "when": ["tomorrow"]},
                "That is not one of the answers. Choose from the list.",
            ),
            ("when", {"signs": ["none"], "when": ["late", "varies"]}, "That is not one of the answers."),
            ("life", {**CALM, "life": ["none", "<script>"]}, "That is not one of the answers. Choose from the list."),
        ],
    )
    @pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
    def test_it_says_what_to_do_and_nothing_is_lost(self, client, asked, sent, told, htmx):
        headers = {"HX-Request": "true"} if htmx else {}
        page = client.post(URL, {**sent, "asked": asked}, headers=headers)
        assert page.status_code == 422
        assert told in words(page)
        assert f'name="asked" value="{asked}"' in page.content.decode()
        assert sent_back(page) == {question: ticked for question, ticked in sent.items() if question != asked}
        assert "<script>" not in page.content.decode().partition("<main")[2]

    def test_a_wrong_answer_that_came_along_is_asked_again(self, client):
        page = client.post(URL, {"signs": ["none"], "when": ["tomorrow"], "days": ["weeks"], "asked": "days"})
        assert page.status_code == 200
        assert 'name="asked" value="when"' in page.content.decode()
        assert sent_back(page) == {"signs": ["none"], "days": ["weeks"]}

    @pytest.mark.parametrize(
        ("asked", "ticked", "told"),
        [
            ("after", ["none", "ill"], "“Nothing out of the ordinary” is ticked together with something else."),
            ("life", ["breathless", "none", "stress"], "“None of these” is ticked together with something else."),
        ],
    )
    @pytest.mark.parametrize("sent_with", ["asked", "none", "another"])
    def test_none_beside_something_else_is_refused_and_stays_as_it_was_ticked(
        self, client, asked, ticked, told, sent_with
    ):
        sent = {**CALM, asked: ticked}
        page = client.post(URL, sent | {"asked": {"asked": asked, "none": "", "another": "signs"}[sent_with]})
        assert page.status_code == 422
        assert told in words(page)
        assert "Take one or the other out." in words(page)
        assert f'name="asked" value="{asked}"' in page.content.decode()
        assert {question: set(kept) for question, kept in sent_back(page).items()} == {
            question: set(kept) for question, kept in sent.items()
        }

    def test_none_beside_something_else_waits_while_another_answer_is_changed(self, client):
        page = client.post(URL, {**CALM, "after": ["none", "ill"], "asked": "after", "back": "when"})
        assert page.status_code == 200
        assert 'name="asked" value="when"' in page.content.decode()
        assert sorted(sent_back(page)["after"]) == ["ill", "none"]

    def test_a_red_flag_never_waits_and_is_told_without_none(self, client):
        page = client.post(URL, {"signs": ["none", "swelling"], "asked": "signs"})
        assert page.status_code == 200
        assert "Medical help now" in words(page)
        assert "None of these" not in words(page)
        assert sent_back(page) == {"signs": ["swelling"]}

    @pytest.mark.parametrize(
        "sent", [{"asked": "moon"}, {"back": "moon"}, {"moon": ["full"]}, {"asked": ""}, {"asked": "life"}]
    )
    def test_what_nobody_asks_is_passed_over(self, client, sent):
        page = client.post(URL, sent)
        assert page.status_code == 200
        assert 'name="asked" value="signs"' in page.content.decode()

    def test_answers_in_the_address_are_not_read(self, client):
        assert "Is any of this true today?" in words(client.get(URL + "?signs=chest"))


class TestGoingBack:
    def test_the_answer_is_ticked_and_the_others_wait(self, client):
        page = client.post(URL, {**CALM, "asked": "life", "back": "when"})
        assert page.status_code == 200
        assert 'name="asked" value="when"' in page.content.decode()
        assert "Question 2 of 6 at most" in words(page)
        assert sent_back(page) == CALM

    def test_another_answer_goes_another_way(self, client):
        page = client.post(URL, {**CALM, "when": ["fast_reps"], "asked": "when"})
        assert "By-products of high speed" in words(page)
        assert "How long has it been like this?" not in words(page)
        assert sent_back(page) == {**CALM, "when": ["fast_reps"]}, "what was said about days waits"

    def test_without_an_answer_yet_it_is_no_error(self, client):
        page = client.post(URL, {"signs": ["none"], "asked": "when", "back": "signs"})
        assert page.status_code == 200
        assert "Is any of this true today?" in words(page)

    @pytest.mark.parametrize("waiting", [{}, {"life": ["stress"]}, {"life": ["stress"], "when": ["late"]}])
    def test_the_red_flags_come_first_wherever_one_claims_to_go(self, client, waiting):
        page = client.post(URL, {**waiting, "back": "life"})
        assert page.status_code == 200
        assert 'name="asked" value="signs"' in page.content.decode()
        assert sent_back(page) == waiting

    def test_to_a_question_that_was_never_reached_goes_to_the_next(self, client):
        page = client.post(URL, {"signs": ["none"], "back": "life"})
        assert page.status_code == 200
        assert 'name="asked" value="when"' in page.content.decode()

    def test_behind_a_changed_answer_the_later_ones_can_be_reached(self, client):
        """From fast repetitions to the start of each run: "how long" is new, and "what came before" waits behind it."""
        page = client.post(URL, {"signs": ["none"], "when": ["from_start"], "after": ["long"], "back": "after"})
        assert 'name="asked" value="after"' in page.content.decode()
        assert sent_back(page)["after"] == ["long"]

    def test_a_red_flag_is_not_gone_behind(self, client):
        page = client.post(URL, {**CALM, "signs": ["chest"], "back": "life"})
        assert "Medical help now" in words(page)
        assert 'name="asked"' not in page.content.decode()


class TestHtmx:
    def test_only_the_interview_comes_back(self, client):
        page = client.post(URL, {"signs": ["none"], "asked": "signs"}, headers={"HX-Request": "true"})
        assert page.content.decode().lstrip().startswith('<div id="heavy-legs"')
        assert "<html" not in page.content.decode()
        assert "csrfmiddlewaretoken" in page.content.decode()

    def test_the_forms_work_without_it(self, client):
        page = client.get(URL).content.decode()
        assert f'method="post" action="{URL}" hx-post="{URL}"' in page


class TestPrivate:
    def test_nothing_is_stored(self, client, django_assert_max_num_queries):
        # The table is remembered from the first look at it.
        client.get(URL)
        with django_assert_max_num_queries(1) as queries:
            client.post(URL, {**CALM, "signs": ["chest"]})
        assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
        assert "sessionid" not in client.cookies
        assert not BrowserSession.objects.exists()

    def test_no_cache_keeps_it(self, client):
        for response in (client.get(URL), client.post(URL, CALM)):
            assert "no-store" in response["Cache-Control"]
            assert "private" in response["Cache-Control"]

    def test_the_page_says_so(self, client):
        assert "Nothing you answer is stored or passed on." in words(client.get(URL))

    @pytest.mark.usefixtures("loaded")
    def test_a_form_of_another_site_is_refused(self):
        assert Client(enforce_csrf_checks=True).post(URL, CALM).status_code == 403

    def test_its_head_can_be_asked_for(self, client):
        page = client.head(URL)
        assert page.status_code == 200
        assert page.content == b""
        assert "no-store" in page["Cache-Control"]

    @pytest.mark.parametrize("verb", ["put", "delete", "patch"])
    def test_other_verbs_are_refused(self, client, verb):
        assert getattr(client, verb)(URL).status_code == 405


def test_before_content_was_loaded_the_red_flags_are_told_all_the_same(client):
    HeavyLegsTable.objects.all().delete()
    for response in (client.get(URL), client.post(URL, CALM)):
        assert response.status_code == 200
        assert "or numbness between the legs: get medical help now" in words(response)
        assert "see a doctor this week" in words(response)
