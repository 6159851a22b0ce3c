"""“@Mira” in a comment: who is meant, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from clubs.models import User

# Stands for a name that was taken out.
NOBODY: Final = "…"


def names_of(user: User) -> set[str]:
    """What follows the sign where ``user`` is meant: the whole name or its first word."""
    return {str(user), user.get_short_name()}


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """Those of ``people`` whom ``text`` mentions; of a name that two have, both."""
    told = {found.casefold() for found in _finder(people).findall(text)}
    return [user for user in people if not told.isdisjoint(name.casefold() for name in names_of(user))]


def with_mentions(text: str, people: Iterable[User]) -> SafeString:
    """``text`` as HTML in which mentions of ``people`` stand out."""
    parts, done = [], 0
    for match in _finder(people).finditer(text):
        parts.append(conditional_escape(text[done : match.start()]))
        parts.append(format_html("<strong>{}</strong>", match[0]))
        done = match.end()
    parts.append(conditional_escape(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped


def without_mentions(text: str, user: User, others: Iterable[User]) -> str:
    """``text`` in which ``user`` is mentioned no more; a name by which one of ``others`` is meant too stays."""
    kept = {name for other in others for name in names_of(other)}
    means_others = {name.casefold() for name in kept}
    # The others' names are looked for too: "@Ann-Marie" is not "@Ann".
    finder = _finder_of(kept | names_of(user))
    return finder.sub(lambda match: match[0] if match[1].casefold() in means_others else f"@{NOBODY}", text)


def _finder(people: Iterable[User]) -> re.Pattern[str]:
    return _finder_of({name for user in people for name in names_of(user)})


def _finder_of(names: Iterable[str]) -> re.Pattern[str]:
    # The longest first: "@Mira Lindqvist" is not "@Mira" with a word behind it.
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)@({either})(?!\w)" if either else r"(?!)", re.IGNORECASE)
