"""What coaches bring, as cells: pasted, CSV, XLSX; and everything that is refused, with the reason."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import random
import time
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from plans import sheets
from plans.sheet_files import read_file, read_pasted
from plans.sheet_text import escaped, pasted_cells, unescaped
from plans.sheets import Sheet, SheetRefused, address


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows, title="Plan"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def bring(name, data):
    return read_file(name, io.BytesIO(data), len(data))


def rows_of(name, data):
    return bring(name, data).sheets[0].rows


def with_parts(data, **parts):
    """An XLSX with some parts of the zip replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows, after=""):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>'


FIRST_SHEET = "xl/worksheets/sheet1.xml"


# Pasted cells


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("8 km\t6 x 400\nRest\t", [["8 km", "6 x 400"], ["Rest", ""]]),
        ('8 km\t"6 x 400\n200 jog"\tRest', [["8 km", "6 x 400\n200 jog", "Rest"]]),
        ('"say ""easy"""\t8 km', [['say "easy"', "8 km"]]),
        ('"Lollipop" loop\t8 km', [['"Lollipop" loop', "8 km"]]),
        ('"never closed\t8 km', [['"never closed', "8 km"]]),
        ("5'30\" pace\t8 km", [["5'30\" pace", "8 km"]]),
        ("a\r\nb\rc", [["a"], ["b"], ["c"]]),
        ("\ufeff8 km\tRest", [["8 km", "Rest"]]),
        ("", [[""]]),
        ("'+3 km\t'=1+1\t'tis", [["+3 km", "=1+1", "'tis"]]),
    ],
)
def test_pasted_cells(text, rows):
    assert pasted_cells(text) == rows


def test_a_paste_takes_time_by_its_length():
    began = time.perf_counter()
    pasted_cells('"""x\t' * 100_000)
    pasted_cells('"' * 300_000)
    pasted_cells('"x\t' * 100_000)
    assert time.perf_counter() - began < 5


@given(st.text(alphabet="'=+-@\t\r a"))
def test_a_leading_sign_is_made_safe_and_comes_back(text):
    made = escaped(text)
    assert unescaped(made) == text
    assert made[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_the_end_of_a_paste_is_no_row():
    assert read_pasted("8 km\n6 x 400\n\n\n").sheets[0].rows == (("8 km",), ("6 x 400",))


def test_binary_is_no_paste():
    with pytest.raises(SheetRefused, match="no text"):
        read_pasted("8 km\0")


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_guessed(encoding, delimiter):
    text = f"Пн{delimiter}Вт\n8 км легко{delimiter}6 х 200 м в гору\n"
    assert rows_of("plan.csv", text.encode(encoding)) == (("Пн", "Вт"), ("8 км легко", "6 х 200 м в гору"))


def test_western_windows_letters():
    text = "Mon;Tue\n6 × 400 – fast;café loop ½ h\n"
    brought = bring("plan.csv", text.encode("cp1252"))
    assert brought.sheets[0].rows == (("Mon", "Tue"), ("6 × 400 – fast", "café loop ½ h"))
    assert brought.how == "columns divided by semicolons, characters as Windows Western"


def test_commas_in_words_do_not_divide_columns():
    rows = rows_of("plan.csv", b"Mon;Tue\n8 km, easy, flat;6 x 400, jog\n5 km;Rest\n")
    assert rows == (("Mon", "Tue"), ("8 km, easy, flat", "6 x 400, jog"), ("5 km", "Rest"))


def test_cells_of_several_lines_and_the_sign_that_names_the_delimiter():
    assert rows_of("plan.csv", b'sep=;\r\n"8 km\r\neasy";b\r\n') == (("8 km\neasy", "b"),)


def test_a_single_column():
    assert rows_of("plan.csv", b"8 km easy\n6 x 400, jog\n") == (("8 km easy",), ("6 x 400, jog",))


@pytest.mark.parametrize(
    "lines",
    [
        ["8 km easy, strides", "6 x 400 m fast, jog back", "Rest"],
        ["8 km easy, strides", "10 km, last 3 steady", "5 km, flat, with Anna"],
        ["8 km easy; strides", "10 km; last 3 steady"],
        ["Week 3", "8 km easy, strides", "6 x 400 m fast, jog back"],
        ["Easy run, strides", "10 km, last 3 steady"],
        ["8 km easy, Tuesday", "10 km steady, on grass", "6 x 400 m, jog"],
    ],
)
def test_a_single_column_of_sentences_with_a_sign_in_each(lines):
    assert rows_of("plan.csv", "\n".join(lines).encode()) == tuple((line,) for line in lines)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Mon, 8 km easy\nTue, rest", (("Mon", "8 km easy"), ("Tue", "rest"))),
        ("Mon, Tue\n8 km, rest", (("Mon", "Tue"), ("8 km", "rest"))),
        ("2026-11-24, 8 km\n2026-11-25, rest", (("2026-11-24", "8 km"), ("2026-11-25", "rest"))),
        ("Session, notes\n8 km, flat", (("Session", "notes"), ("8 km", "flat"))),
        ("Week 1, 8 km\nWeek 2, 9 km", (("Week 1", "8 km"), ("Week 2", "9 km"))),
        ("8 km easy,strides\n10 km,rest", (("8 km easy", "strides"), ("10 km", "rest"))),
        ("8 km, rest, 5 km, rest, 9 km, rest, 12 km", (("8 km", "rest", "5 km", "rest", "9 km", "rest", "12 km"),)),
        ("8 km, \n10 km, rest", (("8 km",), ("10 km", "rest"))),
    ],
)
def test_columns_with_a_space_behind_the_sign(text, rows):
    assert rows_of("plan.csv", text.encode()) == rows


