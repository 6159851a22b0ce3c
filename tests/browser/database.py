"""One database for all browser tests: the panel stays in it, and only what a test wrote is taken away again.

Django's own way for tests with several connections is to empty every table after each of them and to make content
types, permissions and the panel anew: on PostgreSQL that takes longer than most of these tests.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model

from tests.conftest import load_panel


def begin() -> dict[str, list[Any]]:
    """Empty the database, put the panel into it, and say what the panel is."""
    _empty(with_panel=True)
    load_panel()
    return _panel()


def restore(shipped: dict[str, list[Any]]) -> None:
    """Take away what a test wrote; the panel is ``shipped`` again, if the test wrote into that."""
    is_changed = _panel() != shipped
    _empty(with_panel=is_changed)
    if is_changed:
        load_panel()


def end() -> None:
    """Leave the database as tests without a browser expect it, which bring the panel along themselves."""
    _empty(with_panel=True)


def _panel_models() -> list[type[Model]]:
    return list(apps.get_app_config("advice").get_models(include_auto_created=True))


def _panel() -> dict[str, list[Any]]:
    return {model._meta.db_table: list(model._base_manager.order_by("pk").values_list()) for model in _panel_models()}


def _empty(*, with_panel: bool) -> None:
    """Delete all rows in whatever order: what refers to what is checked at the end of the transaction."""
    kept = {model._meta.db_table for model in (ContentType, Permission, *([] if with_panel else _panel_models()))}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            if table not in kept:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
