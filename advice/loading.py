"""Bringing the database up to the content files, without touching what was edited in the admin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice import revisions
from advice.aloud import aloud
from advice.content_files import ContentError, ContentFile, Problem, Record, read_files
from advice.engine import SourceRef
from advice.examples import Example as ExampleValue
from advice.models import Condition, Drill, Example, Guideline, HeavyLegsTable, NamedDrill, Pack, Source
from advice.publishing import Standing, standing
from advice.versions import ContentVersion, LoadedContent

Wrong = tuple[Any, ...]
"""What is to be mended in an entry, and then the way from the entry to the field."""


@dataclass
class Report:
    """What loading one file did: the names of its entries by what became of them."""

    title: str
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    edited_here: list[str] = field(default_factory=list)
    not_in_file: list[str] = field(default_factory=list)


@dataclass
class Step:
    """One entry of a file and the row under its name: ``None`` where there is none yet.

    ``held`` is what the row holds of what the entry says.
    """

    file: ContentFile
    kind: Kind
    place: int | None
    record: Record
    row: Any
    held: Record | None

    @property
    def name(self) -> str:
        """The code or slug."""
        return self.record[self.kind.key]

    @property
    def is_edited_here(self) -> bool:
        """Whether the row is not as a file left it."""
        return self.held is not None and self.row.loaded != fingerprint(_content(self.held))

    def problems(self, there: There) -> Iterator[Problem]:
        """What keeps the entry from being written."""
        for told, *inside in self.kind.wrong(self.record, self.row, there):
            yield self.file.problem(self.kind.entries, self.place, told, *inside)


@dataclass(frozen=True)
class There:
    """The sources and drills that are there once the files are written: what guidelines may name."""

    sources: Mapping[str, SourceRef]
    drills: frozenset[str]

    @classmethod
    def once_written(cls, files: Iterable[ContentFile], owner: str = "") -> There:
        """Those of the files beside those of everybody and of ``owner``; two queries."""
        coming = list(files)
        sources = {source.slug: source.as_value() for source in Source.objects.seen_by(owner)}
        for file in coming:
            sources |= {one["slug"]: SourceRef(one["slug"], one["name"], one["role"]) for one in file.sources}
        drills = {drill["code"] for file in coming for drill in file.drills}
        return cls(sources, frozenset(drills.union(Drill.objects.values_list("code", flat=True))))


def load(paths: Iterable[Path], *, overwrite: bool = False) -> list[Report]:
    """Check the files and bring the database up to them, all or nothing.

    What was edited in the admin since it was loaded, or made there under the same name, is left alone and named in the
    report unless ``overwrite``. Whether something is published, and in which packs, belongs to the installation: both
    are set when it is made and never again. Raises :class:`ContentError` with everything there is to mend.
    """
    files = read_files(paths)
    with transaction.atomic():
        steps = [step for file in files for step in _steps_of_loading(file)]
        outcomes = [(step, _outcome(step, overwrite=overwrite)) for step in steps]
        there = There.once_written(files)
        written = [step for step, outcome in outcomes if outcome in ("created", "updated")]
        if problems := [problem for step in written for problem in step.problems(there)]:
            raise ContentError(problems)
        for step, outcome in outcomes:
            _load(step, outcome)
        return [_report(file, outcomes) for file in files]


def steps(file: ContentFile, kinds: Iterable[Kind]) -> list[Step]:
    """The entries of a file, those that others name first."""
    found = []
    for kind in kinds:
        entries = getattr(file, kind.entries)
        records: list[tuple[int | None, Record]] = (
            list(enumerate(entries)) if isinstance(entries, tuple) else [(None, entries)] if entries else []
        )
        rows = kind.rows([record[kind.key] for _place, record in records])
        for place, record in records:
            row = rows.get(record[kind.key])
            found.append(Step(file, kind, place, record, row, kind.read(row, record) if row else None))
    return found


def _steps_of_loading(file: ContentFile) -> list[Step]:
    found = steps(file, (PACK, SOURCE, DRILL, GUIDELINE, HEAVY_LEGS))
    for step in found:
        if step.kind is GUIDELINE and step.held is not None:
            # Whether it is published belongs to the installation.
            step.record = step.record | {"status": step.held["status"]}
    return found


def _outcome(step: Step, *, overwrite: bool) -> str:
    """The name of the report's list that tells what is done."""
    if step.held is None:
        return "created"
    if step.held == step.record:
        return "unchanged"
    return "edited_here" if step.is_edited_here and not overwrite else "updated"


