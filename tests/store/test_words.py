"""The same articles are found by their words, in the same order, in a file and on a server."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import postgres
from twosource.store import open_ledger
from twosource.store.database import Database
from twosource.store.search import match_terms
from twosource.store.words import cut_words, matches, relevance, save_words, search, write_asked

_WORDS = ("rocket", "rockets", "market", "the", "green", "zone", "café", "bagdad’s", "12", "x" * 2_000)
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)
_ASKED = st.lists(st.one_of(st.sampled_from(_WORDS), st.sampled_from(
    ('"green zone"', '"the market"', '"rockets the"', '"_"', '"zone green zone"', '"rocket rocket"')
)), min_size=1, max_size=3).map(" ".join)  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    address = postgres.make_database()
    with open_ledger(tmp_path_factory.mktemp("words") / "ledger.db") as file, open_ledger(address) as server:
        yield file._database, server._database
    postgres.drop_database(address)


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        pytest.param(
            "Rockets hit Café Zone-3", ("rocket", "hit", "cafe", "zone", "3"), id="stems and accents"
        ),
        pytest.param("", (), id="nothing"),
        pytest.param("_ - !", (), id="signs alone"),
        pytest.param("hit HIT hits", ("hit", "hit", "hit"), id="in order, each time"),
    ],
)
def test_words_are_cut_and_stemmed_as_fts5_does(words: str, cut: tuple[str, ...]) -> None:
    assert cut_words(words) == cut


def test_a_word_no_index_holds_stands_by_its_digest() -> None:
    (short,) = cut_words("y" * 5_000)

    assert len(short) == 64
    assert cut_words("y" * 5_000) == (short,) != cut_words("y" * 5_001)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        pytest.param('"rockets" "green zone"', "rocket|green zone", id="a word and a phrase"),
        pytest.param('"_"', "", id="nothing is asked"),
        pytest.param('"zone-3"', "zone 3", id="a word of two parts is a phrase"),
    ],
)
def test_what_is_asked_is_written_for_postgresql(asked: str, written: str) -> None:
    assert write_asked(asked) == written


@given(texts=st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=6), asked=_ASKED)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_find_the_same_in_the_same_order(
    both: tuple[Database, Database], texts: Sequence[tuple[str, str]], asked: str
) -> None:
    file, server = (_ask(database, texts, asked) for database in both)

    assert [row for row, _ in file] == [row for row, _ in server]
    assert [score for _, score in file] == pytest.approx([score for _, score in server])


def test_a_phrase_is_found_however_far_on_it_stands(both: tuple[Database, Database]) -> None:
    long = " ".join(["filler"] * 20_000) + " the green zone"

    assert [row for row, _ in _ask(both[1], [("", long), ("", "zone green")], '"green zone"')] == [1]


def test_more_different_words_than_a_tsvector_takes_are_kept(both: tuple[Database, Database]) -> None:
    many = " ".join(f"word{number:06d}abcdefgh" for number in range(80_000))

    assert [row for row, _ in _ask(both[1], [("", many)], "word079999abcdefgh")] == [1]


def _ask(database: Database, texts: Sequence[tuple[str, str]], asked: str) -> list[tuple[int, float]]:
    """Return the rows that hold words, best first, in an index of just some texts."""
    with database.rehearsal():
        for number, (title, body) in enumerate(texts, 1):
            save_words(database, number, title, body)
        score = relevance().label("score")
        query = select(search.c.rowid, score).where(matches()).order_by(score, search.c.rowid)
        terms = match_terms(asked)
        return (
            [(row.rowid, round(row.score, 9)) for row in database.rows(query, {"words": terms})]
            if terms
            else []
        )
