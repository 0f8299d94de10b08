"""What a browser sent to be added: a pasted text with what is said of it, and files; held to bounds.

Types are told by the end of a file's name here, by its bytes in ``ingest``, which reads what is let
through. Names of files are never used as paths.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO, Final

from twosource.errors import InputError, TooLarge
from twosource.ingest.bounds import MAX_TEXT_CHARS, show_size
from twosource.web.addresses import is_outward

#: Files of one form, and bytes of all of them together: what a person picks, not what an archive holds.
MOST_FILES: Final = 20
MOST_BYTES: Final = 50_000_000

#: Ends of the names of files that may hold articles.
SUFFIXES: Final = (
    ".txt", ".html", ".htm", ".xml", ".rss", ".atom", ".json", ".jsonl", ".ndjson", ".zip", ".warc", ".gz",
)  # fmt: skip

_MOST_LINE: Final = 2_000  # characters of an address or a headline
_MOST_NAME: Final = 120  # characters of a file's name that are shown

File = tuple[str, BinaryIO, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Streams to be read as pages, each under the name it goes by, and what is said of all of them.

    ``refused`` are names of files with the reason why they are not read.
    """

    streams: tuple[tuple[str, BinaryIO], ...]
    outlet: str | None
    published: str | None
    refused: tuple[tuple[str, str], ...] = ()


def read_sent(files: Sequence[File], said: Mapping[str, str]) -> Sent:
    """Hold what was sent to its bounds; raises InputError for what can't be taken at all."""
    _check_said(said)
    _check_files(files)
    named = [(tidy_name(name), stream) for name, stream, _ in files]
    taken = [(name, stream) for name, stream in named if _is_known(name)]
    known = ", ".join(SUFFIXES)
    return Sent(
        streams=(*_pasted(said), *((f"upload/{name}", stream) for name, stream in taken)),
        outlet=said["outlet"] or None,
        published=said["published"] or None,
        refused=tuple(
            (name, f"is of a type that is not read here: {known}") for name, _ in named if not _is_known(name)
        ),
    )


def tidy_name(name: str) -> str:
    r"""Return the last part of a file's name in plain signs.

    >>> tidy_name("C:\\Users\\a/../b\0.txt")
    'b.txt'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-_MOST_NAME:] or "unnamed"


def _is_known(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _check_said(said: Mapping[str, str]) -> None:
    if len(said["text"]) > MAX_TEXT_CHARS:
        raise TooLarge(f"the text has more than {MAX_TEXT_CHARS:,} characters", hint="Send it as a file.")
    if any(len(said[name]) > _MOST_LINE for name in ("title", "outlet", "published", "url")):
        raise InputError("a headline, outlet, date or address is too long")
    if said["url"] and not is_outward(said["url"]):
        raise InputError(
            f"{said['url']!r} is no address of the web", hint="It begins with https:// or http://"
        )
    if said["published"] and not _is_date(said["published"]):
        raise InputError(
            f"{said['published']!r} is no date", hint="Write for example 2024-03-12 or 2024-03-12T09:30"
        )


def _is_date(words: str) -> bool:
    for kind in (date, datetime):
        try:
            kind.fromisoformat(words)
        except ValueError:
            continue
        return True
    return False


def _check_files(files: Sequence[File]) -> None:
    if len(files) > MOST_FILES:
        raise TooLarge(
            f"{len(files)} files were sent; at most {MOST_FILES} are taken at once",
            hint="Send them as a zip.",
        )
    total = sum(size for _, _, size in files)
    if total > MOST_BYTES:
        raise TooLarge(
            f"the files are {show_size(total)} together; at most {show_size(MOST_BYTES)} are taken",
            hint="Add larger ones by the command line: twosource add FILE",
        )


def _pasted(said: Mapping[str, str]) -> tuple[tuple[str, BinaryIO], ...]:
    """Return a pasted text as a record of its own, with what is said of it; nothing where none was pasted."""
    if not said["text"]:
        return ()
    record = {name: said[name] for name in ("title", "text", "outlet", "published", "url") if said[name]}
    content = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return (("pasted.json", BytesIO(content)),)
