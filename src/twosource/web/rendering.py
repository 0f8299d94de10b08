"""Fill templates: every value is escaped; words for values are those of ``twosource.wording``."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from twosource import __version__
from twosource.api import Role
from twosource.errors import TwosourceError
from twosource.web.addresses import asset_path, has_page, is_outward, path_to
from twosource.web.answers import forget_said, said_before
from twosource.web.desk import desk_of
from twosource.web.security.forgery import token_of
from twosource.web.security.people import SESSION, find_person
from twosource.wording import (
    SIGNS,
    field_name,
    plural,
    short_id,
    show_instant,
    show_kind,
    show_printed,
    show_published,
    show_speaker,
    show_title,
    show_value,
    show_voice,
)

_FILTERS: Final = {
    "value": show_value,
    "kind": show_kind,
    "instant": show_instant,
    "plural": plural,
    "voice": show_voice,
    "speaker": show_speaker,
    "printed": show_printed,
    "published": show_published,
    "short": short_id,
    "title_of": show_title,
}


#: The pages that are always at hand, with their names, in order; one that is not there is passed over.
PLACES: Final = (
    ("ledger", "Ledger"),
    ("alerts", "Alerts"),
    ("review", "Review"),
    ("tally", "Tally"),
    ("sources", "Sources"),
    ("downloads", "Export"),
)


def render(
    request: Request, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200
) -> Response:
    """Return a page made of a template; it knows ``request``, ``person`` and what is given.

    ``page`` among the values is the name of the place that is marked as the one people are at.
    """
    page = environment().get_template(template)
    given = {"request": request, "person": find_person(request), **(values or {})}
    answer = HTMLResponse(page.render(given), status_code=status)
    forget_said(request, answer)
    return answer


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return what templates are read with: strict, and escaping all that is not markup of our own."""
    found = Environment(
        loader=PackageLoader("twosource.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(_FILTERS)
    found.tests["outward"] = is_outward
    found.globals.update(
        url=_url,
        static=_static,
        csrf=_csrf,
        csrf_token=_csrf_token,
        places=_places,
        open_alerts=_open_alerts,
        has_page=_has_page,
        signed_in=_signed_in,
        said=_said,
        field_name=field_name,
        signs=SIGNS,
        Role=Role,
        version=__version__,
    )
    return found


@pass_context
def _url(context: Context, page: str, /, **parts: Any) -> str:
    return path_to(context["request"], page, **parts)


@pass_context
def _static(context: Context, path: str) -> str:
    return asset_path(context["request"], path)


@pass_context
def _open_alerts(context: Context) -> int:
    """Return how many alerts nobody has taken note of; 0 where the ledger can't say."""
    with suppress(TwosourceError), desk_of(context["request"]).ledger() as ledger:
        return ledger.alerts.count_open()
    return 0


@pass_context
def _has_page(context: Context, name: str) -> bool:
    return has_page(context["request"], name)


@pass_context
def _places(context: Context) -> tuple[tuple[str, str], ...]:
    return tuple((name, words) for name, words in PLACES if has_page(context["request"], name))


@pass_context
def _signed_in(context: Context) -> bool:
    return SESSION in context["request"].scope


@pass_context
def _said(context: Context) -> str:
    return said_before(context["request"])


@pass_context
def _csrf(context: Context) -> Markup:
    """Return the hidden field that shows a form to be ours."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(_csrf_token(context))


@pass_context
def _csrf_token(context: Context) -> str:
    return token_of(context["request"])
