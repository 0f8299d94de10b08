"""cap: alerts of the Common Alerting Protocol 1.0 to 1.2 and feeds of them, some broken or hostile.

Their names tell which ones must be refused. An alert counts as read where its headline, its time of
sending and its description are in the article made of it.
"""

import re
from typing import TYPE_CHECKING

from eval.sets._samples import Held, Samples

if TYPE_CHECKING:
    from lxml.etree import _Element

_INVALID = re.compile(r"invalid|errors|xee|no_(?:id|title|link)\b")
_SCHEMA = re.compile(r"\.(?:xsd|rng)$")


def is_valid(path: str, _text: str) -> bool | None:
    """Tell a sample by its name ("invalid.cap", "xee.atom", "canada_errors.cap"); a schema is none."""
    return None if _SCHEMA.search(path) else not _INVALID.search(path.rpartition("/")[2])


def find_held(text: str) -> Held:
    """Return headline, time and description of the first language of an alert; nothing of other files."""
    root = _parse(text)
    info = root.find("{*}info") if root is not None and str(root.tag).endswith("}alert") else None
    if root is None or info is None:
        return {}
    held = {
        "title": info.findtext("{*}headline"),
        "date": root.findtext("{*}sent"),
        "text": info.findtext("{*}description"),
    }
    return {what: found.strip() for what, found in held.items() if found and found.strip()}


def _parse(text: str) -> "_Element | None":
    from lxml import etree  # noqa: PLC0415 - loaded only where samples are scored

    if "<!DOCTYPE" in text:
        return None  # hostile ones are never parsed here
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


TASK = Samples(
    name="cap",
    measures="reading CAP alerts, and refusing broken or hostile ones",
    is_valid=is_valid,
    find_held=find_held,
).task()
