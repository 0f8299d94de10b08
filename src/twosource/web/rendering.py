"""Fill templates: every value is escaped; words for values are those of ``twosource.wording``."""

from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from twosource import __version__
from twosource.web.security.people import Role, person_of
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
}


def render(
    request: Request, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200
) -> Response:
    """Return a page made of a template; it knows ``request``, ``person`` and what is given."""
    page = _environment().get_template(template)
    given = {"request": request, "person": person_of(request), **(values or {})}
    return HTMLResponse(page.render(given), status_code=status)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("twosource.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(_FILTERS)
    found.globals.update(
        url=_url,
        static=_static,
        csrf=_csrf,
        field_name=field_name,
        signs=SIGNS,
        Role=Role,
        version=__version__,
    )
    return found


@pass_context
def _url(context: Context, name: str, **parts: Any) -> str:
    """Return the path of a page by its name, under the prefix of the proxy."""
    request: Request = context["request"]
    return request.url_for(name, **parts).path


@pass_context
def _static(context: Context, path: str) -> str:
    """Return the path of an asset with a mark of its content, so that it may be kept for good."""
    return f"{_url(context, 'static', path=path)}?v={_mark(path)}"


@cache
def _mark(path: str) -> str:
    asset = files("twosource.web").joinpath("static", path)
    return sha256(asset.read_bytes()).hexdigest()[:12] if asset.is_file() else "missing"


@pass_context
def _csrf(context: Context) -> Markup:
    """Return the hidden field that shows a form to be ours."""
    del context
    return Markup('<input type="hidden" name="csrf" value="">')
