"""The panel's answer to a session: frozen facts in, findings with stable codes out.

A pure function of the workout, the facts of athlete and week, and the published guidelines, so that its answer is
never stored and never stale. A :class:`GuidelineSet` is compiled once: what can fire on a step is looked up by what is
known of the step in any case (what is done, with which implement, uphill or not), so that an unloaded run costs next
to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from advice.answers import Answers, answers
from advice.conditions import Condition, Truth, all_of, negated, sentence
from advice.facts import FACTS, FactValue, Interval
from advice.saying import Said, in_a_row
from advice.step_facts import NEED_BODY_MASS, SESSION_WIDE, STEP_FACTS, Scene, facts_of, is_uphill
from workouts.vocabulary import Word, gettext_noop
from workouts.workout import Range, Step, Workout

_ = gettext_noop

VERDICTS: Final = (
    Word("clear", _("clear")),
    Word("caution", _("caution")),
    Word("avoid", _("avoid")),
    Word("stop", _("stop")),
)
VERDICT_ORDER: Final = {word.slug: rank for rank, word in enumerate(VERDICTS)}

# From the one that weighs most.
STANCES: Final = (
    Word("stop", _("stop")),
    Word("against", _("against")),
    Word("conditional", _("with care")),
    Word("supports", _("supports")),
)
STANCE_ORDER: Final = {word.slug: rank for rank, word in enumerate(STANCES)}


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A coach, study or body whose guidelines we hold."""

    slug: str
    name: str
    role: str = ""


@dataclass(frozen=True)
class Guideline:
    """One source's position: when it applies, what stance it takes, why, and what instead.

    It applies when all of ``when`` hold and not all of ``unless``. ``exception`` marks support or care that answers a
    specific purpose and so stands against general objections. ``replacements`` names drills by code or by category, the
    first named first. Raises ``ValueError`` for an unknown stance, an exception that objects, and an empty ``when``.
    """

    code: str
    source: SourceRef
    stance: str
    exception: bool = False
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    reason: str = ""
    instead: str = ""
    grade: str = ""
    reference: str = ""
    replacements: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.stance not in STANCE_ORDER:
            raise ValueError(f"{self.code}: {self.stance!r} is no stance; use {', '.join(STANCE_ORDER)}.")
        if self.exception and self.stance not in ("supports", "conditional"):
            raise ValueError(f"{self.code}: only a guideline that supports or is conditional can be an exception.")
        if not self.when:
            raise ValueError(f"{self.code}: say when it applies; without a condition it would apply to every rest day.")

    def applies(self, facts: Mapping[str, FactValue]) -> Truth:
        """Whether it applies: ``True``, ``False``, or ``None`` where ``facts`` leave it open."""
        wanted = all_of(condition.check(facts) for condition in self.when)
        if not self.unless or wanted is False:
            return wanted
        return all_of((wanted, negated(all_of(condition.check(facts) for condition in self.unless))))


def readable(guideline: Guideline) -> Said:
    """When it applies, as a sentence: "Applies when the load is carried and the activity is running, unless …"."""
    wanted = in_a_row([sentence(condition) for condition in guideline.when], "and")
    if not guideline.unless:
        return Said(_("Applies when %(wanted)s."), wanted=wanted)
    unless = in_a_row([sentence(condition) for condition in guideline.unless], "and")
    return Said(_("Applies when %(wanted)s, unless %(unless)s."), wanted=wanted, unless=unless)


class Finding(NamedTuple):
    """A guideline that applies to a step, ``step`` counting the steps of ``workout.flat()``."""

    guideline: Guideline
    step: int


@dataclass(frozen=True)
class Undecided:
    """A guideline that hangs on an unknown fact, the question that would settle it, and what the answers would do.

    ``matters`` tells whether it could change the step's verdict as it stands.
    """

    guideline: Guideline
    step: int
    asks: str
    matters: bool
    _answers: Callable[[], Answers] = field(repr=False, compare=False)

    @property
    def question(self) -> Said:
        """What to ask a person."""
        return Said(FACTS[self.asks].question)

    @cached_property
    def would(self) -> Answers:
        """Each possible answer, in words, with the verdict that the session would then have.

        Worked out when asked for: most readers of a verdict do not ask.
        """
        return self._answers()


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


class _Candidate(NamedTuple):
    """A guideline that can still apply to a kind of step, with the conditions that the kind leaves open."""

    guideline: Guideline
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]


class _Entry(NamedTuple):
    """What can apply to steps of one kind, the facts of a step that it asks about, and those of athlete and week."""

    candidates: tuple[_Candidate, ...]
    step_keys: tuple[str, ...]
    other_keys: frozenset[str]


