"""The ``[[feeds]]`` tables: what is read without being asked again."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final, get_args

from twosource.config.tables import Faults, Table, tables_of
from twosource.errors import FetchError
from twosource.feeds import EVERY, Feed, Form
from twosource.ingest.addresses import parse_url

_FORMS: Final = get_args(Form)
_LEAST: Final = timedelta(seconds=1)
_MOST: Final = timedelta(days=31)


def parse_feeds(raw: object, beside: Path = Path()) -> tuple[Feed, ...]:
    """Return the feeds of ``[[feeds]]``; raises ConfigError. Folders are looked for ``beside`` the file."""
    faults = Faults()
    feeds: list[Feed] = []
    for table in tables_of(raw, "feeds", faults):
        feed = _read(table, beside)
        table.finish()
        _check_unlike(feed, feeds, table)
        feeds.append(feed)
    faults.check()
    return tuple(feeds)


def _read(table: Table, beside: Path) -> Feed:
    form: Any = table.choice("form", "auto", _FORMS)
    name = table.text("name", needed=True)
    address, is_folder = _address(table, beside)
    if is_folder and form not in {"auto", "folder"}:
        table.fault("form", f"{form!r} is no form of a folder; leave it out")
    if form == "folder" and not is_folder:
        table.fault("form", 'a folder is given as folder = "path", not as a url')
    return Feed(
        name=name,
        address=address,
        form="folder" if is_folder else form,
        every=table.duration("every", EVERY, least=_LEAST, most=_MOST),
        pages=table.flag("pages", default=True),
        outlet=table.text("outlet") or None,
        group=table.text("group"),
        only=_only(table, is_folder=is_folder),
        paused=table.flag("paused"),
    )


def _only(table: Table, *, is_folder: bool) -> tuple[str, ...]:
    patterns = table.texts("only")
    if patterns and not is_folder:
        table.fault("only", "belongs to folders: it chooses files by their names")
    return patterns


def _address(table: Table, beside: Path) -> tuple[str, bool]:
    url, folder = table.text("url"), table.text("folder")
    if url and folder:
        table.fault("folder", "stands beside url; a feed has one of them")
    if not url and not folder:
        if not (table.has("url") or table.has("folder")):
            table.fault("url", 'is missing; give url = "https://..." or folder = "path"')
        return "", False
    if folder:
        return str(beside / folder), True
    try:
        return str(parse_url(url)), False
    except FetchError as error:
        table.fault("url", f"{url!r} {error}")
        return url, False


def _check_unlike(feed: Feed, others: list[Feed], table: Table) -> None:
    """Note a name or an address that another feed has: names are what people call them by."""
    for number, other in enumerate(others, start=1):
        if feed.name and feed.name.casefold() == other.name.casefold():
            table.fault("name", f"{feed.name!r} is the name of feeds[{number}] too; each feed needs its own")
        if feed.address and feed.address == other.address:
            key = "folder" if feed.form == "folder" else "url"
            table.fault(key, f"is that of feeds[{number}] ({other.name}) too; one of them is enough")
