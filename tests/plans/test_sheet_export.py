"""Exporting weeks as XLSX and CSV, and importing them again without a change."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from plans.exporting_weeks import Export
from plans.models import LONGEST_TEXT, Session, Week
from tests.plans.conftest import MONDAY
from tests.plans.sheet_pages import IMPORT, fields, squads_asked

SPAN = {"first": "2026-11-23", "last": "2026-11-29"}


def export_url(plan):
    return f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/export/"


def export(plan, kind, **span):
    return plan.client.get(export_url(plan), {**SPAN, **span, "as": kind})


def plan_in(plan, weeks, text, day=0):
    """Plan a session so many weeks from now."""
    Week.for_writing(plan.cast.tuesday, MONDAY + dt.timedelta(weeks=weeks)).add(day, text, plan.cast.user("Mira"))


def test_it_works(plan):
    plan.add(0, "8 km easy")
    plan.add(0, "=2+2 strides")
    plan.add(6, "20 km")
    week = Week.objects.get()
    week.note = "Bring spikes"
    week.save()
    response = export(plan, "xlsx")
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="tuesday-squad-2026-11-23.xlsx"'
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet.title == "Tuesday squad"
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Uphill week", "Mon 23 Nov 2026", "Tue 24 Nov 2026")
    assert rows[1][:2] == (dt.datetime(2026, 11, 23), "8 km easy")
    assert rows[1][7:] == ("20 km", "Bring spikes")
    assert rows[2][:2] == (dt.datetime(2026, 11, 23), "=2+2 strides")
    risky = sheet["B3"]
    assert (risky.data_type, risky.quotePrefix) == ("s", True)
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width > 20


def test_csv(plan):
    plan.add(0, 'say "easy", 8 km\r\nthen rest')
    plan.add(1, "-5 s a km")
    response = export(plan, "csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode("utf-8").split("\r\n")
    assert lines[0].startswith("\ufeffUphill week,Mon 23 Nov 2026,")
    assert lines[1] == '2026-11-23,"say ""easy"", 8 km\nthen rest",\'-5 s a km,,,,,,'


def test_a_season_has_weekdays_over_its_weeks(plan):
    for weeks in (0, 1, 5):
        Week.for_writing(plan.cast.tuesday, MONDAY + dt.timedelta(weeks=weeks)).add(
            2, f"{weeks} km", plan.cast.user("Mira")
        )
    response = export(plan, "csv", last="2027-01-03")
    rows = [line.split(",")[:4] for line in response.content.decode("utf-8-sig").split("\r\n")[:-1]]
    assert rows == [
        ["Uphill week", "Monday", "Tuesday", "Wednesday"],
        ["2026-11-23", "", "", "0 km"],
        ["2026-11-30", "", "", "1 km"],
        ["2026-12-28", "", "", "5 km"],
    ]


def test_deleted_sessions_and_other_squads_stay(plan):
    plan.add(0, "8 km").delete_softly(version=1, by=plan.cast.user("Mira"))
    plan.add(0, "9 km")
    other = plan.cast.ridgeway.squads.create(name="Others")
    Week.for_writing(other, MONDAY).add(0, "10 km", plan.cast.user("Mira"))
    text = export(plan, "csv").content.decode()
    assert "9 km" in text
    assert "8 km" not in text
    assert "10 km" not in text


def test_the_page_asks_for_a_span_and_offers_the_season(plan):
    plan.add(0, "8 km")
    Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=3)).add(0, "8 km", plan.cast.user("Mira"))
    page = plan.client.get(export_url(plan)).content.decode()
    assert 'value="2026-11-02"' in page
    assert 'value="2026-11-29"' in page


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ({"last": "2026-11-22"}, "not before the first"),
        ({"last": "2036-11-22"}, "At most 110 weeks"),
        ({"first": ""}, "Choose a day."),
        ({"first": "9999-12-31"}, "in the years from 2000 to 2099"),
        ({"first": "tomorrow"}, "Write the day as year, month and day"),
        ({"first": "2027-01-04", "last": "2027-01-10"}, "Nothing is planned in these weeks."),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "csv", "pdf"])
def test_a_span_that_makes_no_file_says_why(plan, kind, span, why):
    plan.add(0, "8 km")
    response = export(plan, kind, **span)
    assert response.status_code == 422
    assert why in response.content.decode() or kind == "pdf"


@pytest.mark.parametrize(("name", "status"), [(None, 302), ("Sam", 404), ("Anna", 403), ("Hanna", 404), ("Ruth", 200)])
def test_who_may_export(plan, client_as, name, status):
    plan.add(0, "8 km")
    assert client_as(name).get(export_url(plan), {**SPAN, "as": "csv"}).status_code == status


def test_another_clubs_squad_is_not_found(plan):
    assert plan.client.get(f"/c/ridgeway/squads/{plan.cast.sailors.pk}/export/").status_code == 404


def test_the_queries_do_not_grow_with_the_weeks(plan):
    counts = []
    for weeks in (1, 20):
        for number in range(weeks):
            Week.for_writing(plan.cast.tuesday, MONDAY + dt.timedelta(weeks=number)).add(
                0, "8 km", plan.cast.user("Mira")
            )
        with CaptureQueriesContext(connection) as made:
            assert export(plan, "xlsx", last="2027-05-30").status_code == 200
        counts.append(len(made))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("name", ["a/b\\c*d?e:f[g]", "x" * 100, "'", "Läufer 1", "\x0b"])
def test_any_squads_name_makes_a_sheets_name(plan, name):
    plan.cast.tuesday.name = name
    plan.cast.tuesday.save()
    plan.add(0, "8 km")
    response = export(plan, "xlsx")
    assert len(load_workbook(io.BytesIO(response.content)).active.title) <= 31
    assert response["Content-Disposition"].isascii()


# There and back

# What a reader of spreadsheets might take for something else.
TRICKY = (
    "Mon|2026-11-23|23/11|Week 2|Uphill week|-|AM 8 km PM 5 km|'=1+1|''+3|TRUE|8|0.50|=SUM(A1:A9)|+3 km|-5 s|@ MP|x"
    "|1:30|#REF!|(formula)|sep=;|a\n\nb|Milers|w/c 1/2"
)
TEXTS = st.one_of(
    st.text(alphabet="8 kmx\n\"';,\t=+-@|_×–½ёAMP&<>$%#()0", min_size=1, max_size=60),
    st.sampled_from(TRICKY.split("|")),
).map(str.strip)


def brought_back(plan, kind):
    """Import what was exported into a squad of its own, and compare."""
    data = Export.of(plan.cast.tuesday, MONDAY, MONDAY + dt.timedelta(weeks=60))
    content = data.as_workbook() if kind == "xlsx" else data.as_csv()
    other = plan.cast.ridgeway.squads.create(name=f"Copy {kind}")
    file = SimpleUploadedFile(f"plan.{kind}", content)
    preview = plan.client.post(IMPORT, {"squad": other.pk, "file": file})
    assert preview.status_code == 200, preview.content.decode()
    (asked,) = squads_asked(preview)
    response = plan.client.post(IMPORT, {**fields(preview), asked: str(other.pk), "save": "1"})
    assert response.status_code == 302, response.content.decode()
    assert sessions_of(other) == sessions_of(plan.cast.tuesday)
    assert notes_of(other) == notes_of(plan.cast.tuesday)
    other.delete()


def sessions_of(squad):
    found = Session.objects.live().filter(week__squad=squad).order_by("week__monday", "day", "position")
    return [(one.week.monday, one.day, one.text.replace("\r\n", "\n")) for one in found.select_related("week")]


def notes_of(squad):
    return [(week.monday, week.note) for week in Week.objects.filter(squad=squad, sessions__isnull=False).distinct()]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), TEXTS.filter(bool)), min_size=1, max_size=12),
    st.dictionaries(st.integers(0, 3), TEXTS, max_size=2),
)
@example([(0, 0, "Mon"), (0, 1, "Tue"), (1, 0, "8 km"), (1, 0, "8 km")], {0: "=note"})
@example([(0, 0, "a\r\nb")], {})
def test_what_is_exported_is_imported_unchanged(plan, kind, sessions, notes):
    Week.objects.all().delete()
    for week, day, text in sessions:
        plan_in(plan, week, text, day=day)
    for week, note in notes.items():
        Week.objects.filter(monday=MONDAY + dt.timedelta(weeks=week)).update(note=note)
    brought_back(plan, kind)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_long_texts_come_back_too(plan, kind):
    for day in range(7):
        plan.add(day, ("=" + "й" * LONGEST_TEXT)[:LONGEST_TEXT])
    brought_back(plan, kind)


def test_an_export_imported_where_it_came_from_changes_nothing(plan):
    plan.add(0, "8 km easy")
    plan.add(0, "8 km easy")
    plan.add(3, "AM 8 km PM 5 km")
    file = SimpleUploadedFile("plan.csv", export(plan, "csv").content)
    preview = plan.client.post(IMPORT, {"squad": plan.cast.tuesday.pk, "file": file})
    page = preview.content.decode()
    assert "No session to add" in page
    assert "3 on their days already: skipped" in page
