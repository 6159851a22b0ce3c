"""The file of a run: chosen, shown with its session, kept with the log; given back and removed by its owner alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import FileBrought, KeptAlready, Log, Recording, Week
from plans.recordings.reading import LARGEST_FILE, read
from plans.views import measured
from tests.plans.recording_files import MORNING, fit_run, fit_workout, gpx_of, gpx_run, gz_of, tcx_run, zip_of
from tests.plans.sheet_pages import IMPORT

FILE = "/c/ridgeway/my-week/file/"
KEEP = FILE + "keep/"
WEEK = "/c/ridgeway/my-week/2026-11-23/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
CHECKED = re.compile(r'<input type="radio" name="([^"]+)" value="([^"]*)"[^>]* checked')


@pytest.fixture
def anna(plan, client_as):
    """Anna on Tuesday noon, with 2 km planned for Tuesday, a rest for Monday and 20 min for Wednesday."""
    plan.add(0, "Rest")
    plan.tuesday = plan.add(1, "2 km easy")
    plan.wednesday = plan.add(2, "20 min easy")
    plan.publish()
    return client_as("Anna")


def send(client, content, name="run.fit", **data):
    return client.post(FILE, {"file": SimpleUploadedFile(name, content), **data})


def page_of(response):
    return " ".join(response.content.decode().split())


def fields(response):
    """What the form about the file sends back as it stands."""
    form = response.content.decode().split("file-belongs")[1].split("</form>")[0]
    found = dict(HIDDEN.findall(form)) | dict(CHECKED.findall(form))
    found.pop("csrfmiddlewaretoken", None)
    return found


def keep(client, **changed):
    return client.post(KEEP, {**fields(client.get(KEEP)), **changed})


def test_it_works(plan, anna):
    assert anna.get(FILE).status_code == 200
    response = send(anna, fit_run(660, total_ascent=31, avg_heart_rate=148, max_heart_rate=171))
    assert (response.status_code, response["Location"]) == (302, KEEP)
    assert Log.objects.count() == 0, "nothing is said before the athlete says so"
    shown = anna.get(KEEP)
    page = page_of(shown)
    for figure in (
        "Tue 24 Nov 2026, 07:30",
        "1.98 km",
        "11 min",
        "5:33 /km",
        "31 m",
        "148 bpm, at most 171",
    ):
        assert figure in page
    assert "Tue 24 Nov: 2 km easy" in page
    assert "Rest" not in page.split("file-belongs")[1]
    assert fields(shown)["belongs"] == str(plan.tuesday.pk)
    assert fields(shown)["outcome"] == "done"

    response = keep(anna)

    assert (response.status_code, response["Location"]) == (302, WEEK)
    log = Log.objects.get()
    assert (log.athlete, log.session, log.planned, log.outcome) == (plan.cast.anna, plan.tuesday, "2 km easy", "done")
    assert (log.date, log.distance_m, log.duration_s, log.ascent_m) == (dt.date(2026, 11, 24), 1980, 660, 31)
    recording = log.recording
    assert (recording.name, recording.kind, recording.started_at) == ("run.fit", "fit", MORNING)
    assert (recording.distance_m, recording.elapsed_s, recording.moving_s, recording.ascent_m) == (1980, 660, 660, 31)
    assert (recording.mean_heart_rate, recording.highest_heart_rate) == (148, 171)
    assert not FileBrought.objects.exists()
    assert "The file is kept with your log." in page_of(anna.get(WEEK))


def test_the_file_comes_back_as_it_was_given(anna):
    content = gz_of(gpx_run(660))
    send(anna, content, "Morgenlauf „Süd“.gpx.gz")
    keep(anna)
    log = Log.objects.get()
    response = anna.get(f"/c/ridgeway/logs/{log.pk}/file/")

    assert response.content == content
    assert hashlib.sha256(gpx_run(660)).hexdigest() == log.recording.digest
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Morgenlauf")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["Ben", "Mira", "Ruth", "Tom"])
def test_a_file_is_its_owners_alone(anna, client_as, name):
    send(anna, fit_run())
    keep(anna)
    url = f"/c/ridgeway/logs/{Log.objects.get().pk}/file/"
    for method, address in (("get", url), ("get", url + "remove/"), ("post", url + "remove/")):
        assert getattr(client_as(name), method)(address).status_code in (403, 404)
    assert Recording.objects.count() == 1


@pytest.mark.parametrize(
    "again", [fit_run(), gz_of(fit_run()), zip_of(run_fit=fit_run())], ids=["as it was", "gz", "zip"]
)
def test_the_same_file_twice_leads_to_the_log_that_has_it(anna, client_as, again):
    send(anna, fit_run())
    keep(anna)
    again = send(anna, again, "renamed.fit")

    assert again.status_code == 422
    assert "You have this file already: it is with your log of Tuesday 24 November." in page_of(again)
    assert f'href="{WEEK}"' in page_of(again)
    assert not FileBrought.objects.exists()
    assert send(client_as("Ben"), fit_run()).status_code == 302, "Ben may have run beside her with the same watch"


def test_the_button_pressed_twice_keeps_it_once(anna):
    send(anna, fit_run())
    sent = fields(anna.get(KEEP))

    assert [anna.post(KEEP, sent)["Location"] for _ in range(2)] == [WEEK, WEEK]
    assert (Log.objects.count(), Recording.objects.count()) == (1, 1)


def test_a_run_that_is_much_shorter_was_done_in_part(plan, anna):
    send(anna, fit_run(400))
    assert fields(anna.get(KEEP))["outcome"] == "partly"
    keep(anna)
    assert Log.objects.get().outcome == "partly"


def test_a_run_that_nobody_planned(plan, anna):
    send(anna, fit_run(660))
    assert keep(anna, belongs="none", outcome="partly").status_code == 302
    log = Log.objects.get()
    assert (log.session, log.planned, log.outcome, log.distance_m) == (None, "", "done", 1980)


def test_a_session_of_a_neighbouring_day(plan, anna):
    """Wednesday's session, run on Tuesday: the day is when it was run."""
    send(anna, fit_run(1200))
    assert keep(anna, belongs=plan.wednesday.pk).status_code == 302
    log = Log.objects.get()
    assert (log.session, log.date, log.planned) == (plan.wednesday, dt.date(2026, 11, 24), "20 min easy")


