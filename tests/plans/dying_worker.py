"""``python -m tests.plans.dying_worker [WHERE [N]]``: work off the queue, and be killed at a given point.

``WHERE``: ``notices`` (all are written, nothing is committed), ``told`` (the task is done, the queue does not know),
``claimed`` (the Nth digest is in hand, nothing is sent), ``handed`` (the Nth mail is with the mail server, and that is
not written down), ``marked`` (it is written down).
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    from plans.management.commands import worker
    from plans.models import Digest, ToldWeek, notices
    from plans.models.notices import DigestQuerySet, NoticeQuerySet

    # As if the five minutes were over for which what a dead worker had in hand is left alone.
    notices.LEASE = worker.LEASE = dt.timedelta(0)
    if len(sys.argv) > 1:
        where = sys.argv[1]
        left = int(sys.argv[2]) if len(sys.argv) > 2 else 1
        owner, name, is_after = {
            "notices": (NoticeQuerySet, "bulk_create", True),
            "told": (ToldWeek.objects, "update_or_create", True),
            "claimed": (DigestQuerySet, "claim", True),
            "handed": (Digest, "mark_sent", False),
            "marked": (Digest, "mark_sent", True),
        }[where]
        setattr(owner, name, _deadly(getattr(owner, name), left, is_after=is_after))
    call_command("worker", once=True)


def _deadly(function: Callable[..., Any], left: int, *, is_after: bool) -> Callable[..., Any]:
    """``function`` that kills the process before or after it is called for the ``left``th time."""
    calls = 0

    def called(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == left and not is_after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = function(*args, **kwargs)
        if calls == left:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return called


if __name__ == "__main__":
    main()
