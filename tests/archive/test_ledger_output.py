"""A job's findings in a ledger: the same as ``twosource add`` makes, whole, once, and in no ledger of others."""

import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.archive.answers import (
    NOON,
    Answers,
    Here,
    answers_of_add,
    answers_of_ledger,
    differences,
    run_job,
)
from tests.archive.wires import ARTICLES, write_wires
from tests.fakes import FakeClock
from tests.ledgers import open_ledger, place_of
from tests.store.filling import keep
from twosource.archive import ledger_output
from twosource.archive.driver import Job
from twosource.archive.ledger_output import check_ledger, is_ledger, write_ledger
from twosource.archive.running import Asked, run_archive
from twosource.archive.settings import Settings
from twosource.archive.storage import Storage
from twosource.errors import Refused
from twosource.pipeline import Pipe, load_stages, reread
from twosource.store import Ledger, opening


@pytest.fixture(scope="module")
def wires(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wires(tmp_path_factory.mktemp("wires"))


@pytest.fixture(scope="module")
def added(wires: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return answers_of_add([str(wires)], tmp_path_factory.mktemp("added") / "added.db")


@pytest.fixture(scope="module")
def ended(wires: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a job ended; not to be written."""
    place = tmp_path_factory.mktemp("job")
    run_job([str(wires)], place)
    return place


@pytest.fixture
def job(ended: Path, tmp_path: Path) -> Job:
    shutil.copytree(ended, tmp_path / "job")
    return Job(storage=Storage(str(tmp_path / "job")), settings=Settings(now=NOON), files=())


@pytest.fixture(scope="module")
def whole(ended: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, int]:
    """What a ledger holds that was filled at one go."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(ended, folder / "job")
    place = place_of(folder / "whole.db")
    write_ledger(Job(storage=Storage(str(folder / "job")), settings=Settings(now=NOON), files=()), place)
    return held_in(place)


@pytest.fixture
def place(tmp_path: Path) -> str:
    return place_of(tmp_path / "found.db")


def held_in(place: str) -> Mapping[str, int]:
    """Return the rows of a ledger by table, without its size."""
    with open_ledger(place) as ledger:
        return {name: rows for name, rows in ledger.stats().items() if name != "bytes"}


def answers_in(place: str) -> Answers:
    with open_ledger(place) as ledger:
        return answers_of_ledger(ledger)


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        ("found.db", True),
        ("found.SQLITE", True),
        ("sqlite:///found", True),
        ("postgresql://desk@db.example/news", True),
        ("found", False),
        ("folder.db", False),
        ("s3://bucket/found.db", False),
    ],
)
def test_a_ledger_is_told_from_a_folder_by_its_name(
    out: str, expected: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.db").mkdir()
    assert is_ledger(out) is expected


@pytest.mark.sqlite_file("a file of any name that is a ledger")
def test_a_file_that_is_a_ledger_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "found"):
        pass
    assert is_ledger(str(tmp_path / "found"))


def test_the_ledger_holds_what_add_would_have_made(job: Job, place: str, added: Answers) -> None:
    write_ledger(job, place)
    assert len(added.tables["incidents"]) == 2
    assert differences(answers_in(place), added) == []


def test_every_check_of_the_ledger_holds(job: Job, place: str) -> None:
    write_ledger(job, place)
    with open_ledger(place) as ledger:
        found = {check.name: check for check in ledger.check()}
    assert [check for check in found.values() if not check.ok] == []
    assert found["pages"].detail.endswith(
        f"; {len(ARTICLES)} articles came from an archive, which keeps theirs"
    )


def test_what_was_left_out_is_there_with_its_article(job: Job, place: str) -> None:
    write_ledger(job, place)
    with open_ledger(place) as ledger:
        mangoes = next(article for article in ledger.articles() if "Mango" in article.title)
        assert [(one.what, one.reason) for one in ledger.article(mangoes.id).dropped] == [
            ("report", "no-incident")
        ]


def test_a_job_that_fills_a_ledger_again_changes_nothing(job: Job, place: str) -> None:
    once = write_ledger(job, place)
    assert {name: rows for name, rows in once.items() if name != "bytes"} == held_in(place)
    before = held_in(place), answers_in(place)
    write_ledger(job, place)
    assert (held_in(place), answers_in(place)) == before


class CutLedger(Ledger):
    """A ledger that is cut off before its last transaction."""

    left = 0

    def transaction(self) -> AbstractContextManager[None]:
        """Begin a transaction, unless that is one too many."""
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().transaction()


@pytest.mark.parametrize("transactions", range(5))
def test_a_ledger_that_was_filled_halfway_is_filled_to_the_end(
    transactions: int, job: Job, place: str, whole: Mapping[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_cut(name: str, *, create: bool = True) -> Ledger:
        ledger = CutLedger(opening.open_database(name, create=create))
        ledger.left = transactions
        return ledger

    with monkeypatch.context() as patch:
        patch.setattr(ledger_output, "open_ledger", open_cut)
        with pytest.raises(KeyboardInterrupt):
            write_ledger(job, place)
    check_ledger(place, job.storage)
    write_ledger(job, place)
    assert held_in(place) == whole


def test_a_ledger_that_holds_nothing_yet_is_filled(job: Job, place: str) -> None:
    with open_ledger(place):
        pass
    check_ledger(place, job.storage)
    write_ledger(job, place)
    assert held_in(place)["articles"] == len(ARTICLES)


def test_no_ledger_is_made_to_look_whether_there_is_one(job: Job, tmp_path: Path) -> None:
    check_ledger(str(tmp_path / "none.db"), job.storage)
    assert not (tmp_path / "none.db").exists()


def test_a_ledger_that_holds_articles_is_refused_and_left_as_it_is(job: Job, place: str) -> None:
    with open_ledger(place) as ledger:
        keep(ledger)
    before = held_in(place)
    with pytest.raises(Refused, match="holds 1 articles already"):
        check_ledger(place, job.storage)
    with pytest.raises(Refused, match="holds 1 articles already") as refused:
        write_ledger(job, place)
    assert "twosource add" in refused.value.hint
    assert held_in(place) == before


def test_another_job_s_ledger_is_refused(job: Job, place: str) -> None:
    write_ledger(job, place)
    job.storage.delete("_work/ledger.json")
    with pytest.raises(Refused, match="already"):
        write_ledger(job, place)


def test_a_ledger_of_what_was_found_before_is_refused(
    job: Job, place: str, wires: Path, tmp_path: Path
) -> None:
    write_ledger(job, place)
    fewer = tmp_path / "fewer.jsonl"
    fewer.write_text(
        "".join(wires.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8"
    )
    asked = Asked(inputs=[str(fewer)], place=job.storage.address, settings=job.settings, ledger=place)
    before = held_in(place)
    with pytest.raises(Refused, match="found before"):
        run_archive(asked, Here(), _Silent())
    assert held_in(place) == before


class _Silent:
    """Progress that nobody looks at."""

    begin = advance = staticmethod(lambda *_: None)


def test_reading_again_says_that_pages_are_not_here(job: Job, place: str) -> None:
    write_ledger(job, place)
    pipe = Pipe(clock=FakeClock(instant=NOON), stages=load_stages())
    with open_ledger(place) as ledger:
        (fate,) = reread(ledger, pipe)
    assert fate.issue is not None
    assert fate.issue.remark
    assert fate.issue.message.startswith(f"{len(ARTICLES)} articles came from an archive")


def test_articles_stand_in_the_order_in_which_they_arrived(job: Job, place: str) -> None:
    write_ledger(job, place)
    with open_ledger(place) as ledger:
        assert [article.title for article in ledger.articles()] == [title for _, title, _, _ in ARTICLES]
        assert [article.page for article in ledger.articles()] == [None] * len(ARTICLES)


def test_who_reads_is_named_as_in_the_ledger(job: Job, place: str) -> None:
    write_ledger(job, place)
    with open_ledger(place) as ledger:
        read = [ledger.reading(article.id) for article in ledger.articles()]
    assert {reading.origin for reading in read if reading is not None} == {"rules/1"}
