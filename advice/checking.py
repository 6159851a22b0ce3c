"""The content of this installation, put to the linter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Prefetch
from django.utils import timezone

from advice.linting import Complaint, Content, Entry, complaints, of_guideline
from advice.models import Drill, Guideline, NamedDrill, Source
from workouts.reading import read

_Row = TypeVar("_Row", Guideline, Drill)


def check_all(today: dt.date | None = None) -> list[Complaint]:
    """Everything there is to mend; seven queries."""
    return complaints(content(today or timezone.localdate()), read)


def check_one(guideline: Guideline, today: dt.date | None = None) -> list[Complaint]:
    """What is wrong with one guideline by itself, as it is saved."""
    try:
        entry = _entry(guideline, today or timezone.localdate())
    except ValueError:
        # What does not hold together is told by the editor where it is to be mended.
        return []
    return list(of_guideline(entry, read))


def content(today: dt.date) -> Content:
    """The content as values; what does not hold together is named with the reason why."""
    named = Prefetch("named_drills", NamedDrill.objects.select_related("drill"))
    rows = Guideline.objects.select_related("source").prefetch_related("conditions", "examples", "packs", named)
    entries, broken = _whole(rows, lambda row: _entry(row, today))
    drills, broken_drills = _whole(Drill.objects.filter(published=True), Drill.as_value)
    return Content(
        entries=tuple(entries),
        drills=tuple(drills),
        sources=tuple(source.as_value() for source in Source.objects.all()),
        broken=tuple(broken),
        broken_drills=tuple(broken_drills),
    )


def _whole(rows: Iterable[_Row], as_value: Callable[[_Row], Any]) -> tuple[list[Any], list[tuple[str, str]]]:
    """The values of the rows, and the codes of those that have none with the reason why."""
    values, broken = [], []
    for row in rows:
        try:
            values.append(as_value(row))
        except ValueError as problem:
            broken.append((row.code, str(problem)))
    return values, broken


def _entry(row: Guideline, today: dt.date) -> Entry:
    return Entry(
        guideline=row.as_value(),
        status=row.status,
        packs=frozenset(pack.slug for pack in row.packs.all()),
        examples=tuple(example.as_value() for example in row.examples.all()),
        overdue=row.review_on is not None and row.review_on < today,
    )
