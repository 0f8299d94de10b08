"""Who prints it: the outlet by its site, its page, its feed or its own notes."""

import re
from collections.abc import Sequence

from twosource.clean.sightings import Sighting
from twosource.knowledge.press import find_newsroom, find_outlet, find_outlet_at, host_of

_STAFF_NOTE = re.compile(
    r"\bedited by (?:the )?(?P<outlet>[A-Z][\w.&'’ -]{1,40}?)(?:'s|’s)?(?:(?: (?:news|web|editorial))? (?:staff|team|desk)\b|\s?[.)]|,| and\b)"
)
_NOT_NAMES = frozenset({"our", "the", "home", "news", "admin", "editor", "wordpress", "blogger"})


def _canonical(name: str) -> str:
    """Return the one name of an outlet that goes by several, else the name as it is."""
    bare = " ".join(name.split()).strip(" |-–—")
    listed = find_outlet(bare) or find_newsroom(bare)
    return listed.name if listed else bare


def choose_outlet(
    url: str | None, sightings: Sequence[Sighting], given: str | None, notes: Sequence[str]
) -> tuple[str | None, str]:
    """Return the outlet and where it was found: listed site, page, feed, notes, bare host name.

    ``given`` is what the feed or the user says; ``notes`` are lines that were dropped from the text.
    """
    host = host_of(url) if url else None
    listed = find_outlet_at(host) if host else None
    if listed is not None:
        return listed, "address"
    for sighting in sightings:
        if 1 < len(sighting.words) <= 80 and sighting.words.lower() not in _NOT_NAMES:
            return _canonical(sighting.words), sighting.where
    if given and given.strip():
        return _canonical(given), "feed or option"
    for note in notes:
        match = _STAFF_NOTE.search(note[:500]) if "edited by" in note else None
        if match is not None and match["outlet"].lower() not in _NOT_NAMES:
            return _canonical(match["outlet"]), "syndication note"
    return (host, "host name") if host else (None, "nothing")
