"""Importing: bring, check, correct, confirm. Nothing is saved before, and then everything or nothing."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Session, Week
from plans.sheets import LARGEST_FILE
from tests.plans.conftest import MONDAY
from tests.plans.sheet_pages import IMPORT, fields, squads_asked
from tests.plans.test_sheet_files import BOMB, PLAIN, book_of, saved

WEEK = "Mon\tTue\tSun\n8 km easy, bouncy\t6 x 200 m uphill hard, jog down\t20 km with a 5 kg vest"


def bring(plan, text="", file=None, **data):
    sent = {"squad": plan.cast.tuesday.pk, "text": text, **data}
    return plan.client.post(IMPORT, sent | ({"file": file} if file else {}))


def send(plan, response, **changed):
    """Send the form of a preview back, corrected; ``save=1`` is the button that adds."""
    return plan.client.post(IMPORT, {**fields(response), **changed})


def save(plan, response, **changed):
    return send(plan, response, save="1", **changed)


def on_board():
    found = Session.objects.live().select_related("week__squad").order_by("week__monday", "day", "position")
    return [(session.date.isoformat(), session.text) for session in found]


def page_of(response):
    return " ".join(response.content.decode().split())


def test_it_works(plan):
    assert plan.client.get(IMPORT).status_code == 200
    preview = bring(plan, WEEK)
    page = page_of(preview)
    assert preview.status_code == 200
    assert "3 sessions in 1 week" in page
    assert '<mark class="unread">bouncy</mark>' in page
    assert '<li class="chip chip-load">' in page
    assert "1 with words that were not read" in page
    assert (Session.objects.count(), Week.objects.count()) == (0, 0), "nothing is saved before it is confirmed"
    response = save(plan, preview)
    assert (response.status_code, response["Location"]) == (302, plan.url)
    assert on_board() == [
        ("2026-11-23", "8 km easy, bouncy"),
        ("2026-11-24", "6 x 200 m uphill hard, jog down"),
        ("2026-11-29", "20 km with a 5 kg vest"),
    ]
    session = Session.objects.get(day=6)
    assert (session.loaded_run, session.created_by, session.version) == (True, plan.cast.user("Mira"), 1)
    assert not session.week.is_published
    assert "3 sessions added." in page_of(plan.client.get(response["Location"]))


def test_a_file_goes_the_same_way(plan):
    data = saved(book_of(["Mon", "Tue"], ["8 km easy", 8]))
    preview = bring(plan, file=SimpleUploadedFile("plan.xlsx", data))
    assert "plan.xlsx" in page_of(preview)
    assert save(plan, preview).status_code == 302
    assert on_board() == [("2026-11-23", "8 km easy"), ("2026-11-24", "8")]
    preview = bring(plan, file=SimpleUploadedFile("plan.csv", "Пн;Вт\n10 км легко;отдых".encode("cp1251")))
    assert "Windows Cyrillic" in page_of(preview)
    assert save(plan, preview).status_code == 302
    assert ("2026-11-23", "10 км легко") in on_board()


def test_the_coach_corrects_the_first_day_the_orientation_and_what_to_skip(plan):
    preview = bring(plan, "Mo\tDi\n8 km\t6 x 400\n9 km\t7 x 400")
    preview = send(plan, preview, skip_rows="1", first="2026-12-07", days="rows")
    assert fields(preview)["first"] == "2026-12-07"
    assert save(plan, preview).status_code == 302
    assert on_board() == [
        ("2026-12-07", "8 km"),
        ("2026-12-08", "9 km"),
        ("2026-12-14", "6 x 400"),
        ("2026-12-15", "7 x 400"),
    ]


def test_turning_it_back_brings_the_guess_back(plan):
    first = bring(plan, "w/c\tMon\tTue\n1/12/2025\t8 km\t9 km")
    assert fields(first)["first"] == "2025-12-01"
    turned = send(plan, first, days="rows")
    back = send(plan, turned, days="columns")
    assert {name: fields(back)[name] for name in ("days", "lines", "first")} == {
        name: fields(first)[name] for name in ("days", "lines", "first")
    }


def test_squads_are_asked_for_by_the_names_in_the_sheet(plan):
    milers = plan.cast.ridgeway.squads.create(name="Milers")
    preview = bring(plan, "\tThe Milers\tJoggers\nMon\t6 x 400\t8 km\nTue\tRest\t9 km")
    known, unknown = squads_asked(preview)
    assert (fields(preview)[known], fields(preview)[unknown]) == (str(milers.pk), "")
    assert "2 sessions wait for a squad" in page_of(preview)
    assert "9 km" in page_of(preview)
    refused = save(plan, preview)
    assert refused.status_code == 422
    assert "Choose a squad, or leave these sessions out." in page_of(refused)
    shown = send(plan, preview, **{unknown: "leave"})
    assert "2 sessions in 1 week" in page_of(shown)
    assert "2 sessions left out, as you chose" in page_of(shown)
    shown = send(plan, preview, **{unknown: str(plan.cast.tuesday.pk)})
    assert "4 sessions in 1 week for 2 squads" in page_of(shown)
    assert save(plan, shown).status_code == 302
    assert Session.objects.filter(week__squad=milers).count() == 2
    assert Session.objects.filter(week__squad=plan.cast.tuesday).count() == 2


def test_another_clubs_squad_is_no_choice(plan):
    refused = plan.client.post(IMPORT, {"squad": plan.cast.sailors.pk, "text": WEEK})
    assert refused.status_code == 422
    preview = bring(plan, WEEK)
    name = squads_asked(preview)[0]
    assert save(plan, preview, **{name: str(plan.cast.sailors.pk)}).status_code == 422
    assert Session.objects.count() == 0


def test_what_is_there_is_kept_and_the_same_words_are_skipped(plan):
    plan.add(0, "8 km easy,\r\nbouncy")
    plan.add(1, "Massage")
    preview = bring(plan, 'Mon\tTue\n"8 km easy,\nbouncy"\t6 x 400')
    page = page_of(preview)
    assert "1 on its day already: skipped" in page
    assert "there already" in page
    assert "beside 1" in page
    save(plan, preview)
    assert [text for _date, text in on_board()] == ["8 km easy,\r\nbouncy", "Massage", "6 x 400"]
    again = bring(plan, 'Mon\tTue\n"8 km easy,\nbouncy"\t6 x 400')
    assert "No session to add" in page_of(again)
    assert save(plan, again).status_code == 422


def test_a_deleted_session_is_not_there_and_keeps_its_place(plan):
    plan.add(0, "8 km easy").delete_softly(version=1, by=plan.cast.user("Mira"))
    save(plan, bring(plan, "Mon\tTue\n8 km easy\tRest"))
    assert sorted(Session.objects.filter(day=0).values_list("position", flat=True)) == [0, 1]


def test_the_same_words_twice_on_a_day_are_two_sessions(plan):
    save(plan, bring(plan, "Mon 23/11\tTue 24/11\n8 km\t5 km\n8 km"))
    assert [text for _date, text in on_board()] == ["8 km", "8 km", "5 km"]


def test_a_published_week_is_only_added_to_when_the_coach_says_so(plan):
    plan.publish()
    preview = bring(plan, WEEK)
    page = page_of(preview)
    assert "This week is published, so nothing is added." in page
    assert "3 left out, their weeks are published" in page
    assert save(plan, preview).status_code == 422
    assert Session.objects.count() == 0
    preview = send(plan, preview, published="on")
    assert "Athletes will read at once what is added to published weeks." in page_of(preview)
    assert save(plan, preview).status_code == 302
    assert Session.objects.count() == 3
    assert Week.objects.get().is_published


def test_titles_become_notes_under_the_notes_that_are_there(plan):
    week = Week.for_writing(plan.cast.tuesday, MONDAY)
    week.note = "Bring spikes"
    week.save()
    text = "Week 1: base\nMon\tTue\n8 km\t9 km\n\nWeek 2: hills\nMon\tTue\n8 km\t9 km"
    preview = bring(plan, text)
    assert "2 weeks get a note" in page_of(preview)
    unticked = fields(preview)
    del unticked["notes"]
    assert "get a note" not in page_of(plan.client.post(IMPORT, unticked))
    save(plan, preview)
    assert list(Week.objects.values_list("note", flat=True)) == ["Bring spikes\nWeek 1: base", "Week 2: hills"]
    again = bring(plan, text)
    assert "No session to add" in page_of(again)
    assert "get a note" not in page_of(again)


def test_two_sessions_in_one_cell_unless_the_coach_says_no(plan):
    preview = bring(plan, "Mon\tTue\nAM 8 km PM 5 km\tRest")
    assert "3 sessions" in page_of(preview)
    sent = fields(preview)
    del sent["doubles"]
    assert "2 sessions" in page_of(plan.client.post(IMPORT, sent))


def test_a_cell_is_left_whole_where_half_of_it_would_say_nothing(plan):
    assert "2 sessions" in page_of(bring(plan, "Mon\tTue\nAM 8 km PM whatever\tRest"))


def test_a_cell_that_cannot_be_saved_is_named_and_the_rest_goes_on(plan):
    book = book_of(["Mon", "Tue", "Wed"], ["x" * 2001, "8 km", dt.date(2026, 4, 3)])
    preview = bring(plan, file=SimpleUploadedFile("plan.xlsx", saved(book)))
    page = page_of(preview)
    assert "This is too long: 2001 characters, and at most 2000 fit." in page
    assert '<span class="sheet-cell">A2</span>' in page
    assert "Spreadsheets make dates of words like 3-4" in page
    assert save(plan, preview).status_code == 302
    assert on_board() == [("2026-11-24", "8 km")]


def test_a_date_out_of_reach_is_named(plan):
    preview = bring(plan, "\tMon\tTue\nw/c 23/11/2026\t8 km\nw/c 3/1/9999\t9 km")
    assert "outside of the calendar" in page_of(preview)
    assert send(plan, preview, first="9999-12-27").status_code == 422


# All or nothing


def test_what_was_added_meanwhile_is_shown_before_anything_is_saved(plan):
    preview = bring(plan, WEEK)
    plan.add(0, "8 km easy, bouncy")
    response = save(plan, preview)
    assert response.status_code == 409
    assert "Something changed on the board" in page_of(response)
    assert Session.objects.count() == 1
    assert save(plan, response).status_code == 302
    assert Session.objects.count() == 3


def test_what_is_changed_in_the_form_is_shown_before_it_is_saved(plan):
    response = save(plan, bring(plan, WEEK), first="2026-12-07")
    assert response.status_code == 409
    assert Session.objects.count() == 0


def test_a_failure_in_the_middle_leaves_nothing(plan, monkeypatch):
    preview = bring(plan, "Week 1: base\n" + WEEK)
    monkeypatch.setattr(Week.objects, "bulk_update", lambda *_args: 1 / 0)
    plan.client.raise_request_exception = False
    assert save(plan, preview).status_code == 500
    assert (Session.objects.count(), Week.objects.count()) == (0, 0)


# Refused


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("plan.xlsm", PLAIN, "macros"),
        ("plan.xlsx", BOMB, "would grow to"),
        ("plan.pdf", b"%PDF", "ends in .xlsx or .csv"),
        ("plan.csv", b'"8 km', "broken in line 1"),
        ("plan.csv", b"", "The file is empty."),
        ("plan.csv", b"\n\n", "There is nothing in it."),
    ],
)
def test_a_bad_file_is_refused_and_nothing_typed_is_lost(plan, name, data, why):
    response = bring(plan, "kept\twords", file=SimpleUploadedFile(name, data))
    assert response.status_code == 422
    assert why in page_of(response)
    assert "kept\twords" in response.content.decode()


def test_nothing_is_no_import(plan):
    response = bring(plan, " \n")
    assert response.status_code == 422
    assert "Paste cells, or choose a file." in page_of(response)


def test_fifty_megabytes_are_refused_without_being_kept(plan, monkeypatch, settings):
    settings.FILE_UPLOAD_HANDLERS = ["tests.plans.test_sheet_import.NoUpload"]
    body = io.BytesIO(b"x" * (50 * 1024 * 1024))
    response = plan.client.generic("POST", IMPORT, body.getvalue(), content_type="multipart/form-data; boundary=xxx")
    assert response.status_code == 422
    assert "more than 5 MB, so none of it was read" in page_of(response)


class NoUpload:
    """Stands for Django's upload handlers where none may be asked."""

    def __init__(self, request=None):  # noqa: ARG002 - as Django calls it
        raise AssertionError("the body was taken apart")


