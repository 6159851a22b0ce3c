"""What a load costs a runner in energy, and the slope that would cost the same.

``cost factor = 1 + k * load / body mass``, k by where the load sits; the slope by the polynomial of Minetti, Moia, Roi,
Susta and Ferretti (2002), J Appl Physiol 93:1039-46. Energy only: it says nothing about tendons and joints. Sources of
k: trunk, Teunissen et al. (2007), J Exp Biol 210:4418-27; thigh and lower leg, Sports 2019, 7(8):187 and 7(10):220;
foot, Franz et al. (2012), Med Sci Sports Exerc 44:1519-25.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from advice.saying import Said, figure
from workouts.vocabulary import gettext_noop
from workouts.workout import Load, Range

_ = gettext_noop

ASSUMED_BODY_MASS_KG: Final = 70.0

# Slopes, as fractions, between which the polynomial was measured.
STEEPEST: Final = 0.45

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Site:
    """How the cost grows with a load at one place: ``k`` per share of body mass, up to ``limit`` of body mass.

    ``without`` says in a user's words what the slope does without.
    """

    k: float
    limit: float
    confidence: Confidence
    without: str


# The limits of hands and arms are the heaviest that were measured (1.8 kg in each hand at 66.5 kg).
SITES: Final[dict[str, Site]] = {
    "trunk": Site(1.1, 0.10, "high", _("nothing on your back")),
    "thigh": Site(1.6, 0.05, "medium", _("nothing on your thighs")),
    "lower_leg": Site(2.6, 0.03, "medium", _("nothing on your ankles")),
    "hand": Site(2.0, 0.055, "low", _("nothing in your hands")),
    "arm": Site(2.0, 0.055, "low", _("nothing on your arms")),
}
FOOT_FACTOR_PER_KG: Final = 0.05

NOT_PREDICTED: Final = {
    "activity": Said(_("What a load costs was measured in running only.")),
    "site": Said(_("What this kind of load costs is not predicted: it is towed, elastic or a free weight.")),
    "mass": Said(_("How heavy the load is was not said.")),
    "limit": Said(_("What so heavy a load costs is not predicted: nobody measured it.")),
}
LIMITS_OF_ENERGY: Final = Said(_("This is energy only and says nothing about tendons and joints."))


@dataclass(frozen=True, slots=True)
class LoadCost:
    """What a load adds to the energy of running, and the slope without it that asks as much.

    ``percent`` is what it adds, ``equivalent_grade_percent`` the slope; both are ranges where the load was given as
    one. ``assumed_mass_kg`` is the body mass that was taken for want of the athlete's, else ``None``.
    """

    percent: Range
    equivalent_grade_percent: Range
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

    def sentence(self) -> Said:
        """What it means: "The load adds 7.4 % to the energy of running. A slope of 1.3 % gives the same effort …"."""
        said = Said(
            _(
                "The load adds %(percent)s %% to the energy of running. A slope of %(grade)s %% gives the same effort, "
                "with less impact and %(without)s. %(limits)s"
            ),
            percent=_rounded(self.percent),
            grade=_rounded(self.equivalent_grade_percent),
            without=self.without,
            limits=LIMITS_OF_ENERGY,
        )
        if self.assumed_mass_kg is None:
            return said
        return Said(_("%(said)s Reckoned for %(mass)s kg."), said=said, mass=figure(self.assumed_mass_kg))


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
    grades = Range(100 * grade_for(1 + percent.lo / 100), 100 * grade_for(1 + percent.hi / 100))
    # A load given as a share of body mass needs no body mass.
    assumed = ASSUMED_BODY_MASS_KG if body_mass_kg is None and load.percent_body_mass is None else None
    return LoadCost(percent, grades, load.thing.site, site.confidence, assumed)


def why_not_predicted(load: Load, body_mass_kg: float | None, *, activity: str = "run") -> Said | None:
    """Why the cost of ``load`` is not predicted, as a sentence; ``None`` where it is."""
    if activity != "run":
        return NOT_PREDICTED["activity"]
    site = SITES.get(load.thing.site)
    if site is None:
        return NOT_PREDICTED["site"]
    share = _share_of_body_mass(load, body_mass_kg)
    if share is None:
        return NOT_PREDICTED["mass"]
    return NOT_PREDICTED["limit"] if share.hi > site.limit + 1e-9 else None


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


def speed_on_slope(speed: float, factor: float, slope: float) -> float:
    """The speed on ``slope`` without a load that costs as much as ``speed`` on the level with one, in the same unit."""
    return speed * factor * minetti(0) / minetti(slope)


def _share_of_body_mass(load: Load, body_mass_kg: float | None) -> Range | None:
    if load.percent_body_mass is not None:
        return Range(load.percent_body_mass.lo / 100, load.percent_body_mass.hi / 100)
    if load.kg is None:
        return None
    mass = ASSUMED_BODY_MASS_KG if body_mass_kg is None else body_mass_kg
    return Range(load.kg.lo / mass, load.kg.hi / mass)


def _rounded(span: Range) -> Said:
    lo, hi = figure(span.lo, ".1f"), figure(span.hi, ".1f")
    return Said("%(number)s", number=lo) if lo == hi else Said(_("%(lo)s–%(hi)s"), lo=lo, hi=hi)
