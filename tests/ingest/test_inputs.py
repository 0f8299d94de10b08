import gzip
import io
import os
import tracemalloc
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.fakes import NOON, FakeClock, FakeFetcher
from tests.ingest.pages import page
from twosource.errors import RefusedAddress
from twosource.ingest import bounds, read_pages
from twosource.model import Issue, Page


def read(
    *inputs: str | Path, stdin: BinaryIO | None = None, fetcher: FakeFetcher | None = None
) -> list[Page | Issue]:
    given = [str(it) for it in inputs]
    return list(read_pages(given, stdin=stdin, fetcher=fetcher or FakeFetcher(), clock=FakeClock()))


def told(made: Sequence[Page | Issue], root: Path | None = None) -> list[str]:
    """Return addresses of pages and lines of issues, in order, below a folder."""
    lines = [it.address if isinstance(it, Page) else f"{it.address}: {it.message}" for it in made]
    return [line.replace(f"{root}/", "") for line in lines]


@pytest.fixture
def wires(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.html",
        "deep/c.xml",
        "deep/d.png",
        "deep/e.PNG",
        "deep/f.docx",
        ".hidden.txt",
        ".git/g.txt",
    ):
        path = tmp_path / "wires" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"words of {name}")
    return tmp_path / "wires"


def test_a_file_is_a_page_named_by_its_bytes(wires: Path) -> None:
    assert read(wires / "b.txt") == [page(b"words of b.txt", str(wires / "b.txt"))]


def test_a_directory_is_searched_in_order_and_odd_kinds_told_once(wires: Path) -> None:
    assert told(read(wires), wires) == [
        "a.html",
        "b.txt",
        "deep/c.xml",
        f"{wires}: passed over 2 .png files: not a kind that holds articles",
        f"{wires}: passed over 1 .docx file: not a kind that holds articles",
    ]


def test_a_glob_is_matched_in_order(wires: Path) -> None:
    assert told(read(wires / "*.*"), wires) == ["a.html", "b.txt"]
    assert told(read(wires / "**/*.xml"), wires) == ["deep/c.xml"]


def test_a_file_named_like_a_glob_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("words")
    assert told(read(tmp_path / "a[1].txt"), tmp_path) == ["a[1].txt"]


def test_standard_input_is_read() -> None:
    assert read("-", stdin=io.BytesIO(b"words")) == [page(b"words", "-")]


def test_an_address_is_fetched() -> None:
    fetcher = FakeFetcher(answers={"https://n.example/a": b"<p>x</p>"})
    assert read("https://n.example/a", fetcher=fetcher) == [
        page(b"<p>x</p>", "https://n.example/a", "text/html; charset=utf-8")
    ]


def test_what_gives_nothing_is_told_and_the_rest_read(wires: Path) -> None:
    refused = RefusedAddress("10.0.0.1 is private", hint="Don't.")
    made = read(
        wires / "a.htm", "/no/such/place", "no*such", "ftp://n.example/", "-", "http://10.0.0.1/", "bad\0name", wires / "b.txt",
        fetcher=FakeFetcher(answers={"http://10.0.0.1/": refused}),
    )  # fmt: skip
    assert told(made, wires) == [
        "a.htm: no such file or directory",
        "/no/such/place: no such file or directory",
        "no*such: no such file or directory",
        "ftp://n.example/: only http and https addresses are asked",
        "-: there is no standard input to read",
        "http://10.0.0.1/: 10.0.0.1 is private",
        "badname: no such file or directory",
        "b.txt",
    ]
    hints = [it.hint for it in made if isinstance(it, Issue)]
    assert hints[:2] == [f"Did you mean {wires / 'a.html'}?", "The directory /no/such does not exist either."]


def test_a_pipe_a_dangling_link_and_an_empty_directory_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.txt").symlink_to("nowhere")
    (tmp_path / "empty").mkdir()
    assert told(read(tmp_path / "pipe", tmp_path / "link.txt", tmp_path / "empty"), tmp_path) == [
        "pipe: is not a regular file",
        "link.txt: is a link that leads nowhere",
        "empty: is a directory without files",
    ]


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.write(b"words")
        stream.truncate(200_000_000)
    tracemalloc.start()
    made = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told(made, tmp_path) == ["big.txt: this file is 200 MB; at most 50 MB are read"]
    assert peak < 5_000_000


# --- gzip and zip -----------------------------------------------------------------------------------


def pack(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_gzipped_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "x"}'))
    assert read(path) == [page(b'{"text": "x"}', str(path), "application/x-ndjson")]


