#!/usr/bin/env python
"""Uphill's command line: ``manage.py help`` lists the commands."""

import os
import sys


def main() -> None:
    """Run a management command with Uphill's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Commands need no secret of their own; only a server must be told one (config/wsgi.py does not set this).
    os.environ.setdefault("UPHILL_LOCAL", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
