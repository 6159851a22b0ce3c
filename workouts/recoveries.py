"""What comes between repetitions, as coaches write it: "90 sec rec", "w/ 400 jog", "(200j)", "3' rest b/t reps".

``find`` looks ahead from a token over at most a dozen of them and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from workouts import efforts, targets, worded
from workouts.amounts import DIMENSIONS, MILE_M, Amount, Doubt, Reader
from workouts.lexicon import DANIELS
from workouts.tokens import CAPITAL, Token, is_repetitions
from workouts.workout import Range, Recovery

_STRONG: Final = frozenset({"recovery", "rest", "float", "scope", "between"})
_WEAK: Final = frozenset({"jog", "walk"})
# "400 m walk/jog".
_WALK_JOGS: Final = (("jog", "walk"), ("walk", "jog"))
# Words before the time for a distance: "5 x 1200 in 4:00".
IN: Final = frozenset({"wear", "за"})
_BY_THE_WAY: Final = frozenset({"back", "article", "filler", "or", "heft"})
_EASY: Final = frozenset({"very_easy", "easy"})
# A bare number before "jog" or "rest" is a track distance from here up, in steps of 50 ("400 jog").
_LEAST_BARE_M: Final = 100
_LONGEST_LAP_M: Final = 800.0
# A rest that is given as a time alone ("w/ 90 s").
_LONGEST_BARE_S: Final = 300.0
_LONGEST_BARE_OFF_S: Final = 180.0
# How near a small letter stands to a capital one ("r 1', R 3'"), in tokens.
_BESIDE: Final = 6
_ENDS: Final = frozenset({"end", "newline", "comma", "semicolon", "plus", "then", "dot", "close", "half_day"})


class Found(NamedTuple):
    """A recovery at a token: ``end`` is the token after it.

    ``strong``: its words can mean nothing else; ``only_easy``: all they say is "easy"; ``joined``: "with" or the like
    led to it; ``scope`` is "reps" or "sets" where that is said; ``floats``: it is run at a pace of its own; ``outer``
    is the first of two ("2'/1' rest"); ``equal``: it is as long as what it follows, in "time", in "distance" or in what
    that is measured in ("any").
    """

    recovery: Recovery
    end: int
    strong: bool
    only_easy: bool
    joined: bool
    scope: str | None
    floats: bool
    outer: Recovery | None = None
    equal: str | None = None


def find(tokens: Sequence[Token], i: int, reader: Reader) -> Found | Doubt | None:
    """The recovery that starts at ``i``: amount and words in either order, or words alone ("jog down")."""
    j = i
    off = False
    while tokens[j].kind in ("with", "at", "article", "off") and j < i + 3:
        off = off or tokens[j].kind == "off"
        j += 1
    joined = j > i
    if tokens[j].kind == "equal":
        return _equal(tokens, j, joined=joined)
    if tokens[j].kind == "pause_sign":
        return _behind_sign(tokens, j, reader)
    outer, amount, j = _two_amounts(tokens, j, reader, off=off)
    if amount is None and tokens[i].value == "through" and (bare := lap(tokens, j)) is not None:
        amount, j = bare, bare.end  # "8 x 400 через 200"
    words = _Words(tokens, j)
    end = words.end
    if tokens[i].kind == "at" and amount is not None and efforts.find(tokens, i + 1, context=True) is not None:
        return None  # "@ 10k rest 90 s": the amount of the recovery stands behind its word
    if amount is None and words.any_word:
        amount, end = _amount_behind(words, tokens, reader)
    if isinstance(amount, Doubt):
        return amount if words.any_word else None
    if amount is None:
        if not words.says_what:
            return None
        return Found(Recovery(words.activity), words.end, True, False, joined, words.scope, words.floats)
    if not words.any_word and not (off and joined) and not _is_bare_pause(tokens, i, amount):
        return None
    recovery, end = _timed(_between(words, amount), tokens, max(end, amount.end), reader)
    return Found(
        recovery,
        end,
        strong=words.strong or not words.any_word,
        only_easy=words.easy and not (words.strong or words.weak),
        joined=joined,
        scope=words.scope,
        floats=words.floats,
        outer=None if outer is None else _between(words, outer),
    )


def _amount_behind(words: _Words, tokens: Sequence[Token], reader: Reader) -> tuple[Amount | Doubt | None, int]:
    """What stands behind the words ("jog 90 s", "rest: 2 min"), and where all of it ends."""
    k = words.end
    while (tokens[k].kind in ("colon", "filler", "at", "article") or tokens[k].value == "=") and k < words.end + 2:
        k += 1
    if not (words.strong or words.weak) or _is_pace(tokens, k):
        return None, words.end
    amount = _amount(tokens, k, reader)[0] or lap(tokens, k)
    return amount, words.end if amount is None else words.go_on(tokens, amount.end)


def _behind_sign(tokens: Sequence[Token], i: int, reader: Reader) -> Found | Doubt | None:
    """ "r=90s", "rec=400 jog", "r = 2', R = 4'"."""
    j = i + 1
    if tokens[j].kind == "colon" or tokens[j].value == "=":
        j += 1
    amount = _amount(tokens, j, reader)[0] or lap(tokens, j)
    if not isinstance(amount, Amount):
        return amount
    words = _Words(tokens, amount.end)
    end = max(words.end, amount.end)
    scope = words.scope or _scope_of_sign(tokens, i, end)
    return Found(_between(words, amount), end, True, False, True, scope, words.floats)


def _scope_of_sign(tokens: Sequence[Token], i: int, end: int) -> str | None:
    """ "r 1', R 3'": beside a small letter the capital one is the rest between sets; alone it may be either."""
    if tokens[i].value != CAPITAL:
        return None
    around = (*tokens[max(i - _BESIDE, 0) : i], *tokens[end : end + _BESIDE])
    return "sets" if any(token.kind == "pause_sign" and token.value != CAPITAL for token in around) else None


def _bare_seconds(tokens: Sequence[Token], j: int) -> Amount | None:
    """ "off 60": what can be no distance on the track, at the end of what is said."""
    token = tokens[j]
    if token.kind != "num" or token.value % 15 or not 15 <= token.value <= _LONGEST_BARE_OFF_S:
        return None
    return Amount("duration_s", Range.exactly(token.value), j + 1, "s") if tokens[j + 1].kind in _ENDS else None


def _two_amounts(
    tokens: Sequence[Token], i: int, reader: Reader, *, off: bool
) -> tuple[Amount | None, Amount | Doubt | None, int]:
    """The rest between the parts of a set and that inside them ("2'/1' rest"); mostly there is but the second.

    ``off``: this word led to it, so that a bare number may be seconds.
    """
    amount, j = _amount(tokens, i, reader)
    if amount is None and off and (seconds := _bare_seconds(tokens, i)) is not None:
        return None, seconds, seconds.end
    if isinstance(amount, Amount) and tokens[j].kind == "slash" and tokens[j + 1].kind in ("num", "clock"):
        second, after = _amount(tokens, j + 1, reader)
        alike = isinstance(second, Amount) and second.dimension == amount.dimension
        if alike and tokens[after].kind in ("rest", "recovery"):
            return amount, second, after
    return None, amount, j


def _equal(tokens: Sequence[Token], i: int, *, joined: bool) -> Found | None:
    """ "equal jog", "same time rest": only the step before it knows how much that is."""
    words = _Words(tokens, i + 1)
    if not words.any_word:
        return None
    equal = tokens[i].value or "any"
    return Found(Recovery(words.activity), words.end, True, False, joined, words.scope, words.floats, equal=equal)


def _timed(recovery: Recovery, tokens: Sequence[Token], end: int, reader: Reader) -> tuple[Recovery, int]:
    """The recovery with the time that its distance takes, if one follows, and the end of both: "200 m jog in 90 s"."""
    if recovery.distance_m is None or tokens[end].kind != "with" or tokens[end].value not in IN:
        return recovery, end
    found = reader.amount(tokens, end + 1, recovery=True)
    if not isinstance(found, Amount) or found.dimension != "duration_s":
        return recovery, end
    return replace(recovery, duration_s=found.value), found.end


def _is_pace(tokens: Sequence[Token], k: int) -> bool:
    """Whether what follows the words says how fast: "walk @ 14:00/mi", "walk at 5k effort", "between 10k and HM"."""
    kind = tokens[k].kind
    if tokens[k - 1].kind == "between" and efforts.between(tokens, k - 1) is not None:
        return True
    return (kind == "clock" and targets.find(tokens, k) is not None) or (
        kind == "num" and efforts.find(tokens, k) is not None
    )


def lap(tokens: Sequence[Token], i: int) -> Amount | None:
    """A bare number that can only be a distance on the track, with nothing behind it: "rec 200", "(200)"."""
    token, after = tokens[i], tokens[i + 1].kind if tokens[i].kind != "end" else "end"
    if (
        token.kind != "num"
        or after not in _ENDS
        or token.value % 100
        or not _LEAST_BARE_M <= token.value <= _LONGEST_LAP_M
    ):
        return None
    return Amount("distance_m", Range.exactly(token.value), i + 1, "bare")


def _is_bare_pause(tokens: Sequence[Token], i: int, amount: Amount) -> bool:
    """Whether "w/ 90 s" ends what is said: with a time and no other word it can only be the rest."""
    if tokens[i].value == "through":
        return True
    if tokens[i].kind != "with" or tokens[i].value != "with" or amount.dimension != "duration_s":
        return False
    after = tokens[amount.end].kind
    return (after in _ENDS or after == "at") and amount.value.hi <= _LONGEST_BARE_S


def _between(words: _Words, amount: Amount) -> Recovery:
    """The recovery; one of so many metres is jogged where nothing else is said ("800 rec")."""
    activity = words.activity
    if amount.dimension == "distance_m":
        said = words.rests or activity != "rest"
        return Recovery(activity if said else "run", distance_m=amount.value)
    return Recovery(activity, duration_s=amount.value)


class _Words:
    """The words of a recovery from a token on: who does what, where to, between what."""

    def __init__(self, tokens: Sequence[Token], i: int) -> None:
        self.strong = self.weak = self.easy = self.back = self.floats = self.between = False
        self.walks = self.jogs = self.rests = self.full = False
        self.scope: str | None = None
        self.end = self.start = i
        self._read(tokens, i)

    def _read(self, tokens: Sequence[Token], i: int) -> None:
        j = i
        if tokens[j].kind == "dash" and not tokens[j].gap and not tokens[j + 1].gap:
            j += 1  # "2-min-jog"
        while j < i + 7 and (taken := self._take(tokens, j)) is not None:
            j += 1
            if taken:
                self.end = j

    def go_on(self, tokens: Sequence[Token], k: int) -> int:
        """The words behind an amount that stood in their midst: "rest 400 m jog", "rest 4 min between sets"."""
        self.end = k
        self._read(tokens, k)
        return self.end

    def _take(self, tokens: Sequence[Token], j: int) -> bool | None:
        """Take the word at ``j``; true where it belongs here, false where it may stand between, ``None`` at the end."""
        token = tokens[j]
        kind = token.kind
        if kind in _STRONG:
            self._strong(token)
        elif kind in _WEAK:
            self.weak = True
            self.walks = self.walks or kind == "walk"
            self.jogs = self.jogs or kind == "jog"
        elif kind == "run_noun" and token.value in _WALK_JOGS:
            self.weak = self.walks = self.jogs = True
        elif kind == "standing" or (kind in ("pause_sign", "daniels") and self._ends_with_sign(tokens, j)):
            self.strong = self.rests = True
        elif kind == "break" or (kind == "off" and j == self.start and not _leads_to_amount(tokens, j + 1)):
            self.strong = True
        elif kind == "effort":
            if not (token.value[0] in _EASY and token.value[1] in _EASY):
                return True if tokens[j + 1].kind == "float" else None  # "400 m moderate float"
            self.easy = True
        elif self._leads_back(tokens, j):
            self.back = True
        elif self.between and (kind == "sets" or is_repetitions(token)):
            self.scope = "sets" if kind == "sets" else "reps"
        elif kind == "or" and not self.any_word:
            return None  # "in 10 s or walk uphill"
        else:
            return False if kind in _BY_THE_WAY else None
        return True

    def _ends_with_sign(self, tokens: Sequence[Token], j: int) -> bool:
        """ "2 min r", "2' R": the letter right behind the time, with nothing behind it."""
        if tokens[j].kind == "daniels" and tokens[j].value != DANIELS["r"]:
            return False
        timed = tokens[j - 1].kind == "unit" and tokens[j - 1].value[0] == "time"
        return j == self.start and timed and tokens[j + 1].kind in _ENDS

    def _leads_back(self, tokens: Sequence[Token], j: int) -> bool:
        """Whether the word says where to: "jog down", and "walk up" after what was run downhill."""
        if tokens[j].kind == "up":
            return self.weak
        return tokens[j].kind == "back" and (self.weak or self.strong or tokens[j + 1].kind in _WEAK)

    def _strong(self, token: Token) -> None:
        self.strong = True
        if token.kind == "float":
            self.floats = self.jogs = True
        elif token.kind == "rest":
            self.rests = True
        elif token.value == "full":
            self.full = True
        elif token.kind == "scope":
            self.scope = token.value
        elif token.kind == "between":
            self.between = True

    @property
    def any_word(self) -> bool:
        return self.strong or self.weak or self.easy

    @property
    def says_what(self) -> bool:
        """Whether the words are a recovery without any amount: "jog down", "walk recovery", "jog b/t reps"."""
        return (
            (self.weak and (self.back or self.strong))
            or (self.rests and (self.between or self.scope is not None))
            or self.floats
            or self.full
        )

    @property
    def activity(self) -> str:
        if self.walks and self.jogs:
            return "rest"
        if self.walks:
            return "walk"
        return "run" if self.jogs or (self.easy and not self.rests) else "rest"


def _leads_to_amount(tokens: Sequence[Token], j: int) -> bool:
    """Whether a time stands at ``j``: "in 3:50 off 90 s" is run in the one and followed by the other."""
    token = tokens[j]
    if token.kind == "clock":
        return True
    return token.kind == "num" and tokens[j + 1].kind == "unit" and tokens[j + 1].value[0] == "time"


def _amount(tokens: Sequence[Token], i: int, reader: Reader) -> tuple[Amount | Doubt | None, int]:
    found = reader.amount(tokens, i, recovery=True)
    if found is not None:
        return found, found.end
    token = tokens[i]
    if token.kind == "num":
        value: float = token.value
        after = tokens[i + 1].kind
        if (
            value >= _LEAST_BARE_M
            and value % 50 == 0
            and value <= 5000
            and (after in _WEAK or after in _STRONG or after in ("effort", "off") or tokens[i + 1].value in _WALK_JOGS)
        ):
            return Amount("distance_m", Range.exactly(value), i + 1, "bare"), i + 1
        if 0 < value < 1 and after in ("float", "jog", "recovery"):
            return Amount("distance_m", Range.exactly(round(value * MILE_M, 3)), i + 1, "mi"), i + 1
        return None, i
    if token.kind == "unit" and i > 0 and tokens[i - 1].kind == "article" and token.value[2] in ("min", "mi", "km"):
        return Amount(DIMENSIONS[token.value[0]], Range.exactly(token.value[1]), i + 1, token.value[2]), i + 1
    if token.kind == "per_mile" and (lap := worded.each(tokens, i)) is not None:  # "w/ a mile jog"
        return lap, lap.end
    return None, i
