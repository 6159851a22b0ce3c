"""Work off the queue: mails that are waiting, what a worker that died left undone, and what is kept for a time only."""

from __future__ import annotations

import datetime as dt
import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from plans.models import FileBrought
from plans.models.notices import LEASE
from plans.telling import catch_up

logger = logging.getLogger(__name__)

# How often the queue is asked for something new, and how often all is gone over, in seconds.
ASKS_EVERY, CATCHES_UP_EVERY = 1.0, 60.0
# How long it is kept what came of a task.
RESULTS_KEPT = dt.timedelta(days=14)


class Command(BaseCommand):
    help = "Work off the queue until stopped (SIGTERM or Ctrl+C let the mail that is going out go out first)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what there is to do, and stop.")

    def handle(self, *, once: bool, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        worker = Worker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            excluded_queue_names=[],
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            worker_id=get_random_string(32),
            interval=ASKS_EVERY,
            # Returns when nothing is left to do, so that there is time to go over all.
            batch=True,
            startup_delay=False,
            max_tasks=None,
        )
        worker.configure_signals()
        last = None
        while worker.running:
            if last is None or time.monotonic() - last >= CATCHES_UP_EVERY:
                self._go_over_all(worker)
                last = time.monotonic()
            if worker.running:
                worker.run()
            if once:
                return
            if worker.running:
                time.sleep(ASKS_EVERY)

    def _go_over_all(self, worker: Worker) -> None:
        # As long as it says so, a signal to stop waits.
        worker.running_task = True
        try:
            close_old_connections()
            go_over_all()
        except Exception:  # a database that is busy now is not in a minute
            logger.exception("Not everything could be gone over")
        finally:
            worker.running_task = False


def go_over_all() -> None:
    """Take up what was left undone, and let go of what is kept for a time only."""
    catch_up()
    # A task is done again where its worker died: it finds what is left of it, or nothing.
    abandoned = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LEASE)
    abandoned.update(status=TaskResultStatus.READY, started_at=None)
    FileBrought.objects.left_lying().delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - RESULTS_KEPT).delete()
