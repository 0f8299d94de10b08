"""Kill a reader before each statement of its work, let another end it, and compare the ledgers.

::

    python -m tests.watching.killing --step 1
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.builders import NOW
from tests.contents import Contents, contents, differences, failures
from tests.killing.dying import Death, die, live
from tests.killing.stories import Story
from tests.ledgers import copy_ledger, open_ledger, place_of
from tests.simple_stages import SimpleStages
from tests.watching.making import FEED, put_pages, standing_on
from tests.watching.test_reading import PAGES, TEXTS
from twosource.store.queue import Taker
from twosource.watching.reading import Desk

#: What tells of the work and not of the news.
_WORK: Final = frozenset({"jobs", "watchers"})
_OURS: Final = Taker(watch="w", worker="1")


def read_what_waits(path: Path) -> None:
    """Do what the next watch does after one that was killed: give back its work, and go on with it."""
    with open_ledger(path) as ledger:
        ledger.queue.bury_all("w", "it was killed", NOW, most=1000)
    desk = Desk(standing=standing_on(place_of(path)), pipe=SimpleStages(texts=TEXTS).pipe(), taker=_OURS)
    while job := desk.take():
        desk.read(job)
    desk.standing.close()


def news(path: Path) -> Contents:
    return {table: rows for table, rows in contents(path).items() if table not in _WORK}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.watching.killing")
    parser.add_argument("--step", type=int, default=1, help="die before each so-manieth statement")
    step = parser.parse_args().step
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        base = _begin(folder / "base.db")
        story = Story(name="read", base=base, act=read_what_waits)
        whole = copy_ledger(base, folder / "whole.db")
        statements, spoilt = live(story, whole), 0
        for statement in range(1, statements + 1, step):
            path = copy_ledger(base, folder / f"{statement}.db")
            die(story, path, Death(statement=statement))
            live(story, path)
            wrong = [*failures(path), *differences(news(whole), news(path))]
            spoilt += bool(wrong)
            if wrong:
                print(f"killed before statement {statement}:", *wrong[:5], sep="\n  ")  # noqa: T201
        print(f"{len(range(1, statements + 1, step))} kills in {statements} statements: {spoilt} spoilt")  # noqa: T201
    return 1 if spoilt else 0


def _begin(path: Path) -> Path:
    with open_ledger(path) as ledger:
        ledger.feeds.add(FEED, NOW)
        put_pages(ledger, PAGES)
    return path


if __name__ == "__main__":
    sys.exit(main())
