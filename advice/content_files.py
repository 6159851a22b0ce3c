"""The content files of ``advice/content/``: what stands in them, checked as far as a file alone can tell.

A file is YAML and holds ``drills``, or ``heavy_legs``, or a ``pack`` with its ``sources`` and ``guidelines``; ``grade``
and ``reference`` at its top count for each guideline that names none of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from advice import choices, conditions
from advice.examples import Example
from advice.heavy_legs import Triage
from advice.heavy_legs_checks import problems

CONTENT: Final = Path(__file__).parent / "content"

Record = dict[str, Any]

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
    str: "text",
    bool: "true or false",
    int: "a whole number",
    list: "a list",
    dict: "`key: value` lines",
}


class ContentError(Exception):
    """A content file cannot be loaded; the message names the file, the entry and what to mend."""


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


def content_files() -> list[Path]:
    """The files that come with Uphill."""
    return sorted(CONTENT.glob("*.yaml"))


def read_files(paths: Iterable[Path]) -> list[ContentFile]:
    """The files, those with drills first since guidelines name drills. Raises :class:`ContentError`."""
    files = [read_file(path) for path in paths]
    _refuse_repetition(files)
    return sorted(files, key=lambda file: not file.drills)


def read_file(path: Path) -> ContentFile:
    """What stands in one file. Raises :class:`ContentError`."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise ContentError(f"{path.name} cannot be read: {problem}") from problem
    if not isinstance(data, dict) or not data.keys() & {"pack", "drills", "heavy_legs"}:
        raise ContentError(f"{path.name}: begin with `pack:`, `drills:` or `heavy_legs:`.")
    if unknown := data.keys() - set(_FILE_KEYS):
        raise ContentError(f"{path.name}: remove or rename {_listed(unknown)}; known are {_listed(_FILE_KEYS)}.")
    guideline = _GUIDELINE | {key: data[key] for key in ("grade", "reference") if data.get(key)}
    file = ContentFile(
        name=path.name,
        pack=None if data.get("pack") is None else _record(f"{path.name}, the pack", data["pack"], _PACK),
        sources=_records(path.name, data, "source", _SOURCE),
        guidelines=tuple(map(_with_conditions(path.name), _records(path.name, data, "guideline", guideline))),
        drills=_records(path.name, data, "drill", _DRILL),
        heavy_legs=None if data.get("heavy_legs") is None else _heavy_legs(path.name, data["heavy_legs"]),
    )
    if file.guidelines and file.pack is None:
        raise ContentError(f"{path.name}: add `pack:` with its slug and name above the guidelines.")
    return file


def _records(file: str, data: Mapping[str, Any], kind: str, shape: Record) -> tuple[Record, ...]:
    entries = data.get(f"{kind}s") or []
    if not isinstance(entries, list):
        raise ContentError(f"{file}: write `{kind}s` as a list, each entry after a dash.")
    found = []
    for place, entry in enumerate(entries, start=1):
        name = (entry.get("code") or entry.get("slug")) if isinstance(entry, dict) else None
        found.append(_record(f"{file}, {kind} {name or f'number {place}'}", entry, shape))
    return tuple(found)


def _record(where: str, entry: Any, shape: Record) -> Record:
    """``entry`` with every key of ``shape``, defaults filled in and text stripped."""
    if not isinstance(entry, dict):
        raise ContentError(f"{where}: write it as `key: value` lines.")
    if unknown := entry.keys() - shape.keys():
        raise ContentError(f"{where}: remove or rename {_listed(unknown)}; known are {_listed(shape)}.")
    record = {}
    for key, default in shape.items():
        required = isinstance(default, type)
        value = entry.get(key) if required else entry.get(key, default)
        if isinstance(value, dt.date):  # YAML knows dates
            value = value.isoformat()
        expected = default if required else type(default)
        if value is None or (required and value in ("", [])):
            raise ContentError(f"{where}: fill in `{key}`.")
        if not isinstance(value, expected):
            raise ContentError(f"{where}: `{key}` should be {_SHAPES[expected]}, not {value!r}.")
        record[key] = value.strip() if isinstance(value, str) else value
    return record


