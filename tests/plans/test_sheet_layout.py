"""How coaches lay out their sheets: what is a session, of which day, week and squad, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.sheet_files import read_pasted
from plans.sheet_layout import guess, lay_out
from plans.sheet_parts import Layout
from plans.sheet_words import day_mark, same_squad, week_mark
from plans.sheets import Sheet, address

TODAY = dt.date(2026, 11, 24)
MONDAY = dt.date(2026, 11, 23)
SQUADS = ("Milers", "Marathon squad")


def laid_out(text, **layout):
    sheets = read_pasted(text).sheets if isinstance(text, str) else text
    found = guess(sheets, squads=SQUADS, near=TODAY, order="dmy", first=MONDAY)
    if layout:
        changed = {name: getattr(found.layout, name) for name in Layout.__dataclass_fields__} | {"first": None} | layout
        found = lay_out(sheets, Layout(**changed), squads=SQUADS, near=TODAY, fallback=MONDAY)
    everything = [one.at for one in (*found.taken, *found.left)] + list({note.at for note in found.notes})
    cells = [
        (n, r, c) for n, s in enumerate(sheets) for r, row in enumerate(s.rows) for c, text in enumerate(row) if text
    ]
    assert sorted((at.sheet, at.row, at.column) for at in everything) == cells, "a cell was lost or is there twice"
    return found


def told(found):
    """Sessions as "Mon 23 Nov: 8 km", with the squad before them where the sheet names one."""
    lines = []
    for one in found.taken:
        squad = f"{one.squad}, " if one.squad else ""
        part = f"{one.part} " if one.part else ""
        lines.append(f"{squad}{found.date_of(one.day):%a %-d %b}: {part}{one.text}")
    return lines


def notes(found):
    return [(note.squad, note.week, note.text) for note in found.notes]


def left(found):
    return {address(one.at.row, one.at.column): one.why for one in found.left if one.why != "header"}


def test_a_week_under_its_days():
    found = laid_out("Mon\tTue\tSun\n8 km\t6 x 400\t20 km")
    assert told(found) == ["Mon 23 Nov: 8 km", "Tue 24 Nov: 6 x 400", "Sun 29 Nov: 20 km"]
    assert (found.layout.days, found.starts) == ("columns", None)


@pytest.mark.parametrize(
    ("text", "days"),
    [("8 km\t6 x 400\tRest", "columns"), ("8 km\n6 x 400\nRest", "rows")],
)
def test_a_row_or_a_column_without_headers_counts_on_from_the_first_day(text, days):
    found = laid_out(text)
    assert found.layout.days == days
    assert told(found) == ["Mon 23 Nov: 8 km", "Tue 24 Nov: 6 x 400", "Wed 25 Nov: Rest"]
    found = laid_out(text, first=dt.date(2026, 11, 26))
    assert told(found)[0] == "Thu 26 Nov: 8 km"


def test_an_empty_line_in_a_column_is_a_day_without_a_session():
    assert told(laid_out("8 km\n\n20 km")) == ["Mon 23 Nov: 8 km", "Wed 25 Nov: 20 km"]


def test_seven_columns_without_headers_are_a_week():
    found = laid_out("a\tb\tc\td\te\tf\tg\nh\ti\tj\tk\tl\tm\tn")
    assert told(found)[6:8] == ["Sun 29 Nov: g", "Mon 30 Nov: h"]


def test_seven_rows_without_headers_are_a_week():
    found = laid_out("a\th\nb\ti\nc\tj\nd\tk\ne\tl\nf\tm\ng\tn")
    assert told(found)[6:8] == ["Sun 29 Nov: g", "Mon 30 Nov: h"]


def test_a_plan_out_of_a_letter():
    found = laid_out("Week 1\nMon: 8 km easy\nTue 24 Nov - 6 x 400\n\nSunday – 20 km: flat")
    assert told(found) == ["Mon 23 Nov: 8 km easy", "Tue 24 Nov: 6 x 400", "Sun 29 Nov: 20 km: flat"]
    assert told(laid_out("Easy: 8 km\nThen: 6 x 400")) == ["Mon 23 Nov: Easy: 8 km", "Tue 24 Nov: Then: 6 x 400"]


def test_days_down_with_their_dates_beside_them():
    found = laid_out("23/11/2026\tMon\t8 km\n24/11/2026\tTue\t6 x 400\n30/11/2026\tMon\t9 km")
    assert told(found) == ["Mon 23 Nov: 8 km", "Tue 24 Nov: 6 x 400", "Mon 30 Nov: 9 km"]
    assert found.layout.days == "rows"


def test_two_squads_side_by_side_down_the_days():
    found = laid_out("\tMilers\tMarathon\nMon\t8 km\t10 km\nTue\t6 x 400\t5 x 1 km")
    assert told(found) == [
        "Milers, Mon 23 Nov: 8 km",
        "Milers, Tue 24 Nov: 6 x 400",
        "Marathon, Mon 23 Nov: 10 km",
        "Marathon, Tue 24 Nov: 5 x 1 km",
    ]


def test_weeks_under_each_other_down_the_days():
    found = laid_out("Week 1\t\nMon\t8 km\nSun\t20 km\nWeek 2: hills\t\nMon\t9 km\nSun\t21 km")
    assert told(found) == ["Mon 23 Nov: 8 km", "Sun 29 Nov: 20 km", "Mon 30 Nov: 9 km", "Sun 6 Dec: 21 km"]
    assert notes(found) == [("", 1, "Week 2: hills")]


def test_numbered_weeks_as_rows_with_sums_and_notes():
    found = laid_out("Week\tMon\tTue\tTotal\tNotes\n1\t8 km\t6 x 400\t60 km\tgentle\n2\t9 km\t-\t65\t\n4\t10 km")
    assert told(found) == [
        "Mon 23 Nov: 8 km",
        "Tue 24 Nov: 6 x 400",
        "Mon 30 Nov: 9 km",
        "Mon 14 Dec: 10 km",
    ]
    assert notes(found) == [("", 0, "gentle")]
    assert left(found) == {"A2": "week", "A3": "week", "A4": "week", "C3": "sign", "D2": "total", "D3": "total"}


def test_weeks_as_rows_by_the_date_they_begin():
    found = laid_out("w/c\tMon\tSun\n23/11/2026\t8 km\t20 km\n7/12/2026\t9 km")
    assert told(found) == ["Mon 23 Nov: 8 km", "Sun 29 Nov: 20 km", "Mon 7 Dec: 9 km"]
    assert found.starts == MONDAY


def test_a_whole_plan_moves_to_another_first_day():
    text = "w/c\tMon\tSun\n24/11/2025\t8 km\t20 km\n1/12/2025\t9 km"
    assert laid_out(text).anchor == dt.date(2025, 11, 24)
    assert told(laid_out(text, first=dt.date(2027, 1, 6))) == [
        "Mon 4 Jan: 8 km",
        "Sun 10 Jan: 20 km",
        "Mon 11 Jan: 9 km",
    ]


def test_stacked_weeks_with_dates_and_two_sessions_a_day():
    found = laid_out(
        "\t23 Nov\t24 Nov\t29 Nov\nAM\t8 km\t6 x 400\t20 km\nPM\t\t4 km\n\n\t30 Nov\t1 Dec\t6 Dec\nAM\t9 km"
    )
    assert told(found) == [
        "Mon 23 Nov: AM 8 km",
        "Tue 24 Nov: AM 6 x 400",
        "Tue 24 Nov: PM 4 km",
        "Sun 29 Nov: AM 20 km",
        "Mon 30 Nov: AM 9 km",
    ]


def test_stacked_weeks_with_a_row_for_each_squad():
    week = "\tMon\tSun\nMilers\t8 km\t10 km\nMarathon\t12 km\t30 km\n\n"
    found = laid_out(f"Week 1: base\n{week}Week 2: hills\n{week}")
    assert [line for line in told(found) if "Mon" in line.split(":")[0]] == [
        "Milers, Mon 23 Nov: 8 km",
        "Milers, Mon 30 Nov: 8 km",
        "Marathon, Mon 23 Nov: 12 km",
        "Marathon, Mon 30 Nov: 12 km",
    ]
    assert notes(found) == [
        ("Milers", 0, "Week 1: base"),
        ("Marathon", 0, "Week 1: base"),
        ("Milers", 1, "Week 2: hills"),
        ("Marathon", 1, "Week 2: hills"),
    ]


def test_squads_side_by_side_each_with_its_weeks():
    found = laid_out(
        "Milers\t\t\tMarathon\t\nMon\tSun\t\tMon\tSun\n8 km\t10 km\t\t12 km\t30 km\n9 km\t11 km\t\t13 km\t31 km"
    )
    assert told(found)[::2] == [
        "Milers, Mon 23 Nov: 8 km",
        "Milers, Mon 30 Nov: 9 km",
        "Marathon, Mon 23 Nov: 12 km",
        "Marathon, Mon 30 Nov: 13 km",
    ]


def test_weeks_side_by_side():
    found = laid_out("Week 1\t\t\tWeek 2\t\nMon\tSun\t\tMon\tSun\n8 km\t10 km\t\t12 km\t30 km")
    assert told(found) == ["Mon 23 Nov: 8 km", "Sun 29 Nov: 10 km", "Mon 30 Nov: 12 km", "Sun 6 Dec: 30 km"]


def test_a_column_that_names_the_squad():
    found = laid_out("Squad\tWeek\tMon\tTue\nMilers\t1\t8 km\nMilers\t2\t9 km\nMarathon\t1\t12 km\nMarathon\t2\t13 km")
    assert (
        told(found)
        == [
            "Milers, Mon 23 Nov: 8 km",
            "Milers, Mon 30 Nov: 9 km",
            "Marathon, Mon 23 Nov: 12 km",
            "Marathon, Mon 30 Nov: 13 km",
        ]
        or len(found.headers) < 2
    )


def test_sections_of_squads_begin_anew():
    section = "Week\tMon\tTue\n1\t8 km\n2\t9 km\n\n"
    found = laid_out(f"Milers\n{section}Marathon squad\n{section}")
    assert told(found)[::2] == ["Milers, Mon 23 Nov: 8 km", "Marathon squad, Mon 23 Nov: 8 km"]


def test_sheets_are_squads_and_sheets_of_months_go_on():
    rows = (("Mon", "Tue"), ("8 km", ""), ("9 km", ""))
    found = laid_out((Sheet("Milers", rows), Sheet("Marathon squad", rows)))
    assert found.squads == ("Milers", "Marathon squad")
    assert told(found)[0::2] == ["Milers, Mon 23 Nov: 8 km", "Marathon squad, Mon 23 Nov: 8 km"]
    found = laid_out((Sheet("November", rows), Sheet("December", rows)))
    assert found.squads == ("",)
    assert told(found)[2:] == ["Mon 7 Dec: 8 km", "Mon 14 Dec: 9 km"]


def test_russian():
    found = laid_out("Неделя 1 (23.11-29.11)\nПн\tВт\tСр\n8 км легко\t6 х 200 м\tотдых\n\nНеделя 2\nПн\tВт\tСр\n9 км")
    assert told(found) == [
        "Mon 23 Nov: 8 км легко",
        "Tue 24 Nov: 6 х 200 м",
        "Wed 25 Nov: отдых",
        "Mon 30 Nov: 9 км",
    ]


def test_month_first_where_the_weekdays_say_so():
    found = laid_out("Mon 11/2\tTue 11/3\tSun 11/8\n8 km\t6 x 400\t20 km")
    assert (found.layout.order, found.asks_order) == ("mdy", True)
    assert told(found)[0] == "Mon 2 Nov: 8 km"


def test_a_week_that_starts_on_sunday():
    found = laid_out("Sun\tMon\tSat\n20 km\t8 km\tRest\n21 km\t9 km\tRest")
    assert told(found)[:4] == ["Sun 22 Nov: 20 km", "Mon 23 Nov: 8 km", "Sat 28 Nov: Rest", "Sun 29 Nov: 21 km"]


def test_single_letters():
    found = laid_out("M\tT\tW\tT\tF\tS\tS\n8 km\t\t\t6 x 400\t\t\t20 km")
    assert told(found) == ["Mon 23 Nov: 8 km", "Thu 26 Nov: 6 x 400", "Sun 29 Nov: 20 km"]


def test_a_week_by_its_number_and_by_its_date():
    found = laid_out("Week\tDate\tMon\tTue\n1\t11/1/2027\t8 km\n2\t18/1/2027\t9 km")
    assert told(found) == ["Mon 11 Jan: 8 km", "Mon 18 Jan: 9 km"]
    found = laid_out("Date\tWeek\tMon\tTue\n11/1/2027\t1\t8 km\n25/1/2027\t2\t9 km")
    assert told(found) == ["Mon 11 Jan: 8 km", "Mon 25 Jan: 9 km"]


def test_weeks_that_are_counted_down():
    found = laid_out("Week\tMon\tTue\n12\t8 km\n11\t9 km\n10\t10 km")
    assert told(found) == ["Mon 23 Nov: 8 km", "Mon 30 Nov: 9 km", "Mon 7 Dec: 10 km"]


def test_sums_and_remarks_beside_the_sessions_of_a_day():
    found = laid_out("Day\tSession\tDistance\tNotes\nMon\t8 km easy\t8\tnew shoes\nTue\t6 x 400\t6\t")
    assert told(found) == ["Mon 23 Nov: 8 km easy", "Tue 24 Nov: 6 x 400"]
    assert found.squads == ("",)
    assert left(found) == {"C2": "total", "D2": "title", "C3": "total"}


def test_a_calendar_of_a_month():
    found = laid_out(
        "Mon\tTue\tWed\tThu\n\t1\t2\t3\n\t8 km\t6 x 400\tRest\n\tstrength\n"
        "7\t8\t9\t10\n9 km\t\t5 km\n28\t29\t30\t1\n3 km"
    )
    assert told(found) == [
        "Tue 24 Nov: 8 km",
        "Tue 24 Nov: strength",
        "Wed 25 Nov: 6 x 400",
        "Thu 26 Nov: Rest",
        "Mon 30 Nov: 9 km",
        "Wed 2 Dec: 5 km",
        "Mon 7 Dec: 3 km",
    ]


def test_a_column_for_the_morning_and_one_for_the_evening_of_a_day():
    rows = (("Mon", "", "Tue", ""), ("AM", "PM", "AM", "PM"), ("8 km", "5 km", "9 km", ""), ("6 km", "", "", "4 km"))
    found = laid_out((Sheet("", rows, {(0, 0): (1, 2), (0, 2): (1, 2)}),))
    assert told(found) == [
        "Mon 23 Nov: AM 8 km",
        "Mon 23 Nov: PM 5 km",
        "Tue 24 Nov: AM 9 km",
        "Mon 30 Nov: AM 6 km",
        "Tue 1 Dec: PM 4 km",
    ]


def test_days_with_their_number_in_the_month():
    assert told(laid_out("Mon 23\tTue 24th\n8 km\t9 km")) == ["Mon 23 Nov: 8 km", "Tue 24 Nov: 9 km"]


def test_phases_are_notes():
    found = laid_out("Phase\tMon\tTue\nBase\t8 km\t6 x 400\nBase\t8 km\nBuild\t9 km\nBuild\t9 km\nTaper\t3 km")
    assert [text for _squad, _week, text in notes(found)] == ["Base", "Base", "Build", "Build", "Taper"]
    assert found.squads == ("",)


def test_remarks_under_a_week_and_titles_over_the_plan():
    week = "Week {0}\n\tMon\tTue\n\t8 km\t6 x 400\nSleep well {0}\n\n"
    found = laid_out("Autumn plan\n\n" + week.format(1) + week.format(2))
    assert [line[-9:] for line in told(found)] == ["Nov: 8 km", ": 6 x 400"] * 2
    assert left(found) == {"A1": "title"}
    assert notes(found) == [("", 0, "Week 1"), ("", 0, "Sleep well 1"), ("", 1, "Week 2"), ("", 1, "Sleep well 2")]


def test_a_title_merged_over_the_days_is_none_of_their_sessions():
    sheet = Sheet("", (("Mon", "Tue", "Wed"), ("Easy week", "", ""), ("8 km", "6 km", "5 km")), {(1, 0): (1, 3)})
    found = laid_out((sheet,))
    assert told(found) == ["Mon 23 Nov: 8 km", "Tue 24 Nov: 6 km", "Wed 25 Nov: 5 km"]
    assert notes(found) == [("", 0, "Easy week")]


def test_what_cannot_be_a_session():
    rows = (("Mon", "Tue", "Wed", "Thu"), ("(formula)", "2026-04-03", "–", "#REF!"))
    found = laid_out((Sheet("", rows, {}, {(1, 0): "formula", (1, 3): "error"}),))
    assert left(found) == {"A2": "formula", "B2": "date", "C2": "sign", "D2": "error"}


def test_the_coach_turns_it_and_skips():
    text = "Plan\tMo\tDi\nx\t8 km\t6 x 400\ny\t9 km\t7 x 400"
    found = laid_out(text, days="columns", skip_rows=frozenset({0}), skip_columns=frozenset({0}))
    assert told(found) == ["Mon 23 Nov: 8 km", "Tue 24 Nov: 6 x 400", "Mon 30 Nov: 9 km", "Tue 1 Dec: 7 x 400"]
    assert set(left(found).values()) == {"skipped"}
    turned = laid_out(text, days="rows", skip_rows=frozenset({0}), skip_columns=frozenset({0}))
    assert told(turned) == ["Mon 23 Nov: 8 km", "Tue 24 Nov: 9 km", "Mon 30 Nov: 6 x 400", "Tue 1 Dec: 7 x 400"]


@pytest.mark.parametrize("text", ["8-10", "5.5", "10", "4 x 400", "easy", "sun salutations", "31/31", "may be"])
def test_what_is_no_day(text):
    assert day_mark(text) is None


@pytest.mark.parametrize("text", ["Week off", "weekend", "8-10 km", "wk", "3 x 400", "walk 5"])
def test_what_names_no_week(text):
    mark = week_mark(text)
    assert mark is None or (mark.number is None and mark.date is None)


def test_names_of_squads():
    assert same_squad("The Milers", "Milers squad")
    assert not same_squad("Squad", "Group")


WORDS = (
    "||||Mon|Tue|Sun|Пн|23/11|24 Nov|Week 2|Week 3: hills|Milers|AM|PM|8 km|60|6 x 400|-|note to all|2026-11-23"
    "|w/c 30 Nov|1|99/99|Group B|M|T|W|T|F|S|S|Total|Notes|Squad|Week|Session|7|8|9|10|Mon 23"
)
CELLS = st.sampled_from(WORDS.split("|"))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.lists(st.lists(CELLS, max_size=9).map(tuple), min_size=1, max_size=9).map(tuple), min_size=1, max_size=2
    ),
    st.sampled_from(["columns", "rows"]),
    st.sampled_from(["weeks", "parts", "squads"]),
    st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.tuples(st.integers(1, 3), st.integers(1, 9))),
)
def test_every_cell_of_any_grid_is_accounted_for_once(grids, days, lines, merged):
    sheets = tuple(Sheet(f"Sheet{number}", grid, merged) for number, grid in enumerate(grids))
    laid_out(sheets)
    laid_out(sheets, days=days, lines=lines, skip_rows=frozenset({1}))
