"""Values as JSON, CSV and GeoJSON: the shapes are defined here, once.

``schema/`` holds their JSON Schemas, docs/reference/json.md is made from those. Nothing here
reads a file of the user's or asks the ledger.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from twosource.wire.lines import (
    article_line,
    article_to_json,
    claim_line,
    dropped_line,
    fact_from_json,
    fact_to_json,
    find_fact,
    incident_line,
    judgement_line,
    report_line,
    voice_to_json,
)
from twosource.wire.times import when_from_json, when_to_json
from twosource.wire.values import (
    JsonObject,
    JsonValue,
    count_to_json,
    party_to_json,
    place_to_json,
    value_from_json,
    value_to_json,
)

__all__ = [
    "JsonObject",
    "JsonValue",
    "article_line",
    "article_to_json",
    "claim_line",
    "count_to_json",
    "dropped_line",
    "fact_from_json",
    "fact_to_json",
    "find_fact",
    "get_schema",
    "incident_line",
    "judgement_line",
    "party_to_json",
    "place_to_json",
    "report_line",
    "to_line",
    "value_from_json",
    "value_to_json",
    "voice_to_json",
    "when_from_json",
    "when_to_json",
]


def to_line(data: JsonValue) -> str:
    """Return JSON on one line, without a line end; letters of every script stay as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))


@cache
def get_schema(
    name: Literal["alert", "article", "claim", "history", "incident", "tally", "values", "watch"],
) -> dict[str, Any]:
    """Return one of the JSON Schemas (draft 2020-12); they refer to each other by file name."""
    text = files("twosource.wire").joinpath("schema", f"{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
