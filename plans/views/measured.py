"""Bodies that are measured before anything of them is kept, for pages that take files."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from clubs.access import Member

# The fields beside a file.
BESIDE: Final = 1024 * 1024
# Longer bodies are read to their end without being kept, or the browser would never read why they are refused.
LONGEST_WAIT: Final = 200 * 1024 * 1024

View = Callable[..., HttpResponse]


def measured_first(largest: int, refused: Callable[[HttpRequest, Member], HttpResponse]) -> Callable[[View], View]:
    """Answer a body that is larger than a file of ``largest`` bytes with ``refused``, and keep nothing of it.

    Neither in memory nor on disk: Django would take the whole of it apart to look for the token of the form. So that
    comes second here.
    """

    def measured(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @functools.wraps(view)
        def guarded(request: HttpRequest, member: Member, **kwargs: Any) -> HttpResponse:
            size = request.META.get("CONTENT_LENGTH") or "0"
            length = int(size) if size.isdecimal() and len(size) < 16 else 0
            if request.method == "POST" and length > largest + BESIDE:
                waited = 0
                while waited < LONGEST_WAIT and (chunk := request.read(1 << 16)):
                    waited += len(chunk)
                return refused(request, member)
            try:
                request.POST  # noqa: B018 - to be read is what it may refuse
            except RequestDataTooBig:
                return refused(request, member)
            return protected(request, member, **kwargs)

        return guarded

    return measured