def _load(step: Step, outcome: str) -> None:
    loaded = fingerprint(_content(step.record))
    if outcome in ("created", "updated"):
        row = step.kind.write(step.row or step.kind.model(), step.record, loaded=loaded)
        if isinstance(row, Guideline):
            if outcome == "created":
                assert step.file.pack is not None
                row.packs.add(Pack.objects.get(slug=step.file.pack["slug"]))
                # The links to packs pass by every model.
                ContentVersion.bump()
            revisions.record(row)
    elif outcome == "unchanged" and step.row.loaded != loaded:
        step.row.loaded = loaded
        step.row.save(update_fields=["loaded"])


def _report(file: ContentFile, outcomes: Iterable[tuple[Step, str]]) -> Report:
    report = Report(title=file.pack["name"] if file.pack else "Heavy legs" if file.heavy_legs else "Drills")
    for step, outcome in outcomes:
        if step.file is file:
            getattr(report, outcome).append(step.name)
    if file.pack:
        loaded_here = Guideline.objects.filter(packs__slug=file.pack["slug"]).exclude(loaded="")
        codes = [record["code"] for record in file.guidelines]
        report.not_in_file.extend(loaded_here.exclude(code__in=codes).values_list("code", flat=True))
    return report


class Kind:
    """How the entries of one kind are kept as rows; ``entries`` is where a content file has them."""

    def __init__(self, model: type[LoadedContent], key: str, entries: str) -> None:
        self.model = model
        self.key = key
        self.entries = entries

    def rows(self, names: list[str]) -> dict[str, Any]:
        """The rows under these names."""
        found = self.model._default_manager.filter(**{f"{self.key}__in": names}) if names else ()
        return {getattr(row, self.key): row for row in found}

    def read(self, row: Any, like: Record) -> Record:
        """The row in the form of the record ``like``."""
        return {key: tidied(getattr(row, key)) for key in like}

    def wrong(self, record: Record, row: Any, there: There) -> Iterator[Wrong]:  # noqa: ARG002 - guidelines ask there
        """What the columns would refuse."""
        yield from self._refused(record, row)

    def _refused(self, record: Record, row: Any, **options: Any) -> Iterator[Wrong]:
        tried: Any = self.model()
        tried.pk = row.pk if row else None
        self.fill(tried, record)
        try:
            tried.full_clean(validate_unique=False, **options)
        except ValidationError as problem:
            for name, told in problem.message_dict.items():
                lines = " ".join(told)
                yield (lines,) if name == NON_FIELD_ERRORS else (f"{name}: {lines}", name)

    def write(self, row: Any, record: Record, *, loaded: str) -> Any:
        """Save what was found to be right; ``loaded`` is the fingerprint of what a file of Uphill says."""
        self.fill(row, record)
        row.loaded = loaded
        row.save()
        return row

    def fill(self, row: Any, record: Record) -> None:
        """Set the columns of the row."""
        for key, value in record.items():
            setattr(row, key, value)