def test_a_broken_csv_names_the_line():
    with pytest.raises(SheetRefused, match="broken in line 2"):
        bring("plan.csv", b'Mon,Tue\n"8 km,6 x 400\nRest,Rest\n')


def test_characters_that_cannot_be_told():
    with pytest.raises(SheetRefused, match="CSV UTF-8"):
        bring("plan.csv", b"Mon,Tue\n8 \x81km\x8d,\xe9\n")


# XLSX


def test_values_are_read_as_they_are_shown():
    book = book_of(
        ["Week 1", dt.date(2026, 11, 23), 8, 8.5, 0.85, True],
        [dt.time(1, 30), dt.timedelta(minutes=75, seconds=5), dt.datetime(2026, 11, 23, 18, 30), 12, "8 km\r\neasy"],
    )
    book.active["E1"].number_format = "0%"
    book.active["D2"].number_format = '0" km"'
    assert rows_of("plan.xlsx", saved(book)) == (
        ("Week 1", "2026-11-23", "8", "8.5", "85%", "TRUE"),
        ("1:30", "1:15:05", "2026-11-23 18:30", "12 km", "8 km\neasy"),
    )


def test_dates_of_the_other_epoch_that_old_macs_count_from():
    book = book_of([dt.date(2026, 11, 23)])
    book.epoch = dt.datetime(1904, 1, 1)
    assert rows_of("plan.xlsx", saved(book)) == (("2026-11-23",),)


def test_a_merged_title_is_read_once_and_what_is_hidden_under_it_not_at_all():
    hidden = '<row r="1"><c r="A1" t="inlineStr"><is><t>Week 1</t></is></c><c r="B1"><v>7</v></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = with_parts(saved(book_of(["x"])), **{FIRST_SHEET: sheet_xml(hidden, merged)})
    sheet = bring("plan.xlsx", data).sheets[0]
    assert sheet.rows == (("Week 1",),)
    assert sheet.merged == {(0, 0): (1_048_576, 16_384)}


def test_a_formula_shows_the_value_that_was_saved_and_is_named_where_none_was():
    cells = '<c r="A1"><f>4+4</f><v>8</v></c><c r="B1"><f>4+4</f></c><c r="C1" t="str"><f>""</f><v></v></c>'
    cells += '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    data = with_parts(saved(book_of(["x"])), **{FIRST_SHEET: sheet_xml(f'<row r="1">{cells}</row>')})
    sheet = bring("plan.xlsx", data).sheets[0]
    assert sheet.rows == (("8", "(formula)", "", "#DIV/0!"),)
    assert sheet.flawed == {(0, 1): "formula", (0, 3): "error"}


def test_text_that_looks_like_a_formula_is_text():
    book = book_of([""])
    book.active["A1"].value, book.active["A1"].data_type = "=1+1 easy", "s"
    assert rows_of("plan.xlsx", saved(book)) == (("=1+1 easy",),)


def test_hidden_sheets_are_left_out_and_said():
    book = book_of(["8 km"])
    book.create_sheet("Paces").append(["4:00"])
    book["Paces"].sheet_state = "hidden"
    brought = bring("plan.xlsx", saved(book))
    assert [sheet.name for sheet in brought.sheets] == ["Plan"]
    assert brought.how == "hidden sheets were left out: Paces"


def test_ornaments_do_no_harm():
    book = book_of(["8 km easy"])
    book.active["A1"].comment = Comment("nice", "Mira")
    book.active["A1"].hyperlink = "https://example.org/"
    assert rows_of("plan.xlsx", saved(book)) == (("8 km easy",),)


def test_a_sheet_survives_being_carried_in_a_form():
    sheet = Sheet("Plan", (("a", ""), ("b",)), {(0, 0): (1, 2)}, {(1, 0): "formula"})
    assert Sheet.from_json(sheet.to_json()) == sheet


# What is refused

