"""What to do in place of a loaded step that the panel objects to: up to three drills, best first, with the reasons.

Only what certainly suits the athlete is offered: the drill serves what the load was for, can be done with what there
is, has its prerequisites met, is not ruled out by an injury, does not make two hard days in a row, is not in the week
yet, and the new session, read again and put to the panel for the same athlete, is clear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from advice.drills import CONFIDENCES, PURPOSES, Amount, Dose, Drill
from advice.engine import VERDICT_ORDER, Finding, GuidelineSet, StepAdvice, advise
from advice.facts import FactValue, Interval
from advice.rewriting import amounts, rewritings
from advice.saying import Said, in_a_row, ngettext
from advice.step_facts import step_facts
from workouts.vocabulary import (
    ACTIVITIES,
    EFFORT_ORDER,
    EFFORTS,
    EQUIPMENT,
    INJURIES,
    STRENGTH_BASES,
    TERRAIN,
    gettext_noop,
    slugs,
)
from workouts.workout import Range, Step, Workout

_ = gettext_noop

__all__ = ["Dose", "Drill", "Replacement", "purpose_of", "suggest", "why_not"]


class Reading(Protocol):
    """What was read from a coach's text; see ``workouts.reading``."""

    @property
    def text(self) -> str:
        """The coach's text."""

    @property
    def workout(self) -> Workout:
        """What was read from it."""

    @property
    def unread_words(self) -> tuple[str, ...]:
        """What was not."""


class Replacement(NamedTuple):
    """A drill for one step: ``text`` is the whole new session, the coach's other words kept.

    ``step`` counts the steps of ``workout.flat()``; ``because`` are the reasons, ``needs`` what should be at hand and
    in place, as sentences or words; what of both is ours and not the drill's is ``Said``. ``drill.ask_first`` holds
    what nobody was asked about.
    """

    drill: Drill
    mode: str
    text: str
    step: int
    because: tuple[str, ...]
    needs: tuple[str, ...]


# Days of heavy legs in a row from which there is no added load, no jump and no hard hill.
HEAVY_LEGS_DAYS: Final = 3

# Beside a run a drill is an extra: this share of the time the load would have taken, but two minutes at least.
_EXTRA_SHARE: Final = 0.05
_LEAST_EXTRA_S: Final = 120.0

# Rough running speeds (m/s) to tell how long a distance takes; only the size of a dose hangs on them.
_SPEEDS_M_S: Final = {
    "rest": 2.0,
    "very_easy": 2.4,
    "easy": 2.8,
    "steady": 3.1,
    "marathon": 3.4,
    "threshold": 3.7,
    "10k": 4.0,
    "5k": 4.2,
    "mile": 5.0,
    "maximal": 7.0,
}
_UNKNOWN_SPEED_M_S: Final = 3.0
_UNKNOWN_TIME_S: Final = 1200.0

_LABELS: Final = {word.slug: Said(word.label) for word in (*PURPOSES, *EQUIPMENT, *TERRAIN)}
_BASES: Final = slugs(STRENGTH_BASES)
_CONFIDENCE_ORDER: Final = {slug: rank for rank, slug in enumerate(slugs(CONFIDENCES))}
# Words that name no drill: an easy run or a walk may stand in a week more than once.
_EVERYDAY: Final = frozenset(
    part for word in (*EFFORTS, *ACTIVITIES) for name in word for part in name.lower().replace("_", " ").split()
)


def suggest(
    reading: Reading,
    facts: Mapping[str, FactValue],
    guidelines: GuidelineSet,
    drills: Iterable[Drill],
    *,
    equipment: frozenset[str],
    terrain: frozenset[str],
    read: Callable[[str], Reading],
    strict: bool = False,
    planned: Sequence[str] = (),
    hard_tomorrow: bool = False,
    at_most: int = 3,
) -> tuple[Replacement, ...]:
    """Up to ``at_most`` drills, best first, for the loaded step that weighs most and has any.

    None where every loaded step is clear. ``planned`` are the texts of the week's other sessions, or codes of drills
    that are in it. ``read`` reads a text as ``reading`` was read.
    """
    advice = advise(reading.workout, facts, guidelines, strict=strict)
    flat = tuple(reading.workout.flat())
    flagged = [one for one in advice.steps if one.verdict != "clear" and flat[one.step][0].load is not None]
    flagged.sort(key=lambda one: (-VERDICT_ORDER[one.verdict], flat[one.step][0].activity != "run"))
    unload = tuple(one.step for one in flagged)
    hard_day_beside = hard_tomorrow or facts.get("hard_yesterday") is True
    week = _Week(tuple(text.lower() for text in planned), reading.text.lower(), hard_day_beside)
    at_hand, catalogue = equipment | terrain, tuple(drills)
    for one in flagged:
        case = _Case(reading, facts, guidelines, strict, one, *flat[one.step], unload, at_hand, read)
        if found := _offered(case, week, catalogue, at_most):
            return found
    return ()


