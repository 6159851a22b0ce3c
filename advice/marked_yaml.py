"""YAML read into plain values that know their lines, with what a stranger's file could do by it kept within bounds.

Only what ``yaml.SafeLoader`` makes of scalars, lists and mappings: no tags, no objects. A mapping with a key that is
there twice is refused, and so are files that are too long, too deep, or that repeat themselves without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

LONGEST_FILE: Final = 1_000_000
"""In bytes."""
_DEEPEST: Final = 20
_MOST_VALUES: Final = 100_000

Path = tuple[str | int, ...]
"""Where a value stands: keys and places in lists, from the top."""

# Both read the same; the one in C is thirty times as fast.
_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """The text is no YAML that is taken here. ``line`` and ``column`` count from 1, ``None`` where there are none."""

    def __init__(self, told: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(told)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Marked:
    """A value, and the line of everything in it; the line of an entry of a mapping is that of its key."""

    value: Any
    lines: dict[Path, int]

    def line_of(self, *path: str | int) -> int:
        """The line of what stands at ``path``, or of the nearest thing around it that is there."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(data: bytes) -> Marked:
    """What stands in ``data``. Raises :class:`YamlError`."""
    if len(data) > LONGEST_FILE:
        raise YamlError(_("it is longer than 1 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise YamlError(_("it is not in UTF-8: save it in that encoding."), line) from problem
    lines: dict[Path, int] = {}
    try:
        return Marked(_Composer(text).whole(lines), lines)
    except yaml.MarkedYAMLError as problem:
        told = ", ".join(filter(None, (problem.context, problem.problem)))
        mark = problem.problem_mark or problem.context_mark
        raise YamlError(f"{told}.", *_place(mark)) from problem
    except yaml.reader.ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        raise YamlError(_("it holds a character that YAML does not allow."), line) from problem


def _place(mark: Any) -> tuple[int, int] | tuple[()]:
    return (mark.line + 1, mark.column + 1) if mark is not None else ()


@dataclass
class _Anchored:
    """A value with a name of its own: what it is, where everything in it stands, and how much it holds."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    is_whole: bool = False


class _Composer:
    """Makes values of the parser's events: it knows how deep it is and how much it has made, whatever is repeated."""

    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self.scalars: Any = yaml.SafeLoader("")
        self.anchors: dict[str, _Anchored] = {}
        self.made = 0

    def whole(self, lines: dict[Path, int]) -> Any:
        """The one document of the text; ``None`` where there is none."""
        value, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _at(event, _("a second document begins here; write one file for each."))
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                value = self.value(event, (), lines)
        return value

    def value(self, event: Any, path: Path, lines: dict[Path, int], depth: int = 0) -> Any:
        """The value that ``event`` begins, with its lines written into ``lines``."""
        lines.setdefault(path, event.start_mark.line + 1)
        self.count(event, 1)
        if depth > _DEEPEST:
            raise _at(event, _("lists and entries are nested too deep here."))
        if isinstance(event, yaml.AliasEvent):
            return self.repeated(event, path, lines)
        if event.tag not in (None, "!"):
            raise _at(event, _("tags such as %(tag)s are not taken.") % {"tag": event.tag})
        if event.anchor is None:
            return self.untied(event, path, lines, depth)
        anchored = self.anchors[event.anchor] = _Anchored()
        anchored.value = self.untied(event, (), anchored.lines, depth)
        anchored.is_whole = True
        lines.update({(*path, *inside): line for inside, line in anchored.lines.items()})
        return anchored.value

    def untied(self, event: Any, path: Path, lines: dict[Path, int], depth: int) -> Any:
        """The value itself, whether or not it has a name for being repeated."""
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            entries = enumerate(iter(self.events.__next__, _End(yaml.SequenceEndEvent)))
            return [self.value(entry, (*path, place), lines, depth + 1) for place, entry in entries]
        return dict(self.entries(path, lines, depth + 1))

    def entries(self, path: Path, lines: dict[Path, int], depth: int) -> Iterator[tuple[str, Any]]:
        """The keys of a mapping and their values; each key once."""
        seen: dict[str, int] = {}
        for event in iter(self.events.__next__, _End(yaml.MappingEndEvent)):
            mark: Any = event.start_mark
            if not isinstance(event, yaml.ScalarEvent):
                raise _at(event, _("a name is expected before the colon."))
            self.count(event, 1)
            key, line = event.value, mark.line + 1
            if key in seen:
                told = _("“%(key)s” stands here a second time; it is in line %(line)s already.")
                raise _at(event, told % {"key": _short(key), "line": seen[key]})
            seen[key] = lines[(*path, key)] = line
            yield key, self.value(next(self.events), (*path, key), lines, depth)

    def scalar(self, event: Any) -> Any:
        """A text, number, date, truth value or nothing, as YAML's rules for plain scalars have it."""
        tag = self.scalars.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == "tag:yaml.org,2002:merge":
            return event.value
        try:
            return self.scalars.construct_object(yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark))
        except ValueError as problem:
            # It looks like a date or a number and is none: 2027-02-31.
            told = _("“%(value)s” is no date and no number; put it in quotes if it is text.") % {
                "value": _short(event.value)
            }
            raise _at(event, told) from problem

    def repeated(self, event: Any, path: Path, lines: dict[Path, int]) -> Any:
        """What an alias stands for: the lines inside it are those where it is written out."""
        anchored = self.anchors.get(event.anchor)
        if anchored is None or not anchored.is_whole:
            raise _at(event, _("*%(name)s repeats nothing that stands above it.") % {"name": event.anchor})
        self.count(event, len(anchored.lines))
        for inside, line in anchored.lines.items():
            lines.setdefault((*path, *inside), line)
        return anchored.value

    def count(self, event: Any, values: int) -> None:
        """Add to what was made, and stop before it is too much."""
        self.made += values
        if self.made > _MOST_VALUES:
            raise _at(event, _("it holds, or repeats, more than 100,000 values."))


class _End:
    """Equal to the event that ends a list or a mapping, so that ``iter`` stops there."""

    def __init__(self, kind: type) -> None:
        self.kind = kind

    def __eq__(self, other: object) -> bool:
        return isinstance(other, self.kind)

    __hash__ = None  # type: ignore[assignment]


def _short(written: str) -> str:
    return written if len(written) <= 40 else f"{written[:40]}…"


def _at(event: Any, told: str) -> YamlError:
    return YamlError(told, *_place(event.start_mark))
