"""Fakes of the ports: each behaves like the real one, from memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from twosource.errors import FetchError, TwosourceError
from twosource.ids import PageId
from twosource.model import Page

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


@dataclass(kw_only=True)
class FakeClock:
    """Stands still until told otherwise."""

    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant


@dataclass(kw_only=True)
class FakeFetcher:
    """Answers from a table of addresses; an error in the table is raised."""

    answers: Mapping[str, bytes | TwosourceError] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str) -> Page:
        self.asked.append(url)
        answer = self.answers.get(url, FetchError("the server answered 404"))
        if isinstance(answer, TwosourceError):
            raise answer
        return Page(
            id=PageId(sha256(answer).hexdigest()),
            address=url,
            media_type=self.media_type,
            content=answer,
            fetched_at=NOON,
        )
