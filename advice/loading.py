"""Bringing the database up to the content files, without touching what was edited in the admin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from advice import revisions
from advice.content_files import ContentError, ContentFile, Record, read_files
from advice.examples import try_out
from advice.models import Condition, Drill, Example, Guideline, HeavyLegsTable, NamedDrill, Pack, Source
from advice.versions import LoadedContent
from workouts.reading import read


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
    report = Report(title=file.pack["name"] if file.pack else "Heavy legs" if file.heavy_legs else "Drills")
    kinds: list[tuple[_Kind, Iterable[Record]]] = [
        (_Kind(Pack, "slug"), [file.pack] if file.pack else []),
        (_Kind(Source, "slug"), file.sources),
        (_Kind(Drill, "code"), file.drills),
        (_GuidelineKind(file.pack["slug"] if file.pack else ""), file.guidelines),
        (_HeavyLegsKind(), [file.heavy_legs] if file.heavy_legs else []),
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
    """Guidelines: rows with conditions, named drills and examples.

    Those of one file go into its pack when they are made, and get their status then.
    """

    def __init__(self, pack: str) -> None:
        super().__init__(Guideline, "code")
        self.pack = pack

    def bring_up_to(self, record: Record, *, overwrite: bool) -> str:
        """As for every kind; the examples of what was written are tried, and its history goes on."""
        content = {key: value for key, value in record.items() if key != "status"}
        outcome = super().bring_up_to(content, overwrite=overwrite)
        if outcome in ("created", "updated"):
            guideline = Guideline.objects.get(code=record["code"])
            if outcome == "created":
                guideline.status = record["status"]
                guideline.save(update_fields=["status"])
                guideline.packs.add(Pack.objects.get(slug=self.pack))
            _refuse_failing_examples(guideline)
            revisions.record(guideline)
        return outcome

    def read(self, row: Any, like: Record) -> Record:
        """The guideline with all that belongs to it."""
        held = revisions.record_of(row)
        return {key: held[key] for key in like}

    def fill(self, row: Any, record: Record) -> None:
        """Set the columns and find the source."""
        plain = {key: value for key, value in record.items() if key not in _LINKED}
        super().fill(row, plain | {"review_on": plain["review_on"] or None})
        source = Source.objects.filter(slug=record["source"]).first()
        if source is None:
            raise ValueError(f"there is no source {record['source']!r}; add it under `sources`.")
        row.source = source

    def write(self, row: Any, record: Record) -> None:
        """Save the guideline, then its conditions, named drills and examples in place of those it had."""
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
        row.examples.all().delete()
        for position, example in enumerate(record["examples"]):
            Example(guideline=row, position=position, **example).save()


class _HeavyLegsKind(_Kind):
    """The table of heavy legs with its rows: one edit here keeps the whole table as it is."""

    def __init__(self) -> None:
        super().__init__(HeavyLegsTable, "slug")

    def read(self, row: Any, like: Record) -> Record:
        """The table with its rows, in their order."""
        lists = {
            name: [{key: getattr(one, key) for key in like[name][0]} for one in getattr(row, name).all()]
            for name in ("questions", "causes", "rules")
        }
        return super().read(row, {key: like[key] for key in like if key not in lists}) | lists

    def write(self, row: Any, record: Record) -> None:
        """Save the table, then its rows in place of those it had."""
        super().write(row, record)
        row.replace_rows(record)

    def fill(self, row: Any, record: Record) -> None:
        """Set the columns of the table itself."""
        super().fill(row, {key: record[key] for key in ("slug", "why_no_weights")})


_LINKED: Final = frozenset({"source", "conditions", "drills", "examples"})
# Keys that later versions of Uphill brought: they count only where something stands in them, so that a row that an
# older one loaded is still known to be as it was loaded.
_LATER: Final = frozenset({"examples", "review_on", "set_up", "doing", "faults", "stop_if"})


def _fingerprint(record: Record) -> str:
    counted = {key: value for key, value in record.items() if value or key not in _LATER}
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def _refuse_failing_examples(guideline: Guideline) -> None:
    """Raise ``ValueError`` for the first example that does not come out as it says."""
    value = guideline.as_value()
    for place, row in enumerate(guideline.examples.all(), start=1):
        outcome = try_out(value, row.as_value(), read)
        if not outcome.passes:
            raise ValueError(f"example {place}, {row.text!r}, expects {row.expected}. {outcome.because}")
