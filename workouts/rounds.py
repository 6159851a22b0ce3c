"""What no sign for "times" counts: "4(3 min hard, 2 min easy)", "five 400s", "six 90-second hills"."""

from __future__ import annotations

from typing import Final

from workouts import amounts
from workouts.amounts import Amount
from workouts.counts import Counts
from workouts.drafts import Draft
from workouts.numbers import TRACK_M
from workouts.tokens import is_repetitions
from workouts.workout import Range

# Nobody runs more rounds or repetitions than this.
_MOST_ROUNDS: Final = 40
# The longest bracket that is looked through for what a number before it counts, in tokens.
_LONGEST_BRACKET: Final = 40
# What parts the phases of a round.
_PARTS: Final = frozenset({"comma", "semicolon", "slash", "plus", "with", "and", "then"})
# What joins parts that are repeated together, and what parts only the lighter phase from the harder one.
LISTED: Final = frozenset({"comma", "and", "dash"})
_PHASES: Final = frozenset({"dot", "then", "plus", "semicolon", "run_on"})
# How the sum of the parts may be meant by the bare number before them: "10(5 km easy, 5 km steady)".
_AS_TOTALS_M: Final = (1000.0, amounts.MILE_M)


# The least distance that a number in words counts without another word: "five 400 m".
_LEAST_COUNTED_M: Final = 100
# More characters than a count has in figures: it is written as a word.
_LONGEST_FIGURES: Final = 2


