"""Weeks and sessions: what coaches build and athletes read."""
