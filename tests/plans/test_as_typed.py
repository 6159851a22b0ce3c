"""What is said of a session while it is being typed: chips, the words that were not read, the questions at them."""

from __future__ import annotations

import re
from html import unescape

import pytest


@pytest.fixture
def typed(plan):
    def answer(text: str) -> str:
        response = plan.post("read/", day=3, text=text)
        assert response.status_code == 200
        return unescape(response.content.decode()).replace("\u00a0", " ")

    return answer


def echo(answer: str) -> str:
    """The coach's words as they come back, underlined ones in stars, questions in brackets."""
    found = re.search(r'<p class="echo">(.*?)</p>', answer)
    if found is None:
        return ""
    told = re.sub(r'<mark class="unread">(.*?)</mark>', r"*\1*", found[1])
    return re.sub(r'<span class="question">(.*?)</span>', "[?]", told)


def test_each_thing_that_was_read_is_a_chip_in_order(typed):
    chips = re.findall(r'<li class="(chip[^"]*)">(?:<svg.*?</svg>)?([^<]*)</li>', typed("8 km easy with a 5 kg vest"))
    assert [text for _class, text in chips] == ["8 km", "easy", "5 kg weight vest"]
    assert [name for name, _text in chips] == ["chip", "chip", "chip chip-load"]


def test_words_that_are_read_need_no_echo(typed):
    assert echo(typed("8 km easy")) == ""


def test_unread_words_are_underlined_where_they_stand(typed):
    assert echo(typed("bouncy 8 km easy, very jolly indeed")).startswith("*bouncy* 8 km easy, ")


def test_words_that_stand_together_are_one(typed):
    assert "*bouncy jolly*" in echo(typed("8 km easy, bouncy jolly"))


def test_a_question_stands_at_its_word_and_is_asked_once(typed):
    answer = typed("7m moderate, 6m easy")
    assert echo(answer) == "*7m*[?] moderate, *6m* easy"
    assert answer.count('class="question">Is 7m miles, minutes or metres?') == 1


@pytest.mark.parametrize(
    ("setting", "text", "named"),
    [
        ("ask", "7m moderate", "“Ask each time”."),
        ("minutes", "40-60m easy", "“Minutes”, but only below 50."),
        ("miles", "40-60m easy", "“Miles”, but only below 50."),
    ],
)
def test_the_question_names_the_clubs_own_setting(plan, typed, setting, text, named):
    plan.cast.ridgeway.bare_m = setting
    plan.cast.ridgeway.save()
    asked = f"Is {text.split()[0]} miles, minutes or metres? Your club’s setting says {named} Write mi, min or metres."
    assert f'<span class="question">{asked}</span>' in typed(text)


def test_a_club_that_has_decided_is_not_asked(plan, typed):
    plan.cast.ridgeway.bare_m = "minutes"
    plan.cast.ridgeway.save()
    answer = typed("7m moderate")
    assert "7 min" in answer
    assert echo(answer) == ""


def test_who_hears_the_page_is_told_all_of_it_in_a_breath(typed):
    assert "<span hidden data-said>Read as: 8 km, easy. Not read: bouncy. Clear.</span>" in typed("8 km easy, bouncy")


def test_text_that_is_no_workout_gets_no_verdict(typed):
    answer = typed("bouncy jolly")
    assert "data-verdict" not in answer
    assert "Nothing is read from this yet." in answer


def test_rest_gets_no_verdict(typed):
    assert "data-verdict" not in typed("Rest")


@pytest.mark.parametrize("text", ["<b>bouncy</b> 8 km", "8 km & <script>alert(1)</script>"])
def test_the_echo_is_escaped(plan, text):
    answer = plan.post("read/", day=3, text=text).content.decode()
    assert "<b>" not in answer
    assert "<script>" not in answer
