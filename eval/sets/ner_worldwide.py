"""English Worldwide Newswire: names in news from outside the West (Shan et al., EMNLP Findings 2023).

Its Organization is our party as far as that is a name, Location and Facility our place, Date our
time as far as it names a piece of the calendar. Person, NORP, Misc, Money and Product have no
finder here; weapons and quantities are not marked.
"""

from collections.abc import Mapping
from functools import partial

from eval.finders import Layout, Marks, compare_layout, read_texts, score_layout, trim
from eval.tasks import Record, Task, load_records

_CLASSES = {"name": ("Organization",), "place": ("Location", "Facility"), "date": ("Date",)}


def find_gold(record: Record) -> Mapping[str, Marks]:
    """Return what is marked in an article, by our classes."""
    entities = record.data.get("entities") or ()
    text = record.data["text"]
    return {
        name: Marks(
            wanted=tuple(trim(text, one["start"], one["end"]) for one in entities if one["type"] in types)
        )
        for name, types in _CLASSES.items()
    }


_LAYOUT = Layout(
    name="ner_worldwide",
    classes=tuple(_CLASSES),
    gold=find_gold,
    headlines=frozenset({"place_overlap", "date_overlap"}),
)


TASK = Task(
    name="ner_worldwide",
    measures="organisations, places and dates in news from outside the West",
    load=load_records,
    read=read_texts,
    score=partial(score_layout, _LAYOUT),
    compare=partial(compare_layout, _LAYOUT),
)
