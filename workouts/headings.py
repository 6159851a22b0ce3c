"""What a line is headed with: a day, a date, a number in a plan, a time of day. None of it says what is done.

``find`` looks ahead over the first few tokens of a line and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workouts import amounts
from workouts.lexicon import DANIELS
from workouts.tokens import Token

_MONTHS: Final = frozenset({
    "jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june", "jul", "july", "aug",
    "august", "sep", "sept", "september", "oct", "october", "nov", "november", "dec", "december", "января", "февраля",
    "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
})  # fmt: skip
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
# Days by so few letters that nobody would know them anywhere else.
_DAYS: Final = frozenset({"mo", "tu", "we", "th", "fr", "sa", "su", "f"})
# What is counted through a plan, beside days, weeks and sessions.
_COUNTED: Final = frozenset({"wk", "w", "d", "неделя", "день", "тренировка"})
# A time of day lies between these hours, at a quarter: nobody plans a run of 7:00 minutes.
_EARLIEST: Final = 5
_LATEST: Final = 22
_QUARTER: Final = 15
# "T" is a letter of Daniels' too.
_T: Final = DANIELS["t"]
_LAST_DAY: Final = 31
_LAST_MONTH: Final = 12
_FIRST_YEAR: Final = 1900
# More tokens than "Tue 12th March, week 4" are no heading.
_LONGEST: Final = 8


# "Short mile repeats" is as long as titles get.
_LONGEST_TITLE: Final = 4

# What else repetitions are called.
_WORK: Final = frozenset({"work", "speedwork"})
# What stands in headings.
_KINDS: Final = frozenset({"num", "slash", "dash", "comma", "weekday", "word", "aside", "label", "with"})


def find(tokens: Sequence[Token], i: int) -> int | None:
    """Where the heading at ``i`` ends, at its colon or dash; ``None`` where the line begins with something else."""
    if tokens[i + 1].kind == "colon" and _is_day(tokens[i]):
        return i + 1
    if (timed := _time_of_day(tokens, i)) is not None:
        return timed
    end = i
    while tokens[end].kind in _KINDS and end < i + _LONGEST and not (tokens[end].kind == "dash" and tokens[end].gap):
        end += 1
    heading = tokens[i:end]
    if tokens[end].kind == "colon" and _is_date(heading):
        return end
    return end if tokens[end].kind in ("colon", "dash") and _is_in_calendar(heading) else None


def title(tokens: Sequence[Token], i: int) -> int | None:
    """Where "Intervals: 6 x …", "Speed work - 10 x …", "Intervals 6 x …" ends: it names what is counted behind it."""
    end = _behind_title(tokens, i)
    if end == i:
        return None
    return end if _leads_to_repetitions(tokens, end) or amounts.count(tokens, end) is not None else None


def effort_title(tokens: Sequence[Token], i: int) -> int | None:
    """Where "VO2max: 5 x …", "Threshold intervals: 4 x …" ends, which says how hard these are."""
    end = _behind_title(tokens, i + 1) if tokens[i].kind == "effort" else i
    return end if end > i and _leads_to_repetitions(tokens, end) else None


def names_recovery_run(tokens: Sequence[Token], i: int) -> bool:
    """ "Recovery: 40 min" as all there is to do; elsewhere the word may speak of what comes between."""
    begins = i == 0 and tokens[0].kind == "recovery" and tokens[0].value == "rest" and tokens[1].kind == "colon"
    return begins and not any(token.kind in ("times", "newline", "semicolon") for token in tokens)


def _behind_title(tokens: Sequence[Token], i: int) -> int:
    end = i
    while end < i + _LONGEST_TITLE and _names_repetitions(tokens[end]):
        end += 1
    return end


def _leads_to_repetitions(tokens: Sequence[Token], end: int) -> bool:
    parts = tokens[end].kind == "colon" or (tokens[end].kind == "dash" and tokens[end].gap)
    return parts and amounts.count(tokens, end + 1) is not None


def _names_repetitions(token: Token) -> bool:
    if token.kind == "unit":
        return bool(token.value[2] == "mi")
    return token.kind in ("filler", "label", "pace_word") or (token.kind == "word" and token.value in _WORK)


def _is_day(token: Token) -> bool:
    """ "Th", "T", "M" before a colon."""
    if token.kind == "word":
        return token.value in _DAYS
    return (token.kind == "unit" and token.value[2] == "m") or (token.kind == "daniels" and token.value == _T)


def _time_of_day(tokens: Sequence[Token], i: int) -> int | None:
    """ "7:00 - 8 km", and "19:00: 8 km", whose colon takes the time apart."""
    if tokens[i].kind == "clock":
        parts, end = tokens[i].value, i + 1
    elif tokens[i].kind == "num" and tokens[i + 1].kind == "colon" and tokens[i + 2].kind == "num":
        parts, end = (tokens[i].value, tokens[i + 2].value), i + 3
    else:
        return None
    if len(parts) != 2 or not _EARLIEST <= parts[0] <= _LATEST or parts[1] % _QUARTER:
        return None
    begins = tokens[end].kind in ("colon", "dash") and tokens[end + 1].kind == "num"
    return end if begins and tokens[end + 1].gap else None


def _is_date(heading: Sequence[Token]) -> bool:
    """ "12/3", "Mon 12/3/25", "2024-03-12", "3.12", "12.03.2024"."""
    figures = [token for token in heading if token.kind != "weekday"]
    numbers = [token.value for token in figures if token.kind == "num"]
    signs = {token.kind for token in figures if token.kind != "num"}
    if len(numbers) != len(figures[::2]) or signs not in ({"slash"}, {"dash"}):
        return _is_pointed_date(figures)
    years = sum(number >= _FIRST_YEAR for number in numbers)
    days = sorted(number for number in numbers if number < _FIRST_YEAR)
    if len(numbers) == 3:
        return years == 1 or signs == {"slash"}
    return len(numbers) == len(days) == 2 and signs == {"slash"} and days[0] <= _LAST_MONTH and days[-1] <= _LAST_DAY


def _is_pointed_date(figures: Sequence[Token]) -> bool:
    """ "3.12", "12.03.2024": day and month, and perhaps a year."""
    if not 1 <= len(figures) <= 2 or any(token.kind != "num" or token.value == int(token.value) for token in figures):
        return False
    width = figures[0].end - figures[0].start
    day, month = divmod(round(figures[0].value * 100), 100)
    return day <= _LAST_DAY and month <= _LAST_MONTH and width in (len("3.12"), len("03.12"))


def _is_in_calendar(heading: Sequence[Token]) -> bool:
    """ "12th March", "Tue 12 Mar", "Week 4, Day 2", "W3D2": each number with a word that says what it counts."""
    dated = any(map(_is_month, heading))
    counted = False
    for index, token in enumerate(heading):
        if token.kind == "num":
            if not (dated or (index and _counts(heading[index - 1], token))):
                return False
            counted = True
        elif not (token.kind in ("weekday", "comma") or token.value in _ORDINALS or _is_month(token) or _counts(token)):
            return False
    return counted


def _is_month(token: Token) -> bool:
    return token.kind == "word" and token.value in _MONTHS


def _counts(token: Token, number: Token | None = None) -> bool:
    """Whether the word counts days, weeks or sessions; the sign for "with" is a week only tied to its number ("W3")."""
    if token.value == "with":
        return number is None or not number.gap
    return token.kind == "label" or token.value == "calendar" or token.value in _COUNTED
