"""A coach's text cut into tokens that tile it: numbers, clock times, known words and phrases, signs.

One pass, in time linear in the length of the text. The text is folded first (case, typographic signs, full-width
forms), one character for one, so that a token's ``start`` and ``end`` are positions in the text as it was typed.
Characters between tokens are white space, and quotation marks: what stands in them is what it is without them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from workouts.lexicon import DANIELS, MARATHON, PHRASES, STEMS, Phrases
from workouts.workout import Effort

FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

# More digits than any distance in metres or duration in seconds needs: such a number is not one of ours.
MAX_DIGITS: Final = 7

_FOLD: Final[dict[str, str]] = (
    dict.fromkeys("×✕✖⨯", "x")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("’‘′`´ʹ", "'")
    | dict.fromkeys("″”ʺ", '"')
    | dict.fromkeys("«»“„\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", " ")
    | dict.fromkeys("→➔⇒➜", ">")
    | dict.fromkeys("‡§", "†")
    | {"ё": "е", "\u2028": "\n", "\u2029": "\n"}
    | {chr(0xFF01 + offset): chr(0x21 + offset).lower() for offset in range(94)}
)
# Found by a pattern: ``str.translate`` stops at every letter that is not ASCII, and Russian has no other.
_FOLDED: Final = re.compile(f"[{''.join(_FOLD)}]")

# White space, and behind it a clock time, a number, a sign for "times", a word, or any other sign.
_TOKEN: Final = re.compile(
    r"""
    ([^\S\n]*)(?:
      (?=[0-9.:½¼¾⅓⅔])(?:
          ((?:(?<![0-9.:])[0-9]{1,3}
             |(?:^|(?<=[\s(/@~+-])|(?<=[0-9][xх])))            # :30
           :[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
        | (
              [0-9]+(?![0-9.,:e½¼¾⅓⅔])                          # 400, as most are
            | [0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+(?![^\W_])       # 1e308
            | (?<![0-9,])[0-9]{1,2}(?:,[0-9]{3})+(?![0-9])      # 1,200
            | (?<![0-9,])[0-9]+,[0-9]{1,2}(?![0-9]|,[0-9])      # 1,5
            | (?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)[½¼¾⅓⅔]?
            | [½¼¾⅓⅔]))
    | ((?:(?<=[0-9])[xх*]|(?<=[0-9]\s)\*)(?=\s*[^\W_]|\s*[(\[.]))
    | (
          (?:b/t|b/w|w/o(?:ut)?|w/u(?:ps?)?|[cw]/d(?:o?wn)?|km/h|min/km|min/mi(?:le)?|мин/км|уд/мин)(?![^\W\d_])
        | (?:run|walk|jog)(?:ning|ing|ging)?/(?:run|walk|jog)(?:ning|ing|ging)?(?![^\W_])
        | w/
        | [ap]\.m(?![^\W_])\.?
        | d\+(?=\s*[0-9])
        | (?:(?:ri?|p|rec(?:overy)?|rest|pause)=|(?:ri?|p):)(?=\s*[0-9])  # r=90s
        | (?<=[0-9])'s(?![^\W_])                                # the 200's
        | (?:do|does|is|wo|ca|should)n't
        | farmer(?:'s|s')(?![^\W\d_])
        | [zr][1-7](?![^\W_]|['"])                               # in "r2'" the rest
        | s&c(?![^\W_])
        | v?v[o0]2(?=max|[\W_]|$)
        | [lv]t[12](?![^\W_])
        | [^\W\d_]+)
    | (''|-+>|=>|\.{2,}|\S|\n)
    )
    """,
    re.VERBOSE,
)

# What a sign means by itself.
_SIGNS: Final[dict[str, str]] = {
    ",": "comma", "、": "comma", ";": "semicolon", "+": "plus", "&": "plus", ".": "dot", "-": "dash", "/": "slash",
    ":": "colon", "|": "bar", "(": "open", "[": "open", ")": "close", "]": "close", "{": "open", "}": "close",
    "@": "at", "%": "percent", "*": "filler", "!": "dot", "?": "filler", "~": "filler", "≈": "filler", "•": "dot",
    "·": "dot", "<": "at_most", "≤": "at_most", "≥": "at_least", ">": "arrow", "=>": "arrow", "…": "dot", "†": "filler",
    "\n": "newline",
}  # fmt: skip

# The value of a sign for a rest that is written as a capital letter.
CAPITAL: Final = "capital"

# Small letters that mark the items of an enumeration: of those behind them, most are units or words.
_LETTERS: Final = frozenset("abcd")

# Emoji, and what changes their looks, by their categories in Unicode.
_ORNAMENTS: Final = frozenset({"So", "Sk", "Mn"})

_POUND: Final = ("mass", 0.45359237, "lb")
_MINUTE: Final = ("time", 60.0, "'")
_SECOND: Final = ("time", 1.0, '"')

# What coaches write right behind a unit, without a space, and how long the units are that they do it with.
_TIED_TO_UNITS: Final = frozenset({"effort", "role", "run", "jog", "walk", "rest", "recovery", "strides"})
_LONGEST_TIED: Final = 7

# From here up a bare number behind a count is a distance.
_LEAST_COUNTED_M: Final = 100

# What the pattern finds: the white space and, in one of the other places, a piece of the text.
_Piece = tuple[str, str, str, str, str, str]
_SPACE: Final = 0
_WORD: Final = 4
_SIGN: Final = 5
_NOTHING: Final[_Piece] = ("", "", "", "", "", "")


class Token:
    """A stretch of the text with its kind (see ``lexicon``) and the value that goes with the kind.

    ``gap`` is true where white space stands before it.
    """

    __slots__ = ("end", "gap", "kind", "start", "value")

    def __init__(self, kind: str, value: Any, start: int, end: int, gap: bool) -> None:  # noqa: FBT001 (one hot call)
        self.kind = kind
        self.value = value
        self.start = start
        self.end = end
        self.gap = gap

    def __repr__(self) -> str:
        return f"{self.kind}({self.value!r})[{self.start}:{self.end}]"


def is_repetitions(token: Token) -> bool:
    """Whether it is the word for what is repeated: "reps", "intervals", "repeats"."""
    return token.kind == "filler" and token.value in ("reps", "repeats")


def fold(text: str) -> str:
    """``text`` in lower case with typographic signs made plain; as long as ``text``, character for character."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capital letters have no single lower-case one
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower if lower.isascii() else _FOLDED.sub(_plain, lower)


def _plain(sign: re.Match[str]) -> str:
    return _FOLD[sign[0]]


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text`` in order, closed by one of the kind ``end``.

    Words are joined into the longest phrases that the lexicon knows; a hyphen inside a phrase counts as a space.
    """
    folded = fold(text)
    tokens = _cut(text, folded)
    if "по" in folded:
        _count_each(tokens)
    return tokens


def _cut(text: str, folded: str) -> list[Token]:
    """The tokens of ``text``, ``folded`` being the same in plain small letters."""
    pieces: list[_Piece] = [*_TOKEN.findall(folded), _NOTHING]
    tokens: list[Token] = []
    quotes = {"'": False, '"': False}
    quoted = False
    behind_word = tied = end = taken = 0
    for index, (space, clock, number, times, word, sign) in enumerate(pieces[:-1]):
        if index < taken:
            continue
        gap = space != "" or quoted or not end
        quoted = False
        start = end + len(space)
        if not word:
            end = start + len(number or sign or times or clock)
            kind, value = _number(number) if number else _meaning(clock, times, sign, folded, end, quotes)
            if kind == "quote":
                quoted = True
                continue
            tokens.append(Token(kind, value, start, end, gap))
            if sign == "-" and behind_word == index and not gap:
                tied = index + 1
            continue
        end = start + len(word)
        if len(word) == 1 and text[start] != word and (effort := _letter(word, tokens, pieces[index + 1])) is not None:
            tokens.append(Token("daniels", effort, start, end, gap))
            continue
        behind_word = index + 1
        if word in _LETTERS and text[start] == word and pieces[index + 1][_SIGN] == ")":
            tokens.append(Token("letter", word, start, end, gap))  # "a) drills b) 3 x 60 m"
            continue
        node = PHRASES.get(word)
        if node is not None and node.then:
            following = pieces[index + 1]
            if following[_WORD] in node.then or following[_SIGN] == "-":
                node, behind_word, end = _longest(text, pieces, index, end)
                taken = behind_word
        if node is not None and node.kind is not None:
            value = CAPITAL if node.kind == "pause_sign" and text[start] != word[0] else node.value
            tokens.append(Token(node.kind, value, start, end, gap))
        else:
            tokens += _strange(word, start, end, gap=gap, behind_number=not gap and tokens[-1].kind == "num")
        if tied == index and index and not gap:
            _part_strangers(tokens)
    tokens.append(Token("end", None, len(text), len(text), True))
    return tokens


def _letter(word: str, tokens: list[Token], following: _Piece) -> Effort | None:
    """The effort of a capital letter. M is miles and metres but in "20 min @ M" and "20 min M pace"."""
    if word != "m":
        return DANIELS.get(word)
    before = tokens[-1].kind if tokens else "start"
    return MARATHON if before == "at" or (before != "num" and following[_WORD] == "pace") else None


def _count_each(tokens: list[Token]) -> None:
    """ "8 по 400 м", "8 по 400": the word is a sign for "times" where what it counts is measured."""
    for index in range(1, len(tokens) - 2):
        if tokens[index].value == "of_each" and tokens[index - 1].kind == "num" and tokens[index + 1].kind == "num":
            measured = tokens[index + 2].kind in ("unit", "exercise") or tokens[index + 1].value >= _LEAST_COUNTED_M
            tokens[index].kind = "times" if measured else "filler"


def _strange(word: str, start: int, end: int, *, gap: bool, behind_number: bool) -> list[Token]:
    """A word that the lexicon does not have: a unit tied to another word ("10kmeasy"), or one with an ending."""
    unit = _tied_unit(word) if behind_number else 0
    if not unit:
        return [Token(*_inflected(word), start, end, gap)]
    first, second = PHRASES[word[:unit]], PHRASES[word[unit:]]
    return [
        Token(first.kind, first.value, start, start + unit, gap),
        Token(second.kind, second.value, start + unit, end, gap),
    ]


def _meaning(clock: str, times: str, sign: str, folded: str, end: int, quotes: dict[str, bool]) -> tuple[str, Any]:
    """The kind and value of what is neither a word nor a number and ends at ``end``."""
    if sign in _SIGNS:
        return _SIGNS[sign], sign
    if times:
        return "times", times
    if clock:
        return _clock(clock)
    if sign[0] in quotes:
        return _prime(folded, sign, end, quotes)
    if sign == "#":
        return "unit", _POUND
    if len(sign) > 1:
        return ("dot" if sign[0] == "." else "arrow"), sign
    if unicodedata.category(sign) in _ORNAMENTS:
        return "ornament", sign
    return ("unknown" if sign.isprintable() else "filler"), sign


def _number(word: str) -> tuple[str, Any]:
    if word.isdecimal() and len(word) <= MAX_DIGITS:
        return "num", float(word)
    plain = word
    extra = 0.0
    if word[-1] in FRACTIONS:
        extra = FRACTIONS[word[-1]]
        plain = word[:-1]
    if len(plain) > MAX_DIGITS + 2 or "e" in plain:
        return "unknown", word
    if "," in plain:
        plain = plain.replace(",", "") if len(plain.rsplit(",", 1)[1]) == 3 else plain.replace(",", ".")
    return "num", (float(plain) if plain else 0.0) + extra


def _clock(word: str) -> tuple[str, Any]:
    parts = tuple(int(part or 0) for part in word.split(":"))
    return ("unknown", word) if any(part >= 60 for part in parts[1:]) else ("clock", parts)


def _prime(folded: str, sign: str, end: int, quotes: dict[str, bool]) -> tuple[str, Any]:
    """Minutes or seconds right after a figure, else a quotation mark."""
    key = sign[0]
    start = end - len(sign)
    after_figure = start > 0 and (folded[start - 1].isdigit() or folded[start - 1] in FRACTIONS)
    if after_figure and not quotes[key]:
        return "unit", _MINUTE if sign == "'" else _SECOND
    quotes[key] = not quotes[key] and (start == 0 or not folded[start - 1].isalnum())
    return "quote", sign


def _longest(text: str, pieces: list[_Piece], index: int, end: int) -> tuple[Phrases | None, int, int]:
    """The longest phrase that starts with the word at ``index``, which ends at ``end``.

    Returned with the index and the position behind it; ``None`` where the word alone is not known either.
    """
    node: Phrases | None = PHRASES[pieces[index][_WORD]]
    best: Phrases | None = None
    behind, best_end = index + 1, end
    while node is not None:
        if node.kind is not None:
            best, behind, best_end = node, index + 1, end
        index += 1
        space, *_others, word, sign = pieces[index]
        if sign == "-" and not space and not pieces[index + 1][_SPACE]:
            index += 1
            end += 1
            word = pieces[index][_WORD]
        start = end + len(space)
        end = start + len(word)
        node = None if word in DANIELS and text[start] != word else node.then.get(word)
    return best, behind, best_end


def _tied_unit(word: str) -> int:
    """How long the unit is at the head of "kmeasy" or "minwu", written right behind a number; 0 where there is none."""
    for length in range(min(len(word) - 1, _LONGEST_TIED), 0, -1):
        unit, rest = PHRASES.get(word[:length]), PHRASES.get(word[length:])
        if unit is not None and rest is not None and unit.kind == "unit" and rest.kind in _TIED_TO_UNITS:
            return length
    return 0


def _part_strangers(tokens: list[Token]) -> None:
    """A known word tied by a hyphen to an unknown one is no longer known ("pre-race", "tempo-ish")."""
    first, hyphen, second = tokens[-3:]
    if (first.kind == "word") != (second.kind == "word"):
        first.kind = second.kind = hyphen.kind = "word"


def _inflected(word: str) -> tuple[str, Any]:
    """What a Russian word means by its stem, for its endings are many; any other is one that nobody knows."""
    if word >= "а":
        for length in range(min(len(word), 12), 3, -1):
            if meaning := STEMS.get(word[:length]):
                return meaning
    return "word", word
