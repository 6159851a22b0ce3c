"""How much dearer Uphill's three main pages, and the answer to a key, are than a bare signed-in view of the same size.

``make bench`` seeds two databases, one ten times the other, starts the app under granian on each, and asks in turn for
the athlete's week, the coach's board, the roster of a squad of 30, the reading of a session that is being typed key by
key (with its verdict for 30 athletes and completions from 500 sessions), and the bare view of each one's size. Goal:
the week at most 3 times the bare view, the board at most 6 times, the roster at most 15 times and 30 ms, the reading
at most 7 times and 20 ms, and the same on both databases.
"""

from __future__ import annotations

import http.client
import json
import math
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
WARM_UP, ROUNDS = 30, int(os.environ.get("ROUNDS", "300"))
WEEKS = 52
GOALS = {"week": 3.0, "board": 6.0, "roster": 15.0, "reading while typing": 7.0}
GOAL_MS = {"reading while typing": 20.0, "roster": 30.0}
# What is typed, a key more each time.
TYPED = "10 min easy, 6 x 60 m all-out with a 5 kg vest"
# What a browser that was here before sends along.
CSRF = "b" * 32
SIZES = ((10, "300 athletes"), (100, "3,000 athletes"))


def main() -> int:
    """Print a table of medians and ratios; exit 1 where a goal is missed."""
    missed = False
    print(f"{'database':>16} {'page':>20} {'bytes':>8} {'median ms':>10} {'bare ms':>8} {'ratio':>6} {'goal':>5}")
    for squads, name in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for page, size, median, bare in measure(squads, Path(folder)):
                ratio = median / bare
                missed |= ratio > GOALS[page] or median * 1e3 > GOAL_MS.get(page, math.inf)
                print(
                    f"{name:>16} {page:>20} {size:>8,} {median * 1e3:>10.2f} {bare * 1e3:>8.2f} "
                    f"{ratio:>6.2f} {GOALS[page]:>5.1f}",
                    flush=True,
                )
    return int(missed)


def measure(squads: int, folder: Path) -> list[tuple[str, int, float, float]]:
    """Seed a database of ``squads``, serve it, and return for each page: name, bytes, median and bare median (s)."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "UPHILL_LOCAL": "1",
        "PYTHONPATH": str(ROOT),
    }
    seeded = subprocess.run(
        [sys.executable, "-c", SEED.format(squads=squads, weeks=WEEKS)],
        env=environment, cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()[-1]  # fmt: skip
    at = json.loads(seeded)
    port = free_port()
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
               "--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "error",
               "config.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        wait_for(port)
        pages = [
            (page, *compare(port, [(at[page], None)], at[who]))
            for page, who in (("week", "athlete"), ("board", "coach"), ("roster", "coach"))
        ]
        keys = [TYPED[:length] for length in range(2, len(TYPED) + 1)]
        typing = [(f"{at['board']}read/", {"day": 3, "text": typed, "line": typed}) for typed in keys]
        return [*pages, ("reading while typing", *compare(port, typing, at["coach"]))]
    finally:
        server.terminate()
        server.wait()


SEED = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_guidelines", verbosity=0)
from benchmarks.seeding import seed
print(json.dumps(seed({squads}, {weeks})))
"""


# An address, and what is posted to it, if anything.
Request = tuple[str, dict[str, object] | None]


def compare(port: int, requests: list[Request], cookie: str) -> tuple[int, float, float]:
    """Ask for ``requests`` one after the other, each in turn with the bare view of the size of the largest answer.

    Return that size in bytes, the median and the bare median (s).
    """
    connection = http.client.HTTPConnection("127.0.0.1", port)
    size = max(len(ask(connection, request, cookie)[1]) for request in requests)
    bare: Request = (f"/bare/{size}/", None)
    page_times, bare_times = [], []
    for number in range(WARM_UP + ROUNDS):
        for request, times in ((requests[number % len(requests)], page_times), (bare, bare_times)):
            seconds, _body = ask(connection, request, cookie)
            if number >= WARM_UP:
                times.append(seconds)
    return size, statistics.median(page_times), statistics.median(bare_times)


def ask(connection: http.client.HTTPConnection, request: Request, cookie: str) -> tuple[float, bytes]:
    """One request over a connection that stays open: its seconds and its body."""
    address, form = request
    headers = {"Cookie": f"sessionid={cookie}; csrftoken={CSRF}"}
    if form is not None:
        headers |= {"X-CSRFToken": CSRF, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
    body = None if form is None else urlencode(form)
    started = time.perf_counter()
    connection.request("GET" if form is None else "POST", address, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    elapsed = time.perf_counter() - started
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return elapsed, content


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    sys.exit(main())
