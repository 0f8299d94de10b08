"""Articles that come late, twice, changed, or while another program writes: what the ledger makes of them."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.contents import contents, differences, failures
from tests.ledgers import open_ledger, place_of
from tests.simple_stages import SimpleStages, inputs
from twosource.model import Article, Incident, Reading
from twosource.pipeline import Pipe, add, reread
from twosource.store import Filter, Ledger

KISUMU = "Four people were shot dead in Kisumu on 2024-05-01, police said."
KISUMU_TOO = "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died."
MOMBASA = "Two people were killed by a bomb in Mombasa on 2024-05-01."
TEXTS = {"courier/a": KISUMU, "herald/b": KISUMU_TOO, "post/copy": KISUMU, "post/c": MOMBASA}
STAGES = SimpleStages(texts=TEXTS)
LATER_CLEANER = replace(STAGES, cut=", police said.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened


def put(ledger: Ledger, *addresses: str, pipe: Pipe | None = None) -> list[str]:
    return [fate.what for fate in add(ledger, pipe or STAGES.pipe(), inputs(*addresses))]


def again(ledger: Ledger, stages: SimpleStages) -> list[str]:
    return [fate.what for fate in reread(ledger, stages.pipe())]


def every(ledger: Ledger) -> list[Incident]:
    return list(ledger.incidents(Filter()))


def gathered(ledger: Ledger) -> set[frozenset[str]]:
    """Return the texts of each incident's articles."""
    texts = {article.id: article.text for article in ledger.articles()}
    return {frozenset(texts[one] for one in incident.articles) for incident in every(ledger)}


# --- an upgrade that is taken back ---------------------------------------------------------------


def test_a_cleaner_that_is_taken_back_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    put(ledger, "courier/a", "herald/b", "post/c")
    before = (list(ledger.articles()), every(ledger))

    assert again(ledger, LATER_CLEANER) == ["updated", "known", "known"]
    assert again(ledger, STAGES) == ["updated", "known", "known"]

    assert (list(ledger.articles()), every(ledger)) == before
    assert failures(ledger.path) == []


# --- two programs at once ------------------------------------------------------------------------


def interrupted(pipe: Pipe, at: str, other: Callable[[], object]) -> Pipe:
    """Return a pipe that lets another program write while it reads the article of one text."""
    waiting = [other]

    def read(article: Article, made_at: datetime) -> Reading:
        if article.text == at and waiting:
            waiting.pop()()
        return pipe.stages.read(article, made_at)

    return replace(pipe, stages=replace(pipe.stages, read=read))


def test_a_copy_is_known_for_one_though_its_original_comes_while_it_is_read(ledger: Ledger) -> None:
    def other() -> None:
        with open_ledger(ledger.path) as beside:
            put(beside, "courier/a")

    put(ledger, "post/copy", pipe=interrupted(STAGES.pipe(), KISUMU, other))

    (incident,) = every(ledger)
    assert (incident.voices, incident.newsrooms, incident.outlets) == (1, 1, 2)


def test_two_programs_that_read_all_anew_do_it_once(path: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.db"
    for place in (path, alone):
        with open_ledger(place) as ledger:
            put(ledger, *TEXTS)

    def other() -> None:
        with open_ledger(path) as beside:
            again(beside, LATER_CLEANER)

    cut = KISUMU.removesuffix(", police said.")
    with open_ledger(path) as ledger:
        list(reread(ledger, interrupted(LATER_CLEANER.pipe(), cut, other)))
    with open_ledger(alone) as ledger:
        again(ledger, LATER_CLEANER)

    assert failures(path) == []
    assert differences(contents(alone), contents(path)) == []


SAID = "Two people were killed by a bomb in Mombasa on 2024-05-{}. Part {}."
MANY = {f"post/{at}": SAID.format(at % 9 + 10, at) for at in range(18)}
ADDER = """
import sys
from tests.test_arrivals import add_from
add_from(sys.argv[1], int(sys.argv[2]))
"""


def add_from(path: str, first: int) -> None:
    """Add most of many articles, beginning with one of them."""
    given = [f"post/{(first + at) % len(MANY)}" for at in range(14)]
    with open_ledger(path) as ledger:
        put(ledger, *given, pipe=SimpleStages(texts=MANY).pipe())


def test_two_processes_that_add_the_same_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    both, alone, root = tmp_path / "both.db", tmp_path / "alone.db", Path(__file__).parents[1]
    at_once = [
        subprocess.Popen(
            [sys.executable, "-c", ADDER, place_of(both), first], stderr=subprocess.PIPE, text=True, cwd=root
        )
        for first in ("0", "9")
    ]
    complaints = [adder.communicate()[1] for adder in at_once]
    for first in (0, 9):
        add_from(str(alone), first)

    assert (complaints, failures(both)) == (["", ""], [])
    with open_ledger(both) as ledger, open_ledger(alone) as other:
        assert {article.id for article in ledger.articles()} == {article.id for article in other.articles()}
        assert len(list(ledger.articles())) == 18
        assert gathered(ledger) == gathered(other)


def test_two_articles_that_a_later_cleaner_finds_to_be_one_are_one(path: Path) -> None:
    shorter = KISUMU.removesuffix(", police said.")
    texts = {"courier/a": KISUMU, "courier/b": shorter, "herald/b": KISUMU_TOO, "post/copy": KISUMU}
    with open_ledger(path) as ledger:
        put(ledger, *texts, pipe=replace(STAGES, texts=texts).pipe())
        again(ledger, LATER_CLEANER)

        assert [article.text for article in ledger.articles()] == [shorter, KISUMU_TOO, shorter]
        assert [len(incident.reports) for incident in every(ledger)] == [3]
    assert failures(path) == []


def test_an_article_that_was_dropped_for_a_while_comes_back(ledger: Ledger) -> None:
    put(ledger, *TEXTS)
    before = (set(ledger.articles()), gathered(ledger))

    again(ledger, replace(STAGES, dropped=(KISUMU_TOO,)))
    assert gathered(ledger) == {frozenset({KISUMU}), frozenset({MOMBASA})}
    again(ledger, STAGES)

    assert (set(ledger.articles()), gathered(ledger)) == before
    assert failures(ledger.path) == []
