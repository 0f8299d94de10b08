"""The shapes of everything that is sent and received, by name: the wire's schemas, once, and those of the acts.

The JSON Schemas of ``wire/schema`` are taken as they are; only what they refer to is named anew.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, Literal

import msgspec

from twosource.api.problems import PROBLEM_SCHEMA
from twosource.wire import get_schema

Schema = dict[str, Any]
FileName = Literal["article", "claim", "history", "incident", "tally", "values"]

_FILES: Final[tuple[FileName, ...]] = ("values", "claim", "incident", "article", "history", "tally")
_ABOUT_FILES: Final = ("$schema", "$id", "$defs")
#: Names of whole files, where a part of theirs is called the same.
_WHOLE: Final[dict[str, str]] = {"article": "ReadArticle", "tally": "TallyResult"}
REFS: Final = "#/components/schemas/{name}"


def ref(name: str) -> Schema:
    """Return a reference to a shape."""
    return {"$ref": REFS.format(name=name)}


def page_of(name: str, **more: Schema) -> Schema:
    """Return the shape of a page of records."""
    properties = {
        "items": {"type": "array", "items": ref(name)},
        "next": {
            "type": ["string", "null"],
            "description": "Address of the next page; null where this is the last.",
        },
        **more,
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


@cache
def wire_schemas() -> dict[str, Schema]:
    """Return the shapes of the wire by name."""
    found: dict[str, Schema] = {}
    for file in _FILES:
        whole = get_schema(file)
        shapes = {_part_name(name): schema for name, schema in whole.get("$defs", {}).items()}
        if "properties" in whole:
            shape = {key: value for key, value in whole.items() if key not in _ABOUT_FILES}
            shapes[_whole_name(file)] = shape
        assert not found.keys() & shapes.keys(), "each shape has a name of its own"
        found |= {name: _renamed(schema, file) for name, schema in shapes.items()}
    return found


def make_schemas(types: tuple[type, ...], own: dict[str, Schema]) -> dict[str, Schema]:
    """Return all shapes by name, those of the acts among them, in the order of their names."""
    _, acts = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    every = {**wire_schemas(), "Problem": PROBLEM_SCHEMA, **own, **acts}
    return dict(sorted(every.items()))


def shapes_of(kind: type) -> dict[str, Schema]:
    """Return the shapes of a dataclass that leaves whole, and of those inside, by name: every field is there."""
    _, found = msgspec.json.schema_components([kind], ref_template="#/components/schemas/{name}")
    return {name: _entire(shape) for name, shape in found.items()}


def _entire(shape: Schema) -> Schema:
    if shape.get("type") != "object":
        return {key: value for key, value in shape.items() if key != "description"}
    says = str(shape.get("description", "")).partition("\n")[0]
    properties = {
        name: {key: value for key, value in one.items() if key != "default"}
        for name, one in shape["properties"].items()
    }
    return {
        "type": "object",
        "title": shape["title"],
        "description": says,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _whole_name(file: str) -> str:
    return _WHOLE.get(file, file.capitalize())


def _part_name(name: str) -> str:
    """Return the name of a part of a file, its words run together."""
    return "".join(word.capitalize() for word in name.split("_"))


def _renamed(schema: Any, file: str) -> Any:
    """Return a schema whose references lead to the named shapes."""
    if isinstance(schema, dict):
        return dict(_renamed_pairs(schema, file))
    return [_renamed(one, file) for one in schema] if isinstance(schema, list) else schema


def _renamed_pairs(schema: Schema, file: str) -> Iterator[tuple[str, Any]]:
    for key, value in schema.items():
        if key == "$ref":
            yield key, REFS.format(name=_target(str(value), file))
        else:
            yield key, _renamed(value, file)


def _target(reference: str, file: str) -> str:
    path, _, part = reference.partition("#/$defs/")
    where = path.removesuffix(".schema.json") or file
    return _part_name(part) if part else _whole_name(where)