def test_a_zip_gives_its_members(tmp_path: Path) -> None:
    members = {
        "../../up.txt": b"up",
        "b/c.html": b"<p>c",
        "b/d.jpg": b"",
        "__MACOSX/b/._c.html": b"",
        "z.gz": gzip.compress(b"z"),
    }
    path = pack(tmp_path / "w.zip", members)
    assert told(read(path), tmp_path) == [
        "w.zip!../../up.txt",
        "w.zip!b/c.html",
        "w.zip!z.gz",
        "w.zip: passed over 1 .jpg file: not a kind that holds articles",
    ]
    assert [it.content for it in read(path) if isinstance(it, Page)] == [b"up", b"<p>c", b"z"]


def test_archives_are_opened_one_level_deep(tmp_path: Path) -> None:
    inner = packed({"deepest.zip": packed({"x.txt": b"x"}), "y.txt": b"y"})
    path = pack(tmp_path / "w.zip", {"inner.zip": inner})
    assert told(read(path), tmp_path) == [
        "w.zip!inner.zip!deepest.zip: is an archive too deep inside other archives",
        "w.zip!inner.zip!y.txt",
    ]


def test_a_member_that_shrank_too_well_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "w.zip", {"bomb.txt": b"0" * 5_000_000, "a.txt": b"words"})
    assert told(read(path), tmp_path) == [
        "w.zip!bomb.txt: unpacks to more than 200 times its size, which no text does",
        "w.zip!a.txt",
    ]


def test_members_may_not_unpack_to_more_than_the_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twosource.ingest.containers.MAX_UNPACKED_BYTES", 1_000)
    path = pack(tmp_path / "w.zip", {"a.txt": b"a" * 600, "b.zip": packed({"c.txt": b"c" * 600})})
    assert told(read(path), tmp_path) == ["w.zip!a.txt", "w.zip!b.zip: unpacks to more than 1 kB"]


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"\0" * (bounds.MAX_PAGE_BYTES + 1), compresslevel=1))
    assert told(read(path), tmp_path) == ["bomb.gz: holds more than 50 MB"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed({"a.txt": b"words" * 99})[:60], "is a broken zip archive (File is not a zip file)"),
        (gzip.compress(b"words" * 99)[:20], "can't be unpacked: Compressed file ended before"),
        (
            packed({"[Content_Types].xml": b"", "word/document.xml": b""}),
            "looks like an Office document or e-book",
        ),
        (b"\x1f\x8b\x08\0garbage-garbage-garbage", "can't be unpacked: "),
    ],
    ids=["cut zip", "cut gzip", "office", "garbage"],
)
def test_a_broken_archive_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "w.bin"
    path.write_bytes(content)
    (line,) = told(read(path), tmp_path)
    assert line.startswith(f"w.bin: {words}")


