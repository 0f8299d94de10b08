"""One ledger on SQLite and on PostgreSQL: filled alike they hold the same, and many may write and read at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests import databases
from tests.contents import rows_of
from tests.ledgers import are_on_postgresql
from tests.review_desk import COPY, KISUMU, STAGES, TEXTS, every
from tests.simple_stages import SimpleStages, inputs
from tests.test_review import do
from twosource.ids import ArticleId
from twosource.pipeline import add
from twosource.store import Filter, Ledger, open_ledger
from twosource.store.source_rows import Listed
from twosource.store.tellings import SOURCE_KINDS

pytestmark = pytest.mark.skipif(are_on_postgresql(), reason="compares the two, whichever the others run on")

#: Tables whose numbers are given out of order on PostgreSQL, where a row that was there already uses one up.
NUMBERED = frozenset({"traits", "countables", "sources", "tellings"})
ACTS = ("merge", "split", "move", "accept", "reject", "correct", "undo")
MANY = {f"post/{at}": f"{KISUMU.replace('05-01', f'05-{at % 7 + 10}')} Part {at}." for at in range(24)}


@contextmanager
def on_postgresql() -> Iterator[str]:
    address = databases.take()
    yield address
    databases.give_back(address)


def fill(ledger: Ledger, chance: Random) -> None:
    """Add articles in some order and let somebody do some acts."""
    addresses = chance.sample([*TEXTS, COPY], len(TEXTS) + 1)
    list(add(ledger, STAGES.pipe(), inputs(*addresses)))
    for _ in range(4):
        do(ledger, chance.choice(ACTS), *chance.sample(list(TEXTS), 2))


def told(ledger: Ledger) -> dict[str, object]:
    """Return all that a ledger tells, by whatever question."""
    rows = rows_of(ledger)
    wanted = Filter()
    return {
        **{name: kept for name, kept in rows.items() if name not in NUMBERED},
        "incidents": every(ledger),
        "cards": ledger.cards(wanted),
        "facets": ledger.facets(wanted),
        "words": [ledger.search_articles(words) for words in ("Kisumu", '"by a bomb"', "shoot died")],
        "changes": ledger.changes(limit=1000),
        "sources": [
            replace(one, id=0) for kind in SOURCE_KINDS for one in ledger.sources.list(Listed(kind=kind))
        ],
        "checks": [(check.name, check.ok) for check in ledger.check()],
    }


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_added_and_decided_both_hold_the_same(tmp_path: Path, seed: int) -> None:
    with (
        on_postgresql() as address,
        open_ledger(tmp_path / "ledger.db") as one,
        open_ledger(address) as other,
    ):
        for ledger in (one, other):
            fill(ledger, Random(seed))

        assert told(other) == told(one)


def test_several_who_add_at_once_make_the_ledger_that_one_makes(tmp_path: Path) -> None:
    stages, counted = SimpleStages(texts=MANY), set[int]()
    with on_postgresql() as address, open_ledger(tmp_path / "ledger.db") as alone:

        def put(first: int) -> None:
            """Add most articles, as the others do, beginning elsewhere."""
            given = [f"post/{(first + at) % len(MANY)}" for at in range(16)]
            with open_ledger(address) as own:
                list(add(own, stages.pipe(), inputs(*given)))

        def look(_: int) -> None:
            """Read meanwhile: what is seen is whole at any moment."""
            with open_ledger(address) as own, own.snapshot():
                counted.add(own.count(Filter()) - len(every(own)))

        with ThreadPoolExecutor(4) as pool:
            writing = [pool.submit(put, first) for first in (0, 8, 16)]
            list(pool.map(look, range(8)))
            for one in writing:
                one.result()
        list(add(alone, stages.pipe(), inputs(*MANY)))

        with open_ledger(address) as together:
            assert grouped(together) == grouped(alone)
            assert [check.detail for check in together.check() if not check.ok] == []
            assert counted == {0}


def grouped(ledger: Ledger) -> set[tuple[frozenset[ArticleId], str, int]]:
    """Return which articles tell of one incident, and what of it; ids hang on which came first."""
    return {(frozenset(one.articles), one.headline, one.voices) for one in every(ledger).values()}
