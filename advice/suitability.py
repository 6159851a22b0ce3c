"""Whether a drill suits: the athlete, the place, and what stands in the plan around it. Each no is a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from advice.dosing import has_heavy_legs, is_competitive, may_be, strength_base, weeks_to_race
from advice.drills import Drill
from advice.facts import FactValue
from advice.history import History, is_everyday
from advice.saying import Said, figure, in_a_row
from workouts.vocabulary import EQUIPMENT, INJURIES, STRENGTH_BASES, TERRAIN, gettext_noop, slugs

_ = gettext_noop

# Jumps and sprints: so many days from one to the next (48 hours; 72 over 50, science.md, 11).
_EXPLOSIVE_APART_DAYS: Final = 2
_EXPLOSIVE_APART_OVER_50_DAYS: Final = 3
# In the last week before a race nothing hard is put in.
_RACE_WEEK: Final = 1.0

NOT_WITH_THIS_INJURY: Final = _("Not with this injury: %(injuries)s.")

_BASES: Final = slugs(STRENGTH_BASES)
LABELS: Final = {word.slug: Said(word.label) for word in (*EQUIPMENT, *TERRAIN)}
# What a run or a walk can be done on under a roof.
_UNDER_A_ROOF: Final = frozenset({"treadmill", "stairs"})


def why_not(drill: Drill, facts: Mapping[str, FactValue]) -> Said | None:
    """Why the drill does not suit this athlete, as a sentence; ``None`` where nothing is known to speak against it.

    What the panel says of it is another matter, and so is what there is to do it with.
    """
    injuries = facts.get("injuries")
    sore = injuries.intersection(drill.contraindications) if isinstance(injuries, frozenset) else frozenset()
    if sore:
        named = in_a_row([Said(word.label) for word in INJURIES if word.slug in sore], "and")
        return Said(NOT_WITH_THIS_INJURY, injuries=named)
    base = strength_base(facts)
    if base < _BASES.index(drill.strength_base):
        needed = Said(dict(STRENGTH_BASES)[drill.strength_base])
        return Said(_("It needs a strength base first: %(base)s."), base=needed)
    if drill.level == "advanced" and not (is_competitive(facts) and base >= _BASES.index("loaded")):
        return Said(_("It is for competitive athletes who are used to exercises with weights."))
    if drill.hard and has_heavy_legs(facts):
        return Said(_("It is too hard for legs that have been heavy for days."))
    if drill.hard and weeks_to_race(facts) <= _RACE_WEEK:
        return Said(_("Nothing hard is put into the last week before a race."))
    return None


def why_not_here(drill: Drill, at_hand: frozenset[str], *, indoors: bool = False) -> Said | None:
    """Why the drill cannot be done with what is there, as a sentence; ``None`` where it can."""
    if lacking := missing(drill, at_hand):
        things = in_a_row([LABELS.get(thing, thing) for thing in lacking], "or")
        return Said(_("It needs what is not there: %(things)s."), things=things)
    outdoors = drill.activity in ("run", "walk") and not any(step.in_place for step, _rounds in drill.workout.flat())
    if indoors and outdoors and _UNDER_A_ROOF.isdisjoint(used(drill, at_hand)):
        return Said(_("It needs room outdoors."))
    return None


def missing(drill: Drill, at_hand: frozenset[str]) -> tuple[str, ...]:
    """The first things, any of which would do, that the drill needs and that are not there; empty where all is."""
    return next((group for group in _groups(drill) if at_hand.isdisjoint(group)), ())


def used(drill: Drill, at_hand: frozenset[str]) -> tuple[str, ...]:
    """What the drill would use of what is there."""
    found = [next((thing for thing in group if thing in at_hand), None) for group in _groups(drill)]
    return tuple(dict.fromkeys(thing for thing in found if thing is not None))


def _groups(drill: Drill) -> tuple[tuple[str, ...], ...]:
    return (*drill.equipment, drill.terrain) if drill.terrain else drill.equipment


def why_not_now(
    drill: Drill, facts: Mapping[str, FactValue], history: History, drills: Iterable[Drill], *, hard_day_beside: bool
) -> Said | None:
    """Why the drill does not fit between what else is planned, as a sentence; ``None`` where it does."""
    if drill.hard and hard_day_beside:
        return Said(_("It would make two hard days in a row."))
    if is_everyday(drill):
        return None
    if history.has_in_week(drill):
        return Said(_("It is in the week already."))
    often = drill.dose.sessions_per_week
    if often is not None and history.of_its_kind_in_week(drill, drills) >= often[1]:
        return Said(_("Enough of its kind is in the week already."))
    apart = _EXPLOSIVE_APART_OVER_50_DAYS if may_be(facts, "over_50") else _EXPLOSIVE_APART_DAYS
    if drill.is_explosive and history.explosive_within(apart):
        return Said(_("Jumps and sprints need %(days)s days from one to the next."), days=figure(apart))
    return None
