"""The language of sessions: what coaches write and what it means. Pure Python; imports the standard library alone."""
