"""A step while it is being read: mutable, filled word by word, and turned into a ``Step`` or ``Repeat`` at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workouts.tokens import Token
from workouts.workout import ONCE, Effort, Load, Range, Recovery, Repeat, Span, Step

STRIDES: Final = Effort("5k", "mile")


class Draft:
    """What has been read of one step, or of a repeat where ``children`` is not ``None``.

    ``first`` and ``end`` are token indexes; ``joint`` is what joined it to the draft before. ``noun``: names a session
    that needs no amount ("tempo", "strides", "bike"). ``described``: something was said after the amount.
    """

    __slots__ = (
        "activity", "alone", "children", "default_effort", "described", "distance", "duration", "effort", "end",
        "exercise", "first", "grade", "in_place", "joint", "load", "noun", "recovery", "reps", "role", "unit", "uphill",
    )  # fmt: skip

    def __init__(self, first: int, joint: str) -> None:
        self.first = first
        self.end = first
        self.joint = joint
        self.activity: str | None = None
        self.role: str | None = None
        self.reps: Range | None = None
        self.distance: Range | None = None
        self.duration: Range | None = None
        self.effort: Effort | None = None
        self.default_effort: Effort | None = None
        self.uphill = False
        self.grade: Range | None = None
        self.in_place = False
        self.exercise: str | None = None
        self.load: Load | None = None
        self.recovery: Recovery | None = None
        self.children: list[Draft] | None = None
        self.noun = False
        self.alone = False
        self.described = False
        self.unit = ""

    @property
    def has_amount(self) -> bool:
        """Whether a distance or a duration was read."""
        return self.distance is not None or self.duration is not None

    @property
    def repeats(self) -> bool:
        """Whether there is something for a recovery to come between."""
        return self.children is not None or self.reps is not None

    @property
    def is_plain_amount(self) -> bool:
        """Whether an amount is all that was read."""
        return self.has_amount and not (self.repeats or self.is_named or self.effort or self.uphill or self.load)

    @property
    def is_named(self) -> bool:
        """Whether it says what is done, beyond how hard."""
        return self.activity is not None or self.role is not None or self.noun or self.exercise is not None

    @property
    def is_modifier(self) -> bool:
        """Whether it says only how a step is done."""
        return not (self.has_amount or self.repeats or self.is_named)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read."""
        return self.is_modifier and not (
            self.effort or self.uphill or self.grade or self.in_place or self.load or self.recovery
        )

    def leaves(self) -> list[Draft]:
        """The draft itself, or all steps inside its repeats."""
        if self.children is None:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]

    def takes(self, modifier: Draft) -> bool:
        """Whether everything that ``modifier`` says is still unsaid here."""
        leaves = self.leaves()
        if not leaves or self.activity in ("rest", "race"):
            return False
        leaf = leaves[-1]
        return not (
            (modifier.effort and any(each.effort for each in leaves))
            or (modifier.grade and leaf.grade)
            or (modifier.load and leaf.load)
            or (modifier.recovery and self.recovery)
        )

    def take(self, modifier: Draft) -> None:
        """Say here what ``modifier`` says."""
        for leaf in self.leaves():
            leaf.effort = leaf.effort or modifier.effort
            leaf.uphill = leaf.uphill or modifier.uphill
            leaf.grade = leaf.grade or modifier.grade
            leaf.in_place = leaf.in_place or modifier.in_place
            leaf.load = leaf.load or modifier.load
        self.recovery = self.recovery or modifier.recovery
        self.end = modifier.end

    def build(self, tokens: Sequence[Token]) -> Step | Repeat:
        """The finished step or repeat."""
        if self.children is not None:
            steps = tuple(child.build(tokens) for child in self.children)
            return _merged(self.reps or ONCE, steps, self.recovery)
        return Step(
            activity=self.activity or "run",
            role=self.role or "main",
            reps=self.reps or ONCE,
            distance_m=self.distance,
            duration_s=self.duration,
            effort=self.effort or self.default_effort,
            uphill=self.uphill,
            grade_percent=self.grade,
            in_place=self.in_place,
            exercise=self.exercise,
            load=self.load,
            recovery=self.recovery,
            span=Span(tokens[self.first].start, tokens[max(self.end - 1, self.first)].end),
        )


def _merged(reps: Range, steps: tuple[Step | Repeat, ...], recovery: Recovery | None) -> Step | Repeat:
    """A repeat; of a single running step done once ("4 sets of 400 m") the plain repetition that it is."""
    if len(steps) == 1 and isinstance(only := steps[0], Step) and only.reps == ONCE and only.exercise is None:
        return replace(only, reps=reps, recovery=only.recovery or recovery)
    return Repeat(reps, steps, recovery)
