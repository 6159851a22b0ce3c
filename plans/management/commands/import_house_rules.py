"""``manage.py import_house_rules CLUB FILE``: bring a club's house rules to what a file says, or tell first."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from advice.content_files import ContentFile
from advice.importing import Plan, plan_import
from advice.management.commands.import_pack import ImportCommand
from clubs.models import Club
from plans.house_rules import as_house_rules
from plans.packs import owner_of


class Command(ImportCommand):
    help = "Bring a club's house rules to what a file says. Codes get the club's mark; what is common is never touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("club", help="the club's slug")
        super().add_arguments(parser)
        parser.add_argument("--publish", action="store_true", help="publish those whose examples pass")

    def handle(self, *, club: str, file: Path, dry_run: bool, publish: bool, **_options: Any) -> None:
        whose = Club.objects.filter(slug=club).first()
        if whose is None:
            raise CommandError(f"There is no club {club}.")

        def plan_of(content: ContentFile) -> Plan:
            return plan_import(as_house_rules(content, whose), owner=owner_of(whose), publish=publish)

        self.bring(file, plan_of, dry_run=dry_run)
