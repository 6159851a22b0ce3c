"""What the pure modules say, in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from advice.saying import Counted, Said, Value


def aloud(text: str) -> str:
    """``text`` in the reader's language, with all that stands in it; content and names are said as they are."""
    if not isinstance(text, Said):
        return text
    template = ngettext(text.one, text.many, text.number) if isinstance(text, Counted) else gettext(text.template)
    return template % {name: _value(value) for name, value in text.values.items()} if text.values else template


def _value(value: Value) -> str:
    return number_format(value) if isinstance(value, Decimal) else aloud(value)
