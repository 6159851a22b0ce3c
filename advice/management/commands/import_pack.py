"""``manage.py import_pack FILE``: bring a pack to what a file says, or tell first what that would change."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advice.content_files import ContentError, ContentFile, read_file
from advice.importing import Plan, PlanChanged, import_confirmed, plan_import
from advice.management.commands.load_guidelines import refusal


class ImportCommand(BaseCommand):
    """Tell what a file would change, and change it unless this is a dry run."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file as export_pack writes it")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")

    def bring(self, file: Path, plan_of: Callable[[ContentFile], Plan], *, dry_run: bool) -> None:
        """Carry out the plan that ``plan_of`` makes of the file, as it was told."""
        try:
            content = read_file(file)
            plan = plan_of(content)
            self.stdout.write("\n".join(told(plan)))
            if not dry_run and plan.changes_anything:
                import_confirmed(lambda: plan_of(content), plan.fingerprint, by=None)
        except ContentError as problem:
            raise CommandError(refusal(problem)) from problem
        except PlanChanged as problem:
            raise CommandError(f"{problem} Nothing was changed. Try again.") from problem
        if not plan.changes_anything:
            self.stdout.write("Nothing changed.")
        else:
            self.stdout.write("Nothing was changed: this was a dry run." if dry_run else "Imported.")


class Command(ImportCommand):
    help = "Bring a pack to what a file says. Unlike load_guidelines it replaces what was edited here."

    def handle(self, *, file: Path, dry_run: bool, **_options: Any) -> None:
        self.bring(file, plan_import, dry_run=dry_run)


def told(plan: Plan) -> list[str]:
    """What becomes of each entry that does not stay as it is, field by field, and the counts."""
    lines = []
    for item in plan.items:
        if item.outcome not in ("new", "changed"):
            continue
        status = f" ({item.status})" if item.status else ""
        lines.append(f"{item.outcome}: {item.kind.lower()} {item.name}{status}: {item.sentence}")
        lines.extend(f"    {row.label}: {row.old or 'nothing'} -> {row.new or 'nothing'}" for row in item.rows)
        lines.extend(f"    {note}" for note in item.notes)
    lines.extend(f"only here, stays as it is: {code}" for code in plan.only_here)
    counts = plan.counts
    return [*lines, f"{counts['new']} new, {counts['changed']} changed, {counts['unchanged']} unchanged."]
