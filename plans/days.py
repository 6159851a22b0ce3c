"""The days of a week of training: Monday is 0."""

from __future__ import annotations

import datetime as dt
from typing import Final

DAYS_A_WEEK: Final = 7
WEEK: Final = dt.timedelta(days=DAYS_A_WEEK)
# Nobody plans before or after, and dates near the end of the calendar cannot be counted on from.
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 3), dt.date(2099, 12, 27)


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week that ``day`` is in."""
    return day - dt.timedelta(days=day.weekday())
