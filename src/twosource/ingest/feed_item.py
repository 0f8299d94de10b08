"""One item of a feed kept as a page: read from what the feed itself says of it, and marked so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from twosource.errors import UnreadableInput
from twosource.ingest.drafts import make_draft
from twosource.ingest.json_records import load_json
from twosource.model import Draft, Page

#: What such a page is called; ours, as nothing else is written so.
MEDIA_TYPE: Final = "application/vnd.twosource.feed-item+json"
#: What an article says of where its text was found.
SUMMARY: Final = "the feed's summary"
WHOLE: Final = "the feed"


def split_item(page: Page, text: str) -> Iterator[Draft]:
    """Yield the draft of an item; raises UnreadableInput for what is none, or says nothing."""
    value = load_json(text)
    if not isinstance(value, dict) or not all(isinstance(value.get(name, ""), str) for name in _WORDS):
        raise UnreadableInput("is no item of a feed")
    if not (value.get("summary") or value.get("title")):
        raise UnreadableInput("is an item of a feed that has neither title nor text")
    draft = make_draft(
        page,
        page.address,
        value.get("summary", ""),
        is_html=value.get("summary_is_html") is True,
        url=_web(value),
        title=value.get("title"),
        published=value.get("published"),
        updated=value.get("updated"),
        outlet=value.get("outlet"),
        byline=value.get("byline"),
        language=value.get("language"),
        external_id=value.get("key"),
    )
    yield replace(draft, text_from=WHOLE if value.get("is_full") is True else SUMMARY)


_WORDS: Final = (
    "summary", "title", "url", "published", "updated", "outlet", "byline", "language", "key", "channel",
)  # fmt: skip


def _web(value: Mapping[str, Any]) -> str | None:
    url = value.get("url")
    return url if url and url.startswith(("http://", "https://")) else None
