"""Sessions as files for watches and treadmills, read back by decoders that know nothing of Uphill."""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile

import defusedxml.ElementTree
import fitdecode
import fitparse
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings

from clubs.models import Athlete
from plans.models import Instead, SessionException, Week
from plans.models.logs import FURTHEST_M, LONGEST_S
from plans.watch.fit_workout import LONGEST_NAME, as_fit
from plans.watch.laps import MOST_LAPS, Lap, Rounds, TooLong, is_for_a_watch, laps
from plans.watch.zwo import ASSUMED_THRESHOLD_M_S, as_zwo
from tests.plans.conftest import ANKLE_WEIGHTS
from tests.workouts.strategies import meant_workouts
from workouts.reading import read
from workouts.workout import ONCE, Repeat, Workout

WEEK = "/c/ridgeway/my-week/2026-11-23/watch.zip"
NOON = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)
TEXTS = (
    "8 km easy",
    "15 min easy, 5 x 1 km @ 4:10/km w/ 2 min jog, 10 min easy",
    "3 x (4 x 200 m fast, 200 m jog), 3 min rest",
    "6 x 60 m all-out, walk back",
    "8-10 km easy with a 5 kg vest",
    "6-8 x 400 m in 90 s, 90 s rest",
    "40 min @ 75% HRmax",
    "20 min easy HR 140, 3 x 10 lunges with 8 kg dumbbells",
    "3 rounds of 10 squats, 20 lunges, 400 m run",
    "10 km or 45 min bike",
    "warm up, 10 x 1 min hard / 1 min easy, cool down",
    "16 km easy, last 4 km at marathon pace",
    "45 min bike, 5 km @ 8:00/mi",
)


def workout_of(text: str) -> Workout:
    return read(text).workout


def made(workout: Workout, name: str = "Tue 24 Nov", paces=None) -> bytes:
    return as_fit(name, laps(workout, "km", paces), made_at=NOON, number=7)


# What a workout asks for, lap by lap, told without the code that makes the files.


class Endless(Exception):  # noqa: N818
    pass


def asked(workout: Workout) -> list[tuple[str, int]]:
    return [lap for part in workout.steps for lap in asked_by(part)]


def asked_by(part) -> list[tuple[str, int]]:
    on_foot = {"run", "race", "walk", "rest"}
    if isinstance(part, Repeat):
        if not any(step.activity in on_foot - {"rest"} for step in bare(part)):
            return [("open", 0)]
        inside = [lap for step in part.steps for lap in asked_by(step)]
    elif part.activity not in on_foot:
        return [amount(None, part.duration_s if part.reps == ONCE else None)]
    else:
        inside = [amount(None if part.in_place else part.distance_m, part.duration_s)]
    pause = [amount(part.recovery.distance_m, part.recovery.duration_s)] if part.recovery else []
    times = max(1, int(part.reps.lo or part.reps.hi))
    if times * len(inside + pause) > MOST_LAPS:
        raise Endless
    return [*((inside + pause) * (times - 1)), *inside]


def bare(part):
    return [step for inner in part.steps for step in bare(inner)] if isinstance(part, Repeat) else [part]


def amount(metres, seconds) -> tuple[str, int]:
    for kind, value, most, fine in (("distance", metres, FURTHEST_M, 100), ("time", seconds, LONGEST_S, 1000)):
        least = 0 if value is None else value.lo or value.hi
        if 0 < least <= most:
            return kind, round(least * fine)
    return "open", 0


# What a watch makes of a file: the steps in turn, back where a step leads back.


