"""Fifty coaches write into one week at once: is everything there that was acknowledged, and nothing that was refused?

``make writers`` makes a database of its own (SQLite in a temporary folder, or beside the one that ``DATABASE_URL``
names on PostgreSQL), lets 50 threads plan, edit, move, delete, undo, publish and write the note through the whole app
for ``SECONDS_OF_WRITING``, and then goes over the trail: counted without a gap, each change of a session beginning
where the one before it ended, every acknowledged text in it once, none of a refused one. Exit 1 where anything is lost,
or where an answer is neither yes nor a clear no (409 changed meanwhile, 422 not as it stands, 503 busy).
"""

from __future__ import annotations

import io
import itertools
import logging
import os
import random
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

WRITERS = int(os.environ.get("WRITERS", "50"))
SECONDS = float(os.environ.get("SECONDS_OF_WRITING", "60"))
# Beyond this a week is no week any more, and writers rather delete.
MOST_SESSIONS = 120
YES, NO = 302, (409, 422, 503)


@dataclass
class Log:
    """What writers sent and what they were told."""

    answers: list[tuple[str, str, int]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def count(self, what: str, *statuses: int) -> int:
        return sum(told == what and status in statuses for told, _token, status in self.answers)


def main() -> int:
    """Write, check, print; 1 where something was lost."""
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder:
        if not url.startswith("postgres"):
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/writers.sqlite3"
            return run("SQLite")
        import psycopg

        name = f"uphill_writers_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
                return run("PostgreSQL")
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(database: str) -> int:
    """Set up Django on the database that is named by now, let everybody write, and check."""
    # Files are served as they are: nothing has to be collected first.
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test.utils import setup_test_environment

    # That somebody came too late is counted, not logged.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0)
    call_command("load_guidelines", verbosity=0, stdout=io.StringIO())
    week, coaches = _club()
    log = Log()
    end = time.monotonic() + SECONDS
    threads = [threading.Thread(target=write, args=(week, coach, n, end, log)) for n, coach in enumerate(coaches)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    problems = log.problems + check(week, log)
    _print(database, week, log, problems)
    connections.close_all()
    return int(bool(problems))


def _club() -> tuple[Any, list[Any]]:
    import datetime as dt

    from clubs.models import Club, User
    from plans.models import Week

    club = Club.objects.create(slug="ridgeway", name="Ridgeway Runners")
    coaches = [User.objects.create_user(f"coach{n}@example.org", name=f"Coach {n}") for n in range(WRITERS)]
    for coach in coaches:
        club.add_member(coach, "coach")
    squad = club.squads.create(name="Everybody")
    squad.set_athletes([club.add_athlete(f"Runner {n}") for n in range(5)])
    return Week.for_writing(squad, dt.date(2026, 11, 23)), coaches


def write(week: Any, coach: Any, number: int, end: float, log: Log) -> None:
    """One coach: a form after the other, each against what they last saw of the week."""
    from django.db import connection
    from django.test import Client

    client, chance = Client(raise_request_exception=False), random.Random(number)
    client.force_login(coach, backend="django.contrib.auth.backends.ModelBackend")
    try:
        for turn in itertools.count():
            if time.monotonic() > end:
                return
            what, address, form, token = _next(week, chance, f"w{number}t{turn}")
            started = time.perf_counter()
            status = client.post(address, form).status_code
            log.times.append(time.perf_counter() - started)
            log.answers.append((what, token, status))
            if status != YES and status not in NO:
                log.problems.append(f"{what} was answered with {status}")
            # Back into the pool, as at the end of a real request.
            connection.close()
    except Exception as problem:
        log.problems.append(f"writer {number} broke: {problem!r}")
    finally:
        connection.close()


def _next(week: Any, chance: random.Random, token: str) -> tuple[str, str, dict[str, Any], str]:
    """What is done next: its name, where it is posted, the form, and the words by which it is found again."""
    from plans.models import Week

    base = f"/c/ridgeway/squads/{week.squad_id}/{week.monday}/"
    seen = Week.objects.get(pk=week.pk)
    live = list(week.sessions.live().values_list("pk", "version"))
    # What one looks at grows old while one thinks; longer than a form takes, or nobody would ever be too late.
    time.sleep(chance.random() * 0.05)
    what = chance.choices(
        ["add", "edit", "move", "delete", "note", "undo", "redo", "publish", "withdraw"],
        [30, 30, 15, 6, 10, 6, 4, 2, 1],
    )[0]
    if what == "add" and len(live) > MOST_SESSIONS:
        what = "delete"
    if what in ("edit", "move", "delete") and not live:
        what = "add"
    day, text = chance.randrange(7), f"{chance.randint(5, 20)} km easy, {token}"
    if what == "add":
        return what, f"{base}sessions/", {"day": day, "text": text}, token
    if what == "note":
        return what, f"{base}note/", {"note": f"Note {token}", "version": seen.note_version}, token
    if what in ("undo", "redo", "publish", "withdraw"):
        return what, f"{base}{what}/", {"since": seen.revision, "confirmed": "on"}, ""
    # Many go for the same few.
    pk, version = chance.choice(live[:8] if chance.random() < 0.5 else live)
    words = {"edit": {"text": text}, "move": {"day": day}, "delete": {}}[what]
    return what, f"/c/ridgeway/sessions/{pk}/{what}/", {"version": version, **words}, token if what == "edit" else ""


def check(week: Any, log: Log) -> list[str]:
    """What the trail does not bear out."""
    week.refresh_from_db()
    trail = list(week.changes.order_by("number"))
    problems = []
    if [change.number for change in trail] != list(range(1, week.revision + 1)):
        problems.append("the trail has gaps")
    kinds = Counter(change.kind for change in trail)
    told = {"add": "created", "edit": "edited", "move": "moved", "delete": "deleted", "note": "note"}
    for what, kind in told.items():
        if kinds[kind] != log.count(what, YES):
            problems.append(f"{log.count(what, YES)} of {what} were acknowledged and {kinds[kind]} are in the trail")
    found = Counter()
    for change in trail:
        if change.kind in ("created", "edited", "note"):
            found[str(change.after.get("text", change.after.get("note"))).rsplit(maxsplit=1)[-1]] += 1
    for what, token, status in log.answers:
        if token and found[token] != (status == YES):
            problems.append(f"{what} {token} was answered with {status} and is there {found[token]} times")
    return problems + _chains(week, trail) + _places(trail)


def _chains(week: Any, trail: list[Any]) -> list[str]:
    """Each change begins where the one before it ended, and the last is what stands: no write was lost."""
    problems = []
    for session in week.sessions.all():
        mine = [change for change in trail if change.session_id == session.pk]
        if any(former.after != latter.before for former, latter in itertools.pairwise(mine)):
            problems.append(f"session {session.pk}: a change was written over")
        if not mine or mine[-1].after != session.state or len(mine) != session.version:
            problems.append(f"session {session.pk}: it is not as the trail says")
    notes = [change for change in trail if "note" in change.after]
    if any(former.after != latter.before for former, latter in itertools.pairwise(notes)):
        problems.append("a note was written over")
    if notes and (notes[-1].after["note"] != week.note or len(notes) != week.note_version):
        problems.append("the note is not as the trail says")
    return problems


def _places(trail: list[Any]) -> list[str]:
    """What was planned or moved to a day stands in a place of its own there."""
    at: dict[int, tuple[int, int]] = {}
    problems = []
    for change in trail:
        if change.session_id is None:
            continue
        place = (change.after["day"], change.after["position"])
        if change.kind in ("created", "moved") and place in (at[pk] for pk in at if pk != change.session_id):
            problems.append(f"change {change.number}: its place {place} was taken")
        at[change.session_id] = place
    return problems


def _print(database: str, week: Any, log: Log, problems: list[str]) -> None:
    print(f"{database}: {WRITERS} writers, {SECONDS:.0f} s, {len(log.answers):,} writes sent")
    print(f"{'':>10} {'done':>7} {'409':>6} {'422':>6} {'503':>6}")
    for what in sorted({what for what, _token, _status in log.answers}):
        counts = " ".join(f"{log.count(what, status):>6}" for status in NO)
        print(f"{what:>10} {log.count(what, YES):>7} {counts}")
    times = sorted(log.times)
    median, slow = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"median {median * 1e3:.0f} ms, 95 % within {slow * 1e3:.0f} ms, slowest {times[-1] * 1e3:.0f} ms")
    print(
        f"trail: {week.revision} changes, {week.sessions.count()} sessions, {week.sessions.live().count()} on the board"
    )
    for problem in problems[:20]:
        print(f"LOST: {problem}")
    print(
        "Every acknowledged write is there, every refused one said so." if not problems else f"{len(problems)} problems"
    )


if __name__ == "__main__":
    sys.exit(main())
