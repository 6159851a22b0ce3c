"""The panel's answer in a few words: who stands where, and the one reason that weighs most."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.aloud import aloud
from advice.engine import Advice


def tally(advice: Advice) -> str:
    """How many sources take which stance: "5 against, 1 with care"."""
    counted = Counter(source.stance for source in advice.by_source())
    said = [
        ngettext("%(count)d says stop", "%(count)d say stop", counted["stop"]) % {"count": counted["stop"]},
        _("%(count)d against") % {"count": counted["against"]},
        _("%(count)d with care") % {"count": counted["conditional"]},
        ngettext("%(count)d supports", "%(count)d support", counted["supports"]) % {"count": counted["supports"]},
    ]
    stances = ("stop", "against", "conditional", "supports")
    return ", ".join(words for stance, words in zip(stances, said, strict=True) if counted[stance])


def main_reason(advice: Advice) -> str:
    """The reason of the finding that weighs most, or nothing where nobody objects."""
    for finding in advice.findings:
        if finding.guideline.stance != "supports":
            return finding.guideline.reason
    return ""


def main_question(advice: Advice) -> str:
    """The question whose answer could change the verdict most, or nothing."""
    return next((aloud(undecided.question) for undecided in advice.undecided if undecided.matters), "")
