"""A legend behind a list: "2 mi/1 mi/2 mi - 2 mi @ HM, 1 mi @ 10k", "4 x (600 m, 300 m), 600s at 5k, 300s at mile".

It comes back to amounts of the list and says how hard each of them is; it is nothing more to do. ``find`` looks ahead
over so many tokens at most and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts import efforts, targets
from workouts.amounts import Amount, Reader
from workouts.divisions import Divisions
from workouts.drafts import Draft
from workouts.marks import SEPARATORS
from workouts.numbers import PLURAL_M, TRACK_M
from workouts.recoveries import IN
from workouts.targets import figures, of_clock, of_seconds
from workouts.tokens import Token, is_repetitions
from workouts.workout import Effort, Range, Target

_MOST_ENTRIES: Final = 6
# A list of more parts is no longer looked back over.
_LONGEST_PART: Final = 16
_BEFORE: Final = frozenset({"article", "filler"})
_LINKS: Final = frozenset({"at", "dash", "colon", "open"})
_PARTS_ENTRIES: Final = frozenset({"comma", "semicolon", "slash", "and"})
# Behind these signs stands what explains the list; behind others it would be a part of the session.
_APART: Final = frozenset({"dash", "colon", "semicolon", "dot", "open"})
# Behind these, amounts of the list that are not explained as a legend must be can be nothing that is known.
_EXPLAINING: Final = frozenset({"dash", "colon", "open"})

_EASY: Final = Effort.exactly("easy")

_Size = tuple[Range | None, Range | None]
_HowHard = tuple[Effort | None, bool, Target | None, Range | None, int]


class Entry(NamedTuple):
    """How hard one amount is, up to token ``end``.

    ``clock``: in which time, or at which pace; ``in_seconds``: that it was given as bare seconds; ``evident``: its form
    is that of no step ("600s at 5k", "3k = HM").
    """

    size: _Size
    effort: Effort | None
    paced: bool
    target: Target | None
    clock: Range | None
    end: int
    evident: bool
    in_seconds: bool = False


def find(tokens: Sequence[Token], i: int, reader: Reader) -> list[Entry]:
    """The entries of the legend that begins at ``i``; none where what follows them belongs to the last one."""
    entries: list[Entry] = []
    j = k = i
    while len(entries) < _MOST_ENTRIES and (entry := entry_at(tokens, k, reader)) is not None:
        entries.append(entry)
        j = entry.end
        if tokens[j].kind not in _PARTS_ENTRIES:
            break
        k = j + 2 if tokens[j + 1].kind == "and" else j + 1
    if not entries:
        return []
    after = tokens[j]
    if after.kind in ("dash", "plus") and not tokens[j + 1].gap:
        return []  # an offset of nobody knows what
    return entries if after.kind in SEPARATORS or after.kind in ("end", "with") else []


def entry_at(tokens: Sequence[Token], i: int, reader: Reader) -> Entry | None:
    """The amount at ``i`` with how hard it is: "the 600s at 5k", "3k = HM", "1 km easy"."""
    while tokens[i].kind in _BEFORE and tokens[i - 1].kind not in _BEFORE:
        i += 1
    found = _amount(tokens, i, reader)
    if found is None:
        return None
    size, j, evident = found
    link = tokens[j]
    if link.kind == "unknown" and link.value == "=":
        evident = True
    elif link.kind in ("effort", "jog"):
        j -= 1  # "3 min hard, 1 min jog": nothing leads to it
    elif link.kind not in _LINKS and not (link.kind == "with" and link.value in IN):
        return None
    said = _how_hard(tokens, j + 1)
    if said is None:
        return None
    effort, paced, target, clock, end = said
    if link.kind == "open":
        if tokens[end].kind != "close":
            return None
        end += 1
    return Entry(size, effort, paced, target, clock, end, evident, in_seconds=tokens[j + 1].kind == "num")


def _amount(tokens: Sequence[Token], i: int, reader: Reader) -> tuple[_Size, int, bool] | None:
    """One amount, or the plural of it ("600s", "1k's", "the 1 km reps"), and whether it is that."""
    if tokens[i].kind != "num":
        return None
    found = reader.amount(tokens, i, repeated=True)
    plural = False
    if found is None and tokens[i].value in TRACK_M:
        found = Amount("distance_m", Range.exactly(tokens[i].value), i + 1, "bare")
    if not isinstance(found, Amount):
        return None
    end = found.end
    if found.unit == "s" and found.value.lo in PLURAL_M and not tokens[end - 1].gap:
        found, plural = found._replace(dimension="distance_m"), True
    elif tokens[end].kind == "unit" and tokens[end].value[2] == "s" and tokens[end].start == tokens[end - 1].end + 1:
        end, plural = end + 1, True  # "1k's": the sign itself is no token
    if is_repetitions(tokens[end]):
        end, plural = end + 1, True
    by_distance = found.dimension == "distance_m"
    return ((found.value, None) if by_distance else (None, found.value)), end, plural


def _how_hard(tokens: Sequence[Token], i: int) -> tuple[Effort | None, bool, Target | None, Range | None, int] | None:
    if (aim := targets.find(tokens, i)) is not None:
        return None, False, aim.target, None, aim.end
    if tokens[i].kind == "clock":
        found = figures(tokens, i, "clock")
        return None if found is None else (None, False, None, *found)
    if tokens[i].kind == "jog":
        return _EASY, False, None, None, i + 1
    if tokens[i].kind == "daniels":
        return tokens[i].value, True, None, None, i + 1 + (tokens[i + 1].kind == "pace_word")
    said = efforts.progression(tokens, i, context=True)
    if said is None:
        return _seconds(tokens, i)
    if said.loose:
        return None
    offset = said.offsets[0]
    return said.overall, said.paced, None if offset is None else offset.target, None, said.end


def _seconds(tokens: Sequence[Token], i: int) -> _HowHard | None:
    """ "400 m in 75", "200s in 36 s"."""
    found = figures(tokens, i)
    if found is None:
        return None
    end = found[1] + (tokens[found[1]].kind == "unit" and tokens[found[1]].value[2] in ("s", '"'))
    return None, False, None, found[0], end


class Legends(Divisions):
    """What says how hard the parts of a list are."""

    __slots__ = ()

    def legend(self) -> bool:
        """Whether a legend begins here: then the parts of the list before it have their efforts now."""
        whole = self._list_before()
        entries = [] if whole is None else find(self.tokens, self.i, self.reader)
        if whole is None or not entries:
            return False
        steps = [step for step in (self._listed() if whole.children is None else whole.leaves()) if _is_open(step)]
        sizes = {(step.distance, step.duration) for step in steps}
        if entries[0].size not in sizes or any(step.effort or step.target for step in steps):
            return False
        joint = "run_on" if whole is self.draft else self.draft.joint
        told = _in_agreement(entries)
        complete = told.keys() == sizes and (whole.children is not None or self._comes_back(steps, entries))
        meant = told.keys() <= sizes and self._is_meant(entries, joint, complete=complete)
        if meant and self._explain(steps, told):
            return self._end_legend(entries[-1].end, behind=whole is self.draft)
        if joint in _EXPLAINING and whole.children is not None and len(entries) > 1:
            self.draft.spoilt = True
            return self.leave_sentence()
        return False

    def _comes_back(self, steps: Sequence[Draft], entries: Sequence[Entry]) -> bool:
        """Whether parts that are no one list could hardly be run once more: "3 x 1 km, 4 x 200 m - 1 km @ 10k, …"."""
        if all(step.reps is not None for step in steps):
            return True
        return self.draft.joint in _EXPLAINING and len(steps) > len(entries)

    def _list_before(self) -> Draft | None:
        """What a legend here would explain: the bracket that ends here, or the part before this segment."""
        draft = self.draft
        if draft.children is not None and self.leaf is draft and self.tokens[self.i - 1].kind in ("close", "article"):
            return draft
        return self._open_draft() if draft.is_empty else None

    def _is_meant(self, entries: Sequence[Entry], joint: str, *, complete: bool) -> bool:
        """Whether what is said can be nothing more to do; ``complete``: it comes back to all that the list holds."""
        evident = [entry.evident for entry in entries]
        if all(evident) or (complete and any(evident)):
            return True
        bracket = joint == "open" and self.tokens[entries[-1].end].kind == "close" and len(entries) > 1
        return bracket or (complete and len(entries) > 1 and joint in _APART)

    def _listed(self) -> list[Draft]:
        """The steps of the list that stands before, part by part."""
        steps: list[Draft] = []
        for part in reversed(self.drafts[-_LONGEST_PART:]):
            leaves = part.leaves()
            if part.role is not None or not all(leaf.has_amount and leaf.effort is None for leaf in leaves):
                break
            steps += leaves
            if part.joint not in ("comma", "plus", "dash", "and"):
                break
        return steps

    def _explain(self, steps: Sequence[Draft], entries: dict[_Size, Entry]) -> bool:
        """Give the steps what is said of their amounts; nothing where a time can be neither pace nor time of one."""
        said: list[tuple[Draft, Entry, Target | None]] = []
        for step in steps:
            entry = entries.get((step.distance, step.duration))
            if entry is None:
                continue
            target = entry.target
            if entry.clock is not None:
                target = self._target_of_clock(entry.clock, step, in_seconds=entry.in_seconds)
                if target is None:
                    return False
            said.append((step, entry, target))
        for step, entry, target in said:
            if entry.effort is not None:
                step.set_effort(entry.effort, paced=entry.paced, target=target)
            step.target = target
            step.described = True
        return bool(said)

    def _target_of_clock(self, clock: Range, step: Draft, *, in_seconds: bool) -> Target | None:
        if in_seconds:
            return None if step.distance is None else of_seconds(clock, step.distance)
        return of_clock(clock, step.distance, system=self._system(step))

    def _end_legend(self, end: int, *, behind: bool) -> bool:
        self.read_to(end)
        if not behind:
            self.paused = True
            self.draft.first = end  # what follows may come to nothing; this does not
        return True


def _is_open(step: Draft) -> bool:
    """Whether it is run, and no word for a jog says how."""
    return step.activity in (None, "run") and step.default_effort is None


def _in_agreement(entries: Sequence[Entry]) -> dict[_Size, Entry]:
    """The entries by their amounts; none where one amount is said to be two things."""
    found: dict[_Size, Entry] = {}
    for entry in entries:
        other = found.setdefault(entry.size, entry)
        if (other.effort, other.target, other.clock) != (entry.effort, entry.target, entry.clock):
            return {}
    return found
