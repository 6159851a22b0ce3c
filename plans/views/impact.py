"""What would this guideline change? Answered as a page that arrives while it is worked out.

Whose page it is decides who may ask: the admin (``plans/admin.py``) over all clubs, a club's owners over their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clubs.models import Club
from plans.impact import WEEKS_BACK, Proposal, impact_of

# Where the page that is sent at once ends and what is worked out begins.
_HERE = "<!-- impact -->"


def not_yet(request: HttpRequest, code: str, problem: str, *, back: str) -> HttpResponse:
    """Say what keeps a guideline from being tried."""
    context = {"code": code, "problem": problem, "back": back, "weeks": WEEKS_BACK}
    return render(request, "impact/page.html", context, status=422)


def streamed(
    request: HttpRequest, proposal: Proposal, *, back: str, clubs: Sequence[Club] | None = None
) -> StreamingHttpResponse:
    """The page, its progress after each squad, and the result; over all clubs unless some are given."""
    context = {"code": proposal.code, "retires": proposal.value is None, "back": back, "weeks": WEEKS_BACK}
    page = render_to_string("impact/page.html", context | {"here": _HERE}, request)
    response = StreamingHttpResponse(_pieces(page, proposal, clubs, translation.get_language()))
    response["Cache-Control"] = "no-store"
    # A proxy that collects the answer before it passes it on would hide the progress.
    response["X-Accel-Buffering"] = "no"
    return response


def _pieces(page: str, proposal: Proposal, clubs: Sequence[Club] | None, language: str | None) -> Iterator[str]:
    before, after = page.split(_HERE)
    yield before
    # The request is over for the middlewares when this runs: the language is set again.
    with translation.override(language):
        impact = None
        for impact in impact_of(proposal, today=timezone.localdate(), clubs=clubs):
            yield render_to_string("impact/_progress.html", {"impact": impact})
        context = {
            "impact": impact,
            "clubs": clubs,
            "nowhere": _nowhere(proposal) if impact and not impact.total else "",
        }
        yield render_to_string("impact/_result.html", context)
    yield after


def _nowhere(proposal: Proposal) -> str:
    if proposal.value is not None and not proposal.packs:
        return _("The guideline is in no pack, so no club would listen to it. Put it into a pack and ask again.")
    return _("No club that listens to a pack of this guideline has published a week in this time.")
