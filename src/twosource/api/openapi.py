"""The description of the interface in OpenAPI 3.1, made of the same table that answers."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from twosource import __version__
from twosource.api.operations import Operation, Parameter, Schema, Tag
from twosource.api.problems import PROBLEM_TYPE
from twosource.api.repeats import KEY, KEY_HEADER
from twosource.api.schemas import make_schemas, ref

_SAYS: Final = """\
What stands in a ledger of twosource: incidents, the articles that tell of them, every claim with its exact
words and its voice, and what people decided.

Lists come in pages: follow `next` of an answer, or its header `Link`. Times are RFC 3339. What goes wrong is
told as RFC 9457 has it (`application/problem+json`), in one line. Answers carry an `ETag`; with
`If-None-Match` an answer that has not changed is not sent again. Parameters that an operation does not know
are refused. Writing takes a token of a reviewer, some of it an admin's: `Authorization: Bearer TOKEN`; with an
`Idempotency-Key` a request that is sent twice is done once."""
_TAGS: Final[dict[Tag, str]] = {
    "incidents": "What happened, as far as is known, and what changed.",
    "articles": "What was printed.",
    "claims": "What is said, by whom, in which words; and what it amounts to.",
    "review": "What people decide.",
    "tallies": "Counts over the ledger.",
    "alerts": "What people wait for, and what was raised for them.",
    "feeds": "What is read without being asked again, and the work that waits.",
    "exports": "Everything in the formats of other programs.",
    "about": "The interface itself.",
}
_PROBLEMS: Final[dict[int, str]] = {
    400: "A parameter can't be read, or is none.",
    401: "This needs a token.",
    403: "The token's role may not do this.",
    404: "There is no such record.",
    406: "It does not come in a type that is accepted.",
    409: "It can't be done as things stand.",
    410: "It stands no longer.",
    413: "Too much was sent.",
    415: "What was sent is of no type that is taken.",
    422: "It can be read, but means nothing.",
    429: "Too much at once; Retry-After says when to come back.",
    500: "A fault of the server's.",
    503: "The ledger can't be asked now.",
}
_LINK: Final[Schema] = {
    "description": "The next page (RFC 8288).",
    "schema": {"type": "string"},
}
_ETAG: Final[Schema] = {
    "description": "Mark of the content, for If-None-Match.",
    "schema": {"type": "string"},
}
_KEY: Final[Schema] = {
    "name": KEY_HEADER,
    "in": "header",
    "description": "A word of your own: what is sent again with it is done once.",
    "schema": {"type": "string", "pattern": f"^{KEY}$"},
}


def describe(
    operations: Sequence[Operation], types: tuple[type, ...], shapes: dict[str, Schema], server: str
) -> dict[str, Any]:
    """Return the description; ``server`` is the path that the interface is served under."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "twosource",
            "version": __version__,
            "summary": "A ledger of security incidents, with the sentence behind every word.",
            "description": _SAYS,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": server}],
        "tags": [{"name": name, "description": says} for name, says in _TAGS.items()],
        "security": [{}, {"token": []}],
        "paths": _paths(operations),
        "components": {
            "schemas": make_schemas(types, shapes),
            "responses": {f"Problem{code}": _problem(says) for code, says in _PROBLEMS.items()},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made with `twosource people token NAME`.",
                }
            },
        },
    }


def _paths(operations: Iterable[Operation]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in operations:
        found.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return found


def _operation(one: Operation) -> dict[str, Any]:
    parameters = [_parameter(each) for each in one.params] + ([_KEY] if one.method != "GET" else [])
    told: dict[str, Any] = {
        "operationId": one.name,
        "tags": [one.tag],
        "summary": one.title,
        "description": one.says,
    }
    if parameters:
        told["parameters"] = parameters
    if one.takes is not None:
        told["requestBody"] = {"required": True, "content": _content(one.takes.schemas)}
    told["responses"] = dict(_responses(one))
    if one.needs is not None:
        told["security"] = [{"token": []}]
    return told


def _parameter(one: Parameter) -> dict[str, Any]:
    told: dict[str, Any] = {"name": one.name, "in": one.place, "description": one.says}
    if one.place == "path":
        told["required"] = True
    if one.many:
        told["schema"] = {"type": "array", "items": one.schema, "minItems": 1, "maxItems": 40}
        told |= {"style": "form", "explode": True}
    else:
        told["schema"] = one.schema
    if one.example is not None:
        told["example"] = [one.example] if one.many else one.example
    return told


def _responses(one: Operation) -> Iterable[tuple[str, Any]]:
    """Yield what may be answered, by status."""
    headers: dict[str, Any] = {}
    if one.method == "GET":
        headers["ETag"] = _ETAG
    if one.gives.is_paged:
        headers["Link"] = _LINK
    good = {"description": one.gives.says, "headers": headers, "content": _content(one.gives.schemas)}
    yield f"{one.gives.status:d}", good if headers else {k: v for k, v in good.items() if k != "headers"}
    for code, says in one.also.items():
        yield str(code), _also(one, code, says)
    if one.method == "GET":
        yield "304", {"description": "The asker has it already."}
    for code in sorted({*one.problems, *_always(one)}):
        yield str(code), {"$ref": f"#/components/responses/Problem{code}"}


def _also(one: Operation, code: int, says: str) -> dict[str, Any]:
    if code // 100 == HTTPStatus.MULTIPLE_CHOICES // 100:
        return {
            "description": says,
            "headers": {"Location": {"schema": {"type": "string"}, "required": True}},
            "content": _content({"application/json": ref("MergedInto")}),
        }
    return {"description": says, "content": _content(one.gives.schemas)}


def _always(one: Operation) -> Iterable[int]:
    """Yield the problems that any request may meet."""
    yield from (400, 401, 406, 500, 503)
    if any(each.place == "query" for each in one.params):
        yield 422
    if one.needs is not None:
        yield from (403, 413, 415, 422, 429, 409)


def _content(schemas: Mapping[str, Schema | None]) -> dict[str, Any]:
    return {kind: {} if schema is None else {"schema": schema} for kind, schema in schemas.items()}


def _problem(says: str) -> dict[str, Any]:
    return {"description": says, "content": {PROBLEM_TYPE: {"schema": ref("Problem")}}}
