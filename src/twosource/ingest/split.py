"""One page to its drafts: decode, sniff, hand to the format's reader, hold to the bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from twosource.errors import InputError, UnreadableInput
from twosource.ingest.bounds import MAX_HTML_CHARS, MAX_TEXT_CHARS
from twosource.ingest.cap import carries_alerts, split_cap
from twosource.ingest.drafts import make_draft, url_of
from twosource.ingest.feed_item import MEDIA_TYPE, split_item
from twosource.ingest.feeds import split_feed
from twosource.ingest.json_records import split_json, split_json_lines
from twosource.ingest.newsml import split_newsml, split_nitf
from twosource.ingest.page_text import read_text
from twosource.ingest.sniff import find_root, sniff
from twosource.ingest.xml_guard import guard_xml
from twosource.model import Draft, Issue, Page


def split_page(
    page: Page, *, outlet: str | None = None, published: str | None = None
) -> Iterator[Draft | Issue]:
    """Yield the would-be articles of a page, and an issue for whatever could not be read.

    ``outlet`` and ``published`` fill in for drafts whose page does not say; they never override.
    The format is told by the content first and by the name second. Never raises for bad content.
    """
    try:
        yield from finish(_split(page), outlet, published)
    except InputError as error:
        yield Issue(address=page.address, message=str(error), hint=error.hint)


def finish(
    made: Iterable[Draft | Issue], outlet: str | None, published: str | None
) -> Iterator[Draft | Issue]:
    """Fill in what drafts do not say and hold them to the bounds, as :func:`split_page` does with its own."""
    for one in made:
        yield _check(_fill_in(one, outlet, published)) if isinstance(one, Draft) else one


def _split(page: Page) -> Iterator[Draft | Issue]:
    text = read_text(page, "this page")
    if page.media_type == MEDIA_TYPE:
        return split_item(page, text)
    match sniff(text, page.address, page.media_type):
        case "feed" | "cap" if carries_alerts(text):
            return split_cap(page, text)
        case "feed":
            return split_feed(page, text)
        case "json":
            return split_json(page, text)
        case "jsonl":
            return split_json_lines(page, text)
        case "newsml":
            return split_newsml(page, text)
        case "nitf":
            return split_nitf(page, text)
        case "xml" | "cap":
            guard_xml(text)
            root = find_root(text)
            held = f"root element <{root}>" if root else "nothing but comments"
            raise UnreadableInput(f"is XML that holds no news we know ({held})")
        case kind:
            return _single(page, text, is_html=kind == "html")


def _single(page: Page, text: str, *, is_html: bool) -> Iterator[Draft]:
    yield make_draft(page, page.address, text, is_html=is_html, url=url_of(page.address))


def _fill_in(draft: Draft, outlet: str | None, published: str | None) -> Draft:
    lacks_outlet = outlet is not None and draft.outlet is None
    lacks_date = published is not None and draft.published is None
    if not lacks_outlet and not lacks_date:
        return draft
    return replace(draft, outlet=draft.outlet or outlet, published=draft.published or published)


def _check(draft: Draft) -> Draft | Issue:
    """Return a draft within the bounds, or an issue in its place."""
    limit = MAX_HTML_CHARS if draft.body_type == "html" else MAX_TEXT_CHARS
    if len(draft.body) <= limit:
        return draft
    return Issue(
        address=draft.address,
        message=f"has {len(draft.body):,} characters; an article may have {limit:,}",
        hint="If it holds several articles, split it, or give them as JSON lines.",
    )
