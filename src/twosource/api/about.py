"""The interface told by itself: its description for programs, and a page of the same for people."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from twosource.api.answers import JSON, Answer, answer
from twosource.api.openapi import describe
from twosource.api.operations import Call, Gives, Operation, Schema
from twosource.api.reading import write_page

_HTML: Final = "text/html; charset=utf-8"
_CSS: Final = "text/css; charset=utf-8"
_UNDER: Final = "/api/v1"  # where the desk serves it


def show_description(call: Call) -> Answer:
    """Return the description in OpenAPI 3.1."""
    return answer(get_description(str(call.request.scope.get("root_path", ""))))


def show_page(call: Call) -> Answer:
    """Return the description as a page for people."""
    page = write_page(get_description(str(call.request.scope.get("root_path", ""))))
    return Answer(content=page.encode("utf-8"), media_type=_HTML)


def show_style(_: Call) -> Answer:
    """Return how that page looks."""
    return Answer(content=files("twosource.api").joinpath("page.css").read_bytes(), media_type=_CSS)


@lru_cache(maxsize=8)
def get_description(under: str = _UNDER) -> dict[str, Any]:
    """Return the description of the interface as it is served under a path."""
    from twosource.api.table import OPERATIONS, SHAPES, TYPES  # noqa: PLC0415  (it names this module)

    return describe(OPERATIONS, TYPES, SHAPES, under)


def _about(path: str, title: str, kind: str, schema: Schema | None, do: Any) -> Operation:
    return Operation(
        name=do.__name__,
        path=path,
        tag="about",
        title=title,
        says=f"{do.__doc__.splitlines()[0].removeprefix('Return ').capitalize()}",
        gives=Gives(says="It.", schemas={kind: schema}),
        do=do,
    )


OPERATIONS: Final[Sequence[Operation]] = (
    _about("/", "This page", _HTML, None, show_page),
    _about("/openapi.json", "This in OpenAPI 3.1", JSON, {"type": "object"}, show_description),
    _about("/page.css", "How this page looks", _CSS, None, show_style),
)
