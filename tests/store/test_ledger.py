from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from sqlalchemy import Executable, Row, select, text

from tests.builders import NOW, make_article, make_claim, make_judgement, make_reading, make_report
from tests.ledgers import dump, open_ledger, spoil
from tests.store.filling import INTAKE, PAGE, SKETCH, keep, made_incident, made_report
from tests.wire.strategies import values
from twosource.errors import LedgerUnavailable, NoSuchRecord
from twosource.ids import ArticleId, IncidentId, report_id
from twosource.model import Copy, CopyRelation, Dropped, Verdict
from twosource.store import Ledger
from twosource.store.database import Database
from twosource.store.records import claim_columns, from_json
from twosource.store.schema import claims
from twosource.wire import value_from_json

LATER = datetime(2024, 6, 1, tzinfo=UTC)
SHARE_BAR = Dropped(what="paragraph", reason="share bar", text="Share this", address="p3")

ANYTHING = pytest.mark.sqlite_file("any column of it may hold anything")


def test_an_article_reads_back_with_what_was_left_out(ledger: Ledger) -> None:
    article = make_article(page=PAGE.id, found=(("title", "og:title"),), dropped=(SHARE_BAR,))
    keep(ledger, article)

    assert ledger.article(article.id) == article


def test_articles_come_in_order_of_arrival(ledger: Ledger) -> None:
    articles = [make_article(f"Gunmen fired, part {part}.") for part in range(3)]
    for article in articles:
        keep(ledger, article, make_report(article))

    assert list(ledger.articles()) == articles


def test_a_reading_reads_back_as_it_was(ledger: Ledger) -> None:
    article = make_article()
    reading = make_reading(article, made_report(article))
    keep(ledger, article)

    assert ledger.reading(article.id) == reading
    assert ledger.reports([reading.reports[0].id]) == reading.reports


@settings(deadline=None, max_examples=100)
@given(values)
def test_every_value_reads_back_from_its_column(value: object) -> None:
    claim = make_claim(make_article(), "target", value, "a bus")  # type: ignore[arg-type]

    column = claim_columns(claim, reading=1, position=0)["value"]

    assert value_from_json(from_json(column)) == value


def test_a_later_reading_stands_in_and_the_earlier_claims_stay(ledger: Ledger) -> None:
    article = make_article()
    keep(ledger, article)
    later = make_report(article, make_claim(article, "target", "a bus", "a bus", origin="rules/later"))
    with ledger.transaction():
        ledger.save_reading(make_reading(article, later), LATER)

    assert [claim.origin for claim, _, _ in ledger.claims()] == ["rules/later"]
    assert ledger.stats()["claims"] == 5


def test_what_was_dropped_is_kept_once_and_counted(ledger: Ledger) -> None:
    for _ in range(2):
        with ledger.transaction():
            ledger.drop([SHARE_BAR], page=PAGE.id)

    assert ledger.drops() == (SHARE_BAR,)
    assert ledger.drop_counts() == (("paragraph", "share bar", 1),)


def test_a_page_reads_back_with_how_it_was_given(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.save_page(PAGE, INTAKE)
        ledger.save_page(PAGE, replace(INTAKE, outlet="Harbour Post"))

    assert list(ledger.kept_pages()) == [(PAGE, INTAKE), (PAGE, replace(INTAKE, outlet="Harbour Post"))]


def test_a_page_is_finished_only_as_it_was_given(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.save_page(PAGE, INTAKE)
        ledger.finish_intake(INTAKE)

    assert ledger.is_finished(INTAKE)
    assert not ledger.is_finished(replace(INTAKE, published="2024-05-02"))


def test_copy_candidates_share_the_sketch(ledger: Ledger) -> None:
    article = make_article()
    keep(ledger, article)

    assert ledger.copy_candidates((SKETCH[1], 77)) == (article,)
    assert ledger.copy_candidates((77,)) == ()


def test_a_copy_reads_back(ledger: Ledger) -> None:
    original, other = make_article(), make_article("The same, more or less.")
    copy = Copy(
        article=other.id, original=original.id, relation=CopyRelation.NEAR, overlap=0.9, why="Nine tenths."
    )
    with ledger.transaction():
        ledger.save_article(original)
        ledger.save_article(other)
        ledger.save_copy(copy)

    assert ledger.copies([original.id, other.id]) == {other.id: copy}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)], ids=str)
