"""Since when somebody's legs have been heavy, by what they said of their sessions: a pure function of days.

A day on which legs were heavy from the start of a session begins a run of such days or goes on with it. A day on which
they ran and that was not so ends it. A day of which nothing was said does neither: legs do not get well by silence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

_DATE = attrgetter("date")


class Said(NamedTuple):
    """What one log says of legs: whether they were ``heavy`` from the start, and whether anything was ``run``."""

    date: dt.date
    heavy: bool
    run: bool


@dataclass(frozen=True, slots=True)
class Legs:
    """Heavy since ``heavy_since``, where they are now; they were last fine in a session on ``fine_on``."""

    heavy_since: dt.date | None = None
    fine_on: dt.date | None = None


def legs(said: Iterable[Said]) -> Legs:
    """What ``said``, from the last day to the first, amounts to. No more of it is taken than counts."""
    heavy_since = None
    for date, of_day in groupby(said, key=_DATE):
        told = list(of_day)
        if any(one.heavy for one in told):
            heavy_since = date
        elif any(one.run for one in told):
            return Legs(heavy_since, date)
    return Legs(heavy_since)


def heavy_since(known: dt.date | None, before: Legs, after: Legs) -> dt.date | None:
    """Since when legs are heavy once logs say ``after``, where a profile said ``known`` and logs said ``before``.

    A day that somebody gave by hand stays, unless a later session went well.
    """
    if after == before:
        return known
    if known is None or known == before.heavy_since or (after.fine_on is not None and known <= after.fine_on):
        return after.heavy_since
    return known if after.heavy_since is None else min(known, after.heavy_since)
