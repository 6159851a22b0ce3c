"""Bringing the database up to the content files, without touching what was edited in the admin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from advice.content_files import ContentError, ContentFile, Record, read_files
from advice.models import Condition, Drill, Guideline, NamedDrill, Pack, Source
from advice.versions import LoadedContent


@dataclass
class Report:
    """What loading one file did: the names of its entries by what became of them."""

    title: str
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    edited_here: list[str] = field(default_factory=list)
    not_in_file: list[str] = field(default_factory=list)


def load(paths: Iterable[Path], *, overwrite: bool = False) -> list[Report]:
    """Check the files and bring the database up to them, all or nothing.

    What was edited in the admin since it was loaded, or made there under the same name, is left alone and named in the
    report unless ``overwrite``. Whether something is published, and in which packs, belongs to the installation: both
    are set when it is made and never again. Raises :class:`ContentError`.
    """
    files = read_files(paths)
    with transaction.atomic():
        return [_load_file(file, overwrite=overwrite) for file in files]


def _load_file(file: ContentFile, *, overwrite: bool) -> Report:
    report = Report(title=file.pack["name"] if file.pack else "Drills")
    kinds: list[tuple[_Kind, Iterable[Record]]] = [
        (_Kind(Pack, "slug"), [file.pack] if file.pack else []),
        (_Kind(Source, "slug"), file.sources),
        (_Kind(Drill, "code"), file.drills),
        (_GuidelineKind(file.pack["slug"] if file.pack else ""), file.guidelines),
    ]
    for kind, records in kinds:
        for record in records:
            name = record[kind.key]
            try:
                outcome = kind.bring_up_to(record, overwrite=overwrite)
            except ValidationError as problem:
                told = [f"{field}: {' '.join(messages)}" for field, messages in problem.message_dict.items()]
                raise ContentError(f"{file.name}, {kind.name} {name}: {' '.join(told)}") from problem
            except ValueError as problem:
                raise ContentError(f"{file.name}, {kind.name} {name}: {problem}") from problem
            getattr(report, outcome).append(name)
    if file.pack:
        loaded_here = Guideline.objects.filter(packs__slug=file.pack["slug"]).exclude(loaded="")
        codes = [record["code"] for record in file.guidelines]
        report.not_in_file.extend(loaded_here.exclude(code__in=codes).values_list("code", flat=True))
    return report


class _Kind:
    """How the entries of one kind are kept as rows."""

    def __init__(self, model: type[LoadedContent], key: str) -> None:
        self.model = model
        self.key = key
        self.name = model._meta.model_name

    def bring_up_to(self, record: Record, *, overwrite: bool) -> str:
        """Make or change the row of ``record``; the name of the report's list that tells what was done."""
        row = self.model._default_manager.filter(**{self.key: record[self.key]}).first()
        if row is None:
            self.write(self.model(**{self.key: record[self.key]}), record)
            return "created"
        held = self.read(row, record)
        if held == record:
            if row.loaded != _fingerprint(record):
                row.loaded = _fingerprint(record)
                row.save(update_fields=["loaded"])
            return "unchanged"
        if row.loaded != _fingerprint(held) and not overwrite:
            return "edited_here"
        self.write(row, record)
        return "updated"

    def read(self, row: Any, like: Record) -> Record:
        """The row in the form of the record ``like``."""
        return {key: getattr(row, key) for key in like}

    def write(self, row: Any, record: Record) -> None:
        """Save the row as ``record`` has it. Raises ``ValidationError`` or ``ValueError`` with what to mend."""
        self.fill(row, record)
        row.loaded = _fingerprint(record)
        row.full_clean()
        row.save()

    def fill(self, row: Any, record: Record) -> None:
        """Set the columns of the row."""
        for key, value in record.items():
            setattr(row, key, value)


class _GuidelineKind(_Kind):
    """Guidelines: rows with conditions and named drills, put into the pack of their file when they are made."""

    def __init__(self, pack: str) -> None:
        super().__init__(Guideline, "code")
        self.pack = pack

    def read(self, row: Any, like: Record) -> Record:
        """The guideline with its conditions and the codes of its drills."""
        rows = [{key: getattr(one, key) for key in like["conditions"][0]} for one in row.conditions.all()]
        named = row.named_drills.select_related("drill")
        linked = {"source": row.source.slug, "conditions": rows, "drills": [one.drill.code for one in named]}
        return super().read(row, {key: like[key] for key in like if key not in linked}) | linked

    def fill(self, row: Any, record: Record) -> None:
        """Set the columns and find the source."""
        plain = {key: value for key, value in record.items() if key not in ("source", "conditions", "drills")}
        super().fill(row, plain)
        source = Source.objects.filter(slug=record["source"]).first()
        if source is None:
            raise ValueError(f"there is no source {record['source']!r}; add it under `sources`.")
        row.source = source

    def write(self, row: Any, record: Record) -> None:
        """Save the guideline, then its conditions and named drills in place of those it had."""
        is_new = row.pk is None
        drills = Drill.objects.in_bulk(record["drills"], field_name="code")
        if missing := [code for code in record["drills"] if code not in drills]:
            raise ValueError(f"there is no drill {', '.join(missing)}; load it first or name another.")
        super().write(row, record)
        row.conditions.all().delete()
        for position, condition in enumerate(record["conditions"]):
            Condition(guideline=row, position=position, **condition).save()
        row.named_drills.all().delete()
        for position, code in enumerate(record["drills"]):
            NamedDrill(guideline=row, drill=drills[code], position=position).save()
        if is_new:
            row.packs.add(Pack.objects.get(slug=self.pack))


def _fingerprint(record: Record) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
