"""``manage.py advise "TEXT"``: what the panel says of one session for one athlete."""

from __future__ import annotations

import json
import math
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from advice.drills import Drill
from advice.energetics import EXAMPLE_SPEED_M_S, LoadCost, is_sprint, outward, same_effort, speed_of, step_cost
from advice.engine import Advice, GuidelineSet, advise
from advice.facts import facts_from
from advice.lead import names_a_load
from advice.models import Pack
from advice.published import drill_catalogue, guideline_set
from advice.replacements import Options, Replacement
from advice.replacements import options as find_options
from advice.saying import Said
from advice.step_facts import is_uphill
from workouts import vocabulary
from workouts.reading import Reading, read
from workouts.vocabulary import slugs
from workouts.workout import Range, Step

# So many are offered first; JSON tells the others too.
_BEST = 3
_PREPARE = "Run `manage.py migrate` and `manage.py load_guidelines` first."


def _weeks(text: str) -> float:
    if text == "none":
        return math.inf
    try:
        weeks = float(text)
    except ValueError:
        weeks = -1
    if not 0 <= weeks < math.inf:
        raise ArgumentTypeError(f"write a number of weeks, or none where no race is planned, not {text!r}")
    return weeks


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = -1
    if not 0 <= amount < math.inf:
        raise ArgumentTypeError(f"write a number from 0 up, not {text!r}")
    return amount


def _mass(text: str) -> float:
    if not (mass := _amount(text)):
        raise ArgumentTypeError("write the body mass in kg")
    return mass


class Command(BaseCommand):
    help = (
        "Ask the panel about a session. Unless options say otherwise the athlete is a recreational adult of 70 kg who "
        "trains for road races, has no race planned, is used to own-weight strength work and is not injured."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="the session as a coach writes it")
        athlete = parser.add_argument_group("the athlete")
        athlete.add_argument("--goal", choices=slugs(vocabulary.GOALS), default="road_race")
        athlete.add_argument("--level", choices=slugs(vocabulary.LEVELS), default="recreational")
        athlete.add_argument("--weeks-to-race", type=_weeks, default=math.inf, help="a number, or none (the default)")
        athlete.add_argument("--race-pack", type=_amount, help="kg that the athlete will race with; unknown by default")
        athlete.add_argument("--strength-base", choices=slugs(vocabulary.STRENGTH_BASES), default="own_weight")
        athlete.add_argument("--body-mass", type=_mass, default=70.0, help="kg (default: 70)")
        athlete.add_argument("--age-group", choices=slugs(vocabulary.AGE_GROUPS), default="adult")
        athlete.add_argument("--injury", choices=slugs(vocabulary.INJURIES), action="append", default=[])
        athlete.add_argument("--past-bone-stress-injury", action="store_true")
        athlete.add_argument("--no-added-load", action="store_true", help="the athlete trains without added load")
        athlete.add_argument("--loaded-runs-14", type=_amount, default=0.0, help="loaded runs in the last 14 days")
        athlete.add_argument("--heavy-legs-days", type=_amount, default=0.0, help="days of heavy legs in a row")
        club = parser.add_argument_group("the club")
        club.add_argument("--strict", action="store_true", help="a split panel means avoid")
        club.add_argument("--pack", action="append", help="a guideline pack (default: founding)")
        club.add_argument("--equipment", choices=slugs(vocabulary.EQUIPMENT), action="append", help="default: all")
        club.add_argument("--terrain", choices=slugs(vocabulary.TERRAIN), action="append", help="default: all")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, text: str, **options: Any) -> None:
        guidelines, drills = _content(options["pack"] or ["founding"])
        reading = read(text)
        facts = facts_from(
            {
                "goal": options["goal"],
                "level": options["level"],
                "weeks_to_race": options["weeks_to_race"],
                "race_pack_kg": options["race_pack"],
                "strength_base": options["strength_base"],
                "body_mass_kg": options["body_mass"],
                "age_group": options["age_group"],
                "injuries": options["injury"],
                "past_bone_stress_injury": options["past_bone_stress_injury"],
                "no_added_load": options["no_added_load"],
                "loaded_runs_last_14_days": options["loaded_runs_14"],
                "heavy_legs_days": options["heavy_legs_days"],
            }
        )
        advice = advise(reading.workout, facts, guidelines, strict=options["strict"])
        found = find_options(
            reading,
            facts,
            guidelines,
            drills,
            equipment=frozenset(options["equipment"] or slugs(vocabulary.EQUIPMENT)),
            terrain=frozenset(options["terrain"] or slugs(vocabulary.TERRAIN)),
            strict=options["strict"],
            read=read,
        )
        replacements = found.offered[:_BEST]
        loaded = next((step for step, _rounds in reading.workout.flat() if step.load is not None), None)
        cost = None if loaded is None else step_cost(loaded, options["body_mass"])
        if options["json"]:
            plain = _plain(reading, advice, found) | _plain_cost(loaded, cost)
            self.stdout.write(json.dumps(plain, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_told(reading, advice, cost, replacements)))


