"""A step while it is being read: mutable, filled word by word, and turned into steps at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workouts.loads import is_absurd
from workouts.tokens import Token
from workouts.workout import ONCE, Effort, Load, Range, Recovery, Repeat, Span, Step, Target


@dataclass(slots=True, eq=False)
class Draft:
    """What has been read of one step, or of several where ``children`` is not ``None``: rounds, or a list done once.

    ``first`` and ``end`` are token indexes; ``joint`` is what joined it to the draft before. Its marks:

    ``noun``: names a session that needs no amount ("strides", "bike"); ``effort_noun``: by its effort ("tempo");
    ``alone``: an amount may follow in a segment of its own; ``described``: something was said after the amount;
    ``sure``: more than the amount was understood, if not kept; ``paced``: the effort is a pace, which is surer than
    "fast" or "tempo"; ``bare_load``: the load is a thing without a mass or a joining word; ``implied``: only what the
    activity's name implies ("ruck"); ``spoilt``: what followed shows that it was no step; ``doubted``: why its
    amount cannot be told; ``is_work``: "on", of "on" and "off"; ``open_set``: what dashes add may belong to the set
    ("2 sets of 1600 - 2:30 rest - 4 x 400").
    """

    first: int
    joint: str
    end: int = field(init=False)
    activity: str | None = None
    role: str | None = None
    exercise: str | None = None
    reps: Range | None = None
    distance: Range | None = None
    duration: Range | None = None
    grade: Range | None = None
    effort: Effort | None = None
    default_effort: Effort | None = None
    load: Load | None = None
    recovery: Recovery | None = None
    target: Target | None = None
    children: list[Draft] | None = None
    alternatives: tuple[Draft, ...] = ()
    unit: str = ""
    doubted: str = ""
    uphill: bool = False
    in_place: bool = False
    noun: bool = False
    effort_noun: bool = False
    alone: bool = False
    described: bool = False
    is_work: bool = False
    sure: bool = False
    paced: bool = False
    implied: bool = False
    bare_load: bool = False
    strides: bool = False
    treadmill: bool = False
    spoilt: bool = False
    open_set: bool = False

    def __post_init__(self) -> None:
        self.end = self.first

    @property
    def has_amount(self) -> bool:
        """Whether a distance or a duration was read."""
        return self.distance is not None or self.duration is not None

    @property
    def repeats(self) -> bool:
        """Whether there is something for a recovery to come between."""
        return self.children is not None or self.reps is not None

    @property
    def is_named(self) -> bool:
        """Whether it says what is done, beyond how hard."""
        return self.activity is not None or self.role is not None or self.noun or self.exercise is not None

    @property
    def is_pace_alone(self) -> bool:
        """Whether a pace is all that is known beside a number of nobody knows what ("1600-800 @ 5k", "800 jog")."""
        jog = self.effort is None and self.default_effort is not None and not self.strides
        return (self.paced or jog) and self.doubted in ("no_unit", "plural") and not self.has_amount

    @property
    def is_plain_amount(self) -> bool:
        """Whether an amount is all that was read, or a list of them."""
        if self.children is not None and self.reps is None and not self.recovery:
            return all(child.is_plain_amount for child in self.children)
        return self.has_amount and not (
            self.repeats or self.is_named or self.sure or self.effort or self.uphill or self.load or self.grade
        )

    @property
    def is_part(self) -> bool:
        """Whether it is one amount of running or walking, done once, or a list of parts."""
        if self.children is not None:
            return self.reps is None and self.recovery is None
        return self.has_amount and not self.repeats and self.activity in (None, "run", "walk") and self.role is None

    @property
    def is_counted_exercise(self) -> bool:
        """Whether it is so many movements of an exercise, done once."""
        return self.exercise is not None and self.reps is not None and self.children is None and not self.has_amount

    @property
    def is_modifier(self) -> bool:
        """Whether it says only how a step is done."""
        return (
            self.distance is None
            and self.duration is None
            and self.reps is None
            and self.children is None
            and self.activity is None
            and self.role is None
            and self.exercise is None
            and not self.noun
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read."""
        return self.is_modifier and not (
            self.effort or self.target or self.uphill or self.grade or self.in_place or self.load or self.recovery
        )

    def leaves(self) -> list[Draft]:
        """The draft itself, or all steps inside it."""
        if self.children is None:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]

    def takes_effort(self, effort: Effort, *, paced: bool) -> bool:
        """Whether ``effort`` is news: none was said yet, or only a word that a pace now makes exact."""
        if self.activity in ("rest", "race"):
            return False
        return self.effort is None or self.effort == effort or (paced and not self.paced)

    def set_effort(self, effort: Effort, *, paced: bool, target: Target | None = None) -> None:
        """Say how hard; ``target`` is the offset from that pace."""
        self.effort = effort
        self.target = target or self.target
        self.paced = self.paced or paced

    def takes_load(self, load: Load) -> bool:
        """Whether no step of it has another load already: a step can hold but one."""
        leaves = [leaf for leaf in self.leaves() if leaf.activity != "rest"]
        return bool(leaves) and all(leaf.load is None or joined(leaf.load, load) is not None for leaf in leaves)

    def take_load(self, load: Load) -> None:
        """Say with what load all of it is done."""
        for leaf in self.leaves():
            if leaf.activity != "rest":
                leaf.load = load if leaf.load is None else joined(leaf.load, load)

    def takes(self, modifier: Draft) -> bool:
        """Whether everything that ``modifier`` says is still unsaid here."""
        leaves = self.leaves()
        if not leaves or self.activity in ("rest", "race"):
            return False
        effort, paced = modifier.effort, modifier.paced
        if effort and not all(leaf.takes_effort(effort, paced=paced) for leaf in self._heard()):
            return False
        if modifier.load and not self.takes_load(modifier.load):
            return False
        if modifier.target and any(leaf.target is not None for leaf in self._heard()):
            return False
        return not ((modifier.grade and leaves[-1].grade) or (modifier.recovery and self.recovery))

    def _heard(self) -> list[Draft]:
        """The steps that an effort behind them speaks of: all, or the last where the others have their own."""
        leaves = [leaf for leaf in self.leaves() if leaf.activity != "rest"]
        if len(leaves) > 1 and leaves[-1].effort is None and any(leaf.paced for leaf in leaves):
            return leaves[-1:]
        return leaves

    def take(self, modifier: Draft) -> None:
        """Say here what ``modifier`` says."""
        if modifier.effort is not None:
            for leaf in self._heard():
                leaf.set_effort(modifier.effort, paced=modifier.paced)
        if modifier.target is not None:
            for leaf in self._heard():
                leaf.target = leaf.target or modifier.target
        for leaf in self.leaves():
            leaf.default_effort = leaf.default_effort or modifier.default_effort
            leaf.uphill = leaf.uphill or modifier.uphill
            leaf.grade = leaf.grade or modifier.grade
            leaf.in_place = leaf.in_place or modifier.in_place
        if modifier.load is not None:
            self.take_load(modifier.load)
        self.recovery = self.recovery or modifier.recovery
        self.end = modifier.end

    def build(self, tokens: Sequence[Token]) -> list[Step | Repeat]:
        """The finished steps: one, or each of a list that is done once, with its recovery between them."""
        own = self._build(tokens)
        if not self.alternatives:
            return own
        others = tuple(tuple(other.build(tokens)) for other in self.alternatives)
        return [replace(own[0], alternatives=others) if len(own) == 1 else Repeat(ONCE, tuple(own), None, others)]

    def _build(self, tokens: Sequence[Token]) -> list[Step | Repeat]:
        if self.children is None:
            return [self._step(tokens)]
        steps = [step for child in self.children for step in child.build(tokens)]
        if self.reps is not None:
            return [_repeat(self.reps, tuple(steps), self.recovery)]
        if self.recovery is not None:
            between = rest_step(self.recovery)
            steps = [part for step in steps for part in (between, step)][1:]
        return steps

    def _step(self, tokens: Sequence[Token]) -> Step:
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
            target=self.target,
            span=Span(tokens[self.first].start, tokens[max(self.end - 1, self.first)].end),
        )


