"""Fixtures for everybody: the named cast, and a browserless client signed in as one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two clubs and everybody in and around them."""
    from tests.cast import assemble

    return assemble()


@pytest.fixture
def client_as(cast: Cast) -> Callable[[str | None], Client]:
    """``client_as("Mira")`` is a client signed in as her; ``client_as(None)`` is anonymous."""

    def signed_in(name: str | None) -> Client:
        client = Client()
        if name is not None:
            # Client.login() cannot work beside axes, which wants a request.
            client.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
