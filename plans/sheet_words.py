"""The words with which spreadsheets name days, weeks, parts of a day and columns, in English and Russian."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

# How dates in figures are written: day first, or month first.
Order = Literal["dmy", "mdy"]

_DAYS: Final = (
    "mon monday пн пнд пон понедельник",
    "tue tues tuesday вт втр вто вторник",
    "wed weds wednesday ср срд сре среда",
    "thu thur thurs thursday чт чтв чет четверг",
    "fri friday пт птн пят пятница",
    "sat saturday сб сбт суб суббота",
    "sun sunday вс вск вос воскресенье",
)
WEEKDAYS: Final = {word: number for number, words in enumerate(_DAYS) for word in words.split()}
# A header of single letters says which day each is only as a whole.
LETTERS: Final = ("m", "t", "w", "t", "f", "s", "s")
_MONTHS: Final = (
    "jan янв", "feb фев", "mar мар", "apr апр", "may май мая", "jun июн",
    "jul июл", "aug авг", "sep сен", "oct окт", "nov ноя", "dec дек",
)  # fmt: skip
MONTHS: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: \d\d:\d\d(?::\d\d)?)?")
# Without a year a hyphen means a range of kilometres, and a dot needs two figures on both sides: 5.5 is no date.
_FIGURES: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]*([^\W\d_]{3,12})\.?,?(?:[\s-]+(\d{4}|\d{2}))?")
_MONTH_DAY: Final = re.compile(r"([^\W\d_]{3,12})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_WEEK: Final = re.compile(
    r"(?:week|wk|w|неделя|нед)(?![^\W\d_])\.?\s*(?:№|#|no\.?)?\s*(?P<n>\d{1,2})(?!\d)"
    r"|(?P<m>\d{1,2})(?:-?[яй])?\s*(?:week|неделя|нед)\b|(?:week|wk|неделя)\b"
)
_WEEK_OF: Final = re.compile(
    r"(?:w/c|wc|w/b|week\s+(?:of|commencing|beginning|starting|from)|неделя\s+(?:с|от))\b:?\s*"
)
_DAY_NUMBER: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_DASH: Final = re.compile(r"\s*(?:[-–—]|\bto\b|\bпо\b)\s*")
_EDGES: Final = " \t\n,.:;()[]-–—|/"

PARTS: Final = {
    **dict.fromkeys(("am", "a.m.", "a.m", "morning", "утро", "утром"), "AM"),
    **dict.fromkeys(("pm", "p.m.", "p.m", "evening", "afternoon", "noon", "вечер", "вечером", "днём", "днем"), "PM"),
}
_COLUMNS: Final = (
    ("week", "week weeks wk date dates w/c starting beginning monday неделя дата даты"),
    ("total", "total totals mileage volume miles km kms sum distance итого объем объём км всего"),
    ("squad", "squad squads group groups team crew группа команда"),
    ("session", "session sessions workout workouts training run description activity тренировка тренировки занятие"),
    ("note", "note notes comment comments focus goal goals заметки заметка примечание примечания комментарий цель"),
)
COLUMNS: Final = {word: role for role, words in _COLUMNS for word in words.split()}
_FILL: Final = frozenset({"the", "squad", "group", "team", "группа", "команда", "-", "–", "plan"})
_SQUAD: Final = re.compile(r"\b(?:squad|group|team|crew|pod|группа|команда)\b")
_TOTAL: Final = re.compile(
    r"[~≈]?\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?\s*(?:km|kms|k|mi|miles|m|h|hrs?|hours|км|ч|%)?"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it was written: two figures, one of them the day; the second is the month where that is ``named``."""

    first: int
    second: int
    year: int | None = None
    named: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether both figures could be the month."""
        return not self.named and self.first <= 12 and self.second <= 12 and self.first != self.second

    def resolve(self, order: Order, near: dt.date, weekday: int | None = None) -> dt.date | None:
        """The date, or ``None`` for one that does not exist; a year that is left out is the one next to ``near``.

        Among the years around ``near`` one in which the day is a ``weekday`` goes first.
        """
        day, month = (self.first, self.second) if self.named or order == "dmy" else (self.second, self.first)
        years = [self.year] if self.year is not None else [near.year + away for away in (0, 1, -1)]
        dates = [date for year in years if (date := _date(year, month, day))]
        if not dates:
            return None
        return min(dates, key=lambda date: (weekday is not None and date.weekday() != weekday, abs(date - near)))


@dataclass(frozen=True, slots=True)
class DayMark:
    """A cell that names a day and nothing else: its weekday (0 is Monday), its date, or both."""

    weekday: int | None = None
    date: Written | None = None


@dataclass(frozen=True, slots=True)
class WeekMark:
    """A title that names a week: by number, by date, or only as a week; ``bare`` where it says nothing more."""

    number: int | None = None
    date: Written | None = None
    bare: bool = True


@functools.lru_cache(maxsize=4096)
def day_mark(text: str) -> DayMark | None:
    """The day that ``text`` names as a whole: "Mon", "Пн 23.11", "Tuesday (24 Nov)", "2026-11-24"."""
    if len(text) > 40:
        return None
    words = " ".join(text.lower().split())
    if numbered := re.fullmatch(r"(?:day|день)\s*([1-7])", words):
        return DayMark(int(numbered[1]) - 1)
    lead = re.match(r"[^\W\d_]+", words)
    tail = re.search(r"[^\W\d_]+\W*$", words)
    for found in (lead, tail):
        if found and (weekday := WEEKDAYS.get(found[0].strip(_EDGES))) is not None:
            rest = (words[: found.start()] + words[found.end() :]).strip(_EDGES)
            date = written(rest)
            # "Mon 23" has a day and no month: the weekday is enough.
            return DayMark(weekday, date) if date or not rest or _DAY_NUMBER.fullmatch(rest) else None
    date = written(words)
    return DayMark(None, date) if date else None


@functools.lru_cache(maxsize=4096)
def week_mark(text: str) -> WeekMark | None:
    """The week that a title names: "Week 3: hills", "w/c 23 Nov", "23–29 Nov", "3 неделя"."""
    words = " ".join(text.lower().split())[:120]
    if of := _WEEK_OF.match(words):
        rest = words[of.end() :]
        date, more = _date_ahead(rest)
        return WeekMark(None, date, not more)
    if week := _WEEK.match(words):
        rest = words[week.end() :].strip(_EDGES)
        figure = week["n"] or week["m"]
        date, more = _date_ahead(rest)
        if figure is None and date is None and rest:
            # "Week off", "Weekly long run": words about a week are no name of one.
            return None
        return WeekMark(int(figure) if figure else None, date, not more)
    if (date := _span(words)) or ((day := day_mark(text)) and (date := day.date)):
        return WeekMark(None, date)
    return None


def written(words: str) -> Written | None:
    """A date that stands alone, in small letters."""
    if found := _ISO.fullmatch(words):
        return Written(int(found[3]), int(found[2]), int(found[1]), named=True)
    if found := _FIGURES.fullmatch(words):
        year = _year(found[4])
        bare = found[2] == "-" or (found[2] == "." and not (len(found[1]) == len(found[3]) == 2))
        first, second = int(found[1]), int(found[3])
        if (year is None and bare) or not 1 <= min(first, second) <= 12 or max(first, second) > 31:
            return None
        return Written(first, second, year)
    if (found := _DAY_MONTH.fullmatch(words)) and (month := MONTHS.get(found[2][:3])) and 1 <= int(found[1]) <= 31:
        return Written(int(found[1]), month, _year(found[3]), named=True)
    if (found := _MONTH_DAY.fullmatch(words)) and (month := MONTHS.get(found[1][:3])) and 1 <= int(found[2]) <= 31:
        return Written(int(found[2]), month, _year(found[3]), named=True)
    return None


def part_of_day(text: str) -> str:
    """AM or PM for a label that names a part of the day, else nothing."""
    return PARTS.get(text.strip().rstrip(":").lower(), "")


def column_role(text: str) -> str:
    """What a title says is in its column or its row: "week", "total", "squad", "session", "note" or nothing."""
    words = re.findall(r"[^\W\d_]+(?:/[^\W\d_]+)?", text.lower())
    roles = [COLUMNS[word] for word in words if word in COLUMNS] if len(words) <= 3 else []
    return "squad" if "squad" in roles else roles[0] if roles else ""


def is_total(text: str) -> bool:
    """Whether a label is an amount and nothing else: the sum of a week."""
    return _TOTAL.fullmatch(text.strip().lower()) is not None


def names_a_squad(text: str) -> bool:
    """Whether a title says itself that it names a squad: "Group A", "Вторая группа"."""
    return len(text) <= 60 and _SQUAD.search(text.lower()) is not None


def known_squad(name: str, squads: Iterable[str]) -> bool:
    """Whether the club has a squad that is called so, give or take the word squad."""
    return any(same_squad(name, squad) for squad in squads)


def same_squad(one: str, other: str) -> bool:
    """Whether two names are one squad's: "Milers" and "The Milers squad"."""
    return _plain_name(one) == _plain_name(other) != ""


