"""``manage.py advise``: the founding panel's answers, row by row, and what the command refuses."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from advice.models import Pack

pytestmark = pytest.mark.usefixtures("content", "db")

FIVE = {"babchin", "dyatlova", "sorokin", "khmeleva", "zadorozhnaya"}
SPRINTER = ["--level", "competitive", "--goal", "short_sprint"]
ULTRA = ["--level", "competitive", "--goal", "ultra_trail"]


def ask(text, *options):
    out = StringIO()
    call_command("advise", text, *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def stances(**by_stance):
    return {(source, stance) for stance, sources in by_stance.items() for source in sources}


@pytest.mark.parametrize(
    ("text", "options", "verdict", "split", "expected"),
    [
        ("8 km easy", [], "clear", False, set()),
        (
            "8 km easy with 1 kg ankle weights on each leg",
            ["--weeks-to-race", "8"],
            "avoid",
            False,
            stances(against=FIVE, conditional={"vasiliev"}),
        ),
        (
            "6 x 60 m all-out with a 5 kg vest",
            SPRINTER,
            "caution",
            True,
            stances(supports={"babchin"}, against={"sorokin"}, conditional={"vasiliev"}),
        ),
        (
            "6 x 60 m all-out with a parachute",
            SPRINTER,
            "clear",
            False,
            stances(supports={"babchin", "dyatlova"}),
        ),
        (
            "6 x 150 m all-out with a 5 kg vest",
            SPRINTER,
            "avoid",
            False,
            stances(against={"babchin", "sorokin"}, conditional={"vasiliev"}),
        ),
        (
            "25 km easy with a 4 kg backpack",
            [*ULTRA, "--weeks-to-race", "10"],
            "caution",
            True,
            stances(supports={"vasiliev"}, against={"babchin", "sorokin", "khmeleva"}),
        ),
        (
            "25 km easy with a 4 kg backpack",
            [*ULTRA, "--weeks-to-race", "10", "--strict"],
            "avoid",
            False,
            stances(supports={"vasiliev"}, against={"babchin", "sorokin", "khmeleva"}),
        ),
        (
            "25 km easy with a 4 kg backpack",
            [*ULTRA, "--loaded-runs-14", "2"],
            "avoid",
            False,
            stances(against={"babchin", "sorokin"}),
        ),
        (
            "40 min very easy with a 5 kg vest",
            ["--goal", "weight_loss"],
            "caution",
            True,
            stances(against={"babchin", "dyatlova", "sorokin"}, conditional={"vasiliev", "khmeleva"}),
        ),
        (
            "40 min steady with a 5 kg vest",
            ["--goal", "weight_loss"],
            "avoid",
            False,
            stances(against={"babchin", "dyatlova", "sorokin", "khmeleva"}, conditional={"vasiliev"}),
        ),
        ("3 x 10 lunges with 8 kg dumbbells", [], "clear", False, stances(supports={"dyatlova"})),
        (
            "3 x 10 lunges with 8 kg dumbbells",
            ["--strength-base", "none"],
            "caution",
            False,
            stances(conditional={"dyatlova"}),
        ),
        ("6 x 200 m uphill hard, jog down", [], "clear", False, stances(supports={"sorokin"})),
        ("4 x 30 s running in place with a band", [], "clear", False, stances(supports={"dyatlova"})),
        (
            "6 x 60 m with a 5 kg vest",
            SPRINTER,
            "avoid",
            False,
            stances(against={"sorokin"}, conditional={"vasiliev"}),
        ),
    ],
)
def test_expected_results(text, options, verdict, split, expected):
    answer = ask(text, *options)

    assert (answer["verdict"], answer["split"]) == (verdict, split)
    assert {(finding["source"], finding["stance"]) for finding in answer["findings"]} == expected
    assert answer["unread"] == []


def test_it_works():
    answer = ask("8 km easy with 1 kg ankle weights on each leg", "--weeks-to-race", "8")

    assert set(answer) >= {"verdict", "split", "findings", "undecided", "load_cost", "replacements"}
    finding = next(finding for finding in answer["findings"] if finding["guideline"] == "babchin-distance")
    assert finding["source"] == "babchin"
    assert finding["exception"] is False
    assert finding["step"] == 0
    assert "hundred metres" in finding["reason"]
    assert answer["load_cost"] == {
        "percent": 7.43,
        "percent_band": [6, 9],
        "equivalent_grade_percent": 1.33,
        "equivalent_grade_band_percent": [1, 1.6],
        "confidence": "medium",
        "same_effort": {
            "level_km_h": 10,
            "is_example": True,
            "hill_percent": 6,
            "hill_km_h": 7.85,
            "hill_km_h_band": [7.7, 8],
        },
    }
    assert answer["load_cost_not_predicted"] is None
    assert 1 <= len(answer["replacements"]) <= 3
    for replacement in answer["replacements"]:
        assert set(replacement) >= {"drill", "text", "mode", "because"}
        assert replacement["mode"] in ("instead", "alongside")
        assert replacement["because"]
        again = ask(replacement["text"], "--weeks-to-race", "8")
        assert (again["verdict"], again["unread"]) == ("clear", [])


def test_the_question_that_would_settle_it():
    answer = ask("6 x 60 m with a 5 kg vest", *SPRINTER)

    undecided = {one["guideline"]: one for one in answer["undecided"]}
    assert {one["source"] for one in undecided.values()} == {"babchin"}
    accelerations = undecided["babchin-accelerations"]
    assert (accelerations["asks"], accelerations["stance"]) == ("effort", "supports")
    assert accelerations["question"].endswith("?")
    assert {"answer": "all-out", "verdict": "caution"} in accelerations["would"]


def test_a_slow_loaded_run_for_weight_loss_is_an_exception():
    answer = ask("40 min very easy with a 5 kg vest", "--goal", "weight_loss")

    khmeleva = next(finding for finding in answer["findings"] if finding["source"] == "khmeleva")
    assert (khmeleva["guideline"], khmeleva["stance"], khmeleva["exception"]) == (
        *("khmeleva-slow", "conditional"),
        True,
    )


def test_heavy_legs():
    answer = ask("6 x 60 m all-out with a parachute", *SPRINTER, "--heavy-legs-days", "1")

    assert {("sorokin", "against")} < {(one["source"], one["stance"]) for one in answer["findings"]}


def test_balance_with_a_small_load():
    small = ask("3 x 30 s single-leg stand with a 2 kg medicine ball")
    large = ask("3 x 30 s single-leg stand with a 5 kg medicine ball")

    assert [finding["guideline"] for finding in small["findings"]] == ["dyatlova-balance"]
    assert large["findings"] == []


def test_a_pack_more():
    text = "8 km easy with a 3 kg vest"

    assert ask(text, "--no-added-load")["verdict"] == "avoid"
    answer = ask(text, "--no-added-load", "--pack", "founding", "--pack", "safety")
    assert answer["verdict"] == "stop"
    assert answer["findings"][0]["source"] == "athlete"


def test_replacements_fit_the_athlete_and_the_club():
    text = "8 km easy with 1 kg ankle weights on each leg"

    anywhere = ask(text)["replacements"]
    assert any("uphill" in one["text"] for one in anywhere)
    flat = ask(text, "--terrain", "track", "--equipment", "band")["replacements"]
    assert flat
    assert not any("uphill" in one["text"] for one in flat)
    sore = ask(text, "--injury", "achilles", "--injury", "calf")["replacements"]
    assert not any("uphill" in one["text"] or "calf" in one["text"] for one in sore)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8 km with a 10 kg vest", "up to 10 % of body mass"),
        ("6 x 60 m all-out with a parachute", "towed"),
        ("4 x 30 s running in place with a band", "elastic"),
        ("30 min walk with a 5 kg vest", "in running only"),
        ("8 km easy with a vest", "weight was not said"),
    ],
)
def test_what_a_load_costs_is_not_always_predicted(text, why):
    answer = ask(text)

    assert answer["load_cost"] is None
    assert why in answer["load_cost_not_predicted"]


def test_a_sprint_is_not_compared_with_a_hill():
    assert "same_effort" not in ask("6 x 60 m all-out with a 5 kg vest")["load_cost"]


def test_what_cannot_be_read_is_told_and_harmless():
    answer = ask("Boston squad flumphs")

    assert (answer["verdict"], answer["findings"], answer["load_cost"]) == ("clear", [], None)
    assert "flumphs" in answer["unread"]
    assert ask("")["verdict"] == "clear"


def test_in_words():
    out = StringIO()
    call_command("advise", "25 km easy with a 4 kg backpack", *ULTRA, stdout=out)

    assert out.getvalue().startswith("caution, the panel is split: 25 km easy with a 4 kg backpack")
    assert "supports: Denis Vasiliev. An ultra runner" in out.getvalue()
    assert "energy" in out.getvalue()


@pytest.mark.parametrize("words", ["kettlebellish 5 kg", "vest"])
def test_clear_is_not_all_that_is_said_where_a_load_was_not_understood(words):
    out = StringIO()
    call_command("advise", f"8 km easy, {words}", stdout=out)
    assert out.getvalue().startswith(f"clear, but a load was not understood: 8 km easy, {words}\n")


def test_a_question_in_words():
    out = StringIO()
    call_command("advise", "6 x 60 m with a 5 kg vest flumph", *SPRINTER, stdout=out)

    assert "not read: flumph" in out.getvalue()
    assert out.getvalue().count("undecided: Oleg Babchin. How hard is it? ") == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--pack", "nowhere"], "no pack nowhere; the packs are evidence, founding, safety"),
        (["--goal", "fun"], "invalid choice: 'fun'"),
        (["--weeks-to-race", "soon"], "a number of weeks, or none"),
        (["--weeks-to-race", "-1"], "a number of weeks, or none"),
        (["--body-mass", "0"], "body mass"),
        (["--loaded-runs-14", "few"], "a number from 0 up"),
        (["--terrain", "beach"], "invalid choice: 'beach'"),
    ],
)
def test_what_it_refuses(options, told):
    with pytest.raises(CommandError, match=told):
        ask("8 km easy", *options)


def test_without_guidelines_it_says_what_to_run():
    Pack.objects.all().delete()

    with pytest.raises(
        CommandError, match=r"no guidelines yet. Run `manage.py migrate` and `manage.py load_guidelines`"
    ):
        ask("8 km easy")


def test_without_tables_it_says_what_to_run():
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE "advice_pack" RENAME TO "advice_elsewhere"')

    with pytest.raises(CommandError, match=r"not ready .* Run `manage.py migrate`"):
        ask("8 km easy")
