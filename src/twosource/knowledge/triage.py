"""The weights of triage: how much each word, or pair of words, speaks for news of an incident.

triage_weights.txt.gz is written by training/triage.py and never by hand; docs/MODEL_CARD.md says
from which texts it was learnt. It holds common English words only, so no name of anybody.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.errors import KnowledgeError
from twosource.knowledge.triggers import load_triggers
from twosource.knowledge.weapons import weapon_forms

#: Weights are kept as whole numbers, in thousandths.
SCALE = 1_000
#: What the file must set by name: the bias, and the thresholds that read/triage.py explains.
SETTINGS = ("bias", "low", "alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageWeights:
    """A linear model over terms: words, pairs of words that stand together, and sorts of both."""

    bias: float
    low: float
    alone: float
    terms: Mapping[str, int]


@cache
def load_triage_weights() -> TriageWeights:
    """Read triage_weights.txt.gz; raises KnowledgeError where it can't be read."""
    packed = files("twosource.knowledge").joinpath("triage_weights.txt.gz").read_bytes()
    try:
        return parse_triage_weights(gzip.decompress(packed).decode("utf-8"))
    except (OSError, EOFError, ValueError) as fault:
        raise KnowledgeError(f"triage_weights.txt.gz can't be read: {fault}") from fault


def parse_triage_weights(text: str) -> TriageWeights:
    """Read lines of "number term", a setting's term being "=" and its name; raises ValueError."""
    settings: dict[str, float] = {}
    terms: dict[str, int] = {}
    for line in text.splitlines():
        number, _, term = line.partition(" ")
        if term.startswith("="):
            settings[term[1:]] = float(number)
        elif line and not line.startswith("#"):
            terms[term] = int(number)
    if sorted(settings) != sorted(SETTINGS):
        raise ValueError(f"it sets {', '.join(sorted(settings)) or 'nothing'}, not {', '.join(SETTINGS)}")
    return TriageWeights(**settings, terms=terms)


@cache
def load_sorts() -> Mapping[str, str]:
    """Map the triggers and weapons of one or two words to their sort: "*strong", "*weak" or "*weapon".

    A term counts for its sort beside its own weight, so that a word added to triggers.toml counts at once.
    """
    sorts = dict.fromkeys(weapon_forms(), "*weapon")
    for form, trigger in load_triggers().forms.items():
        sorts[form] = "*strong" if trigger.strong else "*weak"
    return {form: sort for form, sort in sorts.items() if form.count(" ") < 2}
