"""What heavy legs mean for training, as a coach is told: computed from what an athlete ticked, which stays theirs."""

from __future__ import annotations

from advice.aloud import aloud
from advice.facts import Interval
from advice.heavy_legs import Answer, Triage, answers_from_plain, decide
from clubs.models import Athlete
from plans.models import Log


def answer_to(log: Log, athlete: Athlete, triage: Triage) -> Answer:
    """What the log of ``athlete``, in which the legs felt heavy, comes to on its day."""
    since = athlete.heavy_legs_since
    days = 0 if since is None else max((log.date - since).days + 1, 0)
    answers = answers_from_plain(log.heavy_legs_answers, triage)
    return decide(answers, {"heavy_legs_days": Interval.exactly(days)}, triage)


def for_coach(answer: Answer) -> tuple[str, ...]:
    """What a coach is told, sentence by sentence, in the reader's language; how soon a doctor should look first."""
    urgent = (aloud(answer.urgency_said).capitalize() + ".",) if answer.urgency != "none" else ()
    return (*urgent, *(aloud(text) for text in answer.tell_coach))
