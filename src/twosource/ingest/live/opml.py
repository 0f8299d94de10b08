"""OPML 2.0 (opml.org): lists of feeds as other readers write and read them.

Groups are nested outlines. What OPML has no word for (interval, pages, outlet, pauses, folders) stands in
attributes of a namespace of ours, which other programs pass over and ours reads back; in files of others
those stand at their defaults.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, get_args
from urllib.parse import urlsplit

from twosource.errors import FetchError, UnreadableInput
from twosource.feeds import EVERY, Feed, Form
from twosource.ingest.addresses import parse_url
from twosource.ingest.bounds import MAX_XML_BYTES, too_large
from twosource.ingest.decode import decode
from twosource.ingest.xml_guard import parse_xml
from twosource.ingest.xml_tree import child, children, local_name
from twosource.model import Issue

if TYPE_CHECKING:
    from lxml.etree import _Element

#: The namespace of our attributes. It names; nothing is found at it.
NAMESPACE: Final = "urn:twosource:opml:1"
#: Between the names of a group and of one inside it.
BETWEEN: Final = " / "
_MOST_FEEDS: Final = 20_000
_MOST_NESTED: Final = 10  # groups inside groups
_MOST_NAME: Final = 120  # characters, as the ledger has it
_FORMS: Final = get_args(Form)
_LEAST: Final = timedelta(seconds=1)
_MOST: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """The feeds of an OPML file, each with a name and an address of its own, and what was left out and why."""

    feeds: tuple[Feed, ...]
    issues: tuple[Issue, ...] = ()


def read_opml(content: bytes) -> tuple[Feed, ...]:
    """Return the feeds of an OPML file; raises UnreadableInput or TooLarge where it is none."""
    return read_subscriptions(content).feeds


def read_subscriptions(content: bytes, address: str = "OPML") -> Subscriptions:
    """Return the feeds of an OPML file and what of it could not be read; raises as :func:`read_opml`."""
    if len(content) > MAX_XML_BYTES:
        raise too_large("this OPML", len(content), MAX_XML_BYTES)
    root = parse_xml(decode(content, "text/x-opml"))
    body = child(root, "body")
    if local_name(root).lower() != "opml" or body is None:
        raise UnreadableInput("is no OPML", hint="Export the list of feeds of your reader as OPML.")
    found: dict[str, Feed] = {}
    issues: list[Issue] = []
    names: set[str] = set()
    for outline, group in _outlines(body):
        try:
            feed = _feed(outline, group, names)
        except FetchError as error:
            issues.append(Issue(address=address, message=f"{_said(outline)} {error}"))
            continue
        if feed.address in found:
            issues.append(Issue(address=address, message=f"{feed.address} stands in it twice", remark=True))
            continue
        found[feed.address] = feed
        names.add(feed.name.casefold())
        if len(found) == _MOST_FEEDS:
            issues.append(Issue(address=address, message=f"it holds more than {_MOST_FEEDS:,} feeds"))
            break
    return Subscriptions(feeds=tuple(found.values()), issues=tuple(issues))


def write_opml(feeds: Iterable[Feed], title: str = "Feeds of twosource") -> bytes:
    """Return feeds as OPML 2.0, in their order, groups where the first of them stands."""
    from lxml import etree  # noqa: PLC0415

    root = etree.Element("opml", {"version": "2.0"}, nsmap={"twosource": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    groups: dict[tuple[str, ...], _Element] = {(): body}
    for feed in feeds:
        etree.SubElement(_group(groups, _parts(feed.group)), "outline", dict(_attributes(feed)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _group(groups: "dict[tuple[str, ...], _Element]", path: tuple[str, ...]) -> "_Element":
    from lxml import etree  # noqa: PLC0415

    if path not in groups:
        above = _group(groups, path[:-1])
        groups[path] = etree.SubElement(above, "outline", {"text": path[-1], "title": path[-1]})
    return groups[path]


def _parts(group: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in group.split(BETWEEN.strip()))
    return tuple(part for part in parts if part)[:_MOST_NESTED]


def _attributes(feed: Feed) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a feed's outline; ours only where they differ from what is taken without them."""
    yield "text", feed.name
    yield "title", feed.name
    if feed.form == "folder":
        yield _ours("folder"), feed.address
    else:
        yield "type", "rss"  # as OPML 2.0 has it for every form of feed
        yield "xmlUrl", feed.address
    if feed.form not in {"auto", "folder"}:
        yield _ours("form"), feed.form
    if feed.every != EVERY:
        yield _ours("every"), f"{round(feed.every.total_seconds())}"
    if not feed.pages:
        yield _ours("pages"), "no"
    if feed.outlet:
        yield _ours("outlet"), feed.outlet
    if feed.only:
        yield _ours("only"), "\n".join(feed.only)
    if feed.paused:
        yield _ours("paused"), "yes"


def _ours(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _outlines(body: "_Element") -> "Iterator[tuple[_Element, str]]":
    """Yield every outline that is a feed, in order, with its group; without recursion, however deep they lie."""
    waiting: list[tuple[_Element, tuple[str, ...]]] = [(body, ())]
    while waiting:
        element, path = waiting.pop()
        if local_name(element) == "outline":
            if _address_of(element):
                yield element, BETWEEN.join(path)
            elif name := _name(element):
                path = (*path, *_parts(name))[:_MOST_NESTED]
        waiting.extend((inner, path) for inner in reversed(list(children(element))))


def _address_of(outline: "_Element") -> str:
    return (outline.get(_ours("folder")) or _any_case(outline, "xmlUrl") or "").strip()


def _any_case(outline: "_Element", name: str) -> str | None:
    """Return an attribute however it is spelt: some readers write "xmlurl"."""
    found = (value for key, value in outline.attrib.items() if str(key).lower() == name.lower())
    return next((str(value) for value in found), None)


def _feed(outline: "_Element", group: str, taken: set[str]) -> Feed:
    folder = outline.get(_ours("folder"))
    address = folder or str(parse_url(_address_of(outline)))
    form: Any = outline.get(_ours("form"))
    return Feed(
        name=free_name(_name(outline) or _host(address), taken),
        address=address,
        form="folder" if folder else form if form in _FORMS and form != "folder" else "auto",
        every=_every(outline.get(_ours("every"))),
        pages=outline.get(_ours("pages")) != "no",
        outlet=_line(outline.get(_ours("outlet"))) or None,
        group=group,
        only=tuple((outline.get(_ours("only")) or "").split("\n")) if outline.get(_ours("only")) else (),
        paused=outline.get(_ours("paused")) == "yes",
    )


def _name(outline: "_Element") -> str:
    """Return what an outline is called: its text, which OPML requires, else its title."""
    return _line(outline.get("text")) or _line(outline.get("title"))


def _line(words: object) -> str:
    one_line = " ".join(str(words or "").split())
    return "".join(sign for sign in one_line if sign.isprintable())[:_MOST_NAME].strip()


def _host(address: str) -> str:
    return urlsplit(address).hostname or address[:_MOST_NAME]


def free_name(name: str, taken: set[str]) -> str:
    """Return a name no other feed has: with a number behind it where need be."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name[: _MOST_NAME - 8]} ({number})"
    return free


def _every(words: str | None) -> timedelta:
    with suppress(ValueError, OverflowError):
        return min(max(timedelta(seconds=int(words or "")), _LEAST), _MOST)
    return EVERY


def _said(outline: "_Element") -> str:
    return f"{_address_of(outline)[:200]!r}"
