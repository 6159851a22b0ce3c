"""``manage.py guideline_impact CODE``: what a guideline would change, over the published weeks of the last weeks."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from advice.content_files import ContentError, read_file
from advice.models import Guideline, Source
from advice.revisions import value_of
from clubs.models import Club
from plans.impact import WEEKS_BACK, Impact, Proposal, impact_of


class Command(BaseCommand):
    help = (
        f"Judge the published weeks of the last {WEEKS_BACK} weeks with and without a change, and tell whose verdict "
        "changes. A draft is tried as if it counted, a published guideline as if it were retired; --file tries the "
        "guideline as a content file has it. Nothing is saved."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the guideline's code")
        parser.add_argument("--file", type=Path, help="try it as it stands in this content file")
        parser.add_argument("--club", action="append", default=[], help="a club's slug (default: all clubs)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, code: str, file: Path | None, club: list[str], **options: Any) -> None:
        proposal = _from_file(code, file) if file else _from_database(code)
        clubs = _clubs(club) if club else None
        impact = None
        with tqdm(unit=" squads", disable=None, leave=False) as bar:
            for impact in impact_of(proposal, today=timezone.localdate(), clubs=clubs):
                bar.total = impact.total
                bar.update(impact.done - bar.n)
        if impact is not None:
            self.stdout.write(json.dumps(_plain(proposal, impact)) if options["json"] else _told(proposal, impact))


def _from_database(code: str) -> Proposal:
    guideline = Guideline.objects.filter(code=code).first()
    if guideline is None:
        raise CommandError(f"There is no guideline {code}. The codes are listed in the admin and by check_guidelines.")
    try:
        return Proposal.of(guideline)
    except ValueError as problem:
        raise CommandError(f"{code} cannot be tried yet: {problem}") from problem


def _from_file(code: str, path: Path) -> Proposal:
    try:
        file = read_file(path)
    except ContentError as problem:
        raise CommandError(str(problem)) from problem
    record = next((one for one in file.guidelines if one["code"] == code), None)
    if record is None or file.pack is None:
        raise CommandError(f"{path.name} holds no guideline {code}.")
    named = {one["slug"]: Source(slug=one["slug"], name=one["name"], role=one["role"]) for one in file.sources}
    source = named.get(record["source"]) or Source.objects.filter(slug=record["source"]).first()
    if source is None:
        raise CommandError(f"{path.name}, guideline {code}: there is no source {record['source']}.")
    return Proposal(code, value_of(record, source.as_value()), frozenset({file.pack["slug"]}))


def _clubs(slugs: list[str]) -> list[Club]:
    found = {club.slug: club for club in Club.objects.filter(slug__in=slugs)}
    if missing := [slug for slug in slugs if slug not in found]:
        raise CommandError(f"There is no club {', '.join(missing)}.")
    return list(found.values())


def _told(proposal: Proposal, impact: Impact) -> str:
    change = "were retired" if proposal.value is None else "counted as it is written"
    lines = [
        f"If {proposal.code} {change}: {impact.changes} of {_counted(impact.sessions, 'session')} "
        f"would get another verdict ({_counted(impact.weeks, 'week')} of {_counted(impact.total, 'squad')}, "
        f"{impact.since} to {impact.until}).",
        *(f"  {before} -> {after}: {count}" for before, after, count in impact.from_to),
    ]
    if impact.for_some:
        lines.append(f"  In {impact.for_some} more the verdict stays, but not for every athlete.")
    if impact.first:
        lines.append("The first of them:")
    lines.extend(
        f"  {one.date}  {one.before} -> {one.after}  {one.club.slug}, {one.squad.name}: {one.session.text}"
        for one in impact.first
    )
    return "\n".join(lines)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _plain(proposal: Proposal, impact: Impact) -> dict[str, Any]:
    return {
        "guideline": proposal.code,
        "retired": proposal.value is None,
        "since": impact.since.isoformat(),
        "until": impact.until.isoformat(),
        "squads": impact.total,
        "weeks": impact.weeks,
        "sessions": impact.sessions,
        "changes": [{"before": before, "after": after, "sessions": count} for before, after, count in impact.from_to],
        "changed_for_some": impact.for_some,
        "first": [
            {
                "date": one.date.isoformat(),
                "club": one.club.slug,
                "squad": one.squad.name,
                "text": one.session.text,
                "before": one.before,
                "after": one.after,
                "athletes": one.athletes,
                "of": one.of,
            }
            for one in impact.first
        ],
    }
