"""The text of a page's bytes, or why it is none: what every format is read from."""

from twosource.errors import UnreadableInput
from twosource.ingest.bounds import MAX_PAGE_BYTES, too_large
from twosource.ingest.decode import decode
from twosource.ingest.sniff import check_is_text, check_reads_as_text
from twosource.model import Page


def read_text(page: Page, what: str) -> str:
    """Return a page's text; ``what`` it is called in the complaint. Raises TooLarge or UnreadableInput."""
    if len(page.content) > MAX_PAGE_BYTES:
        raise too_large(what, len(page.content), MAX_PAGE_BYTES)
    check_is_text(page.content[:512])
    text = decode(page.content, page.media_type)
    if not text.strip():
        raise UnreadableInput("is empty")
    check_reads_as_text(text)
    return text
