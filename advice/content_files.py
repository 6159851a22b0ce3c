"""Content files, those of ``advice/content/`` and others: what stands in them, checked as far as a file alone can tell.

A file is YAML and holds ``drills``, or ``heavy_legs``, or a ``pack`` with its ``sources`` and ``guidelines``; ``grade``
and ``reference`` at its top count for each guideline that names none of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from advice import choices, conditions
from advice.examples import Example
from advice.heavy_legs import Triage
from advice.heavy_legs_checks import problems
from advice.marked_yaml import Marked, YamlError, read_yaml
from workouts.vocabulary import gettext_noop as _noop

CONTENT: Final = Path(__file__).parent / "content"

Record = dict[str, Any]
_Path = tuple[str | int, ...]

# What each kind of entry may say: a type stands for something that must be said, a value for its default.
_PACK: Final[Record] = {"slug": str, "name": str, "description": "", "on_by_default": False}
_SOURCE: Final[Record] = {"slug": str, "name": str, "role": "", "about": ""}
_GUIDELINE: Final[Record] = {
    "code": str,
    "source": str,
    "stance": str,
    "exception": False,
    "reason": str,
    "instead": "",
    "grade": str,
    "reference": "",
    "editorial_note": "",
    "status": "published",
    "review_on": "",
    "drills": [],
    "when": list,
    "unless": [],
    "examples": [],
}
_CONDITION: Final[Record] = {"fact": str, "operator": str, "value": object, "editorial": False}
_EXAMPLE: Final[Record] = {"text": str, "expected": str, "athlete": {}}
_DRILL: Final[Record] = {
    "code": str,
    "name": str,
    "category": str,
    "purposes": list,
    "replaces": [],
    "mode": "alongside",
    "hard": False,
    "level": "beginner",
    "strength_base": "none",
    "equipment": [],
    "terrain": [],
    "place": "",
    "needs": [],
    "contraindications": [],
    "ask_first": [],
    "form": "",
    "not_suggested": "",
    "dose": {},
    "intensity": "",
    "note": "",
    "cues": [],
    "set_up": [],
    "doing": [],
    "faults": [],
    "stop_if": [],
    "basis": "",
    "confidence": "L",
}
# What the table of heavy legs holds, and what each entry of its lists may say.
_HEAVY_LEGS: Final[Record] = {"why_no_weights": str, "questions": list, "causes": list, "rules": list}
_QUESTION: Final[Record] = {"slug": str, "ask": str, "hint": "", "many": False, "choices": list, "ask_if": {}}
_CHOICE: Final[Record] = {"slug": str, "text": str, "from_days": 0}
_CAUSE: Final[Record] = {
    "slug": str,
    "name": str,
    "likely": str,
    "do_today": str,
    "tell_coach": str,
    "doctor": str,
    "urgency": "none",
    "restrictions": [],
    "reference": "",
}
_RULE: Final[Record] = {"cause": str, "when": {}}
_FILE_KEYS: Final = ("pack", "grade", "reference", "sources", "guidelines", "drills", "heavy_legs", "ask_first")
_SHAPES: Final = {
    str: _noop("text"),
    bool: _noop("true or false"),
    int: _noop("a whole number"),
    list: _noop("a list"),
    dict: _noop("`key: value` lines"),
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a file: where it is, which entry that is (perhaps none), and what to do."""

    file: str
    line: int | None
    entry: str
    told: str

    def __str__(self) -> str:
        line = _("line %(line)s") % {"line": self.line} if self.line else ""
        return f"{', '.join(filter(None, (self.file, line, self.entry)))}: {self.told}"


