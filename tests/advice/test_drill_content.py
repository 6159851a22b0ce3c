"""The instructions of the drills that come with Uphill: each is whole, its own, and clear without a picture."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from advice.content_files import content_files, read_files

DRILLS = [drill for file in read_files(content_files()) for drill in file.drills]
# The fewest and the most entries of each part, as one sheet of paper can hold them.
PARTS = {"set_up": (2, 4), "doing": (3, 6), "faults": (3, 4), "stop_if": (2, 4)}
PROMISES = re.compile(r"proven|guarant|prevent|injury[- ]free|harmless|\bcures?\b|always safe", re.IGNORECASE)
PROFESSIONALS = re.compile(r"\b(doctor|physiotherapist|medical help)\b")

each_drill = pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill["code"])


def entries(drill):
    return [entry for part in PARTS for entry in drill[part]]


def test_there_are_57():
    assert len(DRILLS) == 57


@each_drill
def test_every_part_is_there_in_as_many_entries_as_a_sheet_holds(drill):
    for part, (fewest, most) in PARTS.items():
        assert fewest <= len(drill[part]) <= most, part


@each_drill
def test_an_entry_is_a_short_whole_sentence(drill):
    for entry in entries(drill):
        assert 25 <= len(entry) <= 170, entry
        assert entry == entry.strip()
        assert entry[0].isupper() or entry[0].isdigit(), entry
        assert entry.endswith("."), entry
        assert "  " not in entry
        assert "'" not in entry, "the apostrophe of print is ’"


@each_drill
def test_a_fault_says_what_goes_wrong_and_what_mends_it(drill):
    for fault in drill["faults"]:
        wrong, mend = fault.split(": ")
        assert wrong[0].isupper(), fault
        assert len(mend) > 10, fault


@each_drill
def test_somebody_to_see_is_named(drill):
    assert any(PROFESSIONALS.search(sign) for sign in drill["stop_if"])


@each_drill
def test_nothing_is_promised(drill):
    for entry in entries(drill):
        assert not PROMISES.search(entry), entry


@pytest.mark.parametrize("part", PARTS)
def test_no_two_drills_have_the_same_part(part):
    assert len({tuple(drill[part]) for drill in DRILLS}) == len(DRILLS)


def test_every_drill_has_a_stop_sign_and_steps_of_its_own():
    """Signs of danger may be shared; what this movement brings along is not, nor are its steps and faults."""
    seen = Counter(entry for drill in DRILLS for entry in entries(drill))
    for drill in DRILLS:
        assert any(seen[sign] == 1 for sign in drill["stop_if"]), drill["code"]
        assert sum(seen[step] == 1 for step in drill["doing"]) >= 3, drill["code"]
        assert all(seen[fault] == 1 for fault in drill["faults"]), drill["code"]


@each_drill
def test_running_uphill_pulling_and_anything_long_names_the_chest(drill):
    longest_s = drill["dose"].get("time_s", [0, 0])[1]
    if drill["category"] in ("uphill_running", "resisted_sprint") or longest_s >= 600:
        assert any("chest" in sign.casefold() for sign in drill["stop_if"])
