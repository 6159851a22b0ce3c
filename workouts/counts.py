"""How often: repetitions, rounds, sets of an exercise, and counts behind what they count."""

from __future__ import annotations

from typing import Final

from workouts import amounts, loads, on_and_off, worded
from workouts.amounts import Amount
from workouts.drafts import Draft
from workouts.exercises import Exercise
from workouts.ladders import Ladders
from workouts.marks import SEPARATORS
from workouts.segments import DEEPEST_ROUNDS
from workouts.tokens import is_repetitions
from workouts.workout import ONCE, Load, Range

_MOST_MOVEMENTS: Final = 100
# Nobody runs more strides or hills.
_MOST_STRIDES: Final = 40
# From here up, a list of amounts has its pace and its recovery in common.
SHORTEST_LIST: Final = 3
# What stands between the amounts of such a list: "3 km, 2 km, 1 km", "1 km - 2 km - 3 km".
_IN_LISTS: Final = frozenset({"comma", "dash"})
# What stands between the name of an exercise and how often it is done.
_BEHIND_NAME: Final = frozenset({"open", "colon", "dash", "comma"})
# What stands between the parts of a circuit.
_LISTING: Final = frozenset({"comma", "plus", "and"})
# What stands between work and rest that are counted together.
_IN_PAIRS: Final = frozenset({"comma", "run_on", "and", "plus", "then"})


