import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_article, make_judgement
from tests.deciding import decide
from tests.ledgers import dump, open_ledger, place_of
from tests.simple_stages import SimpleStages, inputs
from twosource.ids import IncidentId, ReportId
from twosource.model import Article, Draft, Dropped, Incident, Judgement, Verdict
from twosource.pipeline import Fate, add, read_only, reread
from twosource.store import Filter, Ledger

KISUMU = "Four people were shot dead in Kisumu on 2024-05-01, police said."
KISUMU_TOO = "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died."
KISUMU_UNDATED = "Four people were shot dead in Kisumu, police said."
MOMBASA = "Two people were killed by a bomb in Mombasa on 2024-05-01."
BOTH = f"Four people were shot at a market in Kisumu on 2024-05-01.\n{MOMBASA}"
RECALLED = "Earlier, three people were shot in Garissa on 2024-01-09."
FILM = "A film about gunmen won a prize."
TWO = f"{KISUMU_TOO}\n---\n{MOMBASA}"
TEXTS = {
    "courier/a": KISUMU,
    "herald/b": KISUMU_TOO,
    "post/copy": KISUMU,
    "post/c": MOMBASA,
    "post/both": BOTH,
    "post/recalled": RECALLED,
    "post/film": FILM,
    "post/empty": "",
    "post/mixed": f"{KISUMU_TOO}\n---\nbroken\n---\n{MOMBASA}",
    "post/undated": KISUMU_UNDATED,
}
STAGES = SimpleStages(texts=TEXTS)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def put(
    ledger: Ledger, *addresses: str, stages: SimpleStages = STAGES, published: str | None = None
) -> list[Fate]:
    return list(add(ledger, stages.pipe(), inputs(*addresses, published=published)))


def again(ledger: Ledger, stages: SimpleStages) -> list[str]:
    return [fate.what for fate in reread(ledger, stages.pipe())]


def every(ledger: Ledger) -> list[Incident]:
    return list(ledger.incidents(Filter()))


def reports(ledger: Ledger, address: str) -> list[ReportId]:
    article = next(article for article in ledger.articles() if article.address == address)
    return [member.report for member in ledger.members_of_article(article.id)]


def by_hand(ledger: Ledger, one: str, other: str, verdict: Verdict, decided_at: datetime = NOW) -> Judgement:
    """Judge the main reports of two articles as a person would."""
    left, right = reports(ledger, one)[0], reports(ledger, other)[0]
    return make_judgement(left, right, verdict, decided_by="Amina", decided_at=decided_at)


def failures(ledger: Ledger) -> list[str]:
    return [f"{check.name}: {check.detail}" for check in ledger.check() if not check.ok]


def test_an_article_becomes_an_incident(ledger: Ledger) -> None:
    (fate,) = put(ledger, "courier/a")

    (incident,) = every(ledger)
    assert (fate.what, fate.incidents) == ("added", (incident.id,))
    assert [fact.field for fact in incident.facts if fact.support] == ["when", "place", "killed"]
    assert failures(ledger) == []


def test_reading_without_a_ledger_gives_articles_and_what_gave_none() -> None:
    found = list(read_only(STAGES.pipe(), inputs("courier/a", "post/empty", "nowhere")))

    assert [type(one).__name__ for one in found] == ["tuple", "Dropped", "Issue"]


def test_adding_the_same_again_changes_nothing(ledger: Ledger) -> None:
    addresses = ("courier/a", "herald/b", "post/empty", "post/film", "nowhere")
    put(ledger, *addresses)
    before = dump(ledger.path)

    fates = put(ledger, *addresses)

    assert [fate.what for fate in fates] == ["known", "known", "known", "known", "issue"]
    assert dump(ledger.path) == before


def test_two_articles_about_one_incident_are_joined(ledger: Ledger) -> None:
    first, second = put(ledger, "courier/a", "herald/b")

    assert second.incidents == first.incidents
    assert [(one.newsrooms, one.outlets) for one in every(ledger)] == [(2, 2)]


def test_a_copy_adds_an_outlet_and_never_a_newsroom(ledger: Ledger) -> None:
    first, second = put(ledger, "courier/a", "post/copy")

    (incident,) = every(ledger)
    assert (second.what, second.incidents) == ("copy", first.incidents)
    assert (incident.voices, incident.newsrooms, incident.outlets) == (1, 1, 2)
    one, other = incident.reports
    assert [reason.name for j in ledger.judgements_between(one, other) for reason in j.reasons] == ["copy"]


def test_an_article_can_tell_of_several_incidents(ledger: Ledger) -> None:
    put(ledger, "courier/a", "post/c")
    (fate,) = put(ledger, "post/both")

    assert sorted(fate.incidents) == sorted(incident.id for incident in every(ledger))
    assert [len(incident.reports) for incident in every(ledger)] == [2, 2]


def test_an_article_without_an_incident_is_kept(ledger: Ledger) -> None:
    (fate,) = put(ledger, "post/film")

    assert (fate.what, fate.incidents, every(ledger)) == ("added", (), [])
    assert ledger.stats()["articles"] == 1


