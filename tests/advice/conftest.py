"""Guideline content for the tests of advice, put into the database once for a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.conftest import load_panel


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The packs and drills that come with Uphill; what a test changes of them is undone with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_panel()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def head_coach(db: None) -> Client:
    """A client signed in as somebody who may edit content in the admin."""
    user = get_user_model().objects.create_superuser(email="head@example.org", password="correct horse battery")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
