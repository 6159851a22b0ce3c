"""The season templates that ship with Uphill: read once from ``plans/seasons/``, the same for every club."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from plans.outline import Outline, OutlineWeek

FOLDER: Final = Path(__file__).parent / "seasons"
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class SeasonTemplate:
    """A template that belongs to no club. ``intended``: the facts of the athlete it is made for, by key."""

    slug: str
    name: str
    summary: str
    intended: Mapping[str, Any]
    outline: Outline


@functools.cache
def season_templates() -> Mapping[str, SeasonTemplate]:
    """All that ship, by slug, from the shortest race to the longest. Raises ``ValueError`` where a file is at fault."""
    found = [_read(path) for path in FOLDER.glob("*.yaml")]
    found.sort(key=lambda one: (len(one.outline.weeks), one.slug))
    return MappingProxyType({one.slug: one for one in found})


def _read(path: Path) -> SeasonTemplate:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    race_day = None if content["race_day"] is None else DAYS.index(content["race_day"])
    weeks = tuple(_week(week) for week in content["weeks"])
    # By way of JSON, so that what ships is held to the rules of what clubs make.
    outline = Outline.from_json([week.to_json() for week in weeks], race_day)
    return SeasonTemplate(content["code"], content["name"], content["summary"], content["intended"], outline)


def _week(content: Mapping[str, Any]) -> OutlineWeek:
    sessions = [(DAYS.index(day), text) for day, text in content["days"].items()]
    return OutlineWeek(tuple(sessions), content["block"], content["note"])
