"""re3d: names in documents on the war in Syria and Iraq (Defence Science and Technology Laboratory).

Its Organisation is our party, Location our place, Weapon and MilitaryPlatform our weapon, Quantity
our count, Temporal our time. Person, Nationality, Vehicle and the rest have no finder here.
Pronouns marked as organisations ("we") are not wanted. Marks its makers were not sure of
(confidence under one half, mostly parts of longer ones) are neither wanted nor wrong.
"""

from collections.abc import Mapping
from functools import partial

from eval.finders import Layout, Marks, compare_layout, read_texts, score_layout, trim
from eval.scorers.spans import Stretch
from eval.tasks import Record, Task, load_records

_CLASSES = {
    "party": ("Organisation",),
    "place": ("Location",),
    "weapon": ("Weapon", "MilitaryPlatform"),
    "count": ("Quantity",),
    "time": ("Temporal",),
}
_PRONOUNS = frozenset({"we", "our", "ours", "us", "it", "its", "they", "their", "them", "you", "your", "who"})
_SURE = 0.5


def find_gold(record: Record) -> Mapping[str, Marks]:
    """Return what is marked in a document, by our classes."""
    return {name: _marks(record, types) for name, types in _CLASSES.items()}


def _marks(record: Record, types: tuple[str, ...]) -> Marks:
    text = record.data["text"]
    wanted: list[Stretch] = []
    left_open: list[Stretch] = []
    for entity in record.data.get("entities") or ():
        if entity["type"] not in types:
            continue
        span = trim(text, entity["start"], entity["end"])
        sure = entity.get("confidence") is None or entity["confidence"] >= _SURE
        named = text[span[0] : span[1]].strip().lower() not in _PRONOUNS
        (wanted if sure and named else left_open).append(span)
    return Marks(wanted=tuple(wanted), open=tuple(left_open))


_LAYOUT = Layout(
    name="re3d",
    classes=tuple(_CLASSES),
    gold=find_gold,
    headlines=frozenset({"party_overlap", "place_overlap"}),
)


TASK = Task(
    name="re3d",
    measures="organisations, places, weapons, quantities and times in documents on Syria and Iraq",
    load=load_records,
    read=read_texts,
    score=partial(score_layout, _LAYOUT),
    compare=partial(compare_layout, _LAYOUT),
)
