"""The grammar of sessions: recursive descent over tokens, into drafts of steps.

A session is segments between commas, plus signs, dashes, brackets and line ends. A segment fills one draft; when it
ends, it is a step of its own, or says more about the step before it ("6 x 200 m, hard"), or was not understood and
leaves its words unread. Every method moves forward or looks ahead a bounded number of tokens: reading is linear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from workouts import amounts, efforts, loads, recoveries
from workouts.amounts import Amount, Doubt, Reader
from workouts.drafts import STRIDES, Draft
from workouts.exercises import Exercise
from workouts.tokens import Token
from workouts.workout import Effort, Load, Range, Repeat, Span, Step

EASY: Final = Effort.exactly("easy")
MAXIMAL: Final = Effort.exactly("maximal")

SEPARATORS: Final = frozenset(
    {"comma", "semicolon", "plus", "then", "and", "dot", "newline", "dash", "colon", "bar", "open", "close", "half_day"}
)
# Signs and function words: they carry no meaning of their own and are never shown as unread.
FILLERS: Final = SEPARATORS | {
    "filler",
    "article",
    "with",
    "at",
    "slash",
    "arrow",
    "to",
    "end",
    "each",
    "heft",
    "break",
} - {"half_day"}
# Joints over which a modifier still speaks of the step before.
_SOFT: Final = frozenset({"comma", "dash", "open", "close", "dot", "bar", "and", "slash", "run_on", "colon"})
# Joints over which an amount completes a session named before it: "Long run. 18 km", "Race (10 km)".
_COMPLETES: Final = frozenset({"dash", "open", "colon", "dot", "bar", "comma"})
_DEEPEST: Final = 4
# Bare numbers that are track distances after "N x".
_TRACK_M: Final = frozenset(range(100, 2001, 50)) | {2400, 3000, 3200, 4000, 5000}
# A jog or walk after repetitions is a recovery up to here, else a part of its own ("6 x 400, 10 min jog").
_LONGEST_WEAK_S: Final = 300.0
_LONGEST_WEAK_M: Final = 800.0
_EASY_M_TO: Final = 200.0
_STEEPEST_PERCENT: Final = 45


class Grammar:
    """One reading: the tokens, what of them was understood, and the doubts met on the way."""

    def __init__(self, tokens: list[Token], reader: Reader) -> None:
        self.tokens = tokens
        self.reader = reader
        self.i = 0
        self.understood = bytearray(len(tokens))
        self.doubts: list[tuple[int, int, str]] = []
        self.drafts: list[Draft] = []
        self.draft = self.leaf = Draft(0, "start")
        self.separator = 0
        self.label: Draft | None = None

    # What came out

    def workout(self) -> tuple[Step | Repeat, ...]:
        """Read everything; the steps in order."""
        drafts = self._items(0)
        return tuple(draft.build(self.tokens) for draft in drafts)

    def unread(self) -> list[tuple[int, int]]:
        """Positions in the text that were not understood; words that touch are one stretch."""
        spans: list[tuple[int, int]] = []
        for index, token in enumerate(self.tokens):
            if self.understood[index] or token.kind in FILLERS:
                continue
            if spans and spans[-1][1] == token.start:
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
        return spans

    # Marks

    def _read_to(self, end: int) -> bool:
        for index in range(self.i, end):
            self.understood[index] = 1
        self.i = end
        self.draft.end = end
        if self.leaf is not self.draft:
            self.leaf.end = end
        return True

    def _forget(self, first: int, end: int) -> None:
        for index in range(first, end):
            self.understood[index] = 0

    def _all_read(self, first: int, end: int) -> bool:
        return all(self.understood[index] or self.tokens[index].kind in FILLERS for index in range(first, end))

    def _doubt(self, doubt: Doubt) -> bool:
        self.doubts.append((self.tokens[self.i].start, self.tokens[doubt.end - 1].end, doubt.about))
        self.i = doubt.end
        return True

    def _aside(self) -> bool:
        """The rest of the segment speaks of something else: leave it unread."""
        while self.tokens[self.i].kind not in SEPARATORS and self.tokens[self.i].kind != "end":
            self.i += 1
        return True

    # Segments

    def _items(self, depth: int) -> list[Draft]:
        outer = self.drafts, self.draft, self.leaf
        self.drafts = []
        joint = "start"
        while True:
            token = self.tokens[self.i]
            kind = token.kind
            if kind == "end" or (kind == "close" and depth):
                break
            if kind in SEPARATORS:
                joint = self._joint(joint, kind)
                self.separator = self.i
                self.understood[self.i] = 1
                self.i += 1
                continue
            self._segment(joint, depth)
            joint = "run_on"
        drafts = self.drafts
        self.drafts, self.draft, self.leaf = outer
        return drafts

    @staticmethod
    def _joint(before: str, kind: str) -> str:
        """The stronger of two separators in a row."""
        if before in ("start", "run_on"):
            return before if before == "start" and kind in ("dash", "dot") else kind
        if kind in ("newline", "then", "semicolon", "open", "plus"):
            return kind
        return before

    def _segment(self, joint: str, depth: int) -> None:
        self._begin(joint)
        while True:
            token = self.tokens[self.i]
            if token.kind == "end":
                break
            if token.kind in SEPARATORS and not self._inner_dash():
                break
            handler = self.HANDLERS.get(token.kind)
            if handler is None or not handler(self, depth):
                self.i += 1
        self._close()

    def _inner_dash(self) -> bool:
        """A hyphen inside words that are not known together ("pre-race")."""
        token = self.tokens[self.i]
        if token.kind != "dash" or token.gap or self.tokens[self.i + 1].gap:
            return False
        return self.i > 0 and self.tokens[self.i - 1].kind == "word" and self.tokens[self.i + 1].kind == "word"

    def _begin(self, joint: str) -> None:
        self.draft = self.leaf = Draft(self.i, joint)
        if self.label is not None:
            self.draft.role = self.label.role
            self.draft.activity = self.label.activity
            self.draft.exercise = self.label.exercise
            if self.label.role is not None:
                self.label = None

    def _split(self) -> None:
        """What follows is another step, though no sign parts it from this one."""
        self._close()
        self._begin("run_on")

    def _close(self) -> None:
        """Decide what the segment was."""
        draft = self.draft
        first, end = draft.first, self.i
        if draft.is_empty:
            return
        self._settle(draft)
        clean = self._all_read(first, end)
        before = self.drafts[-1] if self.drafts else None
        if draft.is_modifier:
            if clean and before is not None and draft.joint in _SOFT and before.takes(draft):
                self._widen_load(draft)
                before.take(draft)
                return
            if not (clean and draft.noun):
                self._forget(first, end)
                return
        if draft.is_plain_amount and not self._stands_alone(draft, before, clean=clean):
            return
        if not (draft.has_amount or draft.repeats) and not (clean and draft.noun):
            self._forget(first, end)
            return
        self.drafts.append(draft)

    def _stands_alone(self, draft: Draft, before: Draft | None, *, clean: bool) -> bool:
        """Whether an amount without any other word is a step; it may complete the one before, or be doubtful."""
        if before is not None and before.alone and not before.has_amount and draft.joint in _COMPLETES and clean:
            before.distance, before.duration, before.end = draft.distance, draft.duration, draft.end
            return False
        doubtful = before is not None and (
            draft.joint in ("open", "close", "bar", "run_on")
            or (draft.joint == "comma" and before.has_amount and before.role is None and not before.repeats
                and (before.distance is None) != (draft.distance is None))
        )  # fmt: skip
        if not clean or doubtful:
            self._forget(draft.first, self.i)
            return False
        return True

    def _settle(self, draft: Draft) -> None:
        """Second thoughts, once the whole segment is known."""
        for leaf in draft.leaves():
            easy = leaf.effort or leaf.default_effort
            if (
                leaf.unit == "m"
                and leaf.distance is not None
                and leaf.reps is None
                and draft.children is None
                and leaf.distance.hi <= _EASY_M_TO
                and easy is not None
                and easy.hi in ("very_easy", "easy", "steady", "marathon", "threshold")
                and leaf.activity != "walk"
            ):
                leaf.distance = None
                self._forget(draft.first, self.i)

    def _widen_load(self, draft: Draft) -> None:
        """A load in a segment of its own takes the comma or bracket before it along."""
        if draft.load is None or draft.load.span is None or draft.effort or draft.uphill:
            return
        start, end = draft.load.span.start, draft.load.span.end
        if draft.joint == "open":
            if self.tokens[self.i].kind != "close":
                return
            end = self.tokens[self.i].end
        start = self.tokens[self.separator].start
        draft.load = replace(draft.load, span=Span(start, end))

    # Numbers

    def _number(self, depth: int) -> bool:
        return (
            self._count(depth)
            or self._sets(depth)
            or self._recovery()
            or self._load()
            or self._grade()
            or self._effort_list(context=False)
            or self._amount()
            or self._counted_word()
            or self._leave_number()
        )

    def _count(self, depth: int) -> bool:
        """ "6 x", "2 x (", "2 x 3 x": how often what follows is done."""
        found = amounts.count(self.tokens, self.i)
        if found is None:
            return False
        reps, j = found
        kind = self.tokens[j].kind
        if self.leaf.has_amount and self.leaf.reps is None and kind in SEPARATORS - {"open"} | {"end"}:
            self.leaf.reps = reps  # "100 metres 6 to 10 times"
            return self._read_to(j)
        if self.draft.has_amount or self.draft.repeats:
            if self.leaf.repeats and not self.leaf.has_amount and self.leaf.children is None and not self.leaf.exercise:
                return False
            if self.draft.children is None or self.leaf.has_amount:
                self._split()
        self._read_to(j)
        if kind == "open":
            return self._group(reps, depth)
        if amounts.count(self.tokens, j) is not None and self.leaf.children is None:
            self._nest(reps)
            return True
        if self._exercise_sets(reps):
            return True
        self.leaf.reps = reps
        return self._size()

    def _nest(self, reps: Range) -> None:
        child = Draft(self.i, "start")
        self.leaf.reps = reps
        self.leaf.children = [child]
        self.leaf = child

    def _group(self, reps: Range, depth: int) -> bool:
        if depth >= _DEEPEST:
            return True
        self.i += 1
        draft, leaf = self.draft, self.leaf
        separator = self.separator
        children = self._items(depth + 1)
        self.draft, self.leaf, self.separator = draft, leaf, separator
        if self.tokens[self.i].kind == "close":
            self.i += 1
        self.draft.end = self.i
        if not children:
            return True
        leaf.reps, leaf.children = reps, children
        return True

    def _size(self) -> bool:
        """What one repetition is, right after "N x": an amount, a bare track distance, "mile", "K"."""
        token = self.tokens[self.i]
        if token.kind == "unit" and token.value[2] in ("mi", "km", "k"):
            self._set_amount(Amount("distance_m", Range.exactly(token.value[1]), self.i + 1, token.value[2]))
            return True
        if token.kind == "num" and token.value in _TRACK_M and self.tokens[self.i + 1].kind not in (
            "unit", "times", "exercise", "percent", "dash",
        ):  # fmt: skip
            self._set_amount(Amount("distance_m", Range.exactly(token.value), self.i + 1, "bare"))
        return True

    def _exercise_sets(self, reps: Range) -> bool:
        """ "3 x 10 lunges", "3 x 8-10 heavy squats", and after the exercise: "lunges 3 x 10"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None:
            return False
        movements, j = found
        k = j
        while self.tokens[k].kind in ("heft", "each", "filler", "article") and k < j + 3:
            k += 1
        following = self.tokens[k]
        exercise: Exercise | None = following.value if following.kind == "exercise" else None
        if exercise is None:
            if self.tokens[j].kind in ("unit", "times", "percent", "dash", "slash"):
                return False
            return self._sets_of_named(reps, movements, j)
        if exercise.activity in ("cross", "drill") and exercise.name not in ("skips", "wall_drives", "high_knees"):
            return False
        self._nest(reps)
        self.leaf.reps = movements
        self._read_to(k)
        return self._exercise(0)

    def _sets_of_named(self, reps: Range, movements: Range, end: int) -> bool:
        if movements.hi > 100:
            return False
        if self.leaf.exercise and not self.leaf.has_amount and self.leaf.activity in ("strength", "jumps", "balance"):
            name, activity, held = self.leaf.exercise, self.leaf.activity, self.leaf.load
            self.leaf.exercise = self.leaf.load = None
            self._nest(reps)
            self.leaf.exercise, self.leaf.activity, self.leaf.load = name, activity, held
            self.leaf.reps = movements
            return self._read_to(end)
        load = loads.find(self.tokens, end)
        if load is not None and load.load is not None and load.load.implement == "weights" and load.load.kg is not None:
            self._nest(reps)  # "4 x 50 w/ 300 lbs": a set in the gym
            self.leaf.activity, self.leaf.reps, self.leaf.load = "strength", movements, load.load
            return self._read_to(load.end)
        return False

    def _sets(self, depth: int) -> bool:
        """ "3 sets of …", "2-3 sets (…)"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None or self.tokens[found[1]].kind != "sets":
            return False
        reps, j = found
        if not 1 <= reps.lo <= reps.hi <= amounts.MOST_REPS:
            return False
        j += 1
        while self.tokens[j].kind in ("filler", "colon", "times"):
            j += 1
        kind = self.tokens[j].kind
        if kind not in ("open", "num", "clock", "unit") or self.draft.repeats:
            return False
        if self.draft.has_amount:
            self._split()
        self._read_to(j)
        if kind == "open":
            return self._group(reps, depth)
        if not self._exercise_sets(reps):
            self._nest(reps)
            if amounts.count(self.tokens, self.i) is None:
                self._size()
        return True

    def _amount(self) -> bool:
        near = self._metres_near()
        found = self.reader.amount(self.tokens, self.i, repeated=self.leaf.repeats, metres=near)
        if found is None:
            return False
        if isinstance(found, Doubt):
            return self._doubt(found)
        if self._not_ours(found.end):
            self.i = found.end
            return True
        if self.leaf.has_amount or (
            self.leaf.exercise and self.leaf.repeats and self.leaf.children is None and found.unit == '"'
        ):
            return self._another(found)
        if found.unit == "s" and self._is_plural(found):
            return self._doubt(Doubt("plural", found.end))
        return self._set_amount(found)

    def _is_plural(self, found: Amount) -> bool:
        """ "the 400s": not seconds."""
        return (
            not self.tokens[found.end - 1].gap
            and found.value.is_exact
            and found.value.lo in (200, 400, 600, 800, 1000, 1200)
        )

    def _not_ours(self, end: int) -> bool:
        """Whether what follows shows that the number is a pace, a climb, a comparison, part of a number."""
        after = self.tokens[end]
        if after.kind in ("gain", "pace_unit"):
            return True
        if after.kind == "aside" and after.value == "compare":
            return True
        return after.kind == "slash" and self.tokens[end + 1].kind in ("unit", "gain") and not self.tokens[end + 1].gap

    def _metres_near(self) -> bool:
        """Whether a sprint or something towed is near enough to make "20m" metres."""
        if self.leaf.default_effort == MAXIMAL or self.leaf.effort == MAXIMAL:
            return True
        if self.leaf.load is not None and self.leaf.load.thing.load_class == "towed":
            return True
        for index in range(self.i + 1, min(self.i + 7, len(self.tokens))):
            token = self.tokens[index]
            if token.kind in ("newline", "semicolon", "plus", "dot", "comma"):
                return False
            if token.kind == "hill_sprints" or (token.kind == "effort" and token.value[0] == "maximal"):
                return True
            if token.kind == "implement" and token.value[0] in ("sled", "tyre", "parachute"):
                return True
        return False

    def _set_amount(self, found: Amount) -> bool:
        if found.dimension == "distance_m":
            self.leaf.distance = found.value
        else:
            self.leaf.duration = found.value
        self.leaf.unit = found.unit
        self.leaf.described = False
        return self._read_to(found.end)

    def _another(self, found: Amount) -> bool:
        """A second amount in one segment: another step if the first was described, else not to be guessed."""
        if self.leaf.described and self.draft.children is None:
            self._split()
            return self._set_amount(found)
        self.i = found.end
        return True

    def _counted_word(self) -> bool:
        """ "4 strides", "10 push-ups", "8 hill sprints"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None:
            return False
        reps, j = found
        k = j
        while self.tokens[k].kind in ("filler", "heft", "each", "article") and k < j + 2:
            k += 1
        token = self.tokens[k]
        countable = token.kind in ("strides", "hill_strides", "hill_sprints", "hills") or (
            token.kind == "exercise" and token.value.activity in ("strength", "jumps")
        )
        if not countable or reps.lo < 1 or reps.hi > amounts.MOST_REPS:
            return False
        if self.draft.has_amount or self.draft.repeats:
            self._split()
        self._read_to(k)
        self.leaf.reps = reps
        return True

    def _leave_number(self) -> bool:
        """A number that means nothing here takes the numbers hanging on to it along: "1-2-3 min", "3/2/1"."""
        first = self.i
        self.i += 1
        while self.tokens[self.i].kind in ("dash", "slash") and self.tokens[self.i + 1].kind in ("num", "clock"):
            gap = self.tokens[self.i].gap or self.tokens[self.i + 1].gap
            if gap and amounts.count(self.tokens, self.i + 1) is not None:
                break
            if gap and self.tokens[self.i].kind == "dash":
                break
            self.i += 2
        if self.i > first + 1 and self.tokens[self.i].kind == "unit":
            self.i += 1
        self.doubts.append((self.tokens[first].start, self.tokens[self.i - 1].end, "no_unit"))
        return True

    def _grade(self) -> bool:
        """ "1% incline", "at 6 %" on a hill."""
        token = self.tokens[self.i]
        if token.kind == "grade" or token.kind != "num":
            return False
        lo: float = token.value
        hi, j = lo, self.i + 1
        if self.tokens[j].kind == "percent" and self.tokens[j + 1].kind == "dash":
            j += 1
        if self.tokens[j].kind in ("dash", "to") and self.tokens[j + 1].kind == "num":
            hi, j = self.tokens[j + 1].value, j + 2
        if self.tokens[j].kind != "percent" or not lo <= hi <= _STEEPEST_PERCENT:
            return False
        j += 1
        k = j + 1 if self.tokens[j].kind in ("article", "filler") else j
        after = self.tokens[k].kind
        on_slope = self.leaf.uphill or after in ("grade", "hills", "uphill")
        if not on_slope or self.leaf.grade is not None:
            return False
        self.leaf.grade = Range(lo, hi)
        return self._read_to(k + 1 if after == "grade" else j)

    def _postfix(self, _depth: int) -> bool:
        """ "5 minutes x5": how often, after the amount."""
        found = amounts.plain_range(self.tokens, self.i + 1)
        if found is None or not self.leaf.has_amount or self.leaf.reps is not None or self.draft.children is not None:
            return False
        reps, j = found
        if not 1 <= reps.lo <= reps.hi <= amounts.MOST_REPS or self.tokens[j].kind in ("unit", "times", "percent"):
            return False
        self._read_to(j)
        chain = self._chain()
        if not chain:
            self.leaf.reps = reps
            return True
        # "400 m, 200 m x5" is five of the pair
        child = self.leaf
        del self.drafts[-len(chain) :]
        group = Draft(chain[0].first, chain[0].joint)
        group.reps, group.children, group.end = reps, [*chain, child], self.i
        self.draft = group
        return True

    def _chain(self) -> list[Draft]:
        """The plain amounts in a comma list that ends with the current one."""
        chain: list[Draft] = []
        joint = self.draft.joint
        for draft in reversed(self.drafts):
            if joint not in ("comma", "slash") or not draft.is_plain_amount:
                break
            chain.insert(0, draft)
            joint = draft.joint
        return chain

    # Words

    def _joined(self, _depth: int) -> bool:
        """After "with", "@", "in": a recovery, a load, an effort, a slope, or a part of the session."""
        if self._recovery() or self._load():
            return True
        j = self.i + 1
        while self.tokens[j].kind in ("article", "filler", "with", "at") and j < self.i + 4:
            j += 1
        following = self.tokens[j]
        if (
            following.kind in ("num", "clock", "unit")
            and (found := efforts.find(self.tokens, j, context=True)) is not None
            and self._take_effort(found)
        ):
            return True
        if following.kind in ("num", "clock", "at_most", "at_least"):
            return self._joined_number(j)
        self.i += 1
        return True

    def _joined_number(self, j: int) -> bool:
        """ "with 4 x 20 s strides" is a part of the session; a pace, a rep time or a part inside it is left unread."""
        if amounts.count(self.tokens, j) is not None or self._counts_word(j):
            if self.tokens[self.i].kind == "with" and not self.draft.is_empty:
                self._split()
                self.draft.joint = "with"
            self.i = j
            return True
        percent = any(self.tokens[index].kind == "percent" for index in range(j, min(j + 5, len(self.tokens))))
        if percent:
            self.i = j
            return self._grade() or self._aside()
        if self.tokens[self.i].kind == "with" and self.tokens[self.i].value == "wear" and self.draft.is_empty:
            self.i = j
            return True
        if self.draft.is_empty and self.tokens[self.i].kind != "at":
            self.i = j
            return True
        return self._aside()

    def _counts_word(self, j: int) -> bool:
        found = amounts.plain_range(self.tokens, j)
        return found is not None and self.tokens[found[1]].kind in (
            "strides",
            "hill_strides",
            "hill_sprints",
            "sets",
            "hills",
        )

    def _recovery(self) -> bool:
        target = self._target()
        if target is None:
            return False
        found = recoveries.find(self.tokens, self.i, self.reader)
        if found is None:
            return False
        if isinstance(found, Doubt):
            return self._doubt(found)
        joint = self.draft.joint if target is not self.draft else None
        if not found.strong and not self._weak_recovery(found, target, joint):
            return False
        return self._take_recovery(found, target)

    def _target(self) -> Draft | None:
        """The step or repeat that a recovery here would belong to."""
        if not self.draft.is_empty:
            sized = self.leaf.has_amount or self.leaf.noun or self.draft.children is not None
            return self.draft if self.draft.repeats and sized else None
        before = self.drafts[-1] if self.drafts else None
        return before if before is not None and before.repeats else None

    @staticmethod
    def _weak_recovery(found: recoveries.Found, target: Draft, joint: str | None) -> bool:
        """Whether "400 jog" after repetitions is their recovery rather than a part of its own."""
        if found.joined or joint in ("open", "dash"):
            return True
        if found.only_easy or joint in ("plus", "then", "newline", "semicolon", "dot"):
            return False
        leaf = target.leaves()[-1]
        if found.recovery.distance_m is not None:
            own = leaf.distance.hi if leaf.distance is not None else 0.0
            return found.recovery.distance_m.hi <= max(_LONGEST_WEAK_M, own)
        return found.recovery.duration_s is None or found.recovery.duration_s.hi <= _LONGEST_WEAK_S

    def _take_recovery(self, found: recoveries.Found, target: Draft) -> bool:
        place = self._place(target, found.scope)
        if place is None:
            self.i = found.end  # a second one: not to be guessed
            return True
        place.recovery = found.recovery
        draft = self.draft
        if target is not draft:
            target.end = found.end
        self._read_to(found.end)
        if found.floats and any(leaf.effort for leaf in target.leaves()):
            j = self.i + 1 if self.tokens[self.i].kind == "at" else self.i
            own = efforts.find(self.tokens, j, context=j > self.i)
            if own is not None:
                self._read_to(own.end)
        return True

    @staticmethod
    def _place(target: Draft, scope: str | None) -> Draft | None:
        """Where in ``target`` the recovery goes: between sets, or between the repetitions inside."""
        if scope != "sets" and target.children is not None:
            inner = [leaf for leaf in target.leaves() if leaf.reps is not None and leaf.exercise is None]
            if len(inner) == 1 and len(target.leaves()) == 1 and inner[0].recovery is None:
                return inner[0]
        return target if target.recovery is None else None

    def _load(self) -> bool:
        found = loads.find(self.tokens, self.i)
        if found is None:
            return False
        if found.load is None:
            return self._read_to(found.end)
        bare = not found.joined
        if bare and self.draft.is_empty and found.load.kg is not None and found.load.implement == "weights":
            return False  # "lose 5 kg"
        if bare and found.load.kg is None and self._beside_unread():
            return False
        leaf = self.leaf
        if leaf.load is None:
            leaf.load = found.load
        elif leaf.load.kg is None and leaf.load.percent_body_mass is None and found.load.implement in (
            "weights", leaf.load.implement,
        ):  # fmt: skip
            leaf.load = replace(found.load, implement=leaf.load.implement)
        elif found.load.kg is None and found.load.percent_body_mass is None and leaf.load.implement == "weights":
            leaf.load = replace(leaf.load, implement=found.load.implement)
        else:
            self.i = found.end
            return True
        if bare and found.load.thing.load_class == "towed":
            leaf.described = True
        return self._read_to(found.end)

    def _beside_unread(self) -> bool:
        index = self.i - 1
        return (
            index >= self.draft.first
            and not self.understood[index]
            and self.tokens[index].kind not in ("heft", "with", "at")
        )

    def _effort(self, _depth: int) -> bool:
        return self._effort_list(context=False)

    def _effort_list(self, *, context: bool) -> bool:
        listed = self.leaf.has_amount or self.draft.repeats or self.draft.is_empty
        found = efforts.find(self.tokens, self.i, context=context)
        if found is None and listed and self._pace_in_context():
            found = efforts.find(self.tokens, self.i, context=True)
        return found is not None and self._take_effort(found)

    def _pace_in_context(self) -> bool:
        """Whether a bare race distance can only be a pace: in brackets, or after a dash behind short repetitions."""
        if not self.draft.is_empty or not self.drafts or self.draft.joint not in ("open", "dash", "close"):
            return False
        before = self.drafts[-1]
        leaves = before.leaves()
        if not before.repeats or any(leaf.effort for leaf in leaves):
            return False
        end = self.i
        while self.tokens[end].kind in ("num", "unit", "slash", "arrow", "dash"):
            end += 1
            if end > self.i + 12:
                return False
        return all(leaf.distance is not None and leaf.distance.hi <= 3000 for leaf in leaves)

    def _take_effort(self, found: efforts.Found) -> bool:
        leaf = self.leaf
        if len(found.efforts) > 1 and self._share(found):
            return self._read_to(found.end)
        effort = found.overall
        if leaf.activity in ("rest", "race"):
            return False
        if leaf.effort is not None and leaf.effort != effort:
            return False
        leaf.effort = effort
        leaf.described = leaf.described or leaf.has_amount
        leaf.noun = leaf.noun or found.noun
        leaf.alone = leaf.alone or found.noun
        if found.sprint:
            leaf.noun = True
        if self.draft.children is not None and self.leaf is not self.draft:
            for each in self.draft.leaves():
                each.effort = each.effort or effort
        elif self.draft.children is not None:
            self.draft.effort = None
            for each in self.draft.leaves():
                each.effort = each.effort or effort
        return self._read_to(found.end)

    def _share(self, found: efforts.Found) -> bool:
        """ "2k/1k @ HM/10k": to each its own."""
        target = self.draft
        if target.is_empty and self.drafts:
            target = self.drafts[-1]
        leaves = target.leaves()
        if len(leaves) != len(found.efforts) or any(leaf.effort for leaf in leaves):
            return False
        for leaf, effort in zip(leaves, found.efforts, strict=True):
            leaf.effort = effort
        return True

    def _slash(self, _depth: int) -> bool:
        """ "3' fast/3' medium": the other half of a repetition, its recovery, or another of a list."""
        self.i += 1
        after = self.tokens[self.i].kind
        if self._slash_recovery():
            return True
        if after not in ("num", "clock", "unit"):
            return True
        if self._sets_inside():
            return True
        size = self._slash_size()
        if size is None:
            return True
        if self.draft.repeats and self.leaf.has_amount:
            self._alternate()
        elif self.leaf.has_amount:
            self._close()
            self._begin("slash")
        else:
            return True
        return self._set_amount(size)

    def _slash_recovery(self) -> bool:
        if self._target() is not self.draft or self.tokens[self.i].kind not in (
            "num",
            "clock",
            "jog",
            "walk",
            "rest",
            "recovery",
        ):
            return False
        found = recoveries.find(self.tokens, self.i, self.reader)
        if found is None or isinstance(found, Doubt):
            return False
        return self._take_recovery(found, self.draft)

    def _sets_inside(self) -> bool:
        """ "2k/2 x 1k": the other part of the round is itself repeated."""
        found = amounts.count(self.tokens, self.i)
        if found is None:
            return False
        if self.draft.repeats and self.leaf.has_amount:
            self._alternate()
            self.leaf.reps = found[0]
            self._read_to(found[1])
            return self._size()
        return False

    def _slash_size(self) -> Amount | None:
        found = self.reader.amount(self.tokens, self.i, repeated=self.leaf.repeats or self.draft.repeats)
        if isinstance(found, Amount):
            return found
        token = self.tokens[self.i]
        bare = token.kind == "num" and token.value in _TRACK_M and self.tokens[self.i + 1].kind not in ("unit", "times")
        if bare and self.leaf.unit in ("bare", "metre", "m", "k", "km"):
            return Amount("distance_m", Range.exactly(token.value), self.i + 1, "bare")
        return None

    def _alternate(self) -> None:
        """Turn "N x A" into N rounds of A and what follows."""
        if self.draft.children is None:
            first = Draft(self.draft.first, "start")
            for name in (
                "distance",
                "duration",
                "effort",
                "default_effort",
                "uphill",
                "grade",
                "in_place",
                "load",
                "unit",
                "end",
            ):
                setattr(first, name, getattr(self.draft, name))
                setattr(self.draft, name, getattr(Draft(0, ""), name))
            first.activity, self.draft.activity = self.draft.activity, None
            self.draft.children = [first]
        second = Draft(self.i, "slash")
        self.draft.children.append(second)
        self.leaf = second

    def _word(self, _depth: int) -> bool:
        """Words that say what is done."""
        token = self.tokens[self.i]
        leaf = self.leaf
        kind = token.kind
        taken = leaf.activity is not None
        if kind in ("jog", "walk") and self._recovery():
            return True
        if kind == "run":
            if taken and leaf.activity != "run":
                return False
            return self._say(noun=False, activity=None)
        if kind in ("run_noun", "fartlek"):
            if taken and leaf.activity != "run":
                return False
            return self._say(noun=True, activity="run", alone=True)
        if kind == "jog":
            if taken:
                return False
            leaf.default_effort = leaf.default_effort or EASY
            return self._say(noun=True, activity="run", alone=True)
        if kind in ("strides", "hill_strides", "hill_sprints", "hills", "uphill"):
            return self._hill_or_stride(kind)
        if taken and leaf.activity != "walk":
            return False
        if kind == "walk":
            return self._say(noun=True, activity="walk", alone=True)
        if kind == "ruck":
            return self._ruck()
        return self._say(noun=True, activity=kind, alone=True)

    def _say(self, *, noun: bool, activity: str | None, alone: bool = False) -> bool:
        leaf = self.leaf
        if activity is not None:
            leaf.activity = activity
        leaf.noun = leaf.noun or noun
        leaf.alone = leaf.alone or alone
        leaf.described = leaf.described or leaf.has_amount
        return self._read_to(self.i + 1)

    def _hill_or_stride(self, kind: str) -> bool:
        leaf = self.leaf
        if leaf.activity not in (None, "run", "walk"):
            return False
        if kind != "strides":
            leaf.uphill = True
        if kind in ("strides", "hill_strides"):
            if leaf.has_amount and not leaf.repeats and (leaf.effort or (leaf.distance and leaf.distance.lo > 300)):
                self._split()  # "30 min easy strides"
                leaf = self.leaf
                leaf.uphill = kind == "hill_strides"
            leaf.default_effort = STRIDES
        if kind == "hill_sprints":
            leaf.default_effort = MAXIMAL
        return self._say(noun=kind != "uphill", activity=None)

    def _ruck(self) -> bool:
        leaf = self.leaf
        token = self.tokens[self.i]
        if leaf.load is None:
            leaf.load = Load("backpack", span=Span(token.start, token.end))
        return self._say(noun=True, activity="walk")

    def _exercise(self, _depth: int) -> bool:
        exercise: Exercise = self.tokens[self.i].value
        leaf = self.leaf
        if leaf.exercise is not None or leaf.activity not in (None, "run"):
            return False
        if leaf.has_amount and leaf.described and leaf.activity == "run":
            return False
        leaf.activity, leaf.exercise = exercise.activity, exercise.name
        leaf.noun = leaf.alone = True
        leaf.described = leaf.described or leaf.has_amount
        if exercise.implement is not None and leaf.load is None:
            leaf.load = Load(exercise.implement)
        return self._read_to(self.i + 1)

    def _rest(self, _depth: int) -> bool:
        """ "rest 60 sec" after repetitions, "3' rest" between parts, "Rest" and "Off" as a day."""
        if self._recovery():
            return True
        token = self.tokens[self.i]
        leaf = self.leaf
        if token.kind in ("float", "scope", "between"):
            return False
        if leaf.activity is not None or leaf.effort is not None or leaf.repeats:
            return False
        if token.kind == "recovery":
            leaf.effort = Effort.exactly("very_easy")
            return self._say(noun=True, activity=None, alone=True)
        if token.kind == "off" and leaf.has_amount:
            return False
        leaf.activity = "rest"
        return self._say(noun=True, activity="rest")

    def _role(self, _depth: int) -> bool:
        role: str = self.tokens[self.i].value
        if self.leaf.role not in (None, role):
            self._split()
        if self.draft.children is not None:
            return False
        self.leaf.role = role
        if self.tokens[self.i + 1].kind == "colon" and not self.leaf.has_amount:
            return self._start_label(Draft(self.i, "colon"), role=role)
        return self._say(noun=True, activity=None)

    def _start_label(self, label: Draft, *, role: str | None) -> bool:
        """ "Warm-up: 2 km": the word speaks of the segment after the colon."""
        label.role = role
        self.label = label
        self.leaf.role = None
        return self._read_to(self.i + 1)

    def _place_word(self, _depth: int) -> bool:
        token = self.tokens[self.i]
        if token.kind == "in_place":
            self.leaf.in_place = True
        return self._read_to(self.i + 1)

    def _grade_word(self, _depth: int) -> bool:
        """ "incline 6 %"."""
        j = self.i + 1
        while self.tokens[j].kind in ("filler", "at", "colon") and j < self.i + 3:
            j += 1
        if self.tokens[j].kind != "num" or self.leaf.grade is not None:
            return False
        hi_at = j + 2 if self.tokens[j + 1].kind == "dash" and self.tokens[j + 2].kind == "num" else j
        lo, hi = self.tokens[j].value, self.tokens[hi_at].value
        if self.tokens[hi_at + 1].kind != "percent" or not lo <= hi <= _STEEPEST_PERCENT:
            return False
        self.leaf.grade = Range(lo, hi)
        return self._read_to(hi_at + 2)

    def _label(self, _depth: int) -> bool:
        """Weekdays, "main set", AM: read where they only introduce what follows."""
        if self.i != self.draft.first:
            return False
        self.understood[self.i] = 1
        self.i += 1
        self.draft.first = self.draft.end = self.i
        return True

    def _aside_word(self, _depth: int) -> bool:
        if self.tokens[self.i].kind == "not" and (found := loads.find(self.tokens, self.i)) is not None:
            return self._read_to(found.end)
        return self._aside()

    def _unit(self, _depth: int) -> bool:
        return self._effort_list(context=False)

    def _filler(self, _depth: int) -> bool:
        self.i += 1
        return True

    def _load_word(self, _depth: int) -> bool:
        if self._load():
            return True
        token = self.tokens[self.i]
        if token.kind == "implement" and token.value[0] == "weights" and self.draft.is_empty:
            return self._say(noun=True, activity="strength", alone=True)
        if token.kind in ("article", "heft"):
            self.i += 1
            return True
        return False

    def _bound(self, depth: int) -> bool:
        return self._load() or self._amount() or self._joined(depth)

    HANDLERS: Final[dict[str, Callable[[Any, int], bool]]] = {
        "num": _number,
        "clock": _number,
        "at_most": _bound,
        "at_least": _bound,
        "times": _postfix,
        "with": _joined,
        "at": _joined,
        "article": _load_word,
        "heft": _load_word,
        "implement": _load_word,
        "effort": _effort,
        "unit": _unit,
        "slash": _slash,
        "exercise": _exercise,
        "recovery": _rest,
        "rest": _rest,
        "rest_day": _rest,
        "off": _rest,
        "float": _rest,
        "scope": _rest,
        "between": _rest,
        "role": _role,
        "in_place": _place_word,
        "treadmill": _place_word,
        "grade": _grade_word,
        "weekday": _label,
        "label": _label,
        "aside": _aside_word,
        "or": _aside_word,
        "not": _aside_word,
        "filler": _filler,
        "each": _filler,
        "to": _filler,
        "arrow": _filler,
        **dict.fromkeys(
            ("run", "run_noun", "fartlek", "jog", "walk", "strides", "hill_strides", "hill_sprints", "hills", "uphill",
             "ruck", "strength", "race"),
            _word,
        ),
    }  # fmt: skip
