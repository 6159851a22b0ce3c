"""How fast sessions are read: lines a second, beside three parsing libraries, and by the length of the text.

    .venv/bin/python -m benchmarks.reading [--lines FILE]

1. The whole shorthand: about 400 lines of our own in the shapes and roughly the frequencies in which coaches write
   (``benchmarks/reading_lines.txt``), or the lines of another file. In each round the numbers are others, so that no
   round reads what an earlier one has read; a second column reads the lines as they stand, again and again.
2. The part that ``benchmarks/reading_rivals.py`` has as a grammar in lark, pyparsing and parsy. Every library must
   make the same values as Uphill of 2,000 sentences; the first difference is shown and the run ends with 1. Then
   sentences a second, in rounds of sentences that nobody saw before. Uphill reads them as it reads everything, with the
   places of all steps and whatever it knows of other shapes; the libraries know these alone.
3. Milliseconds for 100, 1,000 and 10,000 characters of shapes that invite looking back, and the exponent between the
   last two: 1 is linear. ``tests/workouts/test_reading_laws.py`` asserts it by counting calls, without a clock.

What counts is the quickest round, in processor time of one core. Exits with 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.advice import seconds, speed
from benchmarks.reading_rivals import LIBRARIES, Lark, PlainLark, Pyparsing, Rival, sentences
from workouts.reading import read
from workouts.workout import Workout

SEED: Final = 20
AGREED_ON: Final = 2000
ROUNDS: Final = 7
SENTENCES_A_ROUND: Final = 500
GOAL_LINES: Final = 25_000
GOAL_RATIO: Final = 5.0
GOAL_EXPONENT: Final = 1.1
OWN_LINES: Final = Path(__file__).with_name("reading_lines.txt")
LENGTHS: Final = (100, 1000, 10_000)
SHAPES: Final = (
    "8 km easy, ",
    "6 x 400 m @ 5k w/ 200 m jog + ",
    "2 x (",
    "3 sets of 400 - 200 - 2' rest b/t sets; ",
    "400 m, 200 m x5 ",
    "MP > 10k - ",
    "1-2/",
    "with 5 kg vest, ",
    "no idea what this says ",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 where a library disagrees or a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, default=OWN_LINES, metavar="FILE", help="one session a line")
    options = parser.parse_args(arguments)
    missing = [rival.name for rival in LIBRARIES if importlib.util.find_spec(rival.library) is None]
    if missing:
        raise SystemExit(f"Not installed: {', '.join(missing)}. `make bench` installs requirements-bench.txt.")
    met = [whole(options.lines), beside_others(), by_length()]
    return int(not all(met))


# The whole shorthand


def whole(path: Path) -> bool:
    """Print how many lines a second are read; return whether that is as many as it should be."""
    lines = lines_of(path)
    length = sum(map(len, lines)) / len(lines)
    fresh = max(speed(read, varied(lines, number)) for number in range(ROUNDS))
    again = max(speed(read, lines) for _number in range(ROUNDS))
    print(f"{path.name}: {len(lines)} lines of {length:.0f} characters, lines a second on one core")
    print(f"{'':>28}{'new numbers':>16}{'the same again':>16}")
    print(f"{'Uphill':>28}{fresh:>16,.0f}{again:>16,.0f}")
    return verdict(f"{fresh:,.0f} lines a second", f"{GOAL_LINES:,}", met=fresh >= GOAL_LINES)


def lines_of(path: Path) -> list[str]:
    """The sessions of a file: one a line, in a table the last column. Raises ``SystemExit`` if there are none."""
    lines = [line.rpartition("\t")[2].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    found = [line for line in lines if line and line != "text"]
    if not found:
        raise SystemExit(f"{path} holds no line.")
    return found


def varied(lines: Sequence[str], seed: int) -> list[str]:
    """The lines with other numbers of the same length in place of theirs; zeros and the digits of 5k and 10k stay."""
    chance = random.Random(seed)
    return [re.sub(r"(?<![\d.:])[1-9](?!0?k\b)", lambda _found: str(chance.randint(1, 9)), line) for line in lines]


# The part that parsing libraries share


def beside_others() -> bool:
    """Print how fast each library reads the shared part; return whether Uphill is as much faster as it should be."""
    agreed = sentences(AGREED_ON, SEED)
    rivals: dict[str, Rival] = {rival.name: rival() for rival in LIBRARIES}
    for rival in rivals.values():
        if difference := first_difference(rival, agreed):
            raise SystemExit(f"{rival.name} and Uphill differ.\n{difference}")
    print(f"\nN x D, paces, recoveries, joins, brackets one deep: all agree on {len(agreed):,} sentences")
    print(f"{'sentences a second':>28}{'':>16}{'Uphill is':>16}")
    rounds = [sentences(SENTENCES_A_ROUND, SEED + number) for number in range(1, ROUNDS + 1)]
    own = quickest(read, rounds)
    print(f"{'Uphill':>28}{own:>16,.0f}")
    found = {name: quickest(rival.read, rounds) for name, rival in rivals.items()}
    # Each library in the better of its settings.
    for lark in (Lark, PlainLark):
        found[lark.name] = max(found[lark.name], quickest(lark(lexer="basic").read, rounds))
    Pyparsing.remember(yes=True)
    found[Pyparsing.name] = max(found[Pyparsing.name], quickest(rivals[Pyparsing.name].read, rounds))
    Pyparsing.remember(yes=False)
    for name, theirs in found.items():
        print(f"{name:>28}{theirs:>16,.0f}{own / theirs:>15.2f}x")
    ratio = own / found[Lark.name]
    return verdict(f"{ratio:.2f} times lark", f"{GOAL_RATIO:.0f}", met=ratio >= GOAL_RATIO)


def quickest(reader: Callable[[str], Any], rounds: Sequence[Sequence[str]]) -> float:
    """Sentences a second in the quickest round."""
    return max(speed(reader, texts) for texts in rounds)


def first_difference(rival: Rival, texts: Sequence[str]) -> str | None:
    """The first text of which ``rival`` makes something else than Uphill, or in which Uphill leaves a word unread."""
    for text in texts:
        ours, theirs = read(text), rival.read(text)
        if ours.unread or placeless(ours.workout) != placeless(theirs):
            return "\n".join(
                [
                    text,
                    f"Uphill: {placeless(ours.workout)}, unread: {ours.unread_words}",
                    f"{rival.name}: {placeless(theirs)}",
                ]
            )
    return None


def placeless(workout: Workout) -> Any:
    """A workout as JSON (which rounds to a tenth of a millimetre), without the places in the text."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(inner) for key, inner in value.items() if key != "span"}
        return [without(inner) for inner in value] if isinstance(value, list) else value

    return without(workout.to_json())


