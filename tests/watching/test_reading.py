"""Reading what waits: at least once done, once in its effect, whatever kills it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.ledgers import open_ledger, place_of
from tests.simple_stages import SimpleStages
from tests.watching.making import FEED, make_page, put_pages, standing_on
from twosource.feeds import Health
from twosource.store import Filter, Ledger
from twosource.store.queue import Taker
from twosource.watching.reading import Desk, Told

TEXTS = {
    "courier/a": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died.",
    "post/copy": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "post/none": "",
}
PAGES = [make_page(text, address, "text/plain") for address, text in TEXTS.items()]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        opened.feeds.add(FEED, NOW)
        yield opened


def desk_on(ledger: Ledger, worker: str = "1") -> Desk:
    return Desk(
        standing=standing_on(place_of(ledger.path)),
        pipe=SimpleStages(texts=TEXTS).pipe(),
        taker=Taker(watch="w", worker=worker),
    )


def read_all(desk: Desk) -> list[Told]:
    told: list[Told] = []
    while job := desk.take():
        told.extend(desk.read(job))
    desk.standing.close()
    return told


def health(ledger: Ledger) -> Health:
    return ledger.feeds.get(FEED.name).health


def test_what_waits_is_read_and_told_and_counted(ledger: Ledger) -> None:
    put_pages(ledger, PAGES)
    told = read_all(desk_on(ledger))

    assert [(one.fate, one.address) for one in told] == [
        ("added", "courier/a"), ("added", "herald/b"), ("copy", "post/copy"), ("dropped", "post/none"),
    ]  # fmt: skip
    assert {one.feed for one in told} == {FEED.name}
    assert (health(ledger).items, health(ledger).copies) == (3, 1)
    assert [len(one.reports) for one in ledger.incidents(Filter())] == [3]


def test_a_page_read_twice_counts_once(ledger: Ledger) -> None:
    put_pages(ledger, PAGES[:1])
    desk = desk_on(ledger)
    job = desk.take()
    assert job is not None
    desk.read(job)

    assert [one.fate for one in desk.read(job)] == ["known"]
    assert health(ledger).items == 1
    desk.standing.close()


def test_two_who_read_one_page_add_it_once(ledger: Ledger) -> None:
    put_pages(ledger, PAGES[:1])
    one, other = desk_on(ledger), desk_on(ledger, "2")
    job = one.take()
    ledger.queue.bury(one.taker, "thought dead", NOW, most=9)
    again = other.take()
    assert job is not None
    assert again is not None

    assert [[told.fate for told in desk.read(theirs)] for desk, theirs in ((one, job), (other, again))] == [
        ["added"], ["known"],
    ]  # fmt: skip
    assert len(list(ledger.articles())) == 1
    for desk in (one, other):
        desk.standing.close()


def test_a_job_whose_taking_was_not_heard_of_is_taken_again(ledger: Ledger) -> None:
    put_pages(ledger, PAGES[:1])
    desk = desk_on(ledger)
    first = desk.take()
    again = desk.take()
    assert first is not None
    assert again is not None
    assert (again.key, again.deaths) == (first.key, 0)
    desk.standing.close()


def test_a_page_that_is_not_there_can_t_be_read(ledger: Ledger) -> None:
    put_pages(ledger, PAGES[:1])
    desk = desk_on(ledger)
    job = desk.take()
    assert job is not None
    lost = replace(job, body=job.body.replace("courier", "nobody"))
    with pytest.raises(ValueError, match="its page is not in the ledger"):
        desk.read(lost)
    desk.fail(job, "its page is not in the ledger")
    assert [one.word for one in ledger.queue.dead()] == ["its page is not in the ledger"]
    desk.standing.close()


@pytest.mark.sqlite_file("numbers of rows without gaps")
def test_killed_before_any_statement_reading_ends_as_if_it_had_not_been() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.watching.killing", "--step", "75"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    assert ran.stdout.endswith(": 0 spoilt\n")
