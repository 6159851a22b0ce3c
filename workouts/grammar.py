"""What the words inside a segment say, and the table of who reads what: the top of the recursive descent.

Every method moves forward or looks ahead a bounded number of tokens, so reading takes time linear in the length of
the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from workouts import amounts, efforts, loads, recoveries
from workouts.amounts import Amount, Doubt
from workouts.drafts import Draft
from workouts.exercises import Exercise
from workouts.lexicon import ZONES
from workouts.numbers import MAXIMAL, Numbers
from workouts.segments import READ
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import Effort, Load, Range, Recovery, Span

EASY: Final = Effort.exactly("easy")
VERY_EASY: Final = Effort.exactly("very_easy")
STRIDES: Final = Effort("5k", "mile")

# A jog or walk after repetitions is a recovery up to here, else a part of its own ("6 x 400, 10 min jog").
_LONGEST_WEAK_S: Final = 300.0
_LONGEST_WEAK_M: Final = 800.0
# A bare race distance behind repetitions up to this long is their pace ("6 x 400 - 5k").
_LONGEST_PACED_M: Final = 3000.0
# "10-12K" with a recovery is as many repetitions of a kilometre, up to here.
_MOST_KILOMETRES_M: Final = 20_000.0
# Strides after a run longer than this are a part of their own.
_LONGEST_STRIDE_M: Final = 300.0
_LONGEST_STRIDE_S: Final = 60.0


class Grammar(Numbers):
    """The reading of words."""

    def _number(self, depth: int) -> bool:
        return (
            self._load()
            or self.count(depth)
            or self.sets(depth)
            or self._recovery()
            or self.grade()
            or self._effort(depth)
            or self.amount()
            or self.counted_word()
            or self.bare_track()
            or self.shared_unit()
            or self.leave_number()
        )

    def _bound(self, depth: int) -> bool:
        return self._load() or self.amount() or self._joined(depth)

    # Joining words

    def _joined(self, _depth: int) -> bool:
        """After "with", "@", "in": a recovery, a load, an effort, a slope, or a part of the session."""
        if self._recovery() or self._load():
            return True
        j = self.i + 1
        while self.tokens[j].kind in ("article", "filler", "with", "at") and j < self.i + 4:
            j += 1
        following = self.tokens[j].kind
        if following in ("num", "unit"):
            found = efforts.find(self.tokens, j, context=self.tokens[self.i].kind == "at")
            if found is not None and self._take_effort(found):
                return True
        if following in ("num", "clock", "at_most", "at_least"):
            return self._joined_number(j)
        if following == "pace_word":
            self.leaf.sure = True  # "9 km at pace"
        return self.skip_to(self.i + 1)

    def _joined_number(self, j: int) -> bool:
        """ "with 4 x 20 s strides" is a part of the session; a pace, a rep time or a part inside it is left unread."""
        joint = self.tokens[self.i]
        leaf = self.leaf
        if amounts.count(self.tokens, j) is not None or self._is_counted(j):
            if joint.kind == "with" and not self.draft.is_empty:
                self.split("with")
            return self.skip_to(j)
        if any(self.tokens[index].kind == "percent" for index in range(j, min(j + 5, len(self.tokens)))):
            leaf.sure = True
            self.i = j
            return self.grade() or self.aside()
        if joint.kind == "at" and self.tokens[j].kind == "clock" and leaf.has_amount:
            return self._pace(j)
        if not leaf.has_amount and (joint.value == "wear" or (joint.kind == "with" and self.draft.is_empty)):
            return self.skip_to(j)
        leaf.sure = leaf.sure or joint.kind == "at"
        return self.aside()

    def _pace(self, j: int) -> bool:
        """ "4 mi @ 6:30", "6 x 800 @ 2:55 per rep": a step cannot hold it, but it shows that the amount is meant."""
        self.leaf.sure = True
        j += 1
        if self.tokens[j].kind == "dash" and self.tokens[j + 1].kind == "clock":
            j += 2
        if self.tokens[j].kind in ("aside", "slash") and self.tokens[j + 1].kind in ("unit", "filler"):
            j += 2
        return self.skip_to(j)

    def _is_counted(self, j: int) -> bool:
        found = amounts.plain_range(self.tokens, j)
        return found is not None and (self.is_countable(found[1]) or self.tokens[found[1]].kind == "sets")

    # Recoveries

    def _recovery(self) -> bool:
        target = self._target()
        if target is None:
            return False
        found = recoveries.find(self.tokens, self.i, self.reader)
        if found is None:
            return False
        if isinstance(found, Doubt):
            return self.doubt(found)
        joint = self.draft.joint if target is not self.draft else None
        near = target.repeats and not (self.wandered and joint)
        if not found.strong and not (near and _is_recovery(found, target, joint)):
            return False
        return self._take_recovery(found, target)

    def _target(self) -> Draft | None:
        """The step or repeat that a recovery here would belong to."""
        draft = self.draft
        if not draft.is_empty:
            sized = self.leaf.has_amount or self.leaf.noun or draft.children is not None
            return draft if (draft.repeats and sized) or _counts_kilometres(draft) else None
        if not self.drafts or self.broken:
            return None
        before = self.drafts[-1]
        return before if before.repeats or _counts_kilometres(before) else None

    def _take_recovery(self, found: recoveries.Found, target: Draft) -> bool:
        if not target.repeats:  # "10-12K @ HM, 90 s rec": kilometres, not a run of ten
            assert target.distance is not None
            target.reps = Range(target.distance.lo / 1000, target.distance.hi / 1000)
            target.distance = Range.exactly(1000.0)
        if self._goes_on(found, target):
            return self.read_to(found.end)
        place = self._place(target, found.scope)
        if place is None:
            return self.skip_to(found.end)  # a second one: not to be guessed
        if found.outer is not None and not self._two_recoveries(found, target):
            return self.skip_to(found.end)
        if found.outer is None:
            place.recovery = found.recovery
        if target is not self.draft:
            target.end = found.end
        self.read_to(found.end)
        if found.floats and any(leaf.effort for leaf in target.leaves()):
            j = self.i + 1 if self.tokens[self.i].kind == "at" else self.i
            own = efforts.find(self.tokens, j, context=j > self.i)
            if own is not None:
                self.read_to(own.end)  # how fast the float is, not the repetitions
        return True

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
        if children is None or len(children) < 2 or target.recovery is None:
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
        if token.kind in ("float", "scope", "between"):
            if token.kind == "scope" and self._spread():
                return self.read_to(self.i + 1)
            self.draft.spoilt = token.kind != "between" and not self.draft.repeats
            return self.aside()
        if self.tokens[self.i - 1].kind in ("jog", "walk") and self.draft.children is not None:
            return self.read_to(self.i + 1)  # "/ 2 min jog recovery" ends a list
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

    def _rest_alone(self, kind: str) -> bool:
        leaf = self.leaf
        if kind == "recovery" and not self.drafts and leaf.joint == "start" and leaf.has_amount:
            leaf.effort = VERY_EASY  # "30 min recovery"
            leaf.noun = True
            return self.read_to(self.i + 1)
        if kind == "off" and leaf.has_amount:
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
        while count < len(self.drafts) and _is_part(self.drafts[-1 - count]):
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

    # Loads

    def _load(self) -> bool:
        found = loads.find(self.tokens, self.i)
        if found is None:
            return False
        if found.load is None:
            return self.read_to(found.end)
        load = found.load
        if not found.joined:
            if self.draft.is_empty and load.kg is not None and load.implement == "weights":
                return False  # "lose 5 kg"
            if load.kg is None and self._beside_unread():
                return False
        leaf = self.leaf
        held = leaf.load
        if held is None or (leaf.implied and load.implement != "weights"):
            leaf.load, leaf.implied = load, False
        elif held.kg is None and held.percent_body_mass is None and load.implement in ("weights", held.implement):
            leaf.load = replace(load, implement=held.implement)
        elif load.kg is None and load.percent_body_mass is None and held.implement == "weights":
            leaf.load = replace(held, implement=load.implement)
        else:
            return self.skip_to(found.end)
        if leaf.load is not load and self.draft.is_empty:
            return False
        leaf.described = leaf.described or leaf.has_amount
        return self.read_to(found.end)

    def _beside_unread(self) -> bool:
        index = self.i - 1
        if index < self.draft.first or self.understood[index]:
            return False
        return self.tokens[index].kind not in ("heft", "with", "at")

    def _load_word(self, _depth: int) -> bool:
        if self._load():
            return True
        token = self.tokens[self.i]
        if token.kind == "implement":
            if token.value[0] != "weights" or not self.draft.is_empty:
                return False
            return self._name("strength")  # "8 km + weights"
        return self.skip_to(self.i + 1)

    # Efforts

    def _effort(self, _depth: int) -> bool:
        found = efforts.find(self.tokens, self.i)
        if found is None and self._is_pace_of_reps():
            found = efforts.find(self.tokens, self.i, context=True)
        return found is not None and self._take_effort(found)

    def _is_pace_of_reps(self) -> bool:
        """Whether a bare race distance can only be a pace: in brackets or after a dash, behind short repetitions."""
        before = self._open_draft()
        if before is None or not self.draft.is_empty or self.draft.joint not in ("open", "dash", "close"):
            return False
        leaves = before.leaves()
        if not before.repeats or leaves[-1].effort is not None:
            return False
        return all(leaf.distance is not None and leaf.distance.hi <= _LONGEST_PACED_M for leaf in leaves)

    def _take_effort(self, found: efforts.Found) -> bool:
        if len(found.efforts) > 1 and self._share(found):
            return self.read_to(found.end)
        effort = found.overall
        leaf = self.leaf
        if (
            effort == MAXIMAL
            and self.tokens[found.end].kind in ("num", "clock")
            and not leaf.has_amount
            and self._is_limit(found.end)
        ):
            return self.skip_to(found.end)
        if not leaf.takes_effort(effort, paced=found.paced):
            return False
        leaf.set_effort(effort, paced=found.paced)
        leaf.described = leaf.described or leaf.has_amount
        leaf.effort_noun = leaf.effort_noun or found.noun
        leaf.noun = leaf.noun or found.sprint
        if self.draft.children is not None:
            for each in self.draft.leaves():
                if each.effort is None:
                    each.set_effort(effort, paced=found.paced)
            self.draft.effort = None
        return self.read_to(found.end)

    def _is_limit(self, i: int) -> bool:
        """ "max 2.5 h" bounds the session, "max 60 m" is a sprint."""
        found = self.reader.amount(self.tokens, i)
        return isinstance(found, Amount) and found.dimension == "duration_s" and found.value.hi >= 600

    def _share(self, found: efforts.Found) -> bool:
        """ "2k/1k @ HM/10k": to each its own."""
        draft = self.draft
        target = draft
        if draft.is_empty:
            before = self._open_draft()
            if before is None:
                return False
            target = before
        leaves = [leaf for leaf in target.leaves() if leaf.activity != "rest"]
        if len(leaves) != len(found.efforts):
            leaves = self.drafts[-len(found.efforts) :] if draft.is_empty else []
            if len(leaves) != len(found.efforts) or not all(_is_part(leaf) for leaf in leaves):
                return False
        if any(leaf.effort for leaf in leaves):
            return False
        for leaf, effort in zip(leaves, found.efforts, strict=True):
            leaf.set_effort(effort, paced=True)
        return True

    def _zone(self, _depth: int) -> bool:
        """ "zone 2", "zones 2-3"."""
        found = amounts.plain_range(self.tokens, self.i + 1)
        if found is None or found[0].lo not in ZONES or found[0].hi not in ZONES:
            return False
        ends = [Effort(*ZONES[int(zone)]) for zone in (found[0].lo, found[0].hi)]
        effort = efforts.span_of(ends)
        if not self.leaf.takes_effort(effort, paced=False) or self.leaf.effort is not None:
            return False
        self.leaf.set_effort(effort, paced=False)
        self.leaf.described = self.leaf.described or self.leaf.has_amount
        return self.read_to(found[1])

    # Slashes

    def _slash(self, _depth: int) -> bool:
        """ "3' fast/3' medium": the other half of a repetition, its recovery, or another of a list."""
        self.i += 1
        if (
            self.draft.is_empty
            and self.tokens[self.i - 2].kind == "close"
            and (before := self._open_draft()) is not None
        ):
            if not (before.repeats or before.has_amount):
                return True
            self.drafts.pop()  # "3' fast (10k) / 3' easy" goes on after the bracket
            self.draft, self.leaf = before, before.leaves()[-1]
        draft = self.draft
        after = self.tokens[self.i].kind
        if (
            draft.reps is not None
            and self._target() is draft
            and after in ("num", "clock", "jog", "walk", "rest", "recovery", "article")
        ):
            found = recoveries.find(self.tokens, self.i, self.reader)
            if isinstance(found, recoveries.Found):
                return self._take_recovery(found, draft)
        if after not in ("num", "clock", "unit") or not self.leaf.has_amount or draft.recovery is not None:
            return True
        counted = amounts.count(self.tokens, self.i)
        if counted is not None:
            if draft.reps is not None:
                self._alternate()
                self.leaf.reps = counted[0]
                self.read_to(counted[1])
                return self._size()
            return True
        size = self._slash_size()
        if size is not None:
            self._alternate()
            return self.set_amount(size)
        return True

    def _slash_size(self) -> Amount | None:
        found = self.reader.amount(self.tokens, self.i, repeated=self.leaf.repeats or self.draft.repeats)
        if isinstance(found, Amount):
            if self._not_ours(found.end) or (found.unit == "s" and self._is_plural(found)):
                return None
            return found
        token = self.tokens[self.i]
        if self._is_track_distance(self.i) and self.leaf.unit in ("bare", "metre", "m", "k", "km"):
            return Amount("distance_m", Range.exactly(token.value), self.i + 1, "bare")
        return None

    # Words

    def _name(self, activity: str | None, *, noun: bool = True) -> bool:
        """The step is named: an activity, or running in words that add nothing."""
        leaf = self.leaf
        if activity is not None:
            leaf.activity = activity
        leaf.noun = leaf.noun or noun
        leaf.alone = leaf.alone or noun
        leaf.sure = True
        leaf.described = leaf.described or leaf.has_amount
        return self.read_to(self.i + 1)

    def _run(self, _depth: int) -> bool:
        if self.leaf.activity not in (None, "run"):
            return False
        noun = self.tokens[self.i].kind != "run"
        return self._name("run" if noun else None, noun=noun)

    def _jog(self, _depth: int) -> bool:
        if not self._in_list() and self._recovery():
            return True
        if self.leaf.activity is not None:
            return False
        self.leaf.default_effort = self.leaf.default_effort or EASY
        return self._name("run")

    def _walk(self, _depth: int) -> bool:
        if not self._in_list() and self._recovery():
            return True
        return self.leaf.activity in (None, "walk") and self._name("walk")

    def _back(self, _depth: int) -> bool:
        return self._recovery()

    def _in_list(self) -> bool:
        """Whether the step is one of a list done once ("90 s jog / 90 s walk")."""
        return self.draft.children is not None and self.draft.reps is None

    def _other(self, _depth: int) -> bool:
        """Strength work and races."""
        return self.leaf.activity is None and self._name(self.tokens[self.i].kind)

    def _ruck(self, _depth: int) -> bool:
        token = self.tokens[self.i]
        leaf = self.leaf
        if leaf.activity not in (None, "walk"):
            return False
        if leaf.load is None:
            leaf.load = Load("backpack", span=Span(token.start, token.end))
            leaf.implied = True
        return self._name("walk")

    def _strides(self, _depth: int) -> bool:
        leaf = self.leaf
        if leaf.activity not in (None, "run"):
            return False
        easy = leaf.effort is not None and EFFORT_ORDER[leaf.effort.hi] <= EFFORT_ORDER["steady"]
        long = (leaf.distance is not None and leaf.distance.lo > _LONGEST_STRIDE_M) or (
            leaf.duration is not None and leaf.duration.lo > _LONGEST_STRIDE_S
        )
        if not leaf.repeats and (easy or leaf.role or long):
            self.split("with")  # "30 min easy, strides" without the comma
            leaf = self.leaf
        leaf.uphill = leaf.uphill or self.tokens[self.i].kind == "hill_strides"
        leaf.default_effort = STRIDES
        leaf.strides = leaf.noun = leaf.sure = True
        leaf.described = leaf.described or leaf.has_amount
        return self.read_to(self.i + 1)

    def _hill(self, _depth: int) -> bool:
        kind = self.tokens[self.i].kind
        if self.leaf.activity not in (None, "run", "walk", "jumps"):
            return False
        if kind != "uphill" and self.leaf.role and self.leaf.has_amount:
            self.split()
        self.leaf.uphill = True
        if kind == "hill_sprints":
            self.leaf.default_effort = MAXIMAL
        if kind == "uphill":
            self.leaf.described = self.leaf.described or self.leaf.has_amount
            return self.read_to(self.i + 1)
        self.leaf.noun = self.leaf.sure = True
        self.leaf.described = self.leaf.described or self.leaf.has_amount
        return self.read_to(self.i + 1)

    def _exercise(self, _depth: int) -> bool:
        exercise: Exercise
        exercise, counted_only = self.tokens[self.i].value
        leaf = self.leaf
        if counted_only and not leaf.repeats:
            return False
        if leaf.exercise is not None or leaf.activity not in (None, "run"):
            return False
        if leaf.activity == "run" and leaf.described:
            return False
        leaf.exercise = exercise.name
        if exercise.implement is not None and leaf.load is None:
            leaf.load = Load(exercise.implement)
        return self._name(exercise.activity)

    def _role(self, _depth: int) -> bool:
        role: str = self.tokens[self.i].value
        if self.leaf.role not in (None, role) or (self.leaf.repeats and self.leaf.has_amount):
            self.split()
        if self.draft.children is not None:
            return False
        if self.tokens[self.i + 1].kind == "colon" and self.draft.is_empty:
            return self._start_label(role=role)
        self.leaf.role = role
        self.leaf.sure = True
        self.leaf.described = self.leaf.described or self.leaf.has_amount
        self.leaf.noun = True
        return self.read_to(self.i + 1)

    def _start_label(
        self, *, role: str | None = None, activity: str | None = None, exercise: str | None = None
    ) -> bool:
        """ "Warm-up: 2 km", "Bike: 4 x 4 min": the word before the colon speaks of what follows."""
        self.label = Draft(self.i, "colon")
        self.label.role, self.label.activity, self.label.exercise = role, activity, exercise
        self.understood[self.i] = READ
        return self.skip_to(self.i + 1)

    def _label(self, _depth: int) -> bool:
        """Weekdays and "main set": read where they only introduce what follows."""
        if self.i != self.draft.first:
            return False
        self.understood[self.i] = READ
        self.i += 1
        self.draft.first = self.draft.end = self.i
        self.introduced = self.tokens[self.i].kind in ("colon", "dash")
        return True

    def _named_line(self, depth: int) -> bool:
        """An activity: of this segment, or of the whole line where a colon follows it at the start."""
        token = self.tokens[self.i]
        starts = self.draft.is_empty and self.draft.joint in ("start", "newline", "dot") and self.i == self.draft.first
        if starts and self.tokens[self.i + 1].kind == "colon":
            if token.kind == "exercise":
                exercise: Exercise = token.value[0]
                return self._start_label(activity=exercise.activity, exercise=exercise.name)
            if token.kind in ("run", "walk", "strength"):
                return self._start_label(activity=None if token.kind == "run" else token.kind)
        if token.kind == "exercise":
            return self._exercise(depth)
        return {"run": self._run, "walk": self._walk, "strength": self._other}[token.kind](depth)

    def _place_word(self, _depth: int) -> bool:
        if self.tokens[self.i].kind == "in_place":
            self.leaf.in_place = True
        else:
            self.leaf.treadmill = True
        self.leaf.sure = True
        return self.read_to(self.i + 1)

    def _repeat(self, _depth: int) -> bool:
        """ "…, repeat 8 times": all parts since the sentence began."""
        found = amounts.count(self.tokens, self.i + 1)
        if found is None or self.tokens[found[1]].kind in ("num", "clock", "unit"):
            return False
        count = 0
        while count < len(self.drafts) and _is_part(self.drafts[-1 - count]):
            count += 1
            if self.drafts[-count].joint not in ("comma", "and", "dash"):
                break
        if not count or not self.draft.is_empty or self.broken:
            return False
        group = Draft(self.drafts[-count].first, self.drafts[-count].joint)
        group.children, group.reps = self.drafts[-count:], found[0]
        del self.drafts[-count:]
        self.draft = self.leaf = group
        return self.read_to(found[1])

    def _aside_word(self, _depth: int) -> bool:
        token = self.tokens[self.i]
        if token.kind == "not" and (found := loads.find(self.tokens, self.i)) is not None:
            return self.read_to(found.end)
        if token.value == "gain":  # "D+700 - 1000 m"
            while self.tokens[self.i + 1].kind in ("num", "dash", "unit"):
                self.i += 1
        return self.aside()

    def _from(self, _depth: int) -> bool:
        """ "от 2 до 3 км"."""
        j = self.i + 2
        if self.tokens[self.i + 1].kind != "num" or self.tokens[j].kind not in ("to", "at_most"):
            return False
        self.tokens[j].kind = "to"
        self.understood[self.i] = READ
        return self.skip_to(self.i + 1)

    def _filler(self, _depth: int) -> bool:
        if self.tokens[self.i].value == "reps" and not self.leaf.repeats:
            self.tokens[self.i].kind = "word"
        return self.skip_to(self.i + 1)

    def _unknown(self, _depth: int) -> bool:
        """A sign: an equation is a legend, not a session, up to the end of the sentence."""
        if self.tokens[self.i].value != "=":
            return self.skip_to(self.i + 1)
        self.draft.spoilt = True
        while self.tokens[self.i].kind not in ("dot", "semicolon", "newline", "end", "close"):
            self.i += 1
        return True

    HANDLERS: ClassVar[Mapping[str, Callable[[Any, int], bool]]] = {
        **dict.fromkeys(("num", "clock"), _number),
        **dict.fromkeys(("at_most", "at_least"), _bound),
        **dict.fromkeys(("with", "at"), _joined),
        **dict.fromkeys(("article", "heft", "implement"), _load_word),
        **dict.fromkeys(("effort", "unit"), _effort),
        **dict.fromkeys(("recovery", "rest", "rest_day", "off", "float", "scope", "between"), _rest),
        **dict.fromkeys(("exercise", "run", "walk", "strength"), _named_line),
        **dict.fromkeys(("run_noun", "fartlek"), _run),
        **dict.fromkeys(("strides", "hill_strides"), _strides),
        **dict.fromkeys(("uphill", "hills", "hill_sprints"), _hill),
        **dict.fromkeys(("in_place", "treadmill"), _place_word),
        **dict.fromkeys(("weekday", "label"), _label),
        **dict.fromkeys(("aside", "or", "not"), _aside_word),
        **dict.fromkeys(("filler", "each", "to", "arrow"), _filler),
        "times": Numbers.postfix,
        "grade": Numbers.grade_word,
        "slash": _slash,
        "jog": _jog,
        "race": _other,
        "ruck": _ruck,
        "role": _role,
        "zone": _zone,
        "repeat": _repeat,
        "back": _back,
        "from": _from,
        "unknown": _unknown,
    }


def _is_recovery(found: recoveries.Found, target: Draft, joint: str | None) -> bool:
    """Whether "400 jog" after repetitions is their recovery rather than a part of its own."""
    if found.joined or joint in ("open", "dash"):
        return True
    if found.only_easy or joint in ("plus", "then", "newline", "semicolon", "dot"):
        return False
    leaf = target.leaves()[-1]
    if found.recovery.distance_m is not None:
        own = leaf.distance.hi if leaf.distance is not None else 0.0
        return found.recovery.distance_m.hi <= max(_LONGEST_WEAK_M, own)
    return found.recovery.duration_s is None or found.recovery.duration_s.hi <= _LONGEST_WEAK_S


def _counts_kilometres(draft: Draft) -> bool:
    """Whether "10-12K" may be ten to twelve of one kilometre."""
    if draft.unit != "k" or draft.distance is None or draft.is_named or draft.repeats:
        return False
    return not draft.distance.is_exact and draft.distance.hi <= _MOST_KILOMETRES_M


def _is_part(draft: Draft) -> bool:
    """Whether a draft is one amount of running or walking, done once."""
    if draft.children is not None:
        return draft.reps is None and draft.recovery is None
    return draft.has_amount and not draft.repeats and draft.activity in (None, "run", "walk") and draft.role is None


def _rest_draft(recovery: Recovery, after: Draft) -> Draft:
    draft = Draft(after.first, "dash")
    draft.activity, draft.distance, draft.duration = recovery.activity, recovery.distance_m, recovery.duration_s
    draft.noun = True
    return draft