def test_candidates_are_those_that_share_most_keys_whenever_they_came(
    ledger: Ledger, order: tuple[int, ...]
) -> None:
    article = make_article()
    told = [make_report(article, anchor=anchor) for anchor in range(4)]
    filed = (["d|1"], ["d|1", "d|2", "d|3"], ["d|1", "p|*|amina"], ["c|1"])
    with ledger.transaction():
        for at in order:
            ledger.file_report(told[at], outline="{}", keys=filed[at])

    found = ledger.link_candidates(["d|1", "d|2", "d|3", "p|*|amina", "none"], 2)

    assert {member.report for member in found} == {told[1].id, told[2].id}


def test_a_key_is_crowded_from_one_report_more(ledger: Ledger) -> None:
    article = make_article()
    with ledger.transaction():
        for anchor in range(3):
            ledger.file_report(make_report(article, anchor=anchor), outline="{}", keys=["all", f"k{anchor}"])

    assert ledger.crowded_keys(["all", "k1", "none"], 2) == {"all"}
    assert ledger.crowded_keys(["all"], 3) == frozenset()


def test_a_successor_takes_over_the_place_of_a_report(ledger: Ledger) -> None:
    article = make_article()
    incident = keep(ledger, article)
    gone = ledger.members_of_article(article.id)
    heir = make_report(article, anchor=3)
    with ledger.transaction():
        ledger.unfile_reports(gone)
        ledger.file_report(heir, outline="{}", keys=["k"], successor_of=gone[0])

    (member,) = ledger.members_of_article(article.id)
    assert (member.seq, member.report, member.incident) == (gone[0].seq, heir.id, incident.id)
    assert ledger.link_candidates(["d|2024-05-02|Kisumu"], 10) == ()


def test_judgements_are_kept_side_by_side(ledger: Ledger) -> None:
    one, other, third = (report_id(make_article().id, anchor) for anchor in range(3))
    same = make_judgement(one, other)
    apart = make_judgement(one, other, Verdict.DIFFERENT, decided_by="Amina", decided_at=LATER)
    elsewhere = make_judgement(other, third)
    with ledger.transaction():
        ledger.save_judgements([same, apart, elsewhere])

    assert ledger.judgements_between(other, one) == (same, apart)
    assert ledger.judgements_among([one, other]) == (same, apart)
    assert ledger.judgements_touching([third]) == (elsewhere,)
    assert ledger.judgements_by_people() == (apart,)
    assert ledger.same_neighbours([one]) == {other}


def test_an_incident_reads_back_as_it_was(ledger: Ledger) -> None:
    incident = keep(ledger)

    assert ledger.incident(incident.id) == incident


def test_a_merged_incident_leads_on(ledger: Ledger) -> None:
    incident = keep(ledger)
    first, second = IncidentId("i_" + "a" * 10), IncidentId("i_" + "b" * 10)
    with ledger.transaction():
        ledger.open_incident(first, NOW)
        ledger.open_incident(second, NOW)
        ledger.close_incident(first, second)
        ledger.close_incident(second, incident.id)

    assert ledger.incident(first) == incident


def test_saving_an_incident_that_was_never_opened_is_a_bug(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        ledger.save_incident(made_incident(made_report(make_article())), NOW)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(lambda name: name, id="full"),
        pytest.param(lambda name: name[:6], id="four digits"),
        pytest.param(lambda name: name[2:8], id="without its letter"),
        pytest.param(lambda name: f" {name.upper()} ", id="as typed"),
    ],
)
def test_an_id_may_be_shortened(ledger: Ledger, given: Callable[[str], str]) -> None:
    incident = keep(ledger)

    assert ledger.incident(given(incident.id)).id == incident.id


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param("i_abc", "is no id of an incident", id="too short"),
        pytest.param("kisumu", "is no id of an incident", id="a word"),
        pytest.param("i_%%%%%", "is no id of an incident", id="a pattern"),
        pytest.param("i_0000", "there is no incident", id="unknown"),
        pytest.param("i_eeee", "several incidents begin", id="several"),
    ],
)
def test_an_id_that_names_nothing_is_told_apart(ledger: Ledger, given: str, message: str) -> None:
    with ledger.transaction():
        ledger.open_incident(IncidentId("i_eeee000000"), NOW)
        ledger.open_incident(IncidentId("i_eeee000001"), NOW)

    with pytest.raises(NoSuchRecord, match=message):
        ledger.incident(given)


