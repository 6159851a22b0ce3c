"""A part of the shorthand as a grammar in three parsing libraries, for ``benchmarks/reading.py`` to compare with.

The part is what every library can be expected to read: N x D with a count that may be a range, a pace, a recovery after
"w/", parts joined by comma, plus or semicolon, and brackets one deep. Each grammar makes the same values as
``workouts.reading`` of the same text, by the same functions, and each is written as the library is fastest: few tokens
that hold as much as one pattern can (a count, an amount, a pace), values built while parsing; lark's is there as its
documentation writes grammars, too. None keeps the places of
steps in the text, nor what it did not understand: a text outside the part is an error.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Final, Protocol

from workouts.workout import ONCE, Effort, Range, Recovery, Repeat, Step, Workout

Size = tuple[str, Range]
"""The name of a dimension of steps and how much of it."""

COUNT: Final = r"\d+(?:-\d+)? ?[x×]"
AMOUNT: Final = r"\d+(?:\.\d+)? ?(?:min|mi|m|km|sec|s)\b"
EFFORTS: Final = {
    "easy": Effort.exactly("easy"),
    "steady": Effort.exactly("steady"),
    "MP": Effort.exactly("marathon"),
    "HM": Effort.exactly("threshold"),
    "threshold": Effort.exactly("threshold"),
    "10k": Effort.exactly("10k"),
    "5k": Effort.exactly("5k"),
    "mile": Effort.exactly("mile"),
}
PACE: Final = r"(?:@|at) ?(?:easy|steady|MP|HM|threshold|10k|5k|mile)\b(?: pace)?|easy\b|steady\b"
KINDS: Final = {"rest": "rest", "jog": "run", "walk": "walk"}
KIND: Final = "rest|jog|walk"
WITH: Final = r"w\/|with"
JOIN: Final = "[,+;]"
_METRES: Final = {"m": 1.0, "km": 1000.0, "mi": 1609.344}
_SECONDS: Final = {"s": 1.0, "sec": 1.0, "min": 60.0}


# What the pieces mean, for every library alike


def count(text: str) -> Range:
    """ "4 x", "8-10x"."""
    lo, _dash, hi = text[:-1].partition("-")
    return Range(float(lo), float(hi or lo))


def amount(text: str) -> Size:
    """ "400 m", "1.5km", "90 s"."""
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return measured(number, text[len(number) :])


def measured(number: str, unit: str) -> Size:
    """ "400" of "m"."""
    if unit in _METRES:
        return "distance_m", Range.exactly(float(number) * _METRES[unit])
    return "duration_s", Range.exactly(float(number) * _SECONDS[unit])


def pace(text: str) -> Effort:
    """ "@ 10k", "at MP pace", "easy"."""
    return EFFORTS[text.removeprefix("@").removeprefix("at ").removesuffix(" pace").strip()]


def recovery(size: Size, kind: str) -> Recovery:
    """ "90 s rest"."""
    return Recovery(KINDS[kind], **{size[0]: size[1]})


def step(reps: Range | None, size: Size, effort: Effort | None, pause: Recovery | None) -> Step:
    """One part."""
    return Step(reps=reps or ONCE, effort=effort, recovery=pause, **{size[0]: size[1]})


def group(reps: Range, steps: Iterable[Step], pause: Recovery | None) -> Repeat:
    """A bracket."""
    return Repeat(reps, tuple(steps), pause)


class Rival(Protocol):
    """A library with the grammar."""

    name: str
    library: str

    def read(self, text: str) -> Workout:
        """The workout. Raises the library's own error for a text that is none."""


