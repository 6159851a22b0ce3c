"""The published content as the engine's values, compiled once per process and content version.

Each call costs one small query, which tells whether what was compiled is still what the database holds.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from django.db.models import Prefetch

from advice import revisions
from advice.drills import Drill
from advice.engine import GuidelineSet
from advice.heavy_legs import Triage
from advice.heavy_legs_checks import problems
from advice.models import Drill as DrillRow
from advice.models import Guideline as GuidelineRow
from advice.models import HeavyLegsTable, NamedDrill, Pack
from advice.versions import ContentVersion

logger = logging.getLogger(__name__)

_Value = TypeVar("_Value")


class _Compiled:
    """What was compiled of one content version; another version begins with nothing."""

    def __init__(self, token: uuid.UUID | None) -> None:
        self.token = token
        self._values: dict[Hashable, Any] = {}

    def get(self, key: Hashable, compile_value: Callable[[], _Value]) -> _Value:
        """The value under ``key``, compiled where it is asked for first."""
        if key not in self._values:
            self._values[key] = compile_value()
        return self._values[key]


_compiled = _Compiled(None)


def guideline_set(packs: Iterable[str]) -> GuidelineSet:
    """The published guidelines of the packs with these slugs; the same object until the content changes.

    Packs that do not exist count for nothing, so that clubs without house rules share one set.
    """
    content = _current()
    slugs = tuple(sorted(content.get("packs", _pack_slugs).intersection(packs)))
    return content.get(("guidelines", slugs), lambda: _compile_guidelines(slugs))


def heavy_legs_triage() -> Triage | None:
    """The table of heavy legs; ``None`` before content was loaded, and where it does not hold together."""
    return _current().get("heavy legs", _compile_heavy_legs)


def guideline_set_at(packs: Iterable[str], moment: dt.datetime) -> GuidelineSet:
    """The guidelines of the packs as they stood at ``moment``; compiled on each call, for it is seldom asked for."""
    return GuidelineSet(revisions.standing_at(moment, packs))


def drill_catalogue() -> tuple[Drill, ...]:
    """The published drills in the order of their codes; the same object until the content changes."""
    return compiled("drills", _compile_drills)


def compiled(key: Hashable, compile_value: Callable[[], _Value]) -> _Value:
    """What ``compile_value`` makes of the content, made once per process and content version."""
    return _current().get(key, compile_value)


def _current() -> _Compiled:
    global _compiled  # noqa: PLW0603 - swapped as a whole, so that threads see one version or the other
    content, token = _compiled, ContentVersion.current()
    if content.token != token:
        content = _compiled = _Compiled(token)
    return content


def _pack_slugs() -> frozenset[str]:
    return frozenset(Pack.objects.values_list("slug", flat=True))


def _compile_guidelines(slugs: tuple[str, ...]) -> GuidelineSet:
    named = NamedDrill.objects.select_related("drill")
    rows = (
        GuidelineRow.objects.published()
        .in_packs(slugs)
        .select_related("source")
        .prefetch_related("conditions", Prefetch("named_drills", named))
    )
    return GuidelineSet(_whole(rows, GuidelineRow.as_value))


def _compile_drills() -> tuple[Drill, ...]:
    return tuple(_whole(DrillRow.objects.filter(published=True), DrillRow.as_value))


def _compile_heavy_legs() -> Triage | None:
    table = HeavyLegsTable.objects.first()
    if table is None:
        return None
    triage = table.as_value()
    if told := problems(triage):
        # The admin refuses such a table, so it was written past it: no answer is better than a wrong one.
        logger.error("The table of heavy legs is not used: %s", " ".join(told))
        return None
    return triage


def _whole(rows: Iterable[Any], as_value: Callable[[Any], _Value]) -> list[_Value]:
    """The values of the rows; a row that does not hold together is left out and told in the log.

    The admin refuses to publish one, so this takes a write past the admin, or a fact that an older Uphill knew.
    """
    values = []
    for row in rows:
        try:
            values.append(as_value(row))
        except ValueError as problem:
            logger.error("%s is left out of all advice: %s", row, problem)
    return values
