"""What a number inside a segment is: how far, how long, how steep, or nothing that can be told."""

from __future__ import annotations

from typing import Final

from workouts import amounts, efforts
from workouts.amounts import MILE_M, PAUSES, Amount, Doubt
from workouts.drafts import Draft
from workouts.lexicon import AT_AN_END, OWNER, STATEMENT
from workouts.marks import PROSE_WORDS, SEPARATORS
from workouts.segments import Segments
from workouts.tokens import Token
from workouts.vocabulary import IMPLEMENTS
from workouts.workout import Effort, Range

MAXIMAL: Final = Effort.exactly("maximal")

# Bare numbers that are track distances after "N x".
TRACK_M: Final = frozenset(range(100, 2001, 50)) | {2400, 3000, 3200, 4000, 5000}
# "400s" and its like are distances in the plural as often as seconds.
PLURAL_M: Final = frozenset({200, 300, 400, 600, 800, 1000, 1200, 1600})
# Bare numbers that are track distances before "@ 5k".
_LEAST_PACED_M: Final = 200
_LONGEST_PACED_M: Final = 3000
_STEEPEST_PERCENT: Final = 45
# As many miles are repeated, each of them.
_REPEATED_MILES: Final = frozenset({2, 3, 4, 5, 6, 7, 8, 10})
# Nobody runs more laps than this: "800 x 6".
_MOST_COUNTED: Final = 40
# From here up, "20 min faster" is a part of the session: nobody is so much faster than before.
_SHORTEST_FASTER_S: Final = 300.0
# What may follow the effort of a part that its track distance says whole.
_BEHIND_EFFORT: Final = SEPARATORS | {"end", "with", "uphill"}
# What may follow the second track distance of a round.
_BEHIND_PAIR: Final = frozenset({"close", "with", "at", "end", "newline", "dot"})
# The units of a session on a track.
_ON_TRACK: Final = frozenset({"bare", "m", "metre", "k", "km"})
# The one of the jumps that is done by the minute.
_TIMED: Final = "skipping_rope"
# In their company "1:30 run" may be a minute and a half.
_OF_SHORT_RUNS: Final = frozenset({"walk", "repeat", "sets", "slash"})
# How many tokens ahead a sprint or a sled makes "20m" metres.
_NEAR: Final = 8
# The strength exercise that is done by the metre.
_CARRY: Final = "farmers_walk"
# So many words may lead from "with" to the amount of a part.
_LONGEST_LEAD: Final = 6
# Behind an effort, these make it that of a pause.
_PAUSES: Final = PAUSES | {"scope", "between"}


