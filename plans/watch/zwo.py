"""Laps as a workout for a treadmill, in the XML that Zwift reads and other apps took over from it.

There every lap has a time and a speed, the speed as a part of a pace that Zwift keeps of the runner. What a coach left
open has to be assumed, and every lap for which something is says so on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.translation import gettext as _

from plans.line_ends import without_controls
from plans.watch.laps import Lap, Part, Speeds, unrolled
from workouts.workout import Effort

# Zwift knows no threshold pace; that of a half marathon, its number 3, is next to it.
HALF_MARATHON: Final = "3"
# How fast each effort is against the threshold pace. Editorial: between the paces that runners of many levels race at.
SHARES: Final = {
    "rest": 0.5,
    "very_easy": 0.70,
    "easy": 0.78,
    "steady": 0.87,
    "marathon": 0.94,
    "threshold": 1.0,
    "10k": 1.03,
    "5k": 1.07,
    "mile": 1.16,
    "maximal": 1.3,
}
# Where the athlete's own is not known: 5:00 a kilometre.
ASSUMED_THRESHOLD_M_S: Final = 1000 / 300
WALKING_M_S: Final = 1.5
# How long a lap is taken to be that ends by the button.
OPEN_S: Final = 300
OPEN_PAUSE_S: Final = 90
LONGEST_TEXT: Final = 200


def as_zwo(name: str, words: str, parts: Sequence[Part], speeds: Speeds | None = None) -> bytes:
    """The file; ``words`` are the coach's."""
    threshold = _middle((speeds or {}).get("threshold")) or ASSUMED_THRESHOLD_M_S
    root = Element("workout_file")
    for tag, text in (("author", "Uphill"), ("name", name), ("description", words), ("sportType", "run")):
        SubElement(root, tag).text = without_controls(text)
    SubElement(root, "tags")
    workout = SubElement(root, "workout")
    for lap in unrolled(parts):
        _put(workout, lap, threshold, speeds or {})
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _put(workout: Element, lap: Lap, threshold: float, speeds: Speeds) -> None:
    share, is_told = _share(lap, threshold, speeds)
    seconds, assumed = _seconds(lap, share, threshold)
    if lap.is_run and not is_told:
        assumed = [_("speed assumed"), *assumed]
    written = {"Duration": str(max(1, round(seconds)))}
    if share is None:
        element = SubElement(workout, "FreeRide", written)
    else:
        element = SubElement(workout, "SteadyState", {**written, "Power": f"{share:.3f}", "pace": HALF_MARATHON})
    said = "; ".join([lap.name, *filter(None, [lap.note]), *assumed])
    SubElement(element, "textevent", {"timeoffset": "0", "message": without_controls(said)[:LONGEST_TEXT]})


def _share(lap: Lap, threshold: float, speeds: Speeds) -> tuple[float | None, bool]:
    """The speed as a part of the threshold's, and whether the coach told it; no speed for what is not run."""
    if not lap.is_run:
        return (WALKING_M_S / threshold if lap.kind == "recovery" and not lap.is_open else None), True
    if lap.band is not None and lap.band.measure == "speed":
        return (lap.band.lo + lap.band.hi) / 2 / threshold, True
    if lap.kind == "recovery" and lap.effort is None:
        return SHARES["very_easy"], True
    if lap.effort is None:
        return SHARES["easy"], False
    return _of_effort(lap.effort, threshold, speeds), True


def _of_effort(effort: Effort, threshold: float, speeds: Speeds) -> float:
    ends = [speed / threshold if (speed := _middle(speeds.get(end))) else SHARES[end] for end in (effort.lo, effort.hi)]
    return sum(ends) / 2


def _seconds(lap: Lap, share: float | None, threshold: float) -> tuple[float, list[str]]:
    """How long a lap takes, and in words what was assumed for it."""
    if lap.seconds is not None:
        return lap.seconds, []
    if lap.metres is not None:
        speed = (share or SHARES["easy"]) * threshold
        pace = round(1000 / speed)
        told = {"metres": round(lap.metres), "pace": f"{pace // 60}:{pace % 60:02d}"}
        return lap.metres / speed, [_("%(metres)d m, timed at %(pace)s /km") % told]
    seconds = OPEN_PAUSE_S if lap.kind in ("recovery", "rest") else OPEN_S
    return seconds, [_("length assumed: go on when you are ready")]


def _middle(pace: tuple[float, float] | None) -> float | None:
    return None if pace is None else (pace[0] + pace[1]) / 2
