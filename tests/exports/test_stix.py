"""The STIX export, read back with stix2."""

import json
from importlib import import_module
from typing import Any

import pytest

from tests.exports.golden import exported
from twosource.store import Ledger

stix2: Any = import_module("stix2")  # it has no types


@pytest.fixture
def bundle(ledger: Ledger) -> dict[str, Any]:
    found = json.loads(exported(ledger, "stix"))
    assert isinstance(found, dict)
    return found


def of_type(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in bundle["objects"] if one["type"] == kind]


def test_every_object_is_valid(bundle: dict[str, Any]) -> None:
    parsed = stix2.parse(bundle, allow_custom=False)

    assert [one.id for one in parsed.objects] == [one["id"] for one in bundle["objects"]]
    assert {one.type for one in parsed.objects} == {
        "extension-definition", "identity", "incident", "location", "note", "observed-data", "opinion",
        "relationship", "report", "url",
    }  # fmt: skip


def test_nothing_is_lost_in_reading(bundle: dict[str, Any]) -> None:
    parsed = stix2.parse(bundle)

    assert json.loads(parsed.serialize().replace(".000Z", "Z")) == json.loads(
        json.dumps(bundle).replace(".000Z", "Z")
    )


def test_references_lead_somewhere(bundle: dict[str, Any]) -> None:
    known = [one["id"] for one in bundle["objects"]]
    asked = {
        name
        for one in bundle["objects"]
        for name in [
            *one.get("object_refs", ()),
            *(one[key] for key in ("created_by_ref", "source_ref", "target_ref") if key in one),
            *one.get("extensions", {}),
        ]
    }

    assert len(set(known)) == len(known)
    assert asked <= set(known)


def test_a_quote_is_a_note_and_a_contradiction_an_opinion_on_it(bundle: dict[str, Any]) -> None:
    notes = {one["id"]: one for one in of_type(bundle, "note")}
    (opinion,) = of_type(bundle, "opinion")

    assert opinion["explanation"].startswith("killed: Kisumu police say")
    assert opinion["authors"] == ["Grace Atieno"]
    assert {notes[name]["content"] for name in opinion["object_refs"]} == {"killing four"}
    assert {notes[name]["abstract"] for name in opinion["object_refs"]} == {"killed: 4"}


def test_addresses_are_named_as_stix_names_them(bundle: dict[str, Any]) -> None:
    urls = of_type(bundle, "url")

    assert [one["id"] for one in urls] == [stix2.URL(value=one["value"]).id for one in urls]
    assert all(one["value"].startswith("https://") for one in urls), "a script is no address"


def test_a_bundle_of_nothing_is_valid(empty: Ledger) -> None:
    parsed = stix2.parse(json.loads(exported(empty, "stix")))

    assert [one.type for one in parsed.objects] == ["identity", "extension-definition"]
