"""A real browser against a live server: Debian's Chromium, one page at a time, its console watched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from clubs.models import User
from plans.models import Session, Week, monday_of
from tests.browser import database
from tests.cast import PASSWORD, Cast, assemble

# Playwright runs an event loop in this thread, from which Django would otherwise refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# On a machine that is busy with everything else too, five seconds are no proof that something does not come.
expect.set_options(timeout=15_000)

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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as a club has it: in memory no request can read while another writes."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "uphill.sqlite3")


@pytest.fixture(scope="package")
def shipped(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, list[Any]]]:
    """The panel as it ships, loaded once."""
    with django_db_blocker.unblock():
        rows = database.begin()
    yield rows
    with django_db_blocker.unblock():
        database.end()


@pytest.fixture
def transactional_db(shipped: dict[str, list[Any]], django_db_blocker: Any) -> Iterator[None]:
    """The database with the panel and nothing else in it, which ``live_server`` gets, not pytest-django's."""
    with django_db_blocker.unblock():
        yield
        database.restore(shipped)


@pytest.fixture
def club(transactional_db: None) -> Cast:
    """The cast, with the guidelines that ship with Uphill and what the club has."""
    cast = assemble()
    cast.ridgeway.equipment = ["band", "box", "dumbbells"]
    cast.ridgeway.terrain = ["hill", "track"]
    cast.ridgeway.save()
    return cast


OpenPage = Callable[..., Page]


@pytest.fixture
def add(club: Cast) -> Callable[[int, str], Session]:
    """``add(2, "8 km easy")`` plans it on Wednesday of this week, for the Tuesday squad."""

    def added(day: int, text: str) -> Session:
        week = Week.for_writing(club.tuesday, monday_of(club.ridgeway.today()))
        return week.add(day, text, club.user("Mira"))

    return added


@pytest.fixture
def open_page(browser: Browser, live_server: Any, club: Cast) -> Iterator[OpenPage]:
    """``open_page("Mira")`` is her first page, signed in; whatever its console complains of fails the test.

    ``open_page(None)`` is a page of nobody, who may ``sign_in`` through the form.
    """
    contexts, complaints = [], []

    def opened(name: str | None, *, viewport: dict[str, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if name is None:
            return page
        context.add_cookies([{**_session_of(name), "url": live_server.url}])
        page.goto("/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, name: str) -> None:
    """Fill in the form, from wherever the page was sent to it."""
    page.wait_for_url("**/sign-in/**")
    page.get_by_label("Email").fill(f"{name.lower()}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def _session_of(name: str) -> dict[str, str]:
    """The cookie of somebody who signed in."""
    client = Client()
    person = User.objects.get(email=f"{name.lower()}@example.org")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def _is_complaint(message: Any) -> bool:
    """Warnings and errors, but for the lines with which the browser reports the 409 and 422 that a test asked for."""
    told = message.text
    return message.type in ("error", "warning") and "status of 409" not in told and "status of 422" not in told
