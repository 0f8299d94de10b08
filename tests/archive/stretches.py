"""Archives of invented articles in every format, and what the first stages of a job make of them beside ``add``."""

import gzip
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pyarrow as pa
from pyarrow import parquet

from tests.fakes import NOON, FakeClock, FakeFetcher
from tests.ledgers import open_ledger
from twosource.archive.attempts import Attempt
from twosource.archive.inputs import list_files
from twosource.archive.plans import Plan
from twosource.archive.records import article_from_json
from twosource.archive.settings import Settings, Sizes
from twosource.archive.stages import clean, index
from twosource.archive.storage import Storage
from twosource.archive.tasks import Task
from twosource.model import Article, Reading
from twosource.pipeline import Inputs, Pipe, add, load_stages

SMALL: Final = Sizes(unit_records=3, unit_bytes=4_000, bucket_articles=4)
_TOWNS: Final = ("Kisumu", "Mombasa", "Garissa", "Nakuru", "Eldoret", "Malindi", "Lamu")

Record = dict[str, Any]
Write = Callable[[Path, Sequence[Record]], Path]


def make_records(count: int) -> list[Record]:
    """Return so many records of a wire that does not exist, each of another attack."""
    return [_record(number) for number in range(count)]


def _record(number: int) -> Record:
    town = _TOWNS[number % len(_TOWNS)]
    return {
        "title": f"Gunmen fire on bus {number} near {town}",
        "text": f"Gunmen opened fire on bus number {number} near {town} on Tuesday, police said.\n\n"
        f"“{number + 1} people were killed,” a doctor at the district hospital told reporters — among them a child.",
        "url": f"https://courier.example/{number}",
        "date": f"2024-03-{number % 28 + 1:02}T08:00:00+03:00",
        "outlet": "Lakeside Courier",
    }


def lines_of(records: Sequence[Record]) -> bytes:
    """Return records as JSON lines, with a blank line, a broken one and one without words among them."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    odd = ["", "{broken", json.dumps({"title": "No words"}), "   "]
    return "\n".join([*lines[:4], *odd, *lines[4:]]).encode()


def page_of(record: Record) -> str:
    """Return a record as a page of the web."""
    body = "".join(f"<p>{part}</p>" for part in record["text"].split("\n\n"))
    return (
        f"<html><head><title>{record['title']}</title><meta property='og:site_name' content='{record['outlet']}'>"
        f"<meta property='article:published_time' content='{record['date']}'></head>"
        f"<body><article><h1>{record['title']}</h1>{body}</article></body></html>"
    )


def warc_record(kind: str, block: bytes, uri: str, media_type: str = "application/http") -> bytes:
    """Return a record of a WARC."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:x:{len(block)}>\r\nContent-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(record: Record, status: str = "200 OK", media_type: str = "text/html; charset=utf-8") -> bytes:
    """Return a record as an archived response."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n"
    return warc_record("response", head.encode() + page_of(record).encode(), record["url"])


def warc_records(records: Sequence[Record]) -> list[bytes]:
    """Return an archive's records: the pages with their requests, a page that was not there, a picture."""
    made = [warc_record("warcinfo", b"software: x", "", "application/warc-fields")]
    for record in records:
        made += [warc_record("request", b"GET / HTTP/1.1\r\n\r\n", record["url"]), response(record)]
    gone = response({**records[0], "url": "https://courier.example/gone"}, "404 Not Found")
    picture = warc_record("resource", b"\xff\xd8\xff", "https://courier.example/a.jpg", "image/jpeg")
    return [*made[:4], gone, picture, *made[4:]]


def write_jsonl(folder: Path, records: Sequence[Record]) -> Path:
    return _write(folder / "wire.jsonl", lines_of(records))


def write_packed_jsonl(folder: Path, records: Sequence[Record]) -> Path:
    return _write(folder / "wire.jsonl.gz", gzip.compress(lines_of(records)))


def write_warc(folder: Path, records: Sequence[Record]) -> Path:
    return _write(folder / "crawl.warc", b"".join(warc_records(records)))


def write_packed_warc(folder: Path, records: Sequence[Record]) -> Path:
    return _write(folder / "crawl.warc.gz", b"".join(map(gzip.compress, warc_records(records))))


def write_warc_in_one_stream(folder: Path, records: Sequence[Record]) -> Path:
    return _write(folder / "crawl.warc.gz", gzip.compress(b"".join(warc_records(records))))


def write_zip(folder: Path, records: Sequence[Record]) -> Path:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for number, record in enumerate(records):
            archive.writestr(f"day/{number}.html", page_of(record))
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("more.jsonl", lines_of(records[:5]))
    return _write(folder / "pages.zip", packed.getvalue())


