"""Two versions of a guideline beside each other, in words."""

from __future__ import annotations

import pytest

from advice.comparing import differences, side_by_side

BASE = {
    "code": "nadia-vests",
    "source": "nadia",
    "stance": "against",
    "exception": False,
    "reason": "Vests bounce.",
    "instead": "",
    "grade": "expert_opinion",
    "reference": "A talk.",
    "editorial_note": "",
    "status": "draft",
    "review_on": "",
    "conditions": [
        {"fact": "implement", "operator": "is_any_of", "value": ["vest"], "editorial": False, "unless": False},
        {"fact": "rep_distance_m", "operator": "more_than", "value": 100, "editorial": True, "unless": False},
        {"fact": "goal", "operator": "is_any_of", "value": ["ultra_trail"], "editorial": False, "unless": True},
    ],
    "examples": [
        {"text": "8 km easy with a 5 kg vest", "athlete": {}, "expected": "applies"},
        {"text": "8 km easy with a 5 kg vest", "athlete": {"goal": "ultra_trail"}, "expected": "does_not"},
    ],
    "drills": ["uh01", "uh02"],
    "packs": ["founding"],
}


def condition(place, **change):
    rows = [dict(row) for row in BASE["conditions"]]
    rows[place] |= change
    return {"conditions": rows}


def example(place, **change):
    rows = [dict(row) for row in BASE["examples"]]
    rows[place] |= change
    return {"examples": rows}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        (
            condition(1, value=150),
            [("Length of a repetition", "more than 100 m (our own value)", "more than 150 m (our own value)")],
        ),
        (
            condition(1, value=1000, editorial=False),
            [("Length of a repetition", "more than 100 m (our own value)", "more than 1 km")],
        ),
        (condition(0, operator="is_none_of"), [("What adds the load", "weight vest", "not weight vest")]),
        (condition(2, value=["ultra_trail", "ultra_road"]), None),
        (
            condition(2, unless=False),
            [("Goal", "", "ultra-trail"), ("Unless: Goal", "ultra-trail", "")],
        ),
        ({"conditions": BASE["conditions"][:2]}, [("Unless: Goal", "ultra-trail", "")]),
        (
            {"conditions": [BASE["conditions"][1], BASE["conditions"][0], BASE["conditions"][2]]},
            [
                (
                    "Order of the conditions",
                    "What adds the load, Length of a repetition and Goal",
                    "Length of a repetition, What adds the load and Goal",
                )
            ],
        ),
        (
            example(1, expected="undecided"),
            [
                (
                    "Example 2",
                    "“8 km easy with a 5 kg vest” with Goal: ultra-trail: does not apply",
                    "“8 km easy with a 5 kg vest” with Goal: ultra-trail: undecided",
                )
            ],
        ),
        (
            {"examples": BASE["examples"][1:]},
            [("Example 1", "“8 km easy with a 5 kg vest”: applies", "")],
        ),
        ({"status": "published"}, [("Status", "draft", "in use")]),
        ({"stance": "conditional"}, [("Stance", "against", "with care")]),
        ({"exception": True}, [("Exception", "", "yes")]),
        ({"source": "gone"}, [("Source", "Nadia Example", "gone")]),
        ({"drills": ["uh02"]}, [("Drills", "uh01 and Hills", "Hills")]),
        ({"packs": []}, [("Packs", "founding", "")]),
        ({"review_on": "2027-01-31"}, [("Review on", "", "2027-01-31")]),
    ],
)
def test_what_was_changed_in_words(change, told):
    names = {"source": {"nadia": "Nadia Example"}, "drills": {"uh02": "Hills"}, "status": {"published": "in use"}}

    found = [tuple(row) for row in differences(BASE, {**BASE, **change}, names)]

    if told is None:
        assert [label for label, *_ in found] == ["Unless: Goal"]
    else:
        assert found == told


def test_going_back_tells_the_same_the_other_way_round():
    new = {**BASE, **condition(1, value=150), "reason": "They bounce, and they chafe."}

    there = [(row.label, row.old, row.new) for row in differences(BASE, new)]
    back = [(row.label, row.new, row.old) for row in differences(new, BASE)]

    assert there == back
    assert len(there) == 2


def test_both_sides_hold_what_is_the_same_too():
    rows = side_by_side(BASE, {**BASE, **condition(1, value=150)})

    assert {row.kind for row in rows} == {"same", "changed"}
    assert [row.label for row in rows if row.kind == "same"][:3] == ["Status", "Code", "Source"]
    assert "Instead" not in {row.label for row in rows}


@pytest.mark.parametrize(
    ("old", "new", "kind"), [("", "a", "added"), ("a", "", "removed"), ("a", "b", "changed"), ("a", "a", "same")]
)
def test_what_became_of_a_text(old, new, kind):
    (row,) = (row for row in side_by_side({**BASE, "reason": old}, {**BASE, "reason": new}) if row.label == "Reason")

    assert row.kind == kind


def test_what_an_older_uphill_knew_is_shown_as_it_was():
    old = {**BASE, **condition(0, fact="mood", operator="is", value="good"), **example(1, athlete={"mood": "good"})}

    found = {(row.label, row.old, row.new) for row in differences(old, BASE)}

    assert ("mood", "is good", "") in found
    assert any("mood: good" in before for _, before, _ in found)