def _offered(case: _Case, week: _Week, drills: tuple[Drill, ...], at_most: int) -> tuple[Replacement, ...]:
    """Up to ``at_most`` of the drills for one step, best first; the next best depends on those taken."""
    served = purposes_of(case.step, case.facts)
    suited = [drill for drill in drills if _suits(drill, case, served) and not week.rules_out(drill)]
    # Best first; of those that are named, or not, alike, one off another shelf than those taken goes before.
    candidates = sorted(suited, key=lambda drill: (*_first(drill, case), *_fit(drill, case, served)))
    found: list[Replacement] = []
    while candidates and len(found) < at_most:
        taken = [one.drill.category for one in found]
        best = min(candidates, key=lambda drill: (*_first(drill, case), taken.count(drill.category)))
        candidates.remove(best)
        text = case.rewritten(best)
        if text is not None:
            because = _because(best, case, served, week)
            found.append(Replacement(best, best.mode, text, case.advice.step, because, case.needs(best)))
    return tuple(found)


def purpose_of(step: Step, facts: Mapping[str, FactValue]) -> str:
    """What the load on ``step`` is for, one of ``PURPOSES``."""
    return purposes_of(step, facts)[0]


def purposes_of(step: Step, facts: Mapping[str, FactValue]) -> tuple[str, ...]:
    """What the load on ``step`` may be for, the likeliest first. Weights on a limb are hoped to mend technique too.

    Legs that have been heavy for days need recovery, whatever the load was for.
    """
    load = step.load
    if load is None or _heavy_legs(facts):
        return ("recovery",)
    on_limb = load.thing.site in ("lower_leg", "arm", "hand")
    if step.activity == "run" and (load.thing.load_class == "towed" or _is_sprint(step)):
        return ("speed_strength",)
    if load.implement == "backpack" and facts.get("goal") == frozenset({"ultra_trail"}):
        return ("load_tolerance",)
    if facts.get("goal") == frozenset({"weight_loss"}):
        return ("weight_management",)
    if step.activity == "drill" and on_limb:
        return ("technique",)
    return ("strength_endurance", "technique") if step.activity == "run" and on_limb else ("strength_endurance",)


def _is_sprint(step: Step) -> bool:
    """All-out over at most 100 m, or so by the one of the two that was said."""
    known = step_facts(step, Workout((step,)))
    effort, distance = known.get("effort"), known.get("rep_distance_m")
    short = distance.lo <= 100 if isinstance(distance, Interval) else None
    all_out = "maximal" in effort if isinstance(effort, frozenset) else None
    return short is not False and all_out is not False and bool(short or all_out)


def _heavy_legs(facts: Mapping[str, FactValue]) -> bool:
    days = facts.get("heavy_legs_days")
    return isinstance(days, Interval) and days.lo >= HEAVY_LEGS_DAYS


class _Week(NamedTuple):
    """What stands in the week's other days and in this one, in small letters, and whether a hard day is beside it."""

    planned: tuple[str, ...]
    today: str
    hard_day_beside: bool

    def rules_out(self, drill: Drill) -> bool:
        """Whether the drill would be a hard day next to a hard day, or is in the week already."""
        if drill.hard and self.hard_day_beside:
            return True
        if drill.code.lower() in self.planned:
            return True
        named = f"(?<!\\w){re.escape(drill.phrase)}(?!\\w)"
        return not _EVERYDAY.issuperset(drill.phrase.split()) and any(
            re.search(named, text) for text in (*self.planned, self.today)
        )