def test_a_paste_of_three_megabytes_is_refused(plan):
    response = bring(plan, "8 km\n" * 600_000)
    assert response.status_code == 422
    assert "so none of it was read" in page_of(response)


def test_a_form_without_its_token_is_refused(plan):
    client = Client(enforce_csrf_checks=True)
    client.force_login(plan.cast.user("Mira"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(IMPORT, {"squad": plan.cast.tuesday.pk, "text": WEEK}).status_code == 403


@pytest.mark.parametrize("change", ["tampered", "another user", "too old"])
def test_cells_come_back_signed(plan, client_as, time_machine_or_not, change):
    preview = bring(plan, WEEK)
    sent = fields(preview)
    client = plan.client
    if change == "tampered":
        sent["brought"] = sent["brought"][:-3] + "abc"
    elif change == "another user":
        client = client_as("Ruth")
    else:
        time_machine_or_not(dt.timedelta(days=3))
    response = client.post(IMPORT, {**sent, "save": "1"})
    assert response.status_code == 422
    assert "This page was open for too long." in page_of(response)
    assert Session.objects.count() == 0


@pytest.fixture
def time_machine_or_not(monkeypatch):
    """Lets time pass for signatures."""
    from django.core import signing

    def later(by):
        now = signing.time.time()
        monkeypatch.setattr(signing.time, "time", lambda: now + by.total_seconds())

    return later


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first", ""),
        ("first", "31.12."),
        ("days", "diagonal"),
        ("skip_rows", "A"),
        ("skip_columns", "1-"),
        ("lines", ""),
    ],
)
def test_a_correction_that_cannot_be_read_keeps_what_was_typed(plan, field, value):
    response = send(plan, bring(plan, WEEK), **{field: value})
    assert response.status_code == 422
    assert f'value="{value}"' in page_of(response) or field in ("days", "lines")
    assert fields(response)["brought"]


