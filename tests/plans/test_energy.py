"""What a load costs, on the page: the sentence, the slopes to scale, the same effort on a hill, and the limits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from plans import wording
from plans.energy import Energy, energies
from tests.plans.conftest import ANKLE_WEIGHTS
from workouts.reading import read
from workouts.workout import Load, Range, Step

TIES = str.maketrans({wording.NBSP: " ", "\u2060": None})


def of(text: str, *masses: float, units: str = "km") -> Energy:
    (energy,) = energies(read(text).workout, masses, units)
    return energy


def html_of(energy: Energy, *, compact: bool = False) -> str:
    return render_to_string("advice/_energy.html", {"energy": energy, "compact": compact})


def page_of(energy: Energy, *, compact: bool = False) -> str:
    """The words of the page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html_of(energy, compact=compact)).translate(TIES).split())


@pytest.mark.parametrize("compact", [False, True])
def test_it_says_what_the_load_costs_and_what_that_does_not_mean(compact):
    page = page_of(of(ANKLE_WEIGHTS, 70), compact=compact)

    assert "Costs about 7 % more energy (6–9 %), like running a 1.3 % slope (1.0–1.6 %)." in page
    assert "with less impact and nothing on your ankles" in page
    assert "energy only and says nothing about tendons and joints" in page
    assert "Reckoned for 70 kg." in page
    assert "by another one in use, that of the ACSM, the slope is 1.7 %" in page
    assert "Sports 2019, 7(10):220" in page
    assert "Minetti" in page
    assert "Low confidence" not in page


def test_slopes_are_as_steep_as_they_are():
    slopes = of(ANKLE_WEIGHTS, 70).slopes

    for slope in slopes:
        x0, y0, x1, y1 = (float(number) for number in re.findall(r"[\d.]+", slope.crest))
        assert (y0 - y1) / (x1 - x0) == pytest.approx(slope.percent / 100, abs=0.05 / 600)
    assert [slope.percent for slope in slopes] == [pytest.approx(1.33, abs=0.005), pytest.approx(3.4), pytest.approx(6)]
    said = [f"{slope.figure} {slope.label}".replace(wording.NBSP, " ") for slope in slopes]
    assert said == [
        "1.3 % +7 %: ankle weights, 2 kg in total",
        "3.4 % +20 %: a gentle hill",
        "6 % +37 %: a training hill",
    ]


def test_the_picture_is_for_eyes_and_the_words_are_for_all():
    for compact, pictures in ((False, 3), (True, 1)):
        html = html_of(of(ANKLE_WEIGHTS, 70), compact=compact)
        assert html.count('<svg class="slope" viewBox="0 0 600 46" aria-hidden="true">') == pictures
        assert "style" not in html
        assert "to scale" in html.lower()


@pytest.mark.parametrize(
    ("units", "said"),
    [
        (
            "km",
            "Take 10 km/h (6:00 min/km) on level ground with the load: "
            "the same effort on a 6 % hill without it means 7.8 km/h (7.7–8.0), or 7:40 min/km.",
        ),
        (
            "mi",
            "Take 6 mph (10:00 min/mi) on level ground with the load: "
            "the same effort on a 6 % hill without it means 4.7 mph (4.6–4.8), or 12:45 min/mi.",
        ),
    ],
)
def test_the_same_effort_on_a_hill_in_the_clubs_units(units, said):
    page = page_of(of(ANKLE_WEIGHTS, 70, units=units))

    assert f"No speed is given. {said}" in page
    assert ("mph" in page, "km/h" in page) == (units == "mi", units == "km")


def test_a_speed_that_is_known_is_no_example():
    step = Step(distance_m=Range(8000, 8000), duration_s=Range(2400, 2400), load=Load("vest", Range(7, 7)))
    page = page_of(Energy.of(step, [70], "km"))

    assert "No speed is given" not in page
    assert "12 km/h (5:00 min/km) on level ground with the load: the same effort on a 6 % hill" in page
    assert "9.7 km/h (9.6–9.9), or 6:10 min/km" in page


