"""``manage.py export_pack SLUG``: a pack as a file that can be edited and imported again."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advice.exporting import pack_as_yaml
from advice.models import Pack


class Command(BaseCommand):
    help = "Write a pack with its sources and guidelines as YAML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the pack")
        parser.add_argument("--output", type=Path, help="the file to write (default: standard output)")

    def handle(self, *, slug: str, output: Path | None, **_options: Any) -> None:
        pack = Pack.objects.filter(slug=slug).first()
        if pack is None:
            known = ", ".join(Pack.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no pack {slug}; the packs are {known}.")
        text = pack_as_yaml(pack)
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_bytes(text.encode())
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from problem
        self.stdout.write(f"{pack.name} is written to {output}.")
