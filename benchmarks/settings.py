"""Uphill's settings with one more address: the bare signed-in view that pages are measured against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
