"""Small pieces of the look that many pages share: icons, badges, and words that do not break between 8 and km."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Hashable

from django import template
from django.template import Context
from django.utils.dateformat import format as format_date
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from advice.aloud import aloud
from advice.engine import STANCES, Advice, Undecided
from advice.lead import lead as opening
from clubs.race_calendar import RaceAhead
from plans import left_unread, reasons, wording
from plans.fragments import TOKEN_MARK, fragment, with_token
from plans.models import monday_of
from workouts.reading import Reading
from workouts.vocabulary import IMPLEMENTS
from workouts.workout import Load, Range

register = template.Library()

STANCE_LABELS = {word.slug: word.label for word in STANCES} | {"silent": "silent"}
UNITS = "km|m|mi|miles?|min|sec|s|h|kg|lb|lbs|%|км|м|мин|сек|с|кг"
NUMBER_AND_UNIT = re.compile(
    rf"(?<=\d)[ ](?=[xх×][ ]?\d)|(?<=\d[ ][xх×])[ ](?=\d)|(?<=\d)[ ](?=(?:{UNITS})(?!\w))",
)

BETWEEN_NUMBERS = re.compile(r"(?<=\d)–(?=\d)")


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite in ``_icons.html``."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"></use></svg>', name)


@register.simple_tag
def verdict(slug: str, size: str = "", of: Reading | str = "") -> SafeString:
    """Draw a verdict as icon and word; ``size`` may be "large", ``of`` is the reading that it is on, where one is."""
    shown = left_unread.shown_verdict(slug, of) if isinstance(of, Reading) else slug
    return _verdict(shown, size, get_language())


@functools.cache
def _verdict(shown: str, size: str, _language: str | None) -> SafeString:
    return format_html(
        '<span class="verdict{}" data-verdict="{}">{}{}</span>',
        f" verdict-{size}" if size else "",
        shown,
        icon("question" if shown == left_unread.CLEAR_AS_READ else shown),
        left_unread.verdict_label(shown),
    )


@register.simple_tag
def stance(slug: str) -> SafeString:
    """Draw a stance as icon and word."""
    return _stance(slug, get_language())


@functools.cache
def _stance(slug: str, _language: str | None) -> SafeString:
    return format_html(
        '<span class="stance" data-stance="{}">{}{}</span>', slug, icon(slug), capfirst(gettext(STANCE_LABELS[slug]))
    )


@register.simple_tag(takes_context=True, name="fragment")
def fragment_tag(context: Context, template: str, **shown: Hashable) -> SafeString:
    """Include a template that sees nothing but ``shown``, and is remembered by it; its forms get this page's token.

    A value that does not say everything of itself by being equal brings a ``fragment_key`` that does.
    """
    key = tuple([getattr(value, "fragment_key", value) for value in shown.values()])
    rendered = fragment(template, key, lambda: {**shown, "csrf_token": TOKEN_MARK})
    # A token that nobody asks for sets no cookie, and a page without cookies can be kept by whoever passes it on.
    return with_token(rendered, str(context["csrf_token"])) if TOKEN_MARK in rendered else rendered


@register.filter
def words(text: str) -> SafeString:
    """A coach's words with every number tied to its unit."""
    return mark_safe(NUMBER_AND_UNIT.sub(wording.NBSP, conditional_escape(text)))  # noqa: S308 - escaped just above


@register.filter
def figures(text: str) -> SafeString:
    """A sentence full of figures: every number tied to its unit, and the ends of a range to each other."""
    return mark_safe(BETWEEN_NUMBERS.sub("\u2060–\u2060", words(text)))  # noqa: S308 - words() escapes


