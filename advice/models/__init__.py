"""The content that advice is computed from: packs, sources, guidelines with their conditions, and drills.

The engine never sees these rows: ``advice/published.py`` turns them into its values, once per content version.
"""

from advice.models.drills import Drill
from advice.models.guidelines import Condition, Guideline, NamedDrill
from advice.models.packs import Pack, Source
from advice.versions import ContentVersion

__all__ = ["Condition", "ContentVersion", "Drill", "Guideline", "NamedDrill", "Pack", "Source"]
