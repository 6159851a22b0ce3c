"""Readings are judged as a person would: what says the same counts as the same, and no mistake hides behind that."""

from __future__ import annotations

import json

import pytest

from benchmarks import reading_score
from benchmarks.reading_score import compare, failing, main, measures, table_by_source
from benchmarks.session_tree import told, tree
from workouts.reading import read

KM = {"distance_m": 1000}
FAST_KM = {"distance_m": 1000, "effort": "10k"}
JOG = {"activity": "run", "distance_m": 400}
STAND = {"activity": "rest", "duration_s": 90}
EASY_400 = {"distance_m": 400, "effort": "easy"}


def line(*steps, unread=(), text="…", **more):
    return {
        "id": 1,
        "source": "ours",
        "text": text,
        "bare_m": "ask",
        "steps": list(steps),
        "unread": list(unread),
    } | more


def judged(gold, found, unread=()):
    return compare(line(*gold), found, unread)


def rounds(times, *steps, **more):
    return {"reps": times, "steps": list(steps), **more}


SAME = {
    "left out or said": (
        [KM],
        [
            {
                "activity": "run",
                "role": "main",
                "reps": [1, 1],
                "distance_m": [1000, 1000],
                "recovery": None,
                "load": None,
            }
        ],
    ),
    "rounds that end with an easy ride": (
        [
            rounds(
                4,
                {"activity": "cross", "exercise": "bike", "duration_s": 240},
                {"activity": "cross", "exercise": "bike", "effort": "easy", "duration_s": 120},
            )
        ],
        [
            {
                "activity": "cross",
                "exercise": "bike",
                "duration_s": 240,
                "reps": 4,
                "recovery": {"activity": "run", "duration_s": 120},
            }
        ],
    ),
    "a distance and its time": (
        [{"distance_m": 5000, "duration_s": 1500}],
        [{"distance_m": 5000, "target": {"measure": "time_s", "value": [1500, 1500]}}],
    ),
    "rounding of a mile": ([{"distance_m": 1609.344}], [{"distance_m": 1610}]),
    "an open end": ([{"duration_s": [1800, None]}], [{"duration_s": [1800, None]}]),
    "rounds of one part": ([rounds(4, FAST_KM)], [FAST_KM | {"reps": [4, 4]}]),
    "rounds of one part with a recovery": ([rounds(4, KM, recovery=STAND)], [KM | {"reps": 4, "recovery": STAND}]),
    "rounds that hold the recovery": ([rounds(4, KM | {"recovery": STAND})], [KM | {"reps": 4, "recovery": STAND}]),
    "rounds that end easy": ([rounds(5, KM, EASY_400)], [KM | {"reps": 5, "recovery": JOG}]),
    "rounds that end with a rest": (
        [rounds(5, KM, {"activity": "rest", "duration_s": 90})],
        [KM | {"reps": 5, "recovery": STAND}],
    ),
    "rounds that end with a walk": (
        [rounds(6, {"duration_s": 60}, {"activity": "walk", "duration_s": 90})],
        [{"reps": 6, "duration_s": 60, "recovery": {"activity": "walk", "duration_s": 90}}],
    ),
    "sets that end with a rest": (
        [rounds(2, KM | {"reps": 3}, {"activity": "rest", "duration_s": 300})],
        [rounds(2, KM | {"reps": 3}, recovery={"activity": "rest", "duration_s": 300})],
    ),
    "a rest between two parts": (
        [FAST_KM, {"activity": "rest", "duration_s": 90}, KM],
        [FAST_KM | {"recovery": STAND}, KM],
    ),
    "a jog between two parts": ([FAST_KM, EASY_400, KM], [FAST_KM | {"recovery": JOG}, KM]),
    "a rest between two parts of a set": (
        [rounds(3, FAST_KM, {"activity": "rest", "duration_s": 90}, KM, recovery=STAND)],
        [rounds(3, FAST_KM | {"recovery": STAND}, KM | {"recovery": STAND})],
    ),
    "one round": ([rounds(1, FAST_KM, KM)], [FAST_KM, KM]),
    "a choice of parts": (
        [{"options": [[KM], [{"activity": "cross", "duration_s": 2700}]]}],
        [KM | {"alternatives": [[{"activity": "cross", "duration_s": 2700}]]}],
    ),
    "a choice of sequences": (
        [{"options": [[FAST_KM, KM], [EASY_400]]}],
        [{"reps": [1, 1], "steps": [FAST_KM, KM], "alternatives": [[EASY_400]]}],
    ),
    "a choice of rounds": (
        [{"options": [[rounds(3, FAST_KM, KM)], [EASY_400]]}],
        [rounds(3, FAST_KM, KM, alternatives=[[EASY_400]])],
    ),
    "a choice of three": (
        [{"options": [[KM], [EASY_400], [FAST_KM]]}],
        [KM | {"alternatives": [[EASY_400 | {"alternatives": [[FAST_KM]]}]]}],
    ),
    "a count that nobody can tell": ([{"reps": None, "distance_m": 200}], [{"distance_m": 200}]),
    "a recovery of which nobody says what is done in it": (
        [KM | {"reps": 4, "recovery": {"duration_s": 60}}],
        [KM | {"reps": 4, "recovery": {"activity": "walk", "duration_s": 60}}],
    ),
    "the effort of a float": (
        [KM | {"reps": 4, "recovery": JOG}],
        [KM | {"reps": 4, "recovery": JOG | {"effort": "marathon"}}],
    ),
    "a mass without a thing": ([{"load": {"kg": 20}}], [{"load": {"implement": "weights", "kg": [20, 20]}}]),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("gold", "found"), SAME.values(), ids=SAME)
