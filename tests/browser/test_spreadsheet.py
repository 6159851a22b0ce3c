"""A coach's spreadsheet brought into Uphill through the browser: twelve weeks, merged titles, notes and two squads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill

from plans.models import Session, Week, monday_of
from tests.browser.conftest import DESK, PHONE

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FOCUS = ("base", "base", "base", "easy", "hills", "hills", "hills", "easy", "track", "track", "sharpen", "race")
IMPORT = "/c/ridgeway/import/"


def milers(week):
    """A week of the first squad, as its coach would write it."""
    return (
        "Rest",
        f"2 mi warm up, {4 + week // 2} x 600 @ 5k w/ 90s jog, 1 mi down",
        "45 min easy",
        f"20' tempo + {4 + week % 3} x 20s strides" if week % 4 else "30-35 min easy",
        "Rest or swim",
        f"{6 + week % 4} x 200m hill hard, jog down"
        if week in range(5, 9)
        else "AM 6 km easy PM 8 x 100 m fast, walk back",
        f"{12 + week} km long, easy",
    )


def marathon(week):
    """A week of the second squad."""
    return (
        "6 km recovery\nfoam roll after",
        f"{3 + week // 4} x 2 km @ HM pace, 3 min jog",
        "12 km easy",
        "10 km steady" if week % 3 else "–",
        "Off",
        "8 km easy with a 3 kg vest" if week == 2 else "8 km easy",
        f"{22 + week} km, last {4 + week // 3} km @ MP",
    )


def coachs_workbook():
    """What many clubs have: a block for each week with a merged title, a row for each squad, sums and remarks."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Autumn"
    bold, tint = Font(bold=True), PatternFill("solid", fgColor="DDEBE4")
    sheet.append(["Ridgeway autumn plan (draft!)"])
    sheet.merge_cells("A1:J1")
    sheet.append([])
    for week in range(1, 13):
        sheet.append([f"Week {week}: {FOCUS[week - 1]}"])
        row = sheet.max_row
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=10)
        sheet.cell(row, 1).font, sheet.cell(row, 1).fill = bold, tint
        sheet.append(["", *DAYS, "Total", "Notes"])
        sheet.append(["Milers", *milers(week), f"=SUM(A{row}:B{row})", "Bring spikes" if week == 9 else None])
        sheet.append(["Marathoners", *marathon(week), 60 + week, None])
        if week == 4:
            sheet.append(["No track this week, it is being cleaned"])
        sheet.append([])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    paces = book.create_sheet("Paces")
    paces.append(["5k", "3:45"])
    paces.sheet_state = "hidden"
    return book


@pytest.fixture
def sheet_file(tmp_path) -> Path:
    path = tmp_path / "autumn.xlsx"
    coachs_workbook().save(path)
    return path


@pytest.fixture
def two_squads(club):
    return club.ridgeway.squads.create(name="Milers"), club.ridgeway.squads.create(name="Marathon squad")


def bring(page, path):
    page.goto("/c/ridgeway/squads/?all")
    page.get_by_role("link", name="Import weeks").click()
    page.get_by_label("Or a file").set_input_files(path)
    page.get_by_role("button", name="Show what was read").click()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_twelve_weeks_of_two_squads(open_page, club, two_squads, sheet_file, scripted):
    first, second = two_squads
    monday = monday_of(club.ridgeway.today())
    begins = monday + dt.timedelta(weeks=1)
    page = open_page("Mira", java_script_enabled=scripted)
    bring(page, sheet_file)

    page.get_by_text("hidden sheets were left out: Paces").wait_for()
    assert page.get_by_label("“Milers” is").input_value() == str(first.pk)
    page.get_by_text("sessions wait for a squad").first.wait_for()
    page.get_by_label("“Marathoners” is").select_option("Marathon squad")
    page.get_by_label("First day").fill(begins.isoformat())
    page.get_by_role("button", name="Read again").click()

    # Seven sessions a week, two of them in one cell in the weeks without hills; the fourth day of every third is empty.
    expected = 12 * 7 + 8 + 12 * 7 - 4
    page.get_by_role("heading", name=f"{expected} sessions in 12 weeks for 2 squads").wait_for()
    assert page.get_by_label("First day").input_value() == begins.isoformat()
    page.get_by_text("24 weeks get a note").wait_for()
    assert Session.objects.count() == Week.objects.count() == 0
    page.get_by_role("button", name=f"Add {expected} sessions").first.click()

    page.get_by_text(f"{expected} sessions added.").wait_for()
    assert page.url.endswith(f"/squads/{first.pk}/{begins}/")
    page.get_by_text("2 mi warm up, 4 x 600 @ 5k").first.wait_for()
    page.get_by_text("PM 8 x 100").first.wait_for()
    page.get_by_text("Week 1: base").first.wait_for()
    assert Session.objects.count() == expected
    fourth = Week.objects.get(squad=second, monday=begins + dt.timedelta(weeks=3))
    assert fourth.note == "Week 4: easy\nNo track this week, it is being cleaned"
    assert not Week.objects.published().exists()
    loaded = Session.objects.get(loaded_run=True)
    assert (loaded.week.monday, loaded.day, loaded.week.squad) == (begins + dt.timedelta(weeks=1), 5, second)


def test_a_week_is_pasted_from_the_board_and_downloaded_again(open_page, club, two_squads, tmp_path):
    monday = monday_of(club.ridgeway.today())
    page = open_page("Mira")
    page.goto(f"/c/ridgeway/squads/{two_squads[0].pk}/{monday}/")
    page.locator("#spreadsheet").click()
    page.get_by_role("link", name="Import weeks").click()
    assert page.get_by_label("Squad").input_value() == str(two_squads[0].pk)
    page.get_by_label("Paste cells").fill("Tue\tThu\n8 km easy\t=2+2 fast, bouncy")
    page.get_by_role("button", name="Show what was read").click()
    assert page.locator("mark.unread").first.is_visible()
    page.get_by_role("button", name="Add 2 sessions").first.click()
    page.get_by_text("2 sessions added.").wait_for()
    page.locator("#spreadsheet").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export this week, XLSX").click()
    download.value.save_as(tmp_path / "week.xlsx")
    sheet = load_workbook(tmp_path / "week.xlsx").active
    assert (sheet["C2"].value, sheet["E2"].value) == ("8 km easy", "=2+2 fast, bouncy")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(open_page, club, two_squads, sheet_file, viewport, scheme):
    page = open_page("Mira", viewport=viewport, color_scheme=scheme)

    def board():
        page.goto(f"/c/ridgeway/squads/{two_squads[0].pk}/{monday_of(club.ridgeway.today())}/")
        page.locator("#spreadsheet").click()

    def preview():
        bring(page, sheet_file)
        for summary in page.locator("main details > summary").all():
            summary.click()

    def refused():
        page.get_by_label("First day").fill("")
        page.get_by_role("button", name="Read again").click()

    screens = {
        "board": board,
        "bring": lambda: page.goto(IMPORT),
        "preview": preview,
        "refused": refused,
        "export": lambda: page.goto(f"/c/ridgeway/squads/{two_squads[0].pk}/export/"),
    }
    found = []
    for name, open_screen in screens.items():
        open_screen()
        page.wait_for_load_state()
        if (width := page.evaluate("document.documentElement.scrollWidth")) > viewport["width"]:
            found.append(f"{name}: {width} px wide")
        found += [
            f"{name}: {violation['id']} on {violation['nodes'][0]['html'][:120]}"
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
    assert found == []
