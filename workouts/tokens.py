"""A coach's text cut into tokens that tile it: numbers, clock times, known words and phrases, signs.

One pass, in time linear in the length of the text. The text is folded first (case, typographic signs, full-width
forms), one character for one, so that a token's ``start`` and ``end`` are positions in the text as it was typed.
Characters between tokens are white space.
"""

from __future__ import annotations

import re
from typing import Any, Final

from workouts.lexicon import DANIELS, PHRASES, STEMS, Phrases

FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

# More digits than any distance in metres or duration in seconds needs: such a number is not one of ours.
MAX_DIGITS: Final = 7

_FOLD: Final = str.maketrans(
    dict.fromkeys("×✕✖⨯", "x")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("’‘′`´ʹ", "'")
    | dict.fromkeys("″”ʺ", '"')
    | dict.fromkeys("«»“„\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", " ")
    | dict.fromkeys("→➔⇒➜", ">")
    | {"ё": "е", "\u2028": "\n", "\u2029": "\n"}
    | {chr(0xFF01 + offset): chr(0x21 + offset).lower() for offset in range(94)}
)

_TOKEN: Final = re.compile(
    r"""
    [^\S\n]*(?:
      (?P<clock>(?<![0-9.:])[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
    | (?P<power>[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+(?![^\W_]))        # 1e308
    | (?P<num>
          (?<![0-9,])[0-9]{1,2}(?:,[0-9]{3})+(?![0-9])          # 1,200
        | (?<![0-9,])[0-9]+,[0-9]{1,2}(?![0-9]|,[0-9])          # 1,5
        | (?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)[½¼¾⅓⅔]?
        | [½¼¾⅓⅔])
    | (?P<times>(?:(?<=[0-9])[xх*]|(?<=[0-9]\s)\*)(?=\s*[^\W_]|\s*[(\[.]))
    | (?P<word>
          (?:b/t|b/w|w/o(?:ut)?|w/up?|[cw]/d(?:o?wn)?|km/h|min/km|min/mi(?:le)?|мин/км|уд/мин)(?![^\W\d_])
        | (?:run|walk|jog)/(?:run|walk|jog)(?![^\W_])
        | w/
        | [ap]\.m(?![^\W_])\.?
        | d\+(?=\s*[0-9])
        | (?:(?:ri?|rec(?:overy)?|rest)=|ri?:)(?=\s*[0-9])     # r=90s
        | (?<=[0-9])'s(?![^\W_])                                # the 200's
        | (?:do|does|is|wo|ca|should)n't
        | farmer(?:'s|s')(?![^\W\d_])
        | [zr][1-7](?![^\W_])
        | s&c(?![^\W_])
        | v[o0]2(?=max|[\W_]|$)
        | [^\W\d_]+)
    | (?P<second>''|")
    | (?P<arrow>-+>|=>|>)
    | (?P<dots>\.{2,}|…)
    | (?P<newline>\n)
    | (?P<sign>\S)
    )
    """,
    re.VERBOSE,
)

# What a sign means by itself.
_SIGNS: Final[dict[str, str]] = {
    ",": "comma", "、": "comma", ";": "semicolon", "+": "plus", "&": "plus", ".": "dot", "-": "dash", "/": "slash",
    ":": "colon", "|": "bar", "(": "open", "[": "open", ")": "close", "]": "close", "@": "at", "%": "percent",
    "#": "unit", "*": "filler", "!": "dot", "?": "filler", "~": "filler", "≈": "filler", "•": "dot", "·": "dot",
    "<": "at_most", "≤": "at_most", "≥": "at_least",
}  # fmt: skip

