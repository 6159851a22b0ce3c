"""What to do in place of a loaded step that the panel objects to: drills, best first, with the reasons.

Only what certainly suits the athlete is offered: the drill serves what the load was for, can be done with what there
is, has its prerequisites met, is not ruled out by an injury, keeps its distance from hard days, is not in the week
yet, and the new session, read again and put to the panel for the same athlete, is clear. What serves the purpose and
is not offered comes with the reason.

Variety: what the plan of the last four weeks holds ranks behind what is new to it, unless the panel names it. Then
progress beats novelty for three weeks; in the fourth it is time for something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Final, NamedTuple

from advice.dosing import AFTER_SHARE, Slot, has_heavy_legs, may_be, out_of_proportion, portion
from advice.drills import CONFIDENCES, PURPOSES, Amount, Dose, Drill
from advice.engine import VERDICT_ORDER, Advice, Finding, GuidelineSet, StepAdvice, advise
from advice.facts import FactValue, Interval
from advice.history import History, is_everyday, names
from advice.rewriting import Read, amounts, rewritings
from advice.saying import Said, figure, in_a_row, ngettext
from advice.step_facts import step_facts
from advice.suitability import LABELS, NOT_WITH_THIS_INJURY, used, why_not, why_not_here, why_not_now
from workouts.reading import Reading
from workouts.vocabulary import EFFORT_ORDER, EFFORTS, INJURIES, gettext_noop, slugs
from workouts.workout import Range, Step, Workout

_ = gettext_noop

__all__ = [
    "OF_INJURIES",
    "Declined",
    "Dose",
    "Drill",
    "History",
    "Options",
    "Replacement",
    "options",
    "purpose_of",
    "suggest",
    "why_not",
]


class Replacement(NamedTuple):
    """A drill for one step: ``text`` is the whole new session, the coach's other words kept.

    ``mode`` is "instead" of the step, "alongside" it without its load, "after" it because the drill is too short to
    take its place, or "unloaded": the same step without its load. ``step`` counts the steps of ``workout.flat()``;
    ``because`` are the reasons, ``dose_because`` that of the amount, ``needs`` what should be at hand and in place, as
    sentences or words; what of all these is ours and not the drill's is ``Said``. ``drill.ask_first`` holds what nobody
    was asked about.
    """

    drill: Drill
    mode: str
    text: str
    step: int
    because: tuple[str, ...]
    needs: tuple[str, ...]
    dose_because: Said


class Declined(NamedTuple):
    """A drill that serves the purpose and is not offered, and why, as a sentence."""

    drill: Drill
    why: str


class Options(NamedTuple):
    """What is offered for a step, best first, and what is not."""

    offered: tuple[Replacement, ...] = ()
    declined: tuple[Declined, ...] = ()


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

_PURPOSE_LABELS: Final = {word.slug: Said(word.label) for word in PURPOSES}
_CONFIDENCE_ORDER: Final = {slug: rank for rank, slug in enumerate(slugs(CONFIDENCES))}
# A step of unknown effort is hard work if it is as short as this, else a run like most: an easy one.
_SHORT_S: Final = 600.0
_SHORT_M: Final = 2000.0
# An all-out repetition, and what takes its place, is at most this long.
_QUICK_S: Final = 60.0
_QUICK_M: Final = 400.0
# A drill takes the place of a step that is at most this much longer than the longest it can be.
_LONGER: Final = 2.0
# Behind a session this long only what is easy on tired legs.
_ULTRA_LONG_S: Final = 10_800.0
# What the panel names may come again in so many weeks of four.
_WEEKS_OF_PROGRESS: Final = 3
# No bone heals under impact.
_IMPACT: Final = frozenset({"run", "walk", "jumps", "race"})
# Injuries that a fast run does not ask much of.
_ABOVE_THE_LEGS: Final = frozenset({"shoulder", "wrist"})
_RECOVERY: Final = ("recovery",)
_SETTLE_FIRST: Final = _("First settle whether so fast a run is right at all with this injury: %(injuries)s.")
_WHILE_A_BONE_HEALS: Final = _("No running and no jumps while a bone has to heal.")
_SPARES_A_BONE: Final = _("It spares a bone that has to heal.")
_NOT_CLEAR: Final = _("Not clear for this athlete. %(name)s: %(reason)s")
# What says, or may say in a guideline's words, that somebody is injured: for whoever does not tell that to everybody.
OF_INJURIES: Final = frozenset({NOT_WITH_THIS_INJURY, _SETTLE_FIRST, _WHILE_A_BONE_HEALS, _SPARES_A_BONE, _NOT_CLEAR})
_UNREADABLE: Final = Said(_("It cannot be put into these words so that it reads as it is meant."))


def suggest(
    reading: Reading,
    facts: Mapping[str, FactValue],
    guidelines: GuidelineSet,
    drills: Iterable[Drill],
    *,
    equipment: frozenset[str],
    terrain: frozenset[str],
    read: Read,
    strict: bool = False,
    history: History | None = None,
    indoors: bool = False,
    at_most: int = 3,
) -> tuple[Replacement, ...]:
    """Up to ``at_most`` drills, best first, for the loaded step that weighs most and has any; see :func:`options`."""
    return options(
        reading,
        facts,
        guidelines,
        drills,
        equipment=equipment,
        terrain=terrain,
        read=read,
        strict=strict,
        history=history,
        indoors=indoors,
        at_most=at_most,
    ).offered


def options(
    reading: Reading,
    facts: Mapping[str, FactValue],
    guidelines: GuidelineSet,
    drills: Iterable[Drill],
    *,
    equipment: frozenset[str],
    terrain: frozenset[str],
    read: Read,
    strict: bool = False,
    history: History | None = None,
    indoors: bool = False,
    at_most: int | None = None,
    also_unloaded: bool = False,
) -> Options:
    """All that suits in place of the loaded step that weighs most and has any, best first, and what does not.

    Nothing where every loaded step is clear. With ``also_unloaded`` a step without a load that is to be avoided or
    stopped gives way too, to what lets the athlete recover. ``history`` is what else is planned, and was in the weeks
    before; ``read`` reads a text as ``reading`` was read; ``indoors`` leaves out what needs room outdoors. With
    ``at_most`` the search ends there: what comes behind is neither offered nor declined.
    """
    advice = advise(reading.workout, facts, guidelines, strict=strict)
    flat = tuple(reading.workout.flat())
    flagged = [one for one in advice.steps if one.verdict != "clear" and flat[one.step][0].load is not None]
    if also_unloaded and not flagged:
        flagged = [one for one in advice.steps if one.verdict in ("avoid", "stop")]
    flagged.sort(key=lambda one: (-VERDICT_ORDER[one.verdict], flat[one.step][0].activity != "run"))
    unload = tuple(one.step for one in flagged)
    catalogue, at_hand = tuple(drills), equipment | terrain
    # To read takes most of the time, and the words of a drill are the same for each step.
    read = cache(read)
    found = Options()
    for one in flagged:
        step, rounds = flat[one.step]
        case = _Case(
            reading=reading,
            facts=facts,
            guidelines=guidelines,
            strict=strict,
            advice=one,
            step=step,
            rounds=rounds,
            unload=unload,
            at_hand=at_hand,
            indoors=indoors,
            read=read,
            history=history or History(),
            drills=catalogue,
        )
        options_here = case.options(at_most)
        if options_here.offered:
            return options_here
        found = found if found.declined else options_here
    return found


@dataclass(frozen=True)
class _Case:
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
    indoors: bool
    read: Read
    history: History
    drills: tuple[Drill, ...]

    def options(self, at_most: int | None) -> Options:
        """What there is for the step; the next best hangs on the shelves of those taken."""
        declined: list[Declined] = []
        candidates: list[Drill] = []
        for drill in self.drills:
            if set(self.served).isdisjoint(drill.purposes):
                continue
            why = self._why_not(drill)
            if why is None:
                candidates.append(drill)
            else:
                declined.append(Declined(drill, why))
        ranked = [(self._first(drill), self._fit(drill), drill) for drill in candidates]
        # Best first; of those that are named, or not, alike, one off another shelf than those taken goes before.
        ranked.sort(key=itemgetter(0, 1))
        offered: list[Replacement] = []
        while ranked and (at_most is None or len(offered) < at_most):
            taken = Counter(one.drill.category for one in offered)
            best = min(ranked, key=lambda one: (one[0], taken[one[2].category]))
            ranked.remove(best)
            written = self._written(best[2])
            if isinstance(written, Replacement):
                offered.append(written)
            else:
                declined.append(Declined(best[2], written))
        return Options(tuple(offered), tuple(declined))

    @cached_property
    def served(self) -> tuple[str, ...]:
        """What the load may be for; on a very long run for carrying it, too."""
        served = purposes_of(self.step, self.facts)
        also = self.is_ultra_long and self.is_on_foot and not {*_RECOVERY, "load_tolerance"}.intersection(served)
        return (*served, "load_tolerance") if also else served

    @cached_property
    def time_s(self) -> float:
        """About how long the step takes."""
        return _time_s(self.step, self.rounds)

    @cached_property
    def is_easy(self) -> bool:
        """Whether the step is easy as far as is known, so that a hard drill would change what the day is for."""
        effort, time, distance = self.step.effort, self.step.duration_s, self.step.distance_m
        if effort is not None:
            return EFFORT_ORDER[effort.hi] <= EFFORT_ORDER["steady"]
        short = (time is not None and time.hi <= _SHORT_S) or (distance is not None and distance.hi <= _SHORT_M)
        return self.step.activity in ("run", "walk") and not short

    @cached_property
    def is_quick(self) -> bool:
        """Whether the step is known to be all-out and short, so that long repetitions would train something else."""
        effort, time, distance = self.step.effort, self.step.duration_s, self.step.distance_m
        short = (time is not None and time.hi <= _QUICK_S) or (distance is not None and distance.hi <= _QUICK_M)
        return short and effort is not None and EFFORT_ORDER[effort.lo] >= EFFORT_ORDER["mile"]

    @cached_property
    def is_on_foot(self) -> bool:
        """Whether the step is run or walked, and not an exercise."""
        return self.step.activity in ("run", "walk", "race")

    @cached_property
    def is_ultra_long(self) -> bool:
        """Whether the whole session takes so long that legs are tired for the rest of the day."""
        return sum(_time_s(step, rounds) for step, rounds in self.reading.workout.flat()) > _ULTRA_LONG_S

    @cached_property
    def is_demanding(self) -> bool:
        """Whether the step is known to be at threshold at least, so that an easy drill would change what it is for."""
        return self.step.effort is not None and EFFORT_ORDER[self.step.effort.lo] >= EFFORT_ORDER["threshold"]

    @cached_property
    def is_hard(self) -> bool:
        """Whether the step is known to be as hard as a hard drill."""
        return self.step.effort is not None and EFFORT_ORDER[self.step.effort.lo] >= EFFORT_ORDER["10k"]

    @cached_property
    def hard_day_beside(self) -> bool:
        """Whether the day before or the day after is known to be hard."""
        return self.history.hard_day_beside or self.facts.get("hard_yesterday") is True

    def _why_not(self, drill: Drill) -> str | None:
        """Why the drill cannot be offered to this athlete, before it is written out and put to the panel."""
        if drill.not_suggested or not drill.form:
            return drill.not_suggested or Said(_("It cannot be written as a session."))
        why = why_not(drill, self.facts) or why_not_here(drill, self.at_hand, indoors=self.indoors)
        if why is not None:
            return why
        if self.is_quick and drill.mode == "instead" and (drill.least.time_s or 0) > _QUICK_S:
            return Said(_("Its repetitions are too long for a session of sprints."))
        if drill.hard and drill.mode == "instead" and self.is_easy:
            return Said(_("It would make a hard day of an easy one."))
        if names(self.reading.text, drill):
            return Said(_("It is in the session already."))
        around = {"hard_day_beside": self.hard_day_beside}
        return why_not_now(drill, self.facts, self.history, self.drills, **around)

    def _named_by(self, drill: Drill) -> list[Finding]:
        """The findings on the step whose guideline names the drill or its shelf."""
        either = {drill.code, drill.category}
        return [finding for finding in self.advice.findings if not either.isdisjoint(finding.guideline.replacements)]

    def _first(self, drill: Drill) -> tuple[bool, bool, bool]:
        """What counts before all else, less is better: it is named, the day stays what it is, it brings variety."""
        named = bool(self._named_by(drill))
        weeks = self.history.weeks_with(drill)
        easier = drill.mode == "instead" and not drill.hard and self.is_demanding and self.served != _RECOVERY
        other_day = easier or (drill.hard and self.is_easy)
        return not named, other_day, weeks > (_WEEKS_OF_PROGRESS if named else 0)

    def _fit(self, drill: Drill) -> tuple[object, ...]:
        """How close it is to what the panel names, to the purpose and to the load; less is better."""
        naming = [finding.guideline.replacements for finding in self._named_by(drill)]
        places = [names.index(drill.code) if drill.code in names else len(names) for names in naming]
        load = self.step.load
        return (
            -len(naming),
            min(self.served.index(purpose) for purpose in drill.purposes if purpose in self.served),
            load is None or load.implement not in drill.replaces,
            min(places, default=0),
            _CONFIDENCE_ORDER[drill.confidence],
            drill.code,
        )

    def _mode(self, drill: Drill) -> str | None:
        """How the drill stands to the step, see :class:`Replacement`; ``None`` where it is too short for it."""
        running = self.is_on_foot
        if drill.mode == "alongside":
            # A run is left standing without its load; an exercise gives way, and a sprint to a sprint.
            is_sprint = drill.activity == "run" and "speed_strength" in self.served
            return "alongside" if running and not is_sprint else "instead"
        if self._is_the_same(drill):
            return "unloaded"
        if not running or self.served == _RECOVERY or self.time_s <= drill.most.session_s * _LONGER:
            return "instead"
        fits_behind = drill.activity == "walk" and drill.least.work_s <= self.time_s * AFTER_SHARE
        return "after" if fits_behind and not drill.hard else None

    def _is_the_same(self, drill: Drill) -> bool:
        """Whether the drill is the step itself but for the load: an easy run in place of an easy run."""
        if self.served == _RECOVERY or not is_everyday(drill) or drill.dose.reps is not None:
            return False
        (done, _rounds), *others = drill.workout.flat()
        effort, wanted = self.step.effort, done.effort
        gentle = effort is None or wanted is None or EFFORT_ORDER[effort.hi] <= EFFORT_ORDER[wanted.hi]
        return not others and done.activity == self.step.activity and gentle

    def _written(self, drill: Drill) -> Replacement | str:
        """The drill in the coach's words, or why it cannot stand there."""
        mode = self._mode(drill)
        if mode is None:
            minutes = figure(round(self.time_s / 60))
            return Said(_("It is too short to take the place of %(minutes)s min."), minutes=minutes)
        if mode in ("alongside", "after") and self.is_ultra_long and not _is_easy_on_the_legs(drill):
            return Said(_("Nothing but easy things after a session of more than three hours."))
        slot = Slot(self.time_s, mode, is_hard=self.is_hard, is_sprint=self.is_quick)
        dose = portion(drill, slot, self.facts, self.history)
        on_foot = self.is_on_foot or drill.activity in ("run", "walk")
        if mode == "instead" and on_foot and self.served != _RECOVERY:
            if self.is_demanding and drill.activity == "walk":
                return Said(_("A walk cannot stand in for hard running."))
            if (why_so_much := out_of_proportion(drill, dose.amount, slot)) is not None:
                return why_so_much
        words, added = "", Workout()
        if mode == "unloaded":
            dose = dose._replace(because=Said(_("As much as you wrote, only without the load.")))
        else:
            words = drill.text(dose.amount)
            added = self.read(words).workout
            if not _is_read_as(dose.amount, added):
                return _UNREADABLE
            if (too_much := self._too_much(added)) is not None:
                return too_much
        why: str = _UNREADABLE
        for text, expected in rewritings(self.reading, self.advice.step, self.unload, words, added, mode):
            new = self.read(text)
            says_more = Counter(new.unread_words) - Counter(self.reading.unread_words)
            if says_more or amounts(new.workout) != expected:
                continue
            answer = advise(new.workout, self.facts, self.guidelines, strict=self.strict)
            if answer.verdict == "clear":
                things = (LABELS.get(slug, slug) for slug in used(drill, self.at_hand))
                needs = (*things, *drill.needs, *self._to_be_settled(mode))
                because = self._because(drill, mode)
                return Replacement(drill, mode, text, self.advice.step, because, needs, dose.because)
            why = _not_clear(answer)
        return why

    def _to_be_settled(self, mode: str) -> tuple[Said, ...]:
        """What nobody has answered for a fast run that stays in the session of an injured athlete, as sentences."""
        injuries = self.facts.get("injuries")
        sore = injuries - _ABOVE_THE_LEGS if isinstance(injuries, frozenset) else frozenset()
        if mode == "instead" or not self.is_on_foot or not self.is_demanding or not sore:
            return ()
        named = in_a_row([Said(word.label) for word in INJURIES if word.slug in sore], "and")
        return (Said(_SETTLE_FIRST, injuries=named),)

    def _too_much(self, workout: Workout) -> Said | None:
        """Why the drill asks what this athlete is to be spared whatever the guidelines in use say, if so."""
        steps = [step for step, _rounds in workout.flat()]
        no_load = (
            may_be(self.facts, "under_16") or self.facts.get("no_added_load") is True or has_heavy_legs(self.facts)
        )
        if no_load and any(step.load is not None for step in steps):
            return Said(_("It adds a load, and this athlete trains without one."))
        if has_heavy_legs(self.facts) and any(step.activity == "jumps" for step in steps):
            return Said(_("No jumps on legs that have been heavy for days."))
        if _bone_has_to_heal(self.facts) and any(step.activity in _IMPACT for step in steps):
            return Said(_WHILE_A_BONE_HEALS)
        return None

    def _because(self, drill: Drill, mode: str) -> tuple[str, ...]:
        """Why this drill, in sentences."""
        reasons = [self._purpose_said(drill, mode)]
        if named := list(dict.fromkeys(finding.guideline.source.name for finding in self._named_by(drill))):
            one, many = _("%(names)s names it in place of the load."), _("%(names)s name it in place of the load.")
            reasons.append(ngettext(one, many, len(named), names=in_a_row(named, "and")))
        if things := [LABELS.get(slug, slug) for slug in used(drill, self.at_hand)]:
            reasons.append(Said(_("What it takes is there: %(things)s."), things=in_a_row(things, "and")))
        else:
            reasons.append(Said(_("It takes no equipment.")))
        weeks = self.history.weeks_with(drill)
        if weeks:
            one, many = _("It goes on from the week before."), _("It goes on from %(weeks)s of the last four weeks.")
            reasons.append(ngettext(one, many, weeks, weeks=figure(weeks)))
        elif self.history.is_known and not is_everyday(drill):
            reasons.append(Said(_("It is new to the last four weeks.")))
        elif self.history.entries:
            reasons.append(Said(_("It is not in the week yet.")))
        if self.hard_day_beside:
            reasons.append(Said(_("It is not hard, beside a hard day.")))
        if len(self.unload) > 1:
            reasons.append(Said(_("The load comes off the rest of the session too.")))
        return tuple(reasons)

    def _purpose_said(self, drill: Drill, mode: str) -> Said:
        if mode == "unloaded":
            return Said(_("It is the same run without the load."))
        purpose = next(purpose for purpose in self.served if purpose in drill.purposes)
        if purpose != "recovery":
            return Said(_("It is for %(purpose)s, as the load was."), purpose=_PURPOSE_LABELS[purpose])
        healing = _bone_has_to_heal(self.facts)
        return Said(_SPARES_A_BONE) if healing else Said(_("It lets heavy legs recover."))


