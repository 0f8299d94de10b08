"""What goes wrong, as RFC 9457 has it: application/problem+json with one clear line and what to do.

``type`` is always "about:blank": the status says what sort of problem it is, ``detail`` which one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

from twosource.errors import InputError, LedgerUnavailable, NoSuchRecord, Refused, TooLarge, TwosourceError

PROBLEM_TYPE: Final = "application/problem+json"
_RETRY_SECONDS: Final = 5  # a ledger locked by another program is free again soon
_STATUS: Final[dict[type[TwosourceError], HTTPStatus]] = {
    NoSuchRecord: HTTPStatus.NOT_FOUND,
    Refused: HTTPStatus.CONFLICT,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    LedgerUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}

#: The JSON Schema of a problem.
PROBLEM_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"const": "about:blank", "description": "The status says what sort of problem it is."},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "One line: what is wrong here."},
        "hint": {"type": "string", "description": "What can be done about it; left out where nothing can."},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}


@dataclass(eq=False)
class Problem(Exception):
    """A request that is not answered, and why in one line."""

    status: HTTPStatus
    detail: str
    hint: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def make_problem(error: TwosourceError) -> Problem:
    """Return an error of the package as a problem."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), None)
    if status is None:
        return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, str(error), error.hint)
    waits = {"Retry-After": str(_RETRY_SECONDS)} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Problem(status, str(error), error.hint, waits)


def status_of(error: Problem | TwosourceError) -> HTTPStatus:
    """Return the status that an error is told with."""
    return error.status if isinstance(error, Problem) else make_problem(error).status


def problem_line(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON."""
    line: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": int(problem.status),
        "detail": problem.detail,
    }
    return line | ({"hint": problem.hint} if problem.hint else {})


def show_problem(problem: Problem) -> Response:
    """Return the answer that tells of a problem."""
    text = json.dumps(problem_line(problem), ensure_ascii=False).encode("utf-8", "backslashreplace")
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(text, status_code=problem.status, media_type=PROBLEM_TYPE, headers=headers)
