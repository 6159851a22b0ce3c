"""``load_guidelines`` and ``advise``."""
