"""Rendered pieces of a page, remembered by everything that they were rendered from.

A squad's athletes and coaches open the same sessions again and again. A piece is a pure function of its key: whoever
asks for one names in the key all that it shows, the language too, so that nothing has ever to be thrown away for being
stale, only for being old. Kept per process; nothing of one athlete can reach another, whose facts are another key.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

AT_MOST = 5_000

# A form's token differs with every request: fragments hold this in its place, see the template tag ``fragment``.
TOKEN_MARK = "token-of-this-request"  # noqa: S105 - no secret, a mark

_kept: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = Lock()


def fragment(template: str, key: tuple[Hashable, ...], context: Callable[[], dict[str, object]]) -> SafeString:
    """The template rendered from ``context()``, which is called only when the piece is not known under ``key`` yet."""
    whole_key = (template, get_language(), *key)
    with _lock:
        known = _kept.get(whole_key)
        if known is not None:
            _kept.move_to_end(whole_key)
            return known
    rendered = mark_safe(get_template(template).render(context()))  # noqa: S308 - templates escape
    with _lock:
        _kept[whole_key] = rendered
        while len(_kept) > AT_MOST:
            _kept.popitem(last=False)
    return rendered


def with_token(rendered: SafeString, token: str) -> SafeString:
    """A fragment with the token of this request in its forms; the token is made of letters and digits alone."""
    return mark_safe(rendered.replace(TOKEN_MARK, token))  # noqa: S308
