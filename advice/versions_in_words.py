"""Versions of guidelines as a page shows them: what slugs are called today, said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from advice import choices, engine, revisions
from advice.aloud import aloud
from advice.comparing import Names, Row
from advice.models import Drill, Pack, Revision, Source
from advice.revisions import Record


def names_of(contents: Iterable[Record]) -> Names:
    """What everything that these versions name by slug or code is called today; three queries."""
    held = list(contents)
    packs = {slug for content in held for slug in content["packs"]}
    drills = {code for content in held for code in content["drills"]}
    sources = {content["source"] for content in held}
    return {
        "source": dict(Source.objects.filter(slug__in=sources).values_list("slug", "name")),
        "packs": dict(Pack.objects.filter(slug__in=packs).values_list("slug", "name")),
        "drills": dict(Drill.objects.filter(code__in=drills).values_list("code", "name")),
        "grade": {slug: str(label) for slug, label in choices.grades()},
        "status": {slug: str(label) for slug, label in choices.statuses()},
    }


def aloud_rows(rows: Iterable[Row]) -> list[Row]:
    """The rows in the reader's language."""
    return [Row(*map(aloud, row)) for row in rows]


def in_words(revision: Revision) -> str:
    """When the guideline applied as it stood then, as a sentence; or why that cannot be told."""
    try:
        value = revisions.value_of(revision.content, engine.SourceRef(slug="", name=""))
    except ValueError as problem:
        return str(problem)
    return aloud(engine.readable(value))