# By length


def by_length() -> bool:
    """Print how reading time grows with the text; return whether it does so in proportion."""
    print(f"\n{'milliseconds for':>44}" + "".join(f"{length:>10,}" for length in LENGTHS) + f"{'exponent':>12}")
    worst = 0.0
    for shape in SHAPES:
        spent = [milliseconds((shape * (length // len(shape) + 1))[:length]) for length in LENGTHS]
        exponent = math.log10(spent[2] / spent[1])
        worst = max(worst, exponent)
        print(f"{shape:>44}" + "".join(f"{one:>10.2f}" for one in spent) + f"{exponent:>12.2f}")
    return verdict(f"exponent {worst:.2f} at worst", f"{GOAL_EXPONENT}", met=worst <= GOAL_EXPONENT)


def milliseconds(text: str) -> float:
    """How long it takes to read ``text``; a short one is read often enough for the clock."""
    times = max(1, 20_000 // len(text))
    return min(seconds(lambda: [read(text) for _ in range(times)]) for _round in range(3)) / times * 1000


def verdict(figure: str, goal: str, *, met: bool) -> bool:
    """Print a figure beside its goal and return ``met``."""
    print(f"{'':>28} {figure}, goal {goal}: {'met' if met else 'MISSED'}", flush=True)
    return met


if __name__ == "__main__":
    sys.exit(main())