PLAIN = saved(book_of(["8 km"]))
BOMB = with_parts(PLAIN, **{FIRST_SHEET: sheet_xml("<row/>" * 1_500_000)})
ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("plan.xlsm", PLAIN, "macros"),
        ("plan.xlsx", with_parts(PLAIN, **{"xl/vbaProject.bin": b"x"}), "macros"),
        ("plan.xlsx", BOMB, "would grow to"),
        ("plan.xlsx", with_parts(PLAIN, **{"xl/styles.xml": random.Random(1).randbytes(4_000_000)}), "would grow to"),
        ("plan.xlsx", with_parts(PLAIN, **{f"x{n}": b"" for n in range(1200)}), "files packed"),
        ("plan.xlsx", with_parts(PLAIN, **{FIRST_SHEET: ENTITY}), "no spreadsheet writes"),
        ("plan.xlsx", with_parts(PLAIN, **{"xl/workbook.xml": b"<broken"}), "damaged"),
        ("plan.xlsx", PLAIN[: len(PLAIN) // 2], "damaged"),
        ("plan.xlsx", b"8 km;Rest", "no XLSX"),
        ("plan.xlsx", b"", "no XLSX"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Excel"),
        ("plan.xlsx", with_parts(PLAIN, **{"mimetype": b"x", "content.xml": b"<x/>"}), "OpenDocument"),
        ("plan.xls", PLAIN, "old Excel"),
        ("plan.ods", PLAIN, "as .xlsx or .csv"),
        ("plan.pdf", b"%PDF", "ends in .xlsx or .csv"),
        ("plan", PLAIN, "ends in .xlsx or .csv"),
        ("plan.csv", PLAIN, "spreadsheet is inside"),
        ("plan.csv", b"a,b\0\0,c", "no text"),
        ("plan.csv", b"x" * (sheets.LARGEST_FILE + 1), "5.0 MB"),
        ("plan.csv", b"a\n" * 10_001, "more than 10000 filled cells, counted up to A10001|too far out"),
        ("plan.csv", b"," * 600 + b"x", "Cell WC1 is too far out"),
        ("plan.csv", (b"x" * 100_000 + b",y\n") * 11, "more than 1000000 characters"),
    ],
)
def test_what_is_refused_says_why(name, data, why):
    with pytest.raises(SheetRefused, match=why):
        bring(name, data)


def test_a_cell_far_out_is_named_and_takes_no_memory():
    cell = '<row r="1"><c r="ZZZZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(SheetRefused, match="damaged"):
        bring("plan.xlsx", with_parts(PLAIN, **{FIRST_SHEET: sheet_xml(cell)}))
    cell = '<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(SheetRefused, match="Cell XFD1 is too far out"):
        bring("plan.xlsx", with_parts(PLAIN, **{FIRST_SHEET: sheet_xml(cell)}))
    cell = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(SheetRefused, match="Cell A1048576 is too far out"):
        bring("plan.xlsx", with_parts(PLAIN, **{FIRST_SHEET: sheet_xml(cell)}))


def test_too_many_merged_cells():
    merged = "".join('<mergeCell ref="A1:B5000"/>' for _ in range(5))
    xml = sheet_xml('<row r="1"><c r="A1"><v>8</v></c></row>', f"<mergeCells>{merged}</mergeCells>")
    with pytest.raises(SheetRefused, match="merged"):
        bring("plan.xlsx", with_parts(PLAIN, **{FIRST_SHEET: xml}))


def test_a_cell_is_called_as_in_spreadsheets():
    assert [address(0, 0), address(8, 27), address(0, 701)] == ["A1", "AB9", "ZZ1"]


# Fuzz: whatever the bytes, cells or a refusal


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["plan.xlsx", "plan.csv", "plan.txt"]), st.binary(max_size=300))
@example("plan.csv", b"sep=")
@example("plan.csv", b"sep=\n\n")
@example("plan.csv", b"\xff\xfe\x00")
@example("plan.csv", b'"')
def test_random_bytes(name, data):
    with contextlib.suppress(SheetRefused):
        bring(name, data)


# Made once: a workbook carries the time it was made at.
WHOLE = saved(book_of(["Week 1", "Mon", 8], [dt.date(2026, 11, 23), "8 km", 0.5]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutated_workbooks(data):
    """Bytes of the zip, or of the XML in it, are changed."""
    whole = WHOLE
    if data.draw(st.booleans()):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            name = data.draw(st.sampled_from([n for n in archive.namelist() if not n.startswith("docProps")]))
            whole = with_parts(whole, **{name: mutated(archive.read(name), data)})
    else:
        whole = mutated(whole, data)
    with contextlib.suppress(SheetRefused):
        bring("plan.xlsx", whole)


def mutated(content, data):
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(len(changed) - 1, 0)))
        width = data.draw(st.integers(0, 5))
        changed[place : place + width] = data.draw(st.binary(max_size=6))
    return bytes(changed)
