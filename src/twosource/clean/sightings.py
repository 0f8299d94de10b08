"""What was seen about an article and where: every candidate is kept until one is chosen."""

from dataclasses import dataclass
from typing import Literal

Subject = Literal["title", "published", "updated", "outlet", "byline", "language", "url", "caption"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Words that tell something of an article, and where on its page or in its feed they stood."""

    about: Subject
    words: str
    where: str


def seen(sightings: tuple[Sighting, ...], about: Subject) -> tuple[Sighting, ...]:
    """Return the sightings of one subject, in their order of trust."""
    return tuple(s for s in sightings if s.about == about)
