"""The ``[watch]`` table: how the process that watches runs, and what it may ask for."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Final, Literal

from twosource.config.tables import Faults, Table

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """How the watch runs.

    ``contact`` (an address or e-mail) goes into the user agent. ``workers`` are processes that read
    articles. ``allow_private`` lets feeds lie in private networks. With ``fetch_pages`` False no page is
    fetched, whatever feeds say. ``health`` is where /healthz, /readyz and /metrics answer, None for
    nowhere. ``most_waiting`` is how many articles may wait to be read before feeds are left unasked.
    ``tries`` is how often a page is asked for before its summary is read instead, and how often a job is
    begun before it is put aside. ``at_once`` are pages fetched at a time over all hosts, ``host_pause``
    the least time between two requests to one host. ``drain`` is how long a stop waits for work in hand.
    ``keep_days`` is how long done jobs are kept.
    """

    contact: str | None = None
    workers: int = 1
    allow_private: bool = False
    fetch_pages: bool = True
    health: str | None = "127.0.0.1:8766"
    log: Literal["text", "json"] = "text"
    most_waiting: int = 500
    tries: int = 3
    at_once: int = 8
    host_pause: timedelta = timedelta(seconds=1)
    timeout: timedelta = timedelta(seconds=30)
    max_bytes: int = 10_000_000
    robots: bool = True
    drain: timedelta = timedelta(seconds=20)
    keep_days: int = 30


_DEFAULTS: Final = Process()


def parse_process(raw: object) -> Process:
    """Return what ``[watch]`` says, the defaults where it is absent; raises ConfigError."""
    faults = Faults()
    if not (raw is None or isinstance(raw, dict)):
        faults.note("watch", "must be a table under [watch]")
        raw = None
    table = Table(raw or {}, "watch", faults)
    found = _read(table)
    table.finish()
    faults.check()
    return found


def _read(table: Table) -> Process:
    log: Any = table.choice("log", _DEFAULTS.log, ("text", "json"))
    return Process(
        contact=table.text("contact") or None,
        workers=table.number("workers", _DEFAULTS.workers, least=1, most=64),
        allow_private=table.flag("allow_private"),
        fetch_pages=table.flag("fetch_pages", default=True),
        health=_health(table),
        log=log,
        most_waiting=table.number("most_waiting", _DEFAULTS.most_waiting, least=1, most=1_000_000),
        tries=table.number("tries", _DEFAULTS.tries, least=1, most=20),
        at_once=table.number("at_once", _DEFAULTS.at_once, least=1, most=100),
        host_pause=table.duration("host_pause", _DEFAULTS.host_pause, most=10 * _MINUTE),
        timeout=table.duration("timeout", _DEFAULTS.timeout, least=_MINUTE / 60, most=10 * _MINUTE),
        max_bytes=table.number("max_bytes", _DEFAULTS.max_bytes, least=10_000, most=50_000_000),
        robots=table.flag("robots", default=True),
        drain=table.duration("drain", _DEFAULTS.drain, most=10 * _MINUTE),
        keep_days=table.number("keep_days", _DEFAULTS.keep_days, least=1, most=3650),
    )


def _health(table: Table) -> str | None:
    words = table.text("health", _DEFAULTS.health or "")
    if words == "off":
        return None
    host, _, port = words.rpartition(":")
    try:
        ip_address(host.strip("[]"))
        is_good = 0 <= int(port) < 65_536
    except ValueError:
        is_good = host == "localhost" and port.isascii() and port.isdigit()
    if not is_good:
        table.fault("health", f"{words!r} is no address and port; write 127.0.0.1:8766, or off")
    return words