def test_a_range_of_loads_is_a_range_of_everything():
    page = page_of(of("8 km easy with 1 kg ankle weights", 70))

    assert "Costs about 4–7 % more energy (3–9 %), like running a 0.7–1.3 % slope (0.5–1.6 %)." in page
    assert "means 7.6–7.8 km/h (7.5–8.0), or 7:40–7:55 min/km" in page


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "8 km with a 10 kg vest",
            "on the trunk it is known up to 10 % of body mass, 7 kg in all for a runner of 70 kg",
        ),
        (
            "8 km easy with 2 kg ankle weights on each leg",
            "on the lower legs it is known up to 3 % of body mass, 2.1 kg",
        ),
        ("8 km easy with a vest", "its weight was not said"),
        ("8 km with weights", "where on the body it sits"),
        ("30 min walk with a 5 kg vest", "measured in running only"),
        ("6 x 60 m all-out with a parachute", "it is towed, not carried"),
        ("4 x 30 s running in place with a band", "an elastic pull"),
    ],
)
def test_what_is_not_predicted_is_said_and_not_drawn(text, why):
    energy = of(text, 70)

    assert why in page_of(energy)
    assert "not predicted" in page_of(energy)
    assert "<svg" not in html_of(energy)
    assert not energy.slopes
    assert "%" not in energy.title


@pytest.mark.parametrize(
    ("text", "caution", "compared"),
    [
        (
            "6 x 60 m all-out with a 5 kg vest",
            "A rough guide only: it was measured in steady running at 8–14 km/h.",
            False,
        ),
        ("6 x 200 m uphill with a 3 kg vest", "Reckoned for level ground, though the step climbs.", False),
        ("8 km easy with 1 kg hand weights", "Low confidence: hands and arms were hardly measured", True),
    ],
)
def test_what_the_figures_do_not_cover_is_said(text, caution, compared):
    page = page_of(of(text, 70))

    assert caution in page
    assert ("the same effort on a 6 % hill" in page) is compared


def test_whom_it_is_reckoned_for():
    assert "Reckoned for 70 kg, which is assumed: no body mass is known." in page_of(of(ANKLE_WEIGHTS))
    assert "Reckoned for 80 kg, the mean of 2 athletes." in page_of(of(ANKLE_WEIGHTS, 90, 70))
    assert "Reckoned for" not in page_of(of("8 km with a vest of 5 % body mass", 70))


def test_a_squad_is_told_whom_the_load_is_too_heavy_for():
    caution = "For athletes under 50 kg the load is heavier than what was measured: not predicted."

    assert caution in page_of(of("8 km easy with a 5 kg vest", 48, 80))
    assert caution not in page_of(of("8 km easy with a 5 kg vest", 50, 80))


def test_each_load_is_told_once_and_strength_work_not_at_all():
    def loads(text: str) -> list[str]:
        return [energy.load.replace(wording.NBSP, " ") for energy in energies(read(text).workout, [70], "km")]

    assert loads("4 km easy with a 3 kg vest, then 2 km easy with a 3 kg vest") == ["3 kg weight vest"]
    assert loads("4 km with a 3 kg vest, then 2 km easy with a 5 kg vest") == ["3 kg weight vest", "5 kg weight vest"]
    assert loads("3 x 10 lunges with 8 kg dumbbells") == []
    assert loads("8 km easy") == []


def test_figures_are_said_in_the_readers_language():
    with override("de"):
        page = page_of(of(ANKLE_WEIGHTS, 70))

    assert "1,3 %" in page
    assert "7,8 km/h (7,7–8,0)" in page
    assert "1.3 %" not in page


def test_every_text_is_marked_for_translation():
    for name in ("_energy.html", "_slopes.html"):
        source = Path(f"templates/advice/{name}").read_text(encoding="utf-8")
        bare = re.sub(
            r"{% (translate|blocktranslate).*?(%}.*?{% endblocktranslate )?%}|{[{%].*?[%}]}|<[^>]*>", "", source
        )
        assert not re.search(r"[A-Za-z]{2,}", bare), bare


def test_the_drawer_shows_it_for_the_squad(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode().translate(TIES)

    assert "Costs about 7 % more energy (6–9 %), like running a 1.3 % slope (1.0–1.6 %)." in page
    assert 'd="M0 44 600 36.0"' in page


def test_the_athletes_week_reckons_with_the_athletes_own_mass(plan, client_as, tuesday_noon):
    plan.add(1, ANKLE_WEIGHTS)
    plan.publish()
    anna = client_as("Anna")

    def week() -> str:
        return anna.get("/c/ridgeway/my-week/").content.decode().translate(TIES)

    assert "Ankle weights, 2 kg in total: about 7 % more energy" in week()
    plan.cast.anna.body_mass_kg = 90
    plan.cast.anna.save()
    assert "Ankle weights, 2 kg in total: about 6 % more energy" in week()
    assert "Reckoned for 90 kg." in week()
