"""The language of sessions: what coaches write and what it means. Pure Python, nothing imported but the standard library."""
