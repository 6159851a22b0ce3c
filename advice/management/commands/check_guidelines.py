"""``manage.py check_guidelines``: what is wrong with the content, where, and how to mend it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advice.checking import check_all


class Command(BaseCommand):
    help = "Check sources, guidelines and drills. Fails where there are errors; warnings are for somebody to look at."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--strict", action="store_true", help="fail on warnings too")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")

    def handle(self, *, strict: bool, **options: Any) -> None:
        found = check_all()
        for one in found:
            if options["json"]:
                self.stdout.write(json.dumps(one._asdict(), ensure_ascii=False))
            else:
                self.stdout.write(f"{one.weight}: {one.kind} {one.name}: {one.wrong} {one.mend}")
        errors = sum(one.weight == "error" for one in found)
        told = f"{errors} errors, {len(found) - errors} warnings."
        if errors or (strict and found):
            raise CommandError(told)
        if not options["json"]:
            self.stdout.write(told)
