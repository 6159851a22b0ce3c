"""What somebody reads on a page."""

from __future__ import annotations

from html import unescape

from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """The page with plain spaces, each once, and no escaped characters."""
    return " ".join(unescape(response.content.decode()).replace("\u00a0", " ").split())
