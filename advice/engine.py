"""The panel's answer to a session: frozen facts in, findings with stable codes out.

A pure function of the workout, the facts of athlete and week, and the published guidelines, so that its answer is
never stored and never stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from advice.answers import Answers, answers
from advice.facts import FACTS, FactValue, Interval
from advice.guideline import STANCE_ORDER, STANCES, Guideline, SourceRef, readable
from advice.guideline_set import Entry, Finding, GuidelineSet
from advice.saying import Said
from advice.step_facts import SESSION_WIDE, STEP_FACTS, Scene
from workouts.vocabulary import Word, gettext_noop
from workouts.workout import Range, Step, Workout

__all__ = [
    "STANCES",
    "STANCE_ORDER",
    "VERDICTS",
    "VERDICT_ORDER",
    "Advice",
    "Finding",
    "Guideline",
    "GuidelineSet",
    "SourceRef",
    "SourceStance",
    "StepAdvice",
    "Undecided",
    "advise",
    "readable",
]

_ = gettext_noop

VERDICTS: Final = (
    Word("clear", _("clear")),
    Word("caution", _("caution")),
    Word("avoid", _("avoid")),
    Word("stop", _("stop")),
)
VERDICT_ORDER: Final = {word.slug: rank for rank, word in enumerate(VERDICTS)}


@dataclass(unsafe_hash=True)  # never changed, but to freeze it would triple the cost of what is made by the dozen
class Undecided:
    """A guideline that hangs on an unknown fact, the question that would settle it, and what the answers would do.

    ``matters`` tells whether it could change the step's verdict as it stands.
    """

    guideline: Guideline
    step: int
    asks: str
    matters: bool
    _key: str = field(repr=False, compare=False)
    _session: _Session = field(repr=False, compare=False)

    @property
    def question(self) -> Said:
        """What to ask a person."""
        return Said(FACTS[self.asks].question)

    @cached_property
    def would(self) -> Answers:
        """Each possible answer, in words, with the verdict that the session would then have.

        Worked out when asked for: most readers of a verdict do not ask.
        """
        return self._session.answers(self.step, self._key)


class StepAdvice(NamedTuple):
    """What the findings on one step add up to. ``split``: an exception stands against an objection, so caution."""

    step: int
    verdict: str
    split: bool
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]


class SourceStance(NamedTuple):
    """One source on a session: its weightiest stance, and each of its findings."""

    source: SourceRef
    stance: str
    findings: tuple[Finding, ...]


class Advice(NamedTuple):
    """The panel's answer to a session.

    The verdict is the worst of the steps'; ``split`` says that it is a caution because the panel is divided.
    ``findings`` and ``undecided`` hold each guideline once, with the first step it is about; ``steps`` holds all.
    """

    verdict: str
    split: bool
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]
    steps: tuple[StepAdvice, ...]

    def by_source(self) -> tuple[SourceStance, ...]:
        """Each source that has a finding, the weightiest stance first."""
        found: dict[SourceRef, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.guideline.source, []).append(finding)
        # The findings are in order of weight, so the first of a source is its stance, and the sources are in order too.
        return tuple(
            SourceStance(source, findings[0].guideline.stance, tuple(findings)) for source, findings in found.items()
        )


def advise(
    workout: Workout, facts: Mapping[str, FactValue], guidelines: GuidelineSet, *, strict: bool = False
) -> Advice:
    """The panel's answer to ``workout`` for one athlete in one week.

    ``facts`` are those of athlete and week (see ``advice.facts``); what is missing is unknown. ``strict`` is the club's
    policy: an exception then does not soften an objection.
    """
    session = _Session(workout, facts, guidelines, strict, {})
    steps = tuple([session.judge(place, step, rounds) for place, (step, rounds) in enumerate(workout.flat())])
    speaking = [step for step in steps if step.findings or step.undecided]
    if not speaking:  # most of any week
        return Advice("clear", False, (), (), steps)
    if len(speaking) == 1:
        (only,) = speaking
        return Advice(only.verdict, only.split, only.findings, _those_that_matter_first(only.undecided), steps)
    verdict = _worst(step.verdict for step in speaking)
    return Advice(
        verdict,
        split=any(step.split for step in speaking if step.verdict == verdict),
        findings=_once(speaking),
        undecided=_those_that_matter_first(_questions(speaking)),
        steps=steps,
    )


class _Session(NamedTuple):
    """Everything that is the same for all steps of one call."""

    workout: Workout
    facts: Mapping[str, FactValue]
    guidelines: GuidelineSet
    strict: bool
    # The facts of the session as a whole, each added up when the first step asks: not once more for every step.
    of_session: dict[str, FactValue]

    def judge(self, place: int, step: Step, rounds: Range) -> StepAdvice:
        """What the guidelines say of one step."""
        guidelines = self.guidelines
        entry = guidelines.entry(step)
        if not entry.candidates:
            return _silence(place)
        of_step = self._facts_of(step, rounds, entry) if entry.step_keys else {}
        applying, open_ = guidelines.sort_out(entry, of_step, self.facts)
        if not applying and not open_:
            return _silence(place)
        verdict, split = guidelines.verdict(applying, open_, strict=self.strict)
        undecided = self._undecided(place, step, of_step, open_, verdict) if open_ else ()
        return StepAdvice(place, verdict, split, guidelines.findings(place, applying), undecided)

    def _facts_of(self, step: Step, rounds: Range, entry: Entry) -> dict[str, FactValue]:
        mass = self.facts.get("body_mass_kg")
        scene = Scene(step, rounds, self.workout, mass if isinstance(mass, Interval) else None)
        return {
            key: self._of_session(key, scene) if key in SESSION_WIDE else STEP_FACTS[key](scene)
            for key in entry.step_keys
        }

    def _of_session(self, key: str, scene: Scene) -> FactValue:
        if key not in self.of_session:
            self.of_session[key] = STEP_FACTS[key](scene)
        return self.of_session[key]

    def _undecided(
        self, place: int, step: Step, of_step: Mapping[str, FactValue], open_: int, verdict: str
    ) -> tuple[Undecided, ...]:
        # The share of body mass hangs on two numbers: ask for the one that is missing.
        weighed = step.load is not None and step.load.kg is not None
        matters = self.guidelines.matters(verdict, strict=self.strict)
        found = []
        for guideline, bit, key in self.guidelines.hanging(open_, {**self.facts, **of_step}):
            asks = "body_mass_kg" if weighed and key == "load_percent_body_mass" else key
            found.append(Undecided(guideline, place, asks, bool(matters & bit), key, self))
        return tuple(found)

    def answers(self, place: int, key: str) -> Answers:
        """What each possible answer about ``key``, asked of the step at ``place``, would do to the whole session."""
        step, rounds = list(self.workout.flat())[place]
        known = {**self.facts, **self._facts_of(step, rounds, self.guidelines.entry(step))}.get(key)
        return answers(
            FACTS[key], self.guidelines.conditions_on(key), known, lambda value: self._verdict_if(place, key, value)
        )

    def _verdict_if(self, place: int, key: str, value: FactValue) -> str:
        """The verdict of the whole session, were ``key`` worth ``value``: on this step alone if it is a step's own."""
        everywhere = FACTS[key].scope != "step" or key in SESSION_WIDE
        return _worst(
            self._supposing(step, rounds, {key: value} if everywhere or at == place else {})
            for at, (step, rounds) in enumerate(self.workout.flat())
        )

    def _supposing(self, step: Step, rounds: Range, supposed: Mapping[str, FactValue]) -> str:
        """The verdict on one step, ``supposed`` standing in for what is known."""
        entry = self.guidelines.entry(step)
        of_step = {**self._facts_of(step, rounds, entry), **supposed}
        applying, open_ = self.guidelines.sort_out(entry, of_step, {**self.facts, **supposed})
        return self.guidelines.verdict(applying, open_, strict=self.strict)[0]


