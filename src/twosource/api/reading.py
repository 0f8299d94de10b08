"""The description as a page for people: plain HTML without scripts, made of the OpenAPI description alone."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

_HEAD: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: the interface for programs</title>
<link rel="stylesheet" href="page.css">
</head>
<body>
<main>
"""
_FOOT: Final = "</main>\n</body>\n</html>\n"


def write_page(description: Mapping[str, Any]) -> str:
    """Return the page."""
    info = description["info"]
    return "".join(
        [
            _HEAD.format(title=escape(info["title"])),
            f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>\n",
            f'<p class="lead">{escape(info["summary"])}</p>\n',
            *(f"<p>{_marked(part)}</p>\n" for part in info["description"].split("\n\n")),
            '<p><a href="openapi.json">This in OpenAPI 3.1</a></p>\n',
            *_contents(description),
            *_operations(description),
            *_shapes(description),
            _FOOT,
        ]
    )


def _contents(description: Mapping[str, Any]) -> Iterator[str]:
    yield '<nav aria-label="Operations"><ul class="contents">\n'
    for path, method, one in _each(description):
        yield f'<li><a href="#{one["operationId"]}"><code>{method} {escape(path)}</code></a> {escape(one["summary"])}</li>\n'
    yield "</ul></nav>\n"


def _operations(description: Mapping[str, Any]) -> Iterator[str]:
    for tag in description["tags"]:
        told = [each for each in _each(description) if tag["name"] in each[2]["tags"]]
        if told:
            yield f'<h2 id="{escape(tag["name"])}">{escape(tag["name"].capitalize())}</h2>\n'
            yield f"<p>{escape(tag['description'])}</p>\n"
        for path, method, one in told:
            yield from _operation(path, method, one)


def _operation(path: str, method: str, one: Mapping[str, Any]) -> Iterator[str]:
    yield f'<section id="{one["operationId"]}">\n<h3><code>{method} {escape(path)}</code> {escape(one["summary"])}</h3>\n'
    yield f"<p>{_marked(one['description'])}</p>\n"
    if one.get("parameters"):
        yield '<table>\n<thead><tr><th scope="col">parameter</th><th scope="col">in</th>'
        yield '<th scope="col">form</th><th scope="col">what it asks</th></tr></thead>\n<tbody>\n'
        yield from map(_parameter, one["parameters"])
        yield "</tbody>\n</table>\n"
    if "requestBody" in one:
        yield f"<p>Takes {_kinds(one['requestBody']['content'])}.</p>\n"
    yield "<ul>\n"
    for code, answer in one["responses"].items():
        if "$ref" not in answer:
            kinds = f" {_kinds(answer['content'])}" if answer.get("content") else ""
            yield f"<li><strong>{escape(code)}</strong> {escape(answer['description'])}{kinds}</li>\n"
    wrong = [code for code, answer in one["responses"].items() if "$ref" in answer]
    yield f"<li>Problems: {', '.join(wrong)}</li>\n</ul>\n</section>\n"


def _parameter(one: Mapping[str, Any]) -> str:
    name = f'<th scope="row"><code>{escape(one["name"])}</code></th>'
    many = " May be given several times." if one["schema"].get("type") == "array" else ""
    return (
        f"<tr>{name}<td>{escape(one['in'])}</td><td>{_form(one)}</td>"
        f"<td>{_marked(one['description'])}{many}</td></tr>\n"
    )


def _form(one: Mapping[str, Any]) -> str:
    """Return what a parameter looks like: its choices, its bounds, or an example."""
    schema = one["schema"].get("items", one["schema"])
    if "enum" in schema:
        choices = escape(", ".join(schema["enum"]))
        return f"<details><summary>one of {len(schema['enum'])}</summary>{choices}</details>"
    if schema.get("type") == "integer":
        return f"{schema['minimum']:,} to {schema['maximum']:,}"
    if "example" in one:
        return f"<code>{escape(one['example'])}</code>"
    return escape(str(schema.get("type", "")))


def _kinds(content: Mapping[str, Any]) -> str:
    """Return media types, each with the shape it has."""
    told = []
    for kind, one in content.items():
        name = one.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        shape = f' (<a href="#shape-{name}">{name}</a>)' if name else ""
        told.append(f"<code>{escape(kind)}</code>{shape}")
    return ", ".join(told)


def _shapes(description: Mapping[str, Any]) -> Iterator[str]:
    yield '<h2 id="shapes">Shapes</h2>\n'
    for name, schema in description["components"]["schemas"].items():
        yield f'<section id="shape-{name}">\n<h3>{escape(name)}</h3>\n'
        if schema.get("description"):
            yield f"<p>{_marked(schema['description'])}</p>\n"
        yield from _properties(schema)
        yield "</section>\n"


def _properties(schema: Mapping[str, Any]) -> Iterator[str]:
    properties = schema.get("properties")
    if not properties:
        yield f"<p>{_kind(schema)}</p>\n"
        return
    needed = schema.get("required", ())
    yield '<table>\n<thead><tr><th scope="col">name</th><th scope="col">form</th>'
    yield '<th scope="col">what it tells</th></tr></thead>\n<tbody>\n'
    for name, one in properties.items():
        maybe = "" if name in needed else " Can be left out."
        yield f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{_kind(one)}</td>'
        yield f"<td>{_marked(one.get('description', ''))}{maybe}</td></tr>\n"
    yield "</tbody>\n</table>\n"


def _kind(schema: Mapping[str, Any]) -> str:
    """Return what a value is, with links to the shapes it is made of."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f'<a href="#shape-{name}">{name}</a>'
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(map(_kind, schema[several]))
    if "enum" in schema:
        return "one of " + escape(", ".join(map(str, schema["enum"])))
    if "const" in schema:
        return f"always {escape(str(schema['const']))}"
    if schema.get("type") == "array":
        items = schema.get("prefixItems") or [schema.get("items") or {}]
        return "list of " + " and ".join(map(_kind, items))
    kind = schema.get("type", "anything")
    return escape(" or ".join(kind) if isinstance(kind, list) else str(kind))


def _each(description: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, one in methods.items():
            yield path, method.upper(), one


def _marked(words: str) -> str:
    """Return words with those in backquotes as code."""
    parts = escape(words).split("`")
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))
