"""The frame of the grammar: segments and what parts them.

A session is segments between commas, plus signs, dashes, brackets and line ends. A segment fills one draft; when it
ends, ``closing`` decides what it was. The layers above read what stands inside a segment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from workouts.closing import Closing, without_totals
from workouts.drafts import Draft
from workouts.marks import READ, SENTENCE_ENDS, SEPARATORS, SILENT
from workouts.workout import Repeat, Step

# Brackets inside each other, of rounds and of alternatives.
DEEPEST: Final = 8

# Joints that leave no doubt that a new part begins.
_FIRM: Final = frozenset({"newline", "then", "semicolon", "open", "plus", "half_day"})

# Signs behind which an alternative begins; a bracket belongs to what stands before it ("5 x 1 km (group 1), …").
_APART: Final = frozenset({"comma", "semicolon", "dot", "newline", "plus", "then", "bar", "close"})

_BEHIND_GROUP: Final = frozenset({"num", "colon", "dash", "close", "times", "unknown"})

# What a repeated bracket has of its own, and its surroundings keep meanwhile.
_FRAME: Final = (
    "depth", "drafts", "draft", "leaf", "separator", "label", "joining", "brackets", "explaining", "broken",
    "astray", "wandered", "digressed", "cool_down", "paused", "nested", "strange", "ahead",
)  # fmt: skip


class Segments(Closing):
    """The walk over segments."""

    __slots__ = ()

    HANDLERS: ClassVar[Mapping[str, Callable[[Any, int], bool]]] = {}

    def workout(self) -> tuple[Step | Repeat, ...]:
        """Read everything; the steps in order."""
        self._leave_alternatives()
        if "or" in self.kinds and "open" in self.kinds:
            self._pair_brackets()
        steps: list[Step | Repeat] = []
        for draft in without_totals(self._items(0)):
            steps += draft.build(self.tokens)
        if self.too_deep:
            self.understood = bytearray(len(self.tokens))
            return ()
        return tuple(steps)

    def _pair_brackets(self) -> None:
        """Note which brackets hold the whole of an alternative: those behind "or", and those that "or" follows."""
        opened: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.kind == "open":
                opened.append(index)
            elif token.kind == "close" and opened:
                first = opened.pop()
                if self.tokens[first - 1].kind == "or" or self.tokens[index + 1].kind == "or":
                    self.wholes.add(first)

    def _leave_alternatives(self) -> None:
        """Leave "group 1: …; group 2: …" and "A) … B) …" unread: each athlete does one of them."""
        first = self._first_group() if "group" in self.kinds else None
        if first is None and "colon" in self.kinds:
            first = self._first_stranger()
        if first is None and "close" in self.kinds:
            first = self._first_letter()
        if first is None and "semicolon" in self.kinds:
            first = self._first_addressee()
        if first is None:
            return
        for token in self.tokens[first:-1]:
            if token.kind not in SILENT:
                token.kind, token.value = "word", ""

    def _first_group(self) -> int | None:
        """Where the part that speaks of the first group begins, if what another group does is said too."""
        tokens = self.tokens
        groups = [i for i, token in enumerate(tokens) if token.kind == "group" and self._names_group(i)]
        if len(groups) < 2:
            return None
        first = groups[0]
        while first and tokens[first - 1].kind not in _APART:
            first -= 1
        return first

    def _names_group(self, i: int) -> bool:
        """Whether a number, a letter or a sign behind the word shows that it is one of several."""
        following = self.tokens[i + 1]
        return following.kind in _BEHIND_GROUP or (following.end - following.start == 1 and following.kind != "comma")

    def _first_stranger(self) -> int | None:
        """Where "Juniors: …; Seniors: …" begins: twice an unknown word and a colon before a part."""
        first = None
        for i in range(1, len(self.tokens) - 1):
            if self.tokens[i].kind != "colon" or self.tokens[i - 1].kind != "word":
                continue
            begin = i - 1
            while begin and begin > i - 3 and self.tokens[begin - 1].kind not in _APART:
                begin -= 1
            if begin < i - 2 or self.tokens[i + 1].kind not in ("num", "clock"):
                continue
            if first is not None:
                return first
            first = begin
        return None

    def _first_addressee(self) -> int | None:
        """Where "For milers; …. For sprinters; …" begins: sentences that name whom they are for, twice."""
        first = None
        tokens = self.tokens
        for i in range(1, len(tokens) - 1):
            if tokens[i].kind != "semicolon":
                continue
            begin = i - 1
            while begin and begin > i - 4 and tokens[begin - 1].kind not in ("dot", "newline", "semicolon"):
                begin -= 1
            if tokens[begin].kind != "filler" or tokens[begin].value != "for":
                continue
            if first is not None:
                return first
            first = begin
        return None

    def _first_letter(self) -> int | None:
        """Where "A)" stands, if a "B)" follows."""
        first = None
        for index in range(len(self.tokens) - 1):
            token = self.tokens[index]
            if self.tokens[index + 1].kind != "close" or token.end - token.start != 1:
                continue
            if token.kind == "article" and first is None:
                first = index
            elif token.kind == "word" and token.value == "b" and first is not None:
                return first
        return None

    def _items(self, depth: int, *, line: bool = False) -> list[Draft]:
        """The drafts up to the end, or inside a bracket up to its closing, or of the ``line``."""
        outer: list[Any] = []
        if depth:  # the text itself is entered from the start
            outer = [getattr(self, name) for name in _FRAME]
            self._enter(depth)
        joint = "start"
        while True:
            kind = self.tokens[self.i].kind
            if kind == "end" or (kind == "close" and depth and not self.brackets) or (kind == "newline" and line):
                break
            if self.i in self.wholes and joint != "run_on":
                self._whole(joint, depth)
                joint = "close"
                continue
            if kind in SEPARATORS:
                joint = self._separate(joint, kind)
                continue
            self.introduced = False
            self._segment(joint, depth)
            joint = "newline" if self.introduced else "run_on"
        self._drop_ahead()
        self.add_cool_down()
        drafts = self.drafts
        for name, value in zip(_FRAME, outer, strict=False):
            setattr(self, name, value)
        return drafts

    def _whole(self, joint: str, depth: int) -> None:
        """ "(2 km easy; 4 x 400 m) or …", "… or (30 min bike; core)": several parts that are one alternative."""
        self.wholes.discard(self.i)
        if depth >= DEEPEST:
            self.too_deep = True
            return
        self.begin(joint)
        self.read_to(self.i + 1)
        children = self._items(depth + 1)
        if self.tokens[self.i].kind == "close":
            self.read_to(self.i + 1)
        if children:
            self.draft.children = children
        self._close()

    def _separate(self, joint: str, kind: str) -> str:
        """Step over a separator; the joint between what stands around it."""
        if kind == "open":
            self.brackets += 1
            self.explaining += self.explaining > 0 or self._explains(joint)
        elif kind == "close":
            self.brackets = max(self.brackets - 1, 0)
            self.explaining = max(self.explaining - 1, 0)
        elif kind == "newline":
            self._drop_ahead()
            self.add_cool_down()
            self.label = self.joining = None
            self.brackets = self.explaining = 0
            self.broken = self.wandered = False
        self.understood[self.i] = READ
        self.separator = self.i
        self.i += 1
        if joint == "start" and kind in ("dash", "dot", "open"):
            return joint
        if kind == "or":
            self.understood[self.i - 1] = 0  # read once an alternative stands behind it
            return kind
        if joint == "or":
            return joint if kind in ("dash", "comma", "colon") else kind
        if kind == "then":
            return kind
        if joint == "close" and kind == "comma":
            return kind
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
        tokens, handlers = self.tokens, self.HANDLERS
        while (kind := tokens[self.i].kind) != "end" and not (kind in SEPARATORS and self._ends_here()):
            handler = handlers.get(kind)
            if handler is None or not handler(self, depth):
                self.i += 1
        self._close()

    def _ends_here(self) -> bool:
        """Whether a separator ends the segment; a hyphen inside what was not understood does not."""
        token = self.tokens[self.i]
        if token.kind not in ("dash", "plus") or token.gap or self.i == 0 or self.tokens[self.i + 1].gap:
            return True
        if token.kind == "plus":
            return self.understood[self.i - 1] == READ or self.tokens[self.i - 1].kind != "effort"
        return self.understood[self.i - 1] == READ or self.tokens[self.i - 1].kind in SILENT

    def begin(self, joint: str) -> None:
        """A new draft, under the label that the line was given ("Bike: …")."""
        self.draft = self.leaf = draft = Draft(self.i, joint)
        self.digressed = self.paused = False
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

    def leave_sentence(self) -> bool:
        """The rest of the sentence adds nothing to do: leave it unread."""
        while self.tokens[self.i].kind not in SENTENCE_ENDS:
            self.i += 1
        self.digressed = True
        return True
