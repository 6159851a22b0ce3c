"""The marks of an enumeration: "1) 2 km easy 2) 4 x 200 m", "a) drills b) 3 x 60 m", "1. …" and "(1) …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts.tokens import Token

# Behind these a number belongs to what stands before it: "5 x 2. 3 km".
_TIED: Final = frozenset({
    "times", "dash", "slash", "num", "clock", "with", "at", "at_most", "at_least", "article", "unknown", "or", "to",
})  # fmt: skip
# Where the first item may stand, if its mark is as slight as "1.".
_LINE_STARTS: Final = frozenset({"newline", "dot", "colon"})
_MOST_ITEMS: Final = 20


class Mark(NamedTuple):
    """A mark from token ``first`` up to ``end``: the ``place`` of its item, and the sign behind the number."""

    first: int
    end: int
    place: int
    sign: str


def find(tokens: Sequence[Token]) -> list[Mark]:
    """All marks, if the text is an enumeration: two or more of one kind, from the first on and none left out."""
    marks: list[Mark] = []
    opened = 0
    for index, token in enumerate(tokens):
        if token.kind == "open":
            opened += 1
        elif token.kind in ("close", "newline"):
            opened = max(opened - 1, 0) if token.kind == "close" else 0
        elif (mark := _mark(tokens, index, opened=opened)) is not None:
            marks.append(mark)
    return marks if _is_enumeration(tokens, marks) else []


def _mark(tokens: Sequence[Token], i: int, *, opened: int) -> Mark | None:
    """The mark whose number or letter stands at ``i``."""
    token, after = tokens[i], tokens[i + 1] if tokens[i].kind != "end" else tokens[i]
    if token.kind == "letter":
        place = ord(token.value) - ord("a") + 1
    elif token.kind == "num" and 1 <= token.value <= _MOST_ITEMS and token.value == int(token.value):
        place = int(token.value)
    else:
        return None
    if after.gap or after.kind not in ("close", "dot"):
        return None
    bracketed = i > 0 and tokens[i - 1].kind == "open" and not token.gap and after.kind == "close"
    first = i - bracketed
    if opened > bracketed or (first and tokens[first - 1].kind in _TIED):
        return None
    if after.kind == "dot":
        begins = place > 1 or not first or tokens[first - 1].kind in _LINE_STARTS
        if not begins or not tokens[i + 2].gap:
            return None
    return Mark(first, i + 2, place, "bracket" if bracketed else after.kind)


def _is_enumeration(tokens: Sequence[Token], marks: Sequence[Mark]) -> bool:
    """Whether the marks count on from one, in one style, and do not number what stands before them ("Week 1) …")."""
    if len(marks) < 2 or [mark.place for mark in marks] != list(range(1, len(marks) + 1)):
        return False
    if len({(mark.sign, tokens[mark.end - 2].kind) for mark in marks}) > 1:
        return False
    before = [tokens[mark.first - 1] for mark in marks if mark.first]
    strangers = [token.value for token in before if token.kind in ("word", "group", "aside")]
    return len(set(strangers)) == len(strangers)
