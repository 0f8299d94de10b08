"""Articles as cleaning leaves them, for tests of the stages that follow it."""

from collections.abc import Iterable

from twosource.archive.datasets import CLEANED, Table
from twosource.archive.records import article_to_json
from twosource.copies import sketch
from twosource.model import Article


def clean(articles: Iterable[Article]) -> Table:
    """Return articles as rows of CLEANED, which arrive in this order."""
    return CLEANED.table(
        [
            {
                "id": article.id,
                "arrival": at,
                "body": article_to_json(article),
                "sketch": list(sketch(article.text)),
            }
            for at, article in enumerate(articles)
        ]
    )
