"""Bringing a pack from a file, by a person who was shown first what would change.

Unlike loading, an import takes the file's word for everything in it: it replaces what was edited here, and says so
beforehand. It is all or nothing, and only for the rows of its owner: a club's file never touches what is common.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from advice import revisions
from advice.comparing import Row, differences
from advice.content_files import ContentError, ContentFile, Problem, Record
from advice.loading import DRILL, GUIDELINE, PACK, SOURCE, Step, There, steps
from advice.models import Guideline, Pack, Source
from advice.publishing import reasons_against
from advice.revisions import record_of
from advice.versions import ContentVersion
from advice.versions_in_words import aloud_rows, names_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_MOST_GUIDELINES: Final = 500

OUTCOMES: Final = ("new", "changed", "unchanged", "common")


@dataclass(frozen=True)
class Item:
    """What becomes of one entry: ``rows`` tell it field by field, ``notes`` what deserves a second look."""

    kind: str
    name: str
    outcome: str
    sentence: str
    status: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass
class _Entry:
    """A step with what becomes of it."""

    step: Step
    outcome: str
    notes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What a file would change here, found without changing anything.

    ``only_here`` are codes of the pack that the file does not have: they stay as they are.
    """

    file: ContentFile
    owner: str
    entries: list[_Entry]
    only_here: list[str]

    @property
    def counts(self) -> Counter[str]:
        """How many entries are new, changed and unchanged."""
        return Counter(entry.outcome for entry in self.entries)

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to import."""
        return any(entry.outcome in ("new", "changed") for entry in self.entries)

    @cached_property
    def items(self) -> list[Item]:
        """Every entry in words: what is new and what changes before what stays."""
        return sorted(self._items(), key=lambda item: OUTCOMES.index(item.outcome))

    @property
    def fingerprint(self) -> str:
        """What tells this plan from every other: the file's word, and how everything it is about stands here."""
        told = [(entry.step.kind.entries, entry.outcome, entry.step.held, entry.step.record) for entry in self.entries]
        plain = json.dumps([self.owner, told, self.only_here], sort_keys=True, default=str)
        return hashlib.sha256(plain.encode()).hexdigest()

    def carry_out(self, by: AbstractBaseUser | None) -> None:
        """Write what is new and what changes; every changed guideline gets its place in its history."""
        for entry in self.entries:
            step = entry.step
            if entry.outcome not in ("new", "changed"):
                continue
            row = step.row or step.kind.model()
            if isinstance(row, (Pack, Source)) and step.row is None:
                row.owner = self.owner
            # What came with Uphill is known to be edited by what was loaded; what is made here is made here.
            row = step.kind.write(row, step.record, loaded=row.loaded)
            if isinstance(row, Guideline):
                row.packs.add(Pack.objects.get(slug=_pack_of(self.file)))
                revisions.record(row, by=by)
        # The links to packs pass by every model.
        ContentVersion.bump()

    def _items(self) -> Iterator[Item]:
        guidelines = [entry for entry in self.entries if entry.step.kind is GUIDELINE]
        after = {entry.step.name: _whole(entry.step, self.file) for entry in guidelines}
        before = {entry.step.name: record_of(entry.step.row) for entry in guidelines if entry.step.row}
        names = {**names_of([*after.values(), *before.values()])}
        names["source"] = {**names["source"], **{one["slug"]: one["name"] for one in self.file.sources}}
        names["packs"] = {**names["packs"], _pack_of(self.file): _name_of(self.file)}
        for entry in self.entries:
            step, rows = entry.step, tuple[Row, ...]()
            if entry.outcome == "changed" and step.kind is GUIDELINE:
                rows = tuple(aloud_rows(differences(before[step.name], after[step.name], names)))
            elif entry.outcome == "changed":
                rows = tuple(_plain_rows(step))
            sentence = GUIDELINE.standing(step.record).in_words if step.kind is GUIDELINE else step.record["name"]
            status = step.record["status"] if step.kind is GUIDELINE else ""
            name = str(capfirst(step.kind.model._meta.verbose_name))
            yield Item(name, step.name, entry.outcome, sentence, status, rows, tuple(entry.notes))