def test_more_sessions_than_are_added_at_once(plan):
    preview = bring(plan, "Mon\tTue\n" + "8 km\t9 km\n" * 800)
    assert "more than 1500 sessions" in page_of(preview)
    assert save(plan, preview).status_code == 422


def test_a_club_without_squads_is_led_to_make_one(plan):
    plan.cast.tuesday.delete()
    assert "Make the first squad" in page_of(plan.client.get(IMPORT))
    assert bring_nothing(plan).status_code == 422


def bring_nothing(plan):
    return plan.client.post(IMPORT, {"text": WEEK})


# Who may, and at what price


@pytest.mark.parametrize(("name", "status"), [(None, 302), ("Sam", 404), ("Anna", 403), ("Hanna", 404), ("Ruth", 200)])
def test_who_may_import(plan, client_as, name, status):
    assert client_as(name).get(IMPORT).status_code == status
    posted = client_as(name).post(IMPORT, {"squad": plan.cast.tuesday.pk, "text": WEEK})
    assert posted.status_code == status


def test_the_queries_do_not_grow_with_the_cells(plan):
    counts = {}
    for cells in (10, 80):
        rows = "\n".join("\t".join([f"{cells} km"] * 5) for _row in range(cells // 5))
        text = "Mon\tTue\tWed\tThu\tFri\n" + rows
        with CaptureQueriesContext(connection) as shown:
            preview = bring(plan, text, week=f"{2010 + cells // 2}-01-07")
        with CaptureQueriesContext(connection) as saved:
            assert save(plan, preview).status_code == 302
        counts[cells] = (len(shown), len(saved))
    # SQLite takes at most 76 sessions in one statement.
    assert counts[80][0] == counts[10][0] <= 8
    assert counts[80][1] - counts[10][1] in (0, 1)
    # Two of them count the changes of the weeks, one writes their trail.
    assert counts[10][1] <= 20


# Fuzz: no answer is an error of the program


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["plan.xlsx", "plan.csv", "plan.tsv", "plan.xlsm", "x"]),
    st.one_of(st.binary(max_size=200), st.sampled_from([PLAIN[:200], PLAIN + b"x", PLAIN.replace(b"xl/", b"xm/")])),
    st.text(alphabet="MonTueSn \t\n\"'-:/1234567890.,;kmх№", max_size=120),
    st.booleans(),
)
def test_whatever_is_brought_is_answered(plan, name, data, text, as_file):
    file = SimpleUploadedFile(name, data) if as_file else None
    response = bring(plan, text, file=file)
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        assert send(plan, response, days="rows", lines="squads", skip_rows="1").status_code in (200, 422)
        assert save(plan, response).status_code in (302, 409, 422)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "days",
                "lines",
                "order",
                "first",
                "skip_rows",
                "monday",
                "shown_first",
                "fingerprint",
                "brought",
                "squad",
                "shown_days",
            ]
        ),
        st.text(max_size=30),
        max_size=4,
    ),
    st.booleans(),
)
def test_whatever_the_form_sends_back_is_answered(plan, changed, saves):
    preview = bring(plan, WEEK)
    response = send(plan, preview, **changed, **({"save": "1"} if saves else {}))
    assert response.status_code in (200, 302, 409, 422)


def test_xml_is_parsed_by_a_parser_that_knows_of_bombs():
    assert openpyxl.DEFUSEDXML
    assert LARGEST_FILE == 5 * 1024 * 1024
