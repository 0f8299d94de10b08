"""The FollowTheMoney exports, read back with followthemoney itself."""

import io
import json
from typing import Any

import pytest

from tests.exports.golden import exported
from twosource.store import Ledger
from twosource.wire.ftm import DATASET, PROPERTY_TYPES

ftm: Any = pytest.importorskip("followthemoney", reason="followthemoney is installed in CI's own step alone")


@pytest.fixture
def entities(ledger: Ledger) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(ledger, "ftm").decode().splitlines()]


def test_every_entity_fits_its_schema(entities: list[dict[str, Any]]) -> None:
    for data in entities:
        proxy = ftm.model.get_proxy(data)
        assert proxy.schema.validate(data) is None
        assert {name: sorted(proxy.get(name)) for name in proxy.properties} == {
            name: sorted(values) for name, values in data["properties"].items()
        }
        assert set(proxy.schema.required) <= set(proxy.properties), "what a schema requires is there"


def test_every_value_is_clean_as_it_is(entities: list[dict[str, Any]]) -> None:
    for data in (one for one in entities if "calc" not in json.dumps(one)):
        cleaned = ftm.model.get_proxy(data, cleaned=False)
        assert {name: sorted(cleaned.get(name)) for name in data["properties"]} == {
            name: sorted(values) for name, values in data["properties"].items()
        }


def test_references_lead_to_entities_of_the_right_schema(entities: list[dict[str, Any]]) -> None:
    schemata = {data["id"]: ftm.model.get(data["schema"]) for data in entities}
    assert len(schemata) == len(entities), "no entity is written twice"
    for data in entities:
        for prop, value in ftm.model.get_proxy(data).itervalues():
            if prop.type.name == "entity":
                assert schemata[value].is_a(prop.range)


def test_types_of_properties_are_those_of_the_model(entities: list[dict[str, Any]]) -> None:
    used = {(data["schema"], name) for data in entities for name in data["properties"]}

    assert {(schema, name): PROPERTY_TYPES[name] for schema, name in used} == {
        (schema, name): ftm.model.get(schema).get(name).type.name for schema, name in used
    }


def test_statements_are_read_and_have_the_ids_they_should(ledger: Ledger) -> None:
    from followthemoney.statement.serialize import CSV, CSV_COLUMNS, read_statements  # noqa: PLC0415

    written = exported(ledger, "ftm-statements")
    statements = list(read_statements(io.BytesIO(written), CSV))
    defused = [one for one in statements if one.value.startswith("'")]

    assert written.decode().splitlines()[0].split(",") == CSV_COLUMNS
    assert {one.dataset for one in statements} == {DATASET}
    assert [one.id for one in statements if one not in defused] == [
        one.generate_key() for one in statements if one not in defused
    ]


def test_statements_make_the_entities(ledger: Ledger, entities: list[dict[str, Any]]) -> None:
    from followthemoney.statement import StatementEntity  # noqa: PLC0415
    from followthemoney.statement.serialize import CSV, read_statements  # noqa: PLC0415

    dataset = ftm.Dataset.make({"name": DATASET, "title": DATASET})
    told = list(read_statements(io.BytesIO(exported(ledger, "ftm-statements")), CSV))
    plain = [one for one in entities if not any(sign in json.dumps(one) for sign in ("calc", "@SUM"))]
    for data in plain:
        own = [one for one in told if one.entity_id == data["id"]]
        made = StatementEntity.from_statements(dataset, own)
        assert (made.id, made.schema.name) == (data["id"], data["schema"])
        assert {name: sorted(made.get(name)) for name in data["properties"]} == {
            name: sorted(values) for name, values in data["properties"].items()
        }
        assert {one.id for one in made.statements} == {one.id for one in own}, "that of its id among them"
    assert len(plain) > len(entities) / 2