def test_keeping_the_same_twice_changes_nothing(ledger: Ledger, path: Path) -> None:
    keep(ledger)
    before = dump(path)
    with ledger.transaction():
        ledger.save_page(PAGE, INTAKE)

    assert dump(path) == before
    assert ledger.has_article(make_article().id)
    assert not ledger.has_article(ArticleId("a_" + "0" * 16))


def test_every_check_of_a_sound_ledger_holds(ledger: Ledger) -> None:
    keep(ledger)

    found = {check.name: (check.ok, check.detail) for check in ledger.check()}

    assert [name for name, (ok, _) in found.items() if not ok] == []
    assert found["quotes"] == (True, "4 quotes stand in their articles")


@pytest.mark.parametrize(
    ("sql", "failing"),
    [
        pytest.param("UPDATE claims SET quote = 'Five' WHERE field = 'killed'", "quotes", id="a quote"),
        pytest.param("UPDATE articles SET text = 'x' || text", "quotes", id="a text"),
        pytest.param("UPDATE incidents SET reports = 2", "incidents", id="a count of reports"),
        pytest.param("UPDATE readings SET current = FALSE", "readings", id="a reading"),
        pytest.param(
            "UPDATE incidents SET headline = x'00'", "columns", id="bytes for words", marks=ANYTHING
        ),
        pytest.param("UPDATE claims SET start = 'x'", "quotes", id="a number that is none", marks=ANYTHING),
        pytest.param(
            "ALTER TABLE copies RENAME COLUMN overlap TO overlaq",
            "values",
            id="a column's name",
            marks=pytest.mark.sqlite_file("a letter of it may be another"),
        ),
        pytest.param("DELETE FROM reports", "reports", id="a report"),
        pytest.param("UPDATE pages SET content = x'789c'", "pages", id="a page cut short"),
        pytest.param("UPDATE pages SET id = 'a'", "pages", id="a page's name"),
        pytest.param("UPDATE articles SET text = text || 'x'", "texts", id="the end of a text"),
        pytest.param("UPDATE claims SET value = '{' || value", "values", id="JSON of a claim"),
        pytest.param("UPDATE claims SET certainty = 'azserted'", "values", id="a certainty"),
        pytest.param("UPDATE facts SET body = '{}'", "values", id="a fact"),
        pytest.param("UPDATE reports SET spans = '[[3]]'", "values", id="a span"),
        pytest.param("UPDATE members SET outline = '{}'", "values", id="an outline"),
        pytest.param("UPDATE articles SET fetched_at = 'noon'", "values", id="an instant"),
        pytest.param(
            "UPDATE facts SET body = CAST(x'ff' AS TEXT)", "values", id="no letters", marks=ANYTHING
        ),
    ],
)
def test_a_spoilt_ledger_is_found_out(ledger: Ledger, sql: str, failing: str) -> None:
    keep(ledger)
    spoil(ledger.path, sql)

    assert failing in [check.name for check in ledger.check() if not check.ok]


def test_stats_count_everything(path: Path) -> None:
    with open_ledger(path) as ledger:
        keep(ledger)
        stats = ledger.stats()

    counted = ("pages", "articles", "reports", "claims", "incidents", "facts")
    assert [stats[name] for name in counted] == [1, 1, 1, 4, 1, 4]
    assert stats["bytes"] > 0


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        pytest.param(
            "UPDATE facts SET body = '{}'", "the ledger is damaged: fact of incident i_", id="missing names"
        ),
        pytest.param(
            "UPDATE facts SET body = body || ','", "the ledger is damaged: fact of incident i_", id="JSON"
        ),
        pytest.param(
            "UPDATE facts SET body = CAST(x'ff' AS TEXT)", "it is damaged", id="no letters", marks=ANYTHING
        ),
    ],
)
def test_a_damaged_row_is_told_in_a_line(ledger: Ledger, sql: str, words: str) -> None:
    incident = keep(ledger)
    spoil(ledger.path, sql)

    with pytest.raises(LedgerUnavailable, match=words):
        list(ledger.incidents_by_id([incident.id]))


class Circling(Database):
    """A file whose rows lead back to themselves."""

    def rows(
        self, _statement: Executable, _parameters: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        return super().rows(text("SELECT 3 AS place"))


def test_rows_out_of_order_are_damage_and_no_endless_way(ledger: Ledger) -> None:
    circling = Circling(ledger._database.connection, ledger._database.home)

    with pytest.raises(LedgerUnavailable, match="rows are out of order"):
        list(circling.batches(select(claims), claims.c.position, 2))
