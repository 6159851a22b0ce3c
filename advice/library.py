"""Every published position that any club can listen to, with all that is told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max, Prefetch

from advice.engine import Guideline, SourceRef, readable
from advice.examples import Example
from advice.models import Guideline as GuidelineRow
from advice.models import NamedDrill, Pack, Source
from advice.published import compiled
from advice.saying import Said


@dataclass(frozen=True)
class Position:
    """A published guideline with what only readers ask for: where it belongs, its examples, when it was last changed.

    ``packs`` maps slugs to names; ``drills`` codes to names of those that are published.
    """

    guideline: Guideline
    sentence: Said
    note: str
    packs: Mapping[str, str]
    drills: Mapping[str, str]
    examples: tuple[Example, ...]
    changed_at: dt.datetime | None

    @property
    def source(self) -> SourceRef:
        """Whose position it is."""
        return self.guideline.source

    @cached_property
    def searched(self) -> str:
        """All its words, in small letters."""
        guideline = self.guideline
        said = (guideline.code, self.source.name, self.source.role, self.sentence, guideline.reason, guideline.instead)
        texts = (example.text for example in self.examples)
        return " ".join((*said, guideline.reference, self.note, *self.drills.values(), *texts)).casefold()


@dataclass(frozen=True)
class Library:
    """All positions in the order of their codes, and what is said about their sources, by slug."""

    positions: tuple[Position, ...]
    about: Mapping[str, str]
    packs: Mapping[str, str]

    @cached_property
    def by_code(self) -> dict[str, Position]:
        """The positions by code."""
        return {position.guideline.code: position for position in self.positions}


def library() -> Library:
    """The library; the same object until the content changes."""
    return compiled("library", _collect)


def _collect() -> Library:
    packs = dict(Pack.objects.common().values_list("slug", "name"))
    named = NamedDrill.objects.select_related("drill")
    rows = (
        GuidelineRow.objects.published()
        .in_packs(packs)
        .select_related("source")
        .prefetch_related("conditions", "packs", "examples", Prefetch("named_drills", named))
        .annotate(changed_at=Max("revisions__made_at"))
    )
    positions = [position for row in rows if (position := _position(row)) is not None]
    about = dict(Source.objects.common().values_list("slug", "about"))
    return Library(tuple(positions), about, packs)


def _position(row: GuidelineRow) -> Position | None:
    try:
        guideline = row.as_value()
        examples = tuple(example.as_value() for example in row.examples.all())
    except ValueError:
        # It counts for nothing either; ``advice.published`` tells the log.
        return None
    return Position(
        guideline=guideline,
        sentence=readable(guideline),
        note=row.editorial_note,
        packs={pack.slug: pack.name for pack in row.packs.all() if not pack.owner},
        drills={named.drill.code: named.drill.name for named in row.named_drills.all() if named.drill.published},
        examples=examples,
        changed_at=row.changed_at,  # type: ignore[attr-defined]
    )
