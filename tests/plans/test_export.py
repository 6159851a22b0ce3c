"""Everything about one person as a zip: all of it, nothing of anybody else, and no table forgotten."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models

from clubs.models import Athlete, User
from plans import my_data
from plans.models import CalendarAddress, Comment, FileBrought, Log, Recording
from plans.my_data import NOT_IN_IT, TABLES
from plans.recordings.summary import Summary
from tests.whole_life import AS_A_COACH, EMAIL, FILE, FILE_THAT_WAITS, MARK, MONDAY, SAID_AS_A_COACH, live

EXPORT = "/account/export/"
# Columns that tell nothing of a person: secrets, files (they are in the folder), what Uphill reads out of words and
# counts for itself. Links to other rows are left out where a name stands in their place.
LEFT_OUT = {
    "account": {"password"},
    "squads": {"id"},
    "recordings": {"content"},
    "files-that-wait": {"content"},
    "comments": {"sent", "told_at"},
    "mails": {"claimed_at", "key"},
    "mailed": {"key"},
    "calendar-addresses": {"token_hash"},
    "calendar-events": {"digest"},
    "exceptions": {"drill", "loaded_run", "stored_reading", "updated_at", "version"},
    "planned": {
        *("created_at", "updated_at", "deleted_at", "version", "position", "loaded_run", "stored_reading"),
        *("template", "template_on", "template_text"),
    },
    "alone": {"name"},
    "sessions-you-planned": {
        *("version", "position", "loaded_run", "stored_reading", "template", "template_on", "template_text"),
    },
    "weeks-you-published": {"note_version", "published_revision", "revision"},
    "swaps": {"drill", "reading_before"},
    "invitations": {"token_hash"},
    "administration": {"object_id"},
}


@pytest.fixture(autouse=True)
def nobody_was_counted():
    cache.clear()


@pytest.fixture
def life(cast):
    return live(cast)


def opened(response) -> zipfile.ZipFile:
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def rows(archive: zipfile.ZipFile, name: str):
    return json.loads(archive.read(f"{name}.json"))


def test_it_works(life):
    response = life.client.post(EXPORT)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="uphill-')
    archive = opened(response)
    assert archive.testzip() is None
    (account,) = rows(archive, "account")
    assert (account["email"], account["name"]) == (EMAIL, MARK)
    assert {one["club__name"] for one in rows(archive, "profiles")} == {"Ridgeway Runners", "Harbour Harriers"}
    assert {one["role"] for one in rows(archive, "memberships")} == {"athlete", "coach"}
    assert [one["what"] for one in rows(archive, "consents")] == ["injuries"]
    assert {one["note"] for one in rows(archive, "logs")} == {f"{MARK} felt fine", f"{MARK} was ill"}
    assert [one["reason"] for one in rows(archive, "exceptions")] == [f"{MARK}, mind your heel"]
    assert [one["name"] for one in rows(archive, "races")] == [f"{MARK}'s first ten"]
    assert {one["text"] for one in rows(archive, "planned")} == {"8 km easy with a 5 kg vest", AS_A_COACH}
    assert [one["text"] for one in rows(archive, "sessions-you-planned")] == [AS_A_COACH]


def test_files_of_the_watch_come_back_as_they_were_given(life):
    archive = opened(life.client.post(EXPORT))
    recording = Recording.objects.get()
    assert archive.read(f"files/{recording.pk}-{MARK}_.._run.fit") == FILE
    assert "content" not in rows(archive, "recordings")[0]
    assert not any(".." in name.split("/") or name.startswith("/") for name in archive.namelist())


def test_a_file_that_waits_is_in_it(life):
    archive = opened(life.client.post(EXPORT))
    (waiting,) = rows(archive, "files-that-wait")
    assert waiting["name"] == f"{MARK}-waits.gpx"
    assert archive.read(f"files/waits-{waiting['id']}-{MARK}-waits.gpx") == FILE_THAT_WAITS


def test_talk_is_in_it_from_both_sides(life, cast):
    archive = opened(life.client.post(EXPORT))
    assert [(one["author_name"], one["text"]) for one in rows(archive, "comments")] == [
        (MARK, f"{MARK} asks: spikes?"),
        ("Mira", f"Flats, {MARK}"),
        (MARK, SAID_AS_A_COACH),
    ]
    assert all(one["user_id"] == life.user.pk for one in rows(archive, "read-marks"))
    assert [one["kind"] for one in rows(archive, "mails-switched-off")] == ["changed"]
    assert {one["kind"] for one in rows(archive, "mailed")} == {"comment", "mention"}


def test_calendars_are_told_of_and_open_nothing(life, cast):
    # That of a profile which was handed on in the administration since.
    CalendarAddress.objects.create(athlete=cast.ben, user=life.user, token_hash="f" * 64)
    archive = opened(life.client.post(EXPORT))
    assert [one["athlete_id"] for one in rows(archive, "calendar-addresses")] == [life.athlete.pk, cast.ben.pk]
    assert [one["title"] for one in rows(archive, "calendar-events")] == [f"Race: {MARK}'s first ten"]
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert life.token not in everything
    assert not any(address.token_hash in everything for address in CalendarAddress.objects.all())


def test_each_table_is_there_twice_with_the_same_rows_and_in_the_readme(life):
    archive = opened(life.client.post(EXPORT))
    readme = archive.read("README.txt").decode()
    for table in TABLES:
        found = rows(archive, table.name)
        told = list(csv.DictReader(io.StringIO(archive.read(f"{table.name}.csv").decode())))
        assert len(told) == len(found), table.name
        assert [list(row) for row in told] == [list(row) for row in found], table.name
        assert f"{table.name}.json, {table.name}.csv: {table.about}" in readme
        assert found, f"{table.name} is empty: nothing shows that it works"


def test_nothing_secret_is_in_it(life):
    archive = opened(life.client.post(EXPORT))
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert life.user.password not in everything
    assert "token_hash" not in everything
    assert '"password"' not in everything


def test_nothing_of_another_athlete_is_in_it(life, cast):
    Athlete.objects.filter(pk=cast.anna.pk).update(name="Quill", body_mass_kg=77)
    Log.objects.say(cast.anna, {"date": MONDAY, "outcome": "done", "note": "Quill ran"}, sending=uuid4())
    Comment.objects.say(life.session, [cast.anna], "Quill asks", by=cast.user("Anna"), sending=uuid4())
    FileBrought.objects.bring(cast.anna, "Quill.gpx", b"Quill", Summary("gpx"))
    archive = opened(life.client.post(EXPORT))
    assert all(b"Quill" not in archive.read(name) for name in archive.namelist())


def test_a_formula_stays_words_in_a_spreadsheet(life):
    Log.objects.filter(athlete=life.athlete).update(note='=HYPERLINK("https://example.org")')
    archive = opened(life.client.post(EXPORT))
    notes = [row["note"] for row in csv.DictReader(io.StringIO(archive.read("logs.csv").decode()))]
    assert '\'=HYPERLINK("https://example.org")' in notes


def test_who_has_nothing_gets_an_account_and_empty_tables(client_as, cast):
    archive = opened(client_as("Sam").post(EXPORT))
    assert rows(archive, "account")[0]["email"] == "sam@example.org"
    assert rows(archive, "logs") == []
    assert archive.read("logs.csv") == b""


def test_it_is_not_asked_for_all_day(client_as, cast):
    client = client_as("Sam")
    answers = [client.post(EXPORT).status_code for _time in range(3)]
    assert answers == [200, 200, 429]
    refused = client.post(EXPORT)
    assert "That was too often." in refused.content.decode()
    assert int(refused["Retry-After"]) > 0


@pytest.mark.parametrize(("name", "status"), [(None, 302), ("Sam", 405)])
def test_it_is_asked_for_by_a_button_alone(client_as, name, status):
    assert client_as(name).get(EXPORT).status_code == status


def test_no_table_is_forgotten():
    """Every link of any table to a person is exported, or stands in NOT_IN_IT with its reason."""
    leading = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in (User, Athlete)
    }
    told = {(table.model._meta.label, link) for table in TABLES for link in table.links}
    assert leading - told - set(NOT_IN_IT) == set(), "Add a Table to plans/my_data.py, or say why not."
    assert told <= leading
    assert set(NOT_IN_IT) <= leading
    assert all(NOT_IN_IT.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_link_of_a_table_leads_into_it(life, table):
    """What is told in ``links`` is fetched by ``of``: whatever leads to her by one of them is among the rows."""
    exported = set(table.model._base_manager.filter(table.of(life.user)).values_list("pk", flat=True))
    for link in table.links:
        hers = {User: [life.user], Athlete: [life.athlete, life.left]}[table.model._meta.get_field(link).related_model]
        leading = set(table.model._base_manager.filter(**{f"{link}__in": hers}).values_list("pk", flat=True))
        assert leading <= exported, f"{table.name}: {link}"


def test_what_is_left_out_of_a_table_is_left_out_on_purpose():
    """A new column is exported, or stands here."""
    left_out = {
        table.name: {field.name for field in table.model._meta.concrete_fields if not field.is_relation}
        - set(table.columns)
        for table in TABLES
        if table.columns
    }
    assert {name: columns for name, columns in left_out.items() if columns} == LEFT_OUT


def test_many_files_take_the_memory_of_one(life, tmp_path):
    """Twenty files of 2 MB are written in the memory of a few."""
    size = 2_000_000
    for number in range(20):
        said = {"date": MONDAY, "outcome": "done"}
        log = Log.objects.say(life.athlete, said, sending=uuid4())
        content = bytes([number]) * size
        Recording.objects.create(log=log, name="run.gpx", kind="gpx", content=content, digest="0" * 64)
    with (tmp_path / "all.zip").open("wb") as target:
        tracemalloc.start()
        my_data.write(target, life.user, life.user.created)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 4 * size
