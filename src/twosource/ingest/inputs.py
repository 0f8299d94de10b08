"""What a person may give: files, directories, globs, addresses and standard input, as pages."""

import glob
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from twosource.errors import InputError, NoSuchInput, RefusedAddress, TooLarge, UnreadableInput
from twosource.ingest.bounds import MAX_ARCHIVE_BYTES, MAX_PAGE_BYTES, read_bounded, too_large
from twosource.ingest.containers import Place, pages_in
from twosource.ingest.drafts import storable
from twosource.ingest.members import PassedOver, is_hidden
from twosource.ingest.sniff import find_container
from twosource.model import Issue, Page
from twosource.ports import Clock, Fetcher

_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SPLIT_IT = "Split it, or pack its articles as a zip or JSON lines of at most that size."


def read_pages(
    inputs: Sequence[str], *, stdin: BinaryIO | None, fetcher: Fetcher, clock: Clock
) -> Iterator[Page | Issue]:
    """Yield the pages behind each input in order, and an issue for each that gives none.

    An input is a file, a directory (searched through, sorted, hidden files left out), a glob, an
    http(s) address, or "-" for ``stdin`` (None where there is none). Archives give a page per member.
    """
    source = _Source(stdin=stdin, fetcher=fetcher, clock=clock)
    for given in inputs:
        try:
            yield from source.read(given)
        except InputError as error:
            yield Issue(address=storable(given), message=str(error), hint=error.hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    stdin: BinaryIO | None
    fetcher: Fetcher
    clock: Clock

    def read(self, given: str) -> Iterator[Page | Issue]:
        if given == "-":
            return self._standard_input()
        if _WEB.match(given):
            return self._address(given)
        if _is_directory(given):
            return self._directory(given)
        if os.path.lexists(given):
            return self._file(given)
        return self._glob(given)

    def _standard_input(self) -> Iterator[Page | Issue]:
        if self.stdin is None:
            raise NoSuchInput("there is no standard input to read")
        content = read_bounded(self.stdin, MAX_PAGE_BYTES)
        yield from pages_in(BytesIO(content), Place(address="-", fetched_at=self.clock.now()))

    def _address(self, url: str) -> Iterator[Page | Issue]:
        page = self.fetcher.fetch(url)
        place = Place(address=page.address, fetched_at=page.fetched_at, media_type=page.media_type)
        yield from pages_in(BytesIO(page.content), place)

    def _directory(self, path: str) -> Iterator[Page | Issue]:
        passed_over, is_empty = PassedOver(path), True
        for name in walk_files(path):
            is_empty = False
            if passed_over.wants(name):
                yield from self._file_or_issue(name)
        if is_empty:
            raise NoSuchInput("is a directory without files")
        yield from passed_over.issues()

    def _glob(self, pattern: str) -> Iterator[Page | Issue]:
        if _SCHEME.match(pattern):
            raise RefusedAddress("only http and https addresses are asked")
        found = match_glob(pattern)
        if not found:
            raise NoSuchInput("no such file or directory", hint=find_near(pattern))
        for name in found:
            yield from self._directory(name) if _is_directory(name) else self._file_or_issue(name)

    def _file_or_issue(self, path: str) -> Iterator[Page | Issue]:
        try:
            yield from self._file(path)
        except InputError as error:
            yield Issue(address=storable(path), message=str(error), hint=error.hint)

    def _file(self, path: str) -> Iterator[Page | Issue]:
        with open_regular(path) as stream:
            yield from pages_in(stream, Place(address=storable(path), fetched_at=self.clock.now()))


def walk_files(path: str) -> Iterator[str]:
    """Yield the files under a directory, sorted, hidden ones and linked directories left out."""
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        yield from (str(Path(folder, name)) for name in sorted(files) if not is_hidden(name))


def _is_directory(path: str) -> bool:
    return "\0" not in path and Path(path).is_dir()


def match_glob(pattern: str) -> list[str]:
    """Return what a glob leads to, sorted; nothing for what is none."""
    if not glob.has_magic(pattern):
        return []
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern


def open_regular(path: str) -> BinaryIO:
    """Open a file for reading; raises NoSuchInput, UnreadableInput or TooLarge before reading it."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise UnreadableInput("is not a regular file", hint='Pipe it in and give "-" instead.')
        stream = Path(path).open("rb")  # noqa: SIM115 - closed by the caller
    except FileNotFoundError:
        raise NoSuchInput("is a link that leads nowhere") from None
    except OSError as error:
        raise UnreadableInput(f"can't be read: {error.strerror}") from None
    try:
        _check_size(stream)
    except TooLarge:
        stream.close()
        raise
    return stream


def _check_size(stream: BinaryIO) -> None:
    size = os.fstat(stream.fileno()).st_size
    limit = MAX_ARCHIVE_BYTES if find_container(stream.read(8)) else MAX_PAGE_BYTES
    stream.seek(0)
    if size > limit:
        raise too_large("this file", size, limit, hint=_SPLIT_IT)


def find_near(given: str) -> str:
    """Say what might have been meant by a path that leads nowhere."""
    path = Path(given)
    if "\0" in given or not path.parent.is_dir():
        return f"The directory {path.parent} does not exist either."
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistyped name

    names = [entry.name for entry in islice(path.parent.iterdir(), 2_000)]
    near = get_close_matches(path.name, names, n=1)
    return f"Did you mean {path.parent / near[0]}?" if near else "Check the path."