_POUND: Final = ("mass", 0.45359237, "lb")
_MINUTE: Final = ("time", 60.0, "'")
_SECOND: Final = ("time", 1.0, '"')


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
    return lower if lower.isascii() else lower.translate(_FOLD)


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text`` in order, closed by one of the kind ``end``."""
    folded = fold(text)
    tokens: list[Token] = []
    quotes = {"'": False, '"': False}
    for match in _TOKEN.finditer(folded):
        group: str = match.lastgroup  # type: ignore[assignment]  # every branch is a named group
        start, end = match.span(group)
        value: Any = match[group]
        gap = match.start() < start or not start
        if group == "word":
            if end - start == 1 and value in DANIELS and text[start] != value:
                tokens.append(Token("daniels", DANIELS[value], start, end, gap))
            else:
                tokens.append(Token("word", value, start, end, gap))
            continue
        kind, value = _meaning(group, value, folded, end, quotes)
        tokens.append(Token(kind, value, start, end, gap))
    tokens.append(Token("end", None, len(text), len(text), True))
    return _phrases(tokens)


def _meaning(group: str, word: str, folded: str, end: int, quotes: dict[str, bool]) -> tuple[str, Any]:
    """The kind and value of what the pattern's ``group`` matched."""
    if group == "num":
        return _number(word)
    if group == "sign" and word != "'":
        if word in _SIGNS:
            return _SIGNS[word], _POUND if word == "#" else word
        return ("unknown" if word.isprintable() else "filler"), word
    if group == "power":
        return "unknown", word
    if group in ("second", "sign"):
        return _prime(folded, word, end, quotes)
    if group == "clock":
        return _clock(word)
    return ("dot" if group == "dots" else group), word


def _number(word: str) -> tuple[str, Any]:
    plain = word
    extra = 0.0
    if word[-1] in FRACTIONS:
        extra = FRACTIONS[word[-1]]
        plain = word[:-1]
    if len(plain) > MAX_DIGITS + 2:
        return "unknown", word
    if "," in plain:
        plain = plain.replace(",", "") if len(plain.rsplit(",", 1)[1]) == 3 else plain.replace(",", ".")
    return "num", (float(plain) if plain else 0.0) + extra


def _clock(word: str) -> tuple[str, Any]:
    parts = tuple(int(part) for part in word.split(":"))
    return ("unknown", word) if any(part >= 60 for part in parts[1:]) else ("clock", parts)


def _prime(folded: str, sign: str, end: int, quotes: dict[str, bool]) -> tuple[str, Any]:
    """Minutes or seconds right after a figure, else a quotation mark."""
    key = sign[0]
    start = end - len(sign)
    after_figure = start > 0 and (folded[start - 1].isdigit() or folded[start - 1] in FRACTIONS)
    if after_figure and not quotes[key]:
        if sign == "'" and folded[end : end + 1].isalpha():  # "the 200's", not minutes
            return "unknown", sign
        return "unit", _MINUTE if sign == "'" else _SECOND
    quotes[key] = not quotes[key] and (start == 0 or not folded[start - 1].isalnum())
    return "filler", sign


def _phrases(raw: list[Token]) -> list[Token]:
    """Words joined into the longest phrases that the lexicon knows; a hyphen inside a phrase counts as a space."""
    tokens: list[Token] = []
    index = 0
    behind_word = tied = -1
    while (token := raw[index]).kind != "end":
        last = index
        if token.kind == "word":
            node = PHRASES.get(token.value)
            if node is None:
                _inflect(token)
            elif node.then:
                last = _longest(raw, index, node)
            else:
                token.kind, token.value = node.kind, node.value
            tokens.append(token)
            if tied == index and not token.gap:
                _part_strangers(tokens)
            behind_word = last + 1
        else:
            tokens.append(token)
            if token.kind == "dash" and behind_word == index and not token.gap:
                tied = index + 1
        index = last + 1
    tokens.append(token)
    return tokens


def _longest(raw: list[Token], index: int, node: Phrases | None) -> int:
    """Make the token at ``index`` the longest known phrase that starts there; the index of its last word."""
    token = raw[index]
    best: Phrases | None = None
    last = ahead = index
    while node is not None:
        if node.kind is not None:
            best, last = node, ahead
        ahead += 1
        following = raw[ahead]
        if following.kind == "dash" and not following.gap and not raw[ahead + 1].gap:
            ahead += 1
            following = raw[ahead]
        node = node.then.get(following.value) if following.kind == "word" else None
    if best is None or best.kind is None:
        _inflect(token)
    else:
        token.kind, token.value, token.end = best.kind, best.value, raw[last].end
    return last


def _part_strangers(tokens: list[Token]) -> None:
    """A known word tied by a hyphen to an unknown one is no longer known ("pre-race", "tempo-ish")."""
    first, hyphen, second = tokens[-3:]
    if (first.kind == "word") != (second.kind == "word"):
        first.kind = second.kind = hyphen.kind = "word"


def _inflect(token: Token) -> None:
    """Know a Russian word by its stem, for its endings are many."""
    word: str = token.value
    if word >= "а":
        for length in range(min(len(word), 12), 3, -1):
            if meaning := STEMS.get(word[:length]):
                token.kind, token.value = meaning
                return
