"""Tell which reports are about one incident, with every reason named.

Likeness alone never merges: time, place and kind must each agree, or be unknown and supported by
something specific that both reports hold. Nothing here reads or writes a ledger.
"""

from twosource.link.blocking import CROWDED, MOST, is_coarse, keys, probes
from twosource.link.clusters import cluster, is_hard
from twosource.link.drawing import outline
from twosource.link.judging import FEATURES, LINKER, is_worth_judging, judge
from twosource.link.shape import Outline, outline_from_json, outline_to_json

__all__ = [
    "CROWDED",
    "FEATURES",
    "LINKER",
    "MOST",
    "Outline",
    "cluster",
    "is_coarse",
    "is_hard",
    "is_worth_judging",
    "judge",
    "keys",
    "outline",
    "outline_from_json",
    "outline_to_json",
    "probes",
]
