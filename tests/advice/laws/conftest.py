"""Laws are about every input, not about the clock: a busy machine must not break them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