class Numbers(Segments):
    """How much."""

    __slots__ = ()

    def amount(self) -> bool:
        """A distance or duration of the step."""
        rests = self._recovery_word_after()
        repeated = self.leaf.repeats or self.depth > 0
        found = self.reader.amount(self.tokens, self.i, repeated=repeated, recovery=rests, metres=self._metres_near)
        if found is None:
            return False
        if isinstance(found, Doubt):
            hours = self._hours() if found.about == "clock" else None
            return self.doubt(found) if hours is None else self.set_amount(hours)
        if self._not_ours(found):
            return self.skip_to(found.end)
        self._leave_what_is_whole()
        leaf = self.leaf
        if found.unit == "s" and (self._is_plural(found) or self._is_apostrophe(found)):
            counted = leaf.repeats or self.tokens[found.end].kind == "times"
            if not (counted and self._is_plural(found)):
                return self.doubt(Doubt("plural", found.end))
            found = Amount("distance_m", found.value, found.end, "bare")  # "8 x 400s"
        if self._counts_miles(found):
            leaf.reps = Range.exactly(round(found.value.lo / MILE_M))
            found = found._replace(value=Range.exactly(MILE_M))
        if leaf.exercise and leaf.repeats and found.unit == '"':
            return self.skip_to(found.end)  # "5 box jumps 24\"": how high
        if leaf.has_amount:
            if self.tokens[self.i - 1].value == "of" and not leaf.repeats:
                leaf.sure = True
                return self.leave_sentence()  # "3 mi of 200 m fast/200 m easy"
            if not leaf.described or self.draft.children is not None:
                return self.skip_to(found.end)  # two amounts of one thing: not to be guessed
            self.split()
        return self.set_amount(found)

    def _leave_what_is_whole(self) -> None:
        """Begin another step where the amount cannot be that of what was read: "2 x (…) 10 min"."""
        if (self.draft.children is not None and self.leaf is self.draft) or self._is_far():
            self.split()
        elif (lead := self.part_lead(self.i)) is not None and self.effort_behind(self.i) is not None:
            self.part_from(lead)

    def _counts_miles(self, found: Amount) -> bool:
        """ "4 mile repeats": four of a mile."""
        after = self.tokens[found.end]
        if found.unit != "mi" or after.value != "repeats" or self.leaf.repeats or not found.value.is_exact:
            return False
        return round(found.value.lo / MILE_M, 3) in _REPEATED_MILES

    def part_lead(self, size: int) -> int | None:
        """Where what leads to a part begins, in "steady run with a step up to 12 min at threshold".

        A run that was named with its effort, and nobody said how long, is one thing; the part that it leads to, whose
        size stands at ``size``, is another.
        """
        draft = self.draft
        named = draft.effort is not None and (draft.effort_noun or draft.noun) and draft.role is None
        if not named or draft is not self.leaf or draft.has_amount or draft.repeats:
            return None
        for index in range(max(draft.end, self.i - _LONGEST_LEAD), self.i + 1):
            if self.tokens[index].value in ("with", *AT_AN_END):
                return index
        apart = draft.sure and draft.end < self.i  # "steady run building to 12 min at threshold"
        own = self.effort_behind(size) if apart else None
        return draft.end if own is not None and own != draft.effort else None

    def effort_behind(self, size: int) -> Effort | None:
        """The effort right behind the amount at ``size``, if no pause goes on: "2 km at tempo"."""
        found = self.reader.amount(self.tokens, size, repeated=True)
        if not isinstance(found, Amount) or self._not_ours(found):
            return None
        k = found.end
        while self.tokens[k].kind in ("at", "filler", "article") and k < found.end + 2:
            k += 1
        effort = efforts.find(self.tokens, k, context=k > found.end)
        pause = effort is None or self.tokens[effort.end].kind in _PAUSES
        return None if effort is None or pause else effort.overall

    def part_from(self, lead: int) -> None:
        """What begins at ``lead`` is a step of its own, inside the run before it."""
        here, self.i = self.i, lead
        self.split("with")
        self.i = here

    def _is_far(self) -> bool:
        """Whether so many unknown words parted the number from what was read that it speaks of something else."""
        if self.draft.is_empty or self.draft.has_amount or self.leaf is not self.draft:
            return False
        return self.strangers(self.draft.end, self.i) >= PROSE_WORDS

    def set_amount(self, found: Amount) -> bool:
        """Give the step its amount."""
        if found.dimension == "distance_m":
            self.leaf.distance = found.value
        else:
            self.leaf.duration = found.value
        self.leaf.unit = found.unit
        self.leaf.described = False
        return self.read_to(found.end)

    def _hours(self) -> Amount | None:
        """ "1:15 easy", "1:15 long run" by itself: an hour and a quarter, for 75 seconds of it would be no session."""
        if self.tokens[self.i].kind != "clock":
            return None
        hours, minutes = self.tokens[self.i].value[:2]
        first = not self.drafts and self.draft.joint == "start" and self.draft.children is None
        after = self.tokens[self.i + 1]
        easy = self.leaf.effort or (Effort(*after.value[:2]) if after.kind == "effort" else None)
        whole = easy.hi in ("very_easy", "easy") if easy is not None else self._is_whole_run(self.i + 1)
        if not first or not whole or minutes % 5:
            return None
        return Amount("duration_s", Range.exactly(hours * 3600.0 + minutes * 60.0), self.i + 1, "h")

    def _is_whole_run(self, j: int) -> bool:
        """Whether "long run" or "run" is what the time before it belongs to, rather than one of many short ones."""
        noun = self.tokens[j]
        whole = noun.kind == "run" or (noun.kind == "run_noun" and noun.value == "long")
        return whole and self.kinds.isdisjoint(_OF_SHORT_RUNS) and self._is_only_clock()

    def _is_only_clock(self) -> bool:
        return sum(token.kind == "clock" for token in self.tokens) == 1

    def _recovery_word_after(self) -> bool:
        j = self.i + 1
        if self.tokens[j].kind == "unit":
            j += 1
        return self.tokens[j].kind in ("recovery", "rest")

    def _is_plural(self, found: Amount) -> bool:
        return not self.tokens[found.end - 1].gap and found.value.is_exact and found.value.lo in PLURAL_M

    def _is_apostrophe(self, found: Amount) -> bool:
        """ "the 8's": more of them, no seconds."""
        unit = self.tokens[found.end - 1]
        return unit.end - unit.start == len("'s")

    def _not_ours(self, found: Amount) -> bool:
        """Whether what follows shows that the amount is that of a pace, a climb, a comparison or somebody else."""
        end = found.end
        after = self.tokens[end]
        if after.kind in ("gain", "pace_unit", "pace_of", "bpm", "unknown", "float", "compare"):
            return True
        if after.kind == "aside" and after.value in ("compare", "faster"):
            slight = found.dimension == "duration_s" and found.value.lo < _SHORTEST_FASTER_S
            return slight or after.value == "compare"
        if self._is_of_others(end):
            return True
        return after.kind == "slash" and self.tokens[end + 1].kind in ("unit", "gain") and not self.tokens[end + 1].gap

    def _is_of_others(self, end: int) -> bool:
        """Whether the word at ``end`` makes the amount before it that of something else: "5 km mark", "10k group"."""
        after, next_kind = self.tokens[end], self.tokens[min(end + 1, len(self.tokens) - 1)].kind
        if after.kind == "word":
            return after.value == OWNER or (after.value == STATEMENT and next_kind != "effort")
        if after.kind == "group":
            return next_kind not in ("run", "run_noun")
        return after.kind == "break" and not self.leaf.repeats and next_kind not in ("recovery", "rest")

    def _metres_near(self) -> bool:
        """Whether a sprint or something towed is near enough to make "20m" metres."""
        leaf = self.leaf
        if MAXIMAL in (leaf.default_effort, leaf.effort):
            return True
        if leaf.load is not None and leaf.load.thing.load_class == "towed":
            return True
        if leaf.repeats and leaf.activity in ("drill", "jumps") and leaf.exercise != _TIMED:
            return True
        if leaf.exercise == _CARRY:
            return True
        for index in range(self.i + 1, min(self.i + _NEAR, len(self.tokens))):
            token = self.tokens[index]
            if token.kind in ("newline", "semicolon", "plus", "dot", "comma"):
                return False
            if token.kind == "hill_sprints" or (token.kind == "effort" and token.value[0] == "maximal"):
                return True
            if token.kind == "implement" and (
                IMPLEMENTS[token.value[0]].load_class in ("towed", "elastic")
                or (leaf.repeats and _is_carried(token.value[0]))
            ):
                return True
            if leaf.repeats and (token.kind == "strides" or _is_short(token)):
                return True
        return False

    def _is_track_distance(self, i: int) -> bool:
        token = self.tokens[i]
        if token.kind != "num" or token.value not in TRACK_M:
            return False
        after = self.tokens[i + 1]
        if after.kind == "dash" and self.tokens[i + 2].kind == "num":
            return bool(self.tokens[i + 2].value < token.value) or (after.gap and self.tokens[i + 2].gap)
        return after.kind not in ("unit", "times", "exercise", "percent")

    def bare_track(self) -> bool:
        """ "3 x 200, 400, 3 x 200", "2 x (800 @ 5k + 400)": a bare number that can only be a track distance."""
        if not self.draft.is_empty or not (self._is_track_distance(self.i) or self._is_counted_behind()):
            return False
        before = self._open_draft()
        after = self.tokens[self.i + 1].kind
        ends = after in SEPARATORS or after == "end" or (self.depth > 0 and after in _BEHIND_PAIR)
        if ends and before is not None and before.unit == "bare":
            meant = self.draft.joint == "comma" and (before.repeats or self.depth > 0)
            meant = meant or (self.draft.joint == "plus" and self.depth > 0)
        else:
            meant = (
                self._is_paced()
                or self._is_counted_behind()
                or self._leads_repetitions()
                or self._is_lap_between(before)
                or self._leads_round(before)
                or self._is_lap_with_effort(before)
            )
        if not meant:
            return False
        self.leaf.sure = True
        return self.set_amount(Amount("distance_m", Range.exactly(self.tokens[self.i].value), self.i + 1, "bare"))

    def _is_paced(self) -> bool:
        """ "800 @ 5k": a track distance at the start of a segment, with a pace right behind it."""
        if self.i != self.draft.first or self.tokens[self.i + 1].kind not in ("at", "daniels"):
            return False
        if not _LEAST_PACED_M <= self.tokens[self.i].value <= _LONGEST_PACED_M:
            return False
        if self.tokens[self.i + 1].kind == "daniels":
            return True
        found = efforts.find(self.tokens, self.i + 2, context=True)
        return found is not None and found.paced

    def _is_counted_behind(self) -> bool:
        """ "800 x 6": how often stands behind how far."""
        laps, sign = self.tokens[self.i : self.i + 2]
        if sign.kind != "times" or laps.value not in TRACK_M or self.tokens[self.i + 2].kind != "num":
            return False
        times, after = self.tokens[self.i + 2 : self.i + 4]
        return times.value <= _MOST_COUNTED and after.kind not in ("unit", "times", "percent")

    def _leads_round(self, before: Draft | None) -> bool:
        """ "3 x (400, 200)", "3 sets: 400, 200 w/ 90 s rest": the first of the two track distances of a round."""
        alone = before is None and self.rounds > 0 and self.draft.joint == "start" and self.i == self.draft.first
        sign = self.tokens[self.i + 1].kind
        pair = alone and sign in ("comma", "plus") and self._is_track_distance(self.i + 2)
        return pair and self.tokens[self.i + 3].kind in _BEHIND_PAIR  # longer lists share a unit

    def _leads_repetitions(self) -> bool:
        """ "800 + 2 x 400 + 4 x 200": the first part of what is otherwise counted."""
        if self.i != self.draft.first or self.tokens[self.i + 1].kind != "plus":
            return False
        counted = amounts.count(self.tokens, self.i + 2)
        return counted is not None and self._is_track_distance(counted[1])

    def _is_lap_between(self, before: Draft | None) -> bool:
        """ "600 @ 3k, 200 jog, 200 @ mile": jogged on the same track as what stands before it."""
        if before is None or (before.repeats and not self.depth) or before.unit not in _ON_TRACK:
            return False
        after = self.tokens[self.i + 1]
        easy = after.kind == "effort" and after.value[1] in ("very_easy", "easy")
        return self.i == self.draft.first and (easy or after.kind in ("jog", "walk", "float"))

    def _is_lap_with_effort(self, before: Draft | None) -> bool:
        """ "4 x (200 hard, 200 easy)", "3 x 800 + 400 all-out": with an effort, in rounds or behind laps."""
        if self.i != self.draft.first or self.tokens[self.i + 1].kind != "effort":
            return False
        if self.tokens[self.i + 2].kind not in _BEHIND_EFFORT:
            return False  # "200 hard sit-ups"
        if before is None:
            return self.rounds > 0 and self.draft.joint == "start"
        behind = self.draft.joint == "plus" or self.depth > 0
        return behind and before.unit in _ON_TRACK

    def leave_number(self) -> bool:
        """A number that means nothing here takes the numbers hanging on to it along: "1-2-3 min", "3/2/1"."""
        first = self.i
        self.i += 1
        while self.tokens[self.i].kind in ("dash", "slash") and self.tokens[self.i + 1].kind in ("num", "clock"):
            gap = self.tokens[self.i].gap or self.tokens[self.i + 1].gap
            if gap and (self.tokens[self.i].kind == "dash" or amounts.count(self.tokens, self.i + 1) is not None):
                break
            self.i += 2
        if self.i > first + 1 and self.tokens[self.i].kind == "unit":
            self.i += 1
        end, self.i = self.i, first
        return self.doubt(Doubt("no_unit", end))

    def _alternate(self) -> None:
        """Turn the current step into one of several: "N x A / B" into rounds of both, "A / B" into a list."""
        draft = self.draft
        if draft.children is None:
            first = Draft(draft.first, "start")
            for name in _ONE_STEP:
                setattr(first, name, getattr(draft, name))
                setattr(draft, name, getattr(_BLANK, name))
            draft.children = [first]
        second = Draft(self.i, "slash")
        draft.children.append(second)
        self.leaf = second

    def grade(self) -> bool:
        """ "1% incline", "at 6 %" on a hill."""
        found = self._percent(self.i) if "percent" in self.kinds else None
        if found is None or self.leaf.grade is not None:
            return False
        steepness, j = found
        k = j + 1 if self.tokens[j].kind in ("article", "filler") else j
        after = self.tokens[k].kind
        slopes = self.leaf.uphill or self.leaf.treadmill or self.leaf.activity == "walk"
        if not (slopes or after in ("grade", "hills", "uphill")):
            return False
        self.leaf.grade = steepness
        return self.read_to(k + 1 if after == "grade" else j)

    def grade_word(self, _depth: int) -> bool:
        """ "incline 6 %"."""
        j = self.i + 1
        while self.tokens[j].kind in ("filler", "at", "colon") and j < self.i + 3:
            j += 1
        found = self._percent(j)
        if found is None and self.tokens[j].kind in ("walk", "run", "treadmill"):
            self.leaf.treadmill = True  # "incline walk 12 %"
            return self.read_to(j)
        if found is None or self.leaf.grade is not None:
            return False
        self.leaf.grade = found[0]
        return self.read_to(found[1])

    def _percent(self, i: int) -> tuple[Range, int] | None:
        """A percentage that can be a slope: "6 %", "6-8 %", "6%-8%"."""
        if self.tokens[i].kind != "num":
            return None
        lo: float = self.tokens[i].value
        hi, j = lo, i + 1
        if self.tokens[j].kind == "percent" and self.tokens[j + 1].kind == "dash" and self.tokens[j + 2].kind == "num":
            j += 1
        if self.tokens[j].kind in ("dash", "to") and self.tokens[j + 1].kind == "num":
            hi, j = self.tokens[j + 1].value, j + 2
        if self.tokens[j].kind != "percent" or not lo <= hi <= _STEEPEST_PERCENT:
            return None
        return Range(lo, hi), j + 1


def _is_short(token: Token) -> bool:
    """Whether the word names something that is done over a few metres at a time."""
    if token.kind != "exercise" or token.value[0].name == _TIMED:
        return False
    return token.value[0].activity in ("drill", "jumps") or token.value[0].name == _CARRY


def _is_carried(implement: str) -> bool:
    """Whether nobody goes far with it."""
    return IMPLEMENTS[implement].site == "free_weight" and implement != "weights"


_BLANK: Final = Draft(0, "")
# What belongs to one step rather than to its repetitions.
_ONE_STEP: Final = (
    "activity", "default_effort", "described", "distance", "duration", "effort", "end", "exercise", "grade", "in_place",
    "is_work", "load", "noun", "effort_noun", "paced", "strides", "sure", "target", "unit", "uphill",
)  # fmt: skip
