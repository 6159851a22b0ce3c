"""The frame of the grammar: segments, what closes them, and what each turns out to be.

A session is segments between commas, plus signs, dashes, brackets and line ends. A segment fills one draft; when it
ends, it is a step of its own, or says more about the step before it ("6 x 200 m, hard"), or was not understood and
leaves its words unread. The layers above (``numbers``, ``grammar``) read what stands inside a segment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from workouts.amounts import Doubt, Reader
from workouts.drafts import Draft
from workouts.tokens import Token
from workouts.workout import Repeat, Span, Step

SEPARATORS: Final = frozenset(
    {"comma", "semicolon", "plus", "then", "and", "dot", "newline", "dash", "colon", "bar", "open", "close", "half_day"}
)
# Signs and function words: they carry no meaning of their own and are never shown as unread.
SILENT: Final = (SEPARATORS - {"half_day"}) | {
    "filler", "article", "with", "at", "slash", "arrow", "to", "end", "each", "heft", "break", "or_more",
}  # fmt: skip
# Joints over which a modifier still speaks of the step before.
_SOFT: Final = frozenset({"comma", "dash", "open", "close", "dot", "bar", "and", "run_on", "colon"})
# Joints over which an amount completes a session named before it: "Long run. 18 km", "Race (10 km)".
_COMPLETES: Final = frozenset({"dash", "open", "colon", "dot", "bar", "comma", "semicolon"})
# Joints after which an effort by itself is a session: "Easy", "15 min easy + tempo".
_FRESH: Final = frozenset({"start", "newline", "plus", "then", "semicolon", "half_day"})
# Joints that leave no doubt that a new part begins.
_FIRM: Final = frozenset({"newline", "then", "semicolon", "open", "plus", "half_day"})
# This many unread words before the first number make it prose, not shorthand.
_PROSE_WORDS: Final = 3
# A clock time is hours and minutes where minutes and seconds would be absurd; "m" is not metres below this.
_EASY_M_TO: Final = 200.0
_UP_TO_THRESHOLD: Final = frozenset({"very_easy", "easy", "steady", "marathon", "threshold"})
# How a token was taken: left alone (0), a number that was left open, or understood.
DOUBTED: Final = 1
READ: Final = 2

# What a repeated bracket has of its own, and its surroundings keep meanwhile.
_FRAME: Final = (
    "depth", "drafts", "draft", "leaf", "separator", "label", "joining", "brackets", "explaining", "broken",
    "wandered", "digressed", "nested",
)  # fmt: skip


class Segments:
    """One reading: the tokens, what of them was understood, and the doubts met on the way."""

    HANDLERS: ClassVar[Mapping[str, Callable[[Any, int], bool]]] = {}

    def __init__(self, tokens: list[Token], reader: Reader) -> None:
        self.tokens = tokens
        self.reader = reader
        self.i = 0
        self.understood = bytearray(len(tokens))
        self.doubts: list[tuple[int, int, str]] = []
        # What the text has no word for need not be looked for at each number.
        self.kinds = {token.kind for token in tokens}
        self.speaks_of_loads = "implement" in self.kinds or any(
            token.kind == "body_mass" or (token.kind == "unit" and token.value[0] == "mass") for token in tokens
        )
        self._enter(0)

    def _enter(self, depth: int) -> None:
        """Begin a text, or what stands in a bracket that is repeated: ``depth`` of them are open."""
        self.depth = depth
        self.drafts: list[Draft] = []
        self.draft = self.leaf = Draft(self.i, "start")
        self.separator = self.i
        self.label: Draft | None = None
        # The set that the next segment goes on with.
        self.joining: Draft | None = None
        # How many other brackets are open, and how many of them only explain what stands before them.
        self.brackets = self.explaining = 0
        # Whether the draft before is no longer what the text speaks of: a number was left unread since (only a bracket
        # that explains may hold one), or the text wandered off, after which a plain recovery still belongs to it.
        self.broken = self.wandered = False
        # Whether this segment spoke of something else at its end, and whether it only introduced a line ("Tue:").
        self.digressed = self.introduced = False
        # How many rounds stand inside each other in this draft without brackets ("2 x 3 x 70 m").
        self.nested = 0

    def workout(self) -> tuple[Step | Repeat, ...]:
        """Read everything; the steps in order."""
        steps: list[Step | Repeat] = []
        for draft in self._items(0):
            steps += draft.build(self.tokens)
        return tuple(steps)

    def unread(self) -> list[tuple[int, int]]:
        """Positions in the text that were not understood; words that touch are one stretch."""
        spans: list[tuple[int, int]] = []
        for index, token in enumerate(self.tokens):
            if self.understood[index] == READ or token.kind in SILENT:
                continue
            if spans and spans[-1][1] == token.start:
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
        return spans

    # Marks

    def read_to(self, end: int) -> bool:
        """Mark the tokens up to ``end`` as understood and go there; true, for handlers to return."""
        for index in range(self.i, end):
            self.understood[index] = READ
        self.i = end
        self.draft.end = end
        if self.leaf is not self.draft:
            self.leaf.end = end
        return True

    def skip_to(self, end: int) -> bool:
        """Leave the tokens up to ``end`` unread and go there; true, for handlers to return."""
        self.i = end
        return True

    def doubt(self, doubt: Doubt) -> bool:
        """Leave a number unread and remember why; true, for handlers to return."""
        self.doubts.append((self.tokens[self.i].start, self.tokens[doubt.end - 1].end, doubt.about))
        self.leaf.doubted = True
        for index in range(self.i, doubt.end):
            self.understood[index] = DOUBTED
        return self.skip_to(doubt.end)

    def aside(self) -> bool:
        """The rest of the segment speaks of something else: leave it unread."""
        while not self._at_separator() and self.tokens[self.i].kind != "end":
            self.i += 1
        self.digressed = True
        return True

    def _break(self) -> None:
        if not self.explaining:
            self.broken = True

    def _forget(self, first: int, end: int) -> None:
        for index in range(first, end):
            self.understood[index] = 0
            if self.tokens[index].kind in ("num", "clock"):
                self._break()

    def _is_clean(self, first: int, end: int, *, but_doubts: bool = False) -> bool:
        """Whether every word was read; ``but_doubts``: or is part of a number that was left open."""
        least = DOUBTED if but_doubts else READ
        return all(self.understood[index] >= least or self.tokens[index].kind in SILENT for index in range(first, end))

    # Segments

    def _items(self, depth: int) -> list[Draft]:
        """The drafts up to the end, or inside a bracket up to its closing."""
        outer = [getattr(self, name) for name in _FRAME]
        self._enter(depth)
        joint = "start"
        while True:
            kind = self.tokens[self.i].kind
            if kind == "end" or (kind == "close" and depth):
                break
            if kind in SEPARATORS:
                joint = self._separate(joint, kind)
                continue
            self.introduced = False
            self._segment(joint, depth)
            joint = "newline" if self.introduced else "run_on"
        drafts = self.drafts
        for name, value in zip(_FRAME, outer, strict=True):
            setattr(self, name, value)
        return drafts

    def _separate(self, joint: str, kind: str) -> str:
        """Step over a separator; the joint between what stands around it."""
        if kind == "open":
            self.brackets += 1
            self.explaining += self.explaining > 0 or self._explains(joint)
        elif kind == "close":
            self.brackets = max(self.brackets - 1, 0)
            self.explaining = max(self.explaining - 1, 0)
        elif kind == "newline":
            self.label = self.joining = None
            self.brackets = self.explaining = 0
            self.broken = self.wandered = False
        self.understood[self.i] = READ
        self.separator = self.i
        self.i += 1
        if joint == "start" and kind in ("dash", "dot", "open"):
            return joint
        if joint in ("start", "run_on") or (kind in _FIRM and joint not in _FIRM):
            return kind
        return joint

    def _explains(self, joint: str) -> bool:
        """Whether a bracket that opens after ``joint`` speaks of what stands before it and adds nothing to do."""
        before = self._open_draft()
        if joint == "run_on":
            return self.broken or before is not None
        return joint == "dash" and before is not None and before.alone and before.has_amount

    def _segment(self, joint: str, depth: int) -> None:
        self.begin(joint)
        while not self._at_separator() and (kind := self.tokens[self.i].kind) != "end":
            handler = self.HANDLERS.get(kind)
            if handler is None or not handler(self, depth):
                self.i += 1
        self._close()

    def _at_separator(self) -> bool:
        """Whether the segment ends here; a hyphen inside what was not understood does not end it."""
        token = self.tokens[self.i]
        if token.kind not in SEPARATORS:
            return False
        if token.kind not in ("dash", "plus") or token.gap or self.i == 0 or self.tokens[self.i + 1].gap:
            return True
        if token.kind == "plus":
            return self.understood[self.i - 1] == READ or self.tokens[self.i - 1].kind != "effort"
        return self.understood[self.i - 1] == READ or self.tokens[self.i - 1].kind in SILENT

    def begin(self, joint: str) -> None:
        """A new draft, under the label that the line was given ("Bike: …")."""
        self.draft = self.leaf = draft = Draft(self.i, joint)
        self.digressed = False
        self.nested = 0
        label = self.label
        if label is not None:
            draft.role, draft.activity, draft.exercise = label.role, label.activity, label.exercise
            if label.role is not None:
                self.label = None

    def split(self, joint: str = "run_on") -> None:
        """What follows is another step, though no sign parts it from this one."""
        self._close()
        self.begin(joint)

    # What a segment was

    def _open_draft(self) -> Draft | None:
        """The draft that the text still speaks of."""
        return self.drafts[-1] if self.drafts and not (self.broken or self.wandered) else None

    def _close(self) -> None:
        """Decide what the segment was, and whether the text still speaks of it."""
        self._decide()
        self.wandered = self.wandered or self.digressed

    def _decide(self) -> None:
        """A step, more about the one before, or nothing that was understood."""
        draft = self.draft
        first, end = draft.first, self.i
        if draft.is_empty:
            self._note_numbers(first, end)
            return
        clean = self._is_clean(first, end)
        if draft.spoilt:
            self._forget(first, end)
            return
        self._second_thoughts(draft)
        before = self._open_draft()
        if draft.is_modifier:
            # "8 km easy + 5 kg vest": nobody runs a vest
            soft = draft.joint in _SOFT or (draft.joint == "plus" and draft.load is not None and draft.effort is None)
            if clean and before is not None and soft and before.takes(draft):
                self._widen_load(draft)
                before.take(draft)
            elif (clean and draft.effort_noun and self._is_fresh(draft)) or self._is_open(draft):
                self._add(draft)
            else:
                self._forget(first, end)
            return
        if self._complete(draft, before, clean=clean):
            return
        if self._is_doubtful(draft, clean=clean):
            self._forget(first, end)
            return
        self._add(draft)

    def _add(self, draft: Draft) -> None:
        if self.joining is not None and self.joining.children is not None and self.drafts:
            self.joining.children.append(draft)
            self.joining.end = draft.end
        else:
            self.drafts.append(draft)
        self.joining = None
        self.broken = self.wandered = False

    def _is_fresh(self, draft: Draft) -> bool:
        """Whether a word alone can be a session here rather than a remark on the one before."""
        return draft.joint in _FRESH or (draft.joint in ("dot", "colon") and not (self.drafts or self.broken))

    def _note_numbers(self, first: int, end: int) -> None:
        for index in range(first, end):
            if self.tokens[index].kind in ("num", "clock") and self.understood[index] != READ:
                self._break()

    def _complete(self, draft: Draft, before: Draft | None, *, clean: bool) -> bool:
        """Whether the segment gives the amount of the session named before it ("Long run. 18 km", "Race (10 km)")."""
        if before is None or before.has_amount or before.repeats or not draft.has_amount:
            return False
        named = before.alone or (before.effort_noun and not before.is_named)
        apart = draft.joint in ("open", "colon") or (draft.joint == "dash" and self.tokens[self.separator].gap)
        in_bracket = apart and before.role is not None
        if not (named or in_bracket) or draft.joint not in _COMPLETES or draft.repeats:
            return False
        if draft.joint == "comma" and before.activity not in (None, "run", "race"):
            return False
        if draft.is_named and not (
            draft.activity in (None, before.activity) and draft.role is None and not draft.exercise
        ):
            return False
        if before.effort and draft.effort and before.effort != draft.effort:
            return False
        if not clean and draft.joint == "comma":
            return False
        before.distance, before.duration, before.unit = draft.distance, draft.duration, draft.unit
        before.take(draft)
        return True

    def _is_doubtful(self, draft: Draft, *, clean: bool) -> bool:
        """Whether a would-be step must be left unread instead."""
        if self.explaining and draft.joint != "start":
            return True  # "7 mi alternations (1 mi at MP, 1 mi easy)": already counted
        if draft.has_amount or draft.children is not None:
            if draft.activity == "rest":
                return not clean
            return self._is_prose(draft) or (draft.is_plain_amount and self._is_doubtful_amount(draft, clean=clean))
        if draft.repeats:
            return not (draft.is_named or draft.effort or draft.uphill) or self._is_prose(draft)
        idle = draft.activity == "rest" or draft.default_effort is not None
        if idle and not draft.strides and not draft.role and not self._is_fresh(draft):
            return True
        return not (clean and draft.noun) and not self._is_open(draft)

    def _is_open(self, draft: Draft) -> bool:
        """Whether all is known of a step but its amount, which was doubtful: "7m moderate"."""
        return draft.doubted and not self.explaining and self._is_clean(draft.first, self.i, but_doubts=True)

    def _is_doubtful_amount(self, draft: Draft, *, clean: bool) -> bool:
        """An amount without any other word is a step only where nothing speaks against it."""
        if not clean or self.brackets or draft.joint in ("open", "close", "bar", "run_on"):
            return True
        if draft.unit == "clock" and draft.duration is not None and draft.duration.lo % 60:
            return True
        if (self.broken or self.wandered) and draft.joint in ("comma", "and", "dash"):
            return True
        before = self.drafts[-1] if self.drafts else None
        if before is None or draft.joint not in ("comma", "dash", "dot") or before.role is not None or before.repeats:
            return False
        # "12 miles, 62 min": the same run twice over
        return before.has_amount and (before.distance is None) != (draft.distance is None)

    def _is_prose(self, draft: Draft) -> bool:
        words = 0
        for index in range(draft.first, self.i):
            if self.understood[index]:
                return False
            words += self.tokens[index].kind == "word"
            if words >= _PROSE_WORDS:
                return True
        return False

    def _second_thoughts(self, draft: Draft) -> None:
        """A bare "60m easy" is hardly 60 metres."""
        if draft.repeats or draft.unit != "m" or draft.distance is None or draft.activity in ("walk", "drill", "jumps"):
            return
        if draft.effort is not None and draft.distance.hi <= _EASY_M_TO and draft.effort.hi in _UP_TO_THRESHOLD:
            draft.distance = None
            draft.noun = False
            self._forget(draft.first, self.i)

    def _widen_load(self, draft: Draft) -> None:
        """A load in a segment of its own takes the comma or bracket before it along, for a swap to take out."""
        if draft.load is None or draft.load.span is None or draft.effort or draft.uphill or draft.grade:
            return
        end = draft.load.span.end
        if draft.joint == "open":
            if self.tokens[self.i].kind != "close":
                return
            end = self.tokens[self.i].end
        draft.load = replace(draft.load, span=Span(self.tokens[self.separator].start, end))
