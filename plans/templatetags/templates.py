"""Template tags of the pages about templates and seasons."""

from __future__ import annotations

from django import template
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext, pgettext

from clubs import choices

register = template.Library()


@register.filter
def block_name(slug: str) -> str:
    """A block's name; of none, that there is none."""
    return str(dict(choices.blocks()).get(slug) or gettext("no block")).capitalize()


@register.filter
def day_name(day: int) -> str:
    """The short name of a day, 0 for Monday."""
    return str(WEEKDAYS_ABBR[day])


@register.filter
def whole_day_name(day: int) -> str:
    """The name of a day, 0 for Monday."""
    return str(WEEKDAYS[day])


STATES = {
    "new": lambda: pgettext("a day on which nothing stands yet", "new"),
    "there": lambda: gettext("there already"),
    "update": lambda: gettext("brought up to date"),
    "gone": lambda: gettext("taken away: the template has nothing here any more"),
    "changed": lambda: gettext("changed since it was applied"),
    "taken": lambda: gettext("something stands here"),
    "emptied": lambda: gettext("taken away"),
    "published": lambda: gettext("left out: athletes can read this week"),
}


@register.filter
def state_name(state: str) -> str:
    """What would happen on a day, in a few words."""
    return STATES[state]()
