"""What comes between, said in a bracket alone: "6 x 3 min (90 s)", "3 x 4 x 60 m (walk back; 5 min)"."""

from __future__ import annotations

from typing import Final

from workouts import fastest, recoveries
from workouts.amounts import Amount, Doubt
from workouts.drafts import Draft
from workouts.pauses import LONGEST_WEAK_M, LONGEST_WEAK_S, Pauses
from workouts.workout import Range, Recovery

# What parts the recovery between repetitions from that between sets, in one bracket.
_BETWEEN_PAUSES: Final = frozenset({"slash", "semicolon", "comma", "and"})
_LONGEST_BETWEEN_SETS_S: Final = 900.0
# Where pauses in brackets end, and those behind a comma; these are no part of the session up to here.
_BRACKET_ENDS: Final = frozenset({"close"})
_SAID: Final = frozenset({"end", "newline", "semicolon", "dot"})
_LONGEST_BARE_S: Final = 180.0
# A clock time in brackets may be a pace unless it is shorter than this, behind repetitions that paces are given for.
_FASTEST_KM_S: Final = 130.0
_SHORTEST_PACED_M: Final = 800.0
# Rests are given in tens of seconds or quarters of a minute.
_ROUND_RESTS_S: Final = (10, 15)


class BracketPauses(Pauses):
    """Pauses in brackets."""

    __slots__ = ()

    def pause_in_brackets(self) -> bool:
        """ "6 x 3 min (90 s)", "5 x 1 km (60 s)": a time alone that nobody runs the repetition in is the rest."""
        if self._ends_pauses():
            return True
        if self.draft.joint in ("comma", "dash") and self.i == self.draft.first:
            return self._bare_pauses()
        if self.draft.joint != "open" or self.i != self.draft.first:
            return False
        target = self._target()
        if target is None or target.recovery is not None:
            return False
        found = self.reader.amount(self.tokens, self.i, recovery=True)
        leaf = target.leaves()[-1]
        repeated = target if target.children is None else self._inner(target)
        if leaf.distance is not None and repeated is not None and not isinstance(found, Doubt):
            lap = recoveries.lap(self.tokens, self.i) if found is None else _as_lap(found, leaf)
            if lap is not None:
                return self._lap_in_brackets(lap, target, repeated)
        if not isinstance(found, Amount) or found.dimension != "duration_s":
            return False
        if found.unit == "clock" and not _is_no_pace(found, leaf):
            return False
        if self.tokens[found.end].kind in _BETWEEN_PAUSES:
            return self._inner_and_outer(found, target)
        if self.tokens[found.end].kind != "close" or found.value.hi > LONGEST_WEAK_S or not leaf.has_amount:
            return False
        if leaf.distance is not None and fastest.can_run(leaf.distance, found.value, leaf.effort):
            return False
        return self._pause_up_to(found.end, target, Recovery("rest", duration_s=found.value))

    def _bare_pauses(self) -> bool:
        """ "4 x 1 mile @ 10k, 2 min", "2 x (3 x 1 km), 2' / 5'": times alone that end what is said, as in brackets."""
        target = self._target()
        if target is None or target.recovery is not None or target.reps is None or self._ends_in_rest(target):
            return False
        found = self.reader.amount(self.tokens, self.i, recovery=True)
        if not isinstance(found, Amount) or found.dimension != "duration_s" or found.unit == "clock":
            return False
        if target.children is not None:
            both = self._parts_pauses(found.end) and self._inner(target) is not None
            return both and self._inner_and_outer(found, target, _SAID)
        told = target.effort or target.target or target.load or target.uphill or target.strides
        if not told or self.tokens[found.end].kind not in _SAID or found.value.hi > _LONGEST_BARE_S:
            return False
        if target.distance is not None and fastest.may_take(target.distance, found.value, target.effort):
            return False
        return target.has_amount and self._pause_up_to(found.end, target, Recovery("rest", duration_s=found.value))

    @staticmethod
    def _ends_in_rest(target: Draft) -> bool:
        """ "3 x (5 min, 1 min walk), 4 min": what comes between is said already."""
        return target.leaves()[-1].activity in ("walk", "rest")

    def _lap_in_brackets(self, lap: Amount, target: Draft, repeated: Draft) -> bool:
        """ "12 x 200 (200)", "8 x 300 m (100 m)", "3 x 4 x 200 m (200 m; 5 min)": what is jogged between them."""
        if lap.value in _totals(repeated, target):  # "3 x 200 m (600 m)"
            return False
        if self.tokens[lap.end].kind != "close" and (target is repeated or self._second_pause(lap.end) is None):
            return False
        repeated.recovery, target.end = Recovery("run", distance_m=lap.value), lap.end
        self.paused = True
        return self.read_to(lap.end)

    def _inner_and_outer(self, first: Amount, target: Draft, ends: frozenset[str] = _BRACKET_ENDS) -> bool:
        """ "3 x 8 x 200 (30 s / 2 min)": the shorter rest between repetitions, the longer one between sets."""
        inner, second = self._inner(target), self._second_pause(first.end, ends)
        if second is None or target.recovery is not None:
            return False
        shorter, longer = sorted((first.value, second.value), key=lambda value: value.lo)
        pause = Recovery("rest", duration_s=shorter)
        if inner is not None and not _may_be_time_of(inner, shorter):
            inner.recovery = pause
        elif inner is None and _is_plain_set(target):
            target.recovery = pause
            self._move_inside(target)
        else:
            return False
        return self._pause_up_to(second.end, target, Recovery("rest", duration_s=longer))

    def _ends_pauses(self) -> bool:
        """ "3 x 4 x 60 m (walk back; 5 min)": behind what comes between repetitions, the rest between sets."""
        sign, target = self.i - 1, self._open_draft()
        if not (self.brackets and self.draft.is_empty and target is not None and target.end == sign):
            return False
        second = self._second_pause(sign)
        if second is None or self._inner(target, paused=True) is None:
            return False
        return self._pause_up_to(second.end, target, Recovery("rest", duration_s=second.value))

    def _parts_pauses(self, sign: int) -> bool:
        """Whether the token parts two recoveries; of those that join, "+" would join runs."""
        return self.tokens[sign].kind in _BETWEEN_PAUSES or self.tokens[sign].value == "&"

    def _second_pause(self, sign: int, ends: frozenset[str] = _BRACKET_ENDS) -> Amount | None:
        """A time alone, or one that is said to be between sets, from a sign to the end of the bracket."""
        if not self._parts_pauses(sign):
            return None
        found = self.reader.amount(self.tokens, sign + 1, recovery=True)
        if not isinstance(found, Amount) or found.dimension != "duration_s" or found.value.hi > _LONGEST_BETWEEN_SETS_S:
            return None
        told = recoveries.find(self.tokens, sign + 1, self.reader)
        end = told.end if isinstance(told, recoveries.Found) and told.scope == "sets" else found.end
        return found._replace(end=end) if self.tokens[end].kind in ends else None

    @staticmethod
    def _inner(target: Draft, *, paused: bool = False) -> Draft | None:
        """The repetitions inside sets, where neither has a recovery yet; ``paused``: where they have theirs."""
        if target.children is None or target.reps is None or target.recovery is not None:
            return None
        inner = [leaf for leaf in target.leaves() if leaf.reps is not None]
        return inner[0] if len(inner) == 1 and (inner[0].recovery is not None) == paused else None

    def _pause_up_to(self, end: int, target: Draft, recovery: Recovery) -> bool:
        """The bracket up to ``end`` gives the recovery of the step before it."""
        target.recovery, target.end = recovery, end
        self.paused = True
        return self.read_to(end)