class _Case(NamedTuple):
    """One step to be replaced, with all that decides about it."""

    reading: Reading
    facts: Mapping[str, FactValue]
    guidelines: GuidelineSet
    strict: bool
    advice: StepAdvice
    step: Step
    rounds: Range
    unload: tuple[int, ...]
    at_hand: frozenset[str]
    read: Callable[[str], Reading]

    @property
    def is_easy(self) -> bool:
        """Whether the step is known to be easy, so that a hard drill would change what the day is for."""
        effort = self.step.effort
        return effort is not None and EFFORT_ORDER[effort.hi] <= EFFORT_ORDER["steady"]

    def named_by(self, drill: Drill) -> list[Finding]:
        """The findings on the step whose guideline names the drill or its shelf."""
        names = {drill.code, drill.category}
        return [finding for finding in self.advice.findings if not names.isdisjoint(finding.guideline.replacements)]

    def rewritten(self, drill: Drill) -> str | None:
        """The whole new session, or ``None`` where it is not clear or cannot be written so that it reads as meant."""
        time_s = _time_s(self.step, self.rounds)
        if drill.mode == "alongside":
            time_s = min(time_s, max(time_s * _EXTRA_SHARE, _LEAST_EXTRA_S))
        amount = drill.amount_for(time_s)
        words = drill.text(amount)
        alone = self.read(words)
        if not _is_read_as(amount, alone.workout) or self._is_too_much(alone.workout):
            return None
        for text, expected in rewritings(self.reading, self.advice.step, self.unload, words, alone.workout, drill.mode):
            new = self.read(text)
            says_more = Counter(new.unread_words) - Counter(self.reading.unread_words)
            if not says_more and amounts(new.workout) == expected and self._verdict_on(new.workout) == "clear":
                return text
        return None

    def _verdict_on(self, workout: Workout) -> str:
        return advise(workout, self.facts, self.guidelines, strict=self.strict).verdict

    def _is_too_much(self, workout: Workout) -> bool:
        """Whether the drill asks what this athlete is to be spared whatever the guidelines in use say."""
        age_group = self.facts.get("age_group")
        young = isinstance(age_group, frozenset) and "under_16" in age_group
        no_load = young or self.facts.get("no_added_load") is True or _heavy_legs(self.facts)
        steps = [step for step, _rounds in workout.flat()]
        return (no_load and any(step.load is not None for step in steps)) or (
            _heavy_legs(self.facts) and any(step.activity == "jumps" for step in steps)
        )

    def needs(self, drill: Drill) -> tuple[str, ...]:
        """What should be at hand and in place."""
        return (*(_LABELS.get(slug, slug) for slug in _used(drill, self.at_hand) or ()), *drill.needs)


def _is_read_as(amount: Amount, workout: Workout) -> bool:
    """Whether the numbers of the drill came out of its text as they went in."""
    placed = list(workout.flat())
    steps = [step for step, _rounds in placed]
    return bool(steps) and all(
        number is None or Range.exactly(number) in found
        for number, found in (
            (amount.times, [step.reps.times(rounds) for step, rounds in placed]),
            (amount.time_s, [step.duration_s for step in steps]),
            (amount.distance_m, [step.distance_m for step in steps]),
        )
    )


def why_not(drill: Drill, facts: Mapping[str, FactValue]) -> Said | None:
    """Why the drill does not suit this athlete, as a sentence; ``None`` where nothing is known to speak against it.

    What the panel says of it is another matter, and so is what there is to do it with.
    """
    injuries = facts.get("injuries")
    sore = injuries.intersection(drill.contraindications) if isinstance(injuries, frozenset) else frozenset()
    if sore:
        names = in_a_row([Said(word.label) for word in INJURIES if word.slug in sore], "and")
        return Said(_("Not with this injury: %(injuries)s."), injuries=names)
    known = facts.get("strength_base")
    # What is unknown is not taken for granted.
    base = min(_BASES.index(slug) for slug in known) if isinstance(known, frozenset) and known else 0
    if base < _BASES.index(drill.strength_base):
        needed = Said(dict(STRENGTH_BASES)[drill.strength_base])
        return Said(_("It needs a strength base first: %(base)s."), base=needed)
    competitive = facts.get("level") == frozenset({"competitive"})
    if drill.level == "advanced" and not (competitive and base >= _BASES.index("loaded")):
        return Said(_("It is for competitive athletes who are used to exercises with weights."))
    if drill.hard and _heavy_legs(facts):
        return Said(_("It is too hard for legs that have been heavy for days."))
    return None


