"""Laws are about every input, not about the clock: a busy machine must not break them.

Each is tried on a hundred random cases, and on 100,000 by ``make soak``.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("laws", deadline=None)
settings.register_profile(
    "soak", deadline=None, max_examples=100_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "laws"))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever stands in this folder and takes random cases is a law to soak."""
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        item.add_marker(pytest.mark.soak)