class Lark:
    """lark: LALR with a transformer at work while parsing; no Earley, no tree, no places."""

    name, library = "lark", "lark"
    GRAMMAR: Final = rf"""
        start: _part (_JOIN _part)*
        _part: step | group
        step: AMOUNT [PACE]                   -> once
            | COUNT AMOUNT [PACE] [recovery]  -> repeated
        group: COUNT "(" step (_JOIN step)* ")" [recovery]
        recovery: _WITH AMOUNT KIND
        COUNT.2: /{COUNT}/
        AMOUNT: /{AMOUNT}/
        PACE: /{PACE}/
        KIND: /{KIND}/
        _WITH: /{WITH}/
        _JOIN: /{JOIN}/
        %ignore " "
    """

    def __init__(self, lexer: str = "contextual") -> None:
        library = import_module("lark")

        class Values(library.Transformer):
            """Values as soon as a rule is complete."""

            COUNT, AMOUNT, PACE = staticmethod(count), staticmethod(amount), staticmethod(pace)

            def count(self, found: list[Any]) -> Range:
                return Range(float(found[0]), float(found[1] or found[0]))

            def amount(self, found: list[Any]) -> Size:
                return measured(*found)

            def pace(self, found: list[Any]) -> Effort:
                return EFFORTS[found[0]]

            def start(self, parts: list[Any]) -> Workout:
                return Workout(tuple(parts))

            def once(self, found: list[Any]) -> Step:
                size, effort = found
                return step(None, size, effort, None)

            def repeated(self, found: list[Any]) -> Step:
                return step(*found)

            def group(self, found: list[Any]) -> Repeat:
                return group(found[0], found[1:-1], found[-1])

            def recovery(self, found: list[Any]) -> Recovery:
                return recovery(*found)

        self._parser = library.Lark(
            self.GRAMMAR, parser="lalr", lexer=lexer, transformer=Values(), maybe_placeholders=True
        )
        self.read = self._parser.parse


class PlainLark(Lark):
    """lark as its documentation writes grammars: a token for every number, unit and word, and rules for the rest."""

    name = "lark, small tokens"
    GRAMMAR: Final = r"""
        start: _part (_JOIN _part)*
        _part: step | group
        step: amount [pace]                   -> once
            | count amount [pace] [recovery]  -> repeated
        group: count "(" step (_JOIN step)* ")" [recovery]
        count: NUMBER ["-" NUMBER] ("x" | "×")
        amount: NUMBER UNIT
        pace: ("@" | "at") (EFFORT | EASY) _OF_PACE? | EASY
        recovery: ("w/" | "with") amount KIND
        _OF_PACE: "pace"
        NUMBER: /[0-9]+(\.[0-9]+)?/
        UNIT: /(min|mi|m|km|sec|s)\b/
        EFFORT.2: /(MP|HM|threshold|10k|5k|mile)\b/
        EASY: /(easy|steady)\b/
        KIND: /rest|jog|walk/
        _JOIN: /[,+;]/
        %ignore " "
    """


class Pyparsing:
    """pyparsing; memoizing ("packrat") is a switch of the whole library, see ``remember``."""

    name, library = "pyparsing", "pyparsing"

    def __init__(self) -> None:
        pp = import_module("pyparsing")

        def value(pattern: str, make: Any) -> Any:
            return pp.Regex(pattern).set_parse_action(lambda found: make(found[0]))

        counted, size, effort = value(COUNT, count), value(AMOUNT, amount), value(PACE, pace)
        joint, opening, closing = (pp.Regex(sign).suppress() for sign in (JOIN, r"\(", r"\)"))
        kind = pp.Regex(KIND)
        none = {"default": None}
        pause = (pp.Regex(WITH).suppress() + size + kind).set_parse_action(lambda found: recovery(found[0], found[1]))
        once = (size + pp.Opt(effort, **none)).set_parse_action(lambda found: step(None, found[0], found[1], None))
        after_count = size + pp.Opt(effort, **none) + pp.Opt(pause, **none)
        repeated = (counted + after_count).set_parse_action(lambda found: step(*found))
        one = repeated | once
        bracket = (counted + opening + one + (joint + one)[...] + closing + pp.Opt(pause, **none)).set_parse_action(
            lambda found: group(found[0], found[1:-1], found[-1])
        )
        part = bracket | one
        self._parser = part + (joint + part)[...]

    @staticmethod
    def remember(*, yes: bool) -> None:
        """Switch memoizing on or off, for all grammars of the library."""
        elements = import_module("pyparsing").ParserElement
        elements.disable_memoization()
        if yes:
            elements.enable_packrat()

    def read(self, text: str) -> Workout:
        return Workout(tuple(self._parser.parse_string(text, parse_all=True)))


