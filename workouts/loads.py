"""Added resistance as coaches write it: "with 1 kg ankle weights on each leg", "@ 60#", "in a 5 kg vest", "80% BW".

``find`` looks ahead from a token and changes nothing. A load keeps the stretch of text that speaks of it, joining
word included. Words that say there is none ("no weights") are found too, so that they can be counted as understood.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts.tokens import Token
from workouts.vocabulary import IMPLEMENTS
from workouts.workout import Load, Range, Span

POUND_KG: Final = 0.45359237
# The most that a load can weigh in all; what is said to be heavier was mistyped, and is left unread. For what is lifted
# and towed: record deadlifts are about 500 kg.
HEAVIEST_KG: Final = 500.0
# On the trunk: emergency approach march loads reach 68 kg (US Army Field Manual 21-18, Foot Marches).
# On a limb: the heaviest cuffs on sale are about 10 kg for one ankle and 5 kg for one wrist. By the hands the limit is
# that of farmer's walks.
HEAVIEST_WORN_KG: Final = {"trunk": 70.0, "lower_leg": 20.0, "arm": 10.0, "hand": 200.0}
# The same in percent of body mass.
HEAVIEST_PERCENT: Final = 300.0
HEAVIEST_WORN_PERCENT: Final = 100.0
# A bottle up to here is something to drink from (domain.md, section 2).
BOTTLE_KG: Final = 0.5
# Joining words that say what is done with a thing that is not named.
_HELD: Final = {"hold": "hand_weights", "tow": "sled"}
# Words behind a mass that name no thing: "with 5 kg extra".
_NO_THING: Final = frozenset({"extra", "additional", "more", "дополнительно"})
# Single words for an implement that mean other things too, unless a mass or a joining word stands by them; "weight
# vest" and "tyre pull" mean nothing else.
_NEEDS_SUPPORT: Final = frozenset(
    {"weights", "belt", "plate", "band", "tyre", "vest", "harness", "backpack", "dumbbells"}
)


class Found(NamedTuple):
    """A load at a token: ``end`` is the token after it.

    ``joined``: a joining word led to it; ``load`` is ``None`` where the words say that there is none. ``about``: why
    its mass must not be used (see ``reading.HINTS``), and the load is to be left unread as a whole.
    """

    load: Load | None
    end: int
    joined: bool
    about: str = ""


class _Mass(NamedTuple):
    kg: Range | None
    percent: Range | None
    end: int
    counted: bool


def find(tokens: Sequence[Token], i: int) -> Found | None:
    """The load that starts at ``i``, if one does."""
    j, joiner = _joiners(tokens, i)
    if tokens[j].kind == "not":
        return _denied(tokens, j)
    j, bound = _bound(tokens, j)
    mass = _mass(tokens, j)
    if mass is not None:
        found = _after_mass(tokens, i, mass, bound, joiner)
    elif bound is not None:
        return None
    else:
        found = _thing_first(tokens, i, j, joiner)
    if found is not None and found.load is not None and (is_absurd(found.load) or _is_negative(tokens, i)):
        return Found(None, found.end, found.joined, about="size")
    return found


def is_absurd(load: Load) -> bool:
    """Whether nobody can wear, hold or tow as much, or it is nothing at all."""
    site = load.thing.site
    for size, most in (
        (load.kg, HEAVIEST_WORN_KG.get(site, HEAVIEST_KG)),
        (load.percent_body_mass, HEAVIEST_WORN_PERCENT if site in HEAVIEST_WORN_KG else HEAVIEST_PERCENT),
    ):
        if size is not None and (size.hi <= 0 or max(size.lo, size.hi if size.hi < math.inf else size.lo) > most):
            return True
    return False


def _is_negative(tokens: Sequence[Token], i: int) -> bool:
    """ "with -5 kg vest": behind a joining word the sign is not a dash between two parts."""
    if i < 2 or tokens[i].kind != "num" or tokens[i - 1].kind != "dash":
        return False
    return tokens[i - 1].gap and not tokens[i].gap and tokens[i - 2].kind in ("with", "at", "article", "heft")


def _joiners(tokens: Sequence[Token], i: int) -> tuple[int, str | None]:
    """Past "with", "@", "wearing a", "in a heavy": the index after them and the last joining word."""
    j = i
    joiner = None
    while tokens[j].kind in ("with", "at", "article", "heft") and j < i + 5:
        if tokens[j].kind in ("with", "at"):
            joiner = tokens[j].value or "at" if joiner in (None, "with", "wear") else joiner
        j += 1
    return j, joiner


def _denied(tokens: Sequence[Token], j: int) -> Found | None:
    k = j + 1
    while tokens[k].kind in ("article", "heft") and k < j + 4:
        k += 1
    if tokens[k].kind == "implement":
        return Found(None, k + 1, joined=True)
    return None


def _bound(tokens: Sequence[Token], j: int) -> tuple[int, str | None]:
    token = tokens[j]
    if token.kind in ("at_most", "at_least"):
        return j + 1, token.kind
    following = tokens[j + 1].kind if token.kind != "end" else "end"
    if token.kind == "effort" and token.value[0] == "maximal" and token.value[2] != "sprint" and following == "num":
        return j + 1, "at_most"  # "max 30 kg"
    if token.kind == "unit" and token.value[2] == "min" and following == "num":
        return j + 1, "at_least"  # "min 20 kg"
    return j, None


def _mass(tokens: Sequence[Token], j: int) -> _Mass | None:
    """ "5 kg", "2 x 6 kg", "20/30#", "5-10 kg", "45-pound", "80% BW"."""
    times = 1.0
    counted = False
    if tokens[j].kind == "num" and tokens[j + 1].kind == "times" and tokens[j].value in (2.0, 4.0):
        if _mass_unit(tokens, j + 2, j + 3) is None:
            return None
        times, counted = tokens[j].value, True
        j += 2
    if tokens[j].kind != "num":
        return None
    lo: float = tokens[j].value
    hi = lo
    k = j + 1
    if tokens[k].kind in ("slash", "dash", "to") and tokens[k + 1].kind == "num":
        hi = tokens[k + 1].value
        k += 2
        if tokens[k - 2].kind != "slash" and hi <= lo:
            return None
    elif (
        tokens[k].kind == "unit"
        and tokens[k].value[0] == "mass"
        and tokens[k + 1].kind in ("slash", "dash", "to")
        and tokens[k + 2].kind == "num"
        and tokens[k + 3].kind == "unit"
        and tokens[k + 3].value == tokens[k].value
    ):
        hi = tokens[k + 2].value
        k += 3
    if tokens[k].kind == "percent" and tokens[k + 1].kind == "body_mass":
        low, high = sorted((lo, hi))
        return _Mass(None, Range(low, high), k + 2, counted=False)
    if (unit := _mass_unit(tokens, j, k)) is None:
        return None
    factor, k = unit
    low, high = sorted((round(lo * factor * times, 2), round(hi * factor * times, 2)))
    return _Mass(Range(low, high), None, k, counted)


def _mass_unit(tokens: Sequence[Token], at_number: int, k: int) -> tuple[float, int] | None:
    """The factor to kilograms of the unit at ``k`` and the index after it."""
    if tokens[at_number].kind != "num":
        return None
    if tokens[k].kind == "dash" and not tokens[k].gap and tokens[k + 1].kind == "unit" and not tokens[k + 1].gap:
        k += 1
    token = tokens[k]
    if token.kind == "unit" and token.value[0] == "mass" and not (token.value[2] == "lb" and _is_ordinal(token)):
        return token.value[1], k + 1
    return None


def _is_ordinal(token: Token) -> bool:
    """Whether a "#" stands apart from the number before it ("5 #1")."""
    return token.end - token.start == 1 and token.gap


def _after_mass(
    tokens: Sequence[Token], start: int, mass: _Mass, bound: str | None, joiner: str | None
) -> Found | None:
    """The thing that the mass before it belongs to: named, told by where it hangs, or else "weights"."""
    k = mass.end
    each, hangs_on = False, None
    if tokens[k].kind == "each":
        each, hangs_on, k = True, tokens[k].value, k + 1
    end = k
    while tokens[k].kind in ("dash", "article", "heft", "filler") and k < end + 3:
        k += 1
    slug = None
    plural = False
    if tokens[k].kind == "implement":
        slug, plural, _one_word = tokens[k].value
        end = k + 1
    elif tokens[k].kind == "ruck":
        slug, end = "backpack", k + 1
    elif tokens[k].kind == "word" and tokens[k].value in ("bottle", "bottles"):
        slug, plural, end = "hand_weights", tokens[k].value == "bottles", k + 1
        if mass.kg is not None and mass.kg.hi <= BOTTLE_KG:
            return Found(None, end, joined=True)
    elif hangs_on is None and _is_of_stranger(tokens, start, mass.end, joiner):
        return Found(None, mass.end, joined=joiner is not None, about="thing")
    if tokens[end].kind == "each":
        each, hangs_on, end = True, tokens[end].value or hangs_on, end + 1
    if slug in (None, "weights"):
        slug = hangs_on or slug or _HELD.get(joiner or "") or "weights"
    end, total = _in_total(tokens, end)
    load = _load(slug, mass, bound, each=each, total=total, plural=plural, span=_span(tokens, start, end))
    return Found(load, end, joined=joiner is not None)


def _is_of_stranger(tokens: Sequence[Token], start: int, end: int, joiner: str | None) -> bool:
    """Whether the mass is that of a thing nobody here knows: "a 15 kg buggy", "2 kg shoes", "a buggy (15 kg)"."""
    k = end
    while tokens[k].kind == "heft" or (tokens[k].kind == "dash" and not tokens[k].gap):
        k += 1
    if tokens[k].kind == "word" and tokens[k].value not in _NO_THING:
        return True
    if joiner not in (None, "at", "@"):
        return False  # "8 km Riverside with 5 kg"
    k = start - 1
    while k >= max(start - 3, 0) and tokens[k].kind in ("open", "filler", "article", "colon"):
        k -= 1
    return k >= 0 and tokens[k].kind == "word"


def _thing_first(tokens: Sequence[Token], start: int, j: int, joiner: str | None) -> Found | None:
    """The thing, and its mass if one follows: "with a vest", "vest (5 kg)", "with ankle weights, 1 kg on each leg"."""
    token = tokens[j]
    if token.kind != "implement":
        return None
    slug, plural, one_word = token.value
    if j > start and tokens[j - 1].kind == "article" and tokens[j - 1].value == "the" and slug == "backpack":
        return None  # "with the pack" is with the others
    end = j + 1
    each, hangs_on = False, None
    if tokens[end].kind == "each":
        each, hangs_on, end = True, tokens[end].value, end + 1
    k = end
    while tokens[k].kind in ("article", "colon", "filler", "at", "with", "comma", "open") and k < end + 3:
        k += 1
    bracket = any(tokens[n].kind == "open" for n in range(end, k))
    k, bound = _bound(tokens, k)
    mass = _mass(tokens, k)
    if mass is None:
        in_bracket = start > 0 and tokens[start - 1].kind == "open"
        names_run = start == j and tokens[end].kind in ("run", "walk")  # "vest run 5 km"
        if joiner is None and not (in_bracket or names_run) and one_word and slug in _NEEDS_SUPPORT:
            return None
        if slug == "weights" and hangs_on:
            slug = hangs_on
        return Found(Load(slug, span=_span(tokens, start, end)), end, joined=joiner is not None)
    end = mass.end
    if tokens[end].kind == "each":
        each, hangs_on, end = True, tokens[end].value or hangs_on, end + 1
    end, total = _in_total(tokens, end)
    if bracket and tokens[end].kind == "close":
        end += 1
    elif bracket:
        return None
    if slug == "weights" and hangs_on:
        slug = hangs_on
    load = _load(slug, mass, bound, each=each, total=total, plural=plural, span=_span(tokens, start, end))
    return Found(load, end, joined=joiner is not None)


def _in_total(tokens: Sequence[Token], end: int) -> tuple[int, bool]:
    return (end + 1, True) if tokens[end].kind == "in_total" else (end, False)


def _load(slug: str, mass: _Mass, bound: str | None, *, each: bool, total: bool, plural: bool, span: Span) -> Load:
    """The load with its mass in all: of both, where the coach gave that of each.

    Of a pair whose mass is given once ("1 kg ankle weights") nobody can tell whether each or both weigh that much: the
    range holds both readings.
    """
    kg = mass.kg
    if kg is not None and not total and not mass.counted:
        if each:
            kg = Range(_twice(kg.lo), _twice(kg.hi))
        elif plural and (IMPLEMENTS[slug].pair or slug == "kettlebell"):
            kg = Range(kg.lo, _twice(kg.hi))
    return Load(slug, kg and kg.bounded(bound), mass.percent and mass.percent.bounded(bound), span)


def _twice(kg: float) -> float:
    return round(2 * kg, 2)


def _span(tokens: Sequence[Token], start: int, end: int) -> Span:
    return Span(tokens[start].start, tokens[end - 1].end)
