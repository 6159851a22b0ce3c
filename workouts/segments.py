"""The frame of the grammar: segments and what parts them.

A session is segments between commas, plus signs, dashes, brackets and line ends. A segment fills one draft; when it
ends, ``closing`` decides what it was. The layers above read what stands inside a segment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from workouts import amounts, enumerations, half_days, headings, inserts, phases, titles
from workouts.closing import Closing
from workouts.drafts import Draft
from workouts.marks import READ, SENTENCE_ENDS, SEPARATORS, SILENT
from workouts.totals import without_totals
from workouts.workout import Range, Repeat, Step

# Brackets inside each other, of rounds and of alternatives.
DEEPEST: Final = 8

# Rounds in rounds: more than anyone runs.
DEEPEST_ROUNDS: Final = 4

# Joints that leave no doubt that a new part begins.
_FIRM: Final = frozenset({"newline", "then", "semicolon", "open", "plus", "half_day"})

# Signs behind which an alternative begins; a bracket belongs to what stands before it ("5 x 1 km (group 1), …").
_APART: Final = frozenset({"comma", "semicolon", "dot", "newline", "plus", "then", "bar", "close"})

_BEHIND_GROUP: Final = frozenset({"num", "colon", "dash", "close", "times", "unknown"})

# Where rounds that a colon began may end, and what shows that they did, so many tokens ahead.
_IN_ROUNDS: Final = frozenset({"comma", "semicolon", "dot", "then", "plus"})
_BEHIND_ROUNDS: Final = frozenset({("role", "cool_down"), ("scope", "sets")})
_LONGEST_BEHIND: Final = 7

# A label on a line of its own is followed by its colon and a line end or two.
_LABEL_ABOVE: Final = 3

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
        self._part_items()
        if "half_day" in self.kinds:
            self._part_halves()
        self._leave_alternatives()
        if "open" in self.kinds and not self.kinds.isdisjoint(("or", "times")):
            self._pair_brackets()
        steps: list[Step | Repeat] = []
        drafts, unplaced = titles.given(without_totals(self._items(0)))
        drafts, places = inserts.around(drafts)
        for title in unplaced:
            self._forget(title.first, title.end)
        for place in places:
            self.understood[place.first : place.end] = bytes([READ]) * (place.end - place.first)
        for draft in drafts:
            steps += draft.build(self.tokens)
        if self.too_deep:
            self.understood = bytearray(len(self.tokens))
            return ()
        return tuple(steps)

    def _part_items(self) -> None:
        """Make the marks of an enumeration what they are: signs between its items."""
        for mark in enumerations.find(self.tokens):
            starts = not mark.first or self.tokens[mark.first - 1].kind == "newline"
            for token in self.tokens[mark.first : mark.end]:
                token.kind = "dot" if starts else "semicolon"

    def _part_halves(self) -> None:
        """Let a new session begin behind words for the half of the day, not at them: "5 km am easy / 8 km pm"."""
        halves = half_days.find(self.tokens)
        if halves is not None and halves.behind:
            self.tokens[halves.evening].kind = "filler"
            if self.tokens[halves.second].kind in SEPARATORS or self.tokens[halves.second].kind == "slash":
                self.tokens[halves.morning].kind = "filler"
                self.tokens[halves.second].kind = "half_day"

    def _pair_brackets(self) -> None:
        """Note which brackets hold the whole of an alternative, beside "or", and which are counted behind them."""
        opened: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.kind == "open":
                opened.append(index)
            elif token.kind == "close" and opened:
                first = opened.pop()
                if self.tokens[first - 1].kind == "or" or self.tokens[index + 1].kind == "or":
                    self.wholes.add(first)
                elif (counted := amounts.count_behind(self.tokens, index + 1)) is not None:
                    self.counted[first] = counted

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
            if token.kind == "article" or token.value == "a":
                first = index if first is None else first
            elif token.kind in ("word", "letter") and token.value == "b" and first is not None:
                return first
        return None

    def _items(self, depth: int, *, line: bool = False) -> list[Draft]:
        """The drafts up to the end, or inside a bracket up to its closing, or of the ``line``."""
        outer: list[Any] = []
        if depth:  # the text itself is entered from the start
            outer = [getattr(self, name) for name in _FRAME]
            self._enter(depth)
        joint = "start"
        sentence = 0  # how many drafts there were when the sentence began
        while True:
            kind = self.tokens[self.i].kind
            if kind == "end" or (kind == "close" and depth and not self.brackets):
                break
            if line and (kind == "newline" or (kind in _IN_ROUNDS and self._rounds_end(kind, sentence))):
                break
            if kind in SENTENCE_ENDS:
                sentence = len(self.drafts)
            if self.i in self.wholes and joint != "run_on":
                self._whole(joint, depth)
                joint = "close"
                continue
            if kind in SEPARATORS and not self._is_counted_bracket(joint):
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

    def _rounds_end(self, kind: str, sentence: int) -> bool:
        """Whether what a colon said is repeated ends at this separator: "5 rounds: 400 m, 200 m. 2 km cool-down"."""
        if kind in SENTENCE_ENDS and len(self.drafts) - sentence > 1:
            return True  # a list is a whole; of sentences with one part each the next may belong to it
        if kind == "then" and self._measures_otherwise(sentence):
            return True
        j = self.i + 1
        while self.tokens[j].kind in SEPARATORS:
            j += 1
        last = min(j + _LONGEST_BEHIND, len(self.tokens))
        while j < last and self.tokens[j].kind not in SEPARATORS:
            if (self.tokens[j].kind, self.tokens[j].value) in _BEHIND_ROUNDS:
                return True
            j += 1
        return False

    def _measures_otherwise(self, first: int) -> bool:
        """ "6 repeats of 1 min hard, 1 min easy, then 1 mile easy": so far is no part of rounds that are so long."""
        parts = self.drafts[first:]
        ahead = self.tokens[self.i + 1 : self.i + 3]
        if len(parts) < 2 or [token.kind for token in ahead] != ["num", "unit"]:
            return False
        far = ahead[1].value[0] == "distance"
        return all((part.duration if far else part.distance) is not None for part in parts)

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

    def _is_counted_bracket(self, joint: str) -> bool:
        """ "(3 min hard, 2 min easy) x 6": rounds that are counted behind their bracket, as a part of its own."""
        if self.i not in self.counted or self._explains(joint):
            return False
        turns = phases.find(self.tokens, self.i + 1, self.reader, alternate=False) if self.runs_and_walks else None
        return turns is None or turns.rounds is None  # else these rounds are found with how often they come

    def group(self, reps: Range, depth: int) -> bool:
        """ "2 x (…)": the bracket at the current token."""
        if self.rounds >= DEEPEST_ROUNDS or depth >= DEEPEST:
            self.too_deep = True
            return True
        first = self.draft.first if self.draft.is_empty else self.i
        opening = self.i
        self.i += 1
        self.rounds += 1
        children = self._items(depth + 1)
        self.rounds -= 1
        recovery, self.round_recovery = self.round_recovery, None
        if self.tokens[self.i].kind == "close":
            self.i += 1
        self.draft.end = self.i
        if children:
            self.leaf.reps, self.leaf.children, self.leaf.recovery = reps, children, recovery
        else:  # how often nothing is done
            self._forget(first, opening)
        return True

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
            if self.label is None or self.i > self.label.first + _LABEL_ABOVE:  # "Warm-up:", and below it "2 km"
                self.label = None
            self.joining = None
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
        if joint in ("start", "newline") and not depth and self._skip_heading():
            return
        if self.tokens[self.i].kind == "open":
            reps, end = self.counted.pop(self.i)
            self.group(reps, depth)
            self.read_to(end)
        tokens, handlers = self.tokens, self.HANDLERS
        while (kind := tokens[self.i].kind) != "end" and not (kind in SEPARATORS and self._ends_here()):
            handler = handlers.get(kind)
            if handler is None or not handler(self, depth):
                self.i += 1
        self._close()

    def _skip_heading(self) -> bool:
        """ "Week 4: …", "12/3: …": what a line is headed with is no part of the session, and stays unread.

        What only names the repetitions behind it says nothing that they do not: "Intervals: 6 x 800 m".
        """
        if (title := headings.title(self.tokens, self.i)) is not None:
            self.introduced = True
            return self.read_to(title)
        if (title := headings.effort_title(self.tokens, self.i)) is not None:
            self._name_by_effort(title)
            return False
        if headings.names_recovery_run(self.tokens, self.i):
            name = self.tokens[self.i]
            if "effort" in self.kinds:
                name.kind, name.value = "filler", None
            else:
                name.kind, name.value = "effort", ("very_easy", "very_easy", "noun")
            return False
        end = headings.find(self.tokens, self.i)
        if end is None:
            return False
        for index in range(self.i, end):
            if self.tokens[index].kind == "weekday":
                self.understood[index] = READ
        self.introduced = True
        return self.skip_to(end)

    def _name_by_effort(self, title: int) -> None:
        """Let the effort name the session by itself, without the words up to ``title`` that add nothing to it."""
        effort, *words = self.tokens[self.i : title]
        if effort.value[2] in ("word", "limit", "pace"):
            effort.value = (*effort.value[:2], "noun")
        for word in words:
            word.kind, word.value = "filler", None

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
            draft.labelled = label.activity is not None
            if label.role is not None:
                self.label = None

    def split(self, joint: str = "run_on") -> None:
        """What follows is another step, though no sign parts it from this one."""
        self._close()
        self.begin(joint)

    def introduce(self) -> bool:
        """A word that only introduces what follows ("Tue:", "Main set", "Ladder"); true, for handlers to return."""
        self.understood[self.i] = READ
        self.i += 1
        self.draft.first = self.draft.end = self.i
        self.introduced = self.tokens[self.i].kind in ("colon", "dash")
        return True

    def leave_sentence(self) -> bool:
        """The rest of the sentence adds nothing to do: leave it unread."""
        while self.tokens[self.i].kind not in SENTENCE_ENDS:
            self.i += 1
        self.digressed = True
        return True
