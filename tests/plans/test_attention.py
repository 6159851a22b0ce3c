"""Who needs attention first, and why: no screen and no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from clubs.race_calendar import RaceAhead
from plans.attention import KINDS, Flag, Heavy, Known, Pain, Unrun, needs_attention, reasons, urgency

TUESDAY = dt.date(2026, 11, 24)
WELL = Known(today=TUESDAY, asked=5)
FLAG = Flag("avoid", TUESDAY, "8 km easy with 1 kg ankle weights", 7)


def days(number):
    return TUESDAY + dt.timedelta(days=number)


def race_on(date):
    return RaceAhead(1, "City 10 km", date, "10 km", "A", None, None)


# What asks for attention, each alone.
ALONE = {
    "help_now": {"heavy": [Heavy(TUESDAY, "now", "Medical help now.")]},
    "help_this_week": {"heavy": [Heavy(TUESDAY, "this_week", "Medical help this week.")]},
    "see_doctor": {"heavy": [Heavy(TUESDAY, "see_doctor", "See a doctor.")]},
    "heavy_legs": {"heavy_legs_since": days(-2)},
    "pain": {"pains": [Pain(TUESDAY, 4)]},
    "stop": {"flags": [replace(FLAG, verdict="stop")]},
    "avoid": {"flags": [FLAG]},
    "missed": {"missed": [Unrun(days(-3), "8 km easy"), Unrun(days(-1), "")]},
    "felt_heavy": {"heavy": [Heavy(TUESDAY, told="Easy until they are better.")], "is_heavy_last": True},
    "no_plan": {"has_plan_next_week": False},
    "race_soon": {"next_race": race_on(days(14))},
    "said_nothing": {"silent": [Unrun(days(-2), "8 km easy")], "says_otherwise": True},
    "incomplete": {"missing": ["level"]},
    "noted": {"no_added_load": True},
}


def said(**known):
    return [reason.words for reason in reasons(replace(WELL, **known))]


def test_it_works():
    known = replace(WELL, heavy_legs_since=days(-4), flags=[FLAG], next_race=race_on(days(5)), missing=["level", "age"])
    assert [(reason.kind, reason.words) for reason in reasons(known)] == [
        ("heavy_legs", "Heavy legs for 5 days"),
        ("avoid", "Tue 24 Nov"),
        ("race_soon", "Race in 5 days"),
        ("incomplete", "Unknown: level, age"),
    ]


def test_where_all_is_well_there_is_no_reason():
    assert reasons(WELL) == []
    assert not needs_attention([])
    assert urgency([]) == len(KINDS)


def test_every_kind_has_a_case_and_stands_where_it_is_listed():
    assert list(ALONE) == list(KINDS)
    found = [reasons(replace(WELL, **known)) for known in ALONE.values()]
    assert [[reason.kind for reason in one] for one in found] == [[kind] for kind in KINDS]
    assert [urgency(one) for one in found] == list(range(len(KINDS)))


def test_the_most_urgent_reason_decides():
    both = reasons(replace(WELL, **ALONE["noted"], **ALONE["stop"]))
    assert urgency(both) == urgency(reasons(replace(WELL, **ALONE["stop"])))


def test_what_is_only_noted_asks_for_nothing():
    assert not needs_attention(reasons(replace(WELL, past_bone_stress_injury=True, no_added_load=True)))
    assert needs_attention(reasons(replace(WELL, no_added_load=True, missing=["level"])))


@pytest.mark.parametrize(("since", "words"), [(0, []), (-1, []), (-2, ["Heavy legs for 3 days"]), (1, [])])
def test_legs_are_heavy_from_the_third_day_on(since, words):
    assert said(heavy_legs_since=days(since)) == words


def test_of_several_flags_the_first_is_named_and_the_others_are_counted():
    flags = [replace(FLAG, date=days(3), session=9), FLAG, replace(FLAG, verdict="stop", date=days(1))]
    stop, avoid = reasons(replace(WELL, flags=flags))
    assert (stop.kind, stop.words, stop.more) == ("stop", "Wed 25 Nov", 0)
    assert (avoid.flag, avoid.words, avoid.more) == (FLAG, "Tue 24 Nov, and 1 more", 1)


def test_whoever_is_in_no_squad_gets_no_week():
    assert said(is_in_a_squad=False, has_plan_next_week=False) == ["In no squad, so no week reaches them"]
    assert said(has_plan_next_week=False) == ["Nothing planned for next week"]


@pytest.mark.parametrize(
    ("race", "words"),
    [
        (None, []),
        (race_on(None), []),
        (race_on(TUESDAY), ["Race today"]),
        (race_on(days(14)), ["Race in 2 weeks"]),
        (race_on(days(15)), []),
    ],
)
def test_a_race_is_near_for_a_fortnight(race, words):
    assert said(next_race=race) == words


def test_a_profile_without_anything_is_not_a_list_of_gaps():
    assert said(missing=["a", "b", "c", "d", "e"]) == ["Profile not filled in yet"]
    assert said(missing=["a"]) == ["Unknown: a"]


def test_what_is_noted():
    assert said(past_bone_stress_injury=True, no_added_load=True) == ["Past bone stress injury", "No added load"]


def test_missed_sessions_count_from_the_second_one_and_are_named_in_their_order():
    assert said(missed=[Unrun(days(-1), "8 km easy")]) == []
    assert said(missed=[Unrun(days(-1), "8 km easy"), Unrun(days(-3), "")]) == [
        "Missed 2 sessions in 7 days: Sat 21 Nov, Mon 23 Nov (8 km easy)"
    ]


def test_silence_counts_only_of_somebody_who_speaks():
    silent = [Unrun(days(-2), "8 km easy")]
    assert said(silent=silent) == []
    assert said(silent=silent, says_otherwise=True) == ["Said nothing of Sun 22 Nov (8 km easy)"]


@pytest.mark.parametrize(
    ("pains", "words"),
    [
        ([Pain(TUESDAY, 3, "Achilles")], []),
        ([Pain(TUESDAY, 4)], ["Pain 4 of 10 (Tue 24 Nov)"]),
        ([Pain(days(-2), 6, "knee"), Pain(TUESDAY, 5, "Achilles")], ["Pain 6 of 10, knee (Sun 22 Nov)"]),
        ([Pain(days(-2), 5, "knee"), Pain(days(-1), 5, "calf")], ["Pain 5 of 10, calf (Mon 23 Nov)"]),
    ],
)
def test_of_pain_the_worst_is_told(pains, words):
    assert said(pains=pains) == words


def test_of_warning_signs_the_most_urgent_stands_whatever_was_said_since():
    heavy = [Heavy(days(-5), "now", "Go now."), Heavy(days(-1), "see_doctor", "Go."), Heavy(TUESDAY, told="Easy.")]
    assert said(heavy=heavy) == ["Go now. (Thu 19 Nov)"]
    # What the newest log says is told beside it where it is something else.
    assert said(heavy=heavy, is_heavy_last=True) == ["Go now. (Thu 19 Nov)", "Easy. (Tue 24 Nov)"]


def test_legs_that_felt_heavy_are_told_once():
    last = Heavy(TUESDAY, told="Easy.", lasts=True)
    assert said(heavy=[last], is_heavy_last=True) == ["Easy. (Tue 24 Nov)"]
    assert [one.kind for one in reasons(replace(WELL, heavy=[last], is_heavy_last=True))] == ["heavy_legs"]
    assert said(heavy=[last], is_heavy_last=True, heavy_legs_since=days(-2)) == ["Heavy legs for 3 days: Easy."]
    assert said(heavy=[last]) == []
