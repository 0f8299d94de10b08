"""What a person may give a job: files, folders, globs and the like, on this machine and in object storage.

Every file becomes an item of the first stage, by where it lies, its size and when it was changed: what names
work that is done on it. Small files of one folder share an item. Nothing is opened here.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import translate as translate_part
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final

from twosource.archive.filesystems import find_scheme, local_path, open_filesystem, translated
from twosource.errors import InputError, NoSuchInput, RefusedAddress, UnreadableInput
from twosource.ids import digest
from twosource.ingest.drafts import storable
from twosource.ingest.inputs import find_near, match_glob, walk_files
from twosource.ingest.members import PassedOver, is_hidden
from twosource.ingest.sniff import suffix_of
from twosource.model import Issue

Item = dict[str, Any]

_SMALL_BYTES: Final = 1_000_000  # a file below shares an item with others of its folder
_BUNCH_BYTES: Final = 32_000_000  # of one item's small files together
_BUNCH_FILES: Final = 500  # of one item: some ten seconds of work, where they are pages
_MORE_SUFFIXES: Final = frozenset({"parquet", "pq", "wet"})  # that are opened here and not by ``add``
_MAGIC: Final = re.compile(r"[*?\[]")
_USE_ADD: Final = "Use twosource add for it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file: the folder it was found in, what that is called, its path there, its bytes, a mark that changes with it."""

    root: str
    at: str
    name: str
    size: int
    mark: str


def list_files(inputs: Sequence[str]) -> tuple[list[Item], list[Issue]]:
    """Return the files behind inputs as items of the first stage, in the order of ``add``, and what gave none.

    Raises InputError where there is nothing at all, ArchiveError where storage can't be reached.
    """
    listing = _Listing()
    items = [item for given in inputs for item in gather(listing.find(given))]
    if not items:
        raise listing.nothing(inputs)
    return items, listing.issues


def gather(found: Iterable[Found]) -> Iterator[Item]:
    """Yield files as items: large ones alone, small ones of a folder that follow one another together."""
    bunch: list[Found] = []
    size = 0
    for one in found:
        is_small = one.size < _SMALL_BYTES
        fits = (
            bunch and (bunch[0].root, bunch[0].at) == (one.root, one.at) and size + one.size <= _BUNCH_BYTES
        )
        if bunch and not (is_small and fits and len(bunch) < _BUNCH_FILES):
            yield _bunch(bunch)
            bunch, size = [], 0
        if is_small:
            bunch.append(one)
            size += one.size
        else:
            yield _file(one)
    if bunch:
        yield _bunch(bunch)


def _file(one: Found) -> Item:
    where = {"path": f"{one.root}/{one.name}", "address": storable(f"{one.at}{one.name}")}
    return {"kind": "file", **where, "size": one.size, "mark": one.mark}


