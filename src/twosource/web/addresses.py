"""Addresses of pages and assets, under whatever prefix a proxy gives us."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.routing import NoMatchFound


def path_to(request: Request, page: str, /, **parts: Any) -> str:
    """Return the path of a page by its name, under the prefix; raises NoMatchFound for a name unknown.

    Parts may hold any sign: what would end a path is written as RFC 3986 has it.
    """
    return request.url_for(page, **{name: quote(str(part)) for name, part in parts.items()}).path


def has_page(request: Request, name: str) -> bool:
    """Whether the desk has a page of a name that needs no id."""
    try:
        request.url_for(name)
    except NoMatchFound:
        return False
    return True


def asset_path(request: Request, path: str) -> str:
    """Return the path of an asset with a mark of its content, so that it may be kept for good."""
    return f"{path_to(request, 'static', path=path)}?v={_mark(path)}"


def is_outward(address: object) -> bool:
    """Whether an address may be made a link out to the web: http or https, and no sign that would hide it."""
    if not isinstance(address, str) or not address.isprintable() or any(map(str.isspace, address)):
        return False
    return address.lower().startswith(("http://", "https://"))


@cache
def _mark(path: str) -> str:
    asset = files("twosource.web").joinpath("static", path)
    return sha256(asset.read_bytes()).hexdigest()[:12] if asset.is_file() else "missing"
