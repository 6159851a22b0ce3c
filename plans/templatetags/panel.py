"""Words and icons of the public page."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext

from advice.choices import grades
from advice.engine import STANCES

register = template.Library()

STANCE_NAMES: Final = {word.slug: word.label for word in STANCES} | {"silent": "silent"}
SHELF_ICONS: Final = {
    "uphill_running": "hill",
    "band_drills": "band",
    "bodyweight_strength": "strength",
    "weighted_strength": "strength",
    "plyometrics": "strength",
    "resisted_sprint": "load",
}


@register.filter
def stance_name(slug: str) -> str:
    """What a stance is called."""
    return gettext(STANCE_NAMES[slug])


@register.filter
def grade_name(slug: str) -> str:
    """What kind of evidence it is, with a capital."""
    return capfirst(str(dict(grades()).get(slug, "")))


@register.filter
def shelf_icon(category: str) -> str:
    """The icon of a shelf of the catalogue."""
    return SHELF_ICONS.get(category, "swap")
