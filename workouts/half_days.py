"""Two sessions on one day: "AM 5 km easy PM 8 x 200 m", "5 km easy am / 8 x 200 m pm"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workouts.marks import SEPARATORS
from workouts.tokens import Token

# Signs at which a session may end whose half of the day stood before: "5 km am easy / 8 km pm".
_PARTING: Final = (SEPARATORS | {"slash"}) - {"open", "close"}
_HOURS: Final = 12
_SAYING: Final = frozenset({"num", "clock", "effort"})


class Halves(NamedTuple):
    """Where the words for the morning and the evening stand, and from which token on the second session is.

    ``behind``: the words stand behind what is done.
    """

    morning: int
    evening: int
    second: int
    behind: bool


def find(tokens: Sequence[Token]) -> Halves | None:
    """The two sessions of a day; ``None`` where the day is not parted so, or its evening comes first."""
    marks = [
        index
        for index, token in enumerate(tokens)
        if token.kind == "half_day" and (index == 0 or not _is_hour(tokens[index - 1]))
    ]
    if [tokens[index].value for index in marks] != ["am", "pm"]:
        return None
    morning, evening = marks
    if any(token.kind in _SAYING for token in tokens[:morning]):
        signs = (index for index in range(morning + 1, evening) if tokens[index].kind in _PARTING)
        return Halves(morning, evening, next(signs, morning + 1), behind=True)
    second = evening
    while tokens[second - 1].kind == "weekday":  # "Tue AM 8 km, Tue PM 5 km"
        second -= 1
    return Halves(morning, evening, second, behind=False)


def _is_hour(token: Token) -> bool:
    """ "9 am", "6:30 pm", not "8 x 400 pm"."""
    return token.kind == "clock" or (token.kind == "num" and bool(token.value <= _HOURS))
