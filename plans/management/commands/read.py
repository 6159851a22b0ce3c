"""``manage.py read``: what Uphill understands of a session, as JSON or in words."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, get_args

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from workouts.reading import HINTS, BareM, Reading, read
from workouts.workout import Json


class Command(BaseCommand):
    help = "Read sessions in coaches' shorthand and print what was understood."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="the session, or - for one session a line on standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object a session")
        parser.add_argument("--bare-m", choices=get_args(BareM), default="ask", help='what "7m" means')

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        for text in _texts(options["text"]):
            reading = read(text, bare_m=options["bare_m"])
            if options["json"]:
                self.stdout.write(json.dumps(reading.to_json(), ensure_ascii=False))
            else:
                self.stdout.write("\n".join(_in_words(reading)))
            self.stdout.flush()


def _texts(text: str) -> Iterator[str]:
    """The one session, or those on standard input as they come, one a line."""
    if text != "-":
        yield text
        return
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def _in_words(reading: Reading) -> Iterator[str]:
    """The reading for people: a line a step, then what was not understood and why."""
    yield reading.text
    for step in reading.workout.to_json():
        yield from _step_in_words(step, "  ")
    if reading.unread:
        yield "  " + _("not read: %s") % ", ".join(reading.unread_words)
    for hint in reading.hints:
        yield f"  {reading.text[hint.span.start : hint.span.end]}: {_(HINTS[hint.about])}"


def _step_in_words(step: Json, indent: str) -> Iterator[str]:
    said = [f"{key} {_plain(value)}" for key, value in step.items() if _is_said(key, value)]
    yield indent + "; ".join(said)
    for child in step.get("steps", ()):
        yield from _step_in_words(child, indent + "  ")
    for other in step["alternatives"]:
        yield indent + _("or")
        for child in other:
            yield from _step_in_words(child, indent + "  ")


def _is_said(key: str, value: Any) -> bool:
    if key in ("steps", "alternatives", "span") or (key, value) == ("role", "main"):
        return False
    return value is not None and value is not False


def _plain(value: Any) -> str:
    if isinstance(value, list):
        ends = ["…" if end is None else str(end) for end in value]
        return ends[0] if ends[0] == ends[-1] else "–".join(ends)
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key} {_plain(item)}" for key, item in value.items() if _is_said(key, item)) + ")"
    return "" if value is True else str(value)
