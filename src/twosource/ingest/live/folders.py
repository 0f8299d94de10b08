"""A directory tree as a feed: each file an item, new when it appears and changed when its bytes do.

A file that is still being written is left until it rests. Links to directories, hidden files and kinds that hold
no articles are passed over, as ``twosource add`` does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from twosource.errors import InputError, NoSuchInput, UnreadableInput
from twosource.feeds import Feed, Item
from twosource.ids import digest
from twosource.ingest.bounds import MAX_PAGE_BYTES
from twosource.ingest.containers import Place, pages_in
from twosource.ingest.drafts import storable
from twosource.ingest.inputs import open_regular, walk_files
from twosource.ingest.sniff import READ_SUFFIXES, suffix_of
from twosource.model import Issue, Page

#: Files of one folder that are looked at; some weeks of a busy wire.
MOST_FILES: Final = 50_000
#: Seconds for which a file must not have changed before it is read: writers flush more often than that.
RESTS_S: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSight:
    """The files of a folder as items, those still being written left out and counted, and what went wrong."""

    items: tuple[Item, ...]
    unrested: int = 0
    issues: tuple[Issue, ...] = ()


def read_folder(feed: Feed, now: datetime) -> FolderSight:
    """Return the files of a folder by path; raises NoSuchInput or UnreadableInput where it can't be read."""
    root = Path(feed.address)
    if not root.is_dir():
        raise NoSuchInput("there is no such folder", hint="Is it mounted?")
    try:
        next(root.iterdir(), None)
    except OSError as error:
        raise UnreadableInput(f"can't be read: {error.strerror}") from None
    names = [name for name in islice(walk_files(feed.address), MOST_FILES + 1) if _is_wanted(name, feed.only)]
    found = [_look(root, name, now) for name in names[:MOST_FILES]]
    items = tuple(one for one in found if isinstance(one, Item))
    issues = tuple(one for one in found if isinstance(one, Issue))
    if len(names) > MOST_FILES:
        issues = (
            *issues,
            Issue(
                address=feed.address,
                message=f"it holds more than {MOST_FILES:,} files; the others are not read",
            ),
        )
    return FolderSight(items=items, unrested=found.count(None), issues=issues)


def pages_of_file(feed: Feed, item: Item, fetched_at: datetime) -> Iterator[Page | Issue]:
    """Yield the page of a folder's item, or those of an archive; an issue for a file that can't be read now."""
    path = str(Path(feed.address, item.key))
    try:
        with open_regular(path) as stream:
            yield from pages_in(stream, Place(address=storable(path), fetched_at=fetched_at))
    except InputError as error:
        yield Issue(address=storable(path), message=str(error), hint=error.hint)


def _is_wanted(path: str, only: tuple[str, ...]) -> bool:
    name = Path(path).name
    if only:
        return any(fnmatch(name, pattern) for pattern in only)
    return not (suffix := suffix_of(name)) or suffix in READ_SUFFIXES


def _look(root: Path, name: str, now: datetime) -> Item | Issue | None:
    """Return the item of a file; None for one that does not rest, or was gone between two looks."""
    path = Path(name)
    try:
        stat = path.stat()
        age_s = now.timestamp() - stat.st_mtime
        if 0 <= age_s < RESTS_S:
            return None
        size, seen = stat.st_size, (stat.st_ino, stat.st_mtime_ns)
        content = _digest(name, size, seen) if size <= MAX_PAGE_BYTES else ""
    except FileNotFoundError:
        return None
    except OSError as error:
        return Issue(address=storable(name), message=f"can't be read: {error.strerror}")
    written = content or str(seen[1])
    return Item(
        key=storable(path.relative_to(root).as_posix()),
        print=digest(str(size), written),
        url=None,
        title="",
        summary="",
        summary_is_html=False,
        published=None,
        updated=None,
        outlet=None,
    )


@lru_cache(maxsize=2 * MOST_FILES)
def _digest(name: str, size: int, seen: tuple[int, int]) -> str:
    """Return the digest of a file's bytes; read again only where size, inode or time have changed."""
    del size, seen
    return sha256(Path(name).read_bytes()).hexdigest()
