"""Why a file is not read, in words that tell what to do instead."""

from __future__ import annotations

from advice.saying import Said
from workouts.vocabulary import gettext_noop

_ = gettext_noop


class NotReadable(Exception):  # noqa: N818 - what people bring is not an error of the program
    """A file that no summary is made of; ``said`` tells its owner why and what to do, for ``advice.aloud``."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def damaged() -> NotReadable:
    """The refusal of a file that is cut off or altered. What could still be read of it might be wrong: nothing is."""
    return NotReadable(
        Said(_("This file is damaged: a part of it is missing or was changed on the way. Export it once more."))
    )


def suspicious() -> NotReadable:
    """The refusal of a file that holds what no watch writes."""
    return NotReadable(
        Said(_("There is something in this file that no watch writes, so it is not opened. Export the activity again."))
    )


def too_long() -> NotReadable:
    """The refusal of a file that goes on beyond any run."""
    return NotReadable(
        Said(_("There is more in this file than a watch records in two days. Export the one activity that you mean."))
    )


def nothing_recorded() -> NotReadable:
    """The refusal of a file in the right form that holds neither a distance nor a time."""
    return NotReadable(
        Said(_("Nothing was recorded in this file: it has neither a distance nor a time. Choose another one."))
    )