def _bunch(found: Sequence[Found]) -> Item:
    first = found[0]
    return {
        "kind": "bunch",
        "root": first.root,
        "at": first.at,
        "names": [one.name for one in found],
        "sizes": [one.size for one in found],
        "mark": digest(*(one.mark for one in found)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """Looks for the files behind inputs; keeps what gave none."""

    issues: list[Issue] = field(default_factory=list)

    def find(self, given: str) -> Iterator[Found]:
        """Yield the files behind one input."""
        try:
            yield from self._look(given)
        except InputError as error:
            self._tell(given, error)

    def nothing(self, inputs: Sequence[str]) -> InputError:
        """Return the error of inputs that give nothing."""
        if not self.issues:
            return NoSuchInput("nothing to read was given" if not inputs else "there are no articles to read")
        first = self.issues[0]
        return NoSuchInput(f"{first.address} {first.message}", hint=first.hint)

    def _tell(self, address: str, error: InputError) -> None:
        self.issues.append(Issue(address=storable(address), message=str(error), hint=error.hint))

    def _look(self, given: str) -> Iterator[Found]:
        scheme = find_scheme(given)
        if given == "-" or scheme in {"http", "https"}:
            what = "standard input" if given == "-" else "a web address"
            raise RefusedAddress(f"is {what}, not an archive", hint=_USE_ADD)
        if scheme:
            return self._object(given)
        path = local_path(given)
        if "\0" not in path and Path(path).is_dir():
            return self._folder(path)
        if os.path.lexists(path):
            return iter((_stat(path),))
        return self._glob(path)

    def _glob(self, pattern: str) -> Iterator[Found]:
        names = match_glob(pattern)
        if not names:
            raise NoSuchInput("no such file or directory", hint=find_near(pattern))
        for name in names:
            if Path(name).is_dir():
                yield from self._folder(name)
            else:
                yield from self._file(name)

    def _folder(self, path: str) -> Iterator[Found]:
        passed_over, is_empty = PassedOver(storable(path)), True
        for name in walk_files(path):
            is_empty = False
            if _wants(name, passed_over):
                yield from self._file(name, path)
        if is_empty:
            raise NoSuchInput("is a directory without files")
        self.issues.extend(passed_over.issues())

    def _file(self, path: str, folder: str = "") -> Iterator[Found]:
        try:
            yield _stat(path, folder)
        except InputError as error:
            self._tell(path, error)

    def _object(self, given: str) -> Iterator[Found]:
        """Yield the objects under an address: one, all below a prefix, or those that match a glob."""
        passed_over = PassedOver(given)
        pattern = _MAGIC.search(given)
        prefix = given[: pattern.start()].rpartition("/")[0] if pattern else given.rstrip("/")
        found = _list_objects(prefix)
        if pattern:
            matches = compile_glob(given[len(prefix) + 1 :])
            found = [one for one in found if matches.fullmatch(one[0])]
        if not found:
            raise NoSuchInput(
                "leads to nothing", hint="Check the bucket, the path, and that the keys may list it."
            )
        for name, size, mark in found:
            if pattern or not name or _wants(name, passed_over):
                yield _found_object(prefix, name, size, mark)
        self.issues.extend(passed_over.issues())


def _wants(name: str, passed_over: PassedOver) -> bool:
    return suffix_of(name) in _MORE_SUFFIXES or passed_over.wants(name)


def _stat(path: str, folder: str = "") -> Found:
    """Return a file of this machine, in a folder that is walked; raises InputError for what is none that can be read."""
    try:
        known = Path(path).stat()
        if not S_ISREG(known.st_mode):
            raise UnreadableInput("is not a regular file")
        with Path(path).open("rb"):
            pass
    except FileNotFoundError:
        raise NoSuchInput("is a link that leads nowhere") from None
    except OSError as error:
        raise UnreadableInput(f"can't be read: {error.strerror}") from None
    root = Path(folder or Path(path).parent)
    name, at = os.path.relpath(path, root), path.removesuffix(os.path.relpath(path, root))
    return Found(root=str(root.absolute()), at=at, name=name, size=known.st_size, mark=str(known.st_mtime_ns))


def _found_object(prefix: str, name: str, size: int, mark: str) -> Found:
    if not name:
        prefix, _, name = prefix.rpartition("/")
    return Found(root=prefix, at=f"{prefix}/", name=name, size=size, mark=mark)


def _list_objects(address: str) -> list[tuple[str, int, str]]:
    """Return what lies under an address, in the order in which folders are walked: path under it, bytes, mark.

    The path is "" for an object of just that address.
    """
    from pyarrow.fs import FileSelector, FileType  # noqa: PLC0415 - 0.2 s

    files, base = open_filesystem(address)
    with translated(address):
        (own,) = files.get_file_info([base])
        if own.type == FileType.File:
            return [("", own.size, _mark(own))]
        listed = files.get_file_info(FileSelector(base, allow_not_found=True, recursive=True))
    under = len(base) + 1
    found = [
        (one.path[under:], one.size, _mark(one))
        for one in listed
        if one.type == FileType.File and not is_hidden(one.path[under:])
    ]
    del listed  # a store may hold millions
    found.sort(key=lambda one: _walk_order(one[0]))
    return found


def _walk_order(path: str) -> tuple[tuple[bool, str], ...]:
    """Return a key by which the files of a folder stand before those of the folders in it."""
    *folders, name = path.split("/")
    return (*((True, folder) for folder in folders), (False, name))


def _mark(info: Any) -> str:
    return str(info.mtime_ns)


def compile_glob(pattern: str) -> re.Pattern[str]:
    """Return a glob over paths as an expression: ``*`` stays within a folder, ``**`` goes through all below."""
    parts = pattern.split("/")
    told = ["(?:[^/]+/)*" if part == "**" else _part(part) + "/" for part in parts[:-1]]
    return re.compile("".join(told) + (".*" if parts[-1] == "**" else _part(parts[-1])), re.DOTALL)


def _part(part: str) -> str:
    """Return one part of a glob as an expression."""
    told = translate_part(part).removeprefix("(?s:").removesuffix(r")\Z")
    return told.replace(".*", "[^/]*").replace("(?>", "(?:")
