"""What a browser sends back of the page that shows what was read."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

IMPORT = "/c/ridgeway/import/"


class _Fields(HTMLParser):
    """The values of the form with the id ``layout``, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "form":
            self._inside = at.get("id") == "layout"
        if not self._inside:
            return
        name, kind = at.get("name") or "", at.get("type")
        if tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in at):
            self.values[name] = at.get("value") or ("on" if kind == "checkbox" else "")
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in at:
            self.values[self._select] = at.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def fields(response: Any) -> dict[str, str]:
    """What the form on a preview sends, without a button."""
    parser = _Fields()
    parser.feed(response.content.decode())
    parser.values.pop("csrfmiddlewaretoken", None)
    return parser.values


def squads_asked(response: Any) -> list[str]:
    """The names of the fields that ask for squads, in order."""
    return [name for name in fields(response) if name.startswith("squad-")]