def test_a_report_that_only_looks_back_opens_nothing(ledger: Ledger) -> None:
    (fate,) = put(ledger, "post/recalled")

    assert (fate.incidents, every(ledger)) == ((), [])
    assert failures(ledger) == []


def test_what_is_dropped_says_why(ledger: Ledger) -> None:
    (fate,) = put(ledger, "post/empty")

    assert fate.what == "dropped"
    assert ledger.drop_counts() == (("article", "too-short", 1),)


def test_the_good_parts_of_a_bad_page_are_kept_and_the_bad_told_each_time(ledger: Ledger) -> None:
    assert [fate.what for fate in put(ledger, "post/mixed")] == ["added", "issue", "added"]
    assert [fate.what for fate in put(ledger, "post/mixed")] == ["known", "issue", "known"]


def test_a_date_given_later_is_learnt(ledger: Ledger) -> None:
    put(ledger, "post/undated")
    (fate,) = put(ledger, "post/undated", published="2024-05-02")
    (forgotten,) = put(ledger, "post/undated")

    (article,) = ledger.articles()
    assert (fate.what, forgotten.what) == ("updated", "known")
    assert article.published is not None


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(["courier/a", "herald/b", "post/c", "post/both"]))
def test_the_order_of_arrival_changes_no_incident(
    order: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_ledger(tmp_path_factory.mktemp("order") / "ledger.db") as ledger:
        put(ledger, *order)
        found = {frozenset(incident.reports) for incident in every(ledger)}
        facts = {incident.facts for incident in every(ledger)}
        assert failures(ledger) == []
    with open_ledger(tmp_path_factory.mktemp("order") / "ledger.db") as ledger:
        put(ledger, *sorted(order))
        assert found == {frozenset(incident.reports) for incident in every(ledger)}
        assert facts == {incident.facts for incident in every(ledger)}


def test_a_person_who_joins_two_incidents_leaves_the_older_id(ledger: Ledger) -> None:
    first, second = put(ledger, "courier/a", "post/c")

    joined = decide(ledger, by_hand(ledger, "courier/a", "post/c", Verdict.SAME))

    assert joined == first.incidents
    assert ledger.incident(second.incidents[0]).id == first.incidents[0]
    assert failures(ledger) == []


def test_a_person_who_parts_two_reports_gives_the_younger_an_id(ledger: Ledger) -> None:
    first, _ = put(ledger, "courier/a", "herald/b")
    decide(ledger, by_hand(ledger, "courier/a", "herald/b", Verdict.DIFFERENT))

    kept = {incident.id for incident in every(ledger)}
    assert len(kept) == 2
    assert first.incidents[0] in kept
    assert failures(ledger) == []


def test_a_parting_that_is_taken_back_leads_to_the_old_id(ledger: Ledger) -> None:
    first, _ = put(ledger, "courier/a", "herald/b")
    decide(ledger, by_hand(ledger, "courier/a", "herald/b", Verdict.DIFFERENT))
    parted = {incident.id for incident in every(ledger)}
    decide(ledger, by_hand(ledger, "courier/a", "herald/b", Verdict.SAME, decided_at=NOW.replace(year=2025)))

    assert {ledger.incident(name).id for name in parted} == set(first.incidents)


def test_the_next_article_of_a_page_is_begun_on_before_one_is_read(ledger: Ledger) -> None:
    stages = replace(STAGES, texts={"post/two": TWO, "courier/a": KISUMU}, done=[])
    put(ledger, "post/two", "courier/a", stages=stages)

    assert stages.done == [
        ("prepared", KISUMU_TOO), ("prepared", MOMBASA), ("read", KISUMU_TOO), ("read", MOMBASA),
        ("prepared", KISUMU), ("read", KISUMU),
    ]  # fmt: skip


def test_reading_without_a_ledger_and_reading_again_begin_ahead_too(ledger: Ledger) -> None:
    stages = replace(STAGES, texts={"post/two": TWO}, done=[])
    put(ledger, "post/two", stages=stages)
    added = stages.done.copy()
    list(reread(ledger, stages.pipe()))
    list(read_only(stages.pipe(), inputs("post/two")))

    assert stages.done == added * 3


def test_what_the_ledger_holds_is_not_begun_on(ledger: Ledger) -> None:
    put(ledger, "courier/a")
    stages = replace(STAGES, done=[])
    put(ledger, "courier/a", stages=stages, published="2024-05-02")

    assert ("prepared", KISUMU) not in stages.done


def test_an_error_in_one_article_comes_after_the_one_before_it_is_kept(ledger: Ledger) -> None:
    def clean(draft: Draft) -> Article | Dropped:
        if draft.body == MOMBASA:
            raise ZeroDivisionError(draft.address)
        return STAGES.clean(draft)

    pipe = STAGES.pipe()
    failing = replace(pipe, stages=replace(pipe.stages, clean=clean))
    with pytest.raises(ZeroDivisionError):
        list(add(ledger, failing, inputs("post/mixed")))

    assert [article.text for article in ledger.articles()] == [KISUMU_TOO]


def test_reading_again_by_the_same_rules_changes_nothing(ledger: Ledger) -> None:
    put(ledger, *TEXTS)
    before = dump(ledger.path)

    assert set(again(ledger, STAGES)) == {"known", "dropped", "issue"}
    assert dump(ledger.path) == before


def test_reading_again_by_other_rules_keeps_ids_and_earlier_claims(ledger: Ledger) -> None:
    put(ledger, "courier/a", "herald/b", "post/c")
    before = {incident.id for incident in every(ledger)}

    assert again(ledger, replace(STAGES, origin="rules/2")) == ["updated"] * 3

    assert {incident.id for incident in every(ledger)} == before
    assert {claim.origin for claim, _, _ in ledger.claims()} == {"rules/2"}
    assert failures(ledger) == []


def test_what_a_person_decided_outlives_another_cleaning(ledger: Ledger) -> None:
    put(ledger, "courier/a", "herald/b")
    decide(ledger, by_hand(ledger, "courier/a", "herald/b", Verdict.DIFFERENT))
    before = {incident.id for incident in every(ledger)}

    assert again(ledger, replace(STAGES, cut=", police said.")) == ["updated", "known"]

    assert {incident.id for incident in every(ledger)} == before
    assert [article.text for article in ledger.articles()] == [
        KISUMU_TOO,
        KISUMU.removesuffix(", police said."),
    ]
    assert failures(ledger) == []


def test_an_article_that_is_dropped_now_leaves_its_incident(ledger: Ledger) -> None:
    put(ledger, "courier/a", "herald/b", "post/c")

    assert again(ledger, replace(STAGES, dropped=(KISUMU, MOMBASA))) == ["dropped", "known", "dropped"]

    assert [len(incident.reports) for incident in every(ledger)] == [1]
    assert failures(ledger) == []


@pytest.mark.sqlite_file("its trace of statements")
def test_an_article_costs_as_many_statements_late_as_early(ledger: Ledger) -> None:
    texts = {
        f"post/{at}": f"{KISUMU.replace('05-01', f'05-{at % 28 + 1:02}')} Part {at}." for at in range(60)
    }
    seen: list[int] = []
    driver: sqlite3.Connection = ledger._database.connection.connection.driver_connection  # type: ignore[assignment]
    for address in texts:
        statements: list[str] = []
        driver.set_trace_callback(statements.append)
        put(ledger, address, stages=SimpleStages(texts=texts))
        seen.append(len(statements))
    driver.set_trace_callback(None)

    assert (
        max(seen[28:]) <= max(seen[1:28]) + 24
    )  # a second report of an incident changes a row for each source


@pytest.mark.sqlite_file("its plans of statements")
def test_no_statement_that_adds_an_article_walks_a_whole_table(ledger: Ledger) -> None:
    put(ledger, "courier/a", "herald/b", "post/c")
    driver: sqlite3.Connection = ledger._database.connection.connection.driver_connection  # type: ignore[assignment]
    statements: list[str] = []
    driver.set_trace_callback(statements.append)
    put(ledger, "post/both", "post/copy")
    driver.set_trace_callback(None)

    asked = {statement for statement in statements if statement.startswith(("SELECT", "UPDATE", "DELETE"))}
    plans = (driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall() for statement in asked)
    steps = {row[3] for plan in plans for row in plan}
    assert {step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step} == set()


ADDER = """
import sys
from tests.simple_stages import SimpleStages, inputs
from twosource.pipeline import add
from twosource.store import open_ledger

texts = {f"post/{at}": f"Four people were shot dead in Kisumu on 2024-05-01. Part {at}." for at in range(5000)}
with open_ledger(sys.argv[1]) as ledger:
    for fate in add(ledger, SimpleStages(texts=texts).pipe(), inputs(*texts)):
        print(fate.article.id, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 30])
def test_a_kill_costs_at_most_the_article_being_added(tmp_path: Path, after: int) -> None:
    path = tmp_path / "ledger.db"
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", ADDER, place_of(path)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as adder:
        assert adder.stdout is not None
        told = [line.strip() for line in islice(adder.stdout, after)]
        adder.kill()
        told += [line.strip() for line in adder.stdout if line.endswith("\n")]

    with open_ledger(path) as ledger:
        kept = [article.id for article in ledger.articles()]
        assert failures(ledger) == []
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1


def test_an_id_that_was_given_is_never_lost(ledger: Ledger) -> None:
    fates = put(ledger, "courier/a", "post/c", "post/both", "herald/b")
    given = {IncidentId(name) for fate in fates for name in fate.incidents}

    assert {ledger.incident(name).id for name in given} == {incident.id for incident in every(ledger)}


def test_the_same_article_at_another_address_is_known(ledger: Ledger) -> None:
    put(ledger, "courier/a")
    stages = SimpleStages(texts={"courier/elsewhere": KISUMU})

    (fate,) = put(ledger, "courier/elsewhere", stages=stages)

    assert (fate.what, fate.article) == ("known", make_article(KISUMU, **_kept(ledger)))


def _kept(ledger: Ledger) -> dict[str, object]:
    (article,) = ledger.articles()
    return {
        name: getattr(article, name)
        for name in ("outlet", "address", "page", "published", "fetched_at", "newsroom")
    }
