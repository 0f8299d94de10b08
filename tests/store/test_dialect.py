"""Each construct gives the same on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Executable, Text, bindparam, literal, select

from tests import postgres
from twosource.store import open_ledger
from twosource.store.database import Database
from twosource.store.dialect import (
    Number,
    entries,
    epoch,
    gathered,
    greatest,
    insert,
    json_list,
    json_number,
    json_text,
    least,
    listed,
    listed_numbers,
    listed_rows,
    row_number,
    unindexed,
)
from twosource.store.schema import articles, dropped, place_names

_asked = listed_rows("asked", sort=Text(), number=Number)
_entries = entries(bindparam("body"))
_body = '{"value": {"low": 3, "words": ["a", "b"]}, "none": null}'
_START = listed().cte("family", recursive=True)
_FAMILY = _START.union(
    select(articles.c.id).where(
        articles.c.replaced_by == _START.c.value
    )  # columns that are compared byte by byte
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    on_server = request.param == "postgresql"
    place = postgres.make_database() if on_server else str(tmp_path_factory.mktemp("dialect") / "ledger.db")
    with open_ledger(place) as ledger:
        yield ledger._database
    if on_server:
        postgres.drop_database(place)


@pytest.mark.parametrize(
    ("query", "given", "found"),
    [
        pytest.param(listed(), {"ids": '["b", "a"]'}, [("b",), ("a",)], id="words of a list"),
        pytest.param(listed("names"), {"names": "[]"}, [], id="an empty list"),
        pytest.param(listed_numbers(), {"ids": "[1, 5000000000]"}, [(1,), (5_000_000_000,)], id="numbers"),
        pytest.param(
            select(_asked.c.sort, _asked.c.number),
            {"asked": '[["kind", 1], ["place", null]]'},
            [("kind", 1), ("place", None)],
            id="rows of a list of lists",
        ),
        pytest.param(
            select(_entries.c.key, _entries.c.value).order_by(_entries.c.key),
            {"body": '{"a": "x", "b": 2}'},
            [("a", "x"), ("b", 2)],
            id="entries",
        ),
        pytest.param(select(json_number(literal(_body), "value", "low")), {}, [(3,)], id="a number in JSON"),
        pytest.param(select(json_number(literal(_body), "none")), {}, [(None,)], id="null in JSON"),
        pytest.param(select(json_text(literal(_body), "value", "words", 1)), {}, [("b",)], id="words in JSON"),
        pytest.param(select(json_text(literal(_body), "nothing")), {}, [(None,)], id="nothing in JSON"),
        pytest.param(
            select(epoch(literal("2024-05-02T00:00:01.9+03:00"))), {}, [(1_714_597_201,)], id="an instant"
        ),
        pytest.param(select(epoch(literal("2024-05-02"))), {}, [(1_714_608_000,)], id="a day"),
        pytest.param(select(least(literal(3), 2), greatest(literal(3), 2, 5)), {}, [(2, 5)], id="of one row"),
        pytest.param(select(unindexed(literal("x"))), {}, [("x",)], id="not by an index"),
        pytest.param(select(_FAMILY.c.value), {"ids": '["a_1"]'}, [("a_1",)], id="in a recursive query"),
    ],
)  # fmt: skip
def test_both_answer_alike(
    database: Database, query: Executable, given: dict[str, Any], found: list[tuple[Any, ...]]
) -> None:
    rows = [tuple(row) for row in database.rows(query, given)]

    assert [[int(one) if str(one).isdigit() else one for one in row] for row in rows] == [
        list(row) for row in found
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param(
            json_list(json_list(literal("x"), literal(1.5)), literal("")), [["x", 1.5], ""], id="nested"
        ),
        pytest.param(gathered(_asked.c.sort), ["kind", "place"], id="of all rows"),
    ],
)
def test_both_write_the_same_json(database: Database, value: Any, found: list[Any]) -> None:
    import json  # noqa: PLC0415

    row = database.row(select(value), {"asked": '[["kind", 1], ["place", 2]]'})

    assert row is not None
    assert json.loads(row[0]) == found


def test_a_letter_that_no_id_holds_finds_nothing(database: Database) -> None:
    query = select(articles.c.id).where(articles.c.id.in_(listed()))

    assert database.rows(query, {"ids": '["a\\u0000b"]'}) == []


def test_what_is_there_is_left_or_changed_on_both(database: Database) -> None:
    with database.rehearsal():
        given = {"place": "kisumu"}
        assert database.run(insert(place_names), given) == 1
        assert database.run(insert(place_names).on_conflict_do_nothing(), given) == 0
        statement = insert(place_names).on_conflict_do_update(
            index_elements=["place"], set_={"place": insert(place_names).excluded.place}
        )
        assert database.run(statement, given) == 1


def test_rows_are_numbered_in_order_of_arrival(database: Database) -> None:
    row = dict.fromkeys((column.name for column in dropped.columns), "")
    with database.rehearsal():
        for name in ("z", "a"):
            database.run(insert(dropped), {**row, "id": name})
        found = database.rows(select(dropped.c.id).order_by(row_number(dropped)))
        assert [one.id for one in found] == ["z", "a"]
