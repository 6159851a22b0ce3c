"""How much of a drill: within its dose, scaled to the athlete, to what was done before and to the time of the load.

Times are seconds. The rules, in the order in which they are asked:

- What was in the plan a week or two ago goes up by one step; what was there more lately, or longer ago, is repeated.
- Legs that feel heavy, the last two weeks before a race, a drill that the plan of four weeks does not know and a
  strength base that is missing all mean the low end of the dose.
- Otherwise own-weight strength goes by the strength base, and what makes a session hard by the athlete's level.
- Uphill, jumps and sprints: half of it over 50 (science.md, 11: start at half the dose) and under 16.
- It never takes longer than the load would have: beside a run it is a small part of it, harder work than the run a
  part of its time.

What comes out is only worth offering where it can be compared with what it stands in for: :func:`out_of_proportion`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from advice.drills import Amount, Drill
from advice.facts import FactValue, Interval
from advice.heavy_legs import HEAVY_LEGS_DAYS
from advice.history import History, Use, is_everyday
from advice.saying import Said, figure, ngettext
from workouts.vocabulary import STRENGTH_BASES, gettext_noop, slugs

_ = gettext_noop

# Within so many weeks of a race nothing is built up any more.
TAPER_WEEKS: Final = 2.0

# Beside a run a drill is an extra: this share of the time the load would have taken, but two minutes at least.
_EXTRA_SHARE: Final = 0.05
_LEAST_EXTRA_S: Final = 120.0
# Walking uphill behind a long run is part of what the run is for, and may take more.
AFTER_SHARE: Final = 0.1
# Hard work in place of an easier run takes this share of its time.
_HARD_SHARE: Final = 0.6
_HALF: Final = 0.5

# Beyond this a drill takes less time than the load, and says so; below so many seconds minutes tell nothing.
_MUCH_LONGER: Final = 1.25
_WORTH_TELLING_S: Final = 300.0

# What takes the place of a run is at least this share of its time, pauses included, or of its work where that is a
# sprint; and what is easier than it at most so many times as long.
_LEAST_SHARE: Final = 1 / 3
_MOST_TIMES: Final = 3.0

# Which part of the way from the least to the most of a dose.
_LOW_END: Final = 0.0
_LOW_END_COMPETITIVE: Final = 0.25
_RECREATIONAL: Final = 0.5
_RECREATIONAL_DEMANDING: Final = 0.33
_COMPETITIVE: Final = 0.75
_ALL: Final = 1.0

# What was done this long ago is due for a step up; later it is repeated, earlier begun again where it stood.
_DUE_DAYS: Final = range(5, 15)

_BASES: Final = slugs(STRENGTH_BASES)
_STRENGTH: Final = frozenset({"strength", "balance"})


class Portion(NamedTuple):
    """So much of a drill, and why, as a sentence."""

    amount: Amount
    because: Said


class Slot(NamedTuple):
    """What a drill is to fill: the time of the load in seconds, how, and whether its step was hard, or sprints."""

    time_s: float
    mode: str
    is_hard: bool = False
    is_sprint: bool = False


class _Share(NamedTuple):
    """A part of the way from the least to the most of a dose, and why."""

    share: float
    because: Said


def portion(drill: Drill, slot: Slot, facts: Mapping[str, FactValue], history: History) -> Portion:
    """How much of ``drill`` this athlete gets, always within its dose."""
    uses = () if is_everyday(drill) else history.uses(drill)
    last = next((use for use in uses if use.amount is not None), None)
    if last is not None and _spared(facts) is None:
        return _from_the_last(drill, last)
    budget_s, by_time = _budget(drill, slot, facts)
    share, by_athlete = _share(drill, slot, facts, is_new=history.is_known and not uses and not is_everyday(drill))
    least_s, most_s = drill.least.work_s, drill.most.work_s
    ceiling_s = least_s + share * (most_s - least_s)
    because = by_athlete if ceiling_s <= min(budget_s, most_s) and share < _ALL else by_time
    seconds = min(budget_s, ceiling_s)
    if (half := _halved(drill, facts)) is not None and seconds > least_s:
        # Where the low end is due already, it is not halved again.
        seconds, because = seconds * _HALF, because if share == _LOW_END else half
    if because is by_time and seconds < least_s:
        because = Said(_("The least of it that makes sense."))
    return Portion(drill.amount_for(seconds), because)


def out_of_proportion(drill: Drill, amount: Amount, slot: Slot) -> Said | None:
    """Why ``amount`` cannot stand in for what took the time of ``slot``, as a sentence; ``None`` where it can."""
    most_s = slot.time_s if drill.hard else slot.time_s * _MOST_TIMES
    if amount.work_s > most_s:
        return Said(_("Even the least of it is much more than what it would stand in for."))
    done_s = amount.work_s if slot.is_sprint else amount.session_s
    # All of a drill is worth doing, however long the run was.
    if done_s < slot.time_s * _LEAST_SHARE and amount.work_s < drill.most.work_s:
        return Said(_("So little of it would be right that it cannot take its place."))
    return None


def _minutes(seconds: float) -> int:
    return max(round(seconds / 60), 1)


def heavy_legs_days(facts: Mapping[str, FactValue]) -> float:
    """For how many days in a row the legs have been heavy at least; 0 where that is not known."""
    days = facts.get("heavy_legs_days")
    return days.lo if isinstance(days, Interval) else 0.0


def has_heavy_legs(facts: Mapping[str, FactValue]) -> bool:
    """Whether legs have been heavy for so long that it is time to recover."""
    return heavy_legs_days(facts) >= HEAVY_LEGS_DAYS


def weeks_to_race(facts: Mapping[str, FactValue]) -> float:
    """How many weeks there are at least until the next race; infinite where none is known of."""
    weeks = facts.get("weeks_to_race")
    return weeks.lo if isinstance(weeks, Interval) else float("inf")


def strength_base(facts: Mapping[str, FactValue]) -> int:
    """The strength base as a place in ``STRENGTH_BASES``; what is unknown is not taken for granted."""
    known = facts.get("strength_base")
    return min(_BASES.index(slug) for slug in known) if isinstance(known, frozenset) and known else 0


def is_competitive(facts: Mapping[str, FactValue]) -> bool:
    """Whether the athlete is known to be competitive."""
    return facts.get("level") == frozenset({"competitive"})


def may_be(facts: Mapping[str, FactValue], age_group: str) -> bool:
    """Whether the athlete is, or may be by what is known, in the age group; not where nothing is known."""
    known = facts.get("age_group")
    return isinstance(known, frozenset) and age_group in known


def _from_the_last(drill: Drill, last: Use) -> Portion:
    """What follows on the dose that was in the plan last."""
    assert last.amount is not None
    more = drill.step_up(last.amount)
    days = {"days": figure(last.days_ago)}
    if last.days_ago not in _DUE_DAYS:
        one, many = _("As much as %(days)s day ago."), _("As much as %(days)s days ago.")
        return Portion(last.amount, ngettext(one, many, last.days_ago, **days))
    if more == last.amount:
        return Portion(more, Said(_("As much as last time: it is the most of its dose.")))
    before = {"before": drill.text(last.amount).split(",")[0]}
    one, many = _("One step up from %(before)s %(days)s day ago."), _("One step up from %(before)s %(days)s days ago.")
    return Portion(more, ngettext(one, many, last.days_ago, **before, **days))


def _budget(drill: Drill, slot: Slot, facts: Mapping[str, FactValue]) -> tuple[float, Said]:
    """How many seconds of work the time of the load leaves room for, and why."""
    minutes = figure(_minutes(slot.time_s))
    if slot.mode == "alongside":
        return min(slot.time_s, max(slot.time_s * _EXTRA_SHARE, _LEAST_EXTRA_S)), Said(
            _("A small extra to the session.")
        )
    if slot.mode == "after":
        because = Said(_("Behind the run: it is too short to take the place of %(minutes)s min."), minutes=minutes)
        return slot.time_s * AFTER_SHARE, because
    if has_heavy_legs(facts):
        because = Said(_("Half the time of the run, for legs that have been heavy for days."))
        return slot.time_s * _HALF, because
    if drill.hard and not slot.is_hard:
        because = Said(_("Less than the %(minutes)s min with the load, for it is harder."), minutes=minutes)
        return slot.time_s * _HARD_SHARE, because
    if slot.time_s > drill.most.session_s * _MUCH_LONGER:
        because = Said(_("The most of its dose, in place of %(minutes)s min with the load."), minutes=minutes)
    elif slot.time_s >= _WORTH_TELLING_S:
        because = Said(_("About as long as the load would have taken: %(minutes)s min."), minutes=minutes)
    else:
        because = Said(_("About as much as the work with the load."))
    return slot.time_s, because


def _spared(facts: Mapping[str, FactValue]) -> _Share | None:
    """Why an athlete gets the low end whatever was done before, if so."""
    if has_heavy_legs(facts):
        return None
    if heavy_legs_days(facts) > 0:
        return _Share(_LOW_END, Said(_("The low end, because legs feel heavy.")))
    if weeks_to_race(facts) <= TAPER_WEEKS:
        return _Share(_LOW_END, Said(_("The low end, because a race is near.")))
    return None


def _share(drill: Drill, slot: Slot, facts: Mapping[str, FactValue], *, is_new: bool) -> _Share:
    """How far up its dose the athlete goes, and why."""
    fills_the_day = slot.mode == "instead" and not drill.hard
    if is_everyday(drill) or (fills_the_day and drill.category == "recovery_easy"):
        return _Share(_ALL, Said(""))
    if (spared := _spared(facts)) is not None:
        return spared
    if is_new:
        if fills_the_day:
            return _Share(_HALF, Said(_("The lower half, because it was not in the plan of the last four weeks.")))
        low = _LOW_END_COMPETITIVE if is_competitive(facts) else _LOW_END
        return _Share(low, Said(_("The low end, because it was not in the plan of the last four weeks.")))
    if drill.activity in _STRENGTH:
        return _strength_share(drill, facts)
    if fills_the_day:
        return _Share(_ALL, Said(""))
    if is_competitive(facts):
        return _Share(_COMPETITIVE, Said(_("The upper part of its dose, for a competitive athlete.")))
    if drill.level != "beginner":
        return _Share(_RECREATIONAL_DEMANDING, Said(_("The lower part of its dose, for a recreational athlete.")))
    return _Share(_RECREATIONAL, Said(_("The middle of its dose, for a recreational athlete.")))


def _strength_share(drill: Drill, facts: Mapping[str, FactValue]) -> _Share:
    """Strength goes by how much more the athlete is used to than the drill asks for."""
    spare = strength_base(facts) - _BASES.index(drill.strength_base)
    if drill.activity == "balance" or spare > 0:
        return _Share(_ALL, Said(""))
    if drill.strength_base == "none":
        return _Share(_LOW_END, Said(_("The low end, because there is no strength base yet.")))
    return _Share(_HALF, Said(_("The middle of its dose, for this strength base.")))


def _halved(drill: Drill, facts: Mapping[str, FactValue]) -> Said | None:
    """Why only half is due, if so: what is steep or fast asks more of tendons that are old or still growing."""
    if not (drill.climbs or drill.is_explosive) or drill.activity == "walk":
        return None
    if may_be(facts, "over_50"):
        return Said(_("Half of the usual amount, over 50."))
    if may_be(facts, "under_16"):
        return Said(_("Half of the usual amount, under 16."))
    return None
