"""How many texts the laws of reading are tried on: a few in ``make test``, 200,000 in ``make fuzz``."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# For each of the eight kinds of text in test_fuzz.py. Laws are not about the clock: a busy machine must not break them.
settings.register_profile(
    "fuzz", deadline=None, max_examples=25_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz":
    settings.load_profile("fuzz")
