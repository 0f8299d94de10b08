"""What is wrong with a ninjs item: values that are not what their name says, and missing ones.

Such values are not read, so each is told of; null stands for nothing. Names that ninjs does not know are passed over, as
senders add their own; but not those that look like a text and can't be one ("headline-short").
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from twosource.ingest.dates import find_stamp
from twosource.ingest.ninjs_names import (
    CHOICES,
    KEYED,
    LISTS,
    NUMBERS,
    OBJECTS,
    STEMS,
    WORDS,
    is_known,
)

_DATES = ("firstcreated", "versioncreated", "contentcreated")
_PRINTED = ("bodies", "headlines", "descriptions")  # their parts must have a value
_NAMING = ("name", "rel", "scheme", "code", "literal", "uri")  # of a person, a place, a subject
_URGENCY = range(1, 10)


def find_faults(item: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with an item, in its order; associated items are looked at on their own."""
    folded = {name.lower(): value for name, value in item.items() if value is not None}
    faults = [fault for name, value in folded.items() for fault in _faults(name, value)]
    return [*faults, *_rights_faults(folded.get("rightsinfo"))]


def _faults(name: str, value: Any) -> Iterator[str]:
    for names, fits, kind in _SHAPES:
        if name in names and not fits(value):
            yield f"has no {kind} as {name}"
            return
    if name in CHOICES and value.lower() not in CHOICES[name]:
        yield f"has {value[:40]!r} as {name}"
    elif name == "urgency" and value not in _URGENCY:
        yield f"has {str(value)[:20]} as urgency, which goes from 1 to 9"
    elif name in LISTS or name == "digitalsourcetype":
        yield from _part_faults(name, value)
    elif name.startswith(STEMS) and (not is_known(name) or not isinstance(value, str)):
        yield f"has words under {name[:40]!r}, which is no name of ninjs"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def _is_keyed(value: Any) -> bool:
    return _is_object(value) or _is_list(value)


_SHAPES: tuple[tuple[frozenset[str], Callable[[Any], bool], str], ...] = (
    (WORDS, lambda value: isinstance(value, str), "words"),
    (NUMBERS, _is_number, "number"),
    (OBJECTS, _is_object, "object"),
    (LISTS, _is_list, "list of objects"),
    (KEYED, _is_keyed, "objects"),
)


def _part_faults(name: str, value: Any) -> Iterator[str]:
    """Yield what is wrong inside the parts of a list, or of one object."""
    parts = value if isinstance(value, list) else [value]
    if name in _PRINTED and not all(isinstance(part.get("value"), str) for part in parts):
        yield f"has a part without words in {name}"
    for inner in _NAMING:
        if not all(isinstance(part.get(inner, ""), str) for part in parts):
            yield f"has no words as {inner} in {name}"


def _rights_faults(rights: Any) -> Iterator[str]:
    """Yield a fault for rights given twice, or not at all: which ones hold is anybody's guess."""
    if isinstance(rights, dict):
        given = {name.lower() for name in rights} & {"linkedrights", "encodedrights"}
        if len(given) != 1:
            yield "has not one of linkedrights and encodedrights in its rightsinfo"


def find_date_faults(item: Mapping[str, Any]) -> list[str]:
    """Return which of an item's dates are none; they matter only to an article."""
    dates = {name.lower(): value for name, value in item.items() if name.lower() in _DATES}
    return [
        f"has no date as {name} ({words[:40]!r})"
        for name, words in dates.items()
        if isinstance(words, str) and words.strip() and find_stamp(words) is None
    ]


def find_association_faults(associated: Any) -> list[str]:
    """Return what is wrong with how an item carries others: each needs an address, and a name in a list."""
    is_keyed = isinstance(associated, dict)
    inner = list(associated.values()) if is_keyed else associated if isinstance(associated, list) else []
    needed = ("uri",) if is_keyed else ("uri", "name")
    items = [one for one in inner if isinstance(one, dict)]
    return [
        f"carries an item without {name}"
        for name in needed
        if any(not isinstance(one.get(name), str) for one in items)
    ]
