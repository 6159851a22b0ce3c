"""Two phases done in turn, running and walking for most: "alternate 1 min jog and 2 min walk for 24 minutes"."""

from __future__ import annotations

from typing import Final

from workouts import amounts, phases
from workouts.amounts import Amount
from workouts.drafts import Draft
from workouts.marks import SENTENCE_ENDS
from workouts.rounds import LISTED, Rounds
from workouts.workout import Effort, Range

EASY: Final = Effort.exactly("easy")


class Turns(Rounds):
    """In turn."""

    __slots__ = ()

    def alternation(self, i: int, *, alternate: bool = False) -> bool:
        """ "run 3 min, walk 1 min for 40 min": two phases at ``i`` that are done in turn, and how often."""
        begins = self.i == self.draft.first and self.draft.is_empty
        behind_of = self.tokens[self.i - 1].kind == "filler" and self.draft.is_plain_amount  # "20 min of 1 min run / …"
        ratio = self.tokens[i].kind == "run_noun" and self.draft.is_plain_amount  # "30 min run/walk 4:1"
        if not (alternate or (self.runs_and_walks and (begins or behind_of or ratio))):
            return False
        found = phases.find(self.tokens, i, self.reader, alternate=alternate)
        if found is None or (found.rounds is None and self.tokens[found.end].kind == "slash"):
            return False  # "5 min walk / 10 min run / 5 min walk" is a longer list
        whole = self._made_up_of(found, alternate=alternate)
        if whole is None:
            if found.rounds is None and not (begins and self._is_tied(found)):
                return False
            if ((behind_of or ratio) and not alternate) or self._is_longer_list(found, alternate=alternate):
                return False
            if not self.draft.is_empty:
                self.split()
            self._take_turns(found, found.rounds, None)
            return True
        total = _amount_of(whole)
        reps = None if total is None else phases.rounds_in(total, found.phases)
        if reps is None or not reps.is_exact or found.rounds not in (None, reps):
            return False  # it does not come out even
        self._take_turns(found, reps, whole)
        return True

    def counted_turns(self) -> bool:
        """ "8 sets of run 1 min, walk 90 s", "8 x 60 s jog / 90 s walk": the jog is run, not what comes between."""
        if not (self.runs_and_walks and self.draft.is_empty):
            return False
        found = amounts.count(self.tokens, self.i) or amounts.plain_range(self.tokens, self.i)
        if found is None or not 1 <= found[0].lo <= found[0].hi <= amounts.MOST_REPS:
            return False
        reps, j = found
        of_sets = self.tokens[j - 1].kind != "times"
        if of_sets:
            if self.tokens[j].kind != "sets":
                return False
            j += 1 + (self.tokens[j + 1].kind == "filler")
        pair = phases.pair(self.tokens, j, self.reader, alternate=False)
        if pair is None:
            return False
        jogged = pair[0].verb == "jog" and self.tokens[pair[0].end].kind != "comma"
        if not (jogged or (of_sets and pair[1].walks)):
            return False
        self._take_turns(phases.Found(pair, reps, pair[1].end, of_both=True), reps, None)
        return True

    def _is_longer_list(self, found: phases.Found, *, alternate: bool) -> bool:
        """Whether what is counted may be one phase alone, or more parts than the two."""
        first, second = found.phases
        if alternate or found.of_both:
            return False
        comma = self.tokens[first.end].kind == "comma" and self.tokens[second.end].kind != "open"
        listed = self.draft.joint in LISTED and bool(self.drafts) and self.drafts[-1].is_part
        repeated = any(token.kind == "repeat" for token in self.tokens[second.end : second.end + 2])
        return (comma and not second.walks) or (listed and (comma or repeated))

    def _made_up_of(self, found: phases.Found, *, alternate: bool) -> Draft | None:
        """The run that the phases make up: "20 min of 1 min run / 1 min walk", "30 min (2 min run, 1 min walk)"."""
        joint, behind = self.draft.joint, self.tokens[found.end].kind
        if not self.draft.is_empty:
            whole: Draft | None = self.draft
        elif found.rounds is not None and not (joint == "open" and behind == "close"):
            return None  # "30 min (run 2 min, walk 1 min x 10)" counts them too, "walk 5 min, run …" adds to it
        else:
            apart = joint in ("colon", "open", "dash") or (joint == "comma" and alternate)
            whole = self._open_draft() if apart else None
        if whole is None or whole.repeats or whole.children is not None or not whole.has_amount or whole.role:
            return None
        if behind not in SENTENCE_ENDS and behind != "comma":
            return None
        if whole.effort is not None or whole.alternatives:
            return None
        return whole if whole.activity in (None, "run") or (whole.activity == "walk" and joint != "comma") else None

    def _is_tied(self, found: phases.Found) -> bool:
        """ "run 1 min/walk 2 min" of which nobody says how often: both are done."""
        return self.tokens[found.phases[0].end].kind == "slash"

    def _take_turns(self, found: phases.Found, reps: Range | None, whole: Draft | None) -> None:
        """Make rounds of the two phases, in place of the run that is made up of them."""
        draft = self.draft
        if whole is not None and whole is not draft:
            self.drafts.pop()
            if draft.joint == "open":  # the bracket says what is done, it does not explain it
                self.explaining = max(self.explaining - 1, 0)
        group = Draft(draft.first if whole is None else whole.first, draft.joint if whole is None else whole.joint)
        group.load = draft.load if whole is None else whole.load
        group.role = draft.role
        group.reps = reps
        group.children = [_phase_draft(phase) for phase in found.phases]
        self.draft = self.leaf = group
        self.read_to(found.end)


def _amount_of(draft: Draft) -> Amount | None:
    """How far or how long it is, where only one of them is said."""
    if draft.distance is not None and draft.duration is not None:
        return None
    if draft.distance is not None:
        return Amount("distance_m", draft.distance, draft.end, draft.unit)
    return None if draft.duration is None else Amount("duration_s", draft.duration, draft.end, draft.unit)


def _phase_draft(phase: phases.Phase) -> Draft:
    draft = Draft(phase.first, "comma")
    draft.end = phase.end
    if phase.amount.dimension == "distance_m":
        draft.distance = phase.amount.value
    else:
        draft.duration = phase.amount.value
    draft.unit, draft.effort, draft.sure = phase.amount.unit, phase.effort, True
    draft.activity = "walk" if phase.walks else None
    draft.default_effort = EASY if phase.verb == "jog" else None
    return draft