# Known of every step, so that conditions on them are settled once for a kind of step.
_KIND_KEYS: Final = ("activity", "implement", "load_class", "load_site", "uphill", "in_place")


class GuidelineSet:
    """Guidelines compiled for asking; equal only to itself. Raises ``ValueError`` for two of the same code."""

    def __init__(self, guidelines: Iterable[Guideline]) -> None:
        self.guidelines: tuple[Guideline, ...] = tuple(sorted(guidelines, key=_weight))
        codes = [guideline.code for guideline in self.guidelines]
        if len(set(codes)) < len(codes):
            raise ValueError(f"Two guidelines have the same code: {', '.join(sorted(codes))}.")
        conditions = [condition for one in self.guidelines for condition in (*one.when, *one.unless)]
        asked = {condition.fact for condition in conditions}
        # Every fact that an answer can hang on: athletes who agree in these get the same one.
        self.asked_facts: frozenset[str] = _with_body_mass(asked)
        self._conditions: dict[str, tuple[Condition, ...]] = {
            key: tuple(condition for condition in conditions if condition.fact == key) for key in asked
        }
        self._entries: dict[Hashable, _Entry] = {}

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

    def entry(self, step: Step) -> _Entry:
        """The guidelines that can apply to a step like ``step``, and the facts of it that they ask about."""
        load = step.load
        kind = (step.activity, None if load is None else load.implement, is_uphill(step), step.in_place)
        found = self._entries.get(kind)
        if found is None:
            found = self._entries[kind] = self._compiled(step)
        return found

    def _compiled(self, step: Step) -> _Entry:
        known = facts_of(Scene(step, step.reps, Workout(), None), _KIND_KEYS)
        candidates = []
        for guideline in self.guidelines:
            when = _left_open(guideline.when, known)
            unless = _left_open(guideline.unless, known)
            never = when is None or (bool(guideline.unless) and unless == ())
            if when is not None and not never:
                candidates.append(_Candidate(guideline, when, unless or ()))
        keys = {condition.fact for one in candidates for condition in (*one.when, *one.unless)}
        other_keys = _with_body_mass(keys) - STEP_FACTS.keys()
        return _Entry(tuple(candidates), tuple(sorted(keys & STEP_FACTS.keys())), other_keys)


def _with_body_mass(keys: Set[str]) -> frozenset[str]:
    """``keys``, and the body mass where it is needed to know one of them."""
    return frozenset(keys | {"body_mass_kg"}) if keys & NEED_BODY_MASS else frozenset(keys)


def _weight(guideline: Guideline) -> tuple[int, str, str]:
    return STANCE_ORDER[guideline.stance], guideline.source.slug, guideline.code


def _left_open(conditions: tuple[Condition, ...], known: Mapping[str, FactValue]) -> tuple[Condition, ...] | None:
    """The conditions that ``known`` does not settle; ``None`` where it makes one of them false."""
    if any(condition.fact in known and condition.check(known) is False for condition in conditions):
        return None
    return tuple(condition for condition in conditions if condition.fact not in known)


def advise(
    workout: Workout, facts: Mapping[str, FactValue], guidelines: GuidelineSet, *, strict: bool = False
) -> Advice:
    """The panel's answer to ``workout`` for one athlete in one week.

    ``facts`` are those of athlete and week (see ``advice.facts``); what is missing is unknown. ``strict`` is the club's
    policy: an exception then does not soften an objection.
    """
    session = _Session(workout, facts, guidelines, strict)
    steps = tuple([session.judge(place, step, rounds) for place, (step, rounds) in enumerate(workout.flat())])
    if not any(step.findings or step.undecided for step in steps):  # most of any week
        return Advice("clear", False, (), (), steps)
    verdict = _worst(step.verdict for step in steps)
    return Advice(
        verdict,
        split=any(step.split for step in steps if step.verdict == verdict),
        findings=_once(steps),
        undecided=_questions(steps),
        steps=steps,
    )