@lru_cache
def _silence(place: int) -> StepAdvice:
    """Nobody says anything of the step at ``place``."""
    return StepAdvice(place, "clear", False, (), ())


def _worst(verdicts: Iterable[str]) -> str:
    return max(verdicts, key=VERDICT_ORDER.__getitem__, default="clear")


def _once(steps: Iterable[StepAdvice]) -> tuple[Finding, ...]:
    """Each guideline that applies once, with the first step it applies to: the weightiest stance first, by source."""
    found: dict[str, Finding] = {}
    for step in steps:
        for finding in step.findings:
            found.setdefault(finding.guideline.code, finding)
    return tuple(sorted(found.values(), key=lambda finding: finding.guideline.weight))


def _questions(steps: Iterable[StepAdvice]) -> list[Undecided]:
    """Each open guideline once, asked of the first step where it could change a verdict."""
    found: dict[str, Undecided] = {}
    for step in steps:
        for one in step.undecided:
            held = found.get(one.guideline.code)
            if held is None or (one.matters and not held.matters):
                found[one.guideline.code] = one
    return sorted(found.values(), key=lambda one: one.guideline.weight)


def _those_that_matter_first(undecided: Sequence[Undecided]) -> tuple[Undecided, ...]:
    return (*[one for one in undecided if one.matters], *[one for one in undecided if not one.matters])
