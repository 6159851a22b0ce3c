"""How well sessions are read, measured on lines that a person has labelled.

    .venv/bin/python benchmarks/reading_score.py GOLD.jsonl …

Each line of a file is a JSON object: ``id``, ``source`` (club), ``text``, ``bare_m`` ("miles", "minutes", "metres",
"ask": what a bare "m" means there), ``steps`` and ``unread`` (words that carry something the steps cannot hold). Steps
are those of ``manage.py read --json``; keys that are not said may be left out, a number may stand in place of a
pair, ``"reps": null`` means that nobody can tell, and ``{"options": [[…], […]]}`` holds whole alternatives.
``benchmarks/session_tree.py`` says what counts as the same.

exact       structure, effort, load, recovery and slope are all as labelled
structure   the same parts in the same order and nesting, with the same activities, counts and amounts
effort, load, recovery, slope, target, role, exercise
            over the lines that have one in the label or in the reading: the same, in the same places (where the
            structure differs: the same ones in the same order)
wrong       a number of the reading contradicts the label, and nothing was marked unread: an amount, a count, a slope, a
            load, a recovery or a target that the label does not have there (a target is no part of exact, but is here)
wrong, seen the same, but something was marked unread
lost        not exact; no number is wrong, but one is missing or a whole part is, and nothing was marked unread
honest      of the lines that are not exact: something was marked unread
kept        of the lines with words that the steps cannot hold: something was marked unread
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

if not __package__:
    # Started as a file: the project's own packages are one folder up, and a module here is named like one of them.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.session_tree import (
    ONCE,
    Choice,
    Group,
    Node,
    Pair,
    Part,
    Pause,
    Weight,
    close,
    same_pause,
    same_shape,
    same_weight,
    told,
    tree,
    walk,
)
from workouts.reading import Reading, read

LOWER_IS_BETTER: Final = frozenset({"wrong", "wrong_seen", "lost"})
PARTS_OF_EXACT: Final = ("structure", "effort", "load", "recovery", "slope")
BESIDE: Final = ("target", "role", "exercise")
FATES: Final = ("wrong", "wrong_seen", "lost", "honest", "other")


@dataclass(frozen=True)
class Score:
    """What became of one line. ``aspects``: those that the line has, and whether each is as labelled."""

    line: dict[str, Any]
    gold: tuple[Node, ...]
    read: tuple[Node, ...]
    unread: tuple[str, ...]
    aspects: dict[str, bool]
    contradicts: bool
    misses: bool

    @property
    def exact(self) -> bool:
        """Whether all is as labelled."""
        return all(self.aspects.get(name, True) for name in PARTS_OF_EXACT)

    @property
    def fate(self) -> str:
        """One of "wrong", "wrong_seen", "exact", "honest", "lost", "other" (an effort, an activity, an order)."""
        if self.contradicts:
            return "wrong_seen" if self.unread else "wrong"
        if self.exact:
            return "exact"
        if self.unread:
            return "honest"
        return "lost" if self.misses else "other"

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        return {"id": self.line["id"], "exact": self.exact, "fate": self.fate, "aspects": self.aspects}


Measures = dict[str, tuple[int, int]]
"""How many of how many, by name."""


def score(line: dict[str, Any], reader: Callable[..., Reading] = read) -> Score:
    """Read a labelled line and compare."""
    reading = reader(line["text"], bare_m=line["bare_m"])
    return compare(line, reading.workout.to_json(), reading.unread_words)


def compare(line: dict[str, Any], steps: Sequence[Any], unread: Sequence[str]) -> Score:
    """Compare a labelled line with the steps and the unread words of its reading."""
    gold, found = tree(line["steps"]), tree(steps)
    shaped = same_shape(gold, found)
    aspects = {"structure": shaped}
    for name, (of, same) in _ASPECTS.items():
        ours, theirs = [of(node) for node in walk(gold)], [of(node) for node in walk(found)]
        if not shaped:
            ours, theirs = [value for value in ours if value], [value for value in theirs if value]
        if any(ours) or any(theirs):
            aspects[name] = len(ours) == len(theirs) and all(map(same, ours, theirs))
    said, claimed = list(numbers(gold)), list(numbers(found))
    contradicts = _matched(claimed, said, _bears_out) < len(claimed)
    misses = _matched(said, claimed, _is_as_full) < len(said) or len(list(walk(found))) < len(list(walk(gold)))
    return Score(line, gold, found, tuple(unread), aspects, contradicts, misses)


# One aspect at a time: what a node says of it, and whether two say the same.


def _effort(node: Part | Group) -> tuple[str, str] | str | None:
    """A pause that was written as a recovery is easy without saying so."""
    if isinstance(node, Group) or node.activity == "rest":
        return None
    return "pause" if node.is_pause else node.effort


def _same_effort(gold: Any, found: Any) -> bool:
    gentle = ("pause", None, ("easy", "easy"), ("very_easy", "easy"), ("very_easy", "very_easy"))
    if "pause" in (gold, found):
        return gold in gentle and found in gentle
    return gold == found


def _load(node: Part | Group) -> Weight | None:
    return node.load if isinstance(node, Part) else None


def _recovery(node: Part | Group) -> Pause | None:
    return node.recovery


def _slope(node: Part | Group) -> tuple[bool, Pair | None] | None:
    return (node.uphill, node.grade) if isinstance(node, Part) and (node.uphill or node.grade) else None


def _same_slope(gold: Any, found: Any) -> bool:
    return gold is found if gold is None or found is None else gold[0] == found[0] and close(gold[1], found[1])


def _target(node: Part | Group) -> tuple[str, Pair] | None:
    return node.target if isinstance(node, Part) else None


def _same_target(gold: Any, found: Any) -> bool:
    return gold is found if gold is None or found is None else gold[0] == found[0] and close(gold[1], found[1])


def _role(node: Part | Group) -> str | None:
    return node.role if isinstance(node, Part) and node.role != "main" else None


def _exercise(node: Part | Group) -> str | None:
    return node.exercise if isinstance(node, Part) else None


def _equal(gold: Any, found: Any) -> bool:
    return gold == found


_ASPECTS: Final[dict[str, tuple[Callable[[Part | Group], Any], Callable[[Any, Any], bool]]]] = {
    "effort": (_effort, _same_effort),
    "load": (_load, same_weight),
    "recovery": (_recovery, same_pause),
    "slope": (_slope, _same_slope),
    "target": (_target, _same_target),
    "role": (_role, _equal),
    "exercise": (_exercise, _equal),
}


# Numbers, to tell a wrong one from a missing one wherever the structures differ.


@dataclass(frozen=True)
class Number:
    """What a session says by number: an amount, a recovery, a load … under the counts that it stands in.

    ``under`` holds the counts from the outermost in, and "or" for what is only an alternative; ``values`` are those of
    one kind in a fixed order, None where not said.
    """

    kind: str
    under: tuple[Pair | str, ...]
    values: tuple[Pair | None, ...]


def numbers(nodes: Iterable[Node], under: tuple[Pair | str, ...] = ()) -> Iterator[Number]:
    """All that ``nodes`` say by number."""
    for node in nodes:
        if isinstance(node, Choice):
            for place, option in enumerate(node.options):
                yield from numbers(option, (*under, "or") if place else under)
            continue
        inside = under if node.reps in (None, ONCE) else (*under, node.reps)
        if isinstance(node, Group):
            yield from numbers(node.parts, inside)
        else:
            yield from _of_part(node, inside)
        if node.recovery is not None and (node.recovery.distance or node.recovery.duration):
            yield Number("recovery", inside, (node.recovery.distance, node.recovery.duration))


def _of_part(part: Part, under: tuple[Pair | str, ...]) -> Iterator[Number]:
    if part.distance or part.duration or (under and under[-1] == part.reps):
        yield Number("amount", under, (part.distance, part.duration))
    if part.load is not None and (part.load.kg or part.load.percent_body_mass):
        yield Number("load", (), (part.load.kg, part.load.percent_body_mass))
    if part.grade:
        yield Number("grade", (), (part.grade,))
    if part.target is not None:
        yield Number(part.target[0], (), (part.target[1],))


def _bears_out(claimed: Number, said: Number) -> bool:
    """Whether the label says what the reading claims; the reading may leave a value open."""
    return _in_same_place(claimed, said) and all(
        value is None or close(value, other) for value, other in zip(claimed.values, said.values, strict=True)
    )


def _is_as_full(said: Number, claimed: Number) -> bool:
    """Whether the reading has all that the label says."""
    return _in_same_place(said, claimed) and all(map(close, said.values, claimed.values))


def _in_same_place(one: Number, other: Number) -> bool:
    return one.kind == other.kind and one.under == other.under


def _matched(ones: Sequence[Number], others: Sequence[Number], fits: Callable[[Number, Number], bool]) -> int:
    """How many of ``ones`` can be given one of ``others`` each that fits (augmenting paths)."""
    owner: dict[int, int] = {}

    def give(one: int, tried: set[int]) -> bool:
        for index, other in enumerate(others):
            if index not in tried and fits(ones[one], other):
                tried.add(index)
                if index not in owner or give(owner[index], tried):
                    owner[index] = one
                    return True
        return False

    return sum(give(one, set()) for one in range(len(ones)))


# The table


def measures(scores: Sequence[Score]) -> Measures:
    """Every measure over ``scores``."""
    fates = Counter(one.fate for one in scores)
    count = len(scores)
    found: Measures = {"exact": (sum(one.exact for one in scores), count)}
    for name in ("structure", *PARTS_OF_EXACT[1:], *BESIDE):
        having = [one.aspects[name] for one in scores if name in one.aspects]
        found[name] = (sum(having), len(having))
    inexact = [one for one in scores if not one.exact]
    wordy = [one for one in scores if one.line["unread"]]
    found["wrong"] = (fates["wrong"], count)
    found["wrong_seen"] = (fates["wrong_seen"], count)
    found["lost"] = (fates["lost"], count)
    found["honest"] = (sum(bool(one.unread) for one in inexact), len(inexact))
    found["kept"] = (sum(bool(one.unread) for one in wordy), len(wordy))
    return found


def share(of: tuple[int, int]) -> float:
    """A part of a whole; of nothing, all."""
    return of[0] / of[1] if of[1] else 1.0


def table(found: Measures) -> Iterator[str]:
    """The measures as lines of text."""
    for name, of in found.items():
        yield f"{name.replace('_', ', '):>12} {_percent(of):>7} {of[0]:>5} of {of[1]}"


def _percent(of: tuple[int, int]) -> str:
    return f"{share(of):.1%}" if of[1] else "–"


def table_by_source(scores: Sequence[Score]) -> Iterator[str]:
    """The main measures of each club, the one with most lines first."""
    shown = ("exact", "structure", "effort", "recovery", "wrong", "wrong_seen", "lost", "honest")
    yield f"{'':>22}{'lines':>7}" + "".join(f"{name.replace('_', ', '):>13}" for name in shown)
    for source, count in Counter(one.line["source"] for one in scores).most_common():
        found = measures([one for one in scores if one.line["source"] == source])
        yield f"{source:>22}{count:>7}" + "".join(f"{_percent(found[name]):>13}" for name in shown)


def side_by_side(one: Score) -> str:
    """A line with its label and its reading."""
    differing = [name for name, same in one.aspects.items() if not same]
    return "\n".join(
        [
            f"{one.line['id']} {one.line['source']} (m: {one.line['bare_m']}): {one.line['text']}",
            f"    {one.fate.replace('_', ', ').upper()}; differs in {', '.join(differing) or 'nothing'}",
            f"    label   {told(one.gold)}   unread: {' | '.join(one.line['unread']) or '–'}",
            f"    reading {told(one.read)}   unread: {' | '.join(one.unread) or '–'}",
        ]
    )


# The command


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The labelled lines of a file. Raises ``SystemExit`` with the number of a line that is none."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not raw.strip():
            continue
        try:
            line = json.loads(raw)
            tree(line["steps"])
            if missing := {"id", "source", "text", "bare_m", "unread"} - line.keys():
                raise KeyError(*missing)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SystemExit(f"{path}, line {number} is no labelled line: {error!r}") from error
        yield line


def failing(found: Measures, bounds: str) -> list[str]:
    """What misses its bound; ``bounds`` as "exact=0.85,wrong=0.03". Raises ``SystemExit`` for other words."""
    missed = []
    for bound in bounds.split(","):
        name, _, number = bound.partition("=")
        try:
            limit, actual = float(number), share(found[name.strip()])
        except (KeyError, ValueError) as error:
            raise SystemExit(f"--at-least {bound}: write one of {', '.join(found)} = a number") from error
        if actual > limit if name.strip() in LOWER_IS_BETTER else actual < limit:
            missed.append(f"{name.strip()} is {actual:.3f}, not {limit:g}")
    return missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a bound of ``--at-least`` is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--by-source", action="store_true", help="the main measures of each club too")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="the first N lines that differ")
    parser.add_argument("--fate", choices=FATES, help="with --show, only those")
    parser.add_argument("--only", metavar="ID", help="show this line alone, whatever became of it")
    parser.add_argument("--json", action="store_true", help="measures and lines for machines")
    parser.add_argument(
        "--at-least", metavar="exact=0.85,wrong=0.03", help="exit with 1 below (for wrong and lost, above) these shares"
    )
    options = parser.parse_args(arguments)
    scores = [score(line) for path in options.gold for line in lines_of(path)]
    if options.only is not None:
        scores = [one for one in scores if str(one.line["id"]) == options.only]
        print("\n".join(side_by_side(one) for one in scores) or f"No line {options.only}.")
        return 0
    found = measures(scores)
    if options.json:
        print(json.dumps({"measures": found, "lines": [one.to_json() for one in scores]}))
    else:
        differing = [one for one in scores if one.fate != "exact" and options.fate in (None, one.fate)]
        for one in differing[: options.show]:
            print(side_by_side(one), end="\n\n")
        print("\n".join(table(found)))
        if options.by_source:
            print("\n" + "\n".join(table_by_source(scores)))
    missed = failing(found, options.at_least) if options.at_least else []
    for line in missed:
        print(line, file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
