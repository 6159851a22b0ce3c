"""What a number inside a segment begins, and what a joining word leads to: each meaning that it can have, in turn.

"6 x", "90 s rest", "10 easy minutes", "@ 5:30", "in 36-38", "on 4:00", "with 4 x 20 s strides".
"""

from __future__ import annotations

from typing import Final

from workouts import amounts, efforts, inserts, loads, recoveries, targets
from workouts.alternations import Alternations
from workouts.amounts import Amount
from workouts.marks import SEPARATORS
from workouts.tokens import Token
from workouts.workout import Effort, Range, Recovery, Target

_HOURS: Final = 24
# What is done beside a run and is no way to run.
_CARE: Final = frozenset({"drills", "yoga", "pilates", "stretching", "mobility", "foam_rolling", "balance"})
# What leads to more that is done, rather than to how it is done.
_ADDS: Final = frozenset({"with", "с"})
_BEFORE_EXPLAINING: Final = frozenset({"run_noun", "article", "filler"})


class Figures(Alternations):
    """Numbers, and what "with", "@", "in" and "on" lead to."""

    __slots__ = ()

    def _number(self, depth: int) -> bool:
        return (
            self._explains_before()
            or self.on_and_off()
            or (self.runs_and_walks and (self.alternation(self.i) or self.counted_turns()))
            or (self.speaks_of_loads and self._load())
            or (self.speaks_of_hours and self._time_of_day())
            or (self.speaks_of_targets and self.target())
            or self.count(depth)
            or self.sets(depth)
            or self.tied_rounds(depth)
            or self._recovery()
            or self.grade()
            or self._effort(depth)
            or self.portions_listed()
            or self._time_in_brackets()
            or self.pause_in_brackets()
            or self.amount()
            or self.counted_word()
            or self.counted_sizes()
            or self.bare_track()
            or self.shared_unit()
            or self._amount_around_effort()
            or self.leave_number()
        )

    def _explains_before(self) -> bool:
        """What tells more of what stands before it and adds nothing to do: how a run is made up, a legend, times."""
        if not (self.drafts or self.draft.has_amount or self.draft.children) or not self.i:
            return False
        before = self.tokens[self.i - 1].kind
        if before not in _BEFORE_EXPLAINING and before not in SEPARATORS:
            return False
        return self.alternations() or self.made_up() or self.legend() or self.splits()

    def _amount_around_effort(self) -> bool:
        """ "10 easy minutes", "8 very easy miles"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None or self.tokens[found[1]].kind not in ("effort", "heft") or self.leaf.has_amount:
            return False
        value, j = found
        effort, unit = self.tokens[j], self.tokens[j + 1]
        if unit.kind != "unit" or unit.value[0] == "mass" or unit.value[2] in ("m", "'", '"', "k"):
            return False
        size = value.times(Range.exactly(unit.value[1]))
        amount = amounts.bounded(amounts.DIMENSIONS[unit.value[0]], size.lo, size.hi, j + 2, unit.value[2], None)
        if not isinstance(amount, Amount):
            return self.doubt(amount)
        if effort.kind == "effort":
            how_hard = Effort(*effort.value[:2])
            if not self.leaf.takes_effort(how_hard, paced=False):
                return False
            self.leaf.set_effort(how_hard, paced=False)
        self.set_amount(amount)
        self.leaf.described = True
        return True

    def _time_in_brackets(self) -> bool:
        """ "7 miles very easy (10:45)", "6 x 800 (2:40)"."""
        if self.draft.joint != "open" or self.i != self.draft.first or self.tokens[self.i].kind != "clock":
            return False
        found = targets.figures(self.tokens, self.i, "clock")
        return found is not None and self.tokens[found[1]].kind == "close" and self.timed(self.i, aim=False)

    def _time_of_day(self) -> bool:
        """ "5 km Tuesday 6pm", "5 km Tue at 18:30": when, which a step cannot hold."""
        token = self.tokens[self.i]
        if not self.leaf.has_amount or not 0 <= (token.value if token.kind == "num" else token.value[0]) < _HOURS:
            return False
        j = self.i
        while j > self.draft.end and self.tokens[j - 1].kind in ("weekday", "at"):
            j -= 1
        half = self.tokens[self.i + 1].kind == "half_day"
        on_a_day = token.kind == "clock" and j < self.i and self.tokens[j].kind == "weekday"
        if not half and not on_a_day:
            return False
        self.leaf.sure = self.leaf.sure or j == self.draft.end
        return self.skip_to(self.i + 1 + half)

    def _bound(self, depth: int) -> bool:
        return self._load() or self._recovery() or self.target() or self.amount() or self._joined(depth)

    def _joined(self, _depth: int) -> bool:
        """After "with", "@", "in": a recovery, a load, an effort, a slope, or a part of the session."""
        if self._ends_choice():
            self.split()
        if self._recovery() or self._load():
            return True
        j = self.i + 1
        while self.tokens[j].kind in ("article", "filler", "with", "at") and j < self.i + 4:
            j += 1
        following = self.tokens[j].kind
        if self._joined_parts(j):
            return True
        if self.tokens[self.i].value == "on" and self.leaf.has_amount and self._is_phase_of_work():
            return True
        if self.speaks_of_targets and (aim := targets.find(self.tokens, j)) is not None:
            return self._take_target(aim.target, aim.end)
        if following in ("num", "unit"):
            found = efforts.find(self.tokens, j, context=self.tokens[self.i].kind == "at")
            if found is not None and self._take_effort(found):
                return True
        if following in ("num", "clock", "at_most", "at_least"):
            return self._joined_number(j)
        if following == "pace_word":
            self.leaf.sure = True  # "9 km at pace"
        return self.skip_to(self.i + 1)

    def _joined_parts(self, j: int) -> bool:
        """What stands at ``j`` as parts of the run, as what it is made up of, or as what is done on top of it."""
        if self.tokens[self.i].kind == "at":
            return "aside" in self.kinds and self._inserts()
        if self.portions_joined(j):
            return True
        joint = self.tokens[self.i].value
        if joint == "as":
            return self.makes_up(j)
        if joint not in _ADDS or not self._besides(j):
            return False
        self.split("with")
        return self.skip_to(j)

    def _inserts(self) -> bool:
        """ "1:00 easy at 0:20, insert 3 x 4 min hard": what follows begins there in the run before it."""
        run = self.drafts[-1] if self.draft.is_empty and self.drafts else self.draft
        place = inserts.find(self.tokens, self.i, run, self.reader)
        if place is None:
            return False
        if run is self.draft:
            self.split("with")
        self.draft.inserted = place
        self.draft.first = self.draft.end = place.end
        return self.skip_to(place.end)

    def _besides(self, j: int) -> bool:
        """ "5 miles with 20 min of strength", "40 min easy with core after": nobody runs that, it comes on top."""
        draft = self.draft
        if draft.repeats or not draft.has_amount or draft.activity not in (None, "run", "walk"):
            return False
        if isinstance(found := self.reader.amount(self.tokens, j), Amount):
            j = found.end
            while self.tokens[j].kind in ("filler", "article") and j < found.end + 2:
                j += 1
        token = self.tokens[j]
        if token.kind != "exercise":
            return token.kind == "strength"
        exercise, counted_only = token.value
        return not counted_only and (exercise.activity == "strength" or exercise.name in _CARE)

    def _ends_choice(self) -> bool:
        """ "6 x 400 m @ 5k or 3k pace w/ 200 m jog", "8 km easy or steady with a vest": said of both."""
        draft, before = self.draft, self._open_draft()
        if before is None or draft.joint != "or" or draft.effort is None or not draft.is_modifier:
            return False
        if before.end != self.separator:
            return False
        found = recoveries.find(self.tokens, self.i, self.reader)
        return isinstance(found, recoveries.Found) or loads.find(self.tokens, self.i) is not None

    def _is_phase_of_work(self) -> bool:
        """ "3 min on, 2 min off": what comes before "on" is run, what comes before "off" is not."""
        leaf, after = self.leaf, self.tokens[self.i + 1].kind
        if after == "slash" and self.tokens[self.i + 2].kind == "off" and leaf.repeats and leaf.duration is not None:
            leaf.is_work, leaf.recovery = True, Recovery("rest", duration_s=leaf.duration)  # "10 x 1 min on/off"
            return self.read_to(self.i + 3)
        if after not in ("slash", "num") and after not in SEPARATORS:
            return False
        leaf.is_work = True
        return self.read_to(self.i + 1)

    def _joined_number(self, j: int) -> bool:
        """ "with 4 x 20 s strides" is a part of the session; a pace, a rep time or a part inside it is left unread."""
        joint = self.tokens[self.i]
        leaf = self.leaf
        if self.tokens[j + 1].kind == "half_day":
            self.i = j
            return self._time_of_day() or self.aside()
        if amounts.count(self.tokens, j) is not None or self._is_counted(j):
            return self._joined_block(joint, j)
        if joint.value == "with" and self.effort_behind(j) and (lead := self.part_lead(j)) is not None:
            self.part_from(lead)
            return self.skip_to(j)
        at = joint.kind == "at" or joint.value in recoveries.IN
        if at and self.lists_times(j):
            leaf.sure = True
            return self.splits_at(j, self.draft) or self.aside()
        if joint.value in recoveries.IN and leaf.distance is not None and self._time_of_rep(j):
            return True
        if any(self.tokens[index].kind == "percent" for index in range(j, min(j + 5, len(self.tokens)))):
            leaf.sure = True
            self.i = j
            return self.grade() or self.aside()
        if self.tokens[j].kind == "clock" and (joint.value == "on" or (leaf.has_amount and at)):
            return self._joined_clock(j)
        leads = self.draft.is_empty or (leaf.role is not None and leaf is self.draft)  # "warm up with 10 min"
        if not leaf.has_amount and (joint.value == "wear" or (joint.kind == "with" and leads)):
            return self.skip_to(j)
        if at and self._seconds_of_rep(j):
            return True
        leaf.sure = leaf.sure or joint.kind == "at" or (leaf.has_amount and joint.value == "with")
        times = amounts.plain_range(self.tokens, j)
        if joint.kind == "at" and times is not None and self.tokens[times[1]].kind == "with":
            return self.skip_to(times[1])  # "12 x 200 @ 34-36 w/ 200 jog"
        return self.aside()

    def _joined_block(self, joint: Token, j: int) -> bool:
        """ "with 4 x 20 s strides", "with 3 x 2 km @ MP": on top of the run before it, or inside it."""
        if joint.kind == "with" and not self.draft.is_empty:
            self.split("with")
        if joint.value in _ADDS and self.draft.is_empty:
            self.draft.inserted = inserts.somewhere(j, j)
        return self.skip_to(j)

    def _joined_clock(self, j: int) -> bool:
        """ "6 x 800 @ 2:30", "4 mi in 24:00"; "10 x 100 on 1:30" is when the next one starts."""
        joint, leaf = self.tokens[self.i], self.leaf
        if joint.value == "on":
            leaf.sure = leaf.sure or leaf.has_amount
            return self.skip_to(j + 1)
        leaf.sure = True
        return self.timed(j, aim=True) or self._pace(j)

    def _time_of_rep(self, j: int) -> bool:
        """ "5 x 1200 in 4:00", "8 x 200 m in 34-36 s", "10 km in 45:00"."""
        found = self.reader.amount(self.tokens, j, repeated=True)
        if not isinstance(found, Amount) or found.dimension != "duration_s":
            return False
        after = self.tokens[found.end]
        if after.kind == "at_most":
            return False  # "2 км за 30 мин до старта"
        end = found.end + (after.kind == "per_mile" and after.value == "time_s")
        if self.leaf.target is not None and self.leaf.duration is None and self.draft.children is None:
            self.leaf.duration = found.value  # "8 km RPE 4 in 40 min": how fast is said in another measure
            return self.read_to(end)
        return self._take_target(Target("time_s", found.value), end)

    def _seconds_of_rep(self, j: int) -> bool:
        """ "10 x 200 @ 36-38", "6 x 400 in 80 s": bare numbers that can only be the seconds of a repetition."""
        found = targets.figures(self.tokens, j)
        if found is None or self.leaf.distance is None or not self.leaf.repeats or self.leaf.target is not None:
            return False
        seconds, end = found
        unit = self.tokens[end]
        if unit.kind == "unit" and unit.value[2] in ("s", '"'):
            end += 1
        elif unit.kind in ("unit", "percent", "times", "bpm", "per_mile", "num", "slash"):
            return False
        target = targets.of_seconds(seconds, self.leaf.distance)
        return target is not None and self._take_target(target, end)

    def _pace(self, j: int) -> bool:
        """A clock time that may be a pace or a time, or that nobody can run: it stays unread."""
        j += 1
        if self.tokens[j].kind == "dash" and self.tokens[j + 1].kind == "clock":
            j += 2
        if self.tokens[j].kind in ("aside", "slash") and self.tokens[j + 1].kind in ("unit", "filler"):
            j += 2
        return self.skip_to(j)

    def _is_counted(self, j: int) -> bool:
        found = amounts.plain_range(self.tokens, j)
        return found is not None and (self.is_countable(found[1]) or self.tokens[found[1]].kind == "sets")