def _plain_name(name: str) -> str:
    return " ".join(word for word in name.lower().replace(":", " ").split() if word not in _FILL)


def is_month(text: str) -> bool:
    """Whether a name is that of a month, perhaps with a year: "November", "Nov 26", "Январь"."""
    found = re.fullmatch(r"([^\W\d_]{3,12})\.?\s*(?:\d{4}|'?\d{2})?", text.strip().lower())
    return found is not None and found[1][:3] in MONTHS


def _date_ahead(words: str) -> tuple[Written | None, str]:
    """A date, or the first of two, that ``words`` are or that stands apart in them; and what else they say."""
    words = words.strip(_EDGES)
    if date := (written(words) or _span(words)):
        return date, ""
    for piece in re.split(r"[,:;()|]|\s[-–—]\s", words):
        if date := (written(piece.strip(_EDGES)) or _span(piece.strip(_EDGES))):
            return date, words
    return None, words


def _span(words: str) -> Written | None:
    """The first day of "23–29 Nov", "23.11 - 29.11", "Nov 23 – 29"; nothing where it is no span of dates."""
    halves = _DASH.split(words)
    if len(halves) != 2:
        return None
    left, right = (half.strip(_EDGES) for half in halves)
    first, last = written(left), written(right)
    if first and (last or re.fullmatch(r"\d{1,2}", right)):
        return Written(first.first, first.second, first.year or (last.year if last else None), first.named)
    if last and re.fullmatch(r"\d{1,2}", left) and last.named:
        return Written(int(left), last.second, last.year, named=True)
    return None


def _year(figures: str | None) -> int | None:
    if not figures:
        return None
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
