"""The names of ninjs 1.0 to 3.1 (iptc.org/standards/ninjs) and what stands under each.

All in lower case: version 1 spells them so, versions 2 and 3 in camel case. Only the outermost names
are listed, and those inside that an article needs.
"""

import re
from collections.abc import Mapping

#: Names with words under them.
WORDS = frozenset({
    "by", "byline", "contentcreated", "copyrightholder", "copyrightnotice", "ednote", "embargoed",
    "embargoeduntil", "expires", "firstcreated", "headline", "language", "located", "mimetype", "profile",
    "pubstatus", "representationtype", "slugline", "title", "type", "uri", "usageterms", "version",
    "versioncreated",
})  # fmt: skip
#: Names with a number under them.
NUMBERS = frozenset({"urgency", "charcount", "wordcount"})
#: Names with one object under them.
OBJECTS = frozenset({"$standard", "standard", "digitalsourcetype", "eventdetails", "rightsinfo"})
#: Names with a list of objects under them.
LISTS = frozenset({
    "advices", "bodies", "descriptions", "event", "events", "genre", "genres", "headlines", "infosource",
    "infosources", "object", "objects", "organisation", "organisations", "people", "person", "place",
    "places", "plannedcoverage", "subject", "subjects", "trustindicator", "trustindicators",
})  # fmt: skip
#: Names with an object of objects under them in version 1, with a list of objects in 2 and 3.
KEYED = frozenset({"altids", "associations", "renditions"})
#: Names that version 1 lets senders end as they like: body_text, description_html, headline_extended.
STEMS = ("body", "description", "headline")

_EXTENDED = re.compile(rf"(?:{'|'.join(STEMS)})_[a-z0-9_]+")
_FIXED = WORDS | NUMBERS | OBJECTS | LISTS | KEYED

#: The words that may stand under a name, where only some may; "cancelled" is a common slip.
CHOICES: Mapping[str, frozenset[str]] = {
    "type": frozenset({
        "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning",
    }),
    "pubstatus": frozenset({"usable", "withheld", "canceled", "cancelled"}),
    "representationtype": frozenset({"complete", "incomplete", "full", "partial"}),
}  # fmt: skip


def is_extended(name: str) -> bool:
    """Whether a lower-case name is one that a sender ended ("body_html")."""
    return _EXTENDED.fullmatch(name) is not None


def is_known(name: str) -> bool:
    """Whether a name, in whatever case, is one of ninjs."""
    folded = name.lower()
    return folded in _FIXED or is_extended(folded)
