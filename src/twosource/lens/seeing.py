"""What a lens is, and what is seen through one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from twosource.ids import ArticleId
from twosource.model import Article, Copy, Incident, Report
from twosource.store.past import printed_at

#: What a moment is asked of: what the press had printed by then, or what the ledger held by then.
By = Literal["printed", "arrived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """How to look: at which moment (None: now) and by which profile (None: the ledger's own)."""

    profile: str | None = None
    as_of: datetime | None = None
    by: By = "printed"

    @property
    def is_plain(self) -> bool:
        """Whether it shows the ledger as it stands."""
        return self.profile is None and self.as_of is None


PLAIN: Final = Lens()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An incident through a lens, with the reports it is made of and where they stand.

    ``articles`` are those of the reports; ``copies`` tells which of them are copies.
    """

    incident: Incident
    reports: tuple[Report, ...]
    articles: Mapping[ArticleId, Article]
    copies: Mapping[ArticleId, Copy]

    @property
    def first_printed_at(self) -> datetime:
        """Return when its first article was printed."""
        return min(printed_at(article) for article in self.articles.values())