def test_it_is_the_day_where_the_club_runs(plan, anna):
    """23:30 in London is Wednesday in Berlin."""
    send(anna, fit_run(1200, start=dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)))
    assert fields(anna.get(KEEP))["belongs"] == str(plan.wednesday.pk)


def test_of_two_sessions_of_a_day_it_is_the_one_that_is_as_long(plan, anna):
    evening = plan.add(1, "5 km easy")
    send(anna, fit_run(1600))
    assert fields(anna.get(KEEP))["belongs"] == str(evening.pk)


def test_a_run_like_nothing_that_was_planned_is_ones_own_at_first(plan, anna):
    send(anna, fit_run(7200))
    shown = anna.get(KEEP)
    assert fields(shown)["belongs"] == "none"
    assert "2 km easy" in page_of(shown)


def test_the_session_one_comes_from_is_chosen(plan, anna):
    assert f'value="{plan.wednesday.pk}"' in page_of(anna.get(f"{FILE}?session={plan.wednesday.pk}"))
    response = send(anna, fit_run(600), session=plan.wednesday.pk)
    assert response["Location"] == f"{KEEP}?session={plan.wednesday.pk}"
    assert fields(anna.get(response["Location"]))["belongs"] == str(plan.wednesday.pk)
    assert send(anna, fit_run(600), session="x").status_code == 302


def test_only_what_the_athlete_may_read_is_offered(plan, anna):
    """Not a draft of another squad, nor what the panel stops and the coach has not settled."""
    other = plan.cast.ridgeway.squads.create(name="Others")
    other.set_athletes([plan.cast.anna])
    Week.for_writing(other, dt.date(2026, 11, 23)).add(1, "3 km draft", plan.cast.user("Mira"))
    plan.add(1, "2 km easy with 1 kg ankle weights on each leg")
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    send(anna, fit_run(660))
    page = page_of(anna.get(KEEP))
    assert "2 km easy" in page
    assert "draft" not in page
    assert "ankle weights" not in page


