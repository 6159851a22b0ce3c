"""What is said to a person in words that are put together: plain English that can still be put into other languages.

This floor knows no language. It says ``Said(_("It is for %(purpose)s."), purpose=Said(label))``, which is the English
sentence wherever text is wanted, and remembers its parts; :func:`advice.aloud.aloud` puts them together again in the
reader's language. ``_`` is ``gettext_noop`` there: it marks the words for whoever translates them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal, Self

from workouts.vocabulary import gettext_noop

_ = gettext_noop

Value = str | Decimal
"""What stands in a template: something ``Said``, translated too; other text, a name, as it is; a number."""


class Said(str):
    """A marked text in English, its ``%(name)s`` filled with ``values``; without values it is taken as it stands.

    Equal to any text that reads the same.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> Self:
        """Fill ``template`` in."""
        said = super().__new__(cls, template % values if values else template)
        said.template, said.values = template, values
        return said


class Counted(Said):
    """A text that goes by a number: ``one`` and ``many`` are its English templates, ``number`` tells which."""

    __slots__ = ("many", "number", "one")

    one: str
    many: str
    number: int


def ngettext(one: str, many: str, number: float, /, **values: Value) -> Counted:
    """A text that goes by ``number``. It has the name that `makemessages` looks for, and so marks both templates."""
    said = Counted(one if number == 1 else many, **values)
    # A fraction takes the form that two takes, in English as in Slavic languages: "2.5 weeks".
    said.one, said.many, said.number = one, many, int(number) if float(number).is_integer() else 2
    return said


def figure(number: float, form: str = "g") -> Decimal:
    """``number`` with the digits that ``form`` gives it, for a place in a template."""
    return Decimal(format(number, form))


_LAST: Final = {
    "and": _("%(first)s and %(last)s"),
    "or": _("%(first)s or %(last)s"),
    "nor": _("%(first)s nor %(last)s"),
}


def in_a_row(words: Sequence[str], last: Literal["and", "or", "nor"]) -> str:
    """ "a, b or c": ``words``, at least one, in a row with ``last`` before the final one."""
    first, *others = words
    for place, word in enumerate(others, start=2):
        template = _LAST[last] if place == len(words) else _("%(first)s, %(last)s")
        first = Said(template, first=first, last=word)
    return first
