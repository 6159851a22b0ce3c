"""Make every mutant of some packs and say which nobody notices: ``python -m tests.mutants founding --at-least 95``."""

# ruff: noqa: T201 (it is a command)
from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from time import perf_counter

import django

from tests.mutants.guidelines import KINDS, put_to_the_test, score, survivors

_BY = ("example", "row", "equivalent", "")


def main() -> int:
    """Print the figures of each pack; 1 where a score is below what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("packs", nargs="+", help="content files without their ending: founding safety evidence")
    parser.add_argument("--at-least", type=float, default=95, help="per cent that every pack must reach (95)")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="the kinds of changes (all)")
    wanted = parser.parse_args()
    # The content files say what is wrong with them in the reader's language.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    return max(_report(pack, wanted.kinds, wanted.at_least) for pack in wanted.packs)


def _report(pack: str, kinds: Collection[str], at_least: float) -> int:
    started = perf_counter()
    outcomes = put_to_the_test(pack, kinds)
    counted = Counter((one.mutant.kind, one.by) for one in outcomes)
    print(f"{pack}: {len(outcomes)} mutants in {perf_counter() - started:.1f} s")
    print(f"  {'':10}" + "".join(f"{column or 'survived':>12}" for column in _BY))
    for kind in kinds:
        print(f"  {kind:10}" + "".join(f"{counted[kind, column]:12}" for column in _BY))
    for told in _in_short(survivors(outcomes)):
        print(f"  survived: {told}")
    reached = score(outcomes)
    print(f"  score: {reached:.1f} % (wanted: {at_least:g} %)\n")
    return int(reached < at_least)


def _in_short(names: Iterable[str]) -> list[str]:
    """Changes of the same thing on one line."""
    changes = defaultdict(list)
    for name in names:
        what, _arrow, change = name.partition(" -> ")
        changes[what].append(change)
    return [f"{what} -> {' | '.join(row)}" for what, row in changes.items()]


if __name__ == "__main__":
    sys.exit(main())