def _not_clear(advice: Advice) -> Said:
    """Why the panel does not find a new session clear."""
    for finding in advice.findings:
        if finding.guideline.stance != "supports":
            said = {"name": finding.guideline.source.name, "reason": finding.guideline.reason}
            return Said(_NOT_CLEAR, **said)
    question = next((one.question for one in advice.undecided), "")
    return Said(_("Not clear as long as it is not known: %(question)s"), question=question)


def purpose_of(step: Step, facts: Mapping[str, FactValue]) -> str:
    """What the load on ``step`` is for, one of ``PURPOSES``."""
    return purposes_of(step, facts)[0]


def purposes_of(step: Step, facts: Mapping[str, FactValue]) -> tuple[str, ...]:
    """What the load on ``step`` may be for, the likeliest first. Weights on a limb are hoped to mend technique too.

    Legs that have been heavy for days and a bone that has to heal need recovery, whatever the load was for.
    """
    load = step.load
    if load is None or has_heavy_legs(facts) or _bone_has_to_heal(facts):
        return _RECOVERY
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


def _bone_has_to_heal(facts: Mapping[str, FactValue]) -> bool:
    injuries = facts.get("injuries")
    return isinstance(injuries, frozenset) and "bone_stress" in injuries


def _is_easy_on_the_legs(drill: Drill) -> bool:
    return drill.activity == "balance" and drill.level == "beginner"


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