def _suits(drill: Drill, case: _Case, served: tuple[str, ...]) -> bool:
    """Whether the drill can be offered to this athlete at all, before it is written out and put to the panel."""
    return (
        bool(drill.form)
        and not drill.not_suggested
        and not set(served).isdisjoint(drill.purposes)
        and _used(drill, case.at_hand) is not None
        and why_not(drill, case.facts) is None
        # An easy day stays one.
        and not (drill.hard and drill.mode == "instead" and case.is_easy)
    )


def _used(drill: Drill, at_hand: frozenset[str]) -> tuple[str, ...] | None:
    """What the drill would use of what is there; ``None`` where something is missing."""
    groups = (*drill.equipment, drill.terrain) if drill.terrain else drill.equipment
    used = [next((thing for thing in group if thing in at_hand), None) for group in groups]
    there = [thing for thing in used if thing is not None]
    return None if len(there) < len(used) else tuple(dict.fromkeys(there))


def _first(drill: Drill, case: _Case) -> tuple[bool, bool]:
    """What counts before all else, less is better: whether the panel names it, and whether it keeps the day easy."""
    return not case.named_by(drill), drill.hard and case.is_easy


def _fit(drill: Drill, case: _Case, served: tuple[str, ...]) -> tuple[object, ...]:
    """How close it is to what the panel names, to the purpose and to the load; less is better."""
    naming = [finding.guideline.replacements for finding in case.named_by(drill)]
    places = [names.index(drill.code) if drill.code in names else len(names) for names in naming]
    load = case.step.load
    return (
        -len(naming),
        min(served.index(purpose) for purpose in drill.purposes if purpose in served),
        load is None or load.implement not in drill.replaces,
        min(places, default=0),
        _CONFIDENCE_ORDER[drill.confidence],
        drill.code,
    )


def _because(drill: Drill, case: _Case, served: tuple[str, ...], week: _Week) -> tuple[str, ...]:
    """Why this drill, in sentences."""
    purpose = next(purpose for purpose in served if purpose in drill.purposes)
    reasons = [
        Said(_("It lets heavy legs recover."))
        if purpose == "recovery"
        else Said(_("It is for %(purpose)s, as the load was."), purpose=_LABELS[purpose])
    ]
    if names := list(dict.fromkeys(finding.guideline.source.name for finding in case.named_by(drill))):
        reasons.append(
            ngettext(
                "%(names)s names it in place of the load.",
                "%(names)s name it in place of the load.",
                len(names),
                names=in_a_row(names, "and"),
            )
        )
    if used := [_LABELS.get(slug, slug) for slug in _used(drill, case.at_hand) or ()]:
        reasons.append(Said(_("What it takes is there: %(things)s."), things=in_a_row(used, "and")))
    else:
        reasons.append(Said(_("It takes no equipment.")))
    if week.planned:
        reasons.append(Said(_("It is not in the week yet.")))
    if week.hard_day_beside:
        reasons.append(Said(_("It is not hard, beside a hard day.")))
    if len(case.unload) > 1:
        reasons.append(Said(_("The load comes off the rest of the session too.")))
    return tuple(reasons)


def _time_s(step: Step, rounds: Range) -> float:
    """About how long all the repetitions of a step take, without their pauses, in seconds."""
    times = _middle(step.reps) * _middle(rounds)
    if step.duration_s is not None:
        return times * _middle(step.duration_s)
    if step.distance_m is not None:
        speed = _UNKNOWN_SPEED_M_S
        if step.effort is not None:
            middle = (EFFORT_ORDER[step.effort.lo] + EFFORT_ORDER[step.effort.hi]) // 2
            speed = _SPEEDS_M_S[EFFORTS[middle].slug]
        return times * _middle(step.distance_m) / speed
    return times * 3 if step.exercise is not None else _UNKNOWN_TIME_S


def _middle(span: Range) -> float:
    return span.lo if span.hi == float("inf") else (span.lo + span.hi) / 2
