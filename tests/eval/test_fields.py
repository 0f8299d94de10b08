"""Claims picked by field: the main report's, all that are told, tolls as numbers."""

from typing import Any

import pytest
from eval.fields import all_claims, exact_number, fills_of, main_claims, main_report, told_claims
from eval.scorers.fills import make_fill


def _claim(field: str, said: str, **other: Any) -> dict[str, Any]:
    return {
        "field": field, "as_said": said, "value": said, "start": 0, "end": len(said), "quote": [0, 40],
        "certainty": "asserted", "scope": "", **other,
    }  # fmt: skip


def _report(*claims: dict[str, Any], main: bool = False, recalled: bool = False) -> dict[str, Any]:
    return {"kind": "attack", "main": main, "recalled": recalled, "claims": list(claims)}


OTHER, MAIN = _claim("weapon", "rifle"), _claim("weapon", "pistol")
OLD, DENIED = _claim("weapon", "bomb"), _claim("weapon", "knife", certainty="denied")
OUTCOME = {"reports": [_report(OTHER), _report(MAIN, DENIED, main=True), _report(OLD, recalled=True)]}


def test_the_main_report_is_the_one_called_so() -> None:
    assert main_claims(OUTCOME, "weapon") == [MAIN]


def test_without_a_report_nothing_is_claimed() -> None:
    assert (main_report(None), main_claims({"reports": []}, "weapon"), all_claims(None, "weapon")) == (
        None,
        [],
        [],
    )


def test_what_is_only_looked_back_on_is_not_told() -> None:
    assert told_claims(OUTCOME, "weapon") == [OTHER, MAIN]


def test_all_claims_begin_with_the_main_reports() -> None:
    assert all_claims(OUTCOME, "weapon") == [MAIN, OTHER, OLD]


def test_one_value_named_twice_is_one_filler() -> None:
    twice = [_claim("place", "Leeds"), _claim("place", "Leeds", start=60, end=65)]
    assert fills_of(twice) == [make_fill("Leeds", (0, 5), (60, 65))]


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ([{"low": 2, "high": 2}, {"low": 3, "high": 3}], 3),
        ([{"low": 24, "high": None}], None),
        ([{"low": 2, "high": 2}, {"low": 5, "high": 5, "more": True}], 2),
        ([], None),
    ],
    ids=["the highest", "open range", "an addition", "nothing"],
)
def test_a_toll_is_the_highest_exact_number(values: list[dict[str, Any]], number: int | None) -> None:
    assert exact_number([_claim("killed", "x", value=value) for value in values]) == number
