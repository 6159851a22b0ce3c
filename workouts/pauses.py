"""What comes between: recoveries between repetitions and sets, rests between parts, and days of rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from workouts import amounts, efforts, fastest, recoveries
from workouts.amounts import Amount, Doubt
from workouts.counts import SHORTEST_LIST
from workouts.drafts import Draft
from workouts.lexicon import AT_AN_END
from workouts.marks import SENTENCE_ENDS, SEPARATORS
from workouts.turns import Turns
from workouts.workout import Effort, Range, Recovery

VERY_EASY: Final = Effort.exactly("very_easy")

# A jog or walk after repetitions is a recovery up to here, else a part of its own ("6 x 400, 10 min jog").
LONGEST_WEAK_S: Final = 300.0
LONGEST_WEAK_M: Final = 800.0
# What follows repetitions at the end of a sentence is no cool-down up to here: "followed by 2 min jog".
_LONGEST_FOLLOWING_S: Final = 180.0
_LONGEST_LAP_M: Final = 400.0
# So many parts that are the same forwards and backwards are no runs and jogs in turn.
_SHORTEST_PYRAMID: Final = 5
# "10-12K" with a recovery is as many repetitions of a kilometre, up to here.
_MOST_KILOMETRES_M: Final = 20_000.0
# What a round that is listed in a bracket or behind a colon ends with.
_ROUND_ENDS: Final = frozenset({"close", "end", "newline"})
# What may begin a recovery, or stand in one.
_PAUSE_KINDS: Final = frozenset({
    "recovery", "rest", "float", "scope", "between", "jog", "walk", "break", "off", "effort", "with", "equal",
    "pause_sign", "daniels",
})  # fmt: skip


class Pauses(Turns):
    """What comes between."""

    __slots__ = ()

    def _recovery(self) -> bool:
        if self.kinds.isdisjoint(_PAUSE_KINDS):
            return False
        target = self._target()
        if target is None:
            return self._pause_in_round() or self._pause_in_list()
        if self.draft.is_empty and self.tokens[self.draft.first].value in AT_AN_END:
            return False  # "5 x 1 km, finish with 2 km easy"
        found = recoveries.find(self.tokens, self.i, self.reader)
        if found is None:
            return False
        if isinstance(found, Doubt):
            return self.doubt(found)
        joint = self.draft.joint if target is not self.draft else None
        if joint == "then" and self._follows_each(found):
            joint = "comma"
        if joint in ("then", "or"):
            return False  # "6 x 400 m, then 4 min rest" is done once
        if self._may_be_a_start(found, target):
            return self.skip_to(found.end)
        if not found.strong and not (self._is_near(target, joint) and _is_recovery(found, target, joint)):
            return False
        return self._take_recovery(found, target)

    def _is_near(self, target: Draft, joint: str | None) -> bool:
        """Whether ``target`` is what a recovery behind ``joint`` would come between."""
        if joint == "comma" and target.recovery is not None:
            return False  # "4 x 400 w/ 1 min rest, 800 easy"
        if joint == "comma" and target.children and target.leaves()[-1].activity in ("walk", "rest"):
            return False  # "8 x (1 min run / 90 s walk), 5 min walk"
        listed = target is not self.draft and target.children is not None and target.reps is None and joint != "open"
        if listed and not _is_hard_list(target):
            return False  # "90 s jog / 90 s walk, 3 min jog": the list goes on
        return target.repeats and not (self.wandered and joint)

    def _follows_each(self, found: recoveries.Found) -> bool:
        """ "6 x 400 m followed by 60 s rest": in each round, for nobody ends a session with a rest."""
        if self.tokens[self.separator].value != "by":
            return False
        if found.scope is not None:
            return True
        recovery = found.recovery
        short = recovery.duration_s is not None and recovery.duration_s.hi <= _LONGEST_FOLLOWING_S
        lap = recovery.distance_m is not None and recovery.distance_m.hi <= _LONGEST_LAP_M
        after = self.tokens[found.end].kind
        return (short or lap) and (after in SENTENCE_ENDS or after == "open")

    def _may_be_a_start(self, found: recoveries.Found, target: Draft) -> bool:
        """ "6 x 1 km off 4 min": rest for so long, or start every four minutes?"""
        if self.tokens[self.i].kind != "off" or self.tokens[found.end - 1].kind not in ("unit", "clock"):
            return False
        length, duration = target.leaves()[-1].distance, found.recovery.duration_s
        return length is not None and duration is not None and fastest.may_be_a_start(length, duration)

    def _pause_in_round(self) -> bool:
        """ "4 x (1200 m w/ 3 min jog)", "3 x (600 w/ 200 jog, 200 w/ 400 jog)": what comes after a part of a round."""
        if not self.depth:
            return False
        if self.draft.is_empty and self.draft.joint == "comma" and self.drafts and not self.brackets:
            return self._way_back()
        if self.tokens[self.i].kind != "with" or not self.leaf.has_amount:
            return False
        found = recoveries.find(self.tokens, self.i, self.reader)
        if not isinstance(found, recoveries.Found) or found.equal or found.outer or found.scope == "sets":
            return False
        if not (found.strong or found.recovery.activity in ("run", "walk")):
            return False
        if self.tokens[found.end].kind in _ROUND_ENDS and not self.brackets and self.rounds:
            self.round_recovery = found.recovery
            return self.read_to(found.end)
        self.split("dash")
        self.leaf.activity, self.leaf.noun = found.recovery.activity, True
        self.leaf.distance, self.leaf.duration = found.recovery.distance_m, found.recovery.duration_s
        return self.read_to(found.end)

    def _way_back(self) -> bool:
        """ "6 x (1 min uphill hard, jog down)", "5 x (3 min @ 10k, 1 min float)": no part of its own ends the round."""
        found = recoveries.find(self.tokens, self.i, self.reader) if self.i == self.draft.first else None
        if not isinstance(found, recoveries.Found) or found.equal or found.scope == "sets":
            return False
        way, ends = found.recovery, self.tokens[found.end].kind == "close"
        sized = way.distance_m is not None or way.duration_s is not None
        if not ends or way.activity not in ("run", "walk") or (sized and not found.floats):
            return False
        self.round_recovery = way
        return self.read_to(found.end)

    def _pause_in_list(self) -> bool:
        """ "5 min, 4 min, 3 min w/ 1 min jog", "1600 m, 1200 m, 800 m - 2' rest": what comes between all of them."""
        if len(self.drafts) + (not self.draft.is_empty) < SHORTEST_LIST:
            return False
        found = recoveries.find(self.tokens, self.i, self.reader)
        if not isinstance(found, recoveries.Found) or found.outer or found.scope == "sets":
            return False
        if self.draft.is_empty and self.draft.joint not in ("comma", "dash", "open", "colon"):
            return False
        if not (found.strong or found.joined) or not self.gather_amounts(paced=found.joined):
            return False
        return self._take_recovery(found, self.drafts[-1] if self.draft.is_empty else self.draft)

    def aside(self) -> bool:
        """The rest of the segment speaks of something else: leave it unread, up to a recovery that "with" leads to."""
        while (kind := self.tokens[self.i].kind) != "end" and not (kind in SEPARATORS and self._ends_here()):
            self.i += 1
            if kind != "with" and self.tokens[self.i].kind == "with" and self._rests_ahead():
                return True
        self.digressed = True
        return True

    def _rests_ahead(self) -> bool:
        """Whether the recovery of what was read begins here, in words that can mean nothing else."""
        target = self._target()
        if target is None or target.recovery is not None:
            return False
        found = recoveries.find(self.tokens, self.i, self.reader)
        return isinstance(found, recoveries.Found) and found.strong and found.joined

    def _target(self) -> Draft | None:
        """The step or repeat that a recovery here would belong to."""
        draft = self.draft
        if not draft.is_empty:
            if self.tokens[self.i - 1].kind == "times":
                return None  # right behind "6 x" stands what is repeated
            if draft.is_modifier and draft.joint == "comma":
                return self._paced_behind(draft)
            sized = self.leaf.has_amount or self.leaf.noun or draft.children is not None
            return draft if (draft.repeats and sized) or _counts_kilometres(draft) else None
        if not self.drafts or self.broken:
            return None
        before = self.drafts[-1]
        return before if before.repeats or _counts_kilometres(before) else None

    def _paced_behind(self, draft: Draft) -> Draft | None:
        """ "6 x 800 m, 5k pace w/ 2 min jog": the repetitions that the pace and the recovery behind it speak of."""
        before = self._open_draft()
        if before is None or not before.repeats or before.recovery is not None or self.broken:
            return None
        return before if (draft.effort or draft.target) and self._is_clean(draft.first, self.i) else None

    def _take_recovery(self, found: recoveries.Found, target: Draft) -> bool:
        if not target.repeats:  # "10-12K @ HM, 90 s rec": kilometres, not a run of ten
            assert target.distance is not None
            target.reps = Range(target.distance.lo / 1000, target.distance.hi / 1000)
            target.distance = Range.exactly(1000.0)
        if self._goes_on(found, target):
            return self.read_to(found.end)
        if found.scope == "sets" and self.rounds and self._is_inside_set(found, target):
            self.round_recovery = found.recovery  # "3 sets: 4 x 300 m w/ 4 min between sets"
            return self.read_to(found.end)
        place = self._place(target, found.scope)
        if place is None:
            return self.skip_to(found.end)  # a second one: not to be guessed
        if found.outer is not None and not self._two_recoveries(found, target):
            return self.skip_to(found.end)
        if found.equal and not self._equal_recovery(found, place):
            return self.skip_to(found.end)
        if found.outer is None and not found.equal:
            place.recovery, place.eased = found.recovery, found.only_easy
        if target is not self.draft:
            target.end = found.end
            self.paused = True
        self.read_to(found.end)
        self._after_each(found, target)
        if target is not self.draft:
            self.draft.first = self.i  # what follows may come to nothing; this does not
        if found.floats and (target is not self.draft or any(leaf.effort for leaf in target.leaves())):
            self._take_pace_of_float(place)
        return True

    def _take_pace_of_float(self, place: Draft) -> None:
        """ "… w/ 1 km float @ MP": how fast the float is, not the repetitions."""
        j = self.i + 1 if self.tokens[self.i].kind == "at" else self.i
        own = efforts.find(self.tokens, j, context=j > self.i)
        if own is None:
            return
        if place.recovery is not None:
            place.recovery = replace(place.recovery, effort=own.overall)
        self.read_effort(own, ())

    def _is_inside_set(self, found: recoveries.Found, target: Draft) -> bool:
        """Whether the sets that the recovery comes between are the rounds around ``target``, not its own."""
        own = target.children is not None and target.reps is not None
        return not (own or found.equal or found.outer or self.round_recovery)

    def _after_each(self, found: recoveries.Found, target: Draft) -> None:
        """ "2' rest after each 1000 m", "90 s between each 400": the repetition once more; another amount is none."""
        token = self.tokens[self.i]
        if found.scope != "reps" or token.kind not in ("num", "clock") or amounts.count(self.tokens, self.i):
            return
        leaf = target.leaves()[-1]
        amount = self.reader.amount(self.tokens, self.i, repeated=True)
        if amount is None and self._is_track_distance(self.i):
            amount = Amount("distance_m", Range.exactly(token.value), self.i + 1, "bare")
        if isinstance(amount, Amount) and amount.value in (leaf.distance, leaf.duration):
            self.read_to(amount.end)
        else:
            self.aside()

    def _goes_on(self, found: recoveries.Found, target: Draft) -> bool:
        """ "2 sets of 1600 - 2:30 rest - 4 x 400": the rest stands inside the set, and the set goes on."""
        following = self.tokens[found.end]
        if not target.open_set or target.children is None or target.recovery or following.kind != "dash":
            return False
        if amounts.count(self.tokens, found.end + 1) is None:
            return False
        target.children.append(_rest_draft(found.recovery, target.children[-1]))
        self.joining = target
        return True

    @staticmethod
    def _two_recoveries(found: recoveries.Found, target: Draft) -> bool:
        """ "2k/2 x 1k - 2'/1' rest": the first between the two parts, the second inside the repeated one."""
        children = target.children
        if children is None or found.outer is None or len(children) != 2 or children[1].reps is None:
            return False
        children[1].recovery = found.recovery
        children.insert(1, _rest_draft(found.outer, children[1]))
        return True

    @staticmethod
    def _equal_recovery(found: recoveries.Found, place: Draft) -> bool:
        """ "6 x 3 min, equal jog", "200/400/600, equal jog": as long as each repetition before it."""
        if place.children is None:
            same = _as_long(found, place)
            place.recovery = same
            return same is not None
        recoveries_of = [_as_long(found, child) for child in place.children]
        parts: list[Draft] = []
        for child, same in zip(place.children, recoveries_of, strict=True):
            if same is None or child.repeats:
                return False
            parts += [child, _rest_draft(same, child)]
        if place.reps is None:
            parts.pop()  # nothing comes after the last
        place.children = parts
        return True

    def _place(self, target: Draft, scope: str | None) -> Draft | None:
        """Where in ``target`` the recovery goes: between sets, or between the repetitions inside."""
        if target.children is None or target.reps is None:
            return target if target.recovery is None else None
        if scope == "sets":
            if target.recovery is not None and not self._move_inside(target):
                return None
            return target
        inner = [
            leaf for leaf in target.leaves() if leaf.reps is not None and leaf.activity not in ("strength", "jumps")
        ]
        if len(inner) == 1 and inner[0].recovery is None:
            return inner[0]
        return target if target.recovery is None else None

    @staticmethod
    def _move_inside(target: Draft) -> bool:
        """A recovery that was taken for the one between sets turns out to be that between the parts of a set."""
        children = target.children
        if children is None or target.recovery is None:
            return False
        if len(children) == 1 and children[0].children and not children[0].reps and not children[0].recovery:
            children[0].recovery, target.recovery = target.recovery, None  # "2 x (1200, 800, 400) w/ 400 jog"
            return True
        if len(children) < 2:
            return False
        parts: list[Draft] = []
        for index, child in enumerate(children):
            if index:
                parts.append(_rest_draft(target.recovery, child))
            parts.append(child)
        target.children, target.recovery = parts, None
        return True

    def _rest(self, _depth: int) -> bool:
        """ "rest 60 sec" after repetitions, "3' rest" between parts, "Rest" and "Off" as a day."""
        if self._recovery():
            return True
        token = self.tokens[self.i]
        leaf = self.leaf
        if token.value == "full" and self.draft.is_empty and self._is_fresh(self.draft):
            return self._rest_alone("rest_day")
        if token.kind in ("float", "scope", "between"):
            if token.kind == "scope" and self._spread():
                return self.read_to(self.i + 1)
            self.draft.spoilt = token.kind != "between" and not self.draft.repeats
            return self.aside()
        if self.tokens[self.i - 1].kind in ("jog", "walk") and self.draft.children is not None:
            return self.read_to(self.i + 1)  # "/ 2 min jog recovery" ends a list
        if token.kind == "off" and self._is_phase_of_rest():
            leaf.activity = "rest"
            return self.read_to(self.i + 1)
        labelled = self.label is not None and leaf.activity == self.label.activity
        if (
            (leaf.activity is not None and not labelled)
            or leaf.effort is not None
            or leaf.repeats
            or self.draft.children
        ):
            self.draft.spoilt = token.kind == "recovery" and not self.draft.repeats
            return False
        return self._rest_alone(token.kind)

    def _is_phase_of_rest(self) -> bool:
        """ "3 min on / 2 min off"."""
        leaf = self.leaf
        if not leaf.has_amount or leaf.repeats or leaf.activity is not None:
            return False
        parts = self.drafts if leaf is self.draft else self.draft.children
        before = [part for part in parts or () if part is not leaf]
        return bool(before) and before[-1].is_work

    def _rest_alone(self, kind: str) -> bool:
        leaf = self.leaf
        if kind == "recovery" and not self.drafts and leaf.joint == "start" and leaf.has_amount:
            leaf.effort = VERY_EASY  # "30 min recovery"
            leaf.noun = True
            return self.read_to(self.i + 1)
        if kind == "off" and leaf.has_amount and not self.depth:
            return False
        if not leaf.has_amount and (kind == "recovery" or (kind == "rest" and not self._is_fresh(self.draft))):
            return self._rest_first()
        leaf.activity, leaf.exercise = "rest", None
        leaf.noun = True
        ends = self.tokens[self.i + 1].kind in ("dash", "end", "newline", "dot")
        if leaf.has_amount and ends:
            self._spread()
        return self.read_to(self.i + 1)

    def _rest_first(self) -> bool:
        """ "rest 60 s" between two parts: the amount follows; without one it is only a word."""
        found = self.reader.amount(self.tokens, self.i + 1, recovery=True)
        if not isinstance(found, Amount):
            return False
        self.leaf.activity = "rest"
        self.read_to(self.i + 1)
        return self.set_amount(found)

    def _spread(self) -> bool:
        """ "2 mi + 1 mi - 4' rest": what was taken for a part is the rest between all parts."""
        leaf = self.leaf
        if leaf.activity != "rest" or not leaf.has_amount or self.broken:
            return False
        count = 0
        while count < len(self.drafts) and self.drafts[-1 - count].is_part:
            count += 1
            if self.drafts[-count].joint != "plus":
                break
        if count < 2:
            return False
        group = Draft(self.drafts[-count].first, self.drafts[-count].joint)
        group.children = self.drafts[-count:]
        group.recovery = Recovery("rest", leaf.distance, leaf.duration)
        del self.drafts[-count:]
        self.draft = self.leaf = group
        return True


def _as_long(found: recoveries.Found, draft: Draft) -> Recovery | None:
    """The recovery that is as long as ``draft``; ``None`` where nobody can tell ("5 x 400 m, equal time rest")."""
    by_distance = draft.distance is not None
    if not draft.has_amount or (found.equal in ("time", "distance") and by_distance != (found.equal == "distance")):
        return None
    activity = found.recovery.activity
    if by_distance and activity == "rest":
        if found.equal != "distance":
            return None
        activity = "run"  # nobody rests for 400 m
    return replace(found.recovery, activity=activity, distance_m=draft.distance, duration_s=draft.duration)


def _is_recovery(found: recoveries.Found, target: Draft, joint: str | None) -> bool:
    """Whether "400 jog" after repetitions is their recovery rather than a part of its own."""
    leaf = target.leaves()[-1]
    if found.joined or joint == "open":
        return True
    if joint == "dash":  # "4 x 4 min hard - 5 km easy" ends with a run
        return not found.only_easy or _is_shorter(found.recovery, leaf)
    if joint in ("plus", "then", "newline", "semicolon", "dot") and not (joint == "semicolon" and _is_short(found)):
        return False
    if found.only_easy and not (joint == "comma" and _is_shorter(found.recovery, leaf)):
        return False
    if found.recovery.distance_m is not None:
        own = leaf.distance.hi if leaf.distance is not None else 0.0
        return found.recovery.distance_m.hi <= max(LONGEST_WEAK_M, own)
    return found.recovery.duration_s is None or found.recovery.duration_s.hi <= LONGEST_WEAK_S


def _is_short(found: recoveries.Found) -> bool:
    """Whether nobody would jog or walk it as a part of its own: "6 x 800 m; 2 min jog"."""
    recovery = found.recovery
    if recovery.duration_s is not None:
        return recovery.duration_s.hi <= _LONGEST_FOLLOWING_S
    return recovery.distance_m is not None and recovery.distance_m.hi <= _LONGEST_LAP_M


def _is_hard_list(target: Draft) -> bool:
    """Whether a jog behind the list can only come between its parts: "1-2-3-2-1 min hard, 1 min jog".

    So it does behind a ladder up and down, however hard that is.
    """
    leaves = target.leaves()
    if len(leaves) < SHORTEST_LIST:
        return False
    sizes = [(leaf.distance or leaf.duration) for leaf in leaves]
    pyramid = len(leaves) >= _SHORTEST_PYRAMID and sizes == sizes[::-1] and None not in sizes
    return all(leaf.is_hard for leaf in leaves) or (pyramid and all(leaf.is_plain_amount for leaf in leaves))


def _is_shorter(recovery: Recovery, leaf: Draft) -> bool:
    """Whether "1 min easy" is no longer than the repetition before it: then it alternates with it."""
    if recovery.duration_s is not None and leaf.duration is not None:
        return recovery.duration_s.hi <= leaf.duration.hi
    if recovery.distance_m is not None and leaf.distance is not None:
        return recovery.distance_m.hi <= leaf.distance.hi
    return False


def _counts_kilometres(draft: Draft) -> bool:
    """Whether "10-12K" may be ten to twelve of one kilometre."""
    if draft.unit != "k" or draft.distance is None or draft.is_named or draft.repeats:
        return False
    if draft.distance.lo % 1000 or draft.distance.hi % 1000:
        return False
    return not draft.distance.is_exact and draft.distance.hi <= _MOST_KILOMETRES_M


def _rest_draft(recovery: Recovery, after: Draft) -> Draft:
    draft = Draft(after.first, "dash")
    draft.activity, draft.distance, draft.duration = recovery.activity, recovery.distance_m, recovery.duration_s
    draft.noun = True
    return draft