def _content(packs: list[str]) -> tuple[GuidelineSet, tuple[Drill, ...]]:
    try:
        known = set(Pack.objects.values_list("slug", flat=True))
        if not known:
            raise CommandError(f"There are no guidelines yet. {_PREPARE}")
        if missing := [pack for pack in packs if pack not in known]:
            raise CommandError(f"There is no pack {', '.join(missing)}; the packs are {', '.join(sorted(known))}.")
        return guideline_set(packs), drill_catalogue()
    except DatabaseError as problem:
        # PostgreSQL goes on to show the statement; the first line says it all.
        raise CommandError(f"The database is not ready ({str(problem).splitlines()[0]}). {_PREPARE}") from problem


def _plain(reading: Reading, advice: Advice, found: Options) -> dict[str, Any]:
    return {
        "text": reading.text,
        "unread": list(reading.unread_words),
        "verdict": advice.verdict,
        "split": advice.split,
        "findings": [
            {
                "guideline": finding.guideline.code,
                "source": finding.guideline.source.slug,
                "stance": finding.guideline.stance,
                "exception": finding.guideline.exception,
                "reason": finding.guideline.reason,
                "step": finding.step,
            }
            for finding in advice.findings
        ],
        "undecided": [
            {
                "guideline": open_.guideline.code,
                "source": open_.guideline.source.slug,
                "stance": open_.guideline.stance,
                "exception": open_.guideline.exception,
                "asks": open_.asks,
                "question": open_.question,
                "would": [{"answer": answer, "verdict": verdict} for answer, verdict in open_.would],
                "step": open_.step,
            }
            for open_ in advice.undecided
        ],
        "replacements": [_plain_offer(one) for one in found.offered[:_BEST]],
        "more": [_plain_offer(one) for one in found.offered[_BEST:]],
        "not_offered": [{"drill": one.drill.code, "why": one.why} for one in found.declined],
    }


def _plain_offer(replacement: Replacement) -> dict[str, Any]:
    return {
        "drill": replacement.drill.code,
        "text": replacement.text,
        "mode": replacement.mode,
        "because": list(replacement.because),
        "dose_because": replacement.dose_because,
        "needs": list(replacement.needs),
        "step": replacement.step,
    }


def _plain_cost(step: Step | None, cost: LoadCost | Said | None) -> dict[str, Any]:
    """What the load of ``step`` costs, and where that is not predicted, why."""
    if step is None or not isinstance(cost, LoadCost):
        return {"load_cost": None, "load_cost_not_predicted": cost}
    plain: dict[str, Any] = {
        "percent": _number(cost.percent),
        "percent_band": outward(cost.percent_band, 0).to_json(),
        "equivalent_grade_percent": _number(cost.equivalent_grade_percent),
        "equivalent_grade_band_percent": outward(cost.grade_band_percent, 1).to_json(),
        "confidence": cost.confidence,
    }
    if not (is_sprint(step) or is_uphill(step)):
        stated = speed_of(step)
        equal = same_effort(cost, stated or EXAMPLE_SPEED_M_S)
        plain["same_effort"] = {
            "level_km_h": _number(_km_h(equal.level)),
            "is_example": stated is None,
            "hill_percent": round(100 * equal.slope),
            "hill_km_h": _number(_km_h(equal.hill)),
            "hill_km_h_band": outward(_km_h(equal.band), 1).to_json(),
        }
    return {"load_cost": plain, "load_cost_not_predicted": None}


def _km_h(speed: Range) -> Range:
    return Range(speed.lo * 3.6, speed.hi * 3.6)


def _told(
    reading: Reading, advice: Advice, cost: LoadCost | Said | None, replacements: tuple[Replacement, ...]
) -> list[str]:
    verdict = advice.verdict + (", the panel is split" if advice.split else "")
    if names_a_load(reading.unread_words):
        verdict += ", but a load was not understood"
    lines = [f"{verdict}: {reading.text}"]
    if reading.unread_words:
        lines.append(f"  not read: {', '.join(reading.unread_words)}")
    for finding in advice.findings:
        guideline = finding.guideline
        lines.append(f"  {guideline.stance}: {guideline.source.name}. {guideline.reason}")
    for open_ in advice.undecided:
        outcomes = "; ".join(f"{answer}: {verdict}" for answer, verdict in open_.would)
        line = f"  undecided: {open_.guideline.source.name}. {open_.question} {outcomes}".rstrip()
        if line not in lines:  # two guidelines of a source may hang on the same question
            lines.append(line)
    if cost is not None:
        lines.append(f"  {cost.sentence() if isinstance(cost, LoadCost) else cost}")
    lines.extend(f"  {one.mode}: {one.text} ({' '.join((*one.because, one.dose_because))})" for one in replacements)
    return lines


def _number(range_: Range) -> float | list[float | None]:
    """One number where one is meant, else both ends; to two decimals."""
    lo, hi = (None if end is None else round(end, 2) for end in range_.to_json())
    return lo if lo is not None and lo == hi else [lo, hi]
