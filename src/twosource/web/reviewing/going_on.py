"""Where a person goes on after an act: the next item, the incident they were at, the log."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from twosource.web.addresses import path_to
from twosource.web.answers import redirect
from twosource.web.reviewing.queue import Narrowing, read_narrowing

Page = Literal["review", "review_item", "review_incident", "review_acts", "review_done"]

_PARTS: Final[dict[str, str]] = {"review_item": "item", "review_incident": "id", "review_done": "act"}
_WRITTEN: Final = re.compile(
    r"(review(?:_item|_incident|_acts|_done)?)/([a-z]_[0-9a-f]{4,16})?/(\w*)/([\w ]*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """A page of the review, which thing it is about ("" for a list), and how the queue is narrowed."""

    page: Page = "review"
    about: str = ""
    narrowing: Narrowing = field(default_factory=Narrowing)

    def __str__(self) -> str:
        """Return it as a form carries it."""
        return f"{self.page}/{self.about}/{self.narrowing.sort}/{self.narrowing.field}"


def read_then(given: str) -> Then:
    """Read what a form carries; anything else leads to the queue."""
    found = _WRITTEN.fullmatch(given)
    if found is None:
        return Then()
    page, about, kind, field = found.groups()
    if (page in _PARTS) != bool(about):
        return Then()
    return Then(page=page, about=about or "", narrowing=read_narrowing(kind, field))  # type: ignore[arg-type]


def then_path(request: Request, then: Then) -> str:
    """Return the address of a page to go on to."""
    path = path_to(request, then.page, **_parts(then))
    return f"{path}?{then.narrowing.query}" if then.narrowing.query else path


def go_on(request: Request, then: Then, act: str) -> Response:
    """Go there, to be told of an act just done (303); "" for one that stood so already."""
    query = "&".join(filter(None, (then.narrowing.query, urlencode({"done": act or "none"}))))
    return redirect(request, then.page, query=query, **_parts(then))


def _parts(then: Then) -> dict[str, str]:
    return {_PARTS[then.page]: then.about} if then.page in _PARTS else {}