class ContentError(Exception):
    """Content files cannot be loaded; ``problems`` is everything there is to mend, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class ContentFile:
    """One file, checked. A guideline's ``when`` and ``unless`` have become its ``conditions``, in order.

    ``heavy_legs`` is the whole table, which holds together; see ``advice.heavy_legs``.
    """

    name: str
    pack: Record | None
    sources: tuple[Record, ...]
    guidelines: tuple[Record, ...]
    drills: tuple[Record, ...]
    heavy_legs: Record | None
    marked: Marked = field(default_factory=lambda: Marked(None, {}), repr=False, compare=False)

    def problem(self, kind: str, place: int | None, told: str, *inside: str | int) -> Problem:
        """What is to be mended in an entry: that of ``place`` in the list ``kind``, or the only one of its kind.

        ``inside`` leads from the entry to the field, as far as it is known.
        """
        entries = getattr(self, kind)
        entry = entries if place is None else entries[place]
        path = (kind,) if place is None else (kind, place)
        name = f"{_KINDS[kind]} {entry.get('code') or entry['slug']}"
        return Problem(self.name, self.marked.line_of(*path, *_as_written(entry, inside)), name, told)


_KINDS: Final = {
    "pack": "pack",
    "sources": "source",
    "guidelines": "guideline",
    "drills": "drill",
    "heavy_legs": "table of",
}


def _as_written(entry: Record, inside: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where a field stands in the file: ``conditions`` are under ``when`` and ``unless`` there."""
    if not inside or inside[0] != "conditions":
        return inside
    place = inside[1]
    assert isinstance(place, int)
    before = sum(not one["unless"] for one in entry["conditions"])
    return ("when", place, *inside[2:]) if place < before else ("unless", place - before, *inside[2:])


def content_files() -> list[Path]:
    """The files that come with Uphill."""
    return sorted(CONTENT.glob("*.yaml"))


def read_files(paths: Iterable[Path]) -> list[ContentFile]:
    """The files, those with drills first since guidelines name drills. Raises :class:`ContentError`."""
    files, wrong = [], list[Problem]()
    for path in paths:
        try:
            files.append(read_file(path))
        except ContentError as problem:
            wrong.extend(problem.problems)
    if wrong := [*wrong, *_repeated(files)]:
        raise ContentError(wrong)
    return sorted(files, key=lambda file: not file.drills)


