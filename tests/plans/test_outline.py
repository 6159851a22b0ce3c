"""Outlines: what is stored is held to rules, and where a calendar puts them."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.outline import Outline, OutlineWeek

MONDAY = dt.date(2026, 11, 23)
WEEK = OutlineWeek(((1, "8 km easy"), (3, "rest"), (6, "10 km race")), "taper", "Sleep.")
LONG = OutlineWeek(((6, "16 km easy"),), "base")


def days(placement):
    return {date.isoformat(): texts for date, texts in placement.days if texts}


def test_it_works():
    outline = Outline((LONG, WEEK), race_day=6)
    assert Outline.from_json(outline.to_json(), 6) == outline
    assert outline.count == 4
    assert outline.blocks == [("base", 1), ("taper", 1)]


@pytest.mark.parametrize(
    "weeks",
    [
        None,
        [],
        [{}],
        [{"sessions": [], "block": "party", "note": ""}],
        [{"sessions": [[7, "8 km"]], "block": "", "note": ""}],
        [{"sessions": [[0, ""]], "block": "", "note": ""}],
        [{"sessions": [[0, "x" * 2001]], "block": "", "note": ""}],
        [{"sessions": [[0, "8 km"]] * 7, "block": "", "note": ""}],
        [{"sessions": [], "block": "", "note": "x" * 2001}],
        [{"sessions": [], "block": "", "note": ""}] * 61,
    ],
)
def test_what_is_no_outline_is_refused(weeks):
    with pytest.raises((ValueError, TypeError)):
        Outline.from_json(weeks)


class TestPlacing:
    def test_from_a_monday_on(self):
        placed = Outline((LONG, WEEK)).starting(MONDAY)
        assert days(placed) == {
            "2026-11-29": ("16 km easy",),
            "2026-12-01": ("8 km easy",),
            "2026-12-03": ("rest",),
            "2026-12-06": ("10 km race",),
        }

    def test_as_many_weeks_as_are_wanted(self):
        assert Outline((LONG, WEEK)).starting(MONDAY, 1).mondays == [MONDAY]

    def test_back_from_a_race_on_the_outlines_own_day(self):
        placed = Outline((LONG, WEEK), race_day=6).before(dt.date(2026, 12, 6), MONDAY)
        assert placed == Outline((LONG, WEEK), race_day=6).starting(MONDAY)

    def test_a_race_on_another_day_draws_its_week_along(self):
        placed = Outline((LONG, WEEK), race_day=6).before(dt.date(2026, 12, 5), MONDAY)
        assert days(placed) == {
            "2026-11-29": ("16 km easy",),
            "2026-11-30": ("8 km easy",),
            "2026-12-02": ("rest",),
            "2026-12-05": ("10 km race",),
        }

    def test_what_falls_out_of_the_races_week_is_told(self):
        placed = Outline((LONG, WEEK), race_day=6).before(dt.date(2026, 12, 2), MONDAY)
        assert placed.left_out == ((dt.date(2026, 11, 27), "8 km easy"), (dt.date(2026, 11, 29), "rest"))
        assert days(placed) == {"2026-11-29": ("16 km easy",), "2026-12-02": ("10 km race",)}

    def test_weeks_that_are_over_are_left_out_and_counted(self):
        placed = Outline((LONG, LONG, WEEK), race_day=6).before(dt.date(2026, 12, 6), MONDAY + dt.timedelta(days=2))
        assert placed.mondays == [MONDAY, dt.date(2026, 11, 30)]
        assert placed.weeks_past == 1

    def test_without_a_race_day_the_last_week_stays_as_it_is(self):
        placed = Outline((WEEK,)).before(dt.date(2026, 11, 25), MONDAY)
        assert placed == Outline((WEEK,)).starting(MONDAY)
