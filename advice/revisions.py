"""The history of guidelines: each change as a whole, who made it and when, and the guideline as it stood on a day.

A guideline is several rows, so a change counts as made when all of them are saved: whoever saves a guideline then calls
:func:`record`. What did not change makes no revision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from advice import engine
from advice.conditions import parse
from advice.models import Guideline, NamedDrill, Revision, Source

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

Record = dict[str, Any]

_PLAIN = ("code", "stance", "exception", "reason", "instead", "grade", "reference", "editorial_note", "status")
_CONDITION = ("fact", "operator", "value", "editorial", "unless")
_EXAMPLE = ("text", "athlete", "expected")


def record_of(guideline: Guideline) -> Record:
    """The guideline with all that belongs to it, as plain values that JSON and YAML can hold."""
    return {
        **{key: getattr(guideline, key) for key in _PLAIN},
        "source": guideline.source.slug,
        "review_on": guideline.review_on.isoformat() if guideline.review_on else "",
        "conditions": [{key: getattr(row, key) for key in _CONDITION} for row in guideline.conditions.all()],
        "examples": [{key: getattr(row, key) for key in _EXAMPLE} for row in guideline.examples.all()],
        "drills": [named.drill.code for named in guideline.named_drills.all()],
        "packs": sorted(pack.slug for pack in guideline.packs.all()),
    }


def value_of(content: Record, source: engine.SourceRef) -> engine.Guideline:
    """The guideline of a record as the engine knows it; raises ``ValueError`` where it does not hold together."""
    conditions = content["conditions"]
    return engine.Guideline(
        code=content["code"],
        source=source,
        stance=content["stance"],
        exception=content["exception"],
        when=tuple(parse(one) for one in conditions if not one["unless"]),
        unless=tuple(parse(one) for one in conditions if one["unless"]),
        reason=content["reason"],
        instead=content["instead"],
        grade=content["grade"],
        reference=content["reference"],
        replacements=tuple(content["drills"]),
    )


def record(guideline: Guideline, by: AbstractBaseUser | None = None) -> Revision | None:
    """Keep how the saved guideline stands now; ``None`` where that is how it stood already."""
    fresh = whole(Guideline.objects.filter(pk=guideline.pk)).get()
    content = record_of(fresh)
    last = Revision.objects.filter(code=fresh.code).first()
    if last and last.content == content:
        return None
    return Revision.objects.create(guideline=fresh, code=fresh.code, made_by=by, content=content)  # type: ignore[misc]


def standing_at(moment: dt.datetime, packs: Iterable[str]) -> list[engine.Guideline]:
    """The guidelines of these packs that were published at ``moment``, as they stood then; two queries.

    Sources go by the names they have today. What an older Uphill knew and this one does not is left out.
    """
    wanted = set(packs)
    sources = {source.slug: source.as_value() for source in Source.objects.all()}
    found = []
    for revision in Revision.objects.all().standing_at(moment).order_by("code"):
        content = revision.content
        if content["status"] == "published" and wanted.intersection(content["packs"]):
            source = sources.get(content["source"]) or engine.SourceRef(content["source"], content["source"])
            try:
                found.append(value_of(content, source))
            except ValueError:
                continue
    return found


def whole(guidelines: Any) -> Any:
    """The guidelines with all that :func:`record_of` asks for."""
    named = NamedDrill.objects.select_related("drill")
    return guidelines.select_related("source").prefetch_related(
        "conditions", "examples", "packs", Prefetch("named_drills", named)
    )
