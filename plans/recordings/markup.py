"""XML read as it goes by, without a tree: what nobody asks for is never kept, and no entity is ever expanded."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from plans.recordings.refusing import damaged, suspicious, too_long
from plans.recordings.track import MOST_POINTS

# Deeper than any watch writes, and more elements than a point for every second of two days has with its sensors.
DEEPEST: Final = 60
MOST_ELEMENTS: Final = 20 * MOST_POINTS
# The parser remembers every name, and takes a tag with all its attributes at once: of both no watch writes many.
MOST_NAMES: Final = 2_000
LONGEST_STRETCH: Final = 1 << 15
# Enough for a number or a name: longer texts are told short.
LONGEST_TEXT: Final = 200
SPACES: Final = b" \t\r\n"
BOM: Final = b"\xef\xbb\xbf"


class Reader:
    """Something that listens to a document; names come without their namespaces."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self._elements = 0
        self._names: set[str] = set()
        self._text: list[str] = []
        self._length = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; it is the last of ``path`` already."""

    def closed(self, name: str, text: str) -> None:
        """An element ends, still the last of ``path``, with the text since the last tag."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hear of a start tag."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise too_long()
        self._names.add(tag)
        self._names.update(attributes)
        if len(self.path) >= DEEPEST or len(self._names) > MOST_NAMES:
            raise suspicious()
        name = tag.rpartition("}")[2]
        self.path.append(name)
        self._forget()
        self.opened(name, attributes)

    def end(self, tag: str) -> None:
        """Hear of an end tag."""
        self.closed(tag.rpartition("}")[2], "".join(self._text).strip())
        self.path.pop()
        self._forget()

    def data(self, text: str) -> None:
        """Hear of text."""
        if self._length < LONGEST_TEXT:
            self._text.append(text[:LONGEST_TEXT])
            self._length += len(text)

    def close(self) -> None:
        """Hear of the end."""

    def _forget(self) -> None:
        self._text.clear()
        self._length = 0


class _RootFound(Exception):  # noqa: N818 - the way out of a parser, no error
    pass


class _Root(Reader):
    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        raise _RootFound(name)


def root_of(content: bytes) -> str:
    """The name of a document's outermost element; raises :class:`NotReadable`."""
    try:
        listen(content, _Root())
    except _RootFound as found:
        return str(found)
    raise damaged()


def listen(content: bytes, reader: Reader) -> None:
    """Read a document out to ``reader``; raises :class:`NotReadable` where it is damaged, or means harm."""
    if any(b"<" not in content[at : at + LONGEST_STRETCH] for at in range(0, len(content), LONGEST_STRETCH)[:-1]):
        raise suspicious()
    parser = DefusedXMLParser(target=reader, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        # As a whole: expat looks at an unfinished tag again from its start with every piece that it is fed.
        parser.feed(content.removeprefix(BOM).lstrip(SPACES))
        parser.close()
    except DefusedXmlException:
        raise suspicious() from None
    except (ParseError, ValueError, LookupError):
        # The last two come of encodings that nobody knows.
        raise damaged() from None
