"""The real queue and real workers: 200 athletes get one mail each, wherever a worker is killed.

The workers are processes of their own (tests/plans/dying_worker.py), on a database that they share with nobody: SQLite
in a file that begins as a copy of the test's, or the test's own on PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import environ
import pytest
from django.db import connection
from django.test import Client

from clubs.models import Athlete, User
from plans.models import Week, monday_of
from tests.cast import Cast, assemble

ROOT = Path(__file__).parents[2]
ATHLETES = int(os.environ.get("ATHLETES", "200"))

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Office:
    """A published week, its workers, and the file of the mails that went out."""

    folder: Path
    database: str

    def work(self, *where: str) -> int:
        """Let a worker do what there is to do, or be killed on the way; what it exits with."""
        command = [sys.executable, "-m", "tests.plans.dying_worker", *where]
        return subprocess.run(command, env=self.environment, cwd=ROOT, check=False, capture_output=True).returncode

    @property
    def environment(self) -> dict[str, str]:
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **keep,
            "DJANGO_SETTINGS_MODULE": "tests.plans.queue_settings",
            "DATABASE_URL": self.database,
            "POST_OFFICE": str(self.folder / "mails"),
            "UPHILL_LOCAL": "1",
        }

    @property
    def mails(self) -> list[dict]:
        file = self.folder / "mails"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def copies(self) -> Counter[str]:
        """How often a mail was handed over to each address."""
        return Counter(mail["to"][0] for mail in self.mails)

    @property
    def messages(self) -> Counter[str]:
        """How many different mails each address got: a mailbox knows a mail that comes twice by its Message-ID."""
        return Counter(to for to, _id in {(mail["to"][0], mail["id"]) for mail in self.mails})


@pytest.fixture
def publish(tmp_path, settings):
    """``publish(200)``: a coach clicks Publish for a squad of that size."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def published(size: int) -> Office:
        cast = assemble()
        crowd(cast, size)
        mira = cast.user("Mira")
        monday = monday_of(cast.ridgeway.today()) + dt.timedelta(weeks=1)
        Week.for_writing(cast.tuesday, monday).add(1, "8 km easy", mira)
        client = Client()
        client.force_login(mira, backend="django.contrib.auth.backends.ModelBackend")
        url = f"/c/ridgeway/squads/{cast.tuesday.pk}/{monday}/publish/"
        assert client.post(url, {"confirmed": "on"}).status_code == 302
        return Office(tmp_path, database_of(tmp_path))

    return published


def crowd(cast: Cast, size: int) -> None:
    people = [User(email=f"runner{n}@example.org", name=f"Runner {n}", password="!") for n in range(size)]
    users = User.objects.bulk_create(people)
    athletes = [Athlete(club=cast.ridgeway, user=user, name=user.name) for user in users]
    cast.ridgeway.memberships.bulk_create(
        [cast.ridgeway.memberships.model(club=cast.ridgeway, user=user, role="athlete") for user in users]
    )
    cast.tuesday.athletes.set(Athlete.objects.bulk_create(athletes))


def database_of(folder: Path) -> str:
    """The address of a database that another process can open."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / "queue.sqlite3") as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{folder / 'queue.sqlite3'}"
    return urlunsplit(urlsplit(environ.Env().str("DATABASE_URL"))._replace(path=f"/{connection.settings_dict['NAME']}"))


def test_every_athlete_gets_one_mail_wherever_the_worker_is_killed(publish):
    office = publish(ATHLETES)
    assert office.work("notices") == -signal.SIGKILL
    assert office.work("told") == -signal.SIGKILL
    assert not office.mails
    third = ATHLETES // 3
    assert office.work("claimed", str(third)) == -signal.SIGKILL
    assert len(office.mails) == third - 1
    assert office.work("marked", str(third)) == -signal.SIGKILL
    assert len(office.mails) == 2 * third - 1
    assert office.work() == 0
    assert office.copies == {f"runner{n}@example.org": 1 for n in range(ATHLETES)}
    assert {mail["parts"] for mail in office.mails} == {2}
    assert office.work() == 0
    assert len(office.mails) == ATHLETES


def test_what_the_mail_server_has_and_nobody_wrote_down_goes_again_as_the_same_mail(publish):
    """The one moment that no protocol closes; see plans/mailing.py."""
    office = publish(20)
    assert office.work("handed", "7") == -signal.SIGKILL
    assert len(office.mails) == 7
    in_doubt = office.mails[-1]
    assert office.work() == 0
    assert office.messages == {f"runner{n}@example.org": 1 for n in range(20)}
    assert [mail for mail in office.mails if mail["to"] == in_doubt["to"]] == [in_doubt, in_doubt]
    assert len(office.mails) == 21


def test_a_worker_that_is_asked_to_stop_finishes_the_mail_that_is_going_out(publish):
    office = publish(100)
    command = [sys.executable, "manage.py", "worker"]
    worker = subprocess.Popen(command, env=office.environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while not office.mails and time.monotonic() < end:
        time.sleep(0.01)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert 0 < len(office.mails) < 100
    assert office.work() == 0
    assert office.copies == {f"runner{n}@example.org": 1 for n in range(100)}


def test_two_workers_at_once_send_each_mail_once(publish):
    office = publish(60)
    command = [sys.executable, "manage.py", "worker", "--once"]
    workers = [subprocess.Popen(command, env=office.environment, cwd=ROOT) for _each in range(2)]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    assert office.copies == {f"runner{n}@example.org": 1 for n in range(60)}
