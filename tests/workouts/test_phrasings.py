"""The same session in every way that coaches put it: however it is said, it is read alike and whole."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest

from tests.workouts.reads import (
    EASY,
    FAST,
    FIVE_K,
    HARD,
    MARATHON,
    MI,
    STEADY,
    STRIDES,
    TEN_K,
    THRESHOLD,
    VERY_EASY,
    aim,
    jog,
    rest,
    rounds,
    run,
    walk,
)
from workouts.reading import read
from workouts.workout import Repeat, Step

SIZES = {
    "800": run(800),
    "800m": run(800),
    "800 m": run(800),
    "1 km": run(1000),
    "1k": run(1000),
    "1 mile": run(MI),
    "3 min": run(s=180),
    "3'": run(s=180),
    "90 s": run(s=90),
}
PACES = {
    "": None,
    " @ 5k": FIVE_K,
    " @5k": FIVE_K,
    " at 5k pace": FIVE_K,
    " 5k pace": FIVE_K,
    " (5k)": FIVE_K,
    " @ 10k effort": TEN_K,
    " @ HMP": THRESHOLD,
    " at threshold pace": THRESHOLD,
    " T": THRESHOLD,
    " hard": HARD,
}
TIMES = {"2 min": 120, "60 s": 60, "2'": 120, "2:00": 120}
BETWEEN = {"jog": jog, "walk": walk, "rest": rest, "recovery": rest, "rec": rest}
RECOVERIES = (
    " w/ {time} {what}", " w/{time} {what}", ", {time} {what}", "; {time} {what}", " ({time} {what})",
    " [{time} {what}]", " - {time} {what}", " / {time} {what}", " {time} {what}", " with {time} {what}",
    " with {time} {what} in between", " {time} {what} between", " {time} {what} between reps", " off {time} {what}",
    " {what} {time}", ", {what} {time}", " ({what} {time})", " w/ {what} {time}", ", {what}: {time}",
)  # fmt: skip


def misread(said: Iterable[tuple[str, tuple[Step | Repeat, ...]]]) -> list[str]:
    """The texts that are not read as the steps beside them, or not to the last word."""
    readings = ((text, steps, read(text)) for text, steps in said)
    return [text for text, steps, reading in readings if reading.workout.steps != steps or reading.unread]


@pytest.mark.parametrize("recovery", RECOVERIES)
def test_repetitions_with_a_pace_and_a_recovery(recovery):
    assert not misread(
        (
            f"6 x {size}{pace}{recovery.format(time=time, what=what)}",
            (run(step.distance_m, s=step.duration_s, x=6, effort=effort, recovery=between(s=seconds)),),
        )
        for (size, step), (pace, effort), (time, seconds), (what, between) in product(
            SIZES.items(), PACES.items(), TIMES.items(), BETWEEN.items()
        )
    )


AMOUNTS = {
    "8 km": run(8000), "8km": run(8000), "8k": run(8000), "5 miles": run(5 * MI), "5 mi": run(5 * MI),
    "45 min": run(s=2700), "45'": run(s=2700), "45 mins": run(s=2700), "1 h": run(s=3600), "1:30 h": run(s=5400),
    "1h30": run(s=5400), "8-10 km": run((8000, 10_000)), "8 to 10 km": run((8000, 10_000)),
    "40-50 min": run(s=(2400, 3000)),
}  # fmt: skip
EFFORTS = {"easy": EASY, "very easy": VERY_EASY, "steady": STEADY, "moderate": STEADY, "tempo": THRESHOLD}
RUNS = (
    "{amount} {effort}", "{effort} {amount}", "{amount} {effort} run", "{effort} run {amount}",
    "{effort} {amount} run", "{amount} @ {effort} pace", "{amount} at {effort} effort", "{amount} @ {effort}",
    "Run {amount} {effort}", "{amount} run, {effort}", "{amount} ({effort})", "{amount} - {effort}",
    "{amount}, {effort}", "{amount} of {effort} running", "run {amount} at an {effort} pace", "{effort}: {amount}",
    "{effort} run: {amount}", "{effort} run - {amount}", "{effort} run of {amount}", "{effort} run, {amount}",
    "Run: {amount} {effort}", "{amount} on grass, {effort}",
)  # fmt: skip


@pytest.mark.parametrize("words", RUNS)
def test_a_run(words):
    assert not misread(
        (words.format(amount=amount, effort=word), (run(step.distance_m, s=step.duration_s, effort=effort),))
        for (amount, step), (word, effort) in product(AMOUNTS.items(), EFFORTS.items())
    )


LOADS = {
    ("vest", 5.0): (
        "5 kg vest", "5kg vest", "5 kg weight vest", "vest (5 kg)", "vest of 5 kg", "weighted vest 5 kg", "5-kg vest",
        "vest, 5 kg",
    ),
    ("backpack", 6.0): ("6 kg backpack", "6kg pack", "backpack (6 kg)", "6 kg rucksack", "pack of 6 kg"),
    ("ankle_weights", 2.0): (
        "1 kg ankle weights on each leg", "ankle weights (1 kg each)", "1 kg ankle weights per leg",
        "ankle weights of 1 kg on each ankle",
    ),
}  # fmt: skip
LOADED = (
    "8 km easy with a {load}", "8 km easy w/ {load}", "8 km easy w/{load}", "8 km easy wearing a {load}",
    "8 km easy in a {load}", "8 km easy carrying a {load}", "8 km easy, {load}", "8 km easy; {load}",
    "8 km easy ({load})", "8 km easy + {load}", "8 km easy - {load}", "8 km easy @ {load}", "8 km easy and a {load}",
    "8 km with a {load}, easy", "easy 8 km with {load}", "with a {load}: 8 km easy", "{load}: 8 km easy",
)  # fmt: skip


@pytest.mark.parametrize("words", LOADED)
@pytest.mark.parametrize(("implement", "kg"), LOADS)
def test_a_load(words, implement, kg):
    for load in LOADS[implement, kg]:
        reading = read(words.format(load=load))
        (step,) = reading.workout.steps
        assert step.load is not None, load
        assert (step.load.implement, step.load.kg) == (implement, run(kg).distance_m), load
        assert (step.distance_m, step.effort, reading.unread) == (run(8000).distance_m, EASY, ()), load


HILLS = (
    "8 x {size} hill", "8 x {size} hills", "8 x {size} uphill", "8 x {size} hill reps", "8 x {size} hill repeats",
    "8 x {size} up a hill", "8 x {size} on a hill", "8 x {size} on hills", "uphill 8 x {size}", "Hills: 8 x {size}",
    "Hill repeats: 8 x {size}", "Hill reps - 8 x {size}", "8 hill repeats of {size}", "8 x hill ({size})",
    "8 x hills of {size}",
)  # fmt: skip
WAYS_DOWN = {
    "": None, ", jog down": jog(), " (jog down)": jog(), " w/ jog down": jog(), " - jog back down": jog(),
    ", walk back": walk(), " with walk down recovery": walk(), "; walk back down": walk(),
}  # fmt: skip


@pytest.mark.parametrize("words", HILLS)
def test_hills(words):
    sizes = {"200 m": run(200), "300m": run(300), "60 s": run(s=60), "90 sec": run(s=90), '45"': run(s=45)}
    assert not misread(
        (
            words.format(size=size) + down,
            (run(step.distance_m, s=step.duration_s, x=8, uphill=True, recovery=recovery),),
        )
        for (size, step), (down, recovery) in product(sizes.items(), WAYS_DOWN.items())
    )


WARM_UPS = (
    "2 km warm up", "2 km wu", "warm up 2 km", "wu 2 km", "2 km warm-up", "Warm-up: 2 km", "2 km w/u", "WU: 2 km",
    "warm up with 2 km", "2k WU", "warmup (2 km)",
)  # fmt: skip
COOL_DOWNS = (
    "2 km cool down", "cd 2 km", "2 km cd", "cool-down 2 km", "2 km c/d", "CD: 2 km", "2k cooldown",
    "cool down with 2 km", "2 km warm down",
)  # fmt: skip


@pytest.mark.parametrize("sign", [", ", "; ", " + ", "\n", ". "])
def test_what_stands_around_the_repetitions(sign):
    main = run(800, x=6, effort=FIVE_K, recovery=jog(s=120))
    steps = (run(2000, role="warm_up"), main, run(2000, role="cool_down"))
    assert not misread(
        (sign.join([warm_up, "6 x 800 m @ 5k w/ 2 min jog", cool_down]), steps)
        for warm_up, cool_down in product(WARM_UPS, COOL_DOWNS)
    )


SETS = (
    "3 x (4 x 300 m{inner}){outer}", "3 sets of 4 x 300 m{inner}{outer}", "3 x 4 x 300 m{inner}{outer}",
    "3 sets (4 x 300 m{inner}){outer}", "3 x [4 x 300m{inner}]{outer}", "3 sets of (4 x 300 m{inner}){outer}",
    "3x(4x300m{inner}){outer}", "three sets of 4 x 300 m{inner}{outer}",
)  # fmt: skip
INNER = {
    " w/ 60 s jog": jog(s=60), " / 60 s jog": jog(s=60), " (60 s rest)": rest(s=60), ", 60 s rest": rest(s=60),
    " with 60 s recovery": rest(s=60), " off 60 s": rest(s=60),
}  # fmt: skip
OUTER = {
    ", 4 min between sets": rest(s=240), ", 4 min rest between sets": rest(s=240),
    " w/ 4 min between sets": rest(s=240), "; 4 min between sets": rest(s=240),
    " and 4 min between sets": rest(s=240), " with 4 min recovery between sets": rest(s=240),
    " - 4 min jog between sets": jog(s=240), ", 4 min walk b/t sets": walk(s=240),
}  # fmt: skip


@pytest.mark.parametrize("words", SETS)
def test_sets(words):
    assert not misread(
        (words.format(inner=inner, outer=outer), (rounds(3, run(300, x=4, recovery=pause), between=between),))
        for (inner, pause), (outer, between) in product(INNER.items(), OUTER.items())
    )


LADDERS = ("{sizes} min hard", "{sizes} mins hard", "Ladder: {sizes} min hard", "Pyramid {sizes} minutes hard")
JOGS = (
    " w/ 1 min jog", ", 1 min jog between", " with 1 min jog recoveries", " (1 min jog)", " off 1 min jog",
    ", 1 min jog recovery",
)  # fmt: skip


@pytest.mark.parametrize("words", LADDERS)
def test_ladders(words):
    pause = run(s=60)
    steps = [part for minutes in (1, 2, 3, 2, 1) for part in (pause, run(s=60 * minutes, effort=HARD))][1:]
    assert not misread(
        (words.format(sizes=sizes) + between, tuple(steps))
        for sizes, between in product(
            ["1-2-3-2-1", "1, 2, 3, 2, 1", "1/2/3/2/1", "1,2,3,2,1", "1 - 2 - 3 - 2 - 1"], JOGS
        )
    )


SIGNS_BEFORE_STRIDES = (
    ", ", " + ", " and ", " then ", "; ", " with ", " w/ ", ". ", "\n", ", then ", " followed by ", " plus ",
)  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS_BEFORE_STRIDES)
def test_strides_behind_a_run(sign):
    strides = {
        "6 x 100 m strides": run(100, x=6, effort=STRIDES),
        "6x100m strides": run(100, x=6, effort=STRIDES),
        "6 x 20 s strides": run(s=20, x=6, effort=STRIDES),
        "6 strides": run(x=6, effort=STRIDES),
        "6 x strides": run(x=6, effort=STRIDES),
        "strides x 6": run(x=6, effort=STRIDES),
        "4-6 strides": run(x=(4, 6), effort=STRIDES),
        "strides": run(effort=STRIDES),
    }
    assert not misread((f"8 km easy{sign}{said}", (run(8000, effort=EASY), step)) for said, step in strides.items())


@pytest.mark.parametrize(
    "text",
    [
        "16 km easy, last 4 km at MP", "16 km easy w/ last 4 km @ MP", "16 km easy with the last 4 km at marathon pace",
        "16 km easy (last 4 km at MP)", "16 km easy, last 4 @ MP", "16 km easy; last 4 km MP",
        "16 km easy - last 4 km at MP", "16 km easy with 4 km at MP at the end", "16 km easy, final 4 km at MP",
        "16 km easy/last 4 km at MP", "16 km easy incl. last 4 km at MP", "easy 16 km, the last 4 km at MP",
        "16 km, first 12 easy, last 4 at MP", "16 km (12 easy, 4 MP)", "16 km: 12 km easy, 4 km MP",
        "16 km as 12 km easy + 4 km MP", "12 km easy + 4 km MP", "12 km easy, 4 km at MP",
    ],
)  # fmt: skip
def test_the_end_of_a_run_at_another_pace(text):
    assert not misread([(text, (run(12_000, effort=EASY), run(4000, effort=MARATHON)))])


RUSSIAN_SIZES = {
    "800 м": run(800), "800м": run(800), "800 метров": run(800), "1 км": run(1000), "1км": run(1000),
    "3 мин": run(s=180), "90 с": run(s=90),
}  # fmt: skip
RUSSIAN_PACES = {
    "": None, " в темпе 5 км": FIVE_K, " @ 5к": FIVE_K, " быстро": FAST, " тяжело": HARD, " на пороге": THRESHOLD,
    " в темпе марафона": MARATHON,
}  # fmt: skip
RUSSIAN_RECOVERIES = {
    " через 2 мин трусцой": jog(s=120), ", 2 мин трусцой": jog(s=120), " / 2 мин трусцой": jog(s=120),
    ", между повторами 2 мин трусцой": jog(s=120), " через 400 м трусцой": jog(400), " через 400 м": jog(400),
    " через 2 мин ходьбы": walk(s=120), " через 2 мин отдыха": rest(s=120), ", отдых 2 мин": rest(s=120),
    " отдых 2 мин": rest(s=120), " (отдых 2 мин)": rest(s=120), " с отдыхом 2 мин": rest(s=120),
    ", пауза 2 мин": rest(s=120), ", восстановление 2 мин": rest(s=120),
}  # fmt: skip


@pytest.mark.parametrize("recovery", RUSSIAN_RECOVERIES)
def test_repetitions_in_russian(recovery):
    between = RUSSIAN_RECOVERIES[recovery]
    assert not misread(
        (
            f"6 {times} {size}{pace}{recovery}",
            (run(step.distance_m, s=step.duration_s, x=6, effort=effort, recovery=between),),
        )
        for times, (size, step), (pace, effort) in product("хx*", RUSSIAN_SIZES.items(), RUSSIAN_PACES.items())
    )


@pytest.mark.parametrize(
    "words",
    [
        "{amount} {effort}", "{effort} {amount}", "бег {amount} {effort}", "{amount} бега {effort}",
        "кросс {amount} {effort}", "пробежка {amount} {effort}", "{amount}, {effort}", "{amount} ({effort})",
        "{amount} - {effort}", "{effort}, {amount}",
    ],
)  # fmt: skip
def test_a_run_in_russian(words):
    amounts = {
        "8 км": run(8000),
        "8км": run(8000),
        "45 мин": run(s=2700),
        "1 час": run(s=3600),
        "1 ч 30 мин": run(s=5400),
    }
    efforts = {"легко": EASY, "очень легко": VERY_EASY, "темп": THRESHOLD, "равномерно": STEADY}
    assert not misread(
        (words.format(amount=amount, effort=word), (run(step.distance_m, s=step.duration_s, effort=effort),))
        for (amount, step), (word, effort) in product(amounts.items(), efforts.items())
    )


TARGETS = {
    aim("pace_s_per_km", 270): (
        " @ 4:30/km", " at 4:30/km", " @ 4:30 min/km", " at 4:30 per km", " (4:30/km)", ", 4:30/km", ", @ 4:30/km",
    ),
    aim("pace_s_per_km", (270, 280)): (" @ 4:30-4:40/km", " @ 4:30 - 4:40/km", " @ 4:30-40/km"),
    aim("heart_rate_bpm", (140, 150)): (
        " @ HR 140-150", " at 140-150 bpm", " (HR 140-150)", " (140-150 bpm)", ", HR 140-150",
    ),
    aim("heart_rate_percent", (70, 75)): (" @ 70-75% HRmax", " at 70-75% of max HR", " (70-75% HR)"),
    aim("rpe", (4, 5)): (" @ RPE 4-5", " RPE 4-5", " (RPE 4-5)", ", RPE 4-5", " at RPE 4-5"),
}  # fmt: skip


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_how_fast_and_how_hard_by_number(target):
    runs = {"8 km": run(8000, target=target), "Run 8 km": run(8000, target=target)}
    assert not misread((f"{said}{words}", (step,)) for (said, step), words in product(runs.items(), TARGETS[target]))
    assert not misread(
        (f"5 x 2 km{words}{between}", (run(2000, x=5, target=target, recovery=jog(s=120)),))
        for words, between in product(TARGETS[target], [" w/ 2 min jog", ", 2 min jog", " (2 min jog)"])
    )


@pytest.mark.parametrize("words", [" @ 3:30-3:40", " in 3:30-3:40", " (3:30-3:40)", " @ 3:30-40"])
def test_times_of_repetitions(words):
    step = run(1000, x=5, target=aim("time_s", (210, 220)), recovery=jog(s=120))
    assert not misread(
        (f"5 x 1 km{words}{between}", (step,))
        for between in [" w/ 2 min jog", ", 2 min jog", " (2 min jog)", "; 2 min jog", " - 2 min jog", " / 2 min jog"]
    )


@pytest.mark.parametrize("pace", ["5k pace", "@ 5k", "at 5k effort"])
def test_a_pace_apart_from_its_repetitions(pace):
    step = run(800, x=6, effort=FIVE_K, recovery=jog(s=120))
    assert not misread(
        (f"6 x 800 m, {pace}{between}", (step,))
        for between in [" w/ 2 min jog", " with 2 min jog", ", 2 min jog", " 2 min jog", ", w/ 2 min jog"]
    )


ROUNDS = (
    "8 x ({one}, {other})", "8 x ({one} / {other})", "8 x ({one} + {other})", "({one}, {other}) x 8",
    "{one} / {other} x 8", "{one}, {other} x 8", "8 sets of {one}, {other}", "8 rounds of {one} and {other}",
    "repeat 8 times: {one}, {other}", "{one}, {other}, repeat 8 times",
)  # fmt: skip


@pytest.mark.parametrize("words", ROUNDS)
def test_running_and_walking_in_turn(words):
    steps = (rounds(8, run(s=60), run(s=120, activity="walk")),)
    both = [("run 1 min", "walk 2 min"), ("1 min run", "2 min walk"), ("60 s running", "2 min walking")]
    assert not misread((words.format(one=one, other=other), steps) for one, other in both)