def by_fitdecode(content: bytes) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    with fitdecode.FitReader(io.BytesIO(content), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                fields = {field.name: field.value for field in frame.fields if field.value is not None}
                found.setdefault(frame.name, []).append(fields)
    return found


def by_fitparse(content: bytes) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for message in fitparse.FitFile(io.BytesIO(content), check_crc=True).get_messages():
        fields = {field.name: field.value for field in message.fields if field.value is not None}
        found.setdefault(message.name, []).append(fields)
    return found


def played(steps: list[dict]) -> list[dict]:
    done, rounds, index = [], dict.fromkeys(range(len(steps)), 1), 0
    while index < len(steps):
        step = steps[index]
        assert step["message_index"] == index
        if step["duration_type"] == "repeat_until_steps_cmplt":
            assert step["duration_step"] < index
            if rounds[index] < step["repeat_steps"]:
                rounds[index] += 1
                index = step["duration_step"]
                continue
            rounds[index] = 1
        else:
            done.append(step)
        index += 1
    return done


def lap_of(step: dict) -> tuple[str, int]:
    match step["duration_type"]:
        case "distance":
            return "distance", round(step["duration_distance"] * 100)
        case "time":
            return "time", round(step["duration_time"] * 1000)
    assert step["duration_type"] == "open"
    return "open", 0


def aim_of(step: dict) -> tuple | None:
    if step["target_type"] == "open":
        return None
    what = {"speed": "speed", "heart_rate": "heart_rate"}[step["target_type"]]
    assert step["target_speed_zone" if what == "speed" else "target_hr_zone"] == 0
    return what, step[f"custom_target_{what}_low"], step[f"custom_target_{what}_high"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("decode", [by_fitdecode, by_fitparse])
def test_it_works(text, decode):
    workout = workout_of(text)
    found = decode(made(workout))
    assert found["file_id"][0]["type"] == "workout"
    assert found["workout"][0] == {
        "sport": "running",
        "num_valid_steps": len(found["workout_step"]),
        "wkt_name": "Tue 24 Nov",
    }
    assert [lap_of(step) for step in played(found["workout_step"])] == asked(workout)


@settings(max_examples=50, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(meant_workouts().filter(is_for_a_watch))
def test_fifty_workouts_are_the_same_in_two_decoders(workout):
    try:
        expected = asked(workout)
    except Endless:
        with pytest.raises(TooLong):
            laps(workout, "km")
        reject()
    assume(len(expected) <= MOST_LAPS)
    content = made(workout)
    one, other = (played(decode(content)["workout_step"]) for decode in (by_fitdecode, by_fitparse))
    assert [lap_of(step) for step in one] == [lap_of(step) for step in other] == expected
    parts = [
        lap for part in laps(workout, "km") for lap in (part.laps * part.times if isinstance(part, Rounds) else (part,))
    ]
    for step, twin, lap in zip(one, other, parts, strict=True):
        assert step["wkt_step_name"] == twin["wkt_step_name"]
        assert lap.name.startswith(step["wkt_step_name"].rstrip())
        assert aim_of(step) == aim_of(twin)
        assert (aim_of(step) is None) == (lap.band is None)
        if lap.band:
            _what, lo, hi = aim_of(step)
            assert lo <= hi


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 4:10 is 250 s; five seconds either way are 245 and 255.
        ("5 km @ 4:10/km", ("speed", 3.922, 4.082)),
        ("5 km @ 4:00-4:20/km", ("speed", 3.846, 4.167)),
        ("5 km @ 8:00/mi", ("speed", 3.298, 3.41)),
        # 90 s for 400 m are 3:45 a kilometre.
        ("6 x 400 m in 90 s, 90 s rest", ("speed", 4.348, 4.545)),
        # Beats count from 100 on, percent up to 100.
        ("40 min easy HR 140", ("heart_rate", 235, 245)),
        ("40 min HR 140-150", ("heart_rate", 240, 250)),
        ("40 min @ 75% HRmax", ("heart_rate", 72, 78)),
        ("40 min RPE 4", None),
        ("8 km easy", None),
    ],
)
@pytest.mark.parametrize("decode", [by_fitdecode, by_fitparse])
def test_targets_arrive(text, expected, decode):
    assert aim_of(decode(made(workout_of(text)))["workout_step"][0]) == expected


def test_the_athletes_own_paces_are_targets_on_the_flat_and_without_a_load():
    paces = {"easy": (2.8, 3.2), "threshold": (3.9, 4.1), "10k": (4.1, 4.3), "mile": (4.8, 5.2)}
    for text, expected in (
        ("8 km easy", ("speed", 2.8, 3.2)),
        ("6 x 3 min hard, 1 min jog", ("speed", 3.9, 5.2)),
        ("5 km @ 4:10/km", ("speed", 3.922, 4.082)),
        ("8 km easy with a 5 kg vest", None),
        ("6 x 200 m uphill hard, jog down", None),
        ("8 km at marathon pace", None),
    ):
        step = by_fitdecode(made(workout_of(text), paces=paces))["workout_step"][0]
        assert aim_of(step) == expected, text


def test_a_step_says_what_it_is_and_what_to_carry():
    first, *_rest, last = by_fitdecode(made(workout_of("10 min warm up, 6-8 km easy with a 5 kg vest")))["workout_step"]
    assert (first["intensity"], last["intensity"]) == ("warmup", "active")
    assert last["wkt_step_name"] == "Easy, 5 kg weight vest, 6–8 km"
    assert last["notes"] == "With 5 kg weight vest"
    (run,) = by_fitdecode(made(workout_of("10 km or 45 min bike")))["workout_step"]
    assert "45 min" in run["notes"]


def test_rounds_lead_back_and_the_last_has_no_pause():
    steps = by_fitdecode(made(workout_of("6 x 400 m fast, 90 s rest")))["workout_step"]
    kinds = [step["duration_type"] for step in steps]
    assert kinds == ["distance", "time", "repeat_until_steps_cmplt", "distance"]
    assert (steps[2]["duration_step"], steps[2]["repeat_steps"]) == (0, 5)
    assert [step["intensity"] for step in steps if "intensity" in step] == ["active", "rest", "active"]


def test_what_nobody_runs_is_refused_and_not_tried():
    for text in ("40 x (40 x 100 m)", "50 x (30 x 100 m, 10 s rest), 1 min rest"):
        workout = workout_of(text)
        assert workout.steps
        with pytest.raises(TooLong):
            laps(workout, "km")


@pytest.mark.parametrize(
    "name", ["\x00\x01", "ü" * 300, "🏃‍♀️" * 40, "a\nb\r\n", "</name><x>&", "%s %n ../../etc", "\ufffe\uffff"]
)
def test_hostile_words_stay_words(name):
    parts = (Lap(name, note=name, seconds=60.0), Rounds(2, (Lap(name, metres=100.0),)))
    content = as_fit(name, parts, made_at=NOON, number=2**40)
    for decode in (by_fitdecode, by_fitparse):
        found = decode(content)
        assert len(found["workout_step"]) == 3
        for shown in (found["workout"][0]["wkt_name"], found["workout_step"][0]["wkt_step_name"]):
            assert 0 < len(shown.encode()) <= LONGEST_NAME
            assert "\x00" not in shown
    root = defusedxml.ElementTree.fromstring(as_zwo(name, name, parts))
    assert len(root.find("workout")) == 3
    assert [child.tag for child in root] == ["author", "name", "description", "sportType", "tags", "workout"]


def test_no_running_is_nothing_for_a_watch():
    for text in ("3 x 10 squats", "45 min bike", "Rest", "4 x 30 s running in place with a band", "bouncy"):
        assert not is_for_a_watch(workout_of(text)), text
    for text in TEXTS:
        assert is_for_a_watch(workout_of(text)), text


# Treadmills


@pytest.mark.parametrize("text", TEXTS)
def test_a_treadmill_gets_every_lap(text):
    workout = workout_of(text)
    root = defusedxml.ElementTree.fromstring(as_zwo("Tue", text, laps(workout, "km")))
    assert root.findtext("sportType") == "run"
    assert root.findtext("description") == text
    written = list(root.find("workout"))
    expected = asked(workout)
    assert len(written) == len(expected)
    for element, (kind, value) in zip(written, expected, strict=True):
        seconds, said = int(element.get("Duration")), element.find("textevent").get("message")
        if kind == "time":
            assert seconds == round(value / 1000)
        elif kind == "distance" and element.tag == "SteadyState":
            metres = seconds * float(element.get("Power")) * ASSUMED_THRESHOLD_M_S
            assert math.isclose(metres, value / 100, rel_tol=0.02)
            assert "timed at" in said
        elif kind == "open":
            assert element.tag == "FreeRide" or float(element.get("Power")) < 1
            assert "length assumed" in said


def test_a_treadmill_takes_the_coachs_pace_and_the_athletes():
    paces = {"threshold": (4.0, 4.0), "easy": (3.0, 3.2)}
    for text, expected in (("1 km @ 4:10/km", 4.0), ("30 min easy", 3.1), ("30 min at threshold", 4.0)):
        parts = laps(workout_of(text), "km", paces)
        (element,) = defusedxml.ElementTree.fromstring(as_zwo("Tue", text, parts, paces)).find("workout")
        assert math.isclose(float(element.get("Power")) * 4.0, expected, rel_tol=0.01), text


# The pages


@pytest.fixture
def anna(plan, client_as):
    return client_as("Anna")


def of(session, what: str = "") -> str:
    return f"/c/ridgeway/my-week/{session.pk}/watch/{what}"


def test_from_my_week_to_the_files(plan, anna):
    session = plan.add(1, "15 min easy, 5 x 1 km @ 4:10/km w/ 2 min jog")
    plan.publish()
    week = anna.get("/c/ridgeway/my-week/").content.decode()
    assert f'href="{of(session)}"' in week
    assert f'href="{WEEK}"' in week
    page = anna.get(of(session)).content.decode()
    assert "GARMIN/NEWFILES" in page
    for kind, content_type in (
        ("fit", "application/vnd.ant.fit"),
        ("zwo", "application/xml"),
        ("txt", "text/plain; charset=utf-8"),
    ):
        assert f'href="{of(session, kind)}"' in page
        response = anna.get(of(session, kind))
        assert (response.status_code, response["Content-Type"]) == (200, content_type)
        assert f'filename="2026-11-24-15-min-easy-5-x-1-km-410km-w-2-min-jog.{kind}"' in response["Content-Disposition"]
    steps = by_fitdecode(anna.get(of(session, "fit")).content)["workout_step"]
    assert [lap_of(step) for step in played(steps)] == asked(session.workout)
    assert anna.get(of(session, "fit")).content == anna.get(of(session, "fit")).content
    text = anna.get(of(session, "txt")).content.decode()
    assert text.startswith("Tuesday 24 November 2026\n\n15 min easy, 5 x 1 km")
    assert "  - between: jog 2 min\n" in text


def test_the_files_hold_the_paces_of_whoever_takes_them(plan, anna, client_as):
    """One session of the squad: 10 km in 42:30 for Anna, a threshold of 6:00/km for Ben."""
    session = plan.add(1, "15 min easy, 20 min at threshold")
    plan.publish()
    aims = {}
    for name, known in (
        (
            "Anna",
            {"recent_race_distance_m": 10_000, "recent_race_time_s": 2550, "recent_race_on": dt.date(2026, 11, 1)},
        ),
        ("Ben", {"threshold_pace_s_per_km": 360}),
    ):
        athlete = plan.cast.ridgeway.athletes.get(name=name)
        assert [aim_of(step) for step in steps_of(client_as(name), session)] == [None, None]
        Athlete.objects.filter(pk=athlete.pk).update(**known)
        easy, threshold = (aim_of(step) for step in steps_of(client_as(name), session))
        assert easy[1] < easy[2] < threshold[1] < threshold[2]
        aims[name] = threshold
        assert "/km" in client_as(name).get(of(session, "txt")).content.decode()
    assert aims["Ben"] == (
        "speed",
        pytest.approx(1000 / 360 / 1.02, abs=0.01),
        pytest.approx(1000 / 360 / 0.98, abs=0.01),
    )
    assert aims["Anna"][1] > aims["Ben"][2]
    archive = zipfile.ZipFile(io.BytesIO(client_as("Ben").get(WEEK).content))
    (name,) = (name for name in archive.namelist() if name.endswith(".fit"))
    assert aim_of(by_fitdecode(archive.read(name))["workout_step"][1]) == aims["Ben"]


def steps_of(client, session) -> list[dict]:
    return by_fitdecode(client.get(of(session, "fit")).content)["workout_step"]


def test_an_exception_stands_in_place_of_the_squads(plan, anna, client_as):
    session = plan.add(1, "20 km easy")
    plan.publish()
    SessionException.make(session, [Instead(plan.cast.anna, "5 km easy")], version=1, by=plan.cast.user("Mira"))
    assert lap_of(by_fitdecode(anna.get(of(session, "fit")).content)["workout_step"][0]) == ("distance", 500_000)
    bens = client_as("Ben").get(of(session, "fit")).content
    assert lap_of(by_fitdecode(bens)["workout_step"][0]) == ("distance", 2_000_000)


def test_only_what_the_athlete_may_read(plan, anna, client_as):
    draft = plan.add(1, "8 km easy")
    for what in ("", "fit", "zwo", "txt"):
        assert anna.get(of(draft, what)).status_code == 404
    plan.publish()
    assert anna.get(of(draft)).status_code == 200
    alone = Week.for_writing(plan.cast.ben.plan_on_their_own(), dt.date(2026, 11, 23))
    bens = alone.add(1, "For Ben alone", plan.cast.user("Mira"))
    alone.publish(plan.cast.user("Mira"))
    assert anna.get(of(bens)).status_code == 404
    assert client_as("Tom").get(of(draft)).status_code == 404
    draft.delete_softly(version=1, by=plan.cast.user("Mira"))
    assert anna.get(of(draft, "fit")).status_code == 404


def test_what_is_held_back_is_refused_with_a_sentence(plan, anna):
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    session = plan.add(3, ANKLE_WEIGHTS)
    plan.publish()
    for what in ("", "fit", "zwo", "txt"):
        response = anna.get(of(session, what))
        assert response.status_code == 403
        assert "ankle" not in response.content.decode()
        assert "Your coach still has to settle this session for you." in response.content.decode()
    assert of(session) not in anna.get("/c/ridgeway/my-week/").content.decode()


def test_what_is_nothing_for_a_watch_says_so(plan, anna):
    strength, endless = plan.add(1, "3 x 10 squats"), plan.add(2, "40 x (40 x 100 m)")
    plan.publish()
    assert "There is no running in this session" in anna.get(of(strength)).content.decode()
    assert "more laps than a watch can hold" in anna.get(of(endless)).content.decode()
    assert anna.get(of(strength, "fit")).status_code == 404
    assert anna.get(of(endless, "fit")).status_code == 404
    assert of(strength) not in anna.get("/c/ridgeway/my-week/").content.decode()


def test_a_week_in_one_archive(plan, anna):
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    for day, text in enumerate(
        ("8 km easy", "8 km easy", "3 x 10 squats", ANKLE_WEIGHTS, "10 km 日本", "40 x (40 x 100 m)")
    ):
        plan.add(day, text)
    plan.add(0, "8 km easy")
    plan.publish()
    response = anna.get(WEEK)
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        stems = ["2026-11-23-8-km-easy", "2026-11-23-8-km-easy-2", "2026-11-24-8-km-easy", "2026-11-27-10-km"]
        assert sorted(names) == sorted(
            [*(f"{stem}.{kind}" for stem in stems for kind in ("fit", "zwo", "txt")), "left-out.txt"]
        )
        for stem in stems:
            assert len(by_fitparse(archive.read(f"{stem}.fit"))["workout_step"]) == 1
        left_out = archive.read("left-out.txt").decode()
    assert "ankle" not in left_out
    assert "Thursday 26 November: your coach still has to settle this session" in left_out
    assert "3 x 10 squats" in left_out
    assert "Saturday 28 November: more laps than a watch can hold." in left_out


def test_a_name_in_other_letters_has_an_ascii_one_beside_it(plan, anna):
    session = plan.add(1, 'Бег 10 км "легко"\r\nX-Evil: 1')
    plan.publish()
    header = anna.get(of(session, "txt"))["Content-Disposition"]
    assert header.isascii()
    assert 'filename="2026-11-24-10-x-evil-1.txt"' in header
    assert "filename*=UTF-8''2026-11-24-%D0%B1%D0%B5%D0%B3-10" in header


def test_a_week_without_runs_leads_back_with_a_sentence(plan, anna):
    plan.add(1, "3 x 10 squats")
    plan.publish()
    response = anna.get(WEEK, follow=True)
    assert response.redirect_chain == [("/c/ridgeway/my-week/2026-11-23/", 302)]
    assert "nothing to run with a watch" in response.content.decode()
    assert anna.get(WEEK.replace("11-23", "11-25"))["Location"] == WEEK


@pytest.mark.parametrize("sessions", [7, 70])
def test_a_week_asks_the_database_equally_often_for_7_and_for_70_sessions(
    plan, anna, sessions, django_assert_num_queries
):
    for number in range(sessions):
        plan.add(number % 7, "8 km easy")
    plan.publish()
    anna.get(WEEK)
    with django_assert_num_queries(10):
        assert anna.get(WEEK).status_code == 200
