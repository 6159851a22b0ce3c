"""An old version of a guideline, filled into its editor as if somebody had typed it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.forms import BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.datastructures import MultiValueDict

from advice import conditions
from advice.editing import GuidelineEditor
from advice.models import Drill, Pack, Source
from advice.revisions import Record
from advice.written import athlete_as_text, value_as_text

Sent = MultiValueDict[str, Any]


class Refill(NamedTuple):
    """What a browser would send to make the guideline what it was, and what of it is no longer there."""

    sent: Sent
    missing: tuple[str, ...]


def refill(editor: GuidelineEditor, content: Record) -> Refill:
    """What to bind the forms of ``editor``, which stand as stored, to."""
    source = Source.objects.filter(slug=content["source"]).first()
    packs = {pack.slug: pack.pk for pack in Pack.objects.filter(slug__in=content["packs"])}
    drills = {drill.code: drill.pk for drill in Drill.objects.filter(code__in=content["drills"])}
    values: dict[str, Any] = {
        **content,
        "source": source.pk if source else None,
        "packs": [packs[slug] for slug in content["packs"] if slug in packs],
    }
    sent: Sent = MultiValueDict()
    for name in editor.form.fields:
        value = values.get(name)
        if _is_sent(value):
            sent.setlist(editor.form.add_prefix(name), value if isinstance(value, list) else [_as_typed(value)])
    _send_rows(sent, editor.conditions, map(_condition, content["conditions"]))
    _send_rows(sent, editor.examples, map(_example, content["examples"]))
    for formset in editor.others:
        _send_drills(sent, formset, [drills[code] for code in content["drills"] if code in drills])
    missing = [slug for slug in (*content["packs"], *content["drills"]) if slug not in {**packs, **drills}]
    return Refill(sent, tuple(missing if source else [content["source"], *missing]))


def _send_rows(sent: Sent, formset: BaseInlineFormSet, rows: Iterable[dict[str, Any] | None]) -> None:
    """Write ``rows`` over those that are stored, in their order; ``None`` and those left over are to be deleted."""
    wanted, stored = list(rows), formset.initial_forms
    count = max(len(wanted), len(stored))
    sent[f"{formset.prefix}-TOTAL_FORMS"] = str(count)
    sent[f"{formset.prefix}-INITIAL_FORMS"] = str(len(stored))
    for place in range(count):
        prefix = formset.add_prefix(place)
        row = wanted[place] if place < len(wanted) else None
        if place < len(stored):
            sent[f"{prefix}-id"] = str(stored[place].instance.pk)
        if row is None:
            # What it holds now is sent along, so that the row can be read and kept after all.
            row = {bound.name: bound.value() for bound in stored[place]} | {DELETION_FIELD_NAME: True}
        for name, value in row.items():
            if _is_sent(value):
                sent[f"{prefix}-{name}"] = _as_typed(value)


def _send_drills(sent: Sent, formset: BaseInlineFormSet, wanted: list[int]) -> None:
    """Keep the rows of drills that stay, for a guideline names each drill once."""
    places = {drill: place for place, drill in enumerate(wanted)}
    held = [form.instance.drill_id for form in formset.initial_forms]
    rows = [{"drill": drill, "position": places[drill]} if drill in places else None for drill in held]
    new = [{"drill": drill, "position": place} for drill, place in places.items() if drill not in held]
    _send_rows(sent, formset, [*rows, *new])


def _condition(record: Record) -> dict[str, Any]:
    try:
        value = value_as_text(conditions.parse(record))
    except ValueError:
        value = str(record["value"])
    return {**record, "value": value}


def _example(record: Record) -> dict[str, Any]:
    return {**record, "athlete": athlete_as_text(record["athlete"])}


def _is_sent(value: Any) -> bool:
    """Whether a browser would send it: a box that is not ticked is not sent, a 0 is."""
    return value is not None and value is not False


def _as_typed(value: Any) -> str:
    return "on" if value is True else str(value)
