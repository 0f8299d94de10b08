"""Answer only to names that are ours, so that no page elsewhere can reach the desk by renaming it.

"DNS rebinding": a site's name is made to lead to this machine, and the browser takes us for that site.
Its requests still bear the site's name in their Host header.
"""

from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from twosource.web.desk import desk_of


@dataclass(frozen=True, slots=True)
class Hosts:
    """Refuses requests for a host that is not ours."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; raises HTTPException (400)."""
        if scope["type"] == "http":
            known = desk_of(HTTPConnection(scope)).settings.hosts
            host = host_of(Headers(scope=scope).get("host", ""))
            if not is_known(host, known):
                raise HTTPException(400, "this desk does not answer to that name; --allow-host adds one")
        await self.app(scope, receive, send)


def host_of(header: str) -> str:
    """Return the host of a Host header, without its port and the brackets of IPv6.

    >>> host_of("[::1]:8765"), host_of("Desk.example:80"), host_of("127.0.0.1")
    ('::1', 'desk.example', '127.0.0.1')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower().rstrip(".")


def is_known(host: str, known: tuple[str, ...]) -> bool:
    """Whether a host is one of those we answer to; "*" stands for every number (no name can be forged)."""
    return host in known or ("*" in known and _is_number(host))


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