def write_folder(folder: Path, records: Sequence[Record]) -> Path:
    place = folder / "tree"
    for number, record in enumerate(records):
        name = place / f"{number % 3}" / f"{number}.html"
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_text(page_of(record), encoding="utf-8")
    (place / ".hidden.html").write_text("hidden", encoding="utf-8")
    (place / "picture.png").write_bytes(b"\x89PNG")
    write_jsonl(place, records[:7])
    write_packed_jsonl(place, records[7:])
    return place


def write_array(folder: Path, records: Sequence[Record]) -> Path:
    return _write(folder / "wire.json", json.dumps({"articles": records}).encode())


def write_latin(folder: Path, records: Sequence[Record]) -> Path:
    """Write JSON lines that are not in UTF-8, which are read whole."""
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in records)
    return _write(folder / "wire.jsonl", lines.replace("—", "-").encode("cp1252"))


def write_parquet(folder: Path, records: Sequence[Record], rows: int = 5) -> Path:
    path = folder / "wire.parquet"
    parquet.write_table(pa.Table.from_pylist(list(records)), path, row_group_size=rows)
    return path


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


#: How each format is written that ``add`` reads too.
WRITERS: Final[Mapping[str, Write]] = {
    "json lines": write_jsonl,
    "packed json lines": write_packed_jsonl,
    "a warc": write_warc,
    "a packed warc": write_packed_warc,
    "a warc in one gzip stream": write_warc_in_one_stream,
    "a zip": write_zip,
    "a folder": write_folder,
    "a json document": write_array,
    "json lines in another encoding": write_latin,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What the first stages gave: articles in the order of arrival, what was left out, how many units and of what."""

    articles: list[Article]
    dropped: list[tuple[str, str, str]]
    counts: Counter[str]
    bodies: list[dict[str, Any]]

    @property
    def units(self) -> int:
        return len(self.bodies)


def clean_inputs(inputs: Sequence[str | Path], place: Path | str, sizes: Sizes = SMALL) -> Cleaned:
    """Run the first stages of a job over inputs; small files are not gathered where they hold many records."""
    items, _ = list_files([str(one) for one in inputs])
    return clean_items(items, place, sizes)


def clean_items(
    items: Sequence[Mapping[str, Any]], place: Path | str, sizes: Sizes = SMALL, **settings: Any
) -> Cleaned:
    """Run the first stages of a job over items, in this process."""
    storage, asked = Storage(str(place)), Settings(now=NOON, sizes=sizes, **settings)
    indexed = [_task(storage, "index", (number, item), asked) for number, item in enumerate(items)]
    found = [row for task in indexed for row in index.work(task, {})["units"].to_pylist()]
    bodies = [json.loads(row["body"]) for row in found]
    cleaned = [_task(storage, "clean", (number, body), asked) for number, body in enumerate(bodies)]
    rows = [row for task in cleaned for row in clean.work(task, {})["cleaned"].to_pylist()]
    tasks = [*indexed, *cleaned]
    return Cleaned(
        articles=[article_from_json(row["body"]) for row in sorted(rows, key=lambda row: row["arrival"])],
        dropped=[(one["address"], one["reason"], one["detail"]) for task in tasks for one in task.dropped],
        counts=sum((task.counts for task in tasks), Counter()),
        bodies=bodies,
    )


def _task(storage: Storage, stage: str, numbered: tuple[int, Mapping[str, Any]], settings: Settings) -> Task:
    number, item = numbered
    attempt = Attempt(storage=storage, folder=f"_work/{stage}/{number}", number=1)
    plan = Plan(stage=stage, settings=settings, buckets=1)
    return Task(plan=plan, number=number, attempt=attempt, item=item)


def alone(path: Path) -> dict[str, Any]:
    """Return a file as an item of its own, however small it is."""
    return {"kind": "file", "path": str(path), "address": str(path), "size": path.stat().st_size, "mark": ""}


def add_inputs(inputs: Sequence[str | Path], place: Path) -> tuple[list[Article], list[str]]:
    """Return the articles that ``add`` makes of inputs, and where it told of an issue."""
    stages = replace(load_stages(), read=lambda article, _: Reading(article=article.id, reports=()))
    pipe = Pipe(clock=FakeClock(), stages=stages)
    with open_ledger(place) as ledger:
        given = Inputs(given=[str(one) for one in inputs], fetcher=FakeFetcher())
        fates = list(add(ledger, pipe, given))
    articles = [fate.article for fate in fates if fate.article is not None]
    return articles, [f"{one.address} {one.message}" for fate in fates if (one := fate.issue) is not None]
