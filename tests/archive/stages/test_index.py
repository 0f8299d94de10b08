"""Stretches of the inputs: whole records each, in order; what is broken is told, and what came before it is kept."""

import gzip
import io
import json
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tests.archive import stretches
from tests.archive.stretches import SMALL, add_inputs, alone, clean_inputs, clean_items, make_records
from twosource.archive.settings import Sizes
from twosource.archive.units.lines import scan
from twosource.archive.units.streams import Unzipped
from twosource.errors import TooLarge, UnreadableInput

Break = Callable[[bytes], bytes]


def test_lines_are_cut_by_their_number_and_by_their_bytes() -> None:
    content = b'{"a": 1}\n{"b": 2}\n\n{"c": 3}\n{"long": "' + b"x" * 100 + b'"}\n{"d": 4}'
    found = scan(io.BytesIO(content), "wire.jsonl", Sizes(unit_records=2, unit_bytes=60))
    assert found is not None
    assert [(one.first, one.count) for one in found.stretches] == [(1, 2), (3, 2), (5, 1), (6, 1)]
    pieces = [content[one.start : one.end] for one in found.stretches]
    assert b"".join(pieces) == content
    assert all(piece.endswith(b"\n") for piece in pieces[:-1])


@given(
    st.lists(st.sampled_from(['{"text": "words"}', "", "  ", '{"é": "ü"}', "{broken"]), max_size=30),
    st.integers(1, 5),
    st.integers(1, 60),
)
@settings(deadline=None, max_examples=60)
def test_lines_keep_their_numbers_however_they_are_cut(lines: list[str], records: int, size: int) -> None:
    content = "\n".join(['{"text": "first"}', '{"text": "second"}', *lines]).encode()
    found = scan(io.BytesIO(content), "wire.jsonl", Sizes(unit_records=records, unit_bytes=size))
    assert found is not None
    numbered = [
        (one.first + at, line)
        for one in found.stretches
        for at, line in enumerate(content[one.start : one.end].removesuffix(b"\n").split(b"\n"))
    ]
    expected = list(enumerate(content.removesuffix(b"\n").split(b"\n"), start=1))
    assert numbered == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"text": "one record alone"}\n',
        b'[{"text": "an array"},\n{"text": "of records"}]',
        b'{\n"text": "over lines"\n}\n',
        '{"text": "\u00e9"}\n{"text": "b"}\n'.encode("latin-1"),
        '\ufeff{"text": "a"}\n{"text": "b"}\n'.encode(),
        b'{"html": "<meta charset=iso-8859-1>"}\n{"text": "b"}\n',
        b"%PDF-1.7\n",
    ],
    ids=["nothing", "one record", "an array", "a document", "another encoding", "a mark", "a charset", "no text"],
)  # fmt: skip
def test_what_is_not_plainly_lines_is_not_cut(content: bytes) -> None:
    assert scan(io.BytesIO(content), "wire.jsonl", SMALL) is None


