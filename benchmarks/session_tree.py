"""Sessions in one normal form, so that two that say the same in different shapes compare equal.

A session comes as JSON objects: as ``Workout.to_json`` writes them, or as a person labels them, with keys left out and
numbers in place of pairs (``benchmarks/reading_score.py`` tells the shapes). What counts as the same:

- one part done N times, and a group of N rounds that holds this part alone;
- a recovery of N repetitions, and a group of N rounds that ends with a part at easy effort, a walk or a rest;
- a recovery after a part that is done once, and an easy part, a walk or a rest that follows it;
- a group of one round, and its parts;
- alternatives on a part or around a group, and a choice of whole sequences;
- a run of so far in such a time, and one of so far with the time as its target.

Nothing else is: not 3 x 2 x 1 km and 6 x 1 km, not a recovery between repetitions and one after the last of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from workouts.vocabulary import EFFORT_ORDER

Json = Mapping[str, Any]
Pair = tuple[float, float]
"""From, to; both ends included, the second may be infinite."""

ONCE: Final[Pair] = (1.0, 1.0)
TOLERANCE: Final = 0.005
_EASIEST: Final = EFFORT_ORDER["easy"]


@dataclass(frozen=True)
class Pause:
    """A recovery; ``activity`` is None where nobody said what is done in it."""

    activity: str | None
    distance: Pair | None
    duration: Pair | None


@dataclass(frozen=True)
class Weight:
    """A load."""

    implement: str
    kg: Pair | None
    percent_body_mass: Pair | None


@dataclass(frozen=True)
class Part:
    """Something done ``reps`` times (None: nobody can tell how often). ``is_pause``: it was written as a recovery."""

    activity: str | None
    role: str = "main"
    reps: Pair | None = ONCE
    distance: Pair | None = None
    duration: Pair | None = None
    effort: tuple[str, str] | None = None
    uphill: bool = False
    grade: Pair | None = None
    exercise: str | None = None
    load: Weight | None = None
    recovery: Pause | None = None
    target: tuple[str, Pair] | None = None
    is_pause: bool = False

    @property
    def is_gentle(self) -> bool:
        """Whether it may stand for a recovery."""
        if self.reps != ONCE or self.load or self.uphill or self.target or self.role != "main":
            return False
        if self.exercise and self.activity != "cross":
            return False
        easy = self.effort is not None and EFFORT_ORDER[self.effort[1]] <= _EASIEST
        return self.is_pause or self.activity in ("rest", "walk") or (self.activity in ("run", "cross") and easy)

    @property
    def as_pause(self) -> Pause:
        """The recovery that it stands for."""
        return Pause("run" if self.activity == "cross" else self.activity, self.distance, self.duration)


@dataclass(frozen=True)
class Group:
    """Rounds of several parts."""

    reps: Pair | None
    parts: tuple[Node, ...]
    recovery: Pause | None


@dataclass(frozen=True)
class Choice:
    """One of several sequences; the first is what the coach names first."""

    options: tuple[tuple[Node, ...], ...]


Node = Part | Group | Choice


def tree(steps: Iterable[Json]) -> tuple[Node, ...]:
    """The normal form of a sequence. Raises ``ValueError`` or ``KeyError`` for what is no step."""
    return tuple(node for step in steps for node in _normal(step))


def _normal(step: Json) -> Iterator[Node]:
    if "options" in step:
        yield from _choice([tree(option) for option in step["options"]])
    elif step.get("alternatives"):
        own = {key: value for key, value in step.items() if key != "alternatives"}
        yield from _choice([tree([own]), *map(tree, step["alternatives"])])
    elif "steps" in step:
        yield from _group(_reps(step), tree(step["steps"]), _pause(step.get("recovery")))
    else:
        yield from _apart(_part(step))


def _choice(options: Sequence[tuple[Node, ...]]) -> Iterator[Node]:
    """A choice; one option that is itself a choice adds its own."""
    flat: list[tuple[Node, ...]] = []
    for option in options:
        if len(option) == 1 and isinstance(option[0], Choice):
            flat += option[0].options
        else:
            flat.append(option)
    yield Choice(tuple(flat))


def _group(reps: Pair | None, parts: tuple[Node, ...], recovery: Pause | None) -> Iterator[Node]:
    if reps == ONCE:
        yield from parts
        if recovery is not None:
            yield _paused(recovery)
        return
    last = parts[-1] if len(parts) > 1 else None
    if recovery is None and isinstance(last, Part) and last.is_gentle:
        parts, recovery = parts[:-1], last.as_pause
    if len(parts) == 1 and isinstance(parts[0], Part) and parts[0].reps == ONCE:
        yield replace(parts[0], reps=reps, recovery=recovery)
    else:
        yield Group(reps, parts, recovery)


def _apart(part: Part) -> Iterator[Node]:
    """What is done once has no repetitions for a recovery to come between: it comes afterwards."""
    if part.reps == ONCE and part.recovery is not None:
        yield replace(part, recovery=None)
        yield _paused(part.recovery)
    else:
        yield part


def _paused(pause: Pause) -> Part:
    return Part(pause.activity, distance=pause.distance, duration=pause.duration, is_pause=True)


def _part(step: Json) -> Part:
    target = step.get("target")
    distance, duration = pair(step.get("distance_m")), pair(step.get("duration_s"))
    if distance is not None and duration is not None and target is None:
        target, duration = {"measure": "time_s", "value": duration}, None
    return Part(
        activity=step.get("activity", "run"),
        role=step.get("role", "main"),
        reps=_reps(step),
        distance=distance,
        duration=duration,
        effort=_effort(step.get("effort")),
        uphill=step.get("uphill", False),
        grade=pair(step.get("grade_percent")),
        exercise=_folded(step.get("exercise")),
        load=_weight(step.get("load")),
        recovery=_pause(step.get("recovery")),
        target=None if target is None else (target["measure"], _surely(target["value"])),
    )


def _reps(step: Json) -> Pair | None:
    return pair(step.get("reps", 1))


def _pause(found: Json | None) -> Pause | None:
    if found is None:
        return None
    return Pause(found.get("activity"), pair(found.get("distance_m")), pair(found.get("duration_s")))


def _weight(found: Json | None) -> Weight | None:
    if found is None:
        return None
    # A mass without a thing is that of some weights.
    return Weight(found.get("implement") or "weights", pair(found.get("kg")), pair(found.get("percent_body_mass")))


def _effort(value: str | Sequence[str] | None) -> tuple[str, str] | None:
    if value is None:
        return None
    lo, hi = (value, value) if isinstance(value, str) else value
    if EFFORT_ORDER[lo] > EFFORT_ORDER[hi]:
        raise ValueError(f"not a range of efforts: {lo}..{hi}")
    return lo, hi


def _folded(name: str | None) -> str | None:
    """ "Push-ups" as "pushup"."""
    return None if name is None else "".join(filter(str.isalnum, name.casefold())).removesuffix("s")


def pair(value: float | Sequence[float | None] | None) -> Pair | None:
    """A number or a pair of them as a pair; an open end is infinite."""
    if value is None:
        return None
    lo, hi = value if isinstance(value, Sequence) else (value, value)
    if lo is None:
        raise ValueError("a range begins with a number")
    return float(lo), math.inf if hi is None else float(hi)


def _surely(value: Any) -> Pair:
    found = pair(value)
    if found is None:
        raise ValueError("a target has a value")
    return found


# Comparing


def close(one: Pair | None, other: Pair | None) -> bool:
    """Whether two numbers are the same, within half a percent at either end."""
    if one is None or other is None:
        return one is other
    return all(math.isclose(a, b, rel_tol=TOLERANCE) for a, b in zip(one, other, strict=True))


def same_count(gold: Pair | None, read: Pair | None) -> bool:
    """Whether repetitions are the same. Where nobody can tell, a reading that says none (once) is as good as any."""
    return read in (None, ONCE) if gold is None else gold == read


def same_shape(gold: Sequence[Node], read: Sequence[Node]) -> bool:
    """Whether two sequences have the same parts, counts, amounts and activities in the same places."""
    return len(gold) == len(read) and all(_same_node(*both) for both in zip(gold, read, strict=True))


def _same_node(gold: Node, read: Node) -> bool:
    if isinstance(gold, Part) and isinstance(read, Part):
        return (
            _same_activity(gold, read)
            and same_count(gold.reps, read.reps)
            and close(gold.distance, read.distance)
            and close(gold.duration, read.duration)
        )
    if isinstance(gold, Group) and isinstance(read, Group):
        return same_count(gold.reps, read.reps) and same_shape(gold.parts, read.parts)
    if isinstance(gold, Choice) and isinstance(read, Choice) and len(gold.options) == len(read.options):
        return all(same_shape(*both) for both in zip(gold.options, read.options, strict=True))
    return False


def _same_activity(gold: Part, read: Part) -> bool:
    return gold.activity == read.activity or (gold.is_pause and gold.activity is None and read.is_gentle)


def same_pause(gold: Pause | None, read: Pause | None) -> bool:
    """Whether two recoveries are the same; any activity will do where the label names none."""
    if gold is None or read is None:
        return gold is read
    if gold.activity not in (None, read.activity):
        return False
    return close(gold.distance, read.distance) and close(gold.duration, read.duration)


def same_weight(gold: Weight | None, read: Weight | None) -> bool:
    """Whether two loads are the same thing and mass."""
    if gold is None or read is None:
        return gold is read
    return (
        gold.implement == read.implement
        and close(gold.kg, read.kg)
        and close(gold.percent_body_mass, read.percent_body_mass)
    )


def walk(nodes: Iterable[Node]) -> Iterator[Part | Group]:
    """Every part and group in the order of the text, those of all options included."""
    for node in nodes:
        if isinstance(node, Choice):
            for option in node.options:
                yield from walk(option)
        else:
            yield node
            if isinstance(node, Group):
                yield from walk(node.parts)


# Showing


def told(nodes: Iterable[Node]) -> str:
    """A sequence in one line."""
    return " + ".join(map(_told, nodes)) or "nothing"


def _told(node: Node) -> str:
    if isinstance(node, Choice):
        return " OR ".join(f"[{told(option)}]" for option in node.options)
    times = "" if node.reps == ONCE else "? x " if node.reps is None else f"{_number(node.reps)} x "
    after = "" if node.recovery is None else f" (between: {_pause_told(node.recovery)})"
    if isinstance(node, Group):
        return f"{times}[{told(node.parts)}]{after}"
    said = [
        None if node.role == "main" else node.role,
        None if node.distance is None else f"{_number(node.distance)} m",
        None if node.duration is None else f"{_number(node.duration)} s",
        "pause" if node.is_pause else None,
        node.activity,
        node.exercise,
        None if node.effort is None else "-".join(dict.fromkeys(node.effort)),
        "uphill" if node.uphill else None,
        None if node.grade is None else f"{_number(node.grade)} %",
        None if node.load is None else _weight_told(node.load),
        None if node.target is None else f"@ {_number(node.target[1])} {node.target[0]}",
    ]
    return times + " ".join(word for word in said if word) + after


def _weight_told(load: Weight) -> str:
    mass = "" if load.kg is None else f" {_number(load.kg)} kg"
    part = "" if load.percent_body_mass is None else f" {_number(load.percent_body_mass)} % of body mass"
    return f"with {load.implement}{mass}{part}"


def _pause_told(pause: Pause) -> str:
    size = [f"{_number(value)} {unit}" for value, unit in ((pause.distance, "m"), (pause.duration, "s")) if value]
    return " ".join([*size, pause.activity or "anything"])


def _number(value: Pair) -> str:
    lo, hi = (f"{end:.6g}" for end in value)
    return lo if lo == hi else f"{lo}-{hi}"
