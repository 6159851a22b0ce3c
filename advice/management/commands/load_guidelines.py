"""``manage.py load_guidelines``: bring guidelines and drills up to the content files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advice.content_files import ContentError, content_files
from advice.loading import Report, load


def refusal(problem: ContentError) -> str:
    """What is to be mended, each in a line of its own where there is more than one thing."""
    return f"{problem}{' ' if len(problem.problems) == 1 else chr(10)}Nothing was changed."


class Command(BaseCommand):
    help = "Load the guideline packs and the drills. What was edited in the admin is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="content files (default: those of Uphill)")
        parser.add_argument("--overwrite", action="store_true", help="replace what was edited in the admin")

    def handle(self, *, files: list[Path], overwrite: bool, **_options: Any) -> None:
        try:
            reports = load(files or content_files(), overwrite=overwrite)
        except ContentError as problem:
            raise CommandError(refusal(problem)) from problem
        for report in reports:
            self._tell(report)
        if not any(report.created or report.updated for report in reports):
            self.stdout.write("Nothing changed.")

    def _tell(self, report: Report) -> None:
        counts = f"{len(report.created)} created, {len(report.updated)} updated, {len(report.unchanged)} unchanged"
        self.stdout.write(f"{report.title}: {counts}")
        for label, names in (
            ("updated", report.updated),
            ("edited here and left alone; --overwrite replaces it", report.edited_here),
            ("no longer in the file and left alone; unpublish it if it should not count", report.not_in_file),
        ):
            if names:
                self.stdout.write(f"  {label}: {', '.join(names)}")
