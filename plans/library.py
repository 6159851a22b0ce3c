"""What the pages of the library show: positions by source, and how one of them came to stand as it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advice import choices
from advice.comparing import Row, differences
from advice.engine import SourceRef
from advice.library import Library, Position
from advice.models import Revision
from advice.versions_in_words import aloud_rows, in_words, names_of
from plans.searching import SearchForm


@dataclass(frozen=True)
class Shelf:
    """A source with those of its positions that were looked for."""

    source: SourceRef
    about: str
    positions: Sequence[Position]


def shelves(library: Library, positions: Iterable[Position]) -> list[Shelf]:
    """The positions by source, in the order of the sources' names."""
    found: dict[SourceRef, list[Position]] = {}
    for position in positions:
        found.setdefault(position.source, []).append(position)
    ordered = sorted(found.items(), key=lambda item: item[0].name.casefold())
    return [Shelf(source, library.about.get(source.slug, ""), held) for source, held in ordered]


class LibrarySearchForm(SearchForm):
    """What is looked for among the positions."""

    stance = forms.ChoiceField(label=_("Stance"), required=False)
    grade = forms.ChoiceField(label=_("Rests on"), required=False)
    pack = forms.ChoiceField(label=_("Pack"), required=False)

    def __init__(self, data: Any, library: Library) -> None:
        self._library = library
        super().__init__(data)
        held = [position.guideline for position in library.positions]
        grades, stances = {one.grade for one in held}, {one.stance for one in held}
        packs = {slug for position in library.positions for slug in position.packs}
        self.offer("stance", _("Any stance"), [word for word in choices.stances() if word[0] in stances])
        self.offer("grade", _("Any evidence"), [word for word in choices.grades() if word[0] in grades])
        self.offer("pack", _("Any pack"), [(slug, name) for slug, name in library.packs.items() if slug in packs])

    def found(self) -> list[Position]:
        """The positions that fit all that was asked and can be understood."""
        asked, words = self.asked, self.words
        return [
            position
            for position in self._library.positions
            if asked.get("stance") in (None, position.guideline.stance)
            and asked.get("grade") in (None, position.guideline.grade)
            and ("pack" not in asked or asked["pack"] in position.packs)
            and all(word.search(position.searched) for word in words)
        ]


@dataclass(frozen=True)
class Version:
    """A guideline from one change to the next: how it read, and what the change was. Who made it is not told."""

    made_at: dt.datetime
    status: str
    sentence: str
    changes: Sequence[Row]
    stood: bool


def versions(code: str, on: dt.datetime | None = None) -> list[Version]:
    """The versions of a guideline since it was first published, the latest first; ``stood`` marks the one of ``on``.

    Five queries at most. What was tried as a draft before is nobody else's business.
    """
    kept = list(Revision.objects.filter(code=code).order_by("made_at", "pk"))
    first = next((place for place, one in enumerate(kept) if one.status == "published"), None)
    if first is None:
        return []
    shown = kept[first:]
    names = names_of([revision.content for revision in shown])
    standing = [revision for revision in shown if on is not None and revision.made_at <= on]
    found = []
    for place, revision in enumerate(shown):
        rows = differences(shown[place - 1].content, revision.content, names) if place else ()
        found.append(
            Version(
                revision.made_at,
                revision.status,
                in_words(revision),
                aloud_rows(rows),
                stood=bool(standing) and revision is standing[-1],
            )
        )
    return found[::-1]
