"""What the pure modules say: English as it stands, and put together again in the reader's language."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import given

from advice.aloud import aloud
from advice.conditions import Condition, sentence
from advice.energetics import NOT_PREDICTED, load_cost
from advice.engine import Guideline, GuidelineSet, SourceRef, advise, readable
from advice.facts import FACTS, Interval
from advice.history import Entry, History
from advice.replacements import suggest, why_not
from advice.saying import Counted, Said, figure, in_a_row, ngettext
from plans.reasons import main_question
from tests.advice.panel import athlete, drills, guidelines, load, step, workout
from tests.advice.strategies import conditions
from workouts.reading import read

UNWEIGHED = workout(step(km=5, effort="easy", load=load("vest")))
ROOT = Path(__file__).resolve().parents[2]

RUSSIAN = {
    "%(first)s and %(last)s": "%(first)s и %(last)s",
    "%(first)s or %(last)s": "%(first)s или %(last)s",
    "at most %(value)s": "не больше %(value)s",
    "more than %(value)s": "больше %(value)s",
    "Applies when %(wanted)s.": "Верно, если %(wanted)s.",
    "a race is %(value)s away or less": "до старта не больше %(value)s",
    "kg": "кг",
    "How heavy is the load?": "Сколько весит груз?",
    "Not with this injury: %(injuries)s.": "Не с такой травмой: %(injuries)s.",
    "shin": "голень",
    "knee": "колено",
    "technique": "техники",
    "It is for %(purpose)s, as the load was.": "Как и груз, это для %(purpose)s.",
    ("%(number)s week", 0): "%(number)s неделя",
    ("%(number)s week", 1): "%(number)s недели",
    ("%(number)s week", 2): "%(number)s недель",
    ("%(names)s names it in place of the load.", 0): "%(names)s предлагает это вместо груза.",
    ("%(names)s names it in place of the load.", 1): "%(names)s предлагают это вместо груза.",
}


def _russian_form(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


@pytest.fixture
def in_russian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader whose language has three plurals and a decimal comma, with a catalogue of a few words."""
    words = trans_real.DjangoTranslation("ru")
    words._catalog.update(SimpleNamespace(_catalog=RUSSIAN, plural=_russian_form))
    monkeypatch.setitem(trans_real._translations, "ru", words)
    with translation.override("ru"):
        yield


def test_it_works(in_russian):
    said = Said("It is for %(purpose)s, as the load was.", purpose=Said("technique"))

    assert said == "It is for technique, as the load was."
    assert aloud(said) == "Как и груз, это для техники."


def test_it_is_the_english_text_wherever_text_is_wanted():
    said = Said("at most %(value)s", value=FACTS["load_kg"].amount(2.5))

    assert said == str(said) == f"{said}" == "at most 2.5 kg"
    assert json.dumps([said]) == '["at most 2.5 kg"]'
    assert aloud(said) == "at most 2.5 kg"
    assert aloud(copy.deepcopy(said)) == "at most 2.5 kg"


def test_names_and_content_are_said_as_they_are(in_russian):
    assert aloud("knee") == "knee"
    assert aloud(in_a_row(["knee", Said("knee")], "and")) == "knee и колено"


def test_words_with_a_percent_sign_are_no_template():
    assert aloud(Said("hill of 4 % or more")) == "hill of 4 % or more"
    assert aloud(FACTS["load_percent_body_mass"].amount(1)) == "1 % of body mass"


@pytest.mark.parametrize(
    ("words", "row"),
    [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"), (list("abcd"), "a, b, c or d")],
)
def test_words_stand_in_a_row(words, row):
    assert in_a_row(words, "or") == row


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (1, "1 week", "1 неделя"),
        (3, "3 weeks", "3 недели"),
        (12, "12 weeks", "12 недель"),
        (21, "21 weeks", "21 неделя"),
        (2.5, "2.5 weeks", "2,5 недели"),
        (0.5, "0.5 weeks", "0,5 недели"),
    ],
)
def test_a_number_takes_the_form_that_the_language_gives_it(in_russian, number, english, russian):
    said = FACTS["weeks_to_race"].amount(number)

    assert said == english
    assert aloud(said) == russian


def test_figures_keep_their_digits_and_take_the_readers_comma(in_russian):
    assert (figure(2.0), figure(7, ".1f")) == (Decimal("2"), Decimal("7.0"))
    assert aloud(Said("%(lo)s–%(hi)s", lo=figure(3.71, ".1f"), hi=figure(7, ".1f"))) == "3,7–7,0"