class GuidelineKind(Kind):
    """Guidelines: rows with conditions, named drills and examples."""

    def rows(self, names: list[str]) -> dict[str, Any]:
        """The guidelines with all that belongs to them."""
        found = revisions.whole(Guideline.objects.filter(code__in=names)) if names else ()
        return {row.code: row for row in found}

    def read(self, row: Any, like: Record) -> Record:
        """The guideline with all that belongs to it."""
        held = revisions.record_of(row)
        return {key: tidied(held[key]) for key in like}

    def fill(self, row: Any, record: Record) -> None:
        """Set the columns; the source is found when it is saved."""
        plain = {key: value for key, value in record.items() if key not in _LINKED}
        super().fill(row, plain | {"review_on": plain["review_on"] or None})

    def wrong(self, record: Record, row: Any, there: There) -> Iterator[Wrong]:
        """What the columns would refuse, names that lead nowhere, and examples that do not come out as they say."""
        yield from self._refused(record, row, exclude=["source", "loaded"], validate_constraints=False)
        if record["source"] not in there.sources:
            told = _("there is no source %(slug)r; add it under `sources`.")
            yield told % {"slug": record["source"]}, "source"
        if missing := [code for code in record["drills"] if code not in there.drills]:
            told = _("there is no drill %(codes)s; load it first or name another.")
            yield told % {"codes": ", ".join(missing)}, "drills"
        longest = Example._meta.get_field("text").max_length or 0
        for place, example in enumerate(record["examples"]):
            if len(example["text"]) > longest:
                told = _("example %(place)s is longer than %(longest)s characters.")
                yield told % {"place": place + 1, "longest": longest}, "examples", place, "text"
        now = self.standing(record)
        if now.rule is None:
            yield (now.problem,)
            return
        for place, example in enumerate(record["examples"]):
            outcome = now.outcomes[place + 1]
            if outcome is not None and not outcome.passes:
                told = _("example %(place)s, %(text)r, expects %(expected)s. %(because)s")
                what = {"place": place + 1, "because": aloud(outcome.because), **example}
                yield told % what, "examples", place

    def standing(self, record: Record) -> Standing:
        """The guideline of a record put to its examples."""
        nobody = SourceRef(slug=record["source"], name=record["source"])
        examples = {at: partial(ExampleValue, **one) for at, one in enumerate(record["examples"], start=1)}
        return standing(lambda: revisions.value_of(record, nobody), examples)

    def write(self, row: Any, record: Record, *, loaded: str) -> Any:
        """Save the guideline, then its conditions, named drills and examples in place of those it had."""
        row.source = Source.objects.get(slug=record["source"])
        super().write(row, record, loaded=loaded)
        drills = Drill.objects.in_bulk(record["drills"], field_name="code")
        conditions = [Condition(guideline=row, position=at, **one) for at, one in enumerate(record["conditions"])]
        named = [NamedDrill(guideline=row, position=at, drill=drills[one]) for at, one in enumerate(record["drills"])]
        examples = [Example(guideline=row, position=at, **one) for at, one in enumerate(record["examples"])]
        for manager, rows in ((row.conditions, conditions), (row.named_drills, named), (row.examples, examples)):
            manager.all().delete()
            manager.bulk_create(rows)
        return row


class HeavyLegsKind(Kind):
    """The table of heavy legs with its rows: one edit here keeps the whole table as it is."""

    def read(self, row: Any, like: Record) -> Record:
        """The table with its rows, in their order."""
        lists = {
            name: [{key: getattr(one, key) for key in like[name][0]} for one in getattr(row, name).all()]
            for name in ("questions", "causes", "rules")
        }
        return super().read(row, {key: like[key] for key in like if key not in lists}) | lists

    def write(self, row: Any, record: Record, *, loaded: str) -> Any:
        """Save the table, then its rows in place of those it had."""
        super().write(row, record, loaded=loaded)
        row.replace_rows(record)
        return row

    def fill(self, row: Any, record: Record) -> None:
        """Set the columns of the table itself."""
        super().fill(row, {key: record[key] for key in ("slug", "why_no_weights")})


PACK: Final = Kind(Pack, "slug", "pack")
SOURCE: Final = Kind(Source, "slug", "sources")
DRILL: Final = Kind(Drill, "code", "drills")
GUIDELINE: Final = GuidelineKind(Guideline, "code", "guidelines")
HEAVY_LEGS: Final = HeavyLegsKind(HeavyLegsTable, "slug", "heavy_legs")

_LINKED: Final = frozenset({"source", "conditions", "drills", "examples"})
# Keys that later versions of Uphill brought: they count only where something stands in them, so that a row that an
# older one loaded is still known to be as it was loaded.
_LATER: Final = frozenset({"examples", "review_on", "set_up", "doing", "faults", "stop_if"})


def tidied(value: Any) -> Any:
    """``value`` with its texts as a file can hold them: ends of lines as YAML has them, nothing blank around."""
    match value:
        case str():
            return value.replace("\r\n", "\n").strip()
        case list():
            return [tidied(one) for one in value]
        case dict():
            return {key: tidied(one) for key, one in value.items()}
    return value


def fingerprint(record: Record) -> str:
    """What tells one record from another."""
    counted = {key: value for key, value in record.items() if value or key not in _LATER}
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def _content(record: Record) -> Record:
    """What of an entry is Uphill's, and not the installation's."""
    return {key: value for key, value in record.items() if key != "status"}
