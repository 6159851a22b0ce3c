"""Numbers in a list that have their unit in common: "4/3/2/1 mi", "1-2-3-2-1 min", "200, 400, 600", "10 + 20 min"."""

from __future__ import annotations

from typing import Final, NamedTuple

from workouts import efforts
from workouts.amounts import BARE_METRES_FROM, MILE_M, Amount
from workouts.drafts import Draft
from workouts.numbers import TRACK_M, Numbers
from workouts.workout import Range

# Longer lists of numbers are no session.
_LONGEST_LIST: Final = 16
# The longest part of a ladder, in kilometres or miles.
_LONGEST_OF_LIST: Final = 10
_SHORTEST_OF_LIST_M: Final = 1000.0
_Unit = tuple[str, float, str]
_MILES: Final[_Unit] = ("distance", MILE_M, "mi")
# Numbers between these signs are a list from three on: two may be a range, or half of something.
_LADDER_SIGNS: Final = frozenset({"comma", "slash", "dash"})
_SHORTEST_LADDER: Final = 3
# Between these, two are a list already.
_ADDING: Final = frozenset({"plus", "and"})
_SHORTEST_SUM: Final = 2
_IN_ROUNDS: Final = frozenset({"slash", "dash"})
_LIST_SIGNS: Final = _LADDER_SIGNS | _ADDING
# Numbers that differ as much or more are hardly measured in one unit: "5 + 400 m".
_MOST_UNLIKE: Final = 10
_MOST_CHOICES: Final = 4
# What is no longer may come between repetitions.
_LONGEST_BETWEEN_M: Final = 800.0
_LONGEST_BETWEEN_S: Final = 300.0
_BETWEEN_WORDS: Final = frozenset({"rest", "recovery", "standing", "float", "off", "jog", "walk", "back"})
# Before two numbers that are the ends of a range.
_BEFORE_A_RANGE: Final = frozenset({"between", "from"})
# What a number with a unit may be by itself, beside a number of something else.
_OF_ITS_OWN: Final = frozenset({
    "times", "rest", "recovery", "standing", "float", "off", "jog", "walk", "role", "plus", "exercise", "back",
    "strides",
})  # fmt: skip
# What a word for a list may stand before: "Ladder: 200-400-200", "ladder of 1-2-1 min".
_INTRODUCES: Final = frozenset({"colon", "dash", "filler"})
# What says how hard behind a list.
_HOW_HARD: Final = frozenset({"effort", "at", "daniels"})


class _List(NamedTuple):
    """The numbers of a list; ``last`` is the last of them with the unit of all."""

    numbers: list[float]
    last: Amount


