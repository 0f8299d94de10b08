"""JSON Feed 1.0 and 1.1 (jsonfeed.org): its items, those that can't be read told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from twosource.errors import InputError, UnreadableInput
from twosource.feeds import Item
from twosource.ingest.dates import restate_date
from twosource.ingest.drafts import plain_line, settle_body, storable
from twosource.ingest.json_records import load_json
from twosource.ingest.live.item_keys import clean_url, key_of, print_of
from twosource.model import Issue, Page

_MARK: Final = "jsonfeed.org/version/"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeed:
    """The items of a JSON Feed, what is wrong with it, and its title."""

    items: tuple[Item, ...]
    issues: tuple[Issue, ...]
    title: str


def read_json_feed(page: Page, text: str) -> JsonFeed:
    """Return what a JSON Feed holds; raises UnreadableInput where it is none."""
    value = load_json(text)
    listed = value.get("items") if isinstance(value, dict) else None
    if not isinstance(listed, list):
        raise UnreadableInput("is JSON but no JSON Feed", hint="Give a feed's address, or add it as a file.")
    issues: list[Issue] = []
    items = tuple(_items(page, value, listed, issues))
    if not items and not issues and _MARK not in str(value.get("version", "")):
        raise UnreadableInput("is JSON without any item")
    return JsonFeed(items=items, issues=tuple(issues), title=_line(value.get("title")) or "")


def _items(page: Page, feed: Mapping[str, Any], listed: list[Any], issues: list[Issue]) -> Iterator[Item]:
    for number, one in enumerate(listed, start=1):
        try:
            yield _item(one, feed)
        except InputError as error:
            issues.append(Issue(address=f"{page.address}#{number}", message=f"this item {error}"))


def _item(one: Any, feed: Mapping[str, Any]) -> Item:
    if not isinstance(one, dict):
        raise UnreadableInput("is no object")
    body, is_html = _body(one)
    title = plain_line(_line(one.get("title")) or "")
    url = _web(one.get("external_url")) or _web(one.get("url"))
    published = restate_date(_line(one.get("date_published")))
    updated = restate_date(_line(one.get("date_modified")))
    if not (body or title or url):
        raise UnreadableInput("says nothing")
    return Item(
        key=key_of(_name(one.get("id")), url, (title, published or "", body)),
        print=print_of(title, body, updated, url),
        url=url,
        title=title,
        summary=body,
        summary_is_html=is_html,
        published=published,
        updated=updated,
        outlet=None,
        byline=", ".join(_authors(one) or _authors(feed)),
        language=_line(one.get("language")) or _line(feed.get("language")),
        is_full=any(_words(one.get(name)) for name in ("content_html", "content_text")),
        channel=_line(feed.get("title")),
    )


def _body(one: Mapping[str, Any]) -> tuple[str, bool]:
    if markup := _words(one.get("content_html")):
        return settle_body(markup, declared_html=True)
    return settle_body(_words(one.get("content_text")) or _words(one.get("summary")), declared_html=False)


def _authors(record: Mapping[str, Any]) -> list[str]:
    """Return names of authors: a list in 1.1, one in 1.0."""
    listed = record.get("authors")
    found = listed if isinstance(listed, list) else [record.get("author")]
    names = (_line(author.get("name")) for author in found if isinstance(author, dict))
    return [name for name in names if name]


def _name(value: Any) -> str | None:
    """Return an id, which ought to be words but may be a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _line(value)


def _words(value: Any) -> str:
    return storable(value) if isinstance(value, str) and value.strip() else ""


def _line(value: Any) -> str | None:
    return " ".join(_words(value).split()) or None


def _web(value: Any) -> str | None:
    found = _line(value)
    return clean_url(found) if found and found.startswith(("http://", "https://")) else None
