"""How long a race is and how far away, as runners say it: "10 km", "half marathon", "50 mi", "in 9 weeks"."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NBSP: Final = "\u00a0"
KILOMETRE_M: Final = 1000
MILE_M: Final = 1609.344
MARATHON_M: Final = 42_195
# 21,097.5 m, to the metre.
HALF_MARATHON_M: Final = 21_098
SHORTEST_M: Final = 40
LONGEST_M: Final = 5_000_000
# Up to here a race is said in metres, as on the track.
_ON_THE_TRACK_M: Final = 3000
# From so many days on weeks are counted.
_DAYS_ARE_COUNTED: Final = 14

_NAMES: Final = {
    "marathon": MARATHON_M,
    "full marathon": MARATHON_M,
    "half marathon": HALF_MARATHON_M,
    "half-marathon": HALF_MARATHON_M,
    "half": HALF_MARATHON_M,
    "hm": HALF_MARATHON_M,
    "mile": MILE_M,
}
_UNITS: Final = {
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters", "м"), 1.0),
    **dict.fromkeys(("k", "km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "к", "км"), KILOMETRE_M),
    **dict.fromkeys(("mi", "mile", "miles"), MILE_M),
}
_AMOUNT: Final = re.compile(r"(?P<number>\d{1,7}(?:[.,]\d{1,4})?) ?(?P<unit>[^\W\d_]+)")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3} ?m)")


def read_distance(text: str) -> int:
    """The metres of "10 km", "6,2 mi", "1500 m", "10,000 m", "half marathon"; ValueError for anything else.

    A number alone is no distance: ten what?
    """
    said = " ".join(text.casefold().split()).removesuffix(".")
    if said in _NAMES:
        return round(_NAMES[said])
    amount = _AMOUNT.fullmatch(_THOUSANDS.sub("", said))
    if amount is None or amount["unit"] not in _UNITS:
        raise ValueError(f"{text!r} is no distance")
    metres = round(float(amount["number"].replace(",", ".")) * _UNITS[amount["unit"]])
    if not SHORTEST_M <= metres <= LONGEST_M:
        raise ValueError(f"nobody races over {metres} m")
    return metres


def distance(metres: int, units: str) -> str:
    """What a race over ``metres`` is called: by its name, in whole kilometres or miles, else in ``units`` (km, mi)."""
    if metres == MARATHON_M:
        return _("marathon")
    if metres in (HALF_MARATHON_M, HALF_MARATHON_M - 1):
        return _("half marathon")
    miles = metres / MILE_M
    if metres % KILOMETRE_M and abs(miles - round(miles)) * MILE_M < 1:
        return _amount(miles, _("mi"))
    if metres < _ON_THE_TRACK_M:
        return _amount(metres, _("m"))
    if metres % KILOMETRE_M == 0 or units == "km":
        return _amount(metres / KILOMETRE_M, _("km"))
    return _amount(miles, _("mi"))


def countdown(date: dt.date, today: dt.date) -> str:
    """How far away a day is: "today", "tomorrow", "in 5 days", "in 9 weeks"; nothing for a day that has passed."""
    days = (date - today).days
    if days < 0:
        return ""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < _DAYS_ARE_COUNTED:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    weeks = days // 7
    return ngettext("in %(count)d week", "in %(count)d weeks", weeks) % {"count": weeks}


def _amount(number: float, unit: str) -> str:
    rounded = round(number, 2)
    places = 0 if rounded == int(rounded) else len(repr(rounded).partition(".")[2])
    return f"{number_format(rounded, places)}{NBSP}{unit}"