def read_file(path: Path) -> ContentFile:
    """What stands in one file. Raises :class:`ContentError`."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        told = _("it cannot be read: %(why)s.") % {"why": problem.strerror}
        raise ContentError([Problem(path.name, None, "", told)]) from problem
    return read_content(path.name, data)


def read_content(name: str, data: bytes) -> ContentFile:
    """What stands in ``data``, which is called ``name`` in messages. Raises :class:`ContentError`."""
    try:
        marked = read_yaml(data)
    except YamlError as problem:
        told = _("it cannot be read: %(why)s") % {"why": problem}
        if problem.column:
            told = _("it cannot be read at column %(column)s: %(why)s") % {"column": problem.column, "why": problem}
        raise ContentError([Problem(name, problem.line, "", told)]) from problem
    reader = _Reader(name, marked)
    file = reader.file()
    if reader.problems or file is None:
        raise ContentError(sorted(reader.problems, key=lambda problem: problem.line or 0))
    if wrong := list(_repeated([file])):
        raise ContentError(wrong)
    return file


class _Reader:
    """Reads one file to its end and collects what is wrong with it; what is returned then is not to be used."""

    def __init__(self, name: str, marked: Marked) -> None:
        self.name = name
        self.marked = marked
        self.problems: list[Problem] = []

    def wrong(self, path: _Path, entry: str, told: str) -> None:
        """Keep what is to be mended, with the line of what stands at ``path``."""
        self.problems.append(Problem(self.name, self.marked.line_of(*path), entry, told))

    def file(self) -> ContentFile | None:
        """What stands in the file."""
        data = self.marked.value
        if not isinstance(data, dict) or not data.keys() & {"pack", "drills", "heavy_legs"}:
            self.wrong((), "", _("begin with `pack:`, `drills:` or `heavy_legs:`."))
            return None
        self.keys((), "", data, _FILE_KEYS)
        guideline = dict(_GUIDELINE)
        for key in ("grade", "reference"):
            if data.get(key):
                guideline[key] = self.default(key, data[key])
        pack = None if data.get("pack") is None else self.record(("pack",), _("the pack"), data["pack"], _PACK)
        table = data.get("heavy_legs")
        guidelines = self.records((), "", data, "guideline", guideline)
        if guidelines and data.get("pack") is None:
            self.wrong(("guidelines",), "", _("add `pack:` with its slug and name above the guidelines."))
        return ContentFile(
            name=self.name,
            pack=pack,
            sources=self.all_of("source", data, _SOURCE),
            guidelines=tuple(self.with_conditions(place, record) for place, record in guidelines),
            drills=self.all_of("drill", data, _DRILL),
            heavy_legs=None if table is None else self.heavy_legs(table),
            marked=self.marked,
        )

    def default(self, key: str, value: Any) -> str:
        """What counts for each guideline that names none of its own."""
        if isinstance(value, str):
            return value.strip()
        self.wrong((key,), "", _("`%(key)s` should be %(shape)s.") % {"key": key, "shape": _(_SHAPES[str])})
        return "expert_opinion"

    def all_of(self, kind: str, data: Record, shape: Record) -> tuple[Record, ...]:
        """The entries of a list at the top."""
        return tuple(record for _place, record in self.records((), "", data, kind, shape))

    def records(self, path: _Path, entry: str, data: Record, kind: str, shape: Record) -> list[tuple[int, Record]]:
        """The entries of a list that are such, each with its place."""
        entries = data.get(f"{kind}s") or []
        if not isinstance(entries, list):
            self.wrong((*path, f"{kind}s"), entry, _(_LIST) % {"kind": kind})
            return []
        found = []
        for place, one in enumerate(entries):
            name = (one.get("code") or one.get("slug")) if isinstance(one, dict) else None
            told = f"{kind} {name}" if name else _("%(kind)s number %(place)s") % {"kind": kind, "place": place + 1}
            record = self.record((*path, f"{kind}s", place), ", ".join(filter(None, (entry, told))), one, shape)
            if record is not None:
                found.append((place, record))
        return found

    def keys(self, path: _Path, entry: str, data: Record, known: Iterable[str]) -> None:
        """Refuse keys that nobody knows."""
        for key in data.keys() - set(known):
            told = _("remove or rename %(unknown)s; known are %(known)s.")
            self.wrong((*path, key), entry, told % {"unknown": key, "known": _listed(known)})

    def record(self, path: _Path, entry: str, data: Any, shape: Record) -> Record | None:
        """``data`` with every key of ``shape``, defaults filled in and text stripped."""
        if not isinstance(data, dict):
            self.wrong(path, entry, _("write it as `key: value` lines."))
            return None
        self.keys(path, entry, data, shape)
        record = {}
        for key, default in shape.items():
            required = isinstance(default, type)
            value = data.get(key) if required else data.get(key, default)
            if isinstance(value, dt.date):  # YAML knows dates
                value = value.isoformat()
            expected = default if required else type(default)
            if value is None or (required and value in ("", [])):
                self.wrong((*path, key), entry, _("fill in `%(key)s`.") % {"key": key})
                value = "" if expected is object else expected()
            elif not isinstance(value, expected):
                told = _("`%(key)s` should be %(shape)s, not %(value)s.")
                what = {"key": key, "shape": _(_SHAPES[expected]), "value": repr(value)[:80]}
                self.wrong((*path, key), entry, told % what)
                value = expected()
            record[key] = value.strip() if isinstance(value, str) else value
        return record

    def with_conditions(self, place: int, record: Record) -> Record:
        """A guideline whose conditions and examples are checked too."""
        path, entry = ("guidelines", place), f"guideline {record['code']}"
        for key, known in (
            ("stance", choices.stances()),
            ("grade", choices.grades()),
            ("status", choices.statuses()),
        ):
            # What is not filled in was told already.
            if record[key] and record[key] not in choices.slugs(known):
                told = _("`%(key)s` is one of %(known)s, not %(value)s.")
                what = {"key": key, "known": ", ".join(choices.slugs(known)), "value": repr(record[key])}
                self.wrong((*path, key), entry, told % what)
        if record["exception"] and record["stance"] not in ("supports", "conditional"):
            told = _("only a guideline that supports or is conditional can be an exception.")
            self.wrong((*path, "exception"), entry, told)
        if record["review_on"] and not _is_a_day(record["review_on"]):
            told = _("write `review_on` as a date such as 2027-03-01, not %(value)s.")
            self.wrong((*path, "review_on"), entry, told % {"value": repr(record["review_on"])})
        if not all(isinstance(code, str) for code in record["drills"]):
            self.wrong((*path, "drills"), entry, _("write `drills` as a list of codes."))
        elif len(set(record["drills"])) < len(record["drills"]):
            self.wrong((*path, "drills"), entry, _("name each drill once."))
        rows = [
            self.condition((*path, key, at), f"{entry}, `{key}`", one, unless=key == "unless")
            for key in ("when", "unless")
            for at, one in enumerate(record[key])
        ]
        examples = [
            self.example((*path, "examples", at), f"{entry}, example {at + 1}", one)
            for at, one in enumerate(record["examples"])
        ]
        plain = {key: value for key, value in record.items() if key not in ("when", "unless")}
        return plain | {"conditions": rows, "examples": examples}

    def example(self, path: _Path, entry: str, data: Any) -> Record | None:
        """An example that an athlete can meet."""
        before = len(self.problems)
        record = self.record(path, entry, data, _EXAMPLE)
        if record is not None and len(self.problems) == before:
            try:
                Example(**record)
            except ValueError as problem:
                self.wrong(path, entry, str(problem))
        return record

    def condition(self, path: _Path, entry: str, data: Any, *, unless: bool) -> Record | None:
        """A condition that its fact can be asked with, its value as it is stored."""
        before = len(self.problems)
        record = self.record(path, entry, data, _CONDITION)
        if record is None or len(self.problems) > before:
            return None
        try:
            condition = conditions.parse({key: record[key] for key in ("fact", "operator", "value")})
        except ValueError as problem:
            self.wrong(path, entry, str(problem))
            return None
        return record | {"value": condition.plain_value(), "unless": unless}

    def heavy_legs(self, data: Any) -> Record | None:
        """The table of heavy legs, checked as a whole."""
        path, entry, before = ("heavy_legs",), "heavy legs", len(self.problems)
        table = self.record(path, entry, data, _HEAVY_LEGS)
        if table is None:
            return None
        for kind, shape in (("question", _QUESTION), ("cause", _CAUSE), ("rule", _RULE)):
            table[f"{kind}s"] = [record for _place, record in self.records(path, entry, table, kind, shape)]
        for place, question in enumerate(table["questions"]):
            inside, name = (*path, "questions", place), f"{entry}, question {question['slug']}"
            question["choices"] = [one for _place, one in self.records(inside, name, question, "choice", _CHOICE)]
            self.asked((*inside, "ask_if"), f"{name}, `ask_if`", question["ask_if"])
        for place, cause in enumerate(table["causes"]):
            if not all(isinstance(one, str) for one in cause["restrictions"]):
                at = (*path, "causes", place, "restrictions")
                self.wrong(at, f"{entry}, cause {cause['slug']}", _("write `restrictions` as a list of words."))
        for place, rule in enumerate(table["rules"]):
            self.asked((*path, "rules", place, "when"), f"{entry}, rule {place + 1}, `when`", rule["when"])
        if len(self.problems) == before:
            for told in problems(Triage.from_plain(table)):
                self.wrong(path, entry, told)
        return {"slug": "heavy-legs", **table}

    def asked(self, path: _Path, entry: str, asked: Record) -> None:
        """Refuse what does not map questions to the choices that are ticked."""
        for question, ticked in asked.items():
            if not isinstance(ticked, list) or not all(isinstance(one, str) for one in ticked):
                told = _("write `question: [choice, choice]`, not `%(question)s: %(ticked)s`.")
                self.wrong((*path, question), entry, told % {"question": question, "ticked": repr(ticked)[:80]})


_LIST: Final = _noop("write `%(kind)ss` as a list, each entry after a dash.")


def _repeated(files: Iterable[ContentFile]) -> Iterator[Problem]:
    """A code that two entries of a kind share: each would undo the other on every loading."""
    seen: dict[tuple[str, str], tuple[ContentFile, int | None]] = {}
    for file in files:
        for kind in _KINDS:
            held = getattr(file, kind)
            entries = enumerate(held) if isinstance(held, tuple) else [(None, held)] if held is not None else []
            for place, record in entries:
                name = record.get("code") or record["slug"]
                if (kind, name) not in seen:
                    seen[kind, name] = file, place
                    continue
                other, at = seen[kind, name]
                line = other.problem(kind, at, "").line
                told = _("it stands in %(other)s already; remove one of them.")
                if other is file:
                    told = _("it stands in line %(line)s already; remove one of them.")
                yield file.problem(kind, place, told % {"other": other.name, "line": line})


def _is_a_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _listed(keys: Iterable[Any]) -> str:
    return ", ".join(sorted(map(str, keys)))
