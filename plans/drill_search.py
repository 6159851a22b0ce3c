"""Looking through the catalogue of drills: by words, purpose, place or equipment, level and load to replace."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from advice import choices
from plans.drill_sheet import DrillSheet
from plans.searching import SearchForm

# Drills that take nothing but a floor; no word of the domain, which names things that are there.
NOTHING: Final = "nothing"


class DrillSearchForm(SearchForm):
    """What is looked for in the catalogue."""

    purpose = forms.ChoiceField(label=_("For"), required=False)
    gear = forms.ChoiceField(label=_("Place or equipment"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    replaces = forms.ChoiceField(label=_("In place of"), required=False)

    def __init__(self, data: Any, catalogue: Iterable[DrillSheet]) -> None:
        self._catalogue = list(catalogue)
        super().__init__(data)
        gear = [(NOTHING, _("nothing but a floor")), *choices.places()]
        for name, words, anything in (
            ("purpose", choices.purposes(), _("Any purpose")),
            ("gear", gear, _("Anything")),
            ("level", choices.drill_levels(), _("Any level")),
            ("replaces", choices.implements(), _("Any load")),
        ):
            occurring = [(slug, capfirst(str(label))) for slug, label in words if self._occurs(name, slug)]
            self.offer(name, anything, occurring)

    def found(self) -> list[DrillSheet]:
        """The drills that fit all that was asked and can be understood, first those that are called so."""
        asked, words = self.asked, self.words
        found = [
            sheet
            for sheet in self._catalogue
            if all(slug in _FACETS[name](sheet) for name, slug in asked.items())
            and all(word.search(sheet.searched) for word in words)
        ]
        return sorted(found, key=lambda sheet: not all(word.search(sheet.drill.name.casefold()) for word in words))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return any(self.data.get(name) for name in self.fields)

    def _occurs(self, name: str, slug: str) -> bool:
        return any(slug in _FACETS[name](sheet) for sheet in self._catalogue)


def _gear(sheet: DrillSheet) -> set[str]:
    """All that it may be done with or on; ``NOTHING`` where it needs nothing."""
    drill = sheet.drill
    return {*drill.terrain, *[slug for group in drill.equipment for slug in group]} or {NOTHING}


_FACETS: Final[dict[str, Callable[[DrillSheet], Collection[str]]]] = {
    "purpose": lambda sheet: sheet.drill.purposes,
    "gear": _gear,
    "level": lambda sheet: (sheet.drill.level,),
    "replaces": lambda sheet: sheet.drill.replaces,
}