def joined(held: Load, found: Load) -> Load | None:
    """One load from the thing in one place and its mass in another ("sled 20 m @ 40 kg"); ``None`` if they are two."""
    held_open = held.kg is None and held.percent_body_mass is None
    found_open = found.kg is None and found.percent_body_mass is None
    both = None
    if held_open and found.implement in ("weights", held.implement):
        both = replace(found, implement=held.implement)
    elif found_open and held.implement == "weights":
        both = replace(held, implement=found.implement)
    return None if both is None or is_absurd(both) else both


def rest_step(recovery: Recovery) -> Step:
    """A recovery that is done once, between two different parts."""
    amounts = recovery.distance_m, recovery.duration_s
    jog = recovery.activity == "run" and amounts == (None, None)
    return Step(
        activity=recovery.activity,
        distance_m=recovery.distance_m,
        duration_s=recovery.duration_s,
        effort=Effort.exactly("easy") if jog else None,
    )


def _is_plain(step: Step) -> bool:
    """Whether a count before it can be its own: movements of an exercise have one, and alternatives stand in rounds."""
    return step.reps == ONCE and step.exercise is None and not step.alternatives


def _repeat(reps: Range, steps: tuple[Step | Repeat, ...], recovery: Recovery | None) -> Step | Repeat:
    """A repeat; of a single running step done once ("4 sets of 400 m") the plain repetition that it is."""
    if len(steps) == 1 and isinstance(only := steps[0], Step) and _is_plain(only):
        return replace(only, reps=reps, recovery=only.recovery or recovery)
    return Repeat(reps, steps, recovery)
