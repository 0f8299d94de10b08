"""Write docs/reference/api.md from the OpenAPI description of the interface for programs.

Run it after changing an operation: ``python tools/api_reference.py``. A test fails while it is stale.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from twosource.api import get_description
from twosource.api.schemas import wire_schemas

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "api.md"
INTRODUCTION = """\
# The interface for programs

Made from the OpenAPI 3.1 description that the desk serves at `/api/v1/openapi.json`; do not edit by hand.
`twosource serve` answers under <http://127.0.0.1:8765/api/v1/>, which is this page in the browser.

```
curl 'http://127.0.0.1:8765/api/v1/incidents?kind=shooting&since=2024-01-01&limit=10'
curl 'http://127.0.0.1:8765/api/v1/exports/geojson?place=Kenya' > kenya.geojson
curl -H 'Accept: application/ld+json' http://127.0.0.1:8765/api/v1/claims/c_0123456789abcdef
```

To decide something, make a token (`twosource people token NAME`) and send it:

```
curl -H "Authorization: Bearer $TOKEN" -H 'Idempotency-Key: 7f3a' -H 'Content-Type: application/json' \\
  -d '{"what": "merge", "incidents": ["i_0123456789", "i_9876543210"], "reason": "one attack"}' \\
  http://127.0.0.1:8765/api/v1/reviews
```

To keep a copy of all incidents, follow `/changes` from nothing: take over what has "changed", drop what was
"merged" or "removed", and keep `cursor` for the next time.
"""


def render() -> str:
    """Return the page."""
    description = get_description()
    parts = [INTRODUCTION, f"{description['info']['description']}\n"]
    for tag in description["tags"]:
        parts.append(f"## {tag['name'].capitalize()}\n\n{tag['description']}\n")
        for path, methods in description["paths"].items():
            for method, one in methods.items():
                if tag["name"] in one["tags"]:
                    parts.extend(_operation(f"{method.upper()} {path}", one))
    parts.append("## Shapes\n\nThose that are not told of in [the JSON shapes](json.md).\n")
    known = wire_schemas()
    for name, schema in description["components"]["schemas"].items():
        if name not in known:
            parts.extend(_shape(name, schema))
    return "\n".join(parts)


def _operation(heading: str, one: dict[str, Any]) -> Iterator[str]:
    needs = " Needs a token of a reviewer or an admin." if one.get("security") else ""
    yield f"### {heading}\n\n{one['description']}{needs}\n"
    if one.get("parameters"):
        yield _parameters(one["parameters"])
    if "requestBody" in one:
        yield f"Takes {_kinds(one['requestBody']['content'])}.\n"
    good = [(code, answer) for code, answer in one["responses"].items() if "$ref" not in answer]
    for code, answer in good:
        kinds = f" {_kinds(answer['content'])}." if answer.get("content") else ""
        yield f"- {code}: {answer['description']}{kinds}"
    wrong = [code for code, answer in one["responses"].items() if "$ref" in answer]
    yield f"- Problems: {', '.join(wrong)}\n"


def _parameters(parameters: list[dict[str, Any]]) -> str:
    rows = ["| parameter | in | form | what it asks |", "|---|---|---|---|"]
    for one in parameters:
        many = " May be given several times." if one["schema"].get("type") == "array" else ""
        form = f"`{one['example']}`" if "example" in one else _form(one["schema"].get("items", one["schema"]))
        rows.append(f"| `{one['name']}` | {one['in']} | {form} | {one['description']}{many} |")
    return "\n".join(rows) + "\n"


def _form(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        some = ", ".join(f"`{choice}`" for choice in schema["enum"][:4])
        return some if len(schema["enum"]) <= 4 else f"{some} and {len(schema['enum']) - 4} more"
    if schema.get("type") == "integer":
        return f"{schema['minimum']} to {schema['maximum']}"
    return str(schema.get("type", ""))


def _kinds(content: dict[str, Any]) -> str:
    told = []
    for kind, one in content.items():
        name = one.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        told.append(f"`{kind}`" + (f" ({_link(name)})" if name else ""))
    return ", ".join(told)


def _link(name: str) -> str:
    return f"`{name}`" if name in wire_schemas() else f"[{name}](#{name.lower()})"


def _shape(name: str, schema: dict[str, Any]) -> Iterator[str]:
    about = " ".join(schema.get("description", "").split())
    yield f"### {name}\n" + (f"\n{about}\n" if about else "")
    if "properties" not in schema:
        yield f"{_type_of(schema).capitalize()}.\n"
        return
    rows = ["| property | type | meaning |", "|---|---|---|"]
    for key, one in schema["properties"].items():
        mark = " \\*" if key in schema.get("required", ()) else ""
        rows.append(f"| `{key}`{mark} | {_type_of(one)} | {one.get('description', '')} |")
    yield "\n".join(rows) + "\n"


def _type_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return _link(schema["$ref"].rsplit("/", 1)[-1])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(map(_type_of, schema[several]))
    if "enum" in schema:
        return ", ".join(f'"{choice}"' for choice in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if schema.get("type") == "array":
        inner = schema.get("prefixItems") or [schema.get("items") or {}]
        return f"array of {' and '.join(map(_type_of, inner))}"
    kind = schema.get("type", "anything")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def main() -> None:
    """Write the page."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(render(), "utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
