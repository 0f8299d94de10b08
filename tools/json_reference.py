"""Write docs/reference/json.md from the JSON Schemas in src/twosource/wire/schema.

Run it after changing a schema: ``python tools/json_reference.py``. A test fails while it is stale.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from twosource.wire import get_schema

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "json.md"
INTRODUCTION = """\
# The JSON shapes

Made from the JSON Schemas (draft 2020-12) in `src/twosource/wire/schema/`; do not edit by hand.
Times are RFC 3339, places WGS84, countries ISO 3166-1 alpha-2. Spans count characters (Unicode
code points) of the article's kept text, the end not included. A property marked \\* is always there.
"""


def render() -> str:
    """Return the page."""
    names = ("claim", "incident", "history", "tally", "article", "alert", "watch", "values")
    parts = [INTRODUCTION]
    for name in names:
        parts.extend(_schema_sections(get_schema(name)))
    return "\n".join(parts)


def _schema_sections(schema: dict[str, Any]) -> Iterator[str]:
    yield f"## {schema['title']}\n\n{schema['description']}\n"
    if "properties" in schema:
        yield _property_table(schema)
    for name, definition in schema.get("$defs", {}).items():
        if definition.get("properties"):
            yield _definition_section(name, definition)
        elif "title" in definition:
            yield f"### {name}\n\n{definition['description']} {_type_of(definition)}.\n"


def _definition_section(name: str, definition: dict[str, Any]) -> str:
    about = definition.get("description", "")
    heading = f"### {name}\n\n" + (f"{about}\n\n" if about else "")
    return heading + _property_table(definition)


def _property_table(schema: dict[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = ["| property | type | meaning |", "|---|---|---|"]
    for name, inner in schema["properties"].items():
        mark = " \\*" if name in required else ""
        rows.append(f"| `{name}`{mark} | {_type_of(inner)} | {inner.get('description', '')} |")
    return "\n".join(rows) + "\n"


def _type_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return _link(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(_type_of(option) for option in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f'"{option}"' for option in schema["enum"])
    if "const" in schema:
        return "true"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    named = " or ".join(kinds)
    return f"{named} of {_type_of(schema['items'])}" if "items" in schema else named


def _link(reference: str) -> str:
    name = reference.rsplit("/", 1)[-1].removesuffix(".schema.json")
    return f"[{name}](#{name})"


def main() -> None:
    """Write the page."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(render(), "utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
