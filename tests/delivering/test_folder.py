from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from tests.alert_making import make_alert, make_update
from tests.delivering.senders import make_message
from tests.ingest.pages import split
from tests.wire.cap_reading import faults, words
from tests.wire.test_cap_signing import make_keys
from twosource.config.channels import CapFolder
from twosource.delivering.folder import FEED, write_folder
from twosource.delivering.messages import Answer
from twosource.model import Draft
from twosource.watches import Alert
from twosource.wire.cap_signing import verify_cap

FIRST, SECOND = make_alert(), make_update()


@pytest.fixture
def folder(tmp_path: Path) -> CapFolder:
    return CapFolder(folder=tmp_path / "cap", sender="desk@lake.example")


def write(folder: CapFolder, *alerts: Alert, listed: tuple[Alert, ...] = (), is_test: bool = False) -> Answer:
    earlier = {FIRST.id: FIRST}
    message = make_message(folder, *alerts, listed=listed, earlier=earlier, is_test=is_test)
    return write_folder(message, folder)


def names(folder: CapFolder) -> list[str]:
    return sorted(path.name for path in folder.folder.iterdir())


def test_a_folder_holds_each_message_and_a_feed_of_them(folder: CapFolder) -> None:
    assert write(folder, FIRST).outcome == "sent"
    assert write(folder, SECOND, listed=(FIRST,)).outcome == "sent"
    assert names(folder) == [FEED, "w_000000000001.cap.xml", "w_000000000002.cap.xml"]
    contents = [(folder.folder / name).read_bytes() for name in names(folder)[1:]]
    assert [faults(content) for content in contents] == [[], []]
    feed = feedparser.parse((folder.folder / FEED).read_bytes())
    assert [entry.title for entry in feed.entries] == [
        "Update: Four killed at Kisumu ferry pier", "[Updated since] Four killed at Kisumu ferry pier",
    ]  # fmt: skip


def test_what_comes_again_takes_its_own_place(folder: CapFolder) -> None:
    write(folder, FIRST)
    before = {name: (folder.folder / name).read_bytes() for name in names(folder)}
    write(folder, FIRST, listed=(FIRST,))
    assert {name: (folder.folder / name).read_bytes() for name in names(folder)} == before


def test_the_feed_lists_the_newest(folder: CapFolder) -> None:
    write(replace(folder, newest=1), SECOND, listed=(FIRST,))
    (entry,) = feedparser.parse((folder.folder / FEED).read_bytes()).entries
    assert entry.title == "Update: Four killed at Kisumu ferry pier"


def test_a_test_is_a_test_and_stands_in_no_feed(folder: CapFolder) -> None:
    write(folder, FIRST, is_test=True)
    assert words((folder.folder / "w_000000000001.cap.xml").read_bytes(), "status") == ["Test"]
    assert feedparser.parse((folder.folder / FEED).read_bytes()).entries == []


def test_files_lead_to_each_other_where_the_folder_is_on_the_web(folder: CapFolder) -> None:
    write(replace(folder, base="https://lake.example/cap/"), FIRST)
    feed = feedparser.parse((folder.folder / FEED).read_bytes())
    assert [(link.type, link.href) for link in feed.entries[0].links] == [
        ("application/cap+xml", "https://lake.example/cap/w_000000000001.cap.xml")
    ]
    assert [(link.rel, link.href) for link in feed.feed.links] == [
        ("self", "https://lake.example/cap/alerts.atom"), ("alternate", "https://lake.example/cap/"),
    ]  # fmt: skip


def test_messages_are_signed_where_there_is_a_key(folder: CapFolder, tmp_path: Path) -> None:
    keys = make_keys()
    (tmp_path / "key.pem").write_bytes(keys.key)
    (tmp_path / "cert.pem").write_bytes(keys.certificate)
    write(replace(folder, key=tmp_path / "key.pem", certificate=tmp_path / "cert.pem"), FIRST)
    content = (folder.folder / "w_000000000001.cap.xml").read_bytes()
    assert verify_cap(content, keys.certificate) is not None
    assert faults(content) == ["{http://www.w3.org/2000/09/xmldsig#}Signature does not belong into alert"]


def test_without_its_key_nothing_is_written_unsigned(folder: CapFolder, tmp_path: Path) -> None:
    answer = write(replace(folder, key=tmp_path / "none", certificate=tmp_path / "none"), FIRST)
    assert (answer.outcome, "can't be read" in answer.detail, names(folder)) == ("later", True, [])


def test_a_file_appears_whole_or_not_at_all(folder: CapFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, FIRST)
    before = (folder.folder / "w_000000000001.cap.xml").read_bytes()

    def fail(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("twosource.delivering.folder.os.fsync", fail)
    answer = write(folder, replace(FIRST, headline="Another"))
    assert (answer.outcome, "No space left on device" in answer.detail) == ("later", True)
    assert (folder.folder / "w_000000000001.cap.xml").read_bytes() == before
    assert names(folder) == [FEED, "w_000000000001.cap.xml"]


def test_a_folder_that_is_none_is_told(folder: CapFolder, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    answer = write(replace(folder, folder=tmp_path / "file"), FIRST)
    assert answer.outcome == "later"


def test_a_name_leads_nowhere_else(folder: CapFolder) -> None:
    write(folder, replace(FIRST, id="../../etc/passwd"))
    assert names(folder) == ["______etc_passwd.cap.xml", FEED]


def test_our_own_reader_reads_the_folder(folder: CapFolder) -> None:
    write(folder, FIRST)
    made = [one for name in names(folder) for one in split((folder.folder / name).read_bytes(), name)]
    assert [one.title for one in made if isinstance(one, Draft)] == ["Four killed at Kisumu ferry pier"] * 2
    assert (folder.folder / FEED).stat().st_mode & 0o777 == 0o644
