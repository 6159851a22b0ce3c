"""The way in: bytes of any file to a summary. What kind it is, its content says and not its name."""

from __future__ import annotations

from typing import Final

from advice.saying import Said
from plans.recordings.fit import is_fit, read_fit
from plans.recordings.gpx import read_gpx
from plans.recordings.markup import BOM, SPACES, root_of
from plans.recordings.refusing import NotReadable
from plans.recordings.summary import Summary, summarise
from plans.recordings.tcx import read_tcx
from plans.recordings.unpacking import unpacked
from workouts.vocabulary import gettext_noop

_ = gettext_noop

LARGEST_FILE: Final = 20 * 1024 * 1024  # bytes
# How a document in UTF-16 begins.
WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def read(content: bytes) -> Summary:
    """Sum a file up; raises :class:`NotReadable` with what its owner can do, and nothing else."""
    content = unpacked(content)
    if not content:
        raise NotReadable(Said(_("The file is empty.")))
    if is_fit(content):
        return summarise("fit", read_fit(content))
    if content.startswith(WIDE) or content.removeprefix(BOM).lstrip(SPACES).startswith(b"<"):
        root = root_of(content)
        if root == "gpx":
            return summarise("gpx", read_gpx(content))
        if root == "TrainingCenterDatabase":
            return summarise("tcx", read_tcx(content))
    told = _(
        "This is no FIT, GPX or TCX file. In your watch’s app or on its website, export the activity as one of these."
    )
    raise NotReadable(Said(told))
