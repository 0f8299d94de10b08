"""Which addresses may be asked: the shape of a URL, and the machines its name leads to.

An address that a stranger's feed or redirect names must not reach into the network we stand in.
Nothing here opens a connection.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from twosource.errors import FetchError, RefusedAddress

if TYPE_CHECKING:
    from yarl import URL

_ALLOW = "If the site is yours, allow it with --allow-private."

# Not for the public, from the IANA special-purpose registries; named here because what Python
# calls global differs between its releases.
_CLOSED = tuple(
    (ip_network(network), name)
    for network, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-internal"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved"),
        ("198.51.100.0/24", "reserved"),
        ("203.0.113.0/24", "reserved"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("64:ff9b:1::/48", "private"),
        ("100::/64", "reserved"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "reserved"),
        ("3fff::/20", "reserved"),
        ("5f00::/16", "reserved"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
# What nobody reads news from, and where a cloud hands out its keys: refused even where private
# addresses are allowed.
_NEVER = frozenset(
    {"this network", "link-local", "a cloud's metadata", "multicast", "reserved", "unspecified"}
)
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")  # the old way of writing an IPv4 address in an IPv6 one


def parse_url(url: str) -> "URL":
    """Return an address that may be asked; raises RefusedAddress or FetchError, saying why not."""
    from yarl import URL  # noqa: PLC0415 - comes with aiohttp, only for fetching

    try:
        parsed = URL(url)
        host = parsed.host
        _ = parsed.port
    except ValueError:
        raise FetchError("is not a valid address") from None
    if parsed.scheme not in {"http", "https"}:
        raise RefusedAddress("only http and https addresses are asked")
    if not host:
        raise FetchError("is an address without a host")
    if parsed.user is not None or parsed.password is not None:
        raise RefusedAddress("carries a user name or password, which is not sent")
    return parsed


def find_refusal(address: str) -> str | None:
    """Say why an IP address is not public ("loopback"); None where it is."""
    ip = _unwrap(ip_address(address.partition("%")[0]))
    for network, name in _CLOSED:
        if ip.version == network.version and ip in network:
            return name
    return None if ip.is_global else "reserved"


def find_refusal_at_home(address: str) -> str | None:
    """Say why an IP address is refused even where private and loopback ones are allowed."""
    reason = find_refusal(address)
    return reason if reason in _NEVER else None


def _unwrap(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one stands for: mapped, compatible, 6to4 or NAT64."""
    if isinstance(ip, IPv4Address):
        return ip
    inner = ip.ipv4_mapped or ip.sixtofour
    if inner is None and (ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 1)):
        inner = IPv4Address(int(ip) & 0xFFFFFFFF)
    return inner or ip


#: Says why an IP address is refused; None lets it through.
Judge = Callable[[str], str | None]


class Journey:
    """Judges addresses from hop to hop: whoever sent us on from outside does not send us inside.

    Where private addresses are allowed, that is for what a person named and for what a site of
    theirs redirects to, not for the redirects of strangers.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._was_outside = False

    def begin_at(self, addresses: list[str]) -> None:
        """Note at what machines the way begins, as those of a feed whose links are followed; none are outside."""
        self._was_outside = not addresses or any(find_refusal(address) is None for address in addresses)

    def judge(self, address: str) -> str | None:
        """Say why an address is refused at this point of the way; None lets it through."""
        private = find_refusal(address)
        reason = self._judge(address) or (private if self._was_outside else None)
        self._was_outside = self._was_outside or private is None
        return reason


def check_addresses(host: str, addresses: list[str], judge: Judge) -> None:
    """Raise RefusedAddress if any of the addresses a host leads to is refused."""
    for address in addresses:
        if reason := judge(address):
            leads_to = f"leads to {address}, which" if address != host else ""
            message = f"{host} {leads_to} is {reason}".replace("  ", " ")
            raise RefusedAddress(message, hint="" if reason in _NEVER else _ALLOW)
