"""All operations of the interface, and the shapes of what they send and take."""

from typing import Final

from twosource.api import (
    about,
    alerts,
    articles,
    claims,
    exporting,
    feeds,
    incidents,
    ratings,
    reviews,
    tallies,
    watching,
)
from twosource.api.operations import Operation, Schema

OPERATIONS: Final[tuple[Operation, ...]] = (
    *incidents.OPERATIONS,
    *articles.OPERATIONS,
    *claims.OPERATIONS,
    *reviews.OPERATIONS,
    *ratings.OPERATIONS,
    *tallies.OPERATIONS,
    *alerts.OPERATIONS,
    *watching.OPERATIONS,
    *feeds.OPERATIONS,
    *exporting.OPERATIONS,
    *about.OPERATIONS,
)
SHAPES: Final[dict[str, Schema]] = {
    **incidents.SCHEMAS, **articles.SCHEMAS, **claims.SCHEMAS, **reviews.SCHEMAS, **ratings.SCHEMAS, **tallies.SCHEMAS,
    **alerts.SCHEMAS, **watching.SCHEMAS, **feeds.SCHEMAS, **exporting.SCHEMAS,
}  # fmt: skip
TYPES: Final[tuple[type, ...]] = (
    *articles.TYPES,
    *reviews.TYPES,
    *ratings.TYPES,
    *alerts.TYPES,
    *feeds.TYPES,
)