class _Session(NamedTuple):
    """Everything that is the same for all steps of one call."""

    workout: Workout
    facts: Mapping[str, FactValue]
    guidelines: GuidelineSet
    strict: bool

    def judge(
        self, place: int, step: Step, rounds: Range, supposed: Mapping[str, FactValue] | None = None
    ) -> StepAdvice:
        """What the guidelines say of one step, facts in ``supposed`` standing in for those that are known."""
        candidates, step_keys, _other_keys = self.guidelines.entry(step)
        if not candidates:
            return StepAdvice(place, "clear", False, (), ())
        mass = self.facts.get("body_mass_kg")
        scene = Scene(step, rounds, self.workout, mass if isinstance(mass, Interval) else None)
        facts = {**self.facts, **facts_of(scene, step_keys), **(supposed or {})}
        applying, open_ = [], []
        for guideline, when, unless in candidates:
            truth = _holds(when, facts)
            if unless and truth is not False:
                truth = all_of((truth, negated(_holds(unless, facts))))
            if truth:
                applying.append(guideline)
            elif truth is None:
                open_.append((guideline, _first_open(when, facts) or _first_open(unless, facts)))
        verdict, split = _verdict(applying, [guideline for guideline, _key in open_], strict=self.strict)
        return StepAdvice(
            place,
            verdict,
            split,
            tuple([Finding(guideline, place) for guideline in applying]),
            tuple(
                self._undecided(place, scene, guideline, key, verdict, facts.get(key))
                for guideline, key in open_
                if key
            ),
        )

    def _undecided(
        self, place: int, scene: Scene, guideline: Guideline, key: str, verdict: str, known: FactValue
    ) -> Undecided:
        load = scene.step.load
        # The share of body mass hangs on two numbers: ask for the one that is missing.
        needs_mass = key == "load_percent_body_mass" and load is not None and load.kg is not None
        asked = "body_mass_kg" if needs_mass else key
        return Undecided(
            guideline,
            place,
            asked,
            _matters(guideline, verdict, strict=self.strict),
            lambda: answers(
                FACTS[key],
                self.guidelines.conditions_on(key),
                known,
                lambda value: self._verdict_if(place, key, value),
            ),
        )

    def _verdict_if(self, place: int, key: str, value: FactValue) -> str:
        """The verdict of the whole session, were ``key`` worth ``value``: on this step alone if it is a step's own."""
        everywhere = FACTS[key].scope != "step" or key in SESSION_WIDE
        return _worst(
            self.judge(at, step, rounds, {key: value} if everywhere or at == place else None).verdict
            for at, (step, rounds) in enumerate(self.workout.flat())
        )


def _holds(conditions: tuple[Condition, ...], facts: Mapping[str, FactValue]) -> Truth:
    """Kleene's AND over the conditions, stopping at the first that is false: the loop that every verdict runs in."""
    found: Truth = True
    for condition in conditions:
        truth = condition.test(facts.get(condition.fact))
        if truth is False:
            return False
        if truth is None:
            found = None
    return found


def _first_open(conditions: tuple[Condition, ...], facts: Mapping[str, FactValue]) -> str | None:
    """The fact that the first unknown condition asks about."""
    return next((one.fact for one in conditions if one.test(facts.get(one.fact)) is None), None)


def _verdict(applying: list[Guideline], undecided: list[Guideline], *, strict: bool) -> tuple[str, bool]:
    """The verdict on one step, and whether it is a caution because the panel is split: the first rule that holds."""
    stances = {guideline.stance for guideline in applying}
    if "stop" in stances:
        return "stop", False
    if "against" in stances:
        split = not strict and any(guideline.exception for guideline in applying)
        return ("caution" if split else "avoid"), split
    if "conditional" in stances or any(guideline.stance in ("stop", "against") for guideline in undecided):
        return "caution", False
    return "clear", False


def _matters(guideline: Guideline, verdict: str, *, strict: bool) -> bool:
    """Whether an undecided guideline, once it applied, could change the verdict of its step."""
    match guideline.stance:
        case "stop":
            return verdict != "stop"
        case "against":
            return verdict in ("clear", "caution")
        case "conditional" if verdict == "clear":
            return True
        case _:
            return guideline.exception and verdict == "avoid" and not strict


def _worst(verdicts: Iterable[str]) -> str:
    return max(verdicts, key=VERDICT_ORDER.__getitem__, default="clear")


def _once(steps: tuple[StepAdvice, ...]) -> tuple[Finding, ...]:
    """Each guideline that applies once, with the first step it applies to: the weightiest stance first, by source."""
    if len(steps) == 1:
        return steps[0].findings
    found: dict[str, Finding] = {}
    for step in steps:
        for finding in step.findings:
            found.setdefault(finding.guideline.code, finding)
    return tuple(sorted(found.values(), key=lambda finding: _weight(finding.guideline)))


def _questions(steps: tuple[StepAdvice, ...]) -> tuple[Undecided, ...]:
    """Each open guideline once, those that could change a verdict first."""
    found: dict[str, Undecided] = {}
    for step in steps:
        for one in step.undecided:
            held = found.get(one.guideline.code)
            if held is None or (one.matters and not held.matters):
                found[one.guideline.code] = one
    return tuple(sorted(found.values(), key=lambda one: (not one.matters, _weight(one.guideline))))
