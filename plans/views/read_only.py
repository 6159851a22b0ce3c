"""Pages that anybody may read and nobody can send anything to."""

from __future__ import annotations

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from clubs.access import View


def read_only(view: View) -> View:
    """Take GET and HEAD alone. A form without a token is told so too (405), and not that it has expired (403)."""
    return csrf_exempt(require_safe(view))