def test_answers_and_their_question_are_in_the_readers_language(in_russian):
    heavy = Condition("load_kg", "more_than", 2.5)
    panel = GuidelineSet([Guideline("ada-heavy", SourceRef("ada", "Ada"), "against", when=(heavy,))])

    advice = advise(UNWEIGHED, {}, panel)

    (asked,) = advice.undecided
    assert asked.would == (("at most 2.5 kg", "clear"), ("more than 2.5 kg", "avoid"))
    assert [aloud(answer) for answer, _verdict in asked.would] == ["не больше 2,5 кг", "больше 2,5 кг"]
    assert aloud(asked.question) == main_question(advice) == "Сколько весит груз?"


def test_the_sentence_of_a_guideline_is_in_the_readers_language(in_russian):
    late = Guideline("ada-late", SourceRef("ada", "Ada"), "against", when=(Condition("weeks_to_race", "at_most", 2.5),))

    assert readable(late) == "Applies when a race is 2.5 weeks away or less."
    assert aloud(readable(late)) == "Верно, если до старта не больше 2,5 недели."


def test_why_not_is_in_the_readers_language(in_russian):
    why = why_not(replace(drills()[0], contraindications=("knee", "shin")), athlete(injuries=["knee", "shin"]))

    assert why == "Not with this injury: shin and knee."
    assert aloud(why) == "Не с такой травмой: голень и колено."


def test_the_filter_says_it_on_a_page_and_escapes_names(in_russian):
    page = Template("{% load uphill %}{{ reason|said }}")
    reason = ngettext("%(names)s names it in place of the load.", "…", 1, names="<b>Bo</b>")

    assert page.render(Context({"reason": reason})) == "&lt;b&gt;Bo&lt;/b&gt; предлагает это вместо груза."


def _marked() -> frozenset[str]:
    """Every text that is marked for translation, as `makemessages` finds them."""
    found = set()
    for path in (*ROOT.glob("advice/*.py"), *ROOT.glob("workouts/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                found |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return frozenset(found)


MARKED = _marked()
# Nothing to translate: a figure alone.
# Nothing but places: a number, whole sentences beside each other.
UNMARKED = {
    "%(number)s",
    "%(headline)s %(meaning)s %(limits)s",
    "%(headline)s %(meaning)s %(limits)s %(mass)s",
    "%(headline)s %(meaning)s %(limits)s %(doubt)s",
    "%(headline)s %(meaning)s %(limits)s %(doubt)s %(mass)s",
}


def _unmarked(text: str) -> set[str]:
    """The templates in ``text`` that nobody marked for translation."""
    if not isinstance(text, Said):
        return set()
    templates = {text.one, text.many} if isinstance(text, Counted) else {text.template}
    return (templates - MARKED - UNMARKED).union(*(_unmarked(value) for value in text.values.values()))


@given(conditions(keys=tuple(key for key in FACTS if key != "exercise")))
def test_every_word_of_a_condition_is_marked(condition):
    said = sentence(condition)

    assert isinstance(said, Said)
    assert _unmarked(said) == set()


def test_every_word_of_a_guideline_is_marked():
    for one in guidelines("founding"):
        said = readable(one)
        asked = [condition.value for condition in (*one.when, *one.unless) if condition.fact == "exercise"]

        assert isinstance(said, Said)
        assert _unmarked(said) <= {slug.replace("_", " ") for slugs in asked for slug in slugs}


@pytest.mark.parametrize(
    "text",
    ["8 km easy with 1 kg ankle weights", "6 km easy with 2 kg dumbbells", "10 km with a 5 kg vest, 2 km with a vest"],
)
def test_every_word_of_an_offer_is_marked(text):
    offers = suggest(
        read(text),
        athlete(),
        guidelines("founding"),
        drills(),
        equipment=frozenset({"band", "box", "dumbbells"}),
        terrain=frozenset({"hill", "stairs"}),
        read=read,
        history=History((Entry(1, "5 km easy", in_week=True), Entry(9, "2 x 8 step-ups"))),
    )

    assert offers
    for one in offers:
        assert all(isinstance(reason, Said) for reason in (*one.because, one.dose_because))
        assert all(isinstance(need, Said) or need in one.drill.needs for need in one.needs)
        assert set().union(*(_unmarked(said) for said in (*one.because, one.dose_because, *one.needs))) == set()


def test_every_question_and_answer_is_marked():
    for one in advise(UNWEIGHED, {"weeks_to_race": Interval(0, 20)}, guidelines("founding")).undecided:
        for said in (one.question, *(answer for answer, _verdict in one.would)):
            assert isinstance(said, Said)
            assert _unmarked(said) == set()


def test_every_word_on_the_cost_of_a_load_is_marked():
    said = load_cost(load("ankle_weights", 2), None).sentence()

    assert isinstance(said, Said)
    assert set().union(*(_unmarked(one) for one in (said, *NOT_PREDICTED.values()))) == set()