def test_a_member_with_a_wrong_checksum_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "w.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", b"first words")
        archive.writestr("b.txt", b"other words")
    path.write_bytes(path.read_bytes().replace(b"first", b"worst"))
    assert told(read(path), tmp_path) == [
        "w.zip!a.txt: can't be unpacked: Bad CRC-32 for file 'a.txt'",
        "w.zip!b.txt",
    ]


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    content = bytearray(packed({"a.txt": b"words"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flags in the archive's directory
    path = tmp_path / "w.zip"
    path.write_bytes(content)
    assert told(read(path), tmp_path) == ["w.zip!a.txt: is encrypted"]


def test_a_zip_with_too_many_entries_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twosource.ingest.zipped.MAX_MEMBERS", 2)
    path = pack(tmp_path / "w.zip", {"a.txt": b"", "b.txt": b"", "c.txt": b""})
    assert told(read(path), tmp_path) == ["w.zip: is a zip with 3 entries; at most 2 are read"]


def test_a_member_over_the_page_bound_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twosource.ingest.zipped.MAX_PAGE_BYTES", 4_000)
    path = pack(tmp_path / "w.zip", {"a.txt": b"a" * 5_000, "b.txt": b"b"})
    assert told(read(path), tmp_path) == ["w.zip!a.txt: is 5 kB; at most 4 kB are read", "w.zip!b.txt"]


# --- WARC -------------------------------------------------------------------------------------------


def record(
    kind: str, block: bytes, *, url: str = "https://n.example/a", media_type: str = "application/http"
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-02-01T10:00:00Z\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(body: bytes, *headers: str, status: int = 200) -> bytes:
    lines = [f"HTTP/1.1 {status} -", *(headers or ("Content-Type: text/html; charset=utf-8",)), "", ""]
    return "\r\n".join(lines).encode() + body


CRAWL = [
    record("warcinfo", b"software: x", media_type="application/warc-fields"),
    record("request", b"GET / HTTP/1.1\r\n\r\n"),
    record("response", response(b"<p>plain</p>")),
    record(
        "response",
        response(
            b"5\r\n<p>ch\r\n6;x=1\r\nunked!\r\n0\r\n\r\n",
            "Content-Type: text/html",
            "Transfer-Encoding: chunked",
        ),
        url="https://n.example/b",
    ),
    record(
        "response",
        response(gzip.compress(b"<p>packed"), "Content-Type: text/html", "Content-Encoding: gzip"),
        url="https://n.example/c",
    ),
    record("response", response(b"", status=404), url="https://n.example/d"),
    record("response", response(b"\xff\xd8", "Content-Type: image/jpeg"), url="https://n.example/e"),
    record("conversion", b"Plain words.", url="https://n.example/f", media_type="text/plain"),
]
CRAWLED = [
    "c.warc#https://n.example/a",
    "c.warc#https://n.example/b",
    "c.warc#https://n.example/c",
    "c.warc#https://n.example/f",
    "c.warc: passed over 1 response with status 404: not a kind that holds articles",
    "c.warc: passed over 1 image/jpeg record: not a kind that holds articles",
]


@pytest.mark.parametrize(
    "content",
    [b"".join(CRAWL), b"".join(map(gzip.compress, CRAWL)), gzip.compress(b"".join(CRAWL))],
    ids=["plain", "gzip by record", "gzip whole"],
)
def test_a_warc_gives_its_pages_with_their_own_date(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.warc"
    path.write_bytes(content)
    made = read(path)
    assert told(made, tmp_path) == CRAWLED
    pages = [it for it in made if isinstance(it, Page)]
    assert [it.content for it in pages] == [b"<p>plain</p>", b"<p>chunked!", b"<p>packed", b"Plain words."]
    assert {it.fetched_at for it in pages} == {datetime(2024, 2, 1, 10, tzinfo=UTC)}
    assert pages[0].media_type == "text/html; charset=utf-8"


@pytest.mark.filterwarnings("ignore:Exception ignored in")  # warcio leaves its spool file open
def test_a_warc_of_warcio_is_read(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    path = tmp_path / "c.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        made = writer.create_warc_record(
            "https://n.example/a", "response", io.BytesIO(b"<p>x"), http_headers=headers
        )
        writer.write_record(made)
    (only,) = read(path)
    assert isinstance(only, Page)
    assert (only.address, only.content) == (f"{path}#https://n.example/a", b"<p>x")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"".join(CRAWL)[:-10], "is a WARC that ends in the middle of a record"),
        (CRAWL[2] + b"junk\r\n\r\n" + CRAWL[2], "a record does not start where the one before it ends"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "a record does not give its length"),
        (b"WARC/1.0\r\n" + b"x" * 70_000, "a header line has no end"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 600, "a record has too many headers"),
        (b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\n", "unpacks to more than 20,000 MB"),
    ],
    ids=["cut", "junk between", "no length", "long line", "many headers", "absurd length"],
)
def test_a_broken_warc_is_told_after_its_good_records(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "c.warc"
    path.write_bytes(content)
    made = read(path)
    assert words in told(made)[-1]
    assert all(isinstance(it, Page) for it in made[:-1])


def test_a_gzipped_response_that_is_a_bomb_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twosource.ingest.warc.MAX_PAGE_BYTES", 10_000)
    bomb = response(gzip.compress(b"0" * 1_000_000), "Content-Type: text/html", "Content-Encoding: gzip")
    path = tmp_path / "c.warc"
    path.write_bytes(record("response", bomb) + CRAWL[2])
    assert told(read(path), tmp_path) == [
        "c.warc#https://n.example/a: is larger than 10 kB",
        "c.warc#https://n.example/a",
    ]


def test_nothing_reads_the_clock_but_the_clock(wires: Path) -> None:
    assert {it.fetched_at for it in read(wires) if isinstance(it, Page)} == {NOON}


def test_a_file_name_that_is_no_utf8_is_kept_as_far_as_it_can_be_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Two rockets fell near the port on Monday.")
    assert told(read(tmp_path), tmp_path) == ["caf\ufffd.txt"]
