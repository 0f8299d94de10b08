"""The example wires end in the same incidents in any order, in one batch and one by one."""

from random import Random

import pytest
from eval.gold import EXAMPLES
from eval.orders import Ending, Read, file_in_order, find_moved, find_retold, read_files
from eval.shapes import load_gold


@pytest.fixture(scope="module")
def reads() -> list[Read]:
    gold = load_gold(EXAMPLES)
    found = read_files(sorted({EXAMPLES.parent / article.file for article in gold.articles}))
    return list({read.article.id: read for read in found}.values())


@pytest.fixture(scope="module")
def given(reads: list[Read]) -> Ending:
    return file_in_order(reads)


def test_the_examples_make_incidents_of_several_articles(given: Ending, reads: list[Read]) -> None:
    assert any(len(incident.articles) > 1 for incident in given.incidents.values())
    assert find_moved(reads, given, given) == set()


@pytest.mark.parametrize("seed", range(1, 3))
def test_a_shuffled_ledger_tells_the_same(given: Ending, reads: list[Read], seed: int) -> None:
    shuffled = list(reads)
    Random(seed).shuffle(shuffled)
    ending = file_in_order(shuffled, batches=1 if seed % 2 else len(shuffled))
    assert ending.incidents.keys() == given.incidents.keys()
    assert find_retold(ending, given) == []
