from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from plans.management.commands.read import _in_words
from workouts.reading import Reading
from workouts.workout import Range, Step, Workout


def printed(*arguments, stdin=None, monkeypatch=None):
    out = io.StringIO()
    if stdin is not None:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    call_command("read", *arguments, stdout=out)
    return out.getvalue()


def test_it_works():
    data = json.loads(printed("8 km easy with 1 kg ankle weights on each leg, bouncy", "--json"))

    (step,) = data["steps"]
    assert data["unread"] == ["bouncy"]
    assert data["total"] == {"distance_m": [8000, 8000], "duration_s": None}
    assert {key: step[key] for key in ("activity", "role", "reps", "distance_m", "duration_s", "effort", "uphill")} == {
        "activity": "run",
        "role": "main",
        "reps": [1, 1],
        "distance_m": [8000, 8000],
        "duration_s": None,
        "effort": "easy",
        "uphill": False,
    }
    assert (step["load"]["implement"], step["load"]["kg"], step["load"]["percent_body_mass"]) == (
        "ankle_weights",
        [2, 2],
        None,
    )
    assert (step["grade_percent"], step["recovery"]) == (None, None)


def test_a_repeat_in_json():
    (repeat,) = json.loads(printed("2 x (3 x 200 m w/ 100 jog) 3' rest b/t sets", "--json"))["steps"]

    assert repeat["reps"] == [2, 2]
    assert repeat["recovery"] == {"activity": "rest", "distance_m": None, "duration_s": [180, 180], "effort": None}
    assert repeat["steps"][0]["recovery"] == {
        "activity": "run",
        "distance_m": [100, 100],
        "duration_s": None,
        "effort": None,
    }


def test_text_of_a_workout_builder_in_json():
    data = json.loads(printed("Warmup\n- 10m Z2\n\n3x\n- 400mtr 5k pace\n- 90s Z1 85rpm", "--json", "--bare-m=miles"))

    warm_up, rounds = data["steps"]
    assert (warm_up["role"], warm_up["duration_s"], warm_up["effort"]) == ("warm_up", [600, 600], "easy")
    assert (rounds["reps"], [step["distance_m"] for step in rounds["steps"]]) == ([3, 3], [[400, 400], None])
    assert (data["unread"], len(data["sessions"])) == (["85rpm"], 1)


def test_lines_of_standard_input_come_out_in_order(monkeypatch):
    lines = printed("-", "--json", stdin="5 km\n\nбег 3 км\n<b>", monkeypatch=monkeypatch).splitlines()

    read = [json.loads(line) for line in lines]
    assert [item["text"] for item in read] == ["5 km", "", "бег 3 км", "<b>"]
    assert [len(item["steps"]) for item in read] == [1, 0, 1, 0]


def test_a_bare_m_can_be_set():
    assert json.loads(printed("6m", "--json", "--bare-m=minutes"))["total"]["duration_s"] == [360, 360]
    assert json.loads(printed("6m", "--json"))["unread"] == ["6m"]
    with pytest.raises(CommandError):
        printed("6m", "--bare-m=furlongs")


def test_for_people():
    out = printed("2 x (8-10 x 200 m hard) then 7m")

    assert "reps 8–10; distance_m 200; effort threshold–mile" in out
    assert "not read: 7m" in out
    assert "Is m miles, minutes or metres?" in out


def test_what_may_be_done_instead_stands_below():
    step = Step(distance_m=Range.exactly(8000), alternatives=((Step("cross", duration_s=Range.exactly(2700)),),))

    lines = list(_in_words(Reading("8 km or 45 min bike", Workout((step,)))))

    assert lines[1:] == [
        "  activity run; reps 1; distance_m 8000",
        "  or",
        "    activity cross; reps 1; duration_s 2700",
    ]