class Parsy:
    """parsy: combinators over patterns."""

    name, library = "parsy", "parsy"

    def __init__(self) -> None:
        parsy = import_module("parsy")

        def token(pattern: str) -> Any:
            return parsy.regex(f"({pattern}) *", group=1)

        counted, size, effort = token(COUNT).map(count), token(AMOUNT).map(amount), token(PACE).map(pace)
        joint, opening, closing = token(JOIN), token(r"\("), token(r"\)")
        pause = (token(WITH) >> parsy.seq(size, token(KIND))).combine(recovery)
        repeated = parsy.seq(counted, size, effort.optional(), pause.optional()).combine(step)
        once = parsy.seq(size, effort.optional()).combine(lambda size, effort: step(None, size, effort, None))
        one = repeated | once
        bracket = parsy.seq(counted << opening, one.sep_by(joint, min=1) << closing, pause.optional()).combine(group)
        self._parser = (bracket | one).sep_by(joint, min=1).map(lambda parts: Workout(tuple(parts)))

    def read(self, text: str) -> Workout:
        return self._parser.parse(text)


LIBRARIES: Final[Sequence[type[Lark | Pyparsing | Parsy]]] = (Lark, PlainLark, Pyparsing, Parsy)


# Sentences of the part


def sentences(number: int, seed: int) -> list[str]:
    """``number`` sentences, always the same for a ``seed``.

    Each can mean one thing only. "5 x 2 mi, 1 mi easy" may say what comes between, and "@ 5k + 70 s" may be a pace; so
    what is done once is a longer distance with an effort, and repetitions in a bracket say what is between them.
    """
    chance = random.Random(seed)
    return [_sentence(chance) for _index in range(number)]


def _sentence(chance: random.Random) -> str:
    return _joined(chance, [_bracket(chance) if chance.random() < 0.25 else _part(chance) for _ in range(_few(chance))])


def _few(chance: random.Random) -> int:
    return chance.choice((1, 1, 2, 2, 3))


def _joined(chance: random.Random, parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += chance.choice((", ", " + ", " + ", "; ")) + part
    return text


def _part(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return f"{chance.randint(4, 15)}{chance.choice((' km', 'km', ' mi'))}{_easier(chance)}"
    return _repetitions(chance, recovery_share=0.7)


def _bracket(chance: random.Random) -> str:
    parts = [_repetitions(chance, recovery_share=1)]
    parts += [
        _once(chance) if chance.random() < 0.6 else _repetitions(chance, recovery_share=1)
        for _ in range(chance.choice((1, 1, 2)))
    ]
    return f"{_count(chance)}({_joined(chance, parts)}){_recovery(chance, 0.7)}"


def _repetitions(chance: random.Random, recovery_share: float) -> str:
    size = chance.choice(
        (
            f"{chance.choice((200, 300, 400, 600, 800, 1000, 1200))} m",
            f"{chance.choice((200, 400, 800))}m",
            f"{chance.choice(('1', '1.5', '2', '3'))} km",
            f"{chance.choice((1, 2))} mi",
            f"{chance.randint(2, 9) * 10} s",
            f"{chance.randint(1, 8)} min",
        )
    )
    return (
        _count(chance) + size + (_faster(chance) if chance.random() < 0.7 else "") + _recovery(chance, recovery_share)
    )


def _once(chance: random.Random) -> str:
    size = chance.choice((f"{chance.choice((600, 800, 1000, 1200))} m", f"{chance.choice(('1', '1.5', '2', '3'))} km"))
    return size + _faster(chance)


def _count(chance: random.Random) -> str:
    low = chance.randint(2, 10)
    number = f"{low}-{low + chance.randint(1, 3)}" if chance.random() < 0.25 else str(low)
    return number + chance.choice((" x ", " x ", " × ", "x "))


def _easier(chance: random.Random) -> str:
    return chance.choice((" easy", " easy", " steady", " @ MP", " at threshold"))


def _faster(chance: random.Random) -> str:
    pace = chance.choice(("MP", "HM", "threshold", "10k", "5k", "mile"))
    return chance.choice((f" @ {pace}", f" @ {pace}", f" at {pace} pace"))


def _recovery(chance: random.Random, share: float) -> str:
    if chance.random() >= share:
        return ""
    time = chance.choice((f"{chance.choice((30, 60, 90))} s", f"{chance.choice((1, 2, 3))} min"))
    way = f"{chance.choice((200, 400))} m {chance.choice(('jog', 'walk'))}"
    return f" {chance.choice(('w/', 'w/', 'with'))} {chance.choice((way, f'{time} {chance.choice(tuple(KINDS))}'))}"
