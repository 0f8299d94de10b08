"""A ledger on a real server: how it is opened, what is told when it fails, transactions, cut connections."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from tests import postgres
from tests.builders import make_article
from tests.store.filling import keep
from twosource.errors import LedgerUnavailable
from twosource.store import Ledger, open_ledger, postgresql
from twosource.store.dialect import insert
from twosource.store.opening import find_path, is_there, name_of
from twosource.store.people_tables import audit
from twosource.store.schema import place_names

_LINE = {"at": "", "who": "", "what": "", "about": "", "origin": "", "result": ""}


@pytest.fixture
def address() -> Iterator[str]:
    made = postgres.make_database()
    yield made
    postgres.drop_database(made)


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address) as opened:
        yield opened


@pytest.fixture
def empty() -> Iterator[str]:
    made = postgres.make_database("template0")
    yield made
    postgres.drop_database(made)


# --- opening ----------------------------------------------------------------------------------------


def test_a_ledger_is_made_in_an_empty_database_and_opened_again(empty: str) -> None:
    with open_ledger(empty) as ledger:
        keep(ledger)
    with open_ledger(empty.replace("postgresql://", "postgres://"), create=False) as ledger:
        assert ledger.stats()["articles"] == 1
        assert ledger.stats()["bytes"] > 100_000
        assert all(check.ok for check in ledger.check())


def test_an_empty_database_is_no_ledger_for_reading(empty: str) -> None:
    with pytest.raises(LedgerUnavailable, match="no ledger in postgresql://tests@/t"):
        open_ledger(empty, create=False)
    assert not is_there(empty)


def test_two_that_open_a_new_ledger_at_once_make_it_once(empty: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        opened = list(pool.map(open_ledger, [empty] * 3))
    try:
        assert [ledger.stats()["articles"] for ledger in opened] == [0, 0, 0]
    finally:
        for ledger in opened:
            ledger.close()


def test_a_database_of_another_program_is_left_alone(empty: str) -> None:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(empty, autocommit=True) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(LedgerUnavailable, match="it is a database of another program") as caught:
        open_ledger(empty)
    assert caught.value.hint == "make one of its own: createdb"


def test_a_ledger_of_a_newer_twosource_is_refused(address: str) -> None:
    with open_ledger(address) as ledger:
        ledger._database.plain("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerUnavailable, match="it was made by a newer twosource"):
        open_ledger(address)


def test_a_database_that_is_not_there_is_told_with_how_to_make_it() -> None:
    missing = postgres.get_server().address("nowhere")

    with pytest.raises(LedgerUnavailable, match="there is no such database") as caught:
        open_ledger(missing)
    assert caught.value.hint == "make it first: createdb NAME"
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(LedgerUnavailable, match="no server answers there"):
        open_ledger("postgresql://tests@/ledger?host=/nowhere/at/all")


def test_an_encoding_that_can_not_hold_all_letters_is_refused() -> None:
    server = postgres.get_server()
    server.ask("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        with pytest.raises(LedgerUnavailable, match="it keeps letters as LATIN1"):
            open_ledger(server.address("latin"))
    finally:
        postgres.drop_database(server.address("latin"))


def test_without_the_driver_one_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(LedgerUnavailable, match="takes a package that is not installed") as caught:
        open_ledger("postgresql://localhost/ledger")
    assert caught.value.hint == "install it with: pip install 'twosource[postgres]'"


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("postgresql://ana:geheim@/nowhere?host=/nowhere/at/all", id="before the host"),
        pytest.param("postgres://ana@/nowhere?host=/nowhere/at/all&password=geheim", id="as a setting"),
        pytest.param("postgresql://ana:geheim@", id="no database"),
        pytest.param("postgresql://ana:geheim@host:port/ledger", id="no port"),
    ],
)
def test_a_password_is_never_told(place: str) -> None:
    with pytest.raises(LedgerUnavailable) as caught:
        open_ledger(place)
    assert "geheim" not in f"{caught.value} {caught.value.hint}"


def test_a_place_is_named_without_its_password() -> None:
    assert name_of("postgres://ana:geheim@db.example:5433/team") == "postgresql://ana@db.example:5433/team"
    assert name_of("sqlite:///kept.db") == name_of("kept.db") == "kept.db"
    assert find_path("postgresql:///team") is None


# --- transactions -----------------------------------------------------------------------------------


def test_what_fails_in_a_transaction_is_undone_as_a_whole(ledger: Ledger) -> None:
    def fail_half_way() -> None:
        with ledger.transaction():
            ledger.save_article(make_article())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert ledger.stats()["articles"] == 0


def test_a_part_that_fails_is_undone_alone(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.transaction():
            ledger._database.run(insert(audit), _LINE)
            raise ZeroDivisionError

    with ledger.transaction():
        ledger._database.run(insert(audit), _LINE)
        with pytest.raises(ZeroDivisionError):
            fail()
    assert ledger.people.count_log() == 1


def test_nothing_of_a_transaction_is_kept_where_a_failure_in_it_was_passed_over(ledger: Ledger) -> None:
    def pass_over() -> None:
        with ledger.transaction():
            ledger._database.run(insert(audit), _LINE)
            with pytest.raises(Exception, match="nothing_is_called_so"):
                ledger._database.plain("SELECT nothing_is_called_so")

    with pytest.raises(LedgerUnavailable, match="an earlier question failed"):
        pass_over()
    assert ledger.people.count_log() == 0


def test_one_writes_at_a_time(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "_SETTINGS", {**postgresql._SETTINGS, "lock_timeout": "50ms"})
    with open_ledger(address) as first, open_ledger(address) as second, first.transaction():
        keep(first)
        with pytest.raises(LedgerUnavailable, match="another program is writing to it"), second.transaction():
            raise AssertionError
        assert second.stats()["articles"] == 0
    with open_ledger(address) as third, third.transaction():
        assert third.stats()["articles"] == 1


def test_a_snapshot_sees_one_state(address: str) -> None:
    with open_ledger(address) as reader, open_ledger(address) as writer, reader.snapshot():
        assert reader.stats()["articles"] == 0
        keep(writer)
        assert reader.stats()["articles"] == 0
        assert reader._database.is_snapshot
    with open_ledger(address) as reader:
        assert reader.stats()["articles"] == 1


def test_a_rehearsal_leaves_nothing(ledger: Ledger) -> None:
    with ledger._database.rehearsal():
        keep(ledger)
        assert ledger.stats()["articles"] == 1
    assert ledger.stats()["articles"] == 0


# --- connections that are cut -----------------------------------------------------------------------


def test_questions_go_on_over_a_new_connection(ledger: Ledger, address: str) -> None:
    keep(ledger)
    assert postgres.cut_connections(address) == 1

    assert ledger.stats()["articles"] == 1
    with ledger.snapshot():
        assert ledger.stats()["articles"] == 1


def test_a_transaction_begins_over_a_new_connection(ledger: Ledger, address: str) -> None:
    postgres.cut_connections(address)

    keep(ledger)

    assert ledger.stats()["articles"] == 1


def test_nothing_goes_on_in_a_transaction_that_was_cut(ledger: Ledger, address: str) -> None:
    def go_on() -> None:
        with ledger.transaction():
            ledger._database.run(insert(audit), _LINE)
            postgres.cut_connections(address)
            for _ in range(2):
                with pytest.raises(LedgerUnavailable, match="cut"):
                    ledger._database.run(insert(audit), _LINE)

    with pytest.raises(LedgerUnavailable, match="cut"):
        go_on()
    assert ledger.people.count_log() == 0
    keep(ledger)
    assert ledger.stats()["articles"] == 1


def test_a_lone_write_that_was_cut_is_told_and_not_tried_again(ledger: Ledger, address: str) -> None:
    postgres.cut_connections(address)

    with pytest.raises(LedgerUnavailable, match="the connection was cut") as caught:
        ledger._database.run(insert(audit), _LINE)

    assert "\n" not in str(caught.value)
    assert ledger.people.count_log() == 0


# --- values -----------------------------------------------------------------------------------------


def test_rows_are_numbered_one_after_another(ledger: Ledger) -> None:
    numbers = [ledger._database.insert(insert(audit), _LINE) for _ in range(3)]

    assert numbers == [1, 2, 3]


def test_the_letter_that_can_not_be_kept_is_replaced(ledger: Ledger) -> None:
    ledger._database.run(insert(place_names), {"place": "a\0b"})

    assert ledger._database.rows(select(place_names.c.place)) == [("a\N{REPLACEMENT CHARACTER}b",)]