def _is_no_pace(found: Amount, leaf: Draft) -> bool:
    """Whether a clock time is less than anybody runs a kilometre in, behind repetitions of about that or more."""
    long = leaf.distance is None or leaf.distance.lo >= _SHORTEST_PACED_M
    return long and found.value.hi < _FASTEST_KM_S


def _totals(repeated: Draft, target: Draft) -> list[Range]:
    """How far the repetitions are together, in one set and in all of them."""
    if repeated.distance is None or repeated.reps is None:
        return []
    one = repeated.distance.times(repeated.reps)
    return [one] if target.reps is None else [one, one.times(target.reps)]


def _may_be_time_of(inner: Draft, pause: Range) -> bool:
    """ "3 x 4 x 200 m (32 s; 4 min)": hardly a rest, where it may be the time to run them in."""
    rounded = any(pause.lo % step == 0 for step in _ROUND_RESTS_S)
    return not rounded and inner.distance is not None and fastest.can_run(inner.distance, pause, inner.effort)


def _is_plain_set(target: Draft) -> bool:
    """Whether its rounds are of two parts or more that are all worked in: "2 x (300, 200, 100)"."""
    parts = [] if target.children is None or target.reps is None else target.children
    if len(parts) == 1 and parts[0].children and parts[0].reps is None:
        parts = parts[0].children
    return len(parts) > 1 and all(part.is_part and part.children is None and not part.is_light for part in parts)


def _as_lap(found: Amount, leaf: Draft) -> Amount | None:
    """Metres of a lap or two in brackets; where miles were said before, they may be the same in metres."""
    metric = found.unit in ("m", "metre") and leaf.unit in ("m", "metre", "bare", "k", "km")
    return found if metric and found.value.hi <= LONGEST_WEAK_M else None
