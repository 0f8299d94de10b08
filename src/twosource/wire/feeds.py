"""What feeds of incidents hold, whichever form they are written in: a head, and an entry for each incident.

An entry's name never changes; its time of change does when the incident does. The same ledger gives the same
bytes. ``feed_atom``, ``feed_rss`` and ``feed_json`` write them down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from twosource import __version__

#: What every feed says made it.
GENERATOR: Final = f"twosource {__version__}"
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was changed last


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """A feed's title, the page that shows the same, and where the feed itself is.

    ``own`` is None where the address is nobody else's business, as one that holds a key.
    """

    title: str
    home: str
    own: str | None = None
    subtitle: str = "Incidents as the press tells them. No warnings of an authority."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident in a feed. ``point`` is (lat, lon) in WGS84 degrees."""

    name: str
    title: str
    address: str
    published: datetime
    updated: datetime
    paragraphs: tuple[str, ...]
    categories: tuple[str, ...] = ()
    point: tuple[float, float] | None = None


def name_for(kind: str, name: str) -> str:
    """Return a name for a record that is the same wherever it is served (RFC 4122, version 5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'twosource:{kind}:{name}')}"


def changed_at(entries: Sequence[Entry]) -> datetime:
    """Return when the newest of some entries was changed."""
    return max((entry.updated for entry in entries), default=_LONG_AGO)