class PlanChanged(Exception):  # noqa: N818 - nothing went wrong: somebody was faster
    """What was confirmed is no longer what would happen; ``plan`` is what would."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_("Something changed here since you were shown what the import would do."))
        self.plan = plan


def plan_import(file: ContentFile, *, owner: str = "", publish: bool = True) -> Plan:
    """What importing the file would do. Raises :class:`ContentError` with everything there is to mend.

    ``owner`` is whose pack it is, empty for what is common. Without ``publish`` nothing begins to count by it.
    """
    _refuse_other_content(file)
    found = steps(file, (PACK, SOURCE, DRILL, GUIDELINE))
    if problems := [problem for step in found for problem in _trespasses(step, owner)]:
        raise ContentError(problems)
    there = There.once_written([file], owner)
    entries, wrong = [], list[Problem]()
    for step in found:
        entry = _entry(step, owner, publish=publish)
        entries.append(entry)
        if entry.outcome in ("new", "changed"):
            problems = [*step.problems(there)] or [*_not_to_be_published(entry, owner, publish=publish)]
            wrong.extend(problems)
    if wrong:
        raise ContentError(sorted(wrong, key=lambda problem: problem.line or 0))
    here = Guideline.objects.filter(packs__slug=_pack_of(file)).values_list("code", flat=True)
    return Plan(file, owner, entries, sorted(set(here).difference(one["code"] for one in file.guidelines)))


def import_confirmed(make_plan: Callable[[], Plan], confirmed: str, by: AbstractBaseUser | None) -> Plan:
    """Carry out the plan with the fingerprint that was ``confirmed``, all or nothing.

    Raises :class:`PlanChanged` where it would be another one by now, and :class:`ContentError`.
    """
    with transaction.atomic():
        plan = make_plan()
        # Whoever else writes one of these waits; then the plan is made again, of what they left.
        codes = [entry.step.name for entry in plan.entries if entry.step.kind is GUIDELINE]
        list(Guideline.objects.select_for_update().filter(code__in=codes).values_list("pk"))
        plan = make_plan()
        if plan.fingerprint != confirmed:
            raise PlanChanged(plan)
        plan.carry_out(by)
        return plan


def _refuse_other_content(file: ContentFile) -> None:
    if file.heavy_legs is not None:
        raise ContentError([file.problem("heavy_legs", None, _("it is no part of a pack; load it with the content."))])
    if file.pack is None:
        told = _("begin with `pack:` and its slug and name: a pack is imported as a whole.")
        raise ContentError([Problem(file.name, 1, "", told)])
    if len(file.guidelines) > _MOST_GUIDELINES:
        # Each is tried on its examples while somebody waits.
        told = _("a pack has at most %(most)s guidelines; this one begins a second pack.") % {"most": _MOST_GUIDELINES}
        raise ContentError([file.problem("guidelines", _MOST_GUIDELINES, told)])


def _trespasses(step: Step, owner: str) -> Iterator[Problem]:
    """What the file may not touch, because it belongs to somebody else."""
    if owner and step.kind is DRILL:
        told = _("a club has no drills of its own: remove it, and name drills of the catalogue by their codes.")
        yield step.file.problem("drills", step.place, told)
    elif step.kind in (PACK, SOURCE) and step.row is not None:
        # Common sources may be named by everybody; a club's file does not write them.
        if step.row.owner != owner and (step.kind is PACK or step.row.owner):
            told = _("it belongs to a club: import it among that club's house rules, or give it another slug.")
            yield step.file.problem(step.kind.entries, step.place, told, "slug")
    elif step.kind is GUIDELINE and step.row is not None:
        owners = {pack.owner for pack in step.row.packs.all()}
        # A guideline in no pack, or one that quotes a club's people, is nobody's to take over either.
        if owners - {owner} or (owner and not owners) or step.row.source.owner not in ("", owner):
            told = _("this code belongs to a guideline that is not yours to change; give it another code.")
            yield step.file.problem("guidelines", step.place, told, "code")


def _entry(step: Step, owner: str, *, publish: bool) -> _Entry:
    """What becomes of a step; the status of a guideline is settled."""
    if owner and step.kind is SOURCE and step.row is not None and not step.row.owner:
        return _Entry(step, "common")
    notes = []
    if step.kind is GUIDELINE:
        was = step.held["status"] if step.held else ""
        if step.record["status"] == "published" and was != "published" and not publish:
            step.record = step.record | {"status": was or "draft"}
    changed = step.held is not None and (step.held != step.record or _joins(step))
    outcome = "new" if step.held is None else "changed" if changed else "unchanged"
    if outcome == "changed" and step.row.loaded and step.is_edited_here:
        notes.append(_("It was edited here since it came with Uphill: the import replaces the edit."))
    return _Entry(step, outcome, notes)


def _joins(step: Step) -> bool:
    """Whether a guideline that is there is not yet in the pack."""
    return step.kind is GUIDELINE and all(pack.slug != _pack_of(step.file) for pack in step.row.packs.all())


def _not_to_be_published(entry: _Entry, owner: str, *, publish: bool) -> Iterator[Problem]:
    """Why a guideline must not count as the file has it.

    A club that asks to publish what may be published gets the others as drafts, with the reason as a note.
    """
    step = entry.step
    if step.kind is not GUIDELINE or step.record["status"] != "published":
        return
    counts = step.held is not None and step.held["status"] == "published"
    tried = Guideline(source=Source.objects.filter(slug=step.record["source"]).first() or Source(owner=owner))
    GUIDELINE.fill(tried, step.record)
    stays = counts and step.held is not None and not step.held["examples"]
    reasons = reasons_against(tried, GUIDELINE.standing(step.record), exemplified=not stays)
    if owner and not tried.source_id:
        # The club itself stands for what its own people say.
        reasons.pop("reference", None)
    if not reasons:
        return
    if owner and publish and not counts:
        step.record = step.record | {"status": "draft"}
        entry.notes.extend(line for lines in reasons.values() for line in lines)
        entry.notes.append(_("It arrives as a draft."))
        if step.held == step.record:
            entry.outcome = "unchanged"
        return
    for name, lines in reasons.items():
        for line in lines:
            told = _("%(reason)s Or write `status: draft`.") % {"reason": line}
            yield step.file.problem("guidelines", step.place, told, *filter(None, (name,)))


def _pack_of(file: ContentFile) -> str:
    return "" if file.pack is None else file.pack["slug"]


def _name_of(file: ContentFile) -> str:
    return "" if file.pack is None else file.pack["name"]


def _whole(step: Step, file: ContentFile) -> Record:
    """The guideline as it will stand, in the form of a revision."""
    packs = {pack.slug for pack in step.row.packs.all()} if step.row else set[str]()
    return step.record | {"packs": sorted(packs | {_pack_of(file)})}


def _plain_rows(step: Step) -> Iterator[Row]:
    """What changes of a pack, a source or a drill, column by column."""
    assert step.held is not None
    for name, new in step.record.items():
        if step.held[name] != new:
            column: Any = step.kind.model._meta.get_field(name)
            label = str(capfirst(column.verbose_name))
            yield Row(label, _plain(step.held[name]), _plain(new))


def _plain(value: Any) -> str:
    """A value of a column as it is read."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case list():
            return "; ".join(map(_plain, value))
        case dict():
            return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    return str(value)
