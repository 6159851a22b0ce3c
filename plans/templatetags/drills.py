"""What other pages need to know of the catalogue of drills to lead there."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from advice.published import drill_catalogue
from plans.templatetags.uphill import words

register = template.Library()

WORD_JOINER = "\u2060"


@register.filter
def in_catalogue(code: str) -> bool:
    """Whether the drill has a sheet: it may have been taken out of the catalogue since it was swapped in."""
    return any(drill.code == code for drill in drill_catalogue())


@register.filter
def instruction(text: str) -> SafeString:
    """The words of a drill with every number tied to its unit, and both ends of a range to each other."""
    return mark_safe(re.sub(r"(?<=\d)–(?=\d)", f"–{WORD_JOINER}", words(text)))  # noqa: S308 - words() escapes