def test_a_file_adds_to_what_was_said(plan, anna):
    fields_said = {
        "date": dt.date(2026, 11, 24),
        "planned": "2 km easy",
        "outcome": "partly",
        "effort": 6,
        "note": "Hot",
    }
    log = Log.objects.create(athlete=plan.cast.anna, session=plan.tuesday, sent="0" * 32, **fields_said)
    send(anna, fit_run(660))
    shown = anna.get(KEEP)
    assert "2 km easy (you said: Partly)" in page_of(shown)
    assert fields(shown)["outcome"] == "partly"
    assert keep(anna).status_code == 302
    log.refresh_from_db()
    assert (log.outcome, log.effort, log.note, log.distance_m, log.version) == ("partly", 6, "Hot", 1980, 2)


def test_who_did_something_else_stays_with_that(plan, anna):
    log = Log.objects.create(
        athlete=plan.cast.anna,
        session=plan.tuesday,
        sent="0" * 32,
        date=dt.date(2026, 11, 24),
        outcome="swapped",
        instead="Trail",
    )
    send(anna, fit_run(660))
    keep(anna)
    log.refresh_from_db()
    assert (log.outcome, log.instead, log.distance_m) == ("swapped", "Trail", 1980)


def test_what_was_said_meanwhile_is_not_written_over(plan, anna):
    send(anna, fit_run(660))
    sent = fields(anna.get(KEEP))
    said = {"date": dt.date(2026, 11, 24), "outcome": "missed", "sent": "0" * 32}
    log = Log.objects.create(athlete=plan.cast.anna, session=plan.tuesday, **said)
    late = anna.post(KEEP, sent)

    assert late.status_code == 409
    assert "You said something else of this session meanwhile." in page_of(late)
    assert "2 km easy (you said: Missed)" in page_of(late)
    log.refresh_from_db()
    assert (log.outcome, log.distance_m) == ("missed", None)
    assert anna.post(KEEP, fields(late)).status_code == 302
    log.refresh_from_db()
    assert (log.outcome, log.distance_m) == ("done", 1980)


def test_what_was_taken_back_meanwhile_is_asked_for_again(plan, anna):
    said = {"date": dt.date(2026, 11, 24), "outcome": "partly", "sent": "0" * 32}
    log = Log.objects.create(athlete=plan.cast.anna, session=plan.tuesday, **said)
    send(anna, fit_run(660))
    sent = fields(anna.get(KEEP))
    log.delete()
    late = anna.post(KEEP, sent)

    assert late.status_code == 409
    assert not Log.objects.exists()
    assert anna.post(KEEP, fields(late)).status_code == 302
    assert Log.objects.get().session == plan.tuesday


def test_a_session_has_one_file(plan, anna):
    send(anna, fit_run(660))
    keep(anna)
    send(anna, fit_run(650), "second.fit")
    shown = anna.get(KEEP)
    log = Log.objects.get()

    assert f"/c/ridgeway/logs/{log.pk}/file/remove/" in page_of(shown)
    assert "has a file already: run.fit." in page_of(shown)
    assert fields(shown)["belongs"] == "none"
    assert keep(anna, belongs=plan.tuesday.pk).status_code == 422
    assert log.recording.name == "run.fit"


def test_another_file_chosen_meanwhile_is_not_kept_unseen(anna):
    send(anna, fit_run(660))
    sent = fields(anna.get(KEEP))
    send(anna, fit_run(650), "second.fit")
    late = anna.post(KEEP, sent)

    assert late.status_code == 409
    assert "Another file was chosen meanwhile" in page_of(late)
    assert "second.fit" in page_of(late)
    assert not Log.objects.exists()


def test_a_session_that_is_gone_is_asked_for_again(plan, anna):
    send(anna, fit_run(660))
    sent = fields(anna.get(KEEP))
    plan.tuesday.delete_softly(version=1, by=plan.cast.user("Mira"))
    plan.add(1, "3 km easy")
    assert anna.post(KEEP, sent).status_code == 422
    assert anna.post(KEEP, {**sent, "belongs": "none"}).status_code == 302