def test_it_says_the_same(gold, found):
    one = judged(gold, found)

    assert one.exact, (told(one.gold), told(one.read))
    assert one.fate == "exact"


# gold, reading, what differs (the rest does not), what became of it while nothing was marked unread
DIFFERENT = {
    "an amount": ([KM], [{"distance_m": 1010}], {"structure"}, "wrong"),
    "an amount that the label leaves open": ([{"effort": "easy"}], [EASY_400], {"structure"}, "wrong"),
    "one end of a range": ([{"distance_m": [8000, 10000]}], [{"distance_m": [8000, 8000]}], {"structure"}, "wrong"),
    "metres for seconds": ([{"distance_m": 300}], [{"duration_s": 300}], {"structure"}, "wrong"),
    "a count": ([KM | {"reps": 6}], [KM | {"reps": 5}], {"structure"}, "wrong"),
    "a count that was not seen": ([KM | {"reps": 6}], [KM], {"structure"}, "wrong"),
    "a count that nobody can tell": (
        [{"reps": None, "distance_m": 200}],
        [{"reps": 2, "distance_m": 200}],
        {"structure"},
        "wrong",
    ),
    "sets run together": ([rounds(3, KM | {"reps": 2})], [KM | {"reps": 6}], {"structure"}, "wrong"),
    "the wrong part repeated": ([FAST_KM, KM | {"reps": 3}], [rounds(3, FAST_KM, KM)], {"structure"}, "wrong"),
    "rounds of two parts as two parts": (
        [rounds(3, FAST_KM, {"distance_m": 600})],
        [FAST_KM | {"reps": 3}, {"distance_m": 600}],
        {"structure"},
        "wrong",
    ),
    "a part twice": ([KM], [KM, KM], {"structure"}, "wrong"),
    "an alternative done as well": ([{"options": [[KM], [EASY_400]]}], [KM, EASY_400], {"structure"}, "wrong"),
    "a load": (
        [KM | {"load": {"implement": "vest", "kg": 5}}],
        [KM | {"load": {"implement": "vest", "kg": 10}}],
        {"load"},
        "wrong",
    ),
    "the thing of a load": (
        [KM | {"load": {"implement": "vest", "kg": 5}}],
        [KM | {"load": {"implement": "sled", "kg": 5}}],
        {"load"},
        "other",
    ),
    "a load out of nothing": ([KM], [KM | {"load": {"implement": "vest", "kg": 5}}], {"load"}, "wrong"),
    "kilograms for per cent": (
        [KM | {"load": {"implement": "sled", "percent_body_mass": 80}}],
        [KM | {"load": {"implement": "sled", "kg": 80}}],
        {"load"},
        "wrong",
    ),
    "a load on another part": (
        [KM | {"load": {"implement": "vest"}}, EASY_400],
        [KM, EASY_400 | {"load": {"implement": "vest"}}],
        {"load"},
        "other",
    ),
    "a load that was not seen": ([KM | {"load": {"implement": "vest", "kg": 5}}], [KM], {"load"}, "lost"),
    "a recovery": (
        [KM | {"reps": 4, "recovery": STAND}],
        [KM | {"reps": 4, "recovery": STAND | {"duration_s": 60}}],
        {"recovery"},
        "wrong",
    ),
    "a recovery out of nothing": ([KM | {"reps": 4}], [KM | {"reps": 4, "recovery": STAND}], {"recovery"}, "wrong"),
    "what is done in a recovery": (
        [KM | {"reps": 4, "recovery": JOG}],
        [KM | {"reps": 4, "recovery": JOG | {"activity": "rest"}}],
        {"recovery"},
        "other",
    ),
    "a rest after repetitions as one between them": (
        [KM | {"reps": 4}, {"activity": "rest", "duration_s": 90}, FAST_KM],
        [KM | {"reps": 4, "recovery": STAND}, FAST_KM],
        {"structure", "recovery"},
        "wrong",
    ),
    "a recovery that was not seen": ([KM | {"reps": 4, "recovery": STAND}], [KM | {"reps": 4}], {"recovery"}, "lost"),
    "a hard part as a recovery": (
        [rounds(4, KM, {"distance_m": 400, "effort": "steady"})],
        [KM | {"reps": 4, "recovery": JOG}],
        {"structure", "effort", "recovery"},
        "wrong",
    ),
    "a loaded walk as a recovery": (
        [rounds(4, KM, {"activity": "walk", "distance_m": 400, "load": {"implement": "vest"}})],
        [KM | {"reps": 4, "recovery": JOG | {"activity": "walk"}}],
        {"structure", "load", "recovery"},
        "wrong",
    ),
    "a part that was not seen": ([KM, {"activity": "drill"}], [KM], {"structure"}, "lost"),
    "an alternative that was not seen": ([{"options": [[KM], [EASY_400]]}], [KM], {"structure", "effort"}, "lost"),
    "an activity": ([{"activity": "walk", "duration_s": 900}], [{"duration_s": 900}], {"structure"}, "other"),
    "the order": ([FAST_KM, {"distance_m": 2000}], [{"distance_m": 2000}, FAST_KM], {"structure"}, "other"),
    "an effort": ([FAST_KM], [FAST_KM | {"effort": "5k"}], {"effort"}, "other"),
    "one end of an effort": ([{"effort": ["10k", "mile"]}], [{"effort": ["10k", "5k"]}], {"effort"}, "other"),
    "an effort out of nothing": ([KM], [FAST_KM], {"effort"}, "other"),
    "a slope": ([KM | {"uphill": True}], [KM], {"slope"}, "other"),
    "a grade": (
        [KM | {"uphill": True, "grade_percent": 6}],
        [KM | {"uphill": True, "grade_percent": 9}],
        {"slope"},
        "wrong",
    ),
}


