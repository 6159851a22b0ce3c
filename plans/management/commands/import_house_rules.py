"""``manage.py import_house_rules CLUB FILE``: bring a club's house rules to what a file says, or tell first."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advice.content_files import ContentError, read_file
from advice.importing import Plan, PlanChanged, import_confirmed, plan_import
from advice.management.commands.import_pack import told
from advice.management.commands.load_guidelines import refusal
from clubs.models import Club
from plans.house_rules import as_house_rules
from plans.packs import owner_of


class Command(BaseCommand):
    help = "Bring a club's house rules to what a file says. Codes get the club's mark; what is common is never touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("club", help="the club's slug")
        parser.add_argument("file", type=Path, help="a file as export_pack or the page of house rules writes it")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
        parser.add_argument("--publish", action="store_true", help="publish those whose examples pass")

    def handle(self, *, club: str, file: Path, dry_run: bool, publish: bool, **_options: Any) -> None:
        whose = Club.objects.filter(slug=club).first()
        if whose is None:
            raise CommandError(f"There is no club {club}.")

        def make_plan() -> Plan:
            return plan_import(as_house_rules(read_file(file), whose), owner=owner_of(whose), publish=publish)

        try:
            plan = make_plan()
            self.stdout.write("\n".join(told(plan)))
            if not dry_run and plan.changes_anything:
                import_confirmed(make_plan, plan.fingerprint, by=None)
        except ContentError as problem:
            raise CommandError(refusal(problem)) from problem
        except PlanChanged as problem:
            raise CommandError(f"{problem} Nothing was changed. Try again.") from problem
        if not plan.changes_anything:
            self.stdout.write("Nothing changed.")
        else:
            self.stdout.write("Nothing was changed: this was a dry run." if dry_run else "Imported.")