def test_a_file_without_times_asks_for_the_day(plan, anna):
    send(anna, gpx_run(660, start=None), "run.gpx")
    shown = anna.get(KEEP)
    assert "The file does not say when the run began." in page_of(shown)
    refused = keep(anna, belongs="none")
    assert refused.status_code == 422
    assert "Say on which day you ran." in page_of(refused)
    assert keep(anna, belongs="none", day="2026-11-25").status_code == 422, "it has not come yet"
    assert keep(anna, belongs="none", day="2026-11-22").status_code == 302
    log = Log.objects.get()
    assert (log.date, log.distance_m, log.duration_s) == (dt.date(2026, 11, 22), 1980, None)


def test_a_file_without_times_was_run_on_the_day_of_its_session(plan, anna):
    send(anna, gpx_run(660, start=None), "run.gpx")
    assert keep(anna, belongs=plan.tuesday.pk).status_code == 302
    assert Log.objects.get().date == dt.date(2026, 11, 24)


@pytest.mark.parametrize("start", [dt.datetime(2085, 1, 1, tzinfo=dt.UTC), dt.datetime(1991, 1, 1, tzinfo=dt.UTC)])
def test_a_clock_that_is_wrong_asks_for_the_day_too(anna, start):
    send(anna, gpx_run(60, start=start), "run.gpx")
    assert "The file does not say when the run began." in page_of(anna.get(KEEP))


def test_figures_that_nobody_runs_stay_out_of_the_log(anna):
    send(anna, fit_run(60, total_distance=9_000_000.0, total_elapsed_time=600_000.0, total_timer_time=600_000.0))
    assert keep(anna).status_code == 302
    log = Log.objects.get()
    assert (log.distance_m, log.duration_s, log.recording.distance_m, log.recording.elapsed_s) == (None,) * 4


def test_a_tcx_file_shows_its_laps(anna):
    send(anna, tcx_run(660), "run.tcx")
    page = page_of(anna.get(KEEP))
    assert "2 laps" in page
    assert page.count("<td>990 m</td>") == 2


def test_removing_a_file_leaves_what_was_said(anna):
    send(anna, fit_run(660))
    keep(anna)
    url = f"/c/ridgeway/logs/{Log.objects.get().pk}/file/remove/"
    assert "Remove run.fit?" in page_of(anna.get(url))
    response = anna.post(url)

    assert (response.status_code, response["Location"]) == (302, WEEK)
    assert not Recording.objects.exists()
    assert Log.objects.get().distance_m == 1980
    assert anna.post(url).status_code == 404
    assert send(anna, fit_run(660)).status_code == 302, "it may come again"


def test_a_file_that_is_not_kept_goes(anna):
    assert "run.fit" not in page_of(anna.get(FILE))
    send(anna, fit_run())
    assert "run.fit still waits" in page_of(anna.get(FILE))
    assert anna.post(FILE + "drop/")["Location"] == FILE
    assert not FileBrought.objects.exists()
    assert anna.get(KEEP)["Location"] == FILE
    response = anna.post(KEEP, {"belongs": "none"})
    assert response["Location"] == FILE
    assert "The file is no longer here." in page_of(anna.get(FILE))


def test_what_is_left_lying_goes_after_a_day(anna, client_as, cast):
    send(anna, fit_run())
    send(anna, fit_run(601))
    assert FileBrought.objects.count() == 1, "one each"
    with time_machine.travel(dt.datetime(2026, 11, 25, 11, 1, tzinfo=dt.UTC), tick=False):
        send(client_as("Ben"), fit_run())
    assert FileBrought.objects.get().athlete == cast.ben


def test_the_same_file_is_refused_when_it_is_kept_too(anna, cast):
    """Two windows: both files were chosen before either was kept."""
    content = fit_run()
    send(anna, content)
    log = Log.objects.create(athlete=cast.anna, date=dt.date(2026, 11, 23), outcome="done", sent="0" * 32)
    digest = hashlib.sha256(content).hexdigest()
    Recording.objects.create(log=log, name="run.fit", kind="fit", content=content, digest=digest)
    response = keep(anna)
    assert response.status_code == 422
    assert "You have this file already" in page_of(response)
    with pytest.raises(KeptAlready):
        FileBrought.objects.bring(cast.anna, "run.fit", content, read(content))


