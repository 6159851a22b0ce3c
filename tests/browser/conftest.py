"""A real browser against a live server: Debian's Chromium, one page at a time, its console watched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.cast import PASSWORD, Cast, assemble
from tests.conftest import load_panel

# Playwright runs an event loop in this thread, from which Django would otherwise refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1360, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    missing = pytest.mark.skip(reason=f"{CHROMIUM} is not there (Debian: apt-get install chromium)")
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(missing)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    switches = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    switches += "disable-component-update disable-sync"
    return {"executable_path": str(CHROMIUM), "args": [f"--{switch}" for switch in switches.split()]}


@pytest.fixture
def club(transactional_db: None) -> Cast:
    """The cast, with the guidelines that ship with Uphill and what the club has."""
    load_panel()
    cast = assemble()
    cast.ridgeway.equipment = ["band", "box", "dumbbells"]
    cast.ridgeway.terrain = ["hill", "track"]
    cast.ridgeway.save()
    return cast


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: Any, club: Cast) -> Iterator[OpenPage]:
    """``open_page("Mira")`` is a page signed in through the form; whatever its console complains of fails the test."""
    contexts, complaints = [], []

    def sign_in(name: str, *, viewport: dict[str, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/sign-in/")
        page.get_by_label("Email").fill(f"{name.lower()}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(message: Any) -> bool:
    """Warnings and errors, but for the lines with which the browser reports the 409 and 422 that a test asked for."""
    told = message.text
    return message.type in ("error", "warning") and "status of 409" not in told and "status of 422" not in told
