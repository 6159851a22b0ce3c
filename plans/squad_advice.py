"""What comes of asking for a whole squad: answers, and the athletes each is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advice.engine import VERDICT_ORDER, Advice
from clubs.models import Athlete


@dataclass(frozen=True, slots=True)
class ForSome:
    """One answer and the athletes it is for: alike in every fact that the answer can hang on."""

    athletes: tuple[Athlete, ...]
    advice: Advice


@dataclass(frozen=True, slots=True)
class SquadAdvice:
    """The answers for a squad, the worst first and the most frequent first among equals.

    ``answers`` are on the squad's own words and never empty: where all athletes have exceptions, or there are none, the
    one answer is for nobody. ``excepted`` are on what athletes have in place of these words.
    """

    answers: tuple[ForSome, ...]
    excepted: tuple[ForSome, ...] = ()

    @property
    def lead(self) -> ForSome:
        """The answer that the card shows."""
        return self.answers[0]

    @property
    def own_verdict(self) -> str:
        """The worst verdict on the squad's own words; clear where nobody does them."""
        return "clear" if self.excepted and not self.lead.athletes else self.lead.advice.verdict

    @property
    def verdict(self) -> str:
        """The worst verdict of any athlete, on whatever that athlete does."""
        verdicts = [self.own_verdict, *[answer.advice.verdict for answer in self.excepted]]
        return max(verdicts, key=VERDICT_ORDER.__getitem__)

    @property
    def by_verdict(self) -> dict[str, list[Athlete]]:
        """Whom each verdict on the squad's own words is for, the worst first."""
        found: dict[str, list[Athlete]] = {}
        for answer in self.answers:
            found.setdefault(answer.advice.verdict, []).extend(answer.athletes)
        return found

    @property
    def is_shared(self) -> bool:
        """Whether the verdict on the squad's own words is the same for all who do them."""
        return len(self.by_verdict) == 1

    def of_each(self) -> Iterator[tuple[Athlete, str]]:
        """Every athlete with the verdict on what that athlete does."""
        for answer in (*self.answers, *self.excepted):
            for athlete in answer.athletes:
                yield athlete, answer.advice.verdict


def worst_first(answers: Iterable[ForSome]) -> tuple[ForSome, ...]:
    """The worst verdict first, and of those alike the one that is for most."""
    return tuple(sorted(answers, key=lambda one: (-VERDICT_ORDER[one.advice.verdict], -len(one.athletes))))
