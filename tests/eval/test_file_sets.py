"""Sets of files: loaded byte for byte, taken in, scored, on small files made here."""

from pathlib import Path

import pytest
from eval.sets import get_task
from eval.sets._files import content_of, load_files, read_file, text_of
from eval.tasks import Record, digest_records

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<!--
Description: an entry's title
Expect:      not bozo and entries[0]['title'] == 'Mill burns' and entries[0]['link'] == '{link}'
-->
<rss version="2.0"><channel><title>Hill Post</title><item><title>Mill burns</title>
<link>http://press.example/1</link><description>The old mill burned down on Tuesday night.</description>
</item></channel></rss>
"""
NOT_OURS = "<!-- Expect: feed['ttl'] == '60' --><rss version='2.0'><channel/></rss>"
VALID = "<!-- Expect: !Error -->" + FEED.partition("-->")[2]


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def values(name: str, folder: Path) -> dict[str, float | None]:
    task = get_task(name)
    records = task.load(folder)
    outcomes = task.read(records)
    assert all(task.compare(*pair).rows for pair in zip(records, outcomes, strict=True))
    return {figure.name: figure.value for figure in task.score(records, outcomes)}


def test_files_are_loaded_byte_for_byte_without_licences(tmp_path: Path) -> None:
    write(tmp_path, "cap/a/one.cap", "\ufeffä")
    write(tmp_path, "cap/LICENSE.x", "words")
    write(tmp_path, "cap/NOTES.md", "words")
    (record,) = load_files(tmp_path / "cap", "cap")
    assert (record.id, content_of(record), text_of(record)) == ("a/one.cap", "\ufeffä".encode(), "ä")
    assert load_files(tmp_path, "cap") == [record]


def test_other_bytes_are_another_digest(tmp_path: Path) -> None:
    write(tmp_path, "cap/one.cap", "a")
    before = digest_records(load_files(tmp_path, "cap"))
    write(tmp_path, "cap/one.cap", "b")
    assert digest_records(load_files(tmp_path, "cap")) != before


def test_a_folder_of_something_else_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_files(tmp_path, "cap")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "cp037"])
def test_a_file_is_shown_whatever_its_encoding(codec: str) -> None:
    import base64  # noqa: PLC0415

    content = base64.b64encode("<?xml version='1.0'?><a/>".encode(codec)).decode()
    assert text_of(Record(id="x", data={"bytes": content})) == "<?xml version='1.0'?><a/>"


def test_a_file_is_taken_in_as_the_program_does() -> None:
    outcome = read_file(FEED.encode(), "feed.xml")
    assert (outcome["crash"], outcome["issues"], len(outcome["drafts"])) == ("", [], 1)
    assert outcome["drafts"][0]["text"] == "The old mill burned down on Tuesday night."
    assert read_file(b"\x89PNG\r\n", "a.xml")["issues"] == ["looks like a PNG image, not an article"]


def test_feeds_are_scored_by_what_they_expect(tmp_path: Path) -> None:
    write(tmp_path, "feeds/feedparser/right.xml", FEED.replace("{link}", "http://press.example/1"))
    write(tmp_path, "feeds/feedparser/wrong.xml", FEED.replace("{link}", "http://press.example/2"))
    write(tmp_path, "feeds/feedparser/other.xml", NOT_OURS)
    write(tmp_path, "feeds/w3c/valid.xml", VALID)
    found = values("feeds", tmp_path / "feeds")
    assert found == {
        "feeds.read_share": 1.0,
        "feeds.expected_share": 0.5,
        "feeds.expected_title": 1.0,
        "feeds.expected_link": 0.5,
        "feeds.not_applicable": 1.0,
        "feeds.valid_read": 1.0,
        "feeds.broken_told": None,
        "feeds.wrong_dates_told": None,
    }


def test_samples_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    write(
        tmp_path,
        "ninjs/test_suite/2.0/should_pass/a.json",
        '{"uri": "urn:a", "type": "text", "versioncreated": "2024-02-03T04:05:06Z",'
        ' "headlines": [{"value": "Mill burns"}], "bodies": [{"value": "The old mill burned down."}]}',
    )
    write(tmp_path, "ninjs/test_suite/2.0/should_fail/b.json", "{")
    write(tmp_path, "ninjs/specification/ninjs-schema_2.0.json", "{}")
    found = values("ninjs", tmp_path / "ninjs")
    assert (found["ninjs.told_apart"], found["ninjs.title"], found["ninjs.text"]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        pytest.param("newsml", "g2/2.9/should_fail/a.xml", "<newsItem>", id="newsml"),
        pytest.param("cap", "google/testdata/invalid.cap", "<alert><sender>a</alert>", id="cap"),
    ],
)
def test_a_broken_sample_is_refused(tmp_path: Path, name: str, path: str, text: str) -> None:
    write(tmp_path, f"{name}/{path}", text)
    assert values(name, tmp_path / name)[f"{name}.invalid_refused"] == 1.0