class Rounds(Counts):
    """Rounds and repetitions without a sign."""

    __slots__ = ()

    def repeat(self, depth: int) -> bool:
        """ "…, repeat 8 times": all parts since the sentence began; "repeat 4 times: …": what stands behind."""
        found = self._how_often(self.i + 1)
        if found is None:
            return False
        reps, j = found
        kind = self.tokens[j].kind
        if self.draft.is_empty and kind == "colon" and self._opens_rounds():
            return self._rounds_of_line(reps, j, depth)
        ahead = kind in ("num", "clock", "run", "jog", "walk") or (kind == "open" and self._holds_a_round(j + 1, reps))
        if self.draft.is_empty and ahead:
            return self.read_to(self.i + 1)  # "repeat 6 x 400 m", "repeat 6 x (…)"
        if kind in ("num", "clock", "unit"):
            return False
        if self.draft.is_part and not self.draft.alternatives:
            self.split()  # "2 min run, 1 min walk repeated 8 times"
        return self._repeat_parts(reps, j)

    def _how_often(self, i: int) -> tuple[Range, int] | None:
        """ "4 times", "4 x", "x 4"."""
        if self.tokens[i].kind == "times":
            found = amounts.plain_range(self.tokens, i + 1)
            within = found is not None and 1 <= found[0].lo <= found[0].hi <= _MOST_ROUNDS
            return found if within else None
        return amounts.count(self.tokens, i)

    def _repeat_parts(self, reps: Range, end: int) -> bool:
        """Make rounds of the parts since the sentence began."""
        count = 0
        while count < len(self.drafts) and self.drafts[-1 - count].is_part:
            count += 1
            part = self.drafts[-count]
            lighter = count == 1 and part.joint in _PHASES and part.is_light  # "Run 5 min. Walk 1 min."
            if part.joint not in LISTED and not lighter:
                break
        if not count or not self.draft.is_empty or self.broken:
            return False
        group = Draft(self.drafts[-count].first, self.drafts[-count].joint)
        group.children, group.reps = self.drafts[-count:], reps
        del self.drafts[-count:]
        self.draft = self.leaf = group
        return self.read_to(end)

    def tied_rounds(self, depth: int) -> bool:
        """ "4(3 min hard, 2 min easy)", "2(4 x 200)": a number right before a bracket that holds a whole round."""
        if "open" not in self.kinds or self.leaf.reps is not None or self.leaf.exercise:
            return False
        if self.i > self.draft.first and self.tokens[self.i - 1].kind == "word":
            return False  # "Week 3(10 km, 12 km)"
        found = amounts.plain_range(self.tokens, self.i)
        if found is None or not 2 <= found[0].lo <= found[0].hi <= _MOST_ROUNDS:
            return False
        reps, opening = found
        if self.tokens[opening].kind != "open" or self.tokens[opening].gap:
            return False
        if not self._holds_a_round(opening + 1, reps):
            return False
        if self._is_filled():
            self.split()
        self.read_to(opening)
        return self.group(reps, depth)

    def _holds_a_round(self, i: int, reps: Range) -> bool:
        """Whether the bracket lists two amounts or more, or repetitions, that do not add up to the number before."""
        parts: list[Amount] = []
        counted = parted = False
        j = i
        while (kind := self.tokens[j].kind) not in ("close", "open", "newline", "end") and j < i + _LONGEST_BRACKET:
            if kind in ("num", "clock") and amounts.count(self.tokens, j) is not None:
                counted = True
            part = self._part_at(j)
            if part is not None:
                parts.append(part)
            parted = parted or (kind in _PARTS and len(parts) == 1)
            j = j + 1 if part is None else part.end
        if self.tokens[j].kind != "close":
            return False
        return counted or (parted and len(parts) > 1 and not _is_sum(parts, reps))

    def _part_at(self, j: int) -> Amount | None:
        """How far or how long a part of a round is; not the distance that a pace is named by."""
        token = self.tokens[j]
        if token.kind not in ("num", "clock") or self.tokens[j - 1].kind == "at":
            return None
        found = self.reader.amount(self.tokens, j, repeated=True)
        if found is None and self._is_track_distance(j):
            return Amount("distance_m", Range.exactly(token.value), j + 1, "bare")
        return found if isinstance(found, Amount) else None

    def counted_sizes(self) -> bool:
        """ "six 400 m repeats", "five 200's", "8 20-second strides", "four 300 m"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None or not 2 <= found[0].lo <= found[0].hi <= _MOST_ROUNDS or not self._may_count():
            return False
        reps, j = found
        size = self._counted_size(j) if self.tokens[j].kind == "num" else None
        if size is None:
            return False
        if self.leaf.reps is not None:
            self._nest(self.leaf.reps)  # "3 x six 200s"
        self.leaf.reps = reps
        self.read_to(j)
        return self.set_amount(size)

    def _may_count(self) -> bool:
        """Whether nothing is said of the step yet, or only that it comes in sets: "2 sets of six 200s"."""
        if self.draft.is_empty or self.leaf is self.draft:
            return self.draft.is_empty or (self.tokens[self.i - 1].kind == "times" and not self.draft.has_amount)
        return self.leaf.is_empty and self.leaf.first == self.i

    def _counted_size(self, j: int) -> Amount | None:
        """What stands at ``j``, if it can only be the size of what the number before it counts."""
        size = self.reader.amount(self.tokens, j, repeated=True)
        if not isinstance(size, Amount):
            return None
        unit, after = self.tokens[size.end - 1], self.tokens[size.end]
        if size.unit in ("s", "k") and not unit.gap and size.value.is_exact and self.tokens[size.end - 2].kind == "num":
            if size.unit == "k" and unit.end - unit.start > 1:  # "five 1ks"
                return size
            if size.unit == "s" and size.value.lo in TRACK_M:  # "five 200's", "4 400s"
                return Amount("distance_m", size.value, size.end, "bare")
        if (
            is_repetitions(after)
            or self.is_countable(size.end)
            or (after.kind == "effort" and after.value[2] == "sprint")
        ):
            return size
        if self.tokens[j + 1].kind == "dash" and not self.tokens[j + 1].gap:  # "three 10-minute tempo runs"
            return size
        counted = self.tokens[j - 1]
        in_words = counted.end - counted.start > _LONGEST_FIGURES
        return size if in_words and size.unit in ("m", "metre") and size.value.lo >= _LEAST_COUNTED_M else None


def _is_sum(parts: list[Amount], reps: Range) -> bool:
    """Whether the number may be the kilometres or miles that the parts come to; minutes are never bare."""
    if any(part.dimension != "distance_m" for part in parts):
        return False
    whole = sum(part.value.hi for part in parts)
    return any(abs(whole - reps.hi * unit) < 1 for unit in _AS_TOTALS_M)
