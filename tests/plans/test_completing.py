"""What a line can become: whose lines, in which order, which drills, and at what cost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.published import drill_catalogue
from plans.completing import AT_MOST, KEPT_FOR_DRILLS, Past, complete
from plans.models import Session, Week
from tests.plans.conftest import MONDAY
from workouts.reading import read

TODAY = dt.date(2026, 11, 24)


def past(*texts: str, times: int = 1, weeks_ago: int = 1) -> list[Past]:
    return [Past(text, times, MONDAY - dt.timedelta(weeks=weeks_ago)) for text in texts]


def lines(line: str, *planned: list[Past]) -> list[str]:
    return [one.text for one in complete(line, [each for some in planned for each in some], (), TODAY)]


class TestLines:
    def test_a_line_that_begins_so_comes_before_one_that_holds_the_words(self):
        assert lines("8 km", past("warm up, 8 km steady", times=9), past("8 km easy")) == [
            "8 km easy",
            "warm up, 8 km steady",
        ]

    def test_what_was_written_more_often_comes_first(self):
        assert lines("8", past("8 km easy"), past("8 km steady", times=3)) == ["8 km steady", "8 km easy"]

    def test_of_two_as_frequent_the_later_comes_first(self):
        assert lines("8", past("8 km easy", weeks_ago=9), past("8 km steady", weeks_ago=2)) == [
            "8 km steady",
            "8 km easy",
        ]

    def test_a_habit_of_last_year_yields_to_one_of_this_month(self):
        assert lines("8", past("8 km easy", times=5, weeks_ago=90), past("8 km steady", times=2, weeks_ago=1)) == [
            "8 km steady",
            "8 km easy",
        ]

    def test_weeks_to_come_weigh_no_more_than_this_one(self):
        assert lines("8", past("8 km easy", times=2), past("8 km steady", weeks_ago=-50)) == [
            "8 km easy",
            "8 km steady",
        ]

    def test_lines_that_differ_in_spaces_and_capitals_are_one_in_the_usual_spelling(self):
        told = lines(
            "8", past("8 KM  Easy"), past("8 km easy", times=4), past(" 8\u00a0km easy "), past("9 km, 8 km on")
        )
        assert told == ["8 km easy", "9 km, 8 km on"][: len(told)]
        assert told.count("8 km easy") == 1

    @pytest.mark.parametrize("typed", ["6x2", "6 x 2", "6×200", "6 х 200 M", "  6  x 200"])
    def test_spaces_signs_and_capitals_do_not_hide_a_beginning(self, typed):
        assert lines(typed, past("6 x 200 m uphill hard")) == ["6 x 200 m uphill hard"]

    @pytest.mark.parametrize("typed", ["hill hard", "200 bank", "5k", "гору"])
    def test_words_are_found_wherever_they_begin(self, typed):
        planned = past(
            "6 x 200 m uphill", "Hill loop, hard", "4x200 m up the bank", "3 x 1 mi at 5k", "6 х 200 м в гору"
        )
        assert len(lines(typed, planned)) == 1

    @pytest.mark.parametrize("typed", ["ill", "00", "5 km"])
    def test_the_inside_of_a_word_or_number_is_no_beginning(self, typed):
        assert lines(typed, past("hill, 1500 m", "run 15 km", "run 2.5 km")) == []

    def test_one_letter_is_only_looked_for_at_the_beginning(self):
        assert lines("e", past("8 km easy", "easy 8 km")) == ["easy 8 km"]

    def test_what_is_already_there_is_not_offered(self):
        assert lines("8 km  EASY", past("8 km easy", "8 km easy, then strides")) == ["8 km easy, then strides"]

    def test_each_line_of_a_session_counts_for_itself(self):
        assert lines("4 x", past("10 min warm up\r\n4 x 400 m\r\n\r\n10 min cool down")) == ["4 x 400 m"]

    def test_an_empty_line_brings_what_is_written_most(self):
        assert lines("  ", past("Rest", times=9), past("8 km easy", times=2)) == ["Rest", "8 km easy"]

    def test_no_more_than_eight(self):
        assert len(lines("8", past(*[f"8 km, loop {number}" for number in range(40)]))) == AT_MOST

    @given(st.text(max_size=30), st.lists(st.text(max_size=40), max_size=6))
    def test_any_words_are_taken(self, line, texts):
        told = complete(line, [Past(text, 1, MONDAY) for text in texts], (), TODAY)
        assert all(one.text.strip() and "\n" not in one.text for one in told)


class TestDrills:
    @pytest.fixture
    def offered(self, panel):  # noqa: ARG002 - the drills of the catalogue
        def drills(line: str, *texts: str) -> list[tuple[str, str]]:
            found = complete(line, past(*texts), drill_catalogue(), TODAY)
            return [(one.drill, one.text) for one in found if one.drill]

        return drills

    @pytest.mark.parametrize("typed", ["short steep", "steep sprints", "uh01", "UH01"])
    def test_a_drill_is_found_by_its_name_and_its_code_and_writes_its_shorthand(self, offered, typed):
        assert offered(typed)[0] == ("Short steep hill sprints", "3 x 8 s uphill all-out, walk down")

    @pytest.mark.parametrize("before", ["8 km easy, then ", "8 km easy + ", "8 km easy; ", "8 km easy then "])
    def test_a_drill_takes_the_last_part_of_a_line_and_leaves_the_others(self, offered, before):
        assert offered(before + "short st")[0][1] == before + "3 x 8 s uphill all-out, walk down"

    def test_every_drill_that_is_offered_is_read_wholly(self, offered):
        written = [text for drill in drill_catalogue() for name, text in offered(drill.name) if name == drill.name]
        assert len(written) > 50
        assert [text for text in written if read(text).unread] == []

    def test_what_is_no_session_is_not_written_as_one(self, offered):
        assert offered("Down week") == []

    @pytest.mark.usefixtures("panel")
    def test_lines_come_first_but_leave_room_for_drills(self):
        planned = past(*[f"hill loop {number}" for number in range(20)])
        found = complete("hill", planned, drill_catalogue(), TODAY)
        assert len(found) == AT_MOST
        assert sum(bool(one.drill) for one in found) == KEPT_FOR_DRILLS
        assert not found[0].drill

    def test_nothing_typed_brings_no_drills(self, offered):
        assert offered("") == []
        assert offered("8 km easy, ") == []


class TestWhileTyping:
    """The answer to a key: reading, verdict and completions together."""

    def typed(self, plan, text, line=None):
        return plan.post("read/", day=3, text=text, line=text if line is None else line).content.decode()

    def test_one_answer_holds_reading_verdict_and_completions(self, plan):
        plan.add(1, "8 km easy with a 5 kg vest")
        answer = self.typed(plan, "8 km easy")
        assert "8\u00a0km</li>" in answer
        assert 'data-verdict="clear"' in answer
        assert 'role="listbox"' in answer
        assert 'data-text="8 km easy with a 5 kg vest"' in answer

    def test_nothing_is_completed_where_it_is_not_asked_for(self, plan):
        plan.add(1, "8 km easy")
        assert "listbox" not in plan.post("read/", day=3, text="8").content.decode()

    def test_an_empty_box_can_ask_for_what_is_written_most(self, plan):
        plan.add(1, "8 km easy")
        answer = self.typed(plan, "")
        assert 'data-text="8 km easy"' in answer
        assert "data-verdict" not in answer

    def test_only_the_line_is_completed(self, plan):
        plan.add(1, "8 km easy")
        answer = self.typed(plan, "10 min warm up\n8", line="8")
        assert 'data-text="8 km easy"' in answer

    def test_other_clubs_and_squads_and_deleted_sessions_are_never_shown(self, plan):
        other = plan.cast.ridgeway.squads.create(name="Thursday squad")
        for squad, text in ((plan.cast.sailors, "8 km secret"), (other, "8 km elsewhere")):
            Week.for_writing(squad, MONDAY).add(1, text, plan.cast.user("Mira"))
        plan.add(1, "8 km gone").delete_softly(version=1, by=plan.cast.user("Mira"))
        assert "listbox" not in self.typed(plan, "8 km")

    def test_what_was_not_written_for_two_years_is_forgotten(self, plan):
        mira = plan.cast.user("Mira")
        Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=105)).add(1, "8 km ancient", mira)
        Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=103)).add(1, "8 km old", mira)
        answer = self.typed(plan, "8 km")
        assert "old" in answer
        assert "ancient" not in answer

    def test_words_of_a_coach_are_escaped(self, plan):
        plan.add(1, '8 km "><script>alert(1)</script>')
        answer = self.typed(plan, "8 km")
        assert "<script>" not in answer
        assert "&lt;script&gt;" in answer

    @pytest.mark.parametrize("line", ["x" * 2001, "8\x00km"])
    def test_a_line_that_cannot_be_is_refused(self, plan, line):
        assert plan.post("read/", day=3, text="8 km", line=line).status_code == 422

    @pytest.mark.parametrize("sessions", [7, 280])
    def test_the_database_is_asked_equally_often_for_7_and_for_280_sessions(
        self, plan, sessions, django_assert_num_queries
    ):
        first = plan.add(1, "8 km easy")
        fields = {"created_by": first.created_by, "stored_reading": first.stored_reading}
        Session.objects.bulk_create(
            [
                Session(week=first.week, day=number % 7, text=f"8 km easy, loop {number}", **fields)
                for number in range(1, sessions)
            ]
        )
        self.typed(plan, "8 km easy, l")
        with django_assert_num_queries(12):
            self.typed(plan, "8 km easy, lo")


class TestWithoutJavaScript:
    def test_the_earlier_lines_of_a_squad_are_links_that_fill_the_box(self, plan):
        plan.add(1, "8 km easy + strides")
        page = plan.client.get(plan.url, {"add": 3}).content.decode()
        link = f'href="{plan.url}?add=3&amp;line=8%20km%20easy%20%2B%20strides#add-3"'
        assert link in page
        assert '<details class="add-box no-print" id="add-3" hx-preserve open>' in page
        filled = plan.client.get(plan.url, {"add": 3, "line": "8 km easy + strides"}).content.decode()
        box = filled[filled.index('id="words-3"') :]
        assert box[box.index(">") + 1 :].startswith("8 km easy + strides</textarea>")
        assert Session.objects.count() == 1

    def test_every_box_leads_there(self, plan):
        page = plan.client.get(plan.url).content.decode()
        assert all(f'href="{plan.url}?add={day}#add-{day}"' in page for day in range(7))

    def test_a_session_that_is_edited_has_them_too(self, plan):
        plan.add(1, "8 km easy + strides")
        session = plan.add(2, "Rest")
        form = f"{plan.url}?edit={session.pk}"
        there = plan.client.get(form).content.decode()
        assert f'href="{form}&amp;earlier#session-{session.pk}"' in there
        assert "&amp;line=" not in there
        page = plan.client.get(f"{form}&earlier").content.decode()
        assert f'href="{form}&amp;line=8%20km%20easy%20%2B%20strides#session-{session.pk}"' in page
        box = page[page.index(f'id="words-s{session.pk}"') :]
        assert box[box.index(">") + 1 :].startswith("Rest</textarea>")
        filled = plan.client.get(plan.url, {"edit": session.pk, "line": "8 km easy + strides"}).content.decode()
        box = filled[filled.index(f'id="words-s{session.pk}"') :]
        assert box[box.index(">") + 1 :].startswith("8 km easy + strides</textarea>")
        assert plan.fresh(session).text == "Rest"

    @pytest.mark.parametrize("line", ["x" * 3000, "\x00", ""])
    def test_a_line_that_cannot_be_leaves_the_session_that_is_edited(self, plan, line):
        session = plan.add(2, "Rest")
        page = plan.client.get(plan.url, {"edit": session.pk, "line": line}).content.decode()
        box = page[page.index(f'id="words-s{session.pk}"') :]
        assert box[box.index(">") + 1 :].startswith("Rest</textarea>")

    @pytest.mark.parametrize(
        "asked", [{"add": "9"}, {"add": "x"}, {"add": ""}, {"add": 3, "line": "x" * 3000}, {"add": 3, "line": "\x00"}]
    )
    def test_an_address_that_asks_for_nonsense_shows_the_board(self, plan, asked):
        response = plan.client.get(plan.url, asked)
        assert response.status_code == 200
        assert "hx-preserve open" not in response.content.decode()

    def test_a_line_in_the_address_is_only_text(self, plan):
        page = plan.client.get(plan.url, {"add": 3, "line": "</textarea><script>alert(1)</script>"}).content.decode()
        assert "<script>alert" not in page
