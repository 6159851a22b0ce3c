"""What must not stand in a log: tokens that let in, read an athlete's calendar, or stop somebody's mails."""

from __future__ import annotations

import logging
import re

# Also where the address stands inside another one, as behind ?next=.
SECRET = re.compile(r"((?:/|%2F)(?:join|calendar|mail(?:/|%2F)off)(?:/|%2F))(?:[\w:-]|%3A)+", re.IGNORECASE)


class WithoutTokens(logging.Filter):
    """Takes the token out of every address that holds one, and lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write ``/join/…/`` for ``/join/<token>/``."""
        told = record.getMessage()
        shown = SECRET.sub(r"\1…", told)
        if shown != told:
            record.msg, record.args = shown, ()
        return True
