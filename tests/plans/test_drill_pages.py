"""The catalogue of drills, the sheet of each, and several sheets for the printer: open to all, quick, and whole."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from advice.content_files import content_files, read_files
from advice.drills import Dose, Drill
from advice.models import Drill as DrillRow
from advice.models import Guideline, NamedDrill, Pack, Source
from plans.drill_sheet import DrillSheet
from tests.plans.conftest import ANKLE_WEIGHTS

CODES = [drill["code"] for file in read_files(content_files()) for drill in file.drills]
JOINS = {"\u00a0": " ", "\u2060": ""}


def plain(response) -> str:
    """What a reader sees, with ordinary spaces."""
    text = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    for joined, said in JOINS.items():
        text = text.replace(joined, said)
    return " ".join(text.split())


def found(response) -> list[str]:
    """The codes of the drills that a catalogue page lists."""
    return re.findall(r'href="/drills/(\w+)/"', response.content.decode())


def unpublish(code: str) -> None:
    row = DrillRow.objects.get(code=code)
    row.published = False
    row.save()


@pytest.fixture
def visitor(panel):
    """Somebody who is not signed in."""
    return Client()


@pytest.fixture
def look_up(visitor):
    """``look_up(level="advanced")``: the codes that are found."""
    return lambda **asked: found(visitor.get("/drills/", asked))


class TestSheet:
    @pytest.mark.parametrize("code", CODES)
    def test_every_drill_has_a_whole_sheet(self, visitor, code):
        response = visitor.get(f"/drills/{code}/")
        text, row = plain(response), DrillRow.objects.get(code=code)
        assert response.status_code == 200
        parts = ("How much", "Before you begin", "Set-up", "Doing it", "Common faults", "Stop if", "What it rests on")
        assert [part for part in parts if part not in text] == []
        shown = [row.name, row.place, row.basis, *row.needs, *row.ask_first, *row.cues, *row.set_up, *row.doing]
        shown += [row.note, row.intensity, *row.stop_if]
        assert [said for said in shown if " ".join(said.split()) not in text] == []
        for fault in row.faults:
            wrong, mend = fault.split(": ")
            assert f"{wrong} {mend[0].upper()}{mend[1:]}" in text

    def test_the_dose_is_said_as_a_sentence_and_as_a_session(self, visitor):
        text = plain(visitor.get("/drills/uh02/"))
        assert "4–12 repetitions of 15–20 s" in text
        assert "60–90 s between repetitions" in text
        assert "1–2 times a week" in text
        assert "At first 4 x 15 s uphill strides, walk down" in text
        assert "At most 12 x 20 s uphill strides, walk down" in text

    def test_what_it_replaces_needs_and_who_must_not_do_it(self, visitor):
        text = plain(visitor.get("/drills/rs01/"))
        assert "In place of: weight vest, weight belt, parachute." in text
        assert "Done instead of the run. It makes a hard day." in text
        assert "Needed sled with harness, track or grass" in text
        assert "Not if sore Achilles, calf, shin, knee, foot or heel, ankle, hamstring, hip or groin, back" in text
        assert "Used to own-weight exercises" in text
        assert "How sure that is: medium." in text

    def test_who_names_it_is_told_once_each(self, visitor):
        page = visitor.get("/drills/uh01/").content.decode()
        named = page.split("Who names it")[1]
        assert named.count("Oleg Babchin") == 1
        assert "Sergey Sorokin" in named

    def test_house_rules_of_a_club_stay_in_the_club(self, visitor):
        pack = Pack.objects.create(slug="house-1", name="House rules", owner="club-1")
        source = Source.objects.create(slug="house-source", name="Coach of the house")
        rule = Guideline.objects.create(code="house-rule", source=source, stance="against", reason="Only here.")
        rule.packs.add(pack)
        rule.conditions.create(fact="activity", operator="is", value="run")
        NamedDrill.objects.create(guideline=rule, drill=DrillRow.objects.get(code="uh01"))
        assert "Coach of the house" not in plain(visitor.get("/drills/uh01/"))

    def test_a_drill_that_is_never_offered_says_why(self, visitor):
        assert "Uphill never offers it by itself: It is a whole week" in plain(visitor.get("/drills/re05/"))

    @pytest.mark.parametrize("code", ["uh99", "sheet-2", "UH01"])
    def test_an_unknown_drill_is_not_found(self, visitor, code):
        assert visitor.get(f"/drills/{code}/").status_code == 404

    def test_an_unpublished_drill_is_not_found(self, visitor):
        assert visitor.get("/drills/uh01/").status_code == 200
        unpublish("uh01")
        assert visitor.get("/drills/uh01/").status_code == 404
        assert "uh01" not in found(visitor.get("/drills/"))

    def test_a_drill_without_instructions_says_so(self, visitor):
        row = DrillRow.objects.get(code="uh01")
        row.set_up = row.doing = row.faults = row.stop_if = row.needs = []
        row.save()
        text = plain(visitor.get("/drills/uh01/"))
        assert "Not written yet: ask your coach to show it." in text
        assert "Stop if" not in text

    def test_what_was_typed_in_the_admin_is_text(self, visitor):
        DrillRow.objects.filter(code="uh01").update(name="<script>alert(1)</script>", doing=["Push 5–10 <b>m</b>."])
        page = visitor.get("/drills/uh01/").content.decode()
        assert "<script>alert" not in page
        assert "&lt;b&gt;m&lt;/b&gt;" in page

    @pytest.mark.parametrize("address", ["/drills/", "/drills/uh01/", "/drills/sheet/?d=uh01&d=te01"])
    def test_it_asks_the_database_little(self, visitor, address, django_assert_max_num_queries):
        visitor.get(address)
        with django_assert_max_num_queries(4):
            visitor.get(address)

    def test_the_sheet_asks_as_often_for_one_as_for_all(self, visitor, django_assert_num_queries):
        visitor.get("/drills/")
        for codes in (CODES[:1], CODES):
            with django_assert_num_queries(1):
                visitor.get("/drills/sheet/", {"d": codes})


class TestWords:
    """A dose as a sentence, whatever numbers it has."""

    @pytest.mark.parametrize(
        ("dose", "work", "rest", "how_often"),
        [
            ({"sets": [2, 3], "reps": [8, 12]}, "2–3 sets of 8–12 repetitions", "", ""),
            ({"sets": [2, 3], "rest_s": [45, 60]}, "2–3 sets", "45–60 s between sets", ""),
            ({"reps": [1, 8], "rest_s": [90, 150]}, "1–8 repetitions", "1.5–2.5 min between repetitions", ""),
            ({"time_s": [75, 100]}, "1:15–1:40", "", ""),
            ({"reps": [6, 8], "distance_m": [20, 30]}, "6–8 repetitions of 20–30 m", "", ""),
            ({"sets": [1, 2], "time_s": [600, 1500]}, "1–2 sets of 10–25 min", "", ""),
            ({"sets": [3, 3], "reps": [1, 1]}, "3 sets of 1 repetition", "", ""),
            ({"time_s": [1200, 3600], "sessions_per_week": [1, 1]}, "20–60 min", "", "once a week"),
            ({"sessions_per_week": [2, 5]}, "", "", "2–5 times a week"),
            ({}, "", "", ""),
        ],
    )  # fmt: skip
    def test_it_is_said(self, dose, work, rest, how_often):
        drill = Drill(code="x", name="X", category="plyometrics", purposes=("technique",), dose=Dose.from_plain(dose))
        sheet = DrillSheet(drill)
        said = [one.replace("\u00a0", " ") for one in (sheet.work, sheet.rest, sheet.how_often)]
        assert said == [work, rest, how_often]

    def test_a_fault_without_a_mend_is_shown_as_it_is(self):
        drill = Drill(code="x", name="X", category="plyometrics", purposes=("technique",), faults=("Knees fall in.",))
        assert DrillSheet(drill).faults == [("Knees fall in.", "")]


class TestCatalogue:
    def test_it_lists_all_drills_on_their_shelves(self, visitor):
        response = visitor.get("/drills/")
        assert sorted(found(response)) == sorted(CODES)
        text = plain(response)
        assert "57 drills" in text
        assert text.index("Uphill running 8") < text.index("Band drills 7") < text.index("Recovery and easy 5")

    @pytest.mark.parametrize(
        ("q", "code"),
        [
            ("metronome", "te05"),  # its set-up
            ("as on an egg", "ws03"),  # its faults
            ("wet paint", "ba02"),  # its faults
            ("snap kick-like", "ws04"),  # its stop signs
            ("hot-floor", "pl02"),  # its cues
        ],
    )
    def test_the_search_finds_by_any_words_of_the_sheet(self, look_up, q, code):
        assert look_up(q=q) == [code]

    @pytest.mark.parametrize(("q", "code"), [("flat strides", "te01"), ("GENTLE  Hill ", "uh02"), ("te01", "te01")])
    def test_what_is_called_so_comes_first(self, look_up, q, code):
        assert look_up(q=q)[0] == code

    def test_all_words_must_be_there_and_each_begins_a_word(self, look_up):
        assert "bw01" in look_up(q="squat chair")
        assert look_up(q="squat parachute") == []
        assert "pl01" not in look_up(q="kip"), "skipping"
        assert look_up(q="(.*") == []

    def test_the_filters(self, look_up):
        assert len(look_up(level="advanced")) == 4
        assert set(look_up(gear="treadmill")) == {"uh04", "uh05", "uh08"}
        assert "bw01" in look_up(gear="nothing")
        assert "te01" in look_up(replaces="hand_weights")
        assert set(look_up(purpose="weight_management")) == {"uh07", "rs04", "re02", "re03", "re04"}

    def test_the_filters_combine(self, look_up):
        hills = set(look_up(gear="hill"))
        beginners = set(look_up(level="beginner"))
        assert set(look_up(gear="hill", level="beginner")) == hills & beginners == {"uh02", "uh07"}
        assert look_up(gear="hill", level="beginner", purpose="technique", replaces="hand_weights", q="stride") == [
            "uh02"
        ]
        assert look_up(gear="hill", level="beginner", purpose="technique", replaces="hand_weights", q="sled") == []

    def test_nothing_found_says_what_to_do(self, visitor):
        response = visitor.get("/drills/", {"q": "zeppelin"})
        assert response.status_code == 200
        assert "0 drills fit No drill fits all of this. Take one filter away" in plain(response)

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"level": "olympic"}, "Level: There is nothing under “olympic”. Choose from the list."),
            ({"gear": "<b>"}, "There is nothing under “<b>”."),
            ({"q": "x" * 101}, "Search for fewer words: at most 100 characters fit."),
            ({"q": "a\0b"}, "There is a character in it that cannot be searched for."),
        ],
    )
    def test_what_cannot_be_asked_is_said_and_the_rest_still_counts(self, visitor, asked, said):
        response = visitor.get("/drills/", {**asked, "purpose": "weight_management"})
        assert response.status_code == 422
        assert said in plain(response)
        assert len(found(response)) == 5

    def test_what_was_asked_stays_in_the_form(self, visitor):
        page = visitor.get("/drills/", {"q": "calf", "level": "beginner"}).content.decode()
        assert 'value="calf"' in page
        assert '<option value="beginner" selected>' in page

    def test_what_is_ticked_stays_ticked_while_one_looks_further(self, visitor):
        page = visitor.get("/drills/", {"q": "strides", "d": ["bw01", "te01", "nothing"]}).content.decode()
        assert re.findall(r'value="(\w+)" checked', page) == ["bw01", "te01"]
        before, _list = page.split('id="shelf-1"')
        assert "Ticked before" in before
        assert "/drills/bw01/" in before

    def test_htmx_gets_the_list_and_the_count_alone(self, visitor):
        page = visitor.get("/drills/", {"q": "te01"}, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert "/drills/te01/" in page
        assert 'hx-swap-oob="innerHTML:#drill-count">1 drill fits' in page
        headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
        assert "<html" in visitor.get("/drills/", headers=headers).content.decode()

    @pytest.mark.parametrize("verb", ["post", "put", "delete"])
    def test_it_is_only_read(self, visitor, verb):
        assert getattr(visitor, verb)("/drills/").status_code == 405


class TestPrinted:
    def test_the_drills_come_in_the_order_asked_each_once(self, visitor):
        page = visitor.get("/drills/sheet/?d=te01&d=uh01&d=te01").content.decode()
        assert re.findall(r'id="name-(\w+)"', page) == ["te01", "uh01"]
        assert "2 drills, each on a page of A4." in page

    def test_nothing_chosen_says_what_to_do(self, visitor):
        response = visitor.get("/drills/sheet/")
        assert response.status_code == 200
        assert "No drill is chosen. Tick some in the list of all drills" in plain(response)

    def test_an_unknown_drill_is_named_and_the_others_are_there(self, visitor):
        response = visitor.get("/drills/sheet/", {"d": ["uh01", "<i>"]})
        assert response.status_code == 422
        assert "There is no drill <i> in the catalogue." in plain(response)
        assert "Short steep hill sprints" in plain(response)

    def test_an_unpublished_drill_is_unknown(self, visitor):
        unpublish("te01")
        assert visitor.get("/drills/sheet/?d=te01").status_code == 422


class TestWhoLeadsHere:
    def test_an_offer_leads_to_the_sheet_of_its_drill(self, plan):
        session = plan.add(1, ANKLE_WEIGHTS)
        board = plan.client.get(plan.url, {"open": session.pk}).content.decode()
        offered = re.findall(r'name="drill" value="(\w+)"', board)
        assert offered
        assert found(plan.client.get(plan.url, {"open": session.pk})) == offered

    def test_a_swapped_session_leads_coach_and_athlete_to_the_sheet(self, plan, client_as):
        session = plan.add(1, ANKLE_WEIGHTS)
        board = plan.client.get(plan.url, {"open": session.pk}).content.decode()
        drill = board.split('name="drill" value="')[1].split('"')[0]
        plan.post_session(session, "swap/", version=1, drill=drill)
        plan.publish()
        assert f'href="/drills/{drill}/"' in plan.client.get(plan.url, {"open": session.pk}).content.decode()
        anna = client_as("Anna")
        assert f'href="/drills/{drill}/"' in anna.get("/c/ridgeway/my-week/").content.decode()
        assert anna.get(f"/drills/{drill}/").status_code == 200

        unpublish(drill)
        assert f'href="/drills/{drill}/"' not in anna.get("/c/ridgeway/my-week/").content.decode()

    def test_members_find_the_catalogue_in_the_navigation(self, client_as):
        assert 'href="/drills/"' in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()
