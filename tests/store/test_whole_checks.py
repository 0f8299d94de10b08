"""Damage that leaves every row readable: something lost, or there twice."""

from pathlib import Path

import pytest

from tests.builders import make_judgement
from tests.contents import failures
from tests.deciding import decide
from tests.ledgers import copy_ledger, finished, open_ledger, spoil
from tests.simple_stages import SimpleStages, inputs
from twosource.model import Verdict
from twosource.pipeline import add
from twosource.store import Filter

KISUMU = "Four people were shot dead in Kisumu on 2024-05-01, police said."
TEXTS = {
    "courier/a": KISUMU,
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died.",
    "post/copy": KISUMU,
    "post/c": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
    "post/d": "Three houses were burnt in Garissa on 2024-04-11.",
    "post/e": "Earlier, three people were shot in Garissa on 2024-01-09.",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three incidents, two of them merged by a person; not to be written."""
    path = tmp_path_factory.mktemp("whole") / "ledger.db"
    with open_ledger(path) as ledger:
        list(add(ledger, SimpleStages(texts=TEXTS).pipe(), inputs(*TEXTS)))
        one, other = (incident.reports[0] for incident in ledger.incidents(Filter(limit=2)))
        decide(ledger, make_judgement(one, other, Verdict.SAME, decided_by="Amina"))
    return finished(path)


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return copy_ledger(whole, tmp_path / "ledger.db")


def test_a_whole_ledger_passes(path: Path) -> None:
    assert failures(path) == []


FIRST = "(SELECT id FROM articles WHERE seq = 1)"
OPEN = "(SELECT min(id) FROM incidents WHERE reports > 0)"
MERGED = "(SELECT min(id) FROM incidents WHERE redirect_to IS NOT NULL)"


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        pytest.param(
            "DELETE FROM intakes WHERE rowid = 2",
            "intakes: page * came in no known way, and is never read again",
            id="how a page came",
        ),
        pytest.param(
            "DELETE FROM readings WHERE id = 1", "readings: article * was never read", id="a reading"
        ),
        pytest.param(
            "UPDATE articles SET replaced_by = '' WHERE seq = 1",
            "readings: article * was replaced or dropped, and what was read from it still counts",
            id="an article replaced by half",
        ),
        pytest.param(
            "UPDATE articles SET replaced_by = 'a_0' WHERE seq = 1",
            "readings: article * was replaced by none that is kept",
            id="an article replaced by none",
        ),
        pytest.param(
            "UPDATE articles SET replaced_by = id WHERE seq = 1",
            "readings: article * was replaced in a circle",
            id="an article replaced in a circle",
        ),
        pytest.param(
            "DELETE FROM reports WHERE reading = 1",
            "claims: claim * belongs to no report",
            id="the report of a claim",
        ),
        pytest.param(
            "UPDATE claims SET article = (SELECT id FROM articles WHERE seq = 3) WHERE reading = 1",
            "claims: claim * quotes another article than was read",
            id="the article of a claim",
        ),
        pytest.param(
            "UPDATE claims SET article = 'a_0' WHERE reading = 1",
            "quotes: claim * does not quote its article",
            id="an article that was quoted",
        ),
        pytest.param(
            "UPDATE copies SET original = article", "copies: article * is a copy of itself", id="an original"
        ),
        pytest.param(
            "DELETE FROM reports WHERE reading = 1",
            "judgements: judgement * is about a report that was never read",
            id="the report of a judgement",
        ),
        pytest.param(
            f"UPDATE members SET article = 'a_0' WHERE article = {FIRST}",
            "reports: report * is in no current reading",
            id="the article of a report",
        ),
        pytest.param(
            "DELETE FROM members WHERE seq = 4",
            "reports: report * is not filed, and tells of nothing",
            id="a report that was filed",
        ),
        pytest.param(
            "INSERT INTO reports SELECT reading, id, 9, article, kind, main, recalled, spans FROM reports"
            " WHERE reading = 1",
            "reports: report * stands twice",
            id="a report twice",
        ),
        pytest.param(
            "DELETE FROM report_keys WHERE member = 4",
            "keys: report * is filed under no key, and is never found",
            id="the keys of a report",
        ),
        pytest.param(
            "INSERT INTO report_keys VALUES ('d|2024-05-01|1,1', 99)",
            "keys: number 99 is filed under keys, and is no report",
            id="the report of a key",
        ),
        pytest.param(
            "INSERT INTO bands VALUES (7, 99)",
            "keys: number 99 is looked up for copies, and is no article",
            id="the article of a sketch",
        ),
        pytest.param(
            "UPDATE members SET incident = NULL WHERE seq = 4",
            "incidents: report * tells of no incident",
            id="a report that left its incident",
        ),
        pytest.param(
            f"UPDATE incidents SET reports = reports + 1 WHERE id = {OPEN}",
            "incidents: incident * miscounts its reports",
            id="a count",
        ),
        pytest.param(
            "UPDATE members SET opens = FALSE",
            "incidents: incident * has only reports that look back",
            id="what opens an incident",
        ),
        pytest.param(
            f"UPDATE incidents SET redirect_to = {MERGED} WHERE id = {OPEN}",
            "redirects: incident * holds reports, and leads elsewhere",
            id="an incident merged by half",
        ),
        pytest.param(
            f"UPDATE incidents SET redirect_to = id WHERE id = {MERGED}",
            "redirects: incident * leads in a circle",
            id="a circle",
        ),
        pytest.param(
            f"UPDATE facts SET incident = {MERGED} WHERE incident = {OPEN}",
            "facts: incident * holds no reports, and has facts",
            id="whose facts they are",
        ),
        pytest.param(
            f"DELETE FROM facts WHERE incident = {OPEN}",
            "facts: incident * holds reports, and has no facts",
            id="the facts of an incident",
        ),
        pytest.param(
            "UPDATE claims SET id = 'c_0' WHERE reading = 4",
            "support: incident * stands on claim *, which none of its reports makes",
            id="a claim",
        ),
        pytest.param(
            f"UPDATE incidents SET confirmed = confirmed + 1 WHERE id = {OPEN}",
            "cards: incident * shows in lists what its facts do not give",
            id="a column of a card",
        ),
        pytest.param(
            f"UPDATE incidents SET card = '{{}}' WHERE id = {OPEN}",
            "cards: incident * shows in lists what its facts do not give",
            id="a card",
        ),
        pytest.param(
            f"UPDATE incidents SET earliest = earliest - 1 WHERE id = {OPEN}",
            "cards: incident * shows in lists what its facts do not give",
            id="when an incident happened",
        ),
        pytest.param(
            f"DELETE FROM changes WHERE incident = {OPEN}",
            "changes: incident * stands, and its latest change does not tell so",
            id="a change",
        ),
        pytest.param(
            f"UPDATE changes SET what = 'changed' WHERE incident = {MERGED}",
            "changes: incident * is merged or removed, and its latest change does not tell so",
            id="a change to a merged incident",
        ),
        pytest.param(
            f"INSERT INTO changes (incident, what, at) VALUES ({OPEN}, 'removed', 0)",
            "changes: incident * changed later than it knows",
            id="a change that never was",
        ),
        pytest.param(
            "INSERT INTO search (rowid, title, text) VALUES (99, 'x', 'y')",
            "search: number 99 can be searched, and is no article",
            id="words of no article",
            marks=pytest.mark.sqlite_file("its index of words"),
        ),
    ],
)
def test_what_is_lost_or_there_twice_is_told(path: Path, sql: str, told: str) -> None:
    spoil(path, sql)

    assert any(_is_told(found, told) for found in failures(path)), failures(path)


@pytest.mark.sqlite_file("its letters end with a NUL, which PostgreSQL does not keep")
def test_words_behind_a_sign_that_ends_them_for_sqlite_are_compared_too(path: Path) -> None:
    spoil(
        path,
        "UPDATE articles SET text = text || char(0) || 'Four' WHERE seq = 1;"
        " UPDATE claims SET start = (SELECT length(CAST(text AS BLOB)) - 4 FROM articles WHERE seq = 1),"
        ' "end" = (SELECT length(CAST(text AS BLOB)) FROM articles WHERE seq = 1)'
        " WHERE reading = 1 AND quote = 'Four'",
    )

    assert [found for found in failures(path) if found.startswith("quotes")] == []


def _is_told(found: str, told: str) -> bool:
    """Whether a line tells of something, whatever its id ("*")."""
    name, _, sentence = told.partition(": ")
    parts = sentence.split("*")
    return found.startswith(name) and all(part in found for part in parts)
