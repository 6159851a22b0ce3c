"""A pack as a file that imports again unchanged: the same bytes for the same content, for people to read and edit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, Final

import yaml

from advice import revisions
from advice.content_files import Record
from advice.loading import tidied
from advice.models import Guideline, Pack, Source

_WIDTH: Final = 110
_PROSE: Final = 80
"""A text longer than this is folded into lines."""

_HEAD: Final = """\
# {name}: a pack of guidelines, written by Uphill.
#
# Edit it and import it again: first you are shown what would change, and nothing is changed by a broken file.
# A guideline goes by its code, which stays. It applies when all conditions under `when` hold, unless all under `unless`
# do. A condition names a fact, an operator and a value; `editorial: true` marks a value that is ours and not the
# source's. Examples are tried when the file is read: sessions, athletes where they differ from the typical one, and
# whether the guideline applies. `status` is published unless it says draft or retired. Drills go by their codes.
"""


def pack_as_yaml(pack: Pack) -> str:
    """The pack with its sources and guidelines, by their codes."""
    guidelines = [
        {key: tidied(value) for key, value in revisions.record_of(one).items()}
        for one in revisions.whole(Guideline.objects.filter(packs=pack))
    ]
    # Sorted here: databases have ideas of their own about hyphens.
    guidelines.sort(key=lambda one: one["code"])
    used = Source.objects.filter(slug__in={one["source"] for one in guidelines})
    sources = sorted(used, key=lambda source: source.slug)
    shared = _shared(guidelines)
    plain: Record = {
        "pack": _said(_texts(pack, "slug", "name", "description")) | {"on_by_default": pack.on_by_default},
        **shared,
        "sources": [_said(_texts(source, "slug", "name", "role", "about")) for source in sources],
        "guidelines": [_guideline(one, shared) for one in guidelines],
    }
    parts = [
        _dumped({key: value})
        for key, value in plain.items()
        # A pack without guidelines has no sources either.
        if value or key == "pack"
    ]
    name = re.sub(r"\s+", " ", pack.name)
    return "\n".join([_HEAD.format(name=name), *(_aired(part) for part in parts)])


def _texts(row: Any, *names: str) -> Record:
    return {name: tidied(getattr(row, name)) for name in names}


def _said(record: Record) -> Record:
    return {key: value for key, value in record.items() if value}


def _shared(guidelines: list[Record]) -> Record:
    """What every guideline rests on, said once at the top."""
    if len(guidelines) < 2:
        return {}
    found = {key: {one[key] for one in guidelines} for key in ("grade", "reference")}
    return {key: values.pop() for key, values in found.items() if len(values) == 1 and values != {""}}


def _guideline(record: Record, shared: Record) -> Record:
    """A guideline in the order in which it is read."""
    plain: Record = {"code": record["code"], "source": record["source"], "stance": record["stance"]}
    if record["exception"]:
        plain["exception"] = True
    if record["status"] != "published":
        plain["status"] = record["status"]
    plain |= _said({"reason": record["reason"], "instead": record["instead"]})
    for key in ("grade", "reference"):
        if key not in shared and record[key]:
            plain[key] = record[key]
    if record["review_on"]:
        plain["review_on"] = dt.date.fromisoformat(record["review_on"])
    plain |= _said({"editorial_note": record["editorial_note"], "drills": _Flow(record["drills"])})
    for key, is_unless in (("when", False), ("unless", True)):
        rows = [_condition(row) for row in record["conditions"] if row["unless"] is is_unless]
        if rows:
            plain[key] = rows
    if record["examples"]:
        plain["examples"] = [_example(row) for row in record["examples"]]
    return plain


def _condition(row: Record) -> _FlowMapping:
    plain = {"fact": row["fact"], "operator": row["operator"], "value": _value(row["value"])}
    return _FlowMapping(plain | ({"editorial": True} if row["editorial"] else {}))


def _example(row: Record) -> _FlowMapping:
    athlete = _FlowMapping({key: _value(value) for key, value in row["athlete"].items()})
    plain = {"text": row["text"], "expected": row["expected"]}
    return _FlowMapping(plain | ({"athlete": athlete} if athlete else {}))


def _value(value: Any) -> Any:
    """A value as people write it: 100 rather than 100.0."""
    if isinstance(value, list):
        return _Flow(_value(one) for one in value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


class _Flow(list[Any]):
    """A list in one line."""

    def __init__(self, entries: Iterable[Any] = ()) -> None:
        super().__init__(entries)


class _FlowMapping(dict[str, Any]):
    """A mapping in one line."""


class _Dumper(yaml.SafeDumper):
    """Writes without anchors, lists indented under their name, prose folded."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Indent the entries of a list."""
        super().increase_indent(flow, False)


_OTHER_BREAKS: Final = re.compile("[\x85\u2028\u2029]")


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Prose as folded lines, paragraphs as they are, all else as YAML sees fit."""
    style = None
    if _may_be_a_block(text):
        style = "|" if "\n" in text else ">" if len(text) > _PROSE else None
    elif _OTHER_BREAKS.search(text):
        # YAML takes these for line breaks too and would give a space back: they are escaped.
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _may_be_a_block(text: str) -> bool:
    """Whether every way to read the lines of a block gives back the same text: plain lines, single blanks."""
    return text.isprintable() or (
        text.replace("\n", "").isprintable() and all(line == line.strip() for line in text.split("\n"))
    )


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _Flow, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
_Dumper.add_representer(
    _FlowMapping, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)


def _dumped(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)


def _aired(text: str) -> str:
    """A blank line between guidelines, so that each is seen as one."""
    return re.sub(r"(?m)(?<!^guidelines:\n)^  - code:", r"\n  - code:", text)
