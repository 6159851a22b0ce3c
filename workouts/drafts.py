"""A step while it is being read: mutable, filled word by word, and turned into steps at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from workouts.loads import is_absurd
from workouts.tokens import Token
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import ONCE, Effort, Load, Range, Recovery, Repeat, Span, Step, Target

if TYPE_CHECKING:
    from workouts.inserts import Place

# What may be said before rounds of amounts: who says "strength" lists exercises.
_ON_THE_MOVE: Final = frozenset({"run", "walk", "drill", "cross"})


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
    ("2 sets of 1600 - 2:30 rest - 4 x 400"); ``is_portion``: a part of a run that was divided; ``is_total``: a sum
    of what is done, by its words; ``eased``: all that is said of its recovery is that it is easy; ``labelled``: it has
    its activity from the label of its line ("Bike: …"); ``shares_unit``: its number has the unit of others
    ("3/2/1 km"). ``alternatives`` are parts that may be done in its place; ``otherwise`` says how hard it may be done
    instead ("8 km easy or steady"); ``inserted``: where in the run before it begins.
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
    otherwise: tuple[Draft, ...] = ()
    inserted: Place | None = None
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
    is_portion: bool = False
    is_total: bool = False
    eased: bool = False
    labelled: bool = False
    shares_unit: bool = False

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
    def is_hard(self) -> bool:
        """Whether it is said to be harder than steady running."""
        return self.effort is not None and EFFORT_ORDER[self.effort.hi] > EFFORT_ORDER["steady"]

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
    def is_plain_repetition(self) -> bool:
        """Whether it is an amount so many times, of which nobody says what it is."""
        counted = self.reps is not None and self.children is None and self.has_amount
        return counted and not (self.is_named or self.effort or self.uphill or self.load or self.grade)

    @property
    def says_nothing(self) -> bool:
        """Whether it is a part of rounds without a word or a number of its own: "3 sets of" something unknown."""
        return self.is_empty and self.children is None and not self.noun and self.doubted != "bare_m"

    @property
    def is_part(self) -> bool:
        """Whether it is one amount of running or walking, done once, or a list of parts."""
        if self.children is not None:
            return self.reps is None and self.recovery is None
        return self.has_amount and not self.repeats and self.activity in (None, "run", "walk") and self.role is None

    @property
    def is_light(self) -> bool:
        """Whether it is a walk, a rest or easy running: what comes between rather than what is done."""
        effort = self.effort or self.default_effort
        return self.activity in ("walk", "rest") or (effort is not None and effort.hi in ("very_easy", "easy"))

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
            and (self.labelled or (self.activity is None and self.exercise is None))
            and self.role is None
            and not self.noun
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read, but perhaps the label of its line."""
        if self.labelled and self.end == self.first and self.role is None:
            return True
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
        heard = self._heard(modifier)
        if effort and not all(leaf.takes_effort(effort, paced=paced) for leaf in heard):
            return False
        if modifier.load and not self.takes_load(modifier.load):
            return False
        if modifier.target and any(leaf.target is not None for leaf in heard):
            return False
        return not ((modifier.grade and leaves[-1].grade) or (modifier.recovery and self.recovery))

    def _heard(self, modifier: Draft) -> list[Draft]:
        """The steps that an effort behind them speaks of: all, or the last where the others have their own."""
        leaves = [leaf for leaf in self.leaves() if leaf.activity != "rest"]
        if len(leaves) < 2:
            return leaves
        last = leaves[-1]
        if last.effort is None:
            apart = any(leaf.paced for leaf in leaves)
        else:  # "3' fast (HM)/3' medium (MP+45)"
            others = any(leaf.effort not in (None, last.effort) for leaf in leaves)
            apart = others and modifier.joint == "open" and last.end + 1 == modifier.first
        return leaves[-1:] if apart else leaves

    def take(self, modifier: Draft) -> None:
        """Say here what ``modifier`` says."""
        heard = self._heard(modifier)
        if modifier.effort is not None:
            for leaf in heard:
                leaf.set_effort(modifier.effort, paced=modifier.paced)
        if modifier.target is not None:
            for leaf in heard:
                leaf.target = leaf.target or modifier.target
        for leaf in self.leaves():
            leaf.default_effort = leaf.default_effort or modifier.default_effort
            leaf.in_place = leaf.in_place or modifier.in_place
        for leaf in self._worked():
            leaf.uphill = leaf.uphill or modifier.uphill
            leaf.grade = leaf.grade or modifier.grade
        if modifier.load is not None:
            self.take_load(modifier.load)
        self.recovery = self.recovery or modifier.recovery
        self.end = modifier.end

    def _worked(self) -> list[Draft]:
        """The steps that the work is done in: all, or those that are not the jog, the walk or the rest between."""
        leaves = self.leaves()
        easy = ("walk", "rest") if self.activity != "walk" else ("rest",)
        work = [leaf for leaf in leaves if leaf.activity not in easy and (leaf.strides or not leaf.default_effort)]
        return work or leaves

    def hand_down(self) -> None:
        """Say of the steps inside what was said before their rounds: "threshold 2 x 8 x 400 m", "bike 3 x (…)"."""
        work = self._worked()
        for leaf in self.leaves():
            if leaf.activity == "rest":
                continue
            leaf.role = leaf.role or self.role
            leaf.in_place = leaf.in_place or self.in_place
            leaf.treadmill = leaf.treadmill or self.treadmill
            if leaf.activity is None and not leaf.sure and self.activity in _ON_THE_MOVE:
                leaf.activity, leaf.exercise = self.activity, self.exercise
        for leaf in work:
            if self.effort is not None and leaf.effort is None:
                leaf.set_effort(self.effort, paced=self.paced)
            leaf.default_effort = leaf.default_effort or self.default_effort
            leaf.strides = leaf.strides or self.strides
            leaf.target = leaf.target or self.target
            leaf.uphill = leaf.uphill or self.uphill
            leaf.grade = leaf.grade or self.grade

    def build(self, tokens: Sequence[Token]) -> list[Step | Repeat]:
        """The finished steps: one, or each of a list that is done once, with its recovery between them."""
        own = self._build(tokens)
        if not (self.alternatives or self.otherwise):
            return own
        alternatives = (*map(self._at_effort_of, self.otherwise), *self.alternatives)
        others = tuple(tuple(other.build(tokens)) for other in alternatives)
        return [replace(own[0], alternatives=others) if len(own) == 1 else Repeat(ONCE, tuple(own), None, others)]

    def _at_effort_of(self, said: Draft) -> Draft:
        """The same as hard as ``said``."""
        other = replace(self, first=said.first, effort=said.effort, target=said.target, alternatives=(), otherwise=())
        other.end = said.end
        return other

    def _build(self, tokens: Sequence[Token]) -> list[Step | Repeat]:
        easing = self._easing()
        if self.children is None:
            return [self._step(tokens)] if easing is None else [self._with(easing, [self._step(tokens)], tokens)]
        if self.activity == "cross":
            for leaf in self.leaves():
                if leaf.activity is None:
                    leaf.activity, leaf.exercise = self.activity, self.exercise
        steps = [step for child in self.children for step in child.build(tokens)]
        if easing is not None:
            return [self._with(easing, steps, tokens)]
        if self.reps is not None:
            return [_repeat(self.reps, tuple(steps), self.recovery)]
        if self.recovery is not None:
            between = rest_step(self.recovery)
            steps = [part for step in steps for part in (between, step)][1:]
        return steps

    def _easing(self) -> Draft | None:
        """What is done easily between the repetitions of what is no run: on the bike it is done on the bike."""
        recovery = self.recovery
        if recovery is None or not self.eased or self.activity != "cross" or self.reps is None:
            return None
        easing = Draft(self.first, "dash")
        easing.activity, easing.exercise, easing.effort = self.activity, self.exercise, Effort.exactly("easy")
        easing.distance, easing.duration = recovery.distance_m, recovery.duration_s
        return easing

    def _with(self, easing: Draft, steps: list[Step | Repeat], tokens: Sequence[Token]) -> Repeat:
        """The rounds of ``steps`` with the easy part at the end of each."""
        once = [replace(step, reps=ONCE, recovery=None) if self.children is None else step for step in steps]
        return Repeat(self.reps or ONCE, (*once, easing._step(tokens)))

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
    sized = step.distance_m is not None or step.duration_s is not None
    return step.reps == ONCE and (step.exercise is None or sized) and not step.alternatives


def _repeat(reps: Range, steps: tuple[Step | Repeat, ...], recovery: Recovery | None) -> Step | Repeat:
    """A repeat; of a single running step done once ("4 sets of 400 m") the plain repetition that it is."""
    if len(steps) == 1 and isinstance(only := steps[0], Step) and _is_plain(only):
        return replace(only, reps=reps, recovery=only.recovery or recovery)
    return Repeat(reps, steps, recovery)
