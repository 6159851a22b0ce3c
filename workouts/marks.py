"""Where a reading stands: the tokens, what of them was understood, and the drafts so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workouts.amounts import Doubt, Reader
from workouts.drafts import Draft
from workouts.efforts import Found, Offset
from workouts.tokens import Token, is_repetitions
from workouts.workout import Range, Recovery

SEPARATORS: Final = frozenset({
    "comma", "semicolon", "plus", "then", "and", "dot", "newline", "dash", "colon", "bar", "open", "close", "half_day",
    "or",
})  # fmt: skip
# With these, what was said is said.
SENTENCE_ENDS: Final = frozenset({"dot", "semicolon", "newline", "end", "close"})
# Signs and function words: they carry no meaning of their own and are never shown as unread.
SILENT: Final = (SEPARATORS - {"half_day", "or"}) | {
    "filler", "article", "with", "at", "slash", "arrow", "to", "end", "each", "heft", "break", "or_more",
}  # fmt: skip
# Beside these, all the rest may still be understood.
_HARMLESS: Final = SILENT | {"ornament"}

_OF_TARGETS: Final = frozenset({"percent", "bpm", "pace_of", "per_mile", "rpe", "heart_rate", "clock", "pace_word"})

# This many unknown words before a number make it prose, not shorthand.
PROSE_WORDS: Final = 3

# How a token was taken: left alone (0), a number that was left open, or understood.
DOUBTED: Final = 1
READ: Final = 2

_READ_TOKEN: Final = bytes([READ])


class Marks:
    """One reading: the tokens, what of them was understood, and the doubts met on the way."""

    # All that is asked again and again, more names than CPython keeps at hand without slots.
    __slots__ = (
        "ahead", "astray", "brackets", "broken", "cool_down", "counted", "depth", "digressed", "doubts", "draft",
        "drafts", "explaining", "i", "introduced", "joining", "kinds", "label", "last_number", "leaf", "measures",
        "nested", "paused", "reader", "round_recovery", "rounds", "runs_and_walks", "separator", "speaks_of_hours",
        "speaks_of_loads", "speaks_of_paces", "speaks_of_sets", "speaks_of_targets", "strange", "tokens",
        "too_deep", "understood", "wandered", "wholes",
    )  # fmt: skip

    def __init__(self, tokens: list[Token], reader: Reader) -> None:
        self.tokens = tokens
        self.reader = reader
        self.i = 0
        self.understood = bytearray(len(tokens))
        self.doubts: list[tuple[int, int, str]] = []
        # What the text has no word for need not be looked for at each number.
        self.kinds = {token.kind for token in tokens}
        masses = repetitions = False
        # Behind it, no more steps with an amount come.
        self.last_number = -1
        for index, token in enumerate(tokens):
            kind = token.kind
            if kind in ("num", "clock"):
                self.last_number = index
            elif kind == "unit":
                masses = masses or token.value[0] == "mass"
            elif kind == "filler":
                repetitions = repetitions or is_repetitions(token)
        self.speaks_of_loads = masses or not self.kinds.isdisjoint(("implement", "body_mass"))
        self.speaks_of_sets = repetitions or "sets" in self.kinds
        self.speaks_of_targets = not self.kinds.isdisjoint(_OF_TARGETS)
        # Words that make a race distance an effort without a sign before it.
        self.speaks_of_paces = not self.kinds.isdisjoint(("pace_word", "arrow", "compare"))
        # Whether the two may be done in turn.
        self.runs_and_walks = "run_noun" in self.kinds or (
            "walk" in self.kinds and not self.kinds.isdisjoint(("run", "jog"))
        )
        self.speaks_of_hours = not self.kinds.isdisjoint(("half_day", "weekday"))
        # The units of the text, each with where it first stands, once a list asks for them.
        self.measures: dict[tuple[str, float, str], int] | None = None
        # Brackets that hold the whole of an alternative, by their opening token.
        self.wholes: set[int] = set()
        # Brackets that are counted behind them ("(…) x 6"), by their opening token: how often, and where that ends.
        self.counted: dict[int, tuple[Range, int]] = {}
        # Whether rounds stand in rounds deeper than anyone runs: then nothing that was read can be counted.
        self.too_deep = False
        # How many rounds are open around what is being read.
        self.rounds = 0
        self._enter(0)

    def _enter(self, depth: int) -> None:
        """Begin a text, or what stands in a bracket that is repeated: ``depth`` of them are open."""
        self.depth = depth
        self.drafts: list[Draft] = []
        self.draft = self.leaf = Draft(self.i, "start")
        self.separator = self.i
        self.label: Draft | None = None
        # The cool-down that was named beside the warm-up ("2 mi wu/cd, 6 x 1 km").
        self.cool_down: Draft | None = None
        # What comes after each round of the bracket that ends here ("4 x (1200 m w/ 3 min jog)").
        self.round_recovery: Recovery | None = None
        # The set that the next segment goes on with.
        self.joining: Draft | None = None
        # How many other brackets are open, and how many of them only explain what stands before them.
        self.brackets = self.explaining = 0
        # Whether the draft before is no longer what the text speaks of: a number was left unread since (only a bracket
        # that explains may hold one), or the text wandered off, after which a plain recovery still belongs to it.
        self.broken = self.wandered = False
        # Whether a number was left unread since the last step, over line ends too.
        self.astray = False
        # Whether this segment spoke of something else at its end, and whether it only introduced a line ("Tue:").
        self.digressed = self.introduced = False
        # Whether the segment only gave the recovery of the step before.
        self.paused = False
        # Whether the segment before held nothing but words that were not understood.
        self.strange = False
        # A load that was named before any step ("1 kg ankle weights each, 5 km easy").
        self.ahead: Draft | None = None
        # How many rounds stand inside each other in this draft without brackets ("2 x 3 x 70 m").
        self.nested = 0

    def fate(self, index: int) -> str:
        """What became of the token at ``index``: "read", "filler" or "unread"."""
        if self.understood[index] == READ:
            return "read"
        return "filler" if self.tokens[index].kind in SILENT else "unread"

    def unread(self) -> list[tuple[int, int]]:
        """Positions in the text that were not understood; words that touch are one stretch."""
        spans: list[tuple[int, int]] = []
        for token, mark in zip(self.tokens, self.understood, strict=True):
            if mark == READ or token.kind in SILENT:
                continue
            if spans and spans[-1][1] == token.start:
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
        return spans

    def read_to(self, end: int) -> bool:
        """Mark the tokens up to ``end`` as understood and go there; true, for handlers to return."""
        self.understood[self.i : end] = _READ_TOKEN * (end - self.i)
        self.i = self.draft.end = end
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
        self.leaf.doubted = doubt.about
        for index in range(self.i, doubt.end):
            self.understood[index] = DOUBTED
        return self.skip_to(doubt.end)

    def read_effort(self, found: Found, kept: Sequence[Offset | None]) -> bool:
        """Mark an effort as understood, but for the offsets that no step could keep."""
        self.read_to(found.end)
        for offset in (*found.offsets, *found.loose):
            if offset is not None and offset not in kept:
                for index in range(offset.first, offset.end):
                    self.understood[index] = DOUBTED
        return True

    def _break(self) -> None:
        if not self.explaining:
            self.broken = self.astray = True

    def _forget(self, first: int, end: int) -> None:
        for index in range(first, end):
            self.understood[index] = 0
            if self.tokens[index].kind in ("num", "clock"):
                self._break()

    def _is_clean(self, first: int, end: int, *, but_doubts: bool = False) -> bool:
        """Whether every word was read; ``but_doubts``: or is part of a number that was left open."""
        least = DOUBTED if but_doubts else READ
        for index in range(first, end):
            if self.understood[index] < least and self.tokens[index].kind not in _HARMLESS:
                return False
        return True

    def strangers(self, first: int, end: int) -> int:
        """How many words were not understood; words that touch are one ("pre-race")."""
        return sum(
            self.tokens[index].kind == "word" and not self.understood[index] and self.tokens[index].gap
            for index in range(first, end)
        )

    def _open_draft(self) -> Draft | None:
        """The draft that the text still speaks of."""
        return self.drafts[-1] if self.drafts and not (self.broken or self.wandered) else None