@register.filter
def marked(reading: Reading) -> SafeString:
    """A coach's words with what was not read underlined."""
    parts, done = [], 0
    for span in left_unread.stretches(reading):
        parts.append(words(reading.text[done : span.start]))
        parts.append(format_html('<mark class="unread">{}</mark>', words(reading.text[span.start : span.end])))
        done = span.end
    parts.append(words(reading.text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped


@register.filter
def implement(slug: str) -> str:
    """What an implement is called."""
    return gettext(IMPLEMENTS[slug].label)


@register.filter
def load(value: Load) -> str:
    """How much of what."""
    return wording.load(value)


@register.filter
def in_units(metres: Range | None, units: str) -> str:
    """A distance in the club's units, or a dash."""
    return "–" if metres is None else wording.distance(metres, units)


@register.filter
def as_time(seconds: Range | None) -> str:
    """A duration, or a dash."""
    return "–" if seconds is None else wording.duration(seconds)


@register.filter
def tally(advice: Advice) -> str:
    """Who stands where, in a few words."""
    return reasons.tally(advice)


@register.filter
def said(text: str) -> str:
    """What the panel says in our words, in the reader's language."""
    return aloud(text)


@register.filter
def lead(advice: Advice, reading: Reading) -> str:
    """How many stand where, what about the session tips it, and that a load is left out where one is."""
    left = left_unread.words_left(reading) if left_unread.leaves_a_load_out(reading) else ()
    return capfirst(aloud(opening(advice, reading.workout, left)))


@register.filter
def leaves_a_load_out(reading: Reading | str | None) -> bool:
    """Whether a load is among what was not read; of what nobody says how it was read, nothing is known to be."""
    return isinstance(reading, Reading) and left_unread.leaves_a_load_out(reading)


@register.filter
def what_to_do(reading: Reading) -> str:
    """What the coach can do about a load that was not read; nothing where none was left out."""
    return left_unread.what_to_do(reading)


@register.filter
def main_reason(advice: Advice) -> str:
    """The reason that weighs most."""
    return reasons.main_reason(advice)


@register.filter
def questions(advice: Advice) -> list[list[Undecided]]:
    """What is asked and could change the verdict: each question once, with all whose positions hang on it."""
    asked: dict[str, list[Undecided]] = {}
    for undecided in advice.undecided:
        if undecided.matters and any(verdict != advice.verdict for _answer, verdict in undecided.would):
            asked.setdefault(undecided.question, []).append(undecided)
    return list(asked.values())


@register.filter
def main_question(advice: Advice) -> str:
    """The question that matters most."""
    return reasons.main_question(advice)


@register.filter
def week_name(monday: dt.date) -> str:
    """The days of a week: "23–29 Nov", "30 Nov–6 Dec"."""
    sunday = monday + dt.timedelta(days=6)
    first = format_date(monday, "j" if monday.month == sunday.month else "j M")
    return f"{first}–{format_date(sunday, 'j M')}".replace(" ", wording.NBSP)


@register.filter
def week_of(monday: dt.date, today: dt.date) -> str:
    """Which week it is, seen from today: "This week", "Next week", "Last week", or the year."""
    away = (monday - monday_of(today)).days // 7
    names = {0: gettext("This week"), 1: gettext("Next week"), -1: gettext("Last week")}
    return names.get(away) or format_date(monday, "Y")


@register.filter
def is_week_of(monday: dt.date, today: dt.date) -> bool:
    """Whether ``today`` is in the week."""
    return monday == monday_of(today)


@register.filter
def countdown(race: RaceAhead, today: dt.date) -> str:
    """How far away a race is: "today", "in 5 days", "in 9 weeks"."""
    return race.countdown(today)


@register.filter
def add_days(date: dt.date, days: int) -> dt.date:
    """The date ``days`` later."""
    return date + dt.timedelta(days=days)


@register.filter
def names(people: list[object]) -> str:
    """Names in a row: "Anna, Ben"; more than four are counted."""
    shown = ", ".join(str(person) for person in people[:4])
    rest = len(people) - 4
    return gettext("%(names)s and %(count)d more") % {"names": shown, "count": rest} if rest > 0 else shown
