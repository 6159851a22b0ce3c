"""What a number inside a segment begins, and what a joining word leads to: each meaning that it can have, in turn.

"6 x", "90 s rest", "10 easy minutes", "@ 5:30", "in 36-38", "on 4:00", "with 4 x 20 s strides".
"""

from __future__ import annotations

from typing import Final

from workouts import amounts, efforts, recoveries, targets
from workouts.amounts import Amount
from workouts.marks import SEPARATORS
from workouts.qualities import Qualities
from workouts.tokens import is_repetitions
from workouts.workout import Effort, Range, Target

_HOURS: Final = 24
_MOST_REPEATS: Final = 40


class Figures(Qualities):
    """Numbers, and what "with", "@", "in" and "on" lead to."""

    __slots__ = ()

    def _number(self, depth: int) -> bool:
        return (
            (self.speaks_of_loads and self._load())
            or (self.speaks_of_hours and self._time_of_day())
            or (self.speaks_of_targets and self.target())
            or self.count(depth)
            or self.sets(depth)
            or self._recovery()
            or self.grade()
            or self._effort(depth)
            or self._time_in_brackets()
            or self.pause_in_brackets()
            or self.amount()
            or self.counted_word()
            or self._counted_repeats()
            or self.bare_track()
            or self.shared_unit()
            or self._amount_around_effort()
            or self.leave_number()
        )

    def _counted_repeats(self) -> bool:
        """ "six 400 m repeats", "5 1-mile repeats"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None or not self.draft.is_empty or not 2 <= found[0].lo <= found[0].hi <= _MOST_REPEATS:
            return False
        reps, j = found
        size = self.reader.amount(self.tokens, j, repeated=True) if self.tokens[j].kind == "num" else None
        if not isinstance(size, Amount) or not is_repetitions(self.tokens[size.end]):
            return False
        self.leaf.reps = reps
        self.read_to(j)
        return self.set_amount(size)

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
        if self._recovery() or self._load():
            return True
        j = self.i + 1
        while self.tokens[j].kind in ("article", "filler", "with", "at") and j < self.i + 4:
            j += 1
        following = self.tokens[j].kind
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

    def _is_phase_of_work(self) -> bool:
        """ "3 min on, 2 min off": what comes before "on" is run, what comes before "off" is not."""
        after = self.tokens[self.i + 1].kind
        if after not in ("slash", "num") and after not in SEPARATORS:
            return False
        self.leaf.is_work = True
        return self.read_to(self.i + 1)

    def _joined_number(self, j: int) -> bool:
        """ "with 4 x 20 s strides" is a part of the session; a pace, a rep time or a part inside it is left unread."""
        joint = self.tokens[self.i]
        leaf = self.leaf
        if self.tokens[j + 1].kind == "half_day":
            self.i = j
            return self._time_of_day() or self.aside()
        if amounts.count(self.tokens, j) is not None or self._is_counted(j):
            if joint.kind == "with" and not self.draft.is_empty:
                self.split("with")
            return self.skip_to(j)
        if joint.value in recoveries.IN and leaf.distance is not None and self._time_of_rep(j):
            return True
        if any(self.tokens[index].kind == "percent" for index in range(j, min(j + 5, len(self.tokens)))):
            leaf.sure = True
            self.i = j
            return self.grade() or self.aside()
        if self.tokens[j].kind == "clock" and joint.value == "on":
            leaf.sure = leaf.sure or leaf.has_amount  # "10 x 100 on 1:30": when the next one starts
            return self.skip_to(j + 1)
        if self.tokens[j].kind == "clock" and leaf.has_amount and (joint.kind == "at" or joint.value in recoveries.IN):
            leaf.sure = True
            return self.timed(j, aim=True) or self._pace(j)
        leads = self.draft.is_empty or (leaf.role is not None and leaf is self.draft)  # "warm up with 10 min"
        if not leaf.has_amount and (joint.value == "wear" or (joint.kind == "with" and leads)):
            return self.skip_to(j)
        if (joint.kind == "at" or joint.value in recoveries.IN) and self._seconds_of_rep(j):
            return True
        leaf.sure = leaf.sure or joint.kind == "at" or (leaf.has_amount and joint.value == "with")
        times = amounts.plain_range(self.tokens, j)
        if joint.kind == "at" and times is not None and self.tokens[times[1]].kind == "with":
            return self.skip_to(times[1])  # "12 x 200 @ 34-36 w/ 200 jog"
        return self.aside()

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