class Ladders(Numbers):
    """Lists of numbers."""

    __slots__ = ()

    def shared_unit(self) -> bool:
        """ "1, 2, 3 min", "4/3/2/1 mi", "10 + 20 min", "Fartlek 3-2-1 min": numbers with the unit of the last one."""
        if self._unit_behind_or():
            return True
        sign = self.tokens[self.i + 1].kind
        title = self._title()
        if sign not in _LIST_SIGNS or not (self._awaits_list(sign) or title):
            return False
        numbers, end = self._numbers(sign)
        if len(numbers) > 1 and numbers[-1] not in TRACK_M and TRACK_M.issuperset(numbers[:-1]):
            numbers, end = numbers[:-1], end - 2  # "400, 200, 4 min rest"
        added = sign in _ADDING or self.tokens[end - 2].kind in _ADDING
        laps = self.draft.open_set and sign == "comma" and TRACK_M.issuperset(numbers)  # "3 sets of 400, 200"
        if len(numbers) < (_SHORTEST_SUM if added or laps else _SHORTEST_LADDER):
            return False
        last = self._last(numbers, end, sign)
        if last is None or (title is not None and title.effort and self.tokens[last.end].kind in _HOW_HARD):
            return self.skip_to(end) if sign == "slash" and title is None else False
        if (added or laps) and not self._is_sum(numbers, last):
            return False
        self._fill(_List(numbers, last), title)
        return True

    def _may_come_between(self, found: Amount) -> bool:
        """ "6 x 400 m, 2 or 3 min jog", "… 200 or 400 m easy": what is so short may be a recovery."""
        before = self._open_draft()
        if before is None or not before.repeats:
            return False
        longest = _LONGEST_BETWEEN_M if found.dimension == "distance_m" else _LONGEST_BETWEEN_S
        return found.value.hi <= longest or self.tokens[found.end].kind in _BETWEEN_WORDS

    def _awaits_list(self, sign: str) -> bool:
        """Whether nothing was read of the step yet, or only how often it is done: "2 sets of …", "3 x 3/2/1 min"."""
        leaf = self.leaf
        if leaf is not self.draft:
            return self.draft.open_set and self.draft.children == [leaf] and leaf.is_empty
        counted = leaf.reps is not None and leaf.children is None and not leaf.has_amount
        return leaf.is_empty or (counted and self.tokens[self.i - 1].kind == "times" and sign in _IN_ROUNDS)

    def _title(self) -> Draft | None:
        """The word before a list that is said of all of it: "Fartlek 3-2-1 min", "2 x tempo of 10 + 15 min"."""
        draft = self.draft
        named = draft.alone or draft.effort_noun or draft.uphill
        counted = draft.reps is not None and self.tokens[self.i - 1].kind != "filler"
        if not named or counted or draft.children is not None or draft.has_amount:
            return None
        own = draft.role is None and draft.exercise is None and draft.activity in (None, "run")
        return draft if own else None

    def _numbers(self, sign: str) -> tuple[list[float], int]:
        """The numbers between signs of one kind, "and" before the last of those between commas; and their end."""
        numbers = [self.tokens[self.i].value]
        j = self.i + 1
        while self.tokens[j].kind == sign and self.tokens[j + 1].kind == "num" and len(numbers) < _LONGEST_LIST:
            numbers.append(self.tokens[j + 1].value)
            j += 2
        if sign == "comma" and self.tokens[j].kind == sign and self.tokens[j + 1].kind == "and":
            j += 1  # "5, 10, and 15 min"
        if sign == "comma" and self.tokens[j].kind == "and" and self.tokens[j + 1].kind == "num":
            numbers.append(self.tokens[j + 1].value)
            j += 2
        return numbers, j

    def _is_sum(self, numbers: list[float], last: Amount) -> bool:
        """Whether parts are added that have no name of their own: not "between 10 and 20 min", "5 + 3 min jog"."""
        before, after = self.tokens[self.i - 1].kind if self.i else "start", self.tokens[last.end].kind
        alike = max(numbers) < _MOST_UNLIKE * min(numbers)
        return alike and before not in _BEFORE_A_RANGE and after not in _OF_ITS_OWN

    def _unit_behind_or(self) -> bool:
        """ "5 or 6 km", "3000 or 5000 m": the number before "or" is measured in what the one behind it is."""
        if self.tokens[self.i + 1].kind != "or" or self.leaf.has_amount or self.draft.repeats:
            return False
        j, most = self.i, self.i + 2 * _MOST_CHOICES
        while self.tokens[j + 1].kind == "or" and self.tokens[j + 2].kind == "num" and j < most:
            j += 2
        last = self.reader.amount(self.tokens, j)
        if j == self.i or not isinstance(last, Amount) or last.end > j + 2 or self.tokens[last.end].kind == "times":
            return False
        if self.tokens[self.i - 1].kind in _BEFORE_A_RANGE and self.i:
            return False
        number, other = self.tokens[self.i].value, self.tokens[j].value
        if not number or max(number, other) >= _MOST_UNLIKE * min(number, other):
            return False
        value = Range.exactly(round(number * last.value.lo / other, 3))
        if self._may_come_between(last):
            return False
        self.set_amount(Amount(last.dimension, value, self.i + 1, last.unit))
        self.leaf.shares_unit = True
        return True

    def _last(self, numbers: list[float], end: int, sign: str) -> Amount | None:
        """The last of the numbers with its unit: its own, that of the track, or that of the line."""
        found = self.reader.amount(self.tokens, end - 1)
        if found is None and all(number in TRACK_M for number in numbers):
            return Amount("distance_m", Range.exactly(numbers[-1]), end, "bare")
        if found is None and sign == "slash":
            found = self._in_unit_of_line(numbers, end)
        if not isinstance(found, Amount) or found.end > end + 1 or not found.value.is_exact:
            return None
        return found

    def _fill(self, found: _List, title: Draft | None) -> None:
        """Make a list of the numbers, under the title that was read before them."""
        if title is not None:
            self.draft = self.leaf = Draft(title.first, title.joint)
            self.draft.reps = title.reps
        numbers, last = found
        factor = last.value.lo / numbers[-1]
        for index, number in enumerate(numbers):
            if index:
                self._alternate()
            self.set_amount(Amount(last.dimension, Range.exactly(round(number * factor, 3)), self.i + 1, last.unit))
            self.read_to(last.end if index == len(numbers) - 1 else self._next_number())
        for part in self.draft.leaves():
            part.shares_unit = True
        if title is not None:
            title.end = self.i
            self.draft.take(title)
            self.leaf.sure = True

    def spoken_of(self) -> list[Draft]:
        """The steps that a word here names: all of a list with one unit ("5/3/5 min jog"), else the last."""
        leaf = self.leaf
        if leaf is self.draft or not leaf.shares_unit or leaf.end != self.i or leaf.described:
            return [leaf]
        return self.draft.leaves()

    def _next_number(self) -> int:
        """The index of the next number of a list."""
        j = self.i + 1
        while self.tokens[j].kind != "num":
            j += 1
        return j

    def _in_unit_of_line(self, numbers: list[float], end: int) -> Amount | None:
        """ "5 mi easy + 4/3/2/1 @ MP": the last of a list of race-paced parts, where all is measured in one unit."""
        units = {
            unit
            for unit, first in self._measures().items()
            if first < self.i or (unit[0] == "distance" and unit[1] >= _SHORTEST_OF_LIST_M)
        }
        if not units and self.reader.bare_m == "miles":
            units = {_MILES}
        if len(units) != 1 or not all(1 <= number <= _LONGEST_OF_LIST for number in numbers):
            return None
        _, factor, name = units.pop()
        sign = self.tokens[end].kind
        found = efforts.find(self.tokens, end + 1, context=True) if sign in ("at", "dash") else None
        if factor < _SHORTEST_OF_LIST_M or found is None or not found.paced:
            return None
        return Amount("distance_m", Range.exactly(numbers[-1] * factor), end, name)

    def _measures(self) -> dict[_Unit, int]:
        """The units that tell in what the parts of a ladder are measured, each with where it first stands."""
        if self.measures is None:
            self.measures = {}
            for index, token in enumerate(self.tokens):
                if token.kind == "unit" and (unit := self._measure(index, token.value)) is not None:
                    self.measures.setdefault(unit, index)
        return self.measures

    def _measure(self, index: int, unit: _Unit) -> _Unit | None:
        if unit[0] == "mass" or unit[2] == "k":  # "10k" is a pace here
            return None
        if unit[2] == "m" and self.reader.bare_m == "miles":  # "4 m easy", but not "float 800 m"
            before = self.tokens[index - 1]
            return _MILES if before.kind == "num" and before.value < BARE_METRES_FROM else None
        return unit

    def ladder_word(self, _depth: int) -> bool:
        """ "Ladder: 200-400-200", "1-2-3-2-1 min pyramid": it says no more than the list that it stands by."""
        if self.leaf is not self.draft and self.leaf.end == self.i:
            return self.read_to(self.i + 1)
        begins = self.i == self.draft.first
        if not (begins or self._title() is not None) or not self._is_before_ladder():
            self.tokens[self.i].kind = "word"
            return False
        return self.introduce() if begins else self.read_to(self.i + 1)

    def _is_before_ladder(self) -> bool:
        """Whether so many numbers between signs of one kind follow that no range and no other drill is meant."""
        j = self.i + 1
        while self.tokens[j].kind in _INTRODUCES and j < self.i + 3:
            j += 1
        signs = set()
        for rung in range(_SHORTEST_LADDER):
            if rung:
                signs.add(self.tokens[j].kind)
                j += 1
            if len(signs) > 1 or not signs <= _LADDER_SIGNS or self.tokens[j].kind != "num":
                return False
            j += 1 + (self.tokens[j + 1].kind == "unit")
        return True
