"""ninjs: the examples and the test suite of ninjs 1.0 to 3.1 (News in JSON).

Invalid ones break the schema: names it does not know, values of another type, missing ones. Items
that hold no article (pictures, events, plans) count as accepted where they are said to.
"""

import json
from typing import Any

from eval.sets._samples import Held, Samples

_NO_ARTICLE = frozenset({"picture", "graphic", "video", "audio", "event", "planning", "composite"})


def is_valid(path: str, _text: str) -> bool | None:
    """Tell a sample by its folder; a schema is none."""
    if "schema" in path.rpartition("/")[2].lower():
        return None
    return "/should_fail/" not in f"/{path}"


def find_held(text: str) -> Held:
    """Return headline, date and body (as HTML, where given) of an item with a body; nothing of other files."""
    try:
        item = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(item, dict) or item.get("type") in _NO_ARTICLE:
        return {}
    body = _first(item, "body_xhtml", "body_html", "body_text") or _of_list(item, "bodies")
    held = {
        "title": _first(item, "headline") or _of_list(item, "headlines"),
        "date": _first(item, "versioncreated", "versionCreated"),
        "text": body,
    }
    return {what: words for what, words in held.items() if words} if body else {}


def _first(item: dict[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := item.get(name), str)), "")


def _of_list(item: dict[str, Any], name: str) -> str:
    parts = item.get(name)
    found = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    found.sort(key=lambda part: "html" not in str(part.get("contentType") or part.get("contenttype")))
    return _first(found[0], "value") if found else ""


TASK = Samples(
    name="ninjs",
    measures="reading ninjs items, and saying what is wrong with invalid ones",
    is_valid=is_valid,
    find_held=find_held,
).task()
