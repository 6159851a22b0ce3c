"""Guidelines compiled for asking all of them at once.

Guideline ``n`` of a set of ``size`` is bit ``n`` of an integer, and what its ``unless`` says is bit ``size + n``. One
look-up for each fact that is asked about tells which of them it rules out and which it leaves open (see
:class:`~advice.fact_table.FactTable`), so that the cost grows with the number of facts and hardly with that of
guidelines. What is known of a step in any case (what is done, with which implement, uphill or not) is settled once for
each kind of step: an unloaded run costs next to nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple, TypeVar

from advice.conditions import Condition
from advice.fact_table import FactTable
from advice.facts import FactValue
from advice.guideline import Guideline
from advice.step_facts import NEED_BODY_MASS, STEP_FACTS, Scene, facts_of
from workouts.workout import Step, Workout

# Known of every step, so that conditions on them are settled once for a kind of step.
_KIND_KEYS: Final = ("activity", "implement", "load_class", "load_site", "uphill", "in_place")
# The same guidelines apply together again and again; beyond so many groups the one used longest ago is forgotten.
_REMEMBERED_GROUPS: Final = 4096
_REMEMBERED_STEPS: Final = 64
_TRUTH_OF_DIGIT: Final = bytes.maketrans(b"01", b"\0\1")

_Thing = TypeVar("_Thing")


class _Left(NamedTuple):
    """A guideline with its bit, and what is left to ask once the kind of a step is known."""

    guideline: Guideline
    bit: int
    conditions: tuple[Condition, ...]


class Finding(NamedTuple):
    """A guideline that applies to a step, ``step`` counting the steps of ``workout.flat()``."""

    guideline: Guideline
    step: int


class Entry(NamedTuple):
    """What can apply to steps of one kind, as bits, and the facts left to ask about, with their tables.

    ``settled`` is what the kind does to all guidelines, as a :class:`~advice.fact_table.FactTable` tells it; ``unless``
    holds the exemptions that are not ruled out.
    """

    candidates: int
    unless: int
    settled: int
    step_tables: tuple[tuple[str, FactTable], ...]
    other_tables: tuple[tuple[str, FactTable], ...]
    step_keys: tuple[str, ...]
    other_keys: frozenset[str]


class GuidelineSet:
    """Guidelines compiled for asking; equal only to itself. Raises ``ValueError`` for two of the same code."""

    def __init__(self, guidelines: Iterable[Guideline]) -> None:
        self.guidelines: tuple[Guideline, ...] = tuple(sorted(guidelines, key=lambda guideline: guideline.weight))
        codes = [guideline.code for guideline in self.guidelines]
        if len(set(codes)) < len(codes):
            raise ValueError(f"Two guidelines have the same code: {', '.join(sorted(codes))}.")
        self._size = len(self.guidelines)
        self._width = 2 * self._size
        rows: dict[str, list[tuple[Condition, int]]] = defaultdict(list)
        for place, guideline in enumerate(self.guidelines):
            for condition in guideline.when:
                rows[condition.fact].append((condition, 1 << place))
            for condition in guideline.unless:
                rows[condition.fact].append((condition, 1 << self._size + place))
        self._conditions = {key: tuple([condition for condition, _bits in row]) for key, row in rows.items()}
        self._tables = {key: FactTable(key, row, self._width) for key, row in rows.items()}
        # Every fact that an answer can hang on: athletes who agree in these get the same one.
        self.asked_facts: frozenset[str] = _with_body_mass(rows.keys())
        self._stops, self._objections, self._cares = (
            _bits(guideline.stance == stance for guideline in self.guidelines)
            for stance in ("stop", "against", "conditional")
        )
        self._exceptions = _bits(guideline.exception for guideline in self.guidelines)
        self._left_to_ask = [
            _Left(one, 1 << place, tuple([c for c in (*one.when, *one.unless) if c.fact not in _KIND_KEYS]))
            for place, one in enumerate(self.guidelines)
        ]
        self._entries: dict[Hashable, Entry] = {}
        self._every_finding = lru_cache(_REMEMBERED_STEPS)(self._findings_of_all)
        self.findings = lru_cache(_REMEMBERED_GROUPS)(self._findings)
        self._questions = lru_cache(_REMEMBERED_GROUPS)(self._questions_of)

    def __iter__(self) -> Iterator[Guideline]:
        return iter(self.guidelines)

    def __len__(self) -> int:
        return len(self.guidelines)

    def conditions_on(self, key: str) -> tuple[Condition, ...]:
        """Every condition that asks about the fact ``key``."""
        return self._conditions.get(key, ())

    def asked_of(self, workout: Workout) -> frozenset[str]:
        """The facts of athlete and week that the answer to ``workout`` can hang on: alike in these, alike in advice."""
        return frozenset().union(*(self.entry(step).other_keys for step, _rounds in workout.flat()))

    def entry(self, step: Step) -> Entry:
        """The guidelines that can apply to a step like ``step``, and the facts that they ask about."""
        load, slope = step.load, step.grade_percent
        kind = (
            step.activity,
            None if load is None else load.implement,
            step.uphill,
            slope is not None and slope.lo > 0,
            step.in_place,
        )
        found = self._entries.get(kind)
        if found is None:
            found = self._entries[kind] = self._compiled(step)
        return found

    def _compiled(self, step: Step) -> Entry:
        known = facts_of(Scene(step, step.reps, Workout(), None), _KIND_KEYS)
        settled = 0
        for key in self._tables.keys() & known.keys():
            settled |= self._tables[key][known[key]]
        candidates = unless = 0
        keys: set[str] = set()
        for place, guideline in enumerate(self.guidelines):
            bit, exempt = 1 << place, 1 << self._size + place
            left = {condition.fact for condition in guideline.unless} - known.keys()
            exemptible = bool(guideline.unless) and not settled & exempt
            if settled & bit or (exemptible and not left):
                continue
            candidates |= bit
            keys |= {condition.fact for condition in guideline.when} - known.keys()
            if exemptible:
                unless |= exempt
                keys |= left
        step_keys, other_keys = sorted(keys & STEP_FACTS.keys()), sorted(keys - STEP_FACTS.keys())
        return Entry(
            candidates,
            unless,
            settled,
            tuple((key, self._tables[key]) for key in step_keys),
            tuple((key, self._tables[key]) for key in other_keys),
            tuple(step_keys),
            _with_body_mass(keys) - STEP_FACTS.keys(),
        )

    def sort_out(
        self, entry: Entry, of_step: Mapping[str, FactValue], others: Mapping[str, FactValue]
    ) -> tuple[int, int]:
        """Which guidelines apply and of which that is open, as bits: the loop that every verdict runs in.

        ``of_step`` holds the facts in ``entry.step_keys``, ``others`` what is known of athlete and week.
        """
        candidates, unless, effect, step_tables, other_tables, _step_keys, _other_keys = entry
        for key, table in step_tables:
            effect |= table[of_step[key]]
        for key, table in other_tables:
            effect |= table[others.get(key)]
        open_ = effect >> self._width
        if unless:
            exempt = unless & ~effect
            effect |= (exempt & ~open_) >> self._size
            open_ |= (exempt & open_) >> self._size
        possible = candidates & ~effect
        open_ &= possible
        return possible ^ open_, open_

    def verdict(self, applying: int, open_: int, *, strict: bool) -> tuple[str, bool]:
        """The verdict on one step, and whether it is a caution because the panel is split: the first rule that fits."""
        if applying & self._stops:
            return "stop", False
        if applying & self._objections:
            split = not strict and bool(applying & self._exceptions)
            return ("caution" if split else "avoid"), split
        if applying & self._cares or open_ & (self._stops | self._objections):
            return "caution", False
        return "clear", False

    def matters(self, verdict: str, *, strict: bool) -> int:
        """Which guidelines, as bits, could change ``verdict`` if they applied to the step as well."""
        match verdict:
            case "stop":
                return 0
            case "avoid":
                return self._stops | (0 if strict else self._exceptions)
            case "caution":
                return self._stops | self._objections
        return self._stops | self._objections | self._cares

    def hanging(self, open_: int, facts: Mapping[str, FactValue]) -> list[tuple[Guideline, int, str]]:
        """The guidelines that ``facts`` leave open, with their bits and the facts that they hang on.

        That is what the first unknown condition of a guideline asks about.
        """
        found = []
        for guideline, bit, conditions in self._questions(open_):
            for condition in conditions:
                if condition.test(facts.get(condition.fact)) is None:
                    found.append((guideline, bit, condition.fact))
                    break
        return found

    def _questions_of(self, open_: int) -> tuple[_Left, ...]:
        return tuple(self._chosen(self._left_to_ask, open_))

    def _findings(self, step: int, bits: int) -> tuple[Finding, ...]:
        """The guidelines that ``bits`` stand for as findings on a step, the weightiest first."""
        return tuple(self._chosen(self._every_finding(step), bits))

    def _findings_of_all(self, step: int) -> tuple[Finding, ...]:
        return tuple([Finding(guideline, step) for guideline in self.guidelines])

    def _chosen(self, of_each: Sequence[_Thing], bits: int) -> Iterator[_Thing]:
        """Those of the things, one for each guideline, that ``bits`` stand for."""
        digits = f"{bits:0{self._size}b}"[::-1]
        return compress(of_each, digits.encode().translate(_TRUTH_OF_DIGIT))


def _bits(of_each: Iterable[bool]) -> int:
    return sum(1 << place for place, wanted in enumerate(of_each) if wanted)


def _with_body_mass(keys: Set[str]) -> frozenset[str]:
    """``keys``, and the body mass where it is needed to know one of them."""
    return frozenset(keys | {"body_mass_kg"}) if keys & NEED_BODY_MASS else frozenset(keys)
