"""Fixtures for everybody: the named cast, and a browserless client signed in as one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

if TYPE_CHECKING:
    from tests.cast import Cast


_shipped: dict[type[Model], list[Model]] = {}


@pytest.fixture
def panel(db: None) -> None:
    """The guidelines and drills that ship with Uphill: loaded once, and put back as rows for every test that asks."""
    load_panel()


def load_panel() -> None:
    """Put the content that ships with Uphill into the database."""
    models = apps.get_app_config("advice").get_models(include_auto_created=True)
    if not _shipped:
        call_command("load_guidelines", verbosity=0)
        _shipped.update({model: list(model._base_manager.all()) for model in models})
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in _shipped.items():
            model._base_manager.bulk_create(rows)
        # Rows that bring their keys along do not move PostgreSQL's sequences.
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_shipped)):
            cursor.execute(statement)


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
