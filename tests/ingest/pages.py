"""Pages and drafts for the tests of ingest."""

from datetime import datetime
from typing import Unpack

from tests.fakes import NOON
from twosource.ingest import split_page
from twosource.ingest.containers import Place, make_page
from twosource.ingest.drafts import Fields, make_draft
from twosource.model import Draft, Issue, Page


def page(content: bytes | str, address: str = "given", media_type: str = "", at: datetime = NOON) -> Page:
    data = content.encode() if isinstance(content, str) else content
    return make_page(data, Place(address=address, fetched_at=at, media_type=media_type))


def split(content: bytes | str, address: str = "given", media_type: str = "") -> list[Draft | Issue]:
    return list(split_page(page(content, address, media_type)))


def draft(
    content: bytes | str, address: str, body: str, *, is_html: bool = False, **fields: Unpack[Fields]
) -> Draft:
    """Return the draft that splitting ``content`` should give."""
    return make_draft(page(content), address, body, is_html=is_html, **fields)


def messages(made: list[Draft | Issue]) -> list[str]:
    return [f"{it.address}: {it.message}" for it in made if isinstance(it, Issue)]
