"""Heavy legs, for everybody: one question at a time, then what it most likely is. No account, and nothing is kept.

The answers travel in the body of each form, never in an address: they are about somebody's health, and addresses end
up in histories and logs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advice.fact import Facts
from advice.heavy_legs import NONE, SIGNS, Answer, Question, Triage, decide, next_question
from advice.heavy_legs_checks import MOST_QUESTIONS
from advice.published import heavy_legs_triage
from clubs.access import public


@dataclass(frozen=True)
class Interview:
    """Where somebody stands: what they answered, the question before them or else the answer, and what is wrong.

    ``facts`` are what is known of them besides, as the engine is given it: here nothing, in a log the days on record.
    """

    triage: Triage
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    going_back_to: str = ""
    error: str = ""

    @property
    def path(self) -> dict[str, frozenset[str]]:
        """The answers that were asked for, in their order; others wait in case the way turns back to them.

        It ends at an answer that contradicts itself: that question is asked again, with all that was ticked.
        """
        path: dict[str, frozenset[str]] = {}
        while question := next_question(path, self.facts, self.triage):
            ticked = self.answers.get(question.slug, frozenset())
            if not ticked or question.contradicts(ticked):
                break
            path[question.slug] = ticked
        return path

    @property
    def question(self) -> Question | None:
        """The question to show: the one to go back to if it was answered, and is still asked, else the next."""
        path = self.path
        following = next_question(path, self.facts, self.triage)
        # Behind a changed answer others wait: one goes back to them too, but not where nothing is left to ask.
        waits = following is not None and SIGNS in path and self.going_back_to in self.answers
        return self.triage.question[self.going_back_to] if waits or self.going_back_to in path else following

    @property
    def ticked(self) -> frozenset[str]:
        """What is ticked in it already."""
        return self.answers.get(self.question.slug, frozenset()) if self.question else frozenset()

    @property
    def number(self) -> int:
        """Which question it is, from 1."""
        asked = list(self.path)
        return asked.index(self.going_back_to) + 1 if self.going_back_to in asked else len(asked) + 1

    @property
    def at_most(self) -> int:
        """How many there can be."""
        return min(MOST_QUESTIONS, len(self.triage.questions))

    @property
    def given(self) -> list[tuple[Question, list[str]]]:
        """The other questions that were answered, with what was ticked in words."""
        return [
            (question, [choice.text for choice in question.choices if choice.slug in self.path[question.slug]])
            for question in self.triage.questions
            if question.slug in self.path and question is not self.question
        ]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The other answers, as the form carries them on."""
        shown = self.question.slug if self.question else ""
        return [(slug, choice) for slug, ticked in self.answers.items() if slug != shown for choice in sorted(ticked)]

    @property
    def answer(self) -> Answer | None:
        """What it most likely is, once everything has been asked."""
        return None if self.question else decide(self.path, self.facts, self.triage)


@public("Whoever has heavy legs should find out when to see a doctor without asking for an account; nothing is kept.")
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def heavy_legs(request: HttpRequest) -> HttpResponse:
    """Ask the next question, or tell what it most likely is."""
    triage = heavy_legs_triage()
    if triage is None:
        return render(request, "heavy_legs/not_loaded.html", {"section": "heavy_legs"})
    interview = interview_of(request.POST, triage, {})
    template = "heavy_legs/_interview.html" if request.htmx else "heavy_legs/heavy_legs.html"  # type: ignore[attr-defined]
    context = {"interview": interview, "section": "heavy_legs"}
    return render(request, template, context, status=422 if interview.error else 200)


def interview_of(sent: QueryDict, triage: Triage, facts: Facts) -> Interview:
    """What was sent. A wrong answer to the question before them is told; one that came along with it is asked again."""
    answers, wrong = {}, set()
    for question in triage.questions:
        ticked = frozenset(sent.getlist(question.slug))
        if ticked - question.slugs or (len(ticked) > 1 and not question.many):
            wrong.add(question.slug)
        elif ticked:
            # A red flag counts, whatever else is ticked: "none of these" is not told beside it.
            answers[question.slug] = (ticked - {NONE} or ticked) if question.slug == SIGNS else ticked
    if (back := sent.get("back", "")) in triage.question:
        return Interview(triage, answers, facts, going_back_to=back)
    interview = Interview(triage, answers, facts)
    shown = interview.question
    if shown and shown.contradicts(interview.ticked):
        return replace(interview, error=_contradicted(shown))
    if shown and shown.slug == sent.get("asked"):
        error = _("That is not one of the answers. Choose from the list.") if shown.slug in wrong else ""
        return replace(interview, error=error or _missing(shown))
    return interview


def _contradicted(question: Question) -> str:
    """What to do where "none of these" was ticked beside something else."""
    return _("“%(none)s” is ticked together with something else. Take one or the other out.") % {
        "none": question.text_of(NONE)
    }


def _missing(question: Question) -> str:
    """What to do where nothing was ticked."""
    if question.many:
        return _("Tick what is true, or the last one if none of it is.")
    return _("Choose the answer that fits best.")
