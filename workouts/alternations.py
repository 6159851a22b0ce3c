"""A run made up of two parts in turn: "16 km alternating 1 km @ HM and 1 km @ MP", "20 min of 1 min on, 1 min off".

Where the run is a whole number of both together, it is as many rounds of them; otherwise how it is made up stays
unread, and the run is as long as the coach says.
"""

from __future__ import annotations

from typing import Final

from workouts import efforts, on_and_off
from workouts.drafts import Draft
from workouts.legends import Entry, entry_at
from workouts.marks import SEPARATORS
from workouts.splits import Splits
from workouts.turns import EASY
from workouts.workout import Range

_BETWEEN: Final = frozenset({"comma", "slash", "and", "with"})
# Behind these, work and rest can only be what the run before them is made up of.
_MAKING_UP: Final = frozenset({"open", "colon"})
_EXPLAINING: Final = frozenset({"comma", "dash", "open", "colon"})
# How exactly both parts must fill the run, in rounds of them.
_TOLERANCE: Final = 0.001
_MOST_ROUNDS: Final = 60
# By how much of itself a mile is longer than four laps.
_LONGER_THAN_LAPS: Final = 0.006


class Alternations(Splits):
    """Runs of two parts in turn."""

    __slots__ = ()

    def alternations(self) -> bool:
        """The two parts behind "alternations", in the same segment or after a bracket or a sign."""
        word = self.i - 1
        if self.draft.is_empty and self.separator == word:  # "alternations - (…)"
            word -= 1 + (self.tokens[word - 1].kind in _EXPLAINING)
        if word < 0 or self.tokens[word].value != "alternations":
            return False
        if self.take_turns(self.i):
            return True
        if self._run_made_up() is None or self._pair(self.i) is None:
            return False
        self.draft.spoilt = self.draft.is_empty
        return self.leave_sentence()  # they do not fill the run, and add nothing to it

    def made_up(self) -> bool:
        """ "20 min of 1 min on, 1 min off", "20 min fartlek: 1 min hard/1 min easy": the run before, in rounds."""
        draft = self.draft
        if draft.is_empty:
            counted = self.separator in self.counted  # "40 min with (1 min hard, 1 min easy) x 5"
            return self.i == draft.first and not counted and self.makes_up(self.i)
        of = self.tokens[self.i - 1]
        return draft.end == self.i - 1 and of.value == "of" and self.makes_up(self.i)

    def makes_up(self, i: int) -> bool:
        """Whether work and rest stand at ``i`` and make up the run before them: then it is as many rounds of them."""
        run = self._run_made_up()
        found = None if run is None else on_and_off.find(self.tokens, i, self.reader)
        if run is None or found is None or run.default_effort is not None:
            return False
        explains = run is self.draft or self.draft.joint in _MAKING_UP
        if not (explains or found.by_name or run.alone) or not self._closes(found.end):
            return False
        reps = _rounds(run, (found.work.value, found.recovery.distance_m or found.recovery.duration_s))
        if reps is None or (run.distance is None) == (found.work.dimension == "distance_m") or reps.lo < 2:
            self.draft.spoilt = self.draft.is_empty
            run.sure = True
            return self.leave_sentence()  # they do not fill the run, and add nothing to it
        run.reps, run.recovery, run.unit = reps, found.recovery, found.work.unit
        run.distance, run.duration = (found.work.value, None) if run.distance else (None, found.work.value)
        if found.effort is not None:
            run.set_effort(found.effort, paced=found.paced)
        self._end_turns(run, found.end)
        return True

    def on_and_off(self) -> bool:
        """ "200 m on, 200 m off", "1 min on 1 min off": what is done, and what comes between or behind it."""
        draft = self.draft
        if not draft.is_empty or self.i != draft.first or "off" not in self.kinds:
            return False
        found = on_and_off.find(self.tokens, self.i, self.reader)
        if found is None or not found.by_name:
            return False
        self.set_amount(found.work)
        self.leaf.is_work = self.leaf.sure = True
        self.read_to(found.work.end + 1)
        self.split("comma")
        pause = self.leaf
        pause.activity, pause.noun = found.recovery.activity, True
        pause.distance, pause.duration = found.recovery.distance_m, found.recovery.duration_s
        pause.default_effort = EASY if pause.activity == "run" else None
        return self.read_to(found.end)

    def _end_turns(self, run: Draft, end: int) -> None:
        """The text has told how ``run`` is made up, up to ``end``."""
        if run is not self.draft:
            self.paused = True
            self.draft.first = end  # what follows may come to nothing; this does not
        self.read_to(end)

    def take_turns(self, i: int) -> bool:
        """The two parts that stand at ``i``, as rounds of the run that they make up."""
        run = self._run_made_up()
        pair = None if run is None else self._pair(i)
        if run is None or pair is None:
            return False
        first, second = (entry.size[0] if run.distance is not None else entry.size[1] for entry in pair)
        reps = _rounds(run, (first, second))
        if reps is None:
            return False
        run.reps, run.children = reps, [self._part(entry) for entry in pair]
        run.distance = run.duration = None
        self._end_turns(run, pair[-1].end)
        return True

    def _run_made_up(self) -> Draft | None:
        """The run that is said to alternate: of this segment, or that of the segment before."""
        run: Draft | None = self.draft
        if self.draft.is_empty:
            run = self._open_draft() if self.draft.joint in _EXPLAINING else None
        if run is None or run.repeats or run.effort is not None or run.target is not None or run.role is not None:
            return None
        own = run.load is None and run.exercise is None and not run.uphill and not run.alternatives
        return run if own and run.has_amount and run.activity in (None, "run") else None

    def _pair(self, i: int) -> tuple[Entry, Entry] | None:
        """Two amounts with how hard each is, or one for both: "1 km @ HM and 1 km @ MP", "miles at MP and MP+30"."""
        first = entry_at(self.tokens, i, self.reader)
        if first is None:
            return self._pair_of_units(i)
        if self.tokens[first.end].kind not in _BETWEEN:
            return None
        second = entry_at(self.tokens, first.end + 1, self.reader)
        if second is None or first.clock is not None or second.clock is not None:
            return None
        return (first, second) if self._closes(second.end) else None

    def _pair_of_units(self, i: int) -> tuple[Entry, Entry] | None:
        unit = self.tokens[i]
        if unit.kind != "unit" or unit.value[2] not in ("mi", "km") or self.tokens[i + 1].kind != "at":
            return None
        size = Range.exactly(unit.value[1]), None
        first = efforts.progression(self.tokens, i + 2, context=True)
        if first is None or first.loose or self.tokens[first.end].kind not in _BETWEEN:
            return None
        second = efforts.progression(self.tokens, first.end + 1, context=True)
        if second is None or second.loose or not self._closes(second.end):
            return None
        one, two = (
            Entry(
                size,
                said.overall,
                said.paced,
                None if (offset := said.offsets[0]) is None else offset.target,
                None,
                said.end,
                evident=False,
            )
            for said in (first, second)
        )
        return one, two

    def _closes(self, end: int) -> bool:
        """Whether the two are all: a third part would take its turn too."""
        after = self.tokens[end]
        if after.kind in _BETWEEN and entry_at(self.tokens, end + 1, self.reader) is not None:
            return False
        return after.kind in SEPARATORS or after.kind in ("end", "with")

    def _part(self, entry: Entry) -> Draft:
        part = Draft(self.i, "slash")
        part.distance, part.duration = entry.size
        part.target = entry.target
        if entry.effort is not None:
            part.set_effort(entry.effort, paced=entry.paced)
        part.end = entry.end
        return part


def _rounds(run: Draft, sizes: tuple[Range | None, Range | None]) -> Range | None:
    """How many rounds of both parts the run is; ``None`` where they do not fill it."""
    whole = run.distance or run.duration
    if whole is None or any(size is None or not size.is_exact for size in sizes):
        return None
    both = sum(size.lo for size in sizes if size is not None)
    rounds = [length / both for length in (whole.lo, whole.hi)]
    # on the track a mile has four laps
    miss = _LONGER_THAN_LAPS if run.unit == "mi" else 0.0
    exact = all(
        abs(each - round(each)) < _TOLERANCE + miss * each and 1 <= round(each) <= _MOST_ROUNDS for each in rounds
    )
    return Range(float(round(rounds[0])), float(round(rounds[1]))) if exact else None