class Counts(Ladders):
    """How often."""

    __slots__ = ()

    def count(self, depth: int) -> bool:
        """ "6 x", "2 x (", "2 x 3 x": how often what follows is done; "100 m 6 times": what stands before."""
        found = amounts.count(self.tokens, self.i) if "times" in self.kinds else None
        if found is None:
            return self._counted_on_and_off()
        reps, j = found
        kind = self.tokens[j].kind
        if kind == "colon" and self._opens_rounds():
            return self._rounds_of_line(reps, j, depth)  # "5 times: 3 min hard, 2 min easy"
        if kind in SEPARATORS - {"open"} or kind in ("end", "or"):
            return self._count_after(reps, j)
        if self.leaf.exercise and self._sets_after_name(reps, j):
            return True
        if (lead := self.part_lead(j)) is not None:
            self.part_from(lead)
        elif self._is_filled():
            self.split()
        elif self.leaf.reps is not None and self.leaf.reps != ONCE:
            return False
        nests = amounts.count(self.tokens, j) is not None
        if nests and self.nested >= DEEPEST_ROUNDS:
            self.too_deep = True
            return False
        self.read_to(j)
        if kind == "open":
            return self.group(reps, depth)
        if nests:
            self._nest(reps)
            return True
        if self._exercise_sets(reps):
            return True
        self.leaf.reps = reps
        return self._size()

    def _is_filled(self) -> bool:
        """Whether the draft has all it needs, so that another count starts another step."""
        if self.draft.has_amount or self.leaf.has_amount or (self.leaf.exercise and self.leaf.repeats):
            return True
        return self.draft.children is not None and self.leaf is self.draft

    def _count_after(self, reps: Range, end: int) -> bool:
        """ "100 metres 6 to 10 times", "100 m - 6 times"."""
        joint = self.draft.joint
        if self.draft.is_empty and joint in ("dash", "comma", "open") and (before := self._open_draft()) is not None:
            if not before.has_amount or before.repeats:
                return False
            self.drafts.pop()
            self.draft, self.leaf = before, before.leaves()[-1]
            if joint == "open":  # the bracket adds to what is done, it does not explain it
                self.explaining = max(self.explaining - 1, 0)
            self.read_to(end)
            self._gather_list()
            self.draft.reps = reps
            return True
        if not self.leaf.has_amount or self.leaf.repeats:
            return False
        self.read_to(end)
        if self.leaf is self.draft and self._is_pair():  # "3 min on, 2 min off 5 times"
            self._gather_list()
            self.leaf = self.draft
        self.leaf.reps = reps
        return True

    def _nest(self, reps: Range) -> None:
        """Make the current step one round of ``reps``."""
        self.nested += 1
        child, named = Draft(self.i, "start"), self.leaf
        if named.exercise is not None and not named.has_amount:  # "Plank: 3 sets of 30 s"
            child.activity, child.exercise, child.load, named.load = named.activity, named.exercise, named.load, None
        named.reps = reps
        named.children = [child]
        self.leaf = child

    def _size(self) -> bool:
        """What one repetition is, right after "N x": an amount, a bare track distance, "mile", "K"."""
        token = self.tokens[self.i]
        if (part := worded.part(self.tokens, self.i)) is not None:
            return self.set_amount(part)
        if token.kind == "unit" and token.value[2] in ("mi", "km", "k"):
            return self.set_amount(Amount("distance_m", Range.exactly(token.value[1]), self.i + 1, token.value[2]))
        if self._on_and_off() or not self._is_track_distance(self.i):
            return True
        falling = self.tokens[self.i + 1].kind == "dash" and self._is_track_distance(self.i + 2)
        first = token.value
        self.set_amount(Amount("distance_m", Range.exactly(first), self.i + 1, "bare"))
        if falling and self.tokens[self.i + 1].value < first:  # "5 x 1200-300": a pair
            self.i += 1
            self._alternate()
            self.set_amount(Amount("distance_m", Range.exactly(self.tokens[self.i].value), self.i + 1, "bare"))
        return True

    def _on_and_off(self) -> bool:
        """ "10 x 30/30", "12 x 40/20 s": so many seconds of work and of rest."""
        found = on_and_off.bare(self.tokens, self.i)
        if found is None:
            return False
        self.set_amount(found.work)
        self.leaf.recovery = found.recovery
        self.leaf.described = True
        return True

    def _counted_on_and_off(self) -> bool:
        """ "30/30 x 20", "40/20 s x 8"."""
        if "times" not in self.kinds or not self.draft.is_empty or self.i != self.draft.first:
            return False
        found = on_and_off.bare(self.tokens, self.i)
        counted = None if found is None else amounts.count_behind(self.tokens, found.end)
        if counted is None:
            return False
        self._on_and_off()
        self.leaf.reps = counted[0]
        return self.read_to(counted[1])

    def sets(self, depth: int) -> bool:
        """ "3 sets of …", "2-3 sets (…)"."""
        found = amounts.plain_range(self.tokens, self.i) if self.speaks_of_sets else None
        if found is None:
            return False
        if self._are_repetitions(found[1]):
            return 1 <= found[0].lo <= found[0].hi <= amounts.MOST_REPS and self._rounds_of_line(*found, depth)
        if self.tokens[found[1]].kind != "sets":
            return False
        reps, j = found
        if not 1 <= reps.lo <= reps.hi <= amounts.MOST_REPS:
            return False
        rounds = self.tokens[j].value == "rounds"
        j += 1
        while self.tokens[j].kind in ("filler", "times"):
            j += 1
        whole_line = self.tokens[j].kind == "colon" and self.rounds < DEEPEST_ROUNDS
        if not self.draft.repeats and (whole_line or (rounds and self._is_circuit(j))):
            return self._rounds_of_line(reps, j if whole_line else j - 1, depth)
        return self._sets_of(reps, j, depth)

    def _sets_of(self, reps: Range, j: int, depth: int) -> bool:
        """What the sets are of stands at ``j``: a bracket, repetitions, or one amount."""
        kind = self.tokens[j].kind
        if kind not in ("open", "num", "clock", "unit"):
            return False
        if self.draft.has_amount or self.draft.repeats:
            self.split()
        self.read_to(j)
        if kind == "open":
            return self.group(reps, depth)
        if not self._exercise_sets(reps):
            self._nest(reps)
            if amounts.count(self.tokens, self.i) is None:
                self.draft.open_set = self.leaf is not self.draft
                if not (self.tokens[self.i].kind == "num" and self.shared_unit()):
                    self._size()
        return True

    def _opens_rounds(self) -> bool:
        """Whether a colon behind a count opens what is repeated rather than to explain what stands before it."""
        draft = self.draft
        if draft.has_amount or draft.repeats or self.rounds >= DEEPEST_ROUNDS:
            return False
        if draft.joint == "comma" and self.drafts and self.drafts[-1].is_plain_amount:
            return False  # "100 m, 6 times: in 15 s"
        return draft.joint not in ("dash", "open", "close", "run_on")

    def _is_circuit(self, i: int) -> bool:
        """ "3 rounds of 10 squats, 400 m run", "3 rounds of 400 m, 10 squats": a list that begins with both or one."""
        if self.rounds >= DEEPEST_ROUNDS:
            return False
        run = self.reader.amount(self.tokens, i, repeated=True) if self.tokens[i].kind == "num" else None
        if isinstance(run, Amount):  # "3 rounds of 400 m run, 10 squats"
            j = run.end + (self.tokens[run.end].kind == "run")
            return self.tokens[j].kind in _LISTING and self._counts_movements(j + 1) is not None
        end = self._counts_movements(i)
        return end is not None and self.tokens[end].kind in _LISTING

    def _counts_movements(self, i: int) -> int | None:
        """Where "10 squats" ends, if that stands at ``i``."""
        found = amounts.plain_range(self.tokens, i)
        return None if found is None or not self.is_countable(found[1]) else found[1] + 1

    def _are_repetitions(self, i: int) -> bool:
        """Whether a list follows "2 repetitions of": what is done once would be "2 x"."""
        if not is_repetitions(self.tokens[i]) or self.draft.repeats:
            return False
        if self.tokens[i + 1].kind != "filler":
            return self.tokens[i + 1].kind == "colon"  # "8 reps: 1 min hard, 1 min easy"
        if self.tokens[i + 2].kind == "filler" and self.tokens[i + 3].kind == "colon":
            return True  # "two repetitions of the following: …"
        return self.tokens[i + 2].kind in ("num", "clock") and amounts.count(self.tokens, i + 2) is None

    def _rounds_of_line(self, reps: Range, colon: int, depth: int) -> bool:
        """ "5 rounds: 400 m, 10 push-ups, 10 squats": all that the line lists."""
        if self.rounds >= DEEPEST_ROUNDS:
            return False
        first = self.i
        self.read_to(colon + 1)
        self.rounds += 1
        children = self._items(depth + 1, line=True)
        self.rounds -= 1
        recovery, self.round_recovery = self.round_recovery, None
        self.draft.end = self.i
        if children:
            self.leaf.reps, self.leaf.children, self.leaf.recovery = reps, children, recovery
        else:
            self._forget(first, colon)
        return True

    def postfix(self, _depth: int) -> bool:
        """ "5 minutes x5": how often, after the amount; after a list it counts the list."""
        found = amounts.plain_range(self.tokens, self.i + 1)
        draft = self.draft
        counted = draft.is_counted_exercise
        if found is None or (draft.reps is not None and not counted):
            return False
        named = self.leaf.strides or (self.leaf.uphill and self.leaf.noun)  # "hill repeats x 8"
        if not (counted or named or self.leaf.has_amount or draft.children is not None):
            return False
        reps, j = found
        if not 1 <= reps.lo <= reps.hi <= amounts.MOST_REPS or self.tokens[j].kind in ("unit", "times", "percent"):
            return False
        self.read_to(j)
        self._gather_list()
        if self.draft.reps is not None:
            self._wrap([self.draft], self.draft.joint)
        self.draft.reps = reps
        return True

    def _gather_list(self) -> None:
        """Make one draft of the comma list that ends with the current one: "400 m, 200 m x5", "8 squats, 4 hops x5"."""
        if self._is_pair():
            self._wrap([before := self.drafts.pop(), self.draft], before.joint)
            return
        chain: list[Draft] = []
        joint = self.draft.joint
        alike = "is_plain_amount" if self.draft.is_plain_amount else "is_counted_exercise"
        while joint == "comma" and self.drafts and getattr(self.drafts[-1], alike) and getattr(self.draft, alike):
            chain.insert(0, self.drafts.pop())
            joint = chain[0].joint
        if chain:
            self._wrap([*chain, self.draft], joint)

    def _is_pair(self) -> bool:
        """ "run 3 min, walk 1 min x 5", "1 min on, 1 min off (x 8)": work and what comes between."""
        draft = self.draft
        if not self.drafts or draft.joint not in _IN_PAIRS:
            return False
        before = self.drafts[-1]
        said = draft.effort or draft.is_light
        if said and before.effort and before.effort.lo not in ("very_easy", "easy"):
            return before.is_part and draft.is_part and before.joint == "start"
        if draft.activity not in ("walk", "rest") and not before.is_work:
            return False
        alone = draft.has_amount and not draft.repeats and before.is_part and before.children is None
        return alone and before.activity != draft.activity

    def gather_amounts(self, *, paced: bool = False) -> bool:
        """Make one list of three or more amounts in one unit, so that what follows speaks of all of them.

        "3 km, 2 km, 1 km @ 10k", "3 min, 2 min, 1 min w/ 1 min jog": with fewer it may speak of the last alone.
        ``paced``: each may have a pace of its own ("2 mi @ HM, 1 mi @ 10k, 800 @ 5k w/ 3 min rest").
        """
        if self.broken or self.draft.children is not None:
            return False
        chain = [] if self.draft.is_empty else [self.draft]
        joint = self.draft.joint
        while self.drafts and (joint in _IN_LISTS or not chain) and _is_listed(self.drafts[-1], paced=paced):
            before = self.drafts[-1]
            if chain and not paced and before.unit != chain[0].unit:
                break
            chain.insert(0, self.drafts.pop())
            joint = chain[0].joint
        if len(chain) < SHORTEST_LIST or not all(_is_listed(part, paced=paced) for part in chain):
            self.drafts += [part for part in chain if part is not self.draft]
            return False
        if self.draft in chain:
            self._wrap(chain, joint)
            self.leaf = self.draft.leaves()[-1]
        else:
            group = Draft(chain[0].first, joint)
            group.children, group.end = chain, chain[-1].end
            self.drafts.append(group)
        return True

    def _wrap(self, children: list[Draft], joint: str) -> None:
        """Make ``children`` the parts of the current draft."""
        group = Draft(children[0].first, joint)
        group.children, group.end = children, self.i
        self.draft = group

    # Movements

    def _exercise_sets(self, reps: Range) -> bool:
        """ "3 x 10 lunges", "3 x 8-10 heavy squats", and after the exercise: "lunges 3 x 10"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None:
            return False
        movements, j = found
        k = j
        while self.tokens[k].kind in ("heft", "each", "filler", "article") and k < j + 3:
            k += 1
        following = self.tokens[k]
        if following.kind == "strength" and k == j and movements.hi <= _MOST_MOVEMENTS:
            self._nest(reps)
            self.leaf.reps = movements
            self.read_to(k)
            return self._name("strength")
        if following.kind != "exercise":
            if self.tokens[j].kind in ("unit", "times", "percent", "dash", "slash"):
                return False
            return self._sets_of_named(reps, movements, j) or self._gym_set(reps, movements, j)
        exercise: Exercise = following.value[0]
        if exercise.activity == "cross" or movements.hi > _MOST_MOVEMENTS:
            return False
        self._nest(reps)
        self.leaf.reps = movements
        self.read_to(k)
        return self._exercise(0)

    def _sets_of_named(self, reps: Range, movements: Range, end: int) -> bool:
        """ "lunges 3 x 10", "push-ups (2 x 10)": the exercise came first."""
        named = self.leaf
        if self.draft.is_empty and self.draft.joint in _BEHIND_NAME and (before := self.sole_exercise()):
            named = before
        if named.activity not in ("strength", "jumps", "balance") or named.exercise is None or named.repeats:
            return False
        if named.has_amount or movements.hi > _MOST_MOVEMENTS:
            return False
        child = Draft(named.first, "start")
        child.exercise, child.activity, child.load = named.exercise, named.activity, named.load
        child.reps, child.end = movements, end
        named.reps, named.children = reps, [child]
        named.load = None
        if named is self.draft:
            self.leaf = child
        else:
            named.end = end
        return self.read_to(end)

    def _sets_after_name(self, reps: Range, i: int) -> bool:
        """ "squats 3 x 8"."""
        found = amounts.plain_range(self.tokens, i)
        if found is None or self.tokens[found[1]].kind in ("unit", "times", "percent", "dash", "slash", "exercise"):
            return False
        return self._sets_of_named(reps, *found)

    def _gym_set(self, reps: Range, movements: Range, end: int) -> bool:
        """ "4 x 40 w/ 250 lbs": bare movements with a free weight."""
        found = loads.find(self.tokens, end)
        if found is None or found.load is None or found.load.implement != "weights" or found.load.kg is None:
            return False
        if movements.hi >= _MOST_MOVEMENTS or self.draft.load is not None:
            return False
        self._nest(reps)
        self.leaf.activity, self.leaf.reps, self.leaf.load = "strength", movements, found.load
        return self.read_to(found.end)

    def _exercise(self, _depth: int) -> bool:
        exercise: Exercise
        exercise, counted_only = self.tokens[self.i].value
        leaf = self.leaf
        if counted_only and not (leaf.repeats or leaf.has_amount or self.tokens[self.i + 1].kind == "num"):
            return False
        if leaf.exercise is not None or (leaf.activity not in (None, "run") and not self._is_in_circuit(exercise)):
            return False
        if leaf.activity == "run" and leaf.described:
            return False
        for step in self.spoken_of():
            step.exercise = exercise.name
            if exercise.implement is not None and step.load is None:
                step.load = Load(exercise.implement)
        return self._name(exercise.activity)

    def _is_in_circuit(self, exercise: Exercise) -> bool:
        """ "Circuits: 10 burpees, 20 lunges": the label says only what kind of exercises follow."""
        label = self.label
        labelled = label is not None and label.activity == self.leaf.activity == "strength"
        return labelled and exercise.activity in ("strength", "jumps", "balance")

    def counted_word(self) -> bool:
        """ "4 strides", "10 push-ups", "8 hill sprints"."""
        found = amounts.plain_range(self.tokens, self.i)
        if found is None:
            return False
        reps, j = found
        k = j
        while self.tokens[k].kind in ("filler", "heft", "each", "article") and k < j + 2:
            k += 1
        token = self.tokens[k]
        most = amounts.MOST_REPS if token.kind == "exercise" else _MOST_STRIDES  # "200 stride" is so far
        if not 1 <= reps.lo <= reps.hi <= most or not self.is_countable(k):
            return False
        if self.draft.has_amount or self.draft.repeats or self.leaf.exercise:
            self.split()
        self.read_to(k)
        self.leaf.reps = reps
        return token.kind != "exercise" or self._exercise(0)

    def is_countable(self, k: int) -> bool:
        """Whether the word at ``k`` can be counted without a sign for "times"."""
        token = self.tokens[k]
        return token.kind in ("strides", "hill_strides", "hill_sprints", "hills") or (
            token.kind == "exercise" and token.value[0].activity in ("strength", "jumps")
        )

    def _name(self, activity: str | None, *, noun: bool = True) -> bool:
        """The step is named: an activity, or running in words that add nothing."""
        for step in self.spoken_of():
            if activity is not None:
                step.activity = activity
            step.noun = step.noun or noun
            step.alone = step.alone or noun
            step.sure = True
            step.described = step.described or step.has_amount
        return self.read_to(self.i + 1)


def _is_listed(draft: Draft, *, paced: bool) -> bool:
    """Whether it is one amount of a list; ``paced``: which may have its own pace or target."""
    if draft.children is not None:
        return False
    return draft.is_plain_amount or (paced and draft.is_part and (draft.paced or draft.target is not None))
