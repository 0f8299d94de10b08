"""What is wrong with a NewsML-G2 news item, as far as an article needs it.

Looked for is what every item must carry (NewsML-G2 Implementation Guide, "mandatory metadata"): without
it an article has no date, or its codes no meaning. It is no schema validator.
"""

import re
from typing import TYPE_CHECKING

from twosource.ingest.dates import find_stamp
from twosource.ingest.xml_tree import child, path_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})")
_CATALOGUE_OPTIONAL = (2, 30)
_META = ("itemClass", "provider", "versionCreated")
_DATES = ("itemMeta/versionCreated", "itemMeta/firstCreated", "contentMeta/contentCreated")


def find_faults(item: "_Element") -> list[str]:
    """Return what an item lacks or gets wrong, in the order of the standard."""
    faults = [] if item.get("guid") else ["misses its guid"]
    if _needs_catalogue(item) and not _has_catalogue(item):
        faults.append("names no catalogue for its codes")
    return [*faults, *_meta_faults(item), *_date_faults(item)]


def _needs_catalogue(item: "_Element") -> bool:
    """Whether an item's version asks for a catalogue: those before 2.30 do."""
    numbers = _VERSION.fullmatch(item.get("standardversion") or "")
    return numbers is not None and (int(numbers[1]), int(numbers[2])) < _CATALOGUE_OPTIONAL


def _has_catalogue(item: "_Element") -> bool:
    """Whether an item names a catalogue; the message around it may do so for it."""
    alone = item.getparent() is None
    return not alone or any(child(item, name) is not None for name in ("catalogRef", "catalog"))


def _meta_faults(item: "_Element") -> list[str]:
    meta = child(item, "itemMeta")
    if meta is None:
        return ["misses its itemMeta"]
    return [f"misses its {name}" for name in _META if child(meta, name) is None]


def _date_faults(item: "_Element") -> list[str]:
    dates = {path.rpartition("/")[2]: path_text(item, path) for path in _DATES}
    return [
        f"has no date as {name} ({words[:40]!r})"
        for name, words in dates.items()
        if words and find_stamp(words) is None
    ]
