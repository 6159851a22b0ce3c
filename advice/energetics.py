"""What a load costs a runner in energy, and the slope that would cost the same.

``cost factor = 1 + k * load / body mass``, k by where the load sits; the slope by the polynomial of Minetti, Moia, Roi,
Susta and Ferretti (2002), J Appl Physiol 93:1039-46. Energy only: it says nothing about tendons and joints.

Both come with a band: the load as the coach gave it times the least and the most that the studies allow for k, put
through the same polynomial. Bands are rounded outward, to whole per cent of energy and tenths of a per cent of slope.
What the polynomial itself may be off by is no part of it; :func:`acsm_grade_for` shows how far apart equations are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from advice.saying import Said, figure
from workouts.vocabulary import EFFORT_ORDER, RUNNING_SPEEDS_M_S, gettext_noop
from workouts.workout import Load, Range, Step

_ = gettext_noop

ASSUMED_BODY_MASS_KG: Final = 70.0

# Slopes, as fractions, between which the polynomial was measured.
STEEPEST: Final = 0.45
# The hill that speeds are compared on, and the speeds (m/s) in which loads were measured, 8 to 14 km/h.
TRAINING_HILL: Final = 0.06
MEASURED_SPEEDS_M_S: Final = Range(8 / 3.6, 14 / 3.6)
# What a speed means on a hill is told by this one, 10 km/h, where the coach gives none, and said to be an example.
EXAMPLE_SPEED_M_S: Final = Range.exactly(10 / 3.6)
_SPRINT_FROM: Final = EFFORT_ORDER["mile"]
# A hair, so that 7 kg of 70 kg is not above a tenth, nor 6.000000001 rounded up to 7.
_EPSILON: Final = 1e-9

Confidence = Literal["high", "medium", "low"]


class Study(NamedTuple):
    """What a study found, in our words, and where it is printed."""

    found: str
    source: str


MINETTI: Final = Study(
    _(
        "The energy of running on slopes from −45 to 45 per cent: 10 mountain runners on a treadmill. On level ground "
        "3.40 ± 0.24 J/kg/m were measured where the equation says 3.6."
    ),
    "Minetti, Moia, Roi, Susta & Ferretti 2002, J Appl Physiol 93:1039–46",
)
SLOPES_SINCE: Final = Study(
    _("Slopes of 7 and 12.5 per cent cost 53 and 82 per cent more than the level; that equation says 44 and 85."),
    "Padulo et al. 2013, PLoS ONE 8:e69006; Balducci et al. 2016, J Sports Sci Med 15:239–46",
)
_TEUNISSEN: Final = Study(
    _("Lead at the waist costs slightly more than its share of body mass: 10 recreational runners at 3 m/s."),
    "Teunissen, Grabowski & Kram 2007, J Exp Biol 210:4418–27",
)
_TAYLOR: Final = Study(
    _("Loads on the trunk cost just their share of body mass, in people and other animals that run."),
    "Taylor, Heglund, McMahon & Looney 1980, J Exp Biol 86:9–18",
)
_FAGUNDES: Final = Study(
    _(
        "Contested: a backpack of 7 per cent of body mass cost 12 adventure racers nothing that could be measured, "
        "one of 15 per cent cost 30 per cent more."
    ),
    "Fagundes et al. 2017, PLoS ONE 12:e0189516",
)
_THIGH: Final = Study(
    _("On the thighs 1.6 ± 0.6 per cent more oxygen for each 1 per cent of body mass, up to 5: 20 endurance runners."),
    "Sports 2019, 7(8):187",
)
_MARTIN: Final = Study(
    _("On the thighs 1.7 and 3.5 per cent more oxygen with 0.5 and 1 kg: 15 trained men at 12 km/h."),
    "Martin 1985, Med Sci Sports Exerc 17:427–33",
)
_LOWER_LEG: Final = Study(
    _("On the lower legs 2.56 per cent more oxygen for each 1 per cent of body mass, up to 3: 15 endurance runners."),
    "Sports 2019, 7(10):220",
)
_HANDS: Final = Study(
    _("In the hands 0.91 and 1.81 kg each took 1.8 and 2.7 ml/kg/min more oxygen: 10 adults at 8 km/h."),
    "Ergonomics 1986, 29:999–1004",
)
_BOTTLE: Final = Study(
    _("A kilogram in the hand, at the waist or in a pack made no difference: 12 recreational runners, 60 minutes."),
    "Scheer et al. 2020, Front Physiol, doi 10.3389/fphys.2020.571221",
)
_WRISTS: Final = Study(
    _("The cost rises in line with the load, more so on ankles than on wrists: 8 young men."),
    "Arch Phys Med Rehabil 1989, 70:291–6",
)
_FEET: Final = Study(
    _("Each 100 g on each shoe cost about 1 per cent more: 12 men at 3.35 m/s."),
    "Franz, Wierzbinski & Kram 2012, Med Sci Sports Exerc 44:1519–25",
)


@dataclass(frozen=True, slots=True)
class Site:
    """How the cost grows with a load at one place: ``k`` per share of body mass, up to ``limit`` of body mass.

    ``spread`` is the least and the most that ``studies`` allow for ``k``. ``place`` and ``without`` are a user's words:
    where it is, and what the slope does without.
    """

    k: float
    spread: Range
    limit: float
    confidence: Confidence
    place: str
    without: str
    studies: tuple[Study, ...]


SITES: Final[dict[str, Site]] = {
    # From strictly in proportion (Taylor) to slightly above it (Teunissen).
    "trunk": Site(
        1.1,
        Range(1.0, 1.2),
        0.10,
        "high",
        _("on the trunk"),
        _("nothing on your back"),
        (_TEUNISSEN, _TAYLOR, _FAGUNDES),
    ),
    # 1.6 ± 0.6; Martin's 3.5 % for a kilogram is 2.45 at 70 kg.
    "thigh": Site(
        1.6, Range(1.0, 2.5), 0.05, "medium", _("on the thighs"), _("nothing on your thighs"), (_THIGH, _MARTIN)
    ),
    # The study gives its slope without a spread. The effect at 3 % of body mass was 0.51 (90 % interval 0.42 to 0.60),
    # and 2.56 is scaled by the same.
    "lower_leg": Site(
        2.6, Range(2.1, 3.1), 0.03, "medium", _("on the lower legs"), _("nothing on your ankles"), (_LOWER_LEG, _WRISTS)
    ),
    # From no dearer than at the waist (Scheer) to 5 % a kilogram at 66.5 kg. The limits of hands and arms are the
    # heaviest that were measured (1.81 kg in each hand at 66.5 kg).
    "hand": Site(
        2.0, Range(1.0, 3.4), 0.055, "low", _("in the hands"), _("nothing in your hands"), (_HANDS, _BOTTLE, _WRISTS)
    ),
    # Nothing measured of its own: dearer than at the waist, cheaper than at the ankles.
    "arm": Site(2.0, Range(1.0, 3.1), 0.055, "low", _("on the arms"), _("nothing on your arms"), (_WRISTS, _HANDS)),
}
FOOT_FACTOR_PER_KG: Final = 0.05
FOOT_STUDIES: Final = (_FEET,)

NOT_PREDICTED: Final = {
    "activity": Said(_("What a load costs is not predicted here: it was measured in running only.")),
    "in_place": Said(_("What a load costs is not predicted here: nobody measured it in running on the spot.")),
    "towed": Said(_("What this costs is not predicted: it is towed, not carried, and the ground decides.")),
    "elastic": Said(_("What this costs is not predicted: an elastic pull changes with every step.")),
    "free_weight": Said(_("What this load costs is not predicted: it was not said where on the body it sits.")),
    "mass": Said(_("What the load costs is not predicted: its weight was not said.")),
}
CONFIDENCE: Final[dict[Confidence, Said | None]] = {
    "high": None,
    "medium": None,
    "low": Said(_("Low confidence: hands and arms were hardly measured, and the studies disagree.")),
}
LIMITS_OF_ENERGY: Final = Said(_("This is energy only and says nothing about tendons and joints."))


@dataclass(frozen=True, slots=True)
class LoadCost:
    """What a load adds to the energy of running, and the slope without it that asks as much.

    ``percent`` is what it adds, ``equivalent_grade_percent`` the slope; both are ranges where the load was given as
    one. ``percent_band`` and ``grade_band_percent`` hold them with what the studies leave open. ``assumed_mass_kg`` is
    the body mass that was taken for want of the athlete's, else ``None``.
    """

    percent: Range
    equivalent_grade_percent: Range
    percent_band: Range
    grade_band_percent: Range
    site: str
    confidence: Confidence
    assumed_mass_kg: float | None = None

    @property
    def assumed(self) -> bool:
        """Whether a body mass was assumed."""
        return self.assumed_mass_kg is not None

    @property
    def without(self) -> Said:
        """What the slope does without: "nothing on your ankles"."""
        return Said(SITES[self.site].without)

    @property
    def studies(self) -> tuple[Study, ...]:
        """What the figures rest on."""
        return (*SITES[self.site].studies, MINETTI, SLOPES_SINCE)

    @property
    def limits(self) -> Said:
        """What none of it is about."""
        return LIMITS_OF_ENERGY

    @property
    def doubt(self) -> Said | None:
        """What is to be said of figures that few studies stand behind."""
        return CONFIDENCE[self.confidence]

    def headline(self) -> Said:
        """ "Costs about 7 % more energy (5–9 %), like running a 1.3 % slope (1.0–1.7 %)."."""
        return Said(
            _(
                "Costs about %(percent)s %% more energy (%(percent_band)s %%), "
                "like running a %(grade)s %% slope (%(grade_band)s %%)."
            ),
            percent=span(self.percent, 0),
            percent_band=span(outward(self.percent_band, 0), 0),
            grade=span(self.equivalent_grade_percent, 1),
            grade_band=span(outward(self.grade_band_percent, 1), 1),
        )

    def meaning(self) -> Said:
        """ "A slope of 1.3 % gives the same effort, with less impact and nothing on your ankles."."""
        return Said(
            _("A slope of %(grade)s %% gives the same effort, with less impact and %(without)s."),
            grade=span(self.equivalent_grade_percent, 1),
            without=self.without,
        )

    def sentence(self) -> Said:
        """All that is to be said in one breath: the figures, what they mean, what they do not, and what was assumed."""
        template, values = "%(headline)s %(meaning)s %(limits)s", {}
        if self.doubt is not None:
            template, values = f"{template} %(doubt)s", {"doubt": self.doubt}
        if self.assumed_mass_kg is not None:
            template = f"{template} %(mass)s"
            values["mass"] = Said(_("Reckoned for %(mass)s kg."), mass=figure(self.assumed_mass_kg))
        return Said(template, headline=self.headline(), meaning=self.meaning(), limits=LIMITS_OF_ENERGY, **values)

    @property
    def acsm_grade_percent(self) -> Range:
        """The slope by another equation in use, that of the ACSM: how far apart equations are."""
        return Range(*[100 * acsm_grade_for(1 + end / 100) for end in (self.percent.lo, self.percent.hi)])


@dataclass(frozen=True, slots=True)
class SameEffort:
    """Speeds (m/s) that ask for the same power: ``level`` on level ground with the load, ``hill`` uphill without.

    ``band`` holds ``hill`` with what the studies leave open.
    """

    level: Range
    hill: Range
    band: Range
    slope: float


def load_cost(load: Load | None, body_mass_kg: float | None, *, activity: str = "run") -> LoadCost | None:
    """What ``load`` costs a runner of this body mass (70 kg is assumed for ``None``), or ``None``: not predicted.

    :func:`why_not_predicted` tells why.
    """
    if load is None or why_not_predicted(load, body_mass_kg, activity=activity) is not None:
        return None
    share = _share_of_body_mass(load, body_mass_kg)
    assert share is not None
    site = SITES[load.thing.site]
    percent = Range(100 * site.k * share.lo, 100 * site.k * share.hi)
    band = Range(100 * site.spread.lo * share.lo, 100 * site.spread.hi * share.hi)
    return LoadCost(
        percent=percent,
        equivalent_grade_percent=_grades(percent),
        percent_band=band,
        grade_band_percent=_grades(band),
        site=load.thing.site,
        confidence=site.confidence,
        # A load given as a share of body mass needs no body mass.
        assumed_mass_kg=ASSUMED_BODY_MASS_KG if body_mass_kg is None and load.percent_body_mass is None else None,
    )


def step_cost(step: Step, body_mass_kg: float | None) -> LoadCost | Said:
    """What the load of ``step``, which has one, costs; or why that is not predicted, as a sentence."""
    assert step.load is not None
    cost = load_cost(step.load, body_mass_kg, activity=step.activity)
    if cost is not None:
        return NOT_PREDICTED["in_place"] if step.in_place else cost
    why_not = why_not_predicted(step.load, body_mass_kg, activity=step.activity)
    assert why_not is not None
    return why_not


def why_not_predicted(load: Load, body_mass_kg: float | None, *, activity: str = "run") -> Said | None:
    """Why the cost of ``load`` is not predicted, as a sentence; ``None`` where it is."""
    if activity not in ("run", "race"):
        return NOT_PREDICTED["activity"]
    site = SITES.get(load.thing.site)
    if site is None:
        return NOT_PREDICTED[load.thing.site]
    share = _share_of_body_mass(load, body_mass_kg)
    if share is None:
        return NOT_PREDICTED["mass"]
    return None if share.hi <= site.limit + _EPSILON else _beyond(site, load, body_mass_kg)


def lightest_kg(load: Load) -> float:
    """The body mass below which what ``load`` costs is not predicted any more; 0 where it is a share of body mass."""
    site = SITES.get(load.thing.site)
    return 0.0 if site is None or load.kg is None else load.kg.hi / site.limit


def same_effort(cost: LoadCost, speed: Range, slope: float = TRAINING_HILL) -> SameEffort:
    """The speed on ``slope`` without the load that costs as much as ``speed`` (m/s) on level ground with it."""

    def on_slope(percent: Range) -> Range:
        return Range(
            speed_on_slope(speed.lo, 1 + percent.lo / 100, slope), speed_on_slope(speed.hi, 1 + percent.hi / 100, slope)
        )

    return SameEffort(speed, on_slope(cost.percent), on_slope(cost.percent_band), slope)


def speed_of(step: Step) -> Range | None:
    """How fast a step is (m/s) where its distance and its time are both stated and make a running speed."""
    if step.distance_m is None or step.duration_s is None or not step.duration_s.lo:
        return None
    if math.isinf(step.distance_m.hi) or math.isinf(step.duration_s.hi):
        return None
    speed = Range(step.distance_m.lo / step.duration_s.hi, step.distance_m.hi / step.duration_s.lo)
    slowest, fastest = RUNNING_SPEEDS_M_S
    return speed if slowest <= speed.lo and speed.hi <= fastest else None


def is_sprint(step: Step) -> bool:
    """Whether a step is faster than anything that loads were measured at."""
    speed = speed_of(step)
    if speed is not None:
        return speed.hi > MEASURED_SPEEDS_M_S.hi
    return step.effort is not None and EFFORT_ORDER[step.effort.hi] >= _SPRINT_FROM


def cost_factor(site: str, kg: float, body_mass_kg: float) -> float:
    """How many times the energy of running without it: ``site`` is one of ``SITES`` or ``foot``."""
    if site == "foot":
        return 1 + FOOT_FACTOR_PER_KG * kg
    return 1 + SITES[site].k * kg / body_mass_kg


def minetti(slope: float) -> float:
    """The energy cost of running up ``slope`` (a fraction, -0.45 to 0.45), in joules per kilogram and metre."""
    if not -STEEPEST <= slope <= STEEPEST:
        raise ValueError(f"Measured on slopes from -45 % to 45 %, not {100 * slope:g} %.")
    i = slope
    return ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6


def grade_for(factor: float) -> float:
    """The uphill slope (a fraction) on which running costs ``factor`` times what it costs on level ground.

    To within 1e-9. Raises ``ValueError`` for a factor below 1 or beyond the steepest slope that was measured.
    """
    wanted = factor * minetti(0)
    if not factor >= 1 or wanted > minetti(STEEPEST):
        raise ValueError(f"No slope from 0 to 45 % costs {factor:g} times as much as level ground.")
    # The cost rises all the way from 0 to 45 %, so halving the stretch always keeps the answer in it.
    lo, hi = 0.0, STEEPEST
    while hi - lo > 1e-10:
        middle = (lo + hi) / 2
        lo, hi = (middle, hi) if minetti(middle) < wanted else (lo, middle)
    return (lo + hi) / 2


def acsm_grade_for(factor: float) -> float:
    """The same slope by the equation of the American College of Sports Medicine, net of rest: 0.2 S + 0.9 S G."""
    return (factor - 1) * 0.2 / 0.9


def speed_on_slope(speed: float, factor: float, slope: float) -> float:
    """The speed on ``slope`` without a load that costs as much as ``speed`` on the level with one, in the same unit."""
    return speed * factor * minetti(0) / minetti(slope)


def outward(numbers: Range, places: int) -> Range:
    """``numbers`` rounded to ``places`` decimals so that nothing of them is lost."""
    unit = 10**places
    lo = math.floor(numbers.lo * unit + _EPSILON)
    return Range(max(lo, 0) / unit, math.ceil(numbers.hi * unit - _EPSILON) / unit)


def span(numbers: Range, places: int) -> Said:
    """ "7" or "5–9", to ``places`` decimals."""
    lo, hi = figure(numbers.lo, f".{places}f"), figure(numbers.hi, f".{places}f")
    return Said("%(number)s", number=lo) if lo == hi else Said(_("%(lo)s–%(hi)s"), lo=lo, hi=hi)


def _grades(percent: Range) -> Range:
    return Range(100 * grade_for(1 + percent.lo / 100), 100 * grade_for(1 + percent.hi / 100))


def _share_of_body_mass(load: Load, body_mass_kg: float | None) -> Range | None:
    if load.percent_body_mass is not None:
        return Range(load.percent_body_mass.lo / 100, load.percent_body_mass.hi / 100)
    if load.kg is None:
        return None
    mass = ASSUMED_BODY_MASS_KG if body_mass_kg is None else body_mass_kg
    return Range(load.kg.lo / mass, load.kg.hi / mass)


def _beyond(site: Site, load: Load, body_mass_kg: float | None) -> Said:
    place, limit = Said(site.place), figure(100 * site.limit)
    if load.percent_body_mass is not None:
        text = _("What this load costs is not predicted: %(place)s it is known up to %(limit)s %% of body mass.")
        return Said(text, place=place, limit=limit)
    mass = ASSUMED_BODY_MASS_KG if body_mass_kg is None else body_mass_kg
    return Said(
        _(
            "What this load costs is not predicted: %(place)s it is known up to %(limit)s %% of body mass, "
            "%(kg)s kg in all for a runner of %(mass)s kg."
        ),
        place=place,
        limit=limit,
        kg=figure(math.floor(10 * site.limit * mass + _EPSILON) / 10),
        mass=figure(round(mass)),
    )
