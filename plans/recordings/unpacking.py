"""Files that come packed: ``.gz`` as Strava gives them, ``.zip`` with one file as Garmin Connect does.

Nothing is believed of what a packed file says of its own size: it is unpacked piece by piece, so far and no further.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from gzip import BadGzipFile, GzipFile
from typing import Final, Protocol

from advice.saying import Said
from plans.recordings.refusing import NotReadable, damaged
from workouts.vocabulary import gettext_noop

_ = gettext_noop

MEGABYTE: Final = 1024 * 1024
LARGEST_UNPACKED: Final = 50 * MEGABYTE
# Tracks shrink to a tenth or a twentieth, a bomb to a thousandth. Below the size any density is harmless.
STEEPEST: Final = 100
UNSUSPICIOUS: Final = MEGABYTE
PIECE: Final = 1 << 16
MOST_PARTS: Final = 1_000

GZIP: Final = b"\x1f\x8b"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_UNPACKERS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED: Final = 0x1


class Stream(Protocol):
    """What unpacks as it is read."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most ``size``; none at the end."""


def unpacked(content: bytes) -> bytes:
    """The one file inside, or the content itself where it is not packed; raises :class:`NotReadable`."""
    return _unpack(content) if _is_packed(content) else content


def _is_packed(content: bytes) -> bool:
    """Whether it begins as a gzip or a zip does."""
    return content.startswith((GZIP, *ZIP))


def _unpack(content: bytes) -> bytes:
    try:
        if content.startswith(GZIP):
            with GzipFile(fileobj=io.BytesIO(content)) as stream:
                return _bounded(stream, len(content))
        return _from_zip(content)
    except (BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise damaged() from None


def _is_file(name: str) -> bool:
    """Whether a part is a file that somebody packed; a damaged archive may hold parts without a name."""
    # What macOS adds to every archive lies beside the files or begins with a dot.
    hidden = any(part == "__MACOSX" or part[:1] == "." for part in name.split("/"))
    return name != "" and not name.endswith("/") and not hidden


def _from_zip(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [part for part in archive.infolist() if _is_file(part.filename)]
        if len(parts) != 1 or len(archive.infolist()) > MOST_PARTS:
            told = _("There are %(count)s files in this archive. Unpack it, and choose the one of this run.")
            raise NotReadable(Said(told, count=str(len(parts))))
        (part,) = parts
        if part.flag_bits & _LOCKED:
            raise NotReadable(Said(_("This archive is locked with a password. Unpack it, and choose the file in it.")))
        if part.compress_type not in _UNPACKERS:
            raise NotReadable(Said(_("This archive is packed in a rare way. Unpack it, and choose the file in it.")))
        with archive.open(part) as stream:
            return _bounded(stream, len(content))


def _bounded(stream: Stream, packed: int) -> bytes:
    most = min(LARGEST_UNPACKED, max(UNSUSPICIOUS, packed * STEEPEST))
    pieces, size = [], 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > most:
            told = _("Unpacked, this file would grow beyond %(most)s MB, as no activity does. It is not opened.")
            raise NotReadable(Said(told, most=str(most // MEGABYTE)))
        pieces.append(piece)
    return b"".join(pieces)
