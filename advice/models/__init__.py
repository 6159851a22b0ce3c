"""The content that advice is computed from: packs, sources, guidelines with their conditions, drills, heavy legs.

The engine never sees these rows: ``advice/published.py`` turns them into its values, once per content version.
"""

from advice.models.drills import Drill
from advice.models.examples import Example
from advice.models.guidelines import Condition, Guideline, NamedDrill
from advice.models.heavy_legs import HeavyLegsCause, HeavyLegsQuestion, HeavyLegsRule, HeavyLegsTable
from advice.models.packs import Pack, Source
from advice.models.revisions import Revision
from advice.versions import ContentVersion

__all__ = [
    "Condition",
    "ContentVersion",
    "Drill",
    "Example",
    "Guideline",
    "HeavyLegsCause",
    "HeavyLegsQuestion",
    "HeavyLegsRule",
    "HeavyLegsTable",
    "NamedDrill",
    "Pack",
    "Revision",
    "Source",
]
