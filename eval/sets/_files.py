"""Sets that are folders of files: one record per file, read as the program takes in any file.

The bytes travel with the record, so that a set's digest covers them. What a file is expected to
give is each set's own matter; nothing here looks at it.
"""

import base64
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.tasks import Outcome, Record

if TYPE_CHECKING:
    from twosource.model import Draft, Issue, Page

#: When every file is taken to have been fetched: figures must not hang on the day they are made.
FETCHED_AT = datetime(2026, 1, 1, tzinfo=UTC)
_ABOUT = re.compile(r"(?:LICENSE|LICENCE|NOTES|README)\b", re.IGNORECASE)
_SHOWN = 20_000  # characters of a file that the error browser shows
_WIDE = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def load_files(folder: Path, name: str) -> list[Record]:
    """Read every file of a set; ``folder`` is the set's own, or the one that holds all sets."""
    root = folder / name if (folder / name).is_dir() else folder
    if root.name != name or not root.is_dir():
        raise FileNotFoundError(f"{root} is no folder of {name} files")
    paths = sorted(path for path in root.rglob("*") if path.is_file() and not _ABOUT.match(path.name))
    return [_record(path, root) for path in paths]


def _record(path: Path, root: Path) -> Record:
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    return Record(id=path.relative_to(root).as_posix(), data={"bytes": content})


def content_of(record: Record) -> bytes:
    """Return the bytes of a file."""
    return base64.b64decode(record.data["bytes"])


def text_of(record: Record) -> str:
    """Return a file as words for people and for finding its expectation; never raises.

    Reads UTF-8, marked or plain two- and four-byte encodings and EBCDIC, else each byte as a letter.
    """
    content = content_of(record)
    for codec in _codecs(content):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _codecs(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ["utf-32"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if content.startswith(b"Lo\xa7\x94"):
        return ["cp037"]
    return [*(codec for start, codec in _WIDE if content.startswith(start)), "utf-8-sig"]


def shown(record: Record) -> str:
    """Return the beginning of a file for the error browser."""
    return text_of(record)[:_SHOWN]


def read_file(content: bytes, address: str, media_type: str = "") -> dict[str, Any]:
    """Take in one file as the program does: unpack, tell its format, split, clean.

    Returns ``{"drafts": [...], "issues": [message, ...], "crash": "" or the error's name}``.
    """
    from twosource.ingest.containers import Place, pages_in  # noqa: PLC0415 - only processes that read

    place = Place(address=address, fetched_at=FETCHED_AT, media_type=media_type)
    made: dict[str, Any] = {"drafts": [], "issues": [], "crash": ""}
    try:
        for page in pages_in(BytesIO(content), place):
            _take_in(page, made)
    except Exception as error:  # noqa: BLE001 - what may not happen is what is counted here
        made["crash"] = f"{type(error).__name__}: {error}"[:300]
    return made


def _take_in(page: "Page | Issue", made: dict[str, Any]) -> None:
    from twosource.ingest import split_page  # noqa: PLC0415
    from twosource.model import Draft, Page  # noqa: PLC0415

    for one in split_page(page) if isinstance(page, Page) else [page]:
        if isinstance(one, Draft):
            made["drafts"].append(_plain(one))
        else:
            made["issues"].append(one.message)


def _plain(draft: "Draft") -> dict[str, Any]:
    from twosource.clean import clean  # noqa: PLC0415
    from twosource.model import Article  # noqa: PLC0415

    cleaned = clean(draft)
    names = (
        "title", "url", "published", "updated", "outlet", "byline", "language", "external_id", "body_type",
    )  # fmt: skip
    fields: dict[str, Any] = {name: getattr(draft, name) for name in names}
    instants = [_instant(draft.published), _instant(draft.updated)]
    kept = cleaned.text if isinstance(cleaned, Article) else ""
    return {**fields, "body": draft.body, "text": kept, "instants": instants}


def _instant(words: str | None) -> str | None:
    """Return a date as the program reads its words, in UTC; None for none or an unreadable one."""
    from twosource.clean.stamps import Evidence, parse_stamp  # noqa: PLC0415

    try:
        stamp = parse_stamp(
            words or "", Evidence(country=None, days=frozenset(), not_after=FETCHED_AT.date())
        )
    except ValueError:
        return None
    return stamp.at.astimezone(UTC).isoformat()


def read_files(records: Sequence[Record]) -> list[Outcome]:
    """Take in files under their names in the set."""
    return [read_file(content_of(record), record.id) for record in records]
