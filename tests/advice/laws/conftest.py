"""Laws are about every input, not about the clock: a busy machine must not break them.

Each is tried on a hundred random cases; ``make soak`` tries all of them together on 100,000.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("laws", deadline=None)
settings.register_profile(
    "soak", deadline=None, max_examples=100_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "laws"))