# What is refused.


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("run.fit", b"", "The file is empty."),
        ("run.fit", b"hello", "This is no FIT, GPX or TCX file."),
        ("run.jpg", fit_workout(), "This is a planned workout or course"),
        ("run.fit", fit_run()[:-3], "This file is damaged"),
        ("run.gpx", b'<!DOCTYPE a [<!ENTITY a "a">]><gpx>&a;</gpx>', "that no watch writes"),
        ("run.gpx.gz", gz_of(gpx_of(" " * 60 * 1024 * 1024)), "would grow beyond"),
    ],
)
def test_a_file_that_is_no_run_is_refused_in_words(anna, name, content, told):
    response = send(anna, content, name)
    assert response.status_code == 422
    assert told in page_of(response)
    assert 'aria-invalid="true"' in page_of(response)
    assert not FileBrought.objects.exists()


def test_nothing_chosen(anna):
    response = anna.post(FILE, {})
    assert response.status_code == 422
    assert "Choose the file that your watch or phone made of the run." in page_of(response)


def test_the_limit_is_said_before(anna):
    page = page_of(anna.get(FILE))
    assert LARGEST_FILE == 20 * 1024 * 1024
    assert "At most 20 MB." in page
    assert 'accept=".fit,.gpx,.tcx,' in page


class Endless(io.RawIOBase):
    """A body of any size that nobody has to hold; it counts what was taken of it."""

    def __init__(self, size):
        self.left, self.most = size, 0

    def readable(self):
        return True

    def read(self, size=-1):
        self.most = max(self.most, size if size >= 0 else self.left)
        piece = b"x" * min(self.left, size if size >= 0 else self.left)
        self.left -= len(piece)
        return piece


def post_body(client, body, size):
    return client.generic("POST", FILE, content_type="multipart/form-data; boundary=b", **{
        "wsgi.input": body, "CONTENT_LENGTH": str(size),
    })  # fmt: skip


def test_a_hundred_megabytes_are_refused_without_being_kept(anna, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("the body was taken apart")

    monkeypatch.setattr("django.http.multipartparser.MultiPartParser.parse", never)
    body = Endless(100 * 1024 * 1024)
    response = post_body(anna, body, body.left)

    assert response.status_code == 422
    assert "The file has more than 20 MB, so it was not read." in page_of(response)
    assert body.left == 0, "a browser reads the answer once it has sent everything"
    assert body.most <= 1 << 16, "never more than a piece in memory"


def test_whoever_sends_without_end_is_cut_off(anna):
    body = Endless(measured.LONGEST_WAIT * 5)
    assert post_body(anna, body, body.left).status_code == 422
    assert body.left >= measured.LONGEST_WAIT * 3


def test_a_file_just_beyond_the_limit(anna):
    response = send(anna, b"x" * (LARGEST_FILE + 1))
    assert response.status_code == 422
    assert "The file has more than 20 MB" in page_of(response)


def test_the_token_of_the_form_is_asked_for(anna, cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.user("Anna"), backend="django.contrib.auth.backends.ModelBackend")
    assert send(strict, fit_run()).status_code == 403
    assert send(strict, b"x" * (LARGEST_FILE + 2 * 1024 * 1024)).status_code == 422
    assert strict.post(IMPORT, {"text": "Mon"}).status_code == 403
    assert not FileBrought.objects.exists()


@pytest.mark.parametrize("sessions", [2, 40])
def test_it_asks_the_database_equally_often_for_2_and_for_40_sessions(plan, anna, sessions):
    for number in range(sessions):
        session = plan.add(1 + number % 2, f"{number + 1} km easy")
        fields_said = {"date": session.date, "outcome": "done", "sent": f"{number:032}"}
        Log.objects.create(athlete=plan.cast.anna, session=session, **fields_said)
    send(anna, fit_run(660))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert anna.get(KEEP).status_code == 200
    assert len(queries) == 13
    assert not any("plans_filebrought" in query["sql"] and '"content"' in query["sql"] for query in queries), "20 MB"
