"""Filters of the library's pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from advice.examples import EXPECTATIONS
from advice.written import athlete_as_text

register = template.Library()

_EXPECTED = {word.slug: word.label for word in EXPECTATIONS}


@register.filter
def expectation(slug: str) -> str:
    """What an example expects, in the reader's language."""
    return capfirst(gettext(_EXPECTED[slug]))


@register.filter
def athlete(facts: Mapping[str, Any]) -> str:
    """What sets an example's athlete apart, in words."""
    return athlete_as_text(facts)


@register.filter
def linked(text: str) -> SafeString:
    """The text, escaped, with addresses in it as links."""
    return mark_safe(urlize(text, nofollow=True, autoescape=True))  # noqa: S308 - urlize has escaped it
