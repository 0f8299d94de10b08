"""Outlets, newsrooms and voices: what they amount to by count, and how people rate them, kept apart.

No count becomes a rating, and no rating a count.
"""

from twosource.sources.listing import (
    Portrait,
    Source,
    SourcePage,
    find_sources,
    get_source,
    list_sources,
    portray,
)
from twosource.sources.rating import claim_subject, rate, take_back
from twosource.sources.scales import Grade, Scale, load_scale, scale_of
from twosource.sources.shares import Share, make_share, show_share

__all__ = [
    "Grade", "Portrait", "Scale", "Share", "Source", "SourcePage", "claim_subject", "find_sources", "get_source",
    "list_sources", "load_scale", "make_share", "portray", "rate", "scale_of", "show_share", "take_back",
]  # fmt: skip