@pytest.mark.parametrize(("gold", "found", "differs", "fate"), DIFFERENT.values(), ids=DIFFERENT)
def test_it_says_something_else(gold, found, differs, fate):
    one = judged(gold, found)

    assert {name for name, same in one.aspects.items() if not same} == differs
    assert not one.exact
    assert one.fate == fate


@pytest.mark.parametrize(("gold", "found", "differs", "fate"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_word_marked_unread_is_honest_but_makes_no_wrong_number_right(gold, found, differs, fate):
    one = judged(gold, found, unread=["word"])

    assert not one.exact
    assert one.fate == {"wrong": "wrong_seen"}.get(fate, "honest")


def test_a_target_is_judged_beside_the_rest_but_a_wrong_one_is_a_wrong_number():
    paced = KM | {"target": {"measure": "pace_s_per_km", "value": 300}}

    right, missing = judged([paced], [paced]), judged([paced], [KM])
    wrong, invented = judged([paced], [KM | {"target": paced["target"] | {"value": [250, 250]}}]), judged([KM], [paced])

    assert all(one.exact for one in (right, missing, wrong, invented))
    assert [one.aspects["target"] for one in (right, missing, wrong, invented)] == [True, False, False, False]
    assert [one.fate for one in (right, missing, wrong, invented)] == ["exact", "exact", "wrong", "wrong"]


def test_roles_and_names_of_exercises_are_compared_but_not_demanded():
    warm_up = {"role": "warm_up", "duration_s": 600}
    assert judged([warm_up], [warm_up]).aspects["role"]
    assert not judged([warm_up], [{"duration_s": 600}]).aspects["role"]
    assert judged([warm_up], [{"duration_s": 600}]).exact

    push = {"activity": "strength", "reps": 10}
    assert judged([push | {"exercise": "push-ups"}], [push | {"exercise": "pushup"}]).aspects["exercise"]
    assert not judged([push | {"exercise": "push-ups"}], [push | {"exercise": "squats"}]).aspects["exercise"]


def test_an_aspect_counts_only_where_a_line_has_it():
    assert judged([KM], [KM]).aspects == {"structure": True}


def test_where_the_structure_differs_the_same_things_in_the_same_order_count():
    one = judged(
        [FAST_KM | {"reps": 3, "recovery": JOG}, EASY_400], [FAST_KM | {"reps": 2, "recovery": JOG}, KM, EASY_400]
    )

    assert one.aspects == {"structure": False, "effort": True, "recovery": True}


def test_what_the_reader_leaves_open_is_no_contradiction():
    assert (
        judged([KM | {"reps": 4, "recovery": JOG}], [KM | {"reps": 4, "recovery": {"activity": "run"}}]).fate == "lost"
    )
    assert judged([{"reps": 4, "duration_s": 60}], [{"reps": 4}]).fate == "lost"


def test_a_session_that_is_read_as_it_is_labelled():
    labelled = line(
        {"role": "warm_up", "distance_m": 2000},
        {"reps": 5, "distance_m": 800, "effort": "5k", "recovery": {"activity": "run", "distance_m": 200}},
        text="2 km warm up, 5 x 800 m @ 5k w/ 200 m jog",
    )

    one = reading_score.score(labelled, read)

    assert one.fate == "exact"
    assert set(one.aspects) == {"structure", "effort", "recovery", "role"}


def test_the_measures_of_several_lines():
    scores = [
        judged([KM], [KM]),
        judged([KM], [EASY_400]),
        judged([KM], [EASY_400], ["word"]),
        judged([KM], [], ["1", "km"]),
        judged([KM], []),
        compare(line(FAST_KM, unread=["somewhere"]), [KM], ()),
    ]

    found = measures(scores)

    assert found["exact"] == (1, 6)
    assert found["structure"] == (2, 6)
    assert found["effort"] == (0, 3)
    assert found["wrong"] == (1, 6)
    assert found["wrong_seen"] == (1, 6)
    assert found["lost"] == (1, 6)
    assert found["honest"] == (2, 5)
    assert found["kept"] == (0, 1)
    assert found["load"] == (0, 0)
    assert next(row for row in table_by_source(scores) if "ours" in row).split()[:3] == ["ours", "6", "16.7%"]


def test_bounds():
    found = {"exact": (8, 10), "wrong": (1, 10), "load": (0, 0)}

    assert failing(found, "exact=0.8,wrong=0.1,load=0.95") == []
    assert failing(found, "exact=0.85, wrong=0.03") == ["exact is 0.800, not 0.85", "wrong is 0.100, not 0.03"]
    with pytest.raises(SystemExit, match="write one of exact, wrong, load"):
        failing(found, "excat=1")


def test_the_command(tmp_path, capsys):
    gold = tmp_path / "gold.jsonl"
    labelled = [line({"distance_m": 9000, "effort": "easy"}, text="9 km easy"), line(KM, text="2 km", id=2)]
    gold.write_text("\n".join(map(json.dumps, labelled)) + "\n")

    assert main([str(gold), "--show", "5", "--by-source"]) == 0
    shown = capsys.readouterr().out
    assert "9 km easy" not in shown
    assert "2 ours (m: ask): 2 km\n    WRONG; differs in structure\n    label   1000 m run" in shown
    assert "  exact   50.0%     1 of 2" in shown

    assert main([str(gold), "--only", "1"]) == 0
    assert "9 km easy\n    EXACT; differs in nothing" in capsys.readouterr().out

    assert main([str(gold), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["measures"]["exact"] == [1, 2]

    assert main([str(gold), "--at-least", "exact=0.85"]) == 1
    assert capsys.readouterr().err == "exact is 0.500, not 0.85\n"


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"steps": []}', json.dumps(line({"effort": "brisk"})), json.dumps(line({"distance_m": "far"}))]
)
def test_a_line_that_is_no_label_is_named(bad, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(line(KM)) + "\n" + bad + "\n")

    with pytest.raises(SystemExit, match="line 2 is no labelled line"):
        main([str(gold)])


def test_a_tree_in_words():
    steps = [
        rounds(2, KM | {"reps": [3, 4], "recovery": STAND}, {"load": {"implement": "sled", "kg": 20}}, recovery=JOG),
        {"options": [[EASY_400 | {"uphill": True, "grade_percent": 6}], []]},
    ]

    assert told(tree(steps)) == (
        "2 x [3-4 x 1000 m run (between: 90 s rest) + run with sled 20 kg] (between: 400 m run)"
        " + [400 m run easy uphill 6 %] OR [nothing]"
    )
