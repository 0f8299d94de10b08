"""What the W3C feed validator is to say of its test files ("Expect: !Error").

Names follow its list of messages (validator.w3.org/feed/docs). Only what a reader of feeds meets
too is told here: broken XML, and dates of entries that are none.
"""

import re
from dataclasses import dataclass

_EVENT = re.compile(r"(!?)(\w+)\s*(?:\{([^}]*)\})?")
_NO_DATE = frozenset({"InvalidRFC3339Date", "InvalidRFC2822Date", "InvalidW3CDTFDate", "ImplausibleDate"})
_ENTRY_DATES = frozenset({"published", "updated", "pubDate", "dc:date", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What the validator is to say of a file. ``valid`` where it is to say nothing bad."""

    name: str
    valid: bool
    element: str = ""
    parent: str = ""

    @property
    def is_broken_xml(self) -> bool:
        """Whether the file is no XML at all."""
        return not self.valid and self.name == "SAXError"

    @property
    def is_wrong_entry_date(self) -> bool:
        """Whether a date that an article takes over is not as its standard wants it."""
        at_entry = self.parent in {"entry", "item", ""} and self.element in _ENTRY_DATES
        return not self.valid and self.name in _NO_DATE and at_entry


def read_event(expectation: str) -> Event:
    """Read "InvalidRFC3339Date{parent:entry,element:updated}"; raises ValueError for anything else."""
    match = _EVENT.match(expectation)
    if not match:
        raise ValueError(f"no event: {expectation!r}")
    pairs = (pair.partition(":") for pair in (match.group(3) or "").split(","))
    details = {name.strip(): value.strip() for name, _, value in pairs}
    good = bool(match.group(1)) or match.group(2).startswith("Valid")
    return Event(
        name=match.group(2),
        valid=good,
        element=details.get("element", ""),
        parent=details.get("parent", ""),
    )