def _cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def _spoil(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + b"\0" * 40 + content[middle + 40 :]


def _misframe(content: bytes) -> bytes:
    parts = content.split(b"Content-Length: ")
    return b"Content-Length: ".join([*parts[:15], parts[15][1:], *parts[16:]])


@pytest.mark.parametrize("harm", [_cut, _spoil], ids=["cut", "spoilt"])
@pytest.mark.parametrize(
    "write",
    [
        stretches.write_warc,
        stretches.write_packed_warc,
        stretches.write_warc_in_one_stream,
        stretches.write_packed_jsonl,
    ],
)
def test_a_broken_file_is_told_and_what_came_before_it_kept(
    write: stretches.Write, harm: Break, tmp_path: Path
) -> None:
    path = write(tmp_path, make_records(12))
    path.write_bytes(harm(path.read_bytes()))
    made = clean_items([alone(path)], tmp_path / "job")
    whole = [one.address for one in clean_items([alone(path)], tmp_path / "other", Sizes()).articles]
    assert [one.address for one in made.articles] == whole
    assert len(made.articles) < 12
    assert made.dropped


@pytest.mark.parametrize("harm", [_cut, _misframe], ids=["cut", "misframed"])
def test_a_broken_warc_gives_what_add_makes_of_it(harm: Break, tmp_path: Path) -> None:
    path = stretches.write_warc(tmp_path, make_records(12))
    path.write_bytes(harm(path.read_bytes()))
    expected, issues = add_inputs([path], tmp_path / "ledger.db")
    made = clean_items([alone(path)], tmp_path / "job")
    assert made.articles == expected
    assert len(expected) > 2
    told = [issue for issue in issues if "passed over" not in issue]
    assert sorted(f"{where} {detail}" for where, _, detail in made.dropped) == sorted(told) != []


def test_a_line_longer_than_any_record_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("lines", "rewriting"):
        monkeypatch.setattr(f"twosource.archive.units.{module}.MAX_PAGE_BYTES", 1_000)
    lines = [json.dumps(record) for record in make_records(5)]
    lines[2] = json.dumps({"text": "long " * 1_000})
    (tmp_path / "wire.jsonl").write_text("\n".join(lines))
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    for path in (tmp_path / "wire.jsonl", tmp_path / "packed.jsonl.gz"):
        made = clean_items([alone(path)], tmp_path / f"job {path.name}")
        assert [one.address for one in made.articles] == [f"{path}:{number}" for number in (1, 2, 4, 5)]
        assert [(where, detail) for where, _, detail in made.dropped] == [
            (f"{path}:3", "this line is longer than 1 kB")
        ]


def test_a_record_larger_than_any_page_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("archive.units.warc", "ingest.warc"):
        monkeypatch.setattr(f"twosource.{module}.MAX_PAGE_BYTES", 2_000)
    records = make_records(5)
    records[2]["text"] += " and more" * 1_000
    for write in (stretches.write_warc, stretches.write_packed_warc, stretches.write_warc_in_one_stream):
        path = write(tmp_path, records)
        made = clean_items([alone(path)], tmp_path / f"job {write.__name__}")
        assert len(made.articles) == 4
        (told,) = made.dropped
        assert told[0] == f"{path}#https://courier.example/2"
        assert told[2].endswith("at most 2 kB are read")


def test_a_gzip_that_unpacks_to_more_than_any_text_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twosource.archive.units.streams.MAX_STREAMED_BYTES", 100_000)
    monkeypatch.setattr("twosource.archive.units.streams.MAX_RATIO", 10)
    packed = gzip.compress(bytes(10_000_000))
    with pytest.raises(TooLarge, match="unpacks to more"):
        Unzipped(io.BytesIO(packed), len(packed)).skip(10_000_000)


@given(st.lists(st.binary(max_size=400), max_size=6), st.integers(1, 300), st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_gzip_of_many_members_is_read_as_one(parts: list[bytes], size: int, padded: bool) -> None:
    packed = b"".join(gzip.compress(part) + b"\0" * (7 if padded else 0) for part in parts)
    unzipped = Unzipped(io.BytesIO(packed), len(packed))
    made = b""
    while piece := unzipped.read(size):
        made += piece
    assert made == b"".join(parts)
    assert unzipped.position == len(made)
    for at, start in unzipped.starts.items():
        rest = Unzipped(io.BytesIO(packed[start:]), len(packed))
        assert rest.read(len(made)) == made[at:]


@given(st.binary(max_size=2_000), st.integers(0, 2_000))
@settings(deadline=None, max_examples=40)
def test_a_gzip_that_was_cut_is_told(content: bytes, cut: int) -> None:
    packed = gzip.compress(content)
    short = packed[: min(cut, len(packed) - 1)]
    if not short:
        return
    with pytest.raises(UnreadableInput, match="can't be unpacked"):
        Unzipped(io.BytesIO(short), len(short)).read(10_000)


def test_a_packed_stream_of_the_worst_ratio_is_read_whole() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(bytes(3_000_000)) + packer.flush()
    assert Unzipped(io.BytesIO(packed), len(packed)).read(4_000_000) == bytes(3_000_000)


def test_a_table_without_texts_and_a_broken_one_are_told(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"price": [1, 2]}), tmp_path / "prices.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    made = clean_inputs([tmp_path], tmp_path / "job")
    assert [(Path(where).name, detail.partition(":")[0]) for where, _, detail in made.dropped] == [
        ("broken.parquet", "is a broken Parquet table"),
        ("prices.parquet", "is a Parquet table without a column of texts. Its columns"),
    ]


def test_a_table_may_hold_dates_lists_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "wire.parquet"
    text = "Gunmen opened fire on a bus near Kisumu on Tuesday, police said."
    table = pa.table({
        "Headline": ["Gunmen fire on bus", "Gunmen fire on boat"],
        "body_text": pa.array([text.encode(), text.replace("bus", "boat").encode()]),
        "published_at": pa.array(
            [datetime(2024, 3, 1, 8, tzinfo=UTC), datetime(2024, 3, 2, 8, 30, tzinfo=UTC)], pa.timestamp("ns", "UTC")
        ),
        "updated": pa.array([None, date(2024, 3, 3)]),
        "authors": [["A. Otieno", "B. Kiprop"], []],
        "vector": [[0.1, 0.2], [0.3]],
    })  # fmt: skip
    parquet.write_table(table, path)
    made = clean_items([alone(path)], tmp_path / "job")
    assert [(one.title, one.published, one.text) for one in made.articles] == [
        ("Gunmen fire on bus", datetime(2024, 3, 1, 8, tzinfo=UTC), text),
        ("Gunmen fire on boat", datetime(2024, 3, 2, 8, 30, tzinfo=UTC), text.replace("bus", "boat")),
    ]


def test_a_small_archive_among_small_files_is_opened(tmp_path: Path) -> None:
    place = tmp_path / "news"
    place.mkdir()
    records = make_records(6)
    (place / "a.html").write_text(stretches.page_of(records[0]), encoding="utf-8")
    stretches.write_warc(place, records[1:3])
    stretches.write_parquet(place, records[3:5])
    (place / "z.html").write_text(stretches.page_of(records[5]), encoding="utf-8")
    made = clean_inputs([place], tmp_path / "job", Sizes())
    assert [one.title for one in made.articles] == [record["title"] for record in records]
    assert [body["kind"] for body in made.bodies] == ["whole", "warc", "rows", "whole"]
    assert made.counts["files"] == 4


def test_a_file_that_is_gone_when_its_turn_comes_is_told(tmp_path: Path) -> None:
    item = alone(stretches.write_jsonl(tmp_path, make_records(3)))
    Path(item["path"]).unlink()
    made = clean_items([item], tmp_path / "job")
    assert made.dropped == [(item["address"], "unreadable", "is no longer there")]


def test_a_packed_file_is_written_anew_where_no_reader_can_enter_it(tmp_path: Path) -> None:
    path = stretches.write_warc_in_one_stream(tmp_path, make_records(9))
    made = clean_items([alone(path)], tmp_path / "job")
    assert all("stretch" in body and "path" not in body for body in made.bodies)
    packed = stretches.write_packed_warc(tmp_path, make_records(9))
    entered = clean_items([alone(packed)], tmp_path / "other")
    assert all(body["path"] == str(packed) for body in entered.bodies)
    assert [one.text for one in entered.articles] == [one.text for one in made.articles]


def test_an_encrypted_member_of_a_zip_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with ZipFile(path, "w") as archive:
        for record in make_records(3):
            archive.writestr(f"{record['url'][-1]}.html", stretches.page_of(record))
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(bytes(content))
    made = clean_items([alone(path)], tmp_path / "job")
    assert len(made.articles) == 2
    assert made.dropped == [(f"{path}!0.html", "unreadable", "is encrypted")]


def test_a_broken_zip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    path.write_bytes(b"PK\x03\x04 and no more")
    made = clean_items([alone(path)], tmp_path / "job")
    assert [detail.partition("(")[0] for _, _, detail in made.dropped] == ["is a broken zip archive "]
