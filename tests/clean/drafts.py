"""Drafts for the tests of cleaning."""

from datetime import UTC, datetime
from typing import Any

from twosource.clean import clean
from twosource.ids import PageId
from twosource.model import Article, Draft

FETCHED = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
LEAD = "Two drones struck a fuel depot outside Makhado before dawn on Thursday, the provincial governor said."
SECOND = "Nobody was hurt, she told reporters at the gate, but the blaze was still burning at noon."
THIRD = "A group that calls itself the Northern Front said in a message that it had sent the drones."


def make_draft(body: str, **changes: Any) -> Draft:
    """Build a draft of a plain text."""
    values: dict[str, Any] = {
        "page": PageId("0" * 64),
        "address": "wires/depot.txt",
        "body": body,
        "body_type": "text",
        "fetched_at": FETCHED,
    }
    return Draft(**(values | changes))


def clean_text(*paragraphs: str, **changes: Any) -> Article:
    """Clean a plain text that must give an article."""
    article = clean(make_draft("\n\n".join(paragraphs), **changes))
    assert isinstance(article, Article)
    return article


def drops(article: Article) -> list[tuple[str, str]]:
    """Return reason and words of what was dropped."""
    return [(dropped.reason, dropped.text) for dropped in article.dropped]
