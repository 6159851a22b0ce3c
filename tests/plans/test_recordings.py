"""Files of watches read into figures: each kind, and everything that is refused, always in words."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import math
import struct
import tracemalloc
import zipfile

import pytest
from fit_tool.profile.profile_type import FileType, Sport
from fit_tool.utils.crc import crc16
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advice.aloud import aloud
from plans.recordings import fit, markup, track, unpacking
from plans.recordings.reading import read
from plans.recordings.refusing import NotReadable
from plans.recordings.summary import Summary, metres_between
from plans.recordings.track import Lap, sport_of
from tests.plans.recording_files import (
    METRES_A_DEGREE,
    MORNING,
    fit_lap,
    fit_of,
    fit_records,
    fit_run,
    fit_session,
    fit_workout,
    gpx_of,
    gpx_point,
    gpx_run,
    gz_of,
    tcx_of,
    tcx_run,
    way,
    zip_of,
)


def refusal(content):
    with pytest.raises(NotReadable) as refused:
        read(content)
    return aloud(refused.value.said)


def segment(*points):
    return f"<trkseg>{''.join(points)}</trkseg>"


def at(second):
    return MORNING + dt.timedelta(seconds=second)


def climb(*heights):
    points = [
        gpx_point(52 + place / 10_000, at=at(10 * place), more=f"<ele>{height}</ele>")
        for place, height in enumerate(heights)
    ]
    return read(gpx_of(f"<trk>{segment(*points)}</trk>")).ascent_m


def test_it_works():
    assert read(fit_run(600, total_ascent=12, avg_heart_rate=148, max_heart_rate=171)) == Summary(
        kind="fit",
        sport="run",
        started_at=MORNING,
        distance_m=1800,
        elapsed_s=600,
        timer_s=600,
        moving_s=600,
        ascent_m=12,
        mean_heart_rate=148,
        highest_heart_rate=171,
    )


def test_a_gpx_file_is_measured_by_its_positions():
    summary = read(gpx_run(600, more="<ele>40</ele><extensions><x><hr>151</hr></x></extensions>"))

    assert summary == Summary(
        kind="gpx",
        sport="run",
        started_at=MORNING,
        distance_m=1800,
        elapsed_s=600,
        moving_s=600,
        ascent_m=0,
        mean_heart_rate=151,
        highest_heart_rate=151,
    )


def test_a_tcx_file_says_what_its_laps_say():
    summary = read(tcx_run(600))

    assert (summary.kind, summary.sport, summary.started_at) == ("tcx", "run", MORNING)
    assert (summary.distance_m, summary.timer_s, summary.elapsed_s, summary.moving_s) == (1800, 600, 600, 600)
    assert (summary.mean_heart_rate, summary.highest_heart_rate) == (150, 175)
    assert summary.laps == (Lap(900, 300), Lap(900, 300))


@pytest.mark.parametrize("longitude", ["", "<LongitudeDegrees>999</LongitudeDegrees>"])
def test_half_a_position_is_none(longitude):
    place = f"<Position><LatitudeDegrees>52</LatitudeDegrees>{longitude}</Position><DistanceMeters>"
    content = tcx_run(600).replace(b"</Time><DistanceMeters>", b"</Time>" + place.encode())
    assert read(content) == read(tcx_run(600))


def test_laps_without_points_are_a_run_too():
    summary = read(tcx_run(600, points=False))

    assert (summary.distance_m, summary.time_s, summary.moving_s) == (1800, 600, None)


def test_what_the_device_says_goes_before_what_its_points_add_up_to():
    summary = read(fit_run(600, total_distance=1790.0, total_timer_time=580.0, total_elapsed_time=640.0))

    assert (summary.distance_m, summary.timer_s, summary.elapsed_s, summary.time_s) == (1790, 580, 640, 580)
    assert summary.moving_s == 580, "nobody moves for longer than the clock runs"


def test_a_recording_without_sums_is_summed_up():
    """Such files are left behind where the battery ended before the run did, and repaired by an app."""
    summary = read(fit_of(fit_records(600)))

    assert (summary.started_at, summary.distance_m, summary.elapsed_s, summary.time_s) == (MORNING, 1800, 600, 600)
    assert summary.mean_heart_rate == 150
    by_positions = read(fit_of(fit_records(600, distance=None)))
    assert by_positions.distance_m == 1800


def whole_fit(body):
    """The bytes of a FIT file around messages that somebody wrote by hand."""
    head = struct.pack("<2BHI4s", 12, 0x20, 2100, len(body), b".FIT")
    return head + body + struct.pack("<H", crc16(head + body))


def test_fields_that_an_app_added_do_not_disturb():
    """Modern watches add the figures of running pods and the like to every record."""

    def defined(message, fields, more=b""):
        numbers = b"".join(bytes(field) for field in fields)
        return bytes([0x60 if more else 0x40, 0, 0]) + struct.pack("<HB", message, len(fields)) + numbers + more

    body = defined(207, [(3, 1, 0x02)]) + b"\0\0"
    body += defined(206, [(0, 1, 0x02), (1, 1, 0x02), (2, 1, 0x02), (3, 5, 0x07)]) + b"\0\0\0\2Form\0"
    body += defined(20, [(253, 4, 0x86), (5, 4, 0x86)], more=bytes([1, 0, 1, 0]))
    for second, _latitude, metres in way(60):
        body += struct.pack("<BIIB", 0, 1_164_350_000 + second, round(metres * 100), 7)
    summary = read(whole_fit(body))

    assert (summary.distance_m, summary.elapsed_s) == (180, 60)


def test_of_several_sports_the_run_counts():
    later = MORNING + dt.timedelta(hours=1)
    ride = fit_session(sport=Sport.CYCLING, total_distance=30_000.0, total_elapsed_time=3600.0, avg_heart_rate=120)
    run = fit_session(later, total_distance=1800.0, total_elapsed_time=600.0, avg_heart_rate=160)
    laps = [fit_lap(30_000, 3600, Sport.CYCLING), fit_lap(900, 300), fit_lap(900, 300)]
    summary = read(fit_of([*fit_records(60), *fit_records(600, later, heart_rate=170), *laps, ride, run]))

    assert (summary.sport, summary.started_at, summary.distance_m) == ("run", later, 1800)
    assert (summary.mean_heart_rate, summary.highest_heart_rate, summary.laps) == (160, 170, (Lap(900, 300),) * 2)


def test_what_follows_a_whole_file_is_let_be():
    assert read(fit_run() + b"and so on") == read(fit_run()) == read(fit_run() + fit_workout())


def test_a_summary_comes_back_from_json():
    for content in (fit_run(), gpx_run(60, start=None), tcx_run()):
        summary = read(content)
        assert Summary.from_json(summary.to_json()) == summary


def test_distance_and_pauses():
    """600 m, a pause of five minutes in which somebody is driven 10 km, and 600 m from there."""
    first = [gpx_point(latitude, at=at(second)) for second, latitude, _ in way(200)]
    second = [gpx_point(latitude + 0.1, at=at(500 + second)) for second, latitude, _ in way(200)]
    parted = read(gpx_of(f"<trk>{segment(*first)}{segment()}{segment(*second)}</trk>"))
    joined = read(gpx_of(f"<trk>{segment(*first, *second)}</trk>"))

    assert (parted.distance_m, parted.elapsed_s, parted.moving_s) == (1200, 700, 400)
    # In one piece the few points after the leap go before it is believed.
    assert joined.distance_m == pytest.approx(1200, abs=15)


def test_a_slip_of_reception_is_no_way_run():
    points = [gpx_point(latitude, at=at(second)) for second, latitude, _ in way(600)]
    points[300] = gpx_point(53, at=at(300))
    assert read(gpx_of(f"<trk>{segment(*points)}</trk>")).distance_m == 1800


def test_a_ride_is_faster_than_a_run():
    points = [gpx_point(latitude, at=at(second)) for second, latitude, _ in way(100, speed=20)]
    ridden = read(gpx_of(f"<trk><type>cycling</type>{segment(*points)}</trk>"))
    assert (ridden.sport, ridden.distance_m) == ("ride", 2000)


def test_who_stands_does_not_move():
    """100 s at 3 m/s, 100 s of drifting about by a metre, 100 s at 3 m/s."""
    there = way(100)[-1][1]
    points = [(latitude, second) for second, latitude, _ in way(100)]
    points += [(there + math.sin(second) / METRES_A_DEGREE, 100 + second) for second in range(1, 100)]
    points += [(there + second * 3 / METRES_A_DEGREE, 200 + second) for second in range(101)]
    summary = read(gpx_of(f"<trk>{segment(*(gpx_point(place, at=at(second)) for place, second in points))}</trk>"))

    assert summary.elapsed_s == 300
    assert summary.moving_s == pytest.approx(200, abs=15)


@pytest.mark.parametrize(
    ("heights", "metres"),
    [
        ([100] * 40, 0),
        ([100 + 2 * (place % 2) for place in range(60)], 0),
        ([100 + place for place in range(51)], 50),
        ([100 + place for place in range(51)] + [150] * 4 + [150 - place for place in range(51)], 50),
        ([100 + min(max(abs(place % 40 - 20), 2), 18) for place in range(121)], 48),
        ([150 - place for place in range(51)], 0),
        ([100] * 20 + [900] + [100] * 20, 0),
        ([100] * 20 + [104] * 20, 0),
    ],
)
def test_climbing_is_counted_from_low_to_high_and_noise_is_not(heights, metres):
    assert climb(*heights) == metres


def test_without_heights_nothing_is_said_of_climbing():
    assert read(gpx_run()).ascent_m is None


def test_a_track_without_times_still_has_a_length():
    summary = read(gpx_run(600, start=None))
    assert (summary.started_at, summary.distance_m, summary.elapsed_s, summary.moving_s) == (None, 1800, None, None)


def test_a_clock_that_was_never_set_and_a_few_times_are_no_times():
    points = [gpx_point(latitude, at=MORNING.replace(year=1901)) for _, latitude, _ in way(60)]
    assert read(gpx_of(f"<trk>{segment(*points)}</trk>")).elapsed_s is None
    points = [gpx_point(latitude, at=at(second) if second > 50 else None) for second, latitude, _ in way(60)]
    assert read(gpx_of(f"<trk>{segment(*points)}</trk>")).elapsed_s is None


@pytest.mark.parametrize(
    "written",
    [
        b"\xef\xbb\xbf" + gpx_run(),
        b"\n   " + gpx_run(),
        gpx_run().decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        gpx_run().replace(b"2026-11-24T06:", b"2026-11-24T07:").replace(b"Z</time>", b"+01:00</time>"),
        gpx_run().replace(b"Z</time>", b".1234567Z</time>"),
        gpx_run().replace(b"Z</time>", b"</time>"),
    ],
    ids=["bom", "spaces first", "utf-16", "zone", "fractions", "no zone"],
)
def test_ways_in_which_apps_write_it(written):
    summary = read(written)
    assert summary.distance_m == 1800
    assert summary.started_at is not None
    assert summary.started_at.replace(microsecond=0, hour=6) == MORNING


@pytest.mark.parametrize("content", [fit_run(), gpx_run(), tcx_run()], ids=["fit", "gpx", "tcx"])
def test_packed_files_are_unpacked(content):
    summary = read(content)

    assert read(gz_of(content)) == summary
    assert read(zip_of(activity_fit=content)) == summary
    assert read(zip_of(activity_fit=content, **{"__MACOSX/._activity.fit": b"resource"})) == summary


def test_a_haversine_is_a_great_circle():
    north = metres_between((0.0, 0.0), (90.0, 0.0))
    assert north == pytest.approx(10_007_557, rel=1e-6)
    over = metres_between((10.0, 0.0), (-10.0, 180.0))
    assert over == pytest.approx(20_015_115, rel=1e-6)


@pytest.mark.parametrize(
    ("written", "sport"),
    [
        ("running", "run"), ("trail_running", "run"), ("Biking", "ride"), ("9", "run"), ("1", "ride"),
        ("hiking", "walk"), ("Other", ""), ("", ""), ("lap_swimming", "swim"),
    ],
)  # fmt: skip
def test_sports_have_one_name(written, sport):
    assert sport_of(written) == sport


# What is refused.

PLAN = "This is a planned workout or course and not a recording of a run."
NONE = "This is no FIT, GPX or TCX file."
DAMAGED = "This file is damaged"
HARMFUL = "There is something in this file that no watch writes"
LAUGHS = b'<!DOCTYPE gpx [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
)
WRONG_CRC = fit_run()[:-1] + bytes([fit_run()[-1] ^ 1])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (gz_of(b""), "The file is empty."),
        (b"hello", NONE),
        (b"<html><body>Sign in</body></html>", NONE),
        (b"<kml/>", NONE),
        (b"%PDF-1.7 and so on", NONE),
        (b"<", DAMAGED),
        (b"<?xml version='1.0' encoding='klingon'?><gpx/>", DAMAGED),
        (fit_workout(), PLAN),
        (tcx_of("<Workouts><Workout/></Workouts>"), PLAN),
        (tcx_of("<Courses><Course><Track/></Course></Courses>"), PLAN),
        (gpx_of('<rte><rtept lat="1" lon="2"/></rte>'), "This is a planned route"),
        (gpx_of('<wpt lat="1" lon="2"/>'), "There are single places in this file"),
        (gpx_of(""), "Nothing was recorded"),
        (gpx_of(f"<trk>{segment(gpx_point(52, at=MORNING))}</trk>"), "Nothing was recorded"),
        (tcx_of(""), "Nothing was recorded"),
        (fit_of([], FileType.ACTIVITY), "Nothing was recorded"),
        (fit_of([], FileType.SETTINGS), "Nothing was recorded"),
        (tcx_of("<Activity/>" * 3), "There are 3 activities in this file."),
        (WRONG_CRC, DAMAGED),
        (fit_run()[:-40], DAMAGED),
        (fit_run().replace(b".FIT", b".FAT"), NONE),
        (gpx_run()[:-40], DAMAGED),
        (gz_of(gpx_run())[:-40], DAMAGED),
        (zip_of(run_gpx=gpx_run())[:-40], DAMAGED),
        (zip_of(), "There are 0 files in this archive."),
        (zip_of(a_fit=fit_run(), b_fit=fit_run()), "There are 2 files in this archive."),
        (zip_of(inner_zip=zip_of(a_fit=fit_run())), NONE),
        (gpx_of("<a>" * 100 + "</a>" * 100), HARMFUL),
        (gpx_of("".join(f"<a{number}/>" for number in range(3000))), HARMFUL),
        (gpx_of("<a " + " ".join(f'a{number}=">"' for number in range(20_000)) + "/>"), HARMFUL),
        (gpx_of("x" * 100_000), HARMFUL),
        (LAUGHS + b"]><gpx>&j;</gpx>", HARMFUL),
        (b'<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>', HARMFUL),
        (b'<!DOCTYPE gpx SYSTEM "http://127.0.0.1:9/a.dtd"><gpx/>', HARMFUL),
        ((LAUGHS + b"]><gpx>&j;</gpx>").decode().encode("utf-16"), HARMFUL),
    ],
    ids=lambda value: "file" if isinstance(value, bytes) else None,
)
def test_what_is_no_run_is_refused_in_words(content, told):
    assert refusal(content).startswith(told)


def test_a_file_that_declares_a_huge_size_is_damaged():
    header, rest = fit_run()[:4], fit_run()[8:]
    assert refusal(header + struct.pack("<I", 2**32 - 1) + rest).startswith(DAMAGED)


def with_declared_size(packed, size):
    """A zip whose directory promises another size than it has."""
    at = packed.index(b"PK\x01\x02")
    return packed[: at + 24] + struct.pack("<I", size) + packed[at + 28 :]


def test_what_a_zip_promises_is_not_believed():
    packed = zip_of(run_gpx=gpx_run())
    assert read(with_declared_size(packed, 2**32 - 2)) == read(gpx_run())
    for size in (1, 100):
        assert refusal(with_declared_size(packed, size)).startswith(DAMAGED)


@pytest.mark.parametrize("pack", [gz_of, lambda content: zip_of(run_gpx=content)], ids=["gz", "zip"])
def test_a_bomb_is_not_unpacked(pack):
    bomb = pack(gpx_of(" " * 300 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    tracemalloc.start()
    told = refusal(bomb)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert told.startswith("Unpacked, this file would grow beyond")
    assert most < 2.5 * unpacking.LARGEST_UNPACKED


def test_a_zip_that_is_locked_or_packed_in_a_rare_way():
    packed = bytearray(zip_of(run_gpx=gpx_run()))
    for at in (packed.index(b"PK\x03\x04") + 6, packed.index(b"PK\x01\x02") + 8):
        packed[at] |= 1
    assert "locked with a password" in refusal(bytes(packed))
    rare = io.BytesIO()
    with zipfile.ZipFile(rare, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("run.gpx", gpx_run())
    assert "packed in a rare way" in refusal(rare.getvalue())


@pytest.mark.parametrize(
    ("module", "limit", "content"),
    [
        ("plans.recordings.gpx.MOST_POINTS", 500, gpx_run()),
        ("plans.recordings.tcx.MOST_POINTS", 500, tcx_run()),
        ("plans.recordings.fit.MOST_POINTS", 500, fit_run()),
        ("plans.recordings.fit.MOST_VALUES", 2500, fit_run()),
        ("plans.recordings.fit.MOST_FRAMES", 500, fit_run()),
        ("plans.recordings.markup.MOST_ELEMENTS", 500, gpx_run()),
    ],
)
def test_what_goes_on_beyond_any_run_is_refused(monkeypatch, module, limit, content):
    monkeypatch.setattr(module, limit)
    assert refusal(content).startswith("There is more in this file than a watch records in two days.")


def test_two_days_fit():
    assert track.MOST_POINTS > 2 * 86_400
    assert markup.MOST_ELEMENTS >= 10 * track.MOST_POINTS
    assert fit.MOST_VALUES >= 10 * track.MOST_POINTS
    assert fit.MOST_FRAMES >= 2 * track.MOST_POINTS


@pytest.mark.parametrize("figure", ["nan", "inf", "-1", "1e308", "x", "9" * 300])
def test_figures_that_are_none(figure):
    written = tcx_run(60).decode().replace("<DistanceMeters>90<", f"<DistanceMeters>{figure}<")
    summary = read(written.replace("<TotalTimeSeconds>30<", f"<TotalTimeSeconds>{figure}<").encode())
    assert summary.distance_m == 180
    place = (
        gpx_run(60).decode().replace('lon="13.0"', f'lon="1{figure}"', 1).replace("<time>2026", f"<time>{figure}", 1)
    )
    assert read(place.encode()).distance_m in (177, 180)


# Whatever comes, it is a summary or a refusal.

SMALL = {"fit": fit_run(40), "gpx": gpx_run(40), "tcx": tcx_run(40), "zip": zip_of(a_fit=fit_run(40))}


def summary_or_refusal(content):
    try:
        found = read(content)
    except NotReadable as refused:
        said = aloud(refused.said)
        assert said.endswith(".")
    else:
        assert Summary.from_json(found.to_json()) == found


@pytest.mark.parametrize("kind", SMALL)
def test_cut_off_at_every_tenth_byte(kind):
    content = SMALL[kind]
    for length in range(0, len(content), 10):
        summary_or_refusal(content[:length])
        summary_or_refusal(gzip.compress(content[:length], 1))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes(content):
    summary_or_refusal(content)
    summary_or_refusal(fit_run(1)[:12] + content)
    summary_or_refusal(b"\x1f\x8b" + content)
    summary_or_refusal(b"PK\x03\x04" + content)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SMALL)), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4))
@example("zip", [(1716, 0)])
def test_altered_bytes(kind, changes):
    content = bytearray(SMALL[kind])
    for place, byte in changes:
        content[place % len(content)] = byte
    summary_or_refusal(bytes(content))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_messages_of_any_kind_under_a_right_checksum(body):
    """The checksum keeps accidents out, not those who compute it."""
    summary_or_refusal(whole_fit(body))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(-95, 95), st.floats(-200, 200), st.datetimes() | st.none(), st.floats(width=32), st.integers()
        ),
        max_size=12,
    )
)
def test_points_of_any_kind(points):
    written = [
        f'<trkpt lat="{latitude}" lon="{longitude}"><ele>{height}</ele><hr>{rate}</hr>'
        f"{f'<time>{time.isoformat()}</time>' if time else ''}</trkpt>"
        for latitude, longitude, time, height, rate in points
    ]
    summary_or_refusal(gpx_of(f"<trk>{segment(*written)}</trk>"))