def _with_conditions(file: str) -> Any:
    def checked(record: Record) -> Record:
        where = f"{file}, guideline {record['code']}"
        for key, known in (
            ("stance", choices.stances()),
            ("grade", choices.grades()),
            ("status", choices.statuses()),
        ):
            if record[key] not in choices.slugs(known):
                slugs = ", ".join(choices.slugs(known))
                raise ContentError(f"{where}: `{key}` is one of {slugs}, not {record[key]!r}.")
        if record["exception"] and record["stance"] not in ("supports", "conditional"):
            raise ContentError(f"{where}: only a guideline that supports or is conditional can be an exception.")
        rows = [
            _condition(f"{where}, `{key}`", entry, unless=key == "unless")
            for key in ("when", "unless")
            for entry in record[key]
        ]
        examples = [_example(f"{where}, example {place}", one) for place, one in enumerate(record["examples"], start=1)]
        plain = {key: value for key, value in record.items() if key not in ("when", "unless")}
        return plain | {"conditions": rows, "examples": examples}

    return checked


def _example(where: str, entry: Any) -> Record:
    record = _record(where, entry, _EXAMPLE)
    try:
        Example(**record)
    except ValueError as problem:
        raise ContentError(f"{where}: {problem}") from problem
    return record


def _condition(where: str, entry: Any, *, unless: bool) -> Record:
    record = _record(where, entry, _CONDITION)
    try:
        condition = conditions.parse({key: record[key] for key in ("fact", "operator", "value")})
    except ValueError as problem:
        raise ContentError(f"{where}: {problem}") from problem
    return record | {"value": condition.plain_value(), "unless": unless}


def _heavy_legs(file: str, data: Any) -> Record:
    """The table of heavy legs, checked as a whole."""
    where = f"{file}, heavy legs"
    table = _record(where, data, _HEAVY_LEGS)
    for kind, shape in (("question", _QUESTION), ("cause", _CAUSE), ("rule", _RULE)):
        table[f"{kind}s"] = list(_records(where, table, kind, shape))
    for question in table["questions"]:
        question["choices"] = list(_records(f"{where}, question {question['slug']}", question, "choice", _CHOICE))
        _check_conditions(f"{where}, question {question['slug']}, `ask_if`", question["ask_if"])
    for cause in table["causes"]:
        if not all(isinstance(one, str) for one in cause["restrictions"]):
            raise ContentError(f"{where}, cause {cause['slug']}: write `restrictions` as a list of words.")
    for place, rule in enumerate(table["rules"], start=1):
        _check_conditions(f"{where}, rule {place}, `when`", rule["when"])
    if told := problems(Triage.from_plain(table)):
        raise ContentError(f"{where}: {' '.join(told)}")
    return {"slug": "heavy-legs", **table}


def _check_conditions(where: str, conditions: Record) -> None:
    for question, ticked in conditions.items():
        if not isinstance(ticked, list) or not all(isinstance(one, str) for one in (question, *ticked)):
            raise ContentError(f"{where}: write `question: [choice, choice]`, not `{question}: {ticked!r}`.")


def _refuse_repetition(files: Iterable[ContentFile]) -> None:
    """Refuse a code that two entries of a kind share: each would undo the other on every loading."""
    seen: dict[tuple[str, str], str] = {}
    for file in files:
        packs = () if file.pack is None else (file.pack,)
        tables = () if file.heavy_legs is None else (file.heavy_legs,)
        kinds = {
            "pack": packs,
            "source": file.sources,
            "guideline": file.guidelines,
            "drill": file.drills,
            "table of": tables,
        }
        for kind, records in kinds.items():
            for record in records:
                name = record.get("code") or record["slug"]
                if other := seen.get((kind, name)):
                    raise ContentError(f"{file.name}, {kind} {name}: it stands in {other} already; remove one of them.")
                seen[kind, name] = file.name


def _listed(keys: Iterable[Any]) -> str:
    return ", ".join(sorted(map(str, keys)))
